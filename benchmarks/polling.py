"""`mailbot run --once` on 20,000 mails of which 200 matter, beside mbsync fetching the same mailbox.

The two do different work on purpose: mbsync copies everything, mailbot looks at all headers and fetches what may matter.
"""

import json
import shutil
import time
from pathlib import Path

from benchmarks.inboxes import fill
from benchmarks.measuring import command
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.fixtures import SPECIAL_USE

TOTAL, WANTED = 20_000, 200


def run(folder: Path) -> bool:
    """Print times, bytes over the wire, and their ratios."""
    with Dovecot.running(special_use=SPECIAL_USE) as server:
        mailbox = server.add_user()
        fill(mailbox, TOTAL, WANTED)
        first, found = _mailbot(folder, mailbox)
        second, again = _mailbot(folder, mailbox)
        print(f"  mailbot, first run:  {first:.1f} s, {found}")
        print(f"  mailbot, second run: {second:.1f} s, {again}")
        headers, read, written = _headers_only(mailbox)
        print(f"  mailbot, headers alone: {headers:.1f} s, {read / 1e6:.1f} MB read, {written / 1e3:.1f} kB written")
        if shutil.which("mbsync"):
            other, size = _mbsync(folder, mailbox)
            print(f"  mbsync, first run: {other:.1f} s, {size / 1e6:.1f} MB of mail written")
            print(
                f"  mailbot / mbsync: {first / other:.2f} of its time, {read / size:.2f} of its bytes (headers and chosen bodies)"
            )
        else:
            print("  mbsync is not installed (apt install isync): no comparison")
    return found["stored"] == WANTED and again["seen"] == 0


def _mailbot(folder: Path, mailbox: Mailbox) -> tuple[float, dict[str, int]]:
    settings = mailbox.settings()
    config = folder / "config.toml"
    config.write_text(
        f"""
[[accounts]]
name = "shop"
addresses = ["seller@example.jp"]
trusted_authserv_ids = ["mx.example.jp"]
[accounts.imap]
host = "localhost"
port = {settings.port}
username = "{settings.username}"
password = {{ env = "MAILBOT_PASSWORD" }}
ca_file = "{settings.ca_file}"
""",
        encoding="utf-8",
    )
    arguments = ["-m", "mailbot", "run", "--once", "--json", "--config", str(config), "--data", str(folder / "data")]
    start = time.perf_counter()
    done = command(arguments, folder, MAILBOT_PASSWORD=mailbox.password)
    return time.perf_counter() - start, json.loads(done.stdout)


def _headers_only(mailbox: Mailbox) -> tuple[float, int, int]:
    from mailbot import imap

    start = time.perf_counter()
    with imap.connect(mailbox.settings(), mailbox.password) as session:
        session.examine("INBOX")
        for _ in session.headers(session.uids_after(0)):
            pass
        traffic = session.traffic
    return time.perf_counter() - start, traffic.read, traffic.written


def _mbsync(folder: Path, mailbox: Mailbox) -> tuple[float, int]:
    import subprocess

    settings = mailbox.settings()
    copy = folder / "copy"
    copy.mkdir()
    rc = folder / "mbsyncrc"
    rc.write_text(
        f"""
IMAPAccount a
Host localhost
Port {settings.port}
User {settings.username}
Pass {mailbox.password}
SSLType IMAPS
CertificateFile {settings.ca_file}

IMAPStore far
Account a

MaildirStore near
Path {copy}/
Inbox {copy}/INBOX
SubFolders Verbatim

Channel c
Far :far:
Near :near:
Patterns INBOX
Create Near
SyncState *
""",
        encoding="utf-8",
    )
    start = time.perf_counter()
    subprocess.run(["mbsync", "-q", "-c", str(rc), "c"], check=True, capture_output=True)
    taken = time.perf_counter() - start
    return taken, sum(file.stat().st_size for file in copy.rglob("*") if file.is_file())
