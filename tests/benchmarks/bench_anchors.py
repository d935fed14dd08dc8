"""Marks on real reports that come back otherwise: placed right, left to a person, placed wrongly; beside two baselines.

``quote`` takes the first place where the quote stands. ``hypothesis`` is the method of that project's public client:
position, then quote with up to half of it changed, the best of all places by 50 quote, 20 prefix, 20 suffix, 2 position,
and no threshold in the end. Its search is ours, so that only the choice differs."""

import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from archivist.domain import Anchor, Span
from archivist.resources import resource
from archivist.text.anchoring import Placer, make_anchor
from archivist.text.difference import Difference
from archivist.text.fold import fold
from archivist.text.subsequence import common_runs, likeness
from tests.text.perturbing import KINDS, perturb, some_spans

_MARKS = 40
_LONG = 100_000
_LONG_MARKS = 200

Method = Callable[[Anchor], Span | None]


def run() -> None:
    data = os.environ.get("ARCHIVIST_DATA")
    folder = Path(data) / "reports" if data else resource("sample") / "reports"
    paths = sorted([*folder.rglob("*.md"), *folder.rglob("*.txt")])
    texts = [path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n") for path in paths]
    texts = [text for text in texts if len(text) > 300]
    print(f"{len(texts)} reports, {_MARKS} marks each; right / near (an end is another) / queued / wrong, per cent")
    for kind in [*KINDS, "all"]:
        counts = {name: Counter[str]() for name in ("archivist", "quote", "hypothesis")}
        for number, text in enumerate(texts[:: 1 if kind != "all" else 2]):
            _count(text, kind, number, counts)
        print(f"{kind:10}", *(f"{name}: {_shares(counts[name])}" for name in counts), sep="   ")
    _measure("\n".join(texts)[:_LONG])


def _count(text: str, kind: str, number: int, counts: dict[str, Counter[str]]) -> None:
    changed = perturb(text, kind, number)
    places = changed.places()
    placer = Placer(changed.text, Difference(text, changed.text))
    folded = fold(changed.text)
    methods: dict[str, Method] = {
        "archivist": lambda anchor: placer.place(anchor).span,
        "quote": lambda anchor: _by_quote(anchor, folded),
        "hypothesis": lambda anchor: _as_hypothesis(anchor, folded),
    }
    for span in some_spans(text, _MARKS, number):
        anchor = make_anchor(text, span)
        for name, method in methods.items():
            counts[name][changed.judge(span, method(anchor), places)] += 1


def _shares(counts: Counter[str]) -> str:
    return " / ".join(
        f"{100 * counts[verdict] / counts.total():.2f}" for verdict in ("right", "near", "queued", "wrong")
    )


def _measure(text: str) -> None:
    """How much processor time marks of a long report take, the difference of its two texts counted in."""
    for kind in [*KINDS, "all"]:
        changed = perturb(text, kind, 0)
        anchors = [make_anchor(text, span) for span in some_spans(text, _LONG_MARKS, 0)]
        started = time.process_time()
        difference = Difference(text, changed.text)
        compared = time.process_time()
        placer = Placer(changed.text, difference)
        taken: list[float] = []
        for anchor in anchors:
            before = time.process_time()
            placer.place(anchor)
            taken.append(time.process_time() - before)
        whole = time.process_time() - started
        print(
            f"{kind:10} {len(text)} characters, {len(anchors)} marks: difference {1000 * (compared - started):.0f} ms, "
            f"then per mark mean {1000 * (whole - compared + started) / len(anchors):.2f} ms, most {1000 * max(taken):.1f} ms; "
            f"all in all {1000 * whole / len(anchors):.2f} ms a mark (goal 5)"
        )


def _by_quote(anchor: Anchor, folded: str) -> Span | None:
    start = folded.find(fold(anchor.exact))
    return Span(start, start + len(anchor.exact)) if start >= 0 else None


def _as_hypothesis(anchor: Anchor, folded: str) -> Span | None:
    exact, prefix, suffix = fold(anchor.exact), fold(anchor.prefix), fold(anchor.suffix)
    assert anchor.span is not None
    if folded[anchor.span.start : anchor.span.end] == exact:
        return anchor.span
    found = list(_occurrences(folded, exact)) or _changed(folded, exact)

    def score(span: Span) -> float:
        before, behind = (
            folded[max(0, span.start - len(prefix)) : span.start],
            folded[span.end : span.end + len(suffix)],
        )
        distance = abs(span.start - anchor.span.start) / max(len(folded), 1)  # type: ignore[union-attr]
        return (
            50 * likeness(exact, folded[span.start : span.end])
            + 20 * likeness(prefix, before)
            + 20 * likeness(suffix, behind)
            + 2 * (1 - distance)
        )

    return max(found, key=score, default=None)


def _occurrences(folded: str, exact: str) -> list[Span]:
    found: list[Span] = []
    start = folded.find(exact)
    while start >= 0 and len(found) < 300:
        found.append(Span(start, start + len(exact)))
        start = folded.find(exact, start + 1)
    return found


def _changed(folded: str, exact: str) -> list[Span]:
    """Places where at least half of the quote stands, around where some pair of its characters does."""
    found: set[Span] = set()
    for offset in range(0, max(len(exact) - 1, 1), max(1, len(exact) // 8)):
        for pair in _occurrences(folded, exact[offset : offset + 2])[:20]:
            low = max(0, pair.start - offset - len(exact) // 4)
            window = folded[low : pair.start - offset + len(exact) + len(exact) // 4 + 1]
            runs = common_runs(exact, window)
            if 2 * sum(run.length for run in runs) >= len(exact):
                found.add(Span(low + runs[0].new, low + runs[-1].new_end))
    return sorted(found)
