"""Properties of span maps: total, monotone, and true to what they were made of, for any changes."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.spanmap import Bias, ChangedSpan, SpanMap, utf16_map

_LENGTH = st.integers(0, 3)


@st.composite
def span_maps(draw: st.DrawFn, source_length: int | None = None) -> SpanMap:
    """Any map; with ``source_length`` one of a source of that length."""
    changes: list[tuple[int, int, int, int]] = []
    source = target = 0
    for gap, left, right in draw(st.lists(st.tuples(_LENGTH, _LENGTH, _LENGTH), max_size=6)):
        start, target_start = source + gap, target + gap
        if source_length is not None and start + left > source_length:
            break
        source, target = start + left, target_start + right
        changes.append((start, source, target_start, target))
    tail = draw(_LENGTH) if source_length is None else source_length - source
    return SpanMap(changes, source + tail, target + tail)


@st.composite
def map_chains(draw: st.DrawFn, count: int) -> list[SpanMap]:
    chain = [draw(span_maps())]
    while len(chain) < count:
        chain.append(draw(span_maps(source_length=chain[-1].target_length)))
    return chain


def all_targets(spans: SpanMap, bias: Bias) -> list[int]:
    return [spans.to_target(position, bias) for position in range(spans.source_length + 1)]


@given(span_maps())
def test_every_position_maps_into_the_target_in_order(spans: SpanMap) -> None:
    for bias in Bias:
        found = all_targets(spans, bias)
        assert found == sorted(found)
        assert found[0] >= 0
        assert found[-1] <= spans.target_length
    assert all_targets(spans, Bias.START)[0] == 0
    assert all_targets(spans, Bias.END)[-1] == spans.target_length


@given(span_maps())
def test_start_is_never_after_end(spans: SpanMap) -> None:
    pairs = zip(all_targets(spans, Bias.START), all_targets(spans, Bias.END), strict=True)
    assert all(start <= end for start, end in pairs)


@given(span_maps())
def test_positions_go_out_and_come_back_between_changes(spans: SpanMap) -> None:
    touched = {p for change in spans.changes for p in range(change.source_start, change.source_end + 1)}
    for position in set(range(spans.source_length + 1)) - touched:
        for bias in Bias:
            assert spans.to_source(spans.to_target(position, bias), bias) == position


@given(span_maps())
def test_bounds_of_a_change_map_to_its_bounds(spans: SpanMap) -> None:
    for change in spans.changes:
        start, end = spans.span_to_target(change.source_start, change.source_end)
        assert start <= change.target_start and change.target_end <= end


@given(span_maps(), st.data())
def test_a_span_covers_what_it_touches(spans: SpanMap, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, spans.source_length))
    end = data.draw(st.integers(start, spans.source_length))
    target_start, target_end = spans.span_to_target(start, end)
    assert target_start <= target_end
    for change in spans.changes:
        if change.source_start < end and start < change.source_end:
            assert target_start <= change.target_start and change.target_end <= target_end


@given(span_maps(), st.data())
def test_a_span_that_went_out_and_came_back_has_itself_whole(spans: SpanMap, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, spans.source_length))
    end = data.draw(st.integers(start, spans.source_length))
    back_start, back_end = spans.span_to_source(*spans.span_to_target(start, end))
    assert back_start <= start and end <= back_end


@given(span_maps())
def test_the_inverse_of_the_inverse_is_the_map(spans: SpanMap) -> None:
    turned = spans.inverse()
    again = SpanMap(turned.changes, turned.source_length, turned.target_length).inverse()
    assert again == spans
    assert [spans.to_source(p) for p in range(spans.target_length + 1)] == all_targets(turned, Bias.START)


@given(map_chains(2))
def test_composition_runs_from_the_first_source_to_the_last_target(chain: list[SpanMap]) -> None:
    both = chain[0].then(chain[1])
    assert SpanMap(both.changes, chain[0].source_length, chain[1].target_length) == both


@given(map_chains(2), st.data())
def test_composition_covers_what_two_steps_cover(chain: list[SpanMap], data: st.DataObject) -> None:
    first, second = chain
    both = first.then(second)
    position = data.draw(st.integers(0, first.source_length))
    low = second.to_target(first.to_target(position, Bias.START), Bias.START)
    high = second.to_target(first.to_target(position, Bias.END), Bias.END)
    # Something taken out where something else was put in becomes one replacement: sharper than two steps.
    assert low <= both.to_target(position, Bias.END)
    assert both.to_target(position, Bias.START) <= high


@given(map_chains(2))
def test_composition_equals_two_steps_away_from_changes(chain: list[SpanMap]) -> None:
    first, second = chain
    both = first.then(second)
    # A change of one code point for one that two steps make together says nothing about positions and is not kept.
    middle = {p for change in second.changes for p in range(change.source_start, change.source_end + 1)}
    touched = {p for change in first.changes for p in range(change.source_start, change.source_end + 1)}
    for position in set(range(first.source_length + 1)) - touched:
        if (between := first.to_target(position)) not in middle:
            assert both.to_target(position) == second.to_target(between)


@given(map_chains(3))
def test_composition_does_not_depend_on_grouping_outside_of_changes(chain: list[SpanMap]) -> None:
    first, second, third = chain
    left, right = first.then(second).then(third), first.then(second.then(third))
    # At the edge of a change, where an insertion of one map meets a deletion of another, either side is right.
    touched = {
        position
        for composed in (left, right)
        for start, end, _, _ in composed.changes
        for position in range(start, end + 1)
    }
    for position in set(range(first.source_length + 1)) - touched:
        assert left.to_target(position) == right.to_target(position)


@given(map_chains(2))
def test_the_inverse_of_a_composition_is_the_inverses_composed(chain: list[SpanMap]) -> None:
    first, second = chain
    assert first.then(second).inverse() == second.inverse().then(first.inverse())


@given(span_maps())
def test_identity_composes_to_the_same_map(spans: SpanMap) -> None:
    assert SpanMap.identity(spans.source_length).then(spans) == spans
    assert spans.then(SpanMap.identity(spans.target_length)) == spans


@given(st.lists(span_maps(), max_size=4))
def test_joined_maps_map_each_part_by_itself(parts: list[SpanMap]) -> None:
    joined = SpanMap.join(parts)
    source = target = 0
    for part in parts:
        for position in range(1, part.source_length):
            assert joined.to_target(source + position) == target + part.to_target(position)
        source, target = source + part.source_length, target + part.target_length
    assert (joined.source_length, joined.target_length) == (source, target)
    assert SpanMap(joined.changes, source, target) == joined


@given(span_maps())
def test_many_positions_map_as_each_does(spans: SpanMap) -> None:
    sources, targets = np.arange(spans.source_length + 1), np.arange(spans.target_length + 1)
    for bias in Bias:
        assert spans.many_to_target(sources, bias).tolist() == all_targets(spans, bias)
        assert spans.many_to_source(targets, bias).tolist() == all_targets(spans.inverse(), bias)


@given(span_maps())
def test_rows_make_the_map_again(spans: SpanMap) -> None:
    rows = [tuple(row) for row in spans.as_rows()]
    assert SpanMap(rows, spans.source_length, spans.target_length) == spans  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(spans)) == spans


@given(st.text())
def test_utf16_map_counts_code_units(text: str) -> None:
    units = utf16_map(text)
    for position in range(len(text) + 1):
        assert units.to_target(position) == len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
        assert units.to_source(units.to_target(position)) == position


def test_inside_of_a_change_goes_to_the_end_that_was_asked_for() -> None:
    spans = SpanMap([(2, 4, 2, 5)], 6, 7)
    assert spans.to_target(3) == 2
    assert spans.to_target(3, Bias.END) == 5
    assert spans.span_to_target(3, 4) == (2, 5)


def test_one_to_one_spans_are_not_kept() -> None:
    assert SpanMap([(1, 2, 1, 2)], 3, 3) == SpanMap.identity(3)


def test_changes_have_names() -> None:
    assert SpanMap([(0, 3, 0, 1)], 3, 1).changes == (ChangedSpan(0, 3, 0, 1),)


@pytest.mark.parametrize(
    ("changes", "source_length", "target_length"),
    [
        ([(0, 2, 0, 1)], 3, 3),
        ([(1, 2, 0, 2)], 3, 3),
        ([(2, 3, 2, 4), (0, 1, 0, 1)], 4, 5),
        ([(0, 2, 0, 1), (1, 3, 1, 2)], 3, 2),
        ([(2, 1, 2, 1)], 3, 3),
        ([(-1, 1, -1, 2)], 3, 4),
        ([(0, 5, 0, 6)], 3, 4),
    ],
)
def test_changes_that_do_not_fit_are_refused(
    changes: list[tuple[int, int, int, int]], source_length: int, target_length: int
) -> None:
    with pytest.raises(ValueError, match="fit"):
        SpanMap(changes, source_length, target_length)


@pytest.mark.parametrize("position", [-1, 4])
def test_positions_outside_of_the_text_are_refused(position: int) -> None:
    with pytest.raises(ValueError, match="position"):
        SpanMap.identity(3).to_target(position)
    with pytest.raises(ValueError, match="position"):
        SpanMap.identity(3).many_to_target(np.array([position]))


def test_maps_that_do_not_meet_are_refused() -> None:
    with pytest.raises(ValueError, match="do not meet"):
        SpanMap.identity(3).then(SpanMap.identity(4))


def test_a_map_does_not_change() -> None:
    with pytest.raises(AttributeError):
        SpanMap.identity(3).source_length = 4


def test_importing_the_module_does_not_import_numpy() -> None:
    code = "import sys, archivist.text.spanmap; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
