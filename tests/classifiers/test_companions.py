"""Further acts, told by words and by what the sentences state."""

import numpy as np

from classifiers import companions, traits
from classifiers.document import Document
from classifiers.features import Stance
from classifiers.labels import Label
from classifiers.phrases import Fact
from classifiers.statements import Statements

FACTS = tuple(fact.value for fact in Fact)


def stated(*sentences: tuple[Stance, Fact, float]) -> Statements:
    rows = np.zeros((len(sentences), len(FACTS)))
    for place, (_, fact, probability) in enumerate(sentences):
        rows[place, FACTS.index(fact.value)] = probability
    return Statements(FACTS, tuple(stance for stance, _, _ in sentences), rows)


def test_the_strongest_statement_counts_by_stance() -> None:
    statements = stated((Stance.ASSERTED, Fact.FUNDS_HELD, 0.4), (Stance.DEPENDING, Fact.FUNDS_HELD, 0.9))
    assert statements.strongest(Fact.FUNDS_HELD, asserted=True) == 0.4
    assert statements.strongest(Fact.FUNDS_HELD, asserted=False) == 0.9
    assert statements.strongest(Fact.FUNDS_PAID, asserted=False) == 0.0
    assert stated((Stance.SUBJECT, Fact.FUNDS_HELD, 0.9)).strongest(Fact.FUNDS_HELD, asserted=False) == 0.0


def test_two_facts_of_one_sentence_add_up() -> None:
    rows = np.zeros((1, len(FACTS)))
    rows[0, FACTS.index(Fact.FUNDS_HELD.value)] = 0.3
    rows[0, FACTS.index(Fact.FUNDS_REFUSED.value)] = 0.4
    statements = Statements(FACTS, (Stance.ASSERTED,), rows)
    assert abs(statements.strongest(Fact.FUNDS_HELD, Fact.FUNDS_REFUSED, asserted=True) - 0.7) < 1e-9


def test_a_statement_finds_what_no_word_list_knows() -> None:
    document = Document.of("Your account was closed. Your dues sleep with us.")
    assert companions.of(document, Label.CLOSURE_NOTICE) == ()
    held = stated((Stance.ASSERTED, Fact.ACCOUNT_STOPPED, 0.9), (Stance.ASSERTED, Fact.FUNDS_HELD, 0.8))
    assert companions.of(document, Label.CLOSURE_NOTICE, held) == (Label.FUNDS_WITHHELD,)


def test_a_mention_is_no_act() -> None:
    document = Document.of("We received your letter about the money that is held.")
    held = stated((Stance.ASSERTED, Fact.FUNDS_HELD, 0.95))
    assert Label.FUNDS_WITHHELD not in traits.secondary(document, Label.ACKNOWLEDGEMENT, held)
    assert traits.secondary(document, Label.OTHER_AMAZON, held) == ()
