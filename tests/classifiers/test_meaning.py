"""Concepts, happenings and features: what words say, in either language, announced or only mentioned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers import concepts, features, happenings, phrases
from classifiers.concepts import Lexicon
from classifiers.features import Stance
from classifiers.happenings import Mode
from classifiers.normalise import fold_line
from classifiers.sample import Sample, SenderKind

SMALL = Lexicon.of(
    {
        "ACCOUNT": {"kind": "object", "ja": ["アカウント", "出品用アカウント"], "en": ["account", "selling privilege*"]},
        "STOP": {"kind": "event", "ja": ["停止"], "en": ["suspend*", "suspension*", "may not sell"]},
        "NEG": {"kind": "mood", "ja": ["ません"], "en": ["not"]},
        "DAYS": {"kind": "mark", "en": ["within 0 days"]},
    }
)


def names(text: str, lexicon: Lexicon = SMALL) -> list[str]:
    return [concept.name for concept in lexicon.tag(fold_line(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your selling privileges were suspended", ["ACCOUNT", "STOP"]),
        ("You MAY NOT SELL here", ["STOP"]),
        ("within 17 days", ["DAYS"]),
        ("出品用アカウントを停止しました", ["ACCOUNT", "STOP"]),
        ("停止していません", ["STOP", "NEG"]),
        ("accountant", []),
        ("", []),
    ],
)
def test_concepts(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_the_longest_phrase_wins_and_positions_are_those_of_the_text() -> None:
    text = "出品用アカウントの停止"
    first = SMALL.tag(text)[0]
    assert text[first.start : first.end] == "出品用アカウント"


@pytest.mark.parametrize(
    "table", [{"A": {"kind": "thing"}}, {"A": {"kind": "object", "ja": "x"}}, {"A": {"kind": "object", "en": [""]}}]
)
def test_a_malformed_lexicon_is_refused(table: dict[str, dict[str, object]]) -> None:
    with pytest.raises(ValueError, match=r"thing|not a list"):
        Lexicon.of(table)


@given(st.text(max_size=300))
def test_concepts_of_any_text_are_in_order_and_inside(text: str) -> None:
    folded = fold_line(text)
    place = 0
    for concept in concepts.load().tag(folded):
        assert place <= concept.start < concept.end <= len(folded) or concept.start < concept.end <= len(folded)
        place = concept.start


@pytest.mark.parametrize(
    ("text", "target", "mode"),
    [
        ("your account has been suspended.", "ACCOUNT", Mode.DONE),
        ("your suspended account is mentioned.", "ACCOUNT", Mode.STATE),
        ("we have not suspended your account.", "ACCOUNT", Mode.DENIED),
        ("the suspension of your account", "ACCOUNT", Mode.NAMED),
        ("アカウントを停止しました。", "ACCOUNT", Mode.DONE),
        ("停止されたアカウントについて", "ACCOUNT", Mode.STATE),
        ("アカウントは停止していません。", "ACCOUNT", Mode.DENIED),
    ],
)
def test_an_event_is_announced_or_only_mentioned(text: str, target: str, mode: Mode) -> None:
    found = happenings.of(text, SMALL.tag(text))
    assert [(item.target, item.mode) for item in found if item.event == "STOP"] == [(target, mode)]


def test_units_keep_apart_what_is_said_and_what_depends() -> None:
    described = features.of(
        Sample(
            subject="お知らせ",
            text="アカウントを停止しました。\n\n書類を確認できた場合は、アカウントを再開いたします。",
            sender_kind=SenderKind.AMAZON,
        )
    )
    stances = [(unit.stance, unit.text[:7]) for unit in described.units]
    assert stances[0][0] is Stance.SUBJECT
    assert (Stance.ASSERTED, "アカウントを停") in stances
    assert any(stance is Stance.DEPENDING and text.startswith("書類") for stance, text in stances)
    depending = next(unit for unit in described.units if unit.stance is Stance.DEPENDING)
    assert all(sign.startswith("if:") for sign in depending.signs)


def test_an_old_message_below_is_not_said_again() -> None:
    described = features.of(
        Sample(
            text="We have reinstated your account. Your listings are live again.\n\n"
            "-----Original Message-----\nYour account has been deactivated."
        )
    )
    assert not any("deactivated" in unit.text for unit in described.units)


def test_masks() -> None:
    masked = features.mask("b0abcd1234 を 2024/05/01 までに a.b@amazon.co.jp へ https://x.jp/y 250-1234567-7654321")
    assert masked.split() == ["#asin", "を", "0", "までに", "@", "へ", "//", "#id"]


def test_the_phrasebook_covers_every_fact_in_both_languages() -> None:
    book = phrases.load()
    for fact in phrases.Fact:
        for language in ("ja", "en"):
            assert sum(phrase.fact is fact and phrase.language == language for phrase in book) >= 6


@pytest.mark.parametrize("text", ["no fact yet", "== nonsense\nx"])
def test_a_malformed_phrasebook_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"book.txt:1"):
        phrases.parse(text, "en", "book.txt")


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_message_can_be_described(text: str, subject: str) -> None:
    described = features.of(Sample(text=text, subject=subject))
    assert f"sender:{SenderKind.UNKNOWN}" in described.marks
