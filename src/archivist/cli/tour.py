"""The tour: the main job on the sample reports, step by step, each step a command that a person could type."""

import argparse
import io
import json
import shlex
import shutil
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from archivist.cli.command import add_command
from archivist.cli.output import Output
from archivist.cli.rows import facet_lines
from archivist.domain import N_, ArchivistError
from archivist.resources import resource

if TYPE_CHECKING:
    from archivist.cli.command import Commands

_WIDTH = 96
"""Columns of a line that tells a result."""

Pictures = Callable[[Path], list[Path]]


def add_commands(commands: "Commands", main: Callable[[Sequence[str]], int], take_pictures: Pictures | None) -> None:
    """``main`` runs one command line: the terminal itself. ``take_pictures`` pictures the window into a folder."""
    tour = add_command(
        commands,
        "tour",
        partial(_tour, main, take_pictures),
        N_("do the main job on the sample reports, from import to export"),
        "archivist tour\narchivist tour --out ~/tour --json",
    )
    if take_pictures is not None:
        tour.add_argument("--pictures", action="store_true", help=N_("do it in the window, and leave pictures of it"))
    tour.add_argument("--out", metavar="DIR", type=Path, help=N_("where to leave what the tour makes"))


@dataclass
class _Tour:
    """The tour under way: what was done, and what it left in ``folder``."""

    main: Callable[[Sequence[str]], int]
    folder: Path
    output: Output
    steps: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    files: list[Path] = field(default_factory=list[Path])

    @property
    def archive(self) -> Path:
        return self.folder / "sample.archivist"

    def step(self, title: str, *words: object, tell: Callable[[Any], Sequence[str]]) -> Any:
        """Run one command, show it as it would be typed, ``tell`` its result, and return that."""
        argv = [str(word) for word in words]
        command = "archivist " + shlex.join(argv)
        status, result = self._run(argv)
        self.steps.append({"title": title, "command": command, "status": status, "result": result})
        if status:
            raise ArchivistError(
                N_("The tour stopped at a step that failed"),
                where=command,
                hint=N_("Choose an empty folder, or leave --out away."),
            )
        if not self.output.as_json:
            lines = [self.output.translate(title), f"  $ {command}", *(_fitted(f"    {line}") for line in tell(result))]
            self.output.result(None, ["", *lines])
        return result

    def _run(self, argv: list[str]) -> tuple[int, Any]:
        """Exit status and JSON result of one command; a list of rows for commands that print one object a line."""
        printed = io.StringIO()
        with redirect_stdout(printed):
            status = self.main([*argv, "--json"])
        rows = [json.loads(line) for line in printed.getvalue().splitlines()]
        return status, rows[0] if len(rows) == 1 else rows


def _fitted(line: str) -> str:
    """The beginning of ``line`` that fits into ``_WIDTH`` columns; a Chinese character takes two of them."""
    ends = accumulate(2 if east_asian_width(char) in "WF" else 1 for char in line)
    return line[: sum(end <= _WIDTH for end in ends)]


def _tour(
    main: Callable[[Sequence[str]], int], take_pictures: Pictures | None, args: argparse.Namespace, output: Output
) -> int:
    from platformdirs import user_data_path

    folder: Path | None = args.out
    if folder is None:
        folder = user_data_path("archivist", appauthor=False) / "tour"
        shutil.rmtree(folder, ignore_errors=True)  # ours alone: the last tour's files
    folder.mkdir(parents=True, exist_ok=True)
    tour = _Tour(main, folder, output)
    if take_pictures is not None and args.pictures:
        files = take_pictures(folder)
        document = {"steps": [], "files": [str(file) for file in files]}
        output.result(document, [str(file) for file in files])
        return 0
    for walk in (_bring_in, _read_and_mark, _find, _take_out, _sleep_well):
        walk(tour)
    document = {"steps": tour.steps, "files": [str(file) for file in tour.files]}
    output.result(document, ["", output.translate(N_("What the tour made:")), *(f"  {file}" for file in tour.files)])
    return 0


def _bring_in(tour: _Tour) -> None:
    archive = tour.archive
    tour.step(N_("Make an archive: one file."), "create", archive, tell=lambda made: [made["id"]])
    tour.files.append(archive)
    sample = resource("sample") / "reports"
    tour.step(N_("Bring in a folder of saved reports."), "import", archive, sample, tell=_tell_import)
    tour.step(N_("Bring it in again: nothing comes twice."), "import", archive, sample, tell=_tell_import)
    tour.step(
        N_("See what is there."),
        *("list", archive, "--limit", "6"),
        tell=lambda reports: [f"{report['date'] or '—':10}  {report['title']}" for report in reports],
    )


def _tell_import(rows: Any) -> list[str]:
    return [", ".join(f"{value} {name}" for name, value in rows[-1]["summary"].items() if value)]


def _read_and_mark(tour: _Tour) -> None:
    archive = tour.archive
    found = tour.step(
        N_("Find the damaged report, by a word as it stands in it."),
        *("search", archive, "會(huì)議 紡都"),
        tell=lambda result: [f"{result['count']} · {hit['title']}" for hit in result["hits"]],
    )
    seed = found["hits"][0]["id"]
    tour.step(
        N_("Look at it as it came in …"),
        *("show", archive, seed, "--layer", "source"),
        tell=lambda page: [page["text"][:60]],
    )
    tour.step(
        N_("… repaired …"),
        *("show", archive, seed),
        tell=lambda page: [
            page["text"][:60],
            tour.output.words(
                N_("{repairs} repairs; {readings} readings kept as ruby"),
                repairs=len(page["repairs"]),
                readings=len(page["ruby"]),
            ),
        ],
    )
    tour.step(
        N_("… and in simplified script."),
        *("show", archive, seed, "--script", "simplified"),
        tell=lambda page: [page["text"][:60]],
    )
    tour.step(
        N_("Mark a passage, quoted in simplified script."),
        *("annotate", archive, seed, "--quote", "勇当高质量发展排头兵", "--note", "提法:高质量发展", "--tag", "提法"),
        tell=lambda mark: [f"{mark['start']}–{mark['end']}  {mark['exact']}"],
    )
    tour.step(N_("Take it back …"), "undo", archive, tell=lambda change: [change["label"]])
    tour.step(N_("… and again."), "redo", archive, tell=lambda change: [change["label"]])
    tour.step(
        N_("The mark stands in the report's own script."),
        *("annotations", archive),
        tell=lambda marks: [f"{mark['exact']} — {mark['note']} #{' #'.join(mark['tags'])}" for mark in marks],
    )


def _find(tour: _Tour) -> None:
    archive = tour.archive
    for title, query in (
        (N_("Search in simplified script, find both."), "会议"),
        (N_("Search in traditional script, find the same."), "會議"),
        (N_("Search notes as well."), "note:提法"),
    ):
        tour.step(
            title,
            *("search", archive, query, "--limit", "3", "--facets", "year,script"),
            tell=lambda result: [
                tour.output.words(N_("reports: {count}"), count=result["count"]),
                *facet_lines(result["facets"]),
                *(hit["snippet"] for hit in result["hits"]),
            ],
        )


def _take_out(tour: _Tour) -> None:
    archive = tour.archive
    for key, name, title in (
        ("html", "report.html", N_("Take the report out: a page with both scripts and the note in the margin …")),
        ("docx", "report.docx", N_("… a Word file with a real comment …")),
        ("w3c", "annotations.jsonld", N_("… the annotations alone, for other programs.")),
    ):
        tour.step(
            title,
            *("export", archive, "--format", key, "--out", tour.folder / name, "--query", "紡都"),
            tell=lambda done: [tour.output.words(N_("annotations: {count}"), count=done["annotations"])],
        )
        tour.files.append(tour.folder / name)


def _sleep_well(tour: _Tour) -> None:
    archive, backup = tour.archive, tour.folder / "backup.archivist"
    tour.step(N_("Check everything."), "verify", archive, tell=lambda check: ["ok" if check["ok"] else "problems"])
    tour.step(N_("Make a backup."), "backup", archive, backup, tell=lambda made: [f"{made['bytes']} bytes, verified"])
    tour.files.append(backup)
