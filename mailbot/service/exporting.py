"""A case as one folder or archive for a lawyer or a consultant: the story, the messages, the rounds, the facts, the digests."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from mailbot.casebook.case import Case, Entry
from mailbot.casebook.picture import picture
from mailbot.casebook.render_csv import render_csv
from mailbot.casebook.render_html import render_html
from mailbot.casebook.render_json import render_json
from mailbot.casebook.render_markdown import render_markdown
from mailbot.casebook.render_text import render_text
from mailbot.casebook.replay import replay
from mailbot.casebook.timeline import Detail, Timeline, timeline
from mailbot.errors import UsageError
from mailbot.i18n import Catalogue, load
from mailbot.messages import Understanding, digest
from mailbot.outbox import bundle
from mailbot.outbox.bundle import Bundle
from mailbot.service import casefile, printing, telling
from mailbot.service.masking import Mask, names_of
from mailbot.service.overview import understanding_of
from mailbot.service.signatures import signed, titled
from mailbot.service.workspace import Workspace
from mailbot.store import facts, messages

if TYPE_CHECKING:
    from mailbot.casebook.summary import Advised
    from mailbot.store.messages import Stored
    from replies.situation import Fact

INDEX: Final = "index.txt"
_WORD: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """Everything that goes out, masked where it is to be. ``raw`` has no bytes where they must not or cannot go."""

    case: Case
    steps: "tuple[Advised, ...]"
    known: "dict[str, Stored]"
    raw: dict[str, bytes]
    facts: "tuple[Fact, ...]"
    mask: Callable[[str], str]


def export(workspace: Workspace, case_id: str, target: Path, language: str, *, mask: bool = False) -> Bundle:
    """Write a case as the folder ``target``, or as an archive where its name ends in ``.zip``.

    The same case at the same time gives the same bytes. UsageError for an unknown case or where something stands already,
    StorageError where the disk refuses: then nothing is left behind.
    """
    if target.exists():
        raise UsageError("error.export_exists", path=str(target))
    words = load(language)
    matter = _gathered(workspace, case_id, words, mask=mask)
    told = timeline(matter.case, language, workspace.now(), Detail.FULL, matter.steps)
    contents = dict(_files(matter, told, words, masked=mask))
    index = "".join(f"{digest(content)}  {name}\n" for name, content in contents.items())
    return bundle.write_files(target, contents | {INDEX: index.encode("utf-8")})


def _gathered(workspace: Workspace, case_id: str, words: Catalogue, *, mask: bool) -> _Matter:
    case = casefile.load(workspace, case_id, until=workspace.now())
    steps = telling.next_steps(workspace, case, words)
    with workspace.store.read() as connection:
        known = {stored.sha256: stored for stored in messages.of_case(connection, case.id)}
        stated = facts.of_case(connection, case.id)
        held = {} if mask else {sha256: messages.content(connection, sha256) for sha256 in known}
    raw = {sha256: content for sha256, content in held.items() if content is not None}
    if not mask:
        return _Matter(case=case, steps=steps, known=known, raw=raw, facts=stated, mask=str)
    seller = workspace.account(case.account)
    hide = Mask(names=names_of((seller.seller_name, seller.store_name, *_own_names(known.values()))), words=words)
    masked = replay([hide.event(event) for event in case.events])
    return _Matter(
        case=masked,
        steps=tuple(replace(step, text=hide(step.text)) for step in steps),
        known=known,
        raw=raw,
        facts=stated,
        mask=hide,
    )


def _own_names(known: "Iterable[Stored]") -> Iterator[str]:
    """Yield the names under which the seller writes and is written to, in headers and in letters."""
    for stored in known:
        found = understanding_of(stored)
        if isinstance(found, Understanding):
            outgoing = found.direction.value == "outgoing"
            people = (found.parsed.sender,) if outgoing else found.parsed.to
            yield from (person.name for person in people if "@" not in person.name and not _is_word(person.name))
            yield from signed(found.parsed.text) if outgoing else titled(found.parsed.text)


def _is_word(name: str) -> bool:
    """A mailbox called Shop or Sales names nobody; masking it would tear words out of every text."""
    return name.isascii() and " " not in name and len(name) <= _WORD


def _files(matter: _Matter, told: Timeline, words: Catalogue, *, masked: bool) -> Iterator[tuple[str, bytes]]:
    now, language = told.now, told.language
    svg = picture(matter.case, language, now)
    note = "export.read_me_masked" if masked else "export.read_me"
    yield "README.txt", (words(note, case=matter.case.id, now=told.words.moment(now)) + "\n").encode("utf-8")
    yield "timeline.txt", render_text(told).encode("utf-8")
    yield "timeline.md", render_markdown(told).encode("utf-8")
    yield "timeline.html", render_html(told).encode("utf-8")
    yield "timeline.svg", svg.encode("utf-8")
    yield "timeline.pdf", _pdf(told)
    yield "timeline.csv", render_csv(matter.case, language, now).encode("utf-8")
    shape = render_json((matter.case,), language, now)
    yield "timeline.json", (json.dumps(shape, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    yield "rounds.txt", "\n".join(_rounds(matter, told, words)).encode("utf-8")
    yield "facts.txt", "".join(_fact(fact, matter.mask) for fact in matter.facts).encode("utf-8")
    yield from _messages(matter, words)


def _pdf(told: Timeline) -> bytes:
    from replies.render import pdf  # noqa: PLC0415 - typst and its fonts, for this one file

    return pdf.pdf(printing.document([told]))


def _rounds(matter: _Matter, told: Timeline, words: Catalogue) -> Iterator[str]:
    for item, lines in zip(matter.case.rounds, told.rounds, strict=True):
        yield lines.title + (f" {words('timeline.ref', number=lines.ref)}" if lines.ref else "")
        yield from (f"  {line}" for line in lines.lines)
        yield from (f"  sha256 {name}" for name in item.attachments)
        yield ""
        yield from (f"  | {line}" for line in item.text.splitlines())
        yield ""


def _fact(fact: "Fact", mask: Callable[[str], str]) -> str:
    return f"{fact.key}: {mask(fact.value)}\n    {mask(fact.source)}\n"


def _messages(matter: _Matter, words: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Yield the messages under the numbers by which the timeline refers to them: bytes as stored, else what was read of them."""
    zone = ZoneInfo(matter.case.timezone)
    for number, entry in enumerate(matter.case.messages, start=1):
        name = f"messages/{number:03d}-{entry.at.astimezone(zone):%Y-%m-%d}"
        if entry.sha256 in matter.raw:
            yield f"{name}.eml", matter.raw[entry.sha256]
        else:
            yield f"{name}.txt", _as_text(matter, entry, words).encode("utf-8")


def _as_text(matter: _Matter, entry: Entry, words: Catalogue) -> str:
    stored = matter.known.get(entry.sha256)
    found = understanding_of(stored) if stored else None
    lines = [
        f"sha256: {entry.sha256}",
        f"{words('export.date')}: {entry.at.isoformat()}",
        f"{words('export.from')}: {matter.mask(entry.sender)}",
        f"{words('export.to')}: {', '.join(map(matter.mask, entry.recipients))}",
        f"{words('export.subject')}: {matter.mask(entry.subject)}",
    ]
    if isinstance(found, Understanding):
        for item in found.parsed.attachments:
            lines.append(f"{words('export.attachment')}: {matter.mask(item.filename)} sha256 {item.sha256}")
        lines += ["", matter.mask(found.parsed.text)]
    return "\n".join(lines) + "\n"
