import unicodedata
from uuid import UUID

import pytest
from exporting.sources import REPORT
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import ReportId
from archivist.exporting.filenames import MAX_BYTES, file_name_for

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)


def test_a_name_is_the_title_and_the_end_of_the_id():
    assert file_name_for("區委召開會議", REPORT, ".html") == "區委召開會議 000000000001.html"


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("a/b\\c", "a／b＼c"),
        ("../../etc/passwd", "／..／etc／passwd"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("a\x00b\ud800", "ab"),
        ("-rf", "rf"),
        ("two\nlines", "two lines"),
        ("", "report"),
        ("...", "report"),
    ],
)
def test_a_name_is_legal_on_every_system(title: str, stem: str):
    assert file_name_for(title, REPORT, ".html") == f"{stem} 000000000001.html"


def test_equal_titles_get_different_names():
    other = ReportId(UUID(int=REPORT.int + 1))
    assert file_name_for("會議", REPORT, ".docx") != file_name_for("會議", other, ".docx")


def test_a_long_title_is_cut_between_characters():
    name = file_name_for("會" * 200, REPORT, ".jsonld")
    assert len(name.encode()) <= MAX_BYTES
    assert set(name.split(" ")[0]) == {"會"}


@given(ANY_TEXT)
def test_any_title_makes_a_name_that_can_be_written(title: str):
    name = file_name_for(title, REPORT, ".html")
    assert len(name.encode()) <= MAX_BYTES
    assert not set(name) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in name)
    assert name.endswith("000000000001.html")
    assert name[0] not in ".-~ "
