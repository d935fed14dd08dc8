"""Dates in Chinese texts as EDTF values: Western years, years of the Republic (民國), Chinese numerals, ISO.

Dates of the lunar calendar and reign years are not read. A two-digit year without 民國 before it is no year: it may
count from 1912 or from 1900."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archivist.domain import EdtfDate

_DIGIT = "0-9０-９"
_HAN_DIGIT = "〇○零一二三四五六七八九"
_HAN = f"{_HAN_DIGIT}十廿卅"
_S = "[ \t\u3000\u00a0]{0,3}"
_MONTH = f"(?:[{_DIGIT}]{{1,2}}|[{_HAN}]{{1,3}})"
_DAY = f"(?:[{_DIGIT}]{{1,2}}|[{_HAN}]{{1,4}})"
_DATE = re.compile(
    # 中華民國96年1月9日, 2024年2月1日, 二〇二四年二月, 2024年
    f"(?:(?:中[華华])?民[國国]{_S}(?P<republic>[{_DIGIT}]{{1,3}}|[{_HAN}百元]{{1,5}})"
    f"|(?<![{_DIGIT}{_HAN}])(?P<year>[{_DIGIT}]{{4}}|[{_HAN_DIGIT}]{{4}})){_S}年"
    f"(?:{_S}(?P<month>{_MONTH}){_S}月(?:{_S}(?P<day>{_DAY}){_S}[日號号])?)?"
    # 2月1日
    f"|(?<![{_DIGIT}{_HAN}])(?P<bare_month>{_MONTH}){_S}月{_S}(?P<bare_day>{_DAY}){_S}[日號号]"
    # 2024-02-01, 2024.2.1, 2024/2/1
    f"|(?<![{_DIGIT}./／．-])(?P<iso_year>[{_DIGIT}]{{4}})(?P<mark>[-./－．／])(?P<iso_month>[{_DIGIT}]{{1,2}})"
    f"(?P=mark)(?P<iso_day>[{_DIGIT}]{{1,2}})(?![{_DIGIT}]|(?P=mark)[{_DIGIT}])"
)
_ALONE = re.compile("(?P<year>[0-9]{4})(?:[-./]?(?P<month>[0-9]{1,2})(?:(?<=[0-9]{6})(?P<day>[0-9]{2}))?)?")
_TIME = re.compile(r"(?<=[0-9])[T ][0-9]{1,2}:[0-9]{2}.{0,20}$")

_FIRST_YEAR, _LAST_YEAR = 1000, 2199
"""Four digits before 年 that are outside are an amount (3000年的歷史), not a year."""
_REPUBLIC_BEGINS = 1911
_HAN_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "元": 1,
    "十": 10,
    "廿": 20,
    "卅": 30,
    "百": 100,
}
_UNITS = ("十", "百")

_HEAD_LENGTH = 600
_TAIL_LENGTH = 200
_LONGEST_DATELINE = 80
_HISTORY = re.compile("(?:通[過过]|公[布佈]|[發发]布|批准|修正|修[訂订]|[頒颁][布佈])")
_ACCORDING_TO = ("根据", "根據")
_IN_FORCE_BEFORE = re.compile(f"(?:自|至|到|迄|截止){_S}(?:中[華华])?$")
_IN_FORCE_BEHIND = re.compile(f"{_S}(?:起|止|前|以前|之前|以後|以后|後|后|至|施行|生效|[實实]施|[，,]?[為为]期)")
_CONTEXT = 8


class DateInText(NamedTuple):
    """A date and the code points ``start..end`` that say it."""

    start: int
    end: int
    date: EdtfDate

    @property
    def is_day_of_year(self) -> bool:
        """True where year, month and day are said."""
        return self.date.year is not None and len(self.date.value) == len("2024-02-01")

    @property
    def is_day(self) -> bool:
        """True where at least month and day are said."""
        return len(self.date.value) == len("2024-02-01")


def dates_in(text: str) -> list[DateInText]:
    """All dates of ``text`` in order; days that no calendar has (2月30日) are left out. Linear."""
    return list(_dates(text))


def parse_date(text: str) -> EdtfDate | None:
    """The date that the whole of ``text`` says: a metadata value, a file's stamp; None where it is no date.

    Besides what running text may hold: ``2024``, ``2024-02``, ``20240201``, EDTF itself, and a time behind the day."""
    value = _TIME.sub("", text.strip())
    if match := _DATE.fullmatch(value):
        return _as_date(match)
    if match := _ALONE.fullmatch(value):
        return _date_of(*(int(part) if part else None for part in match.group("year", "month", "day")))
    try:
        return EdtfDate(value)
    except ValueError:
        return None


def find_date(text: str) -> EdtfDate | None:
    """The date of a report by what its head, its end and its first sentences say; None where they say none.

    In this order: the last step in a law's history (adopted, issued, amended; not: in force), a short line of the head
    with a full date, such a line at the end (where letters are signed), the first date that stands in the running text
    of the head, the year of the title. Days from or until which something holds are not taken. Reads the head and the
    end only, so the cost does not grow with the text."""
    head = text[:_HEAD_LENGTH]
    lines = [line for line in head.split("\n") if line.strip()]
    if date := _last_of_history(lines):
        return date
    tail = [line for line in text[_HEAD_LENGTH:][-_TAIL_LENGTH:].split("\n")[-4:] if line.strip()]
    if date := _first_dateline(lines) or _first_dateline(reversed(tail)):
        return date
    dates = [found for found in _dates(head) if not _is_term(head, found)]
    for found in dates:
        if found.is_day:
            return found.date
    title_end = len(lines[0]) + head.index(lines[0]) if lines else 0
    return next((found.date for found in dates if found.end <= title_end), None)


def _last_of_history(lines: list[str]) -> EdtfDate | None:
    """The last date like 「2018年12月29日 …第二次修正」, opening a line or behind 根据. Coming into force is none."""
    last: EdtfDate | None = None
    for line in lines:
        stripped = line.strip()
        if stripped.endswith("。"):
            continue
        for found in _dates(stripped):
            is_step = found.start <= 1 or stripped.startswith(_ACCORDING_TO, found.start - len(_ACCORDING_TO[0]))
            if is_step and found.is_day_of_year and _HISTORY.search(stripped, found.end):
                last = found.date
    return last


def _first_dateline(lines: Iterable[str]) -> EdtfDate | None:
    """The full date of the first line that is no sentence and has one."""
    for line in lines:
        stripped = line.strip()
        if len(stripped) > _LONGEST_DATELINE or stripped.endswith(("。", "；", "，")):
            continue
        for found in _dates(stripped):
            if found.is_day_of_year and not _is_term(stripped, found):
                return found.date
    return None


def _is_term(text: str, found: DateInText) -> bool:
    """True for a day from or until which something holds."""
    before = text[max(0, found.start - _CONTEXT) : found.start]
    return bool(_IN_FORCE_BEFORE.search(before) or _IN_FORCE_BEHIND.match(text, found.end))


def _dates(text: str) -> Iterator[DateInText]:
    for match in _DATE.finditer(text):
        if date := _as_date(match):
            yield DateInText(match.start(), match.end(), date)


def _as_date(match: re.Match[str]) -> EdtfDate | None:
    if match["republic"]:
        year = _REPUBLIC_BEGINS + _number(match["republic"])
    else:
        written = match["year"] or match["iso_year"]
        year = _number(written) if written else None
    month = match["month"] or match["bare_month"] or match["iso_month"]
    day = match["day"] or match["bare_day"] or match["iso_day"]
    return _date_of(year, _number(month) if month else None, _number(day) if day else None)


def _date_of(year: int | None, month: int | None, day: int | None) -> EdtfDate | None:
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return EdtfDate.of(year, month, day)
    except ValueError:
        return None


def _number(written: str) -> int:
    """The number that digits, full-width digits or Chinese numerals say: ``十二``, ``二〇二四``, ``一百一十三``."""
    if written.isdecimal():
        return int(written)
    values = [_HAN_VALUES[character] for character in written]
    if max(values) < min(_HAN_VALUES[unit] for unit in _UNITS):
        return int("".join(map(str, values)))
    total = digit = 0
    for value in values:
        if value in (10, 100):
            total += max(digit, 1) * value
            digit = 0
        elif value > 10:
            total += value
        else:
            digit = value
    return total + digit
