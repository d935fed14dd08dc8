"""The documentation says what the program does."""

import argparse
import re
import shlex
from pathlib import Path

import pytest

from archivist.app.services.finding import describe
from archivist.app.settings import PREFERENCES
from archivist.cli.main import build_parser
from archivist.domain.ids import ReportId, new_id
from archivist.exporting.registry import export_formats
from archivist.importing.registry import import_formats
from archivist.search.fieldnames import FIELDS, HAS, IS
from archivist.search.index import SearchIndex
from archivist.search.language import parse
from archivist.search.values import IndexDocument, IndexStamp

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)


def commands() -> dict[str, argparse.ArgumentParser]:
    (action,) = [each for each in build_parser()._actions if isinstance(each, argparse._SubParsersAction)]
    return dict(action.choices)


def terminal_page() -> str:
    return (ROOT / "docs" / "guide" / "terminal.md").read_text(encoding="utf-8")


def documented(name: str) -> str:
    (row,) = [
        line for line in terminal_page().splitlines() if line.startswith("|") and f"`archivist {name} " in line + " "
    ]
    return row


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_is_in_the_guide(name: str) -> None:
    row = documented(name)
    for action in commands()[name]._actions:
        for option in action.option_strings:
            assert option in row or option in ("-h", "--help", "--json"), option


def test_the_guide_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"`archivist (\w+)", terminal_page()))
    assert named - {"COMMAND"} == set(commands())


@pytest.mark.parametrize("name", commands())
def test_examples_of_the_help_can_be_typed(name: str) -> None:
    epilog = commands()[name].epilog or ""
    examples = [line.strip() for line in epilog.splitlines() if line.strip().startswith("archivist ")]
    assert examples
    for example in examples:
        words = shlex.split(re.split(r"\s{3,}|\s[|<>]", example)[0])
        build_parser().parse_args(words[1:])


@pytest.mark.parametrize("name", commands())
def test_every_command_and_argument_has_a_help_text(name: str) -> None:
    assert commands()[name].description
    for action in commands()[name]._actions:
        assert action.help or action.choices or action.metavar, action


def test_formats_are_in_the_guide_with_their_files() -> None:
    rows = (ROOT / "docs" / "guide" / "formats.md").read_text(encoding="utf-8").splitlines()
    first, second = (rows.index(f"## {part}") for part in ("In", "Out"))
    for form in import_formats():
        (row,) = [line for line in rows[first:second] if line.startswith(f"| `{form.key}` ")]
        assert all(f"`{suffix}`" in row for suffix in form.suffixes)
    assert sum(line.startswith("| `") for line in rows[first:second]) == len(import_formats())
    for form in export_formats():
        (row,) = [line for line in rows[second:] if line.startswith(f"| `{form.key}` ")]
        assert f"`{form.suffix}`" in row
        assert ("all reports" in row) == form.many_in_one
        assert form.key in str(commands()["export"].format_help())
    assert sum(line.startswith("| `") for line in rows[second:]) == len(export_formats())


def test_the_guide_describes_every_preference_in_the_order_of_the_page() -> None:
    page = (ROOT / "docs" / "guide" / "preferences.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")]
    assert rows[2:] == [setting.title for setting in PREFERENCES]


def searching_tables() -> list[list[list[str]]]:
    """The tables of the page on searching, as rows of cells, without their heads."""
    page = (ROOT / "docs" / "guide" / "searching.md").read_text(encoding="utf-8")
    tables = re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)
    return [
        [[cell.strip() for cell in line.strip("|\n").split("|")] for line in each.splitlines()[2:]] for each in tables
    ]


def test_queries_of_the_guide_are_understood() -> None:
    signs, _, examples, _ = searching_tables()
    queries = [query for row in [*signs, *examples] for query in re.findall("`([^`]+)`", " ".join(row))]
    assert len(queries) > 50
    for query in queries:
        assert not parse(query).problems, query
        assert not parse(query).is_empty, query


def test_queries_of_the_guide_find_what_it_says(tmp_path: Path) -> None:
    _, reports, examples, _ = searching_tables()
    names = {ReportId(new_id()): name for name, *_ in reports}
    documents = [
        IndexDocument(each, title, text, None, "mixed", None, None, "", len(text))
        for each, (_, title, text) in zip(names, reports, strict=True)
    ]
    with SearchIndex.open(tmp_path / "index") as index:
        index.update(documents, (), IndexStamp("", "", 1, ""))
        for query, found, words in examples:
            ids = index.ids(parse(query.strip("`")))
            assert [names[each] for each in ids] == found.split(), query
            assert describe(query.strip("`"), str) == words


def test_the_guide_has_all_names_of_fields_and_values() -> None:
    *_, rows = searching_tables()
    assert [row[0] for row in rows] == [f"`{name}:`" for name in FIELDS]
    for name, names in FIELDS.items():
        (row,) = [row for row in rows if row[0] == f"`{name}:`"]
        assert all(f"`{each}:`" in row[1] for each in names), name
    for kind, values in (("has", HAS), ("is", IS)):
        (row,) = [row for row in rows if row[0] == f"`{kind}:`"]
        known = {each for value, others in values.items() for each in (value, *others)}
        assert {each for each in re.findall("`([^`]+)`", row[1]) if not each.endswith(":")} == known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_packages_of_the_house_are_described() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for folder in (ROOT / "src" / "archivist").iterdir():
        if (folder / "__init__.py").exists():
            assert f"  {folder.name}/ " in page, folder.name


def test_targets_of_make_have_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert set(re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE)) == set(phony.split())
