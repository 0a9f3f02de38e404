"""The kinds of files that evidence is read from, and how a header row tells which one is before us.

Pure: the package's own ``formats.toml`` is read by :func:`load`; a seller's additional formats are handed in as TOML text.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, get_type_hints

from replies.evidence.rows import Row, type_of_row

LEAST_KNOWN: Final = 3
"""So many known headings make a line a header: prose before it never has them."""
_NOISE: Final = re.compile(r"[\s\-_/\\.・()\[\]（）「」\"'\ufeff]+")
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file."""

    name: str
    row: type[Row]
    kinds: Mapping[str, object]
    """Field → its annotation, without ``file`` and ``line``."""
    columns: Mapping[str, str]
    """Plain heading → field."""
    headings: Mapping[str, str]
    """Field → its first heading, as people know it."""
    required: frozenset[str]
    key: tuple[str, ...]
    unique: frozenset[str]
    outflows: tuple[str, ...]
    unused: frozenset[str]
    buyers: bool
    month_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header row, understood. Positions count from 0."""

    format: Format
    width: int
    positions: Mapping[str, int]
    """Field → position."""
    unknown: tuple[tuple[str, int], ...]
    """Headings that no format names, with their position."""
    dropped: tuple[str, ...]
    """Buyers' personal headings: their values are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """The format that a file came closest to, and which headings it would have needed."""

    format: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Formats:
    """All kinds of files that can be told apart."""

    all: tuple[Format, ...]
    personal: tuple[str, ...]

    def header(self, cells: Sequence[str]) -> Header | None:
        """Read a line as a header row; None where it is none."""
        plain = [plain_heading(cell) for cell in cells]
        best = max(self.all, key=lambda form: _rank(form, plain), default=None)
        if best is None or not _rank(best, plain)[0]:
            return None
        return self._understood(best, cells, plain)

    def near(self, cells: Sequence[str]) -> Near | None:
        """Tell which format a line with too few headings resembles most; None where it resembles none."""
        plain = set(map(plain_heading, cells))
        share, best = max(((len(plain & form.columns.keys()), form) for form in self.all), key=lambda pair: pair[0])
        if share < LEAST_KNOWN:
            return None
        present = {best.columns[name] for name in plain if name in best.columns}
        missing = (best.headings[field] for field in best.kinds if field in best.required - present)
        return Near(format=best.name, missing=tuple(missing))

    def is_personal(self, heading: str) -> bool:
        """Whether a column of this heading tells about a buyer's person."""
        spoken = _BLANKS.sub(" ", unicodedata.normalize("NFKC", heading)).strip().casefold()
        dashed = spoken.replace("_", "-").replace(" ", "-")
        return any(fnmatchcase(spoken, pattern) or fnmatchcase(dashed, pattern) for pattern in self.personal)

    def _understood(self, form: Format, cells: Sequence[str], plain: Sequence[str]) -> Header:
        positions: dict[str, int] = {}
        unknown: list[tuple[str, int]] = []
        dropped: list[str] = []
        for position, (cell, name) in enumerate(zip(cells, plain, strict=True)):
            field = form.columns.get(name)
            if field is not None and field not in positions:
                positions[field] = position
            elif self.is_personal(cell):
                dropped.append(cell.strip())
            elif name and name not in form.unused:
                unknown.append((cell.strip(), position))
        return Header(format=form, width=len(cells), positions=positions, unknown=tuple(unknown), dropped=tuple(dropped))


@lru_cache
def load(*more: str) -> Formats:
    """Return the package's formats, followed by those of each TOML text in ``more`` (a same name replaces).

    Raises ValueError for a format that names an unknown row type or field: such data fails at start-up, not at use.
    """
    tables = tomllib.loads((files(__package__) / "formats.toml").read_text(encoding="utf-8"))
    personal = list(tables.pop("personal")["patterns"])
    for text in more:
        extra = tomllib.loads(text)
        personal += extra.pop("personal", {}).get("patterns", [])
        tables.update(extra)
    patterns = tuple(unicodedata.normalize("NFKC", pattern).casefold() for pattern in personal)
    return Formats(tuple(_format(name, table) for name, table in tables.items()), patterns)


@lru_cache(maxsize=4096)
def plain_heading(cell: str) -> str:
    """Return a heading as it is compared: width, case, spacing, hyphens, brackets and British spelling do not matter."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", cell)).casefold()
    return plain.replace("fulfilment", "fulfillment")


def _rank(form: Format, plain: Sequence[str]) -> tuple[bool, int, int]:
    """Rank a format for a header: complete, then most headings known, then fewest left over."""
    fields = {form.columns[name] for name in plain if name in form.columns}
    known = len(fields)
    complete = known >= LEAST_KNOWN and form.required <= fields
    return complete, known, known + sum(name in form.unused for name in plain)


def _format(name: str, table: Mapping[str, Any]) -> Format:
    row = type_of_row.get(table["rows"])
    if row is None:
        raise ValueError(f"{name}: no row type {table['rows']}")
    kinds = {field: kind for field, kind in get_type_hints(row).items() if field not in ("file", "line")}
    named = {*table["columns"], *table["required"], *table.get("key", ()), *table.get("unique", ()), *table.get("outflows", ())}
    if strange := named - kinds.keys():
        raise ValueError(f"{name}: {table['rows']} has no {', '.join(sorted(strange))}")
    return Format(
        name=name,
        row=row,
        kinds=kinds,
        columns=dict(_headings(table["columns"])),
        headings={field: names[0] for field, names in table["columns"].items()},
        required=frozenset(table["required"]),
        key=tuple(table.get("key", ())),
        unique=frozenset(table.get("unique", ())),
        outflows=tuple(table.get("outflows", ())),
        unused=frozenset(map(plain_heading, table.get("unused", ()))),
        buyers=table.get("buyers", False),
        month_first=table.get("month_first", False),
    )


def _headings(columns: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for field, names in columns.items():
        for name in names:
            yield plain_heading(name), field
