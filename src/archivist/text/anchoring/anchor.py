"""Making anchors, and whether their position still has their quote. All comparison is on the fold."""

from archivist.domain import CONTEXT_LENGTH, Anchor, Span
from archivist.text.fold import fold


def make_anchor(reading_text: str, span: Span) -> Anchor:
    """The anchor of ``span``: position, exact quote and context. Raises ``ValueError`` for a span beyond the text."""
    if span.end > len(reading_text):
        raise ValueError(f"no span of the text: {span.start}..{span.end} of {len(reading_text)}")
    prefix = reading_text[max(0, span.start - CONTEXT_LENGTH) : span.start]
    suffix = reading_text[span.end : span.end + CONTEXT_LENGTH]
    return Anchor(span, span.of(reading_text), prefix, suffix)


def holds(anchor: Anchor, reading_text: str) -> bool:
    """True where the anchor's position still has its quote, in any script; false for an orphan."""
    if anchor.span is None or anchor.span.end > len(reading_text):
        return False
    return fold(anchor.span.of(reading_text)) == fold(anchor.exact)
