"""Binding a letter to its facts: what a template may call. Each call hands out a fact and notes it as cited, or prints a gap."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from classifiers.labels import ChannelKind, DemandKind, Label
from replies import enclosures
from replies.bare_letter import bare_letter
from replies.calendar_dates import in_one_form, local_date, long_date, parse_date, workdays_between
from replies.facts import Ledger, asked, collect, describe, differs, document, shortfalls
from replies.matters import MATTERS, matter_of
from replies.notice_words import signature
from replies.papers import BETWEEN, Paper, answered_notice, asins, papers
from replies.sent import spoken_of
from replies.sentences import is_japanese
from replies.situation import Notice, Situation, Step, StepName
from replies.templates import words

_MONTH_FIRST: Final = frozenset({"amazon.com"})
"""Marketplaces whose English puts the month before the day."""
_CLOSED: Final = {"ja": ("停止", "閉鎖"), "en": ("deactivated", "suspended", "closed")}
_AS_WRITTEN: Final = ("notice.", "submission.", "registered.", "asins", "annex.")
"""Facts whose very characters matter: quotes, names and addresses."""
_SUPPORT: Final = frozenset({StepName.CONFIRM_AUTHENTICITY, StepName.RECOVER_FUNDS})
"""Letters to the support desk, whoever signed the notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paper of a letter's list, ready to print."""

    title: str
    asin: str
    reference: str


@dataclass(slots=True, kw_only=True)
class Binding:
    """One rendering's view of the facts. Collects what the text cited and what it lacked, in the order of the text."""

    situation: Situation
    step: Step
    language: str
    ledger: Ledger
    notice: Notice | None
    cited: dict[str, None] = field(default_factory=dict)
    wanting: dict[str, None] = field(default_factory=dict)
    attached: dict[str, None] = field(default_factory=dict)
    unnamed: dict[int, None] = field(default_factory=dict)
    """Annexes that the text cites by a number that names no paper."""

    @classmethod
    def of(cls, situation: Situation, step: Step, language: str, *, empty: bool = False) -> "Binding":
        """Return the binding of a step's letter; ``empty``: as if nothing were known, for the bare frame of the letter."""
        notice = answered_notice(situation, step.answers)
        ledger = Ledger.of(()) if empty else collect(situation, notice, step.track, step)
        return cls(situation=situation, step=step, language=language, ledger=ledger, notice=notice)

    def names(self) -> dict[str, object]:
        """Return what a template may use, and nothing more."""
        sent = spoken_of(self.situation, self.notice, self.step.track, self.step)
        return {
            "fact": self.fact,
            "field": self.item,
            "has": self.has,
            "items": self.items,
            "papers": self.papers,
            "owes": self.owes,
            "asins": asins(self.situation, self.notice),
            "channel": (self.step.channel or ChannelKind.CONSOLE).value,
            "from_notice": self.from_notice,
            "enclosures": self.enclosures,
            "closed_word": self._closed_word(),
            "signed": self._signed(),
            "carried": self.carried,
            "carried_papers": len(sent.attachments) if sent else 0,
            "differs": self.differs,
            "says": self.says,
            "deficits": shortfalls(self.notice),
            "asked": asked(self.situation, self.notice),
            "demanded": tuple(wanted.kind.value for wanted in self.notice.demands) if self.notice else (),
            "label": self.notice.label.value if self.notice and self.notice.label else "",
            "rule": self.step.rule,
            "track": self.step.track.value,
            "rounds": len(self.situation.submissions),
            "quiet_days": self.quiet_days(),
            "today": self._long(local_date(self.situation.now, self.situation.timezone)),
            "marketplace": self.situation.marketplace[:1].upper() + self.situation.marketplace[1:],
        }

    def fact(self, key: str) -> str:
        """Return the value of a fact, ready to print, or the gap that asks for it."""
        if (found := self.ledger.get(key)) is None:
            return self.gap(key)
        self.cited[key] = None
        if key.endswith(".proof"):
            self.attached[found.value.strip()] = None
        return self._printed(found.value) if key.startswith(_AS_WRITTEN) or key.endswith(".proof") else self._told(found.value)

    def item(self, group: str, item: str, name: str) -> str:
        """Return a field of one item of a group: ``field("action", "1", "date")``."""
        return self.fact(f"{group}.{item}.{name}")

    def has(self, key: str, item: str = "", name: str = "") -> bool:
        """Tell whether a fact, or a field of a group's item, is known: for what a letter says only then."""
        return self.ledger.get(f"{key}.{item}.{name}" if name else key) is not None

    def differs(self, asin: str) -> bool:
        """Tell whether ordered and delivered differ for a product."""
        return differs(self.ledger, asin)

    def carried(self) -> str:
        """Return the earlier letter without what frames it, or the gap that asks for it."""
        if (found := self.ledger.get("submission.text")) is None:
            return self.gap("submission.text")
        self.cited[found.key] = None
        return bare_letter(found.value, (self.situation.store_name or "", self.situation.seller_name or ""))

    def from_notice(self, key: str) -> bool:
        """Tell whether a fact was read off a mail of Amazon's, so that the letter refers to that mail."""
        found = self.ledger.get(key)
        return found is not None and found.source.startswith("notice ")

    def enclosures(self) -> tuple[str, ...]:
        """Return the papers of the letter as told so far, by number: those that its facts name, and those that they cite."""
        told = [fact.value for key in self.cited if (fact := self.ledger.get(key)) is not None]
        own = [said[-1].value for key, said in self.ledger.entries.items() if key in self.cited or key != "submission.text"]
        known = enclosures.named([*self.attached, *own])
        for number in dict.fromkeys(number for text in told for number in enclosures.cited(text)):
            stated = self.ledger.get(f"annex.{number}.name")
            if number in enclosures.named(self.attached):
                continue
            if number in known:
                self.attached[known[number]] = None
            elif stated is not None:
                self.cited[stated.key] = None
                self.attached[words(self.language)["gap.annex"].format(number=number, name=stated.value.strip())] = None
            else:
                self.unnamed[number] = None
        self.attached = dict.fromkeys(enclosures.ordered(self.attached))
        return tuple(self.attached)

    def says(self, word: str) -> bool:
        """Tell whether the notice uses a word, so that the letter may call a thing by the same name."""
        return self.notice is not None and word in f"{self.notice.subject}\n{self.notice.quote}\n{self.notice.text}"

    def items(self, group: str) -> tuple[str, ...]:
        """Return the names of a group's items; a group without any has the one that is asked for."""
        return self.ledger.items(group) or ("1",)

    def owes(self) -> bool:
        """Tell whether the answer owes any paper."""
        return bool(papers(self.situation, self.step.name, self.notice))

    def papers(self) -> tuple[Line, ...]:
        """Return a line for every paper owed: its title, its ASIN, and the attachment's name or the gap."""
        others = max(len(asins(self.situation, self.notice)) - 1, 0)
        return tuple(self._line(paper, others) for paper in papers(self.situation, self.step.name, self.notice))

    def gap(self, key: str) -> str:
        """Return the mark of a missing fact, and remember it."""
        self.wanting[key] = None
        return words(self.language)["gap.mark"].format(what=describe(key, self.language))

    def quiet_days(self) -> int:
        """Return the full working days since the answer that is awaited."""
        sent = spoken_of(self.situation, self.notice, self.step.track, self.step)
        start = sent.at if sent else None
        return workdays_between(start, self.situation.now, self.situation.timezone) if start else 0

    def _line(self, paper: Paper, others: int) -> Line:
        sentences = words(self.language)
        title = paper.choice[:1].upper() + paper.choice[1:] or sentences[f"paper.{paper.kind}"]
        if paper.kind is DemandKind.OTHER and paper.quote:
            title = "".join(sentences["gap.quoted"].format(words=one) for one in paper.quote.split(BETWEEN))
        if paper.age_days:
            title = sentences["gap.aged"].format(paper=title, days=paper.age_days)
        if (found := document(self.ledger, paper, others)) is None:
            return Line(title=title, asin=paper.asin or "", reference=self.gap(paper.key))
        self.cited[found.key] = None
        self.attached[found.value.strip()] = None
        return Line(title=title, asin=paper.asin or "", reference=self._printed(found.value))

    def _printed(self, value: str) -> str:
        day = parse_date(value)
        return self._long(day) if day else value.strip()

    def _told(self, value: str) -> str:
        """A statement in the seller's words; its dates are written like those of the letter."""
        return in_one_form(self._printed(value), self.language, month_first=self.situation.marketplace in _MONTH_FIRST)

    def _long(self, day: date) -> str:
        return long_date(day, self.language, month_first=self.situation.marketplace in _MONTH_FIRST)

    def _closed_word(self) -> str:
        """The notice's own word for what was done to the account."""
        closed = [
            item for item in self.situation.notices if Label.CLOSURE_NOTICE in (item.label, *item.secondary) and not item.forged
        ]
        said = [closed[-1].subject, closed[-1].quote, closed[-1].text] if closed else []
        known = _CLOSED[self.language]
        return next((word for part in said for word in known if word in part.lower()), known[0])

    def _signed(self) -> str:
        """The team that signed the notice, where it is the one that decides the matter and writes the letter's language."""
        notice = self.notice
        if notice is None or not notice.believed or self.step.name in _SUPPORT or notice.label is None:
            return ""
        team = signature(notice)
        foreign = is_japanese(team) is not (self.language == "ja") and not team.startswith("Amazon")
        return "" if MATTERS.get(notice.label) is not matter_of(self.step.track) or foreign else team
