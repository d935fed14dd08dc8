"""The documentation says what the program does."""

import argparse
import re
import shlex
from pathlib import Path

import pytest

from archivist.app.settings import PREFERENCES
from archivist.cli.main import build_parser
from archivist.exporting.registry import export_formats
from archivist.importing.registry import import_formats

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
