"""What a benchmark prints, which is also its part of ``docs/benchmarks.md``."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

_DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"


class Page:
    """Lines of Markdown, printed at once; with ``ARCHIVIST_WRITE`` they also take the place of those between the marks
    ``<!-- name -->`` and ``<!-- end of name -->`` in the document."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: list[str] = []

    def text(self, line: str = "") -> None:
        print(line, flush=True)
        self._lines.append(line)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        self.text(f"\n| {' | '.join(head)} |")
        self.text(f"| {' | '.join('---' for _ in head)} |")
        for row in rows:
            self.text(f"| {' | '.join(row)} |")
        self.text()

    def write(self) -> None:
        if not os.environ.get("ARCHIVIST_WRITE"):
            return
        document = _DOCUMENT.read_text(encoding="utf-8")
        begin, end = f"<!-- {self._name} -->\n", f"<!-- end of {self._name} -->\n"
        part = begin + "\n".join(self._lines).strip() + "\n" + end
        if begin in document:
            document = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: part, document, flags=re.DOTALL)
        else:
            document += f"\n{part}"
        _DOCUMENT.write_text(document, encoding="utf-8")
