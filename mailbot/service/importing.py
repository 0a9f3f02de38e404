"""Mail from files, and notices copied from the console: through the same door as fetched mail."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from mailbot import parsing
from mailbot.errors import UsageError
from mailbot.inbox import files
from mailbot.messages import Place, RawMessage
from mailbot.service.counts import Counts
from mailbot.service.process import Progress, process
from mailbot.service.workspace import Workspace
from mailbot.store import messages

BATCH = 50
BATCH_BYTES = 8 * 1024 * 1024
"""What one transaction holds at most: memory stays flat whatever is imported."""


def take_in(workspace: Workspace, paths: Sequence[Path], account: str, progress: Progress | None = None) -> Counts:
    """Import files and folders; UsageError for a path that is not there. What cannot be read is counted, the rest goes on."""
    for path in paths:
        if not path.exists():
            raise UsageError("error.no_path", path=str(path))
    found = Counts()
    batch: list[RawMessage] = []
    for path in paths:
        for item in files.read(path):
            if isinstance(item, files.FileProblem):
                found += Counts(unreadable=1)
                continue
            place = Place(account=account, folder="", path=item.source)
            batch.append(RawMessage(content=item.content, place=place, received=None))
            if len(batch) >= BATCH or sum(len(raw.content) for raw in batch) >= BATCH_BYTES:
                found += _keep(workspace, batch)
                batch = []
    found += _keep(workspace, batch)
    return found + process(workspace, account, progress=progress).counts


def take_in_text(workspace: Workspace, file: Path, account: str, received: datetime, subject: str) -> Counts:
    """Import a notice copied as text; the user stands for it by that act."""
    raw = parsing.pasted(read_text(file), subject, received, account)
    return _keep(workspace, [raw]) + process(workspace, account).counts


def read_text(file: Path) -> str:
    """Return a text file's content; UsageError where it is none."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("error.text_file", path=str(file)) from error


def raw_messages(paths: Sequence[Path]) -> Iterator[tuple[str, RawMessage | None, str]]:
    """Yield (source, message or None, problem code) of files and folders, for commands that store nothing."""
    for path in paths:
        if not path.exists():
            raise UsageError("error.no_path", path=str(path))
        for item in files.read(path):
            if isinstance(item, files.FileProblem):
                yield item.source, None, item.code
            else:
                place = Place(account="", folder="", path=item.source)
                yield item.source, RawMessage(content=item.content, place=place, received=None), ""


def _keep(workspace: Workspace, batch: Sequence[RawMessage]) -> Counts:
    """Store messages; only those known already are counted, what became of the rest its reading tells."""
    counts = Counts()
    if not batch:
        return counts
    with workspace.store.write() as connection:
        for raw in batch:
            added = messages.add(connection, raw, workspace.now())
            counts += Counts() if added.new else Counts(duplicates=1)
    return counts
