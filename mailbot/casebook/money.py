"""The money of a case as a dated series, and the reserve that becomes nothing without a payout.

Balance, reserve and withheld money are different ledgers at Amazon; sums of each keep their role.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from mailbot.casebook.case import MoneyPoint
from mailbot.casebook.events import CaseEvent

HELD_ROLES: Final = ("reserve", "withheld", "balance")


def money_point(event: CaseEvent) -> MoneyPoint:
    """Read a money event."""
    data = event.data
    return MoneyPoint(
        at=event.at,
        role=data["role"],
        value=Decimal(data["value"]),
        currency=data["currency"],
        message=event.message,
        quote=data["quote"],
        confirmed=event.confirmed,
        source=data["source"],
        previous=data.get("previous", False),
    )


def emptied(sums: Sequence[MoneyPoint]) -> bool:
    """Say whether one message or file names held money that is zero, and neither other held money nor a payment.

    A statement also prints what was held before ("前回の引当金の残高") and a payment of nothing: neither counts.
    """
    held = [point for point in sums if _is_held(point)]
    return bool(held) and not any(point.value for point in held) and not pays(sums)


def pays(sums: Sequence[MoneyPoint]) -> bool:
    """Say whether a payment is among the sums; a printed zero is none."""
    return any(point.role == "paid" and point.value > 0 for point in sums)


def paid_since(series: Sequence[MoneyPoint]) -> bool:
    """Say whether a payment came after the held sum that was named last."""
    last = next((point for point in reversed(series) if point.value and (_is_held(point) or point.role == "paid")), None)
    return last is not None and last.role == "paid"


def last_held(series: Sequence[MoneyPoint]) -> MoneyPoint | None:
    """Return the held sum that was named last, unless a payment came after it. Files write a reserve with a minus."""
    for point in reversed(series):
        if point.role == "paid" and point.value > 0:
            return None
        if _is_held(point):
            return point
    return None


def held_before(series: Sequence[MoneyPoint], sums: Sequence[MoneyPoint]) -> MoneyPoint | None:
    """Return what was held before a message with these ``sums``: as known, else as the message itself carries it over."""
    known = last_held(series)
    if known is not None and known.value:
        return known
    carried = next((point for point in sums if point.previous and point.role in HELD_ROLES and point.value), None)
    return carried or known


def _is_held(point: MoneyPoint) -> bool:
    return point.role in HELD_ROLES and not point.previous
