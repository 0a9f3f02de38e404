"""One letter is one form: other signers, shops, dates, ids and wraps over all families of the corpus and the demo."""

import time
from collections import defaultdict
from email import message_from_bytes
from email.policy import default
from random import Random

from classifiers import corpus, fictions, forms, generator
from classifiers.labels import ACCOUNT_HEALTH, Label
from mailbot.demo import story

ONE_FORM = 0.92
REFUSAL = """{store} 様

十分な情報が含まれておりませんでした。そのため、現時点で出品を再開することはできません。

-- 問題が発生した根本的な原因
-- 今後同じ問題を発生させないための対策

ケースID: {case}

{signer}
アカウントスペシャリスト
Amazon.co.jp"""


def identity(text: str) -> str:
    form = forms.fingerprint(text)
    assert form is not None
    return form.id


def test_random_fillings_of_a_family_are_one_form() -> None:
    families = [family for family in corpus.load() if isinstance(family.label, Label) and family.label in ACCOUNT_HEALTH]
    owners: defaultdict[str, set[str]] = defaultdict(set)
    single = 0
    for family in families:
        ids = set()
        for number in range(3):
            words = generator._filled(family, fictions.of(Random(f"{number}:{family.id}"), family.language))
            form = forms.fingerprint(generator._sample(family, words))
            ids.add(form.id if form is not None else "")
        single += len(ids) == 1
        for found in ids - {""}:
            owners[found].add(family.id)
    assert single >= ONE_FORM * len(families)
    assert [owned for owned in owners.values() if len(owned) > 1] == []


def test_signers_shops_and_case_ids_do_not_count() -> None:
    copies = [
        REFUSAL.format(store=store, case=case, signer=signer)
        for store, case, signer in (
            ("みなと商店", "5127713029", "山根"),
            ("汐見 健一", "5131180954", "堀"),
            ("出品者", "77", "今井"),
        )
    ]
    assert len({identity(text) for text in copies}) == 1


def test_the_template_of_the_demo_is_one_form() -> None:
    ids = set()
    for mail in story.mails("minato"):
        if mail.name in {"form-1", "form-3", "form-4", "form-5", "form-6"}:
            body = message_from_bytes(mail.content, policy=default).get_body(("plain",))
            if body is not None:
                ids.add(identity(body.get_content()))
        if mail.name == "refusal-final":
            other = message_from_bytes(mail.content, policy=default).get_body(("plain",))
            assert other is not None
            refusal = identity(other.get_content())
    assert len(ids) == 1
    assert refusal not in ids


def test_a_latin_name_in_japanese_takes_no_words_with_it() -> None:
    first = forms.fingerprint("改変された領収書を提出したため、Hokuto Shopの販売権限を剥奪しました。")
    assert first is not None
    assert any("販売権限を剥奪しました" in line for line in first.lines)


def test_a_very_long_line_costs_little() -> None:
    begun = time.perf_counter()
    forms.fingerprint("あ" * 30_000)
    assert time.perf_counter() - begun < 0.3
