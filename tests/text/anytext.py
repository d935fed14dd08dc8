"""Any string at all, and often what programs stumble over."""

from hypothesis import strategies as st

ODD = (
    "\0\x1b\ud800\udbff\udc00\udfff"  # NUL, control, halves of pairs
    "\u200f\u202a\u202e\u2066\u2069\u200d\ufe00\u0301\u0308"  # direction, joiners, variation, combining
    "\ue000\uf8ff\U000f0000\U0010fffd\U0010ffff"  # private use, no character
    "\U00020000\U0002a700\U0002b740\U0002b820\U0002ceb0\U0002ebf0\U00030000\U00031350\U000323af\uf900\U0002f800"  # B to H
    "\n\r\u2028()（）"
)
ANY_CHARACTER = st.one_of(st.characters(exclude_categories=()), st.sampled_from(ODD))
ANY_TEXT = st.text(ANY_CHARACTER, max_size=60)
