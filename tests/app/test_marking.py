"""Marks of many passages at once."""

from pathlib import Path

import pytest

from archivist.app.services.marking import NewMark
from archivist.app.wiring import create_archive, open_services
from archivist.domain import ReportId, Span
from archivist.domain.errors import WrongUse
from archivist.domain.ids import new_id

DATA = Path(__file__).parents[1] / "data"


def test_passages_of_several_reports_are_marked_and_undone_as_one_step(tmp_path: Path) -> None:
    path = tmp_path / "a.archivist"
    create_archive(path)
    with open_services(path) as services:
        files = [DATA / "keqiao-2024-02-01.txt", *sorted((DATA / "reports").iterdir())[:2]]
        assert all(each.report for each in services.importing.import_paths(files))
        passages = [
            (each.id, Span(start, start + 4)) for each in services.library.list_reports() for start in (0, 9, 2)
        ]
        made = services.marking.mark_spans(passages, NewMark(tags=("提法",)), label="Tag")
        assert [(each.report, each.anchor.span) for each in made] == passages
        assert sorted(each.id for each in services.marking.list_annotations(tag="提法")) == sorted(
            each.id for each in made
        )
        assert services.library.undo() == "Tag"
        assert services.marking.list_annotations() == []
        assert services.library.redo() == "Tag"
        assert len(services.marking.list_annotations()) == len(passages)


def test_of_passages_of_which_one_cannot_be_none_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.archivist"
    create_archive(path)
    with open_services(path) as services:
        assert all(each.report for each in services.importing.import_paths([DATA / "keqiao-2024-02-01.txt"]))
        report = services.library.list_reports()[0].id
        with pytest.raises(WrongUse):
            services.marking.mark_spans([(report, Span(0, 2)), (ReportId(new_id()), Span(0, 2))], NewMark())
        assert services.marking.list_annotations() == []
