"""Walking an old mailbox day by day: what mailbot would have told the seller, and when. Nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mailbot.casebook.backtest import Advice, Manner, Said, backtest
from mailbot.casebook.case import Case
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.reminders import Awake
from mailbot.i18n import load
from mailbot.messages import Understanding
from mailbot.pipeline import is_case_mail, understand
from mailbot.service import importing, mapping, telling
from mailbot.service.proposals import library
from mailbot.service.workspace import Workspace
from mailbot.settings import Account
from replies import compose, playbook
from replies.situation import Situation, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days to tell of; None is open."""

    start: datetime | None = None
    end: datetime | None = None


def replay(workspace: Workspace, paths: Sequence[Path], account: Account, language: str, span: Span) -> tuple[Said, ...]:
    """Return what would have been said of the mail in these files; unproven mail is taken at its word, as the user's own."""
    known = _read(workspace, paths, account)
    adviser = _Adviser(account, language, known)
    config = workspace.config
    manner = Manner(language=language, awake=Awake(start=config.awake_from, end=config.awake_until), advise=adviser.on)
    end = span.end or max((message.at for _, message in known.values()), default=workspace.now())
    said = backtest([message for _, message in known.values()], manner, end)
    return tuple(item for item in said if span.start is None or item.at >= span.start)


_Known = dict[str, tuple[Understanding, CaseMessage]]


def _read(workspace: Workspace, paths: Sequence[Path], account: Account) -> _Known:
    context = workspace.context(account)
    known: _Known = {}
    for _source, raw, _problem in importing.raw_messages(paths):
        if raw is None or raw.sha256 in known:
            continue
        found = understand(raw, context)
        if isinstance(found, Understanding) and found.parsed.received is not None and is_case_mail(found):
            message = mapping.case_message(found, account, found.parsed.received, vouched=True)
            known[raw.sha256] = (found, message)
    return known


class _Adviser:
    """The playbook's advice on a case, from nothing but what was known by then."""

    def __init__(self, account: Account, language: str, known: _Known) -> None:
        self._account = account
        self._words = load(language)
        self._known = {sha256: understanding for sha256, (understanding, _) in known.items()}

    def on(self, case: Case, now: datetime) -> Sequence[Advice]:
        situation = mapping.situation(case, self._known, self._account, now)
        return tuple(self._advice(situation, step) for step in telling.urgent(playbook.steps(situation)))

    def _advice(self, situation: Situation, step: Step) -> Advice:
        key = f"{step.name.value}|{step.rule}|{step.answers}"
        return Advice(key=key, text=telling.step_sentence(step, self._words), draft=lambda: self._draft(situation, step))

    def _draft(self, situation: Situation, step: Step) -> str:
        if not playbook.wants_draft(step):
            return ""
        draft = compose.draft(situation, step, library())
        if draft is None:
            return ""
        to = draft.to or self._words("view.console")
        return self._words("replay.proposed", subject=draft.subject, to=to, blockers=len(draft.blockers))
