"""Commands on annotations: mark a passage, list the marks."""

import argparse
from typing import TYPE_CHECKING

from archivist.cli.command import add_archive_command, positive_number, whole_number
from archivist.cli.output import Output
from archivist.domain import N_, Annotation, AnnotationKind, Colour
from archivist.domain.errors import WrongUse

if TYPE_CHECKING:
    from archivist.cli.command import Commands


def add_commands(commands: "Commands") -> None:
    annotate = add_archive_command(
        commands,
        "annotate",
        _annotate,
        N_("mark a passage, quoted in any script or given by its position"),
        """archivist annotate research.archivist ID --quote 高质量发展 --note "first use" --tag 提法
archivist annotate research.archivist ID --quote 会议 --occurrence 3 --kind underline
archivist annotate research.archivist ID --span 120 127 --colour green""",
    )
    annotate.add_argument("report", metavar="ID", help=N_("the report"))
    place = annotate.add_mutually_exclusive_group(required=True)
    place.add_argument("--quote", metavar="TEXT", help=N_("the passage, in any script, also with its damage"))
    place.add_argument(
        "--span",
        nargs=2,
        metavar=("START", "END"),
        type=whole_number,
        help=N_("code points of the reading text, 0-based, end-exclusive"),
    )
    annotate.add_argument(
        "--occurrence", metavar="N", type=positive_number, help=N_("which of several places, from 1 in reading order")
    )
    annotate.add_argument("--kind", choices=[kind.value for kind in AnnotationKind], default="highlight")
    annotate.add_argument("--note", metavar="N", default="", help=N_("a comment"))
    annotate.add_argument("--tag", metavar="T", action="append", default=[], dest="tags", help=N_("may be given again"))
    annotate.add_argument("--colour", choices=[colour.value for colour in Colour], default="yellow")
    annotations = add_archive_command(
        commands,
        "annotations",
        _annotations,
        N_("list annotations"),
        """archivist annotations research.archivist
archivist annotations research.archivist --tag 提法 --json
archivist annotations research.archivist --query 发展""",
    )
    annotations.add_argument("--report", metavar="ID", help=N_("only those of this report"))
    annotations.add_argument("--tag", metavar="T", help=N_("only those with this tag"))
    annotations.add_argument("--query", metavar="Q", help=N_("only those whose quote, note or tags hold these words"))


def _annotate(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.services.marking import NewMark
    from archivist.app.wiring import open_services

    if args.span and args.occurrence:
        raise WrongUse(N_("--occurrence chooses among the places of a quote"), hint=N_("Leave it out beside --span."))
    mark = NewMark(AnnotationKind(args.kind), Colour(args.colour), args.note, tuple(args.tags))
    with open_services(args.archive) as services:
        report = services.library.report_id(args.report)
        if args.quote is not None:
            annotation = services.marking.mark_quote(report, args.quote, mark, occurrence=args.occurrence)
        else:
            start, end = args.span
            annotation = services.marking.mark_span(report, start, end, mark)
    document = {"annotation": str(annotation.id), **_place(annotation)}
    output.result(document, [f"{annotation.id}  {document['start']}–{document['end']}  {annotation.anchor.exact}"])
    return 0


def _annotations(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.wiring import open_services

    with open_services(args.archive, read_only=True) as services:
        report = services.library.report_id(args.report) if args.report else None
        found = services.marking.list_annotations(report=report, tag=args.tag, query=args.query)
    output.result([_row(annotation) for annotation in found], [_line(annotation) for annotation in found])
    return 0


def _place(annotation: Annotation) -> dict[str, object]:
    span = annotation.anchor.span
    return {
        "start": span.start if span else None,
        "end": span.end if span else None,
        "exact": annotation.anchor.exact,
    }


def _row(annotation: Annotation) -> dict[str, object]:
    return {
        "id": str(annotation.id),
        "report": str(annotation.report),
        **_place(annotation),
        "kind": annotation.kind.value,
        "colour": annotation.colour.value,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "author": annotation.author,
        "state": annotation.anchor.state.value,
    }


def _line(annotation: Annotation) -> str:
    tags = "".join(f" #{tag}" for tag in annotation.tags)
    note = f" — {annotation.note}" if annotation.note else ""
    return f"{annotation.id}  {annotation.colour.value} {annotation.kind.value}  {annotation.anchor.exact}{note}{tags}"
