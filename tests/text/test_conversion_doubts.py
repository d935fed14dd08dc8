"""Where a conversion may be wrong."""

from pathlib import Path

import pytest
from builders import a_choice
from hypothesis import given
from hypothesis import strategies as st
from text.anytext import ANY_TEXT

from archivist.domain import Doubt, Script, Span
from archivist.importing.encoding import decode
from archivist.text.conversion import REGIONAL, Conversion, Style, render

SEED = Path(__file__).parents[1] / "golden" / "keqiao-2024-02-01.reading.txt"
REPORTS = Path(__file__).parents[1] / "data" / "reports"


def doubts_of(
    text: str, kind: str, script: Script = Script.TRADITIONAL, **how: object
) -> list[tuple[str, tuple[str, ...]]]:
    found = render(text, script, **how).doubts  # type: ignore[arg-type]
    return [(doubt.span.of(text), doubt.alternatives) for doubt in found if doubt.kind == kind]


def test_a_character_that_no_phrase_decides_is_a_doubt() -> None:
    assert doubts_of("这个后字", "several counterparts") == [("后", ("後", "后"))]


def test_what_a_phrase_decides_is_none() -> None:
    assert render("这是皇后和以后", Script.TRADITIONAL).doubts == ()


def test_what_is_shown_stands_first_in_the_glyphs_of_the_region() -> None:
    assert doubts_of("们面食里", "several counterparts", Script.TRADITIONAL_TW) == [("里", ("裡", "里", "哩"))]
    assert doubts_of("们面食里", "several counterparts", Script.TRADITIONAL_HK) == [("里", ("裏", "里", "哩"))]


@pytest.mark.parametrize("text", ["国家们", "证们", "参们"])
def test_counterparts_that_hardly_occur_or_look_the_same_are_no_doubt(text: str) -> None:
    assert doubts_of(text, "several counterparts") == []


def test_older_dictionaries_have_a_second_opinion() -> None:
    assert doubts_of("这是炼铁", "engines") == [("炼", ("煉", "鍊"))]


def test_what_does_not_come_back_is_a_doubt() -> None:
    assert doubts_of("这是平面坐标", "round trip") == [("坐", ("座", "坐"))]


def test_simplified_characters_left_in_a_traditional_text_are_doubts() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert sorted(doubts_of(text, "left over")) == [
        ("制", ("制", "製")),
        ("并", ("并", "並")),
        ("筑", ("筑", "築")),
        ("筑", ("筑", "築")),
    ]


def test_traditional_text_in_a_simplified_pane_raises_no_such_doubt() -> None:
    assert render(SEED.read_text(encoding="utf-8"), Script.SIMPLIFIED).doubts == ()


def test_the_original_has_no_doubts() -> None:
    assert render("这个后字", Script.ORIGINAL).doubts == ()


def test_words_that_a_region_has_for_others_are_told_whole() -> None:
    text = "这里的软件和数据库"
    style = Style(vocabulary=True)
    assert doubts_of(text, REGIONAL, Script.TRADITIONAL_TW, style=style) == [
        ("软件", ("軟體", "軟件")),
        ("数据库", ("資料庫", "數據庫")),
    ]
    assert doubts_of("這裡的軟體", REGIONAL, Script.SIMPLIFIED, style=style) == [("軟體", ("软件", "软体"))]
    assert doubts_of(text, REGIONAL, Script.TRADITIONAL_TW) == []
    assert doubts_of(text, REGIONAL, Script.TRADITIONAL, style=style) == []


def test_a_choice_settles_a_doubt() -> None:
    text = "这个后字和那个后字"
    place = a_choice("后", "后", span=Span(2, 3))
    assert doubts_of(text, "several counterparts", choices=[place]) == [("后", ("後", "后"))]
    assert render(text, Script.TRADITIONAL, choices=[place]).doubts[0].span == Span(7, 8)
    assert render(text, Script.TRADITIONAL, choices=[a_choice("后", "後")]).doubts == ()


def test_places_count_the_reading_text_whatever_is_converted() -> None:
    text = "這是傳統的\n这个后字\n這是傳統的制造\n内存和那个后字"
    doubts = render(text, Script.TRADITIONAL_TW, style=Style(vocabulary=True)).doubts
    assert [(doubt.span.start, doubt.span.of(text), doubt.kind) for doubt in doubts] == [
        (8, "后", "several counterparts"),
        (16, "制", "left over"),
        (19, "内存", "regional word"),
        (24, "后", "several counterparts"),
    ]


def test_doubts_are_few_in_a_real_report() -> None:
    text = (REPORTS / "cn-work-report" / "政府工作报告2010.txt").read_text(encoding="utf-8")
    doubts = render(text, Script.TRADITIONAL).doubts
    assert 0 < len(doubts) < len(text) / 200
    assert all(isinstance(doubt, Doubt) and len(doubt.alternatives) > 1 for doubt in doubts)
    ends = [doubt.span.end for doubt in doubts]
    assert all(end <= following.span.start for end, following in zip(ends, doubts[1:], strict=False))


MIXED = st.text(st.sampled_from("后里构筑并制污國说說衆爲关系關系坐标内存软件“”「」\n，𠮷a"), max_size=30)
STYLES = st.builds(Style, st.sampled_from([Script.TRADITIONAL_TW, Script.TRADITIONAL_HK]), st.booleans(), st.booleans())


def shown_first(shown: Conversion) -> list[tuple[str, str]]:
    """For each doubt its first alternative, and what is shown at its place."""
    places = (shown.alignment.span_to_target(doubt.span.start, doubt.span.end) for doubt in shown.doubts)
    return [
        (doubt.alternatives[0], shown.text[slice(*place)]) for doubt, place in zip(shown.doubts, places, strict=True)
    ]


@given(st.one_of(ANY_TEXT, MIXED), st.sampled_from(Script), STYLES, st.integers(0, 30), st.integers(1, 3))
def test_the_first_alternative_is_what_is_shown(text: str, script: Script, style: Style, at: int, length: int) -> None:
    choices = [a_choice(text[at : at + length], "甲乙")] if text[at:] else []
    assert all(first == there for first, there in shown_first(render(text, script, style=style, choices=choices)))


@pytest.mark.parametrize("path", sorted(REPORTS.rglob("*.*")), ids=lambda path: path.name)
def test_the_first_alternative_is_what_is_shown_of_any_report(path: Path) -> None:
    text = decode(path.read_bytes(), where=path.name).text
    for script in Script:
        assert all(first == there for first, there in shown_first(render(text, script)))


def test_what_is_restored_beside_a_left_over_is_no_part_of_it() -> None:
    assert doubts_of("這個构筑說", "left over", Script.TRADITIONAL_TW) == [("筑", ("筑", "築"))]


def test_what_a_region_writes_with_another_glyph_is_no_doubt() -> None:
    assert render("空氣污染防制機關", Script.TRADITIONAL_TW).doubts == ()


def test_doubts_of_passages_that_lie_apart_stay_apart() -> None:
    text = "这个后\n這個說\n后来这里的里"
    assert [doubt.span.of(text) for doubt in render(text, Script.TRADITIONAL).doubts] == ["后", "里"]
