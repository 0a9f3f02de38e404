"""The words of a message that the timeline quotes: the sentence that decided, for the case and for each track."""

import re
from collections.abc import Iterator
from typing import Final

from classifiers.labels import Track
from classifiers.reading import Reading

LIMIT: Final = 200
"""Characters of a quote; a longer sentence is cut and ends in an ellipsis."""

_ABOUT: Final = {
    Track.ACCOUNT: re.compile(r"アカウント|出品権限|account|selling privileges|reinstat", re.IGNORECASE),
    Track.LISTING: re.compile(r"出品|商品|listing|ASIN|detail page", re.IGNORECASE),
    Track.FUNDS: re.compile(
        r"売上金|残高|引当金|支払|振込|振り込|留保|funds|balance|disburse|payment|payout|reserve|transfer", re.IGNORECASE
    ),
    Track.STOCK: re.compile(
        r"在庫|返送(?:の|依頼|または|・|/|か)|廃棄|所有権|FBA|フルフィルメント|inventory|removal|dispos", re.IGNORECASE
    ),
    Track.VERIFICATION: re.compile(
        r"本人確認|身分証|公共料金|面談|identity|verif|utility bill|interview|licen[cs]e", re.IGNORECASE
    ),
}
_APPEAL: Final = re.compile(r"申し?立て|異議|改善計画|改善策|再開|appeal|\bplan\b|reinstat|objection", re.IGNORECASE)
_CONDITIONAL: Final = re.compile(r"場合|次第|(?:^|\W)(?:if|unless|may|once)(?:\W|$)", re.IGNORECASE)
_ENDS: Final = ("。", ".", "!", "!")
_SENTENCE: Final = re.compile(r"[^。.!?!?\n]+(?:[。!?!?]+|\.(?=\s|$)|\.(?!\s)[^。.!?!?\n]*)*")


def lead_quote(reading: Reading, text: str) -> str:
    """Return the sentence that weighed most for the label, else the first line that says something."""
    weighed = max((item for item in reading.because if item.weight > 0), key=lambda item: item.weight, default=None)
    if weighed is not None and weighed.quote.strip():
        return cut(weighed.quote)
    return cut(next((line for line in text.splitlines() if len(line.strip()) > 1), ""))


def track_quote(track: Track, reading: Reading, text: str) -> str:
    """Return the sentence that speaks of a track: said outright rather than on a condition, whole rather than a heading."""
    fitting = [
        candidate
        for candidate in _candidates(reading, text)
        if _ABOUT[track].search(candidate) and not _CONDITIONAL.search(candidate)
    ]
    whole = (candidate for candidate in fitting if candidate.rstrip().endswith(_ENDS))
    best = next(whole, None) or next(iter(fitting), None)
    return lead_quote(reading, text) if best is None else cut(best)


def about(track: Track, words: str) -> bool:
    """Say whether words speak of a track."""
    return _ABOUT[track].search(words) is not None


def asks_for_appeal(words: str) -> bool:
    """Say whether words are about answering: an appeal, a plan, an objection."""
    return _APPEAL.search(words) is not None


def sentence_around(quote: str, text: str) -> str:
    """Return the sentence of ``text`` in which ``quote`` stands, else the quote itself."""
    wanted = "".join(quote.split())
    for sentence in sentences(text):
        if wanted and wanted in "".join(sentence.split()):
            return sentence
    return quote


def cut(words: str) -> str:
    """Return words on one line, at most ``LIMIT`` characters."""
    line = " ".join(words.split())
    return line if len(line) <= LIMIT else line[: LIMIT - 1].rstrip() + "…"


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; a line break ends one."""
    for match in _SENTENCE.finditer(text):
        if sentence := match[0].strip():
            yield sentence


def _candidates(reading: Reading, text: str) -> Iterator[str]:
    for item in sorted(reading.because, key=lambda item: -item.weight):
        if item.weight > 0:
            yield item.quote
    yield from sentences(text)
