"""An answer stays in its thread (RFC 5322, 3.6.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replies.threading import reply_headers, reply_subject


def test_references_are_the_parent_s_and_the_parent():
    headers = reply_headers("<c@amazon.co.jp>", ("<a@x.jp>", "<b@x.jp>"), "停止のご連絡")
    assert headers.fields() == {
        "Subject": "Re: 停止のご連絡",
        "In-Reply-To": "<c@amazon.co.jp>",
        "References": "<a@x.jp> <b@x.jp> <c@amazon.co.jp>",
    }


def test_without_references_a_single_in_reply_to_stands_in():
    assert reply_headers("<c@x.jp>", (), "s", in_reply_to="<b@x.jp>").references == ("<b@x.jp>", "<c@x.jp>")
    assert reply_headers("<c@x.jp>", (), "s", in_reply_to="<a@x.jp> <b@x.jp>").references == ("<c@x.jp>",)


@pytest.mark.parametrize("message_id", [None, "", "no brackets", "<a@x.jp> <b@x.jp>", "<a@x\r\nBcc: y>"])
def test_a_parent_without_one_good_id_names_no_thread(message_id):
    headers = reply_headers(message_id, ("<a@x.jp>",), "s")
    assert (headers.in_reply_to, headers.references) == (None, ())


def test_a_parent_that_lists_itself_is_listed_once_and_last():
    assert reply_headers("<b@x>", ("<b@x>", "<a@x>", "<a@x>"), "s").references == ("<a@x>", "<b@x>")


def test_a_long_thread_keeps_its_root_and_its_end():
    references = tuple(f"<{number}@x.jp>" for number in range(200))
    kept = reply_headers("<last@x.jp>", references, "s").references
    assert (kept[0], kept[-2:], len(kept)) == ("<0@x.jp>", ("<199@x.jp>", "<last@x.jp>"), 21)


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("停止のご連絡", "Re: 停止のご連絡"),
        ("Re: 停止のご連絡", "Re: 停止のご連絡"),
        ("RE: re:Re : 停止", "Re: 停止"),
        ("Re[2]: FW: Fwd: 停止", "Re: 停止"),
        ("返信: 転送:停止", "Re: 停止"),
        ("AW: WG: Your account", "Re: Your account"),
        ("  a\r\n Bcc: evil@example.com\x00 ", "Re: a Bcc: evil@example.com"),
        ("Reference: 12", "Re: Reference: 12"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_one_re_and_no_forward_mark(subject, answer):
    assert reply_subject(subject) == answer


@given(st.text())
def test_a_subject_is_one_printable_line_and_settles(subject):
    answer = reply_subject(subject)
    assert answer.isprintable()
    assert reply_subject(answer) == answer
