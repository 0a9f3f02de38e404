"""The phrasebook: sentences that state one fact each, in both languages, written for mailbot.

A message is understood sentence by sentence: what each one states is learned from here, what the sentences together make of
the message from the corpus. ``phrases/{ja,en}*.txt``: ``== fact`` starts a fact, each further line is one way to state it.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Fact(StrEnum):
    """What a sentence states. Kept in model files: a value never changes its meaning."""

    ACCOUNT_STOPPED = "account_stopped"
    ACCOUNT_IS_STOPPED = "account_is_stopped"
    """A mention of a stop that was announced before."""
    LISTING_STOPPED = "listing_stopped"
    ACCOUNT_RESTORED = "account_restored"
    LISTING_RESTORED = "listing_restored"
    APPEAL_REFUSED = "appeal_refused"
    ANSWER_INSUFFICIENT = "answer_insufficient"
    WRONG_CHANNEL = "wrong_channel"
    INVOICES_WANTED = "invoices_wanted"
    IDENTITY_WANTED = "identity_wanted"
    PLAN_WANTED = "plan_wanted"
    FUNDS_HELD = "funds_held"
    FUNDS_REFUSED = "funds_refused"
    FUNDS_PAID = "funds_paid"
    FUNDS_CLAIMABLE = "funds_claimable"
    RESERVE_SET = "reserve_set"
    STOCK_MATTER = "stock_matter"
    FORGERY = "forgery"
    VIOLATION = "violation"
    AT_RISK = "at_risk"
    ACCOUNT_OPEN = "account_open"
    RECEIVED = "received"
    ANNOUNCEMENT = "announcement"
    AMAZON_BUSINESS = "amazon_business"
    STRANGER_OFFER = "stranger_offer"
    OTHER_PLATFORM = "other_platform"
    LURE = "lure"
    THREAT = "threat"
    """What Amazon may do, or will do unless the seller does something: no stop has happened."""
    NO_ACTION = "no_action"
    """Nothing need be done."""
    SUPPORT_ANSWER = "support_answer"
    """Support explains or looks something up; it decides nothing about the account."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to state a fact."""

    text: str
    fact: Fact
    language: str


@cache
def load() -> tuple[Phrase, ...]:
    """Read the packaged phrasebook, once. Raises ValueError naming file and line of what it cannot read."""
    folder = files("classifiers").joinpath("phrases")
    found: list[Phrase] = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            found += parse(file.read_text(encoding="utf-8"), file.name.split(".")[0], file.name)
    return tuple(found)


def parse(text: str, language: str, name: str) -> tuple[Phrase, ...]:
    """Read one file of the phrasebook."""
    fact: Fact | None = None
    found: list[Phrase] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("== "):
            try:
                fact = Fact(line[3:].strip())
            except ValueError as error:
                raise ValueError(f"{name}:{number}: {error}") from error
        elif line.strip():
            if fact is None:
                raise ValueError(f"{name}:{number}: a phrase before the first fact")
            found.append(Phrase(line.strip(), fact, language))
    return tuple(found)
