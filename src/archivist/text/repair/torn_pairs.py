"""Characters that a page generator tore apart byte by byte: ``量?jī)x`` → ``量儀``, ``扣除?鄢蟊`` → ``扣除。扣除后``.

The lost byte follows from the reading, and the rest from decoding again. Where a byte cannot be told for sure, the
likeliest text is proposed; where none is likely, the place is left and doubted."""

from math import exp

from archivist.domain import N_
from archivist.text.plausibility import Neighbours
from archivist.text.repair.byte_guesses import Guess, guess_text
from archivist.text.repair.findings import NOTHING, Findings, Place, Recogniser
from archivist.text.repair.inline_reading import RECOGNISER as INLINE_READING
from archivist.text.repair.inline_reading import strip_readings, weigh_readings
from archivist.text.repair.shifted_text import Shifted, Slot, find_shifted

KIND = "torn-pair"

_MOST = 400
"""Runs of one document that are looked at, each of which takes some 40 ms. A million characters hold about 300."""
_SAMPLE = 300_000
"""Code points that show which words the document has."""
_LEAST_SHARE, _SURE_SHARE = 0.9, 0.99
"""What the likeliest of all readings needs of their probability to be proposed, and to be made without asking."""
_LEAST_LINK, _SURE_LINK = -12.0, -10.5
"""Weakest links: of 260 runs torn in real reports, 98 % of the right readings lie above the second."""

_Key = tuple[tuple[Slot, ...], str, str]
"""Bytes and neighbours: where they are the same, the text is."""

_REASON = N_("The reading “{reading}” was written into the middle of two characters; the lost byte follows from it")
_REASON_DROPPED = N_(
    "The reading “{reading}” was written into the middle of two characters, and some bytes behind it were dropped; "
    "this is the likeliest text"
)
_REASON_LOST = N_(
    "Bytes were lost at the question mark, and the text behind it was misread; this is the likeliest text"
)


def recognise(text: str) -> Findings:
    """Find runs of text that was decoded one byte late. Linear, with a bound for the runs that are looked at."""
    if "?" not in text:
        return NOTHING
    is_flattened = _is_flattened(text)
    runs = [run for run, _ in zip(find_shifted(text, is_flattened=is_flattened), range(_MOST), strict=False)]
    if not runs:
        return NOTHING
    neighbours = Neighbours(strip_readings(text[:_SAMPLE]))
    guesses_by_run: dict[_Key, list[Guess]] = {}
    places: list[Place] = []
    for run in runs:
        key = run.slots, run.before, text[run.end : run.end + 1] or "\n"
        if key not in guesses_by_run:
            guesses_by_run[key] = guess_text(*key, neighbours)
        if (place := _place(run, guesses_by_run[key])) is not None:
            places.append(place)
    return Findings(places, weigh_readings(text))


# What repairs the readings without asking says also that bytes were replaced.
RECOGNISER = Recogniser(
    KIND,
    N_("Characters torn apart"),
    recognise,
    enough=INLINE_READING.enough,
    reasons=(_REASON_DROPPED, _REASON),
)


def _place(run: Shifted, guesses: list[Guess]) -> Place | None:
    if not guesses:
        return None
    best = guesses[0]
    share = 1 / sum(exp(guess.score - best.score) for guess in guesses)
    is_computed = run.is_computed and not best.dropped
    if best.link < _LEAST_LINK or (not is_computed and share < _LEAST_SHARE):
        return None
    is_certain = is_computed and best.link >= _SURE_LINK and share >= _SURE_SHARE
    return Place(run.start, run.end, best.text, _reason(run, best), round(0.95 * share, 2), is_certain)


def _reason(run: Shifted, guess: Guess) -> str:
    if not run.is_computed:
        return _REASON_LOST
    return (_REASON_DROPPED if guess.dropped else _REASON).format(reading=run.reading)


def _is_flattened(text: str) -> bool:
    """True where a page folded the marks of Chinese to ASCII."""
    return text.count(",") > 10 * sum(text.count(mark) for mark in "，；：？！")
