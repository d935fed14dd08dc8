-- change: the journal: one row per transaction. kind is made, do, undo or redo; undone is the seq that took it back; dropped: cannot be done again; tables: those that images touch; images: rows before and after; imported: report ids
CREATE TABLE change (
    seq INTEGER NOT NULL,
    token TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    origin TEXT NOT NULL,
    author TEXT NOT NULL,
    step BLOB,
    at TEXT NOT NULL,
    undone INTEGER,
    dropped INTEGER DEFAULT 0 NOT NULL,
    tables TEXT NOT NULL,
    images BLOB,
    imported BLOB,
    CONSTRAINT pk_change PRIMARY KEY (seq)
);

CREATE INDEX ix_change_open ON change (kind, seq) WHERE undone IS NULL AND dropped = 0;

CREATE INDEX ix_change_step ON change (step) WHERE step IS NOT NULL;

CREATE INDEX ix_change_undone ON change (undone) WHERE undone IS NOT NULL;

-- collection: a named set of reports
CREATE TABLE collection (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    parent BLOB,
    created TEXT NOT NULL,
    extra TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_collection PRIMARY KEY (id),
    CONSTRAINT uq_collection_folded UNIQUE (folded),
    CONSTRAINT fk_collection_parent FOREIGN KEY(parent) REFERENCES collection (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_collection_parent ON collection (parent);

-- entity: a person, office or place with its name in both scripts
CREATE TABLE entity (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    simplified TEXT NOT NULL,
    traditional TEXT NOT NULL,
    folded TEXT NOT NULL,
    extra TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_entity PRIMARY KEY (id),
    CONSTRAINT uq_entity_kind_folded UNIQUE (kind, folded)
)
 WITHOUT ROWID;

-- job: a long piece of work, such as an import, with how it ended
CREATE TABLE job (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    state TEXT NOT NULL,
    options TEXT DEFAULT '{}' NOT NULL,
    summary TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_job PRIMARY KEY (id)
)
 WITHOUT ROWID;

-- meta: facts about the archive itself: its id, when and by what it was made, settings that travel with it
CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key")
)
 WITHOUT ROWID;

-- original: bytes that came in: SHA-256 and size before compression, and where they were found first
CREATE TABLE original (
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    codec TEXT NOT NULL,
    parts INTEGER NOT NULL,
    place TEXT NOT NULL,
    added TEXT NOT NULL,
    CONSTRAINT pk_original PRIMARY KEY (sha256)
)
 WITHOUT ROWID;

-- report: a report with its metadata; earliest and latest are proleptic days of its EDTF date, last_place is where reading stopped, seq the last change of any kind, text_seq the last that search must follow
CREATE TABLE report (
    id BLOB NOT NULL,
    title TEXT NOT NULL,
    title_script TEXT,
    date TEXT,
    earliest INTEGER,
    latest INTEGER,
    source TEXT,
    author TEXT,
    place TEXT,
    language TEXT NOT NULL,
    script TEXT NOT NULL,
    version INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    is_read INTEGER DEFAULT 0 NOT NULL,
    last_place INTEGER,
    added TEXT NOT NULL,
    trashed TEXT,
    extra TEXT DEFAULT '{}' NOT NULL,
    seq INTEGER NOT NULL,
    text_seq INTEGER NOT NULL,
    CONSTRAINT pk_report PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_report_added_id ON report (added, id);

CREATE INDEX ix_report_earliest_id ON report (earliest, id);

CREATE INDEX ix_report_text_seq ON report (text_seq);

CREATE INDEX ix_report_title_id ON report (title, id);

CREATE INDEX ix_report_trashed_id ON report (trashed, id) WHERE trashed IS NOT NULL;

-- saved_search: a collection that fills itself: a query with its options
CREATE TABLE saved_search (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    "query" TEXT NOT NULL,
    options TEXT DEFAULT '{}' NOT NULL,
    created TEXT NOT NULL,
    CONSTRAINT pk_saved_search PRIMARY KEY (id)
)
 WITHOUT ROWID;

-- tag: a word that people hang on marks and reports; equal under the fold is equal
CREATE TABLE tag (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    colour TEXT,
    created TEXT NOT NULL,
    CONSTRAINT pk_tag PRIMARY KEY (id),
    CONSTRAINT uq_tag_folded UNIQUE (folded)
)
 WITHOUT ROWID;

-- tombstone: a report that was removed for good, so that search can forget it
CREATE TABLE tombstone (
    report BLOB NOT NULL,
    text_seq INTEGER NOT NULL,
    CONSTRAINT pk_tombstone PRIMARY KEY (report)
)
 WITHOUT ROWID;

CREATE INDEX ix_tombstone_text_seq ON tombstone (text_seq);

-- annotation: a mark and what somebody wrote beside it
CREATE TABLE annotation (
    id BLOB NOT NULL,
    report BLOB NOT NULL,
    kind TEXT NOT NULL,
    colour TEXT NOT NULL,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    trashed TEXT,
    extra TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_annotation PRIMARY KEY (id),
    CONSTRAINT fk_annotation_report FOREIGN KEY(report) REFERENCES report (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_annotation_modified ON annotation (modified, id);

CREATE INDEX ix_annotation_report ON annotation (report, trashed);

-- choice: what a conversion shall show: at a place, in a report, or (no report) in the whole archive
CREATE TABLE choice (
    id BLOB NOT NULL,
    report BLOB,
    version INTEGER,
    start INTEGER,
    "end" INTEGER,
    script TEXT NOT NULL,
    original TEXT NOT NULL,
    chosen TEXT NOT NULL,
    author TEXT NOT NULL,
    created TEXT NOT NULL,
    CONSTRAINT pk_choice PRIMARY KEY (id),
    CONSTRAINT fk_choice_report FOREIGN KEY(report) REFERENCES report (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_choice_report ON choice (report);

-- collection_report: which collection holds which reports
CREATE TABLE collection_report (
    collection BLOB NOT NULL,
    report BLOB NOT NULL,
    added TEXT NOT NULL,
    CONSTRAINT pk_collection_report PRIMARY KEY (collection, report),
    CONSTRAINT fk_collection_report_collection FOREIGN KEY(collection) REFERENCES collection (id) ON DELETE CASCADE,
    CONSTRAINT fk_collection_report_report FOREIGN KEY(report) REFERENCES report (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_collection_report_report ON collection_report (report);

-- event: provenance: what happened to a report, in which change, when, by whom
CREATE TABLE event (
    report BLOB NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    detail TEXT,
    CONSTRAINT pk_event PRIMARY KEY (report, seq, kind),
    CONSTRAINT fk_event_report FOREIGN KEY(report) REFERENCES report (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

-- job_item: what became of each thing that a job met
CREATE TABLE job_item (
    job BLOB NOT NULL,
    position INTEGER NOT NULL,
    place TEXT NOT NULL,
    status TEXT NOT NULL,
    report BLOB,
    reason TEXT NOT NULL,
    extra TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_job_item PRIMARY KEY (job, position),
    CONSTRAINT fk_job_item_job FOREIGN KEY(job) REFERENCES job (id) ON DELETE CASCADE,
    CONSTRAINT fk_job_item_report FOREIGN KEY(report) REFERENCES report (id) ON DELETE SET NULL
)
 WITHOUT ROWID;

CREATE INDEX ix_job_item_report ON job_item (report);

-- original_part: at most 8 MiB of an original, each part compressed alone with the original's codec
CREATE TABLE original_part (
    original BLOB NOT NULL,
    number INTEGER NOT NULL,
    data BLOB NOT NULL,
    CONSTRAINT pk_original_part PRIMARY KEY (original, number),
    CONSTRAINT fk_original_part_original FOREIGN KEY(original) REFERENCES original (sha256) ON DELETE CASCADE
);

-- report_origin: a further place where a known report was met, with the bytes' hash there
CREATE TABLE report_origin (
    report BLOB NOT NULL,
    place TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    seen TEXT NOT NULL,
    CONSTRAINT pk_report_origin PRIMARY KEY (report, place, sha256),
    CONSTRAINT fk_report_origin_report FOREIGN KEY(report) REFERENCES report (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

-- report_tag: which report has which tags, in the order they were given
CREATE TABLE report_tag (
    report BLOB NOT NULL,
    tag BLOB NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_report_tag PRIMARY KEY (report, tag),
    CONSTRAINT fk_report_tag_report FOREIGN KEY(report) REFERENCES report (id) ON DELETE CASCADE,
    CONSTRAINT fk_report_tag_tag FOREIGN KEY(tag) REFERENCES tag (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_report_tag_tag ON report_tag (tag);

-- report_version: one text of a report, old ones stay; reading_text is derived and NULL where it equals the source text
CREATE TABLE report_version (
    report BLOB NOT NULL,
    number INTEGER NOT NULL,
    source_text BLOB NOT NULL,
    reading_text BLOB,
    folded_sha256 BLOB NOT NULL,
    original BLOB,
    made TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    CONSTRAINT pk_report_version PRIMARY KEY (report, number),
    CONSTRAINT fk_report_version_report FOREIGN KEY(report) REFERENCES report (id) ON DELETE CASCADE,
    CONSTRAINT fk_report_version_original FOREIGN KEY(original) REFERENCES original (sha256) ON DELETE RESTRICT
);

CREATE INDEX ix_report_version_folded_sha256 ON report_version (folded_sha256);

CREATE INDEX ix_report_version_original ON report_version (original);

-- value_origin: where the value of a field came from
CREATE TABLE value_origin (
    report BLOB NOT NULL,
    field TEXT NOT NULL,
    origin TEXT NOT NULL,
    confidence FLOAT,
    noted TEXT NOT NULL,
    CONSTRAINT pk_value_origin PRIMARY KEY (report, field),
    CONSTRAINT fk_value_origin_report FOREIGN KEY(report) REFERENCES report (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

-- anchor: where a mark stands in which version; an orphan has no start and end, candidates wait for a person as JSON
CREATE TABLE anchor (
    annotation BLOB NOT NULL,
    report BLOB NOT NULL,
    version INTEGER NOT NULL,
    start INTEGER,
    "end" INTEGER,
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    state TEXT NOT NULL,
    candidates TEXT,
    CONSTRAINT pk_anchor PRIMARY KEY (annotation),
    CONSTRAINT fk_anchor_report_version FOREIGN KEY(report, version) REFERENCES report_version (report, number) ON DELETE CASCADE,
    CONSTRAINT fk_anchor_annotation FOREIGN KEY(annotation) REFERENCES annotation (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_anchor_report_start ON anchor (report, version, start);

CREATE INDEX ix_anchor_state ON anchor (state) WHERE state = 'orphan';

-- annotation_tag: which mark has which tags, in the order they were given
CREATE TABLE annotation_tag (
    annotation BLOB NOT NULL,
    tag BLOB NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_annotation_tag PRIMARY KEY (annotation, tag),
    CONSTRAINT fk_annotation_tag_annotation FOREIGN KEY(annotation) REFERENCES annotation (id) ON DELETE CASCADE,
    CONSTRAINT fk_annotation_tag_tag FOREIGN KEY(tag) REFERENCES tag (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_annotation_tag_tag ON annotation_tag (tag);

-- link: a cross-reference from a report or mark to another
CREATE TABLE link (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    report BLOB NOT NULL,
    annotation BLOB,
    other_report BLOB NOT NULL,
    other_annotation BLOB,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    created TEXT NOT NULL,
    trashed TEXT,
    CONSTRAINT pk_link PRIMARY KEY (id),
    CONSTRAINT fk_link_report FOREIGN KEY(report) REFERENCES report (id) ON DELETE CASCADE,
    CONSTRAINT fk_link_annotation FOREIGN KEY(annotation) REFERENCES annotation (id) ON DELETE CASCADE,
    CONSTRAINT fk_link_other_report FOREIGN KEY(other_report) REFERENCES report (id) ON DELETE CASCADE,
    CONSTRAINT fk_link_other_annotation FOREIGN KEY(other_annotation) REFERENCES annotation (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_link_annotation ON link (annotation);

CREATE INDEX ix_link_other_annotation ON link (other_annotation);

CREATE INDEX ix_link_other_report ON link (other_report);

CREATE INDEX ix_link_report ON link (report);

-- mention: where an entity is named, found by whom and how sure
CREATE TABLE mention (
    id BLOB NOT NULL,
    entity BLOB NOT NULL,
    report BLOB NOT NULL,
    version INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    origin TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT pk_mention PRIMARY KEY (id),
    CONSTRAINT fk_mention_report_version FOREIGN KEY(report, version) REFERENCES report_version (report, number) ON DELETE CASCADE,
    CONSTRAINT fk_mention_entity FOREIGN KEY(entity) REFERENCES entity (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_mention_entity ON mention (entity);

CREATE INDEX ix_mention_report ON mention (report, version, start);

-- page: a page of the original: what is printed on it as its number, and which page of which file it is
CREATE TABLE page (
    report BLOB NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_end INTEGER NOT NULL,
    label TEXT NOT NULL,
    original BLOB,
    original_page INTEGER,
    CONSTRAINT pk_page PRIMARY KEY (report, version, position),
    CONSTRAINT fk_page_report_version FOREIGN KEY(report, version) REFERENCES report_version (report, number) ON DELETE CASCADE,
    CONSTRAINT fk_page_original FOREIGN KEY(original) REFERENCES original (sha256) ON DELETE SET NULL
)
 WITHOUT ROWID;

-- paragraph: a paragraph, in both texts: the source span is what stays when repairs change; number is what one cites
CREATE TABLE paragraph (
    report BLOB NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_end INTEGER NOT NULL,
    kind TEXT NOT NULL,
    level INTEGER NOT NULL,
    number TEXT,
    CONSTRAINT pk_paragraph PRIMARY KEY (report, version, position),
    CONSTRAINT fk_paragraph_report_version FOREIGN KEY(report, version) REFERENCES report_version (report, number) ON DELETE CASCADE
)
 WITHOUT ROWID;

-- repair: a reversible change from source text to reading text; its span counts the source text
CREATE TABLE repair (
    report BLOB NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    replacement TEXT NOT NULL,
    kind TEXT NOT NULL,
    evidence TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    state TEXT NOT NULL,
    reading TEXT,
    decided TEXT,
    decided_by TEXT,
    CONSTRAINT pk_repair PRIMARY KEY (report, version, position),
    CONSTRAINT fk_repair_report_version FOREIGN KEY(report, version) REFERENCES report_version (report, number) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_repair_state ON repair (state, kind) WHERE state = 'proposed';

-- ruby: a reading that belongs to a span; those of repairs are derived from them
CREATE TABLE ruby (
    report BLOB NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_end INTEGER NOT NULL,
    reading TEXT NOT NULL,
    origin TEXT NOT NULL,
    CONSTRAINT pk_ruby PRIMARY KEY (report, version, position),
    CONSTRAINT fk_ruby_report_version FOREIGN KEY(report, version) REFERENCES report_version (report, number) ON DELETE CASCADE
)
 WITHOUT ROWID;

-- translation: what a person wrote as translation of a paragraph or span
CREATE TABLE translation (
    id BLOB NOT NULL,
    report BLOB NOT NULL,
    version INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    trashed TEXT,
    CONSTRAINT pk_translation PRIMARY KEY (id),
    CONSTRAINT fk_translation_report_version FOREIGN KEY(report, version) REFERENCES report_version (report, number) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_translation_report ON translation (report, version, start);
