"""Brand and domain in disguise: look-alike letters, invisible characters, misspellings, borrowed labels. Pure.

Two grades. A *strong* disguise has no honest use (``amaz0n.co.jp``, ``amazon.co.jp.example.com``). A *weak* one names
Amazon as many consultants do (``amazon-lab.jp``): it counts only beside other evidence.
"""

import re
import unicodedata
from enum import IntEnum
from typing import Final

from mailbot import domains

BRAND: Final = "amazon"
BRAND_JA: Final = "アマゾン"
_CHARS: Final = 1_000

_CONFUSABLE: Final = str.maketrans(
    {
        "а": "a", "ɑ": "a", "α": "a", "ⲁ": "a", "ᴀ": "a", "м": "m", "μ": "m", "ᴍ": "m", "ʍ": "m", "ḿ": "m", "ⅿ": "m",
        "ᴢ": "z", "ʐ": "z", "ζ": "z", "ȥ": "z", "о": "o", "ο": "o", "σ": "o", "օ": "o", "ᴏ": "o", "ഠ": "o", "०": "o",
        "п": "n", "η": "n", "ո": "n", "ɴ": "n", "ռ": "n", "ν": "n", "с": "c", "ϲ": "c", "ј": "j", "р": "p", "ρ": "p", "і": "i",
        "ı": "i", "ⅼ": "l", "е": "e", "ѕ": "s", "х": "x", "у": "y", "һ": "h", "ԁ": "d", "к": "k", "т": "t",
        "0": "o", "1": "l", "4": "a", "@": "a", "2": "z",
    }
)  # fmt: skip
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width Latin is honest in Japanese; mathematical and circled letters are not."""
_JOINED: Final = (("rn", "m"), ("nn", "n"), ("vv", "w"))
_INVISIBLE: Final = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_DEPARTMENT_WORDS: Final = """
    co jp com net org inc llc services service sellers seller selling central performance policy team support customer
    account accounts specialist specialists security secure notice notification notifications payments payment pay prime
    marketplace japan info information update updates alert alerts help helpdesk center centre billing verification
    verify risk management online shop shopping member members membership mail email noreply no reply donotreply do not
    official fulfillment fba appeals appeal disbursement funds investigation department login signin sign in auto confirm
    confirmation order orders store us uk de fr it es ca my your web the of from and
    カスタマーサービス カスタマーサポート カスタマーセンター カスタマー サポート センター アカウント スペシャリスト セキュリティ
    お知らせ 通知 重要 事務局 窓口 出品 サービス 出品者 パフォーマンス チーム 管理 運営 ジャパン マーケットプレイス
    セラー セントラル プライム 株式会社 合同会社 お客様 お客さま 担当 本部 公式 規約 会員 ペイ 係 部 課 室 更新 確認
    支払い 支払 自動配信 配信専用 ご案内 案内 調査 審査 用 様 者 の より から 会社 日本
"""
_OFFICIAL: Final = tuple(sorted(set(re.findall(r"\S+", _DEPARTMENT_WORDS)), key=len, reverse=True))
"""Words that may stand around the brand in a name of Amazon's, longest first."""
_ALONE: Final = frozenset(
    {
        "アカウントスペシャリスト",
        "sellerperformance",
        "sellerperformanceteam",
        "sellerperformancepolicy",
        "出品者パフォーマンスチーム",
        "マーケットプレイス出品者パフォーマンス",
        "セラーセントラル",
        "sellercentral",
        "performancenotification",
        "performancenotifications",
    }
)
"""Names that Amazon's departments sign with, brand or no brand."""
_DEPARTMENTS: Final = frozenset(
    """sellersupport accounthealth accounthealthsupport sellingpartnersupport sellingpartner performanceteam
    noticedispute 出品者サポート セラーサポート テクニカルサポート カスタマーサービス アカウント健全性 アカウント健全性サポート
    出品者パフォーマンス アカウント審査部 審査部""".split()  # noqa: SIM905 - a word list
)
"""Names of Amazon's departments that others have, too."""
_SHORT: Final = "amzn"
_SIGNS: Final = dict.fromkeys(map(ord, "™®©"))
_TURNED: Final = "\u202e"
_DOUBLED: Final = re.compile(r"([a-z])\1+")
_WORD_BREAKS: Final = re.compile(r"[\s\W_]+")
_DOMAIN_WORDS: Final = re.compile(r"[-_0-9]+")


class Disguise(IntEnum):
    """How far a domain goes in looking like Amazon's."""

    NONE = 0
    WEAK = 1
    STRONG = 2


def plain(text: str) -> str:
    """Return ``text`` as a careful reader sees it: NFKC, lower case, nothing invisible, no stray accents."""
    shown = unicodedata.normalize("NFKC", text[:_CHARS]).casefold()
    return "".join(char for char in shown if not _is_invisible(char))


def skeleton(text: str) -> str:
    """Return ``text`` as a hurried reader sees it: look-alike letters of all scripts as the Latin ones."""
    shown = unicodedata.normalize("NFKC", text[:_CHARS]).casefold()
    return "".join(_bare(char) for char in shown).translate(_CONFUSABLE)


def names_brand(text: str) -> bool:
    """Return whether ``text`` names Amazon, plainly or in any disguise."""
    return BRAND_JA in plain(text) or BRAND in plain(text) or _hidden_brand(text)


def disguises_brand(text: str) -> bool:
    """Return whether ``text`` names Amazon in characters chosen to slip past a filter: Cyrillic letters, zero-width marks."""
    exact = text[:_CHARS].translate(_FULL_WIDTH).casefold()
    return (_hidden_brand(text) and exact.count(BRAND) < _folded(skeleton(text)).count(BRAND)) or _backwards(text)


def is_official(name: str) -> bool:
    """Return whether a display name or a closing line is one that only Amazon itself would use.

    True for the brand with nothing but words of its departments around it (``Amazon.co.jp カスタマーサービス``), and
    for their known names without it; false for 「アマゾン出品コンサル協会」 or ``Amazon sellers forum digest``.
    """
    name = name.translate(_SIGNS)
    dense = _WORD_BREAKS.sub("", plain(name)).replace(_SHORT, BRAND)
    if not dense or len(dense) > 60:
        return False
    if dense in _ALONE:
        return True
    folded = dense if BRAND in dense or BRAND_JA in dense else _folded(_WORD_BREAKS.sub("", skeleton(name)))
    if BRAND not in folded and BRAND_JA not in folded:
        return False
    return not _without_official(folded.replace(BRAND, " ").replace(BRAND_JA, " "))


def is_department(name: str) -> bool:
    """Return whether a display name is one of Amazon's departments without its name: others may have one like it."""
    return _WORD_BREAKS.sub("", plain(name)) in _DEPARTMENTS


def disguise(domain: str) -> Disguise:
    """Grade a domain; Amazon's own and affiliated ones are ``NONE``."""
    if not domain or domains.root(domain) or domains.is_affiliated(domain):
        return Disguise.NONE
    labels = [_unicode(label) for label in domain.lower().strip(".").split(".")]
    grades = [_grade(label, owned=index >= len(labels) - 3) for index, label in enumerate(labels)]
    return max(grades, default=Disguise.NONE)


def _grade(label: str, *, owned: bool) -> Disguise:
    """Grade one label: ``owned`` where it may be the registered name rather than a host below it."""
    if label == BRAND:
        return Disguise.STRONG
    words = [word for word in _DOMAIN_WORDS.split(label) if word]
    if BRAND in words:
        others = [word for word in re.split(r"[-_]+", label) if word != BRAND]
        random = any(re.search(r"\d", word) and re.search(r"[a-z]", word) for word in others)
        return Disguise.STRONG if random or not _without_official("".join(others)) else Disguise.WEAK
    if BRAND in label:
        if _DOUBLED.sub(r"\1", label) == BRAND:
            return Disguise.STRONG
        rest = label.replace(BRAND, "", 1)
        return Disguise.STRONG if not _without_official(re.sub(r"[-_0-9]", "", rest)) else Disguise.WEAK
    hurried = _folded(skeleton(label))
    if BRAND in hurried:
        return Disguise.STRONG
    near = any(_is_misspelt(word) for word in re.split(r"[-_]+", skeleton(label)))
    return Disguise.STRONG if near and owned else Disguise.NONE


def _is_misspelt(word: str) -> bool:
    """Return whether ``word`` is the brand with one letter changed, dropped, doubled or swapped (``amazone`` is a firm)."""
    if word in ("amazone", "amazons") or abs(len(word) - len(BRAND)) > 1 or word[:1] != "a":
        return False
    if len(word) == len(BRAND):
        wrong = [index for index in range(len(BRAND)) if word[index] != BRAND[index]]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(word) == sorted(BRAND)
        return len(wrong) == 1 or swapped
    longer, shorter = (word, BRAND) if len(word) > len(BRAND) else (BRAND, word)
    return any(longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer)))


def _hidden_brand(text: str) -> bool:
    return BRAND in _folded(skeleton(text)) or _backwards(text)


def _backwards(text: str) -> bool:
    """Return whether the brand is written backwards, behind a mark that makes screens turn it round."""
    return _TURNED in text[:_CHARS] and BRAND in _folded(skeleton(text)[::-1])


def _folded(text: str) -> str:
    for pair, letter in _JOINED:
        text = text.replace(pair, letter)
    return text


def _without_official(text: str) -> str:
    """Return what is left of ``text`` when the words of Amazon's departments are taken out, longest first."""
    for word in _OFFICIAL:
        text = text.replace(word, " ")
    return "".join(char for char in text if char.isalpha())


def _is_invisible(char: str) -> bool:
    return char in _INVISIBLE or (unicodedata.category(char) in ("Cf", "Cc", "Mn", "Me") and not char.isspace())


def _bare(char: str) -> str:
    """Strip a letter of its accents; kana keep their marks, which are no ornament."""
    if _is_invisible(char):
        return ""
    return unicodedata.normalize("NFKD", char)[0] if "\x7f" < char < "\u2000" else char


def _unicode(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")[:63]
    except (UnicodeError, ValueError, OverflowError):
        return label
