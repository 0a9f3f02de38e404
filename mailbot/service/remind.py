"""What time itself brings: reminders of clocks, steps that silence or an opening window calls for, and retention."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from classifiers.labels import Label
from mailbot import notify
from mailbot.casebook.reminders import Awake, Reminder, reminder_text, reminders
from mailbot.casebook.replay import replay
from mailbot.codec import stored_understanding, without_text
from mailbot.i18n import Catalogue
from mailbot.logs import logger
from mailbot.messages import Understanding
from mailbot.plain import from_json
from mailbot.service import casefile
from mailbot.service.proposals import propose_for
from mailbot.service.workspace import Workspace
from mailbot.store import events, messages, runs
from mailbot.store.messages import Stored

log = logger()
_PASSING = (Label.OTHER_AMAZON.value, Label.NOT_AMAZON.value)


def remind(workspace: Workspace, words: Catalogue) -> tuple[Reminder, ...]:
    """Send the reminders that are due now, each once; return them. A service that is down loses none from log and page."""
    now = workspace.now()
    config = workspace.config
    sent: list[Reminder] = []
    with workspace.store.read() as connection:
        known = runs.reminded(connection)
    for case in casefile.every(workspace):
        for reminder in reminders(case, now, known, Awake(start=config.awake_from, end=config.awake_until)):
            with workspace.store.write() as connection:
                runs.remember_reminder(connection, reminder.key, now)
            sentence = reminder_text(reminder, case, words.language, now)
            log.info("reminder", case=case.id, key=reminder.key)
            notify.send(config.notify_urls, words("reminder.title", case=case.id), sentence)
            sent.append(reminder)
    return tuple(sent)


def catch_up(workspace: Workspace) -> int:
    """Bring every case's drafts up to the present; return how many are new."""
    made = 0
    for row in casefile.rows(workspace):
        with workspace.store.write() as connection:  # the case is read within: a poll may add to it at any time
            standing = events.of_case(connection, row.id)
            if standing:
                made += propose_for(workspace, connection, replay(standing), workspace.now())
    return made


def retain(workspace: Workspace) -> int:
    """Drop the bytes and words of mail that belongs to no case, once it is old enough; return how many.

    Mail of Amazon's that is no account matter, relayed mail, and mail of others: their digest and label stay.
    """
    now = workspace.now()
    limit = now - timedelta(days=workspace.config.retention_days)
    dropped = 0
    with workspace.store.write() as connection:
        for stored in messages.stored_before(connection, limit, _PASSING):
            dropped += drop(connection, stored, now)
    return dropped


def drop(connection: Connection, stored: Stored, at: datetime) -> bool:
    """Drop one message's bytes and words, in every account that has it; return whether there were bytes."""
    for twin in messages.by_digest(connection, stored.sha256):
        if twin.understanding is not None and "parsed" in twin.understanding:
            emptied = without_text(from_json(twin.understanding, Understanding))
            messages.set_understanding(connection, twin.id, stored_understanding(emptied))
    return messages.drop_content(connection, stored.sha256, at)
