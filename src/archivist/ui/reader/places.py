"""Places that survive another width, zoom or set of panes, and how to come to them."""

import math

from archivist.ui.reader.document import Document
from archivist.ui.reader.page import Page
from archivist.ui.reader.pointing import spot_of
from archivist.ui.reader.scroller import Scrollers
from archivist.ui.reader.values import Place, Position

_MARGIN = 4
"""Pixels that are seen above and below a line that was scrolled to."""


def first_visible(page: Page, scrollers: Scrollers) -> Position:
    """The first visible line of the leading pane."""
    scroller, document = scrollers.leading, page.document
    laid = page.layout(scroller.row)
    block = laid.blocks[scrollers.lead]
    line = next((one for one in block.lines if one.bottom > scroller.offset), block.lines[-1])
    if scroller.offset <= block.lines[0].top:
        line = block.lines[0]
    start = document.reading(scrollers.lead, block.position(line.first))
    return Position(laid.row.paragraph, max(start - _paragraph_start(document, laid.row.paragraph), 0))


def bring_back(page: Page, scrollers: Scrollers, position: Position, window: int) -> None:
    """Bring ``position`` to the top of a window of so many pixels, in all panes."""
    document = page.document
    wanted = _paragraph_start(document, position.paragraph) + position.offset
    row = document.row_of(wanted)
    laid = page.layout(row)
    reading = max(wanted, laid.row.start)
    block = laid.blocks[0]
    line = block.line_of(document.rendered(0, reading, reading)[0])
    top = 0 if line == 0 else math.floor(block.lines[line].top - block.style.lead)
    scrollers.place(row, top, window)


def bring_into_view(page: Page, scrollers: Scrollers, place: Place, window: int, *, centre: bool) -> bool:
    """Scroll the pane of ``place`` as little as can be; False where it is seen already.

    What is far away comes to the upper third of the ``window`` (pixels), with ``centre`` to the middle in any case."""
    spot = spot_of(page, place)
    scrollers.follow(place.pane)
    scroller = scrollers.leading
    y = next((y for row, y in scroller.visible(window) if row == spot.laid.index), None)
    top, bottom = math.floor(spot.line.top) - _MARGIN, math.ceil(spot.line.bottom)
    if y is not None and not centre:
        if y + top >= 0 and y + bottom <= window:
            return False
        scroller.move_by(y + top if y + top < 0 else y + bottom - window)
        scroller.settle(window)
    else:
        room = (window - (bottom - top)) // (2 if centre else 3)
        scroller.place(spot.laid.index, top - room, window)
    return True


def _paragraph_start(document: Document, paragraph: int) -> int:
    paragraphs = document.report_text.paragraphs
    return paragraphs[min(paragraph, len(paragraphs) - 1)].span.start if paragraphs else 0
