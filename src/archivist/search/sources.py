"""What can be looked into: the texts of a column, and one text by itself."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from archivist.search.column import TextReader
from archivist.search.matching import PARAGRAPH_END, Element, Kind, Run, Source, is_latin
from archivist.text.fold import fold_array
from archivist.text.pinyin import Sound, sounds_like

_PAIRS_COMPARED = 48
"""Of a long run only the first so many pairs are looked up; what follows is compared in the text."""

_MASKS_KEPT = 200

_FEW = 1_000
"""Places that are so few that no rarer pair is looked for."""

_NOWHERE = np.empty(0, np.int64)


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

    @cached_property
    def _characters(self) -> frozenset[int]:
        """All there are; most of many words have one that is not among them."""
        return frozenset(np.unique(self._text).tolist())

    def fits(self, element: Element, symbols: np.ndarray) -> np.ndarray:
        return fitting(element, symbols)

    def anchored(self, run: Run) -> tuple[range, np.ndarray]:
        if any(isinstance(element, int) and element not in self._characters for element in run):
            return range(len(run)), _NOWHERE
        # A letter of its own kind is rarer than a sound, and both are rarer than anything.
        offset = min(range(len(run)), key=lambda at: (isinstance(run[at], Sound), run[at] is Kind.ANY))
        return range(offset, offset + 1), np.flatnonzero(self.fits(run[offset], self._text))

    def are_original(self, places: np.ndarray, character: str) -> np.ndarray:
        return self._original[places] == ord(character)


class ColumnText(Source):
    """The texts of a column, one behind the other."""

    def __init__(self, reader: TextReader) -> None:
        self._reader = reader
        self._looked_up: dict[tuple[Element, Element], slice | np.ndarray] = {}

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

    def anchored(self, run: Run) -> tuple[range, np.ndarray]:
        """By the rarest pair of neighbours, or a single character where that has none to be looked up with."""
        literals = [element for element in run if isinstance(element, int)]
        symbols = [self._reader.symbol(code) for code in literals]
        if any(symbol is None for symbol in symbols):
            return range(len(run)), _NOWHERE
        places = self._reader.places
        if len(literals) == len(run) > 1:
            known = np.array(symbols[: _PAIRS_COMPARED + 1], self.text.dtype)
            offset, pair = places.rarest(known[:-1], known[1:])
            return range(offset, offset + 2), places.decode(pair).astype(np.int64)
        best = min(self._anchors(run), default=None, key=lambda anchor: anchor[0])
        if best is None:
            return range(0), np.arange(len(self.text))
        count, anchor, pairs = best
        if not count:
            return range(len(run)), _NOWHERE
        found = places.decode(pairs) if isinstance(pairs, slice) else places.decode_all(pairs)
        return anchor, found.astype(np.int64)

    def _anchors(self, run: Run) -> Iterator[tuple[int, range, slice | np.ndarray]]:
        """What can be looked up: how many places, which characters of the run, the pairs."""
        places = self._reader.places
        for offset, element in enumerate(run[:_PAIRS_COMPARED]):
            if element is Kind.ANY:
                continue
            following = run[offset + 1] if offset + 1 < len(run) else Kind.ANY
            pairs = self._pairs(element, following)
            count = places.count(pairs) if isinstance(pairs, slice) else places.count_all(pairs)
            yield count, range(offset, offset + (1 if following is Kind.ANY else 2)), pairs
            if count <= _FEW:
                return

    def are_original(self, places: np.ndarray, character: str) -> np.ndarray:
        return self._reader.originals.are(places, character)

    def _pairs(self, first: Element, second: Element) -> slice | np.ndarray:
        """The pairs of characters that fit: a range of keys, or their numbers."""
        if (first, second) not in self._looked_up:
            self._looked_up[first, second] = self._look_up(first, second)
        return self._looked_up[first, second]

    def _look_up(self, first: Element, second: Element) -> slice | np.ndarray:
        places = self._reader.places
        if isinstance(first, int):
            symbol = self._known(first)
            if second is Kind.ANY:
                return places.of_first(symbol)
            if isinstance(second, int):
                return places.of_pair(symbol, self._known(second))
            keys = np.arange(*places.of_first(symbol).indices(len(places.keys)))
        else:
            keys = places.of_firsts(np.flatnonzero(self._mask(first)))
        if second is Kind.ANY:
            return keys
        return keys[self.fits(second, places.second(keys))]

    def _known(self, code: int) -> int:
        symbol = self._reader.symbol(code)
        assert symbol is not None
        return symbol

    def _mask(self, element: Element) -> np.ndarray:
        """By symbol: whether it fits."""
        masks = self._reader.masks
        # Other threads may clear them at any moment.
        mask = masks.get(element)
        if mask is None:
            mask = fitting(element, self._reader.alphabet)
            if len(masks) >= _MASKS_KEPT:
                masks.clear()
            masks[element] = mask
        return mask


def fitting(element: Element, codes: np.ndarray) -> np.ndarray:
    """Which of the folded code points are what the element asks for."""
    if isinstance(element, Sound):
        return sounds_like(codes, element)
    if element is Kind.ANY:
        return codes != ord(PARAGRAPH_END)
    if element is Kind.LATIN:
        return is_latin(codes)
    return codes == element
