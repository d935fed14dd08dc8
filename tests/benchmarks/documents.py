"""Generated reports that read like real ones: sentences of the sample reports, shuffled."""

import random
import re
from pathlib import Path

from archivist.resources import resource


def sentences() -> list[str]:
    """Sentences of the sample reports, 8 to 120 code points long."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(_sample().rglob("*.txt"))]
    texts += [path.read_text(encoding="utf-8", errors="replace") for path in sorted(_sample().rglob("*.md"))]
    found = [match for text in texts for match in re.findall(r"[^。！？\n<>#]{7,119}[。！？]", text)]
    return list(dict.fromkeys(found))


def documents(count: int, *, length: int = 800, seed: int = 1) -> list[str]:
    """``count`` different texts of about ``length`` code points in paragraphs of a few sentences."""
    choose = random.Random(seed)
    pool = sentences()
    texts: list[str] = []
    for number in range(count):
        parts = [f"第{number}号报告"]
        size = 0
        while size < length:
            paragraph = "".join(choose.choices(pool, k=choose.randint(1, 4)))[: length - size]
            parts.append(paragraph)
            size += len(paragraph)
        texts.append("\n".join(parts))
    return texts


def write_files(folder: Path, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def _sample() -> Path:
    return resource("sample") / "reports"
