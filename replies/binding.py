"""Binding a letter to its facts: what a template may call. Each call hands out a fact and notes it as cited, or prints a gap."""

from dataclasses import dataclass, field

from classifiers.labels import ChannelKind
from replies.calendar_dates import local_date, long_date, parse_date, workdays_between
from replies.facts import Ledger, asked, collect, describe, differs, document, shortfalls
from replies.matters import last_sent
from replies.papers import Paper, answered_notice, asins, papers
from replies.situation import Notice, Situation, Step
from replies.templates import words


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

    @classmethod
    def of(cls, situation: Situation, step: Step, language: str, *, empty: bool = False) -> "Binding":
        """Return the binding of a step's letter; ``empty``: as if nothing were known, for the bare frame of the letter."""
        notice = answered_notice(situation, step.answers)
        ledger = Ledger.of(()) if empty else collect(situation, notice, step.track)
        return cls(situation=situation, step=step, language=language, ledger=ledger, notice=notice)

    def names(self) -> dict[str, object]:
        """Return what a template may use, and nothing more."""
        return {
            "fact": self.fact,
            "field": self.item,
            "has": self.has,
            "items": self.items,
            "papers": self.papers,
            "owes": self.owes,
            "asins": asins(self.situation, self.notice),
            "channel": (self.step.channel or ChannelKind.CONSOLE).value,
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
            "today": long_date(local_date(self.situation.now, self.situation.timezone), self.language),
            "marketplace": self.situation.marketplace[:1].upper() + self.situation.marketplace[1:],
        }

    def fact(self, key: str) -> str:
        """Return the value of a fact, ready to print, or the gap that asks for it."""
        if (found := self.ledger.get(key)) is None:
            return self.gap(key)
        self.cited[key] = None
        if key.endswith(".proof"):
            self.attached[found.value.strip()] = None
        return self._printed(found.value)

    def item(self, group: str, item: str, name: str) -> str:
        """Return a field of one item of a group: ``field("action", "1", "date")``."""
        return self.fact(f"{group}.{item}.{name}")

    def has(self, key: str, item: str = "", name: str = "") -> bool:
        """Tell whether a fact, or a field of a group's item, is known: for what a letter says only then."""
        return self.ledger.get(f"{key}.{item}.{name}" if name else key) is not None

    def differs(self, asin: str) -> bool:
        """Tell whether ordered and delivered differ for a product."""
        return differs(self.ledger, asin)

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
        sent = last_sent(self.situation, self.step.track)
        start = sent.at if sent else None
        return workdays_between(start, self.situation.now, self.situation.timezone) if start else 0

    def _line(self, paper: Paper, others: int) -> Line:
        sentences = words(self.language)
        title = sentences[f"paper.{paper.kind}"]
        if paper.age_days:
            title = sentences["gap.aged"].format(paper=title, days=paper.age_days)
        if (found := document(self.ledger, paper, others)) is None:
            return Line(title=title, asin=paper.asin or "", reference=self.gap(paper.key))
        self.cited[found.key] = None
        self.attached[found.value.strip()] = None
        return Line(title=title, asin=paper.asin or "", reference=self._printed(found.value))

    def _printed(self, value: str) -> str:
        day = parse_date(value)
        return long_date(day, self.language) if day else value.strip()
