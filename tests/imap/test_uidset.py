"""Sets of UIDs: whatever is cut and written stands for the same numbers."""

from hypothesis import given
from hypothesis import strategies as st

from mailbot.imap.uidset import LINE_LIMIT, batches, by_weight, compressed

UIDS = st.lists(st.integers(1, 4_294_967_295), max_size=300) | st.lists(st.integers(1, 400), max_size=300)


def expanded(text: str) -> list[int]:
    uids: list[int] = []
    for part in text.split(",") if text else []:
        first, _, last = part.partition(":")
        uids.extend(range(int(first), int(last or first) + 1))
    return uids


def test_runs_are_compressed() -> None:
    assert compressed([1, 2, 3, 4, 7, 9, 10]) == "1:4,7,9:10"
    assert compressed([]) == ""


@given(UIDS, st.integers(1, 50))
def test_batches_hold_each_uid_once_in_order(uids: list[int], size: int) -> None:
    parts = list(batches(uids, size))
    assert [uid for part in parts for uid in part] == sorted(set(uids))
    for part in parts:
        assert 0 < len(part) <= size
        assert expanded(compressed(part)) == list(part)
        assert len(compressed(part)) <= LINE_LIMIT


@given(st.lists(st.integers(0, 100), max_size=60), st.integers(1, 150), st.integers(1, 10))
def test_weights_are_kept_and_only_one_alone_exceeds_them(sizes: list[int], limit: int, count: int) -> None:
    weights = dict(enumerate(sizes, 1))
    parts = list(by_weight(tuple(weights), weights, limit, count))
    assert [uid for part in parts for uid in part] == list(weights)
    for part in parts:
        assert 0 < len(part) <= count
        assert sum(weights[uid] for uid in part) <= limit or len(part) == 1
