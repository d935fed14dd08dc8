"""What is asked of each thing that waits for a person, and what the answers do."""

from collections.abc import Callable
from dataclasses import dataclass

from archivist.app.services.marking import MarkingService
from archivist.app.services.repairing import RepairingService
from archivist.app.services.reviewing import Place, Proposal, Question, ReviewingService
from archivist.domain import N_, Candidate, OrphanReason, RepairState
from archivist.text.repair import reason_of, title_of
from archivist.ui.dates import day_in_words
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.visible import visible
from archivist.ui.review.passage import Passage

Waiting = Question | Proposal
"""What stands in the queue."""

MOST_PLACES = 9
"""As many as there are digits."""
_LONGEST = 400
"""Characters shown of what was repaired, and of what it became."""

_REASONS = {
    OrphanReason.GONE: N_("text not found"),
    OrphanReason.CHANGED: N_("text changed"),
    OrphanReason.ELSEWHERE: N_("other text around it"),
}
_WHY = {
    OrphanReason.GONE: N_("The passage is not in it any more."),
    OrphanReason.CHANGED: N_("What may be the passage reads otherwise now, so nothing was moved."),
    OrphanReason.ELSEWHERE: N_("The passage is in it, but with other text around it, so nothing was moved."),
}


@dataclass(frozen=True)
class Offer:
    """One of the places or wordings from which to choose; ``place`` of a mark."""

    title: str
    about: str
    passage: Passage
    place: Place | None = None


@dataclass(frozen=True)
class Answer:
    """A button: ``title`` in words, ``done`` is the ``N_`` message of what was done."""

    title: str
    done: str
    decide: Callable[[], object]


@dataclass(frozen=True)
class Asked:
    """A question in the words of the interface: what it is about, and from what to choose.

    ``alike`` are so many that can be decided with it, itself among them."""

    title: str
    why: str
    head: str
    passage: Passage
    about: str
    offers_head: str
    offers: tuple[Offer, ...]
    alike: int = 1


def key_of(waiting: Waiting) -> object:
    """What stays the same of it while others are decided."""
    if isinstance(waiting, Question):
        return waiting.orphan.mark.id
    return waiting.report.id, waiting.repair.span, waiting.repair.kind


def words_of(waiting: Waiting) -> tuple[str, str]:
    """The passage it is about, and in a few words why it waits."""
    if isinstance(waiting, Proposal):
        raw, made = visible(waiting.raw[:_LONGEST]), visible(waiting.repair.replacement[:_LONGEST])
        return f"{raw} → {made or '–'}", tr(title_of(waiting.repair.kind))
    orphan = waiting.orphan
    if orphan.reason is OrphanReason.SEVERAL:
        return orphan.mark.anchor.exact, tr_n(
            "{count} place is alike", "{count} places are alike", len(orphan.candidates)
        )
    return orphan.mark.anchor.exact, tr(_REASONS[orphan.reason])


class Asker:
    def __init__(self, reviewing: ReviewingService, marking: MarkingService, repairing: RepairingService) -> None:
        self._reviewing = reviewing
        self._marking = marking
        self._repairing = repairing

    def ask(self, waiting: Waiting) -> Asked:
        """Raises ``WrongUse`` where its report is there no more."""
        return self._ask_repair(waiting) if isinstance(waiting, Proposal) else self._ask_place(waiting)

    def choose(self, waiting: Waiting, offer: Offer, number: int, *, for_all: bool) -> Answer:
        """The answer that takes ``offer``, which has this number."""
        if isinstance(waiting, Proposal):
            return self._decide(waiting, N_("Repair"), RepairState.CONFIRMED, for_all=for_all)
        assert offer.place is not None
        mark, span = waiting.orphan.mark.id, offer.place.candidate.span
        title = tr(N_("Put it at place {number}"), number=number)
        return Answer(
            title, N_("Annotation put in its place"), lambda: self._reviewing.place(mark, span.start, span.end)
        )

    def keep(self, waiting: Waiting, *, for_all: bool) -> Answer:
        """The answer that takes none of the offers."""
        if isinstance(waiting, Proposal):
            return self._decide(waiting, N_("Leave as it is"), RepairState.REFUSED, for_all=for_all)
        mark = waiting.orphan.mark.id
        done = N_("Annotation kept without a place")
        return Answer(tr(N_("Keep without a place")), done, lambda: self._reviewing.keep([mark]))

    def trash(self, waiting: Waiting) -> Answer | None:
        """The answer that throws it away, where that can be."""
        if isinstance(waiting, Proposal):
            return None
        mark = waiting.orphan.mark.id
        return Answer(tr(N_("Move to the trash")), N_("Annotation removed"), lambda: self._marking.remove([mark]))

    def _decide(self, proposal: Proposal, title: str, state: RepairState, *, for_all: bool) -> Answer:
        def decide() -> None:
            repairs = self._reviewing.alike(proposal) if for_all else [proposal.repair]
            self._repairing.decide(proposal.report.id, repairs, state)

        is_made = state is RepairState.CONFIRMED
        return Answer(tr(title), N_("Repaired") if is_made else N_("Left as it is"), decide)

    def _ask_repair(self, proposal: Proposal) -> Asked:
        script, repair = proposal.report.script, proposal.repair
        raw, made = visible(proposal.raw[:_LONGEST]), visible(repair.replacement[:_LONGEST])
        came = Passage(script, proposal.before, raw, proposal.behind, is_struck=True)
        repaired = Passage(script, proposal.before, made, proposal.behind)
        offer = Offer(tr(N_("Repaired")), tr(title_of(repair.kind)), repaired)
        return Asked(
            tr(N_("Is this damaged?")),
            reason_of(repair, tr),
            tr(N_("As it came in")),
            came,
            "",
            tr(N_("What it may be")),
            (offer,),
            proposal.alike,
        )

    def _ask_place(self, question: Question) -> Asked:
        orphan, script = question.orphan, question.report.script
        anchor = orphan.mark.anchor
        lead, tail = ("…" if anchor.prefix else ""), ("…" if anchor.suffix else "")
        marked = Passage(script, lead + anchor.prefix, anchor.exact, anchor.suffix + tail, orphan.mark.colour)
        note = " ".join(orphan.mark.note.split())
        places = self._reviewing.places(orphan)[:MOST_PLACES]
        offers = tuple(
            Offer(
                tr(N_("Place {number}"), number=number),
                _alike(place),
                Passage(script, place.before, place.quote, place.behind),
                place,
            )
            for number, place in enumerate(places, start=1)
        )
        when = tr(N_("New text {day}."), day=day_in_words(orphan.since))
        return Asked(
            tr(N_("Where does this annotation belong?")),
            f"{when} {_why(question)}",
            tr(N_("As it was marked")),
            marked,
            "  ".join(filter(None, (note, *(f"#{tag}" for tag in orphan.mark.tags)))),
            tr(N_("Where it may be now")) if offers else tr(N_("Nothing in the report is much like it.")),
            offers,
        )


def _why(question: Question) -> str:
    orphan = question.orphan
    if orphan.reason is OrphanReason.SEVERAL:
        return tr_n(
            "{count} place fits, but not surely, so nothing was moved.",
            "{count} places fit almost alike, so nothing was moved.",
            len(orphan.candidates),
        )
    return tr(_WHY[orphan.reason])


def _alike(place: Place) -> str:
    """Where a place is, and how much of quote and context is there."""
    candidate: Candidate = place.candidate
    paragraph = tr(N_("¶ {number}"), number=place.number) if place.number else ""
    share = {"context": _per_cent(candidate.context), "quote": _per_cent(candidate.quote)}
    if candidate.quote == 1:
        alike = tr(N_("same text, context {context} % alike"), **share)
    else:
        alike = tr(N_("text {quote} %, context {context} % alike"), **share)
    return " · ".join(filter(None, (paragraph, alike)))


def _per_cent(share: float) -> int:
    """99 at most where something differs."""
    return 100 if share == 1 else min(99, round(100 * share))
