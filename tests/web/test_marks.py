"""Texts cut for marking lose nothing, and gaps are the same here and where drafts are judged."""

from hypothesis import given
from hypothesis import strategies as st

from mailbot.web import marks
from replies import gaps

WORDS = st.text(alphabet="あいう。 \nabc【】:要記入…", max_size=60)
GAP = st.sampled_from(["【要記入:残高】", "【TO FILL IN: the balance】", "【要確認:日付】", "【注】"])
LETTER = st.lists(st.one_of(WORDS, GAP), max_size=8).map("".join)


@given(LETTER, st.lists(WORDS, max_size=4))
def test_pieces_put_together_are_the_text(text, quotes):
    assert "".join(piece.text for piece in marks.pieces(text, [("because", quote) for quote in quotes])) == text
    assert "".join(piece.text for piece in marks.gap_pieces(text)) == text


@given(LETTER)
def test_a_gap_is_what_keeps_a_draft_from_approval(text):
    shown = {piece.what for piece in marks.gap_pieces(text) if piece.kind}
    assert shown == {blocker.what for blocker in gaps.found(text) if blocker.code == "missing_fact"}


@given(LETTER)
def test_filling_every_gap_leaves_none(text):
    asked = [piece.text for piece in marks.gap_pieces(text) if piece.kind]
    result, left = marks.filled(text, [(gap, f"answer {number}") for number, gap in enumerate(asked)])
    assert left == []
    assert not any(piece.kind for piece in marks.gap_pieces(result))
    assert all(f"answer {number}" in result for number in range(len(asked)))


def test_gaps_of_one_wording_are_filled_in_their_order_and_one_answer_serves_all():
    text = "A【要記入:名】B【要記入:名】"
    assert marks.filled(text, [("【要記入:名】", "一"), ("【要記入:名】", "二")])[0] == "A一B二"
    assert marks.filled(text, [("【要記入:名】", "一"), ("【要記入:名】", " ")])[0] == "A一B一"
    assert marks.filled(text, []) == (text, [])


def test_an_answer_that_looks_like_a_gap_fills_only_its_own():
    assert marks.filled("【要記入:甲】と【要記入:乙】", [("【要記入:甲】", "【要記入:乙】")])[0] == "【要記入:乙】と【要記入:乙】"


def test_a_quote_on_one_line_is_found_where_the_mail_breaks_it():
    found = marks.pieces("金額は\n留保 されます。", [("because", "金額は 留保 されます。")])
    assert [(piece.text, piece.kind) for piece in found] == [("金額は\n留保 されます。", "because")]


def test_overlapping_quotes_are_marked_once():
    found = marks.pieces("abcdef", [("demand", "bcd"), ("because", "cdef"), ("deadline", "bc")])
    assert [(piece.text, piece.kind) for piece in found] == [("a", ""), ("bcd", "demand"), ("ef", "")]


@given(LETTER, LETTER)
def test_a_comparison_holds_both_texts(old, new):
    changes = marks.changes(old, new)
    if not any(change.kind == "skip" for change in changes):
        assert "\n".join(change.text for change in changes if change.kind != "new") == old
        assert "\n".join(change.text for change in changes if change.kind != "old") == new


def test_a_comparison_leaves_out_what_is_far_from_a_change():
    old = "\n".join(str(number) for number in range(20))
    changes = marks.changes(old, old.replace("\n10\n", "\nten\n"))
    assert [(change.kind, change.text) for change in changes if change.kind != "same"] == [
        ("skip", "8"),
        ("old", "10"),
        ("new", "ten"),
        ("skip", "7"),
    ]
