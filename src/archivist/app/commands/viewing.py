"""Commands that change what is shown and how; most of them set a setting."""

from archivist.app.commands.command import Command, Menu, command
from archivist.app.commands.conditions import has_archive, has_report
from archivist.app.commands.context import Context
from archivist.app.settings import (
    LANGUAGE,
    MENU_BAR,
    PANES,
    PINYIN,
    REPAIRS,
    RUBY,
    THEME,
    TOGETHER,
    TONES,
    ZOOM,
    Setting,
)
from archivist.domain import N_


def _switch(context: Context, setting: Setting[bool]) -> None:
    context.settings.set(setting, not context.settings.get(setting))


@command(
    "view.library",
    N_("Library"),
    N_("Show or hide the library."),
    Menu.VIEW,
    keys="F9",
    icon="panel-left",
    is_on=lambda context: "library" in context.shows,
    when=has_archive,
)
def library(context: Context) -> None:
    context.desk.toggle_library()


@command(
    "view.notes",
    N_("Annotations"),
    N_("Show or hide the panel of annotations, repairs and details."),
    Menu.VIEW,
    keys="F10",
    icon="panel-right",
    is_on=lambda context: "notes" in context.shows,
    when=has_archive,
)
def notes(context: Context) -> None:
    context.desk.toggle_notes()


@command(
    "view.focus",
    N_("Focus mode"),
    N_("Show the report alone."),
    Menu.VIEW,
    keys="F11",
    icon="maximize-2",
    is_on=lambda context: "focus" in context.shows,
    when=has_report,
)
def focus(context: Context) -> None:
    context.desk.toggle_focus_mode()


@command(
    "view.full_screen",
    N_("Full screen"),
    N_("Fill the screen with the window."),
    Menu.VIEW,
    keys="Shift+F11",
    is_on=lambda context: "full screen" in context.shows,
)
def full_screen(context: Context) -> None:
    context.desk.toggle_full_screen()


@command(
    "view.menu_bar",
    N_("Menu bar"),
    N_("Keep the menu bar in sight; Alt shows it for a moment."),
    Menu.VIEW,
    is_on=lambda context: context.settings.get(MENU_BAR),
)
def menu_bar(context: Context) -> None:
    _switch(context, MENU_BAR)


def _panes_command(count: int, title: str, icon: str) -> Command:
    return command(
        f"view.panes_{count}",
        title,
        N_("Show the report in so many panes, each in its own script."),
        Menu.VIEW,
        section=1,
        keys=f"Ctrl+{count}",
        icon=icon,
        is_on=lambda context: context.settings.get(PANES) == count,
        when=has_report,
    )(lambda context: context.settings.set(PANES, count))


panes = tuple(
    _panes_command(count, title, icon)
    for (count, title), icon in zip(PANES.choices, ("square", "columns-2", "columns-3"), strict=True)
)


@command(
    "view.together",
    N_("Scroll together"),
    N_("Keep the panes side by side, or scroll each alone."),
    Menu.VIEW,
    section=1,
    keys="Ctrl+Shift+L",
    icon="lock",
    is_on=lambda context: context.settings.get(TOGETHER),
    when=has_report,
)
def together(context: Context) -> None:
    _switch(context, TOGETHER)


@command(
    "view.ruby",
    N_("Ruby"),
    N_("Show the readings that were taken out of the text above their characters."),
    Menu.VIEW,
    section=2,
    keys="Ctrl+R",
    icon="type",
    is_on=lambda context: context.settings.get(RUBY),
    when=has_report,
)
def ruby(context: Context) -> None:
    _switch(context, RUBY)


@command(
    "view.pinyin",
    N_("Pinyin"),
    N_("Show the reading of every character, computed from its context, above it."),
    Menu.VIEW,
    section=2,
    keys="Ctrl+Shift+Y",
    is_on=lambda context: context.settings.get(RUBY) and context.settings.get(PINYIN),
    when=has_report,
)
def pinyin(context: Context) -> None:
    wanted = not (context.settings.get(RUBY) and context.settings.get(PINYIN))
    context.settings.set(PINYIN, wanted)
    if wanted:
        context.settings.set(RUBY, True)


@command(
    "view.tones",
    N_("Tones in colours"),
    N_("Give each reading the colour of its tone."),
    Menu.VIEW,
    section=2,
    is_on=lambda context: context.settings.get(TONES),
    when=has_report,
)
def tones(context: Context) -> None:
    _switch(context, TONES)


@command(
    "view.repairs",
    N_("Repaired places"),
    N_("Mark repaired places with a dot; the text before the repair shows under the pointer."),
    Menu.VIEW,
    section=2,
    icon="wrench",
    is_on=lambda context: context.settings.get(REPAIRS),
    when=has_report,
)
def repairs(context: Context) -> None:
    _switch(context, REPAIRS)


@command(
    "view.source",
    N_("Source text"),
    N_("Show the text as it came in, before any repair."),
    Menu.VIEW,
    section=2,
    keys="Ctrl+Shift+U",
    icon="file-code",
    is_on=lambda context: "source" in context.shows,
    when=has_report,
)
def source_text(context: Context) -> None:
    context.desk.toggle_source_text()


def _zoom(context: Context, by: int) -> None:
    now = context.settings.get(ZOOM)
    steps = [each for each, _ in ZOOM.choices if (each > now if by > 0 else each < now)]
    if steps:
        context.settings.set(ZOOM, steps[0] if by > 0 else steps[-1])


@command(
    "view.zoom_in",
    N_("Larger text"),
    N_("Make the text of reports larger."),
    Menu.VIEW,
    section=3,
    keys=("Ctrl++", "Ctrl+="),
    icon="zoom-in",
)
def zoom_in(context: Context) -> None:
    _zoom(context, 1)


@command(
    "view.zoom_out", N_("Smaller text"), N_("Make the text of reports smaller."), Menu.VIEW, section=3, keys="Ctrl+-"
)
def zoom_out(context: Context) -> None:
    _zoom(context, -1)


@command("view.zoom_reset", N_("Normal text"), N_("Show text in its normal size."), Menu.VIEW, section=3, keys="Ctrl+0")
def zoom_reset(context: Context) -> None:
    context.settings.set(ZOOM, 1.0)


def _theme_command(value: str, title: str) -> Command:
    return command(
        f"view.theme_{value}",
        title,
        N_("Choose the colours of the window."),
        Menu.VIEW,
        section=4,
        submenu=N_("Theme"),
        is_on=lambda context: context.settings.get(THEME) == value,
    )(lambda context: context.settings.set(THEME, value))


themes = tuple(_theme_command(value, title) for value, title in THEME.choices)


def _language_command(value: str, title: str) -> Command:
    return command(
        f"view.language_{value}",
        title,
        N_("Choose the language of the interface."),
        Menu.VIEW,
        section=4,
        submenu=N_("Language"),
        is_on=lambda context: context.settings.get(LANGUAGE) == value,
    )(lambda context: context.settings.set(LANGUAGE, value))


languages = tuple(_language_command(value, title) for value, title in LANGUAGE.choices)


@command(
    "view.to_list",
    N_("Go to the list"),
    N_("Put the keyboard into the list of reports."),
    Menu.VIEW,
    section=5,
    keys="Alt+1",
    when=has_archive,
)
def to_list(context: Context) -> None:
    context.desk.focus_list()


@command(
    "view.to_reader",
    N_("Go to the report"),
    N_("Put the keyboard into the text."),
    Menu.VIEW,
    section=5,
    keys="Alt+2",
    when=has_report,
)
def to_reader(context: Context) -> None:
    context.desk.focus_reader()


@command(
    "view.to_notes",
    N_("Go to the annotations"),
    N_("Put the keyboard into the panel of annotations."),
    Menu.VIEW,
    section=5,
    keys="Alt+3",
    when=has_report,
)
def to_notes(context: Context) -> None:
    context.desk.focus_notes()
