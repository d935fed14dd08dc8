import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.title import FIRST_LINE, FIRST_SENTENCE, title_from_text

TESTS = Path(__file__).parents[1]


def test_the_seeds_title_is_its_first_sentence_cut() -> None:
    reading_text = TESTS.joinpath("golden", "keqiao-2024-02-01.reading.txt").read_text("utf-8")
    assert title_from_text(reading_text) == ("2月1日上午，區委常委會召開擴大會議，學習傳達市“兩會”精神", FIRST_SENTENCE)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("政府工作报告\n——2008年3月5日", "政府工作报告"),
        ("\n\u3000　關於會議的報告 \n正文。", "關於會議的報告"),
        ("----\n2024年2月1日\n关于会议的报告\n正文。", "关于会议的报告"),
        ("誰來負責？\n正文。", "誰來負責？"),
        ("公告：" + "核准工程顧問公司申請" * 9 + "\n經濟部\n正文。", "公告：" + "核准工程顧問公司申請" * 9),
    ],
)
def test_a_first_line_that_reads_like_a_title_is_the_title(text: str, title: str) -> None:
    assert title_from_text(text) == (title, FIRST_LINE)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("短句。第二句。", "短句"),
        ("今天開會，\n明天也開會。", "今天開會，"),
        ("各位代表：\n现在开始。", "各位代表："),
        ("字" * 100, "字" * 30),
        (
            "這是一段按照寬度換行的正文一行二十個字多\n這是一段按照寬度換行的正文一行二十個字多\n這是一段按照寬度換行的正文一行二十個字",
            "這是一段按照寬度換行的正文一行二十個字多",
        ),
    ],
)
def test_otherwise_the_first_sentence_is_the_title(text: str, title: str) -> None:
    assert title_from_text(text) == (title, FIRST_SENTENCE)


@pytest.mark.parametrize("text", ["", " \n", "----\n***", "2024年2月1日", "123"])
def test_a_text_without_words_has_no_title(text: str) -> None:
    assert title_from_text(text) == ("", "")


def expected_titles() -> list[tuple[str, str]]:
    with TESTS.joinpath("data", "expected.csv").open(encoding="utf-8", newline="") as rows:
        return [(row["file"], row["title"]) for row in csv.DictReader(rows) if row["file"].endswith(".txt")]


@pytest.mark.parametrize(
    ("file", "title"), [(file, title) for file, title in expected_titles() if not file.startswith("keqiao")]
)
def test_titles_of_real_reports_are_those_that_a_person_read(file: str, title: str) -> None:
    text = TESTS.joinpath("data", "reports", file).read_text("utf-8")
    assert title_from_text(text) == (title, FIRST_LINE)


@given(st.text())
def test_any_text_gives_one_line(text: str) -> None:
    title, origin = title_from_text(text)
    assert "\n" not in title
    assert bool(title) == bool(origin)
    assert title in text
