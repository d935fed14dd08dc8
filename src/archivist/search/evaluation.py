"""Which documents of a segment match a query: a mask of documents for each node of the tree, in numpy."""

from collections.abc import Callable, Sequence

import numpy as np

from archivist.search.postings import Postings
from archivist.search.query import And, Column, InSet, Leaf, Mask, Node, Not, Or, Text, documents_mask

Members = Callable[[InSet], np.ndarray]
"""The numbers of the documents that the archive says are in a set."""


class Evaluation:
    """The answers of one segment to one query, each leaf looked up once.

    ``noted`` are the documents with a note that a leaf is found in; ``watch`` is called before each leaf, and may raise."""

    def __init__(
        self,
        column: Column,
        size: int,
        members: Members,
        noted: Callable[[Text], np.ndarray],
        watch: Callable[[], None] = lambda: None,
    ) -> None:
        self._column = column
        self._size = size
        self._members = members
        self._noted = noted
        self._watch = watch
        self._postings: dict[Text, dict[str, Postings]] = {}

    def mask(self, node: Node) -> Mask:
        match node:
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return self._any(parts)
            case Not(part):
                return ~self.mask(part)
            case Text():
                return documents_mask(self._size, *(found.documents for found in self.postings(node).values()))
            case InSet():
                self._watch()
                return documents_mask(self._size, self._members(node))
            case Leaf():
                return node.mask(self._column, self._size)
            case _:
                raise NotImplementedError(node)

    def _all(self, parts: Sequence[Node]) -> Mask:
        mask = self.mask(parts[0])
        for part in parts[1:]:
            # A text that was pasted has thousands of words, and soon no report has all of them.
            if not mask.any():
                break
            mask = mask & self.mask(part)
        return mask

    def _any(self, parts: Sequence[Node]) -> Mask:
        mask = np.zeros(self._size, np.bool_)
        for part in parts:
            mask |= self.mask(part)
        return mask

    def postings(self, leaf: Text) -> dict[str, Postings]:
        """Where the leaf is found, by field; those that have it nowhere are left out."""
        if leaf not in self._postings:
            self._watch()
            found = leaf.postings(self._column)
            if leaf.fieldname in ("", "note"):
                noted = self._noted(leaf)
                found["note"] = Postings(noted, np.ones(len(noted), np.int64))
            self._postings[leaf] = {field: each for field, each in found.items() if len(each.documents)}
        return self._postings[leaf]
