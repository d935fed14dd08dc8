import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from uuid import UUID

from exporting.readback import w3c_items
from exporting.sources import TEXT, a_full_source, a_mark, a_source, an_orphan, export
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import AnnotationKind, Silent
from archivist.exporting.registry import export_format, writer
from archivist.exporting.selection import ExportSource, select_documents


def _items(source: ExportSource) -> list[dict]:
    return w3c_items(export("w3c", source, ()))


def _select(item: dict, text: str) -> set[tuple[int, int]]:
    """Where each selector of an annotation leads in ``text``, by the rules of the model and nothing of ours."""
    places: set[tuple[int, int]] = set()
    for selector in item["target"]["selector"]:
        if selector["type"] == "TextPositionSelector":
            places.add((selector["start"], selector["end"]))
        else:
            before, after = selector.get("prefix", ""), selector.get("suffix", "")
            at = text.find(before + selector["exact"] + after)
            places.add((at + len(before), at + len(before) + len(selector["exact"])))
    return places


@st.composite
def _text_and_span(draw: st.DrawFn) -> tuple[str, tuple[int, int]]:
    # All characters differ, so that any context is the only one of its kind.
    text = "".join(draw(st.permutations("區委會議𠮷😀\n\x01 產業,。高質量發展")))
    pair = draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))))
    return text, (min(pair), max(pair))


@given(_text_and_span())
def test_both_selectors_lead_to_the_mark(case: tuple[str, tuple[int, int]]):
    text, span = case
    (item,) = _items(a_source(text, [a_mark(span, text=text)]))
    assert _select(item, text) == {span}


def test_an_orphan_has_no_position():
    (item,) = _items(a_source(TEXT, [an_orphan("鄉村振興", note="n")]))
    assert item["target"]["selector"] == [{"type": "TextQuoteSelector", "exact": "鄉村振興"}]


def test_the_text_that_positions_count_in_is_named_by_its_hash():
    (item,) = _items(a_source(TEXT, [a_mark("會議")]))
    state = item["target"]["state"]
    digest = state["cached"].removeprefix("ni:///sha-256;").removesuffix("?ct=text/plain")
    assert urlsafe_b64decode(digest + "=") == sha256(TEXT.encode()).digest()
    assert state["archivist:sha256"] == sha256(TEXT.encode()).hexdigest()


def test_a_page_has_what_the_model_asks_for():
    page = json.loads(export("w3c", a_full_source(), ()))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert page["partOf"]["type"] == "AnnotationCollection"
    assert page["partOf"]["total"] == len(page["items"]) == 7
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert UUID(item["id"]).version == 7
        assert item["target"]["source"]["id"].startswith("urn:uuid:")


def test_the_motivation_says_what_a_mark_is():
    marks = [
        a_mark("會議", number=1),
        a_mark("會議", number=2, note="n", tags=("t",)),
        a_mark("會議", number=3, kind=AnnotationKind.NOTE),
        a_mark("會議", number=4, kind=AnnotationKind.NOTE, tags=("t",)),
    ]
    assert [item["motivation"] for item in _items(a_source(TEXT, marks))] == [
        ["highlighting"],
        ["highlighting", "commenting", "tagging"],
        ["commenting"],
        ["tagging"],
    ]


def test_colour_and_kind_are_kept_for_ourselves_and_as_a_style():
    (item,) = _items(a_source(TEXT, [a_mark("會議", kind=AnnotationKind.UNDERLINE)]))
    assert (item["archivist:kind"], item["archivist:colour"]) == ("underline", "yellow")
    assert "underline #ffd400" in item["stylesheet"]["value"]


def test_a_time_that_is_none_is_left_out():
    (item,) = _items(a_source(TEXT, [a_mark("會議", created="yesterday")]))
    assert "created" not in item
    assert "state" not in item["target"]


def test_lone_surrogates_keep_their_place():
    (item,) = _items(a_source("\ud800會議", [a_mark("會議", text="\ud800會議")]))
    assert _select(item, "\ufffd會議") == {(1, 3)}


def test_the_marks_of_many_reports_are_one_page():
    form = export_format("w3c")
    out = BytesIO()
    sources = [a_source(TEXT, [a_mark("會議", number=number)]) for number in range(3)]
    assert writer("w3c")(select_documents(form, sources), out, Silent()) == 3
    assert len({item["id"] for item in w3c_items(out.getvalue())}) == 3


def test_the_file_is_what_it_was(golden: Callable[[str, str], None]):
    page = json.loads(export("w3c", a_full_source(), ()))
    golden("export.jsonld", json.dumps(page, ensure_ascii=False, indent=1) + "\n")
