"""What a form letter says beside those before it, in words: the same once more, or one with something changed."""

from classifiers.labels import Direction
from mailbot.casebook.case import Case, Entry
from mailbot.casebook.quotes import cut
from mailbot.casebook.wording import Words
from mailbot.i18n import Catalogue
from mailbot.letters import Kinship


def letter_line(entry: Entry, case: Case, words: Words) -> str:
    """Return how a message relates to an earlier letter of its case; nothing for a letter of its own."""
    before = case.entry(entry.same)
    if entry.direction is Direction.OUTGOING or before is None:
        return ""
    if entry.copy > 1:
        reported = any(item.submission and before.at < item.at < entry.at for item in case.messages)
        code = "case_letter.same_after_report" if reported else "case_letter.same"
        return words.text(code, copy=entry.copy, at=words.day(before.at))
    return revision(entry.kinship, words.text, words.day(before.at))


def revision(kin: Kinship, text: Catalogue, at: str) -> str:
    """Return what a revision changed; ``at`` is when the letter that it revises came."""
    gone, new = (_lines(kin, sign, text) for sign in ("- ", "+ "))
    if gone and new:
        return text("case_letter.revision", at=at, gone=gone, new=new)
    return text("case_letter.revision_new", at=at, new=new) if new else text("case_letter.revision_gone", at=at, gone=gone)


def _lines(kin: Kinship, sign: str, text: Catalogue) -> str:
    """Return the lines that came or went; what was masked is left open."""
    found = (line.removeprefix(sign).replace("#", "…") for line in kin.changes if line.startswith(sign))
    return " ".join(text("case_letter.line", line=cut(line)) for line in found)
