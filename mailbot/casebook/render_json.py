"""A case as ``timeline --json`` promises it (docs/json). Times are ISO 8601 in the case's zone; unknown is null."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.casebook.case import Alternative, Asked, Case, Change, Clock, Entry, MoneyPoint, Round
from mailbot.casebook.clocks import name_of, status
from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.casebook.figures import Figures, Median, figures
from mailbot.casebook.rows import told_title
from mailbot.casebook.wording import Words, words_for


def render_json(cases: Iterable[Case], language: str, now: datetime) -> dict[str, Any]:
    """Return ``{"cases": [...]}``, JSON values only."""
    return {"cases": [case_json(case, language, now) for case in cases]}


def case_json(case: Case, language: str, now: datetime) -> dict[str, Any]:
    """Return one case."""
    shape = _Shape(words_for(case, language), ZoneInfo(case.timezone), now)
    return {
        "id": case.id,
        "account": case.account,
        "marketplace": case.marketplace,
        "timezone": case.timezone,
        "tracks": {track.value: shape.track(case, track) for track in case.tracks},
        "pending_since": shape.iso(case.pending_since),
        "events": shape.events(case),
        "rounds": [shape.round(item) for item in case.rounds],
        "clocks": [shape.clock(clock, case) for clock in case.clocks],
        "money": [shape.money(point) for point in case.money],
        "alarms": [
            {"code": alarm.code, "at": shape.iso(alarm.at), "sha256": alarm.message, "values": dict(alarm.values)}
            for alarm in case.alarms
        ],
        "missing": [_asked(item) for item in case.missing],
        "figures": shape.figures(figures(case)),
        **{name: list(getattr(case, name)) for name in ("asins", "order_ids", "case_ids", "complaint_ids", "shipment_ids")},
    }


def clocks_json(case: Case, language: str, now: datetime) -> list[dict[str, Any]]:
    """Return the clocks of a case, each with the case's id."""
    shape = _Shape(words_for(case, language), ZoneInfo(case.timezone), now)
    return [{"case": case.id, **shape.clock(clock, case)} for clock in case.clocks]


def money_json(case: Case, language: str, now: datetime) -> list[dict[str, Any]]:
    """Return the sums of a case, each with the case's id."""
    shape = _Shape(words_for(case, language), ZoneInfo(case.timezone), now)
    return [{"case": case.id, **shape.money(point)} for point in case.money]


class _Shape:
    """The shapes of one case's parts."""

    def __init__(self, words: Words, zone: ZoneInfo, now: datetime) -> None:
        self.words, self.zone, self.now = words, zone, now

    def iso(self, at: datetime | None, zone: ZoneInfo | None = None) -> str | None:
        return at.astimezone(zone or self.zone).isoformat() if at else None

    def track(self, case: Case, track: Any) -> dict[str, Any]:
        state = case.tracks[track]
        return {
            "state": state.state,
            "since": self.iso(state.since),
            "sha256": state.message,
            "quote": state.quote or None,
            "rule": state.rule or None,
            "provisional_state": state.provisional_state,
            "provisional_since": self.iso(state.provisional_since),
        }

    def events(self, case: Case) -> list[dict[str, Any]]:
        ids = {entry.sha256: entry.message_id for entry in case.messages}
        found: list[tuple[datetime, dict[str, Any]]] = [(entry.at, self.message(entry)) for entry in case.messages]
        found += [(change.at, self.change(change, ids)) for change in case.changes]
        found += [(clock.noticed, self.clock_event(clock, ids)) for clock in case.clocks]
        found += [(point.at, self.money_event(point, ids)) for point in case.money if point.message is not None]
        by_hand = (event for event in case.events if event.message is None and event.kind is not EventKind.STATE)
        found += [(event.at, self.told(event, case)) for event in by_hand]
        return [shape for _, shape in sorted(found, key=lambda item: item[0])]

    def event(self, at: datetime, kind: EventKind, title: str, confirmed: bool, **more: Any) -> dict[str, Any]:
        base = {"at": self.iso(at), "kind": kind.value, "label": None, "title": title, "message_id": None, "confirmed": confirmed}
        return base | more

    def message(self, entry: Entry) -> dict[str, Any]:
        return self.event(
            entry.at,
            EventKind.SUBMISSION if entry.submission else EventKind.MESSAGE,
            self.words.title(entry),
            entry.confirmed,
            label=entry.label,
            message_id=entry.message_id,
            sha256=entry.sha256,
            direction=entry.direction.value,
            quote=entry.quote or None,
            subject=entry.subject,
            secondary=list(entry.secondary),
            form=entry.form,
            copy=entry.copy or None,
            similarity=round(entry.kinship.similarity, 4) if entry.form else None,
            revises=entry.kinship.nearest if entry.kinship.revises else None,
            changes=list(entry.kinship.changes),
            final=entry.final,
            appealable=entry.appealable,
        )

    def change(self, change: Change, ids: dict[str, str | None]) -> dict[str, Any]:
        return self.event(
            change.at,
            EventKind.STATE,
            self.words.change(change),
            change.confirmed,
            message_id=ids.get(change.message or ""),
            sha256=change.message,
            track=change.track.value,
            before=change.before,
            state=change.after,
            rule=change.rule,
            quote=change.quote or None,
        )

    def clock_event(self, clock: Clock, ids: dict[str, str | None]) -> dict[str, Any]:
        code = "case_title.clock_unknown" if clock.at is None else f"case_title.clock_{clock.kind.value}"
        at = self.words.instant(clock, clock.at) if clock.at else ""
        title = self.words.text(code, track=self.words.track(clock.track), at=at)
        return self.event(
            clock.noticed,
            EventKind.CLOCK,
            title,
            clock.confirmed,
            message_id=ids.get(clock.message or ""),
            sha256=clock.message,
            track=clock.track.value,
            clock=clock.id,
            clock_at=self.iso(clock.at, ZoneInfo(clock.timezone)),
            quote=clock.quote or None,
        )

    def money_event(self, point: MoneyPoint, ids: dict[str, str | None]) -> dict[str, Any]:
        more = self.money(point)
        del more["at"], more["confirmed"]
        return self.event(
            point.at, EventKind.MONEY, self.words.sum(point), point.confirmed, message_id=ids.get(point.message or ""), **more
        )

    def told(self, event: CaseEvent, case: Case) -> dict[str, Any]:
        label = event.data["act"] if event.kind is EventKind.SUBMISSION else None
        text = event.data.get("text") or event.data.get("quote") or None
        return self.event(
            event.at, event.kind, told_title(event, self.words, case), event.confirmed, label=label, key=event.key, text=text
        )

    def round(self, item: Round) -> dict[str, Any]:
        return {
            "number": item.number,
            "at": self.iso(item.at),
            "act": item.act,
            "channel": {"kind": item.channel, "address": item.address},
            "message_id": item.message_id,
            "sha256": item.message,
            "attachments": list(item.attachments),
            "novelty": None if item.novelty is None else round(item.novelty, 4),
            "new_attachments": item.new_attachments,
            "answered_at": self.iso(item.answered_at),
            "answer": item.answer,
            "answer_label": item.answer_label,
            "answer_confirmed": item.answer_confirmed if item.answer else None,
            "answer_hours": None if item.answer_hours is None else round(item.answer_hours, 2),
            "form": item.form,
            "copy": item.copy or None,
            "unmet": [_asked(demand) for demand in item.unmet],
            "deficits": list(item.deficits),
        }

    def clock(self, clock: Clock, case: Case) -> dict[str, Any]:
        zone = ZoneInfo(clock.timezone)
        entry = case.entry(clock.message)
        lead = next((item for item in clock.alternatives if item.at == clock.at), None)
        return {
            "id": clock.id,
            "name": name_of(clock),
            "kind": clock.kind.value,
            "track": clock.track.value,
            "at": self.iso(clock.at, zone),
            "date": clock.at.astimezone(zone).date().isoformat() if clock.at else None,
            "status": status(clock, self.now).value,
            "label": clock.label,
            "quote": clock.quote or None,
            "source": clock.source,
            "table_confirmed_by": clock.table_confirmed_by,
            "length": lead.length if lead else None,
            "unit": lead.unit.value if lead and lead.unit else None,
            "start": lead.start if lead else None,
            "start_at": self.iso(lead.start_at) if lead else None,
            "alternatives": [self.alternative(item, zone) for item in clock.alternatives],
            "or": clock.also,
            "confirmed": clock.confirmed,
            "message_id": entry.message_id if entry else None,
            "sha256": clock.message,
            "noticed": self.iso(clock.noticed),
            "met_at": self.iso(clock.met_at),
            "moot_at": self.iso(clock.moot_at),
            "superseded_by": clock.superseded_by,
            "extended_at": self.iso(clock.extended_at),
            "snoozed_until": self.iso(clock.snoozed_until),
        }

    def alternative(self, item: Alternative, zone: ZoneInfo) -> dict[str, Any]:
        return {
            "at": self.iso(item.at, zone),
            "date": item.at.astimezone(zone).date().isoformat(),
            "length": item.length,
            "unit": item.unit.value if item.unit else None,
            "start": item.start,
            "start_at": self.iso(item.start_at),
            "source": item.source,
            "confirmed_by": item.confirmed_by,
        }

    def money(self, point: MoneyPoint) -> dict[str, Any]:
        return {
            "at": self.iso(point.at),
            "role": point.role,
            "value": format(point.value, "f"),
            "currency": point.currency,
            "sha256": point.message,
            "quote": point.quote or None,
            "source": point.source,
            "confirmed": point.confirmed,
        }

    def figures(self, found: Figures) -> dict[str, Any]:
        return {
            "attempts": found.attempts,
            "by_act": dict(found.by_act),
            "answered": found.answered,
            "open": found.open,
            "unpaired": found.unpaired,
            "forms": [{"id": form, "copies": copies} for form, copies in found.forms],
            "answer_days": _median(found.answer_days),
            "by_channel": {channel: _median(value) for channel, value in found.by_channel.items()},
            "by_weekday": {str(day): _median(value) for day, value in found.by_weekday.items()},
            "turnings": [
                {
                    "at": self.iso(item.at),
                    "track": item.track.value,
                    "state": item.after,
                    "round": item.round,
                    "novelty": None if item.novelty is None else round(item.novelty, 4),
                    "new_attachments": item.new_attachments,
                }
                for item in found.turnings
            ],
            "vanished_at": self.iso(found.vanished_at),
            "days_closed": found.days_closed,
        }


def _median(value: Median | None) -> dict[str, Any] | None:
    return None if value is None else {"days": value.days, "n": value.n}


def _asked(item: Asked) -> dict[str, Any]:
    return {"kind": item.kind, "age_days": item.age_days, "asins": list(item.asins), "quote": item.quote}
