"""20,000 mails of which 200 matter, on a real Dovecot, read by the installed wheel."""

import json

from benchmarks.inboxes import fill
from tests.acceptance.test_trouble import config, once
from tests.letters import CLOSURE, ORDER, REFUSAL, amazon, noise


def test_exactly_what_matters_is_stored_once(mailbot, mailbox, tmp_path):
    fill(mailbox, 20_000, 200)
    file, data = config(tmp_path, mailbox, timeout_seconds=60), tmp_path / "data"
    first = json.loads(once(mailbot, file, data).stdout)
    assert (first["seen"], first["stored"], first["ignored"]) == (20_000, 200, 19_800)
    assert set(mailbox.flags()) == {""}
    second = json.loads(once(mailbot, file, data).stdout)
    assert second["seen"] == 0
    for number, (text, subject) in enumerate([(CLOSURE, "停止"), (REFUSAL, "再開について"), (ORDER, "発送")]):
        mailbox.deliver(amazon(text, subject, 900_000 + number))
        mailbox.deliver(noise(900_000 + number))
    third = json.loads(once(mailbot, file, data).stdout)
    assert (third["stored"], third["ignored"]) == (3, 3)
    assert set(mailbox.flags()) == {""}
