"""The picture's measures: nothing meets, nothing leaves the page, and a silent year presses nothing together."""

import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.labels import Label, Track
from mailbot.casebook.case import Case
from mailbot.casebook.picture import picture
from mailbot.casebook.picture_scale import LEFT, WIDTH, levels, scale_of, text_width
from tests.casebook.founding import STORY
from tests.casebook.history import case_of
from tests.casebook.letters import due, jst, letter

NOW = jst("2020-03-20 09:00")


def texts(case: Case, language: str, now=NOW) -> list[tuple[float, float, float, str]]:
    """(left, right, baseline, words) of each text of the drawing that is not moved by a group."""
    root = ET.fromstring(picture(case, language, now))
    found = []
    for node in root:
        if node.tag.endswith("text"):
            size = float(node.get("font-size", "11"))
            x, wide = float(node.get("x", "0")), text_width(node.text or "", size)
            left = x - wide if node.get("text-anchor") == "end" else x
            found.append((left, left + wide, float(node.get("y", "0")), node.text or ""))
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "now", ["2018-08-20 09:00", "2018-12-01 09:00", "2019-06-25 09:00", "2020-03-20 09:00", "2026-01-01 09:00"]
)
def test_words_do_not_meet_and_stay_on_the_page(language: str, now: str) -> None:
    case = case_of(STORY, until=jst(now))
    found = texts(case, language, jst(now))
    assert all(left >= 0 and right <= WIDTH for left, right, _, _ in found), "on the page"
    for index, (left, right, y, words) in enumerate(found):
        for other_left, other_right, other_y, other in found[index + 1 :]:
            assert y != other_y or right <= other_left or other_right <= left, (words, other)


def test_years_of_silence_press_nothing_together() -> None:
    case = case_of(STORY)
    soon, late = scale_of(case, NOW), scale_of(case, NOW + timedelta(days=3000))
    assert late.end <= soon.end + timedelta(days=300)
    assert late.x(case.last_at) > WIDTH * 0.7


def test_a_running_clock_is_on_the_picture() -> None:
    closed = letter(jst("2021-06-01 09:00"), Label.CLOSURE_NOTICE, "停止しました", deadlines=(due(17),), marketplace="amazon.fr")
    case = case_of([closed])
    scale = scale_of(case, jst("2021-06-02 09:00"))
    assert all(clock.at is None or clock.at <= scale.end for clock in case.clocks)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_says_what_its_signs_mean(language: str) -> None:
    svg = picture(case_of(STORY), language, NOW)
    signs = re.findall(r"<g transform=[^>]*>", svg)
    assert len(signs) == 10
    assert svg.count("<rect") > len(Track)


@given(st.lists(st.floats(0, 1000), max_size=40).map(sorted), st.integers(1, 4))
def test_levels_keep_neighbours_apart_where_there_is_room(places: list[float], most: int) -> None:
    chosen = levels(places, 8, most)
    assert all(0 <= level < most for level in chosen)
    for index, (place, level) in enumerate(zip(places, chosen, strict=True)):
        before = [other for other, its in zip(places[:index], chosen[:index], strict=True) if its == level]
        crowded = sum(place - other < 8 for other in places[:index]) >= most
        assert crowded or not before or place - before[-1] >= 8


def test_the_axis_begins_where_the_lanes_do() -> None:
    case = case_of(STORY)
    assert scale_of(case, NOW).x(case.first_at) >= LEFT
