"""A short story of form letters: a closure, and report after report that meets the same refusal."""

from datetime import timedelta
from itertools import islice

from tests.classifiers.form_letters import FINAL, REFUSAL, REVISED, copies
from tests.letters import APPEAL, CLOSURE, START, amazon, own

SUBJECT = "出品用アカウントに関するご連絡"


def history() -> list[bytes]:
    """A closure; four times a report and the same refusal; then a revised one, and a final one."""
    mails = [amazon(CLOSURE, "要ご対応: 出品用アカウントの一時停止", 0, when=START)]
    letters = [*islice(copies(REFUSAL), 4), next(copies(REVISED)), next(copies(FINAL))]
    for number, letter in enumerate(letters, start=1):
        when = START + timedelta(days=2 * number)
        report = f"{APPEAL}\n第{number}回の補足として、仕入先{number}社の納品書を添付いたします。"
        mails.append(own(report, f"改善計画の提出 {number}", number, when=when))
        mails.append(amazon(letter, SUBJECT, number, when=when + timedelta(hours=20)))
    return mails
