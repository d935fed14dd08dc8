"""Documents to index, and the answer that reading every text would give."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from archivist.domain.ids import ReportId, new_id
from archivist.search.language import parse
from archivist.search.query import And, InSet, Node, Not, Or, Phrase, Query, Substring, Text, Word
from archivist.search.sets import ReportSets
from archivist.search.values import IndexDocument, IndexStamp
from archivist.text.fold import fold

# Written a second time on purpose, from the words of the rule: Latin letters and digits as the fold leaves them.
_LATIN = {chr(code) for code in range(0x1F00) if (chr(code).isalpha() and code < 0x250) or code >= 0x1E00} | set(
    "0123456789"
)


def a_stamp(seq: int = 1) -> IndexStamp:
    return IndexStamp("archive", "file", seq, f"token {seq}")


def a_document(
    body: str = "區委召開會議。\n會議強調,要推動紡織產業高質量發展。",
    *,
    title: str = "區委召開會議",
    source: str | None = None,
    script: str = "traditional",
    days: tuple[int, int] | None = None,
    report: ReportId | None = None,
) -> IndexDocument:
    return IndexDocument(
        id=report or ReportId(new_id()),
        title=title,
        body=body,
        source=source,
        script=script,
        earliest=days[0] if days else None,
        latest=days[1] if days else None,
        added="2024-02-01T08:00:00Z",
        length=len(body),
    )


@dataclass
class SomeSets:
    """Sets as an archive would have them; a tag's name is its own fold."""

    tagged: dict[str, list[ReportId]] = field(default_factory=dict)
    notes: dict[ReportId, str] = field(default_factory=dict)
    annotated: dict[ReportId, str] = field(default_factory=dict)
    version: object = 0

    def members(self, kind: str, name: str) -> bytes:
        return packed(self.tagged.get(fold(name), ()) if kind == "tag" else ())

    def last_annotated(self) -> tuple[bytes, Sequence[str]]:
        return packed(self.annotated), list(self.annotated.values())

    def with_note(self, leaf: Text) -> bytes:
        assert isinstance(leaf, Substring)
        return packed([report for report, note in self.notes.items() if occurs(fold(leaf.text), note)])

    def named(self, kind: str) -> Mapping[str, bytes]:
        return {name: packed(ids) for name, ids in self.tagged.items()} if kind == "tag" else {}


def packed(ids: Collection[ReportId]) -> bytes:
    return b"".join(each.bytes for each in ids)


def occurs(folded: str, text: str) -> bool:
    """True where a paragraph of ``text`` has the folded piece, at the start of a run where it begins with a Latin letter."""
    for paragraph in fold(text).split("\n"):
        for start in range(len(paragraph) - len(folded) + 1):
            is_inside_run = start > 0 and folded[0] in _LATIN and paragraph[start - 1] in _LATIN
            if paragraph[start : start + len(folded)] == folded and not is_inside_run:
                return True
    return False


def fits(node: Node, document: IndexDocument, sets: ReportSets) -> bool:
    """What ``SearchIndex`` should answer for one document, by reading it."""
    match node:
        case And(parts):
            return all(fits(part, document, sets) for part in parts)
        case Or(parts):
            return any(fits(part, document, sets) for part in parts)
        case Not(part):
            return not fits(part, document, sets)
        case Word(text, name) | Phrase(text, name):
            texts = {"title": document.title, "body": document.body}
            folded = fold(text)
            return any(occurs(folded, texts[each]) for each in texts if name in ("", each)) or (
                name in ("", "note") and document.id.bytes in sets.with_note(node)
            )
        case InSet(_, name):
            return document.id.bytes in sets.members("tag", name)
        case _:
            raise AssertionError(node)


def a_query(text: str) -> Query:
    query = parse(text)
    assert not query.problems
    return query
