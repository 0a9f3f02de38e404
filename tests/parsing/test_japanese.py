"""Every row of what mail libraries get wrong in Japanese mail, and a few that they get right."""

import base64
import quopri

import pytest

from tests.parsing.mail import build, cp50221, letter, multipart, parsed, part

PLAIN = "出品者様\n出品用アカウントを停止しました。審査の結果です。"
VENDOR = "髙﨑①㈱様\nアカウントを停止しました。ｶﾀｶﾅと～と℡。"


def _sent(text: str, codec: str, encoding: str | None, label: str | None, kind: str = "plain") -> bytes:
    data = cp50221(text) if codec == "cp50221" else text.encode(codec)
    if kind == "html":
        data = b"<html><body><p>" + data.replace(b"\n", b"<br>") + b"</p></body></html>"
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data)
    content_type = None if label is None and kind == "plain" else f"text/{kind}" + (f"; charset={label}" if label else "")
    more = [("Content-Transfer-Encoding", encoding)] if encoding else []
    return letter(data, content_type, *more)


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable", None])
@pytest.mark.parametrize(
    ("codec", "label"), [("utf-8", "utf-8"), ("euc_jp", "EUC-JP"), ("cp932", "cp932"), ("cp932", "Shift_JIS")]
)
def test_plain_japanese_in_every_charset(codec: str, label: str, encoding: str | None, kind: str) -> None:
    assert parsed(_sent(PLAIN, codec, encoding, label, kind)).text == PLAIN


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize("encoding", ["7bit", "8bit", "base64", "quoted-printable", None])
def test_fm47_iso_2022_jp_is_text_not_escape_sequences(encoding: str | None, kind: str) -> None:
    assert parsed(_sent(PLAIN, "iso2022_jp", encoding, "ISO-2022-JP", kind)).text == PLAIN


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize("encoding", ["7bit", "base64", None])
@pytest.mark.parametrize("label", ["iso-2022-jp", "iso-2022-jp-ms", "cp50221", "utf-8", "us-ascii", "unknown", None])
def test_fm48_vendor_characters_in_iso_2022_jp(label: str | None, encoding: str | None, kind: str) -> None:
    assert parsed(_sent(VENDOR, "cp50221", encoding, label, kind)).text == VENDOR


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize("label", ["iso-2022-jp", "shift_jis", "euc-jp", "iso-8859-1", "us-ascii", "windows-1252"])
def test_fm49_label_lies_and_body_is_utf_8(label: str, kind: str) -> None:
    assert parsed(_sent(VENDOR, "utf-8", "8bit", label, kind)).text == VENDOR


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize(
    "label", ["shift_jis", "Shift_JIS", "x-sjis", "Windows-31J", "cp932", "MS932", "utf-8", "euc-jp", "us-ascii"]
)
def test_fm50_vendor_characters_of_cp932_keep_the_body(label: str, kind: str) -> None:
    assert parsed(_sent(VENDOR, "cp932", "8bit", label, kind)).text == VENDOR


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize("label", ["unknown", "x-unknown", "default", '""', "utf-8-mac", "rot13", "undefined", "a" * 500, "\x00"])
def test_fm51_unknown_charset_is_no_error(label: str, encoding: str) -> None:
    assert parsed(_sent(PLAIN, "utf-8", encoding, label)).text == PLAIN


def test_fm52_backslashes_in_the_body() -> None:
    body = "path C:\\Users\\new \\u3042 \\x00 \\N{DASH} %s {0} 円￥"
    assert parsed(letter(body)).text == body


@pytest.mark.parametrize(("codec", "label"), [("cp932", None), ("euc_jp", None), ("iso2022_jp", None), ("utf-8", None)])
def test_no_label_at_all(codec: str, label: None) -> None:
    assert parsed(_sent(PLAIN, codec, "8bit", label)).text == PLAIN


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "utf-8"])
def test_html_names_its_charset_only_in_a_meta_element(codec: str) -> None:
    name = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP", "utf-8": "utf-8"}[codec]
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={name}"></head><body>{PLAIN}</body></html>'
    assert parsed(letter(page.encode(codec), "text/html")).text == PLAIN.replace("\n", " ")


def test_html_in_shift_jis_without_any_charset() -> None:
    assert parsed(letter(f"<p>{VENDOR}</p>".encode("cp932"), "text/html")).text == VENDOR.replace("\n", " ")


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "iso2022_jp"])
def test_plain_and_html_together_prefer_the_plain_text(codec: str) -> None:
    label = "ISO-2022-JP" if codec == "iso2022_jp" else codec
    kind, body = multipart(
        "alternative",
        part(f"text/plain; charset={label}", PLAIN.encode(codec)),
        part(f"text/html; charset={label}", f"<p>{PLAIN}</p>".encode(codec)),
    )
    assert parsed(letter(body, kind)).text == PLAIN


def test_half_width_katakana_as_naked_bytes_in_iso_2022_jp() -> None:
    assert parsed(letter(b"\x1b$B$3\x1b(B \xb1\xb2\xb3", "text/plain; charset=iso-2022-jp")).text == "こ ｱｲｳ"


def test_jis_x_0212_and_0213_characters() -> None:
    supplementary = "丂".encode("iso2022_jp_ext")
    assert parsed(letter(supplementary, "text/plain; charset=iso-2022-jp-1")).text == "丂"
    assert parsed(letter("俱".encode("iso2022_jp_2004"), "text/plain; charset=iso-2022-jp-2004")).text == "俱"


def test_a_line_that_forgets_to_return_to_ascii() -> None:
    body = b"\x1b$B=PIJ<T\nplain line \x1b$B-!\x1b(B"
    assert parsed(letter(body, "text/plain; charset=iso-2022-jp")).text == "出品者\nplain line ①"


def test_german_and_french_in_latin_1_are_not_taken_for_japanese() -> None:
    for text in (
        "Ihr Verkäuferkonto wurde gesperrt. Bitte prüfen Sie über Größe.",
        "Votre compte a été suspendu à cause de l'été.",
    ):
        assert parsed(letter(text.encode("latin-1"), "text/plain; charset=iso-8859-1")).text == text
        assert parsed(letter(text.encode("latin-1"), None)).text == text


def test_windows_1252_quotes() -> None:
    text = "Amazon’s “final” decision – no"
    assert parsed(letter(text.encode("cp1252"), "text/plain; charset=iso-8859-1")).text == text


def test_a_few_broken_bytes_do_not_destroy_the_rest() -> None:
    data = PLAIN.encode() + b"\xff\xfe" + "残り".encode()
    text = parsed(letter(data)).text
    assert text.startswith(PLAIN)
    assert text.endswith("残り")


def test_utf_16_and_byte_order_marks() -> None:
    assert parsed(letter(PLAIN.encode("utf-8-sig"))).text == PLAIN
    encoded = base64.encodebytes(PLAIN.encode("utf-16"))
    assert parsed(letter(encoded, "text/plain; charset=utf-16", ("Content-Transfer-Encoding", "base64"))).text == PLAIN


def test_labelled_base64_but_sent_as_it_is() -> None:
    content = letter("ご担当者様\n閉鎖しました。", "text/plain; charset=utf-8", ("Content-Transfer-Encoding", "base64"))
    assert parsed(content).text == "ご担当者様\n閉鎖しました。"


def test_nul_bytes_do_not_reach_the_text() -> None:
    assert parsed(letter(b"a\x00b")).text == "a\ufffdb"
    assert "\x00" not in parsed(build(("From", "a@b.jp"), ("Subject", b"x\x00y"), body="z")).subject
