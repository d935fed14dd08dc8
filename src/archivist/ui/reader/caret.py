"""The caret and the selection: two places of one pane, and how keys move them."""

from PySide6.QtCore import QTextBoundaryFinder

from archivist.domain import RenderedSpan
from archivist.text.sentences import sentence_at
from archivist.text.words import word_at
from archivist.ui.reader.block import Block
from archivist.ui.reader.page import Page
from archivist.ui.reader.pointing import place_on, spot_of
from archivist.ui.reader.values import Place


class Caret:
    """``anchor`` stays, ``head`` moves. ``is_shown`` after it was moved by a key."""

    def __init__(self) -> None:
        self.anchor = Place(0, 0)
        self.head = Place(0, 0)
        self.is_shown = False
        self._wanted_x: float | None = None

    @property
    def pane(self) -> int:
        return self.head.pane

    @property
    def span(self) -> RenderedSpan:
        """The selected part of the pane's text; empty where nothing is selected."""
        low, high = sorted((self.anchor.position, self.head.position))
        return RenderedSpan(low, high)

    def put(self, place: Place, *, keeps_anchor: bool = False) -> None:
        """Go to ``place``; with ``keeps_anchor`` what lies between is selected, in the pane where it began."""
        self._wanted_x = None
        self.head = place
        if not keeps_anchor or place.pane != self.anchor.pane:
            self.anchor = place

    def select(self, pane: int, start: int, end: int) -> None:
        self.put(Place(pane, start))
        self.put(Place(pane, end, is_line_end=True), keeps_anchor=True)

    def move(self, place: Place, *, selects: bool) -> None:
        """Go to ``place`` as a key asked."""
        self.is_shown = True
        self.put(place, keeps_anchor=selects)

    def move_lines(self, page: Page, lines: int, *, selects: bool) -> None:
        """Up or down, as near as can be to where the movement began."""
        wanted = self._wanted_x if self._wanted_x is not None else spot_of(page, self.head).x
        place = self.head
        for _ in range(abs(lines)):
            place = _beside(page, place, 1 if lines > 0 else -1, wanted)
        self.move(place, selects=selects)
        self._wanted_x = wanted


def step(page: Page, place: Place, direction: int) -> Place:
    """The place one written character further; from one row into the next."""
    block = spot_of(page, place).block
    if place.position == (block.end if direction > 0 else block.start):
        return _next_row(page, place, direction) or place
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, block.safe.text)
    finder.setPosition(block.unit(place.position))
    unit = finder.toNextBoundary() if direction > 0 else finder.toPreviousBoundary()
    return Place(place.pane, block.position(unit))


def step_word(page: Page, place: Place, direction: int) -> Place:
    """The end of this word, or of the next one from blanks; backwards its start."""
    block = spot_of(page, place).block
    inside = place.position - block.start
    if place.position == (block.end if direction > 0 else block.start):
        return _next_row(page, place, direction) or place
    while True:
        start, end = word_at(block.text, inside if direction > 0 else inside - 1)
        inside = end if direction > 0 else start
        if not block.text[start:end].isspace() or inside in (0, len(block.text)):
            return Place(place.pane, block.start + inside)


def word_around(page: Page, place: Place) -> tuple[int, int]:
    """The word at ``place``, as code points of the pane's text."""
    block = spot_of(page, place).block
    inside = place.position - block.start
    start, end = word_at(block.text, max(inside - 1, 0) if inside == len(block.text) else inside)
    return block.start + start, block.start + end


def sentences_around(page: Page, pane: int, span: RenderedSpan) -> tuple[int, int]:
    """The whole sentences that ``span`` of the pane's text touches, or the one at its place."""
    text = page.document.panes[pane].conversion.text
    return sentence_at(text, span.start).start, sentence_at(text, max(span.end - 1, span.start)).end


def line_end(page: Page, place: Place, direction: int) -> Place:
    """The end, or backwards the start, of the line."""
    _, block, line, _ = spot_of(page, place)
    if direction < 0:
        return Place(place.pane, block.position(line.first))
    is_last = line is block.lines[-1]
    end = block.position(line.last)
    # The break that the writer made belongs to its line, but nobody stands behind it.
    if not is_last and block.safe.text[end - block.start - 1 : end - block.start] == "\u2028":
        return Place(place.pane, end - 1)
    return Place(place.pane, end, is_line_end=not is_last)


def text_end(page: Page, pane: int, direction: int) -> Place:
    """The end, or backwards the start, of the text."""
    start, end = page.document.rendered_row(pane, len(page.document.rows) - 1 if direction > 0 else 0)
    return Place(pane, end if direction > 0 else start)


def _next_row(page: Page, place: Place, direction: int) -> Place | None:
    row = page.document.row_of_place(place) + direction
    if not 0 <= row < len(page.document.rows):
        return None
    start, end = page.document.rendered_row(place.pane, row)
    found = Place(place.pane, start) if direction > 0 else Place(place.pane, end, is_line_end=True)
    # Slices of one paragraph meet in one place: go on to the next.
    return step(page, found, direction) if found.position == place.position and start != end else found


def _beside(page: Page, place: Place, direction: int, x: float) -> Place:
    laid, block, line, _ = spot_of(page, place)
    index = block.lines.index(line) + direction
    if 0 <= index < len(block.lines):
        return place_on(block, block.lines[index], x)
    row = laid.index + direction
    if not 0 <= row < len(page.document.rows):
        return text_end(page, place.pane, direction)
    other: Block = page.layout(row).blocks[place.pane]
    return place_on(other, other.lines[0 if direction > 0 else -1], x)
