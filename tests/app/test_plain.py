"""Values as JSON and back: what goes in comes out, and nothing else does."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.app.plain import from_plain, to_plain
from archivist.app.services.marking import NewMark
from archivist.domain import Anchor, Annotation, AnnotationId, AnnotationKind, Colour, ReportId, Span

words = st.text()
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 99), st.integers(0, 99))
annotations = st.builds(
    Annotation,
    id=st.uuids().map(AnnotationId),
    report=st.uuids().map(ReportId),
    kind=st.sampled_from(AnnotationKind),
    colour=st.sampled_from(Colour),
    note=st.text(st.characters()),
    author=words,
    tags=st.lists(words).map(tuple),
    anchor=st.builds(Anchor, st.none() | spans, words, words, words),
    created=words,
    modified=words,
    trashed=st.none() | words,
)


def through_json(value: object, hint: object) -> object:
    return from_plain(json.loads(json.dumps(to_plain(value))), hint)


@given(annotations)
def test_an_annotation_comes_back_as_it_was(annotation: Annotation):
    assert through_json(annotation, Annotation) == annotation


def test_a_lone_surrogate_comes_back():
    assert through_json("\ud800", str) == "\ud800"


def test_options_and_sequences_are_read_by_their_types():
    assert through_json(None, Colour | None) is None
    assert through_json(Colour.RED, Colour | None) is Colour.RED
    assert through_json(["a", "b"], Sequence[str] | None) == ("a", "b")
    assert through_json(NewMark(tags=("x",)), NewMark) == NewMark(tags=("x",))


@pytest.mark.parametrize(
    ("plain", "hint"),
    [
        (1, str),
        ("red", int),
        ("pink", Colour),
        ({"start": 5, "end": 2}, Span),
        ("no id", ReportId),
        ("ab", Sequence[str]),
    ],
)
def test_what_is_no_such_value_is_refused(plain: object, hint: object):
    with pytest.raises(ValueError):
        from_plain(plain, hint)


def test_what_has_no_plain_form_is_refused_at_once():
    with pytest.raises(TypeError):
        to_plain(object())
