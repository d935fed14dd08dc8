"""The language of what the program says, from gettext catalogues in ``resources/translations``."""

import gettext
from collections.abc import Callable

from archivist.resources import resource


def translator(language: str | None = None) -> Callable[[str], str]:
    """The function that translates marked messages; without a catalogue for ``language`` (None: the system's), English."""
    languages = None if language is None else [language]
    return gettext.translation("archivist", resource("translations"), languages, fallback=True).gettext
