"""What the user tells of cases: a message belongs elsewhere, a text was pasted into the console, a note."""

from datetime import datetime

from classifiers.labels import Act, ChannelKind
from mailbot.casebook import by_hand
from mailbot.errors import UsageError
from mailbot.service import casefile
from mailbot.service.process import again
from mailbot.service.workspace import Workspace
from mailbot.store import events, messages


def move(workspace: Workspace, name: str, case: str) -> str:
    """Put a message on another case; its events follow. Return the case's id."""
    target = casefile.load(workspace, case)
    with workspace.store.write() as connection:
        stored = messages.find(connection, name)
        events.decide(connection, "link", workspace.now(), account=stored.account, message=stored.sha256, case_id=target.id)
    again(workspace, [stored.id])
    with workspace.store.write() as connection:
        events.drop_empty_cases(connection)
    return target.id


def account_of(workspace: Workspace, case: str) -> str:
    """Return the account a case belongs to; UsageError for an unknown case."""
    return casefile.load(workspace, case).account


def add_round(workspace: Workspace, case: str, *, text: str, at: datetime, channel: str, act: str) -> str:  # noqa: PLR0913
    """Note a submission that no mail shows. Return the case's id."""
    try:
        told = by_hand.Told(at=at, act=Act(act), text=text, channel=ChannelKind(channel))
    except ValueError as error:
        choices = ", ".join((*(item for item in Act if item is not Act.OTHER), *ChannelKind))
        raise UsageError("error.bad_choice", value=f"{act}/{channel}", choices=choices) from error
    if told.act is Act.OTHER:
        raise UsageError("error.bad_choice", value=act, choices=", ".join(item for item in Act if item is not Act.OTHER))
    found = casefile.load(workspace, case)
    now = workspace.now()
    with workspace.store.write() as connection:
        events.decide(connection, "submission", now, account=found.account, case_id=found.id, act=act, channel=channel)
        events.append(connection, [by_hand.told_submission(found.id, told)], now)
    return found.id
