"""The list of cases: what stands where, without replaying what has not changed since it was last asked for."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from mailbot import __version__
from mailbot.errors import StorageError
from mailbot.service.workspace import Workspace
from mailbot.store import events, summaries
from mailbot.store.events import CaseRow

if TYPE_CHECKING:
    from mailbot.casebook.case import Case, Clock

VERSION: Final = f"{__version__}/1"
"""Of a summary's shape and of what it is reckoned from; raise the last number where either changes."""
BATCH: Final = 50
"""Cases summed up in one transaction: about half a second in which nobody else writes."""


def lines(workspace: Workspace) -> list[dict[str, Any]]:
    """Return one object a case, the oldest first: that of ``cases --json``."""
    with workspace.store.read() as connection:
        rows = events.every_case(connection)
        known = summaries.every(connection, VERSION)
    lacking = [row for row in rows if row.id not in known]
    for start in range(0, len(lacking), BATCH):
        known |= _sum_up(workspace, lacking[start : start + BATCH])
    now = workspace.now()
    return [line(known[row.id], now) for row in rows if row.id in known]


def freshen(workspace: Workspace) -> None:
    """Sum up the cases that changed, so that whoever asks for the list next need not wait for it."""
    with workspace.store.read() as connection:
        lacking = set(summaries.lacking(connection, VERSION))
        rows = [row for row in events.every_case(connection) if row.id in lacking] if lacking else []
    for start in range(0, len(rows), BATCH):
        _sum_up(workspace, rows[start : start + BATCH])


def line(summary: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return a summary as it is shown at ``now``: of the clocks only the nearest that runs."""
    running = [clock["at"] for clock in summary["clocks"] if _runs(clock, now)]
    shown = {name: value for name, value in summary.items() if name != "clocks"}
    return shown | {"next_clock": min(running, key=datetime.fromisoformat, default=None)}


def summary(case: "Case") -> dict[str, Any]:
    """Return what the list needs to know of a case, whatever the hour."""
    tracks = case.tracks.items()
    return {
        "id": case.id,
        "account": case.account,
        "marketplace": case.marketplace,
        "first_at": case.first_at.isoformat(),
        "last_at": case.last_at.isoformat(),
        "tracks": {track.value: state.state for track, state in tracks},
        "provisional": {track.value: state.provisional_state for track, state in tracks if state.provisional_state},
        "messages": len(case.messages),
        "rounds": len(case.rounds),
        "moved": [track.value for track, state in tracks if state.since is not None],
        "clocks": [_span(clock) for clock in case.clocks if clock.at is not None],
    }


def _span(clock: "Clock") -> dict[str, Any]:
    """Return when a clock runs, as ``casebook.clocks.status`` has it."""
    ends = [end for end in (clock.met_at, clock.moot_at, clock.superseded_at) if end is not None]
    return {
        "at": clock.at.isoformat() if clock.at else None,
        "kind": clock.kind.value,
        "until": min(ends).isoformat() if ends else None,
        "snoozed": clock.snoozed_until.isoformat() if clock.snoozed_until else None,
    }


def _runs(clock: dict[str, Any], now: datetime) -> bool:
    at = datetime.fromisoformat(clock["at"])
    ended = clock["until"] is not None and datetime.fromisoformat(clock["until"]) <= now
    snoozed = clock["snoozed"] is not None and now < datetime.fromisoformat(clock["snoozed"])
    come = clock["kind"] == "opens" and at <= now
    return now <= at and not (ended or snoozed or come)


def _sum_up(workspace: Workspace, rows: Sequence[CaseRow]) -> dict[str, Any]:
    """Replay cases and keep what the list shows of them. A disk that refuses costs only the time to do it again."""
    try:
        with workspace.store.write() as connection:
            found = _replayed(connection, rows)
            summaries.keep(connection, VERSION, found)
    except StorageError:
        with workspace.store.read() as connection:
            found = _replayed(connection, rows)
    return found


def _replayed(connection: Connection, rows: Sequence[CaseRow]) -> dict[str, Any]:
    from mailbot.casebook.replay import replay  # noqa: PLC0415 - only where a case changed

    standing = ((row.id, events.of_case(connection, row.id)) for row in rows)
    return {case_id: summary(replay(found)) for case_id, found in standing if found}
