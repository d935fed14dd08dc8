"""Filters beside the results: every facet narrows, and what is chosen stays in sight."""

from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot
from ui.person import await_index, drag_over, open_seed

from archivist.ui.finder.page import FinderPage
from archivist.ui.window import MainWindow


def boxes(finder: FinderPage) -> dict[str, QCheckBox]:
    found = finder._filters.findChildren(QCheckBox)
    return {each.objectName(): each for each in found if not each.parentWidget().isHidden()}


def test_every_facet_narrows_and_is_taken_away_again(window: MainWindow, qtbot: QtBot) -> None:
    assert window.session
    library = window.session.services.library
    seed = open_seed(window)
    other = next(each.id for each in library.list_reports() if each.id != seed and "工作报告" in each.title)
    library.tag_reports([seed], ["产业"])
    library.add_to_collection("纺织业", [seed])
    library.set_metadata(other, source="国务院", place="北京")
    drag_over(window, 0, "會議")
    window.actions_.run("annotate.purple")
    await_index(window, qtbot)
    window.tool_bar.search.set_text("会议")
    finder = window.navigation.finder
    assert finder
    qtbot.waitUntil(lambda: finder._answer is not None and finder._answer.count == 2)
    wanted = ("tag:产业", "collection:纺织业", "colour:purple", "script:traditional", "source:国务院", "place:北京")
    qtbot.waitUntil(lambda: set(wanted) <= set(boxes(finder)), timeout=10_000)
    for name in wanted:
        qtbot.waitUntil(lambda name=name: name in boxes(finder))
        boxes(finder)[name].click()
        qtbot.waitUntil(lambda: finder._answer is not None and finder._answer.count == 1)
        qtbot.waitUntil(lambda name=name: name in boxes(finder) and boxes(finder)[name].isChecked())
        boxes(finder)[name].click()
        qtbot.waitUntil(lambda: finder._answer is not None and finder._answer.count == 2)
    qtbot.waitUntil(lambda: "colour:purple" in boxes(finder))
    assert boxes(finder)["colour:purple"].text() == "Purple"
