"""The fold: the form of a text that is searched and compared, one code point for each code point.

It takes away script (會议, 会議, 會議), width, case and the kinds of quotation marks, dashes and stops. The table comes
from ``tools/make_fold_table.py``. Japanese forms are not joined: 艺 and 芸 are two words in Chinese."""

from __future__ import annotations

import sys
from array import array
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from archivist.resources import resource

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Measured: the dictionary takes 46 ns for a character, the array 7 ns; importing numpy takes as long as two million
# characters of the dictionary.
_SHORT = 200
_WORTH_AN_IMPORT = 1_000_000


def fold(text: str) -> str:
    """The folded form of ``text``: as long as it, and the same when folded again. Lone surrogates stay."""
    if len(text) < _SHORT or ("numpy" not in sys.modules and len(text) < _WORTH_AN_IMPORT):
        return text.translate(_dictionary())
    return str(fold_array(text).data, "utf-32-le", "surrogatepass")


def fold_digest(text: str) -> bytes:
    """SHA-256 of the folded ``text`` without its white space, in UTF-8 (``surrogatepass``): equal for duplicates.

    White space is left out since what a text was copied through breaks its lines anew."""
    return sha256("".join(fold(text).split()).encode("utf-8", "surrogatepass")).digest()


def fold_array(text: str) -> NDArray[np.uint32]:
    """The code points of ``fold(text)``, little-endian."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return _table()[codes]


def unfolded_characters() -> str:
    """All characters that are not their own fold, each once."""
    return "".join(map(chr, _entries()[0]))


class _FoldedCodes(dict[int, int]):
    """Folded code points by code point.

    Those that stay are added when they are first met: ``str.translate`` is several times slower where a key is missing,
    and most characters stay."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


def _entries() -> tuple[array[int], array[int]]:
    numbers = array("I", resource("tables/fold.bin").read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    half = len(numbers) // 2
    return numbers[:half], numbers[half:]


@cache
def _dictionary() -> _FoldedCodes:
    return _FoldedCodes(zip(*_entries(), strict=True))


@cache
def _table() -> NDArray[np.uint32]:
    import numpy as np

    table = np.arange(sys.maxunicode + 1, dtype="<u4")
    sources, targets = _entries()
    table[np.asarray(sources)] = np.asarray(targets)
    return table
