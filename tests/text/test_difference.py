import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import Span
from archivist.text.conversion import converter
from archivist.text.difference import Change, ChangeKind, Difference
from archivist.text.fold import fold
from archivist.text.spanmap import Bias

SEED = Path(__file__).parents[1].joinpath("golden", "keqiao-2024-02-01.reading.txt").read_text("utf-8")
LINES = SEED.split("\n")
TEXTS = st.text(alphabet="會会議。a\n\ud800😀", max_size=60)
SAME = (ChangeKind.KEPT, ChangeKind.MOVED)


def applied(difference: Difference) -> str:
    """The new text, made of the old one and of what came in."""
    return "".join(
        change.old.of(difference.old) if change.kind in SAME and change.is_literal else change.new.of(difference.new)
        for change in difference.changes
    )


def kinds(old: str, new: str) -> list[tuple[str, str, str]]:
    return [
        (change.kind.value, change.old.of(old), change.new.of(new))
        for change in Difference(old, new).changes
        if change.kind is not ChangeKind.KEPT
    ]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts, the second made from the lines of the first."""
    lines = draw(st.lists(st.text(alphabet="會会議指出發展。a", max_size=30), max_size=8))
    other = draw(st.permutations(lines + draw(st.lists(st.sampled_from(lines), max_size=2)) if lines else []))
    place = draw(st.integers(0, max(len(other) - 1, 0)))
    if other:
        other[place] = other[place][1:] + draw(st.sampled_from(["", "乙", "（新）"]))
    return "\n".join(lines), "\n".join(other)


@given(st.one_of(st.tuples(TEXTS, TEXTS), edited()))
def test_applied_to_the_old_text_it_gives_the_new_one(texts: tuple[str, str]) -> None:
    assert applied(Difference(*texts)) == texts[1]


@given(st.one_of(st.tuples(TEXTS, TEXTS), edited()))
def test_each_place_of_both_texts_is_in_one_change(texts: tuple[str, str]) -> None:
    old, new = texts
    changes = Difference(old, new).changes
    olds = sorted(change.old for change in changes if change.old)
    news = [change.new for change in changes if change.new]
    for spans, text in ((olds, old), (news, new)):
        assert [span.start for span in spans] == [0, *(span.end for span in spans)][: len(spans)]
        assert sum(map(len, spans)) == len(text)


@given(st.one_of(st.tuples(TEXTS, TEXTS), edited()))
def test_what_stayed_or_moved_is_equal_on_the_fold(texts: tuple[str, str]) -> None:
    old, new = texts
    for change in Difference(old, new).changes:
        mine, other = change.old.of(old), change.new.of(new)
        match change.kind:
            case ChangeKind.KEPT | ChangeKind.MOVED:
                assert fold(mine) == fold(other)
                assert change.is_literal == (mine == other)
            case ChangeKind.INSERTED:
                assert not mine and other
            case ChangeKind.DELETED:
                assert mine and not other
            case ChangeKind.REPLACED:
                assert mine and other and fold(mine) != fold(other)


@given(st.one_of(st.tuples(TEXTS, TEXTS), edited()))
def test_its_map_is_total_and_monotone(texts: tuple[str, str]) -> None:
    old, new = texts
    alignment = Difference(old, new).alignment
    for bias in Bias:
        there = [alignment.to_target(place, bias) for place in range(len(old) + 1)]
        back = [alignment.to_source(place, bias) for place in range(len(new) + 1)]
        assert there == sorted(there) and back == sorted(back)
        assert there[0] >= 0 and there[-1] <= len(new)
    folded = fold(old), fold(new)
    for run in Difference(old, new).runs:
        assert folded[0][run.old : run.old_end] == folded[1][run.new : run.new_end]
        assert alignment.to_target(run.old, Bias.END) == run.new


@given(st.one_of(st.tuples(TEXTS, TEXTS), edited()))
def test_slides_hold_what_can_be_told_in_several_ways(texts: tuple[str, str]) -> None:
    old, new = map(fold, texts)
    difference = Difference(*texts)
    for slide in difference.slides:
        size = abs((slide.old_end - slide.old_start) - (slide.new_end - slide.new_start))
        longer = max(old[slide.old_start : slide.old_end], new[slide.new_start : slide.new_end], key=len)
        shorter = min(old[slide.old_start : slide.old_end], new[slide.new_start : slide.new_end], key=len)
        assert shorter and longer[: len(shorter)] == longer[size:] == shorter


def test_gaps_that_pushing_joined_share_nothing_at_their_ends() -> None:
    old, new = "\n\naa\n。。。。。。\naa\naaaaaaa\n\n", "\n。。。。。。\naa\n\naa\naaaaaaa\n。。。。。。\n\n\n"
    assert all(mine != other for kind, mine, other in kinds(old, new) if kind == "replaced")


@pytest.mark.parametrize("text", ["", "\n", SEED])
def test_equal_texts_do_not_differ(text: str) -> None:
    difference = Difference(text, text)
    assert difference.alignment.is_identity
    assert [change.kind for change in difference.changes] == [ChangeKind.KEPT][: len(text)]


def test_typos_are_replaced_and_nothing_else() -> None:
    new = SEED.replace("高質量發展", "高質最發展", 1).replace("會議指出", "會議強調指出", 1)
    assert kinds(SEED, new) == [("replaced", "量", "最"), ("inserted", "", "強調")] or kinds(SEED, new) == [
        ("inserted", "", "強調"),
        ("replaced", "量", "最"),
    ]


def test_a_paragraph_that_moved_is_a_move() -> None:
    lines = [line for line in LINES if len(line) > 20]
    new = [*lines[1:3], lines[0], *lines[3:]]
    old_text, new_text = "\n".join(lines), "\n".join(new)
    moved = [change for change in Difference(old_text, new_text).changes if change.kind is not ChangeKind.KEPT]
    assert [change.kind for change in moved] == [ChangeKind.MOVED]
    shorter = min(lines[0], "\n".join(lines[1:3]), key=len)
    assert moved[0].old.of(old_text).strip("\n") == shorter


def test_a_paragraph_that_went_or_came_is_told_as_a_line() -> None:
    lines = ["會議指出，甲。", "會議強調，乙。", "會議要求，丙。"]
    whole = "\n".join(lines)
    assert kinds(whole, "\n".join([lines[0], lines[2]])) == [("deleted", lines[1] + "\n", "")]
    assert kinds("\n".join([lines[0], lines[2]]), whole) == [("inserted", "", lines[1] + "\n")]


def test_a_paragraph_doubled_may_be_either() -> None:
    lines = ["第一段講了許多事情。", "會議指出要發展紡織產業。", "第二段講了別的事情。"]
    (slide,) = Difference("\n".join(lines), "\n".join([lines[0], lines[1], *lines[1:]])).slides
    assert "\n".join(lines)[slide.old_start : slide.old_end].strip("\n。") == lines[1].strip("。")


def test_another_script_is_no_real_difference() -> None:
    new = converter("t2s").convert(SEED)
    difference = Difference(SEED, new)
    assert {(change.kind, change.is_literal) for change in difference.changes} == {(ChangeKind.KEPT, False)}
    respelled = list(difference.respelled())
    assert respelled[0][0].of(SEED) != respelled[0][1].of(new)
    assert sum(len(old) for old, _ in respelled) == sum(a != b for a, b in zip(SEED, new, strict=True))


def test_script_and_real_differences_are_told_apart() -> None:
    old, new = "區委召開會議，要發展紡織。", "区委召开会议，要發展服裝。"
    difference = Difference(old, new)
    assert difference.changes == (
        Change(ChangeKind.KEPT, Span(0, 10), Span(0, 10), is_literal=False),
        Change(ChangeKind.REPLACED, Span(10, 12), Span(10, 12)),
        Change(ChangeKind.KEPT, Span(12, 13), Span(12, 13)),
    )
    assert [old.of("區委召開會議") for old, _ in difference.respelled()] == ["區", "開會議"]


def test_damage_all_through_is_insertions() -> None:
    source = Path(__file__).parents[1].joinpath("data", "keqiao-2024-02-01.txt").read_text("utf-8")
    difference = Difference(SEED, source)
    assert {change.kind for change in difference.changes} <= {ChangeKind.KEPT, ChangeKind.INSERTED, ChangeKind.REPLACED}
    stayed = sum(len(change.old) for change in difference.changes if change.kind is ChangeKind.KEPT)
    assert stayed > 0.98 * len(SEED)


def steps_for(old: str, new: str) -> int:
    """Lines of Python that a difference runs, which tells how its cost grows."""
    count = 0

    def tracer(frame: object, event: str, arg: object) -> object:
        nonlocal count
        count += 1
        return tracer

    sys.settrace(tracer)  # type: ignore[arg-type]
    try:
        _ = Difference(old, new).changes
    finally:
        sys.settrace(None)
    return count


def periodic(size: int) -> tuple[str, str]:
    return "甲乙" * size, "乙" + "甲乙" * (size // 2) + "丙" + "甲乙" * (size // 2)


def shuffled(size: int) -> tuple[str, str]:
    lines = [f"第{number}條 會議指出要發展產業{number * 7919 % 10007}。\n" for number in range(size // 16)]
    return "".join(lines), "".join(sorted(lines, key=lambda line: line[-6:]))


def foreign(size: int) -> tuple[str, str]:
    codes = [(number * 7919) % 10007 for number in range(size)]
    return "".join(chr(0x4E00 + code) for code in codes), "".join(chr(0x20000 + code) for code in codes)


def peppered(size: int) -> tuple[str, str]:
    codes = [chr(0x4E00 + (number * 7919 + number * number) % 10007) for number in range(size)]
    other = [code if number % 9 else "x" for number, code in enumerate(codes)]
    return "".join(codes), "".join(other)


@pytest.mark.parametrize("make", [periodic, shuffled, foreign, peppered])
def test_the_cost_grows_with_the_length_and_not_with_its_square(make: object) -> None:
    small, large = (steps_for(*make(size)) for size in (8_000, 32_000))  # type: ignore[operator]
    assert large < 10 * small
