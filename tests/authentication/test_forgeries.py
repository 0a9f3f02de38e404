"""Every trick with notices in both languages: through the real parser, judge, reader, store and playbook."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from classifiers import reader
from mailbot.authentication import Trust
from mailbot.messages import Disposition, Place, RawMessage, Understanding, Verdict
from mailbot.pipeline import Context, is_case_mail, understand
from mailbot.service.workspace import Workspace
from mailbot.store.drafts import DraftState
from tests.authentication.forgeries import QUIET, TRICKS, Trick
from tests.authentication.keys import resolve
from tests.authentication.notices import NOTICES, SELLER, SERVER, Notice
from tests.service.world import all_drafts, everything, receive, world

VARIATIONS = list(product(TRICKS, NOTICES))


@pytest.fixture(scope="module")
def context() -> Context:
    trust = Trust(authserv_ids=(SERVER,), own_addresses=(SELLER,))
    return Context(reader=reader.load(), trust=trust, resolver=lambda _received: resolve)


def understood(content: bytes, context: Context) -> Understanding:
    found = understand(RawMessage(content=content, place=Place(account="shop", folder="INBOX"), received=None), context)
    assert isinstance(found, Understanding), found
    return found


def test_there_are_enough() -> None:
    assert len(VARIATIONS) >= 150
    assert {notice.key[-2:] for notice in NOTICES} == {"ja", "en"}
    assert len({trick.play(notice) for trick, notice in VARIATIONS}) == len(VARIATIONS)


@pytest.mark.parametrize("trick", QUIET, ids=lambda trick: trick.name)
def test_a_from_line_alone_gives_itself_away(trick: Trick, context: Context) -> None:
    found = understood(trick.play(NOTICES[0]), context).authenticity
    assert found.verdict is trick.verdict, found.reasons


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.name)
def test_no_trick_makes_a_notice_genuine(trick: Trick, context: Context) -> None:
    found = {notice.key: understood(trick.play(notice), context) for notice in NOTICES}
    verdicts = {key: (one.authenticity.verdict, [r.code for r in one.authenticity.reasons]) for key, one in found.items()}
    assert all(verdict is trick.verdict for verdict, _ in verdicts.values()), verdicts
    if trick.verdict is Verdict.FORGED:
        assert not any(is_case_mail(one) for one in found.values())


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with world(tmp_path_factory.mktemp("forged")) as opened:
        yield opened


def test_none_is_answered(inbox: Workspace) -> None:
    receive(inbox, *(trick.play(notice) for trick, notice in VARIATIONS))
    stored = everything(inbox)
    assert len(stored) == len(VARIATIONS)
    assert {one.disposition for one in stored} == {Disposition.STORED, Disposition.QUARANTINED}
    assert all(one.case_id is None for one in stored if one.disposition is Disposition.QUARANTINED)
    for item in all_drafts(inbox):
        assert item.state in (DraftState.BLOCKED, DraftState.SUPERSEDED), item
        if item.state is DraftState.BLOCKED:
            assert "unconfirmed" in {blocker.code for blocker in item.draft.blockers}, item.draft.blockers
        assert item.draft.to is None, "an address of an unbelieved notice may be a stranger's"


@pytest.mark.parametrize("trick", [trick for trick in TRICKS if not trick.poses], ids=lambda trick: trick.name)
@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.key)
def test_what_a_stranger_passes_on_opens_no_case(trick: Trick, notice: Notice, tmp_path: Path) -> None:
    with world(tmp_path) as opened:
        receive(opened, trick.play(notice))
        assert [one.case_id for one in everything(opened)] == [None]
        assert all_drafts(opened) == ()
