"""What a text that a person edited still leaves open. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from replies import enclosures, refusals
from replies.blockers import NOTHING_NEW
from replies.novelty import novelty
from replies.situation import Blocker

_MARK: Final = re.compile(r"【\s*(?:要記入|TO FILL IN|要確認)\s*[:：]?\s*([^】]{0,200})】", re.IGNORECASE)
_LASTING: Final = frozenset({"unconfirmed", "too_early"})
"""What no words can mend: the notice is not believed yet, or it is too soon."""


def is_textual(blocker: Blocker) -> bool:
    """Say whether another text could lift a blocker."""
    return blocker.code not in _LASTING


def found(text: str, earlier: Sequence[str] = (), papers: Sequence[str] | None = None) -> tuple[Blocker, ...]:
    """Return what keeps an edited text from approval.

    Gaps that are still marked, what mailbot refuses to help with, a text that says (nearly) what an earlier round said, and,
    where the names of the enclosed ``papers`` are given, annexes that none of them nor the text itself names.
    """
    gaps = dict.fromkeys(mark.strip() for mark in _MARK.findall(text))
    missing = tuple(Blocker(code="missing_fact", what=what) for what in gaps)
    refused = tuple(Blocker(code="refused", what=refusal.quote) for refusal in refusals.recognise(text))
    share = novelty(text, earlier) if earlier else 1.0
    stale = (Blocker(code="nothing_new", what=f"{share:.0%}"),) if share < NOTHING_NEW else ()
    numbers = enclosures.unnamed(text, papers) if papers is not None else ()
    bare = tuple(Blocker(code="annex_without_file", what=str(number), key=f"annex.{number}.name") for number in numbers)
    return (*refused, *missing, *bare, *stale)
