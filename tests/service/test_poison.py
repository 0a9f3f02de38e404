"""Messages that meet a defect of ours: they block nobody, are tried again, are set aside and told of, and come back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from classifiers.reading import Reading
from classifiers.sample import Sample
from mailbot.messages import Disposition
from mailbot.service import care, casefile, overview, status
from mailbot.service.counts import Counts
from mailbot.service.poll import poll
from mailbot.service.process import process
from mailbot.service.workspace import Workspace
from tests.letters import APPEAL, CLOSURE, ORDER, REFUSAL, START, amazon, own
from tests.servers.dovecot import PASSWORD
from tests.service.world import NOW, everything, receive, shop, world


def look(workspace: Workspace) -> Counts:
    return poll(workspace, shop(workspace), PASSWORD)


class Poisoned:
    """The reader, with a bug that one letter meets."""

    def __init__(self, reader, marker: str) -> None:
        self._reader = reader
        self.marker = marker

    @property
    def version(self) -> str:
        return str(self._reader.version)

    def read(self, sample: Sample) -> Reading:
        if self.marker and self.marker in sample.subject:
            raise ZeroDivisionError(sample.subject)
        return self._reader.read(sample)


class Faulty(Workspace):
    """A workspace whose reader fails on subjects with ``毒``."""

    poison = "毒"

    def reader(self):
        return Poisoned(super().reader(), self.poison)


@pytest.fixture
def faulty(tmp_path, mailbox) -> Iterator[Workspace]:
    with world(tmp_path, mailbox) as opened:
        yield Faulty(config=opened.config, data=opened.data, store=opened.store, clock=opened.clock)


def test_fm59_fm60_a_poison_message_blocks_nobody_and_is_set_aside(mailbox, faulty):
    mailbox.deliver(amazon(CLOSURE, "毒", 1))
    mailbox.deliver(amazon(REFUSAL, "再開できません", 2, when=START + timedelta(days=5)))
    first = look(faulty)
    assert (first.stored, first.quarantined) == (2, 0)
    assert len(casefile.every(faulty)) == 1
    assert look(faulty).seen == 0  # tried again, once a poll
    assert look(faulty) == Counts(quarantined=1)
    assert look(faulty).seen == 0
    parked = next(item for item in everything(faulty) if item.disposition is Disposition.QUARANTINED)
    assert parked.failures == 3


def test_fm61_what_was_set_aside_is_told(mailbox, faulty):
    mailbox.deliver(amazon(CLOSURE, "毒"))
    for _ in range(3):
        look(faulty)
    assert status.totals(faulty)["quarantined"] == 1
    (shape,) = overview.message_objects(faulty)
    assert (shape["disposition"], shape["failures"], shape["unreadable"]) == ("quarantined", 3, None)


def test_what_was_set_aside_is_restored_once_the_bug_is_gone(mailbox, faulty):
    mailbox.deliver(amazon(CLOSURE, "毒"))
    for _ in range(3):
        look(faulty)
    mended = Workspace(config=faulty.config, data=faulty.data, store=faulty.store, clock=faulty.clock)
    assert care.restore(mended, []).counts.stored == 1
    assert [item.failures for item in everything(mended)] == [0]
    assert len(casefile.every(mended)) == 1


class Clock:
    """A clock that breaks once, the how-maniest time it is asked."""

    def __init__(self, breaks_at: int) -> None:
        self.left = breaks_at

    def __call__(self) -> datetime:
        self.left -= 1
        if self.left == 0:
            raise ZeroDivisionError
        return NOW


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    with world(tmp_path_factory.mktemp("unbroken") / "data") as opened:
        receive(opened, *LETTERS)
        return casefile.every(opened)


LETTERS = (
    amazon(ORDER, "発送のお知らせ", 9, when=START - timedelta(days=1)),
    amazon(CLOSURE, "停止のお知らせ", 1),
    amazon(REFUSAL, "再開できません", 2, when=START + timedelta(days=5)),
    own(APPEAL, "改善計画の提出", when=START + timedelta(days=9)),
)


@pytest.mark.parametrize("asked", range(5, 19))
def test_fm60_a_defect_half_way_through_a_message_leaves_no_half_of_it(tmp_path, unbroken, asked):
    """Whatever was written of it is taken back, also what we remember of the cases; the next try makes it whole."""
    with world(tmp_path / "data") as opened:
        broken = replace(opened, clock=Clock(asked))
        receive(broken, *LETTERS)
        assert {item.case_id for item in everything(opened) if item.case_id} == {row.id for row in casefile.rows(opened)}
        process(opened, "shop")
        assert casefile.every(opened) == unbroken
        assert [row.id for row in casefile.rows(opened)] == [case.id for case in unbroken]
