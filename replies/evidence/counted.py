"""Everything that a reconciliation counted."""

from dataclasses import dataclass, field

from replies.evidence.coverage import Coverage
from replies.evidence.flows import Flow
from replies.evidence.holdings import Evidence
from replies.evidence.papers import Paper
from replies.evidence.purchases import Purchase, Supply
from replies.evidence.question import Question
from replies.evidence.reserve import Settlement
from replies.evidence.returned import Returned
from replies.evidence.stock import Stock


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The counts from which findings, tables and figures are made."""

    evidence: Evidence = field(repr=False)
    question: Question
    asins: tuple[str, ...]
    papers: tuple[Paper, ...]
    purchases: tuple[Purchase, ...]
    supplies: tuple[Supply, ...]
    coverage: tuple[Coverage, ...]
    stocks: tuple[Stock, ...]
    returned: tuple[Returned, ...]
    settlements: tuple[Settlement, ...]
    flows: tuple[Flow, ...]
