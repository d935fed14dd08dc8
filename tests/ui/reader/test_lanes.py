from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import Span
from archivist.ui.reader.lanes import assign_lanes, overlaps

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 30))


@given(st.lists(spans, max_size=30).map(lambda found: sorted(found, key=lambda span: span.start)))
def test_lanes_are_the_lowest_that_are_free(found: list[Span]) -> None:
    lanes = assign_lanes(found)

    for index, span in enumerate(found):
        taken = {lanes[other] for other in range(index) if found[other].overlaps(span)}
        free = next(lane for lane in range(len(found)) if lane not in taken)
        assert lanes[index] == free


@given(st.lists(spans, max_size=15))
def test_overlaps_name_exactly_what_covers_each_position(found: list[Span]) -> None:
    covering = {}
    for start, end, those in overlaps(found):
        for position in range(start, end):
            assert position not in covering
            covering[position] = list(those)

    for position in range(100):
        wanted = [span for span in found if span.start <= position < span.end]
        assert covering.get(position, []) == wanted
