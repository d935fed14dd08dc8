"""The reader as a person uses it: what is clicked, dragged and typed, and what is then seen or told."""

from dataclasses import replace
from itertools import pairwise
from math import ceil

import pytest
from builders import a_repair, an_annotation
from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.reader.reading import Opener, a_text, panes_of, point_of

from archivist.domain import (
    Annotation,
    AnnotationKind,
    Colour,
    Doubt,
    Paragraph,
    ParagraphKind,
    ReportId,
    Ruby,
    Script,
    Span,
    new_id,
)
from archivist.text.conversion import Conversion
from archivist.text.spanmap import SpanMap
from archivist.ui.reader import Position, ReaderView, Selection
from archivist.ui.reader.canvas import Moving
from archivist.ui.reader.overlay import selected_area
from archivist.ui.reader.painting import RowPainter
from archivist.ui.reader.pointing import spot_of
from archivist.ui.theme import active_theme, load_theme

LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
TEXT = "區委召開會議，研究產業升級。\n會議強調，要推動紡織產業高質量發展，對標全市。"


def drag(view: ReaderView, pane: int, shown: str) -> None:
    QTest.mousePress(view.viewport(), LEFT, pos=point_of(view, pane, shown))
    QTest.mouseMove(view.viewport(), point_of(view, pane, shown, after=True))
    QTest.mouseRelease(view.viewport(), LEFT, pos=point_of(view, pane, shown, after=True))


def picture(view: ReaderView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def area(view: ReaderView, pane: int, shown: str) -> QRect:
    start = view.document.panes[pane].conversion.text.index(shown)
    found = selected_area(view.page, view.visible_rows(), pane, start, start + len(shown))
    return found.toAlignedRect()


def colours(view: ReaderView, where: QRect) -> set[str]:
    image = picture(view)
    ratio = image.devicePixelRatio()
    return {
        image.pixelColor(round(x * ratio), round(y * ratio)).name()
        for x in range(max(where.left(), 0), where.right())
        for y in range(max(where.top(), 0), where.bottom() + 1)
    }


def is_near(name: str, seen: set[str]) -> bool:
    """True where a colour of ``seen`` is that of ``name``, but for the smoothing of edges."""
    wanted = QColor(name)
    return any(
        max(abs(one.red() - wanted.red()), abs(one.green() - wanted.green()), abs(one.blue() - wanted.blue())) < 24
        for one in map(QColor, seen)
    )


def a_mark(quote: str, text: str = TEXT, **values: object) -> Annotation:
    return an_annotation(ReportId(new_id()), text=text, quote=quote, **values)  # type: ignore[arg-type]


def shown(view: ReaderView) -> str:
    selection = view.selection()
    return selection.shown if selection else ""


# --- selecting with the mouse


def test_a_drag_in_the_simplified_pane_gives_the_reading_span(open_reader: Opener) -> None:
    view = open_reader(TEXT)

    drag(view, 1, "推动纺织产业")

    selection = view.selection()
    assert selection is not None
    assert (selection.pane, selection.shown) == (1, "推动纺织产业")
    assert selection.span.of(TEXT) == "推動紡織產業"


def test_a_drag_behind_characters_outside_the_bmp_is_exact(open_reader: Opener) -> None:
    text = "𠮷田𠮷野𠮷家會議𠮷發展"
    view = open_reader(text)

    drag(view, 1, "会议")

    selection = view.selection()
    assert selection is not None
    assert selection.span == Span(6, 8)


def test_a_drag_under_ruby_is_exact(open_reader: Opener) -> None:
    text = a_text("狀況雙創裝備", ruby=[Ruby(Span(index, index + 1), "zhuàng") for index in range(6)])
    view = open_reader(text)
    view.set_ruby_shown(True)

    drag(view, 1, "双创")

    selection = view.selection()
    assert selection is not None
    assert selection.span == Span(2, 4)


def test_words_of_another_length_are_taken_whole(open_reader: Opener) -> None:
    reading, rendered = "甲打印機乙", "甲印表裝置乙"
    alignment = SpanMap([(1, 4, 1, 5)], len(reading), len(rendered))
    view = open_reader(reading, conversions=[Conversion.unchanged(reading), Conversion(rendered, alignment)])

    drag(view, 1, "裝")

    selection = view.selection()
    assert selection is not None
    assert selection.span.of(reading) == "打印機"
    assert selection.shown == "裝"


def test_a_selection_reaches_over_paragraphs(open_reader: Opener) -> None:
    view = open_reader(TEXT)

    QTest.mousePress(view.viewport(), LEFT, pos=point_of(view, 0, "產業升級"))
    QTest.mouseMove(view.viewport(), point_of(view, 0, "強調", after=True))
    QTest.mouseRelease(view.viewport(), LEFT, pos=point_of(view, 0, "強調", after=True))

    assert shown(view) == "產業升級。\n會議強調"


def test_a_drag_stays_in_the_pane_where_it_began(open_reader: Opener) -> None:
    view = open_reader(TEXT)

    QTest.mousePress(view.viewport(), LEFT, pos=point_of(view, 0, "召開"))
    QTest.mouseMove(view.viewport(), point_of(view, 1, "召开", after=True))

    selection = view.selection()
    assert selection is not None
    assert selection.pane == 0


SENTENCES = "區委召開會議。會議指出，要研究產業升級！“好。”大家說。\n散會。"


def test_each_further_click_takes_more_the_word_the_sentence_the_paragraph(open_reader: Opener) -> None:
    view = open_reader(SENTENCES)
    point = point_of(view, 1, "升级")
    taken: list[str] = []

    QTest.mouseClick(view.viewport(), LEFT, pos=point)
    QTest.mouseDClick(view.viewport(), LEFT, pos=point)
    taken.append(shown(view))
    for _ in range(2):
        QTest.mouseClick(view.viewport(), LEFT, pos=point)
        taken.append(shown(view))

    assert taken == ["升级", "会议指出，要研究产业升级！", "区委召开会议。会议指出，要研究产业升级！“好。”大家说。"]


def test_a_selection_grows_to_the_sentences_that_it_touches(open_reader: Opener) -> None:
    view = open_reader(SENTENCES)
    drag(view, 0, "會議。會議")

    view.select_sentence()

    assert shown(view) == "區委召開會議。會議指出，要研究產業升級！"


def test_a_click_with_shift_extends_the_selection(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    drag(view, 0, "召開")

    QTest.mouseClick(view.viewport(), LEFT, SHIFT, point_of(view, 0, "研究", after=True))

    assert shown(view) == "召開會議，研究"


def test_a_drag_beyond_the_edge_scrolls_on(open_reader: Opener) -> None:
    view = open_reader("\n".join([TEXT] * 40))
    QTest.mousePress(view.viewport(), LEFT, pos=point_of(view, 0, "召開"))
    QTest.mouseMove(view.viewport(), QPoint(100, view.viewport().height() + 60))

    deadline = QDeadlineTimer(5000)
    while view.verticalScrollBar().value() <= 100 and not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    QTest.mouseRelease(view.viewport(), LEFT)
    assert len(shown(view)) > 100


def test_a_finished_selection_tells_where_it_is(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    told: list[tuple[Selection, QRect]] = []
    view.selection_finished.connect(lambda *values: told.append(values))

    drag(view, 1, "产业")

    ((selection, where),) = told
    assert selection.shown == "产业"
    inside = QRect(view.viewport().mapFromGlobal(where.topLeft()), where.size())
    assert inside == area(view, 1, "产业")


# --- what is painted


def test_the_counterpart_of_a_selection_is_painted_in_the_other_pane(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    theme = load_theme("light")

    view.select(Span(TEXT.index("紡織"), TEXT.index("紡織") + 2), pane=0)

    assert theme.selection.name() in colours(view, area(view, 0, "紡織"))
    assert theme.counterpart.name() in colours(view, area(view, 1, "纺织"))
    assert theme.counterpart.name() not in colours(view, area(view, 1, "质量"))


def test_a_highlight_is_painted_in_both_panes(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    yellow = load_theme("light").highlights[Colour.YELLOW]

    view.set_marks([a_mark("紡織")])

    for pane, words in enumerate(("紡織", "纺织")):
        where = area(view, pane, words)
        assert {yellow.wash.name(), yellow.ink.name()} <= colours(view, where)
    assert yellow.wash.name() not in colours(view, area(view, 0, "質量"))


def test_overlapping_highlights_keep_a_band_and_a_lane_each(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    marks = [a_mark("推動紡織"), a_mark("紡織產業", colour=Colour.BLUE), a_mark("紡織", colour=Colour.RED)]
    highlights = load_theme("light").highlights

    view.set_marks(marks)

    seen = colours(view, area(view, 0, "紡織"))
    for colour in (Colour.YELLOW, Colour.BLUE, Colour.RED):
        assert {highlights[colour].wash.name(), highlights[colour].ink.name()} <= seen


def test_a_note_has_a_dog_ear(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    view.set_marks([a_mark("紡織", note="?", kind=AnnotationKind.UNDERLINE)])
    where = area(view, 0, "紡織")

    corner = QRect(where.right() - 4, where.top() + 1, 3, 2)

    assert load_theme("light").highlights[Colour.YELLOW].ink.name() in colours(view, corner)


def test_a_mark_that_is_taken_back_is_gone(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    before = picture(view)
    view.set_marks([a_mark("紡織")])
    assert picture(view) != before

    view.set_marks([])

    assert picture(view) == before


def test_five_marks_at_one_place_make_their_line_higher(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    view.set_marks([a_mark("紡織") for _ in range(3)])
    before = view.page.layout(1).height

    view.set_marks([a_mark("紡織") for _ in range(6)])

    assert view.page.layout(1).height > before
    where = area(view, 0, "紡織")
    below = QRect(where.left(), where.bottom() + 2, where.width(), 10)
    assert is_near(load_theme("light").text3.name(), colours(view, below))


def test_hits_are_framed_in_every_pane_and_one_stands_out(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    theme = load_theme("light")

    view.set_hits([Span(9, 11), Span(24, 26)], current=0)

    assert theme.current_fill.name() in colours(view, area(view, 0, "產業"))
    assert theme.current_fill.name() in colours(view, area(view, 1, "产业"))
    assert theme.find_fill.name() in colours(view, area(view, 1, "产业高"))


def test_over_a_highlight_a_hit_has_no_fill(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    view.set_marks([a_mark("紡織產業")])

    view.set_hits([Span(24, 26)])

    seen = colours(view, area(view, 0, "產業高").adjusted(0, -2, 0, 2))
    assert load_theme("light").find_fill.name() not in seen
    assert load_theme("light").find_frame.name() in seen


def test_repaired_places_have_a_dot_until_it_is_turned_off(open_reader: Opener) -> None:
    source = "會(huì)議強調"
    view = open_reader(a_text("會議強調", source_text=source, repairs=[a_repair(0, 6, "會")]), Script.ORIGINAL)
    where = area(view, 0, "會").translated(0, -2)
    dot = load_theme("light").repair_dot.name()
    assert dot in colours(view, where)

    view.set_repairs_shown(False)

    assert dot not in colours(view, where)


def test_doubts_are_dotted_until_that_is_turned_off(open_reader: Opener) -> None:
    text = "制造業"
    conversion = Conversion("製造業", SpanMap.identity(3), lambda: (Doubt(Span(0, 1), "several", ("制", "製"), ""),))
    view = open_reader(text, conversions=[conversion])
    with_doubt = picture(view)

    view.set_doubts_shown(False)

    assert picture(view) != with_doubt


def test_another_theme_repaints_everything(open_reader: Opener) -> None:
    view = open_reader(TEXT)

    view.set_theme(load_theme("dark"))

    assert picture(view).pixelColor(2, 2) == QColor(load_theme("dark").paper)


def test_long_readings_do_not_touch(open_reader: Opener) -> None:
    text = a_text("狀況雙創", ruby=[Ruby(Span(index, index + 1), "chuáng") for index in range(4)])
    view = open_reader(text)
    view.set_ruby_shown(True, panes=[1])
    width = view.page.typography.ruby(view.page.layout(0).blocks[1].style, "chuáng")[1]

    block = view.page.layout(0).blocks[1]

    starts = [block.lines[0].x(index) for index in range(4)]
    assert all(right - left > width for left, right in pairwise(starts))
    assert view.page.layout(0).blocks[0].lines[0].x(1) - view.page.layout(0).blocks[0].lines[0].x(0) < width


def test_headings_are_larger_and_lists_indented(open_reader: Opener) -> None:
    text = a_text(
        "甲章\n甲乙\n甲丙",
        paragraphs=[
            Paragraph(Span(0, 2), ParagraphKind.HEADING, 1),
            Paragraph(Span(3, 5)),
            Paragraph(Span(6, 8), ParagraphKind.LIST, 3),
        ],
    )
    view = open_reader(text)

    styles = [view.page.layout(row).blocks[0].style for row in range(3)]

    assert styles[0].em > styles[1].em
    assert styles[2].indent == 2 * styles[1].em


# --- marks under the pointer


def test_a_click_on_overlapping_marks_names_all_of_them(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    marks = [a_mark("推動紡織"), a_mark("紡織產業")]
    view.set_marks(marks)
    told: list[tuple[object, ...]] = []
    view.mark_clicked.connect(lambda ids, _: told.append(ids))

    QTest.mouseClick(view.viewport(), LEFT, pos=point_of(view, 1, "纺织"))
    QTest.mouseClick(view.viewport(), LEFT, pos=point_of(view, 1, "产业高"))
    QTest.mouseClick(view.viewport(), LEFT, pos=point_of(view, 1, "质量"))

    assert [set(ids) for ids in told] == [{marks[0].id, marks[1].id}, {marks[1].id}]


def test_the_return_key_names_the_marks_at_the_caret(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    mark = a_mark("紡織")
    view.set_marks([mark])
    told: list[tuple[object, ...]] = []
    view.mark_clicked.connect(lambda ids, _: told.append(ids))
    place = TEXT.index("紡織")

    for position in (place - 1, place, place + 1, place + 2):
        view.select(Span(position, position), pane=1)
        QTest.keyClick(view, Qt.Key.Key_Return)

    assert told == [(mark.id,), (mark.id,)]


def test_orphans_and_trashed_marks_are_nowhere(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    before = picture(view)
    mark = a_mark("紡織")

    view.set_marks([replace(mark, anchor=replace(mark.anchor, span=None)), replace(mark, trashed="2024-02-02")])

    assert picture(view) == before


def test_the_tooltip_tells_note_source_and_alternatives(open_reader: Opener) -> None:
    source = "會(huì)議"
    text = a_text("會議", source_text=source, repairs=[a_repair(0, 6, "會")])
    view = open_reader(text)
    doubt = Doubt(Span(0, 1), "several", ("会", "會"), "")
    view.show_text(text, panes_of(text, Script.ORIGINAL, Script.SIMPLIFIED), doubts=[doubt])
    view.set_marks([a_mark("會議", "會議", note="a <b> note")])

    told = view.tooltip_at(point_of(view, 1, "会"))

    assert "a &lt;b&gt; note" in told
    assert "會(huì)" in told
    assert "会 會" in told
    assert view.tooltip_at(QPoint(2, 2)) == ""


# --- moving about


def test_go_to_shows_the_place(open_reader: Opener) -> None:
    view = open_reader("\n".join(f"第{number}段，{TEXT}" for number in range(300)))
    text = view.document.report_text.reading_text
    wanted = text.index("第222段")

    view.go_to(Span(wanted, wanted + 5), flash=True, centre=True)

    rows = dict(view.visible_rows())
    row = view.document.row_of(wanted)
    assert 0 < rows[row] < view.viewport().height() - 40


def test_what_is_visible_already_does_not_move(open_reader: Opener) -> None:
    view = open_reader("\n".join([TEXT] * 40))
    view.scroll_by(200)
    row = view.visible_rows()[3][0]

    view.go_to(Span(view.document.rows[row].start, view.document.rows[row].end))

    assert view.verticalScrollBar().value() == 200


def test_the_place_survives_a_change_of_width_and_back(open_reader: Opener) -> None:
    view = open_reader("\n".join([TEXT.replace("\n", "") * 9] * 30))
    view.scroll_by(2345)
    place = view.position
    assert place.offset > 0

    for width in (640, 400, 1300, 900):
        view.resize(width, 600)
        QApplication.processEvents()
        assert view.position == place
    assert abs(view.scrollers.leading.value - 2345) < 2 * view.page.layout(0).blocks[0].style.pitch


def test_the_place_survives_zoom(open_reader: Opener) -> None:
    view = open_reader("\n".join([TEXT * 4] * 60))
    view.scroll_by(2345)
    place, em = view.position, view.page.typography.em

    view.set_zoom(1.5)

    assert view.page.typography.em == round(1.5 * em)
    assert view.position == place


def test_a_place_is_found_again_in_another_window(open_reader: Opener) -> None:
    text = a_text("\n".join(f"{number}{TEXT}" for number in range(60)))
    first = open_reader(text)
    first.scroll_by(3000)

    other = open_reader(text, size=(1200, 500))
    other.restore(first.position)

    assert other.position == first.position


def test_scrolling_back_leads_to_where_it_began(open_reader: Opener) -> None:
    view = open_reader("\n".join(TEXT.replace("\n", "") * (1 + number % 5) for number in range(80)))
    bar = view.verticalScrollBar()
    view.scroll_by(5000)
    rows = view.visible_rows()

    for step in [-70] * 30 + [70] * 30:
        bar.setValue(bar.value() + step)

    assert view.visible_rows() == rows


def test_scrolling_up_through_rows_never_seen_goes_pixel_by_pixel(open_reader: Opener) -> None:
    # Latin words fill their lines worse than the estimate of one em for each character says.
    view = open_reader("\n".join(["Zhejiang " * (1 + number % 30) for number in range(200)]))
    view.restore(Position(150, 0))
    distances = []

    for _ in range(12):
        before = dict(view.visible_rows())
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 70)
        after = dict(view.visible_rows())
        distances += [after[row] - before[row] for row in before if row in after]

    assert set(distances) == {70}


def test_the_end_of_the_scroll_bar_is_the_end_of_the_text(open_reader: Opener) -> None:
    view = open_reader("\n".join(TEXT.replace("\n", "") * (1 + number % 5) for number in range(80)))

    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())

    row, y = view.visible_rows()[-1]
    assert row == len(view.document.rows) - 1
    assert y + view.page.layout(row).height == view.viewport().height()


def test_rows_of_all_panes_begin_at_the_same_height(open_reader: Opener) -> None:
    view = open_reader(TEXT, Script.ORIGINAL, Script.SIMPLIFIED, Script.TRADITIONAL_HK, size=(1200, 500))

    for row, _ in view.visible_rows():
        assert len({block.lines[0].baseline for block in view.page.layout(row).blocks}) == 1


def test_in_a_narrow_window_each_line_stands_below_its_counterpart(open_reader: Opener) -> None:
    view = open_reader(TEXT, size=(420, 500))

    laid = view.page.layout(1)

    assert view.page.columns.is_interlinear
    assert [block.pane for block, _ in laid.lines] == [0, 1] * (len(laid.lines) // 2)
    drag(view, 1, "纺织")
    selection = view.selection()
    assert selection is not None
    assert (selection.pane, selection.span.of(TEXT)) == (1, "紡織")


# --- the keyboard


def test_keys_select_characters_words_and_lines(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    QTest.keyClick(view, Qt.Key.Key_Home, CONTROL)

    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert shown(view) == "區委"
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT | CONTROL)
    assert shown(view).startswith("區委召")
    QTest.keyClick(view, Qt.Key.Key_End, SHIFT)
    assert shown(view) == TEXT.split("\n")[0]
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert "\n" in shown(view)
    QTest.keyClick(view, Qt.Key.Key_End, SHIFT | CONTROL)
    assert shown(view) == TEXT


def test_a_selection_by_keys_is_finished_when_shift_is_let_go(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    told: list[Selection] = []
    view.selection_finished.connect(lambda selection, _: told.append(selection))

    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)  # which lets go of Shift too
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyRelease(view, Qt.Key.Key_Shift)

    assert [selection.shown for selection in told] == ["區"]


def test_the_readings_of_a_selection_are_a_part_of_it(open_reader: Opener) -> None:
    text = a_text("狀況雙創", ruby=[Ruby(Span(index, index + 1), "chuáng") for index in range(4)])
    view = open_reader(text)
    view.set_ruby_shown(True)
    view.select(Span(0, 4))
    laid = view.page.layout(0)
    block = laid.blocks[0]
    line = block.lines[0]
    height = round(line.top - RowPainter(view.page, active_theme()).top_of(block, line))
    glyphs = area(view, 0, "狀況雙創")
    above = QRect(glyphs.left() + 2, glyphs.top() - height + 1, glyphs.width() - 4, height - 2)
    assert height > 2
    seen = colours(view, above)
    assert active_theme().selection.name() in seen
    assert active_theme().paper.name() not in seen


def test_select_all_and_copy_give_the_text_of_the_pane_without_ruby_and_marks(open_reader: Opener) -> None:
    text = a_text(TEXT, ruby=[Ruby(Span(0, 1), "qū")])
    view = open_reader(text)
    view.set_ruby_shown(True)
    view.set_marks([a_mark("紡織", note="note")])
    QTest.keyClick(view, Qt.Key.Key_Tab)

    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)

    assert (
        QGuiApplication.clipboard().text()
        == "区委召开会议，研究产业升级。\n会议强调，要推动纺织产业高质量发展，对标全市。"
    )


def test_tab_goes_to_the_same_place_in_the_next_pane(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    view.select(Span(5, 5), pane=0)

    QTest.keyClick(view, Qt.Key.Key_Tab)

    assert (view.caret.pane, view.caret.head.position) == (1, 5)


def test_the_caret_walks_through_every_place_and_back(open_reader: Opener) -> None:
    text = "甲e\u0301𠮷\n乙\U0001f469\u200d\U0001f33e"
    view = open_reader(text, Script.ORIGINAL)
    QTest.keyClick(view, Qt.Key.Key_Home, CONTROL)
    places = [view.caret.head.position]

    for _ in range(6):
        QTest.keyClick(view, Qt.Key.Key_Right)
        places.append(view.caret.head.position)
    back = []
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Left)
        back.append(view.caret.head.position)

    assert places == [0, 1, 3, 4, 5, 6, 9]
    assert back == [6, 5, 4, 3, 1]


def test_the_caret_crosses_from_slice_to_slice(open_reader: Opener) -> None:
    view = open_reader("會議強調，要推動紡織產業高質量發展。" * 1_500, Script.ORIGINAL)
    border = view.document.rows[1].start
    view.select(Span(border - 1, border - 1))
    view.go_to(Span(border - 1, border))

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(view, key)

    assert view.caret.head.position == border - 1


def test_space_turns_pages_to_the_end_and_back(open_reader: Opener) -> None:
    view = open_reader("\n".join([TEXT] * 60))
    bar = view.verticalScrollBar()

    QTest.keyClick(view, Qt.Key.Key_Space)
    first = bar.value()
    for _ in range(40):
        QTest.keyClick(view, Qt.Key.Key_Space)
    last = bar.value()
    for _ in range(45):
        QTest.keyClick(view, Qt.Key.Key_Space, SHIFT)

    assert 300 < first < view.viewport().height()
    assert (last, bar.value()) == (bar.maximum(), 0)


def test_the_caret_stays_in_sight(open_reader: Opener) -> None:
    view = open_reader("\n".join([TEXT] * 60))

    for key in [Qt.Key.Key_Down] * 40 + [Qt.Key.Key_PageDown] * 3 + [Qt.Key.Key_Up] * 15:
        QTest.keyClick(view, key)
        spot = spot_of(view.page, view.caret.head)
        y = dict(view.visible_rows())[spot.laid.index]
        assert y + spot.line.top >= -1
        assert y + spot.line.foot <= view.viewport().height() + 1


def test_other_keys_are_left_to_the_window(open_reader: Opener) -> None:
    view = open_reader(TEXT)

    for key in (Qt.Key.Key_H, Qt.Key.Key_1, Qt.Key.Key_Escape):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view, event)
        assert not event.isAccepted()


def test_the_reader_takes_no_input_method(open_reader: Opener) -> None:
    assert not open_reader(TEXT).testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


# --- other panes, other texts


def test_other_panes_keep_place_marks_and_selection(open_reader: Opener) -> None:
    view = open_reader(TEXT)
    view.set_marks([a_mark("紡織")])
    view.set_hits([Span(9, 11)], 0)
    view.select(Span(20, 24), pane=1)

    view.set_panes(panes_of(view.document.report_text, Script.SIMPLIFIED))

    selection = view.selection()
    assert selection is not None
    assert (selection.pane, selection.span) == (0, Span(20, 24))
    assert len(view.contents.marks.all) == len(view.contents.hits.all) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "\0\x01\x1f",
        "甲\ud800乙\udc00",
        "\u0301\u0301甲\u0301" * 20,
        "\U0010ffff\ue000\U00020000",
        "\u202e甲乙\u2066丙",
        "\r\n甲\r\n\u2028乙\u2029",
        "\t甲\u3000\ufeff\u200b",
        "(((((((((((“”“”“”" * 30,
        "ا" * 50,
        "a" * 3000,
    ],
)
def test_any_text_can_be_shown_selected_and_walked_through(open_reader: Opener, text: str) -> None:
    report_text = a_text(text, ruby=[Ruby(Span(0, 1), "x\0\ud800")] if text else ())
    view = open_reader(report_text, size=(500, 400))
    view.set_ruby_shown(True)

    view.set_hits([Span(0, len(text))], 0)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_PageUp):
        for modifiers in (Qt.KeyboardModifier.NoModifier, SHIFT, SHIFT | CONTROL):
            QTest.keyClick(view, key, modifiers)
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    picture(view)

    assert shown(view) == view.document.panes[0].conversion.text[: len(shown(view))]


def test_a_character_that_no_font_has_is_a_box_with_its_code_point(open_reader: Opener) -> None:
    view = open_reader("甲\U0010fffe乙", Script.ORIGINAL)

    assert view.page.layout(0).blocks[0].safe.boxed == {1: 0x10FFFE}
    assert is_near(load_theme("light").text3.name(), colours(view, area(view, 0, "\U0010fffe")))


@pytest.mark.parametrize("length", [1_000_000, 30])
def test_a_million_characters_open_and_are_read_to_the_end(open_reader: Opener, length: int) -> None:
    sentence = "會議強調，要推動紡織產業高質量發展。"
    text = "\n".join([(sentence * (length // len(sentence) + 1))[: length - 1]] * (1_000_000 // length))
    view = open_reader(a_text(text), conversions=[Conversion.unchanged(text), Conversion.unchanged(text)])

    picture(view)
    QTest.keyClick(view, Qt.Key.Key_End, CONTROL)
    picture(view)

    assert view.caret.head.position == len(text)
    assert view.visible_rows()[-1][0] == len(view.document.rows) - 1
    assert sum(len(view.page.layout(row).blocks[0].lines) for row, _ in view.visible_rows()) < 1_000


def test_the_last_line_of_a_long_slice_is_followed_without_a_gap(open_reader: Opener) -> None:
    text = "會議強調，要推動紡織產業高質量發展。" * 1_500
    view = open_reader(text, Script.ORIGINAL)

    first, second = view.page.layout(0), view.page.layout(1)

    assert first.height == round(first.lines[-1][1].bottom)
    assert second.lines[0][1].top < second.blocks[0].style.pitch


def test_pictures_are_kept_within_their_cap(open_reader: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archivist.ui.reader.pictures.CAP", 4_000_000)
    view = open_reader("\n".join([TEXT] * 100))

    for _ in range(40):
        view.scroll_by(300)
        picture(view)

    assert view._canvas.pictures._bytes <= 4_000_000 + 900 * 512 * 4


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_between_rows_no_pixel_is_left_unpainted(
    open_reader: Opener, monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    monkeypatch.setattr(ReaderView, "devicePixelRatioF", lambda _: ratio)
    view = open_reader("\n".join("會議" * count for count in range(1, 40)))
    area = view.viewport().rect()
    picture = QImage(ceil(area.width() * ratio), ceil(area.height() * ratio), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.magenta)
    painter = QPainter(picture)
    view._canvas.paint(painter, area, view.scrollers.visible(area.height()), Moving(view.caret, False, None))
    painter.end()
    margin = {picture.pixelColor(1, y).name() for y in range(int(area.height() * ratio))}
    assert margin == {active_theme().paper.name()}
