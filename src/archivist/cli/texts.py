"""Commands on a text of one's own, without an archive: convert and repair."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from archivist.cli.command import SCRIPTS, add_command
from archivist.cli.output import Output
from archivist.cli.rows import doubt_rows, repair_rows, ruby_rows
from archivist.domain import N_, Script
from archivist.domain.errors import UnreadableFile, UnsupportedFormat, WrongUse

if TYPE_CHECKING:
    from archivist.cli.command import Commands


def add_commands(commands: "Commands") -> None:
    convert = add_command(
        commands,
        "convert",
        _convert,
        N_("convert a file or standard input to another script"),
        """archivist convert --to simplified page.txt
echo 軟體 | archivist convert --to simplified --json
archivist convert --config s2twp page.txt      OpenCC's configuration as it is""",
    )
    how = convert.add_mutually_exclusive_group(required=True)
    how.add_argument("--to", choices=SCRIPTS, metavar="SCRIPT", help=", ".join(SCRIPTS))
    how.add_argument("--config", metavar="NAME", help=N_("s2t, t2s, s2tw, s2twp, … : OpenCC's own, unchanged"))
    repair = add_command(
        commands,
        "repair",
        _repair,
        N_("print the repaired text of a file or standard input"),
        """archivist repair page.txt > repaired.txt
archivist repair --level proposed --json page.txt""",
    )
    repair.add_argument(
        "--level",
        choices=["automatic", "proposed"],
        default="automatic",
        help=N_("automatic (what an import would apply) or proposed (also what it would only propose)"),
    )
    for parser in (convert, repair):
        parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help=N_("default: standard input"))


def _convert(args: argparse.Namespace, output: Output) -> int:
    from archivist.text.conversion import CONFIGURATIONS, converter, render
    from archivist.text.paragraphs import find_paragraphs, number_paragraphs
    from archivist.text.spanmap import SpanMap

    if args.config is not None and args.config not in CONFIGURATIONS:
        raise WrongUse(
            N_("Unknown configuration"),
            where=args.config,
            hint=N_("Choose one of: {names}."),
            names=", ".join(CONFIGURATIONS),
        )
    if args.config is not None:
        done = converter(args.config).align(_read(args.file, as_is=True))
    else:
        text = _read(args.file)
        paragraphs = number_paragraphs(find_paragraphs(text), SpanMap.identity(len(text)))
        done = render(text, Script(args.to), paragraphs=paragraphs)
    if output.as_json:
        output.row({"text": done.text, "alignment": done.alignment.as_rows(), "doubts": doubt_rows(done.doubts)})
    else:
        output.text(done.text)
    return 0


def _repair(args: argparse.Namespace, output: Output) -> int:
    from archivist.text.repair import accept_proposed, apply_repairs, find_damage_doubts, propose_repairs

    text = _read(args.file)
    repairs = propose_repairs(text)
    if args.level == "proposed":
        repairs = accept_proposed(repairs)
    repaired = apply_repairs(text, repairs)
    if output.as_json:
        output.row(
            {
                "text": repaired.text,
                "repairs": repair_rows(text, repairs),
                "ruby": ruby_rows(repaired.ruby),
                "doubts": doubt_rows(find_damage_doubts(repaired.text)),
            }
        )
    else:
        output.text(repaired.text)
    return 0


def _read(file: Path | None, *, as_is: bool = False) -> str:
    """The text of ``file`` or of standard input, in whatever encoding it is; with LF line ends only unless ``as_is``."""
    from archivist.importing.encoding import NAME_IT, decode, decode_as_is

    data, where = sys.stdin.buffer.read() if file is None else _bytes_of(file), str(file or "-")
    try:
        return decode_as_is(data, where=where) if as_is else decode(data, where=where).text
    except UnsupportedFormat as error:
        if error.hint == NAME_IT:  # which an import can do
            error.hint = N_("Save it in UTF-8 and try again.")
        raise


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            N_("Cannot read the file"), where=file, why=error.strerror or "", hint=N_("Check its name and permissions.")
        ) from error
