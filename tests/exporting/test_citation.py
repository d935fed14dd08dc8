from exporting.sources import REPORT, a_report

from archivist.exporting.citation import cite


def test_a_citation_says_who_what_when_and_where():
    report = a_report(author="陳豪", source="柯橋日報", title="區委召開會議")
    assert cite(report, "浙江") == f"陳豪, 柯橋日報. 區委召開會議. 1 February 2024. 浙江, report {REPORT}."


def test_what_is_not_known_is_left_out():
    report = a_report(source=None, date=None, title="會議")
    assert cite(report, "") == f"會議. report {REPORT}."


def test_an_author_who_is_the_source_is_named_once():
    assert cite(a_report(author="新華社", source="新華社"), "").startswith("新華社. 區委")


def test_a_title_that_ends_a_sentence_gets_no_second_full_stop():
    assert "召開。 1 February" in cite(a_report(title="會議召開。"), "")


def test_a_title_over_two_lines_is_cited_on_one():
    assert "關於\n印發" not in cite(a_report(title="關於\n印發"), "")
    assert "關於 印發" in cite(a_report(title="關於\n印發"), "")
