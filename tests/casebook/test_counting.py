"""Counting deadlines: edges of months, years, days and summer time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.labels import ClockKind, Unit
from mailbot.casebook.counting import Place, Span, add_months, add_workdays, count
from mailbot.casebook.workdays import is_workday
from tests.casebook.letters import jst

TOKYO = Place(ZoneInfo("Asia/Tokyo"), lambda day: is_workday("amazon.co.jp", day))
PACIFIC = Place(ZoneInfo("America/Los_Angeles"), lambda day: is_workday("amazon.com", day))
BERLIN = Place(ZoneInfo("Europe/Berlin"), lambda day: is_workday("amazon.de", day))
UTC_PLACE = Place(ZoneInfo("UTC"), lambda day: is_workday("", day))

places = st.sampled_from([TOKYO, PACIFIC, BERLIN, UTC_PLACE])
moments = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
kinds = st.sampled_from(list(ClockKind))


def due(start: datetime, length: int, unit: Unit, place: Place = TOKYO) -> datetime:
    return count(start, Span(length, unit), ClockKind.DUE, place)


@pytest.mark.parametrize(
    ("start", "length", "unit", "end"),
    [
        ("2018-08-15 10:05", 90, Unit.DAYS, "2018-11-13"),
        ("2018-08-15 10:05", 3, Unit.MONTHS, "2018-11-15"),
        ("2018-08-15 00:00", 1, Unit.DAYS, "2018-08-16"),
        ("2018-08-15 23:59", 1, Unit.DAYS, "2018-08-16"),
        ("2019-12-31 12:00", 2, Unit.MONTHS, "2020-02-29"),
        ("2018-12-31 12:00", 2, Unit.MONTHS, "2019-02-28"),
        ("2018-11-30 12:00", 3, Unit.MONTHS, "2019-02-28"),
        ("2020-02-28 12:00", 1, Unit.DAYS, "2020-02-29"),
        ("2020-12-31 23:00", 1, Unit.DAYS, "2021-01-01"),
        ("2021-04-28 12:00", 5, Unit.BUSINESS_DAYS, "2021-05-11"),  # Golden Week
        ("2021-01-08 18:00", 1, Unit.BUSINESS_DAYS, "2021-01-12"),  # Coming-of-Age Day
    ],
)
def test_dates(start: str, length: int, unit: Unit, end: str) -> None:
    assert due(jst(start), length, unit) == jst(f"{end} 23:59:59")


def test_the_day_is_the_marketplaces() -> None:
    midnight = datetime(2021, 3, 1, 15, 0, tzinfo=UTC)
    assert due(midnight, 7, Unit.DAYS, TOKYO).date() == date(2021, 3, 9), "it is the second in Japan"
    assert due(midnight, 7, Unit.DAYS, PACIFIC).date() == date(2021, 3, 8)
    just_before = midnight - timedelta(seconds=1)
    assert due(just_before, 7, Unit.DAYS, TOKYO).date() == date(2021, 3, 8)


def test_hours_do_not_stretch_with_summer_time() -> None:
    start = datetime(2021, 3, 13, 12, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert due(start, 24, Unit.HOURS, PACIFIC).isoformat() == "2021-03-14T13:00:00-07:00"
    assert due(start, 1, Unit.DAYS, PACIFIC).isoformat() == "2021-03-14T23:59:59-07:00"


def test_an_opens_clock_begins_with_its_day() -> None:
    assert count(jst("2018-08-15 10:05"), Span(90, Unit.DAYS), ClockKind.OPENS, TOKYO) == jst("2018-11-13 00:00:00")


@given(moments, st.integers(0, 400), kinds, places)
def test_days_are_whole_days(start: datetime, length: int, kind: ClockKind, place: Place) -> None:
    end = count(start, Span(length, Unit.DAYS), kind, place)
    assert (end.date() - start.astimezone(place.zone).date()).days == length
    assert end.tzinfo == place.zone


@given(moments, st.integers(0, 400), places)
def test_hours_are_absolute(start: datetime, length: int, place: Place) -> None:
    end = due(start, length, Unit.HOURS, place)
    assert end.astimezone(UTC) - start == timedelta(hours=length)


@given(moments, st.integers(1, 24), places)
def test_months_land_on_the_same_day_or_the_last(start: datetime, length: int, place: Place) -> None:
    begun, end = start.astimezone(place.zone).date(), due(start, length, Unit.MONTHS, place).date()
    assert (end.year * 12 + end.month) - (begun.year * 12 + begun.month) == length
    assert end.day == begun.day or (end.day < begun.day and (end + timedelta(days=1)).day == 1)


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_months_and_workdays_add_up(day: date, first: int, second: int) -> None:
    assert add_months(day.replace(day=1), first + second) == add_months(add_months(day.replace(day=1), first), second)
    workday = TOKYO.is_workday
    assert add_workdays(day, first + second, workday) == add_workdays(add_workdays(day, first, workday), second, workday)


@given(moments, st.integers(1, 30), places)
def test_business_days_end_on_one_and_never_before_days(start: datetime, length: int, place: Place) -> None:
    end = due(start, length, Unit.BUSINESS_DAYS, place)
    assert place.is_workday(end.date())
    assert end >= due(start, length, Unit.DAYS, place)


def test_a_store_that_nobody_knows_has_weekends() -> None:
    assert not is_workday("amazon.example", date(2021, 5, 1))
    assert is_workday("amazon.example", date(2021, 5, 3))
    assert not is_workday("amazon.co.jp", date(2021, 5, 3))
    assert not is_workday("amazon.sa", date(2021, 4, 30)), "Friday"
