"""Why a repair was made, in the language of its reader.

A reason is stored as an English sentence with its values filled in, so that it can be read without this program. To say
it in another language, the sentence is recognised again."""

import re
from collections.abc import Callable
from functools import cache


def say_reason(reason: str, templates: tuple[str, ...], translate: Callable[[str], str]) -> str:
    """``reason`` in the language of ``translate``; ``templates`` are the sentences with ``{value}`` that it can be."""
    for template in templates:
        if match := _pattern(template).fullmatch(reason):
            return translate(template).format(**match.groupdict())
    return translate(reason)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template)), re.DOTALL)
