"""Facts that the user states: listed, asked for, and taken in from a TOML file; drafts follow them at once."""

from dataclasses import dataclass
from pathlib import Path

from mailbot.errors import UsageError
from mailbot.service import casefile, importing, remind
from mailbot.service.evidence import of_case
from mailbot.service.workspace import Workspace
from mailbot.store import facts as fact_store
from replies import fact_form, facts, playbook
from replies.calendar_dates import local_date
from replies.facts import Contradiction, Ledger
from replies.report.form import stated
from replies.report.material import answered
from replies.situation import STATED, Fact, Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What came of a form: how many facts are new, and how many new drafts they gave."""

    facts: int
    drafts: int


def listed(workspace: Workspace, case_id: str | None) -> tuple[Fact, ...]:
    """Return what is known for a case (read off its notices, proven, stated); without one, what holds for all."""
    if case_id is None:
        with workspace.store.read() as connection:
            return fact_store.of_case(connection, None)
    situation = of_case(workspace, casefile.load(workspace, case_id))
    return tuple(said[-1] for said in ledger(situation).entries.values())


def contradictions(workspace: Workspace, case_id: str) -> tuple[Contradiction, ...]:
    """Return the facts of a case of which two different things are said."""
    return ledger(of_case(workspace, casefile.load(workspace, case_id))).contradictions()


def missing(workspace: Workspace, case_id: str, language: str) -> str:
    """Return the TOML form of the facts that the letters to be written now lack; blank where nothing is missing."""
    situation = of_case(workspace, casefile.load(workspace, case_id))
    steps = [step for step in playbook.steps(situation) if playbook.wants_draft(step)]
    keys = dict.fromkeys(key for step in steps for key in facts.missing(situation, step))
    return fact_form.form(keys, language)


def take_in(workspace: Workspace, file: Path, case_id: str | None) -> TakenIn:
    """Keep the facts of a filled form for a case or for all; UsageError for a text that is none."""
    now = workspace.now()
    case = casefile.load(workspace, case_id) if case_id else None
    read = form_facts(workspace, file, case.timezone if case else None)
    if case is None:
        new: tuple[Fact, ...] = read
    else:
        new = stated(read, ledger(of_case(workspace, case)))
    with workspace.store.write() as connection:
        kept = fact_store.add(connection, new, case.id if case else None, now)
    return TakenIn(facts=kept, drafts=remind.catch_up(workspace))


def form_facts(workspace: Workspace, file: Path, timezone: str | None) -> tuple[Fact, ...]:
    """Read a form, each fact stated today; UsageError names the keys that nothing asks for."""
    zone = timezone or next((account.timezone for account in workspace.config.accounts), "Asia/Tokyo")
    day = local_date(workspace.now(), zone).isoformat()
    try:
        return fact_form.read(importing.read_text(file), f"{STATED} {day}")
    except fact_form.FormError as error:
        raise UsageError("error.facts_form", path=str(file), problems="; ".join(error.problems)) from error


def ledger(situation: Situation) -> Ledger:
    """Return everything that may be stated now."""
    return facts.collect(situation, answered(situation))
