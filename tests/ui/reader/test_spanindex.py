from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import Span
from archivist.ui.reader.spanindex import SpanIndex

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(0, 30))


@given(st.lists(spans, max_size=25), st.integers(0, 90), st.integers(0, 30))
def test_everything_that_shares_a_position_is_found(found: list[Span], start: int, length: int) -> None:
    wanted = Span(start, start + length)

    given_back = SpanIndex(found).between(wanted.start, wanted.end)

    assert sorted(given_back) == sorted(span for span in found if span.overlaps(wanted) and len(span))
