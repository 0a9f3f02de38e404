"""Names that letters bear without a header that says so: how their writer signs, introduces themselves, is spoken to. Pure.

Found by their form, so that an export masks them although nobody configured a name. What only looks like a name is left.
"""

import re
from collections.abc import Iterator
from typing import Final

_CLOSING: Final = 8
"""Lines at the end of a letter among which its signature stands."""
_OPENING: Final = 4
_KANJI: Final = "一-龯々〆ヶ"
_FULL: Final = re.compile(rf"^(?:[^\s：:、。]{{0,8}}[ 　:：])?([{_KANJI}]{{1,4}}[ 　][{_KANJI}ぁ-んァ-ー]{{1,5}})$")
_KATAKANA: Final = re.compile(r"^([ァ-ー]{2,10}[ 　・][ァ-ー]{2,10})$")
_LATIN: Final = re.compile(r"^([A-Z][a-z'’-]+(?: [A-Z]\.)?(?: [A-Z][A-Za-z'’-]+){1,2}),?$")
_INTRODUCED: Final = re.compile(
    rf"の([{_KANJI}]{{1,4}}(?:[ 　][{_KANJI}ぁ-ん]{{1,4}})?)(?:です|でございます|と申します|と言います)(?![^\n]{{0,2}}か)"
)
_INTRODUCED_LATIN: Final = re.compile(r"\b(?:[Mm]y name is|I am|This is) ([A-Z][a-z'’-]+(?: [A-Z][A-Za-z'’-]+){1,2})\b")
_TITLED: Final = re.compile(
    r"(?:代表取締役(?:社長)?|代表者?|店長|責任者|担当者?|氏名)[ 　:：]+"
    rf"([{_KANJI}]{{1,4}}[ 　]?[{_KANJI}ぁ-ん]{{1,4}})(?=[\s、。)）]|$)"
)
_SPOKEN_TO: Final = re.compile(rf"^\s*([{_KANJI}]{{1,4}}(?:[ 　][{_KANJI}ぁ-ん]{{1,4}})?)[ 　]?様[、,]?\s*$", re.MULTILINE)
_NOBODY: Final = re.compile(
    r"(?:者|客|皆|各位|担当|御中|社|店|店舗|先|部|課|係|室|局|会|部門|様方|の方|関係|再開|申請|確認|調査|返品|以上|在庫|商品|出品|報告"
    r"|原因|理由|結果|予定|件|点|品|物|方法|対応|対策|場合|通り|次第|状況|内容|事実|旨|為|日|月|年|分|数|額|名)$"
)
_NO_LATIN_NAME: Final = frozenset(
    {
        "account",
        "action",
        "actions",
        "amazon",
        "best",
        "brand",
        "business",
        "case",
        "cause",
        "central",
        "co",
        "company",
        "corp",
        "corrective",
        "customer",
        "dear",
        "funds",
        "goods",
        "health",
        "hello",
        "hi",
        "inc",
        "invoice",
        "kind",
        "listing",
        "llc",
        "ltd",
        "notice",
        "order",
        "partner",
        "performance",
        "plan",
        "preventive",
        "regards",
        "registry",
        "root",
        "section",
        "seller",
        "selling",
        "service",
        "services",
        "shop",
        "sincerely",
        "steps",
        "store",
        "summary",
        "support",
        "taken",
        "team",
        "thank",
        "thanks",
        "trading",
    }
)
"""A line with one of these names nobody."""


def signed(text: str) -> Iterator[str]:
    """Yield the names in a letter of the seller's own: signature, introduction, title."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[-_CLOSING:]:
        for form in (_FULL, _KATAKANA, _LATIN):
            if found := form.match(line):
                yield from _kept(found[1])
    for form in (_INTRODUCED, _INTRODUCED_LATIN):
        for found in form.finditer("\n".join(lines[:_OPENING])):
            yield from _kept(found[1])
    yield from titled(text)


def titled(text: str) -> Iterator[str]:
    """Yield the names behind a title, and those a letter speaks to in a line of its own."""
    for form in (_TITLED, _SPOKEN_TO):
        for found in form.finditer(text):
            yield from _kept(found[1])


def _kept(name: str) -> Iterator[str]:
    words = name.replace("　", " ").removesuffix("様").strip()
    latin = {word.strip(".").lower() for word in words.split()} & _NO_LATIN_NAME
    if not latin and not _NOBODY.search(words):
        yield words
