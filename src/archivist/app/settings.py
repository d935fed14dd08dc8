"""Settings: each declared once, kept in one small file that a person can read and that no damage makes unusable."""

import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from archivist.app.language import LANGUAGES
from archivist.domain import N_, Colour, Script

log = logging.getLogger(__name__)

Value = TypeVar("Value")

OTHER_SCRIPT = "other"
"""For a pane: simplified for what is written in traditional script, and the other way round."""


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """``check`` says of a value from the file whether it can be used; what fails it counts as not set.

    One with a ``section`` is a preference: a person finds it on the preferences page, as a switch or with its ``choices``,
    values with their names (``N_``). The others are what the window remembers by itself."""

    key: str
    default: Value
    title: str
    check: Callable[[Any], bool]
    section: str = ""
    choices: tuple[tuple[Value, str], ...] = ()


def _one_of(*values: str) -> Callable[[Any], bool]:
    return lambda value: value in values


def _is_between(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _is_a(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kind)


def _are_scripts(value: Any) -> bool:
    known = (OTHER_SCRIPT, *Script)
    return (
        isinstance(value, list)
        and len(cast(list[Any], value)) == 3
        and all(each in known for each in cast(list[Any], value))
    )


def _are_panes(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(cast(list[Any], value)) > 0
        and all(each in (0, 1, 2) for each in cast(list[Any], value))
    )


_WINDOW, _READING = N_("Window"), N_("Reading")
_AS_SYSTEM = ("system", N_("As the system"))

LANGUAGE = Setting(
    "interface.language",
    "system",
    N_("Language"),
    _one_of("system", *LANGUAGES),
    _WINDOW,
    (_AS_SYSTEM, *LANGUAGES.items()),
)
THEME = Setting(
    "interface.theme",
    "system",
    N_("Theme"),
    _one_of("system", "light", "dark"),
    _WINDOW,
    (_AS_SYSTEM, ("light", N_("Light")), ("dark", N_("Dark"))),
)
MENU_BAR = Setting("window.menu_bar", False, N_("Menu bar"), _is_a(bool), _WINDOW)
GEOMETRY = Setting("window.geometry", "", N_("Place and size of the window"), _is_a(str))
WIDTHS = Setting[list[int]]("window.widths", [], N_("Widths of the panels"), _is_a(list))
LIBRARY = Setting("window.library", True, N_("Library"), _is_a(bool))
NOTES = Setting("window.notes", True, N_("Annotations panel"), _is_a(bool))
LIST = Setting[dict[str, Any]]("list.state", {}, N_("Order of the list"), _is_a(dict))
PANES = Setting(
    "reader.panes",
    2,
    N_("Panes"),
    _is_between(1, 3),
    _READING,
    ((1, N_("One pane")), (2, N_("Two panes")), (3, N_("Three panes"))),
)
SCRIPTS = Setting[list[str]](
    "reader.scripts",
    [Script.ORIGINAL.value, OTHER_SCRIPT, Script.TRADITIONAL_TW.value],
    N_("Scripts of the panes"),
    _are_scripts,
)
STANDARD = Setting(
    "reader.standard",
    Script.TRADITIONAL_TW.value,
    N_("Traditional characters as in"),
    _one_of(Script.TRADITIONAL_TW, Script.TRADITIONAL_HK),
    _READING,
    ((Script.TRADITIONAL_TW.value, N_("Taiwan")), (Script.TRADITIONAL_HK.value, N_("Hong Kong"))),
)
VOCABULARY = Setting("reader.vocabulary", False, N_("Words of the region"), _is_a(bool), _READING)
QUOTES = Setting("reader.quotes", False, N_("Quotes of the script"), _is_a(bool), _READING)
ZOOM = Setting(
    "reader.zoom",
    1.0,
    N_("Zoom"),
    _is_between(0.5, 4.0),
    _READING,
    tuple((size, f"{size:.0%}".replace("%", "\u00a0%")) for size in (0.75, 0.875, 1.0, 1.125, 1.25, 1.5, 1.75, 2.0)),
)
TOGETHER = Setting("reader.together", True, N_("Scroll together"), _is_a(bool), _READING)
RUBY = Setting("reader.ruby", False, N_("Ruby"), _is_a(bool), _READING)
PINYIN = Setting("reader.pinyin", False, N_("Pinyin of every character"), _is_a(bool), _READING)
TONES = Setting("reader.tones", False, N_("Tones in colours"), _is_a(bool), _READING)
RUBY_PANES = Setting[list[int]]("reader.ruby_panes", [0, 1, 2], N_("Panes with ruby"), _are_panes)
REPAIRS = Setting("reader.repairs", True, N_("Repaired places"), _is_a(bool), _READING)
COLOUR = Setting("annotate.colour", Colour.YELLOW.value, N_("Colour of marks"), _one_of(*Colour))
RECENT = Setting[list[str]]("archives.recent", [], N_("Recent archives"), _is_a(list))
KNOWN = Setting[dict[str, dict[str, Any]]]("archives.known", {}, N_("What is known of recent archives"), _is_a(dict))
"""By path: ``reports`` and ``annotations`` when it was closed; ``opened``, ``backed_up``, ``verified`` (UTC)."""
PLACES = Setting[dict[str, str]]("archives.places", {}, N_("Last report of each archive"), _is_a(dict))

PREFERENCES: tuple[Setting[Any], ...] = (
    LANGUAGE,
    THEME,
    MENU_BAR,
    ZOOM,
    PANES,
    TOGETHER,
    STANDARD,
    VOCABULARY,
    QUOTES,
    RUBY,
    PINYIN,
    TONES,
    REPAIRS,
)
"""What a person sets, in the order of the page."""


class Settings:
    """Values by setting. Whoever shows one subscribes and is called with the setting that changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values: dict[str, Any] = _read(path)
        self._subscribers: list[Callable[[Setting[Any]], None]] = []

    def get(self, setting: Setting[Value]) -> Value:
        value = self._values.get(setting.key, setting.default)
        return value if setting.check(value) else setting.default

    def set(self, setting: Setting[Value], value: Value) -> None:
        """Keep ``value`` and tell the subscribers. Where the file cannot be written, it counts until the program ends."""
        if not setting.check(value):
            raise ValueError(f"{setting.key} cannot be {value!r}")
        if value == self.get(setting):
            return
        self._values[setting.key] = value
        self._save()
        for call in tuple(self._subscribers):
            call(setting)

    def subscribe(self, call: Callable[[Setting[Any]], None]) -> None:
        self._subscribers.append(call)

    def unsubscribe(self, call: Callable[[Setting[Any]], None]) -> None:
        self._subscribers.remove(call)

    def _save(self) -> None:
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(part, self.path)  # noqa: PTH105 - a crash leaves the old settings or the new ones
        except OSError as error:
            log.warning("settings are not kept: %s", error)


def open_settings() -> Settings:
    """This person's settings."""
    from platformdirs import user_config_path

    return Settings(user_config_path("archivist", appauthor=False) / "settings.json")


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("settings are begun anew: %s", error)
        return {}
    return cast(dict[str, Any], found) if isinstance(found, dict) else {}
