"""The column of folded texts: finds every substring of them, in numpy, inside a Whoosh segment.

It is a Whoosh column like any other (a value per document, written by ``add``, read by number), whose file also holds the
pairs of characters inverted, and the texts themselves in compressed blocks, which verify what pairs only suggest."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import zstandard
from whoosh.columns import Column, ColumnReader, ColumnWriter

from archivist.search.arrayfile import ArrayReader, ArrayWriter, ColumnFile
from archivist.search.matching import PARAGRAPH_END, begins_latin, find_all
from archivist.search.ngrams import CODE_POINT_BITS, GONE, Inverted, Inverter, Postings, intersect, pair_key

_BLOCK_SIZE = 16 * 1024
"""Bytes of text that are compressed together: a handful of reports, quick to unpack for one of them."""

_PAIRS_COMPARED = 16
"""Of a long piece only so many pairs, the rarest, are intersected; the texts of what is left are read in any case."""

_LEVEL = 1

_NONE = Postings(np.empty(0, np.uint32), np.empty(0, np.uint8))


@dataclass(frozen=True, slots=True)
class MovedText:
    """A text that comes from another column, whose pairs come along: merging inverts nothing again."""

    text: str
    origin: "TextReader"
    document: int


class TextWriter(ColumnWriter):
    """Takes folded texts in the order of document numbers; documents left out have the empty text.

    Those from one origin have to come in the order that they have there."""

    def __init__(self, dbfile: Any) -> None:
        self._out = ArrayWriter(dbfile)
        self._inverter = Inverter()
        self._new_numbers: dict[TextReader, np.ndarray] = {}
        # A checksum per block: a text that changed on disk is an error, not a wrong answer.
        self._compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        self._block: list[bytes] = []
        self._block_size = 0
        self._block_offsets: list[int] = []
        self._first_documents: list[int] = []
        self._starts: list[int] = []
        self._lengths: list[int] = []

    def add(self, docnum: int, value: str | MovedText) -> None:
        self._fill(docnum)
        if isinstance(value, MovedText):
            self._append(value.text)
            if value.origin not in self._new_numbers:
                self._new_numbers[value.origin] = np.full(len(value.origin.lengths), GONE, np.uint32)
            self._new_numbers[value.origin][value.document] = docnum
        else:
            self._append(value)
            self._inverter.add(docnum, value)

    def finish(self, docnum: int) -> None:
        """``docnum`` is the number of documents."""
        self._fill(docnum)
        self._close_block()
        self._block_offsets.append(self._out.write_bytes(b""))
        for origin, numbers in self._new_numbers.items():
            self._inverter.take(origin.inverted, numbers)
        inverted = self._inverter.finish()
        out = self._out
        out.write_array("lengths", np.array(self._lengths, np.uint32))
        out.write_array("text_starts", np.array(self._starts, np.uint32))
        out.write_array("block_offsets", np.array(self._block_offsets, np.uint64))
        out.write_array("block_documents", np.array(self._first_documents, np.uint32))
        out.write_array("keys", inverted.keys)
        out.write_array("starts", inverted.starts)
        out.write_array("documents", inverted.documents)
        out.write_array("frequencies", inverted.frequencies)
        out.finish()

    def _fill(self, count: int) -> None:
        while len(self._lengths) < count:
            self._append("")

    def _append(self, text: str) -> None:
        data = text.encode("utf-8", "surrogatepass") + b"\n"
        if self._block and self._block_size + len(data) > _BLOCK_SIZE:
            self._close_block()
        if not self._block:
            self._first_documents.append(len(self._lengths))
        self._starts.append(self._block_size)
        self._lengths.append(len(text))
        self._block.append(data)
        self._block_size += len(data)

    def _close_block(self) -> None:
        if self._block:
            self._block_offsets.append(self._out.write_bytes(self._compressor.compress(b"".join(self._block))))
        self._block, self._block_size = [], 0


class TextReader(ColumnReader):
    """The texts of one segment. ``lengths`` (uint32) are in code points."""

    def __init__(self, dbfile: ColumnFile, basepos: int, length: int, doccount: int) -> None:
        self._doccount = doccount
        arrays = ArrayReader(dbfile, basepos, length)
        self._buffer = arrays.buffer
        self.lengths = arrays["lengths"]
        self._text_starts = arrays["text_starts"]
        self._block_offsets = arrays["block_offsets"]
        self._block_documents = arrays["block_documents"]
        self.inverted = Inverted(arrays["keys"], arrays["starts"], arrays["documents"], arrays["frequencies"])

    def __getitem__(self, docnum: int) -> str:
        return next(self.texts(np.array([docnum])))

    def __iter__(self) -> Iterator[str]:
        return self.texts(np.arange(self._doccount))

    def texts(self, documents: np.ndarray) -> Iterator[str]:
        """The folded texts of sorted ``documents``."""
        for block, start, end in self._places(documents):
            yield block[start:end].decode("utf-8", "surrogatepass")

    def find(self, piece: str) -> Postings:
        """The documents in which the folded ``piece`` matches (``matching.find_all``), deleted ones included."""
        if not piece or PARAGRAPH_END in piece:
            return _NONE
        if begins_latin(piece):
            return self._verified(piece, self._candidates(piece))
        if len(piece) == 1:
            return self._beginning_with(piece)
        if len(piece) == 2:
            where = self._range(pair_key(*piece))
            return Postings(self.inverted.documents[where], self.inverted.frequencies[where])
        return self._verified(piece, self._candidates(piece))

    def _beginning_with(self, character: str) -> Postings:
        where = self._range(ord(character) << CODE_POINT_BITS, (ord(character) + 1) << CODE_POINT_BITS)
        counts = np.bincount(self.inverted.documents[where], self.inverted.frequencies[where], self._doccount)
        documents = np.flatnonzero(counts)
        return Postings(documents, counts[documents])

    def _range(self, key: int, end: int | None = None) -> slice:
        """The postings of one pair, or of all pairs from ``key`` to before ``end``."""
        first, last = np.searchsorted(self.inverted.keys, np.array([key, key + 1 if end is None else end], np.uint64))
        # An index that no key reaches is the number of keys, whose start is the end of the postings.
        return slice(int(self.inverted.starts[first]), int(self.inverted.starts[last]))

    def _candidates(self, piece: str) -> np.ndarray:
        """Documents that hold all pairs of ``piece``, and so may hold the piece."""
        if len(piece) == 1:
            return self._beginning_with(piece).documents
        pairs = {pair_key(*piece[start : start + 2]) for start in range(len(piece) - 1)}
        found = sorted((self.inverted.documents[self._range(key)] for key in pairs), key=len)
        return intersect(found[:_PAIRS_COMPARED])

    def _verified(self, piece: str, candidates: np.ndarray) -> Postings:
        data = piece.encode("utf-8", "surrogatepass")
        is_latin = begins_latin(piece)
        counts = np.zeros(len(candidates), np.int64)
        for number, (block, start, end) in enumerate(self._places(candidates)):
            if is_latin:
                text = block[start:end].decode("utf-8", "surrogatepass")
                counts[number] = sum(1 for _ in find_all(text, piece))
            else:
                counts[number] = block.count(data, start, end)
        found = counts > 0
        return Postings(candidates[found], counts[found])

    def _places(self, documents: np.ndarray) -> Iterator[tuple[bytes, int, int]]:
        """For each of the sorted documents its text, UTF-8, as a range of an unpacked block."""
        decompressor = zstandard.ZstdDecompressor()
        numbers = np.searchsorted(self._block_documents, documents, side="right") - 1
        current, block = -1, b""
        for document, number in zip(documents.tolist(), numbers.tolist(), strict=True):
            if number != current:
                packed = self._buffer[int(self._block_offsets[number]) : int(self._block_offsets[number + 1])]
                current, block = number, decompressor.decompress(packed)
            start = int(self._text_starts[document])
            following = document + 1
            is_last = following == self._doccount or int(self._text_starts[following]) == 0
            # Each text is followed by a paragraph end, which is not part of it.
            yield block, start, (len(block) if is_last else int(self._text_starts[following])) - 1


class TextColumn(Column):
    """Folded texts, searchable by any substring."""

    Writer = TextWriter
    Reader = TextReader
    _default = ""
