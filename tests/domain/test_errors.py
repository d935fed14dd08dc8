"""Errors in words."""

from archivist.app.language import translator
from archivist.domain import ArchivistError


def an_error(**values: object) -> ArchivistError:
    return ArchivistError(
        "The archive cannot be read", where="/a", why="{reason}", hint="Try again in a moment.", **values
    )


def test_an_error_is_one_line() -> None:
    line = "The archive cannot be read: /a: Permission denied. Try again in a moment."
    assert an_error(reason="Permission denied").message() == line


def test_an_error_is_put_together_as_its_language_does() -> None:
    line = "无法读取档案库：/a：权限不足。请稍后重试。"
    assert an_error(reason="Permission denied").message(translator("zh_Hans")) == line


def test_what_the_system_says_in_other_words_is_passed_on() -> None:
    assert "：Access is denied。" in an_error(reason="Access is denied").message(translator("zh_Hans"))


def test_a_value_that_is_no_message_is_left_alone() -> None:
    error = ArchivistError("“{text}” is not a date", text="note")
    assert error.message(translator("zh_Hans")) == "“note”不是日期。"
