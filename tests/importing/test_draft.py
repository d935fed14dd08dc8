"""Drafts: the text layers and the metadata of a report, before it has an id."""

from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import EdtfDate, ParagraphKind, RepairState, RubyOrigin, SourceSpan
from archivist.importing.draft import make_draft
from archivist.importing.frames import draft_from_json, draft_to_json
from archivist.importing.source_text import SourceRuby, SourceText
from archivist.text.paragraphs import find_paragraphs
from archivist.text.repair import apply_repairs

DAMAGED = "區(qū)委常委會(huì)召開(kāi)會(huì)議，學(xué)習(xí)精神。\n他說(shuō)得對(duì)。"


def plain(text: str, **fields: object) -> SourceText:
    return SourceText(text, find_paragraphs(text), **fields)  # type: ignore[arg-type]


def test_reading_text_is_the_source_text_with_its_repairs() -> None:
    draft = make_draft(plain(DAMAGED), name="x.txt")
    assert draft.source_text == DAMAGED
    assert draft.reading_text == "區委常委會召開會議，學習精神。\n他說得對。"
    assert apply_repairs(draft.source_text, draft.repairs).text == draft.reading_text
    assert [paragraph.span.of(draft.reading_text) for paragraph in draft.paragraphs] == draft.reading_text.split("\n")


def test_without_repair_everything_waits_as_a_proposal() -> None:
    draft = make_draft(plain(DAMAGED), name="x.txt", repair=False)
    assert draft.reading_text == DAMAGED
    assert draft.repairs
    assert {repair.state for repair in draft.repairs} == {RepairState.PROPOSED}


def test_readings_of_the_author_move_with_the_repairs_before_them() -> None:
    text = DAMAGED + "\n漢字"
    source = plain(text, ruby=(SourceRuby(SourceSpan(len(text) - 2, len(text)), "kanji"),))
    draft = make_draft(source, name="x.txt")
    (author,) = [ruby for ruby in draft.ruby if ruby.origin is RubyOrigin.AUTHOR]
    assert (author.span.of(draft.reading_text), author.reading) == ("漢字", "kanji")


def test_title_of_the_format_comes_first_without_its_damage() -> None:
    draft = make_draft(plain("正文。", title=" 會(huì)議 紀(jì)要 ", origins={"title": "title element"}), name="x.txt")
    assert (draft.title, draft.origins["title"]) == ("會議 紀要", "title element")


def test_title_falls_back_to_first_line_sentence_and_file_name() -> None:
    assert make_draft(plain("會議紀要\n今天開會，討論了三件事。"), name="x.txt").title == "會議紀要"
    long = "今天上午在市政府召開了全市經濟工作會議，學習傳達了上級的有關精神並且作出了部署。"
    assert make_draft(plain(long), name="x.txt").title == long[:30]
    draft = make_draft(plain("……"), name="folder.v2.txt")
    assert (draft.title, draft.origins["title"]) == ("folder.v2", "file name")


def test_date_of_the_text_is_used_only_where_the_format_knows_no_better() -> None:
    text = "2024年2月1日\n今天開會。"
    assert make_draft(plain(text), name="x").date == EdtfDate("2024-02-01")
    assert make_draft(plain(text, date=EdtfDate("1999")), name="x").date == EdtfDate("1999")
    assert make_draft(plain(text, is_date_settled=True), name="x").date is None


def test_texts_that_differ_only_in_script_have_one_fold() -> None:
    one, other = (make_draft(plain(text), name="x") for text in ("召開會議。", "召开会议。"))
    assert one.folded_sha256 == other.folded_sha256
    assert one.folded_sha256 != make_draft(plain("召開大會。"), name="x").folded_sha256


@given(st.text(st.characters(), max_size=80), st.booleans())
def test_draft_survives_the_way_between_processes(text: str, repair: bool) -> None:
    text = text.replace("\r", "")
    source = plain(text, origins={"source": text}, extra={"encoding": "utf-8"}, source=text)
    draft = make_draft(source, name="x.txt", repair=repair)
    assert draft_from_json(draft_to_json(draft)) == draft


def test_kinds_of_paragraphs_are_kept() -> None:
    draft = make_draft(plain("一、會議\n今天開會。"), name="x")
    assert [paragraph.kind for paragraph in draft.paragraphs] == [ParagraphKind.HEADING, ParagraphKind.BODY]
