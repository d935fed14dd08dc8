"""Quotation marks that follow the script: 「…」 and 『…』 in traditional texts, “…” and ‘…’ in simplified ones.

One mark becomes one mark, so that no position moves."""

import re

_CHINESE = "\u2e80-\U0003ffff"
_TO_CURLY = str.maketrans("「」『』", "“”‘’")
_TO_CORNERS = str.maketrans("“”‘’", "「」『』")
_LONGEST = 500
_PAIR = re.compile(f"“[^“”\n]{{0,{_LONGEST}}}”|‘[^‘’\n]{{0,{_LONGEST}}}’")
_BESIDE_CHINESE = re.compile(f"(?<=[{_CHINESE}])[“”‘’]|[“”‘’](?=[{_CHINESE}])")
_HAS_CHINESE = re.compile(f"[{_CHINESE}]")


def quote_as_simplified(text: str) -> str:
    """``text`` with curly quotation marks."""
    return text.translate(_TO_CURLY) if any(mark in text for mark in "「」『』") else text


def quote_as_traditional(text: str) -> str:
    """``text`` with corner brackets, but for quotations in another language and apostrophes."""
    if not any(mark in text for mark in "“”‘’"):
        return text
    for _ in range(2):  # a quotation within a quotation hides the pair around it
        text = _PAIR.sub(_corner_pair, text)
    return _BESIDE_CHINESE.sub(lambda mark: mark[0].translate(_TO_CORNERS), text)


def _corner_pair(pair: re.Match[str]) -> str:
    around = pair.string[max(0, pair.start() - 1) : pair.end() + 1]
    if not _HAS_CHINESE.search(around):
        return pair[0]
    return f"{pair[0][0].translate(_TO_CORNERS)}{pair[0][1:-1]}{pair[0][-1].translate(_TO_CORNERS)}"
