"""A notice that the user copied from the console, as a message: it goes through the same door as mail. Pure."""

import base64
import textwrap
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from typing import Final

from mailbot.messages import Place, RawMessage

HEADER: Final = "X-Mailbot-Import"
"""Marks pasted text. Believed only on a message without any trace of having been sent; see ``authentication``."""


def pasted(
    text: str, subject: str = "", received: datetime | None = None, account: str = "", confirmed: bool = True
) -> RawMessage:
    """Return ``text`` as a message of ``account`` without a sender: the same words and time give the same bytes.

    ``received`` is aware, or None where nobody knows; ``confirmed`` False for a file that is only looked at.
    """
    lines = [f"{HEADER}: text"]
    if received is not None:
        lines.append(f"Date: {format_datetime(received)}")
    if subject:
        lines.append("Subject: " + Header(" ".join(subject.split()), "utf-8", header_name="Subject").encode(linesep="\r\n"))
    lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", ""]
    body = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    lines += [*textwrap.wrap(body, 76), ""]
    place = Place(account=account, folder="")
    return RawMessage(content="\r\n".join(lines).encode("ascii"), place=place, received=received, confirmed=confirmed)
