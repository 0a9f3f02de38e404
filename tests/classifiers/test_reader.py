"""The reader as a whole, on typical notices and on odd ones."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers import corpus, generator, reader
from classifiers.document import Document
from classifiers.labels import Act, Direction, Label
from classifiers.reader import Reader
from classifiers.sample import Sample, SenderKind, Signal

ACKNOWLEDGEMENT = (
    "【自動返信】お問い合わせを受け付けました。担当者が内容を確認し、順番にご返信いたします。"
    "それまで同じ内容を再度お送りいただく必要はございません。"
)
CLOSURE = Sample(
    subject="要ご対応:出品用アカウント一時停止のご連絡",
    text=(
        "出品者様\n\n出品者様の出品用アカウントを閉鎖いたしました。出品情報は削除されています。売上金の支払いは留保されます。\n\n"
        "アカウントの再開をご希望の場合は、17日以内に改善計画をお送りください。"
    ),
    sender_kind=SenderKind.AMAZON,
)


@pytest.fixture(scope="module")
def first() -> Reader:
    """The packaged model without the optional second opinion."""
    return Reader(reader.load().model, second=None)


def test_a_closure(first: Reader) -> None:
    reading = first.read(CLOSURE)
    assert reading.label is Label.CLOSURE_NOTICE
    assert reading.abstained is None
    assert reading.confidence > 0.5
    assert reading.alternatives[0] == (Label.CLOSURE_NOTICE.value, reading.confidence)
    assert reading.appealable
    assert reading.language == "ja"
    assert reading.form is not None
    assert reading.deadlines[0].length == 17
    assert reading.model == first.version


def test_the_reasons_are_words_of_the_message_the_strongest_first(first: Reader) -> None:
    because = first.read(CLOSURE).because
    assert 1 <= len(because) <= 3
    assert all(item.quote in CLOSURE.text or item.quote in CLOSURE.subject for item in because)
    assert [item.weight for item in because] == sorted((item.weight for item in because), reverse=True)
    assert any("閉鎖" in item.quote for item in because)


def test_the_gate_set_is_read(first: Reader) -> None:
    """Typical notices of three generations, which the model was not trained on. A floor, not a figure to boast with."""
    gate = corpus.load("gate")
    right = [first.judge(generator.plain(family)).word == family.label for family in gate]
    assert sum(right) / len(right) >= 0.9


def test_without_a_sender_the_words_still_count(first: Reader) -> None:
    gate = [family for family in corpus.load("gate") if family.direction is Direction.INCOMING]
    right = [first.judge(generator.without_sender(generator.plain(family))).word == family.label for family in gate]
    assert sum(right) / len(right) >= 0.75


@pytest.mark.parametrize(
    ("signal", "label"),
    [
        (Signal.BOUNCE, Label.NOT_AMAZON),
        (Signal.LIST, Label.NOT_AMAZON),
        (Signal.AUTO_REPLY, Label.NOT_AMAZON),
        (Signal.RELAYED, Label.OTHER_AMAZON),
    ],
)
def test_what_the_headers_prove_no_words_disprove(first: Reader, signal: Signal, label: Label) -> None:
    sample = Sample(text=CLOSURE.text, subject=CLOSURE.subject, signals=frozenset({signal}))
    reading = first.read(sample)
    assert (reading.label, reading.confidence, reading.because) == (label, 1.0, ())


@pytest.mark.parametrize("text", [ACKNOWLEDGEMENT, CLOSURE.text], ids=["receipt", "closure"])
def test_an_automatic_reply_of_amazons_is_read(first: Reader, text: str) -> None:
    """Amazon's machines answer too: a receipt that calls itself 自動返信 is one, and so is a notice."""
    marked = Sample(text=text, sender_kind=SenderKind.AMAZON, signals=frozenset({Signal.AUTO_REPLY}))
    plain = Sample(text=text, sender_kind=SenderKind.AMAZON)
    assert first.read(marked).best == first.read(plain).best != Label.NOT_AMAZON


def test_a_bounce_from_amazons_server_is_still_a_bounce(first: Reader) -> None:
    sample = Sample(text=CLOSURE.text, sender_kind=SenderKind.AMAZON, signals=frozenset({Signal.BOUNCE}))
    assert first.read(sample).label == Label.NOT_AMAZON


def test_a_condition_is_no_event(first: Reader) -> None:
    text = (
        "お送りいただいた申し立てを受け付けました。確認が終わるまでお待ちください。"
        "内容を確認できた場合は、アカウントを再開いたします。"
    )
    assert first.read(Sample(text=text, sender_kind=SenderKind.AMAZON)).best == Label.ACKNOWLEDGEMENT


NOTE = "お疲れさまです。今朝、アマゾンから下のメールが届きました。どう返事をすればよいでしょうか。ご確認をお願いします。田中"


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        *((note, kind) for note in ("", "見てください") for kind in SenderKind if kind is not SenderKind.RELAY),
        (NOTE, SenderKind.OTHER),
    ],
)
def test_a_forwarded_notice_speaks_for_itself(first: Reader, note: str, kind: SenderKind) -> None:
    """Whoever passes it on: what he is says nothing about who wrote it, and a covering note does not hide it."""
    passed = Sample(text=note, forwarded=(CLOSURE.text,), sender_kind=kind, sender_address="tanaka@shop.example")
    assert first.read(passed).best == Label.CLOSURE_NOTICE


def test_who_passes_a_notice_on_does_not_change_what_it_says(first: Reader) -> None:
    kinds = (SenderKind.UNKNOWN, SenderKind.OTHER)
    unknown, known = (Sample(text="", forwarded=(CLOSURE.text,), sender_kind=kind) for kind in kinds)
    assert replace(first.read(known), model="") == replace(first.read(unknown), model="")


def test_a_long_text_with_something_forwarded_below_speaks_itself(first: Reader) -> None:
    text = "来月の請求についてご連絡いたします。" * 20
    document = Document.of(Sample(text=text, forwarded=(CLOSURE.text * 9,), sender_kind=SenderKind.OTHER))
    assert not document.passed_on
    assert document.sender_kind is SenderKind.OTHER


def test_nothing_to_read(first: Reader) -> None:
    reading = first.read(Sample(text="", sender_kind=SenderKind.AMAZON))
    assert (reading.label, reading.abstained) == (None, "empty")
    assert reading.best is not None


def test_a_language_it_never_learned(first: Reader) -> None:
    text = (
        "Ihr Verkäuferkonto wurde deaktiviert. Bitte senden Sie uns die Rechnungen der letzten 365 Tage und einen Maßnahmenplan."
    )
    reading = first.read(Sample(text=text, sender_kind=SenderKind.AMAZON))
    assert (reading.label, reading.abstained, reading.language) == (None, "language", "de")


def test_outgoing_mail_has_an_act_and_no_label(first: Reader) -> None:
    text = (
        "改善計画をお送りします。原因は検品の不足でした。再発防止策として二名で確認します。アカウントの再開をお願いいたします。"
    )
    reading = first.read(Sample(text=text, direction=Direction.OUTGOING))
    assert reading.label is None
    assert reading.act is Act.APPEAL
    assert reading.form is None
    assert reading.secondary == reading.tracks == reading.deadlines == ()


def test_noise_demands_nothing(first: Reader) -> None:
    text = (
        "アカウント停止でお困りの方へ。無料相談受付中です。17日以内に請求書の写しをお送りいただければ、"
        "改善計画書を作成いたします。配信停止はこちら"
    )
    reading = first.read(Sample(text=text, subject="【無料】停止からの復活", sender_kind=SenderKind.OTHER))
    assert reading.label is Label.NOT_AMAZON
    assert reading.demands == reading.deadlines == reading.channels == ()
    assert reading.appealable is None


def test_threads_share_a_reader(first: Reader) -> None:
    samples = [generator.plain(family) for family in corpus.load("gate")]
    alone = [first.judge(sample) for sample in samples]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(first.judge, samples)) == alone


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from(list(SenderKind)), st.sampled_from(list(Direction)))
def test_any_message_is_read(text: str, subject: str, kind: SenderKind, direction: Direction) -> None:
    found = Reader(reader.load().model, second=None).read(
        Sample(text=text, subject=subject, sender_kind=kind, direction=direction)
    )
    assert 0.0 <= found.confidence <= 1.0
    assert (found.label is None and found.act is None) == (found.abstained is not None)


def test_who_wrote_it_changes_the_verdict_and_not_the_label(first: Reader) -> None:
    posing = generator.posing(CLOSURE)
    assert first.read(posing).best == Label.CLOSURE_NOTICE


def test_a_signature_is_no_reason_where_sentences_are() -> None:
    text = "出品者様\n\nお客様の出品用アカウントは停止されました。\n\nAmazon.co.jp 出品者パフォーマンスチーム\n"
    quotes = [item.quote for item in reader.load().read(Sample(text=text, subject="ご連絡")).because]
    assert "お客様の出品用アカウントは停止されました。" in quotes
    assert not {"出品者様", "Amazon.co.jp 出品者パフォーマンスチーム"} & set(quotes)
