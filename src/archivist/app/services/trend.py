"""How often phrases are written over the years, the months or in each source."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archivist.app.services.finding import FindingService, narrowed
from archivist.app.within import Within
from archivist.domain.errors import QueryError
from archivist.search.language import parse
from archivist.search.query import And, Nothing, Query, Word
from archivist.search.trend import Bucket, By
from archivist.text.repair import strip_readings

__all__ = ["Bucket", "By", "PhraseTrend", "Trend", "TrendService"]


@dataclass(frozen=True, slots=True)
class PhraseTrend:
    """How often a phrase stands in the reading texts of each bucket, and in how many of them.

    ``problems`` are what was not understood of it."""

    phrase: str
    hits: tuple[int, ...]
    reports: tuple[int, ...]
    problems: tuple[QueryError, ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """Buckets of reports with what they hold of each phrase.

    Years and months stand in order, those between without a report included; sources with most reports first. Reports
    without date or source are in a last bucket without a name, where there are any. ``index_behind`` counts reports that
    changed and are not indexed yet."""

    by: By
    buckets: tuple[Bucket, ...]
    phrases: tuple[PhraseTrend, ...]
    index_behind: int = 0

    def per_million(self, phrase: int, place: int) -> float:
        """Hits of a phrase per million characters of a bucket, both by number; 0 where there are none."""
        characters = self.buckets[place].characters
        return self.phrases[phrase].hits[place] * 1e6 / characters if characters else 0.0


class TrendService:
    """May be used from several threads."""

    def __init__(self, finding: FindingService) -> None:
        self._finding = finding

    def count(
        self,
        phrases: Sequence[str],
        *,
        by: By = By.YEAR,
        within: Within | None = None,
        catches_up: bool = True,
    ) -> Trend:
        """Hits and reports for each of ``phrases``, beside all reports (or those ``within``) and their characters.

        A phrase is a query, but words side by side are one sequence. A date that spans several years or months counts in
        the earliest. Never raises for what is typed. ``catches_up``: as for ``FindingService.search``."""
        behind = self._finding.try_to_catch_up() if catches_up else 0
        within = within or Within()
        base = None if replace(within, is_exact=False).is_everything else narrowed(Query(Nothing()), within)
        queries = [narrowed(_as_phrase(phrase, within.is_exact), within) for phrase in phrases]
        counts = self._finding.ask(
            lambda index: index.trend(queries, by, base, self._finding.sets()), catches_up=catches_up
        )
        problems = (query.problems for query in queries)
        found = map(PhraseTrend, phrases, counts.hits, counts.reports, problems)
        return Trend(by, counts.buckets, tuple(found), behind)


def _as_phrase(text: str, is_exact: bool) -> Query:
    """The query; where it is nothing but words side by side, the sequence of them."""
    query = parse(text)
    if isinstance(query.tree, And):
        are_words = all(isinstance(part, Word) and not part.fieldname for part in query.tree.parts)
        plain = " ".join(strip_readings(text).split())
        if are_words and query.understood == plain:
            text = f'"{plain}"'
    return parse(text, is_exact=is_exact)
