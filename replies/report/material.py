"""What a report is made of: the situation, its facts, the reconciliation and the files that go with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from classifiers.labels import ChannelKind, Label, Track
from replies.binding import Binding
from replies.calendar_dates import local_date
from replies.evidence import facts as evidence_facts
from replies.evidence.findings import Say
from replies.evidence.paper_files import PaperFile, base_name
from replies.evidence.reconcile import Reconciliation
from replies.papers import asins
from replies.situation import STATED, Fact, Notice, Situation, Step, StepName
from replies.templates import words

_ABOUT_SELLING: Final = frozenset(
    {
        Label.AUTHENTICITY_INQUIRY,
        Label.POLICY_WARNING,
        Label.CLOSURE_NOTICE,
        Label.TEMPLATE_REJECTION,
        Label.FORGERY_ALLEGATION,
    }
)


def say(language: str) -> Say:
    """Return the package's catalogue of a language: ``say(code, **values)`` is a sentence."""
    sentences = words(language)

    def spoken(code: str, /, **values: object) -> str:
        return sentences[code].format(**values)

    return spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that a report may print. ``situation.facts`` already holds those of the evidence, then the stated ones."""

    situation: Situation
    language: str
    outcome: Reconciliation | None = None
    files: tuple[PaperFile, ...] = ()
    """The files that go with the report, in the order of their annex numbers."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """File name → what it is, in words."""

    @property
    def notice(self) -> Notice | None:
        """The message that the report answers."""
        return answered(self.situation)

    @property
    def asins(self) -> tuple[str, ...]:
        """The products at issue."""
        return asins(self.situation, self.notice)

    @property
    def today(self) -> date:
        """The day on which the report is made, in the case's zone."""
        return local_date(self.situation.now, self.situation.timezone)

    def binding(self) -> Binding:
        """Return a fresh view of the facts: it notes what a text cited and what it lacked."""
        return Binding.of(self.situation, step(self.situation), self.language)


def material(
    situation: Situation,
    *,
    language: str = "",
    stated: tuple[Fact, ...] = (),
    outcome: Reconciliation | None = None,
    files: tuple[PaperFile, ...] = (),
) -> Material:
    """Return the material of a report; ``language`` is the situation's where blank.

    An earlier reconciliation that was kept gives way to the one handed in. What the seller states wins over what the evidence
    says where both say something: the difference blocks, and is shown.
    """
    language = language or ("ja" if situation.language == "ja" else "en")
    proven = evidence_facts.facts(outcome, say(language)) if outcome else ()
    titles = _titles(outcome, language) if outcome else {}
    fresh = {fact.key for fact in proven}
    kept = (fact for fact in situation.facts if fact.key not in fresh or fact.source.startswith(STATED))
    whole = replace(situation, facts=(*proven, *kept, *stated))
    return Material(situation=whole, language=language, outcome=outcome, files=_ordered(files, titles), titles=titles)


def answered(situation: Situation) -> Notice | None:
    """Return the newest notice about selling that may be answered; the newest of all where there is none such."""
    standing = [notice for notice in situation.notices if notice.answerable and not notice.forged]
    about = [notice for notice in standing if notice.label in _ABOUT_SELLING]
    chosen = about or standing
    return chosen[-1] if chosen else None


def step(situation: Situation) -> Step:
    """Return the step that a report is: the full answer about account and papers, pasted and attached in the console."""
    notice = answered(situation)
    return Step(
        name=StepName.ANSWER_INQUIRY,
        rule="report",
        track=Track.ACCOUNT,
        answers=notice.ref if notice else None,
        channel=ChannelKind.CONSOLE,
        to=None,
    )


def _ordered(files: tuple[PaperFile, ...], titles: Mapping[str, str]) -> tuple[PaperFile, ...]:
    """The seller's own records first, since the text speaks of them one by one; then the papers of purchase."""
    return tuple(sorted(files, key=lambda file: (base_name(file.name) in titles, file.name)))


def _titles(outcome: Reconciliation, language: str) -> dict[str, str]:
    told = say(language)
    titles = {}
    for paper in outcome.counted.papers:
        if name := str(paper.said("paper") or ""):
            parts = (told(f"evidence_word.{paper.kind}"), str(paper.said("supplier_name") or ""))
            titles[base_name(name)] = " ".join(part for part in parts if part)
    return titles
