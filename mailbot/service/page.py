"""What the review page shows and does beyond the other services: overviews, a message or a draft with all around it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from classifiers.labels import Direction
from mailbot.casebook.case import Case, Clock
from mailbot.casebook.links import Why
from mailbot.casebook.summary import open_clocks
from mailbot.casebook.timeline import Timeline, timeline
from mailbot.errors import UsageError
from mailbot.i18n import Catalogue
from mailbot.messages import Understanding, Unparseable, Verdict
from mailbot.service import casefile, doubts, enclosing, linked, review, situations, status
from mailbot.service.enclosing import Paper
from mailbot.service.overview import understanding_of
from mailbot.service.status import AccountStatus
from mailbot.service.telling import advised
from mailbot.service.workspace import Workspace
from mailbot.store import drafts, events, messages
from mailbot.store.drafts import DeliveryRow, DraftState, Revision, StoredDraft
from mailbot.store.messages import Stored
from replies import playbook

WAITING = (DraftState.BLOCKED, DraftState.READY, DraftState.APPROVED)
"""Drafts that wait for a person; an approved one could not be put in its place yet."""
_QUIET = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A message as the page shows it. ``read`` is None while it waits for its first reading."""

    stored: Stored
    read: Understanding | Unparseable | None
    source: str = ""
    linked: Why | None = None
    """Why it is on its case."""

    @property
    def confirmable(self) -> bool:
        """It waits for the user's word: unproven, and either Amazon's by its own claim or part of a case; never a relayed one."""
        if not isinstance(self.read, Understanding) or self.stored.vouched:
            return False
        found = self.read.authenticity
        matters = found.claims_amazon or self.stored.case_id is not None
        incoming = self.read.direction is Direction.INCOMING
        return incoming and matters and found.verdict is Verdict.UNPROVEN and not found.relayed


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """A clock that matters now. ``message`` is the number of the message that brought it, where one did."""

    case: Case
    clock: Clock
    message: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where things stand: the first page."""

    accounts: tuple[AccountStatus, ...]
    silent: frozenset[str]
    """Accounts whose last success is long ago."""
    cases: tuple[Case, ...]
    clocks: tuple[ClockView, ...]
    drafts: tuple[StoredDraft, ...]
    doubtful: tuple[MessageView, ...]
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which messages are wanted; an empty text asks nothing."""

    case: str = ""
    label: str = ""
    verdict: str = ""
    disposition: str = ""

    def takes(self, stored: Stored) -> bool:
        """Say whether a message is among them."""
        label, verdict = _words_of(stored)
        return (
            self.case in ("", stored.case_id or "-")
            and self.label in ("", label)
            and self.verdict in ("", verdict)
            and self.disposition in ("", stored.disposition.value)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of messages, the newest first; the counts are those of all that are stored."""

    rows: tuple[MessageView, ...]
    found: int
    labels: Mapping[str, int]
    verdicts: Mapping[str, int]
    dispositions: Mapping[str, int]
    cases: tuple[str, ...]
    ignored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case, told, with what belongs to it. ``numbers`` are its messages' numbers in the store, in the order of the story."""

    case: Case
    told: Timeline
    drafts: tuple[StoredDraft, ...]
    numbers: tuple[int | None, ...]
    by_digest: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft with the notice it answers, every text it had, and where it was put."""

    stored: StoredDraft
    digest: str
    """Of the text as it stands: approval is asked for exactly this."""
    notice: MessageView | None
    revisions: tuple[Revision, ...]
    deliveries: tuple[DeliveryRow, ...]
    beside: tuple[StoredDraft, ...]
    """Other open drafts of the same case."""
    papers: tuple[Paper, ...]
    """What it encloses, and the files that would go with it."""
    by_hand: tuple[str, ...]
    """Papers that did not go with it when it was delivered last."""


class Saved(StrEnum):
    """What became of an approval or a text."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a person has in front of them: the digest of the text the page gave out, and the text as they left it."""

    expected: str
    subject: str
    body: str


def standing(workspace: Workspace) -> Standing:
    """Return the first page's content as of the workspace's present."""
    now = workspace.now()
    accounts = status.accounts(workspace)
    cases = casefile.every(workspace)
    clocks = [
        ClockView(case=case, clock=clock, message=numbers.get(clock.message or ""))
        for case in cases
        if (found := open_clocks(case, now))
        for numbers in (_numbers(workspace, case.id),)
        for clock in found
    ]
    return Standing(
        accounts=accounts,
        silent=frozenset(item.account for item in accounts if _is_silent(workspace, item, now)),
        cases=tuple(sorted(cases, key=lambda case: case.last_at, reverse=True)),
        clocks=tuple(sorted(clocks, key=lambda item: (item.clock.at or now, item.clock.id))),
        drafts=tuple(reversed(review.listed(workspace, states=WAITING))),
        doubtful=tuple(MessageView(stored=item.stored, read=item.understanding) for item in doubts.unproven(workspace)),
        totals=status.totals(workspace),
    )


def _is_silent(workspace: Workspace, item: AccountStatus, now: datetime) -> bool:
    allowed = max(timedelta(minutes=workspace.account(item.account).poll_minutes * 6), _QUIET)
    return item.last_run is not None and (item.last_success is None or now - item.last_success > allowed)


def listing(workspace: Workspace, wanted: Filter, start: int, size: int) -> Listing:
    """Return messages ``start`` to ``start + size`` of those wanted, the newest first."""
    with workspace.store.read() as connection:
        everything = messages.every(connection)[::-1]
        sources = messages.all_sources(connection)
    fitting = [stored for stored in everything if wanted.takes(stored)]
    words = [_words_of(stored) for stored in everything]
    rows = fitting[start : start + size]
    return Listing(
        rows=tuple(MessageView(stored=item, read=understanding_of(item), source=sources.get(item.id, "")) for item in rows),
        found=len(fitting),
        labels=Counter(label for label, _ in words if label),
        verdicts=Counter(verdict for _, verdict in words if verdict),
        dispositions=Counter(stored.disposition.value for stored in everything),
        cases=tuple(row.id for row in casefile.rows(workspace)),
        ignored=status.totals(workspace)["ignored"],
    )


def message(workspace: Workspace, name: str) -> MessageView:
    """Return the message that a number, digest or Message-ID names; UsageError where there is none."""
    with workspace.store.read() as connection:
        stored = messages.find(connection, name)
        sources = messages.sources(connection, stored.id)
        why = linked.of_case(workspace, connection, stored.case_id).get(stored.sha256) if stored.case_id else None
    return MessageView(stored=stored, read=understanding_of(stored), source=", ".join(sources), linked=why)


def drafts_answering(workspace: Workspace, stored: Stored) -> tuple[StoredDraft, ...]:
    """Return the drafts that answer a message."""
    found = review.listed(workspace, case_id=stored.case_id) if stored.case_id else ()
    return tuple(item for item in found if item.answers == stored.sha256)


def told(workspace: Workspace, name: str, words: Catalogue) -> CaseView:
    """Return a case with its story in full; UsageError for one that is not there."""
    now = workspace.now()
    case = casefile.load(workspace, name)
    with workspace.store.read() as connection:
        situation = situations.of_case(workspace, connection, case, now)
    by_digest = _numbers(workspace, case.id)
    steps = advised(playbook.steps(situation), words)
    return CaseView(
        case=case,
        told=timeline(case, words.language, now, "full", steps),
        drafts=tuple(reversed(review.listed(workspace, case_id=case.id))),
        numbers=tuple(by_digest.get(entry.sha256) for entry in case.messages),
        by_digest=by_digest,
    )


def draft(workspace: Workspace, key: int) -> DraftView:
    """Return a draft with all that a decision needs; UsageError where there is none of that number."""
    stored, revisions = review.shown(workspace, key)
    with workspace.store.read() as connection:
        deliveries = drafts.deliveries_of(connection, key)
        found = [item for item in messages.of_case(connection, stored.case_id) if item.sha256 == stored.answers]
        delivered = [done for done in events.decisions_on(connection, kind="deliver") if done.data["draft"] == key]
    beside = review.listed(workspace, case_id=stored.case_id, states=WAITING)
    return DraftView(
        stored=stored,
        digest=review.text_digest(stored.draft),
        notice=MessageView(stored=found[0], read=understanding_of(found[0])) if found else None,
        revisions=revisions,
        deliveries=deliveries,
        beside=tuple(item for item in beside if item.id != key),
        papers=enclosing.of_draft(workspace, stored.case_id, stored.draft),
        by_hand=tuple(delivered[-1].data.get("by_hand", ())) if delivered else (),
    )


def save(workspace: Workspace, key: int, written: Written) -> Saved:
    """Keep a text that a person wrote; UsageError(``error.draft_changed``) where it changed since they began."""
    stored, _ = review.shown(workspace, key)
    if stored.state not in drafts.OPEN:
        raise UsageError("error.draft_state", id=key, state=stored.state.value)
    if review.text_digest(stored.draft) != written.expected:
        raise UsageError("error.draft_changed", id=key)
    if (stored.draft.subject, stored.draft.body) == (written.subject, written.body):
        return Saved.UNCHANGED
    review.edit(workspace, key, written.body, written.subject)
    return Saved.SAVED


def approve(workspace: Workspace, key: int, written: Written) -> Saved:
    """Approve what a person saw. A text that they changed is kept first, and looked at once more before it is approved."""
    stored, _ = review.shown(workspace, key)
    unsaved = (stored.draft.subject, stored.draft.body) != (written.subject, written.body)
    if unsaved and stored.state in drafts.OPEN and save(workspace, key, written) is Saved.SAVED:
        return Saved.SAVED
    review.approve(workspace, key, expected=written.expected)
    return Saved.APPROVED


def _numbers(workspace: Workspace, case_id: str) -> Mapping[str, int]:
    """Return the numbers of a case's messages by digest."""
    with workspace.store.read() as connection:
        return {stored.sha256: stored.id for stored in messages.of_case(connection, case_id)}


def _words_of(stored: Stored) -> tuple[str, str]:
    """Return label (or act, or ``-`` where the reader abstained) and verdict; "" for what could not be read.

    Out of the stored shape: a list of thousands is filtered without rebuilding each value.
    """
    if stored.understanding is None or "reading" not in stored.understanding:
        return "", ""
    reading = stored.understanding["reading"]
    verdict: str = stored.understanding["authenticity"]["verdict"]
    return reading["label"] or reading["act"] or "-", verdict
