"""The table of readings, beside the dictionary that it is made of."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pypinyin
import pytest

from archivist.resources import resource
from archivist.text.pinyin import Reading, readings_of
from archivist.text.pinyin.readings import reading_numbers, syllables


def table_maker() -> ModuleType:
    path = Path(__file__).parents[2] / "tools" / "make_pinyin_tables.py"
    spec = importlib.util.spec_from_file_location("make_pinyin_tables", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_what_their_script_makes() -> None:
    maker = table_maker()
    table = maker.read_characters()
    made = maker.as_numbers(table, maker.usual_readings(table), list(syllables()))
    assert made == reading_numbers(), f"run tools/make_pinyin_tables.py for pypinyin {pypinyin.__version__}"
    phrases, numbers = maker.phrases_as_numbers(list(syllables()))
    assert resource("tables/pinyin-phrases.txt").read_text(encoding="utf-8").split() == phrases
    assert resource("tables/pinyin-phrases.bin").read_bytes() == numbers.tobytes()


def test_every_character_has_the_readings_of_the_dictionary_in_its_order() -> None:
    table = table_maker().read_characters()
    assert {character: list(readings_of(character)) for character in table} == table


@pytest.mark.parametrize("character", ["a", "，", "あ", "\ud800", "\0", "\U0010ffff", "\U000323af"])
def test_what_is_no_chinese_character_has_no_reading(character: str) -> None:
    assert readings_of(character) == ()


def test_characters_beyond_the_basic_plane_have_theirs() -> None:
    assert readings_of("𠅤") == (Reading("xi", 2),)


def test_reading_a_character_imports_neither_pypinyin_nor_numpy() -> None:
    code = (
        "import sys; from archivist.text.pinyin import readings_of; readings_of('會');"
        "sys.exit(bool({'numpy', 'pypinyin'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
