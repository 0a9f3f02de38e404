"""The reader: everything that is understood of one message, in one call."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from classifiers import channels, deadlines, demands, entities, features, forms, language, rules, semantic, suspicions, traits
from classifiers.document import Document
from classifiers.features import Features, Unit
from classifiers.head import Floats
from classifiers.labels import ACCOUNT_HEALTH, Act, Direction, Label
from classifiers.lines import FRAME
from classifiers.model import Model
from classifiers.reading import Because, FormMatch, Reading
from classifiers.sample import Sample, SenderKind
from classifiers.second_opinion import SecondOpinion
from classifiers.statements import Statements
from classifiers.trait_judge import Traits

RULES: Final = "r6"
"""The version of the rules beside the model: it changes when the same model would read another way."""
_READ_LANGUAGES: Final = frozenset({"ja", "en", "und"})
_QUOTES: Final = 3
_ALTERNATIVES: Final = 4
_LONGEST_QUOTE: Final = 400
_LEAST_TEXT: Final = 4
"""Characters below which a message says nothing (an image, an attachment alone)."""


@dataclass(frozen=True)
class Judgement:
    """What the model says of a message: a word with its probability, or why it says none."""

    word: Label | Act | None
    confidence: float
    abstained: str | None = None
    """``empty``: nothing to read; ``language``: none it has learned; ``uncertain``: a mistake would cost more than a look."""
    alternatives: tuple[tuple[str, float], ...] = ()
    because: tuple[Because, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Reads messages with one model. Pure and safe to share between threads."""

    model: Model
    second: SecondOpinion | None = field(default_factory=semantic.installed)
    """Asked about incoming messages; default: the extra ``semantic`` where it is installed, else nobody."""
    version: str = field(init=False)

    def __post_init__(self) -> None:
        second = f"+{self.second.version}" if self.second else ""
        object.__setattr__(self, "version", f"{self.model.version}+{RULES}{second}")

    def read(self, sample: Sample) -> Reading:
        """Read one message. Never raises for what a message contains."""
        document = Document.of(sample)
        described = features.of(document)
        judgement = self._judge(document, described)
        label = judgement.word if isinstance(judgement.word, Label) else None
        act = judgement.word if isinstance(judgement.word, Act) else None
        concerning = label in ACCOUNT_HEALTH
        incoming = sample.direction is Direction.INCOMING
        speaks = _speaks(label, incoming=incoming)
        statements = Statements.by(self.model, described) if concerning else None
        left = self._left_open(document, described, label, statements) if statements and label else None
        return Reading(
            label=label,
            confidence=judgement.confidence,
            act=act,
            abstained=judgement.abstained,
            alternatives=judgement.alternatives,
            secondary=left.further if left else (),
            tracks=traits.tracks(document, label, left.further if left else ()),
            appealable=left.appealable if left else None,
            final=left.final if left else None,
            deficits=left.deficits if left else (),
            entities=entities.extract(document),
            demands=demands.extract(document, label, self._judge_of_demands()) if speaks else (),
            deadlines=deadlines.extract(document, label, self._judge_of_times()) if speaks else (),
            channels=channels.extract(document) if speaks else (),
            form=_form(document, label) if incoming and label is not Label.NOT_AMAZON else None,
            because=judgement.because,
            suspicions=suspicions.extract(document) if incoming else (),
            language=language.detect(document.folded.original or sample.subject),
            model=self.version,
        )

    def _left_open(self, document: Document, described: Features, label: Label, statements: Statements) -> Traits:
        return self.model.judge_of_traits(described, statements.stated, label, traits.ruled(document, label, statements))

    def _judge_of_demands(self) -> demands.Judge:
        first = self.model.judge_of_demands
        return self.second.judge_of_demands(first) if self.second else first

    def _judge_of_times(self) -> deadlines.Judge:
        first = self.model.judge_of_times
        return self.second.judge_of_times(first) if self.second else first

    def judge(self, source: Sample | Document) -> Judgement:
        """Tell the label or act alone, with reasons; extracts nothing."""
        document = Document.of(source)
        return self._judge(document, features.of(document))

    def _judge(self, document: Document, described: Features) -> Judgement:
        if document.sample.direction is Direction.OUTGOING:
            return self._outgoing(document, described)
        certain, _ = rules.certain(document.sample)
        if certain is not None:
            return Judgement(word=certain, confidence=1.0, alternatives=((certain.value, 1.0),))
        return self._incoming(document, described)

    def _incoming(self, document: Document, described: Features) -> Judgement:
        ranked, because = self._ranked(document, described)
        name, confidence = ranked[0]
        reason = _unreadable(document)
        policy = self.second.policy if self.second else self.model.policy
        if reason is None and policy.abstains({Label(word): share for word, share in ranked}):
            reason = "uncertain"
        return Judgement(None if reason else Label(name), confidence, reason, ranked[:_ALTERNATIVES], because)

    def _outgoing(self, document: Document, described: Features) -> Judgement:
        ranked, because = self._ranked(document, described)
        name, confidence = ranked[0]
        reason = _unreadable(document) or ("uncertain" if confidence < self.model.outgoing_floor else None)
        return Judgement(None if reason else Act(name), confidence, reason, ranked[:_ALTERNATIVES], because)

    def _ranked(self, document: Document, described: Features) -> tuple[tuple[tuple[str, float], ...], tuple[Because, ...]]:
        labels, probabilities, shares = self.model.read(described, document.sample.direction)
        if self.second and document.sample.direction is Direction.INCOMING:
            probabilities = self.second.revise(document, described, labels, probabilities)
        rounded = [round(float(share), 4) for share in probabilities]
        ranked = tuple(sorted(zip(labels, rounded, strict=True), key=lambda item: (-item[1], item[0])))
        return ranked, _because(document, described.units, shares[:, labels.index(ranked[0][0])])


def _speaks(label: Label | None, *, incoming: bool) -> bool:
    """Noise demands nothing of the seller's account; a message we abstain on may."""
    return incoming and (label is None or label in ACCOUNT_HEALTH)


def _form(document: Document, label: Label | None) -> FormMatch | None:
    form = forms.fingerprint(document)
    if form is None:
        return None
    return FormMatch(id=form.id, similarity=0.0, lines=form.lines if _speaks(label, incoming=True) else ())


def _unreadable(document: Document) -> str | None:
    if len(document.text.strip()) < _LEAST_TEXT and len(document.subject.strip()) < _LEAST_TEXT:
        return "empty"
    if document.sender_kind is not SenderKind.OTHER and language.detect(document.folded.original) not in _READ_LANGUAGES:
        return "language"
    return None


def _because(document: Document, units: tuple[Unit, ...], shares: Floats) -> tuple[Because, ...]:
    """The sentences that spoke loudest for the label. The last of ``shares`` belongs to no sentence.

    A greeting or a signature may speak loudly, and tells a person nothing: it is quoted only where nothing else spoke.
    """
    weights: dict[tuple[int, int], float] = {}
    for unit, share in zip(units, shares, strict=False):
        weights[unit.span] = weights.get(unit.span, 0.0) + float(share)
    frame = {(sentence.start, sentence.end) for sentence in document.sentences if sentence.role in FRAME}
    loud = [(span, weight) for span, weight in weights.items() if weight > 0]
    telling = [item for item in loud if item[0] not in frame] or loud
    found: list[Because] = []
    for span, weight in sorted(telling, key=lambda item: (-item[1], item[0]))[:_QUOTES]:
        quote = document.sample.subject if span == (0, 0) else document.quote(*span)
        if quote.strip():
            found.append(Because(quote=quote.strip()[:_LONGEST_QUOTE], weight=round(weight, 4)))
    return tuple(found)


@cache
def load(folder: Path | None = None) -> Reader:
    """Return a reader with the packaged model, or with the one in a folder. Raises ``classifiers.model.ModelError``."""
    return Reader(Model.load(folder))
