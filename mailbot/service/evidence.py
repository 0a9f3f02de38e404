"""Evidence files of the user: opened here, read by ``replies.evidence``, reconciled for a case, their facts kept.

Buyers' personal columns are not read, and the files stay where they are: what is kept is their paths and the facts.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from mailbot.casebook.case import Case
from mailbot.errors import StorageError, UsageError
from mailbot.service import casefile, remind, situations
from mailbot.service.workspace import Workspace
from mailbot.store import facts as fact_store
from replies.calendar_dates import local_date
from replies.evidence import facts as evidence_facts
from replies.evidence import holdings, paper_files, reconcile, tables
from replies.evidence.paper_files import PaperFile, base_name
from replies.evidence.question import Question
from replies.evidence.reconcile import Reconciliation
from replies.evidence.tables import Table, Unrecognised
from replies.papers import asins
from replies.report.material import answered, say
from replies.situation import Situation

FOLDER: Final = "evidence"
_PAPERS: Final = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".heic", ".docx", ".eml"})
"""Files that are papers themselves and never reports."""
_AGE: Final = 365
"""Days back from the notice, where it names none (Amazon's invoice rules as told by its forum staff)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the files gave. ``places`` tells where each paper lies."""

    tables: tuple[Table | Unrecognised, ...]
    files: tuple[PaperFile, ...]
    places: Mapping[str, Path]


def gather(paths: Sequence[Path], zone: str) -> Gathered:
    """Read files and folders; UsageError for a path that is not there, StorageError for one that cannot be read."""
    read: list[Table | Unrecognised] = []
    files: dict[str, PaperFile] = {}
    places: dict[str, Path] = {}
    for name, path in named(paths):
        try:
            with path.open("rb") as stream:
                if path.suffix.lower() in _PAPERS:
                    files[name], places[name] = paper_files.examine(stream, name), path
                else:
                    read.extend(tables.read(stream, name, zone))
        except OSError as error:
            raise StorageError("error.unreadable_file", path=str(path), detail=error.strerror or str(error)) from error
    return Gathered(tables=tuple(read), files=tuple(files.values()), places=places)


def named(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Yield each file once, with its bare name; a second file of that name is told apart by its folder."""
    taken: set[str] = set()
    for path in dict.fromkeys(file.resolve() for given in paths for file in _files(given)):
        name = path.name if base_name(path.name) not in taken else f"{path.parent.name}/{path.name}"
        taken.add(base_name(path.name))
        yield name, path


def question(situation: Situation, gathered_for: date | None = None) -> Question:
    """Return what is asked of the evidence: the notice's goods and day, and the names in the console."""
    notice = answered(situation)
    stated = {fact.key: fact.value for fact in situation.facts}
    names = (situation.store_name, situation.seller_name, stated.get("registered.name"))
    ages = [item.age_days for notice in situation.notices for item in notice.demands if item.age_days]
    first = next((one for one in situation.notices if one.asins and not one.forged), notice)
    day = local_date(first.at, situation.timezone) if first else gathered_for
    return Question(
        asins=asins(situation, notice),
        notice_on=day,
        age_days=ages[-1] if ages else _AGE,
        zone=situation.timezone,
        names=tuple(name for name in names if name),
        addresses=tuple(value for key, value in stated.items() if key == "registered.address"),
        used=used(situation),
    )


def used(situation: Situation) -> dict[str, str]:
    """Return the digest of each file sent in an earlier round, and its day."""
    return {
        digest: local_date(sent.at, situation.timezone).isoformat()
        for sent in situation.submissions
        for digest in sent.attachments
    }


def reconciled(gathered: Gathered, asked: Question) -> Reconciliation:
    """Reconcile what was gathered."""
    return reconcile.reconcile(holdings.collect(gathered.tables, gathered.files), asked)


def remember(workspace: Workspace, case_id: str | None, paths: Sequence[Path]) -> None:
    """Keep the paths for later commands, for a case or for all; those known already stay."""
    known = remembered(workspace, case_id)
    whole = list(dict.fromkeys([*map(str, known), *(str(path.resolve()) for path in paths)]))
    place = _list_of(workspace, case_id)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_suffix(".new")
        fresh.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(place)
    except OSError as error:
        raise StorageError("error.file", path=str(place), detail=error.strerror or str(error)) from error


def remembered(workspace: Workspace, case_id: str | None) -> tuple[Path, ...]:
    """Return the paths kept for a case; those that are gone are left out."""
    place = _list_of(workspace, case_id)
    if not place.exists():
        return ()
    return tuple(path for name in json.loads(place.read_text(encoding="utf-8")) if (path := Path(name)).exists())


def known_paths(workspace: Workspace, case_id: str | None, paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the paths given, else those kept for the case, else those kept for all."""
    return tuple(paths) or remembered(workspace, case_id) or remembered(workspace, None)


def reconcile_case(workspace: Workspace, case_id: str, paths: Sequence[Path]) -> Reconciliation:
    """Reconcile for a case, keep the facts, and bring its drafts up to date; UsageError where there is no evidence."""
    case = casefile.load(workspace, case_id)
    chosen = known_paths(workspace, case.id, paths)
    if not chosen:
        raise UsageError("error.no_evidence")
    situation = of_case(workspace, case)
    outcome = reconciled(gather(chosen, case.timezone), question(situation))
    words = say("ja" if situation.language == "ja" else "en")  # the facts go into letters, so they speak their language
    now = workspace.now()
    with workspace.store.write() as connection:
        known = set(fact_store.of_case(connection, case.id))
        new = [fact for fact in evidence_facts.facts(outcome, words) if fact not in known]
        fact_store.add(connection, new, case.id, now)
    remind.catch_up(workspace)
    return outcome


def of_case(workspace: Workspace, case: Case) -> Situation:
    """Return the case as the playbook sees it now."""
    with workspace.store.read() as connection:
        return situations.of_case(workspace, connection, case, workspace.now())


def _list_of(workspace: Workspace, case_id: str | None) -> Path:
    return workspace.data / FOLDER / f"{case_id or 'all'}.json"


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise UsageError("error.no_path", path=str(path))
    if path.is_file():
        yield path
        return
    found = sorted(file for file in path.rglob("*") if file.is_file())
    yield from (file for file in found if not any(part.startswith(".") for part in file.relative_to(path).parts))
