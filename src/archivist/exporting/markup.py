"""Cells as HTML: runs with their washes, lanes, dog-ears, readings, and the numbers that lead to notes.

The text content of a cell is exactly the text of its runs: numbers and signs are made by the style sheet from
attributes, and readings stand in ``rt``, so that copying and searching see the report and nothing else."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from archivist.domain import AnnotationKind, RubyOrigin
from archivist.exporting.characters import visible
from archivist.exporting.document import Cell, ExportDocument, Mark, Run

if TYPE_CHECKING:
    from markupsafe import Markup

LANES: Final = 4
"""Marks that get a lane of their own where they overlap; a sign says how many more there are."""
_BANDS: Final = 3
"""Washes that fit on one line, the newest ones."""
JOINED: Final = 24
"""Notes of one paragraph that light up with their marks under the pointer; each costs the page two style rules."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What the marks of a document look like, found once for all cells.

    ``tips`` are the words of each mark, ``joins`` the place of its note among those of its paragraph (0: none),
    ``ages`` its rank by time, ``last`` the paragraph, column and run where it ends."""

    tips: tuple[str, ...]
    joins: tuple[int, ...]
    ages: tuple[int, ...]
    ends: frozenset[tuple[int, int, int, int]]
    starts: frozenset[tuple[int, int, int, int]]


def find_looks(document: ExportDocument, tips: Sequence[str]) -> Looks:
    """Find out, for all marks of ``document``, where they begin and end and how old they are."""
    by_age = sorted(range(len(document.marks)), key=lambda i: document.marks[i].age)
    ages = [0] * len(by_age)
    for age, index in enumerate(by_age):
        ages[index] = age
    joins = [0] * len(by_age)
    for paragraph in document.paragraphs:
        noted = [index for index in paragraph.notes if document.marks[index].number]
        for join, index in enumerate(noted[:JOINED], 1):
            joins[index] = join
    starts: dict[tuple[int, int], tuple[int, int]] = {}
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for row, paragraph in enumerate(document.paragraphs):
        for column, cell in enumerate(paragraph.cells):
            for place, run in enumerate(cell.runs):
                for mark in run.marks:
                    starts.setdefault((mark, column), (row, place))
                    ends[mark, column] = (row, place)
    return Looks(
        tips=tuple(tips),
        joins=tuple(joins),
        ages=tuple(ages),
        starts=frozenset((*place, *key) for key, place in starts.items()),
        ends=frozenset((*place, *key) for key, place in ends.items()),
    )


class CellWriter:
    """Writes the cells of one document."""

    def __init__(self, document: ExportDocument, looks: Looks) -> None:
        from markupsafe import Markup, escape

        self._marks = document.marks
        self._looks = looks
        self._escape = escape
        self._markup = Markup

    def write(self, cell: Cell, row: int, column: int) -> "Markup":
        """The content of the cell in ``row`` (the paragraph's index) and ``column``."""
        parts: list[str] = []
        numbered = enumerate(cell.runs)
        for ruby, group in groupby(numbered, key=lambda item: item[1].ruby):
            runs = list(group)
            if ruby is None:
                parts += [self._run(run, row, place, column) for place, run in runs]
            else:
                kind = "taken" if ruby.origin is RubyOrigin.REPAIR else "author"
                inside = "".join(self._run(run, row, place, column) for place, run in runs)
                parts.append(f'<ruby class="{kind}">{inside}<rt>{self._safe(ruby.reading)}</rt></ruby>')
        return self._markup("".join(parts))

    def _safe(self, text: str) -> str:
        return str(self._escape(visible(text)))

    def _run(self, run: Run, row: int, place: int, column: int) -> str:
        inner = self._safe(run.text)
        if not run.marks:
            return inner
        ending = [i for i in run.marks if (row, place, i, column) in self._looks.ends]
        before = self._signs_before(run, row, place, column)
        marked = self._with_marks(inner, run.marks, row, ending)
        # Numbers stand on the washes and lanes of marks that go on behind them: otherwise these would show a gap.
        going_on = [i for i in run.marks if i not in ending]
        numbers = self._numbers(ending, column)
        return before + marked + (self._with_marks(numbers, going_on, row) if numbers and going_on else numbers)

    def _with_marks(self, inner: str, marks: Sequence[int], row: int, ending: Collection[int] = ()) -> str:
        """``inner`` on the washes and over the lanes of ``marks``, with their words as a tip."""
        joins = "".join(f" j{self._looks.joins[i]}" for i in marks if self._begins_here(i, row))
        tip = self._safe("\n".join(self._looks.tips[i] for i in marks[: LANES + 1]))
        lanes = self._with_lanes(inner, marks, ending)
        return f'<span class="m{self._wash_classes(marks)}{joins}" title="{tip}">{lanes}</span>'

    def _with_lanes(self, inner: str, marks: Sequence[int], ending: Collection[int]) -> str:
        """``inner`` with a lane for each of ``marks``, and a dog-ear where a mark with a note ends."""
        for index in sorted(marks, key=lambda i: self._marks[i].lane, reverse=True):
            mark = self._marks[index]
            if mark.lane < LANES:
                ear = " ear" if mark.number and index in ending else ""
                inner = f'<span class="{self._lane_classes(mark)}{ear}">{inner}</span>'
        return inner

    def _begins_here(self, mark: int, row: int) -> bool:
        return self._looks.joins[mark] > 0 and self._marks[mark].paragraph == row

    def _lane_classes(self, mark: Mark) -> str:
        annotation = mark.annotation
        # A note on a passage has a thin lane and no wash: the dog-ear is its sign.
        is_thick = annotation.kind is AnnotationKind.UNDERLINE or (
            mark.number is not None and annotation.kind is AnnotationKind.HIGHLIGHT
        )
        return f"u u{mark.lane} k-{annotation.colour}{' thick' if is_thick else ''}"

    def _wash_classes(self, marks: Sequence[int]) -> str:
        """Classes for the newest highlights, from the top band down in the order of their lanes."""
        highlights = [i for i in marks if self._marks[i].annotation.kind is AnnotationKind.HIGHLIGHT]
        newest = sorted(highlights, key=lambda i: self._looks.ages[i])[-_BANDS:]
        newest.sort(key=lambda i: self._marks[i].lane)
        colours = [self._marks[i].annotation.colour for i in newest]
        if not colours:
            return ""
        return f" b{len(colours)}" + "".join(f" {band}-{colour}" for band, colour in zip("abc", colours, strict=False))

    def _signs_before(self, run: Run, row: int, place: int, column: int) -> str:
        """Where the list of marks without a note leads to, and how many marks are more than a line can show."""
        begun = [i for i in run.marks if (row, place, i, column) in self._looks.starts]
        signs = [f'<a id="m{i + 1}"></a>' for i in begun if column == 0 and self._marks[i].number is None]
        if any(self._marks[i].lane >= LANES for i in begun):
            more = sum(self._marks[i].lane >= LANES for i in run.marks)
            signs.append(f'<span class="more" data-n="+{more}"></span>')
        return "".join(signs)

    def _numbers(self, ending: Iterable[int], column: int) -> str:
        identity = ' id="mark-{}"' if column == 0 else ""
        return "".join(
            f'<a class="ref"{identity.format(number)} href="#note-{number}" data-n="{number}"></a>'
            for i in ending
            if (number := self._marks[i].number)
        )
