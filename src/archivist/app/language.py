"""The language of what the program says, from gettext catalogues in ``resources/translations``."""

import gettext
import locale
import os
from collections.abc import Callable

from archivist.resources import resource

LANGUAGES = {"en": "English", "zh_Hans": "简体中文", "zh_Hant": "繁體中文"}
"""The languages of the interface by code, each by its own name."""

_TRADITIONAL = ("zh_hant", "zh_tw", "zh_hk", "zh_mo")


def system_language() -> str:
    """The code of ``LANGUAGES`` that is nearest to what the system speaks."""
    named = next(
        (value for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), ""
    )
    name = (named or locale.getlocale()[0] or "").replace("-", "_").lower()
    if not name.startswith(("zh", "chinese")):
        return "en"
    return "zh_Hant" if name.startswith(_TRADITIONAL) else "zh_Hans"


def catalogue(language: str) -> gettext.NullTranslations:
    """The messages in ``language``; where there is no catalogue, the English sources."""
    return gettext.translation("archivist", resource("translations"), [language], fallback=True)


def translator(language: str | None = None) -> Callable[[str], str]:
    """The function that translates marked messages into ``language`` (None: the system's)."""
    return catalogue(language or system_language()).gettext
