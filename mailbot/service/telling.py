"""The shapes in which cases and drafts are told: the promises of ``cases``, ``timeline`` and ``drafts``."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from mailbot.casebook.case import Case
from mailbot.errors import UsageError
from mailbot.i18n import Catalogue, load
from mailbot.service import casefile
from mailbot.service.workspace import Workspace

if TYPE_CHECKING:
    from mailbot.casebook.summary import Advised
    from mailbot.casebook.timeline import Timeline
    from mailbot.store.drafts import StoredDraft
    from replies.situation import Step

DETAILS: Final = ("short", "full")
FORMATS: Final = ("text", "md", "html", "csv", "svg", "json", "pdf", "png")
FILES: Final = ("pdf", "png")
"""Formats that are bytes: ``tell_file``."""
STEPS_SHOWN: Final = 3
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_RENDERERS: Final = {"text": "text", "md": "markdown", "html": "html"}


def tell(workspace: Workspace, case_id: str | None, format_: str, *, language: str, detail: str) -> str:
    """Return the timeline of one case or of all, in one of FORMATS, as of the workspace's present."""
    now = workspace.now()
    found = cases(workspace, case_id)
    if format_ == "json":
        from mailbot.casebook.render_json import render_json  # noqa: PLC0415 - only the format that is asked for

        return json.dumps(render_json(found, language, now), ensure_ascii=False) + "\n"
    if not found:
        return load(language)("cases.none") + "\n"
    if format_ == "csv":
        from mailbot.casebook.render_csv import render_csv  # noqa: PLC0415

        return "".join(render_csv(case, language, now) for case in found)
    if format_ == "svg":
        from mailbot.casebook.picture import picture  # noqa: PLC0415

        return "\n".join(picture(case, language, now) for case in found)
    return "\n".join(_told(workspace, case, format_, language, detail) for case in found)


def tell_file(workspace: Workspace, case_id: str | None, format_: str, *, language: str, detail: str) -> bytes:
    """Return the timeline of one case or of all as a PDF to print, or the picture of one case as PNG; one of FILES.

    UsageError where there is no case, or more than one for one picture.
    """
    from mailbot.service import printing  # noqa: PLC0415
    from replies.render import pdf  # noqa: PLC0415 - typst and its fonts

    told = [_timeline(workspace, case, language, detail) for case in cases(workspace, case_id)]
    if not told:
        raise UsageError("error.no_cases")
    if format_ == "pdf":
        return pdf.pdf(printing.document(told))
    if len(told) > 1:
        raise UsageError("error.one_case")
    return pdf.png(printing.drawing(told[0]))


def cases(workspace: Workspace, case_id: str | None) -> tuple[Case, ...]:
    """Return one case or all, as they stand at the workspace's present."""
    now = workspace.now()
    return casefile.every(workspace, until=now) if case_id is None else (casefile.load(workspace, case_id, until=now),)


def _told(workspace: Workspace, case: Case, format_: str, language: str, detail: str) -> str:
    renderer = import_module(f"mailbot.casebook.render_{_RENDERERS[format_]}")
    rendered: str = getattr(renderer, f"render_{_RENDERERS[format_]}")(_timeline(workspace, case, language, detail))
    return rendered


def _timeline(workspace: Workspace, case: Case, language: str, detail: str) -> "Timeline":
    from mailbot.casebook.timeline import timeline  # noqa: PLC0415

    return timeline(case, language, workspace.now(), detail, next_steps(workspace, case, load(language)))


def next_steps(workspace: Workspace, case: Case, words: Catalogue) -> "tuple[Advised, ...]":
    """Return the playbook's advice on a case, the most urgent first."""
    from mailbot.service import situations  # noqa: PLC0415 - the JSON needs none
    from replies import playbook  # noqa: PLC0415

    with workspace.store.read() as connection:
        situation = situations.of_case(workspace, connection, case, workspace.now())
    return advised(playbook.steps(situation), words)


def advised(steps: "Sequence[Step]", words: Catalogue) -> "tuple[Advised, ...]":
    """Return the steps to show first, in words, each with the message it answers."""
    from mailbot.casebook.summary import Advised  # noqa: PLC0415

    return tuple(Advised(step_sentence(step, words), step.answers) for step in urgent(steps))


def urgent(steps: "Sequence[Step]") -> "tuple[Step, ...]":
    """Return the steps to show first. Of an old mailbox every matter wants its notice confirmed: one line says it for all."""
    shown: list[Step] = []
    for step in steps:
        again = step.name.value == "confirm_authenticity" and any(other.name is step.name for other in shown)
        if not again:
            shown.append(step)
    return tuple(shown[:STEPS_SHOWN])


def step_sentence(step: "Step", words: Catalogue) -> str:
    """Return what a step is, and why."""
    name = words.get(f"step.{step.name.value}", step.name.value)
    reason = words.get(f"step_reason.{step.rule}", "", **_readable(step.values, words.language))
    return f"{name}: {reason}" if reason else name


def _readable(values: Mapping[str, str], language: str) -> dict[str, str]:
    """Return a step's values with its ISO dates written as the language writes them."""
    from replies.calendar_dates import long_date  # noqa: PLC0415 - the JSON needs none

    days = {name: date.fromisoformat(value) for name, value in values.items() if _ISO_DAY.fullmatch(value)}
    return {name: long_date(days[name], language) if name in days else value for name, value in values.items()}


def calendar(workspace: Workspace, case_id: str | None, language: str) -> bytes:
    """Return the deadlines of one case or of all as an .ics file."""
    from mailbot.casebook.calendar import calendar_of  # noqa: PLC0415

    cases = casefile.every(workspace) if case_id is None else (casefile.load(workspace, case_id),)
    return calendar_of(cases, language, workspace.now())


def case_line(case: Case, now: datetime) -> dict[str, Any]:
    """Return one object of ``cases --json``."""
    from mailbot.service import case_list  # noqa: PLC0415

    return case_list.line(case_list.summary(case), now)


def clocks(case: Case, language: str, now: datetime) -> list[dict[str, Any]]:
    """Return the objects of ``clock list --json`` of one case."""
    from mailbot.casebook.render_json import clocks_json  # noqa: PLC0415

    return clocks_json(case, language, now)


def sums(case: Case, language: str, now: datetime) -> list[dict[str, Any]]:
    """Return the objects of ``money list --json`` of one case."""
    from mailbot.casebook.render_json import money_json  # noqa: PLC0415

    return money_json(case, language, now)


def rounds(case: Case) -> dict[str, Any]:
    """Return one object of ``rounds list --json``."""
    return {
        "case": case.id,
        "rounds": [
            {
                "number": item.number,
                "at": item.at.isoformat(),
                "act": item.act,
                "channel": item.channel,
                "address": item.address,
                "novelty": item.novelty,
                "answered_at": item.answered_at.isoformat() if item.answered_at else None,
                "answer": item.answer_label,
                "form": item.form,
                "copy": item.copy,
                "unmet": [asked.kind for asked in item.unmet],
                "deficits": list(item.deficits),
            }
            for item in case.rounds
        ],
    }


def draft_line(stored: "StoredDraft", words: Catalogue, path: str | None = None) -> dict[str, Any]:
    """Return one object of ``drafts --json``; ``path`` is the folder of its bundle."""
    draft = stored.draft
    return {
        "id": stored.id,
        "case": stored.case_id,
        "answers": stored.answers,
        "step": draft.step.name.value,
        "rule": draft.step.rule,
        "why": why(stored, words),
        "channel": draft.step.channel.value if draft.step.channel else None,
        "to": draft.to,
        "subject": draft.subject,
        "language": draft.language,
        "state": stored.state.value,
        "edited": stored.edited,
        "blockers": [{"code": blocker.code, "what": blocker.what} for blocker in draft.blockers],
        "novelty": draft.novelty,
        "supersedes": stored.supersedes,
        "created_at": stored.created_at.isoformat(),
        "path": path,
    }


def why(stored: "StoredDraft", words: Catalogue) -> str:
    """Return the sentence that says why this step."""
    step = stored.draft.step
    return words.get(f"step_reason.{step.rule}", step.rule, **_readable(step.values, words.language))
