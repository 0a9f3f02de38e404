"""How long `timeline` of one case and `cases` take in a large store, beside an empty one; and a full rebuild.

10,000 messages over 200 cases, then ten times as many: the same commands must not notice.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert

from benchmarks.measuring import command, medians, seconds, verdict
from classifiers import reader
from mailbot.authentication import Trust
from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.codec import stored_understanding
from mailbot.messages import Place, RawMessage, Understanding
from mailbot.pipeline import Context, understand
from mailbot.service import rebuild
from mailbot.service.workspace import Workspace, open_workspace
from mailbot.settings import Account, Config
from mailbot.store import engine, events, messages, schema
from mailbot.store.events import CaseRow
from tests.letters import APPEAL, CLOSURE, REFUSAL, RELEASE, SELLER, SERVER, amazon, own

CASES: Final = 200
MESSAGES: Final = 50
"""Of a case."""
START: Final = datetime(2018, 8, 1, tzinfo=UTC)
NOW: Final = START + timedelta(days=900)
ASKED: Final = CASES // 2
"""The case that ``timeline`` tells; its messages have their words, those of the others only their rows."""
REBUILT: Final = ((6, 50), (1, 400))
"""(cases, messages of a case) of the rebuilds: real bytes, read again one by one."""
REPEATS: Final = 7


def run(folder: Path) -> bool:
    """Print the medians and the ratios."""
    stores = {"empty": folder / "empty", "10,000": folder / "some", "100,000": folder / "many"}
    command(["-m", "mailbot", "cases", "--data", str(stores["empty"])], folder)
    fill(stores["10,000"], CASES)
    fill(stores["100,000"], CASES * 10)
    case = name_of(ASKED)
    works = {}
    for name, data in stores.items():
        asked = [] if name == "empty" else [case]
        works[f"timeline, {name}"] = _command(folder, data, "timeline", *asked)
        works[f"cases, {name}"] = _command(folder, data, "cases", "--json")
    found = medians(works, REPEATS)
    held = [
        verdict("timeline of one case, beside an empty store", found["timeline, 10,000"] / found["timeline, empty"], 1.5),
        verdict("list of cases, beside an empty store", found["cases, 10,000"] / found["cases, empty"], 2),
        verdict("timeline of one case, ten times the store", found["timeline, 100,000"] / found["timeline, 10,000"], 1.2),
        verdict("list of cases, ten times the store", found["cases, 100,000"] / found["cases, 10,000"], 1.2),
    ]
    for cases, each in REBUILT:
        _rebuild(folder / f"rebuild-{cases}", cases, each)
    return all(held)


def _command(folder: Path, data: Path, *arguments: str) -> Any:
    return lambda: command(["-m", "mailbot", *arguments, "--data", str(data), "--lang", "en"], folder)


def name_of(number: int) -> str:
    """Return the id of a case of the store."""
    return f"2018-08-01-{number:05d}"


def fill(data: Path, cases: int) -> None:
    """Write cases of closures, appeals and refusals straight into a store."""
    data.mkdir(parents=True)
    store = engine.open_store(f"sqlite:///{(data / 'mailbot.db').as_posix()}")
    try:
        for first in range(0, cases, 50):
            with store.write() as connection:
                for number in range(first, min(first + 50, cases)):
                    case = name_of(number)
                    events.open_case(connection, CaseRow(id=case, account="shop", opened_at=START + timedelta(hours=number)))
                    said = list(_events(number))
                    events.append(connection, said, NOW)
                    rows = list(_rows(case, said, read=number == ASKED))
                    connection.execute(insert(schema.blobs), [{"sha256": row["sha256"], "size": 0} for row in rows])
                    connection.execute(insert(schema.messages), rows)
    finally:
        store.close()


def _rows(case: str, said: Sequence[CaseEvent], *, read: bool) -> Iterator[dict[str, Any]]:
    """Yield the messages behind the events, as the store keeps them."""
    words = _understandings() if read else {}
    for event in said:
        if event.kind is not EventKind.STATE and event.message is not None:
            known = words.get(event.data["label"])
            yield {
                "account": "shop",
                "sha256": event.message,
                "stored_at": NOW.isoformat(),
                "received": event.at.isoformat(),
                "vouched": False,
                "disposition": "stored",
                "failures": 0,
                "case_id": case,
                "version": "bench",
                "understanding": known and known | {"parsed": known["parsed"] | {"sha256": event.message}},
            }


def _understandings() -> dict[str, Any]:
    """Return what is understood of one letter of each kind."""
    context = Context(reader=reader.load(None), trust=Trust(authserv_ids=(SERVER,), own_addresses=(SELLER,)))
    letters = {"closure_notice": amazon(CLOSURE, "停止", 1), "template_rejection": amazon(REFUSAL, "却下", 2)}
    letters["appeal"] = own(APPEAL, "改善計画", 3)
    place = Place(account="shop", folder="")
    read = {
        name: understand(RawMessage(content=content, place=place, received=None), context) for name, content in letters.items()
    }
    return {name: stored_understanding(found) for name, found in read.items() if isinstance(found, Understanding)}


def _events(case: int) -> Iterator[CaseEvent]:
    for number in range(MESSAGES):
        at = START + timedelta(hours=case, days=number * 10)
        digest = hashlib.sha256(f"{case} {number}".encode()).hexdigest()
        kind = "closure_notice" if number == 0 else ("appeal", "template_rejection")[number % 2 == 0]
        yield from _message(name_of(case), digest, at, kind)


def _message(case: str, digest: str, at: datetime, label: str) -> Iterator[CaseEvent]:
    sent = label == "appeal"
    data = _story(digest, label, sent=sent)
    kind = EventKind.SUBMISSION if sent else EventKind.MESSAGE
    yield _event(case, digest, at, kind, data)
    if not sent:
        trigger = "closed" if label == "closure_notice" else "asked_again"
        move = {"track": "account", "trigger": trigger, "rule": label, "quote": data["quote"]}
        yield _event(case, digest, at, EventKind.STATE, move)


def _event(case: str, digest: str, at: datetime, kind: EventKind, data: dict[str, Any]) -> CaseEvent:
    key = f"{digest}:{kind.value}"
    return CaseEvent(key=key, case_id=case, at=at, kind=kind, message=digest, confirmed=True, data=data)


def _story(digest: str, label: str, *, sent: bool) -> dict[str, Any]:
    quote = REFUSAL.splitlines()[2]
    story: dict[str, Any] = {
        "account": "shop",
        "marketplace": "amazon.co.jp",
        "timezone": "Asia/Tokyo",
        "direction": "outgoing" if sent else "incoming",
        "message_id": f"<{digest[:16]}@amazon.co.jp>",
        "subject": "出品用アカウントに関するご連絡",
        "sender": SELLER if sent else "seller-performance@amazon.co.jp",
        "recipients": ["seller-performance@amazon.co.jp" if sent else SELLER],
        "label": label,
        "guess": label,
        "quote": quote,
        "language": "ja",
        "appealable": None if sent else True,
        "final": None if sent else False,
        "form": None if sent or label == "closure_notice" else "refusal",
    }
    lists = ("thread", "attachments", "secondary", "tracks", "deficits", "demands", "channels")
    ids = ("asins", "order_ids", "case_ids", "complaint_ids", "shipment_ids")
    story |= {name: [] for name in (*lists, *ids)}
    if sent:
        story |= {"act": "appeal", "channel": "email", "address": "seller-performance@amazon.co.jp", "text": APPEAL + digest}
    return story


def _rebuild(data: Path, cases: int, each: int) -> None:
    texts = ((CLOSURE, amazon), *(((APPEAL, own), (REFUSAL, amazon)) * (each // 2 - 1)), (RELEASE, amazon))
    shops = tuple(Account(name=f"shop{n}", addresses=(SELLER,), trusted_authserv_ids=(SERVER,)) for n in range(cases))
    with open_workspace(Config(accounts=shops, dkim_dns=False), data, lambda: NOW) as opened:
        for shop in shops:
            for number, (text, writer) in enumerate(texts):
                subject = f"出品用アカウントに関するご連絡 {shop.name} {number}"
                _store(opened, shop.name, writer(text, subject, number, when=START + timedelta(days=number)))
        rebuild.reprocess(opened)
        took = seconds(lambda: rebuild.reprocess(opened))
        with opened.store.read() as connection:
            count = len(messages.every(connection))
    print(f"  full rebuild from raw bytes: {count / took:.0f} messages a second ({count} over {cases} cases in {took:.1f} s)")


def _store(workspace: Workspace, account: str, content: bytes) -> None:
    """Store a message without reading it: the rebuild does."""
    with workspace.store.write() as connection:
        messages.add(connection, RawMessage(content=content, place=Place(account=account, folder=""), received=None), NOW)
