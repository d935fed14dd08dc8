"""The scripts that a report can be shown in, and those that it can be written in."""

from enum import StrEnum


class Script(StrEnum):
    """How a report is shown. The values are the words of the terminal and of files; they never change."""

    ORIGINAL = "original"
    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    TRADITIONAL_TW = "traditional-tw"
    TRADITIONAL_HK = "traditional-hk"

    @property
    def is_traditional(self) -> bool:
        return self.value.startswith("traditional")


class WrittenScript(StrEnum):
    """What a paragraph or report turned out to be written in."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    MIXED = "mixed"
    NEUTRAL = "neutral"  # no character that exists in one script only
