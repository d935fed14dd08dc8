"""Which script a text is written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import WrittenScript
from archivist.text.script import recognise_script


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("學習貫徹會議精神", WrittenScript.TRADITIONAL),
        ("学习贯彻会议精神", WrittenScript.SIMPLIFIED),
        ("學習貫徹会议精神", WrittenScript.MIXED),
        ("上下一心", WrittenScript.NEUTRAL),
        ("", WrittenScript.NEUTRAL),
        ("於是他在裡面學習，後来", WrittenScript.MIXED),
    ],
)
def test_script_is_recognised(text: str, script: WrittenScript):
    assert recognise_script(text) is script


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_an_answer(text: str):
    assert recognise_script(text) in WrittenScript
