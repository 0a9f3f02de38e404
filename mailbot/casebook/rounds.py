"""Rounds: each submission with what came back. An answer without a submission stays unpaired: nothing is inferred.

An answer belongs to the submission whose thread it is in; else to the oldest unanswered one of the last 30 days that it can be
an answer to; else to the newest that asked for just such a decision within the last 120 days.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Final

from classifiers.labels import Act, Direction, Label
from mailbot.casebook.case import Entry, Round
from mailbot.casebook.events import CaseEvent
from mailbot.casebook.quotes import sentences

NEAR: Final = timedelta(days=30)
"""How long an unanswered submission is the likelier addressee than a newer one."""
FAR: Final = timedelta(days=120)
"""After this no letter outside its thread is an answer any more."""

_DECISIONS: Final = frozenset(
    {
        Label.TEMPLATE_REJECTION,
        Label.REINSTATEMENT,
        Label.FORGERY_ALLEGATION,
        Label.IDENTITY_VERIFICATION,
        Label.CLOSURE_NOTICE,
    }
)
_NOTICES: Final = frozenset({Label.POLICY_WARNING, Label.AUTHENTICITY_INQUIRY, Label.INVENTORY_NOTICE})
"""Come unasked as a rule: an answer only in the thread."""
_FUNDS: Final = frozenset({Label.FUNDS_APPEAL_WINDOW, Label.FUNDS_WITHHELD, Label.FUNDS_RELEASED})
ANSWERS: Final[Mapping[str, frozenset[Label]]] = {
    Act.APPEAL.value: _DECISIONS | (_FUNDS - {Label.FUNDS_RELEASED}),
    Act.DOCUMENTS.value: _DECISIONS | _FUNDS,
    Act.FUNDS_REQUEST.value: _FUNDS | {Label.TEMPLATE_REJECTION, Label.REINSTATEMENT},
    Act.INQUIRY.value: _DECISIONS | _FUNDS,
}
"""What can be an answer to an act, outside its thread."""
_LATE_ANSWERS: Final[Mapping[str, frozenset[Label]]] = {
    Act.APPEAL.value: _DECISIONS,
    Act.FUNDS_REQUEST.value: _FUNDS,
}
"""What can still be an answer after ``NEAR``, outside its thread: a decision on just what was asked. Papers sent and questions
that nobody answered stay unanswered, whatever letter comes months later."""
_SPACE: Final = re.compile(r"\W+")


def rounds_of(submissions: Sequence[CaseEvent], entries: Sequence[Entry]) -> tuple[tuple[Round, ...], tuple[str, ...]]:
    """Return the rounds, oldest first, and the digests of answers to nothing known. Both inputs are in the order of events."""
    rounds = _opened(_merged(submissions))
    unpaired: list[str] = []
    for entry in entries:
        if entry.direction is Direction.OUTGOING or entry.label not in _DECISIONS | _FUNDS | _NOTICES:
            continue
        index = _addressee(rounds, entry)
        if index is not None:
            rounds[index] = _answered(rounds[index], entry)
        elif entry.label == Label.TEMPLATE_REJECTION:
            unpaired.append(entry.sha256)
    return tuple(rounds), tuple(unpaired)


def is_answer(entry: Entry) -> bool:
    """Say whether a message decides something: then the seller waits no more."""
    return entry.direction is Direction.INCOMING and entry.label in _DECISIONS | _FUNDS


def _merged(submissions: Sequence[CaseEvent]) -> list[CaseEvent]:
    """Keep one of a delivery and its copy in Sent: they bear the same Message-ID. The copy, a message of its own, wins."""
    kept: dict[str, CaseEvent] = {}
    for event in submissions:
        name = event.data.get("message_id") or event.key
        if name not in kept or (kept[name].message is None and event.message is not None):
            kept[name] = event
    return sorted(kept.values(), key=lambda event: (event.at, event.message or "", event.key))


def _opened(submissions: Sequence[CaseEvent]) -> list[Round]:
    said: set[str] = set()
    sent: set[str] = set()
    rounds = []
    for number, event in enumerate(submissions, start=1):
        data = event.data
        lines = content(data["text"])
        rounds.append(
            Round(
                number=number,
                ref=event.message or event.key,
                message=event.message,
                message_id=data.get("message_id"),
                at=event.at,
                act=data["act"],
                channel=data["channel"],
                address=data["address"],
                text=data["text"],
                attachments=tuple(data["attachments"]),
                novelty=None if number == 1 else _share_new(lines, said),
                new_attachments=len(set(data["attachments"]) - sent),
            )
        )
        said |= lines
        sent |= set(data["attachments"])
    return rounds


@lru_cache(maxsize=512)
def content(text: str) -> frozenset[str]:
    """Return the sentences of a text, without blanks, punctuation and greetings of a few characters."""
    return frozenset(line for line in (_SPACE.sub("", sentence).casefold() for sentence in sentences(text)) if len(line) > 5)


def _share_new(lines: frozenset[str], said: set[str]) -> float:
    total = sum(map(len, lines))
    return sum(len(line) for line in lines if line not in said) / total if total else 0.0


def _addressee(rounds: Sequence[Round], entry: Entry) -> int | None:
    before = [index for index, item in enumerate(rounds) if item.at <= entry.at]
    for index in reversed(before):
        if rounds[index].message_id in entry.thread:
            return index
    waiting = [i for i in before if rounds[i].answered_at is None and entry.label in ANSWERS[rounds[i].act]]
    near = [i for i in waiting if entry.at - rounds[i].at <= NEAR]
    if near:
        return near[0]
    late = [i for i in waiting if entry.at - rounds[i].at <= FAR and entry.label in _LATE_ANSWERS.get(rounds[i].act, ())]
    return late[-1] if late else None


def _answered(item: Round, entry: Entry) -> Round:
    if item.answered_at is not None:
        return replace(item, more_answers=(*item.more_answers, entry.sha256))
    return replace(
        item,
        answered_at=entry.at,
        answer=entry.sha256,
        answer_label=entry.label,
        answer_confirmed=entry.confirmed,
        form=entry.form,
        copy=entry.copy,
        unmet=entry.demands,
        deficits=entry.deficits,
    )
