"""Invented histories of a mailbox, its owner and a daemon that dies at any moment: nothing is lost, nothing comes twice.

On a real Dovecot. The model knows which letters lie where; what mailbot must have is said by ``_check_stored`` alone.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Connection

from classifiers.labels import Label
from mailbot import imap
from mailbot.casebook.by_hand import ClockAction
from mailbot.casebook.clocks import name_of
from mailbot.messages import Disposition
from mailbot.service import case_list, casefile, doubts, linking, review, telling, told
from mailbot.service.poll import poll
from mailbot.service.rebuild import reprocess
from mailbot.service.workspace import Workspace, open_workspace
from mailbot.settings import Config
from mailbot.store import drafts, events, folders, messages
from mailbot.store.drafts import OPEN, StoredDraft
from mailbot.store.engine import Store
from tests.histories.post import ALWAYS, Kind, Letter, letters
from tests.servers.dovecot import PASSWORD, Dovecot, Mailbox
from tests.service.world import SHOP, all_drafts, receive

NOW = datetime(2020, 6, 1, tzinfo=UTC)
FOLDERS = ("INBOX", "Junk", "Sent")
LABELS = (Label.CLOSURE_NOTICE, Label.OTHER_AMAZON, Label.TEMPLATE_REJECTION, Label.NOT_AMAZON)

places = st.sampled_from(("INBOX", *FOLDERS))
picks = st.integers(0, 30)


class Crash(BaseException):
    """The process dies here: nothing catches it."""


class Mortal(Store):
    """A store whose process dies in one of its transactions, before it is saved."""

    def __init__(self, store: Store, dies_in: int) -> None:
        super().__init__(store._engine)
        self._left = dies_in

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with super().write() as connection:
            yield connection
            self._left -= 1
            if self._left == 0:
                raise Crash


class Histories(RuleBasedStateMachine):
    """What may happen, in any order."""

    server: ClassVar[Dovecot]

    @initialize()
    def begin(self) -> None:
        self._stack = ExitStack()
        self.mailbox: Mailbox = self.server.add_user()
        account = replace(SHOP, imap=self.mailbox.settings("none"))
        self.config = Config(accounts=(account,), dkim_dns=False)
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="history-", ignore_cleanup_errors=True)))
        self.opened: Workspace = self._stack.enter_context(open_workspace(self.config, folder / "data", lambda: NOW))
        self.lying: list[tuple[Letter, str, Path]] = []
        """What lies on the server: letter, folder, file."""
        self.must: set[Letter] = set()
        """What mailbot has seen and must have kept."""
        self.told_by_hand = False

    def teardown(self) -> None:
        if hasattr(self, "_stack"):
            self._stack.close()

    # What other people and programs do to the mailbox

    @rule(letter=letters, folder=places, flags=st.sampled_from(("", "S", "FS")))
    def deliver(self, letter: Letter, folder: str, flags: str) -> None:
        path = self.mailbox.deliver(letter.content, folder, when=letter.when, flags=flags)
        self.lying.append((letter, folder, path))

    @precondition(lambda self: self.lying)
    @rule(pick=picks)
    def delete(self, pick: int) -> None:
        _, _, path = self.lying.pop(pick % len(self.lying))
        path.unlink()

    @precondition(lambda self: self.lying)
    @rule(pick=picks, folder=places)
    def move(self, pick: int, folder: str) -> None:
        letter, _, path = self.lying.pop(pick % len(self.lying))
        path.unlink()
        self.deliver(letter, folder, path.name.partition(":2,")[2])

    @rule(folder=places)
    def renumber(self, folder: str) -> None:
        self.mailbox.forget_uids(folder)

    @rule(folder=places)
    def empty(self, folder: str) -> None:
        """Somebody clears a folder away and makes it anew: it counts from the beginning again."""
        for _, place, path in self.lying:
            if place == folder:
                path.unlink()
        self.lying = [item for item in self.lying if item[1] != folder]
        self.mailbox.forget_uids(folder)
        self.look()

    # What mailbot does

    @rule()
    def look(self) -> None:
        counts = self._poll(self.opened)
        assert counts.seen == sum((counts.stored, counts.ignored, counts.duplicates, counts.quarantined, counts.unreadable))
        assert min(counts.to_json().values()) >= 0
        self._expect()
        self._check_stored()
        self._check_cursors()
        assert self._poll(self.opened).seen == 0, "nothing came since"

    @rule(dies_in=st.integers(1, 12))
    def look_and_die(self, dies_in: int) -> None:
        mortal = replace(self.opened, store=Mortal(self.opened.store, dies_in))
        try:
            self._poll(mortal)
        except Crash:
            self._check_cursors()
        else:
            self._expect()
            self._check_stored()

    @rule(letter=letters)
    def take_in(self, letter: Letter) -> None:
        counts = receive(self.opened, letter.content)
        assert counts.seen >= 1
        self.must.add(letter)
        self._check_stored()

    @rule()
    def rebuild(self) -> None:
        before, decided = self._of_people()
        drafted = [self._text(item) for item in all_drafts(self.opened)]
        reprocess(self.opened)
        assert self._of_people()[1] == decided
        assert [self._text(item) for item in all_drafts(self.opened)][: len(drafted)] == drafted
        assert self._of_people()[0] == before
        cases = casefile.every(self.opened)
        reprocess(self.opened)
        assert casefile.every(self.opened) == cases, "the second time changes nothing"
        if not self.told_by_hand:
            self._check_against_fresh_import()

    # What the user does

    @precondition(lambda self: self.must)
    @rule(pick=picks)
    def confirm(self, pick: int) -> None:
        waiting = doubts.unproven(self.opened)
        if waiting:
            doubts.confirm(self.opened, [str(waiting[pick % len(waiting)].stored.id)])

    @precondition(lambda self: self.must)
    @rule(pick=picks, label=st.sampled_from(LABELS))
    def correct(self, pick: int, label: Label) -> None:
        known = [item for item in self._messages() if item.version is not None]
        if known:
            doubts.correct(self.opened, str(known[pick % len(known)].id), label.value)

    @precondition(lambda self: self.must)
    @rule(pick=picks, case=picks)
    def link(self, pick: int, case: int) -> None:
        cases = casefile.rows(self.opened)
        known = [item for item in self._messages() if item.disposition is Disposition.STORED and item.version is not None]
        if cases and known:
            linking.move(self.opened, str(known[pick % len(known)].id), cases[case % len(cases)].id)
            self.told_by_hand = True

    @precondition(lambda self: self.must)
    @rule(case=picks)
    def tell_of_a_round(self, case: int) -> None:
        cases = casefile.rows(self.opened)
        if cases:
            chosen = cases[case % len(cases)].id
            linking.add_round(self.opened, chosen, text="貼った文面", at=NOW, channel="console", act="appeal")
            self.told_by_hand = True

    @precondition(lambda self: self.must)
    @rule(pick=picks, act=st.sampled_from(("edit", "reject")))
    def decide_on_a_draft(self, pick: int, act: str) -> None:
        waiting = review.listed(self.opened, states=OPEN)
        if waiting:
            key = waiting[pick % len(waiting)].id
            if act == "edit":
                review.edit(self.opened, key, f"わたしの文面 {key}")
            else:
                review.reject(self.opened, key)

    @precondition(lambda self: self.must)
    @rule(pick=picks, action=st.sampled_from(list(ClockAction)))
    def decide_on_a_clock(self, pick: int, action: ClockAction) -> None:
        ticking = [(case, clock) for case in casefile.every(self.opened) for clock in case.clocks if clock.noticed < NOW]
        if ticking:
            case, clock = ticking[pick % len(ticking)]
            until = NOW + timedelta(days=9) if action in (ClockAction.EXTEND, ClockAction.SNOOZE) else None
            told.clock(self.opened, case.id, name_of(clock), action=action, at=NOW, until=until)
            self.told_by_hand = True

    @precondition(lambda self: self.must)
    @rule(first=picks, second=picks)
    def merge(self, first: int, second: int) -> None:
        cases = casefile.rows(self.opened)
        one, two = (cases[pick % len(cases)].id for pick in (first, second)) if cases else ("", "")
        if one != two:
            there = {entry.sha256 for name in (one, two) for entry in casefile.load(self.opened, name).messages}
            linking.merge(self.opened, one, two)
            self.told_by_hand = True
            assert {entry.sha256 for entry in casefile.load(self.opened, two).messages} == there
            assert one not in {row.id for row in casefile.rows(self.opened)}

    # What always holds

    @invariant()
    def the_mailbox_is_untouched(self) -> None:
        if not hasattr(self, "lying"):
            return
        for folder in FOLDERS:
            there = sorted(path.name for path in (self.mailbox.folder(folder) / "cur").iterdir())
            assert there == sorted(path.name for _, place, path in self.lying if place == folder)

    @invariant()
    def events_and_messages_agree(self) -> None:
        if not hasattr(self, "opened"):
            return
        placed = {item.sha256: item.case_id for item in self._messages()}
        with self.opened.store.read() as connection:
            standing = {row.id: events.of_case(connection, row.id) for row in events.every_case(connection)}
        for case_id, found in standing.items():
            assert found, f"{case_id} is empty"
            assert len({event.key for event in found}) == len(found)
            for event in found:
                assert event.message is None or placed[event.message] == case_id
        told = {event.message for found in standing.values() for event in found}
        assert {name for name, case_id in placed.items() if case_id} <= told

    @invariant()
    def the_list_of_cases_is_up_to_date(self) -> None:
        if not hasattr(self, "opened"):
            return
        assert case_list.lines(self.opened) == [telling.case_line(case, NOW) for case in casefile.every(self.opened)]

    @invariant()
    def no_proposal_stands_twice(self) -> None:
        if not hasattr(self, "opened"):
            return
        own = [item for item in review.listed(self.opened, states=OPEN) if not item.edited]
        keys = [(item.case_id, item.draft.step.name, item.answers) for item in own]
        assert len(keys) == len(set(keys))

    # Helpers

    def _poll(self, workspace: Workspace):
        return poll(workspace, workspace.config.accounts[0], PASSWORD)

    def _messages(self) -> Sequence[messages.Stored]:
        with self.opened.store.read() as connection:
            return messages.every(connection)

    def _expect(self) -> None:
        """A poll went through: what lay there and passes triage must be kept from now on."""
        there = {letter for letter, _, _ in self.lying}
        self.must |= {letter for letter in there if letter.kind in ALWAYS}
        known = {f"<own-{letter.number}@example.jp>" for letter in self.must if letter.kind is Kind.OWN}
        self.must |= {letter for letter in there if letter.kind is Kind.LAWYER and letter.answers in known}

    def _check_stored(self) -> None:
        stored = [item.sha256 for item in self._messages()]
        assert len(stored) == len(set(stored)), "nothing twice"
        assert {letter.sha256 for letter in self.must} <= set(stored), "nothing lost"
        by_digest = {item.sha256: item for item in self._messages()}
        with self.opened.store.read() as connection:
            for letter in self.must:
                found = by_digest[letter.sha256]
                assert messages.content(connection, letter.sha256) == letter.content
                assert found.version is not None, "read"
                assert (found.disposition is Disposition.QUARANTINED) == (letter.kind is Kind.FORGED)
                assert found.case_id is None or letter.kind not in (Kind.FORGED, Kind.RELAYED)

    def _check_cursors(self) -> None:
        """Whatever a cursor passed and still lies there is stored or remembered as left behind."""
        account = self.config.accounts[0]
        assert account.imap is not None
        with imap.connect(account.imap, PASSWORD) as session, self.opened.store.read() as connection:
            for folder in FOLDERS:
                there = session.examine(folder)
                cursor = folders.cursor(connection, "shop", folder)
                if cursor is None or cursor.uidvalidity != there.uidvalidity:
                    continue
                passed = {uid for uid in session.uids_after(0) if uid <= cursor.last_uid}
                kept = messages.uids(connection, "shop", folder, there.uidvalidity)
                left = folders.to_reconsider(
                    connection, account="shop", folder=folder, uidvalidity=there.uidvalidity, context="any other", known=()
                )
                assert passed <= kept | left

    def _text(self, item: StoredDraft) -> tuple[object, ...]:
        return item.id, item.state, item.edited, item.draft, item.fingerprint

    def _of_people(self) -> tuple[list[object], list[object]]:
        """Drafts that a person touched, and decisions but for links that followed a case to its new name."""
        with self.opened.store.read() as connection:
            touched = [self._text(item) for item in drafts.every(connection) if item.edited]
            decided = [item for item in events.decisions_on(connection) if "renamed_from" not in item.data]
        return list(touched), list(decided)

    def _check_against_fresh_import(self) -> None:
        """A new store that is given the same bytes in another order, and the same words of the user, says the same."""
        with self.opened.store.read() as connection:
            contents = sorted(messages.content(connection, item.sha256) or b"" for item in messages.every(connection))
            vouched = [item.sha256 for item in messages.every(connection) if item.vouched]
            labels = {item.message: item.data["label"] for item in events.decisions_on(connection, kind="correct")}
        with (
            tempfile.TemporaryDirectory(prefix="fresh-", ignore_cleanup_errors=True) as folder,
            open_workspace(self.config, Path(folder) / "data", lambda: NOW) as fresh,
        ):
            receive(fresh, *contents)
            if vouched:
                doubts.confirm(fresh, vouched)
            for name, label in labels.items():
                assert name is not None
                doubts.correct(fresh, name, label)
            reprocess(fresh)
            assert casefile.every(fresh) == casefile.every(self.opened)


def test_histories(dovecot: Dovecot) -> None:
    Histories.server = dovecot
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        ),
    )
