"""The mail that histories are made of: a few letters of each kind, told apart by number and day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hypothesis import strategies as st

from mailbot.messages import digest
from tests.letters import APPEAL, CLOSURE, ORDER, REFUSAL, RELEASE, SERVER, START, amazon, mail, own


class Kind(StrEnum):
    """What a letter is, and what must become of it."""

    CLOSURE = "closure"
    REFUSAL = "refusal"
    RELEASE = "release"
    DOUBTFUL = "doubtful"
    ORDER = "order"
    OWN = "own"
    FORGED = "forged"
    RELAYED = "relayed"
    LAWYER = "lawyer"
    """An answer to the seller's own letter of that number: worth reading once that one is known."""
    NOISE = "noise"


ALWAYS = frozenset(Kind) - {Kind.LAWYER, Kind.NOISE}
"""What triage fetches whatever else is known."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; the same kind, number and day are the same bytes."""

    kind: Kind
    number: int
    day: int

    @property
    def when(self) -> datetime:
        return START + timedelta(days=self.day)

    @property
    def content(self) -> bytes:
        return _WRITERS[self.kind](self)

    @property
    def sha256(self) -> str:
        return digest(self.content)

    @property
    def answers(self) -> str:
        """The Message-ID of the letter that a lawyer answers."""
        return f"<own-{self.number}@example.jp>"

    def __repr__(self) -> str:
        return f"Letter({self.kind.value}, {self.number}, {self.day})"


def _amazon(text: str, subject: str, base: int, *, proven: bool = True):
    def write(letter: Letter) -> bytes:
        return amazon(text, subject, base + letter.number, when=letter.when, proven=proven)

    return write


def _forged(letter: Letter) -> bytes:
    sender = "Amazon <no-reply@arnazon-co.jp.example>"
    return mail(CLOSURE, "停止のお知らせ", sender=sender, message_id=f"<lure-{letter.number}@x>", when=letter.when)


def _relayed(letter: Letter) -> bytes:
    return mail(
        "商品が届きません。返金してください。",
        "ご注文について",
        sender="購入者 <abc123@marketplace.amazon.co.jp>",
        message_id=f"<relay-{letter.number}@x>",
        when=letter.when,
        **{"Authentication-Results": f"{SERVER}; dkim=pass header.d=marketplace.amazon.co.jp"},
    )


def _lawyer(letter: Letter) -> bytes:
    return mail(
        "お預かりした書面を確認しました。\n",
        "ご相談の件",
        sender="弁護士 <office@lawyer.example>",
        message_id=f"<lawyer-{letter.number}-{letter.day}@lawyer.example>",
        when=letter.when,
        In_Reply_To=letter.answers,
    )


def _noise(letter: Letter) -> bytes:
    return mail(
        "Everything must go.\n",
        f"Weekend sale {letter.number}",
        sender="Shop <info@shop.example>",
        message_id=f"<noise-{letter.number}-{letter.day}@shop.example>",
        when=letter.when,
    )


def _own(letter: Letter) -> bytes:
    return own(APPEAL, "改善計画の提出", letter.number, when=letter.when, reply_to=f"<letter-{10 + letter.number}@amazon.co.jp>")


_WRITERS = {
    Kind.CLOSURE: _amazon(CLOSURE, "停止のお知らせ", 10),
    Kind.REFUSAL: _amazon(REFUSAL, "再開できません", 20),
    Kind.RELEASE: _amazon(RELEASE, "お支払い", 30),
    Kind.DOUBTFUL: _amazon(CLOSURE, "停止のお知らせ", 40, proven=False),
    Kind.ORDER: _amazon(ORDER, "発送のお知らせ", 50),
    Kind.OWN: _own,
    Kind.FORGED: _forged,
    Kind.RELAYED: _relayed,
    Kind.LAWYER: _lawyer,
    Kind.NOISE: _noise,
}

letters = st.builds(Letter, st.sampled_from(Kind), st.integers(1, 2), st.sampled_from((0, 2, 5, 30, 250, 500)))
