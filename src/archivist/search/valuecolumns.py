"""Columns of metadata as numpy arrays: ids, numbers and words.

A writer takes a value per document, or for document 0 all values of a merged segment (``AllValues``)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from whoosh.columns import Column, ColumnReader, ColumnWriter

from archivist.search.arrayfile import ArrayReader, ArrayWriter, ColumnFile
from archivist.search.places import ranges
from archivist.text.fold import fold

ID_SIZE = 16
ID_TYPE = np.dtype(f"S{ID_SIZE}")
"""Ids compare as bytes. Numpy hides trailing zero bytes of single items, which all have 16, so comparing stays right."""


_FIRST_DAY_OF_NUMPY = 719_163
"""1970-01-01 as a proleptic ordinal."""
_FIRST_YEAR_OF_NUMPY = 1970


@dataclass(frozen=True, slots=True)
class AllValues:
    """The values of all documents of a segment to come, as the column's reader has them."""

    values: Any


class _ValueWriter(ColumnWriter):
    """Collects a value per document in the order of document numbers; documents left out have the default."""

    default: Any

    def __init__(self, dbfile: Any) -> None:
        self._out = ArrayWriter(dbfile)
        self._values: Any = []
        self._has_all = False

    def add(self, docnum: int, value: Any) -> None:
        if isinstance(value, AllValues):
            self._values, self._has_all = value.values, True
            return
        self._fill(docnum)
        self._values.append(value)

    def _fill(self, count: int) -> None:
        if not self._has_all:
            self._values.extend([self.default] * (count - len(self._values)))


class IdWriter(_ValueWriter):
    default = bytes(ID_SIZE)

    def finish(self, docnum: int) -> None:
        """``docnum`` is the number of documents."""
        self._fill(docnum)
        ids = np.array(self._values, ID_TYPE)
        self._out.write_array("ids", ids)
        self._out.write_array("order", np.argsort(ids, kind="stable").astype(np.uint32))
        self._out.finish()


class IdReader(ColumnReader):
    """``ids`` by document number."""

    def __init__(self, dbfile: ColumnFile, basepos: int, length: int, doccount: int) -> None:
        self._doccount = doccount
        arrays = ArrayReader(dbfile, basepos, length)
        self.ids = arrays["ids"]
        self._order = arrays["order"]
        self._sorted: np.ndarray | None = None

    def __getitem__(self, docnum: int) -> bytes:
        return self.ids[docnum : docnum + 1].tobytes()

    def locate(self, wanted: np.ndarray) -> np.ndarray:
        """The sorted document numbers of those of the ``wanted`` ids that are here, deleted documents included."""
        return np.unique(self.places(wanted)[1])

    def places(self, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which of the ``wanted`` ids are here, by their places, and their document numbers, deleted documents included."""
        if not self._doccount or not len(wanted):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        if self._sorted is None:
            self._sorted = self.ids[self._order]
        first = np.searchsorted(self._sorted, wanted, side="left")
        last = np.searchsorted(self._sorted, wanted, side="right")
        here = np.repeat(np.arange(len(wanted)), last - first)
        return here, self._order[ranges(first, last)].astype(np.int64)


class IdColumn(Column):
    """Ids of 16 bytes, found by number and by id."""

    Writer = IdWriter
    Reader = IdReader
    _default = bytes(ID_SIZE)


class NumberWriter(_ValueWriter):
    default = 0

    def finish(self, docnum: int) -> None:
        """``docnum`` is the number of documents."""
        self._fill(docnum)
        self._out.write_array("values", np.array(self._values, np.int64))
        self._out.finish()


class NumberReader(ColumnReader):
    """``values`` by document number, int64."""

    def __init__(self, dbfile: ColumnFile, basepos: int, length: int, doccount: int) -> None:
        self._doccount = doccount
        self.values = ArrayReader(dbfile, basepos, length)["values"]

    def __getitem__(self, docnum: int) -> int:
        return int(self.values[docnum])


class DayReader(NumberReader):
    """Days as proleptic ordinals; 0: none."""

    @cached_property
    def months(self) -> np.ndarray:
        """Months since the year 0 (int32); -1: none."""
        dates = (self.values - _FIRST_DAY_OF_NUMPY).astype("datetime64[D]").astype("datetime64[M]")
        months = dates.astype(np.int64) + 12 * _FIRST_YEAR_OF_NUMPY
        return np.where(self.values > 0, months, -1).astype(np.int32)


class NumberColumn(Column):
    """Whole numbers; a document without one has 0."""

    Writer = NumberWriter
    Reader = NumberReader
    _default = 0


class DayColumn(NumberColumn):
    """Days."""

    Reader = DayReader


class WordsWriter(_ValueWriter):
    default: tuple[str, ...] = ()

    def finish(self, docnum: int) -> None:
        """``docnum`` is the number of documents."""
        self._fill(docnum)
        words = sorted({word for value in self._values for word in value})
        code_by_word = {word: code for code, word in enumerate(words)}
        encoded = [word.encode("utf-8", "surrogatepass") for word in words]
        counts = [len(value) for value in self._values]
        codes = [code_by_word[word] for value in self._values for word in value]
        self._out.write_array("owners", np.repeat(np.arange(docnum, dtype=np.uint32), counts))
        self._out.write_array("codes", np.array(codes, np.uint32))
        self._out.write_array("ends", np.cumsum([len(word) for word in encoded], dtype=np.uint64))
        self._out.write_array("words", np.frombuffer(b"".join(encoded), np.uint8))
        self._out.finish()


class WordsReader(ColumnReader):
    """The document ``owners[i]`` (sorted) has the word ``words[codes[i]]``; both are uint32."""

    def __init__(self, dbfile: ColumnFile, basepos: int, length: int, doccount: int) -> None:
        self._doccount = doccount
        arrays = ArrayReader(dbfile, basepos, length)
        self.owners = arrays["owners"]
        self.codes = arrays["codes"]
        data = arrays["words"].tobytes()
        ends = [int(end) for end in arrays["ends"]]
        self.words = [
            data[start:end].decode("utf-8", "surrogatepass") for start, end in zip([0, *ends], ends, strict=False)
        ]

    def __getitem__(self, docnum: int) -> tuple[str, ...]:
        first, last = np.searchsorted(self.owners, [docnum, docnum + 1]).tolist()
        return tuple(self.words[code] for code in self.codes[first:last].tolist())

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        codes = self.codes.tolist()
        ends = np.searchsorted(self.owners, np.arange(self._doccount + 1)).tolist()
        return (tuple(self.words[code] for code in codes[start:end]) for start, end in pairwise(ends))

    @cached_property
    def folds(self) -> list[str]:
        """The folded ``words``."""
        return list(map(fold, self.words))

    @cached_property
    def kinds(self) -> np.ndarray:
        """For each word the number (intp) of the first that folds like it: one name in both scripts is one."""
        first: dict[str, int] = {}
        return np.array([first.setdefault(each, code) for code, each in enumerate(self.folds)], np.intp)

    @cached_property
    def _is_new(self) -> np.ndarray:
        """For each pair of document and word, whether no word of the document before folds like it."""
        pairs = self.owners.astype(np.int64) * len(self.words) + self.kinds[self.codes]
        mask = np.zeros(len(pairs), np.bool_)
        mask[np.unique(pairs, return_index=True)[1]] = True
        return mask

    def count(self, documents: np.ndarray) -> dict[str, int]:
        """The folded words of some documents (a mask), with the number of those that have them."""
        chosen = documents[self.owners] & self._is_new
        numbers = np.bincount(self.kinds[self.codes[chosen]], minlength=len(self.words))
        return {each: number for each, number in zip(self.folds, numbers.tolist(), strict=True) if number}

    def firsts(self) -> np.ndarray:
        """The code of each document's first word; the number of words where it has none."""
        codes = np.full(self._doccount, len(self.words), np.int64)
        codes[self.owners[::-1]] = self.codes[::-1]
        return codes


class WordsColumn(Column):
    """Any number of words for each document, of not too many different ones."""

    Writer = WordsWriter
    Reader = WordsReader
    _default = ()


def merged_words(readers: Sequence[WordsReader], kept: Sequence[np.ndarray]) -> list[tuple[str, ...]]:
    """The words of the documents ``kept`` of each reader (masks), one reader behind the other."""
    return [
        value
        for reader, mask in zip(readers, kept, strict=True)
        for value, is_kept in zip(reader, mask.tolist(), strict=True)
        if is_kept
    ]
