"""The metadata block at the beginning of a Markdown file: ``key: value`` lines between two ``---`` lines.

Only what people write there by hand is read (one value per key, quoted or not, simple lists). It is no YAML parser: what
it does not understand is kept as it stands, under its key."""

import re
from dataclasses import dataclass, field

_BLOCK = re.compile(r"\s*---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"([^\s:#\-][^:：\n]{0,60}?)[ \t]*(?::(?=[ \t]|$)|：)(.*)$")
_CONTINUATION = re.compile(r"[ \t]+\S|- ")
_FIELDS = {
    "title": ("title", "标题", "標題", "题名", "題名"),
    "date": ("date", "日期", "发布日期", "發布日期", "published"),
    "author": ("author", "authors", "作者", "机关", "機關", "office"),
    "source": ("source", "来源", "來源", "publication"),
    "place": ("place", "地点", "地點", "location"),
    "language": ("lang", "language"),
}
_FIELD_BY_KEY = {key: name for name, keys in _FIELDS.items() for key in keys}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """``fields`` are the metadata that reports have (title, date, author, source, place, language); ``extra`` the rest."""

    fields: dict[str, str] = field(default_factory=dict[str, str])
    extra: dict[str, str] = field(default_factory=dict[str, str])


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter, and the text after it; an empty one and all of the text where there is none."""
    match = _BLOCK.match(text)
    if not match:
        return FrontMatter(), text
    values = _values(match[1])
    if not values:
        return FrontMatter(), text
    found = FrontMatter()
    for key, value in values.items():
        name = _FIELD_BY_KEY.get(key.lower())
        if name and name not in found.fields:
            found.fields[name] = value
        else:
            found.extra[key] = value
    return found, text[match.end() :]


def _values(block: str) -> dict[str, str]:
    """The values by key; none at all where the block is text: a line is neither a key nor the continuation of one, or
    there are only Chinese words before colons, of which none is the name of a field."""
    values: dict[str, str] = {}
    key = ""
    for line in block.split("\n"):
        if match := _LINE.match(line):
            key = match[1].strip()
            values[key] = _unquoted(match[2])
        elif key and _CONTINUATION.match(line):
            part = _unquoted(line.strip().removeprefix("- "))
            values[key] = f"{values[key]}, {part}" if values[key] else part
        elif line.strip() and not line.startswith("#"):
            return {}
    if not any(key.isascii() or key in _FIELD_BY_KEY for key in values):
        return {}
    return {key: value for key, value in values.items() if value}


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_without_quotes(part) for part in value[1:-1].split(",") if part.strip())
    return "" if value in ("|", ">", "~", "null") else _without_quotes(value)


def _without_quotes(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
