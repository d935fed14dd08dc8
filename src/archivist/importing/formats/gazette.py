"""Items of the Executive Yuan Gazette (行政院公報) as the site serves them: HTML fragments without head, charset or title.

An item begins with a table of three cells: the office with the kind of document (經濟部令), the date of the Republic, the
number. Where several offices act together, those before the last stand on lines of their own, and each has a number. The
gazette's own index writes the title of an item as kind and subject (「教育部令：訂定「大學評鑑辦法」」); it is put together
here in the same way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from archivist.domain import N_, EdtfDate
from archivist.importing.formats import html
from archivist.importing.registry import ImportFormat, ReadHints, suffix_of
from archivist.importing.source_text import SourceText, TitleOrigin
from archivist.text.dates import parse_date

FORMAT = ImportFormat(
    key="gazette",
    title=N_("Item of the Executive Yuan Gazette (HTML)"),
    suffixes=(),
    media_types=("text/html",),
    keeps=(N_("office, date and number"), N_("tables as cells")),
)
_KINDS = "令|公告|書函|函|公示送達|送達公告|通告|裁決|決定書|處分書|解釋"
_OFFICE = re.compile(r"[^\d，。：]{2,20}")
_KIND = re.compile(rf"(?P<office>[^\s\d，。：]{{2,40}}?)(?P<kind>{_KINDS})")
_DATE = re.compile(r"(?P<date>中華民國\s*\d{1,3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?:\s*[（(]補登[）)])?")
_NUMBER = re.compile(r"\S{1,20}字第\S{1,30}號")
_HEAD = re.compile(rf"[^\d，。：]{{0,60}}?{_KIND.pattern}\s*{_DATE.pattern}\s*{_NUMBER.pattern}")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_SUBJECT = re.compile(r"主[\s\u3000\u00a0]*旨[\s\u3000\u00a0]*[：:][\s\u3000\u00a0]*")
_ITEM = re.compile("[一二三四五六七八九十]{1,3}、")
_FORMULA = re.compile(
    r"[，,](?:特此(?:公告|通知|令知)|請惠予刊登行政院公報|(?:並)?請[\s\u3000]*查照[^，。]{0,6})(?=[，。]|$)"
)
_MOST_OFFICES = 4
_SUBJECT_WITHIN = 4


class _Head(NamedTuple):
    """The head of an item; ``length`` counts its paragraphs."""

    offices: str
    kind: str
    date: EdtfDate | None
    numbers: str
    length: int


def score(head: bytes, name: str) -> int:
    if suffix_of(name) not in html.FORMAT.suffixes:
        return 0
    for encoding in ("utf-8", "big5"):
        text = _TAG.sub("", head.decode(encoding, "ignore")).replace("&nbsp;", " ")
        if _HEAD.match(" ".join(text.split())):
            return 95
    return 0


def read(data: bytes, hints: ReadHints) -> Iterator[SourceText]:
    for item in html.read(data, hints):
        lines = [paragraph.span.of(item.text).strip() for paragraph in item.paragraphs]
        head = _head(lines)
        yield replace(item, **_fields(head, lines[head.length :], item)) if head else item


def _fields(head: _Head, lines: Sequence[str], item: SourceText) -> dict[str, Any]:
    subject = _subject(lines)
    return {
        "title": f"{head.offices}{head.kind}：{subject}" if subject else f"{head.offices}{head.kind}",
        "date": head.date,
        "author": head.offices,
        "origins": item.origins | dict.fromkeys(("title", "date", "author"), TitleOrigin.RECORD.value),
        "extra": item.extra | ({"number": head.numbers} if head.numbers else {}),
    }


def _head(lines: Sequence[str]) -> _Head | None:
    for place, line in enumerate(lines[1 : _MOST_OFFICES + 1], start=1):
        if date := _DATE.fullmatch(line):
            kind = _KIND.fullmatch(lines[place - 1])
            others = lines[: place - 1]
            if not kind or not all(_OFFICE.fullmatch(other) for other in others):
                return None
            end = place + 1
            while end < len(lines) and _NUMBER.fullmatch(lines[end]):
                end += 1
            offices = "、".join(["".join(other.split()) for other in others] + [kind["office"]])
            return _Head(offices, kind["kind"], parse_date(date["date"]), "；".join(lines[place + 1 : end]), end)
    return None


def _subject(lines: Sequence[str]) -> str:
    """What the item is about: its 主旨, else its first sentence, without the formulas that end such a sentence."""
    named = next((line[match.end() :] for line in lines[:_SUBJECT_WITHIN] if (match := _SUBJECT.match(line))), "")
    subject = named or (_ITEM.sub("", lines[0], count=1) if lines else "")
    sentence = re.split(r"。(?=\s|$)", subject, maxsplit=1)[0]
    return _FORMULA.sub("", " ".join(sentence.split())).strip("，。 ")
