"""Content that speaks for a lure. Codes, never a verdict: authenticity is decided elsewhere, from signatures."""

import re
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from classifiers import durations
from classifiers.document import Document
from classifiers.labels import Unit
from classifiers.normalise import LIMIT, fold_line
from classifiers.sample import Sample

_LOGIN: Final = re.compile(
    r"(?:ログイン|サインイン|パスワード)[^。\n]{0,40}(?:ください|下さい|確認|更新|再設定|変更|必要)|(?:下記"
    r"|以下|こちら|次)の?(?:リンク|url|ボタン)[^。\n]{0,30}(?:ログイン|サインイン|確認|更新|アクセス)"
    r"|アカウント(?:情報)?を?(?:確認|更新|認証)(?:する|してください|いただ)[^。\n]{0,20}(?:リンク|ボタン"
    r"|クリック|ログイン|こちら)|今すぐ(?:確認|更新|ログイン|認証)"
    r"|\b(?:log ?in|sign ?in|login|signin)\b[^.\n]{0,40}\b(?:to (?:verify|confirm|update|restore|unlock|keep"
    r"|avoid|review|claim|secure)|now|here|below|immediately|within)|\b(?:click|tap|follow"
    r"|use)\b[^.\n]{0,40}\b(?:link|button|here|below)\b[^.\n]{0,60}\b(?:log ?in|sign ?in|verify|confirm|update"
    r"|unlock|password)|\bverify (?:your )?(?:account|identity|login|sign-?in)\b[^.\n]{0,20}\b(?:now|here|link"
    r"|below)|\b(?:confirm|enter|update|reset) your (?:password|log-?in|sign-?in|credentials)"
)
_CARD: Final = re.compile(
    r"(?:クレジットカード|カード)(?:番号|情報|の?(?:有効期限|セキュリティ))[^。\n]{0,30}(?:入力|更新|確認|登録"
    r"|ご提供|変更)|セキュリティコード|暗証番号|(?:お支払い|支払い?)方法[^。\n]{0,24}(?:更新|確認|変更|再登録"
    r"|登録)|(?:口座|銀行)[^。\n]{0,14}(?:パスワード|暗証)|新しいカード|マイナンバー[^。\n]{0,12}入力"
    r"|ワンタイム"
    r"|\b(?:card (?:number|details|information)|cvv|cvc|security code|\bpin\b|expiry date|credit card"
    r"|debit card)[^.\n]{0,50}\b(?:enter|confirm|update|provide|verify|again|expired|below)|\b(?:enter|confirm"
    r"|update|provide|verify)\b[^.\n]{0,40}\b(?:card (?:number|details)|credit card|cvv|\bpin\b"
    r"|banking password|online banking|bank (?:login|password|details)|payment (?:method|details|information)"
    r"|social security)"
)
_CALLBACK: Final = re.compile(
    r"(?:至急|今すぐ|すぐに|直ちに|心当たり)[^。\n]{0,40}(?:お?電話|発信|番号)|(?:\bcall|\bphone|\bdial"
    r"|\bcontact)\b[^.\n]{0,50}(?:toll|\+?1?[\s(.-]{0,2}8(?:00|33|44|55|66|77|88)[\s).-]|helpline|hotline"
    r"|support number|immediately)"
)
_MONEY_READY: Final = re.compile(
    r"(?:売上金|資金|お支払い|返金|払い戻し|ポイント|還元|当選|ギフト)[^。\n]{0,40}(?:準備が(?:でき|整)"
    r"|受け取(?:る|り|って)[^。\n]{0,20}(?:クリック|こちら|確認|ログイン|リンク)|受取口座を?(?:確認|登録)"
    r"|お受け取り(?:ください|になれ))"
    r"|\b(?:payout|payment|funds?|refund|disbursement|money|balance|voucher|gift card|reward|bonus"
    r"|prize)\b[^.\n]{0,60}\b(?:ready|waiting|pending release|approved for release|available for (?:release"
    r"|payout)|claim (?:it|your|now)|confirm (?:your|the) (?:bank|account|details|receiving))"
)
_AMAZON_WORD: Final = re.compile(r"amazon|アマゾン")
_GENUINE_HOST: Final = re.compile(
    r"(?:^|\.)(?:amazon\.(?:com|co\.jp|jp|co\.uk|de|fr|it|es|ca|nl|se|pl|ie|in|sg|ae|sa|eg|cn|com\.(?:au|br|mx"
    r"|tr|be|sg))|amazonsellerservices\.com|amazonpay\.com|media-amazon\.com|ssl-images-amazon\.com"
    r"|amazonaws\.com|amzn\.(?:to|com|asia)|awstrack\.me|aboutamazon\.com|amazon-adsystem\.com"
    r"|amazonbusiness\.\w+|amazontrust\.com)$"
)
_BRAND_HOST: Final = re.compile(r"amaz[o0]n|amzn|arnazon|amazom|amazn|anazon|amazo[nm]|sellercentral|seller-central")
_SHOWN_HOST: Final = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,18})(?=[/:?#\s]|$)")
_ODD_SUFFIX: Final = tuple(
    f".{name}"
    for name in [
        "html",
        "htm",
        "shtml",
        "xhtml",
        "svg",
        "exe",
        "scr",
        "com",
        "bat",
        "cmd",
        "js",
        "jse",
        "vbs",
        "vbe",
        "wsf",
        "ps1",
        "hta",
        "lnk",
        "iso",
        "img",
        "zip",
        "rar",
        "7z",
        "tar",
        "gz",
        "jar",
        "msi",
        "docm",
        "xlsm",
        "pptm",
        "one",
        "ace",
        "cab",
        "chm",
        "url",
        "eml",
        "ics",
    ]
)
_LETTER: Final = r"[A-Za-zァ-ヶー\u3040-\u309f]"
_HIDDEN: Final = re.compile(
    _LETTER
    + r"[\u200b-\u200f\u2060-\u2064\u00ad\u034f\ufeff\u180e\u202a-\u202e\u2066-\u2069\u0300-\u036f]{1,8}"
    + rf"(?={_LETTER})"
)
_FOREIGN: Final = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u1d00-\u1d7f\u0250-\u02af\u13a0-\u13ff]")
_LATIN_WORD: Final = re.compile(r"[^\s\u3000-\u9fff]{4,24}")
_LEET: Final = re.compile(
    r"\b(?:arnazon|amaz0n|amazom|anazon|arnaz0n|amazonn|amazoon|arnazom|amazn|amozon|amzaon|vamazon|аmazon)\b"
    r"|アマゾソ|アマゾ゛ン|アマン゙|カスタマ一|アマゾ ン"
)
_THREAT: Final = re.compile(
    r"停止|閉鎖|制限|ロック|凍結|利用できなく|キャンセル|失効|suspend|deactivat|clos(?:e|ed|ure)|terminat|lock"
    r"|restrict|limit|expire|cancel|forfeit"
)
_SHORT: Final = 48
_MOST: Final = 100
"""Hidden characters that are looked at."""


def extract(source: Sample | str | Document) -> tuple[str, ...]:
    """Return codes of suspicious content, in a fixed order.

    ``login_demanded``, ``link_mismatch``, ``brand_lookalike``, ``zero_width_brand``, ``short_threat``, ``odd_attachment``,
    ``card_or_bank_data_wanted``, ``callback_number``, ``money_ready_lure``.
    """
    document = Document.of(source)
    sample, text = document.sample, f"{document.subject}\n{document.text}"
    login = _LOGIN.search(text) is not None
    checks = (
        ("login_demanded", login),
        ("link_mismatch", any(_mismatch(shown, target) for shown, target in sample.links)),
        ("brand_lookalike", _lookalike(sample)),
        ("zero_width_brand", _hidden(sample)),
        ("short_threat", (login or _CARD.search(text) is not None) and _short_threat(text)),
        ("odd_attachment", any(fold_line(name).strip().endswith(_ODD_SUFFIX) for name in sample.attachment_names)),
        ("card_or_bank_data_wanted", _CARD.search(text) is not None),
        ("callback_number", _CALLBACK.search(text) is not None),
        ("money_ready_lure", _MONEY_READY.search(text) is not None and (login or bool(sample.links) or _short_threat(text))),
    )
    return tuple(code for code, found in checks if found)


def _short_threat(text: str) -> bool:
    if not _THREAT.search(text):
        return False
    for duration in durations.find(text):
        hours = duration.length if duration.unit is Unit.HOURS else duration.days * 24
        if hours <= _SHORT and duration.unit is not Unit.BUSINESS_DAYS:
            return True
    return False


def _mismatch(shown: str, target: str) -> bool:
    """Does a link show one host and lead to another, or carry the brand in a host that is not the brand's?"""
    host = _host(target)
    if host is None:
        return False
    if _BRAND_HOST.search(host) and not _GENUINE_HOST.search(host):
        return True
    named = _SHOWN_HOST.match(fold_line(shown).strip())
    if named is None:
        return False
    wanted = named.group(1).removeprefix("www.")
    if _GENUINE_HOST.search(wanted) and _GENUINE_HOST.search(host):
        return False
    return not (host == wanted or host.endswith("." + wanted) or wanted.endswith("." + host.removeprefix("www.")))


def _host(target: str) -> str | None:
    try:
        host = urlsplit(target.strip()).hostname
    except ValueError:
        return None
    return host.lower() if host else None


def _lookalike(sample: Sample) -> bool:
    """The brand spelt with letters of another script, or nearly the brand."""
    for text in (sample.sender_name, sample.subject, sample.text[:LIMIT]):
        if _LEET.search(text.lower()):
            return True
        if not _FOREIGN.search(text):
            continue
        for word in _LATIN_WORD.findall(text):
            if _FOREIGN.search(word) and _AMAZON_WORD.search(fold_line(word)):
                return True
    return False


def _hidden(sample: Sample) -> bool:
    """Invisible characters between letters of a word (an emoji's variation selector is none)."""
    for text in (sample.sender_name, sample.subject, sample.text[:LIMIT]):
        for match in islice(_HIDDEN.finditer(text), _MOST):
            word = fold_line(text[max(0, match.start() - 14) : match.end() + 14])
            if _AMAZON_WORD.search(word) or re.search(r"seller|account|アカウント|セラー", word):
                return True
    return False
