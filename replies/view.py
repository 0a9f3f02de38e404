"""What a rule of the playbook looks at: one open matter, seen against the whole situation. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from classifiers.labels import AmountRole, ClockKind, Deficit, Label, Track
from replies.matters import MATTERS, Matter, acts_of, answers, matters_of, reminds
from replies.notice_words import is_quiet
from replies.novelty import novelty
from replies.situation import Notice, Situation, Submission, Window

_DECISIONS: Final = frozenset({Label.CLOSURE_NOTICE, Label.TEMPLATE_REJECTION, Label.FORGERY_ALLEGATION, Label.REINSTATEMENT})
"""Notices that settle or overtake what was asked before."""

_CLOSED: Final = frozenset({"closed", "refused", "refused_final"})
_NEWS: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One open matter. ``notice`` and ``act`` are None where time or a state alone asks for something."""

    situation: Situation
    matter: Matter
    notice: Notice | None = None
    act: Label | None = None

    def state(self, track: Track) -> str:
        """The track's state, "" where it has none."""
        return self.situation.states.get(track, "")

    @property
    def main(self) -> bool:
        """The act is the notice's main one, not said in passing."""
        return self.notice is not None and self.notice.label is self.act

    @property
    def deficits(self) -> frozenset[Deficit]:
        return frozenset(self.notice.deficits) if self.notice else frozenset()

    @property
    def closed(self) -> bool:
        """The account is closed: by its state, or by an unconfirmed notice that would close it."""
        if self.state(Track.ACCOUNT) in _CLOSED:
            return True
        decided = [item for item in usable(self.situation) if acts_of(item) & _DECISIONS]
        return bool(decided) and Label.CLOSURE_NOTICE in acts_of(decided[-1])

    @property
    def reopened(self) -> bool:
        """The last word about the account is that it is open again."""
        decided = [item for item in usable(self.situation) if item.believed and acts_of(item) & _DECISIONS]
        return bool(decided) and Label.REINSTATEMENT in acts_of(decided[-1])

    @property
    def was_closed(self) -> bool:
        return any(Label.CLOSURE_NOTICE in acts_of(item) for item in usable(self.situation))

    @property
    def closed_lately(self) -> bool:
        """The closure was announced within the last two weeks: what the console shows today can still be kept."""
        start = self.situation.now - timedelta(days=14)
        return any(Label.CLOSURE_NOTICE in acts_of(item) and item.at > start for item in usable(self.situation))

    @property
    def refused_finally(self) -> bool:
        """Reinstatement was refused, and that is said to be final."""
        refusals = [item for item in usable(self.situation) if Label.TEMPLATE_REJECTION in acts_of(item)]
        said = any(item.final and not item.appealable for item in refusals)
        return said or self.state(Track.ACCOUNT) == "refused_final"

    @property
    def final(self) -> bool:
        """The refusal is said to be final, and no remedy is named."""
        said = self.notice is not None and self.notice.final
        stands = self.state(Track.ACCOUNT) == "refused_final" and self.act is Label.TEMPLATE_REJECTION
        return (said or stands) and not (self.notice is not None and self.notice.appealable)

    @property
    def submission(self) -> Submission | None:
        """The latest answer to the notice that is still unanswered itself."""
        if self.notice is None:
            return None
        fitting = [sent for sent in self.situation.submissions if sent.at > self.notice.at and self._fits(sent)]
        if not fitting or fitting[-1].answered_at is not None or any(item.at > fitting[-1].at for item in self._later()):
            return None
        return fitting[-1]

    @property
    def awaited_since(self) -> datetime | None:
        """Since when an answer of Amazon to this matter is awaited; a reminder starts the waiting anew."""
        if sent := self.submission:
            return max(item.at for item in (sent, *self._reminders(sent)))
        since, notice = self.situation.pending_since, self.notice
        unrecorded = notice is not None and not any(sent.at > notice.at for sent in self.situation.submissions)
        if since is not None and notice is not None and since >= notice.at and unrecorded and self.matter is Matter.SELLING:
            return since
        return None

    @property
    def reminders(self) -> int:
        """How often the seller has already asked since the answer that is awaited."""
        return len(self._reminders(self.submission))

    @property
    def settled(self) -> bool:
        """The notice was answered, and a later notice of the same matter came back: that one stands now."""
        notice = self.notice
        if notice is None or not any(sent.at > notice.at and self._fits(sent) for sent in self.situation.submissions):
            return False
        return bool(self._later())

    @property
    def news(self) -> bool:
        """The ledger holds something that no earlier round said."""
        sent = [item.text for item in self.situation.submissions]
        stated = [fact.value for fact in self.situation.facts if not fact.source.startswith("notice")]
        return not sent or any(novelty(value, sent) > _NEWS for value in stated)

    @property
    def recent_contacts(self) -> int:
        """How many letters left within the last seven days."""
        start = self.situation.now - timedelta(days=7)
        return sum(item.at > start for item in self.situation.submissions)

    @property
    def opens(self) -> Window | None:
        """The clock before which money may not be asked for; of several the latest."""
        found = [
            window for window in self.situation.windows if window.kind is ClockKind.OPENS and window.track in (None, Track.FUNDS)
        ]
        return max(found, key=lambda window: window.at, default=None)

    @property
    def reserve_gone(self) -> bool:
        """A notice of money names a balance or reserve of nothing, after whatever it was before."""
        held = (AmountRole.RESERVE, AmountRole.BALANCE, AmountRole.WITHHELD)
        named = [value for value, _, role in self.notice.amounts if role in held] if self.notice else []
        return bool(named) and not any(char in "123456789" for char in named[-1])

    def _reminders(self, sent: Submission | None) -> list[Submission]:
        after = [item for item in self.situation.submissions if sent is not None and item.at > sent.at]
        return [item for item in after if self._fits(item) or reminds(item, self.matter)]

    def _later(self) -> list[Notice]:
        """Later notices of the matter. An unconfirmed one is no answer to a confirmed one."""
        notice = self.notice
        return [
            item
            for item in usable(self.situation)
            if notice is not None
            and item.at > notice.at
            and item.ref != notice.ref
            and (item.believed or not notice.believed)
            and self._same_matter(item)
        ]

    def _fits(self, sent: Submission) -> bool:
        return answers(sent, self.matter)

    def _same_matter(self, item: Notice) -> bool:
        decided = self.matter is Matter.VERIFICATION and bool(acts_of(item) & _DECISIONS)
        return self.matter in matters_of(item) or decided


def usable(situation: Situation) -> list[Notice]:
    """Return the notices that may move anything, oldest first: none forged, no bounce, list, robot, circular or statement."""
    return [notice for notice in situation.notices if notice.answerable and not notice.forged and not is_quiet(notice)]


def open_matters(situation: Situation) -> Iterator[View]:
    """Yield every notice that still stands with each of its acts, the newest first.

    An unconfirmed notice stands beside what it would overtake: a stranger's "reinstated" must not hide a closure.
    """
    newer: list[tuple[Notice, Label]] = []
    for notice in reversed(usable(situation)):
        here = [act for act in (notice.label, *notice.secondary) if act is not None and act in MATTERS]
        for act in dict.fromkeys(here):
            view = View(situation=situation, matter=MATTERS[act], notice=notice, act=act)
            if not any(_overtakes(later, later_act, notice, act) for later, later_act in newer) and not view.settled:
                yield view
        newer += [(notice, act) for act in here]


def _overtakes(later: Notice, later_act: Label, notice: Notice, act: Label) -> bool:
    """Tell whether a later notice leaves nothing to answer in an earlier one."""
    if notice.believed and not later.believed:
        return False
    if MATTERS[act] is Matter.VERIFICATION and later_act is Label.REINSTATEMENT:
        return True
    if MATTERS[later_act] is not MATTERS[act]:
        return False
    if MATTERS[act] is not Matter.SELLING:
        return True
    if act in _DECISIONS:
        return later_act in _DECISIONS
    shared = not later.asins or not notice.asins or bool(set(later.asins) & set(notice.asins))
    return later_act in _DECISIONS or (later_act is act and shared)
