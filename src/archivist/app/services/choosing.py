"""Choosing what a conversion shows where it may be wrong: at one place, in a report, in the whole archive."""

from collections.abc import Iterable, Sequence

from archivist.app.author import system_author
from archivist.app.rescue import Rescue, edit
from archivist.domain import N_, Choice, ChoiceId, Reach, ReportId, ReportText, Script, Span, new_id
from archivist.domain.errors import WrongUse
from archivist.store import choices, reports
from archivist.store.archive import Archive
from archivist.store.transaction import Transaction
from archivist.text.conversion import USUAL, Style, decided_in, render, word_around

_NEAREST_FIRST = tuple(Reach)


class ChoosingService:
    """``author`` is who chooses: the name that the system knows, unless another is given."""

    def __init__(self, archive: Archive, *, author: str | None = None, rescue: Rescue | None = None) -> None:
        self._archive = archive
        self._author = author if author is not None else system_author()
        self.rescue = rescue

    def choices(self, report: ReportId) -> tuple[Choice, ...]:
        """What was chosen and counts in ``report``, in the order in which it was chosen."""
        with self._archive.read() as reader:
            return choices.list_choices(reader, report)

    @edit
    def choose(
        self,
        report: ReportId,
        start: int,
        end: int,
        script: Script,
        chosen: str,
        *,
        reach: Reach = Reach.PLACE,
        style: Style = USUAL,
    ) -> None:
        """Show code points ``start`` to ``end`` of the reading text as ``chosen``, as one step.

        For a farther reach the word around them counts, as ``style`` shows it, since a character alone would be changed
        in other words too.
        Nearer choices for this place give way. Raises ``WrongUse`` outside the text and for the original script."""
        with self._archive.write(N_("Decide a conversion"), author=self._author) as tx:
            text = reports.get_text(tx, report)
            _check(text, start, end, script)
            known = choices.list_choices(tx, report)
            place = Span(start, end)
            if reach is not Reach.PLACE:
                place, chosen = _whole_word(text, place, script, chosen, known, style)
            self._put(tx, text, [place], script, chosen, known, reach)

    @edit
    def choose_all(self, report: ReportId, places: Sequence[Span], script: Script, chosen: str) -> None:
        """Show each of these places of the reading text as ``chosen``, as one step; what was chosen for one gives way.

        Raises ``WrongUse`` outside the text and for the original script."""
        with self._archive.write(N_("Decide a conversion"), author=self._author) as tx:
            text = reports.get_text(tx, report)
            for place in places:
                _check(text, place.start, place.end, script)
            self._put(tx, text, places, script, chosen, choices.list_choices(tx, report), Reach.PLACE)

    def _put(
        self,
        tx: Transaction,
        text: ReportText,
        places: Sequence[Span],
        script: Script,
        chosen: str,
        known: Iterable[Choice],
        reach: Reach,
    ) -> None:
        choices.drop_choices(tx, _find_in_the_way(text, places, script, known, reach))
        owner = None if reach is Reach.ARCHIVE else text.report.id
        new = [
            Choice(
                ChoiceId(new_id()),
                script,
                place.of(text.reading_text),
                chosen,
                owner,
                place if reach is Reach.PLACE else None,
                self._author,
                tx.at,
            )
            for place in places
        ]
        choices.put_choices(tx, new)

    @edit
    def take_back(self, ids: Sequence[ChoiceId]) -> None:
        """Leave it to the conversion again, as one step. What is chosen no more is nothing to do."""
        with self._archive.write(N_("Take back a decision"), author=self._author) as tx:
            choices.drop_choices(tx, ids)


def _whole_word(
    text: ReportText, span: Span, script: Script, chosen: str, known: Iterable[Choice], style: Style
) -> tuple[Span, str]:
    """The word around ``span``, and how it is shown with ``chosen`` in its place.

    ``span`` and ``chosen`` themselves where what is shown of the word cannot be told apart by character."""
    word = word_around(text.reading_text, span, script, paragraphs=text.paragraphs)
    even = [choice for choice in known if len(choice.chosen) == len(choice.original)]
    for look in (style, USUAL):
        shown = render(text.reading_text, script, paragraphs=text.paragraphs, style=look, choices=even)
        places = [shown.alignment.span_to_target(part.start, part.end) for part in (word, span)]
        if all(
            shown.alignment.span_to_source(*place) == (part.start, part.end)
            for place, part in zip(places, (word, span), strict=True)
        ):
            (word_start, word_end), (start, end) = places
            return word, shown.text[word_start:start] + chosen + shown.text[end:word_end]
    return span, chosen


def _check(text: ReportText, start: int, end: int, script: Script) -> None:
    if script is Script.ORIGINAL or not 0 <= start < end <= len(text.reading_text):
        raise WrongUse(N_("Nothing is converted there"), where=f"{start}–{end}")


def _find_in_the_way(
    text: ReportText, places: Iterable[Span], script: Script, known: Iterable[Choice], reach: Reach
) -> list[ChoiceId]:
    """The choices that would keep one of ``reach`` from counting at one of ``places``; behind one there can be another."""
    reaches = _NEAREST_FIRST[: _NEAREST_FIRST.index(reach) + 1]
    taken = {at for place in places for at in range(place.start, place.end)}
    remaining, found = list(known), list[ChoiceId]()
    while met := {
        each.choice.id
        for each in decided_in(text.reading_text, script, remaining, paragraphs=text.paragraphs)
        if each.choice.reach in reaches and not taken.isdisjoint(range(each.start, each.end))
    }:
        found += met
        remaining = [each for each in remaining if each.id not in met]
    return found
