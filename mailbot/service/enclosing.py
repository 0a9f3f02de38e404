"""The files behind the papers that a draft names: found among the seller's evidence, approved by digest, enclosed as approved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mailbot.messages import digest
from mailbot.outbox.mail import Enclosure
from mailbot.service import evidence
from mailbot.service.workspace import Workspace
from replies import enclosures
from replies.situation import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that a draft names, with the files it means; none where the seller's evidence has no file of that name."""

    name: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """What goes with a draft, and what the seller attaches."""

    files: tuple[Enclosure, ...]
    by_hand: tuple[str, ...]


def of_draft(workspace: Workspace, case_id: str, draft: Draft) -> tuple[Paper, ...]:
    """Return the papers of a draft with their files, among those that the seller named as evidence. Reads no file."""
    if not draft.attachments:
        return ()
    known = dict(evidence.named(evidence.known_paths(workspace, case_id, ())))
    return tuple(
        Paper(name=name, files=tuple(known[file] for file in enclosures.files_meant(name, known))) for name in draft.attachments
    )


def marked(papers: Iterable[Paper]) -> list[list[str]]:
    """Return what an approval keeps: name and digest of each file as it is now. A file that cannot be read is left out."""
    return [[path.name, digest(content)] for path in _paths(papers) if (content := _content(path)) is not None]


def approved(papers: Sequence[Paper], kept: Iterable[Sequence[str]], *, most: int | None) -> Enclosed:
    """Return the files that are as they were approved (``kept``), up to ``most`` bytes in all.

    A paper of which a file is missing, changed, or over the limit is for the seller to attach.
    """
    allowed = {(name, sha256) for name, sha256 in kept}
    files: dict[Path, Enclosure] = {}
    by_hand: list[str] = []
    for paper in papers:
        found = {path: _content(path) for path in paper.files if path not in files}
        same = {path: content for path, content in found.items() if content and (path.name, digest(content)) in allowed}
        room = most is None or sum(map(len, same.values())) + sum(len(file.content) for file in files.values()) <= most
        if not paper.files or len(same) < len(found) or not room:
            by_hand.append(paper.name)
        else:
            files |= {path: Enclosure(name=path.name, content=content) for path, content in same.items()}
    return Enclosed(files=tuple(files.values()), by_hand=tuple(by_hand))


def _paths(papers: Iterable[Paper]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(path for paper in papers for path in paper.files))


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
