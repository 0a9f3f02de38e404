"""Form letters: one fingerprint for all mails of one letter, whatever names, dates, identifiers, wraps and charset they carry."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from classifiers.document import Document
from classifiers.known_forms import REVISION, Form, FormFinding, FormKind, difference, match, similar, skeleton
from classifiers.lines import Line, Role
from classifiers.normalise import JAPANESE, Folded
from classifiers.sample import Sample

__all__ = ["REVISION", "Form", "FormFinding", "FormKind", "difference", "fingerprint", "mask", "match", "similar"]

_SHORTEST: Final = 12
"""Characters of skeleton below which a text has no form."""

_MASKS: Final = (
    re.compile(r"\{\{\w+\}\}"),
    re.compile(r"(?:https?://|www\.)\S+|^[\w.?=&%#-]*[/.][\w./?=&%#-]*$", re.ASCII),
    re.compile(r"(?<![a-z0-9.+_-])[a-z0-9][a-z0-9.+_-]{0,63}@[a-z0-9.-]{1,80}\.[a-z]{2,18}"),
    re.compile(
        r"(?<![a-z0-9])(?:b0[0-9a-z*#]{7,8}|fba[0-9a-z]{8,10}|[a-z]?\d{9,}[\dx]?|\d{3}-\d{7}-\d{7}"
        r"|[psd]\d{2}-\d{7}-\d{7})(?![a-z0-9])"
    ),
    re.compile(
        r"(?:(?:(?:令和|平成)?\d{1,4}|令和元|平成元)年)?\d{1,2}月\d{1,2}日(?:\([月火水木金土日]\))?"
        r"|(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)"
        r"|\b\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
        r"|dec)[a-z]*\.?,?(?:\s\d{4})?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
        r"|dec)[a-z]*\.?\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?\b"
    ),
    re.compile(
        r"(?:us\$|[¥$£€]|\b(?:jpy|usd|gbp|eur)\s)\s?-?[\d,.]+(?:万[\d,]*)?円?|[\d,.]+(?:万[\d,]*)?\s?(?:円|€"
        r"|ドル|usd|jpy|eur|gbp)"
    ),
    re.compile(r"\"[^\"\n]{1,60}\"|『[^』\n]{1,60}』"),
    re.compile(r"\d{1,2}:\d{2}(?::\d{2})?"),
    re.compile(r"(?<![a-z])[a-z]{2,}(?:[-+&][a-z]{2,})+(?![a-z])"),
    re.compile(r"\+?\d[\d()-]{8,}\d"),
)
_NAME_LINE: Final = re.compile(
    r"^\s*(?:dear|hello|hi|greetings|good \w+)\b[^\n]*|^[^\n。]{1,40}?(?:様|殿|御中|さん)\s?[、,]?\s*$", re.MULTILINE
)
_INLINE_NAME: Final = re.compile(
    r"(?<![^\s、。(「])[^\s。、:「」()<>のをはがにで]{1,20}\s?様(?=の|が|に|は|へ|より|、|。)|(?<=「)[^」]{1,40}(?=」)"
)
_IDENTIFIER_LINE: Final = re.compile(
    r"\s*(?:[-*•・]\s*)?(?:(?:対象)?asin[s]?|商品名|タイトル|title|商品|items?|listings?|苦情id|complaint id"
    r"|brand|rights owner|権利者)\s?[^:\n]{0,12}:[^\n]*"
)
_SPACE: Final = re.compile(r"[\s\u3000]+")
_LIST_OF_MASKS: Final = re.compile(
    r"#(?:\s?(?:[,、・/&|+-]|\b(?:and|for|of|de)\b|と|および)?\s?(?:#|(?:size )?\d[\d./]*\s?(?:ml|cm|mm|kg"
    r"|pack|個|本組|m|g|l)\b|size \d+))+"
)
_POSITION: Final = re.compile(r"[-=_*・•.~]{2,}")


def fingerprint(source: Sample | str | Document) -> Form | None:
    """Return the form of a letter, or None for a text with no more than a few words of its own."""
    document = Document.of(source)
    lines = tuple(_masked_lines(document))
    bones = skeleton(lines)
    if len(bones) < _SHORTEST:
        return None
    return Form(id=hashlib.sha256(bones.encode("utf-8")).hexdigest()[:16], lines=lines)


def _masked_lines(document: Document) -> list[str]:
    names = _greeted(document)
    found: list[str] = []
    for line in document.lines[: _body_end(document.lines)]:
        if line.role is Role.BLANK or len(found) >= _MOST:
            continue
        text = mask(_without_capitals(line, document.folded, names))
        for sentence in _SENTENCE.split(_POSITION.sub("", _SPACE.sub(" ", text))):
            stripped = sentence.strip(_EDGE)
            if _LETTER.search(stripped) and not (found and found[-1] == stripped):
                found.append(stripped)
    return found


def _body_end(lines: Sequence[Line]) -> int:
    """Where the block of names under a letter begins: short lines that are no sentence, behind the last one that is."""
    end = len(lines)
    while end and (lines[end - 1].role is Role.BLANK or _signs(lines[end - 1])):
        end -= 1
    return end or len(lines)


def _signs(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= _SIGNATURE and line.role not in {Role.ITEM, Role.FIELD} and not _SENTENCE_END.search(text)


_SIGNATURE: Final = 40
_SENTENCE_END: Final = re.compile(r"(?:[。!?:;]|(?<=[a-z)]{3})\.|です|ます|ません|ください|した)$")
_LONGEST_LINE: Final = 1500
_MOST: Final = 400
"""Lines of a letter that count; longer mail is a digest or a thread."""
_LETTER: Final = re.compile(r"[^\W\d_]{2}")
_EDGE: Final = " ・-*•#,.、:()\"'>"
_SENTENCE: Final = re.compile(r"(?<=[。!?])|(?<=[a-z)#]\.)\s")
_LATIN_WORD: Final = re.compile(r"[a-z][\w'&+-]*(?:\.(?=\w)[\w'&+-]+)*", re.ASCII)
_NO_NAMES: Final = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr"
    r"|jun|jul|aug|sept?"
    r"|oct|nov|dec|jpy|usd|gbp|eur|cad|aud|us)$"
)
"""Words with a capital that dates and sums need."""


def _greeted(document: Document) -> tuple[str, ...]:
    """The name in the salutation: it may stand in the text again."""
    for line in document.lines:
        if line.role is Role.GREETING:
            name = _SALUTATION.sub("", line.text).strip(" ,、:.")
            return (name,) if len(name) >= 2 else ()
    return ()


_SALUTATION: Final = re.compile(
    r"^\s*(?:dear|hello|hi|greetings|good \w+)\b|\s?(?:ご?担当者)?\s?(?:様|さま|殿|御中|さん)\s?[、,]?\s*$"
)


def _without_capitals(line: Line, folded: Folded, names: tuple[str, ...]) -> str:
    """Mask what was written with a capital letter: the names of people, shops and brands cannot be known otherwise.

    Words of the letter itself go with them, but the same ones in every copy.
    """
    text = line.text[:_LONGEST_LINE]
    for name in names:
        text = text.replace(name, "#" * len(name))
    if not _LATIN_WORD.search(text):
        return text
    pieces: list[str] = []
    position = 0
    for word in _LATIN_WORD.finditer(text):
        written = folded.original[folded.offsets[line.start + word.start()]]
        if written.isupper() and not (
            _NO_NAMES.match(word.group()) or _IDENTIFIER.match(word.group()) or _opens_sentence(text, word)
        ):
            pieces.append(text[position : word.start()] + "#")
            position = word.end()
    return "".join((*pieces, text[position:]))


def _opens_sentence(text: str, word: re.Match[str]) -> bool:
    """A word that no name begins with, at the start of a sentence: kept, so that what changed can be read."""
    before = text[: word.start()].rstrip()
    return (not before or before[-1] in ".!?:-*>") and _OPENING_WORDS.fullmatch(word.group()) is not None


_OPENING_WORDS: Final = re.compile(
    r"you|your|we|our|this|these|those|it|if|to|in|for|from|please|thank|thanks|when|once|after|before|unless|until|as|at|how"
    r"|what|why|because|however|since|such|there|no|not|do|any|all|only|and|or|but|with|within|send|submit|upload|provide"
)
_IDENTIFIER: Final = re.compile(r"b0[0-9a-z*#]{7,8}$|fba\d|asins?$")


@lru_cache(maxsize=4_096)
def mask(text: str) -> str:
    """Replace in a folded text what differs from copy to copy (names, dates, identifiers, sums) by ``#``."""
    if _IDENTIFIER_LINE.fullmatch(text) or (_ASIN.search(text) and len(text) <= _SHORT_LINE and not _STATES.search(text)):
        return "#"
    text = _NAME_LINE.sub("#", text)
    japanese = len(JAPANESE.findall(text))
    if japanese * 3 < len(text) and len(_LATIN_WORD.findall(text)) >= 3:
        text = _JAPANESE_RUN.sub("#", text)
    for pattern in _MASKS:
        text = pattern.sub("#", text)
    if japanese:
        text = _SHOP.sub(_shop, _COMPANY.sub("#", text))
        text = _KATAKANA.sub(_foreign, text)
        text = _HONORIFIC.sub("#", text)
        text = _SET_OFF.sub("#", _INLINE_NAME.sub("#", text))
    text = _PRODUCT.sub("#", _SPACE.sub(" ", text))
    return _AFTER_MASK.sub("#", _LIST_OF_MASKS.sub("#", text)).strip()


def _foreign(match: re.Match[str]) -> str:
    """A brand in katakana cannot be told from another but by the words that letters use."""
    return match.group() if _LETTER_WORDS.match(match.group()) else "#"


_KATAKANA: Final = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}")
_LETTER_WORDS: Final = re.compile(
    r"アカウント|アップロード|アピール|アマゾン|イーメール|インボイス|ウェブ|エラー|オンライン|カスタマー|カタログ|キャンセル|クリック|グループ|ケース|コピー|コード|コンディション"
    r"|サイト|サイン|サプライ|サポート|サービス|システム|スケジュール|スコア|ステータス|ストア$|スペシャリスト|セラー|セントラル|センター|ソリューション|ダッシュボード|ダウンロード|チーム"
    r"|チャージ|テクニカル|データ|デポジット|ディス|ドキュメント|ナビ|パスポート|パスワード|パフォーマンス|パートナー|ビジネス|ビデオ|ファイル|フィードバック|フォーム|フルフィルメント|ブランド"
    r"|プライバシー|プラン|プログラム|ヘルス|ヘルプ|ページ|ペイメント|ボタン|ポリシー|マーケットプレイス|マイナンバー|メッセージ|メニュー|メール|ライセンス|リスト|リクエスト|リンク|レシート|レビュー|レポート|ログイン"
)
_COMPANY: Final = re.compile(
    r"(?:株式会社|有限会社|合同会社|\(株\)|\(有\))[^\s、。「」()#:]{1,10}?(?=[にはがをと様、。」:#]|\s|$|から|より|さま|御中|の(?!で))"
)
_HONORIFIC: Final = re.compile(r"#\s?(?:様|さん|さま|殿|御中)")


def _shop(match: re.Match[str]) -> str:
    """The name of a shop ends like one; 小売店, 販売店 and 貴店 are words of letters."""
    return match.group() if _NO_SHOP.search(match.group()) else "#"


_SHOP: Final = re.compile(
    r"(?:(?<=[、。「」(:\s#/のはがをにで])|^)(?:株式会社|有限会社|合同会社|\(株\)|\(有\))?[^\s、。「」()#:/のはがをに]{1,8}(?:の(?=で堂|里))?(?:で)?"
    r"(?:商店|商会|商事|物産|文具店|雑貨店|本舗|ストアー?|ショップ|堂|屋|店|株式会社)(?=[にのはがをでと様へも、。」:#]|\s|$|から|より|さま|御中|アカウント)"
)
_NO_SHOP: Final = re.compile(
    r"小売|代理店|販売店|専門店|[貴御量当各弊来]店|卸|出店|書店?$|店舗|取扱店|アプリ|特約|直営|加盟|閉店|開店"
)
_AFTER_MASK: Final = re.compile(
    r"#(?:\s?(?:\(\s?[\d#./]*\s?\w{0,6}\s?\)|\d{1,3}/\d{1,3}(?!\d)"
    r"|\d{1,4}(?=\s*(?:[.,;:)、。」]|$|は|が|の|を|に|で|と|様|(?:and|ends?|is|was|has|to|in|belongs|cannot)\b))))+"
)
"""What product and shop names trail behind a masked part: "(3 pack)", "1/7", "GOODS 88"."""


_SHORT_LINE: Final = 80
_ASIN: Final = re.compile(r"(?<![a-z0-9])b0[0-9a-z*#]{8}(?![a-z0-9])")
_STATES: Final = re.compile(
    r"[。.!?]\s*$|です|ます|ません|ください|\b(?:is|are|was|were|we|you|your|please|has|have|been|will)\b"
)
"""A line with an ASIN that states nothing names goods; it is no part of the letter."""
_JAPANESE_RUN: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{2,}")
_PRODUCT: Final = re.compile(r"(?:(?<=[:、。は])|^)\s?[^、。:は#]{2,40}(?=\s?\((?:asin)?[:\s]*#)")
_SET_OFF: Final = re.compile(r"(?<![^\s、。「(])[^\s、。「」()#]{1,30}(?= (?:の|は|が|に|を|様|さん|で|と|について))")
"""A word set off by a blank, as letters set a shop's name: みどり商店 のアカウント."""
