"""Cutting mbox files."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.inbox import mbox
from mailbot.inbox.mbox import TooLarge, split

SEPARATOR = b"From sender@example.jp Thu Nov 15 09:00:00 2018\n"
HEAD = b"Subject: x\n\n"


def messages(content: bytes) -> list[bytes | TooLarge]:
    return list(split(io.BytesIO(content)))


@pytest.mark.parametrize(
    "separator",
    [
        b"From MAILER-DAEMON Fri Jul  8 12:08:34 2011\n",
        b"From - Tue Oct 01 12:00:00 2019\n",
        b"From 1234567890@xxx Mon Jan 01 00:00:00 +0000 2018\n",
        b"From ???@??? Tue Mar 06 09:12 2001\r\n",
        b"From a@b Thu Nov 15 09:00:00 2018 remote from here\n",
    ],
)
def test_separators_of_many_programs(separator: bytes) -> None:
    assert messages(separator + HEAD + b"a\n\n" + separator + HEAD + b"b\n") == [HEAD + b"a\n", HEAD + b"b\n"]


@pytest.mark.parametrize(
    "line",
    [
        b"From our side there is nothing to add.\n",
        b"From the notice of 15 August 2018 at 10:00 we take the following,\n",
        b"From \n",
    ],
)
def test_a_letters_own_words_do_not_cut_it(line: bytes) -> None:
    text = HEAD + b"Dear team,\n\n" + line + b"and more\n"
    assert messages(SEPARATOR + text) == [text]


def test_quoted_lines_lose_one_mark() -> None:
    stored = HEAD + b">From here\n>>From there\n> From elsewhere\nx >From\n"
    assert messages(SEPARATOR + stored) == [HEAD + b"From here\n>From there\n> From elsewhere\nx >From\n"]


def test_a_writer_that_leaves_the_empty_line_out() -> None:
    assert messages(SEPARATOR + HEAD + b"a\n" + SEPARATOR + HEAD + b"b") == [HEAD + b"a\n", HEAD + b"b"]


def test_the_last_message_may_be_cut_off() -> None:
    assert messages(SEPARATOR + b"Subject: x") == [b"Subject: x"]
    assert messages(SEPARATOR) == [b""]


@given(
    st.lists(
        st.lists(
            st.sampled_from([b"a", b"", b"From x", b">From x", b">>From ", b"\xff", b"Subject: x", b"x" * 70_000]), max_size=8
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([b"\n", b"\r\n"]),
)
def test_what_was_written_as_mboxrd_comes_back(bodies: list[list[bytes]], end: bytes) -> None:
    originals = [end.join([b"Subject: x", b"", *lines, b""]) for lines in bodies]
    stored = b"".join(SEPARATOR + quoted(original) + end for original in originals)
    assert messages(stored) == originals


def quoted(message: bytes) -> bytes:
    lines = message.splitlines(keepends=True)
    return b"".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)


def test_fm64_one_message_is_held_at_a_time_and_a_giant_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "MAX_MESSAGE_BYTES", 1_000_000)
    giant = SEPARATOR + HEAD + b"x" * 30_000_000 + b"\n\n"
    stream = io.BytesIO(SEPARATOR + HEAD + b"a\n\n" + giant + SEPARATOR + HEAD + b"b\n")
    tracemalloc.start()
    try:
        found = list(split(stream))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [type(item) for item in found] == [bytes, TooLarge, bytes]
    assert peak < 5_000_000
