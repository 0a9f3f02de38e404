"""Training the second opinion on traits from the corpus' annotations, and measuring it out of fold."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sklearn.model_selection import KFold

from classifiers import annotations, features, pooling, trait_judge, traits
from classifiers.annotations import Finding, Tally
from classifiers.corpus import Family
from classifiers.head import Head
from classifiers.labels import Label
from classifiers.statements import Statements
from classifiers.trait_judge import TraitJudge, Traits
from classifiers.untuned import Compared

_FOLDS: Final = 5
NAMES: Final = ("appealable", "final", "deficits", "secondary")
_SEED: Final = 1


def train(families: Iterable[Family], facts: Head) -> Head:
    """Train the head on the annotated families; ``facts``: the head that judges what sentences state."""
    return _fit(_Known(list(families), facts))


def compare(families: Iterable[Family], facts: Head) -> Mapping[str, Compared]:
    """Measure each trait where no word list was tuned: by the lists alone, and by a judge that never saw the family."""
    known = _Known(list(families), facts)
    fresh = sum(family.untuned for family in known.families)
    found = {name: Compared(fresh, Tally(), Tally()) for name in NAMES}
    for trained, held in KFold(_FOLDS, shuffle=True, random_state=_SEED).split(known.families):
        judge = TraitJudge.of(_fit(known, trained.tolist()))
        for place in held.tolist():
            family = known.families[place]
            if family.untuned:
                judged = judge(known.messages[place], known.stated[place], known.labels[place], known.ruled[place])
                _count(found, family, known.ruled[place], judged)
    return found


class _Known:
    """The account-health families, read by the word lists and the facts' head."""

    def __init__(self, families: Sequence[Family], facts: Head) -> None:
        told = list(annotations.account_health(families))
        self.families = [family for _, family, _, _ in told]
        self.labels: list[Label] = [label for _, _, label, _ in told]
        self.messages = [features.of(document) for _, _, _, document in told]
        self.stated = pooling.stated_by(facts, self.messages)
        states = [Statements.among(facts, *one) for one in zip(self.messages, self.stated, strict=True)]
        self.ruled = [traits.ruled(told[place][3], told[place][2], stated) for place, stated in enumerate(states)]


def _fit(known: _Known, places: Sequence[int] | None = None) -> Head:
    chosen = range(len(known.families)) if places is None else places
    rows = [
        trait_judge.row(
            known.messages[place],
            known.stated[place],
            known.labels[place],
            known.ruled[place],
            trusted=known.families[place].untuned,
        )
        for place in chosen
    ]
    return trait_judge.fit(rows, [annotated(known.families[place]) for place in chosen])


def annotated(family: Family) -> Traits:
    """What is annotated of a family."""
    return Traits(family.appealable, family.final, family.deficits, family.secondary)


def _count(found: Mapping[str, Compared], family: Family, ruled: Traits, judged: Traits) -> None:
    for name, compared in found.items():
        if name == "deficits" and family.label is not Label.TEMPLATE_REJECTION:
            continue
        wanted = _as_compared(name, annotated(family))
        compared.ruled.add(family.id, wanted, _as_compared(name, ruled))
        compared.judged.add(family.id, wanted, _as_compared(name, judged))


def _as_compared(name: str, said: Traits) -> set[Finding]:
    if name in {"deficits", "secondary"}:
        return {(one.value,) for one in (said.deficits if name == "deficits" else said.further)}
    return {(name,)} if getattr(said, name) else set()
