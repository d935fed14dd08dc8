"""The fold: one code point to one, the same for all scripts."""

import importlib.util
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from archivist.text.fold import fold, fold_array

ROOT = Path(__file__).parents[2]
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_fold_keeps_every_position_and_is_done_at_once(text: str):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT, ANY_TEXT)
def test_fold_of_a_part_is_a_part_of_the_fold(left: str, right: str):
    assert fold(left + right) == fold(left) + fold(right)


@given(ANY_TEXT)
def test_long_and_short_texts_are_folded_alike(text: str):
    assert fold_array(text).tobytes().decode("utf-32-le", "surrogatepass") == fold(text)


def test_scripts_widths_and_cases_are_one():
    assert fold("會議，ＧＢ") == fold("会议,gb")


def test_japanese_forms_stay_apart():
    assert fold("艺") != fold("芸")


def test_the_table_is_what_its_script_makes():
    spec = importlib.util.spec_from_file_location("make_fold_table", ROOT / "tools" / "make_fold_table.py")
    assert spec and spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.as_bytes(maker.make_table()) == (ROOT / "resources" / "tables" / "fold.bin").read_bytes()
