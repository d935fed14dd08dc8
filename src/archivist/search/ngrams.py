"""Which documents hold which pairs of characters: inversion of texts in numpy.

A pair is one number, ``first << 21 | second``, of two code points (21 bits each). Each document's text is followed by a
paragraph end, so that every character, also a last one, begins a pair: a single character is the range of its pairs."""

from dataclasses import dataclass

import numpy as np

CODE_POINT_BITS = 21
DOCUMENT_BITS = 22
MAX_DOCUMENTS = 1 << DOCUMENT_BITS
MAX_FREQUENCY = 255
"""Frequencies serve ranking only, and are kept in one byte."""

GONE = (1 << 32) - 1
"""The new number of a document that is not taken over."""

_WINDOW = 1 << 22
"""Characters that are sorted at once: 4 million cost about 100 MB for a moment."""

_PARAGRAPH_END = ord("\n")


@dataclass(frozen=True, slots=True)
class Postings:
    """Sorted document numbers, and how often each holds what was asked for (at most ``MAX_FREQUENCY`` for pairs)."""

    documents: np.ndarray
    frequencies: np.ndarray


@dataclass(frozen=True, slots=True)
class Inverted:
    """All pairs: sorted ``keys`` (uint64); the postings of key i are ``starts[i]:starts[i + 1]`` of the two others."""

    keys: np.ndarray
    starts: np.ndarray
    documents: np.ndarray
    frequencies: np.ndarray


def pair_key(first: str, second: str) -> int:
    return ord(first) << CODE_POINT_BITS | ord(second)


class Inverter:
    """Takes texts in the order of their document numbers."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._documents: list[int] = []
        self._size = 0
        self._runs: list[tuple[np.ndarray, np.ndarray]] = []

    def add(self, document: int, text: str) -> None:
        if document >= MAX_DOCUMENTS:
            raise ValueError(f"more than {MAX_DOCUMENTS} documents in one segment")
        self._texts.append(text)
        self._documents.append(document)
        self._size += len(text) + 1
        if self._size >= _WINDOW:
            self._flush()

    def take(self, inverted: Inverted, numbers: np.ndarray) -> None:
        """Add what another inverter made; its document i has the number ``numbers[i]`` here (uint32, rising), or is ``GONE``."""
        documents = numbers[inverted.documents]
        taken = documents != GONE
        entries = np.repeat(inverted.keys, np.diff(inverted.starts))[taken]
        entries <<= np.uint64(DOCUMENT_BITS)
        entries |= documents[taken]
        self._runs.append((entries, inverted.frequencies[taken].astype(np.uint32)))

    def finish(self) -> Inverted:
        self._flush()
        entries, counts = _merged(self._runs)
        self._runs = []
        keys = entries >> np.uint64(DOCUMENT_BITS)
        firsts = _first_of_each(keys)
        documents = (entries & np.uint64(MAX_DOCUMENTS - 1)).astype(np.uint32)
        if not len(documents) or int(documents.max()) < 1 << 16:
            documents = documents.astype(np.uint16)
        return Inverted(
            keys=keys[firsts],
            starts=np.append(firsts, len(entries)).astype(np.uint32 if len(entries) < 1 << 32 else np.uint64),
            documents=documents,
            frequencies=np.minimum(counts, MAX_FREQUENCY).astype(np.uint8),
        )

    def _flush(self) -> None:
        """Turn the texts held so far into sorted runs of entries (pair and document in one number) and their counts."""
        if not self._texts:
            return
        joined = "\n".join((*self._texts, ""))
        characters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))
        lengths = np.fromiter((len(text) + 1 for text in self._texts), np.int64, len(self._texts))
        documents = np.repeat(np.array(self._documents, np.uint32), lengths)
        self._texts, self._documents, self._size = [], [], 0
        for start in range(0, len(characters) - 1, _WINDOW):
            self._runs.append(_run(characters[start : start + _WINDOW + 1], documents[start : start + _WINDOW]))


def _run(characters: np.ndarray, documents: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sorted different entries and their counts for one window of text, which overlaps the next by one character."""
    first = characters[:-1]
    begins = first != _PARAGRAPH_END
    entries = first[begins].astype(np.uint64)
    entries <<= np.uint64(CODE_POINT_BITS)
    entries |= characters[1:][begins]
    entries <<= np.uint64(DOCUMENT_BITS)
    entries |= documents[: len(first)][begins]
    entries.sort()
    firsts = _first_of_each(entries)
    return entries[firsts], np.diff(np.append(firsts, len(entries))).astype(np.uint32)


def _merged(runs: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    if not runs:
        return np.empty(0, np.uint64), np.empty(0, np.uint32)
    if len(runs) == 1:
        return runs[0]
    entries = np.concatenate([run for run, _ in runs])
    counts = np.concatenate([run for _, run in runs])
    # The runs are sorted, which numpy's stable sort takes advantage of.
    order = np.argsort(entries, kind="stable")
    entries, counts = entries[order], counts[order]
    firsts = _first_of_each(entries)
    return entries[firsts], np.add.reduceat(counts, firsts) if len(firsts) else counts


def _first_of_each(values: np.ndarray) -> np.ndarray:
    """Where each different value of a sorted array begins."""
    if not len(values):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))


def intersect(pairs: list[np.ndarray]) -> np.ndarray:
    """The documents that are in all of the sorted arrays, the shortest first as that is quickest."""
    pairs = sorted(pairs, key=len)
    found = pairs[0]
    for documents in pairs[1:]:
        if not len(found):
            break
        places = np.searchsorted(documents, found)
        places[places == len(documents)] = 0
        found = found[documents[places] == found]
    return found
