"""Between the parts' values: an understood message as the casebook sees it, a case as the playbook sees it. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from classifiers.labels import ACCOUNT_HEALTH, Act, ChannelKind, Direction, Label
from mailbot.casebook.case import Case, Clock, Entry, Round
from mailbot.casebook.clocks import ClockStatus
from mailbot.casebook.clocks import status as clock_status
from mailbot.casebook.message import CaseMessage
from mailbot.messages import Understanding, Verdict
from mailbot.settings import Account
from replies.situation import Fact, Notice, Situation, Submission, Wanted, Window

ENGLISH_STORES = ("amazon.com", "amazon.co.uk", "amazon.ca", "amazon.com.au", "amazon.in", "amazon.sg", "amazon.ae")


def believed(understanding: Understanding, *, vouched: bool) -> bool:
    """Say whether a message is fact: genuine, the seller's own, or vouched for by the user. Never a forged or relayed one."""
    authenticity = understanding.authenticity
    if authenticity.verdict is Verdict.FORGED or authenticity.relayed:
        return False
    own = understanding.direction is Direction.OUTGOING
    return own or vouched or authenticity.verdict is Verdict.GENUINE


def case_message(understanding: Understanding, account: Account, at: datetime, *, vouched: bool) -> CaseMessage:
    """Map an understood message to the casebook's view of it; ``at`` is when it was received or sent."""
    parsed = understanding.parsed
    return CaseMessage(
        sha256=parsed.sha256,
        account=account.name,
        message_id=parsed.message_id,
        thread=frozenset(refs(understanding)) - {parsed.message_id or ""},
        at=at,
        direction=understanding.direction,
        subject=parsed.subject,
        sender=parsed.sender.address,
        recipients=tuple(address.address for address in (*parsed.to, *parsed.cc)),
        text=parsed.text,
        reading=understanding.reading,
        confirmed=believed(understanding, vouched=vouched),
        attachments=tuple(item.sha256 for item in parsed.attachments),
        timezone=account.timezone,
        marketplace=account.marketplace,
    )


def refs(understanding: Understanding) -> tuple[str, ...]:
    """Return every Message-ID that the message bears or names."""
    parsed = understanding.parsed
    return tuple(name for name in (parsed.message_id, parsed.in_reply_to, *parsed.references) if name)


def situation(
    case: Case, understandings: Mapping[str, Understanding], account: Account, now: datetime, facts: Sequence[Fact] = ()
) -> Situation:
    """Map a case to what the playbook and the templates are told."""
    incoming = [entry for entry in case.messages if entry.direction is Direction.INCOMING]
    notices = tuple(_notice(entry, understandings[entry.sha256]) for entry in incoming if entry.sha256 in understandings)
    return Situation(
        now=now,
        timezone=case.timezone,
        marketplace=case.marketplace,
        language=_language(notices, account),
        store_name=account.store_name,
        seller_name=account.seller_name,
        seller_addresses=account.addresses,
        states={track: state.state for track, state in case.tracks.items()},
        since={track: state.since for track, state in case.tracks.items() if state.since},
        notices=notices,
        submissions=tuple(_submission(item) for item in case.rounds),
        windows=tuple(window for clock in case.clocks if (window := _window(clock, now)) is not None),
        facts=tuple(facts),
        pending_since=case.pending_since,
    )


def _language(notices: Sequence[Notice], account: Account) -> str:
    for notice in reversed(notices):
        if notice.language in ("ja", "en"):
            return notice.language
    if account.language:
        return account.language
    return "en" if account.marketplace in ENGLISH_STORES else "ja"


def _notice(entry: Entry, understanding: Understanding) -> Notice:
    reading, parsed = understanding.reading, understanding.parsed
    entities = reading.entities
    label = Label(entry.label) if entry.label else None
    return Notice(
        ref=entry.sha256,
        label=label,
        at=entry.at,
        language=reading.language,
        subject=parsed.subject,
        sender=parsed.sender.address,
        text=parsed.text,
        quote=entry.quote,
        deficits=reading.deficits,
        demands=tuple(
            Wanted(kind=item.kind, age_days=item.age_days, asins=item.asins, quote=item.quote) for item in reading.demands
        ),
        channels=tuple((channel.kind, channel.address) for channel in reading.channels),
        asins=entities.asins,
        order_ids=entities.order_ids,
        case_ids=entities.case_ids,
        complaint_ids=entities.complaint_ids,
        amounts=tuple((format(item.value, "f"), item.currency, item.role.value) for item in entities.amounts),
        appealable=bool(reading.appealable),
        final=bool(reading.final),
        secondary=reading.secondary,
        believed=entry.confirmed,
        forged=understanding.authenticity.verdict is Verdict.FORGED,
        answerable=not understanding.parsed.signals and not understanding.authenticity.relayed and label in ACCOUNT_HEALTH,
        form_copies=max(entry.copy, 1),
    )


def _submission(item: Round) -> Submission:
    return Submission(
        ref=item.ref,
        at=item.at,
        act=Act(item.act),
        text=item.text,
        channel=ChannelKind(item.channel),
        address=item.address,
        answered_at=item.answered_at,
        attachments=item.attachments,
    )


def _window(clock: Clock, now: datetime) -> Window | None:
    status = clock_status(clock, now)
    if clock.at is None or status in (ClockStatus.MET, ClockStatus.MOOT, ClockStatus.EXTENDED):
        return None
    return Window(
        kind=clock.kind,
        at=clock.at,
        quote=clock.quote,
        source=clock.source,
        alternatives=tuple(item.at for item in clock.alternatives),
        confirmed=clock.confirmed,
        track=clock.track,
        notice=clock.message,
    )
