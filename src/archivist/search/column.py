"""The column of texts: finds every substring of their folds, in numpy, inside a Whoosh segment.

It is a Whoosh column like any other (a value per document, written by ``add``, read by number): what it is given it gives
back. Its file holds the folded texts one behind the other as symbols, what they were before, and the places of every pair."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.columns import Column, ColumnReader, ColumnWriter

from archivist.search.arrayfile import ArrayReader, ArrayWriter, ColumnFile
from archivist.search.originals import Originals, originals_of, restored, variants_of
from archivist.search.places import Coded, Places, invert, key_type, merge, symbol_bits, symbol_type
from archivist.search.valuecolumns import AllValues
from archivist.text.fold import fold_array

PARAGRAPH_END = ord("\n")

MAX_DOCUMENTS = 1 << 16
"""Of one segment: numbers in two bytes."""
MAX_CHARACTERS = (1 << 31) - 1

_STEP = 64
"""For every so many characters it is written down which document they belong to."""

MAX_COUNT = 255
"""In the rows of counts, which the most frequent characters have."""
_FREQUENT = 2
"""They stand so often for each document: those of rarer ones would take more room than they save time."""

_AT_ONCE = 1 << 20


class Abandoned(Exception):
    """A merge that was given up."""


@dataclass(frozen=True, slots=True)
class MovedTexts:
    """All texts of a segment to come: the documents ``kept`` of each origin (a mask), one origin behind the other.

    ``watch`` is called now and then while they move, and may raise ``Abandoned``: what comes of it is then worth nothing."""

    origins: "Sequence[TextReader]"
    kept: Sequence[np.ndarray]
    watch: Callable[[], None] = lambda: None


class TextWriter(ColumnWriter):
    """Takes texts in the order of document numbers; documents left out have the empty text.

    Holds all of them, and some 40 bytes more for each character while it inverts them. For document 0 it also takes
    ``AllValues``, or one ``MovedTexts``, and moves without holding them."""

    def __init__(self, dbfile: Any) -> None:
        self._out = ArrayWriter(dbfile)
        self._texts: list[str] = []
        self._moved: MovedTexts | None = None

    def add(self, docnum: int, value: str | AllValues | MovedTexts) -> None:
        if isinstance(value, MovedTexts):
            self._moved = value
            return
        if isinstance(value, AllValues):
            self._texts = value.values
            return
        self._texts.extend([""] * (docnum - len(self._texts)))
        self._texts.append(value)

    def finish(self, docnum: int) -> None:
        """``docnum`` is the number of documents."""
        if docnum > MAX_DOCUMENTS:
            raise ValueError(f"more than {MAX_DOCUMENTS} documents in one segment")
        if self._moved is not None:
            # Whoosh would leave its files open after an error.
            with suppress(Abandoned):
                _write_moved(self._out, self._moved)
        else:
            self._texts.extend([""] * (docnum - len(self._texts)))
            _write_texts(self._out, self._texts)
        self._out.finish()


def _write_texts(out: ArrayWriter, texts: Sequence[str]) -> None:
    lengths = np.fromiter(map(len, texts), np.uint32, len(texts))
    joined = "\n".join((*texts, ""))
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    folded = fold_array(joined)
    alphabet = np.flatnonzero(np.bincount(folded, minlength=PARAGRAPH_END + 1)).astype(np.uint32)
    bits = symbol_bits(alphabet)
    symbols = _numbering(alphabet, bits)[folded]
    end = int(np.searchsorted(alphabet, PARAGRAPH_END))
    _write_layout(out, lengths, alphabet)
    out.write_array("text", symbols)
    out.write_array("breaks", np.flatnonzero(symbols == end).astype(np.uint32))
    _write_originals(out, originals_of([variants_of(codes)]))
    _write_rows(out, lambda: iter((symbols,)), lengths, alphabet)
    _write_places(out, iter((invert(symbols, bits, end),)), bits)


def _write_moved(out: ArrayWriter, moved: MovedTexts) -> None:
    parts = [_Moved(origin, kept, moved.watch) for origin, kept in zip(moved.origins, moved.kept, strict=True)]
    lengths = np.concatenate([part.lengths for part in parts])
    alphabet = np.unique(np.concatenate([part.origin.alphabet for part in parts]))
    bits = symbol_bits(alphabet)
    first = 0
    for part in parts:
        part.first = first
        part.symbols = np.searchsorted(alphabet, part.origin.alphabet).astype(symbol_type(bits))
        first += part.size
    _write_layout(out, lengths, alphabet)
    with out.stream_array("text", symbol_type(bits)) as write:
        for part in parts:
            for symbols in part.texts():
                write(symbols)
    breaks = [part.moved_in_order(part.origin.breaks) for part in parts]
    out.write_array("breaks", np.concatenate(breaks).astype(np.uint32))
    _write_originals(out, originals_of(variants for part in parts for variants in part.variants()))
    _write_rows(out, lambda: (symbols for part in parts for symbols in part.texts()), lengths, alphabet)
    _write_places(out, merge(parts, [part.symbols for part in parts], bits), bits)


class _Moved:
    """The documents of one origin that move, and where to."""

    first: int
    """Where they begin in the whole text."""
    symbols: np.ndarray
    """The new symbols by the old ones."""

    def __init__(self, origin: "TextReader", kept: np.ndarray, watch: Callable[[], None]) -> None:
        self.origin = origin
        self._watch = watch
        self.places = origin.places
        self.lengths = origin.lengths[kept]
        self._kept = kept
        self._is_whole = bool(kept.all())
        self.size = int(self.lengths.sum(dtype=np.int64)) + len(self.lengths)

    @cached_property
    def _shifts(self) -> np.ndarray:
        """How far each document moves; those that go move somewhere."""
        old = self.origin.starts[:-1].astype(np.int64)
        lengths = np.where(self._kept, self.origin.lengths.astype(np.int64) + 1, 0)
        return self.first + np.cumsum(lengths) - lengths - old

    def moved(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        self._watch()
        if self._is_whole:
            return places + np.uint32(self.first), None
        documents = self.origin.documents_at(places)
        return (places + self._shifts[documents]).astype(np.uint32), self._kept[documents]

    def moved_in_order(self, places: np.ndarray) -> np.ndarray:
        found, kept = self.moved(places)
        return found if kept is None else found[kept]

    def texts(self) -> Iterator[np.ndarray]:
        """The new symbols, some documents at a time."""
        for start, end, kept in self._parts():
            symbols = self.symbols[self.origin.text[start:end][kept]]
            if len(symbols):
                yield symbols

    def variants(self) -> Iterator[np.ndarray]:
        """What the characters were, as ``originals_of`` takes it, some documents at a time."""
        for start, end, kept in self._parts():
            part = np.zeros(end - start, np.uint8)
            places, values = self.origin.originals.within(start, end)
            part[places] = values
            yield part[kept]

    def _parts(self) -> Iterator[tuple[int, int, Any]]:
        starts = self.origin.starts
        first = 0
        while first < len(starts) - 1:
            self._watch()
            last = int(np.searchsorted(starts, int(starts[first]) + _AT_ONCE))
            last = min(max(last, first + 1), len(starts) - 1)
            kept: Any = slice(None)
            if not self._is_whole:
                kept = np.repeat(self._kept[first:last], np.diff(starts[first : last + 1]))
            yield int(starts[first]), int(starts[last]), kept
            first = last


def _numbering(alphabet: np.ndarray, bits: int) -> np.ndarray:
    numbers = np.zeros(int(alphabet[-1]) + 1 if len(alphabet) else 1, symbol_type(bits))
    numbers[alphabet] = np.arange(len(alphabet))
    return numbers


def _write_layout(out: ArrayWriter, lengths: np.ndarray, alphabet: np.ndarray) -> None:
    starts = _starts(lengths)
    if int(starts[-1]) > MAX_CHARACTERS:
        raise ValueError(f"more than {MAX_CHARACTERS} characters in one segment")
    steps = np.searchsorted(starts, np.arange(0, int(starts[-1]), _STEP, dtype=np.uint32), side="right") - 1
    out.write_array("lengths", lengths)
    out.write_array("steps", steps.astype(np.uint16))
    out.write_array("alphabet", alphabet)


def _write_originals(out: ArrayWriter, originals: Originals) -> None:
    out.write_array("changed", originals.changed)
    out.write_array("changed_counts", originals.counts)
    out.write_array("variants", originals.variants)


def _write_rows(
    out: ArrayWriter, texts: Callable[[], Iterator[np.ndarray]], lengths: np.ndarray, alphabet: np.ndarray
) -> None:
    """For each frequent character how often it stands in each document, at most ``MAX_COUNT``.

    ``texts`` gives the symbols from the beginning, whole documents at a time."""
    totals = np.zeros(len(alphabet), np.int64)
    for symbols in texts():
        totals += np.bincount(symbols, minlength=len(alphabet))
    end = np.searchsorted(alphabet, PARAGRAPH_END)
    totals[end : end + 1] = 0
    frequent = np.flatnonzero(totals > _FREQUENT * len(lengths))
    rank = np.full(len(alphabet), len(frequent), np.intp)
    rank[frequent] = np.arange(len(frequent))
    rows = np.zeros((len(frequent) + 1, len(lengths)), np.uint8)
    starts = _starts(lengths)
    first = 0
    for symbols in texts():
        last = int(np.searchsorted(starts, int(starts[first]) + len(symbols)))
        count = last - first
        documents = np.repeat(np.arange(count), np.diff(starts[first : last + 1]))
        found = np.bincount(rank[symbols] * count + documents, minlength=(len(frequent) + 1) * count)
        rows[:, first:last] = np.minimum(found.reshape(len(frequent) + 1, count), MAX_COUNT)
        first = last
    out.write_array("row_symbols", frequent.astype(np.uint32))
    out.write_array("rows", rows[:-1].reshape(-1))


def _write_places(out: ArrayWriter, parts: Iterator[Coded], bits: int) -> None:
    keys: list[np.ndarray] = [np.empty(0, key_type(bits))]
    counts: list[np.ndarray] = [np.zeros(1, np.int64)]
    block_counts: list[np.ndarray] = [np.zeros(1, np.int64)]
    blocks: list[np.ndarray] = []
    with out.stream_array("lows", np.uint16) as write:
        for part in parts:
            keys.append(part.keys)
            counts.append(part.counts)
            block_counts.append(part.block_counts)
            blocks.append(part.blocks)
            write(part.lows)
    out.write_array("keys", np.concatenate(keys))
    out.write_array("place_starts", np.cumsum(np.concatenate(counts)).astype(np.uint32))
    out.write_array("block_starts", np.cumsum(np.concatenate(block_counts)).astype(np.uint32))
    out.write_array("blocks", np.concatenate([np.empty(0, np.uint8), *blocks]))


def _starts(lengths: np.ndarray) -> np.ndarray:
    """Where each text begins, and the end: each is followed by a paragraph end."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths.astype(np.int64) + 1))).astype(np.uint32)


class TextReader(ColumnReader):
    """The texts of one segment. ``lengths`` (uint32) are in code points.

    ``text`` has the symbols of all of them, each followed by a paragraph end; ``breaks`` are the places of all paragraph
    ends. Symbols count in the sorted ``alphabet``."""

    def __init__(self, dbfile: ColumnFile, basepos: int, length: int, doccount: int) -> None:
        arrays = ArrayReader(dbfile, basepos, length)
        self._doccount = self.size = doccount
        self.masks: dict[object, np.ndarray] = {}
        """Kept for whoever asks which symbols are of some kind."""
        self.lengths = arrays["lengths"]
        self.alphabet = arrays["alphabet"]
        self.text = arrays["text"]
        self.breaks = arrays["breaks"]
        self.originals = Originals(arrays["changed"], arrays["changed_counts"], arrays["variants"])
        self.places = Places(
            symbol_bits(self.alphabet),
            arrays["keys"],
            arrays["place_starts"],
            arrays["block_starts"],
            arrays["blocks"],
            arrays["lows"],
        )
        self._steps = arrays["steps"]
        self._row_symbols = arrays["row_symbols"]
        self._rows = arrays["rows"].reshape(len(self._row_symbols), doccount)

    @cached_property
    def starts(self) -> np.ndarray:
        """Where each text begins in ``text`` (uint32), and the end."""
        return _starts(self.lengths)

    @cached_property
    def _symbols(self) -> dict[int, int]:
        return {code: symbol for symbol, code in enumerate(self.alphabet.tolist())}

    def symbol(self, code: int) -> int | None:
        """The symbol of a folded character; None where no text has it."""
        return self._symbols.get(code)

    def counts(self, symbol: int) -> np.ndarray | None:
        """How often a frequent character stands in each document (at most ``MAX_COUNT``, where that is written down); None
        for one that stands less than once in the average document."""
        at = int(np.searchsorted(self._row_symbols, symbol))
        if at < len(self._row_symbols) and int(self._row_symbols[at]) == symbol:
            return self._rows[at]
        pairs = self.places.of_first(symbol)
        if self.places.count(pairs) <= self.size:
            return None
        return np.bincount(self.documents_at(self.places.decode(pairs)), minlength=self.size)

    def documents_at(self, places: np.ndarray) -> np.ndarray:
        """The documents (intp) that the characters at ``places`` belong to."""
        documents = self._steps[places >> 6].astype(np.intp)
        while True:
            is_behind = self.starts[documents + 1] <= places
            if not is_behind.any():
                return documents
            documents += is_behind

    def folded(self, documents: np.ndarray) -> Iterator[str]:
        """The folded texts of ``documents``."""
        for document in documents.tolist():
            yield _as_text(self._codes(*self._bounds(document)))

    def reading(self, start: int, end: int) -> str:
        """The characters ``start..end`` of all texts, as they were before the fold."""
        codes = self._codes(start, end)
        places, variants = self.originals.within(start, end)
        if len(places):
            codes[places] = restored(codes[places], variants)
        return _as_text(codes)

    def __getitem__(self, docnum: int) -> str:
        return self.reading(*self._bounds(docnum))

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(self.size))

    def _bounds(self, document: int) -> tuple[int, int]:
        start = int(self.starts[document])
        return start, start + int(self.lengths[document])

    def _codes(self, start: int, end: int) -> np.ndarray:
        return self.alphabet[self.text[start:end]]


def _as_text(codes: np.ndarray) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


class TextColumn(Column):
    """Texts, searchable by any substring of their folds."""

    Writer = TextWriter
    Reader = TextReader
    _default = ""
