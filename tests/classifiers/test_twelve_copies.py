"""Twelve mails of one letter are one form; a changed paragraph is a revision, and told; two refusals are two."""

from itertools import islice

import pytest

from classifiers import forms
from classifiers.forms import Form, FormKind
from tests.classifiers.form_letters import FINAL, FINAL_EN, REFUSAL, REFUSAL_EN, REVISED, REVISED_EN, copies

LETTERS = {"refusal-ja": REFUSAL, "revised-ja": REVISED, "final-ja": FINAL,
           "refusal-en": REFUSAL_EN, "revised-en": REVISED_EN, "final-en": FINAL_EN}  # fmt: skip


def form(text: str) -> Form:
    found = forms.fingerprint(text)
    assert found is not None
    return found


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_twelve_copies_are_one_form(letter: str) -> None:
    texts = list(islice(copies(letter), 12))
    assert len(set(texts)) == 12
    assert len({form(text).id for text in texts}) == 1


@pytest.mark.parametrize("letter", [REFUSAL, REFUSAL_EN], ids=["ja", "en"])
def test_wraps_and_quotes_of_mailers_do_not_count(letter: str) -> None:
    text = next(copies(letter))
    width = 72 if letter.isascii() else 38
    wrapped = "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width))
    crlf = text.replace("\n", "\r\n") + "\r\n\r\n"
    assert {form(text).id, form(crlf).id} == {form(text).id}
    if not letter.isascii():
        assert form(wrapped).id == form(text).id


@pytest.mark.parametrize(
    ("known", "revised", "gone", "new"),
    [
        (REFUSAL, REVISED, "次の点について、より詳しくご説明ください。", "書類のないご説明は審査いたしません。"),
        (REFUSAL_EN, REVISED_EN, "by replying to this email", "sent by email"),
    ],
    ids=["ja", "en"],
)
def test_a_changed_paragraph_is_a_revision(known: str, revised: str, gone: str, new: str) -> None:
    first, *_, second = (*islice(copies(known), 3), list(islice(copies(revised), 5))[-1])
    finding = forms.match(form(second), [form(first), form(next(copies(FINAL)))])
    assert finding.kind is FormKind.REVISION
    assert finding.nearest == form(first)
    assert forms.REVISION <= finding.match.similarity < 1
    changes = forms.difference(form(first), form(second))
    assert any(line.startswith("- ") and gone in line for line in changes), changes
    assert any(line.startswith("+ ") and new in line for line in changes), changes
    assert all("佐藤" not in line and "B07QK4ZT1M" not in line.upper() for line in changes)


@pytest.mark.parametrize(("one", "other"), [(REFUSAL, FINAL), (REFUSAL_EN, FINAL_EN), (REFUSAL, REFUSAL_EN)])
def test_two_refusals_are_two(one: str, other: str) -> None:
    first, second = form(next(copies(one))), form(next(copies(other)))
    assert first.id != second.id
    finding = forms.match(second, [first])
    assert finding.kind is FormKind.NEW
    assert finding.match.similarity < forms.REVISION
