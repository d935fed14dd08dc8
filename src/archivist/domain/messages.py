"""The mark for texts that a person reads, so that they can be translated where they are shown."""


def N_(text: str) -> str:  # noqa: N802 - gettext's conventional name, known to its extractors
    """Mark ``text`` (English source) for translation and return it unchanged."""
    return text
