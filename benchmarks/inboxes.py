"""A large mailbox on a real server: mail from everywhere, and some that concerns mailbot."""

from datetime import timedelta

from tests.letters import APPEAL, CLOSURE, ORDER, REFUSAL, START, amazon, noise, own
from tests.servers.dovecot import Mailbox


def fill(mailbox: Mailbox, total: int, wanted: int) -> None:
    """Deliver ``total`` mails of which ``wanted`` are from Amazon, pose as it, or answer it."""
    every = total // wanted
    for number in range(total):
        when = START + timedelta(minutes=number)
        if number % every:
            mailbox.deliver(noise(number), when=when)
        else:
            mailbox.deliver(_wanted(number // every), when=when)


def _wanted(number: int) -> bytes:
    when = START + timedelta(hours=number)
    kind = number % 4
    if kind == 0:
        return amazon(CLOSURE, "要ご対応:出品アカウント一時停止のご連絡", number, when=when)
    if kind == 1:
        return amazon(REFUSAL, "出品アカウントに関するご連絡", number, when=when)
    if kind == 2:
        return amazon(ORDER, "発送のお知らせ", number, when=when)
    return own(APPEAL, f"改善計画の提出 {number}", number, when=when)
