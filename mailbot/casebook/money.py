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
    )


def emptied(sums: Sequence[MoneyPoint]) -> bool:
    """Say whether one message or file names held money that is zero, and neither other held money nor a payment."""
    held = [point for point in sums if point.role in HELD_ROLES]
    return bool(held) and not any(point.value for point in held) and not any(point.role == "paid" for point in sums)


def last_held(series: Sequence[MoneyPoint]) -> MoneyPoint | None:
    """Return the held sum that was named last, unless a payment came after it. Files write a reserve with a minus."""
    for point in reversed(series):
        if point.role == "paid" and point.value > 0:
            return None
        if point.role in HELD_ROLES:
            return point
    return None
