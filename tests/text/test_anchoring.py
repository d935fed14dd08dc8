from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import CONTEXT_LENGTH, Anchor, OrphanReason, Span
from archivist.text.anchoring import Placement, Placer, find_quote, holds, make_anchor
from archivist.text.difference import Difference
from archivist.text.fold import fold

SEED = Path(__file__).parents[1].joinpath("golden", "keqiao-2024-02-01.reading.txt").read_text("utf-8")
BODY = "第一段講了許多事情。會議指出要發展紡織產業。第二段講了別的事情。"


def quoted(text: str, quote: str) -> list[str]:
    return [span.of(text) for span in find_quote(text, quote)]


def place_anchor(anchor: Anchor, text: str) -> Placement:
    return Placer(text).place(anchor)


def an_anchor(text: str, quote: str) -> Anchor:
    return make_anchor(text, find_quote(text, quote)[0])


def test_an_anchor_keeps_position_quote_and_context() -> None:
    anchor = make_anchor(SEED, Span(100, 110))
    assert (anchor.exact, anchor.prefix, anchor.suffix) == (SEED[100:110], SEED[68:100], SEED[110:142])


def test_context_ends_with_the_text() -> None:
    anchor = make_anchor("甲乙丙", Span(1, 2))
    assert (anchor.prefix, anchor.suffix) == ("甲", "丙")
    assert CONTEXT_LENGTH == 32


def test_a_span_beyond_the_text_makes_no_anchor() -> None:
    with pytest.raises(ValueError, match="no span"):
        make_anchor("甲", Span(0, 2))


@pytest.mark.parametrize(
    "quote",
    ["高質量發展", "高质量发展", " 高质量发展\n", "高質(zhì)量發(fā)展", "高质(zhì)量发(fā)展"],
    ids=["traditional", "simplified", "with spaces", "damaged", "damaged simplified"],
)
def test_quotes_are_found_in_any_script(quote: str) -> None:
    assert quoted(SEED, quote) == ["高質量發展", "高質量發展"]


def test_marks_in_ascii_are_the_same_marks() -> None:
    assert quoted(SEED, "会议指出,这次市") == ["會議指出，這次市"]


def test_an_authors_reading_is_found_as_it_stands() -> None:
    assert quoted("落霞与孤鹜(wù)齐飞", "孤鹜(wù)齐") == ["孤鹜(wù)齐"]
    assert quoted("落霞与孤鹜齐飞", "孤鹜(wù)齐") == ["孤鹜齐"]


def test_quotes_in_the_words_of_the_other_side_are_found() -> None:
    assert quoted("我们要发展互联网产业。", "發展網際網路產業") == ["发展互联网产业"]


def test_occurrences_that_overlap_count_once() -> None:
    assert find_quote("哈哈哈哈哈", "哈哈") == (Span(0, 2), Span(2, 4))


@pytest.mark.parametrize("quote", ["", " \n", "沒有這句話", "\ud800"])
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    assert find_quote(SEED, quote) == ()


def test_an_anchor_holds_in_any_script() -> None:
    anchor = make_anchor("會議指出", Span(0, 2))
    assert holds(anchor, "会议指出")
    assert not holds(anchor, "大会议")
    assert not holds(anchor, "會")
    assert not holds(Anchor(None, "會議", "", ""), "會議")


def test_an_unchanged_text_keeps_its_marks() -> None:
    anchor = an_anchor(BODY, "會議")
    assert place_anchor(anchor, BODY).span == anchor.span


def test_a_quote_that_moved_is_followed() -> None:
    moved = "新加的一段。" + BODY
    placement = place_anchor(an_anchor(BODY, "發展紡織產業"), moved)
    assert placement.span is not None
    assert placement.span.of(moved) == "發展紡織產業"


def test_context_chooses_among_several_places() -> None:
    text = "甲方代表會議。乙方代表大會。丙方代表論壇。"
    anchor = make_anchor(text, find_quote(text, "代表")[1])
    changed = "序言加上去了。" + text
    placement = place_anchor(anchor, changed)
    assert placement.span == find_quote(changed, "代表")[1]


def test_places_alike_are_left_to_a_person() -> None:
    text = "報告完畢。" * 20
    placement = place_anchor(make_anchor(text, find_quote(text, "完畢")[10]), "新" + text)
    assert placement.span is None
    assert placement.reason is OrphanReason.SEVERAL
    assert {candidate.span.of("新" + text) for candidate in placement.candidates} == {"完畢"}


def test_a_short_quote_in_other_words_is_left_to_a_person() -> None:
    placement = place_anchor(an_anchor(BODY, "事情"), "這是完全不同的一篇文章，講的事情也不同。")
    assert placement.span is None
    assert placement.candidates


def test_a_quote_that_is_gone_is_an_orphan() -> None:
    placement = place_anchor(an_anchor(BODY, "紡織產業"), "這裡什麼都沒有。")
    assert (placement.span, placement.candidates, placement.reason) == (None, (), OrphanReason.GONE)


def test_an_orphan_finds_its_way_back() -> None:
    anchor = an_anchor(BODY, "發展紡織產業")
    orphan = Anchor(None, anchor.exact, anchor.prefix, anchor.suffix)
    assert place_anchor(orphan, BODY).span == anchor.span


def test_where_every_paragraph_is_there_twice_no_mark_is_placed() -> None:
    lines = SEED.split("\n")
    doubled = "\n".join(line for each in lines for line in (each, each))
    placer = Placer(doubled, Difference(SEED, doubled))
    for quote in ("新時代膽劍篇", "高質量發展", "紡都", "會議強調"):
        placement = placer.place(an_anchor(SEED, quote))
        assert (placement.span, placement.reason) == (None, OrphanReason.SEVERAL)


def test_a_paragraph_that_came_again_elsewhere_leaves_its_marks_where_they_are() -> None:
    first, *rest = SEED.split("\n")
    changed = "\n".join([first, *rest, first])
    placer = Placer(changed, Difference(SEED, changed))
    anchor = an_anchor(SEED, "學習傳達市")
    assert placer.place(anchor).span == anchor.span


VOTES = "張三：同意。\n李四：同意。\n王五：同意。\n"
ARTICLES = "第一條 應當依法辦理。\n第二條 應當依法審理。"
DIKES = "第五十一条 违反本条例规定，危害防汛墙安全的，处以罚款。\n第五十二条 违反本条例规定，危害海塘安全的，处以罚款。"
HEADS = " 一、 \n校務評鑑。\n 二、 \n院系評鑑。\n"


@pytest.mark.parametrize(
    ("old", "new", "quote"),
    [
        (VOTES, "李四：同意。\n張三：同意。\n王五：同意。\n", "同意"),
        (ARTICLES, "第一條 應當依法審理。\n第二條 應當依法辦理。", "應當依法辦理。"),
        (DIKES, "\n".join(DIKES.split("\n")[::-1]), "第五十二条 违反本条例规定，危害"),
        (HEADS, " 二、 \n校務評鑑。\n 一、 \n院系評鑑。\n", " 二、 "),
        ("甲不同意乙", "甲同意乙", "不同意"),
        ("我們同意。", "我們都不同意。", "我們同意"),
    ],
    ids=["votes", "words that changed places", "articles", "numbers", "a negation that went", "one that came"],
)
def test_a_mark_is_placed_on_its_own_passage_or_left_to_a_person(old: str, new: str, quote: str) -> None:
    start = old.find(quote)
    place = Placer(new, Difference(old, new)).place(make_anchor(old, Span(start, start + len(quote)))).span
    assert place is None or (_line(new, place) == _line(old, Span(start, start)) and place.of(new) == quote)


def _line(text: str, span: Span) -> str:
    return text[text.rfind("\n", 0, span.start) + 1 :].split("\n")[0]


def test_paragraphs_that_changed_places_take_their_marks_with_them() -> None:
    first, second, *rest = SEED.split("\n")
    changed = "\n".join([second, first, *rest])
    placer = Placer(changed, Difference(SEED, changed))
    for line in filter(None, (first, second)):
        placement = placer.place(make_anchor(SEED, Span(SEED.find(line), SEED.find(line) + len(line))))
        assert placement.span is not None
        assert placement.span.of(changed) == line


def test_a_line_that_stayed_takes_its_marks_with_it_whatever_stands_around_it_now() -> None:
    votes = [f"第{number}案：{name}提出，全體同意。" for number, name in enumerate("甲乙丙丁戊己庚辛", start=1)]
    old, new = "\n".join(votes), "\n".join([votes[at] for at in (5, 2, 7, 0, 3, 6, 1, 4)])
    placer = Placer(new, Difference(old, new))
    for line in votes:
        start = old.find(line) + line.find("同意")
        place = placer.place(make_anchor(old, Span(start, start + 2))).span
        assert place is not None and _line(new, place) == line and place.of(new) == "同意"


def test_a_line_that_is_there_twice_now_takes_no_mark_with_it() -> None:
    line = "第三項：照案通過，全體同意。"
    old = f"甲縣呈報的各案\n{line}\n乙縣呈報的各案"
    new = f"丙縣的事\n{line}\n丁縣的事\n戊縣的事\n{line}\n己縣的事"
    start = old.find("同意")
    assert Placer(new, Difference(old, new)).place(make_anchor(old, Span(start, start + 2))).span is None


def test_a_line_that_was_there_twice_is_told_by_its_neighbours() -> None:
    old = "甲公司\n負責人簽章\n某某街一號\n乙公司\n負責人簽章\n別的路二號\n"
    second = find_quote(old, "負責人")[1]
    new = "序言\n" + old
    assert Placer(new, Difference(old, new)).place(make_anchor(old, second)).span == find_quote(new, "負責人")[1]
    new = "甲公司\n負責人簽章\n別的路二號\n乙公司\n負責人簽章\n某某街一號\n"
    assert Placer(new, Difference(old, new)).place(make_anchor(old, second)).span is None


@given(st.text(alphabet="會会議议區a，,。 \n\ud800😀", min_size=1), st.data())
def test_found_quotes_equal_the_quote_on_the_fold(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    found = find_quote(text, quote)
    assert bool(found) == bool(quote.strip())
    assert all(fold(span.of(text)) == fold(quote.strip()) for span in found)


@given(st.text(alphabet="會会議議。a😀", min_size=1), st.data())
def test_a_placed_anchor_stands_on_its_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    anchor = make_anchor(text, Span(start, data.draw(st.integers(start + 1, len(text)))))
    assert place_anchor(anchor, text).span == anchor.span
    other = data.draw(st.text(alphabet="會会議議。a😀"))
    placement = place_anchor(anchor, other)
    assert placement.span is None or fold(placement.span.of(other)) == fold(anchor.exact)
