"""Commands on the archive as a whole."""

from archivist.app.commands.command import Menu, command
from archivist.app.commands.conditions import can_write, has_archive, has_reports
from archivist.app.commands.context import Context
from archivist.domain import N_


@command(
    "archive.new", N_("New archive…"), N_("Make an empty archive."), Menu.ARCHIVE, keys="Ctrl+Shift+N", icon="plus"
)
def new(context: Context) -> None:
    context.desk.new_archive()


@command("archive.open", N_("Open archive…"), N_("Open an archive."), Menu.ARCHIVE, keys="Ctrl+O", icon="folder-open")
def open_archive(context: Context) -> None:
    context.desk.open_archive()


@command(
    "archive.sample",
    N_("Open the sample archive"),
    N_("Open an archive with real reports to try things on; it is made when it is missing."),
    Menu.ARCHIVE,
)
def open_sample(context: Context) -> None:
    context.desk.open_sample()


@command(
    "archive.import_files",
    N_("Import…"),
    N_("Bring files into the archive."),
    Menu.ARCHIVE,
    section=1,
    keys="Ctrl+I",
    icon="download",
    when=can_write,
)
def import_files(context: Context) -> None:
    context.work.import_files()


@command(
    "archive.import_folder",
    N_("Import a folder…"),
    N_("Bring all files of a folder into the archive."),
    Menu.ARCHIVE,
    section=1,
    keys="Ctrl+Shift+I",
    when=can_write,
)
def import_folder(context: Context) -> None:
    context.work.import_folder()


@command(
    "archive.paste",
    N_("Paste as a new report…"),
    N_("Make a report of the text in the clipboard."),
    Menu.ARCHIVE,
    section=1,
    keys="Ctrl+Shift+V",
    when=can_write,
)
def paste(context: Context) -> None:
    context.work.paste_report()


@command(
    "archive.export",
    N_("Export…"),
    N_("Write reports with their annotations to files."),
    Menu.ARCHIVE,
    section=2,
    keys="Ctrl+E",
    icon="upload",
    when=has_reports,
)
def export(context: Context) -> None:
    context.work.export_reports(context.reports)


@command(
    "archive.jobs",
    N_("Jobs"),
    N_("Show what runs in the background, and the logs of what ran."),
    Menu.ARCHIVE,
    section=2,
    keys="Ctrl+Shift+J",
    when=has_archive,
)
def jobs(context: Context) -> None:
    context.desk.show_jobs()


@command(
    "archive.back_up",
    N_("Back up…"),
    N_("Write a verified copy of the archive."),
    Menu.ARCHIVE,
    section=3,
    when=has_archive,
)
def back_up(context: Context) -> None:
    context.work.back_up()


@command(
    "archive.check",
    N_("Check the archive"),
    N_("Check the database, the originals, the texts and the places of annotations."),
    Menu.ARCHIVE,
    section=3,
    when=has_archive,
)
def check(context: Context) -> None:
    context.work.check_archive()


@command(
    "archive.restore",
    N_("Restore a backup…"),
    N_("Put a backup in the place of this archive, which is kept aside."),
    Menu.ARCHIVE,
    section=3,
    when=can_write,
)
def restore(context: Context) -> None:
    context.work.restore_backup()


@command(
    "archive.salvage",
    N_("Save what can be read…"),
    N_("Make a new archive of what can still be read, where this one is damaged."),
    Menu.ARCHIVE,
    section=3,
    when=has_archive,
)
def salvage(context: Context) -> None:
    context.work.salvage_this()


@command(
    "archive.reindex",
    N_("Build the search index anew"),
    N_("Build the index from the archive, where a search seems to miss something."),
    Menu.ARCHIVE,
    section=3,
    when=can_write,
)
def reindex(context: Context) -> None:
    context.work.rebuild_index()


@command(
    "archive.close",
    N_("Close the archive"),
    N_("Close the archive and show the start page."),
    Menu.ARCHIVE,
    section=4,
    keys="Ctrl+W",
    when=has_archive,
)
def close(context: Context) -> None:
    context.desk.close_archive()


@command(
    "archive.quit",
    N_("Quit"),
    N_("End the program; everything is saved already."),
    Menu.ARCHIVE,
    section=4,
    keys="Ctrl+Q",
)
def leave(context: Context) -> None:
    context.desk.quit()
