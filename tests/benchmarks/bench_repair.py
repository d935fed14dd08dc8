"""Repairs: what becomes of the damage cases and of clean reports, and how fast.

``ARCHIVIST_DATA`` names a folder with more reports than the tests have. Raw pages among them are read as they are imported."""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import process_time

from archivist.domain import Repair, RepairState
from archivist.importing.registry import ReadHints, choose_format, is_supported
from archivist.text.repair import apply_repairs, inline_reading, propose_repairs
from tests.benchmarks.measuring import median, report
from tests.text.damage_cases import (
    DATA,
    DOCUMENTS,
    GENUINE,
    PLAIN,
    SCRAPED,
    TORN,
    Case,
    accepted,
    doubtful_places,
    is_restored,
    made_without_asking,
    meaning,
    torn_repairs,
    wrong_pieces,
)

_SPEED = 1_000_000
_GROWTH = 10_000_000
_TIMES = 5
_BLUNT = re.compile(r"[(（] ?[a-zA-ZāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüĀ-ǜ]{1,6} ?[)）]")
_TORN_SHOWN = 10


def run() -> None:
    _cases()
    _clean()
    _speed()
    _growth()


def _cases() -> None:
    everything = [*GENUINE, *PLAIN, *SCRAPED, *TORN, *DOCUMENTS]
    wrong = sum(len(wrong_pieces(*made_without_asking(case.text), case.expected)) for case in everything)
    torn = [*TORN, *DOCUMENTS]
    recovered = sum(len(torn_repairs(case.text)) for case in torn)
    left = sum(len(doubtful_places(accepted(case.text))) for case in torn)
    for name, cases, goal in (
        ("author's own parentheses kept", GENUINE, "100 %"),
        ("plain damage repaired", PLAIN, "at least 99 %"),
        ("what scraping left, repaired", SCRAPED, "at least 99 %"),
        ("whole documents as expected", DOCUMENTS, "all, but for listed doubts"),
    ):
        done = sum(map(is_restored, cases))
        print(f"{name:40} {done:>4} of {len(cases):<4} {100 * done / len(cases):6.1f} %   goal: {goal}")
    print(f"{'wrong repairs without asking':40} {wrong:>4}   goal: 0")
    share = 100 * recovered / (recovered + left)
    print(
        f"{'torn places recovered exactly':40} {recovered:>4} of {recovered + left:<4} {share:6.1f} %   goal: at least 80 %"
    )
    for case, repair in islice(_torn(torn), _TORN_SHOWN):
        before, behind = (repair.span.start - 6, repair.span.end + 4)
        shown = case.text[before : repair.span.start], repair.span.of(case.text), case.text[repair.span.end : behind]
        print(f"  {case.id}: {shown[0]}[{shown[1]} → {repair.replacement}]{shown[2]}".replace("\n", " "))


def _torn(cases: list[Case]) -> Iterator[tuple[Case, Repair]]:
    return ((case, repair) for case in cases for repair in torn_repairs(case.text))


def _clean() -> None:
    """What is repaired in clean reports without asking, and whether that says another thing."""
    folder = Path(os.environ.get("ARCHIVIST_DATA", DATA / "reports"))
    made: Counter[tuple[str, str, str]] = Counter()
    proposed: Counter[str] = Counter()
    changed: list[str] = []
    texts = list(_texts(folder))
    for name, text in texts:
        repairs = propose_repairs(text)
        for repair in repairs:
            if repair.state is RepairState.AUTOMATIC:
                made[repair.kind, repair.span.of(text), repair.replacement] += 1
            else:
                proposed[repair.kind] += 1
        if meaning(apply_repairs(text, repairs).text) != meaning(text):
            changed.append(name)
    print(f"{len(texts)} clean reports, {sum(len(text) for _, text in texts):,} characters; proposed: {dict(proposed)}")
    print(f"{'without asking, another meaning':40} {len(changed):>4} reports {changed}   goal: 0")
    for (kind, raw, replacement), count in sorted(made.items()):
        print(f"  {count:>4} {kind}: {raw!r} → {replacement!r}")


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The source texts of all reports but for the seed, which is damaged: as imported, or the strings of a record."""
    for path in sorted(folder.rglob("*.*")):
        if not path.is_file() or path.name in ("MANIFEST.json", "README.md") or path.name.startswith("keqiao"):
            continue
        data, hints = path.read_bytes(), ReadHints(path.name)
        if path.suffix == ".json":
            yield path.name, "\n".join(_strings(json.loads(data))).replace("\r\n", "\n")
        elif is_supported(path.name):
            for source in choose_format(data, hints).read(data, hints):
                yield path.name, source.text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _speed() -> None:
    clean = _clean_text(_SPEED)
    seed = (DATA / "keqiao-2024-02-01.txt").read_text("utf-8")
    damaged = (seed * (_SPEED // len(seed) + 1))[:_SPEED]
    for name, text, action, goal in (
        ("inline readings, damaged", damaged, inline_reading.recognise, 3),
        ("inline readings, clean", clean, inline_reading.recognise, 30),
        ("all recognisers, damaged", damaged, propose_repairs, 0),
        ("all recognisers, clean", clean, propose_repairs, 5),
    ):
        ours, blunt = _seconds(action, text), _seconds(lambda text: _BLUNT.sub("", text), text)
        rate, blunt_rate = len(text) / ours / 1e6, len(text) / blunt / 1e6
        wanted = f"at least {goal}" if goal else "none"
        report(name, f"{rate:.1f} M characters/s", f"a blunt re.sub: {blunt_rate:.1f}", rate / blunt_rate, wanted)


def _growth() -> None:
    ordinary = _seconds(propose_repairs, _clean_text(_GROWTH // 3), times=1)
    for piece in ("區(", "(qū)", "(", "((((", "(((qū)))"):
        text = piece * (_GROWTH // len(piece.encode()))
        taken = _seconds(propose_repairs, text, times=1)
        baseline = f"10 MB of reports: {ordinary:.2f} s"
        report(f"10 MB of {piece}", f"{taken:.2f} s", baseline, taken / ordinary, "ratio at most 3")


def _clean_text(length: int) -> str:
    """Laws in simplified and gazettes in traditional characters, as long as wanted."""
    paths = [path for path in sorted(DATA.joinpath("reports").glob("*/*")) if path.suffix in (".md", ".txt")]
    text = "".join(path.read_text("utf-8") for path in paths)
    return (text * (length // len(text) + 1))[:length]


def _seconds(action: Callable[[str], object], text: str, times: int = _TIMES) -> float:
    """Processor time, the middle of several."""

    def once() -> float:
        started = process_time()
        action(text)
        return process_time() - started

    return median([once() for _ in range(times)])
