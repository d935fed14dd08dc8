"""What can be looked into: the texts of a column, and one text by itself."""

import numpy as np

from archivist.search.column import TextReader
from archivist.search.matching import PARAGRAPH_END, Element, Kind, Run, Source, is_latin
from archivist.search.valuecolumns import ranges
from archivist.text.fold import fold_array
from archivist.text.pinyin import Sound, sounds_like

_PAIRS_COMPARED = 48
"""Of a long run only the first so many pairs are looked up; what follows is compared in the text."""

_NOWHERE = (0, np.empty(0, np.int64))


class OneText(Source):
    """The fold of one text; the symbols are its code points."""

    def __init__(self, text: str) -> None:
        self._breaks: np.ndarray | None = None
        self._original = np.frombuffer(f"{text}{PARAGRAPH_END}".encode("utf-32-le", "surrogatepass"), "<u4")
        self._text = fold_array(f"{text}{PARAGRAPH_END}")

    @property
    def text(self) -> np.ndarray:
        return self._text

    @property
    def breaks(self) -> np.ndarray:
        if self._breaks is None:
            self._breaks = np.flatnonzero(self._text == ord(PARAGRAPH_END))
        return self._breaks

    def fits(self, element: Element, symbols: np.ndarray) -> np.ndarray:
        return fitting(element, symbols)

    def anchored(self, run: Run) -> tuple[int, np.ndarray]:
        # A letter of its own kind is rarer than a sound, and both are rarer than anything.
        offset = min(range(len(run)), key=lambda at: (isinstance(run[at], Sound), run[at] is Kind.ANY))
        return offset, np.flatnonzero(self.fits(run[offset], self._text))

    def are_original(self, places: np.ndarray, character: str) -> np.ndarray:
        return self._original[places] == ord(character)


class ColumnText(Source):
    """The texts of a column, one behind the other."""

    def __init__(self, reader: TextReader) -> None:
        self._reader = reader
        self._masks: dict[Element, np.ndarray] = {}

    @property
    def text(self) -> np.ndarray:
        return self._reader.text

    @property
    def breaks(self) -> np.ndarray:
        return self._reader.breaks

    def fits(self, element: Element, symbols: np.ndarray) -> np.ndarray:
        if isinstance(element, int):
            symbol = self._reader.symbol(element)
            return np.zeros(len(symbols), np.bool_) if symbol is None else symbols == symbol
        return self._mask(element)[symbols]

    def anchored(self, run: Run) -> tuple[int, np.ndarray]:
        """By the rarest pair of neighbours, or a single character where that has none to be looked up with."""
        if any(isinstance(element, int) and self._reader.symbol(element) is None for element in run):
            return _NOWHERE
        places = self._reader.places
        best: tuple[int, int, slice | np.ndarray] | None = None
        for offset, element in enumerate(run[:_PAIRS_COMPARED]):
            if element is Kind.ANY:
                continue
            following = run[offset + 1] if offset + 1 < len(run) else Kind.ANY
            pairs = self._pairs(element, following)
            count = places.count(pairs) if isinstance(pairs, slice) else places.count_all(pairs)
            if best is None or count < best[0]:
                best = (count, offset, pairs)
        if best is None:
            return 0, np.arange(len(self.text))
        _, offset, pairs = best
        found = places.decode(pairs) if isinstance(pairs, slice) else places.decode_all(pairs)
        return offset, found.astype(np.int64)

    def are_original(self, places: np.ndarray, character: str) -> np.ndarray:
        return self._reader.originals.are(places, character)

    def _pairs(self, first: Element, second: Element) -> slice | np.ndarray:
        """The pairs of characters that fit: a range of keys, or their numbers."""
        places = self._reader.places
        if isinstance(first, int):
            symbol = self._known(first)
            if second is Kind.ANY:
                return places.of_first(symbol)
            if isinstance(second, int):
                return places.of_pair(symbol, self._known(second))
            range_ = places.of_first(symbol)
            keys = np.arange(range_.start, range_.stop)
        else:
            symbols = np.flatnonzero(self._mask(first))
            keys = ranges(places.firsts[symbols], places.firsts[symbols + 1])
        if second is Kind.ANY:
            return keys
        return keys[self.fits(second, places.second(keys))]

    def _known(self, code: int) -> int:
        symbol = self._reader.symbol(code)
        assert symbol is not None
        return symbol

    def _mask(self, element: Element) -> np.ndarray:
        """By symbol: whether it fits."""
        if element not in self._masks:
            self._masks[element] = fitting(element, self._reader.alphabet)
        return self._masks[element]


def fitting(element: Element, codes: np.ndarray) -> np.ndarray:
    """Which of the folded code points are what the element asks for."""
    if isinstance(element, Sound):
        return sounds_like(codes, element)
    if element is Kind.ANY:
        return codes != ord(PARAGRAPH_END)
    if element is Kind.LATIN:
        return is_latin(codes)
    return codes == element
