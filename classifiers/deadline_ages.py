"""Ages of papers in English: "issued in the last 365 days" is no deadline."""

import re
from typing import Final

AGE_AFTER: Final = re.compile(
    r"^\s*(?:old(?:er)?\b|or (?:less|newer|fewer|younger)|of age|ago\b|earlier\b|before (?:our|the|we|you|your"
    r"|this)|prior|preceding|worth\b|of (?:sales|purchases|transactions|statements?|invoices)|in a row"
    r"|to (?:process|complete|settle|clear)"
    r"|period (?:in|during)|a week|per|each|every|rolling|window\b|invoices?\b|supply|warranty|rating)"
)
AGE_BEFORE: Final = re.compile(
    r"(?:\bfrom within\s$|\b(?:past|last|previous|recent|preceding|latest|trailing|rolling|first|every|prior|older than"
    r"|newer than|younger than|less than|fewer than|under|over|more than|exceeding|exceeds?|average of"
    r"|(?<!in )(?<!within )a period of|maximum of|per|each)\s(?:of\s)?(?:the\s)?$"
    r"|\b(?:issued|dated|printed|purchases|bought|transactions|invoices?"
    r"|receipts?|bill|statement|documents?|sales|covering|sold|shipped|validity|valid|aged)\b[\w\s,()]{0,24}$)"
)
AGE_GUARD: Final = re.compile(
    r"\b(?:submit|send|share|show|provide|upload|reply|respond|please|must|return|give|we (?:need|require)|reach us"
    r"|not (?:received"
    r"|answered|provided|submitted)"
    r"|we (?:expect|await|want)"
    r"|received? (?:by us|them|your))\b[^.;]{0,60}$"
)
_CONTAINED: Final = re.compile(r"\b(?:within|in|from|during|inside|for|of|over|at most|not more than|no more than)\s(?:the\s)?$")
_FROM_NOW: Final = re.compile(r"^\s*(?:of|from|after)\s(?:this|today|receiv|the date of this)")
_OF_PAPER: Final = re.compile(
    r"\b(?:invoice|receipt|bill|statement|document|record|certificate|license|licence|proof|dated|issued)\w*\b[^.;]{0,60}$"
)


def clause_of(before: str) -> str:
    """Return the clause in which the words before a number end."""
    return re.split(r"[;:]|,\s(?:but|and|so)\s|\s-\s", before)[-1]


def is_age(before: str, after: str) -> bool:
    """Is a duration the age limit of a paper: "issued in the last 365 days", "no more than 90 days old"?"""
    if re.search(r"\b(?:in|within|during) the first\s$", before):
        return False
    if AGE_AFTER.match(after) or AGE_BEFORE.search(before):
        return True
    clause = clause_of(before)
    return _CONTAINED.search(clause) is not None and not _FROM_NOW.search(after) and _OF_PAPER.search(clause) is not None
