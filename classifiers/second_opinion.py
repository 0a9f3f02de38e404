"""The seam for a second opinion on meaning: whoever implements it revises what the first model says of an incoming message."""

from collections.abc import Sequence
from typing import Protocol

from classifiers import deadlines
from classifiers.abstention import Policy
from classifiers.demand_judge import DemandJudge
from classifiers.demands import Judge
from classifiers.document import Document
from classifiers.features import Features
from classifiers.head import Floats
from classifiers.time_judge import TimeJudge


class SecondOpinion(Protocol):
    """Revises the first model's probabilities. Pure: the same message and probabilities give the same answer."""

    @property
    def version(self) -> str:
        """Part of the reader's version: it changes when the same message would be revised another way."""

    @property
    def policy(self) -> Policy:
        """When the reader abstains on revised probabilities; it stands in for the first model's policy."""

    def judge_of_demands(self, first: DemandJudge) -> Judge:
        """What decides which papers are asked for: the first model's judge, with a say of its own."""

    def judge_of_times(self, first: TimeJudge) -> deadlines.Judge:
        """What decides which times are deadlines: the first model's judge, with a say of its own."""

    def revise(self, document: Document, described: Features, labels: Sequence[str], probabilities: Floats) -> Floats:
        """Return a probability for each of ``labels``, summing to 1: the given ones where there is nothing to add.

        Never raises for what a message contains.
        """
