"""What goes wrong in the world gives one clear line and the right exit code, and loses nothing."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.letters import CLOSURE, SELLER, SERVER, amazon
from tests.servers.dovecot import Dovecot, Mailbox

FILLER = "".join(f"対象の商品 {number} 番の納品書と請求書を添付してください。\n" for number in range(900))


def config(folder: Path, mailbox: Mailbox, **changes: object) -> Path:
    """Write a configuration for a mailbox; keyword arguments replace keys of [accounts.imap]."""
    settings = mailbox.settings()
    imap: dict[str, object] = {
        "host": settings.host,
        "port": settings.port,
        "username": settings.username,
        "ca_file": str(settings.ca_file),
        "timeout_seconds": 5,
    }
    extra = str(changes.pop("extra", ""))
    imap |= changes
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in imap.items() if value is not None)
    file = folder / "config.toml"
    file.write_text(
        f"""
[[accounts]]
name = "shop"
addresses = ["{SELLER}"]
trusted_authserv_ids = ["{SERVER}"]
{extra}
[accounts.imap]
{lines}
password = {{ env = "MAILBOT_PASSWORD" }}
[web]
enabled = false
""",
        encoding="utf-8",
    )
    return file


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The message for the user: exactly one line beside the log's."""
    lines = [line for line in done.stderr.splitlines() if line and not line.startswith("{")]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines[0]


def once(mailbot, file: Path, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return mailbot("run", "--once", "--json", "--config", file, "--data", data, **{"MAILBOT_PASSWORD": "secret"} | environment)


def test_a_wrong_password(mailbot, mailbox, tmp_path):
    done = once(mailbot, config(tmp_path, mailbox), tmp_path / "data", MAILBOT_PASSWORD="wrong")
    assert done.returncode == 2
    assert mailbox.username in one_line(done)


def test_three_refused_logins_stop_the_account(mailbot, mailbox, tmp_path):
    file, data = config(tmp_path, mailbox), tmp_path / "data"
    for _ in range(3):
        assert once(mailbot, file, data, MAILBOT_PASSWORD="wrong").returncode == 2
    stopped = once(mailbot, file, data)  # the password is right now, but nobody said so
    assert stopped.returncode == 2
    assert "--force" in one_line(stopped)
    done = mailbot("run", "--once", "--force", "--json", "--config", file, "--data", data, MAILBOT_PASSWORD="secret")
    assert done.returncode == 0, done.stderr


def test_no_password_at_all(mailbot, mailbox, tmp_path):
    done = once(mailbot, config(tmp_path, mailbox), tmp_path / "data", MAILBOT_PASSWORD="")
    assert done.returncode == 2
    assert "MAILBOT_PASSWORD" in one_line(done)


def test_an_unknown_host(mailbot, mailbox, tmp_path):
    done = once(mailbot, config(tmp_path, mailbox, host="no-such-host.invalid"), tmp_path / "data")
    assert done.returncode == 3
    assert "no-such-host.invalid" in one_line(done)


def test_a_self_signed_certificate(mailbot, mailbox, tmp_path):
    done = once(mailbot, config(tmp_path, mailbox, ca_file=None), tmp_path / "data")
    assert done.returncode == 3
    assert "ca_file" in one_line(done)


def test_a_missing_folder(mailbot, mailbox, tmp_path):
    file = config(tmp_path, mailbox, extra='folders = { sent = "Gesendet" }')
    done = once(mailbot, file, tmp_path / "data")
    assert done.returncode == 2
    assert "Gesendet" in one_line(done)


def test_an_unreadable_configuration(mailbot, tmp_path):
    file = tmp_path / "config.toml"
    file.write_text("[[accounts]\n", encoding="utf-8")
    done = once(mailbot, file, tmp_path / "data")
    assert done.returncode == 2
    assert str(file) in one_line(done)


def test_a_configuration_with_problems_lists_them_all(mailbot, mailbox, tmp_path):
    file = config(tmp_path, mailbox, usrname="x", security="tsl")
    done = once(mailbot, file, tmp_path / "data")
    assert done.returncode == 2
    assert "usrname" in done.stderr
    assert "tls" in done.stderr


def test_a_server_that_is_down(mailbot, tmp_path):
    with Dovecot.running() as server:
        certificate = tmp_path / "ca.pem"
        certificate.write_bytes(server.certificate.read_bytes())
        file = config(tmp_path, server.add_user(), ca_file=str(certificate))
    done = once(mailbot, file, tmp_path / "data")
    assert done.returncode == 3
    assert "localhost" in one_line(done)


def test_a_data_folder_that_cannot_be_made(mailbot, mailbox, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = once(mailbot, config(tmp_path, mailbox), tmp_path / "file" / "data")
    assert done.returncode == 3
    one_line(done)


def test_a_full_disk_loses_nothing(mailbot, mailbox, tmp_path, small_disk):
    """A real file system of 1 MB: the poll ends with code 3, and goes on where it ended once there is room."""
    for number in range(40):
        mailbox.deliver(amazon(CLOSURE + FILLER, "要ご対応:出品アカウント一時停止", number))
    file = config(tmp_path, mailbox)
    done = once(mailbot, file, small_disk)
    assert done.returncode == 3, done.stderr
    assert "disk" in one_line(done).lower()
    roomy = tmp_path / "roomy"
    subprocess.run(["cp", "-r", str(small_disk), str(roomy)], check=True)
    again = once(mailbot, file, roomy)
    assert again.returncode == 0, again.stderr
    listed = mailbot("messages", "--json", "--data", roomy, "--config", file)
    assert len({json.loads(line)["sha256"] for line in listed.stdout.splitlines()}) == 40


@pytest.fixture
def small_disk(tmp_path):
    """A tmpfs of 1 MB where this user may mount one; else a file-size limit cannot stand in for it."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("needs the right to mount a small file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_second_daemon_on_the_same_data(mailbot, installed, mailbox, tmp_path):
    file, data = config(tmp_path, mailbox), tmp_path / "data"
    command = [str(installed), "run", "--config", str(file), "--data", str(data), "--json"]
    with subprocess.Popen(
        command, env={**os.environ, "MAILBOT_PASSWORD": "secret"}, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as first:
        assert first.stderr is not None
        started = next(line for line in first.stderr if "daemon.started" in line)
        assert json.loads(started)["accounts"] == ["shop"]
        second = once(mailbot, file, data)
        assert second.returncode == 2
        assert str(data) in one_line(second)
        first.send_signal(signal.SIGTERM)
        first.stderr.read()
        assert first.wait(timeout=30) == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_daemon_ends_cleanly(installed, mailbox, tmp_path, how):
    file, data = config(tmp_path, mailbox), tmp_path / "data"
    mailbox.deliver(amazon(CLOSURE, "要ご対応:出品アカウント一時停止のご連絡"))
    command = [str(installed), "run", "--config", str(file), "--data", str(data), "--json"]
    with subprocess.Popen(
        command, env={**os.environ, "MAILBOT_PASSWORD": "secret"}, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as daemon:
        assert daemon.stderr is not None
        polled = json.loads(next(line for line in daemon.stderr if "poll.done" in line))
        assert polled["stored"] == 1
        daemon.send_signal(how)
        daemon.stderr.read()
        assert daemon.wait(timeout=30) == 0
