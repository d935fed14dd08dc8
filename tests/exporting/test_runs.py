from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import RubyOrigin, Span
from archivist.exporting.document import RubyText, Run
from archivist.exporting.runs import PlacedMark, PlacedRuby, assign_lanes, split_runs

TEXT = "推動紡織產業發展"


def _spans(length: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    ends = st.integers(0, length)
    return st.lists(st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair))), max_size=8)


def _ruby(start: int, end: int, reading: str = "x") -> PlacedRuby:
    return PlacedRuby(start, end, RubyText(reading, RubyOrigin.REPAIR, Span(start, end)))


@given(_spans(len(TEXT)))
def test_each_character_has_the_marks_that_cover_it(spans: list[tuple[int, int]]):
    runs = split_runs(TEXT, [PlacedMark(start, end, index) for index, (start, end) in enumerate(spans)])
    assert "".join(run.text for run in runs) == TEXT
    found = [run.marks for run in runs for _ in run.text]
    assert found == [tuple(i for i, (s, e) in enumerate(spans) if s <= at < e) for at in range(len(TEXT))]


@given(_spans(len(TEXT)))
def test_each_mark_without_width_has_a_run_of_its_own(spans: list[tuple[int, int]]):
    runs = split_runs(TEXT, [PlacedMark(start, end, index) for index, (start, end) in enumerate(spans)])
    points = [run.marks for run in runs if not run.text]
    assert sorted(points) == [(i,) for i, (start, end) in enumerate(spans) if start == end]


@given(_spans(len(TEXT)), _spans(len(TEXT)))
def test_readings_never_share_a_character(marks: list[tuple[int, int]], readings: list[tuple[int, int]]):
    ruby = [_ruby(start, end) for start, end in sorted(readings)]
    runs = split_runs(TEXT, [PlacedMark(start, end, i) for i, (start, end) in enumerate(marks)], ruby)
    position = 0
    for run in runs:
        if run.ruby and run.text:
            assert run.ruby.span.start <= position < position + len(run.text) <= run.ruby.span.end
        position += len(run.text)


def test_the_first_of_two_overlapping_readings_stays():
    runs = split_runs("柯橋區", [], [_ruby(0, 2, "kē qiáo"), _ruby(1, 3, "qiáo qū")])
    assert [(run.text, run.ruby.reading if run.ruby else None) for run in runs] == [("柯橋", "kē qiáo"), ("區", None)]


def test_a_point_stands_behind_what_ends_there_and_before_what_begins():
    runs = split_runs("會議", [PlacedMark(0, 1, 0), PlacedMark(1, 2, 1), PlacedMark(1, 1, 2)])
    assert runs == (Run("會", (0,)), Run("", (2,)), Run("議", (1,)))


def test_an_empty_text_has_no_runs():
    assert split_runs("", []) == ()


@given(_spans(30))
def test_marks_that_overlap_never_share_a_lane(pairs: list[tuple[int, int]]):
    spans = sorted(Span(start, end) for start, end in pairs)
    lanes = assign_lanes(spans)
    for index, span in enumerate(spans):
        held = {lanes[i] for i in range(index) if spans[i].end > span.start}
        assert lanes[index] == min(set(range(len(spans) + 1)) - held)
