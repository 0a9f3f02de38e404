"""Four more stories from their bytes: what stands where after each mail, and the clocks, as each expected file has it."""

import pytest

from classifiers.labels import ClockKind, Direction, Track
from tests.stories.scenes import blocks, expected, living

STORIES = ("property", "interview", "stock", "at_risk")
MOMENTS = [(name, index) for name in STORIES for index in range(len(expected(name)["clocks"]))]


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield {name: stack.enter_context(living(name, tmp_path_factory.mktemp(name))) for name in STORIES}


@pytest.mark.parametrize("name", STORIES)
def test_it_is_one_case(stories, name):
    told = stories[name]
    apart = expected(name).get("apart", [])
    assert set(told.names_of(told.main())) == {block.name for block in blocks(name)} - set(apart)


@pytest.mark.parametrize("name", STORIES)
def test_every_mail_is_read_as_what_it_is(stories, name):
    told = stories[name]
    read = {told.names[entry.sha256]: entry.label for entry in told.main().messages}
    wanted = {row["mail"]: row["label"] for row in expected(name)["milestones"]}
    assert {key: read.get(key) for key in wanted} == wanted


@pytest.mark.parametrize("name", STORIES)
def test_every_milestone_on_its_day_and_in_its_track(stories, name):
    told = stories[name]
    for row in expected(name)["milestones"]:
        entry = told.entry(row["mail"])
        assert entry is not None, row
        assert entry.at.astimezone(told.zone).date().isoformat() == row["date"]
        states = told.states(told.main(entry.at))
        assert {track: states[track] for track in row["tracks"]} == row["tracks"], row["mail"]


@pytest.mark.parametrize(("name", "index"), MOMENTS)
def test_the_clocks(stories, name, index):
    told, row = stories[name], expected(name)["clocks"][index]
    shown = told.clock(told.moment(row["now"]), Track(row["track"]), ClockKind(row["kind"]), row["mail"])
    assert shown == (row["day"], row["status"])


@pytest.mark.parametrize("name", STORIES)
def test_rounds_are_what_was_sent_to_amazon(stories, name):
    told = stories[name]
    rounds = [told.names[item.message] for item in told.main().rounds if item.message]
    assert rounds == [block.name for block in blocks(name) if block.keys["from"] == "own" and "to" not in block.keys]


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_summary_fits_a_page(stories, name, language):
    told = stories[name]
    assert len(told.told(told.workspace.now(), language=language).splitlines()) <= 60


def test_stock_rows_say_how_many(stories):
    told = stories["stock"]
    shown = told.told(told.workspace.now(), "full")
    assert "数量: 128点" in shown
    assert told.entry("removal").units == 128


def test_no_story_moves_by_the_sellers_own_words_about_amazon(stories):
    for told in stories.values():
        for change in told.main().changes:
            entry = told.main().entry(change.message)
            assert entry is None or entry.direction is Direction.INCOMING or change.after in ("claimed", "submitted")
