"""How soon lines in context show: a phrase with some 100,000 hits in 100,000 reports, the first 50 lines by each order.

Beside it, counting the phrase in the folded texts, which stand in memory."""

import tempfile
from collections import Counter
from pathlib import Path

from archivist.domain.ids import ReportId, new_id
from archivist.search.context import LineSort
from archivist.search.index import SearchIndex
from archivist.search.language import parse
from archivist.search.trend import By
from archivist.search.values import IndexDocument, IndexStamp
from archivist.text.fold import fold
from tests.benchmarks.documents import documents, sentences
from tests.benchmarks.measuring import median, report, seconds

COUNT = 100_000
HITS = 100_000
TIMES = 5
_AT_ONCE = 20_000
_FIRST_DAY = 711_858  # 1950-01-01


def run() -> None:
    with tempfile.TemporaryDirectory() as folder, SearchIndex.open(Path(folder) / "index") as index:
        phrase = _phrase()
        query = parse(phrase)
        counted = 0.0
        for number in range(0, COUNT, _AT_ONCE):
            bodies = documents(_AT_ONCE, seed=number + 1)
            some = [_document(body, number + place) for place, body in enumerate(bodies)]
            index.update(some, (), IndexStamp("benchmark", "", number + 1, ""))
            folded = [fold(body) for body in bodies]
            counted += sum(seconds(lambda folded=folded: [body.count(phrase) for body in folded]))
        baseline = f"{phrase}: {index.lines(query, 30, LineSort.DATE).hits:,} hits; str.count: {counted * 1000:.0f} ms"
        for sort in LineSort:
            taken = median(seconds(lambda sort=sort: index.lines(query, 30, sort).page(0, 50), times=TIMES))
            report(f"50 lines by {sort}", f"{taken * 1000:.0f} ms", baseline, taken / counted, "500 ms")
        for by in By:
            taken = median(seconds(lambda by=by: index.trend([query], by), times=TIMES))
            report(f"trend by {by}", f"{taken * 1000:.0f} ms", baseline, taken / counted, "none")


def _document(body: str, number: int) -> IndexDocument:
    day = _FIRST_DAY + number * 37 % 27_000
    return IndexDocument(
        id=ReportId(new_id()),
        title=body[:12],
        body=body,
        source=f"报社 {number % 40}",
        script="simplified",
        earliest=day,
        latest=day,
        added="2024-02-01T08:00:00Z",
        length=len(body),
    )


def _phrase() -> str:
    """Two characters side by side that reports have ``HITS`` times or not many more, by how often sentences are drawn.

    Paragraphs are cut at the length of a report, so that a third of what is drawn is not there."""
    pool = [fold(sentence) for sentence in sentences()]
    drawn = COUNT * 800 / sum(map(len, pool)) * 2 / 3
    counts = Counter(text[at : at + 2] for text in pool for at in range(len(text) - 1))
    return min((count, piece) for piece, count in counts.items() if count * drawn > HITS and _is_chinese(piece))[1]


def _is_chinese(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)
