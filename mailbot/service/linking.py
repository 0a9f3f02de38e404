"""What the user tells of cases: a message belongs elsewhere, a text was pasted into the console, a note."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from classifiers.labels import Act, ChannelKind
from mailbot.casebook import by_hand
from mailbot.errors import UsageError
from mailbot.messages import digest
from mailbot.service import case_list, casefile, relinking, remind
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


def merge(workspace: Workspace, case: str, into: str) -> tuple[str, int]:
    """Put all of a case into another of the same account; return that one's id and how many messages moved.

    What people told of it, facts and drafts go along. UsageError for an unknown case, the same one, or another account's.
    """
    source, target = casefile.load(workspace, case), casefile.load(workspace, into)
    if source.id == target.id:
        raise UsageError("error.merge_itself", case=source.id)
    if source.account != target.account:
        raise UsageError("error.merge_accounts", first=source.id, second=target.id)
    now = workspace.now()
    with workspace.store.write() as connection:
        for entry in source.messages:
            events.decide(connection, "link", now, account=source.account, message=entry.sha256, case_id=target.id)
    moved = relinking.absorb(workspace, source.account, source.id, target.id)
    remind.catch_up(workspace)
    case_list.freshen(workspace)
    return target.id, moved


def account_of(workspace: Workspace, case: str) -> str:
    """Return the account a case belongs to; UsageError for an unknown case."""
    return casefile.load(workspace, case).account


def add_round(  # noqa: PLR0913
    workspace: Workspace, case: str, *, text: str, at: datetime, channel: str, act: str, files: Sequence[Path] = ()
) -> str:
    """Note a submission that no mail shows; of the files that went with it their digests are kept. Return the case's id."""
    attachments = tuple(_digest(file) for file in files)
    try:
        told = by_hand.Told(at=at, act=Act(act), text=text, channel=ChannelKind(channel), attachments=attachments)
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


def _digest(file: Path) -> str:
    if not file.is_file():
        raise UsageError("error.no_path", path=str(file))
    return digest(file.read_bytes())
