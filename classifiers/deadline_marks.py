"""Marks around a length of time in an English sentence that settle which part it plays."""

import re
from typing import Final

from classifiers.deadline_parts import Part

UNTIL: Final = re.compile(r"\b(?:until|till)\s$")
AGAIN: Final = re.compile(r"\b(?:can|may|could) (?:\w+ ){1,4}again\s$")
STILL_NOT: Final = re.compile(
    r"\b(?:if|should)\b[^.;,]{0,60}(?:\b(?:not|still|no|never)|n't)\b[^.;,]{0,40}\bafter\s(?:the\s|these\s|those\s)?$"
    r"|n't [^.;,]{0,30}\bafter\s$"
)
"""What to do where something has not happened by then: no clock."""
KEEP: Final = re.compile(
    r"\b(?:keep|retain|store|archive) (?:your|the|all|these)\b[^.;]{0,40}\bfor\s(?:at least\s)?$|\bplus\s$"
    r"|\brule of\b[^.;]{0,30}$"
)
CONTACT_IN: Final = re.compile(
    r"\b(?:contact|write to|e-?mail|ask|come back|get back|try again|apply)\b[^;,]{0,60}\b(?:again\s)?in\s$"
)
BARE_END: Final = re.compile(r"\s*(?:time)?[.!]?$|\s*to (?:ask|request|apply)\b")
UNHEARD: Final = re.compile(
    r"^\s*(?:should )?(?:pass|go by|elapse)\b[^.;]{0,16}\bwithout\s(?:us |our |any |an? |your )?(?:hearing|receiving|getting"
    r"|reply|response|answer|word)"
)
ASKED: Final = re.compile(
    r"\b(?:asked|told|requested|warned|reminded|invited|gave|given) you (?:to|that)\b[^.;]{0,80}\b(?:within|in|by)\s$"
)
"""What was asked in an earlier mail: its time is over."""
COUNTED: Final = re.compile(
    r"\b\d+ (?:\w+ ){0,2}(?:claims|orders|complaints|returns|cancellations|reports|sales|contacts|defects) (?:within"
    r"|in)\s(?:the\s)?$"
)
"""A statistic."""
LAST_DAY: Final = re.compile(
    r"\b(?:last|final|latest) (?:day|date|moment)\b[^.;]{0,40}\b(?:is|will be|falls on)\s$|\b(?:requested|claimed|contested"
    r"|appealed|disputed) until\s$"
)
WINDOW_OPENS: Final = re.compile(
    r"\b(?:window|period|appeals?|requests?|applications?|claims?)\b[^.;]{0,30}\bopens? (?:on|from)\s$"
)
MADE_FROM: Final = re.compile(
    r"\b(?:paid(?: out)?|released|available|disbursed|applies|valid|starts?|effective) (?:as )?(?:from|of)\s$"
)
CONTESTS: Final = re.compile(
    r"\b(?:contest|appeal|dispute|challenge|object to|against|disagree with)\s(?:\w+\s){0,3}(?:decision|result|outcome"
    r"|withholding|review)\s(?:within|in)\s$"
)
ORDERS: Final = re.compile(
    r"(?:(?:please|kindly|then|and|or|also|so)\s)?(?!(?:we|it|you|they|this|that|there|he|she|the|an?|your|our|in|on|at|by|for|of"
    r"|from|with|to|if|when|as"
    r"|after|before|all|some|most|no|not|is|are|during|within|under|over|until|behind|because|since|once|while|what|how|both|only"
    r"|than)\b)"
    r"[a-z]{2,12}\s(?:its|the|your|an?|this|that|all|any|us|it|them|their|each|every|new|copies|these|those|both|our|one)\b"
)
"""An order: a verb at the start of its clause, with an object ("order its removal")."""
POINT: Final = re.compile(r"\s*after\b")
WRITE_TO: Final = re.compile(
    r"\b(?:write|e-?mail|contact|ask|apply)\b[^;]{0,60}\S\s$(?<!have )(?<!has )(?<!given )(?<!of )(?<!is )(?<!: )"
)
""" "Write to us 90 days after this e-mail": a point in time, not a limit."""
TOLD: Final = re.compile(r"^\s*it(?: has|'s) been\s(?:at least\s)?#\s*since\b[^.]*$")
""" "It has been 60 days since …", a statement; "if it has been 60 days since" is a condition."""
OPEN_UNTIL: Final = re.compile(
    r"\b(?:works?|open|available|possible|accepted|taken|received|valid|runs?)\b[^.;]{0,24}\b(?:until|till|through)\s$"
)
ALLOWED: Final = re.compile(r"\ballow(?: us| our team)?\s(?:for\s)?(?:up to\s|at least\s|about\s)?$")
TOO_LATE: Final = re.compile(r"(?<!no )(?<!not )\b(?:later than|more than|after)\s$")
COUNTER: Final = re.compile(r"\b(?:counting|counts|visible|shown|reserved|set aside|paid)\s(?:until\s|for\s)?$")
EXPIRES: Final = re.compile(r"\b(?:expires?|lapses?|is void)\s(?:after\s)?$")
"""A cheque or a paper: the clock of a thing, not of an answer."""
SHIPPING: Final = re.compile(
    r"\b(?:ship|shipped|dispatch|deliver|delivered|refund|buyers?|customers?|purchasers?|return (?:an )?items?)\b"
    r"(?!.*\b(?:appeal|submit|send us|documents?|plan)\b)"
)
BYGONE: Final = re.compile(
    r"^\s*(?:ago|earlier|before this|have already|had)\b|^\s*(?:have|has)\s(?:now\s|already\s)?(?:passed"
    r"|elapsed|gone by)\s(?:since|without)(?!.*\byou (?:can|may)\b)"
)


def settled(before: str, after: str) -> Part | None:
    """Return the part where these marks alone decide; None where they do not."""
    if UNHEARD.match(after):
        return Part.DUE
    if CONTACT_IN.search(before) and BARE_END.match(after):
        return Part.OPENS
    nothing = before.endswith("from within ") or any(mark.search(before) for mark in (STILL_NOT, KEEP, ASKED, COUNTED))
    return Part.NONE if nothing else None
