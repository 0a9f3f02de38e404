"""How many mails are understood a second, beside the sum of what the libraries alone take for the same mails.

python -m benchmarks understanding             figures and bounds
python -m benchmarks.understanding --profile   where the time goes
"""

import cProfile
import gc
import pstats
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from time import process_time
from typing import Final, TypeVar

import dkim
import mailparser

from benchmarks.letterbox import mails
from benchmarks.measuring import command, verdict
from classifiers import demand_judge, features, pooling, reader, time_judge, times
from classifiers.demand_leads import Lead
from classifiers.demands import Asking
from classifiers.document import Document
from classifiers.labels import Direction
from classifiers.model import Model
from classifiers.reader import Reader
from classifiers.sample import Sample
from classifiers.times import Ruled
from mailbot import authentication, parsing
from mailbot.authentication import Trust
from mailbot.messages import ParsedMessage, Place, RawMessage, Verdict
from mailbot.pipeline import Context, direction_of, sample_of, understand, zone_for
from tests.authentication.keys import resolve

T = TypeVar("T")
COUNT: Final = 500
REPEATS: Final = 5
BOUND: Final = 2.0
LOAD_BOUND: Final = 0.2
AIM: Final = 400.0
"""Mails a second on one core."""
_LOAD: Final = """
from time import perf_counter
import numpy, scipy.sparse
begun = perf_counter()
import sklearn.feature_extraction.text, sklearn.linear_model
imported = perf_counter()
from classifiers import reader
ready = perf_counter()
reader.load()
print(imported - begun, perf_counter() - ready)
"""
"""numpy and scipy are not counted: what sklearn adds to them is the smaller measure, and the stricter bound."""


def run(folder: Path) -> bool:
    """Print the medians of 5, the rate, and the two ratios."""
    context = _context()
    for one in _letters(40, seed=-1):
        understand(one, context)
    held = _beside_the_libraries(context)
    return _load(folder) and held


def _letters(count: int, seed: int = 0) -> list[RawMessage]:
    place = Place(account="shop", folder="INBOX")
    return [RawMessage(content=one, place=place, received=None) for one in mails(count, seed)]


def _context() -> Context:
    return Context(reader=Reader(reader.load().model, None), trust=Trust(), resolver=lambda _received: resolve)


def _beside_the_libraries(context: Context) -> bool:
    """Each turn has mails of its own: what was seen before must not make the next turn quicker."""
    model = reader.load().model
    took: dict[str, list[float]] = {}
    for turn in range(REPEATS):
        letters = _letters(COUNT, turn)
        samples = _samples(letters, context, told=turn == 0)
        works: dict[str, Callable[[], None]] = {
            "mail-parser": partial(_each, letters, lambda one: mailparser.parse_from_bytes(one.content)),
            "dkimpy": partial(_each, letters, lambda one: _verified(one.content)),
            "bare model": partial(_each, samples, lambda one: _predicted(one, model)),
            "mailbot": partial(_each, letters, lambda one: understand(one, context)),
        }
        for name, work in works.items():
            gc.collect()
            start = process_time()
            work()
            took.setdefault(name, []).append((process_time() - start) / COUNT * 1000)
    for name, found in took.items():
        print(f"  {name}: median {statistics.median(found):.2f} ms a mail ({min(found):.2f} to {max(found):.2f}, n={REPEATS})")
    rates = [1000 / each for each in took["mailbot"]]
    print(f"  {statistics.median(rates):.0f} mails a second on one core ({min(rates):.0f} to {max(rates):.0f}, aim {AIM:.0f})")
    sums = [sum(each) for each in zip(*(found for name, found in took.items() if name != "mailbot"), strict=True)]
    ratios = [each / beside for each, beside in zip(took["mailbot"], sums, strict=True)]
    print(f"  ratio in each turn: {' '.join(f'{ratio:.2f}' for ratio in ratios)}")
    return verdict("understanding, beside the libraries alone", statistics.median(ratios), BOUND)


def _samples(letters: list[RawMessage], context: Context, *, told: bool) -> list[Sample]:
    """Return what the bare model is given. The readers must not know the mails yet: only their mail half is run."""
    samples, genuine = [], 0
    for one in letters:
        parsed = parsing.parse(one)
        assert isinstance(parsed, ParsedMessage)
        judged = authentication.judge(parsed, one.content, context.trust, context.resolver(parsed.received))
        genuine += judged.verdict is Verdict.GENUINE
        samples.append(sample_of(parsed, judged, direction_of(parsed, context, judged), zone_for(parsed, context)))
    if told:
        mean = sum(len(one.content) for one in letters) / len(letters)
        print(f"  {len(letters)} mails a turn, {mean / 1000:.1f} KB on average, {genuine} proven by their signatures")
    return samples


def _each(items: Iterable[T], work: Callable[[T], object]) -> None:
    """Results are dropped at once: a mailbox is not held in memory."""
    for item in items:
        work(item)


def _verified(content: bytes) -> bool:
    try:
        return bool(dkim.verify(content, dnsfunc=lambda name, **_timeout: resolve(name.decode())))
    except dkim.DKIMException:
        return False


def _predicted(sample: Sample, model: Model) -> object:
    """Transform and predict with each head, and nothing else: no reasons, no rules."""
    document = Document(sample)
    described = features.of(document)
    if sample.direction is Direction.OUTGOING:
        return model.outgoing.logits([pooling.message(described)])
    stated = pooling.stated_by(model.facts, [described])[0]
    scores = [model.incoming.logits([pooling.message(described, stated)])]
    if rows := time_judge.rows([Ruled(time, None) for time in times.of(document)], None):
        scores.append(model.times.logits(rows))
    if rows := demand_judge.rows([Asking(one, Lead(), "", "", (), ()) for one in document.sentences], None):
        scores.append(model.demands.logits(rows))
    return scores


def _load(folder: Path) -> bool:
    """Load the model in fresh processes, beside what importing sklearn takes them."""
    pairs = [[float(part) for part in command(["-c", _LOAD], folder).stdout.split()] for _ in range(REPEATS)]
    for name, found in zip(("import sklearn", "load the model"), zip(*pairs, strict=True), strict=True):
        print(f"  {name}: median {statistics.median(found):.3f} s ({min(found):.3f} to {max(found):.3f}, n={REPEATS})")
    ratio = statistics.median(loaded / imported for imported, loaded in pairs)
    return verdict("loading the model, beside importing sklearn", ratio, LOAD_BOUND)


def profile(count: int = COUNT) -> None:
    """Print where the time goes, by the function's own time and with what it calls."""
    letters, context = _letters(count), _context()
    for one in letters[:50]:
        understand(one, context)
    profiler = cProfile.Profile()
    with profiler:
        for one in letters:
            understand(one, context)
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler).strip_dirs().sort_stats(order).print_stats(40)


if __name__ == "__main__":
    if "--profile" in sys.argv:
        profile()
    else:
        with tempfile.TemporaryDirectory(prefix="mb-") as place:
            sys.exit(0 if run(Path(place)) else 1)
