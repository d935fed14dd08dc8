"""Computed ruby: reading the seed report's paragraphs, and laying them out, beside pypinyin and the same rows without ruby."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pypinyin import pinyin
from PySide6.QtWidgets import QApplication

from archivist.domain import Paragraph, Report, ReportId, ReportText, Script, Span, WrittenScript, new_id
from archivist.resources import resource
from archivist.text.conversion import render
from archivist.text.pinyin.context import prepare_readings, read_in_context
from archivist.ui.fonts import load_fonts
from archivist.ui.reader import Pane, ReaderView
from tests.benchmarks.measuring import median, report, seconds


def run() -> None:
    (first,) = seconds(prepare_readings)
    (file,) = (resource("sample") / "reports").rglob("政府工作报告2014.txt")
    lines = [line for line in file.read_text(encoding="utf-8").split("\n") if 100 <= len(line) <= 400]
    lines = lines or [
        file.read_text(encoding="utf-8").replace("\n", "")[:3000][at : at + 300] for at in range(0, 3000, 300)
    ]
    length = sum(map(len, lines)) / len(lines)
    pinyin(lines[0])
    ours = median([seconds(lambda line=line: read_in_context.__wrapped__(line))[0] for line in lines])
    theirs = median([seconds(lambda line=line: pinyin(line))[0] for line in lines])
    name = f"readings of a paragraph of {length:.0f}"
    report(name, f"{ours * 1000:.2f} ms", f"pypinyin: {theirs * 1000:.2f} ms", ours / theirs, "a few ms")
    print(f"{'tables of readings, first use':32} {first * 1000:15.0f} ms   on a thread of its own")
    _lay_out(lines)


def _lay_out(lines: list[str]) -> None:
    application = QApplication.instance() or QApplication([])
    load_fonts()
    text = _report_text(lines)
    view = ReaderView()
    view.resize(900, 700)
    pane = Pane(Script.TRADITIONAL, render(text.reading_text, Script.TRADITIONAL))
    view.show_text(text, [pane])
    view.show()
    application.processEvents()
    plain = _scroll(view)
    view.set_ruby_shown(True)
    view.set_pinyin_shown(True)
    read_in_context.cache_clear()
    with_pinyin = _scroll(view)
    baseline = f"without ruby: {plain * 1000:.1f} ms"
    report(
        "a row laid out and painted", f"{with_pinyin * 1000:.1f} ms", baseline, with_pinyin / plain, "16 ms, one frame"
    )
    view.deleteLater()


def _scroll(view: ReaderView) -> float:
    """Seconds for a row that was not seen before, through to its pixels."""
    taken: list[float] = []
    for row in range(len(view.document.rows)):
        view.scrollers.place(row, 0, view.viewport().height())
        taken.append(seconds(lambda: (view._refresh(), view.grab()))[0])  # pyright: ignore[reportPrivateUsage]
    return median(taken)


def _report_text(lines: list[str]) -> ReportText:
    text = "\n".join(lines)
    paragraphs: list[Paragraph] = []
    start = 0
    for line in lines:
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    about = Report(ReportId(new_id()), "", None, None, WrittenScript.SIMPLIFIED, len(text), 0)
    return ReportText(about, 1, text, text, tuple(paragraphs), (), ())
