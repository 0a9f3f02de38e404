"""No deadline and no demand where there is none: more than three hundred letters full of lengths, dates and papers."""

from dataclasses import replace

import pytest

from classifiers import deadlines, demands, reader
from classifiers.reader import Reader
from tests.classifiers.quiet import LETTERS, Quiet, letters

OLD = (
    "> お客様のアカウントは停止されました。\n> 17日以内に、過去365日以内に発行された請求書の写しと改善計画書をご提出ください。\n"
    "> Please submit invoices and a plan of action within 17 days of this notice."
)


@pytest.fixture(scope="module")
def the_reader() -> Reader:
    return reader.load()


def _of(kind: str) -> list[Quiet]:
    return [one for one in letters() if one.kind == kind]


def test_there_are_enough() -> None:
    assert len({one.sample for one in letters()}) >= 200


@pytest.mark.parametrize("kind", LETTERS)
def test_a_quiet_letter_stays_quiet(kind: str, the_reader: Reader) -> None:
    for one in _of(kind):
        found = the_reader.read(one.sample)
        assert (found.deadlines, found.demands) == ((), ()), one.sample.subject


@pytest.mark.parametrize("kind", [kind for kind in LETTERS if kind != "stranger"])
def test_whatever_the_label(kind: str) -> None:
    """A letter that the reader leaves to a person is searched, too."""
    for one in _of(kind):
        assert (deadlines.extract(one.sample), demands.extract(one.sample)) == ((), ()), one.sample.subject


@pytest.mark.parametrize("kind", ["promise", "state", "age"])
def test_what_an_answer_quotes_is_not_said_again(kind: str, the_reader: Reader) -> None:
    for one in _of(kind):
        found = the_reader.read(replace(one.sample, quoted=OLD))
        assert (found.deadlines, found.demands) == ((), ()), one.sample.subject
