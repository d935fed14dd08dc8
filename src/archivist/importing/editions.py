"""The edition that a file is named for: ``劳动法(2018-12-29).md`` holds the labour law as of that day.

A date anywhere else in a name (a download, a scan) says nothing about the text and is not read."""

import re
from pathlib import PurePath

from archivist.domain import EdtfDate
from archivist.text.dates import parse_date

_NAMED = re.compile(r"(?P<title>.+?)\s*[(（](?P<date>\d{4}-\d{2}-\d{2})[)）]")
_STATE = re.compile("中华人民共和国|中華人民共和國")


def edition_date(name: str, title: str) -> EdtfDate | None:
    """The date in parentheses at the end of a file name whose beginning is the title, with or without the state's name."""
    match = _NAMED.fullmatch(PurePath(name).stem)
    if not match or _STATE.sub("", match["title"]) != _STATE.sub("", title):
        return None
    return parse_date(match["date"])
