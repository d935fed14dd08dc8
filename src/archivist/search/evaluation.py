"""Which documents of a segment match a query: a mask of documents for each node of the tree, in numpy."""

from collections.abc import Callable

import numpy as np

from archivist.search.postings import Postings
from archivist.search.query import And, Column, InSet, Leaf, Mask, Node, Not, Or, Text, documents_mask

Members = Callable[[InSet], np.ndarray]
"""The numbers of the documents that the archive says are in a set."""


class Evaluation:
    """The answers of one segment to one query, each leaf looked up once.

    ``noted`` are the documents with a note that a leaf is found in."""

    def __init__(self, column: Column, size: int, members: Members, noted: Callable[[Text], np.ndarray]) -> None:
        self._column = column
        self._size = size
        self._members = members
        self._noted = noted
        self._postings: dict[Text, dict[str, Postings]] = {}

    def mask(self, node: Node) -> Mask:
        match node:
            case And(parts):
                return np.logical_and.reduce([self.mask(part) for part in parts])
            case Or(parts):
                return np.logical_or.reduce([self.mask(part) for part in parts])
            case Not(part):
                return ~self.mask(part)
            case Text():
                return documents_mask(self._size, *(found.documents for found in self.postings(node).values()))
            case InSet():
                return documents_mask(self._size, self._members(node))
            case Leaf():
                return node.mask(self._column, self._size)
            case _:
                raise NotImplementedError(node)

    def postings(self, leaf: Text) -> dict[str, Postings]:
        """Where the leaf is found, by field; those that have it nowhere are left out."""
        if leaf not in self._postings:
            found = leaf.postings(self._column)
            if leaf.fieldname in ("", "note"):
                noted = self._noted(leaf)
                found["note"] = Postings(noted, np.ones(len(noted), np.int64))
            self._postings[leaf] = {field: each for field, each in found.items() if len(each.documents)}
        return self._postings[leaf]
