"""Drafts for tests, written by us: what the playbook would propose, without asking it."""

from dataclasses import replace

from classifiers.labels import ChannelKind, Track
from mailbot.service.proposals import fingerprint
from mailbot.service.workspace import Workspace
from mailbot.store import drafts
from replies.situation import Blocker, Draft, Step, StepName

TO = "seller-performance@amazon.co.jp"
GAP = Blocker(code="missing_fact", what="根本原因", key="cause")
UNCONFIRMED = Blocker(code="unconfirmed", what="2018-08-15")


def draft(
    body: str = "改善計画をご提出いたします。",
    *,
    name: StepName = StepName.ANSWER_REJECTION,
    answers: str | None = "m1",
    channel: ChannelKind = ChannelKind.REPLY,
    blockers: tuple[Blocker, ...] = (),
    attachments: tuple[str, ...] = (),
) -> Draft:
    to = None if channel is ChannelKind.CONSOLE else TO
    step = Step(name=name, rule="refused", track=Track.ACCOUNT, answers=answers, channel=channel, to=to)
    return Draft(step=step, language="ja", to=to, subject="改善計画の補足", body=body, blockers=blockers, attachments=attachments)


def proposed(workspace: Workspace, made: Draft, *, case_id: str) -> int:
    """Put a draft into the store; return its number."""
    with workspace.store.write() as connection:
        return drafts.propose(
            connection, account="shop", case_id=case_id, draft=made, fingerprint=fingerprint(made), at=workspace.now()
        )


def with_gap(made: Draft) -> Draft:
    return replace(made, body=made.body + "\n【要記入:根本原因】", blockers=(GAP,))
