"""What has room in a window of some width. Pure; the widths are those of the design, at a 13 px interface font."""

from dataclasses import dataclass
from enum import Enum

NARROWEST_PANE = 264


class Place(Enum):
    """How a part of the window stands in it."""

    COLUMN = "column"
    RAIL = "rail"
    DRAWER = "drawer"
    PAGE = "page"
    """It takes the reader's place while it shows."""


@dataclass(frozen=True)
class Arrangement:
    """``library_width`` … are what the columns get where a person chose nothing."""

    library: Place
    library_width: int
    list: Place
    list_width: int
    notes: Place
    notes_width: int
    has_words: bool
    """Buttons of the tool bar have room for words."""


def arrange(width: int) -> Arrangement:
    """``width`` in design pixels."""
    if width >= 1320:
        return Arrangement(Place.COLUMN, 204, Place.COLUMN, 300, Place.COLUMN, 280, has_words=True)
    if width >= 1100:
        return Arrangement(Place.RAIL, 48, Place.COLUMN, 264, Place.COLUMN, 260, has_words=True)
    if width >= 900:
        return Arrangement(Place.RAIL, 44, Place.COLUMN, 244, Place.DRAWER, 280, has_words=False)
    if width >= 800:
        return Arrangement(Place.DRAWER, 204, Place.COLUMN, 244, Place.DRAWER, 280, has_words=False)
    return Arrangement(Place.DRAWER, 204, Place.PAGE, 300, Place.DRAWER, 280, has_words=False)
