"""The texts that the reader learns from: families of wording, as data (``corpus/README.md`` describes the format)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from classifiers.labels import Act, Deficit, Direction, Label
from classifiers.notes import DeadlineNote, DemandNote, Malformed, deadline_note, demand_note

FOLDERS: Final = ("corpus", "gate")
_FILE: Final = re.compile(r"^(?P<label>[a-z_]+)\.(?P<language>ja|en|mixed)(?:\.[a-z0-9-]+)?\.txt$")
_ID: Final = re.compile(r"^=== ([a-z0-9-]+)$")
_FROM: Final = re.compile(r'^\s*(?:"?(?P<name>[^"<]*?)"?\s*<(?P<address>[^<>\s]+)>|(?P<bare>[^\s<>]+@[^\s<>]+))\s*$')
_KEYS: Final = frozenset(
    {"label", "era", "from", "subject", "secondary", "appealable", "final", "deficits", "deadline", "demand", "note"}
)
_REPEATED: Final = frozenset({"deadline", "demand", "note"})
_REQUIRED: Final = ("label", "era", "from", "subject")
_PLACEHOLDER: Final = re.compile(r"\{\{\s*([^}]*?)\s*\}\}")
PLACEHOLDERS: Final = frozenset(
    {
        "name", "store", "asin", "asin2", "asin3", "order", "case", "complaint", "shipment", "amount", "date", "date2",
        "brand", "product", "email", "phone",
    }
)  # fmt: skip


class CorpusError(ValueError):
    """The corpus cannot be used. ``problems`` lists every one as "file:line: what is wrong"."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


UNTUNED: Final = ("m-", "p-", "q-", "r-", "s-")
"""Ids of these parts begin so. Word lists were written beside the others and know their words; here they err as on new mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One text, written without looking at another, and what a reader should find in it."""

    id: str
    label: Label | Act
    direction: Direction
    language: str
    """``ja``, ``en`` or ``mixed``: the file's."""
    era: str
    sender_name: str
    sender_address: str
    """Empty where unknown."""
    subject: str
    text: str
    secondary: tuple[Label, ...] = ()
    appealable: bool = False
    final: bool = False
    deficits: tuple[Deficit, ...] = ()
    deadlines: tuple[DeadlineNote, ...] = ()
    demands: tuple[DemandNote, ...] = ()
    source: str = ""
    """``file:line``, or who confirmed it."""
    confirmed: bool = False
    """A real message whose label a person confirmed: nothing to fill in, and no variants are made of it."""

    @property
    def untuned(self) -> bool:
        """Whether it belongs to a part on which no word list was ever tuned; keep it so."""
        return self.id.startswith(UNTUNED)


def load(folder: str = "corpus") -> tuple[Family, ...]:
    """Read a packaged folder of families (``corpus``, ``gate``), sorted by file and place.

    Raises CorpusError with every problem of every file at once.
    """
    if folder not in FOLDERS:
        raise CorpusError([f"{folder}: not one of {', '.join(FOLDERS)}"])
    place = files("classifiers").joinpath(folder)
    if not place.is_dir():
        raise CorpusError([f"{folder}: this installation has no such folder"])
    return _load(sorted((item for item in place.iterdir() if item.name.endswith(".txt")), key=lambda item: item.name))


def _load(sources: Iterable[Traversable]) -> tuple[Family, ...]:
    families: list[Family] = []
    problems: list[str] = []
    for source in sources:
        try:
            families.extend(parse(source.read_text(encoding="utf-8"), source.name))
        except CorpusError as error:
            problems.extend(error.problems)
        except UnicodeDecodeError as error:
            problems.append(f"{source.name}:1: not UTF-8 ({error.reason} at byte {error.start})")
    problems.extend(_repeated_ids(families))
    if problems:
        raise CorpusError(problems)
    return tuple(families)


def _repeated_ids(families: Iterable[Family]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for family in families:
        if family.id in seen:
            yield f"{family.source}: the id {family.id} was used before, in {seen[family.id]}"
        seen.setdefault(family.id, family.source)


def parse(text: str, name: str) -> tuple[Family, ...]:
    """Read the families of one file. ``name`` is the file's name, which gives label and language.

    Raises CorpusError with every problem of the file.
    """
    match = _FILE.match(name)
    if match is None:
        raise CorpusError([f"{name}:1: the name is not <label>.<ja|en|mixed>[.<part>].txt"])
    families: list[Family] = []
    problems: list[str] = []
    for start, block in _blocks(text.removeprefix("\ufeff").split("\n")):
        reader = _Block(name, start, match["language"], match["label"])
        family = reader.read(block)
        problems.extend(reader.problems)
        if family is not None:
            families.append(family)
    if not families and not problems:
        problems.append(f"{name}:1: no family in it")
    if problems:
        raise CorpusError(problems)
    return tuple(families)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    starts = [number for number, line in enumerate(lines) if line.startswith("=== ")]
    if not starts or any(line.strip() for line in lines[: starts[0]]):
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if any(line.strip() for line in lines[start:end]):
            yield start + 1, lines[start:end]


class _Block:
    """One family being read; gathers its problems."""

    def __init__(self, name: str, start: int, language: str, label: str) -> None:
        self.name = name
        self.start = start
        self.language = language
        self.label = label
        self.problems: list[str] = []

    def complain(self, line: int, problem: str) -> None:
        self.problems.append(f"{self.name}:{self.start + line}: {problem}")

    def read(self, lines: list[str]) -> Family | None:
        identity = _ID.match(lines[0].rstrip())
        if identity is None:
            self.complain(0, 'a family starts with "=== id", the id of a-z, 0-9 and "-"')
            return None
        values, body = self._keys(lines)
        for key in _REQUIRED:
            if key not in values:
                self.complain(0, f"{key}: is missing")
        text = "\n".join(lines[body:]).strip("\n")
        if not text.strip() and not identity[1].endswith("-empty"):
            self.complain(body, "the family has no text (an id that ends in -empty may have none)")
        self._placeholders(lines)
        family = self._family(identity[1], values, text)
        return None if self.problems else family

    def _keys(self, lines: list[str]) -> tuple[dict[str, list[tuple[int, str]]], int]:
        values: dict[str, list[tuple[int, str]]] = {}
        number = 1
        while number < len(lines) and lines[number].strip():
            key, colon, value = lines[number].partition(":")
            key = key.strip()
            if not colon or key not in _KEYS:
                self.complain(number, f"{lines[number][:40]!r} is no key of a family")
            elif key in values and key not in _REPEATED:
                self.complain(number, f"{key}: is given twice")
            else:
                values.setdefault(key, []).append((number, value.strip()))
            number += 1
        return values, number

    def _placeholders(self, lines: list[str]) -> None:
        for number, line in enumerate(lines):
            for match in _PLACEHOLDER.finditer(line):
                if match[1] not in PLACEHOLDERS:
                    self.complain(number, f"unknown placeholder {match[0]}")

    def _family(self, identity: str, values: dict[str, list[tuple[int, str]]], text: str) -> Family | None:
        direction, label = self._label(values)
        name, address = self._sender(values)
        if label is None:
            return None
        return Family(
            id=identity,
            label=label,
            direction=direction,
            language=self.language,
            era=self._one(values, "era"),
            sender_name=name,
            sender_address=address,
            subject=self._one(values, "subject"),
            text=text,
            secondary=tuple(Label(word) for word in self._words(values, "secondary", {item.value for item in Label})),
            appealable=self._flag(values, "appealable"),
            final=self._flag(values, "final"),
            deficits=tuple(Deficit(word) for word in self._words(values, "deficits", {item.value for item in Deficit})),
            deadlines=self._deadlines(values, text),
            demands=self._demands(values, text),
            source=f"{self.name}:{self.start}",
        )

    def _one(self, values: dict[str, list[tuple[int, str]]], key: str) -> str:
        return values[key][0][1] if key in values else ""

    def _label(self, values: dict[str, list[tuple[int, str]]]) -> tuple[Direction, Label | Act | None]:
        word = self._one(values, "label")
        line = values["label"][0][0] if "label" in values else 0
        if word and word != self.label:
            self.complain(line, f"label {word} in a file of {self.label}")
        try:
            if word.startswith("out_"):
                return Direction.OUTGOING, Act(word.removeprefix("out_"))
            return Direction.INCOMING, Label(word)
        except ValueError:
            if word:
                self.complain(line, f"unknown label {word}")
            return Direction.INCOMING, None

    def _sender(self, values: dict[str, list[tuple[int, str]]]) -> tuple[str, str]:
        line = self._one(values, "from")
        if line in {"-", ""}:
            return "", ""
        match = _FROM.match(line)
        if match is None:
            self.complain(values["from"][0][0], f"{line!r} is no From line")
            return "", ""
        return (match["name"] or "").strip(), match["address"] or match["bare"]

    def _flag(self, values: dict[str, list[tuple[int, str]]], key: str) -> bool:
        word = self._one(values, key) or "no"
        if word not in {"yes", "no"}:
            self.complain(values[key][0][0], f"{key}: is yes or no, not {word}")
        return word == "yes"

    def _words(self, values: dict[str, list[tuple[int, str]]], key: str, allowed: set[str]) -> list[str]:
        words = [word.strip() for word in self._one(values, key).split(",") if word.strip()]
        for word in words:
            if word not in allowed:
                self.complain(values[key][0][0], f"{key}: knows no {word}")
        return [word for word in words if word in allowed]

    def _deadlines(self, values: dict[str, list[tuple[int, str]]], text: str) -> tuple[DeadlineNote, ...]:
        notes: list[DeadlineNote] = []
        for line, value in values.get("deadline", ()):
            try:
                notes.append(deadline_note(value, text))
            except Malformed as error:
                self.complain(line, f"deadline: {error}")
        return tuple(notes)

    def _demands(self, values: dict[str, list[tuple[int, str]]], text: str) -> tuple[DemandNote, ...]:
        notes: list[DemandNote] = []
        for line, value in values.get("demand", ()):
            try:
                notes.append(demand_note(value, text))
            except Malformed as error:
                self.complain(line, f"demand: {error}")
        return tuple(notes)


def without_sender(family: Family) -> Family:
    """Return the family as a pasted text: nobody knows who sent it."""
    return replace(family, sender_name="", sender_address="")
