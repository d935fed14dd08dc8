"""Words of gambling, pornography and fraud that a page was given in front of its text, so that search engines send people.

They stand in a row before the title, and the text itself never speaks of them: a report on gambling does. What is taken
out is a person's decision, always."""

import re

from archivist.domain import N_
from archivist.text.fold import fold
from archivist.text.repair.findings import NOTHING, Evidence, Findings, Place, Recogniser

KIND = "page-spam"

_HEAD = 600
"""Code points in which spam stands."""
_LEAST = 3
"""Words of spam in a row."""
# Folded: simplified, lower case.
_SPAM = re.compile(
    "彩票|投注|博彩|娱乐城|娱乐平台|赌场|赌城|赌球|买球|葡京|威尼斯人|百家乐|老虎机|六合彩|时时彩|快三|北京赛车|赛车pk|真人荷官|真人娱乐"
    "|开户送|注册送|送彩金|足彩|外围网|棋牌|捕鱼|亚博|体育官网|体育平台|一区二区|久久|无码|(?<![a-z])av(?![a-z])|激情|成人视频|成人电影|在线观看|午夜福利"
    "|春药|代开发票|发票代开|私服|外挂|高仿|壮阳|代孕|办证刻章|裸聊|约炮"
)
_PHRASE = re.compile("[^ \t\u3000,，、;；|｜_/·—–-]+[ \t\u3000,，、;；|｜_/·—–-]*")
_SENTENCE = re.compile("[.!?]")
_MOSTLY = 0.6
_SHORT = 6
"""Code points of a last phrase that may belong to the spam of its line; a longer one is a title."""

_REASON = N_("Words of advertising in a row before the text, which never speaks of them")


def recognise(text: str) -> Findings:
    """Find spam at the beginning. Looks at the rest only where there is some."""
    head = fold(text[:_HEAD])
    if not _SPAM.search(head):
        return NOTHING
    end, words = _end_of_spam(head)
    if len(words) < _LEAST:
        return NOTHING
    rest = fold(text[end:])
    if any(word in rest for word in words):
        return NOTHING
    return Findings([Place(0, end, "", _REASON, 0.7, False)], Evidence(1, 1.0, 1.0))


RECOGNISER = Recogniser(
    KIND, N_("Advertising before the text"), recognise, enough=Evidence(hits=1, fit=1.0, coverage=1.0)
)


def _end_of_spam(head: str) -> tuple[int, list[str]]:
    """Where whole lines of spam end, and the phrases of it before a title in the same line; and what makes them spam."""
    words: list[str] = []
    end = 0
    for line in head.splitlines(keepends=True):
        phrases = _PHRASE.findall(line)
        spam = [phrase for phrase in phrases if _SPAM.search(phrase)]
        is_over = phrases and phrases[-1] not in spam and len(phrases[-1].strip()) > _SHORT
        if not _SENTENCE.search(line) and not is_over and len(spam) >= _MOSTLY * max(1, len(phrases)):
            words += _SPAM.findall(line)
            end += len(line)
            continue
        for phrase in phrases:
            if phrase not in spam or _SENTENCE.search(phrase):
                break
            words += _SPAM.findall(phrase)
            end += len(phrase)
        break
    return end, words
