"""The sentence in which a notice says why: the allegation itself, beside its consequence. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from replies.calendar_dates import local_date
from replies.situation import Fact, Notice, Situation

KEY: Final = "notice.reason"
_LONGEST: Final = 160
"""A longer sentence is half a notice."""
_HEADING: Final = re.compile(r"^\W*(?:.{0,20}理由|why (?:did|is|has|was|were|are)\b.*|reasons?\b.*)\W*$", re.IGNORECASE)
_ALLEGED: Final = re.compile(
    r"信[憑ぴ]ょ?う?性|真贋|真正|偽造|模倣|コピー商品|(?:お申し出|苦情|クレーム)が|知的財産|規約.{0,12}違反|状態.{0,12}(?:相違|異な)"
    r"|authentic|counterfeit|complain|violat|infring|not as described|forged|manipulated",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^。.!?！？]+(?:[。!?！？]|\.(?=\s|$)|$)")


def allegation(situation: Situation, answered: Notice | None) -> tuple[Fact, bool] | None:
    """Return the allegation as a fact, and whether the answered notice itself makes it; None where no notice says why.

    A refusal often repeats no reason: then the nearest earlier notice's stands.
    """
    standing = [one for one in situation.notices if one.believed and not one.forged and one.answerable]
    earlier = [one for one in standing if answered is None or one.at <= answered.at]
    for notice in reversed(earlier):
        said = next((one for one in _said(notice.text) if _fits(one, notice)), "")
        if said:
            day = local_date(notice.at, situation.timezone).isoformat()
            return Fact(key=KEY, value=said, source=f"notice {day}"), notice is answered
    return None


def _fits(said: str, notice: Notice) -> bool:
    return len(said) <= _LONGEST and " ".join(notice.quote.split()).strip("。.") not in said


def _said(text: str) -> Iterator[str]:
    """Yield what stands under a heading that asks for the reason, then every sentence that alleges something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for place, line in enumerate(lines[:-1]):
        if _HEADING.match(line) and not line.endswith(("。", ".")):
            yield from _sentences(lines[place + 1])[:1]
    for line in lines:
        yield from (one for one in _sentences(line) if _ALLEGED.search(one) and not _HEADING.match(one))


def _sentences(line: str) -> list[str]:
    return [bare for found in _SENTENCE.finditer(line) if (bare := found[0].strip().strip("。").rstrip("."))]
