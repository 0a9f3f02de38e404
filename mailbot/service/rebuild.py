"""Everything again from the stored bytes: the derived half of the store thrown away and made anew."""

from dataclasses import dataclass

from mailbot.service import case_list, letters
from mailbot.service.process import Progress, read_again
from mailbot.service.relinking import relink
from mailbot.service.workspace import Workspace
from mailbot.store import events, messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What ``reprocess`` did; ``without_bytes`` were left as they were."""

    messages: int
    without_bytes: int
    cases: int


def reprocess(workspace: Workspace, progress: Progress | None = None) -> Rebuilt:
    """Read every message again, link them all anew in the order of their time, and write the events that follow.

    Drafts and decisions are history and stay; drafts follow the message that they answer.
    """
    with workspace.store.read() as connection:
        everything = messages.every(connection)
        without = sum(messages.content(connection, stored.sha256) is None for stored in everything)
    with workspace.store.write() as connection:
        letters.begin_anew(connection)
    read_again(workspace, [stored.id for stored in everything], progress=progress)
    relink(workspace, (stored.account for stored in everything))
    case_list.freshen(workspace)
    with workspace.store.read() as connection:
        cases = len(events.every_case(connection))
    return Rebuilt(messages=len(everything), without_bytes=without, cases=cases)
