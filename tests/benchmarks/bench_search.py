"""Search beside Tantivy (bigrams, one thread), SQLite FTS5 (trigrams; bigrams cut before), stock Whoosh and a numpy scan.

``ARCHIVIST_REPORTS`` says how many reports (10,000 unless given), ``ARCHIVIST_DATA`` names a folder with real ones to take
sentences from, ``ARCHIVIST_TANTIVY`` a Python with the package ``tantivy`` in an environment of its own (``python -m venv
/tmp/oracle; /tmp/oracle/bin/pip install tantivy==0.27.0``; without it Tantivy is left out), ``ARCHIVIST_INDEXES`` a folder
where indexes are kept and used again, ``ARCHIVIST_ENGINES`` which engines there are (all unless given). With
``ARCHIVIST_WRITE`` the tables go into ``docs/benchmarks.md``. Stock Whoosh is measured up to 10,000, and recall; the scan
up to 100,000, from which the queries are chosen, too."""

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archivist.search.index import SearchIndex
from archivist.search.language import parse
from archivist.search.values import IndexStamp
from tests.benchmarks.measuring import PeakMemory, median, percentile, seconds
from tests.benchmarks.page import Page
from tests.benchmarks.search.archivist_engine import Archivist, as_indexed
from tests.benchmarks.search.corpus import Document, documents, real_documents
from tests.benchmarks.search.engine import Engine
from tests.benchmarks.search.queries import Asked, pinyin_pairs, queries
from tests.benchmarks.search.recall import check_recall
from tests.benchmarks.search.scan import Scan
from tests.benchmarks.search.sqlite_engines import Bigrams, Trigrams
from tests.benchmarks.search.tantivy_engine import Tantivy
from tests.benchmarks.search.whoosh_engine import Whoosh

_WHOOSH_ENDS = 10_000
_SCAN_ENDS = 100_000
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

Times = dict[str, dict[str, list[float]]]
"""Milliseconds for each query, by engine and kind."""


def run() -> None:
    count = int(os.environ.get("ARCHIVIST_REPORTS", "10000"))
    page = Page(f"search, {count:,} reports")
    found = list(documents(count))
    characters = sum(len(each.title) + len(each.body) for each in found)
    page.text(f"{count:,} reports, {characters:,} characters; load of the machine {os.getloadavg()[0]:.1f}.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("ARCHIVIST_INDEXES", name))
        engines = list(_engines(folder, count))
        _build(page, engines, found, characters, folder)
        some = found[:_SCAN_ENDS]
        scan = Scan(some)
        asked = queries(some, scan)
        for engine in engines:
            engine.open()
        _ask(page, engines, scan if count <= _SCAN_ENDS else None, asked)
        ours = engines[0]
        rows = [*_ask_by_sound(ours, asked), _change(ours.folder, found), _open(ours.folder)]
        page.table(("what", "measured", "beside", "goal"), rows)
        for engine in engines:
            engine.close()
        if count <= _WHOOSH_ENDS:
            everything = [*found, *real_documents(count)]
            page.table(("recall", "right", "of"), check_recall(Path(name), everything, asked))
    page.write()


def _engines(folder: Path, count: int) -> Iterator[Engine]:
    python = os.environ.get("ARCHIVIST_TANTIVY", "")
    engines = [Archivist(folder), *([Tantivy(folder, python)] if python else []), Bigrams(folder), Trigrams(folder)]
    if count <= _WHOOSH_ENDS:
        engines.append(Whoosh(folder))
    wanted = os.environ.get("ARCHIVIST_ENGINES", "")
    return (each for each in engines if not wanted or each.name == "Archivist" or each.name in wanted)


def _build(page: Page, engines: Sequence[Engine], found: Sequence[Document], characters: int, folder: Path) -> None:
    rows: list[list[str]] = []
    first: dict[str, float] = {}
    for engine in engines:
        built = _built(engine, found, folder)
        first = first or built
        row = [engine.name]
        for what in ("seconds", "cpu"):
            row += [f"{len(found) / built[what]:,.0f}", f"{built[what] / first[what]:.2f}"]
        row += [
            f"{built['size'] / 1e6:,.1f}",
            f"{first['size'] / built['size']:.2f}",
            f"{built['size'] / characters:.2f}",
        ]
        # What another process takes is not seen here.
        rows.append([*row, f"{built['memory'] / 1e6:,.0f}" if engine.name == "Archivist" else "—"])
    head = ("indexing, one process", "reports/s", "Archivist is faster by", "reports/s of processor time", "faster by")
    page.table((*head, "MB", "Archivist is larger by", "bytes a character", "memory meanwhile, MB more"), rows)


def _built(engine: Engine, found: Sequence[Document], folder: Path) -> dict[str, float]:
    """What building took: seconds, also of processor time, and bytes of files and of memory; written down beside the index."""
    written = folder / f"{engine.folder.name}-{len(found)}.json"
    if not written.exists():
        engine.folder.mkdir(mode=0o700)
        with PeakMemory() as memory:
            taken, cpu = engine.taken_to_build(found)
        built = {"seconds": taken, "cpu": cpu, "size": engine.size(), "memory": memory.grown}
        written.write_text(json.dumps(built), encoding="utf-8")
    return json.loads(written.read_text(encoding="utf-8"))


def _ask(page: Page, engines: Sequence[Engine], scan: Scan | None, asked: Sequence[Asked]) -> None:
    """The best twenty, the exact number and the years, by kind of query."""
    names = [*(engine.name for engine in engines), *([] if scan is None else ["numpy scan"])]
    times: Times = {name: defaultdict(list) for name in names}
    different: dict[str, int] = defaultdict(int)
    for each in asked:
        counts: dict[str, int] = {}
        for engine in engines:
            if engine.can(each):
                counts[engine.name] = engine.search(each).count
                times[engine.name][each.kind].append(median(engine.taken(each, _TIMES)) * 1000)
        if scan is not None and each.pieces:

            def look(each: Asked = each) -> Any:
                return scan.search(each.pieces, is_any=each.is_any, excluded=each.excluded, days=each.days)

            counts["numpy scan"] = look().count
            times["numpy scan"][each.kind].append(seconds(look)[0] * 1000)
        for name, count in counts.items():
            different[name] += count != counts["Archivist"]
    page.text(f"{len(asked)} queries: the best 20, the exact count, years. Milliseconds: p50, p95, worst.")
    kinds = list(dict.fromkeys(each.kind for each in asked))
    page.table(("kind", "queries", *times), ([*_row(kind, asked, times)] for kind in kinds))
    page.table(
        ("the same queries", "p50", "p95", "Archivist p50", "p95", "ahead p50", "p95", "other counts"),
        ([name, *_summed(times, name), str(different[name])] for name in times),
    )


def _row(kind: str, asked: Sequence[Asked], times: Times) -> Iterator[str]:
    yield kind
    yield str(sum(each.kind == kind for each in asked))
    for by_kind in times.values():
        taken = by_kind.get(kind)
        yield f"{median(taken):.2f} {percentile(taken, 0.95):.2f} {max(taken):.2f}" if taken else "—"


def _summed(times: Times, name: str) -> Iterator[str]:
    theirs = [each for taken in times[name].values() for each in taken]
    same = [each for kind in times[name] for each in times["Archivist"][kind]]
    shares = (0.5, 0.95)
    for taken in (theirs, same):
        yield from (f"{percentile(taken, share):.2f}" for share in shares)
    yield from (f"{percentile(theirs, share) / percentile(same, share):.2f}" for share in shares)


def _ask_by_sound(engine: Engine, asked: Sequence[Asked]) -> Iterator[list[str]]:
    """Pinyin beside the same words in characters."""
    words = [each.pieces[0] for each in asked if each.kind.endswith(", 4") and not each.kind.startswith("none")]
    words = [*words, "高质量发展", "人民代表大会"]
    taken = [
        [median(engine.taken(Asked("", text), 5)) for text in (word, whole, first)]
        for word, whole, first in pinyin_pairs(words)
    ]
    for number, name in ((1, "pinyin, whole syllables"), (2, "pinyin, initials")):
        ratio = median([each[number] / each[0] for each in taken])
        plain, sounds = (median([each[at] for each in taken]) * 1000 for at in (0, number))
        yield [name, f"{sounds:.2f} ms", f"in characters: {plain:.2f} ms; {ratio:.1f} times", "at most 3 times"]


def _change(folder: Path, found: Sequence[Document]) -> list[str]:
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
    figure = f"{median(taken) * 1000:.0f} ms, worst of 20: {max(taken) * 1000:.0f}"
    return ["one changed report searchable", figure, "", "1,000 ms"]


def _open(folder: Path) -> list[str]:
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _OPEN, str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=surroundings)
    taken, grown, resident = map(float, done.stdout.split())
    memory = f"{grown:.0f} MB more than before, {resident:.0f} MB resident in all"
    return ["opened by another process", f"{taken * 1000:.0f} ms, {memory}", "", "300 ms, 150 MB"]
