"""Columns of metadata as numpy arrays: ids, numbers and words."""

from typing import Any

import numpy as np
from whoosh.columns import Column, ColumnReader, ColumnWriter

from archivist.search.arrayfile import ArrayReader, ArrayWriter, ColumnFile

ID_SIZE = 16
ID_TYPE = np.dtype(f"S{ID_SIZE}")
"""Ids compare as bytes. Numpy hides trailing zero bytes of single items, which all have 16, so comparing stays right."""


class _ValueWriter(ColumnWriter):
    """Collects a value per document in the order of document numbers; documents left out have the default."""

    default: object

    def __init__(self, dbfile: Any) -> None:
        self._out = ArrayWriter(dbfile)
        self._values: list = []

    def add(self, docnum: int, value: object) -> None:
        self._fill(docnum)
        self._values.append(value)

    def _fill(self, count: int) -> None:
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
        if not self._doccount or not len(wanted):
            return np.empty(0, np.int64)
        if self._sorted is None:
            self._sorted = self.ids[self._order]
        first = np.searchsorted(self._sorted, wanted, side="left")
        last = np.searchsorted(self._sorted, wanted, side="right")
        found = [
            self._order[start:end] for start, end in zip(first.tolist(), last.tolist(), strict=True) if end > start
        ]
        return np.unique(np.concatenate(found)).astype(np.int64) if found else np.empty(0, np.int64)


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


class NumberColumn(Column):
    """Whole numbers; a document without one has 0."""

    Writer = NumberWriter
    Reader = NumberReader
    _default = 0


class WordWriter(_ValueWriter):
    default = ""

    def finish(self, docnum: int) -> None:
        """``docnum`` is the number of documents."""
        self._fill(docnum)
        words = sorted(set(self._values))
        codes = {word: code for code, word in enumerate(words)}
        encoded = [word.encode("utf-8", "surrogatepass") for word in words]
        self._out.write_array("codes", np.array([codes[value] for value in self._values], np.uint32))
        self._out.write_array("ends", np.cumsum([len(word) for word in encoded], dtype=np.uint64))
        self._out.write_array("words", np.frombuffer(b"".join(encoded), np.uint8))
        self._out.finish()


class WordReader(ColumnReader):
    """``codes`` by document number (uint32), which count in ``words``."""

    def __init__(self, dbfile: ColumnFile, basepos: int, length: int, doccount: int) -> None:
        self._doccount = doccount
        arrays = ArrayReader(dbfile, basepos, length)
        self.codes = arrays["codes"]
        data = arrays["words"].tobytes()
        ends = [int(end) for end in arrays["ends"]]
        self.words = [
            data[start:end].decode("utf-8", "surrogatepass") for start, end in zip([0, *ends], ends, strict=False)
        ]

    def __getitem__(self, docnum: int) -> str:
        return self.words[self.codes[docnum]]


class WordColumn(Column):
    """One of a limited number of words; a document without one has the empty word."""

    Writer = WordWriter
    Reader = WordReader
    _default = ""
