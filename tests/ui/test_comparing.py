"""What changed in a report, as a person sees it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QTextEdit
from pytestqt.qtbot import QtBot
from ui.person import Open, bring_in, dialog_of

from archivist.ui.dialogs.comparing import CompareDialog
from archivist.ui.window import MainWindow

FIRST = "會議指出，要勇當排頭兵。\n會議強調，要推動紡織產業。\n"
SECOND = "会议指出，要勇當排頭兵。\n會議強調，要推動現代紡織產業。\n"


def open_report(open_window: Open, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = open_window()
    window.actions_.run("archive.new")
    (tmp_path / "report.txt").write_text(FIRST, encoding="utf-8")
    bring_in(window, qtbot, [tmp_path / "report.txt"])
    assert window.session
    report = window.session.services.library.list_reports()[0].id
    window.open_report(report)
    return window


def open_comparison(window: MainWindow, qtbot: QtBot) -> CompareDialog:
    qtbot.waitUntil(window.actions_.action("report.compare").isEnabled)
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = dialog_of(window)
    assert isinstance(dialog, CompareDialog)
    return dialog


def runs(dialog: CompareDialog, has: str) -> list[str]:
    """The pieces of text with a sign: ``underline``, ``strike`` or ``dots``."""
    document = dialog.findChildren(QTextEdit)[0].document()
    found: list[str] = []
    block = document.begin()
    while block.isValid():
        for part in block:
            fragment = part.fragment()
            form = fragment.charFormat()
            dots = form.underlineStyle() == form.UnderlineStyle.DotLine
            signs = {"underline": form.fontUnderline() and not dots, "strike": form.fontStrikeOut(), "dots": dots}
            if signs[has]:
                found.append(fragment.text())
        block = block.next()
    return found


def test_what_was_added_and_taken_out_is_shown_and_the_script_on_demand(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_report(open_window, qtbot, tmp_path)
    assert window.session and window.workspace
    report = window.session.services.library.list_reports()[0].id
    window.session.services.versions.edit_text(report, SECOND)
    window.session.services.versions.edit_text(report, SECOND.replace("勇當", "爭當"))
    dialog = open_comparison(window, qtbot)
    qtbot.waitUntil(lambda: runs(dialog, "underline") == ["爭"])
    assert runs(dialog, "strike") == ["勇"]
    dialog.findChildren(QComboBox)[0].setCurrentIndex(1)
    qtbot.waitUntil(lambda: runs(dialog, "underline") == ["爭", "現代"])
    assert runs(dialog, "dots") == []
    dialog.findChildren(QCheckBox)[0].setChecked(True)
    assert runs(dialog, "dots") == ["会议"]


def test_a_report_with_one_text_says_so(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_report(open_window, qtbot, tmp_path)
    dialog = open_comparison(window, qtbot)
    assert any("this one text" in each.text() for each in dialog.findChildren(QLabel))
    assert not dialog.findChildren(QComboBox)[0].isVisible()


def test_any_text_can_be_shown(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    window = open_report(open_window, qtbot, tmp_path)
    assert window.session
    report = window.session.services.library.list_reports()[0].id
    window.session.services.versions.edit_text(report, "\ud800會\0議\U0002a6a5\u202e。\n" + "甲" * 30_000)
    dialog = open_comparison(window, qtbot)
    qtbot.waitUntil(lambda: any("\U0002a6a5" in each for each in runs(dialog, "underline")))
