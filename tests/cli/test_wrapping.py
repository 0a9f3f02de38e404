"""Japanese on a narrow terminal."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mailbot.cli.wrapping import wrapped


def test_japanese_breaks_anywhere_but_before_closing_marks() -> None:
    assert wrapped("アカウントを停止しました。", 24) == "アカウントを停止しまし\nた。"
    assert wrapped("署名は mx.example.jp が確認しました", 18) == "署名は\nmx.example.jp が確\n認しました"
    assert wrapped("短い", 40) == "短い"


def test_other_words_are_left_alone() -> None:
    assert wrapped("We have deactivated your account", 10) == "We have deactivated your account"


@given(st.text(alphabet="あ停。、」a b.ー", max_size=80), st.integers(8, 40))
def test_nothing_is_lost_and_no_line_is_too_long(words: str, width: int) -> None:
    found = wrapped(words, width)
    assert "".join(found.split()) == "".join(words.split())
    if found != words:
        assert all(cell_len(line) <= width for line in found.split("\n"))
