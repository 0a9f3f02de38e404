"""Which part a length of time or a date plays in an English sentence."""

import re
from typing import Final

from classifiers.deadline_ages import AGE_AFTER, AGE_BEFORE, AGE_GUARD, clause_of
from classifiers.deadline_marks import (
    AGAIN,
    ALLOWED,
    BYGONE,
    CONTESTS,
    COUNTER,
    EXPIRES,
    LAST_DAY,
    MADE_FROM,
    OPEN_UNTIL,
    ORDERS,
    POINT,
    SHIPPING,
    TOLD,
    TOO_LATE,
    UNTIL,
    WINDOW_OPENS,
    WRITE_TO,
    settled,
)
from classifiers.deadline_parts import Part

_WITHIN: Final = re.compile(
    r"(?:\b(?:within|inside(?: of)?|in|in a (?:period|delay|term|span|time) of|maximum|in the space of|within\s*:"
    r"|within a period of"
    r"|in the coming|over the next"
    r"|by the end of|use the|got|you dispose of"
    r"|no later than|not later than|no more than|at most|up to|by|before|during|have(?: up to| only| just)?"
    r"|latest|there (?:are|is)|allow(?:ed|s)?(?: you)?|give(?:n)?(?: you)?|grant(?:ed)?(?: you)?|only|for|another|remaining"
    r"|deadline (?:is|of)|window of|expires in|expire in|limit(?: is| of)?:?)\s(?:the\s)?(?:next\s|following\s"
    r"|coming\s|first\s)?(?:full\s)?(?:a fortnight \()?$)"
)
_DAYS_GIVEN: Final = re.compile(
    r"^\s*(?:\w+\s){0,2}?(?:are available|are given|is given|to (?:appeal|respond|reply|submit|send|provide"
    r"|act|upload|answer|contest|dispute|complete|remove|create|file|object|do|correct|fix|take|let|remedy"
    r"|cure|rectify|settle|challenge|reapply|resubmit|redeem)|to go\b|(?:should|ought to|will"
    r"|must) (?:be enough|suffice|do)\b|are allowed|left"
    r"|remain(?:ing)?\b|hence\b|is the (?:deadline|limit|time)|is all)"
)
_OPENS_BEFORE: Final = re.compile(
    r"\b(?:if|as soon as|(?:on|upon) completion of|after|once|no sooner than|not sooner than|not before"
    r"|no earlier than|not earlier than|at the earliest|at least"
    r"|a minimum of|minimum|wait(?:ing)?(?: (?:time|period))?(?: of| for)?|starting|beginning|begins"
    r"|commencing|from|it has been|it's been|until|only after|on or after|upon|when|following|as of|passed"
    r"|open(?:s|ed)?)\s(?:the\s|these\s|those\s|a\s|an?other\s|at least\s|full\s|on\s)*$"
)
_OPENS_AFTER: Final = re.compile(
    r"^\s*(?:(?:or (?:more|later)\s)?(?:after|following|from|since|past|beyond)\b|(?:have|has|had)\s(?:passed"
    r"|gone by|elapsed|expired|lapsed)|(?:need|have|must)(?: to)? (?:go by|pass|elapse|have passed)|(?:go|goes) by|pass\b"
    r"|are (?:over|up)|is (?:over|up)|later\b|passed|elapse|or more)"
)
_HELD: Final = re.compile(
    r"\b(?:held|withheld|retained|reserved|kept|frozen|hold)\s(?:\w+\s){0,4}?for\s(?:(?:up to|at least|a period of"
    r"|the next|another)\s)?$"
)
_STATE: Final = re.compile(
    r"\b(?:deactivated|suspended|closed|inactive|dormant|blocked)\sfor\s(?:at least |more than |over |the past "
    r"|the last )?$"
)
_EXPIRY: Final = re.compile(
    r"\b(?:case|link|offer|window|request|form|code|password|period|invitation|opportunity|chance|possibility|questionnaire"
    r"|survey|quiz|booking|slot"
    r"|right|review|ticket|appeal|button|requests?|it)\b[^.;]{0,40}\b(?:closes?|expires?|lapses?|ends?|stops? working"
    r"|runs? out|works?"
    r"|(?:is|are|remains?|stays?|can be) (?:valid|open|possible|available|accepted|taken|entered"
    r"|received))\s(?:on its own\s)?(?:for\s|after\s|in\s"
    r"|within\s|on\s)?(?:up to\s)?$"
)
_SELLER: Final = re.compile(
    r"\b(?:please|kindly|hand (?:it|them)|must|need(?:s)? to|have to|ought to|required|submit|send|provide|upload|reply|respond"
    r"|appeal|contact|call|book|choose|schedule|create|remove|confirm|complete|prepare|answer|email|e-mail"
    r"|write|file|attach|act\b|do this|correct|dispute|object|contest|fix"
    r"|you (?:can|may|had|have|will need|should|are asked|do|were given|are given|are at liberty|would have)"
    r"|you'd|you've|furnish|acknowledge|hand in|check|repair|pick|sign in|key in|retake|enter\b|help us|lodge"
    r"|use the|give\b|return the|needed from|tell us|review closes|make reach|could you|lengthen|ship back"
    r"|accept\b|apply|join|attend|take\b|decide|destroy|remedy|cure|rectify|redeem|settle\b|revert|resubmit"
    r"|reapply|challenge|nothing (?:arrives|reaches|comes)|had them|let us"
    r"|(?:should|must|has to|have to|is to|are to) be (?:\w+ly )?(?!paid|released|disbursed|expected|noted|shipped"
    r"|delivered)\w+(?:ed|en|t|k|n)\b"
    r"|(?:can|may) be (?:recalled|retrieved|lodged|filed|submitted|raised|taken back)|show\b|share\b|hear(?:ing)? from you"
    r"|reach us|do (?:one|all|both|either|the following)"
    r"|(?:can|may) be (?:requested|claimed|appealed|contested|presented)|receive (?:a|an"
    r"|your|the|it|them|satisf|accept|valid|suffi|no)|get (?:a|an|your|the|it|them)|arrive|deadline|due\b"
    r"|your (?:answer|reply|response|appeal|plan|documents?|invoices?|deadline|objection|submission)"
    r"|an? (?:acceptable|valid|complete|satisfactory))"
)
_ADDRESSED: Final = re.compile(
    r"\b(?:you (?:must|have|need|can|may|should|are|will need)|please|kindly|unless|if (?:you|we))\b|,\s(?:use"
    r"|send|submit|provide|upload|reply|respond|create|complete|tell|let|write)\b"
)
_PROMISE: Final = re.compile(
    r"(?:\b(?:we|amazon|it(?= will)|our(?:\s\w+){1,3}|(?:a|an|the|one of our)\s(?:\w+\s){0,2}(?:associate|specialist"
    r"|investigator|team|department|reviewer|agent|representative)|someone|they)(?:'ll|\s(?:will|shall|can"
    r"|usually|generally|normally|typically|aim|try|expect(?= to)|hope|intend|are going)\b(?!\s(?:not|only|consider"
    r"|accept|need|require|close|remove))|\s(?:answer|respond|reply|review|decide|process|get back|come back"
    r"|return)\b)"
    r"|\byou (?:will|can|should|may)\s(?:\w+\s)?(?:hear|expect|see|find|be (?:notified|informed|contacted)"
    r"|receive (?:a|an|our|the)\s(?:\w+\s)?(?:decision|answer|reply|response|e-?mail|result|outcome"
    r"|confirmation|notification|disbursement|payment))"
    r"|\b(?:will be|is|are|be|been|get|gets)\s(?:\w+\s)?(?:seen?|paid|released|disbursed|transferred|reviewed|decided"
    r"|handled|assessed"
    r"|processed|answered|reinstated|restored|notified|contacted|credited|refunded|deposited|completed"
    r"|available|visible|issued|shipped|delivered|returned|live|free(?! of)|done|finished|updated|called(?! up)|retained|held)\b"
    r"|\bwill be (?:\w+ly )?(?!accepted|considered|needed|required|asked|open|due|given)(?:\w+(?:ed|en|ept|ent|eld|aid|rt)|set)\b"
    r"|\b(?:results?|decisions?|answers?|outcome)\b[^.;]{0,20}\breach(?:es)? you\b|\bgive (?:it|them|listings|the \w+) (?:up to"
    r"|about)?\s?$"
    r"|\bexpect (?:our|an?|the) (?:\w+ )?(?:answer|reply|response|decision|result)\b|\bhear from us\b|\bas much as\s$"
    r"|\b(?:payment|transfer|money|funds|amount)\b[^;]{0,90}\b(?:arrive|reach your)\b|\bthey have(?: up to)?\s$"
    r"|\b(?:usually|generally|typically|normally|on average|approximately|about|around"
    r"|roughly)\s?(?:\w+\s){0,2}$|\b(?:outcome|result|decision|review|processing|(?:answer|reply) from us"
    r"|verification|investigation|refund|payment|transfer|funds)\s(?:\w+\s)?(?:takes?|within|in|arrives?"
    r"|lasts?|may take|can take|will take|should)\b|\b(?:takes?|lasts?|lasting)\s(?:up to|about|around|at most"
    r"|no more than)?\s?$|\bbanks? (?:may |might |can |will )?(?:needs?|takes?)\b|\bhave our (?:answer"
    r"|decision|reply)\b|\bit (?:should|will|may|can) (?:usually |normally |then )?(?:arrive|reach your|be in your)\b"
    r"|\bas a rule\b|\bback on\b|\bswitched\b|\brelisted\b|\bexpected\b)"
)
_THREAT: Final = re.compile(r"\b(?:if|unless|should)\b[^.;]{0,40}(?:\b(?:fail|not|no)|n't)\b|\bunless\b")
_RIGHT: Final = re.compile(
    r"\b(?:drop us|get in touch|you(?:'ll| would|'d) be (?:able|entitled|eligible|free)|you (?:can|may|are (?:entitled|eligible"
    r"|allowed|able|free|welcome)|could|might|have the right"
    r"|will be (?:able|eligible|entitled))|please|write|e-?mail|contact|requests?|appeals?|apply|on application|ask|petition"
    r"|submit|send|dispute|contest|reach them|claim (?:it|your|the|them)|eligible|eligibility|may you|call"
    r"|(?:may|can) be (?:claimed|applied for|requested|appealed|contested|submitted|made|lodged|filed|raised|entered|sent)"
    r"|accepted)\b"
)
_NO_RIGHT: Final = re.compile(
    r"\b(?:will be|are|is|be|get)\s(?:\w+\s)?(?:disposed|destroyed|liquidated|removed|released|paid|disbursed"
    r"|transferred|deleted|expired|purged|lifted)\b|\bwe (?:will |may |shall )?(?:give it back|give|dispose"
    r"|destroy|remove|release|pay|disburse|transfer|delete|liquidate|return)"
)
_DUE_BEFORE: Final = re.compile(
    r"(?:\b(?:by|before|until|till|no later than|not later than|on or before|prior to|at the latest by"
    r"|latest by|ends?(?: on)?|expires?(?: on)?|due(?: on| by| date)?(?: is)?|deadline(?: is| of| for \w+ is)?"
    r"|closes?(?: on)?|up to|through)\s*:?\s*(?:the\s)?(?:end of(?: the day)?(?: on)?\s)?$)"
)
_OPENS_BEFORE_DATE: Final = re.compile(
    r"\b(?:from|after|starting(?: on| from)?|beginning(?: on)?|on or after|not before|no earlier than"
    r"|no sooner than|as of|available from|opens?(?: on)?|commencing)\s*:?\s*$"
)


def duration_part(before: str, after: str, *, announced: bool) -> Part:
    """Tell the part of a duration from the words before and after it in its sentence.

    ``announced``: the heading or the line says that a deadline follows.
    """
    opening = _OPENS_BEFORE.search(before) is not None and not _LIMIT.search(before)
    decided = _decided(before, after, opening=opening)
    if decided is not None:
        return decided
    if opening or _WITHIN.search(before):
        return _opens(before, after) if opening else _due(before, after, announced=announced)
    if (_RIGHT_FROM_TODAY.match(after) and not announced) or (POINT.match(after) and WRITE_TO.search(before)):
        return Part.OPENS
    if _OPENS_AFTER.match(after) and not _FROM_TODAY.match(after) and not re.search(r"\bhave\s$", before):
        return _free(before, after, announced=announced)
    promised = _promised(clause_of(before), after) and not _THREAT.search(after)
    from_now = _FROM_TODAY.match(after) is not None and not promised
    return Part.DUE if announced or from_now or _DAYS_GIVEN.match(after) else Part.NONE


def _decided(before: str, after: str, *, opening: bool) -> Part | None:
    """What is settled before the words of a limit or of an opening are weighed."""
    found = settled(before, after)
    if found is None:
        found = _by_state(before, after)
    if found is None and _is_age_or_bygone(before, after, opening=opening):
        found = Part.NONE
    if found is None and _FROM_TODAY.match(after):
        found = Part.DUE if UNTIL.search(before) else Part.OPENS if AGAIN.search(before) else None
    return found


_FROM_TODAY: Final = re.compile(
    r"^,?\s*(?:counted|counting|starting|running)?\s*(?:from|of|after|as of|following)\s(?:today|now"
    r"|(?:the )?(?:date|day|receipt|arrival) of (?:this|it)|the date (?:above|of (?:this|dispatch))"
    r"|this (?:e-?mail|mail|message|notice|letter)|receipt|(?:you|we) (?:get|receive|sent?) this)\b"
)
"""Counted from the mail itself: nothing of Amazon's is, but its promises."""
_RIGHT_FROM_TODAY: Final = re.compile(
    rf"{_FROM_TODAY.pattern},?\s(?:you (?:may|can|could)|you(?:'re| are|'ll be| will be) (?:free|able|welcome|entitled)"
    r"|a request (?:may|can)|requests? (?:may|can))\b"
)
_LIMIT: Final = re.compile(r"\b(?:within|no later than|up to|not later than)\s(?:at least\s)?$")
""" "Up to 14 days from": the word of a limit wins over the word of opening."""
_BEFORE_A_DATE: Final = re.compile(
    r"^\s*(?:prior to|before|ahead of) (?:the|your) (?:appointment|interview|call|slot|meeting|video)"
)
_VOID: Final = re.compile(
    r"\b(?:void|too late|(?:not|never|no longer) (?:be )?(?:accepted|considered|reviewed|processed)|rejected"
    r"|ignored|disregarded)\b"
)
_PERIOD: Final = re.compile(
    r"\b(?:grace period|time limit|time (?:frame|allowed)|appeal (?:period|window)"
    r"|deadline)\b[^.;]{0,24}\b(?:is|of|ends in|are)\s(?:now\s)?$"
    r"|\bopen for\s(?:another |the next |up to )?$"
)


def _by_state(before: str, after: str) -> Part | None:
    """What decides on its own: "kept for 90 days", "deactivated for 90 days", "the window closes in 14 days"."""
    right = _RIGHT.search(after) is not None
    idle = not right and (_HELD.search(before) or re.match(r"^\s*later\b", after))
    latest = re.match(r"^[^.;]{0,30}\b(?:at|is) the latest\b", after) is not None and not _PROMISE.search(before)
    if latest or (TOO_LATE.search(before) and _VOID.search(after)):
        return Part.DUE
    if COUNTER.search(before) or ALLOWED.search(before) or idle:
        return Part.NONE
    if _BEFORE_A_DATE.match(after):
        return Part.DUE if _SELLER.search(before) or _YOURS.search(before) else Part.NONE
    if _STATE.search(before):
        return Part.OPENS if right else Part.NONE
    if _EXPIRY.search(before) or _PERIOD.search(before) or _WE_WAIT.search(before):
        return Part.DUE
    return Part.NONE if EXPIRES.search(before) else None


_WE_WAIT: Final = re.compile(r"\bwe(?:'ll| will| shall| can| are going to)? (?:wait|hold off)\s(?:for\s)?(?:an?other\s)?$")


def _is_age_or_bygone(before: str, after: str, *, opening: bool) -> bool:
    clause = clause_of(before)
    if BYGONE.match(after):
        return not opening
    if AGE_AFTER.match(after):
        return not (clause.endswith("before ") or (opening and re.match(r"\s*(?:before|prior)\b", after)))
    aged = AGE_BEFORE.search(before) is not None and AGE_GUARD.search(clause) is None
    early = re.search(r"\b(?:in|during|within) the first\s$", before) is not None and _SELLER.search(after) is not None
    if aged and re.search(r"\b(?:when|once|after|until|if)\s$", before):
        return False
    return aged and not early and re.search(r"\bat least\s$|no more than\s$", before) is None


def _free(before: str, after: str, *, announced: bool) -> Part:
    """ "90 days after the deactivation, you may …"; "17 days from the date of this mail" after "you have"."""
    if announced or re.search(r"\b(?:deadline|due|have|given)\b[^.;]{0,30}$", before):
        return Part.DUE
    return _opens(before, after) if _RIGHT.search(after) or _RIGHT.search(before) else Part.NONE


def _opens(before: str, after: str) -> Part:
    if _RIGHT.search(after):
        return Part.OPENS
    waited = re.search(r"\bit(?: has|'s) been\s(?:at least\s)?$", before) is not None and not TOLD.search(before + "#" + after)
    if not (waited or _RIGHT.search(before)) or _NO_RIGHT.search(after) or _NO_RIGHT.search(before):
        return Part.NONE
    return Part.OPENS


_BY: Final = re.compile(
    r"\b(?:by|before|no later than|not later than|on or before|due(?: on| by)?"
    r"|deadline is)\s(?:the\s)?(?:end of\s)?$"
)
_WAITS: Final = re.compile(
    r"\bwait(?:ing)?\b|\bkeep (?:it|this|your \w+|the \w+) open\b|\bnot (?:received|answered|provided"
    r"|submitted|arrived|completed|supplied|returned)\b"
)
"""Amazon waits: the seller acts."""
_LASTING: Final = re.compile(r"\b(?:for|during|over)\s(?:the\s)?(?:next\s|following\s)?$")
_OPEN_THEN: Final = re.compile(
    r"\byou (?:can|may|have)\b|\b(?:possible|available|accepted|open|entered|lodged|filed|presented|raised|contested)\b"
    r"|^\s*(?:please |kindly )?(?:use|send|upload|submit|pick|choose|book|call|visit|go to|sign)\b|\b(?:or|,) dispute\b"
)
_WANTED: Final = re.compile(r"\bwe(?:'d|'ll| would| will)? (?:need|require|want|expect)\b")
_FROM_HERE: Final = re.compile(r"^\s*(?:that follow|following|from|after|as of|counted)\b")
_ABLE_TO_CLAIM: Final = re.compile(
    r"\b(?:able|eligible|entitled) to (?:request|claim|withdraw|ask for|apply)\b[^.;]{0,40}\bin\s$"
    r"|\b(?:request|claim|withdraw)\b[^.;]{0,30}\b(?:funds|money|balance|disbursement|payout|them|it)\sin\s$"
)


def _due(before: str, after: str, *, announced: bool = False) -> Part:
    clause = clause_of(before)
    if _ABLE_TO_CLAIM.search(before):
        return Part.OPENS
    wanted = _OPEN_THEN.search(before + after) or _FROM_HERE.match(after) or _WANTED.search(clause)
    if _LASTING.search(before) and not wanted:
        return Part.NONE
    if _WAITS.search(clause):
        return Part.DUE
    if SHIPPING.search(clause[-70:]) or SHIPPING.search(after[:40]) or _promised(clause, after):
        return Part.NONE
    if _THREAT.search(clause):
        return Part.DUE
    acts = (
        announced or ORDERS.match(clause.lstrip()) is not None or any(_SELLER.search(words) for words in (clause, after, before))
    )
    return Part.DUE if acts or (_YOURS.search(clause) and not _PAST.search(before)) else Part.NONE


_YOURS: Final = re.compile(r"^\s*(?:\w+ (?:it|them|this|all|everything|both)\b)|\byou(?:r|rs)?\b|'d\b")
_PAST: Final = re.compile(r"\b(?:was|were|did|had|has|have been|\w+ed)\b[^.;]{0,30}$")


def _promised(clause: str, after: str) -> bool:
    """Is it Amazon that will act within that time?"""
    if CONTESTS.search(clause):
        return False
    promises = list(_PROMISE.finditer(clause))
    if promises and not _ADDRESSED.search(clause, promises[-1].end()):
        return True
    if _SELLER.search(clause):
        return False
    later, theirs = _PROMISE.search(after), _SELLER.search(after)
    return later is not None and (theirs is None or later.start() < theirs.start())


def date_part(before: str, after: str, *, announced: bool) -> Part:
    """Tell the part of a printed date from the words before and after it in its sentence."""
    if re.search(r"\bexample\b|\be\.g", before):
        return Part.NONE
    if any(pattern.search(before) for pattern in (_EXPIRY, LAST_DAY, OPEN_UNTIL)):
        return Part.DUE
    if _DUE_BEFORE.search(before):
        clause = clause_of(before)
        ours = (
            _promised(clause, after)
            or SHIPPING.search(clause[-70:])
            or _PAST.search(clause)
            or re.search(r"\b(?:we|it|they)\b", clause)
        )
        return _due(before, after) if ours or not _BY.search(before) else Part.DUE
    if _OPENS_BEFORE_DATE.search(before):
        return _date_opens(before, after)
    return Part.DUE if announced and not after.strip(" 。.)") else Part.NONE


def _date_opens(before: str, after: str) -> Part:
    if WINDOW_OPENS.search(before):
        return Part.OPENS
    if MADE_FROM.search(before):
        return Part.NONE
    told = re.search(r"\b(?:please|request|appeal|claim|contact|write|e-?mail)\b|^\s*on\b", after) is not None and (
        _RIGHT.search(after) or re.search(r"\b(?:application|request|appeal|claim)s?\b", before)
    )
    asked = bool(told) or re.search(r"\byou (?:can|may)\b|\byou(?:'ll| will) be able\b", before + after) is not None
    ranged = (
        re.match(r"^\s*(?:to|until|through|-)\b", after) is not None
        or re.search(r"\bexample\b|proceeds from\s$", before) is not None
    )
    return _opens(before, after) if asked and not ranged else Part.NONE
