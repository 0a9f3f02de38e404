"""What the sentences of a message state, as the facts' head of the model judges them: the strongest statement of each fact.

Word lists know the words they list; the head has learned from the phrasebook and judges sentences it has never seen.
"""

from dataclasses import dataclass

import numpy as np

from classifiers import features, pooling
from classifiers.document import Document
from classifiers.features import Features, Stance
from classifiers.head import Floats, Head
from classifiers.model import Model
from classifiers.phrases import Fact


@dataclass(frozen=True, eq=False)
class Statements:
    """The probability of each fact in each sentence of one message."""

    facts: tuple[str, ...]
    stances: tuple[Stance, ...]
    stated: Floats
    """A row for each unit, a column for each fact."""

    @classmethod
    def of(cls, head: Head, source: Document | Features) -> "Statements":
        """Ask the facts' head what each sentence states."""
        described = features.of(source) if isinstance(source, Document) else source
        return cls.among(head, described, pooling.stated_by(head, [described])[0])

    @classmethod
    def among(cls, head: Head, described: Features, stated: Floats) -> "Statements":
        """What the head has answered already, of many messages at once."""
        return cls(tuple(head.labels), tuple(unit.stance for unit in described.units), stated)

    @classmethod
    def by(cls, model: Model, described: Features) -> "Statements":
        """Ask a whole model: the same answer, sooner."""
        return cls(tuple(model.facts.labels), tuple(unit.stance for unit in described.units), model.stated(described))

    def strongest(self, *facts: Fact, asserted: bool) -> float:
        """How surely one sentence states one of the facts, from 0 to 1: stated without condition, or anywhere in the text."""
        wanted = {Stance.ASSERTED} if asserted else set(Stance) - {Stance.SUBJECT}
        rows = [place for place, stance in enumerate(self.stances) if stance in wanted]
        columns = [self.facts.index(fact.value) for fact in facts if fact.value in self.facts]
        if not rows or not columns:
            return 0.0
        return float(self.stated[np.ix_(rows, columns)].sum(axis=1).max())
