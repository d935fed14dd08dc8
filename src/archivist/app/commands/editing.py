"""Undo, redo and copying."""

from archivist.app.commands.command import Menu, command
from archivist.app.commands.conditions import can_redo, can_undo, has_archive, has_report, has_selection
from archivist.app.commands.context import Context
from archivist.domain import N_


def _undo_name(context: Context) -> tuple[str, dict[str, object]]:
    return (N_("Undo: {what}"), {"what": context.undo}) if context.undo else (N_("Undo"), {})


def _redo_name(context: Context) -> tuple[str, dict[str, object]]:
    return (N_("Redo: {what}"), {"what": context.redo}) if context.redo else (N_("Redo"), {})


@command(
    "edit.undo",
    N_("Undo"),
    N_("Take back the last change, also one of an earlier day."),
    Menu.EDIT,
    keys="Ctrl+Z",
    icon="undo-2",
    when=can_undo,
    name=_undo_name,
)
def undo(context: Context) -> None:
    assert context.services
    if label := context.services.library.undo():
        context.desk.tell(N_("Undone: {what}"), what=label)


@command(
    "edit.redo",
    N_("Redo"),
    N_("Do again what was taken back."),
    Menu.EDIT,
    keys=("Ctrl+Shift+Z", "Ctrl+Y"),
    icon="redo-2",
    when=can_redo,
    name=_redo_name,
)
def redo(context: Context) -> None:
    assert context.services
    if label := context.services.library.redo():
        context.desk.tell(N_("Done again: {what}"), what=label)


@command(
    "edit.copy",
    N_("Copy"),
    N_("Copy the selected text as the pane shows it."),
    Menu.EDIT,
    section=1,
    keys="Ctrl+C",
    icon="copy",
    when=has_selection,
)
def copy(context: Context) -> None:
    context.desk.copy()


@command(
    "edit.copy_citation",
    N_("Copy with citation"),
    N_("Copy the selected text with title, source, date and paragraph, and the script where it is a conversion."),
    Menu.EDIT,
    section=1,
    keys="Ctrl+Shift+C",
    icon="quote",
    when=has_selection,
)
def copy_with_citation(context: Context) -> None:
    context.desk.copy_with_citation()


@command(
    "edit.select_all",
    N_("Select all"),
    N_("Select the whole report, or all reports of the list."),
    Menu.EDIT,
    section=1,
    keys="Ctrl+A",
    when=has_archive,
)
def select_all(context: Context) -> None:
    context.desk.select_all()


@command(
    "edit.select_sentence",
    N_("Select the sentence"),
    N_("Select the whole sentences that the selection touches, or the one with the caret."),
    Menu.EDIT,
    section=1,
    keys="Ctrl+Shift+A",
    when=has_report,
)
def select_sentence(context: Context) -> None:
    context.desk.select_sentence()


@command(
    "edit.preferences",
    N_("Preferences…"),
    N_("Set language, theme, and how reports are shown."),
    Menu.EDIT,
    section=2,
    keys="Ctrl+,",
    icon="settings",
)
def preferences(context: Context) -> None:
    context.desk.show_preferences()
