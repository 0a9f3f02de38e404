"""Bytes to a ParsedMessage: the stages of reading one mail, in order. Pure; never raises."""

from email.message import Message

from mailbot.messages import Forwarded, ParsedMessage, RawMessage, Unparseable
from mailbot.parsing import envelope, history, library, limits, parts
from mailbot.parsing.limits import Refused

VERSION = 1
"""Raised with every change that reads old bytes differently."""


def parse(raw: RawMessage) -> ParsedMessage | Unparseable:
    """Read a message, whatever its bytes.

    ``received`` is the server's INTERNALDATE, else the time of the topmost Received header, else Date. ``defects`` are
    codes: those of the envelope (``from_several``, ``repeated_subject``), of the parts (``parts_left_out``,
    ``alternatives_differ``), and the class names of the mail library's own.
    """
    try:
        return _parse(raw)
    except Refused as refusal:
        return Unparseable(sha256=raw.sha256, reason=refusal.reason, detail=refusal.detail, received=raw.received)


def _parse(raw: RawMessage) -> ParsedMessage:
    content = raw.content.lstrip(b"\r\n\xef\xbb\xbf")
    limits.check(content)
    message, library_defects = library.message(content)
    head = envelope.read(tuple(message.raw_items()))
    if not head.headers:
        raise Refused("no_headers")
    said, found = parts.read(message)
    divided = history.split(said.text, head.subject)
    enclosed = tuple(one for inner in found.enclosed for one in _enclosed(inner, 1))
    return ParsedMessage(
        sha256=raw.sha256,
        message_id=head.message_id,
        in_reply_to=head.in_reply_to,
        references=head.references,
        subject=head.subject,
        sender=head.sender,
        reply_to=head.reply_to,
        to=head.to,
        cc=head.cc,
        return_path=head.return_path,
        date=head.date,
        received=raw.received or head.arrived or head.date,
        text=divided.text,
        quoted=divided.quoted,
        forwarded=(*divided.forwarded, *enclosed)[: limits.FORWARDED],
        links=said.links,
        attachments=tuple(found.attachments),
        headers=head.headers,
        signals=head.signals,
        defects=tuple(dict.fromkeys((*head.defects, *found.defects, *library_defects))),
    )


def _enclosed(message: Message, depth: int) -> tuple[Forwarded, ...]:
    """Read a message/rfc822 part and those within it, outermost first."""
    head = envelope.read(tuple(message.raw_items()))
    said, found = parts.read(message)
    divided = history.split(said.text, head.subject)
    first = Forwarded(subject=head.subject, sender=head.sender, date=head.date, text=divided.text)
    inner = tuple(one for part in found.enclosed for one in _enclosed(part, depth + 1)) if depth < 3 else ()
    return (first, *divided.forwarded, *inner)
