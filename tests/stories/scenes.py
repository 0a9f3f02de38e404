"""Stories written as text: a block for each mail, made into the bytes that a server would hand over.

``=== name``, then ``key: value`` lines (``at`` in the story's zone, ``from`` amazon or own, ``to``, ``answers``, ``subject``,
``correct`` for the label that the user gives where the reader's is wrong), a blank line, the text.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.messages import digest
from mailbot.service import doubts
from mailbot.settings import Account
from tests.letters import SELLER, SERVER, mail
from tests.stories.living import Lived, lived

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Block:
    name: str
    keys: dict[str, str]
    text: str


def expected(story: str) -> dict[str, Any]:
    return json.loads((HERE / f"{story}.json").read_text(encoding="utf-8"))


def blocks(story: str) -> list[Block]:
    pieces = re.split(r"^=== (\S+)\n", (HERE / f"{story}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_block(name, piece) for name, piece in zip(pieces[::2], pieces[1::2], strict=True)]


def _block(name: str, piece: str) -> Block:
    head, _, text = piece.partition("\n\n")
    return Block(name=name, keys=dict(line.split(": ", 1) for line in head.splitlines()), text=text.strip("\n") + "\n")


def content(block: Block, store: str, zone: ZoneInfo) -> bytes:
    """The mail as the seller's server has it; Amazon's bears the server's word on its signature."""
    own = block.keys["from"] == "own"
    amazon = f"seller-performance@{store}"
    headers = {"Authentication-Results": f"{SERVER}; dkim=pass header.d={store}; dmarc=pass header.from={store}"}
    if "answers" in block.keys:
        headers |= {"In-Reply-To": _id(block.keys["answers"]), "References": _id(block.keys["answers"])}
    return mail(
        block.text,
        block.keys["subject"],
        sender=f"Shop <{SELLER}>" if own else f"Amazon <{block.keys.get('address', amazon)}>",
        to=block.keys.get("to", amazon) if own else SELLER,
        message_id=_id(block.name),
        when=datetime.fromisoformat(block.keys["at"]).replace(tzinfo=zone),
        **({name: value for name, value in headers.items() if not own or name != "Authentication-Results"}),
    )


def _id(name: str) -> str:
    return f"<{name}@mail.example>"


@contextmanager
def living(story: str, folder: Path) -> Iterator[Lived]:
    """Live through a story, the user's corrections included."""
    told, about = blocks(story), expected(story)
    zone = ZoneInfo(about["zone"])
    seller = Account(
        name="shop",
        addresses=(SELLER,),
        trusted_authserv_ids=(SERVER,),
        marketplaces=(about["marketplace"],),
        timezone=about["zone"],
    )
    mails = [(block.name, content(block, about["marketplace"], zone)) for block in told]
    last = datetime.fromisoformat(told[-1].keys["at"]).replace(tzinfo=zone)
    with lived(folder, seller, mails, last) as opened:
        for block, (_, octets) in zip(told, mails, strict=True):
            if "correct" in block.keys:
                doubts.correct(opened.workspace, digest(octets), block.keys["correct"])
        yield opened
