"""Words of Chinese text, for double click and word steps; never for search.

They are cut by rjieba (jieba's dictionary and method) on the fold, which is simplified: so words are the same in either
script. It is loaded at the first look-up, which takes a tenth of a second and 33 MB."""

import re

from archivist.text.fold import fold

_RUN = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\\W\u3400-\u9fff]+|\\s+|.", re.DOTALL
)
_CONTEXT = 60
"""Code points around a place that are looked at: words do not reach farther."""


def word_at(text: str, position: int) -> tuple[int, int]:
    """The word of ``text`` that holds the character at ``position``; empty behind the end."""
    if position >= len(text):
        return len(text), len(text)
    base = max(position - _CONTEXT, 0)
    for run in _RUN.finditer(text, base, min(position + _CONTEXT, len(text))):
        if run.end() > position:
            is_han = "\u3400" <= run[0][0] <= "\u9fff" or run[0][0] >= "\uf900"
            return _cut(run[0], run.start(), position) if is_han else run.span()
    return position, position + 1


def _cut(run: str, start: int, position: int) -> tuple[int, int]:
    """The word that holds ``position``, of a run of Chinese characters that begins at ``start``."""
    import rjieba

    for word in rjieba.cut(fold(run)):
        end = start + len(word)
        if end > position:
            return start, end
        start = end
    return position, position + 1
