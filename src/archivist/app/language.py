"""The language of what the program says, from gettext catalogues in ``resources/translations``.

The catalogues are read as people write them (``.po``): a compiled form beside them could be missing or out of date."""

import json
import locale
import os
from collections.abc import Callable, Iterable
from functools import cache
from gettext import NullTranslations

from archivist.resources import resource

LANGUAGES = {"en": "English", "zh_Hans": "简体中文", "zh_Hant": "繁體中文"}
"""The languages of the interface by code, each by its own name."""

_TRADITIONAL = ("hant", "tw", "hk", "mo", "traditional")


def system_language() -> str:
    """The code of ``LANGUAGES`` that is nearest to what the environment asks for, or else the system."""
    named = next(
        (value for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), ""
    )
    return nearest_language(named.split(":") if named else [locale.getlocale()[0] or ""])


def nearest_language(names: Iterable[str]) -> str:
    """The first of ``names`` (``zh-Hant-TW``, ``zh_CN.UTF-8``, ``Chinese (Traditional)_Taiwan``) that is spoken here, as a
    code of ``LANGUAGES``; English where there is none."""
    for name in names:
        parts = name.partition(".")[0].lower().replace("-", "_").replace("(", "_").replace(")", "_").split("_")
        if parts[0].strip() in ("zh", "chinese"):
            is_traditional = "hans" not in parts and any(part in _TRADITIONAL for part in parts)
            return "zh_Hant" if is_traditional else "zh_Hans"
        if parts[0] in ("en", "english"):
            break
    return "en"


class Catalogue(NullTranslations):
    """Messages in a language that, like Chinese, has one form for any number."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        return self._texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._texts.get(msgid1) or super().ngettext(msgid1, msgid2, n)


@cache
def catalogue(language: str) -> NullTranslations:
    """The messages in ``language``; where there is no catalogue, the English sources."""
    file = resource("translations") / language / "LC_MESSAGES" / "archivist.po"
    return Catalogue(read_texts(file.read_text(encoding="utf-8"))) if file.exists() else NullTranslations()


def read_texts(po: str) -> dict[str, str]:
    """The translations in the text of a ``.po`` file by their sources; of plurals the first form, by the singular.

    What is empty or marked as fuzzy is left out, as in a compiled catalogue."""
    texts: dict[str, str] = {}
    for entry in po.split("\n\n"):
        parts: dict[str, str] = {}
        name = ""
        for line in entry.strip("\n").split("\n"):
            if line.startswith("#"):
                if line.startswith("#,") and "fuzzy" in line:
                    break
                continue
            if not line.startswith('"'):
                name, _, line = line.partition(" ")
            # The escapes of both formats are the same.
            parts[name] = parts.get(name, "") + (json.loads(line) if "\\" in line else line[1:-1])
        text = parts.get("msgstr") or parts.get("msgstr[0]")
        if text and parts["msgid"]:
            texts[parts["msgid"]] = text
    return texts


def translator(language: str | None = None) -> Callable[[str], str]:
    """The function that translates marked messages into ``language`` (None: the system's)."""
    return catalogue(language or system_language()).gettext
