"""The display rule: what a report looks like in each script, and what a person chose for it."""

import time
import timeit
from pathlib import Path

import pytest
from builders import a_choice
from hypothesis import given
from hypothesis import strategies as st
from text.anytext import ANY_TEXT

from archivist.domain import Choice, Paragraph, ReportId, Script, Span, new_id
from archivist.importing.encoding import decode
from archivist.text.conversion import Style, render
from archivist.text.fold import fold

REPORTS = Path(__file__).parents[1] / "data" / "reports"
SEED = Path(__file__).parents[1] / "golden" / "keqiao-2024-02-01.reading.txt"
CHINESE = st.text(st.sampled_from("后干里面发頭皇历台湾软件体内存網際網路埠為着著了鐘表鍾“”「」\n，𠮷a1"), max_size=40)
TEXTS = st.one_of(ANY_TEXT, CHINESE)
STYLES = st.builds(Style, st.sampled_from([Script.TRADITIONAL_TW, Script.TRADITIONAL_HK]), st.booleans(), st.booleans())


@st.composite
def choices_in(draw: st.DrawFn, text: str) -> list[Choice]:
    """Choices for pieces of ``text``, at their place or wherever they occur."""
    found: list[Choice] = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        chosen = draw(st.text(st.sampled_from("甲乙"), max_size=3))
        span = Span(start, end) if draw(st.booleans()) else None
        found.append(a_choice(text[start:end], chosen, span=span, script=draw(st.sampled_from(Script))))
    return found


@given(st.data(), TEXTS, st.sampled_from(Script), STYLES)
def test_every_rendering_keeps_a_map_there_and_back(
    data: st.DataObject, text: str, script: Script, style: Style
) -> None:
    shown = render(text, script, style=style, choices=data.draw(choices_in(text)))
    assert (shown.alignment.source_length, shown.alignment.target_length) == (len(text), len(shown.text))
    targets = [shown.alignment.to_target(position) for position in range(len(text) + 1)]
    assert targets == sorted(targets)
    assert all(0 <= shown.alignment.to_source(position) <= len(text) for position in range(len(shown.text) + 1))
    assert all(doubt.span.end <= len(text) for doubt in shown.doubts)


@given(st.lists(CHINESE.map(lambda text: text.replace("\n", "")), max_size=4), st.sampled_from(Script))
def test_paragraphs_and_lines_are_the_same_pieces(lines: list[str], script: Script) -> None:
    text = "\n".join(lines)
    paragraphs: list[Paragraph] = []
    for line in lines:
        start = paragraphs[-1].span.end + 1 if paragraphs else 0
        paragraphs.append(Paragraph(Span(start, start + len(line))))
    assert render(text, script, paragraphs=paragraphs).text == render(text, script).text


def test_traditional_text_is_left_alone_in_a_traditional_pane() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert render(text, Script.TRADITIONAL).text == text


def test_simplified_pane_of_the_seed_reads_as_one_would_write_it() -> None:
    shown = render(SEED.read_text(encoding="utf-8"), Script.SIMPLIFIED).text
    assert shown.startswith("2月1日上午，区委常委会召开扩大会议，学习传达市“两会”精神，研究部署我区贯彻落实工作。")


def test_simplified_paragraph_in_a_traditional_pane_has_taiwan_glyphs_without_its_words() -> None:
    text = "这里的软件为群众服务"
    assert render(text, Script.TRADITIONAL).text == "這裡的軟件為群眾服務"
    assert render(text, Script.TRADITIONAL_HK).text == "這裏的軟件為羣眾服務"
    assert render(text, Script.TRADITIONAL, style=Style(neutral=Script.TRADITIONAL_HK)).text == "這裏的軟件為羣眾服務"


def test_vocabulary_changes_only_where_it_is_wanted() -> None:
    wanted = Style(vocabulary=True)
    assert render("这里的软件", Script.TRADITIONAL_TW, style=wanted).text == "這裡的軟體"
    assert render("这里的软件", Script.TRADITIONAL, style=wanted).text == "這裡的軟件"
    assert render("這裡的軟體", Script.SIMPLIFIED, style=wanted).text == "这里的软件"
    assert (
        render("這裡的文件", Script.TRADITIONAL_TW, style=wanted).text == "這裡的文件"
    )  # 檔案 only in what is converted


@pytest.mark.parametrize("path", sorted((REPORTS / "tw-gazette").glob("*.txt")), ids=lambda path: path.name)
def test_texts_of_taiwan_stay_as_they_are_in_their_own_standard(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert render(text, Script.TRADITIONAL_TW).text == text


def test_only_what_taiwan_does_not_write_is_changed_in_a_traditional_text() -> None:
    assert render("空氣污染，覈實樑柱說", Script.TRADITIONAL_TW).text == "空氣污染，覈實樑柱說"
    assert render("爲羣衆說", Script.TRADITIONAL_TW).text == "為群眾說"
    assert render("爲羣衆說", Script.TRADITIONAL).text == "爲羣衆說"


def test_each_paragraph_is_judged_on_its_own() -> None:
    assert render("這是傳統的\n这是简体的", Script.TRADITIONAL).text == "這是傳統的\n這是簡體的"


def test_a_paragraph_that_decides_nothing_follows_a_report_in_one_script() -> None:
    assert render("极不平凡\n这是简体的报告", Script.TRADITIONAL).text == "極不平凡\n這是簡體的報告"
    assert render("后天\n這是傳統的報告", Script.TRADITIONAL).text == "后天\n這是傳統的報告"


def test_text_without_any_sign_of_its_script_stays() -> None:
    assert render("于后里", Script.TRADITIONAL).text == "于后里"


@pytest.mark.parametrize("path", sorted(REPORTS.rglob("*.*")), ids=lambda path: path.name)
def test_fold_does_not_see_the_script_of_any_report(path: Path) -> None:
    text = decode(path.read_bytes(), where=path.name).text
    for script in Script:
        assert fold(render(text, script).text) == fold(text)


@pytest.mark.parametrize("script", Script)
def test_fold_does_not_see_the_script_of_a_rendering(script: Script) -> None:
    text = SEED.read_text(encoding="utf-8")
    for quotes in (False, True):
        assert fold(render(text, script, style=Style(quotes=quotes)).text) == fold(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("他说“你好”。", "他說「你好」。"),
        ("他说“‘两会’精神”。", "他說「『兩會』精神」。"),
        ("“WTO”规则", "「WTO」規則"),
        ("这叫“A”", "這叫「A」"),
        ("说：“Don’t do it”", "說：「Don’t do it」"),
        ("He said “no” to 我们的 plan", "He said “no” to 我們的 plan"),
        ("it’s 我们的", "it’s 我們的"),
        ("“一段。\n“二段。”这", "「一段。\n「二段。」這"),
    ],
)
def test_quotation_marks_follow_the_script_on_demand(text: str, shown: str) -> None:
    assert render(text, Script.TRADITIONAL, style=Style(quotes=True)).text == shown
    assert "“" not in text or "“" in render(text, Script.TRADITIONAL).text


def test_corner_brackets_become_curly_in_simplified_script() -> None:
    text = "他說「『兩會』精神」"
    assert render(text, Script.SIMPLIFIED, style=Style(quotes=True)).text == "他说“‘两会’精神”"
    assert render(text, Script.SIMPLIFIED).text == "他说「『两会』精神」"


# --- choices


def test_a_choice_goes_first_and_its_place_is_known() -> None:
    choice = a_choice("软件", "軟體程式")
    shown = render("软件公司的软件", Script.TRADITIONAL, choices=[choice])
    assert shown.text == "軟體程式公司的軟體程式"
    assert shown.alignment.as_rows() == [[0, 2, 0, 4], [5, 7, 7, 11]]


def test_the_nearer_choice_goes_first() -> None:
    text = "后们、后、后"
    archive, report = a_choice("后", "甲"), a_choice("后", "乙", report=ReportId(new_id()))
    place = a_choice("后", "丙", report=report.report, span=Span(3, 4))
    assert render(text, Script.TRADITIONAL, choices=[archive]).text == "甲們、甲、甲"
    assert render(text, Script.TRADITIONAL, choices=[report, archive]).text == "乙們、乙、乙"
    assert render(text, Script.TRADITIONAL, choices=[place, archive, report]).text == "乙們、丙、乙"


def test_of_two_wordings_at_one_place_the_longer_counts() -> None:
    choices = [a_choice("里", "裡"), a_choice("里程", "里程")]
    assert render("里程在这里", Script.TRADITIONAL, choices=choices).text == "里程在這裡"


def test_a_wording_that_touches_a_chosen_place_gives_way() -> None:
    choices = [a_choice("皇后", "XX"), a_choice("后", "Y", span=Span(1, 2))]
    assert render("皇后们和皇后", Script.TRADITIONAL, choices=choices).text == "皇Y們和XX"


def test_a_place_whose_wording_is_gone_is_left_to_the_converter() -> None:
    choice = a_choice("后", "Y", span=Span(0, 1))
    assert render("前后们", Script.TRADITIONAL, choices=[choice]).text == "前後們"


def test_choices_count_for_their_script() -> None:
    neutral, taiwan = a_choice("软件", "N"), a_choice("软件", "T", script=Script.TRADITIONAL_TW)
    simplified = a_choice("软件", "S", script=Script.SIMPLIFIED)
    every = [simplified, neutral, taiwan]
    shown = {script: render("软件们", script, choices=every).text for script in Script}
    assert shown == {
        Script.ORIGINAL: "软件们",
        Script.SIMPLIFIED: "S们",
        Script.TRADITIONAL: "N們",
        Script.TRADITIONAL_TW: "T們",
        Script.TRADITIONAL_HK: "N們",
    }


@pytest.mark.parametrize("unit", ["后", "里程", "“", "‘“", "\ud800", "會议\n"])
def test_rendering_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    choices = [a_choice("后", "後"), a_choice("里程碑", "甲"), a_choice("会议", "乙")]
    style = Style(quotes=True)

    def fastest(length: int) -> float:
        text = unit * (length // len(unit))
        run = lambda: render(text, Script.TRADITIONAL, style=style, choices=choices)  # noqa: E731
        return min(timeit.repeat(run, number=1, repeat=3, timer=time.process_time))

    fastest(10)
    assert fastest(400_000) < 40 * fastest(40_000)


@pytest.mark.parametrize("unit", ["这里的后发优势", "后", "(qū)", "區(", "內存", "\u202e", "\U000323af"])
def test_ten_megabytes_without_a_line_break_are_rendered_whole(unit: str) -> None:
    text = unit * (10_000_000 // len(unit.encode()))
    for script in (Script.TRADITIONAL, Script.SIMPLIFIED):
        shown = render(text, script)
        assert (shown.alignment.source_length, shown.alignment.target_length) == (len(text), len(shown.text))
        assert shown.text.startswith(render(unit * 9, script).text)
