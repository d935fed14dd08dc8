"""Every real report comes in with the title and the date that a person read in it."""

import csv
from pathlib import Path

import pytest

from archivist.importing.draft import make_draft
from archivist.importing.registry import ReadHints, choose_format
from archivist.resources import resource

DATA = Path(__file__).parents[1] / "data"
with (DATA / "expected.csv").open(encoding="utf-8", newline="") as file:
    EXPECTED = list(csv.DictReader(file))


@pytest.mark.parametrize("row", EXPECTED, ids=[row["file"] for row in EXPECTED])
def test_title_and_date_are_those_that_a_person_reads(row: dict[str, str]) -> None:
    path = DATA / "reports" / row["file"]
    content, hints = path.read_bytes(), ReadHints(path.name)
    (source,) = choose_format(content, hints).read(content, hints)
    draft = make_draft(source, name=path.name)
    assert (draft.title, str(draft.date or "")) == (row["title"], row["date"])
    assert draft.origins["title"] != "file name"


def test_truth_covers_every_report_that_is_there() -> None:
    reports = DATA / "reports"
    there = {path.relative_to(reports).as_posix() for path in reports.rglob("*") if path.is_file()}
    assert there - {"README.md"} == {row["file"] for row in EXPECTED}


def test_sample_reports_are_named_with_their_sources() -> None:
    readme = resource("sample/README.md").read_text(encoding="utf-8")
    reports = sorted(resource("sample/reports").iterdir())
    assert 12 <= len(reports) <= 20
    for path in reports:
        assert f"`{path.name}`" in readme
