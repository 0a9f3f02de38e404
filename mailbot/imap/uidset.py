"""Sets of UIDs on the wire (RFC 9051, sequence-set). Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

LINE_LIMIT: Final = 7000
"""A command line stays below the 8,000 octets that RFC 7162, 4, lets a client send."""


def compressed(uids: Iterable[int]) -> str:
    """Write ascending UIDs as ``1:4,7,9:10``; a range spans consecutive numbers only, never a gap."""
    return ",".join(_runs(uids))


def batches(uids: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    """Cut UIDs, sorted and each once, into parts of at most ``size`` whose set fits on a command line."""
    part: list[int] = []
    runs, previous = 0, None
    for uid in sorted(set(uids)):
        grows = previous is None or uid != previous + 1
        if len(part) >= size or (grows and (runs + 1) * _RUN_LENGTH > LINE_LIMIT):
            yield tuple(part)
            part, runs, grows = [], 0, True
        part.append(uid)
        runs += grows
        previous = uid
    if part:
        yield tuple(part)


def by_weight(uids: Sequence[int], sizes: Mapping[int, int], limit: int, count: int) -> Iterator[tuple[int, ...]]:
    """Cut UIDs into parts of at most ``count`` whose sizes sum to at most ``limit``; one that is larger goes alone."""
    part: list[int] = []
    weight = 0
    for uid in uids:
        if part and (weight + sizes[uid] > limit or len(part) >= count):
            yield tuple(part)
            part, weight = [], 0
        part.append(uid)
        weight += sizes[uid]
    if part:
        yield tuple(part)


_RUN_LENGTH: Final = len("4294967295:4294967295,")


def _runs(uids: Iterable[int]) -> Iterator[str]:
    first = last = None
    for uid in uids:
        if first is None or last is None:
            first = last = uid
        elif uid == last + 1:
            last = uid
        else:
            yield _run(first, last)
            first = last = uid
    if first is not None and last is not None:
        yield _run(first, last)


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}:{last}"
