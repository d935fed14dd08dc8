import json
import re
from pathlib import Path

import pytest

from archivist.app.language import catalogue
from archivist.text.repair import propose_repairs, reason_of, recognisers, title_of
from archivist.text.repair.reasons import say_reason

DAMAGE = Path(__file__).parents[1] / "data" / "damage"
CASES = [
    json.loads(line)["text"]
    for name in ("damage.jsonl", "scrape.jsonl")
    for line in DAMAGE.joinpath(name).read_text("utf-8").splitlines()
]
FLATTENED = "会议强调,学习精神,要对标要求;牢牢把握任务,圆强争先。" * 5
TEXTS = [
    *CASES,
    FLATTENED + "增长7.7%,物价上涨(甲)(乙)(丙)。",
    "負(fū)責",
    "ÖÐ¹úÈËÃñ",
    "我们ﬁnd⼈",
    "学\x0e习\ufffc甲\x07乙\v丙",
]


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_every_reason_is_said_in_the_language_of_the_reader(language: str) -> None:
    translate = catalogue(language).gettext
    repairs = [repair for text in TEXTS for repair in propose_repairs(text)]
    assert len({repair.kind for repair in repairs}) >= 8
    for repair in repairs:
        said = reason_of(repair, translate)
        assert said != repair.evidence
        assert not re.search("{|}|[a-z]{9}", said), said
        assert reason_of(repair, lambda message: message) == repair.evidence


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_every_kind_has_a_title_in_the_language_of_the_reader(language: str) -> None:
    translate = catalogue(language).gettext
    titles = [translate(title_of(recogniser.kind)) for recogniser in recognisers()]
    assert not any(re.search("[A-Za-z]", title) for title in titles)
    assert len(set(titles)) == len(recognisers())


def test_values_stay_as_they_are() -> None:
    said = say_reason(
        "“{x}” of \n 3", ("“{reading}” of {count}",), {"“{reading}” of {count}": "{count}: {reading}"}.__getitem__
    )
    assert said == "\n 3: {x}"
