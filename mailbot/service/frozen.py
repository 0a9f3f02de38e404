"""Measuring the whole way of a message on the frozen set: mails as a server delivers them, written apart from the corpus.

Nothing is trained or tuned on it, and it is read here alone (classifiers/frozen/README.md). Forged mails and the two noise
labels are left out of deadlines and demands: what a lure or another shop wants is not annotated in full.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from classifiers.labels import Label
from mailbot.authentication import Trust
from mailbot.messages import Place, RawMessage, Understanding
from mailbot.pipeline import Context, Reads, understand

TRUSTED = "mx.example.jp"
"""The receiving server of the set's fictional mailbox."""
KEY_LABELS = (Label.CLOSURE_NOTICE, Label.TEMPLATE_REJECTION, Label.FUNDS_APPEAL_WINDOW)
_NOISE = (Label.OTHER_AMAZON.value, Label.NOT_AMAZON.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One mail of the set: what it is, and what was read."""

    name: str
    language: str
    expected: str
    label: str | None
    best: str | None
    verdict_expected: str
    verdict: str
    deadlines: tuple[int, int, int]
    """Right, expected, found."""
    demands: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenReport:
    """The figures, good and bad."""

    judged: tuple[Judged, ...]
    model: str
    confusions: tuple[tuple[str, str, int], ...] = field(default=())

    def figures(self) -> dict[str, Any]:
        said = [item for item in self.judged if item.label is not None]
        return {
            "model": self.model,
            "mails": len(self.judged),
            "abstained": round(1 - len(said) / len(self.judged), 4),
            "macro_f1": round(macro_f1([(item.expected, item.label or "") for item in said]), 4),
            "macro_f1_all": round(macro_f1([(item.expected, item.label or "abstained") for item in self.judged]), 4),
            "accuracy_all": round(sum(item.expected == item.label for item in self.judged) / len(self.judged), 4),
            "by_language": {
                language: round(
                    macro_f1([(i.expected, i.label or "abstained") for i in self.judged if i.language == language]), 4
                )
                for language in sorted({item.language for item in self.judged})
            },
            "recall": {label.value: round(_recall(self.judged, label.value), 4) for label in KEY_LABELS},
            "verdicts_right": round(sum(i.verdict == i.verdict_expected for i in self.judged) / len(self.judged), 4),
            "forged_believed": sum(i.verdict_expected == "forged" and i.verdict == "genuine" for i in self.judged),
            "genuine_called_forged": sum(i.verdict_expected == "genuine" and i.verdict == "forged" for i in self.judged),
            "deadlines": _shares([item.deadlines for item in self.judged]),
            "demands": _shares([item.demands for item in self.judged]),
            "confusions": [list(item) for item in self.confusions],
        }

    def to_text(self) -> str:
        lines = []
        for name, value in self.figures().items():
            if name == "confusions":
                lines += ["", "expected, said, how often"] + [f"  {a}  {b}  {count}" for a, b, count in value]
            else:
                lines.append(f"{name}: {value}")
        return "\n".join(lines) + "\n"


def evaluate(reader: Reads) -> FrozenReport:
    """Read every mail of the set, as a daemon would, without DNS."""
    folder = files("classifiers") / "frozen"
    expected = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    context = Context(reader=reader, trust=Trust(authserv_ids=(TRUSTED,), own_addresses=()))
    judged = tuple(_judge(name, (folder / name).read_bytes(), want, context) for name, want in sorted(expected.items()))
    wrong = Counter((item.expected, item.label or "abstained") for item in judged if item.expected != item.label)
    rows = tuple(
        (expected, said, count) for (expected, said), count in sorted(wrong.items(), key=lambda item: (-item[1], item[0]))
    )
    return FrozenReport(judged=judged, model=reader.version, confusions=rows)


def _judge(name: str, content: bytes, want: dict[str, Any], context: Context) -> Judged:
    raw = RawMessage(content=content, place=Place(account="frozen", folder=""), received=None)
    found = understand(raw, context)
    assert isinstance(found, Understanding), name
    reading = found.reading
    counted = want["label"] not in _NOISE and want["verdict"] != "forged"
    return Judged(
        name=name,
        language=want["language"],
        expected=want["label"],
        label=reading.label.value if reading.label else None,
        best=reading.best,
        verdict_expected=want["verdict"],
        verdict=found.authenticity.verdict.value,
        deadlines=_overlap(map(_wanted_deadline, want["deadlines"]), map(_deadline, reading.deadlines)) if counted else (0, 0, 0),
        demands=_overlap(
            ((item["kind"], item["age_days"]) for item in want["demands"]),
            ((item.kind.value, item.age_days) for item in reading.demands),
        )
        if counted
        else (0, 0, 0),
    )


def _wanted_deadline(item: dict[str, Any]) -> tuple[Any, ...]:
    day = item["at"][:10] if item["at"] else None
    return (item["kind"], item["length"], item["unit"], None if day else _start(item["start"]), day)


def _start(start: str | None) -> str:
    """Receipt, the notice's date and nothing said are one start here: the set's writer and the corpus name it differently."""
    return "notice" if start in (None, "received") else start


def _deadline(item: Any) -> tuple[Any, ...]:
    day = item.at.date().isoformat() if item.at else None
    return (
        item.kind.value,
        item.length,
        item.unit.value if item.unit else None,
        None if day else _start(item.start.value if item.start else None),
        day,
    )


def _overlap(expected: Iterable[Any], found: Iterable[Any]) -> tuple[int, int, int]:
    want, have = set(expected), set(found)
    return len(want & have), len(want), len(have)


def _shares(counts: Sequence[tuple[int, int, int]]) -> dict[str, Any]:
    right, expected, found = (sum(column) for column in zip(*counts, strict=True))
    return {
        "expected": expected,
        "found": found,
        "recall": round(right / expected, 4) if expected else None,
        "precision": round(right / found, 4) if found else None,
    }


def _pairs(judged: Sequence[Judged], language: str) -> list[tuple[str, str]]:
    return [(item.expected, item.label or "abstained") for item in judged if item.language == language]


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1 over the labels that occur as expected ones; 0 where nothing was said."""
    labels = sorted({expected for expected, _ in pairs})
    return sum(_f1(pairs, label) for label in labels) / len(labels) if labels else 0.0


def _f1(pairs: Sequence[tuple[str, str]], label: str) -> float:
    right = sum(expected == said == label for expected, said in pairs)
    total = sum(expected == label for expected, _ in pairs) + sum(said == label for _, said in pairs)
    return 2 * right / total if total else 0.0


def _recall(judged: Sequence[Judged], label: str) -> float:
    wanted = [item for item in judged if item.expected == label]
    return sum(item.label == label for item in wanted) / len(wanted) if wanted else 0.0
