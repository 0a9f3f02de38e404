"""One message, as mailbot reads it: what it is, whose it is, what it wants by when, and the words that decided."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from classifiers.labels import ClockKind, Label, Unit
from mailbot.cli.language import say
from mailbot.cli.tables import VERDICT_STYLES, console, label_name, unreadable_reason
from mailbot.cli.wrapping import wrapped

_COUNTED: Final = ("notice", "received")
"""Starts that the message itself gives."""
_QUOTE: Final = 160

Line = tuple[str, Text]
"""What a line is about, and what it says."""


def show(shape: Mapping[str, Any], zone: str) -> None:
    """Print one object of ``classify --json`` for a person; ``zone`` is that of the seller's first marketplace."""
    out = console()
    out.print(Text(_plain(shape["source"]), style="bold"))
    if "unreadable" in shape:
        words = Text(say()("view.unreadable", reason=unreadable_reason(shape)), style="red")
        out.print(Padding(words, (0, 0, 1, 2), expand=False))
        return
    out.print(Padding(_title(shape), (0, 0, 0, 2), expand=False))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    lines = [(say()(f"classify.{name}") if name else "", words) for name, words in _lines(shape, zone)]
    width = out.width - 4 - max(cell_len(caption) for caption, _ in lines)
    before = ""
    for caption, words in lines:
        grid.add_row("" if caption == before else caption, Text(wrapped(words.plain, width), style=words.style))
        before = caption
    out.print(Padding(grid, (0, 0, 1, 2), expand=False))


def _title(shape: Mapping[str, Any]) -> Text:
    line = Text()
    line.append(label_name(shape["label"]), style="bold cyan" if shape["label"] else "bold yellow")
    line.append(f" {say()('view.sure', percent=_percent(shape['confidence']))}".rstrip(), style="dim")
    if shape["direction"] == "incoming":
        verdict = shape["authenticity"]["verdict"]
        line.append("  ")
        line.append(say()(f"verdict.{verdict}"), style=f"bold {VERDICT_STYLES[verdict]}")
    return line


def _lines(shape: Mapping[str, Any], zone: str) -> Iterator[Line]:
    if shape["subject"]:
        yield "subject", Text(_plain(shape["subject"]))
    yield from _sender(shape, zone)
    style = VERDICT_STYLES[shape["authenticity"]["verdict"]]
    for detail in shape["authenticity"]["details"]:
        sentence = say().get(f"reason.{detail['code']}", detail["code"], **detail["values"])
        yield "verdict", Text(_plain(sentence), style=style)
    if shape["abstained"]:
        found = (f"{label_name(item['label'])} {_percent(item['confidence'])}" for item in shape["alternatives"][:3])
        yield "guesses", Text(" / ".join(found))
    for label in shape["secondary"]:
        yield "also", Text(label_name(label), style="cyan")
    for item in shape["because"]:
        yield "because", Text(say()("classify.quote", words=_plain(item["quote"], _QUOTE)), style="cyan")
    for item in shape["deadlines"]:
        yield item["kind"], Text(deadline_line(item, shape["received"], zone), style="bold magenta")
    for words in dict.fromkeys(_wanted(item) for item in shape["demands"]):
        yield "wanted", Text(words)
    if (channel := shape["channel"]) is not None:
        name = say().get(f"case_act.{channel['kind']}", channel["kind"])
        yield "answer", Text(f"{name} {_plain(channel['address'] or '')}".rstrip())
    yield from _letter(shape)
    yield "", Text(advice(shape), style="bold")


def _sender(shape: Mapping[str, Any], zone: str) -> Iterator[Line]:
    name, address = _plain(shape["sender"]["name"]), _plain(shape["sender"]["address"])
    shown = f"{name} <{address}>" if name and address else name or address
    at = datetime.fromisoformat(shape["received"]).astimezone(ZoneInfo(zone)) if shape["received"] else None
    if shown or at:
        yield "sender", Text(f"{shown}  {at:%Y-%m-%d %H:%M}" if at else shown)


def _letter(shape: Mapping[str, Any]) -> Iterator[Line]:
    form = shape["form"]
    if form is None:
        return
    if (form["copy"] or 0) > 1:
        answers = shape["label"] == Label.TEMPLATE_REJECTION.value
        yield "letter", Text(say()("classify.copy" if answers else "classify.copy_other", copy=form["copy"]))
    elif form["revises"]:
        yield "letter", Text(say()("classify.revision", percent=_percent(form["similarity"])))
        for sign, name, style in (("- ", "gone", "red"), ("+ ", "new", "green")):
            for line in form["changes"]:
                if line.startswith(sign):
                    yield name, Text(_plain(line.removeprefix(sign).replace("#", "…"), _QUOTE), style=style)


def _wanted(item: Mapping[str, Any]) -> str:
    name = say().get(f"case_demand.{item['kind']}", item["kind"])
    age = say()("view.age", days=item["age_days"]) if item["age_days"] else ""
    words = _plain(item["quote"], 60)
    return f"☐ {say()('classify.wanted_quote', name=name + age, words=words)}" if words else f"☐ {name}{age}"


def deadline_line(item: Mapping[str, Any], received: str | None, zone: str) -> str:
    """Return a deadline in words: the printed day, or the length with the day it comes to where the message gives its start."""
    if item["at"]:
        at = datetime.fromisoformat(item["at"]).astimezone(ZoneInfo(zone))
        return f"{at:%Y-%m-%d %H:%M}"
    start = say()(f"start.{item['start']}") if item["start"] else ""
    relative = say()("classify.relative", length=item["length"], unit=say()(f"unit.{item['unit']}"), start=start).strip()
    if received is None or item["start"] not in _COUNTED:
        return relative
    return say()(f"classify.by_{item['kind']}", relative=relative, day=_day(item, datetime.fromisoformat(received), zone))


def _day(item: Mapping[str, Any], start: datetime, zone: str) -> str:
    """Count a deadline as the casebook does; business days are those of Japan or, elsewhere, the days of the week."""
    from mailbot.casebook.counting import Place, Span, count
    from mailbot.casebook.workdays import is_workday

    unit = Unit(item["unit"])
    marketplace = "amazon.co.jp" if zone == "Asia/Tokyo" else ""
    place = Place(zone=ZoneInfo(zone), is_workday=partial(is_workday, marketplace))
    try:
        at = count(start, Span(length=item["length"], unit=unit), ClockKind(item["kind"]), place)
    except (OverflowError, ValueError):
        return "…"
    return f"{at:%Y-%m-%d %H:%M}" if unit is Unit.HOURS else f"{at:%Y-%m-%d}"


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _plain(words: str, width: int | None = None) -> str:
    """Return a mail's words on one line, without anything that a terminal would obey."""
    line = "".join(char for char in " ".join(words.split()) if char.isprintable())
    return line if width is None or len(line) <= width else line[: width - 1] + "…"


def advice(shape: Mapping[str, Any]) -> str:
    """Return what to do with a message, before any case is known."""
    verdict = shape["authenticity"]["verdict"]
    if verdict == "forged":
        return say()("advice.forged")
    if shape["direction"] == "outgoing":
        return say()("advice.outgoing")
    label = shape["label"]
    if label is None:
        return say()("advice.abstained")
    sentence = say().get(f"advice.{label}", say()("advice.other_amazon"))
    if verdict == "unproven" and label not in ("other_amazon", "not_amazon"):
        sentence = say()("advice.unproven") + " " + sentence
    return sentence
