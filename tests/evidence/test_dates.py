"""Dates and instants in every form that reports and papers use."""

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replies.evidence.dates import DateOrder, date_order, day, instant, is_ambiguous

JST = ZoneInfo("Asia/Tokyo")
NAIVE = datetime(2020, 1, 1)  # noqa: DTZ001 - hypothesis wants naive bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-03T05:12:11+00:00", datetime(2025, 11, 3, 5, 12, 11, tzinfo=UTC)),
        ("2025-11-03T05:12:11Z", datetime(2025, 11, 3, 5, 12, 11, tzinfo=UTC)),
        ("2025-11-03T05:12:11+0900", datetime(2025, 11, 3, 5, 12, 11, tzinfo=JST)),
        ("2025-11-03 05:12:11 UTC", datetime(2025, 11, 3, 5, 12, 11, tzinfo=UTC)),
        ("03.11.2025 05:12:11 UTC", datetime(2025, 11, 3, 5, 12, 11, tzinfo=UTC)),
        ("2025/11/03 14:22:33 JST", datetime(2025, 11, 3, 14, 22, 33, tzinfo=JST)),
        ("2025/11/03 14:22:33JST", datetime(2025, 11, 3, 14, 22, 33, tzinfo=JST)),
        ("2025/11/03 14:22:33", datetime(2025, 11, 3, 14, 22, 33, tzinfo=JST)),
        ("２０２５／１１／０３　１４：２２", datetime(2025, 11, 3, 14, 22, tzinfo=JST)),
        ("2025/11/03", datetime(2025, 11, 3, tzinfo=JST)),
        ("Nov 3, 2025 1:22:33 PM PST", datetime(2025, 11, 3, 21, 22, 33, tzinfo=UTC)),
        ("Nov 3, 2025 12:00:00 AM PST", datetime(2025, 11, 3, 8, 0, tzinfo=UTC)),
        ("3 Nov 2025 13:22:33 GMT", datetime(2025, 11, 3, 13, 22, 33, tzinfo=UTC)),
        ("3 Nov 2025 13:22:33 GMT+1", datetime(2025, 11, 3, 12, 22, 33, tzinfo=UTC)),
        ("2025年11月3日 午後2時22分", datetime(2025, 11, 3, 14, 22, tzinfo=JST)),
        ("2025年11月3日 14:22", datetime(2025, 11, 3, 14, 22, tzinfo=JST)),
    ],
)
def test_instants(text: str, expected: datetime) -> None:
    assert instant(text, JST) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-03", date(2025, 11, 3)),
        ("20251103", date(2025, 11, 3)),
        ("2025/1/3", date(2025, 1, 3)),
        ("2025.11.3", date(2025, 11, 3)),
        ("25/11/25", date(2025, 11, 25)),
        ("3.11.2025", date(2025, 11, 3)),
        ("2025年11月3日", date(2025, 11, 3)),
        ("令和7年11月3日", date(2025, 11, 3)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("R7.11.3", date(2025, 11, 3)),
        ("H30/8/15", date(2018, 8, 15)),
        ("3-Nov-2025", date(2025, 11, 3)),
        ("November 3, 2025", date(2025, 11, 3)),
        ("11/2025", date(2025, 11, 1)),
        ("2025-11-03T23:30:00+00:00", date(2025, 11, 3)),
    ],
)
def test_days(text: str, expected: date) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "abc", "2025-13-01", "2025/02/30", "32/01/2025", "12:30", "2025/11/03 25:00", "2025/11/03 1:00 XYZ", "2025/11/03 junk"],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        instant(text, JST)


def test_the_order_of_day_and_month() -> None:
    assert day("03/04/2025", DateOrder.DAY_FIRST) == date(2025, 4, 3)
    assert day("03/04/2025", DateOrder.MONTH_FIRST) == date(2025, 3, 4)
    assert day("03.04.2025", DateOrder.MONTH_FIRST) == date(2025, 4, 3), "a dotted date is never month first"
    assert date_order(["03/04/2025", "13/04/2025"]) is DateOrder.DAY_FIRST
    assert date_order(["03/04/2025", "03/14/2025"]) is DateOrder.MONTH_FIRST
    assert date_order(["03/04/2025", "2025-04-13"]) is None
    assert is_ambiguous("03/04/25")
    assert not is_ambiguous("04/04/25")
    assert not is_ambiguous("2025/03/04")


@given(st.datetimes(NAIVE.replace(2000), NAIVE.replace(2099)), st.integers(-12, 14))
def test_every_way_to_write_an_instant_reads_back(moment: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    expected = moment.replace(microsecond=0, tzinfo=zone)
    offset = f"{hours:+03d}:00"
    for written in (
        expected.isoformat(),
        f"{expected:%Y/%m/%d %H:%M:%S} {offset}",
        f"{expected:%d.%m.%Y %H:%M:%S}{offset}",
        f"{expected:%b} {expected.day}, {expected:%Y %I:%M:%S %p} GMT{offset}",
        f"{expected:%Y年%m月%d日 %H:%M:%S}{offset}",
    ):
        assert instant(written, JST) == expected, written


@given(st.dates(min_value=date(2019, 5, 1), max_value=date(2098, 12, 31)))
def test_every_way_to_write_a_day_reads_back(value: date) -> None:
    era = f"令和{value.year - 2018}年{value.month}月{value.day}日"
    for written in (value.isoformat(), f"{value:%Y/%m/%d}", f"{value:%d.%m.%Y}", era, f"{value.day}-{value:%b-%Y}"):
        assert day(written) == value, written
    assert day(f"{value:%d/%m/%y}", DateOrder.DAY_FIRST) == value
    assert day(f"{value:%m/%d/%Y}", DateOrder.MONTH_FIRST) == value


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert instant(text, JST).tzinfo is not None
