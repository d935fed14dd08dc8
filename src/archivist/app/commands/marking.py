"""Commands that mark and comment."""

from archivist.app.commands.command import Command, Condition, Menu, command
from archivist.app.commands.conditions import can_change_mark, can_mark, can_mark_or_change, has_archive, has_report
from archivist.app.commands.context import Context
from archivist.app.services.marking import NewMark
from archivist.app.settings import COLOUR
from archivist.domain import N_, AnnotationId, AnnotationKind, Colour

COLOUR_NAMES = {
    Colour.YELLOW: N_("Yellow"),
    Colour.RED: N_("Red"),
    Colour.GREEN: N_("Green"),
    Colour.BLUE: N_("Blue"),
    Colour.PURPLE: N_("Purple"),
    Colour.MAGENTA: N_("Magenta"),
    Colour.ORANGE: N_("Orange"),
    Colour.GREY: N_("Grey"),
}


def mark_selection(context: Context, kind: AnnotationKind, colour: Colour | None = None) -> AnnotationId:
    """Mark what is selected, in ``colour`` or the last one; the new mark is then what other commands are about."""
    assert context.services and context.report and context.selection
    span = context.selection
    mark = NewMark(kind, colour or context.colour)
    label = N_("Underline") if kind is AnnotationKind.UNDERLINE else N_("Highlight")
    made = context.services.marking.mark_span(context.report, span.start, span.end, mark, label=label).id
    context.desk.choose_mark(made)
    return made


@command(
    "annotate.highlight",
    N_("Highlight"),
    N_("Highlight the selected text in the last colour."),
    Menu.ANNOTATE,
    keys="H",
    icon="highlighter",
    is_bare=True,
    when=can_mark,
)
def highlight(context: Context) -> None:
    mark_selection(context, AnnotationKind.HIGHLIGHT)


@command(
    "annotate.underline",
    N_("Underline"),
    N_("Underline the selected text."),
    Menu.ANNOTATE,
    keys="U",
    icon="underline",
    is_bare=True,
    when=can_mark,
)
def underline(context: Context) -> None:
    mark_selection(context, AnnotationKind.UNDERLINE)


@command(
    "annotate.note",
    N_("Note"),
    N_("Write a note on the selected text, or on the chosen annotation."),
    Menu.ANNOTATE,
    keys="N",
    icon="sticky-note",
    is_bare=True,
    when=can_mark_or_change,
)
def note(context: Context) -> None:
    mark = context.mark if context.selection is None else None
    context.desk.edit_note(mark or mark_selection(context, AnnotationKind.HIGHLIGHT))


@command(
    "annotate.tag",
    N_("Tag"),
    N_("Tag the selected text, or the chosen annotation."),
    Menu.ANNOTATE,
    keys="T",
    icon="tag",
    is_bare=True,
    when=can_mark_or_change,
)
def tag(context: Context) -> None:
    mark = context.mark if context.selection is None else None
    context.desk.edit_tags(mark or mark_selection(context, AnnotationKind.HIGHLIGHT))


def _use_colour(context: Context, colour: Colour) -> None:
    context.settings.set(COLOUR, colour.value)
    if context.selection is not None:
        mark_selection(context, AnnotationKind.HIGHLIGHT, colour)
    elif context.mark is not None:
        assert context.services
        context.services.marking.change(context.mark, colour=colour)


def _colour_command(number: int, colour: Colour, when: Condition) -> Command:
    return command(
        f"annotate.{colour.value}",
        COLOUR_NAMES[colour],
        N_("Highlight the selected text in this colour, or recolour the chosen annotation."),
        Menu.ANNOTATE,
        section=1,
        keys=str(number),
        is_bare=True,
        when=when,
        submenu=N_("Colour"),
    )(lambda context: _use_colour(context, colour))


colours = tuple(_colour_command(number, colour, can_mark_or_change) for number, colour in enumerate(Colour, 1))


@command(
    "annotate.next",
    N_("Next annotation"),
    N_("Go to the next annotation of the report."),
    Menu.ANNOTATE,
    section=2,
    keys="Alt+Down",
    when=has_report,
)
def step_down(context: Context) -> None:
    context.desk.step_mark(1)


@command(
    "annotate.previous",
    N_("Previous annotation"),
    N_("Go to the annotation before."),
    Menu.ANNOTATE,
    section=2,
    keys="Alt+Up",
    when=has_report,
)
def step_up(context: Context) -> None:
    context.desk.step_mark(-1)


@command(
    "annotate.remove",
    N_("Remove annotation"),
    N_("Move the chosen annotation to the trash."),
    Menu.ANNOTATE,
    section=3,
    keys="Del",
    icon="trash-2",
    is_bare=True,
    when=can_change_mark,
)
def remove(context: Context) -> None:
    assert context.services and context.mark
    context.services.marking.remove([context.mark])
    context.desk.tell(N_("Annotation removed"), can_undo=True)


@command(
    "annotate.review",
    N_("Review queue"),
    N_("Decide where annotations belong that lost their place, and which proposed repairs are right."),
    Menu.ANNOTATE,
    section=4,
    keys="Ctrl+Shift+D",
    icon="inbox",
    when=has_archive,
)
def review(context: Context) -> None:
    context.desk.show_review()
