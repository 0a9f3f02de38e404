"""Mail and configurations as files, for command lines."""

import json
from pathlib import Path

from tests.letters import APPEAL, CLOSURE, ORDER, REFUSAL, RELEASE, SELLER, SERVER, START, amazon, mail, noise, own
from tests.servers.dovecot import Mailbox

FORGED = mail(CLOSURE, "停止のお知らせ", sender="Amazon <no-reply@arnazon-co.jp.example>", message_id="<lure@x>")
STORY = {
    "1-closure.eml": amazon(CLOSURE, "停止のお知らせ", 1),
    "2-own.eml": own(APPEAL, "Re: 停止のお知らせ", when=START.replace(day=18), reply_to="<letter-1@amazon.co.jp>"),
    "3-refusal.eml": amazon(REFUSAL, "再開できません", 2, when=START.replace(day=20)),
    "4-release.eml": amazon(RELEASE, "お支払い", 3, when=START.replace(day=24)),
    "5-unproven.eml": amazon(CLOSURE, "停止のお知らせ", 4, when=START.replace(day=27), proven=False),
    "6-order.eml": amazon(ORDER, "発送のお知らせ", 5),
    "7-noise.eml": noise(1),
    "8-forged.eml": FORGED,
    "9-broken.eml": b"From: a@b.example\r\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (level, level) for level in range(3000)),
}


def write_story(folder: Path) -> Path:
    """Write the story's mails; return their folder."""
    place = folder / "mail"
    place.mkdir()
    for name, content in STORY.items():
        (place / name).write_bytes(content)
    return place


def config_text(*mailboxes: Mailbox, language: str = "", **changes: object) -> str:
    """Return a configuration with an account for each mailbox, or one without a mailbox."""
    blocks = [f'language = "{language}"'] if language else []
    for number, mailbox in enumerate(mailboxes or (None,)):
        name = "shop" if number == 0 else f"shop{number + 1}"
        blocks.append(f'[[accounts]]\nname = "{name}"\naddresses = ["{SELLER}"]\ntrusted_authserv_ids = ["{SERVER}"]')
        if mailbox is not None:
            blocks.append(_imap(mailbox, changes))
    blocks.append("[web]\nenabled = false\n[authentication]\ndkim_dns = false\n")
    return "\n".join(blocks)


def _imap(mailbox: Mailbox, changes: dict[str, object]) -> str:
    settings = mailbox.settings()
    values: dict[str, object] = {
        "host": settings.host,
        "port": settings.port,
        "username": settings.username,
        "ca_file": str(settings.ca_file),
        "timeout_seconds": 5,
    }
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in (values | changes).items())
    return f'[accounts.imap]\n{lines}\npassword = {{ env = "MAILBOT_PASSWORD" }}'
