"""Messages for the tests, as the reader would hand them over."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from classifiers.labels import Act, AmountRole, ClockKind, Deficit, DemandKind, Direction, Label, Start, Track, Unit
from classifiers.reading import Amount, Because, Deadline, Demand, Entities, FormMatch, Reading
from mailbot.casebook.message import CaseMessage

TOKYO = ZoneInfo("Asia/Tokyo")


def jst(text: str) -> datetime:
    """Read ``2018-08-15 10:00`` as Japanese time."""
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def due(length: int, unit: Unit = Unit.DAYS, start: Start = Start.RECEIVED, quote: str = "") -> Deadline:
    words = quote or f"{length} {unit.value}"
    return Deadline(kind=ClockKind.DUE, length=length, unit=unit, start=start, at=None, quote=words)


def opens(length: int, unit: Unit = Unit.DAYS, start: Start = Start.CLOSURE, quote: str = "") -> Deadline:
    words = quote or f"売上金は{length} {unit.value}後"
    return Deadline(kind=ClockKind.OPENS, length=length, unit=unit, start=start, at=None, quote=words)


def yen(value: int | str, role: AmountRole) -> Amount:
    return Amount(value=Decimal(value), currency="JPY", role=role, quote=f"¥{value}")


def demand(kind: DemandKind, age_days: int | None = None, quote: str = "") -> Demand:
    return Demand(kind=kind, age_days=age_days, asins=(), quote=quote or kind.value)


def letter(
    at: datetime,
    label: Label | None,
    text: str = "",
    *,
    name: str = "",
    thread: Sequence[str] = (),
    account: str = "shop",
    confirmed: bool = True,
    subject: str = "Amazon.co.jpからの重要なお知らせ",
    asins: Sequence[str] = (),
    case_ids: Sequence[str] = (),
    complaint_ids: Sequence[str] = (),
    amounts: Sequence[Amount] = (),
    deadlines: Sequence[Deadline] = (),
    demands: Sequence[Demand] = (),
    secondary: Sequence[Label] = (),
    tracks: Sequence[Track] = (),
    deficits: Sequence[Deficit] = (),
    appealable: bool | None = None,
    final: bool | None = None,
    form: str | None = None,
    timezone: str = "Asia/Tokyo",
    marketplace: str = "amazon.co.jp",
) -> CaseMessage:
    """Return an incoming message. ``name`` is its Message-ID; without one it is made from the rest."""
    words = text or (label.value if label else "…")
    sha256 = hashlib.sha256(f"{at.isoformat()}|{label}|{words}|{name}|{account}".encode()).hexdigest()
    reading = Reading(
        label=label,
        confidence=0.97,
        secondary=tuple(secondary),
        tracks=tuple(tracks),
        appealable=appealable,
        final=final,
        deficits=tuple(deficits),
        entities=Entities(
            asins=tuple(asins), case_ids=tuple(case_ids), complaint_ids=tuple(complaint_ids), amounts=tuple(amounts)
        ),
        demands=tuple(demands),
        deadlines=tuple(deadlines),
        form=FormMatch(id=form, similarity=1.0) if form else None,
        because=(Because(quote=words.splitlines()[0], weight=1.0),),
        language="ja" if timezone == "Asia/Tokyo" else "en",
    )
    return CaseMessage(
        sha256=sha256,
        account=account,
        message_id=name or f"<{sha256[:12]}@amazon.example>",
        thread=frozenset(thread),
        at=at,
        direction=Direction.INCOMING,
        subject=subject,
        sender="seller-performance@amazon.co.jp",
        recipients=("seller@shop.example",),
        text=words,
        reading=reading,
        confirmed=confirmed,
        timezone=timezone,
        marketplace=marketplace,
    )


def sent(
    at: datetime,
    act: Act,
    text: str,
    *,
    name: str = "",
    thread: Sequence[str] = (),
    account: str = "shop",
    to: str = "seller-performance-policy@amazon.co.jp",
    attachments: Sequence[str] = (),
    asins: Sequence[str] = (),
    timezone: str = "Asia/Tokyo",
    marketplace: str = "amazon.co.jp",
) -> CaseMessage:
    """Return a message of the seller's."""
    sha256 = hashlib.sha256(f"{at.isoformat()}|{act}|{text}|{account}".encode()).hexdigest()
    return CaseMessage(
        sha256=sha256,
        account=account,
        message_id=name or f"<{sha256[:12]}@shop.example>",
        thread=frozenset(thread),
        at=at,
        direction=Direction.OUTGOING,
        subject="改善計画書の提出",
        sender="seller@shop.example",
        recipients=(to,),
        text=text,
        reading=Reading(label=None, act=act, confidence=0.95, entities=Entities(asins=tuple(asins)), language="ja"),
        confirmed=True,
        attachments=tuple(hashlib.sha256(item.encode()).hexdigest() for item in attachments),
        timezone=timezone,
        marketplace=marketplace,
    )
