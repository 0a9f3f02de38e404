"""Form letters: copies are one, revisions are near, other letters are other."""

from classifiers import forms
from classifiers.forms import FormKind

LETTER = """{name} 様

出品用アカウントは閉鎖されました。残高 {amount} は留保されます。
{date}にお送りした通知をご覧ください。

アカウントを再開する方法
改善計画書と、過去365日以内に発行された請求書の写しを、本メールの受信から17日以内にお送りくださいますようお願いいたします。

ASIN: {asin}
商品名: {title}

アカウントスペシャリスト"""
REFUSAL = "慎重に検討いたしましたが、アカウントの再開のご要望には応じかねます。以後のお問い合わせには回答いたしません。"
COPIES = [
    {"name": "佐藤太郎", "amount": "¥12,345", "date": "2019年1月2日", "asin": "B07QK4ZT1M", "title": "時計"},
    {"name": "山田商店", "amount": "1,234,567円", "date": "12月12日", "asin": "B000000001, B000000002", "title": "空気入れ 黒"},
    {"name": "(株)ＡＢＣ", "amount": "￥９９９", "date": "2020/01/05", "asin": "B08LM2XW9P、B01N5R7YCD", "title": "水筒 500ml"},
]


def wrap(text: str, width: int) -> str:
    lines = (line[index : index + width] for line in text.split("\n") for index in range(0, max(1, len(line)), width))
    return "\n".join(lines)


def identity(text: str) -> str:
    form = forms.fingerprint(text)
    assert form is not None
    return form.id


def test_copies_of_one_letter_are_one_form() -> None:
    letters = [LETTER.format(**copy) for copy in COPIES]
    assert len({identity(text) for text in (*letters, *(wrap(letters[0], width) for width in (35, 38)))}) == 1


def test_english_copies() -> None:
    letter = (
        'Hello {name},\n\nWe have deactivated your selling account "{store}". Funds of {amount} are held.\n\n'
        "Regards,\nSeller Performance"
    )
    copies = (
        letter.format(name="Jo Brand", store="My Shop", amount="$1,234.50"),
        letter.format(name="Blue Heron Supply", store="Green & Co", amount="$9"),
    )
    assert len({identity(text) for text in copies}) == 1


def test_a_new_paragraph_is_a_revision() -> None:
    known = forms.fingerprint(LETTER.format(**COPIES[0]))
    revised = forms.fingerprint(LETTER.format(**COPIES[1]).replace("17日以内", "30日以内"))
    assert known is not None
    assert revised is not None
    finding = forms.match(revised, [known])
    assert finding.kind is FormKind.REVISION
    assert forms.REVISION <= finding.match.similarity < 1.0
    changed = forms.difference(known, revised)
    assert any("17日以内" in line and line.startswith("- ") for line in changed)
    assert any("30日以内" in line and line.startswith("+ ") for line in changed)


def test_another_letter_is_new() -> None:
    known, other = forms.fingerprint(LETTER.format(**COPIES[0])), forms.fingerprint(REFUSAL)
    assert known is not None
    assert other is not None
    assert forms.match(other, [known]).kind is FormKind.NEW
    assert forms.match(other, []).match.similarity == 0.0
    assert forms.match(known, [other, known]).kind is FormKind.SAME


def test_a_few_words_have_no_form() -> None:
    assert forms.fingerprint("ok") is None
    assert forms.fingerprint("") is None


def test_a_form_is_the_same_in_every_process() -> None:
    assert identity(REFUSAL) == "0d080a79682c2a4b"
