"""Supply, sales and returns of one ASIN by calendar month: what the pictures show."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from replies.evidence.counted import Counted
from replies.evidence.purchases import Supply
from replies.evidence.returned import Returned
from replies.evidence.rows import OrderLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The units of one ASIN in one calendar month."""

    first: date
    supplied: int
    sold: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One ASIN over time, month by month without a gap."""

    asin: str
    months: tuple[Month, ...]
    notice_on: date | None = None
    window: tuple[date, date] | None = None

    @property
    def running(self) -> tuple[int, ...]:
        """Supplied and not yet sold at each month's end, counted from the first month."""
        return tuple(accumulate(month.supplied - month.sold for month in self.months))


def courses(counted: Counted) -> tuple[Course, ...]:
    """Return the course of each ASIN in question; those of which nothing is dated are left out."""
    question = counted.question
    supplies: dict[str, list[Supply]] = {}
    for supply in counted.supplies:
        supplies.setdefault(supply.asin, []).append(supply)
    made = (
        Course(
            asin=one.asin,
            months=tuple(_months(one, supplies.get(one.asin, []), question.place)),
            notice_on=question.notice_on,
            window=question.window,
        )
        for one in counted.returned
    )
    return tuple(course for course in made if course.months)


def _months(one: Returned, supplies: Iterable[Supply], zone: ZoneInfo) -> Iterator[Month]:
    supplied = _counted((_number(day), supply.units) for supply in supplies if (day := supply.arrived or supply.issued))
    sold = _counted(
        (_number(_local(row.purchased if isinstance(row, OrderLine) else row.shipped, zone)), row.quantity) for row in one.sales
    )
    back = _counted((_number(_local(comment.row.returned, zone)), comment.row.quantity) for comment in one.comments)
    every = {*supplied, *sold, *back}
    for number in range(min(every), max(every) + 1) if every else ():
        first = date(number // 12, number % 12 + 1, 1)
        yield Month(first=first, supplied=supplied[number], sold=sold[number], returned=back[number])


def _counted(pairs: Iterable[tuple[int, int]]) -> Counter[int]:
    units: Counter[int] = Counter()
    for number, quantity in pairs:
        units[number] += quantity
    return units


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _local(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
