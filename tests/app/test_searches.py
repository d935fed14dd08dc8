"""Saved searches: kept in the archive with their filters, changed and taken away with undo."""

from pathlib import Path

import pytest

from archivist.app.services.library import SavedSearch, Scope
from archivist.app.wiring import Services, open_services
from archivist.app.within import Within
from archivist.domain.errors import WrongUse
from archivist.store.archive import Archive
from archivist.store.searches import StoredSearch, save_search

WITHIN = Within(
    years=(2008, 2012), sources=("国务院",), tags=("产业",), scope=Scope("collection", "纺织业"), is_exact=True
)


def test_a_search_is_found_again_as_it_was_saved(services: Services, path: Path) -> None:
    services.library.save_search(" 产业 ", "产业 -会议", WITHIN, "date")
    services.close()
    with open_services(path, read_only=True) as again:
        assert again.library.searches() == [SavedSearch("产业", "产业 -会议", WITHIN, "date")]


def test_saving_under_a_name_that_is_there_replaces(services: Services) -> None:
    services.library.save_search("产业", "产业", Within(), "relevance")
    services.library.save_search("產業", "创新", Within(), "title")
    assert services.library.searches() == [SavedSearch("產業", "创新", Within(), "title")]
    assert services.library.undo() == "Save search"
    assert [each.query for each in services.library.searches()] == ["产业"]


def test_renaming_and_deleting_are_undone(services: Services) -> None:
    library = services.library
    library.save_search("甲", "会议", Within(), "relevance")
    library.save_search("乙", "产业", Within(), "relevance")
    with pytest.raises(WrongUse):
        library.rename_search("甲", "乙")
    with pytest.raises(WrongUse):
        library.rename_search("丙", "丁")
    library.rename_search("甲", "丁")
    assert [each.name for each in library.searches()] == ["丁", "乙"]
    library.delete_search("丁")
    library.delete_search("丁")
    assert [each.name for each in library.searches()] == ["乙"]
    for label, names in (("Delete saved search", ["丁", "乙"]), ("Rename saved search", ["乙", "甲"])):
        assert library.undo() == label
        assert [each.name for each in library.searches()] == names


@pytest.mark.parametrize("name", ["", "  ", "\t"])
def test_a_search_needs_a_name(services: Services, name: str) -> None:
    with pytest.raises(WrongUse):
        services.library.save_search(name, "会议", Within(), "relevance")


@pytest.mark.parametrize("options", [{}, {"within": {"years": "2008"}}, {"within": 5, "sort": 7}, {"sort": "colour"}])
def test_options_that_are_not_understood_are_left_out(path: Path, options: dict[str, object]) -> None:
    with Archive.open(path) as archive, archive.write("Save search") as tx:
        save_search(tx, StoredSearch("会议", "会议", options))
    with open_services(path) as services:
        assert services.library.searches() == [SavedSearch("会议", "会议")]
