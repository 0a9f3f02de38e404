"""Our frozen values as plain JSON types, and back. Pure. The one importer of msgspec."""

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Return a value of ours as plain JSON types, field by field."""
    return msgspec.to_builtins(value, builtin_types=())


def from_json(data: Any, kind: type[T]) -> T:
    """Read back what ``to_json`` wrote; msgspec.ValidationError where it does not fit ``kind``."""
    return msgspec.convert(data, kind)
