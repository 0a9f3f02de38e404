"""Sums of money in a text, and what each is: a balance, a reserve, money withheld, paid, a fee, a price."""

import re
from decimal import Decimal
from itertools import islice
from typing import Final

from classifiers.document import Document
from classifiers.labels import AmountRole
from classifiers.normalise import JAPANESE
from classifiers.reading import Amount
from classifiers.sample import Sample

_SPELLINGS: Final = {
    "JPY": "¥ 円 jpy yen",
    "USD": "us$ $ usd dollars 米ドル ドル",
    "CAD": "ca$ c$ cdn$ cad",
    "AUD": "a$ au$ aud",
    "GBP": "£ gbp pounds ポンド",
    "EUR": "€ eur euro euros ユーロ",
    "CNY": "cny rmb 元",
    "INR": "inr ₹",
    "BRL": "brl r$",
    "PLN": "pln zł",
    "SGD": "sgd s$",
    "MXN": "mxn",
    "SEK": "sek",
    "AED": "aed",
}
_CODES: Final = {spelling: code for code, spellings in _SPELLINGS.items() for spelling in spellings.split()}
"""Spellings of a currency. A bare ``$`` is the US dollar unless the sample's zone says otherwise."""
_DOLLARS: Final = (("Australia/", "AUD"), ("America/Toronto", "CAD"), ("America/Vancouver", "CAD"), ("Asia/Singapore", "SGD"))
_NUMBER: Final = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_ISO: Final = r"(?<![a-z])(?:jpy|usd|cad|aud|gbp|eur|cny|rmb|inr|mxn|sgd|sek|pln|aed)(?![a-z])"
_BEFORE: Final = rf"(?:us\$|ca\$|cdn\$|c\$|au\$|a\$|s\$|r\$|[¥$£€₹]|{_ISO})"
_AFTER: Final = (
    r"(?:円|米ドル|ドル|ユーロ|ポンド|元(?!の|に|々|来|本)|[€£¥]|(?:jpy|usd|cad|aud|gbp|eur|cny|rmb|inr|mxn|sgd"
    r"|sek|pln|aed|yen|dollars|pounds|euros?|zł)\b)"
)
_PREFIXED: Final = re.compile(
    rf"(?P<open>\()?(?P<minus>[-▲△]\s?)?(?P<currency>{_BEFORE})\s?(?P<minus2>[-▲△]\s?)?(?P<number>{_NUMBER})(?P<man>\s?万)?(?P<cl"
    rf"ose>\))?",
    re.ASCII,
)
_SUFFIXED: Final = re.compile(
    rf"(?<![\d.,])(?P<minus>[-▲△]\s?)?(?:(?P<oku>\d{{1,4}})億)?(?:(?P<man>\d{{1,4}}(?:[.,]\d{{1,3}})?)万)?"
    rf"(?P<number>{_NUMBER})?\s?(?P<currency>{_AFTER})",
    re.ASCII,
)
_ROLES: Final = (
    (AmountRole.RESERVE, re.compile(r"引当|リザーブ|予備|reserv|取り置")),
    (AmountRole.WITHHELD, re.compile(
        r"留保|保留|お預かり|差し止め|withh|on hold|held|hold\b|retain|frozen|not be (?:paid|released)"
        r"|支払いは(?:行い|いたし)ません|支払われ(?:て|ませ)")),
    (AmountRole.PAID, re.compile(
        r"お?振り?込|お?支払い?(?:予定|済み?)?(?:の)?(?:金)?額|お渡し額"
        r"|payment amount|amount (?:paid|payable)"
        r"|net payable|お?支払い(?:いた|済"
        r"|を(?:行|完了)|の手続|しま)|入金|送金|paid|disbursed|transferr|released"
        r"|deposit(?:ed)?|payout|sent to your bank|payment of|解放")),
    (AmountRole.BALANCE, re.compile(
        r"残高|残金|残額|繰り?越|売上(?:金|代金|高)|balance|proceeds|funds|earnings|未払い"
        r"|sales of")),
    (AmountRole.FEE, re.compile(
        r"手数料|料金|保管料|返送料|費用|保管手数料|fees?\b|charge|cost|subscription|月額|請求金額|invoice amount"
        r"|refund|返金|補てん|補填|差し引|deduct|claim")),
    (AmountRole.PRICE, re.compile(r"価格|単価|値段|税込|税抜|販売額|注文合計|合計\(税|price|total|order|subtotal|item|お値引")),
)  # fmt: skip
_QUICK: Final = re.compile(
    r"[¥$£€円₹元]|ドル|ユーロ|ポンド|(?<![a-z])(?:jpy|usd|cad|aud|gbp|eur|cny|rmb|inr|mxn|sgd|sek|pln|aed|yen|dollars|pounds"
    r"|euros?)(?![a-z])",
    re.ASCII,
)
_WINDOW: Final = 48
_MOST: Final = 200
"""Sums of one message that are read: a notice has a few, a digest some dozens."""


def extract(source: Sample | str | Document) -> tuple[Amount, ...]:
    """Find every sum of money, in order, without repeats. Values are Decimals; a minus or brackets make them negative."""
    document = Document.of(source)
    text = document.text
    if not _QUICK.search(text):
        return ()
    spans: list[tuple[int, int, Amount]] = []
    for pattern in (_PREFIXED, _SUFFIXED):
        for match in islice(pattern.finditer(text), _MOST):
            amount = _amount(match, document)
            if amount is not None and not any(match.start() < end and start < match.end() for start, end, _ in spans):
                spans.append((match.start(), match.end(), amount))
    spans.sort(key=lambda span: span[0])
    found: list[Amount] = []
    for _, _, amount in spans:
        if not any((amount.value, amount.currency, amount.role) == (other.value, other.currency, other.role) for other in found):
            found.append(amount)
    return tuple(found)


def _amount(match: re.Match[str], document: Document) -> Amount | None:
    groups = match.groupdict()
    currency = _currency(match["currency"], document.sample.timezone)
    value = _value(groups, currency)
    if value is None:
        return None
    if groups.get("minus") or groups.get("minus2") or _is_booked_off(match, document.text):
        value = -value
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    if groups.get("open") and not groups.get("close"):
        start += 1
    quote = document.quote(start, match.end())
    return Amount(value=value, currency=currency, role=_role(document.text, match.start(), match.end()), quote=quote)


def _is_booked_off(match: re.Match[str], text: str) -> bool:
    """A sum in brackets is negative in a column of a statement; in a sentence, and in Japanese, brackets only add it."""
    groups = match.groupdict()
    if not (groups.get("open") and groups.get("close")):
        return False
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return not re.match(r"[^\S\n]*\S", text[match.end() :]) and JAPANESE.search(line) is None


def _currency(word: str, zone: str) -> str:
    if word == "$":
        return next((code for prefix, code in _DOLLARS if zone.startswith(prefix)), "USD")
    return _CODES[word]


def _value(groups: dict[str, str | None], currency: str) -> Decimal | None:
    number = groups.get("number")
    if groups.get("oku") or (groups.get("man") or "").strip().isdigit() or re.match(r"\d", groups.get("man") or ""):
        return _myriads(groups.get("oku"), groups.get("man"), number)
    if number is None:
        return None
    value = _decimal(number, currency)
    return value * 10_000 if value is not None and groups.get("man") else value


def _myriads(oku: str | None, man: str | None, rest: str | None) -> Decimal:
    total = Decimal(int(oku or 0)) * 100_000_000
    if man:
        total += Decimal(man.replace(",", "")) * 10_000
    if rest:
        total += Decimal(re.sub(r"[,' ]", "", rest))
    return total


def _decimal(number: str, currency: str) -> Decimal | None:
    """Read ``1,234.56``, ``1.234,56``, ``1 234``, ``1'234``: the last mark is decimal where at most two digits follow."""
    digits = number.replace("'", "").replace(" ", "")
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return Decimal(digits)
    fraction = digits[last + 1 :]
    whole = re.sub(r"[.,]", "", digits[:last])
    if len(fraction) == 3 or currency == "JPY":
        return Decimal(whole + fraction) if len(fraction) == 3 else Decimal(f"{whole}.{fraction}")
    return Decimal(f"{whole}.{fraction}")


def _role(text: str, start: int, end: int) -> AmountRole:
    """The nearest word of money in the same line wins; words before the sum weigh more than words after it."""
    line_start = max(text.rfind("\n", 0, start) + 1, start - _WINDOW, text.rfind("。", 0, start) + 1)
    line_end = text.find("\n", end)
    stop = min(line_end if line_end >= 0 else len(text), end + _WINDOW)
    before, after = _ONE_SENTENCE.split(text[line_start:start])[-1], _own(re.split(r"[。]|\.\s", text[end:stop])[0])
    best: tuple[int, AmountRole] | None = None
    for role, pattern in _ROLES:
        for match in pattern.finditer(before):
            distance = len(before) - match.end()
            if best is None or distance < best[0]:
                best = (distance, role)
        ahead = pattern.search(after)
        if ahead and (best is None or ahead.start() + 6 < best[0]):
            best = (ahead.start() + 6, role)
    return _settled(best[1] if best else AmountRole.OTHER, before, after)


_ONE_SENTENCE: Final = re.compile(r"(?<=[a-z)])\.\s+(?=\S)")
"""Where an English sentence ends before a sum: what was said there is of something else."""


def _own(after: str) -> str:
    """The words behind a sum up to the label of the next one: 前回残高 ¥5,000、お支払い金額 ¥3,000."""
    following = _NEXT.search(after)
    if following is None:
        return after
    cut = max(after.rfind(mark, 0, following.start()) for mark in ("、", ",", ";", "・", " and "))
    return after[: cut if cut >= 0 else following.start()]


_NEXT: Final = re.compile(r"[¥$£€]\s?\d|\d[\d,.]*\s?(?:円|usd|jpy|gbp|eur)")


def _settled(role: AmountRole, before: str, after: str) -> AmountRole:
    """A balance or a sum that the sentence then calls withheld or reserved is that."""
    if role is AmountRole.FEE and _FOR_LATER.search(after):
        return AmountRole.RESERVE
    if role in {AmountRole.BALANCE, AmountRole.OTHER, AmountRole.PAID}:
        for stronger, pattern in _ROLES[:2]:
            if pattern.search(after):
                return stronger
        if role is not AmountRole.PAID and re.search(r"留保(?:されて|して|中)|withheld|on hold", before):
            return AmountRole.WITHHELD
        if role is AmountRole.BALANCE and _PAID_OUT.search(after):
            return AmountRole.PAID
    return role


_PAID_OUT: Final = re.compile(
    r"^[)）」]?(?:は|を|につ[い]て)?[^。]{0,30}(?:お?振り?込(?:みました|みます|まれま|みいたし|みの手続)|(?:お?支払い?|送金|入金)(?:しま|いたしま|され(?:ま|る)"
    r"|済|の手続|を(?:行|完了)))(?!せん)"
    r"|^[^.;]{0,30}\b(?:has been|was|will be|is being|have been)\s(?:paid|released|transferred|disbursed|sent|deposited)\b"
)
"""A balance that the same sentence pays out."""
_FOR_LATER: Final = re.compile(
    r"^は?[^。、]{0,24}(?:返金|返品|手数料|費用)[^。]{0,16}(?:のため|に備え|引当|充て)[^。]{0,40}(?:引当|預か|留保|保留|取り置)"
    r"|\b(?:held|kept|retained|reserved?|withheld|set aside)\b[^.;]{0,30}\b(?:to cover|for|against)\b[^.;]{0,30}"
    r"\b(?:refunds?|fees|claims|returns|chargebacks)\b"
)
"""A sum that is kept for refunds and fees still to come is a reserve, no fee."""
