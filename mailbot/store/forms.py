"""The form letters that were met: what each says, when first, and which earlier one it is nearest to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from mailbot.letters import Kinship
from mailbot.plain import from_json, to_json
from mailbot.store.schema import forms


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownForm:
    """A letter; ``at`` and ``sha256`` are those of its first copy, by time, then by digest."""

    id: str
    lines: tuple[str, ...]
    at: datetime
    sha256: str
    kinship: Kinship

    @property
    def order(self) -> tuple[datetime, str, str]:
        """Letters are known in this order, whatever order they were read in."""
        return self.at, self.sha256, self.id


def one(connection: Connection, form: str) -> KnownForm | None:
    """Return a letter, None where it was never met."""
    row = connection.execute(select(forms.c.data).where(forms.c.id == form)).first()
    return None if row is None else from_json(row.data, KnownForm)


def every(connection: Connection) -> tuple[KnownForm, ...]:
    """Return all letters in the order in which they were first met."""
    found = (from_json(row.data, KnownForm) for row in connection.execute(select(forms.c.data)))
    return tuple(sorted(found, key=lambda form: form.order))


def keep(connection: Connection, items: Iterable[KnownForm]) -> None:
    """Write letters down, over what was known of them."""
    for item in items:
        data = to_json(item)
        changed = connection.execute(update(forms).where(forms.c.id == item.id).values(data=data))
        if not changed.rowcount:
            connection.execute(insert(forms).values(id=item.id, data=data))


def drop_all_but(connection: Connection, ids: Collection[str]) -> None:
    """Forget every letter but these."""
    gone = [row.id for row in connection.execute(select(forms.c.id)) if row.id not in ids]
    for start in range(0, len(gone), 500):
        connection.execute(delete(forms).where(forms.c.id.in_(gone[start : start + 500])))
