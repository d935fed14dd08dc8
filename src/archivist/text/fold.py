"""The fold: one form for all scripts, widths and cases of a text; what is searched, compared and anchored on.

One code point becomes one code point, so that positions in the fold are positions in the text; folding twice changes
nothing more. ``tools/make_fold_table.py`` makes the table and says what is joined."""

from __future__ import annotations

from array import array
from functools import cache
from sys import byteorder, maxunicode
from typing import TYPE_CHECKING

from archivist.resources import resource

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHORT = 4_000
"""Up to so many code points a dictionary is quicker than loading numpy and its table (4 MB)."""


def fold(text: str) -> str:
    """The form of ``text`` that is compared: as many code points, in the same order. Lone surrogates stay."""
    if len(text) <= _SHORT:
        return text.translate(_translation())
    return fold_array(text).tobytes().decode("utf-32-le", "surrogatepass")


def fold_array(text: str) -> NDArray[np.uint32]:
    """The code points of ``fold(text)``, as an array of shape (len(text),)."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return _look_up()[codes].astype("<u4", copy=False)


@cache
def _table() -> tuple[array[int], array[int]]:
    """Sources, in order, and what each becomes."""
    numbers = array("I", resource("tables/fold.bin").read_bytes())
    if byteorder == "big":
        numbers.byteswap()
    half = len(numbers) // 2
    return numbers[:half], numbers[half:]


@cache
def _translation() -> dict[int, int]:
    return dict(zip(*_table(), strict=True))


@cache
def _look_up() -> NDArray[np.uint32]:
    import numpy as np

    table = np.arange(maxunicode + 1, dtype="<u4")
    sources, targets = _table()
    table[np.array(sources)] = np.array(targets)
    return table
