"""A report of figures, for people and for programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from classifiers import scores
from classifiers.abstention import MOST_ABSTAINED, Point
from classifiers.labels import Act
from classifiers.scores import NAMED, Figure, Judged
from classifiers.untuned import Compared

_F1_BOUND = 0.95
_RECALL_BOUND = 0.98
_ECE_BOUND = 0.05
_SUREST = 40


@dataclass(frozen=True, slots=True)
class Baseline:
    """A simpler reader and what it said of the same families in the same folds."""

    name: str
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of an evaluation."""

    title: str
    judged: tuple[Judged, ...]
    limit: float
    """The abstention limit, in looks."""
    anonymous: tuple[Judged, ...] = ()
    """The same families without their sender."""
    outgoing: tuple[Judged, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    distinct: int | None = None
    """Families, near-copies counted as one."""
    near_copies: tuple[tuple[str, str, float], ...] = ()
    curve: tuple[Point, ...] = ()
    extracted: Mapping[str, Compared] = field(default_factory=dict)
    """How well deadlines, demands and traits are found where no word list was tuned."""

    def figures(self) -> dict[str, Any]:
        """The figures as plain numbers: value, and the two ends of the 95 % interval."""
        found: dict[str, Any] = {
            "families": len(self.judged),
            "macro_f1": _plain(scores.interval(self.judged, scores.macro_f1)),
            "accuracy": _plain(scores.interval(self.judged, scores.accuracy)),
            "abstention": _plain(scores.interval(self.judged, scores.abstention)),
            "calibration_error": _plain(scores.interval(self.judged, scores.calibration_error)),
            "limit": self.limit,
        }
        for label in NAMED:
            found[f"recall_{label}"] = _plain(_recall(self.judged, label))
        for name, item in self.extracted.items():
            found[name] = [round(item.judged.precision, 4), round(item.judged.recall, 4)]
        found["baselines"] = {item.name: scores.macro_f1(item.judged) for item in self.baselines}
        return found

    def to_text(self) -> str:
        """The report as plain text: figures and bounds first, tables after."""
        parts = [_headline(self), _by_label(self.judged), _by_language(self.judged), _reliability(self.judged)]
        if self.curve:
            parts.append(_abstention(self.curve))
        parts += [_extracted(name, found) for name, found in self.extracted.items()]
        if self.anonymous:
            parts.append(_anonymous(self.anonymous))
        if self.baselines:
            parts.append(_baselines(self))
        if self.outgoing:
            parts.append(_outgoing(self.outgoing))
        parts += [_confusion(self.judged), _missed(self.judged)]
        return "\n\n".join(parts) + "\n"


def _extracted(what: str, found: Compared) -> str:
    lines = [f"{what}, exactly, in {found.families} families on which no word list was tuned"]
    for name, tally in (("word lists alone", found.ruled), ("judged, out of fold", found.judged)):
        counts = f"right {tally.right}, invented {tally.invented}, missed {tally.missed}"
        lines.append(f"{name:<24} precision {tally.precision:.3f}  recall {tally.recall:.3f}  ({counts})")
    return "\n".join(lines)


def _plain(figure: Figure) -> list[float]:
    return [round(figure.value, 4), round(figure.low, 4), round(figure.high, 4)]


def _recall(judged: tuple[Judged, ...], label: str) -> Figure:
    return scores.interval(judged, lambda items: scores.recall(items, label))


def _headline(report: Report) -> str:
    judged = report.judged
    lines = [f"# {report.title}", "", f"{len(judged)} messages; abstention limit {report.limit:.2f} looks (expected cost)"]
    if report.distinct is not None:
        lines.append(f"{report.distinct} distinct families; {len(report.near_copies)} near-copies (5-gram Jaccard > 0.5)")
    lines.append(_bound("macro-F1, not abstained", scores.interval(judged, scores.macro_f1), at_least=_F1_BOUND))
    for label in NAMED:
        if any(item.true == label for item in judged):
            lines.append(_bound(f"recall {label}", _recall(judged, label), at_least=_RECALL_BOUND))
    lines.append(_bound("abstention", scores.interval(judged, scores.abstention), at_most=MOST_ABSTAINED))
    lines.append(_bound("calibration error", scores.interval(judged, scores.calibration_error), at_most=_ECE_BOUND))
    lines.append(f"{'best guess right, all':<32} {scores.interval(judged, scores.accuracy)}")
    return "\n".join(lines)


def _bound(name: str, figure: Figure, *, at_least: float | None = None, at_most: float | None = None) -> str:
    bound = f">= {at_least}" if at_least is not None else f"<= {at_most}"
    kept = figure.value >= at_least if at_least is not None else at_most is not None and figure.value <= at_most
    return f"{name:<32} {figure}  bound {bound}: {'reached' if kept else 'MISSED'}"


def _by_label(judged: tuple[Judged, ...]) -> str:
    lines = ["label                    families  precision  recall     F1  recall with abstention as a miss"]
    for score in scores.label_scores(judged):
        lines.append(
            f"{score.label:<24} {score.families:>8}  {score.precision:>9.3f}  {score.recall:>6.3f}  {score.f1:>5.3f}"
            f"  {score.recall_of_all:>6.3f}"
        )
    return "\n".join(lines)


def _by_language(judged: tuple[Judged, ...]) -> str:
    lines = ["language  families  macro-F1  right  abstained"]
    for language in sorted({item.language for item in judged}):
        part = [item for item in judged if item.language == language]
        lines.append(
            f"{language:<8}  {len(part):>8}  {scores.macro_f1(part):>8.3f}  {scores.accuracy(part):>5.3f}"
            f"  {scores.abstention(part):>9.3f}"
        )
    return "\n".join(lines)


def _reliability(judged: tuple[Judged, ...]) -> str:
    lines = ["confidence  right  messages   (bins of equal mass)"]
    lines += [f"{part.confidence:>10.3f}  {part.right:>5.3f}  {part.count:>8}" for part in scores.reliability(judged)]
    return "\n".join(lines)


def _abstention(curve: tuple[Point, ...]) -> str:
    lines = ["limit (looks)  abstained  wrong of the rest  cost a message (looks)"]
    lines += [f"{p.limit:>13.3f}  {p.abstained:>9.3f}  {p.wrong:>17.3f}  {p.cost:>22.3f}" for p in curve]
    return "\n".join(lines)


def _anonymous(judged: tuple[Judged, ...]) -> str:
    return (
        f"sender unknown (pasted text): macro-F1 {scores.interval(judged, scores.macro_f1)},"
        f" abstention {scores.abstention(judged):.3f}, best guess right {scores.accuracy(judged):.3f}"
    )


def _baselines(report: Report) -> str:
    own = tuple(Judged(**{**_fields(item), "abstained": False}) for item in report.judged)
    lines = ["reader                           macro-F1 over all (no abstention)    this reader is better by"]
    lines.append(f"{'this one':<32} {scores.interval(own, scores.macro_f1)}")
    for item in report.baselines:
        lines.append(f"{item.name:<32} {scores.interval(item.judged, scores.macro_f1)}   {scores.paired(own, item.judged)}")
    return "\n".join(lines)


def _fields(item: Judged) -> dict[str, Any]:
    return {
        "id": item.id,
        "language": item.language,
        "true": item.true,
        "said": item.said,
        "confidence": item.confidence,
        "abstained": item.abstained,
    }


def _outgoing(judged: tuple[Judged, ...]) -> str:
    head = f"outgoing acts ({', '.join(act.value for act in Act)}): macro-F1 {scores.interval(judged, scores.macro_f1)}"
    return "\n".join([head, _by_label(judged)])


def _confusion(judged: tuple[Judged, ...]) -> str:
    labels, table = scores.confusion(judged)
    lines = ["confusion (rows: true; columns in the same order, the last: abstained)"]
    lines += [f"{label:<24} " + " ".join(f"{count:>3}" for count in row) for label, row in zip(labels, table, strict=True)]
    return "\n".join(lines)


def _missed(judged: tuple[Judged, ...]) -> str:
    """The surest mistakes: who wants to know why, begins there."""
    wrong = sorted((item for item in judged if item.said != item.true and not item.abstained), key=lambda item: -item.confidence)
    lines = [f"read wrongly: {len(wrong)}, abstained on: {sum(item.abstained for item in judged)}; the surest mistakes"]
    lines += [f"{item.id}: {item.true}, read as {item.said} ({item.confidence:.2f})" for item in wrong[:_SUREST]]
    return "\n".join(lines)
