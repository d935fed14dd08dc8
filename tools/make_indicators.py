"""The icons of the style sheet in the colours of both themes, as files: a style sheet can show nothing else.

Run it after a change of ``window.qss`` or of the colours that it names there; a test holds the files equal."""

import re

from archivist.resources import resource
from archivist.ui.icons import icon_file, icon_svg
from archivist.ui.theme import load_theme

_ICON = re.compile(r"@icon\(([a-z0-9-]+), (\w+)\)")
STROKE = 1.75


def wanted() -> dict[str, str]:
    """What the files hold, by name."""
    rules = resource("themes/window.qss").read_text("utf-8")
    found: dict[str, str] = {}
    for name, tone in _ICON.findall(rules[rules.index("*/") :]):
        for theme in (load_theme("light"), load_theme("dark")):
            colour = getattr(theme, tone)
            found[icon_file(name, colour).name] = icon_svg(name, colour, STROKE)
    return found


def main() -> None:
    folder = resource("themes") / "icons"
    folder.mkdir(exist_ok=True)
    files = wanted()
    for file in folder.glob("*.svg"):
        if file.name not in files:
            file.unlink()
    for name, svg in files.items():
        (folder / name).write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
