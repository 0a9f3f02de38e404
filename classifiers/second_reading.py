"""How far two readers of the corpus agree: ``python -m classifiers.second_reading``.

All families but those of parts ``r`` and ``s`` were read a second time by readers who did not see the first answer, by the laws
LABELS.md and EXTRACTION.md. ``corpus/second_reading.tsv`` has what the two answered differently and what a third, who did not
know whose answer was whose, decided. Labels, demands and deadlines stand in the corpus as decided.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from classifiers import corpus
from classifiers.annotations import Finding, Tally, deadlines_of, demands_of
from classifiers.corpus import Family
from classifiers.labels import ACCOUNT_HEALTH, Direction

FILE: Final = "second_reading.tsv"
LABEL, DEMANDS, DEADLINES = "label", "demands", "deadlines"
_UNREAD: Final = ("r-", "s-")
"""How the ids begin of families that were written afterwards."""
_NOTHING: Final = "-"


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that two readers answered differently."""

    family: str
    what: str
    """``LABEL``, ``DEMANDS`` or ``DEADLINES``."""
    first: str
    second: str
    decided: str


def load() -> tuple[Difference, ...]:
    """Read the packaged differences."""
    text = files("classifiers").joinpath("corpus", FILE).read_text(encoding="utf-8")
    return tuple(Difference(*line.split("\t")) for line in text.splitlines()[1:])


def findings(answer: str) -> set[Finding]:
    """A set of demands or deadlines, as the file has it."""
    return set() if answer == _NOTHING else {tuple(part.split(":")) for part in answer.split(" ")}


def labels_agreed(families: Iterable[Family], differences: Iterable[Difference]) -> dict[str, tuple[int, int]]:
    """How many families of each label the two called alike, and of how many."""
    other = {difference.family for difference in differences if difference.what == LABEL}
    read = [family for family in families if _was_read(family)]
    alike = Counter(family.label.value for family in read if family.id not in other)
    return {label: (alike[label], count) for label, count in sorted(Counter(family.label.value for family in read).items())}


def tally(families: Iterable[Family], differences: Iterable[Difference], what: str) -> Tally:
    """Compare the second reader's demands or deadlines with the first's, as if the first were the truth."""
    differing = {difference.family: difference for difference in differences if difference.what == what}
    relabelled = {difference.family for difference in differences if difference.what == LABEL}
    found = Tally()
    for family in families:
        if not _was_read(family) or family.label not in ACCOUNT_HEALTH or family.id in relabelled:
            continue
        if difference := differing.get(family.id):
            found.add(family.id, findings(difference.first), findings(difference.second))
        else:
            agreed = demands_of(family) if what == DEMANDS else deadlines_of(family)
            found.add(family.id, agreed, agreed)
    return found


def _was_read(family: Family) -> bool:
    return family.direction is Direction.INCOMING and not family.id.startswith(_UNREAD)


def main() -> int:
    """Print how far the two agree, and whom the third followed."""
    families, differences = corpus.load(), load()
    agreed = labels_agreed(families, differences)
    alike, count = (sum(numbers) for numbers in zip(*agreed.values(), strict=True))
    sys.stdout.write(f"labels: {alike} of {count} families alike, {alike / count:.3f}\n")
    for label, (same, of) in agreed.items():
        sys.stdout.write(f"  {label:22} {same / of:.3f} of {of}\n")
    for what in (DEMANDS, DEADLINES):
        found = tally(families, differences, what)
        sys.stdout.write(f"{what}: precision {found.precision:.3f}, recall {found.recall:.3f} of the second by the first\n")
    for what in (LABEL, DEMANDS, DEADLINES):
        mine = [difference for difference in differences if difference.what == what]
        first, second = (sum(getattr(one, side) == one.decided for one in mine) for side in ("first", "second"))
        sys.stdout.write(
            f"{what}: {len(mine)} families differed; the third followed the first in {first}, the second in {second}\n"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
