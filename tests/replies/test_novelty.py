"""How much is new: by content, not by bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replies.novelty import difference, novelty
from tests.replies.test_lint import FIRST_REPORT_EN, FIRST_REPORT_JA, GOOD_EN, GOOD_JA


@pytest.mark.parametrize("text", [FIRST_REPORT_JA, GOOD_JA, FIRST_REPORT_EN, GOOD_EN])
class TestEveryText:
    def test_the_same_is_nothing_new(self, text):
        assert novelty(text, [text]) == 0.0

    def test_the_first_is_all_new(self, text):
        assert novelty(text, []) == 1.0

    def test_other_bytes_are_nothing_new(self, text):
        changed = text.replace("\n", "\r\n").replace("、", ",").upper().replace(" ", "  ")
        assert novelty(changed, [text]) < 0.05

    def test_order_is_nothing_new(self, text):
        assert novelty("\n".join(reversed(text.splitlines())), [text]) == 0.0

    def test_two_rounds_together_are_known(self, text):
        lines = text.splitlines()
        assert novelty(text, ["\n".join(lines[::2]), "\n".join(lines[1::2])]) == 0.0


def test_small_words_are_nothing_new():
    earlier = "入荷時に仕入元を区別して記録する手順がありませんでした。"
    assert novelty("入荷の際に仕入元を区別して記録する手順がありませんでした。", [earlier]) < 0.15
    english = "There was no step at receiving that recorded where each of the units came from."
    assert novelty(english.replace("each of the units", "each of these units"), [english]) == 0.0


def test_other_figures_are_new():
    assert novelty("2018年8月3日に、18個を返送しました。", ["2018年8月3日に、12個を返送しました。"]) > 0.1


def test_another_report_is_new():
    assert novelty(GOOD_JA, [FIRST_REPORT_JA]) > 0.8
    assert novelty(GOOD_EN, [FIRST_REPORT_EN]) > 0.8


def test_the_frame_of_a_letter_is_neither_new_nor_old():
    frame = "Amazon.co.jp アカウントスペシャリスト ご担当者様\n以上、よろしくお願いいたします。"
    assert novelty(frame + "\n18個を返送しました。", ["18個を返送しました。"], frame=frame) == 0.0
    assert novelty(frame, ["何か"], frame=frame) == 0.0


@given(st.text(), st.lists(st.text(), max_size=3))
def test_a_share_is_a_share(text, earlier):
    assert 0.0 <= novelty(text, earlier) <= 1.0


def test_the_difference_is_lines():
    assert difference("甲\n乙\n丙\n", "甲 \n丁\n丙") == ["  甲", "- 乙", "+ 丁", "  丙"]
    assert difference("a\n\n\nb", "a\n\nb") == ["  a", "  ", "  b"]


@given(st.text(alphabet="ab \n"), st.text(alphabet="ab \n"))
def test_the_difference_tells_both_texts(a, b):
    lines = difference(a, b)
    kept = [line.rstrip() for line in b.strip().splitlines()]
    assert [line[2:] for line in lines if line[0] in " +" and line[2:]] == [line for line in kept if line]
