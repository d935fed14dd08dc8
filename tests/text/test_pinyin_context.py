"""Readings in their context, beside pypinyin, whose phrases they follow."""

import time
import timeit
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import pinyin
from text.anytext import ANY_TEXT

from archivist.text.pinyin import readings_of
from archivist.text.pinyin.context import read_in_context

REPORTS = Path(__file__).parents[1] / "data" / "reports"
SEED = Path(__file__).parents[1] / "golden" / "keqiao-2024-02-01.reading.txt"
TEXTS = st.one_of(ANY_TEXT, st.text(st.sampled_from("重行長长了着著得軟件a，𠅤\n")))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("银行行长重新调整", "yín háng háng zhǎng chóng xīn tiáo zhěng"),
        ("銀行行長重新調整", "yín háng háng zhǎng chóng xīn tiáo zhěng"),
        ("看著他長大，名著顯著", "kàn zhe tā zhǎng dà míng zhù xiǎn zhù"),
        ("效果显著", "xiào guǒ xiǎn zhù"),
        ("會計了解校正", "kuài jì liǎo jiě jiào zhèng"),
        ("旅行者號𠅤", "lǚ xíng zhě hào xí"),
    ],
)
def test_the_phrase_decides_in_either_script(text: str, read: str) -> None:
    assert " ".join(reading for reading in read_in_context(text) if reading) == read


def test_what_is_no_chinese_character_has_no_reading() -> None:
    assert read_in_context("a1，\n\ud800\0か\U000f0001") == ("",) * 8
    assert read_in_context("") == ()


@given(TEXTS)
def test_each_character_has_one_of_its_readings_or_none(text: str) -> None:
    found = read_in_context(text)
    assert len(found) == len(text)
    assert all(not reading or readings_of(character) for character, reading in zip(text, found, strict=True))


def test_of_a_real_report_next_to_nothing_is_read_otherwise_than_by_pypinyin() -> None:
    text = (REPORTS / "cn-work-report" / "政府工作报告2010.txt").read_text(encoding="utf-8")
    found = read_in_context(text)
    wanted = [one[0] for line in text.splitlines(keepends=True) for one in pinyin(line, errors=list)]
    different = [
        text[place - 2 : place + 3]
        for place, (ours, theirs) in enumerate(zip(found, wanted, strict=True))
        if ours and ours != theirs
    ]
    assert different == []


def test_readings_that_were_taken_out_of_the_seed_are_those_of_the_context_but_where_damage_has_one_for_all() -> None:
    found = dict(zip(SEED.read_text(encoding="utf-8"), read_in_context(SEED.read_text(encoding="utf-8")), strict=True))
    assert {character: found[character] for character in "區會學習"} == {
        "區": "qū",
        "會": "huì",
        "學": "xué",
        "習": "xí",
    }


@pytest.mark.parametrize("unit", ["后", "(", "a", "重庆", "重慶", "\ud800", "一"])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def fastest(length: int) -> float:
        text = unit * (length // len(unit))
        run = lambda: read_in_context.__wrapped__(text)  # noqa: E731
        return min(timeit.repeat(run, number=1, repeat=3, timer=time.process_time))

    fastest(100)
    assert fastest(400_000) < 40 * fastest(40_000)
