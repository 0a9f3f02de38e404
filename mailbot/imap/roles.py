"""Which folder is what: as configured, else by SPECIAL-USE (RFC 6154), else by name. Pure but for its own data."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from mailbot.errors import UsageError
from mailbot.imap.values import Folder
from mailbot.settings import FolderSettings

_ATTRIBUTES: Final = {"sent": r"\sent", "drafts": r"\drafts", "junk": r"\junk"}
# XLIST, before RFC 6154, said \Spam.
_OLD_ATTRIBUTES: Final = {"junk": r"\spam"}
_PARENTS: Final = ("inbox", "[gmail]", "[google mail]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The folders that matter, by their names on the server. None: the mailbox has none."""

    inbox: str
    sent: str | None = None
    drafts: str | None = None
    junk: str | None = None
    extra: tuple[str, ...] = ()

    @property
    def incoming(self) -> tuple[str, ...]:
        """Where Amazon's mail may lie: the inbox, what the user added, and junk; each once."""
        named = (self.inbox, *self.extra, *([self.junk] if self.junk else []))
        return tuple(dict.fromkeys(name for name in named if name != self.sent))


def assign(folders: Sequence[Folder], configured: FolderSettings) -> Roles:
    """Give each role its folder.

    Raises UsageError (``error.folder_missing``) where the configuration names a folder that is not there.
    """
    usable = {folder.name: folder for folder in folders if folder.selectable}
    return Roles(
        inbox=_named(configured.inbox, usable) or "INBOX",
        sent=_find("sent", configured.sent, usable),
        drafts=_find("drafts", configured.drafts, usable),
        junk=_find("junk", configured.junk, usable),
        extra=tuple(name for name in (_named(name, usable) for name in configured.extra) if name),
    )


def _find(role: str, configured: str, usable: Mapping[str, Folder]) -> str | None:
    if configured:
        return _named(configured, usable)
    wanted = {_ATTRIBUTES[role], _OLD_ATTRIBUTES.get(role, _ATTRIBUTES[role])}
    flagged = [folder for folder in usable.values() if not wanted.isdisjoint(folder.attributes)]
    candidates = sorted(flagged or usable.values(), key=lambda folder: _rank(role, folder))
    if candidates and (flagged or _rank(role, candidates[0]) < len(_table()[role])):
        return candidates[0].name
    return None


def _named(name: str, usable: Mapping[str, Folder]) -> str | None:
    """Return the server's spelling of a configured name; None for no name."""
    if not name or name in usable:
        return name or None
    folded = {_fold(known): known for known in usable}
    if _fold(name) in folded:
        return folded[_fold(name)]
    if _fold(name) == "inbox":
        return "INBOX"
    raise UsageError("error.folder_missing", folder=name, known=", ".join(usable))


def _rank(role: str, folder: Folder) -> int:
    names = _table()[role]
    leaf = _fold(folder.name)
    for parent in _PARENTS:
        if folder.delimiter and leaf.startswith(parent + folder.delimiter):
            leaf = leaf.removeprefix(parent + folder.delimiter)
    return names.index(leaf) if leaf in names else len(names)


def _fold(name: str) -> str:
    """Fold case and composition: macOS writes 下書き with separate voicing marks."""
    return unicodedata.normalize("NFC", name).casefold()


@lru_cache(maxsize=1)
def _table() -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads((files("mailbot.imap") / "folder_names.toml").read_text(encoding="utf-8"))
    return {role: tuple(_fold(name) for name in data[role]) for role in _ATTRIBUTES}
