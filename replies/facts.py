"""The ledger: every fact that a letter may state, where it comes from, which are wanting, and which contradict each other.

Keys are words parted by dots; a star in a template's head stands for one item:

``store_name`` ``seller_name`` ``seller_id`` ``asins``; ``notice.*`` ``closure.date`` ``refusal.date`` ``reinstatement.date``
``funds.balance`` ``submission.date`` (read off the case); ``cause.N.text|found``; ``action.N.text|date|proof``;
``prevention.N.text|date|control``; ``news.N.text|proof`` (what no earlier round said); ``open_point.N.text``;
``supplier.N.name|contact``; ``goods.ASIN.title|supplier|ordered|delivered|difference|stock``; ``document.KIND.ASIN`` or
``document.KIND.all`` (the attachment); ``paper.*`` (a paper said to be forged); ``reserve.*``; ``stock.*``; ``registered.*``;
``evidence.*`` (figures of a reconciliation).

What each one asks for stands in ``library/*/facts.toml``. Times are aware; dates that are derived here are ISO 8601.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from classifiers.labels import AmountRole, Deficit, DemandKind, Label, Track
from replies.calendar_dates import local_date, parse_date
from replies.matters import last_sent
from replies.measures import preventions
from replies.papers import WHOLE, Paper, answered_notice, asins, papers
from replies.situation import Fact, Notice, Situation, Step
from replies.templates import sources, words

_NUMBER: Final = re.compile(r"\d+")
_PIECES: Final = re.compile(r"\d+(?=\s*(?:個|点|本|枚|台|箱|冊|着|足|組|セット|units?\b|pcs\b|pieces?\b))")
_MONEY_NOISE: Final = re.compile(r"[\s,¥¥$円]|jpy|yen|usd")
_BALANCES: Final = frozenset({AmountRole.BALANCE, AmountRole.WITHHELD})
_DATED: Final = {
    "closure.date": Label.CLOSURE_NOTICE,
    "refusal.date": Label.TEMPLATE_REJECTION,
    "funds_notice.date": Label.FUNDS_WITHHELD,
    "reinstatement.date": Label.REINSTATEMENT,
}
_GRAVEST: Final = (
    Deficit.NOT_IMPLEMENTED,
    Deficit.ROOT_CAUSE,
    Deficit.ACTIONS,
    Deficit.PREVENTION,
    Deficit.DOCUMENTS,
)
_PLANNED: Final = frozenset({*_GRAVEST, Deficit.UNSPECIFIED}) - {Deficit.DOCUMENTS}
"""Deficits that an answer goes into with a part of the plan, or with all of it."""
_SUPPLY: Final = frozenset({DemandKind.INVOICE, DemandKind.DELIVERY_NOTE, DemandKind.SUPPLIER_CONTACT})
_QUOTABLE: Final = 160
"""A longer quote is half a notice: the letter says the date instead."""
_PER_ASIN: Final = "goods"
_PAPERS: Final = "document.*"
_EXPLAINING: Final = re.compile(r"(?:\s*(?:（[^（）]*）|\([^()]*\)))+$")
_EXAMPLE: Final = ("例：", "Example: ")
_DIFFERENCE: Final = "goods.*.difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two facts of one key that cannot both be true."""

    key: str
    earlier: Fact
    later: Fact


@dataclass(frozen=True, slots=True)
class Ledger:
    """Facts by key, each with everything that was said of it, oldest first."""

    entries: Mapping[str, tuple[Fact, ...]]

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "Ledger":
        """Return the ledger of these facts. A fact without a value says nothing and is left out."""
        entries: dict[str, tuple[Fact, ...]] = {}
        for fact in facts:
            if fact.value.strip():
                entries[fact.key] = (*entries.get(fact.key, ()), fact)
        return cls(entries)

    def get(self, key: str) -> Fact | None:
        """Return what was said last, or None."""
        return self.entries[key][-1] if key in self.entries else None

    def items(self, group: str) -> tuple[str, ...]:
        """Return the names of a group's items (``1``, ``2``, ``recall``), numbers in their order, then words as they came."""
        names = dict.fromkeys(parts[1] for key in self.entries if len(parts := key.split(".")) > 2 and parts[0] == group)
        return tuple(sorted(names, key=lambda name: (not name.isdigit(), int(name) if name.isdigit() else 0)))

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return the keys of which two different things are said, with the last two that differ."""
        return tuple(
            Contradiction(key=key, earlier=differing[-1], later=said[-1])
            for key, said in self.entries.items()
            if (differing := [fact for fact in said if comparable(fact.value) != comparable(said[-1].value)])
        )


def comparable(value: str) -> str:
    """Return a value for comparison: ``2018年8月15日`` equals ``2018-08-15``, ``487,213円`` equals ``JPY 487213``."""
    if day := parse_date(value):
        return day.isoformat()
    plain = unicodedata.normalize("NFKC", value).casefold().strip()
    bare = _MONEY_NOISE.sub("", plain)
    return bare if _NUMBER.fullmatch(bare) else " ".join(plain.split())


def collect(situation: Situation, notice: Notice | None, track: Track = Track.ACCOUNT) -> Ledger:
    """Return everything that may be stated when ``notice`` is answered in a track; what the seller states last is printed."""
    told = preventions(situation.facts, "ja" if situation.language == "ja" else "en")
    read = (*_from_case(situation, track), *(_from_notice(situation, notice) if notice else ()))
    return Ledger.of((*read, *situation.facts, *told))


def document(ledger: Ledger, paper: Paper, others: int) -> Fact | None:
    """Return the fact that names the attachment for a paper.

    One file for all (``document.invoice.all``) answers for a product only where it is the single one at issue (``others`` is
    0) or where the fact names its ASIN: two invoices for three ASINs must show a gap.
    """
    if fact := ledger.get(paper.key):
        return fact
    whole = ledger.get(f"document.{paper.kind}.all")
    return whole if whole and paper.asin and (not others or paper.asin in whole.value.upper()) else None


def shortfalls(notice: Notice | None) -> tuple[str, ...]:
    """Return the deficits that a notice names, the gravest answered first; ``unspecified`` where it names none."""
    named = set(notice.deficits) if notice else set()
    return tuple(deficit.value for deficit in _GRAVEST if deficit in named) or (Deficit.UNSPECIFIED.value,)


def asked(situation: Situation, notice: Notice | None) -> tuple[str, ...]:
    """Return what an answer must go into: the deficits, and ``supply``, ``explanation`` or ``plan`` where the notice wants them.

    The supply chain is also at issue in every later letter of a case that began with an authenticity inquiry. A rejection that
    wants a plan and calls no part of it insufficient wants all of it.
    """
    kinds = {item.kind for item in notice.demands} if notice else set()
    inquired = any(item.label is Label.AUTHENTICITY_INQUIRY and not item.forged for item in situation.notices)
    supply = ("supply",) if inquired or kinds & _SUPPLY else ()
    deficits = shortfalls(notice)
    refused = notice is not None and notice.label is Label.TEMPLATE_REJECTION
    by_the_cause = refused and bool({Deficit.ROOT_CAUSE, Deficit.UNSPECIFIED} & set(deficits))
    explanation = ("explanation",) if DemandKind.EXPLANATION in kinds and not by_the_cause else ()
    plan = ("plan",) if refused and DemandKind.PLAN in kinds and not _PLANNED & set(deficits) else ()
    return (*deficits, *supply, *explanation, *plan)


def differs(ledger: Ledger, asin: str) -> bool:
    """Tell whether fewer or more units came than were ordered: a difference that wants its reason."""
    ordered, delivered = ledger.get(f"goods.{asin}.ordered"), ledger.get(f"goods.{asin}.delivered")
    if ordered is None or delivered is None:
        return False
    return _units(ordered.value) != _units(delivered.value)


def needs(situation: Situation, step: Step, declared: Iterable[str], ledger: Ledger) -> tuple[str, ...]:
    """Return the keys that a letter needs, its stars filled: for each ASIN, each paper, each item (at least one)."""
    notice = answered_notice(situation, step.answers)
    found: dict[str, None] = {}
    for pattern in declared:
        found.update(dict.fromkeys(_expand(pattern, situation, step, notice, ledger)))
    return tuple(found)


def missing(situation: Situation, step: Step, *, language: str | None = None) -> tuple[str, ...]:
    """Return the keys of the facts that the step's letter lacks, in the letter's order; none for a step without a letter."""
    source = sources(language or ("ja" if situation.language == "ja" else "en")).get(step.name)
    if source is None:
        return ()
    notice = answered_notice(situation, step.answers)
    ledger = collect(situation, notice, step.track)
    owed = {paper.key: paper for paper in papers(situation, step.name, notice)}
    others = len(asins(situation, notice)) - 1
    return tuple(
        key
        for key in needs(situation, step, source.needed(asked(situation, notice)), ledger)
        if not (document(ledger, owed[key], max(others, 0)) if key in owed else ledger.get(key))
    )


def describe(key: str, language: str) -> str:
    """Return what a key asks for, in words: for the gap in a letter and for the list of wanting facts."""
    sentences = words(language)
    if (exact := sentences.get(f"fact.{key}")) is not None:
        return exact
    group, _, rest = key.partition(".")
    item, _, field = rest.partition(".")
    if group == "document":
        title = sentences.get(f"paper.{item}", item)
        return sentences["fact.document.all" if field == "all" else "fact.document.one"].format(paper=title, item=field)
    pattern = f"fact.{group}.*.{field}"
    if pattern not in sentences:
        return key
    said = sentences[pattern].format(item=item)
    if item.isdigit() and int(item) > 1:
        return sentences["gap.nth"].format(what=said, item=item)
    if heading := sentences.get(f"report_heading.{item}"):
        return sentences["gap.of"].format(what=said, item=heading)
    return said


def name(key: str, language: str) -> str:
    """Return what a fact is, in words: ``describe`` without the bracket that explains to the seller how to answer."""
    return _EXPLAINING.sub("", describe(key, language))


def hint(key: str, language: str) -> str:
    """Return how to answer, with an example that says it is one; blank where the question says enough."""
    sentences = words(language)
    group, _, rest = key.partition(".")
    field = rest.partition(".")[2]
    if group == "document":
        key, field = f"document.{'all' if field == WHOLE else 'one'}", ""
    found = sentences.get(f"fact_hint.{key}") or sentences.get(f"fact_hint.{group}.*.{field}", "")
    example = any(word in found for word in _EXAMPLE)
    return sentences["fact_hint.example"].format(hint=found) if example else found


def known(key: str, language: str) -> bool:
    """Tell whether a key (its stars included) is of the vocabulary."""
    sentences = words(language)
    group, _, rest = key.partition(".")
    item, _, field = rest.partition(".")
    if group == "evidence":
        return bool(item)
    if group == "document":
        return key == _PAPERS or (f"paper.{item}" in sentences and bool(field))
    return f"fact.{key}" in sentences or f"fact.{group}.*.{field}" in sentences


def _units(value: str) -> str:
    """The count in ``120個(2017年8月から)``: the figure before a word for pieces, else the first figure."""
    plain = unicodedata.normalize("NFKC", value).replace(",", "")
    found = _PIECES.search(plain) or _NUMBER.search(plain)
    return found[0] if found else plain


def _expand(pattern: str, situation: Situation, step: Step, notice: Notice | None, ledger: Ledger) -> Iterator[str]:
    if pattern == _PAPERS:
        yield from (paper.key for paper in papers(situation, step.name, notice))
    elif "*" not in pattern:
        yield pattern
    else:
        group, _, field = pattern.split(".")
        items = asins(situation, notice) if group == _PER_ASIN else ledger.items(group) or ("1",)
        if pattern == _DIFFERENCE:
            items = tuple(item for item in items if differs(ledger, item))
        yield from (f"{group}.{item}.{field}" for item in items)


def _from_case(situation: Situation, track: Track) -> Iterator[Fact]:
    if situation.store_name:
        yield Fact(key="store_name", value=situation.store_name, source="configuration")
    if situation.seller_name:
        yield Fact(key="seller_name", value=situation.seller_name, source="configuration")
    believed = [notice for notice in situation.notices if notice.believed and not notice.forged]
    for key, label in _DATED.items():
        if dated := [notice for notice in believed if label in (notice.label, *notice.secondary)]:
            yield _dated(key, dated[-1], situation.timezone)
    for notice in reversed(believed):
        if sums := [
            money(value, currency, situation.language)
            for value, currency, role in notice.amounts
            if role in _BALANCES and _some(value)
        ]:
            yield Fact(key="funds.balance", value=sums[0], source=_source(notice, situation.timezone))
            break
    if last := last_sent(situation, track):
        day = local_date(last.at, situation.timezone).isoformat()
        yield Fact(key="submission.date", value=day, source=f"submission {last.ref}")
        yield Fact(key="submission.text", value=last.text, source=f"submission {last.ref}")


def _from_notice(situation: Situation, notice: Notice) -> Iterator[Fact]:
    yield _dated("notice.date", notice, situation.timezone)
    source = _source(notice, situation.timezone)
    for key, value in (
        ("notice.subject", notice.subject),
        ("notice.sender", notice.sender),
        ("notice.quote", notice.quote if len(notice.quote) <= _QUOTABLE else ""),
        ("notice.case_id", ", ".join(notice.case_ids)),
        ("notice.complaint_id", ", ".join(notice.complaint_ids)),
    ):
        if value:
            yield Fact(key=key, value=" ".join(value.split()), source=source)
    if named := asins(situation, notice):
        yield Fact(key="asins", value=", ".join(named), source=source)


def money(value: str, currency: str | None, language: str) -> str:
    """Return a sum ready to print: ``487,213円`` for yen in Japanese, else ``USD 1,234.50``; the digits are the notice's."""
    whole, dot, part = value.partition(".")
    grouped = f"{int(whole):,}{dot}{part}" if whole.lstrip("-").isdigit() else value
    if currency == "JPY" and language == "ja":
        return f"{grouped}円"
    return f"{currency} {grouped}" if currency else grouped


def _some(value: str) -> bool:
    return any(char in "123456789" for char in value)


def _dated(key: str, notice: Notice, timezone: str) -> Fact:
    return Fact(key=key, value=local_date(notice.at, timezone).isoformat(), source=_source(notice, timezone))


def _source(notice: Notice, timezone: str) -> str:
    return f"notice {local_date(notice.at, timezone).isoformat()}"
