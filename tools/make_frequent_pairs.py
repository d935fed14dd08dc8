"""Make ``resources/tables/frequent_pairs.txt``: which two characters stand side by side in Chinese words, and how often.

Repairs that have to guess bytes judge by this table what is likely. Counted are the neighbours within the words of
jieba's dictionary (jieba 0.42.1 on PyPI, MIT, ``jieba/dict.txt``: a word, how often its corpus has it, its class), on the
fold, so that the table holds for both scripts. Line ``n`` holds the pairs that occur at least ``4 ** n * LEAST`` times,
but for those of a later line, written one after another.

Run: ``python tools/make_frequent_pairs.py path/to/jieba/dict.txt``"""

import sys
from collections import Counter
from itertools import pairwise
from math import log
from pathlib import Path

from archivist.text.fold import fold

TARGET = Path(__file__).parents[1] / "resources" / "tables" / "frequent_pairs.txt"
LEAST = 30
"""Rarer pairs are names and slips as often as words."""


def main() -> None:
    counts: Counter[str] = Counter()
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        for left, right in pairwise(fold(word)):
            if not (left + right).isascii():
                counts[left + right] += int(count)
    lines: dict[int, list[str]] = {}
    for pair, count in sorted(counts.items()):
        if count >= LEAST:
            lines.setdefault(int(log(count / LEAST, 4)), []).append(pair)
    text = "\n".join("".join(lines.get(power, [])) for power in range(max(lines) + 1))
    TARGET.write_text(text + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(f"{sum(map(len, lines.values()))} pairs in {max(lines) + 1} classes\n")


if __name__ == "__main__":
    main()
