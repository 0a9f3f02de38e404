"""The conditions that the playbook's rules name: small, pure, each about one open matter."""

from collections.abc import Callable, Mapping
from typing import Final

from classifiers.labels import Deficit, DemandKind, Label, Track
from replies import notice_words
from replies.papers import IDENTITY
from replies.situation import Notice
from replies.view import View

_HELD: Final = frozenset({"reserved", "held", "window_open", "claimed", "refused", "vanished"})
_PILLARS: Final = frozenset({Deficit.ROOT_CAUSE, Deficit.ACTIONS, Deficit.PREVENTION, Deficit.NOT_IMPLEMENTED})


def _only(deficit: Deficit) -> Callable[[View], bool]:
    return lambda view: view.deficits - {Deficit.UNSPECIFIED} == {deficit}


def _wants_identity_papers(view: View) -> bool:
    wanted = {item.kind for item in view.notice.demands} if view.notice else set()
    return bool(wanted & IDENTITY) and not wanted & {DemandKind.PLAN, DemandKind.INVOICE, DemandKind.EXPLANATION}


def _with(view: View, act: Label) -> bool:
    return view.notice is not None and act in (view.notice.label, *view.notice.secondary)


def _funds(*states: str) -> Callable[[View], bool]:
    return lambda view: view.state(Track.FUNDS) in states


def _stock(*states: str) -> Callable[[View], bool]:
    return lambda view: view.act is None and view.state(Track.STOCK) in states


def _money_refused_here(view: View) -> bool:
    """What is said of the money itself: a final refusal of the account that holds the money "for now" refuses no money."""
    said = view.notice is not None and view.main and (view.notice.final or view.state(Track.FUNDS) == "claimed")
    return said or view.state(Track.FUNDS) == "refused"


def _said(by: Callable[[Notice], bool]) -> Callable[[View], bool]:
    return lambda view: view.notice is not None and by(view.notice)


def _only_verified(view: View) -> bool:
    """What was settled is who the seller is: no listing and no account had been stopped."""
    stopped = view.was_closed or view.state(Track.LISTING) in ("inquired", "stopped", "restored")
    return view.state(Track.VERIFICATION) == "passed" and not stopped


def _removal_only(view: View) -> bool:
    """A removal order is asked for, and no answer: no letter stops that clock."""
    notice = view.notice
    return notice is not None and notice_words.wants_removal(notice) and not notice_words.wants_reply(notice)


def _window_ahead(view: View) -> bool:
    return view.opens is not None and view.opens.at > view.situation.now


CONDITIONS: Final[Mapping[str, Callable[[View], bool]]] = {
    "account_at_risk": lambda view: view.state(Track.ACCOUNT) == "at_risk",
    "account_closed": lambda view: view.closed,
    "account_not_closed": lambda view: not view.closed,
    "account_reopened": lambda view: view.reopened,
    "also_wants_verification": lambda view: view.notice is not None and Label.IDENTITY_VERIFICATION in view.notice.secondary,
    "closed_lately": lambda view: view.closed_lately,
    "funds_window_open": _funds("window_open"),
    "main_act": lambda view: view.main,
    "money_held": _funds("held"),
    "money_not_settled": _funds("held", "reserved", "claimed", "normal", ""),
    "money_refused": _funds("refused"),
    "money_refused_here": _money_refused_here,
    "money_still_held": lambda view: view.state(Track.FUNDS) in _HELD,
    "money_unclaimed": _funds("held", "reserved", "normal", ""),
    "names_a_deficit": lambda view: bool(view.deficits - {Deficit.UNSPECIFIED}),
    "names_no_pillar": lambda view: not view.deficits & _PILLARS,
    "names_not_implemented": lambda view: Deficit.NOT_IMPLEMENTED in view.deficits,
    "names_only_actions": _only(Deficit.ACTIONS),
    "names_only_documents": _only(Deficit.DOCUMENTS),
    "names_only_prevention": _only(Deficit.PREVENTION),
    "names_only_root_cause": _only(Deficit.ROOT_CAUSE),
    "names_wrong_channel": lambda view: Deficit.WRONG_CHANNEL in view.deficits,
    "never_closed": lambda view: not view.was_closed,
    "not_said_with_a_claim": lambda view: not _with(view, Label.FUNDS_APPEAL_WINDOW),
    "not_said_with_a_closure": lambda view: not _with(view, Label.CLOSURE_NOTICE),
    "only_verified": _only_verified,
    "refused_finally": lambda view: view.refused_finally,
    "remedy_named": lambda view: view.notice is not None and view.notice.appealable,
    "removal_only": _removal_only,
    "reserve_vanished": lambda view: view.state(Track.FUNDS) == "vanished" or (view.closed and view.reserve_gone),
    "said_final": lambda view: view.final,
    "stock_back": lambda view: view.state(Track.STOCK) == "settled" or _said(notice_words.stock_is_back)(view),
    "stock_blocked": _stock("blocked", "removal_due"),
    "stock_gone": lambda view: view.state(Track.STOCK) == "disposed" or _said(notice_words.stock_is_gone)(view),
    "stock_normal": _stock("normal", ""),
    "stock_unsettled": lambda view: view.state(Track.STOCK) not in ("settled", "disposed"),
    "wants_identity_papers": _wants_identity_papers,
    "was_closed": lambda view: view.was_closed,
    "window_ahead": _window_ahead,
    "window_passed": lambda view: view.opens is not None and not _window_ahead(view),
}
"""By the name that ``library/playbook.toml`` calls them."""
