from exporting.sources import BOTH, a_full_source, a_mark, a_report, a_source

from archivist.domain import AnnotationKind, Colour, WrittenScript
from archivist.exporting.document import ExportDocument
from archivist.exporting.facts import about, column_head, headline, mark_kind, signature
from archivist.exporting.selection import ExportSource, build_document


def _facts(source: ExportSource) -> dict[str, str]:
    return {fact.name: fact.value for fact in about(build_document(source, BOTH), str)}


def _document(**known: str | None) -> ExportDocument:
    return build_document(a_source(report=a_report(**known)), BOTH)  # pyright: ignore[reportArgumentType]


def test_the_headline_leaves_out_what_is_not_known():
    assert headline(_document(date=None, source="柯橋日報"), str) == ["柯橋日報"]


def test_the_headline_names_an_author_who_is_the_source_once():
    assert headline(_document(author="新華社", source="新華社"), str) == ["1 February 2024", "新華社"]


def test_the_original_is_named_with_its_hash():
    facts = _facts(a_full_source())
    assert (facts["Original file"], facts["Its SHA-256"]) == ("keqiao.txt (4,082 bytes)", "ab" * 32)


def test_repairs_are_told():
    assert _facts(a_full_source())["Repairs"] == "Inline readings: 1"


def test_characters_that_were_replaced_are_counted():
    source = a_source("a\x00b\ud800", [a_mark((0, 1), text="a", note="\x01\r\nc")])
    assert _facts(source)["Replaced"].endswith(": 3")


def test_a_clean_report_tells_of_no_replacement():
    assert "Replaced" not in _facts(a_full_source())


def test_columns_say_whether_they_are_conversions():
    document = _document()
    assert [column_head(document, i, str) for i in (0, 1)] == ["Original · Traditional", "Simplified, converted"]


def test_a_mark_is_named_without_its_colour_being_seen():
    mark = a_mark("會議", kind=AnnotationKind.UNDERLINE, colour=Colour.BLUE)
    assert mark_kind(mark, str) == "blue underline"


def test_a_signature_leaves_out_what_is_not_known():
    assert signature(a_mark("會議", author="", created="")) == ""
    assert signature(a_mark("會議")) == "陳慧敏 · 2024-02-03"


def test_every_written_script_has_its_words():
    for script in WrittenScript:
        assert _facts(a_source(report=a_report(script=script)))["Written in"]
