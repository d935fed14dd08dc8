"""From source text to report draft: repairs proposed and made, paragraphs numbered, title and date found."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from archivist.domain import EdtfDate, Repair, RepairState, ReportDraft, Ruby, RubyOrigin, Span
from archivist.importing.source_text import SourceText, TitleOrigin
from archivist.text.dates import find_date
from archivist.text.fold import fold_digest
from archivist.text.paragraphs import number_paragraphs
from archivist.text.repair import Repaired, apply_repairs, propose_repairs, strip_readings
from archivist.text.script import recognise_script
from archivist.text.title import title_from_text


def make_draft(source: SourceText, *, name: str, repair: bool = True) -> ReportDraft:
    """The report that ``source`` becomes. ``name`` is the file's, the last resort for a title.

    Without ``repair`` nothing is repaired by itself: what would have been waits as a proposal."""
    repairs = propose_repairs(source.text)
    if not repair:
        repairs = tuple(_only_proposed(repairs))
    repaired = apply_repairs(source.text, repairs)
    title, title_origin = _title(source, repaired.text, name)
    date, date_origin = _date(source, repaired.text)
    return ReportDraft(
        title=title,
        date=date,
        source=source.source,
        script=recognise_script(repaired.text),
        source_text=source.text,
        reading_text=repaired.text,
        paragraphs=number_paragraphs(source.paragraphs, repaired.alignment),
        repairs=repairs,
        ruby=_ruby(source, repaired),
        folded_sha256=fold_digest(repaired.text),
        author=source.author,
        place=source.place,
        language=source.language or "zh",
        origins=source.origins | {"title": title_origin} | ({"date": date_origin} if date_origin else {}),
        extra=source.extra,
    )


def _only_proposed(repairs: Iterable[Repair]) -> Iterable[Repair]:
    return (replace(repair, state=RepairState.PROPOSED) for repair in repairs)


def _title(source: SourceText, reading_text: str, name: str) -> tuple[str, str]:
    if title := " ".join(strip_readings(source.title).split()):
        return title, source.origins.get("title", TitleOrigin.RECORD.value)
    title, origin = title_from_text(reading_text)
    return (title, origin) if title else (PurePath(name).stem, TitleOrigin.FILE_NAME.value)


def _date(source: SourceText, reading_text: str) -> tuple[EdtfDate | None, str]:
    if source.date is not None or source.is_date_settled:
        return source.date, source.origins.get("date", "")
    date = find_date(reading_text)
    return date, "text" if date else ""


def _ruby(source: SourceText, repaired: Repaired) -> tuple[Ruby, ...]:
    """The readings that repairs took out of the text, and those that the author set above it."""
    authors = (
        Ruby(Span(*repaired.alignment.span_to_target(each.span.start, each.span.end)), each.reading, RubyOrigin.AUTHOR)
        for each in source.ruby
    )
    return tuple(sorted((*repaired.ruby, *authors), key=lambda ruby: (ruby.span, ruby.origin)))
