"""Characters that show nothing, made visible where a person is asked about them."""

_LINE_ENDS = str.maketrans({"\n": "↵", "\r": "↵", "\t": "⇥"})


def visible(raw: str) -> str:
    """``raw`` with ends of lines as arrows and what else shows nothing as code points: ``案U+0007``."""
    return "".join(
        one if one.isprintable() or one == "\u3000" else f"U+{ord(one):04X}" for one in raw.translate(_LINE_ENDS)
    )
