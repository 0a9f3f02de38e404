"""What the store keeps comes back as it was; what the commands print is plain JSON."""

import json
import math
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifiers.labels import AmountRole, ClockKind, Start, Unit
from classifiers.reading import Amount, Because, Deadline, Entities, FormMatch, Reading
from mailbot.codec import public, public_unreadable, stored_understanding, without_text
from mailbot.messages import Authenticity, Forwarded, ParsedMessage, Reason, Understanding, Unparseable
from mailbot.plain import from_json, to_json
from replies.situation import Draft, Step

ZONES = st.sampled_from((UTC, timezone(timedelta(hours=9)), timezone(-timedelta(hours=7, minutes=30))))
TIMES = st.datetimes(timezones=ZONES)
MAYBE = st.none() | TIMES
SHARES = st.floats(0, 1)
SUMS = st.decimals(allow_nan=False, allow_infinity=False, places=2)

amounts = st.builds(Amount, value=SUMS, currency=st.none() | st.text(), role=st.sampled_from(AmountRole), quote=st.text())
deadlines = st.builds(
    Deadline,
    kind=st.sampled_from(ClockKind),
    length=st.none() | st.integers(0, 1000),
    unit=st.none() | st.sampled_from(Unit),
    start=st.none() | st.sampled_from(Start),
    at=MAYBE,
    quote=st.text(),
    or_=st.none() | st.text(),
)
readings = st.builds(
    Reading,
    confidence=SHARES,
    alternatives=st.lists(st.tuples(st.text(), SHARES), max_size=2).map(tuple),
    entities=st.builds(Entities, amounts=st.lists(amounts, max_size=2).map(tuple)),
    deadlines=st.lists(deadlines, max_size=2).map(tuple),
    form=st.none() | st.builds(FormMatch, similarity=SHARES),
    because=st.lists(st.builds(Because, weight=SHARES), max_size=2).map(tuple),
)
messages = st.builds(
    ParsedMessage,
    date=MAYBE,
    received=MAYBE,
    forwarded=st.lists(st.builds(Forwarded, date=MAYBE), max_size=2).map(tuple),
)
VALUES = st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2)
reasons = st.lists(st.builds(Reason, values=VALUES), max_size=2).map(tuple)
understandings = st.builds(
    Understanding, parsed=messages, reading=readings, authenticity=st.builds(Authenticity, reasons=reasons)
)
drafts = st.builds(
    Draft,
    step=st.builds(Step, not_before=MAYBE, not_after=MAYBE, values=VALUES),
    novelty=st.none() | SHARES,
)
thorough = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def through_a_store(value: object) -> object:
    """As SQLite's JSON column writes and reads it."""
    return json.loads(json.dumps(value))


@thorough
@given(understandings)
def test_an_understanding_comes_back_without_its_headers(found: Understanding) -> None:
    kept = through_a_store(stored_understanding(found))
    assert from_json(kept, Understanding) == replace(found, parsed=replace(found.parsed, headers=()))


@thorough
@given(drafts)
def test_a_draft_comes_back(made: Draft) -> None:
    assert from_json(through_a_store(to_json(made)), Draft) == made


@thorough
@given(st.builds(Unparseable, received=MAYBE))
def test_what_cannot_be_read_comes_back(found: Unparseable) -> None:
    assert from_json(through_a_store(to_json(found)), Unparseable) == found
    shape = public_unreadable("x.eml", found)
    assert shape.pop("detail", "") == found.detail
    assert shape == {"source": "x.eml", "sha256": found.sha256, "unreadable": found.reason}


@thorough
@given(understandings)
def test_what_is_printed_is_json_and_complete(found: Understanding) -> None:
    shape = public("x.eml", found)
    assert through_a_store(shape) == shape
    assert shape["abstained"] == (found.reading.abstained is not None)
    assert shape["channel"] == (shape["channels"][0] if shape["channels"] else None)
    assert [Decimal(item["value"]) for item in shape["entities"]["amounts"]] == [
        item.value for item in found.reading.entities.amounts
    ]
    assert all(math.isclose(item["confidence"], share, abs_tol=1e-4) for item, (_, share) in _paired(shape, found))
    assert all(("or" in item) == (deadline.or_ is not None) for item, deadline in _deadlines(shape, found))


def _paired(shape, found):
    return zip(shape["alternatives"], found.reading.alternatives, strict=True)


def _deadlines(shape, found):
    return zip(shape["deadlines"], found.reading.deadlines, strict=True)


@thorough
@given(understandings)
def test_emptied_of_its_words_it_says_the_same(found: Understanding) -> None:
    """What retention leaves: no text, no quote; label, verdict and headers as they were."""
    marked = replace(found, parsed=replace(found.parsed, text="秘密の本文", quoted="秘密の引用"))
    emptied = without_text(marked)
    assert "秘密" not in json.dumps(stored_understanding(emptied), ensure_ascii=False)
    before, after = public("x", marked), public("x", emptied)
    wordless = {"because", "demands", "deadlines", "channel", "channels"}
    assert {name: after[name] for name in after if name not in wordless} == {
        name: before[name] for name in before if name not in wordless
    }
    assert [after[name] for name in sorted(wordless)] == [[], None, [], [], []]
