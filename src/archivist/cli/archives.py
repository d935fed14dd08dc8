"""Commands on a whole archive: create, verify, back up, restore, reindex, count, undo and redo."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from archivist.cli.command import add_archive_command, add_command
from archivist.cli.output import Output
from archivist.domain import N_

if TYPE_CHECKING:
    from archivist.cli.command import Commands


def add_commands(commands: "Commands") -> None:
    create = add_archive_command(
        commands,
        "create",
        _create,
        N_("make an empty archive, or one with the sample reports"),
        "archivist create research.archivist\narchivist create sample.archivist --sample",
    )
    create.add_argument("--sample", action="store_true", help=N_("fill it with the sample reports"))
    add_archive_command(
        commands,
        "verify",
        _verify,
        N_("check database, originals, texts and anchors"),
        "archivist verify research.archivist\narchivist verify research.archivist --json",
    )
    _add_copies(commands)
    add_archive_command(
        commands, "reindex", _reindex, N_("build the search index afresh"), "archivist reindex research.archivist"
    )
    add_archive_command(
        commands, "stats", _stats, N_("count what the archive holds"), "archivist stats research.archivist --json"
    )
    add_archive_command(
        commands,
        "undo",
        _undo,
        N_("take back the last change"),
        "archivist undo research.archivist\narchivist redo research.archivist      and it is there again",
    )
    add_archive_command(
        commands, "redo", _redo, N_("do the change again that was taken back"), "archivist redo research.archivist"
    )


def _add_copies(commands: "Commands") -> None:
    backup = add_archive_command(
        commands,
        "backup",
        _backup,
        N_("make a verified copy, also of an archive that is in use"),
        "archivist backup research.archivist ~/backups/research-2024-02-01.archivist",
    )
    backup.add_argument("destination", metavar="DEST", type=Path, help=N_("the file to write"))
    restore = add_command(
        commands,
        "restore",
        _restore,
        N_("bring an archive back from a backup; a file in its place is kept aside"),
        "archivist restore ~/backups/research-2024-02-01.archivist research.archivist",
    )
    restore.add_argument("backup", metavar="BACKUP", type=Path, help=N_("a backup that archivist made"))
    restore.add_argument("archive", metavar="ARCHIVE", type=Path, help=N_("where the archive is to stand"))


def _create(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.wiring import create_archive

    archive = create_archive(args.archive, with_sample=args.sample)
    output.result({"archive": str(args.archive), "id": str(archive)}, [f"{args.archive}  {archive}"])
    return 0


def _verify(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.services.upkeep import verify_archive

    problems = verify_archive(args.archive)
    rows = [
        {"kind": p.kind, "where": p.where, "message": output.translate(p.message), "detail": p.detail} for p in problems
    ]
    output.result(
        {"ok": not problems, "problems": rows},
        [": ".join(filter(None, (row["where"], row["message"], row["detail"]))) for row in rows] or ["ok"],
    )
    return 1 if problems else 0


def _backup(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.services.upkeep import back_up_archive

    info = back_up_archive(args.archive, args.destination)
    document = {"backup": str(args.destination), "bytes": info.bytes, "sha256": info.sha256}
    words = output.words(N_("{bytes} bytes, sha256 {sha256}"), bytes=f"{info.bytes:,}", sha256=info.sha256)
    output.result(document, [f"{args.destination}  {words}"])
    return 0


def _restore(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.services.upkeep import restore_archive

    restored = restore_archive(args.backup, args.archive)
    document = {
        "archive": str(args.archive),
        "bytes": restored.bytes,
        "sha256": restored.sha256,
        "kept_aside": str(restored.kept_aside) if restored.kept_aside else None,
    }
    lines = [f"{args.archive}  " + output.words(N_("{bytes} bytes"), bytes=f"{restored.bytes:,}")]
    if restored.kept_aside:
        lines.append(output.words(N_("what stood there before: {path}"), path=restored.kept_aside))
    output.result(document, lines)
    return 0


def _reindex(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.wiring import open_services

    with open_services(args.archive, read_only=True) as services:
        count, seconds = services.finding.reindex()
    line = output.words(N_("reports: {count}"), count=count) + f" ({seconds:.1f} s)"
    output.result({"reports": count, "seconds": round(seconds, 3)}, [line])
    return 0


def _stats(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.wiring import open_services

    with open_services(args.archive, read_only=True) as services:
        stats = services.library.stats()
    output.result(stats, [f"{name:24} {value}" for name, value in stats.items()])
    return 0


def _undo(args: argparse.Namespace, output: Output) -> int:
    return _step(args, output, back=True)


def _redo(args: argparse.Namespace, output: Output) -> int:
    return _step(args, output, back=False)


def _step(args: argparse.Namespace, output: Output, *, back: bool) -> int:
    from archivist.app.wiring import open_services

    with open_services(args.archive) as services:
        label = services.library.undo() if back else services.library.redo()
    if label is None:
        output.result({"label": None}, [])
        output.say(N_("There is nothing to undo.") if back else N_("There is nothing to redo."))
    else:
        output.result({"label": label}, [output.translate(label)])
    return 0
