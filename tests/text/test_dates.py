import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.dates import dates_in, find_date, parse_date

DATA = Path(__file__).parents[1] / "data"
WRITTEN = [
    ("2月1日", "XXXX-02-01"),
    ("２月１号", "XXXX-02-01"),
    ("2024年2月1日", "2024-02-01"),
    ("2024 年 2 月 1 日", "2024-02-01"),
    ("２０２４年２月１日", "2024-02-01"),
    ("二〇二四年二月一日", "2024-02-01"),
    ("二零二四年十二月二十五日", "2024-12-25"),
    ("二○二四年十月三十一日", "2024-10-31"),
    ("二〇二四年二月廿九日", "2024-02-29"),
    ("2024-02-01", "2024-02-01"),
    ("2024.2.1", "2024-02-01"),
    ("2024/2/1", "2024-02-01"),
    ("中華民國113年2月1日", "2024-02-01"),
    ("中華民國 96 年 1 月 9 日", "2007-01-09"),
    ("民國九十六年一月九日", "2007-01-09"),
    ("民國一百一十三年二月一日", "2024-02-01"),
    ("民國一一三年二月一日", "2024-02-01"),
    ("中华民国元年", "1912"),
    ("2024年2月", "2024-02"),
    ("2024年", "2024"),
]


@pytest.mark.parametrize(("written", "date"), WRITTEN)
def test_dates_are_read_in_every_spelling(written: str, date: str) -> None:
    assert str(parse_date(f" {written}\n")) == date
    found = dates_in(f"報告於{written}，")
    assert [(str(each.date), each.start, each.end) for each in found] == [(date, 3, 3 + len(written))]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024", "2024"),
        ("202402", "2024-02"),
        ("20240201", "2024-02-01"),
        ("2024-02", "2024-02"),
        ("XXXX-02-01", "XXXX-02-01"),
        ("2024-02-01T10:00:00Z", "2024-02-01"),
        ("2024-02-01 10:00", "2024-02-01"),
    ],
)
def test_values_may_be_shorter_than_running_text(written: str, date: str) -> None:
    assert str(parse_date(written)) == date


@pytest.mark.parametrize(
    "text",
    [
        "2月30日",
        "2024年2月30日",
        "2024年13月1日",
        "2023年2月29日",
        "12024年",
        "3000年",
        "192.168.1.1",
        "2024.2.1.3",
        "第2號",
        "",
        "十月革命",
    ],
)
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert dates_in(text) == []
    assert parse_date(text) is None


def test_a_short_year_without_the_republic_is_no_year() -> None:
    assert [str(found.date) for found in dates_in("96年1月9日")] == ["XXXX-01-09"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2月1日上午，區委常委會召開擴大會議。", "XXXX-02-01"),
        ("政府工作报告\n——2008年3月5日在第十一届全国人民代表大会第一次会议上\n各位代表：", "2008-03-05"),
        ("公告自97年9月5日至97年12月4日限制\n經濟部 中華民國97年9月2日 經貿字第1號\n正文。", "2008-09-02"),
        ("通知\n" + "正文内容。\n" * 200 + "办公室\n二〇二四年二月一日", "2024-02-01"),
        ("1979年7月1日 第二次会议通过\n\n2018年10月26日 第六次会议修订", "2018-10-26"),
        ("2003年4月2日 国务院通过\n2003年4月7日 国务院令公布\n2003年10月1日 施行", "2003-04-07"),
        ("2013年9月5日 会议、2013年9月2日检察委员会通过", "2013-09-05"),
        ("劳动法\n（1994年7月5日第八次会议通过　根据2018年12月29日第七次会议《决定》第二次修正）", "2018-12-29"),
        ("2009年工作计划\n正文没有日期。", "2009"),
    ],
)
def test_the_date_of_a_report_is_found(text: str, date: str) -> None:
    assert str(find_date(text)) == date


@pytest.mark.parametrize("text", ["", "没有日期", "第一条 本规定自2015年9月1日起施行。", "截至2020年12月31日，"])
def test_days_from_which_something_holds_are_not_the_date(text: str) -> None:
    assert find_date(text) is None


def expected_dates() -> list[tuple[str, str]]:
    with DATA.joinpath("expected.csv").open(encoding="utf-8", newline="") as rows:
        return [
            (row["file"], row["date"])
            for row in csv.DictReader(rows)
            if row["file"].endswith((".txt", ".md")) and row["basis"] in ("head", "header", "")
        ]


@pytest.mark.parametrize(("file", "date"), expected_dates())
def test_dates_of_real_reports_are_those_that_a_person_read(file: str, date: str) -> None:
    text = DATA.joinpath("reports", file).read_text("utf-8")
    head, mark, body = text.partition("<!-- INFO END -->")
    found = find_date(head if mark else body or text)
    assert str(found or "") == date


@given(st.text(alphabet="0123456789０年月日民國中華元百十廿〇○一二-./ \u3000\ud800"))
def test_any_text_has_dates_in_order(text: str) -> None:
    spans = [(found.start, found.end) for found in dates_in(text)]
    assert spans == sorted(spans)
    find_date(text)
    parse_date(text)
