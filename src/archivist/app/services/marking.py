"""Marks: made by a quote in any script or by a position, listed and found again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archivist.app.author import system_author
from archivist.app.rescue import Edit, Rescue, edit
from archivist.domain import (
    N_,
    Annotation,
    AnnotationId,
    AnnotationKind,
    Colour,
    ReportId,
    Span,
    new_id,
)
from archivist.domain.errors import QuoteNotFound, QuoteNotUnique, WrongUse
from archivist.store import annotations, reports, sets
from archivist.store.archive import Archive
from archivist.store.codec import now
from archivist.text.fold import fold

_PLACES_NAMED = 8


@dataclass(frozen=True, slots=True)
class NewMark:
    """What a person says of a passage."""

    kind: AnnotationKind = AnnotationKind.HIGHLIGHT
    colour: Colour = Colour.YELLOW
    note: str = ""
    tags: tuple[str, ...] = ()


class MarkingService:
    """``author`` is who marks: the name that the system knows, unless another is given."""

    def __init__(self, archive: Archive, *, author: str | None = None, rescue: Rescue | None = None) -> None:
        self._archive = archive
        self.rescue = rescue
        self._author = author if author is not None else system_author()

    def mark_quote(self, report: ReportId, quote: str, mark: NewMark, *, occurrence: int | None = None) -> Annotation:
        """Mark the passage that reads ``quote`` in any script; ``occurrence`` counts from 1 in reading order.

        Raises ``QuoteNotFound``, and ``QuoteNotUnique`` where there are several and none was chosen."""
        from archivist.text.anchoring import find_quote

        text = self._reading_text(report)
        places = find_quote(text, quote)
        if not places or (occurrence is not None and not 1 <= occurrence <= len(places)):
            raise QuoteNotFound(
                N_("The quote does not occur in the report") if not places else N_("The quote does not occur so often"),
                where=quote,
                why="" if not places else N_("it occurs {count} times"),
                hint=N_("Copy it from what `archivist show` prints, in any script."),
                count=len(places),
            )
        if occurrence is None and len(places) > 1:
            raise QuoteNotUnique(
                N_("The quote occurs {count} times"),
                where=quote,
                why=N_("at {places}"),
                hint=N_("Choose one with --occurrence, or quote more of the passage."),
                count=len(places),
                places=", ".join(f"{place.start}–{place.end}" for place in places[:_PLACES_NAMED])
                + (" …" if len(places) > _PLACES_NAMED else ""),
            )
        return self._add(report, text, places[(occurrence or 1) - 1], mark, N_("Annotate"))

    def mark_span(
        self, report: ReportId, start: int, end: int, mark: NewMark, *, label: str = N_("Annotate")
    ) -> Annotation:
        """Mark code points ``start`` to ``end`` of the reading text; ``label`` is what undo calls it. Raises ``WrongUse``
        outside the text."""
        text = self._reading_text(report)
        if not 0 <= start < end <= len(text):
            raise WrongUse(
                N_("Not a passage of the report"),
                where=f"{start}–{end}",
                why=N_("its text has {length} characters"),
                hint=N_("Give START < END, counted from 0 in the reading text."),
                length=len(text),
            )
        return self._add(report, text, Span(start, end), mark, label)

    def mark_spans(
        self, passages: Sequence[tuple[ReportId, Span]], mark: NewMark, *, label: str = N_("Annotate")
    ) -> list[Annotation]:
        """Mark passages of many reports alike, as one step. Raises ``WrongUse`` for an unknown report."""
        texts = {report: self._reading_text(report) for report in {report for report, _ in passages}}
        made = [self._make(report, texts[report], span, mark) for report, span in passages]
        self.add_marks(made, label)
        return made

    @edit
    def change(
        self,
        mark: AnnotationId,
        *,
        kind: AnnotationKind | None = None,
        colour: Colour | None = None,
        note: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> None:
        """Change what is given, as one step that undo names after it. Raises ``WrongUse`` for an unknown mark."""
        label = N_("Change annotation")
        given = [name for name, value in (("colour", colour), ("note", note), ("tags", tags)) if value is not None]
        if len(given) == 1 and kind is None:
            label = {"colour": N_("Recolour"), "note": N_("Write a note"), "tags": N_("Tag")}[given[0]]
        with self._archive.write(label, author=self._author) as tx:
            old = annotations.get_annotation(tx, mark)
            wanted = {
                "kind": kind if kind != old.kind else None,
                "colour": colour if colour != old.colour else None,
                "note": note if note != old.note else None,
                "tags": _tidy(tags) if tags is not None and _tidy(tags) != old.tags else None,
            }
            if any(value is not None for value in wanted.values()):
                annotations.update_annotation(tx, mark, **wanted)  # type: ignore[arg-type]  # the values are those above

    @edit
    def remove(self, marks: Sequence[AnnotationId]) -> None:
        """Move marks to the trash."""
        with self._archive.write(N_("Remove annotation"), author=self._author) as tx:
            annotations.trash(tx, marks)

    def tag_names(self) -> list[str]:
        """All tags of the archive, for completion."""
        with self._archive.read() as reader:
            return list(sets.list_tags(reader))

    def list_annotations(
        self, *, report: ReportId | None = None, tag: str | None = None, query: str | None = None
    ) -> list[Annotation]:
        """Annotations outside the trash, by report and place.

        ``tag`` is compared on the fold; each word of ``query`` must occur in the quote, the note or a tag."""
        with self._archive.read() as reader:
            found = annotations.list_annotations(reader, report=report)
        if self.rescue is not None and self.rescue.waiting:
            found = _with_waiting(found, self.rescue.waiting, report)
        if tag is not None:
            found = [annotation for annotation in found if fold(tag) in map(fold, annotation.tags)]
        words = [fold(word) for word in (query or "").split()]
        return [annotation for annotation in found if all(word in _searchable(annotation) for word in words)]

    def _reading_text(self, report: ReportId) -> str:
        with self._archive.read() as reader:
            return reports.reading_text(reader, report)

    def _add(self, report: ReportId, text: str, span: Span, mark: NewMark, label: str) -> Annotation:
        annotation = self._make(report, text, span, mark)
        self.add_marks([annotation], label)
        return annotation

    def _make(self, report: ReportId, text: str, span: Span, mark: NewMark) -> Annotation:
        from archivist.text.anchoring import make_anchor

        at = now()
        return Annotation(
            id=AnnotationId(new_id()),
            report=report,
            kind=mark.kind,
            colour=mark.colour,
            note=mark.note,
            author=self._author,
            tags=_tidy(mark.tags),
            anchor=make_anchor(text, span),
            created=at,
            modified=at,
        )

    @edit
    def add_marks(self, marks: Sequence[Annotation], label: str) -> None:
        """Add whole marks, those that are not there yet; ``label`` is what undo calls it."""
        with self._archive.write(label, author=self._author) as tx:
            for mark in marks:
                if annotations.resolve_id(tx, mark.id.hex) is None:
                    annotations.add_annotation(tx, mark)


def _with_waiting(found: Sequence[Annotation], waiting: Sequence[Edit], report: ReportId | None) -> list[Annotation]:
    """``found`` as it will be when what waits for room on the disk is written."""
    marks = {each.id: each for each in found}
    for each in waiting:
        match each.name, each.arguments:
            case "add_marks", {"marks": added}:
                marks.update({mark.id: mark for mark in added if report in (None, mark.report)})
            case "change", {"mark": key, **rest} if key in marks:
                given = {name: value for name, value in rest.items() if value is not None}
                if "tags" in given:
                    given["tags"] = _tidy(given["tags"])
                marks[key] = replace(marks[key], **given)
            case "remove", {"marks": keys}:
                for key in keys:
                    marks.pop(key, None)
            case _:
                pass
    return sorted(marks.values(), key=lambda mark: (mark.report, mark.anchor.span or Span(0, 0)))


def _tidy(tags: Sequence[str]) -> tuple[str, ...]:
    """Without spaces around them, each once, none empty."""
    return tuple(dict.fromkeys(tag.strip().lstrip("#") for tag in tags if tag.strip(" #")))


def _searchable(annotation: Annotation) -> str:
    return fold("\n".join((annotation.anchor.exact, annotation.note, *annotation.tags)))
