"""The language of a text, by script and by its small words."""

import re
from collections import Counter
from functools import lru_cache
from typing import Final

_LIMIT: Final = 4000
"""Characters looked at; a notice shows its language in the first lines."""
_KANA: Final = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3]")
_SCRIPTS: Final = (
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_WORD: Final = re.compile(r"[a-zà-öø-ÿœß]+(?:'[a-z]+)?")
_STOPWORDS: Final = {
    "en": (
        "the and of to your you we is are have this that with for not will be from our by on please or if it an as has been may"
    ),
    "de": (
        "der die das und nicht wir ihr ihre ihren sie ist mit für auf zu den dem ein eine haben wurde bitte "
        "von werden oder sich auch bei"
    ),
    "fr": (
        "le la les et des vous nous votre vos est pour une dans que pas sur avec nos du au avons être ne ce cette veuillez par"
    ),
    "it": ("il lo gli della di che non per una con sono abbiamo tuo vostro suo questo è nel del alla le si ai delle stato"),
    "es": ("el los las que de no por una con su sus para se hemos está ha este esta del al nos nuestra cuenta le lo más"),
    "nl": "de het een en van niet uw wij je is dat voor met op te zijn hebben deze aan om bij of ook wordt",
    "pt": "o os as que de não por uma com seu sua para se você está foi este esta do da em dos nossa nosso",
    "pl": "i w nie na z do się że jest to oraz twoje konto przez dla od po za jak może",
    "tr": "ve bir bu için ile değil hesabınız lütfen olarak daha satıcı veya",
}
_KNOWN: Final = {language: frozenset(words.split()) for language, words in _STOPWORDS.items()}
_LATIN: Final = re.compile(r"[A-Za-z]")
_NOISE: Final = re.compile(r"https?://\S+|\S+@\S+|\{\{\w+\}\}")


@lru_cache(maxsize=8)
def detect(text: str) -> str:
    """Return ``ja``, ``en``, another ISO 639-1 code, or ``und`` for a text too short or strange to tell."""
    sample = _NOISE.sub(" ", text[:_LIMIT])
    kana, han = len(_KANA.findall(sample)), len(_HAN.findall(sample))
    latin = len(_LATIN.findall(sample))
    if kana and (kana + han) * 4 >= latin:
        return "ja"
    if _HANGUL.search(sample) and not kana:
        return "ko"
    if han >= 2 and han * 4 >= latin:
        return "zh"
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) * 2 > latin:
            return code
    return _by_words(sample.lower())


def _by_words(text: str) -> str:
    counts = Counter(_WORD.findall(text))
    total = sum(counts.values())
    scores = {language: sum(counts[word] for word in words) for language, words in _KNOWN.items()}
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    if scores[best] == 0 or (total >= 8 and scores[best] * 16 < total):
        return "und"
    return best
