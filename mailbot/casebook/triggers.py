"""What a message does to the tracks: from labels and acts to the triggers of ``machines``.

The label of a message moves its own track, each secondary label its own. Conditional clauses never get here: the reader
leaves them out. Which move follows depends on where the track stands, which only the replay knows.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from classifiers.labels import Act, AmountRole, ClockKind, Label, Track
from classifiers.reading import Reading
from mailbot.casebook.machines import Trigger
from mailbot.casebook.money_words import says_nothing_left
from mailbot.casebook.stock import StockCue, stock_cues
from mailbot.casebook.warning_cues import WarningCue, warning_cues

FUNDS_DESK: Final = "disbursement-appeals@"
"""Takes appeals about withheld money and nothing else (Amazon's help page on withheld payments, 2020 on)."""


class Pull(NamedTuple):
    """One trigger on one track, and the rule that found it (a label, ``secondary.<label>``, an act)."""

    track: Track
    trigger: Trigger
    rule: str


def incoming(reading: Reading, text: str) -> tuple[Pull, ...]:
    """Return what an incoming message pulls, its main act first, one pull a track and trigger.

    ``text`` is subject and text: the words in which warnings and stock notices differ among themselves.
    """
    if reading.label is None:
        return ()
    pulls = [Pull(track, trigger, reading.label.value) for track, trigger in _main(reading, text)]
    for label in reading.secondary:
        pulls += [Pull(track, trigger, f"secondary.{label.value}") for track, trigger in _second(label, reading, text)]
    unique: dict[tuple[Track, Trigger], Pull] = {}
    for pull in pulls:
        unique.setdefault((pull.track, pull.trigger), pull)
    return tuple(unique.values())


def outgoing(act: Act | None, recipients: Sequence[str] = ()) -> tuple[Pull, ...]:
    """Return what the seller's own message to Amazon pulls."""
    if act is Act.FUNDS_REQUEST or any(address.lower().startswith(FUNDS_DESK) for address in recipients):
        return (Pull(Track.FUNDS, Trigger.CLAIMED, Act.FUNDS_REQUEST.value),)
    if act is Act.DOCUMENTS:
        return (Pull(Track.VERIFICATION, Trigger.SUBMITTED, act.value),)
    return ()


_Moves = Iterator[tuple[Track, Trigger]]


def _main(reading: Reading, text: str) -> _Moves:
    assert reading.label is not None
    rule = _MAIN.get(reading.label)
    return rule(reading, text) if rule else iter(())


def _second(label: Label, reading: Reading, text: str) -> _Moves:
    """A further act of a message. What only restates or threatens, beside this main act, moves nothing."""
    if label in _SILENT_BESIDE.get(reading.label, ()):
        return
    if label is Label.FUNDS_APPEAL_WINDOW and reading.label is Label.CLOSURE_NOTICE:
        # A closure that says when the money may be asked for holds it; the day itself is a clock.
        yield Track.FUNDS, Trigger.HELD
    elif label is Label.FUNDS_APPEAL_WINDOW and Label.FUNDS_WITHHELD in reading.secondary and not _names_way(reading):
        # "Cannot be paid while your appeal is unresolved": an appeal is spoken of, no way to the money is opened.
        return
    elif label is Label.POLICY_WARNING:
        yield Track.LISTING, Trigger.STOPPED
    elif label is Label.IDENTITY_VERIFICATION and reading.label is Label.REINSTATEMENT:
        yield Track.VERIFICATION, Trigger.SPOKEN_OF
    elif label is Label.INVENTORY_NOTICE:
        yield from _stock_mentioned(reading, text)
    elif label in _MAIN:
        yield from _MAIN[label](reading, text)


def _names_way(reading: Reading) -> bool:
    """A window says by when, with what or where to."""
    return bool(reading.deadlines or reading.demands or reading.channels)


_EVERYTHING: Final = frozenset(Label)
_SILENT_BESIDE: Final[dict[Label | None, frozenset[Label]]] = {
    Label.ACKNOWLEDGEMENT: _EVERYTHING,
    Label.REINSTATEMENT: frozenset({Label.POLICY_WARNING, Label.CLOSURE_NOTICE, Label.AUTHENTICITY_INQUIRY}),
    Label.TEMPLATE_REJECTION: frozenset({Label.POLICY_WARNING, Label.CLOSURE_NOTICE, Label.IDENTITY_VERIFICATION}),
    Label.FORGERY_ALLEGATION: frozenset({Label.POLICY_WARNING}),
}


def _inquiry(_reading: Reading, _text: str) -> _Moves:
    yield Track.LISTING, Trigger.INQUIRED


def _warning(reading: Reading, text: str) -> _Moves:
    """Nearly every warning threatens the account; it is at risk where the notice says so outright, or names no goods."""
    cues = warning_cues(text)
    goods = bool(reading.entities.asins or reading.entities.complaint_ids)
    if WarningCue.REMOVED in cues or (goods and not cues):
        yield Track.LISTING, Trigger.STOPPED
    if WarningCue.AT_RISK in cues or not (goods or cues):
        yield Track.ACCOUNT, Trigger.WARNED


def _verification(_reading: Reading, _text: str) -> _Moves:
    yield Track.VERIFICATION, Trigger.ASKED


def _closure(reading: Reading, _text: str) -> _Moves:
    yield Track.ACCOUNT, Trigger.CLOSED
    if Track.LISTING in reading.tracks:
        yield Track.LISTING, Trigger.STOPPED
    if Track.FUNDS in reading.tracks:
        yield Track.FUNDS, Trigger.HELD


def _rejection(reading: Reading, _text: str) -> _Moves:
    papers = Track.VERIFICATION in reading.tracks
    if Track.ACCOUNT in reading.tracks or not reading.tracks:
        yield Track.ACCOUNT, _refusal(reading)
    elif Track.LISTING in reading.tracks:
        yield Track.ACCOUNT, Trigger.LISTING_REFUSED
    if papers:
        yield Track.VERIFICATION, Trigger.FAILED if reading.final else Trigger.ASKED


def _refusal(reading: Reading) -> Trigger:
    if reading.final:
        return Trigger.REFUSED_FINALLY
    return Trigger.ASKED_AGAIN if reading.appealable or reading.demands else Trigger.REFUSED


def _window(_reading: Reading, _text: str) -> _Moves:
    yield Track.FUNDS, Trigger.WINDOW


def _withheld(reading: Reading, text: str) -> _Moves:
    # In a rejection it is the reinstatement that is said to be final, not necessarily the money.
    final = bool(reading.final) and reading.label is Label.FUNDS_WITHHELD
    yield Track.FUNDS, Trigger.WITHHELD if final else Trigger.HELD
    if says_nothing_left(text):
        yield Track.FUNDS, Trigger.VANISHED


def _released(_reading: Reading, _text: str) -> _Moves:
    yield Track.FUNDS, Trigger.RELEASED


def _reserve(reading: Reading, text: str) -> _Moves:
    sums = [amount.value for amount in reading.entities.amounts if amount.role is AmountRole.RESERVE]
    zero = says_nothing_left(text)
    if zero:
        yield Track.FUNDS, Trigger.VANISHED
    yield Track.FUNDS, Trigger.LIFTED if zero or (sums and not any(sums)) else Trigger.RESERVED


def _inventory(reading: Reading, text: str) -> _Moves:
    moves = list(_stock_said(reading, text))
    yield from moves or [(Track.STOCK, Trigger.BLOCKED)]


def _stock_mentioned(reading: Reading, text: str) -> _Moves:
    """Beside another main act: what is said of the goods; where nothing is, a measure against the account blocks them."""
    moves = list(_stock_said(reading, text))
    if not moves and reading.label in _MEASURES:
        moves = [(Track.STOCK, Trigger.BLOCKED)]
    yield from moves


_MEASURES: Final = frozenset({Label.CLOSURE_NOTICE, Label.AUTHENTICITY_INQUIRY, Label.POLICY_WARNING, Label.FORGERY_ALLEGATION})


def _stock_said(reading: Reading, text: str) -> _Moves:
    cues = stock_cues(text)
    due = any(deadline.kind is ClockKind.DUE for deadline in reading.deadlines)
    removal = StockCue.REMOVAL in cues and not (StockCue.HELD in cues and reading.demands)
    if StockCue.DISPOSED in cues:
        yield Track.STOCK, Trigger.DISPOSED
    elif StockCue.RETURNED in cues:
        yield Track.STOCK, Trigger.SETTLED
    elif StockCue.FREED in cues and not (removal and due):
        yield Track.STOCK, Trigger.FREED
    elif removal:
        yield Track.STOCK, Trigger.REMOVAL


def _forgery(_reading: Reading, _text: str) -> _Moves:
    yield Track.ACCOUNT, Trigger.ACCUSED


def _reinstated(reading: Reading, _text: str) -> _Moves:
    only_listing = Track.LISTING in reading.tracks and Track.ACCOUNT not in reading.tracks
    yield Track.ACCOUNT, Trigger.RELISTED if only_listing else Trigger.REINSTATED
    yield Track.LISTING, Trigger.RESTORED if only_listing else Trigger.REINSTATED
    if Label.IDENTITY_VERIFICATION not in reading.secondary:
        yield Track.VERIFICATION, Trigger.PASSED if Track.VERIFICATION in reading.tracks else Trigger.REINSTATED


_MAIN: Final[dict[Label, Callable[[Reading, str], _Moves]]] = {
    Label.AUTHENTICITY_INQUIRY: _inquiry,
    Label.POLICY_WARNING: _warning,
    Label.IDENTITY_VERIFICATION: _verification,
    Label.CLOSURE_NOTICE: _closure,
    Label.TEMPLATE_REJECTION: _rejection,
    Label.FUNDS_APPEAL_WINDOW: _window,
    Label.FUNDS_WITHHELD: _withheld,
    Label.FUNDS_RELEASED: _released,
    Label.RESERVE_CHANGE: _reserve,
    Label.INVENTORY_NOTICE: _inventory,
    Label.FORGERY_ALLEGATION: _forgery,
    Label.REINSTATEMENT: _reinstated,
}
