"""The words that exports use for kinds, colours and scripts, marked for translation."""

from types import MappingProxyType

from archivist.domain import N_, AnnotationKind, Colour, Script, WrittenScript

KINDS = MappingProxyType(
    {
        AnnotationKind.HIGHLIGHT: N_("highlight"),
        AnnotationKind.UNDERLINE: N_("underline"),
        AnnotationKind.NOTE: N_("note"),
    }
)
COLOURS = MappingProxyType(
    {
        Colour.YELLOW: N_("yellow"),
        Colour.RED: N_("red"),
        Colour.GREEN: N_("green"),
        Colour.BLUE: N_("blue"),
        Colour.PURPLE: N_("purple"),
        Colour.MAGENTA: N_("magenta"),
        Colour.ORANGE: N_("orange"),
        Colour.GREY: N_("grey"),
    }
)
SCRIPTS = MappingProxyType(
    {
        Script.ORIGINAL: N_("Original"),
        Script.SIMPLIFIED: N_("Simplified"),
        Script.TRADITIONAL: N_("Traditional"),
        Script.TRADITIONAL_TW: N_("Traditional (Taiwan)"),
        Script.TRADITIONAL_HK: N_("Traditional (Hong Kong)"),
    }
)
WRITTEN_SCRIPTS = MappingProxyType(
    {
        WrittenScript.SIMPLIFIED: N_("Simplified"),
        WrittenScript.TRADITIONAL: N_("Traditional"),
        WrittenScript.MIXED: N_("Mixed scripts"),
        WrittenScript.NEUTRAL: N_("Same in both scripts"),
    }
)
