"""Paragraphs of plain text, and the numbers by which a person cites them.

A line is a paragraph: mending lines that were broken inside a sentence is a repair and belongs there. Where it took out
the line break between two paragraphs, they touch, and are one. Formats that know their own paragraphs hand them to
``number_paragraphs`` directly."""

import re
from collections.abc import Iterable, Iterator, Sequence

from archivist.domain import Paragraph, ParagraphKind, SourceParagraph, SourceSpan, Span
from archivist.text.spanmap import SpanMap

_LINE = re.compile("[^\n]+")
_LAYOUT = " \t\r\f\v\u00a0\u2000-\u200b\u3000\ufeff"
_INNER = re.compile(f"[^{_LAYOUT}](?:.*[^{_LAYOUT}])?", re.DOTALL)

_NUMERAL = "[零〇一二三四五六七八九十百千0-9０-９]{1,6}"
_GAP = "[ \u3000]{0,4}"
# 第　一　條 is spread over the line in gazettes.
_SPREAD = f"第{_GAP}(?:{_NUMERAL}{_GAP}){{1,3}}"
_TITLE = "[ \u3000]{1,4}[^\\s，、,（(]{1,8}"
_DIVISION = re.compile(f"{_SPREAD}([編编篇部章節节])(?![{_LAYOUT}]*[，、,])")
_ARTICLE_ALONE = re.compile(
    f"{_SPREAD}[條条](?:{_GAP}之{_GAP}{_NUMERAL})?(?:{_GAP}[（(][^（）()]{{1,30}}[）)]|{_TITLE})?"
)
_COUNT = "[一二三四五六七八九十百]{1,4}"
_STEM = "[甲乙丙丁戊己庚辛壬癸]"
# 一、二、三都好, 甲、乙兩方 and 陸、海、空三軍 name several things.
_MARKER = re.compile(
    f"(?P<chapter>{_COUNT}(?:、(?!{_COUNT}、)|[.．](?![0-9０-９一二三四五六七八九十百]))"
    f"|[壹貳贰參叁参肆伍陸陆柒捌玖拾]{{1,3}}、(?!.、)|{_STEM}、(?!{_STEM}|.、))"
    f"|(?P<section>[（(]{_COUNT}[）)]|[㈠-㈩])"
    "|(?P<item>[0-9０-９]{1,3}(?:[、．]|\\.(?![0-9０-９])))"
    "|(?P<subitem>[（(][0-9０-９]{1,3}[）)]|[⑴-⒇])"
    "|(?P<circled>[①-⑳])"
)
_LIST_LEVELS = {"chapter": 1, "section": 2, "item": 3, "subitem": 4, "circled": 5}
_DIVISION_LEVELS = {"編": 1, "编": 1, "篇": 1, "部": 1, "章": 1, "節": 2, "节": 2}
_HEADING_LEVELS = {"chapter": 1, "section": 2}
_ARTICLE_LEVEL = 3
_LONGEST_HEADING = 40
_SENTENCE = re.compile("[。！？；：!?;:]|[，、…,.」』”]$")
"""What a heading does not hold, or not at its end."""


def find_paragraphs(source_text: str) -> tuple[SourceParagraph, ...]:
    """The paragraphs of a plain text in order: one for each line that is not blank.

    Spans leave out the line end and spaces at both ends. Headings and numbered items are told by how the line begins,
    how long it is and whether it is a sentence: 第…章, 第…節, 第…條 alone or with a title, 「一、」, 「壹、」, 「甲、」 and
    「（一）」 begin headings where the line is short and no sentence; 「1.」, 「（1）」 and 「①」 are items always."""
    found: list[SourceParagraph] = []
    for line in _LINE.finditer(source_text):
        if inner := _INNER.search(source_text, line.start(), line.end()):
            kind, level = _classify(source_text[inner.start() : min(inner.end(), inner.start() + _LONGEST_HEADING + 1)])
            found.append(SourceParagraph(SourceSpan(*inner.span()), kind, level))
    return tuple(found)


def number_paragraphs(paragraphs: Iterable[SourceParagraph], alignment: SpanMap) -> tuple[Paragraph, ...]:
    """``paragraphs`` of the source text as paragraphs of the reading text, numbered from "1" in order.

    ``alignment`` maps source text to reading text. One that lost all of its text has no number, nor has one that touches
    the one before."""
    found = list(paragraphs)
    spans = [Span(*alignment.span_to_target(each.span.start, each.span.end)) for each in found]
    return tuple(
        Paragraph(span, each.kind, each.level, number)
        for each, span, number in zip(found, spans, paragraph_numbers(spans), strict=True)
    )


def paragraph_numbers(spans: Iterable[Span]) -> Iterator[str | None]:
    """The number of each paragraph, from "1" in order; None for one without text, or that goes on from the one before."""
    number, reached = 0, -1
    for span in spans:
        if span and span.start != reached:
            number += 1
            yield str(number)
        else:
            yield None
        reached = span.end if span else reached


def join_paragraphs(paragraphs: Sequence[Paragraph], reading_text: str) -> tuple[Paragraph, ...]:
    """``paragraphs`` with those that touch as one, of the kind that the whole line has, and without those that repairs
    left empty."""
    joined: list[Paragraph] = []
    for each in paragraphs:
        if not each.span:
            continue
        if joined and joined[-1].span.end == each.span.start:
            span = Span(joined[-1].span.start, each.span.end)
            kind, level = _classify(reading_text[span.start : min(span.end, span.start + _LONGEST_HEADING + 1)])
            joined[-1] = Paragraph(span, kind, level, joined[-1].number)
        else:
            joined.append(each)
    return tuple(joined)


def _classify(line: str) -> tuple[ParagraphKind, int]:
    """Kind and level of a line without outer spaces; it may be cut behind the length of a heading."""
    is_short = len(line) <= _LONGEST_HEADING and not _SENTENCE.search(line)
    if is_short and (division := _DIVISION.match(line)):
        return ParagraphKind.HEADING, _DIVISION_LEVELS[division[1]]
    if is_short and _ARTICLE_ALONE.fullmatch(line):
        return ParagraphKind.HEADING, _ARTICLE_LEVEL
    marker = _MARKER.match(line)
    if marker is None or marker.lastgroup is None:
        return ParagraphKind.BODY, 0
    name = marker.lastgroup
    has_text = bool(line[marker.end() :].strip(" \t\u3000"))
    if is_short and has_text and name in _HEADING_LEVELS:
        return ParagraphKind.HEADING, _HEADING_LEVELS[name]
    return ParagraphKind.LIST, _LIST_LEVELS[name]
