"""Bytes of a text part or header to text, whatever the label says.

Japanese mail lies about its charset in a dozen ways: ISO-2022-JP with the vendor characters ①㈱髙 (cp50221), Shift_JIS
with the same (cp932), ``unknown``, no label at all, a label left over from a template. The label is the first witness,
never the judge. Pure; linear in the input; nothing raises.
"""

import codecs
import re
from typing import Final

from mailbot.parsing import jis

_JAPANESE: Final = ("cp932", "euc_jp")
_SINGLE_BYTE: Final = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252", "latin-1"})
"""Codecs that decode nearly any bytes, so their success proves nothing."""
_TEXT_CODECS: Final = frozenset(
    """ascii utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-7 cp932 shift_jis shift_jis_2004 shift_jisx0213 euc_jp
    euc_jis_2004 euc_jisx0213 gb2312 gbk gb18030 hz big5 big5hkscs euc_kr cp949 johab iso2022_kr koi8-r koi8-u cp1250 cp1251
    cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp850 cp866 cp874 tis-620 mac-roman iso8859-1 iso8859-2 iso8859-3
    iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15
    iso8859-16""".split()  # noqa: SIM905 - a word list is read as words
)
_NAMES: Final = {
    "shift-jis": "cp932", "shiftjis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "s-jis": "cp932", "ms-kanji": "cp932",
    "windows-31j": "cp932", "cswindows31j": "cp932", "ms932": "cp932", "cp932": "cp932", "cp943": "cp932", "ms-932": "cp932",
    "csshiftjis": "cp932", "shift-jis-2004": "shift_jis_2004", "shift-jisx0213": "shift_jisx0213",
    "euc-jp": "euc_jp", "x-euc-jp": "euc_jp", "eucjp": "euc_jp", "eucjp-ms": "euc_jp", "cp51932": "euc_jp",
    "cp65001": "utf-8", "utf8": "utf-8", "x-unicode-2-0-utf-8": "utf-8",
}  # fmt: skip
_LABEL: Final = re.compile(r"[a-z0-9][a-z0-9._:+-]{0,39}\Z")
_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([a-zA-Z0-9._:-]{1,40})", re.IGNORECASE)
_XML: Final = re.compile(rb"<\?xml[^>]{0,80}?encoding=[\"']([a-zA-Z0-9._:-]{1,40})", re.IGNORECASE)

_SAMPLE: Final = 4_000
_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HALF_KANA: Final = re.compile("[\uff61-\uff9f]")
_KANJI_IN_WORD: Final = re.compile("[A-Za-z][\u4e00-\u9fff]|[\u4e00-\u9fff][A-Za-z]")
_WRONG: Final = re.compile("[\ufffd\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ue000-\uf8ff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def decode(data: bytes, label: str | None = None, hint: str | None = None) -> str:
    """Return the text of ``data``: by content, by ``label``, by ``hint`` (an HTML meta charset), in that order of proof.

    Bytes that no reading explains become U+FFFD; NUL and lone surrogates do too, so that the text fits every sink.
    """
    return _storable(_decode(data, label, hint))


def meta_charset(data: bytes) -> str | None:
    """Return the charset that an HTML document names for itself in its first two kilobytes."""
    match = _META.search(data, 0, 2_048) or _XML.search(data, 0, 256)
    return match[1].decode("ascii").lower() if match else None


def codec(label: str | None) -> str | None:
    """Return Python's text codec of a charset label, ``jis`` for the ISO-2022-JP family, None where there is none."""
    name = (label or "").strip().strip("\"'").lower().replace("_", "-")
    if not _LABEL.match(name):
        return None
    if jis.is_label(name):
        return "jis"
    if name in _NAMES:
        return _NAMES[name]
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if found in _TEXT_CODECS else None


def _decode(data: bytes, label: str | None, hint: str | None) -> str:
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-16", "replace")
    named = codec(label)
    if named in ("utf-7", "hz", "iso2022_kr", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        text = _strict(data, named)
        if text is not None and (data.isascii() or named.startswith("utf-")):
            return text
    if jis.has_escapes(data):
        return jis.decode(data)
    if data.isascii():
        return data.decode("ascii")
    return _by_candidates(data, named, codec(hint))


def _by_candidates(data: bytes, named: str | None, hinted: str | None) -> str:
    unicode = _strict(data, "utf-8")
    believed = named is not None and named not in _SINGLE_BYTE and named != "jis"
    if unicode is not None and (not believed or named == "utf-8"):
        return unicode
    if believed and named is not None and unicode is None:
        text = _strict(data, named)
        if text is not None and _penalty(text) < 0.05:
            return text
    names = dict.fromkeys(name for name in (named, hinted, "utf-8", *_JAPANESE, "cp1252") if name and name != "ascii")
    readings = [_lenient(data, name) for name in names]
    return min(readings, key=_penalty)


def _penalty(text: str) -> float:
    """Return how unlikely a reading is: below zero for plausible Japanese, zero for plain text, above for debris."""
    sample = text[:_SAMPLE]
    foreign = max(1, sum(1 for char in sample if char > "\x7f"))
    wrong, half = len(_WRONG.findall(sample)), len(_HALF_KANA.findall(sample))
    kana = len(_KANA.findall(sample))
    # Latin letters with accents read as Shift_JIS become lone kanji inside words: no Japanese is written without kana.
    odd = 0 if kana else len(_KANJI_IN_WORD.findall(sample))
    return (3 * wrong + 0.8 * half + 0.6 * odd - 0.5 * kana) / foreign


def _strict(data: bytes, name: str) -> str | None:
    if name == "euc_jp":
        return jis.decode_euc(data, "strict")
    try:
        return data.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


def _lenient(data: bytes, name: str) -> str:
    if name == "jis":
        return jis.decode(data)
    if name == "euc_jp":
        return jis.decode_euc(data, "replace") or ""
    text = _strict(data, name)
    if text is None and name == "cp932":
        text = _strict(data, "shift_jis_2004")
    if text is not None:
        return text
    try:
        return data.decode(name, "replace")
    except (UnicodeError, LookupError, ValueError):
        return data.decode("ascii", "replace")


def _storable(text: str) -> str:
    text = text.replace("\x00", "\ufffd")
    return _SURROGATE.sub("\ufffd", text)
