"""The lines of the Repairs tab: what is to be decided first, then each kind in a line, then what was decided by paragraph."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from archivist.domain import N_, Choice, Doubt, Reach, Repair, RepairState, ReportText, Script, Span
from archivist.text.repair import apply_repairs, title_of
from archivist.ui.language import tr, tr_n
from archivist.ui.paneheads import SCRIPT_NAMES
from archivist.ui.parts.visible import visible

_AROUND = 8
"""Characters shown on each side of a place."""
_LONGEST = 60
"""Characters shown of what was repaired, and of what it became."""
_MOST = 2000
"""Lines of a kind that are listed: who has decided so many of them wants all the others decided alike."""

STATE_NAMES = {
    RepairState.AUTOMATIC: N_("automatic"),
    RepairState.CONFIRMED: N_("confirmed"),
    RepairState.REFUSED: N_("refused"),
}
REACH_NAMES = {
    Reach.PLACE: N_("here"),
    Reach.REPORT: N_("in this report"),
    Reach.ARCHIVE: N_("in the archive"),
}

Subject = Repair | Doubt | Choice
"""What can be decided."""


@dataclass(frozen=True)
class Line:
    """``place`` None: a head or a summary. ``text`` is of the report, ``about`` of the program. ``marked`` are the
    characters of ``text`` that are in question; ``script`` names the conversion, where several are shown.

    ``alike`` are all lines that ask the same of another place, this one among them; none where there is no other."""

    text: str
    about: str = ""
    state: str = ""
    place: Span | None = None
    subject: Subject | None = None
    marked: tuple[int, int] = (0, 0)
    is_content: bool = True
    is_waiting: bool = False
    script: str = ""
    alike: "tuple[Line, ...]" = ()

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, (self.text, self.about, self.state)))


def make_lines(text: ReportText, doubts: Sequence[Doubt], choices: Sequence[Choice]) -> list[Line]:
    places = _places(text)
    asked = _grouper(text)
    open_ones = [_repair_line(text, each, place) for each, place in places if each.state is RepairState.PROPOSED]
    name = _namer(each.script for each in (*doubts, *choices))
    waiting = [*open_ones, *(_doubt_line(text, each, name) for each in doubts if each.alternatives)]
    told = [_doubt_line(text, each, name) for each in doubts if not each.alternatives]
    lines: list[Line] = []
    if waiting:
        head = tr_n("{count} place may be wrong", "{count} places may be wrong", len(waiting))
        lines = [Line(head, state=tr(N_("to decide")), is_content=False, is_waiting=True), *asked(waiting)]
    if told:
        # Nobody can decide these here: what is lost stands in the original alone.
        head = tr_n("{count} place is damaged", "{count} places are damaged", len(told))
        lines += [Line(head, is_content=False), *asked(told)]
    chosen = list(_choice_lines(text, choices, name))
    if chosen:
        lines += [Line(tr(N_("Chosen in conversions")), is_content=False), *asked(chosen)]
    return [*lines, *_kind_lines(text), *_decided_lines(text, places)]


def step_among_alike(line: Line, by: int) -> Line:
    """The line ``by`` places on among those like this one; round at the ends."""
    at = next(at for at, each in enumerate(line.alike) if each.subject is line.subject)
    return _with_alike(line.alike[(at + by) % len(line.alike)], line.alike)


def _with_alike(line: Line, alike: Sequence[Line]) -> Line:
    count = tr_n("{count} place", "{count} places", len(alike))
    return replace(line, alike=tuple(alike), state=" · ".join(filter(None, (line.state, count))))


def _grouper(text: ReportText) -> Callable[[Iterable[Line]], Iterable[Line]]:
    """What makes one line of those that ask the same of several places."""

    def grouped(lines: Iterable[Line]) -> Iterator[Line]:
        found: dict[object, list[Line]] = {}
        for line in lines:
            found.setdefault(_question(text, line.subject), []).append(line)
        for alike in islice(found.values(), _MOST):
            yield _with_alike(alike[0], alike) if len(alike) > 1 else alike[0]

    return grouped


def _question(text: ReportText, subject: Subject | None) -> object:
    """Equal for two that can be decided alike."""
    match subject:
        case Repair():
            return subject.kind, subject.state, subject.span.of(text.source_text), subject.replacement
        case Doubt():
            return (
                subject.script,
                subject.kind,
                subject.span.of(text.reading_text),
                subject.alternatives,
                subject.reason,
            )
        case Choice():
            return subject.reach, subject.script, subject.original, subject.chosen
        case None:
            return None


def _kind_lines(text: ReportText) -> Iterator[Line]:
    applied = [each for each in text.repairs if each.state.is_applied]
    kinds = Counter(each.kind for each in applied)
    asked = Counter(each.kind for each in applied if each.state is RepairState.CONFIRMED)
    for kind, count in kinds.items():
        about = tr_n(
            "{count} place, reversible; the source text is kept",
            "{count} places, reversible; the source text is kept",
            count,
        )
        state = N_("automatic") if asked[kind] < count else N_("confirmed")
        yield Line(tr(title_of(kind)), about, tr(state), is_content=False)


def _places(text: ReportText) -> list[tuple[Repair, Span]]:
    """Each repair with its place in the reading text."""
    alignment = apply_repairs(text.source_text, text.repairs).alignment
    return [(each, Span(*alignment.span_to_target(each.span.start, each.span.end))) for each in text.repairs]


def _namer(scripts: Iterable[Script | None]) -> Callable[[Script | None], str]:
    """What says which script is meant, where several are."""
    has_several = len({each for each in scripts if each is not None}) > 1
    return lambda script: tr(SCRIPT_NAMES[script]) if has_several and script is not None else ""


def _doubt_line(text: ReportText, doubt: Doubt, name: Callable[[Script | None], str]) -> Line:
    shown, marked = _around(text.reading_text, doubt.span)
    script = name(doubt.script)
    about = " · ".join(filter(None, (" / ".join(doubt.alternatives) or tr(doubt.reason), script)))
    return Line(
        shown, about, place=doubt.span, subject=doubt, marked=marked, is_waiting=bool(doubt.alternatives), script=script
    )


def _choice_lines(text: ReportText, choices: Iterable[Choice], name: Callable[[Script | None], str]) -> Iterator[Line]:
    """Those for which there is a place in the report."""
    for each in choices:
        start = text.reading_text.find(each.original)
        place = each.span or (Span(start, start + len(each.original)) if start >= 0 else None)
        if place is not None and place.of(text.reading_text) == each.original:
            about = " · ".join(filter(None, (tr(REACH_NAMES[each.reach]), name(each.script))))
            yield Line(f"{each.original} → {each.chosen or '–'}", about, tr(N_("chosen")), place, each)


def _decided_lines(text: ReportText, places: Sequence[tuple[Repair, Span]]) -> list[Line]:
    """Under the number of its paragraph each repair that was made or refused; those of punctuation are counted only."""
    from archivist.text.repair.flattened_punctuation import KIND  # with its patterns, which take time to make

    starts = [each.span.start for each in text.paragraphs]
    lines: list[Line] = []
    before = -1
    for each, place in places:
        if each.state is RepairState.PROPOSED:
            continue
        if each.kind == KIND and each.state is RepairState.AUTOMATIC:
            continue
        if len(lines) >= _MOST:
            break
        paragraph = bisect_right(starts, place.start) - 1
        if paragraph != before and paragraph >= 0:
            number = text.paragraphs[paragraph].number or "–"
            lines.append(Line(tr(N_("Paragraph {number}"), number=number), is_content=False))
            before = paragraph
        lines.append(_repair_line(text, each, place))
    return lines


def _repair_line(text: ReportText, each: Repair, place: Span) -> Line:
    raw = visible(each.span.of(text.source_text)[:_LONGEST])
    about = " · ".join(filter(None, (tr(title_of(each.kind)), each.reading or "")))
    is_open = each.state is RepairState.PROPOSED
    state = "" if is_open else tr(STATE_NAMES[each.state])
    made = visible(each.replacement[:_LONGEST])
    return Line(f"{raw} → {made or '–'}", about, state, place, each, is_waiting=is_open)


def _around(text: str, span: Span) -> tuple[str, tuple[int, int]]:
    """The place with what is around it in its line, and where in that it is."""
    before = text[max(span.start - _AROUND, 0) : span.start].rpartition("\n")[2]
    behind = text[span.end : span.end + _AROUND].partition("\n")[0]
    shown = f"{before}{span.of(text)}{behind}".replace("\n", " ")
    return shown, (len(before), len(before) + len(span))
