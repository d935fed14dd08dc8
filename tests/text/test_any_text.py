"""What the text engine is given is any string: here are the kinds that break others, by name."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.domain import Script, Span
from archivist.text.anchoring import Placer, make_anchor
from archivist.text.conversion import CONFIGURATIONS, converter, render
from archivist.text.dates import find_date
from archivist.text.difference import Difference
from archivist.text.fold import fold
from archivist.text.paragraphs import find_paragraphs, number_paragraphs
from archivist.text.pinyin.context import read_in_context
from archivist.text.repair import accept_proposed, apply_repairs, find_damage_doubts, propose_repairs, strip_readings
from archivist.text.script import recognise_script
from archivist.text.spanmap import Bias, SpanMap, utf16_map
from archivist.text.title import title_from_text

ORDINARY = ["會(huì)議", "学习", "第一條", "。", ",", "\n", "(", ")", "?", "A", "1", " ", "\u3000"]
KINDS = {
    "lone surrogates": st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF),
    "NUL and other controls": st.sampled_from([*map(chr, range(0x20)), "\x7f", "\x80", "\x85", "\x9f"]),
    "marks of direction": st.sampled_from("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069א"),
    "what has no width": st.sampled_from("\u00ad\u034f\u200b\u200c\u200d\u2060\ufe0f\ufeff\U000e0001\U000e0100"),
    "private use": st.one_of(
        st.characters(min_codepoint=0xE000, max_codepoint=0xF8FF),
        st.characters(min_codepoint=0xF0000, max_codepoint=0x10FFFF),
    ),
    "no characters": st.sampled_from("\ufdd0\ufffe\uffff\U0001fffe\U0010ffff\ufffd"),
    "combining marks": st.sampled_from("\u0300\u0301\u0304\u030c\u20dd\u3099\u302a"),
    "compatibility": st.one_of(
        st.characters(min_codepoint=0xF900, max_codepoint=0xFAFF),
        st.characters(min_codepoint=0x2F800, max_codepoint=0x2FA1D),
    ),
    "Extension B": st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
    "Extensions C to F": st.characters(min_codepoint=0x2A700, max_codepoint=0x2EBE0),
    "Extensions G and H": st.characters(min_codepoint=0x30000, max_codepoint=0x323AF),
    "parentheses": st.sampled_from("()（）（(「」“”\"'"),
    "letters above ASCII": st.characters(min_codepoint=0x80, max_codepoint=0x24F),
}
kinds = pytest.mark.parametrize("kind", KINDS)
few = settings(max_examples=25, deadline=None)


def texts(kind: str) -> st.SearchStrategy[str]:
    """Texts that mix one kind with what Chinese text is made of."""
    return st.lists(st.one_of(KINDS[kind], st.sampled_from(ORDINARY)), max_size=30).map("".join)


def assert_total(alignment: SpanMap) -> None:
    """Every position has its place on the other side, both ways, and order is kept."""
    for one, length, other in (
        (alignment.to_target, alignment.source_length, alignment.target_length),
        (alignment.to_source, alignment.target_length, alignment.source_length),
    ):
        for bias in Bias:
            places = [one(position, bias) for position in range(length + 1)]
            assert places == sorted(places)
            assert places[0] >= 0 and places[-1] <= other


@kinds
@few
@given(st.data())
def test_repairs_fit_any_text_and_can_be_taken_back(kind: str, data: st.DataObject) -> None:
    text = data.draw(texts(kind))
    repairs = propose_repairs(text)
    assert all(left.span.end <= right.span.start for left, right in pairwise(repairs))
    assert all(repair.span.of(text) != repair.replacement for repair in repairs)
    repaired = apply_repairs(text, accept_proposed(repairs))
    assert (repaired.alignment.source_length, repaired.alignment.target_length) == (len(text), len(repaired.text))
    assert_total(repaired.alignment)
    assert apply_repairs(text, ()).text == text
    assert all(doubt.span.end <= len(repaired.text) for doubt in find_damage_doubts(repaired.text))
    assert len(strip_readings(text)) <= len(text)


@kinds
@few
@given(st.data())
def test_any_text_is_rendered_with_a_whole_map(kind: str, data: st.DataObject) -> None:
    text = data.draw(texts(kind))
    for script in Script:
        shown = render(text, script)
        assert (shown.alignment.source_length, shown.alignment.target_length) == (len(text), len(shown.text))
        assert_total(shown.alignment)
    config = data.draw(st.sampled_from(sorted(CONFIGURATIONS)))
    assert_total(converter(config).align(text).alignment)
    assert_total(utf16_map(text))


@kinds
@few
@given(st.data())
def test_any_text_has_a_fold_paragraphs_and_anchors(kind: str, data: st.DataObject) -> None:
    text, other = data.draw(texts(kind)), data.draw(texts(kind))
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert len(read_in_context(text)) == len(text)
    recognise_script(text)
    find_date(text)
    title_from_text(text)
    paragraphs = number_paragraphs(find_paragraphs(text), SpanMap.identity(len(text)))
    assert all(left.span.end <= right.span.start for left, right in pairwise(paragraphs))
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in range(2))
    difference = Difference(text, other)
    assert_total(difference.alignment)
    placed = Placer(other, difference).place(make_anchor(text, Span(start, end)))
    assert placed.span is None or placed.span.end <= len(other)
