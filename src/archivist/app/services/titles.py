"""Titles and sources of all reports, folded and in memory, for filters that answer while somebody types."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from archivist.store import listing
from archivist.store.archive import Archive
from archivist.text.fold import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDTH = 16
_IS_LATIN = re.compile(r"[\x20-\u036f]+")
"""What can be pinyin, with and without marks."""


@dataclass
class _Lines:
    """One line for each report: ``text`` is all of them, ``starts`` where each begins, ``keys`` the reports' ids."""

    seq: int = -1
    text: str = ""
    keys: bytes = b""
    starts: "array[int]" = field(default_factory=lambda: array("L"))
    codes: "NDArray[np.uint32] | None" = None
    """Those of ``text``, once something is sought by sound."""

    def line(self, number: int) -> str:
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end]

    def key(self, number: int) -> bytes:
        return self.keys[number * _WIDTH : (number + 1) * _WIDTH]


class Titles:
    """Follows the archive: read anew when it was changed. Any thread."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lines = _Lines()
        self._lock = Lock()

    def find(self, words: str) -> Iterator[bytes]:
        """The keys of reports, trash included, in whose title or source each of ``words`` occurs, in any script; behind
        them those that have it by sound (``gzlfz`` or ``fazhan`` for 高质量发展)."""
        lines = self._present()
        met = set[int]()
        for number in self._find_words(lines, words):
            met.add(number)
            yield lines.key(number)
        for number in _find_sounds(lines, words):
            if number not in met:
                yield lines.key(number)

    def _find_words(self, lines: _Lines, words: str) -> Iterator[int]:
        wanted = sorted(fold(words).split(), key=len, reverse=True)
        number = 0
        while wanted and number < len(lines.starts):
            at = lines.text.find(wanted[0], lines.starts[number])
            if at < 0:
                return
            number = bisect_right(lines.starts, at) - 1
            line = lines.line(number)
            if all(word in line for word in wanted):
                yield number
            number += 1

    def _present(self) -> _Lines:
        with self._lock:
            seq = self._archive.stamp().seq
            if self._lines.seq != seq:
                self._lines = self._read(seq)
            return self._lines

    def _read(self, seq: int) -> _Lines:
        lines = _Lines(seq)
        texts: list[str] = []
        keys: list[bytes] = []
        start = 0
        with self._archive.read() as reader:
            for rows in listing.list_words(reader):
                # Words are sought one by one, so what parts a title from its source cannot be found.
                some = [" ".join(f"{title} {source}".split()) + "\n" for _, title, source in rows]
                keys.extend(key for key, _, _ in rows)
                texts.append(fold("".join(some)))
                for line in some:
                    lines.starts.append(start)
                    start += len(line)
        lines.text, lines.keys = "".join(texts), b"".join(keys)
        return lines


def _find_sounds(lines: _Lines, typed: str) -> Iterator[int]:
    """The numbers of the lines in which something sounds like ``typed``."""
    if not typed.strip() or not _IS_LATIN.fullmatch(typed):
        return
    from archivist.text.fold import fold_array
    from archivist.text.pinyin import find_typed

    if lines.codes is None:
        lines.codes = fold_array(lines.text)
    before = -1
    for place in find_typed(lines.codes, typed).tolist():
        number = bisect_right(lines.starts, place) - 1
        if number != before:
            yield number
        before = number
