"""Pictures of rows that were painted already, so that scrolling copies instead of painting."""

from math import ceil

from PySide6.QtGui import QColor, QPainter, QPixmap

from archivist.ui.reader.contents import RowContent
from archivist.ui.reader.page import Page
from archivist.ui.reader.painting import RowPainter

CAP = 64 * 1024 * 1024
BAND = 512
"""A high row is kept in bands of so many logical pixels."""


class RowPictures:
    """Pictures of one page in one theme; a change of either needs a new one of these."""

    def __init__(self, page: Page, painter: RowPainter, paper: QColor) -> None:
        self._page = page
        self._painter = painter
        self._paper = paper
        self._pictures: dict[tuple[int, int], tuple[RowContent, int, QPixmap]] = {}
        self._bytes = 0

    def get(self, row: int, band: int, height: int) -> QPixmap:
        """The picture of a band of a row that is ``height`` pixels high, made anew where its content changed."""
        key = (row, band)
        laid = self._page.layout(row)
        content = self._page.contents.of_row(laid.row.start, laid.row.end)
        known = self._pictures.pop(key, None)
        if known is None or known[0] != content or known[1] != laid.height:
            if known is not None:
                self._bytes -= _size(known[2])
            picture = self._paint(row, band, height, content)
            known = (content, laid.height, picture)
            self._bytes += _size(picture)
        self._pictures[key] = known
        while self._bytes > CAP and len(self._pictures) > 1:
            self._bytes -= _size(self._pictures.pop(next(iter(self._pictures)))[2])
        return known[2]

    def _paint(self, row: int, band: int, height: int, content: RowContent) -> QPixmap:
        ratio = self._page.ratio
        # Rounded up: half a device pixel less would leave a line between two rows that nobody paints.
        picture = QPixmap(max(ceil(self._page.width * ratio), 1), max(ceil(height * ratio), 1))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._paper)
        painter = QPainter(picture)
        painter.translate(0, -band * BAND)
        self._painter.paint(painter, self._page.layout(row), content, top=band * BAND, bottom=band * BAND + height)
        painter.end()
        return picture


def _size(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
