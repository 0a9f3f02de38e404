"""Does a second opinion on meaning earn its weight? By family, with the extra `semantic` installed.

python -m benchmarks.semantic            figures of classifiers/SEMANTIC.md
python -m benchmarks.semantic --write    the same, then trains classifiers/model/semantic.*
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

import classifiers
from classifiers import corpus, demand_training, scores, semantic, semantic_head, semantic_training, time_training
from classifiers.annotations import Tally
from classifiers.scores import Judged

LIMITS = (0.5, 0.7, 0.9, 1.01)
"""Asked where the first model is less sure than this; the last asks always."""
_spent: list[float] = []


def timed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode the texts of a message and note the processor time they took."""
    start = time.process_time()
    vectors = semantic.encode(texts)
    _spent.append(time.process_time() - start)
    return vectors


def line(name: str, judged: tuple[Judged, ...]) -> str:
    """One row of the table."""
    recalls = " ".join(f"{scores.recall(judged, label):.3f}" for label in scores.NAMED)
    return (
        f"{name:24} F1 {scores.macro_f1(judged):.3f}  right {scores.accuracy(judged):.3f}"
        f"  abstained {scores.abstention(judged):.3f}  ece {scores.calibration_error(judged):.3f}  recall {recalls}"
    )


def shares(tally: Tally) -> str:
    """Precision and recall."""
    return f"P {tally.precision:.3f} R {tally.recall:.3f}"


def run(_folder: Path, *, write: bool = False) -> bool:
    """Print the figures. False where the second opinion brings less than a point of macro-F1."""
    version = semantic.encoder_version()
    if version is None:
        print("the extra `semantic` is not installed: nothing to measure")
        return True
    start = time.process_time()
    semantic.encode([""])
    print(f"encoder {version}, loaded in {time.process_time() - start:.2f} s of processor time")
    families = corpus.load()
    opinions = semantic_training.gather(families, timed)
    print(f"{len(opinions.families)} families; {median(_spent) * 1000:.1f} ms a message, most {max(_spent) * 1000:.1f} ms")
    gain = 0.0
    for unsure in LIMITS:
        compared = semantic_training.compare(opinions, unsure=unsure)
        if unsure == LIMITS[0]:
            print(line("first model alone", compared.alone))
        print(line(f"asked below {unsure}: {compared.asked:.0%}", compared.revised))
        difference = scores.paired(compared.revised, compared.alone)
        print(f"{'':24} macro-F1 {difference}", flush=True)
        if unsure == semantic_training.UNSURE:
            gain = difference.value
    told = time_training.compare(families, semantic.encode)
    print(f"deadlines, exactly, where no word list was tuned: lists alone {shares(told.ruled)}, judged {shares(told.judged)}")
    known = demand_training.compare(families, semantic.encode)
    print(f"demands, exactly, where no word list was tuned: lists alone {shares(known.ruled)}, judged {shares(known.judged)}")
    if write:
        papers = demand_training.train_meaning(families, semantic.encode)
        head = semantic_training.train(opinions, papers, time_training.train_meaning(families, semantic.encode), version)
        semantic_head.save(head, Path(classifiers.__file__).parent / "model")
        print(f"written: {head.blend}")
    return gain >= 0.01


if __name__ == "__main__":
    sys.exit(0 if run(Path(), write="--write" in sys.argv) else 1)
