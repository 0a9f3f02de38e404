"""Reading a TOML table key by key, and collecting every problem instead of stopping at the first.

Pure. A problem names its path in the file, what is wrong and the mend; a key that nobody asked for is a problem too, with
the nearest key that exists.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend. ``code`` stands in the catalogue under ``config``."""

    path: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


class TomlTable:
    """A view on one table. Every getter returns a usable value even where it noted a problem."""

    def __init__(self, data: Mapping[str, Any], path: str, problems: list[Problem]) -> None:
        self._data = data
        self._path = path
        self._problems = problems
        self._asked: list[str] = []

    def problem(self, key: str, code: str, **values: str) -> None:
        """Note a problem at ``key`` of this table."""
        self._problems.append(Problem(path=self.path(key), code=code, values=values))

    def path(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def has(self, key: str) -> bool:
        return key in self._data

    def peek(self, key: str) -> Any:
        """The value as it stands in the file."""
        return self._data.get(key)

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A string; not empty where ``required``."""
        value = self._get(key, str, "text", default, required)
        if required and value == "" and self.has(key):
            self.problem(key, "empty")
        return str(value)

    def optional_text(self, key: str) -> str | None:
        return self.text(key) or None

    def boolean(self, key: str, default: bool) -> bool:
        return bool(self._get(key, bool, "boolean", default))

    def integer(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self._get(key, int, "integer", default)
        if isinstance(value, bool) or not low <= value <= high:
            self.problem(key, "range", low=str(low), high=str(high))
            return default
        return int(value)

    def choice(self, key: str, default: str, choices: Sequence[str]) -> str:
        """One of ``choices``."""
        value = self.text(key, default)
        if value not in choices:
            near = get_close_matches(value, choices, 1)
            self.problem(key, "choice", value=value, choices=", ".join(choices), near=near[0] if near else choices[0])
            return default
        return value

    def texts(self, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        """A list of strings."""
        value = self._get(key, list, "texts", list(default))
        if not all(isinstance(item, str) for item in value):
            self.problem(key, "texts")
            return tuple(default)
        return tuple(value)

    def checked(self, key: str, value: str, check: Callable[[str], bool], code: str) -> str:
        """Return ``value``, having noted a problem where ``check`` refuses it."""
        if value and not check(value):
            self.problem(key, code, value=value)
        return value

    def table(self, key: str) -> "TomlTable":
        """A table inside this one; empty where there is none."""
        value = self._get(key, dict, "table", {})
        return TomlTable(value, self.path(key), self._problems)

    def tables(self, key: str) -> Iterator["TomlTable"]:
        """Each table of an array of tables."""
        for number, value in enumerate(self._get(key, list, "tables", []), start=1):
            if isinstance(value, dict):
                yield TomlTable(value, f"{self.path(key)}[{number}]", self._problems)
            else:
                self.problem(key, "tables")

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                near = get_close_matches(key, self._asked, 1, cutoff=0.5)
                if near:
                    self.problem(key, "unknown_near", near=near[0])
                else:
                    self.problem(key, "unknown", known=", ".join(sorted(self._asked)))

    def _get(self, key: str, kind: type, name: str, default: Any, required: bool = False) -> Any:
        self._asked.append(key)
        if key not in self._data:
            if required:
                self.problem(key, "missing")
            return default
        value = self._data[key]
        if not isinstance(value, kind):
            self.problem(key, name)
            return default
        return value
