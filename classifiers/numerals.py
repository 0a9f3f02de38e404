"""Numbers as notices write them: digits, kanji, English words and ordinals."""

import re
from typing import Final

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ONES: Final = {word: value for value, word in enumerate(_SMALL.split(" "))}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80,
    "ninetieth": 90,
}  # fmt: skip
_KANJI: Final = {"〇": 0, "零": 0} | {character: value for value, character in enumerate("一二三四五六七八九", start=1)}
_KANJI_FORMAL: Final = str.maketrans("壱弐参", "一二三")
_KANJI_UNITS: Final = {"十": 10, "百": 100, "千": 1000}

_ONE: Final = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN: Final = "|".join(_TENS)
ENGLISH: Final = (
    rf"(?:\d{{1,3}}|(?:(?:an?|one|two|three)\s+hundred(?:\s+(?:and\s+)?(?:(?:{_TEN})(?:[\s-]?(?:{_ONE}))?|{_ONE}))?"
    rf"|(?:{_TEN})(?:[\s-]?(?:{_ONE}))?|{_ONE}))"
)
"""Pattern source of an English number below 1000 (folded text)."""
ENGLISH_ORDINAL: Final = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{_TEN})[\s-])?(?:{'|'.join(_ORDINALS)}|(?:{_ONE})th))"
JAPANESE: Final = r"(?:\d{1,3}|[一二三四五六七八九十百壱弐参〇]{1,5})"
"""Pattern source of a Japanese number below 1000 (folded text)."""
_WORDS: Final = re.compile(r"[a-z]+")


def number(text: str) -> int | None:
    """Return the value of a number that one of the patterns above found; None where the words make no number."""
    text = text.strip()
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    if text and (text[0] in _KANJI or text[0] in _KANJI_UNITS or text[0] in "壱弐参"):
        return _kanji(text.translate(_KANJI_FORMAL))
    return _english(text)


def _kanji(text: str) -> int | None:
    if all(character in _KANJI for character in text):
        return int("".join(str(_KANJI[character]) for character in text))
    total = current = 0
    for character in text:
        if character in _KANJI_UNITS:
            total += (current or 1) * _KANJI_UNITS[character]
            current = 0
        elif character in _KANJI:
            current = _KANJI[character]
        else:
            return None
    return total + current


def _english(text: str) -> int | None:
    total = 0
    found = False
    for word in _WORDS.findall(text):
        if word == "hundred":
            total = (total or 1) * 100
        elif word in {"and", "a", "an"}:
            continue
        else:
            value = _word(word)
            if value is None:
                return None
            total += value
        found = True
    return total if found else None


def _word(word: str) -> int | None:
    for table in (_ONES, _TENS, _ORDINALS):
        if word in table:
            return table[word]
    return _ONES.get(word.removesuffix("th"))
