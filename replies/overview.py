"""The playbook as tables: which steps follow from each label, state and deficit. For the documentation; computed, not written."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from classifiers.labels import Deficit, Label, Track
from replies import playbook, rules
from replies.situation import Notice, Situation

ACCOUNT: Final = ("open", "at_risk", "closed", "refused", "refused_final", "reopened")
FUNDS: Final = ("normal", "reserved", "held", "window_open", "claimed", "refused", "vanished", "released")
_MOMENT: Final = datetime(2020, 1, 6, tzinfo=UTC)
_MONEY: Final = (Label.FUNDS_APPEAL_WINDOW, Label.FUNDS_WITHHELD, Label.FUNDS_RELEASED, Label.RESERVE_CHANGE)


def markdown() -> str:
    """Return the tables: labels and deficits by the account's state, money by its own state, and the rules with their sources."""
    return "\n".join((*_by_account(), "", *_by_funds(), "", *_rules())) + "\n"


def _by_account() -> Iterator[str]:
    yield from _head(["notice", "deficit", *(f"account {state}" for state in ACCOUNT)])
    for label in Label:
        for deficit in (None, *Deficit) if label is Label.TEMPLATE_REJECTION else (None,):
            cells = (_steps(label, deficit, {Track.ACCOUNT: state}) for state in ACCOUNT)
            yield _row([label, deficit or "", *cells])
    final = (_steps(Label.TEMPLATE_REJECTION, None, {Track.ACCOUNT: state}, final=True) for state in ACCOUNT)
    yield _row([Label.TEMPLATE_REJECTION, "said to be final", *final])


def _by_funds() -> Iterator[str]:
    yield from _head(["notice, account closed", *(f"funds {state}" for state in FUNDS)])
    for label in (*_MONEY, Label.CLOSURE_NOTICE, Label.TEMPLATE_REJECTION, Label.REINSTATEMENT):
        account = "reopened" if label is Label.REINSTATEMENT else "closed"
        yield _row([label, *(_steps(label, None, {Track.ACCOUNT: account, Track.FUNDS: state}) for state in FUNDS)])


def _rules() -> Iterator[str]:
    yield from _head(["rule", "answers", "when", "step", "letter", "source"])
    for rule in rules.load().named.values():
        when = ", ".join(rule.when).replace("_", " ")
        yield _row([rule.name, rule.act or "", when, rule.step, "yes" if rule.letter else "no", rule.source])


def _steps(label: Label, deficit: Deficit | None, states: dict[Track, str], *, final: bool = False) -> str:
    notice = Notice(
        ref="notice",
        label=label,
        at=_MOMENT,
        language="en",
        subject="",
        sender="",
        text="",
        quote="",
        deficits=(deficit,) if deficit else (),
        appealable=not final,
        final=final,
    )
    situation = Situation(
        now=_MOMENT,
        timezone="UTC",
        marketplace="amazon.co.jp",
        language="en",
        store_name=None,
        seller_name=None,
        seller_addresses=(),
        states=states,
        notices=(notice,),
    )
    return ", ".join(dict.fromkeys(step.name for step in playbook.steps(situation)))


def _head(cells: Iterable[str]) -> Iterator[str]:
    listed = list(cells)
    yield _row(listed)
    yield _row(["---"] * len(listed))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
