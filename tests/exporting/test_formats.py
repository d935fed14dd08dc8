"""What every registered format must hold, whatever the report."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

import pytest
from exporting.readback import Comment, docx_comments, html_comments, parse_html, w3c_comments, w3c_items
from exporting.readback import docx_part as read_part
from exporting.sources import TEXT, a_full_source, a_mark, a_report, a_source, an_orphan, lines
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.domain import Annotation, AnnotationKind, ArchivistError, JobCancelled, Silent, WrittenScript
from archivist.domain.errors import WrongUse
from archivist.exporting.characters import note_lines, visible
from archivist.exporting.document import ExportDocument
from archivist.exporting.registry import ExportFormat, export_format, export_formats, writer
from archivist.exporting.selection import ExportSource, select_documents

# One entry for each format: a new one is tested when it can be read by other means than its own.
PARSE: dict[str, Callable[[bytes], object]] = {
    "docx": lambda content: read_part(content, "word/document.xml"),
    "html": parse_html,
    "w3c": w3c_items,
}
READ: dict[str, Callable[[bytes], list[Comment]]] = {
    "docx": docx_comments,
    "html": html_comments,
    "w3c": w3c_comments,
}
FORMATS = export_formats()


def _each(forms: Iterable[ExportFormat]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("form", [pytest.param(form, id=form.key) for form in forms])


every_format = _each(FORMATS)
every_format_with_text = _each(form for form in FORMATS if form.columns)
every_format_for_many = _each(form for form in FORMATS if form.many_in_one)

_ODD = "甲\x00乙\x0b丙\ud800丁\udfff戊\x7f\x85己\ufffe庚𠮷😀e\u0301\r"
_MARKUP = '<script>alert(1)</script> ]]> & "quotes" {{ 7*7 }} --> ®\n\r\nlast'


def _many_overlaps() -> list[Annotation]:
    return [a_mark((i, i + 9), number=i, note=str(i), kind=list(AnnotationKind)[i % 3]) for i in range(12)]


def _huge() -> ExportSource:
    text = "區委會議研究部署。" * 111_112
    return a_source(text, [a_mark((i * 5000, i * 5000 + 7500), text=text, number=i, note="n") for i in range(190)])


CASES: dict[str, Callable[[], ExportSource]] = {
    "empty report": lambda: a_source("", report=a_report(title="", date=None, source=None)),
    "empty report with a mark": lambda: a_source("", [a_mark((0, 0), text="", note="n")]),
    "blank paragraphs": lambda: a_source("\n\n \n", [a_mark((0, 3), text="\n\n \n", note="n")]),
    "everything": a_full_source,
    "a paragraph of a million characters": _huge,
    "characters no file may hold": lambda: a_source(
        _ODD,
        [a_mark((0, len(_ODD)), text=_ODD, note=_ODD, tags=(_ODD,), author=_ODD), an_orphan(_ODD, note=_ODD)],
        report=a_report(title=_ODD, source=_ODD, author=_ODD, tags=(_ODD,)),
    ),
    "markup everywhere": lambda: a_source(
        _MARKUP,
        [a_mark((3, 30), text=_MARKUP, note=_MARKUP, tags=(_MARKUP,), author=_MARKUP), an_orphan(_MARKUP)],
        report=a_report(title=_MARKUP, source=_MARKUP, author=_MARKUP, tags=(_MARKUP,)),
    ),
    "twelve marks in one place": lambda: a_source(TEXT, _many_overlaps()),
    "a mark over all paragraphs": lambda: a_source("甲\n\n乙\n丙", [a_mark((0, 6), text="甲\n\n乙\n丙", note="n")]),
    "marks without width": lambda: a_source(TEXT, [a_mark((3, 3), number=i, note="n") for i in range(3)]),
    "orphans only": lambda: a_source(TEXT, [an_orphan(note="n"), an_orphan("", number=91, note="")]),
    "no paragraphs": lambda: a_source(TEXT, [a_mark("會議", note="n")], paragraphs=()),
    "times that are none": lambda: a_source(TEXT, [a_mark("會議", note="n", created="yesterday", author="")]),
    "a script of its own": lambda: a_source("hello", report=a_report(script=WrittenScript.NEUTRAL)),
}
each_case = pytest.mark.parametrize("case", CASES)


def _write(form: ExportFormat, source: ExportSource) -> tuple[bytes, int]:
    out = BytesIO()
    count = writer(form.key)(select_documents(form, [source]), out, Silent())
    return out.getvalue(), count


def test_every_format_is_tested():
    assert {form.key for form in FORMATS} == set(PARSE)
    assert {form.key for form in FORMATS if form.keeps_annotations} == set(READ)


@every_format
@each_case
def test_any_report_makes_a_file_that_parses(form: ExportFormat, case: str):
    source = CASES[case]()
    content, count = _write(form, source)
    PARSE[form.key](content)
    assert count == len(source.annotations)


@every_format
def test_equal_reports_are_equal_bytes(form: ExportFormat):
    assert _write(form, a_full_source()) == _write(form, a_full_source())


@every_format
def test_a_cancelled_export_stops(form: ExportFormat):
    with pytest.raises(JobCancelled):
        writer(form.key)(select_documents(form, [a_source()]), BytesIO(), _Cancelling())


class _Cancelling(Silent):
    def step(self, done: str, count: int = 1) -> None:
        raise JobCancelled


@every_format
def test_each_report_is_one_step(form: ExportFormat):
    watch = _Counting()
    writer(form.key)(select_documents(form, [a_source()]), BytesIO(), watch)
    assert watch.done == ["區委召開會議"]


class _Counting(Silent):
    def __init__(self) -> None:
        self.done: list[str] = []

    def step(self, done: str, count: int = 1) -> None:
        self.done.append(done)


@every_format_with_text
def test_its_own_words_are_translated(form: ExportFormat):
    asked: list[str] = []

    def translate(text: str) -> str:
        asked.append(text)
        return text

    writer(form.key)(select_documents(form, [a_full_source()]), BytesIO(), Silent(), translate=translate)
    assert {"About this report", "Annotations without a place"} <= set(asked)


@pytest.mark.parametrize("key", READ)
@pytest.mark.parametrize(
    "note",
    [
        "plain",
        "first\nsecond",
        "first\r\nsecond\rthird",
        "\n",
        "<script>alert(1)</script>",
        "]]> & <b>",
        "𠮷😀",
        "a\tb",
    ],
)
def test_notes_come_back(key: str, note: str):
    content, _ = _write(export_format(key), a_source(TEXT, [a_mark("會議", note=note, author="陳 慧敏")]))
    (comment,) = READ[key](content)
    said = note if key == "w3c" else "\n".join(note_lines(note))
    assert (comment.note, comment.author) == (said, "陳 慧敏")


@pytest.mark.parametrize("key", READ)
def test_overlapping_notes_tags_and_orphans_all_come_back(key: str):
    marks = [
        a_mark("會議強調,要", number=1, note="outer", tags=("提法",)),
        a_mark("強調,要推動", number=2, note="overlaps", tags=("產業", "兩會")),
        a_mark("要", number=3, note="inner", author="M. Okafor"),
        a_mark((5, 12), number=4, note="over two paragraphs"),
        a_mark((9, 9), number=5, note="a point"),
        an_orphan(note="gone", tags=("版本",)),
    ]
    content, _ = _write(export_format(key), a_source(TEXT, marks))
    found = sorted((comment.note, comment.tags, comment.author) for comment in READ[key](content))
    assert found == sorted((mark.note, mark.tags, mark.author) for mark in marks)


@pytest.mark.parametrize("key", ["docx", "w3c"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_quotes_come_back(key: str, data: st.DataObject):
    text = data.draw(st.text(alphabet="區𠮷a\n\x01\ud800 并", min_size=1, max_size=25))
    inside = [each.span for each in lines(text)]
    ends = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=5))
    spans = [(min(pair), max(pair)) for pair in pairs]
    marks = [a_mark(span, text=text, number=i, note=str(i)) for i, span in enumerate(spans)]
    content, _ = _write(export_format(key), a_source(text, marks))
    found = {comment.note: comment.quote for comment in READ[key](content)}
    if key == "w3c":
        assert found == {mark.note: mark.anchor.exact.replace("\ud800", "\ufffd") for mark in marks}
    else:
        shown = ["".join(text[i] for i in range(*span) if any(p.start <= i < p.end for p in inside)) for span in spans]
        assert found == {str(i): visible(quote) for i, quote in enumerate(shown)}


@every_format_for_many
def test_a_format_that_holds_many_takes_none(form: ExportFormat):
    out = BytesIO()
    assert writer(form.key)(iter(()), out, Silent()) == 0
    PARSE[form.key](out.getvalue())


@every_format_for_many
def test_a_format_that_holds_many_keeps_one_in_memory(form: ExportFormat):
    def documents() -> Iterator[ExportDocument]:
        for source in (a_source(TEXT, [a_mark("會議", number=i)]) for i in range(3)):
            written.append(watch.done.copy())
            yield from select_documents(form, [source])

    watch = _Counting()
    written: list[list[str]] = []
    assert writer(form.key)(documents(), BytesIO(), watch) == 3
    assert [len(done) for done in written] == [0, 1, 2]


def test_an_unknown_format_is_refused_by_name():
    with pytest.raises(WrongUse) as refused:
        export_format("pdf")
    assert "pdf" in str(refused.value)
    assert "docx, html, w3c" in str(refused.value)
    assert isinstance(refused.value, ArchivistError)


@every_format
def test_a_format_describes_itself(form: ExportFormat):
    assert form.key and form.title and form.media_type
    assert form.suffix.startswith(".")
