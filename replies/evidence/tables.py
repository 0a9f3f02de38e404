"""Which report a file is, and its typed rows. Binary streams in, values out; nothing is opened here.

A line that cannot be read becomes a :class:`LineProblem` and the rest goes on; a file that is no known report becomes an
:class:`Unrecognised` that says what was looked for. Neither is an exception.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

from replies.evidence import formats
from replies.evidence.decoding import DAMAGED, Sniffed, blocks, sniff
from replies.evidence.formats import Formats, Header, Near
from replies.evidence.records import Batch, Dialect, Reader
from replies.evidence.rows import Row
from replies.evidence.typist import LineProblem, Typist
from replies.evidence.workbook import Sheet, WorkbookError, sheets

PROSE: Final = 60
"""The header stands within so many lines: the payments page writes its notes above it."""
_SAMPLE: Final = 200
_MAGIC: Final = (
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0", "old_excel"),
    (b"\x1f\x8b", "archive"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
)
_DELIMITERS: Final = ("\t", ",", ";")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A file, or a sheet of a workbook, that is a known report."""

    file: str
    format: str
    """A name of ``formats.toml``; its catalogue code is ``evidence_report.NAME``."""
    header_line: int
    encoding: str
    sha256: str
    unknown: tuple[str, ...]
    """Headings that are not known."""
    dropped: tuple[str, ...]
    """Buyers' personal headings, whose values were not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrecognised:
    """A file that is none of the known reports."""

    file: str
    reason: str
    """Code under ``evidence_unrecognised``: empty, no_header, pdf, picture, archive, old_excel, broken_workbook, too_large."""
    looked_for: tuple[str, ...]
    near: Near | None = None
    """The report that it comes closest to, and the headings that it lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The typed rows of one report."""

    source: Recognised
    rows: tuple[Row, ...]
    problems: tuple[LineProblem, ...]
    extras: Mapping[str, tuple[tuple[int, str], ...]]
    """Unknown heading → its non-empty cells as (line, text). Empty for reports about single buyers."""


def read(stream: BinaryIO, name: str, zone: str = "Asia/Tokyo", known: Formats | None = None) -> tuple[Table | Unrecognised, ...]:
    """Read a file: one entry for a text file, one for each sheet of a workbook.

    ``stream`` must be seekable; ``name`` is what problems and rows call the file; ``zone`` (IANA) is that of instants that
    name none. Raises KeyError (ZoneInfoNotFoundError) for an unknown zone.
    """
    known = known or formats.load()
    place = ZoneInfo(zone)
    return tuple(
        found if isinstance(found, Unrecognised) else _table(found, Typist(found.header, found.source.file, place))
        for found in _found(stream, name, known)
    )


def recognise(stream: BinaryIO, name: str, known: Formats | None = None) -> tuple[Recognised | Unrecognised, ...]:
    """Tell what a file is without reading its rows; entries as in :func:`read`."""
    return tuple(
        found if isinstance(found, Unrecognised) else found.source for found in _found(stream, name, known or formats.load())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A recognised file with its records still to be read."""

    source: Recognised
    header: Header
    batches: Iterator[Batch]
    noted: list[tuple[int, str, bool]]
    """(line, reason, kept): filled while the batches are read."""


def _table(found: _Found, typist: Typist) -> Table:
    rows: list[Row] = []
    for batch in found.batches:
        rows.extend(typist.rows(batch))
    file = found.source.file
    notes = [LineProblem(file=file, line=line, why=why, kept=kept) for line, why, kept in found.noted]
    problems = sorted((*notes, *typist.problems), key=lambda problem: problem.line)
    extras = {} if found.header.format.buyers else {heading: tuple(cells) for heading, cells in typist.extras.items() if cells}
    return Table(source=found.source, rows=tuple(typist.signed(rows)), problems=tuple(problems), extras=extras)


def _found(stream: BinaryIO, name: str, known: Formats) -> Iterator[_Found | Unrecognised]:
    stream.seek(0)
    head = stream.read(8)
    names = tuple(form.name for form in known.all)
    reason = next((reason for magic, reason in _MAGIC if head.startswith(magic)), None if head else "empty")
    if reason is not None:
        yield Unrecognised(file=name, reason=reason, looked_for=names)
    elif head.startswith(b"PK\x03\x04"):
        yield from _in_workbook(stream, name, known)
    else:
        yield _in_text(stream, name, known)


def _in_workbook(stream: BinaryIO, name: str, known: Formats) -> Iterator[_Found | Unrecognised]:
    digest = sniff(stream).sha256
    try:
        pages = sheets(stream)
    except WorkbookError as error:
        pages, reason = (), str(error)
    else:
        reason = "empty"
    if not pages:
        yield Unrecognised(file=name, reason=reason, looked_for=tuple(form.name for form in known.all))
    for page in pages:
        file = name if len(pages) == 1 else f"{name} [{page.name}]"
        yield _in_sheet(page, file, Sniffed(encoding="xlsx", sha256=digest), known)


def _in_sheet(page: Sheet, file: str, sniffed: Sniffed, known: Formats) -> _Found | Unrecognised:
    for number, cells in enumerate(page.rows[:PROSE], 1):
        if header := known.header(_trimmed(cells)):
            rows = [row[: header.width] for row in page.rows[number:]]
            batch = Batch(range(number + 1, number + 1 + len(rows)), rows)
            return _Found(source=_source(file, header, number, sniffed), header=header, batches=iter((batch,)), noted=[])
    return _none(file, map(_trimmed, page.rows[:PROSE]), known)


def _in_text(stream: BinaryIO, name: str, known: Formats) -> _Found | Unrecognised:
    sniffed = sniff(stream)
    parts = blocks(stream, sniffed.encoding)
    first = next(parts, [])
    candidates = [(number, Dialect(mark, quoted=True)) for number in range(1, min(PROSE, len(first)) + 1) for mark in _DELIMITERS]
    for number, dialect in candidates:
        if header := known.header(_cells(dialect, first[number - 1])):
            source = _source(name, header, number, sniffed)
            quoted = _is_quoted(dialect.delimiter, first[number - 1 : number + _SAMPLE])
            return _below(source, header, Dialect(dialect.delimiter, quoted), chain((first[number:],), parts))
    return _none(name, (_cells(dialect, first[number - 1]) for number, dialect in candidates), known)


def _below(source: Recognised, header: Header, dialect: Dialect, parts: Iterable[list[str]]) -> _Found:
    noted: list[tuple[int, str, bool]] = []
    reader = Reader(dialect, header.width, lambda line, why: noted.append((line, why, False)))
    first = source.header_line + 1
    return _Found(source=source, header=header, batches=reader.batches(_watched(parts, first, noted), first), noted=noted)


def _watched(parts: Iterable[list[str]], line: int, noted: list[tuple[int, str, bool]]) -> Iterator[list[str]]:
    """Pass lines on and note those with bytes that the encoding does not know."""
    for lines in parts:
        if not lines:
            continue
        noted.extend((line + offset, "damaged_characters", True) for offset, text in enumerate(lines) if DAMAGED in text)
        line += len(lines)
        yield lines


def _is_quoted(delimiter: str, sample: Sequence[str]) -> bool:
    """Whether quotes enclose cells. In tab-separated reports they do only where the cells show it."""
    if delimiter != "\t":
        return True
    return any(cell.startswith('"') and cell.endswith('"') and len(cell) > 1 for line in sample for cell in line.split(delimiter))


def _cells(dialect: Dialect, line: str) -> list[str]:
    try:
        return dialect.cells(line)
    except ValueError:
        return []


def _trimmed(cells: Sequence[str]) -> list[str]:
    last = max((place for place, cell in enumerate(cells) if cell.strip()), default=-1)
    return list(cells[: last + 1])


def _source(file: str, header: Header, line: int, sniffed: Sniffed) -> Recognised:
    return Recognised(
        file=file,
        format=header.format.name,
        header_line=line,
        encoding=sniffed.encoding,
        sha256=sniffed.sha256,
        unknown=tuple(heading for heading, _ in header.unknown),
        dropped=header.dropped,
    )


def _none(file: str, lines: Iterable[Sequence[str]], known: Formats) -> Unrecognised:
    kept = [line for line in lines if any(map(str.strip, line))]
    near = next(filter(None, map(known.near, kept)), None)
    names = tuple(form.name for form in known.all)
    return Unrecognised(file=file, reason="no_header" if kept else "empty", looked_for=names, near=near)
