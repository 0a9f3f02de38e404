"""One message, as mailbot reads it: what it is, whose it is, what it wants by when, and the words that decided."""

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from mailbot.cli.language import say
from mailbot.cli.tables import VERDICT_STYLES, console, label_name


def show(shape: Mapping[str, Any]) -> None:
    """Print one object of ``classify --json`` for a person."""
    out = console()
    out.print(Text(str(shape["source"]), style="bold"))
    if "unreadable" in shape:
        reason = say().get(f"unreadable.{shape['unreadable']}", str(shape["unreadable"]))
        out.print(Text("  " + say()("view.unreadable", reason=reason), style="red"))
        return
    verdict = shape["authenticity"]["verdict"]
    sure = say()("view.sure", percent=f"{shape['confidence']:.0%}")
    line = Text("  ")
    line.append(label_name(shape["label"]), style="bold cyan" if shape["label"] else "bold yellow")
    line.append(f"  {sure}  ")
    line.append(say()(f"verdict.{verdict}"), style=f"bold {VERDICT_STYLES[verdict]}")
    out.print(line)
    if shape["abstained"]:
        guesses = ", ".join(f"{label_name(item['label'])} {item['confidence']:.0%}" for item in shape["alternatives"][:3])
        out.print("  " + say()("view.guesses", guesses=guesses))
    out.print(f"  {shape['subject']}")
    for reason in shape["authenticity"]["reasons"]:
        out.print(Text(f"  · {reason_line(reason)}", style=VERDICT_STYLES[verdict]))
    for item in shape["because"]:
        out.print(Text(f"  「{' '.join(item['quote'].split())}」", style="cyan"))
    for item in shape["deadlines"]:
        out.print(Text("  ⏰ " + deadline_line(item), style="magenta"))
    for item in shape["demands"]:
        name = say().get(f"case_demand.{item['kind']}", item["kind"])
        age = say()("view.age", days=item["age_days"]) if item["age_days"] else ""
        out.print(f"  ☐ {name}{age}")
    if shape["channel"]:
        channel = shape["channel"]
        out.print("  → " + say().get(f"case_act.{channel['kind']}", channel["kind"]) + f" {channel['address'] or ''}")
    out.print(Text("  " + advice(shape), style="bold"))


def reason_line(code: str) -> str:
    """Return a reason's sentence; its values are not part of the JSON, so those that need some are named by their code."""
    try:
        return say().get(f"reason.{code}", code)
    except KeyError:
        return say().get(f"reason_short.{code}", code)


def deadline_line(item: Mapping[str, Any]) -> str:
    """Return a deadline in words."""
    kind = say()(f"deadline.{item['kind']}")
    if item["at"]:
        return f"{kind} {item['at'][:16].replace('T', ' ')}"
    start = say()(f"start.{item['start']}") if item["start"] else ""
    return say()("deadline.relative", kind=kind, length=item["length"], unit=say()(f"unit.{item['unit']}"), start=start)


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
