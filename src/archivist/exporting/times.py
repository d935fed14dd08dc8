"""Times of annotations in the forms that files want."""

from datetime import UTC, datetime


def parse_time(text: str) -> datetime | None:
    """The moment in UTC, whole seconds; None where ``text`` is no time. A time without a zone is UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.replace(microsecond=0)


def as_xsd(text: str) -> str | None:
    """``2024-02-03T08:15:00Z``: xsd:dateTime in UTC with its ``Z``; None where ``text`` is no time."""
    moment = parse_time(text)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def as_day(text: str) -> str:
    """``2024-02-03``; empty where ``text`` is no time."""
    moment = parse_time(text)
    return moment.strftime("%Y-%m-%d") if moment else ""
