"""Search beside Tantivy (bigrams, one thread), SQLite FTS5 (trigrams; bigrams cut before), stock Whoosh and a numpy scan.

``ARCHIVIST_REPORTS`` says how many reports (10,000 unless given), ``ARCHIVIST_DATA`` names a folder with real ones, and
``ARCHIVIST_TANTIVY`` a Python with the package ``tantivy`` in an environment of its own (``python -m venv /tmp/oracle;
/tmp/oracle/bin/pip install tantivy==0.27.0``); without it Tantivy is left out. Stock Whoosh is measured up to 10,000."""

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from archivist.search.index import SearchIndex
from archivist.search.language import parse
from archivist.search.values import IndexStamp
from archivist.text.fold import fold
from tests.benchmarks.measuring import median, percentile, report, seconds
from tests.benchmarks.search.archivist_engine import Archivist, as_indexed
from tests.benchmarks.search.corpus import Document, documents
from tests.benchmarks.search.queries import Asked, pinyin_pairs, queries
from tests.benchmarks.search.recall import check_recall
from tests.benchmarks.search.scan import Scan
from tests.benchmarks.search.sqlite_engines import Bigrams, Trigrams
from tests.benchmarks.search.whoosh_engine import Whoosh

_TANTIVY = Path(__file__).parent / "oracles" / "tantivy_index.py"
_WHOOSH_ENDS = 10_000
_TIMES = 3
_OPEN = """
import resource, sys, time
from pathlib import Path
from archivist.search.index import SearchIndex
from archivist.search.language import parse
import numpy
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 1e6
started, before = time.perf_counter(), resident()
index = SearchIndex.open(Path(sys.argv[1]), read_only=True)
print(time.perf_counter() - started, resident() - before, resident())
"""


def run() -> None:
    count = int(os.environ.get("ARCHIVIST_REPORTS", "10000"))
    found = list(documents(count))
    characters = sum(len(each.title) + len(each.body) for each in found)
    print(f"{count:,} reports, {characters:,} characters")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engines: list[Any] = [Archivist(folder), Bigrams(folder), Trigrams(folder)]
        if count <= _WHOOSH_ENDS:
            engines.append(Whoosh(folder))
        _build(engines, found, characters, folder)
        scan = Scan(found)
        asked = queries(found, scan)
        for engine in engines:
            engine.open()
        _ask(engines, scan, asked)
        _ask_by_sound(engines[0], asked)
        _change(engines[0].folder, found)
        _open(engines[0].folder)
        check_recall(engines[0], found, scan, asked)
        for engine in engines:
            engine.close()


def _build(engines: Sequence[Any], found: Sequence[Document], characters: int, folder: Path) -> None:
    tantivy = _tantivy(found, folder)
    print(f"\n{'indexing, one process':24} {'reports/s':>10} {'size, MB':>10} {'bytes/char':>10}")
    rates: dict[str, float] = {}
    sizes: dict[str, float] = {}
    for engine in engines:
        (taken,) = seconds(lambda engine=engine: engine.build(found))
        rates[engine.name], sizes[engine.name] = len(found) / taken, engine.size()
    if tantivy:
        rates["Tantivy"], sizes["Tantivy"] = len(found) / tantivy["seconds"], tantivy["size"]
    for name, rate in rates.items():
        print(f"{name:24} {rate:10,.0f} {sizes[name] / 1e6:10,.1f} {sizes[name] / characters:10.2f}")
    ours = "Archivist"
    for peer, goal in (("Tantivy", "at least 1.0"), ("Whoosh", "at least 20")):
        if peer in rates:
            report(
                "indexing", f"{rates[ours]:,.0f}/s", f"{peer}: {rates[peer]:,.0f}/s", rates[ours] / rates[peer], goal
            )
    if tantivy:
        report(
            "size of the index",
            f"{sizes[ours] / 1e6:,.1f} MB",
            f"Tantivy, text stored: {sizes['Tantivy'] / 1e6:,.1f} MB",
            sizes[ours] / sizes["Tantivy"],
            "at most 1.5",
        )


def _tantivy(found: Sequence[Document], folder: Path) -> dict[str, Any] | None:
    python = os.environ.get("ARCHIVIST_TANTIVY")
    if not python:
        print("Tantivy is not measured: ARCHIVIST_TANTIVY names no Python that has it (see above in this file)")
        return None
    (folder / "tantivy").mkdir()
    rows = "\n".join(
        json.dumps(
            {
                "id": f"{each.number:032x}",
                "title": fold(each.title),
                "body": fold(each.body),
                "source": each.source,
                "day": each.day,
                "year": date.fromordinal(each.day).year,
            },
            ensure_ascii=False,
        )
        for each in found
    )
    command = [python, str(_TANTIVY), str(folder / "tantivy")]
    done = subprocess.run(command, input=rows, capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def _ask(engines: Sequence[Any], scan: Scan, asked: Sequence[Asked]) -> None:
    """The best twenty, the exact number and the years, by kind of query."""
    print(f"\n{len(asked)} queries: the best 20, the exact count, years; ms, median and worst of a kind")
    names = [engine.name for engine in engines] + ["numpy scan"]
    print(f"{'kind':20} {'':>4} " + " ".join(f"{name:>18}" for name in names))
    times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for each in asked:
        for engine in engines:
            if engine.can(each):
                taken = median(seconds(lambda engine=engine, each=each: engine.search(each), times=_TIMES))
                times[engine.name][each.kind].append(taken * 1000)
        if each.pieces:
            (taken,) = seconds(
                lambda each=each: scan.search(each.pieces, is_any=each.is_any, excluded=each.excluded, days=each.days)
            )
            times["numpy scan"][each.kind].append(taken * 1000)
    for kind in dict.fromkeys(each.kind for each in asked):
        count = sum(each.kind == kind for each in asked)
        cells = (
            f"{median(found):8.2f} {max(found):9.2f}" if (found := times[name].get(kind)) else f"{'—':>18}"
            for name in names
        )
        print(f"{kind:20} {count:4} " + " ".join(cells))
    _sum_up(engines, times, asked)


def _sum_up(engines: Sequence[Any], times: dict[str, dict[str, list[float]]], asked: Sequence[Asked]) -> None:
    ours = [each for found in times["Archivist"].values() for each in found]
    print(f"all: p50 {median(ours):.2f} ms, p95 {percentile(ours, 0.95):.2f} ms, worst {max(ours):.2f} ms")
    for name in [engine.name for engine in engines[1:]] + ["numpy scan"]:
        kinds = times[name].keys()
        theirs = [each for kind in kinds for each in times[name][kind]]
        same = [each for kind in kinds for each in times["Archivist"][kind]]
        for share in (0.5, 0.95):
            one, two = percentile(same, share), percentile(theirs, share)
            goal = "none" if name == "Whoosh" else "at least 10 at p50" if name == "numpy scan" else "p95: 3, p50: 1"
            report(
                f"ahead, p{share * 100:.0f}", f"{one:.2f} ms", f"{name}, the same kinds: {two:.2f} ms", two / one, goal
            )


def _ask_by_sound(engine: Archivist, asked: Sequence[Asked]) -> None:
    """Pinyin beside the same words in characters."""
    words = [each.pieces[0] for each in asked if each.kind.endswith(", 4") and not each.kind.startswith("none")]
    words = [*words, "高质量发展", "人民代表大会"]
    full: list[float] = []
    initials: list[float] = []
    for word, whole, first in pinyin_pairs(words):
        plain, sounds, letters = (
            median(seconds(lambda text=text: engine.search(Asked("", text)), times=5)) for text in (word, whole, first)
        )
        full.append(sounds / plain)
        initials.append(letters / plain)
    report("pinyin, whole", f"{len(words)} words", "the same in characters", median(full), "at most 3")
    report("pinyin, initials", f"{len(words)} words", "the same in characters", median(initials), "at most 3")


def _change(folder: Path, found: Sequence[Document]) -> None:
    """From a changed report to the answer that has it."""
    with SearchIndex.open(folder) as index, SearchIndex.open(folder, read_only=True) as reader:
        reader.search(parse("会议"))

        def change(number: int) -> None:
            changed = as_indexed(found[number])
            index.update([changed], (), IndexStamp("benchmark", "", number + 2, ""))
            reader.refresh()
            reader.search(parse("会议"))

        numbers = iter(range(20))
        taken = seconds(lambda: change(next(numbers)), times=20)
    report("one changed report searchable", f"{max(taken) * 1000:.0f} ms", "worst of 20", max(taken), "1,000 ms")


def _open(folder: Path) -> None:
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _OPEN, str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=surroundings)
    taken, grown, resident = map(float, done.stdout.split())
    memory = f"memory: {grown:.0f} MB more, {resident:.0f} MB in all"
    report("open", f"{taken * 1000:.0f} ms", memory, taken / 0.3, "300 ms, 150 MB")
