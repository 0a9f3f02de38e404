"""What is certain without a model: mail whose headers already say that it is no notice."""

from typing import Final

from classifiers.labels import Direction, Label
from classifiers.sample import Sample, SenderKind, Signal

_NO_NOTICE: Final = (Signal.BOUNCE, Signal.LIST, Signal.AUTO_REPLY)
_NO_NOTICE_OF_AMAZONS: Final = (Signal.BOUNCE,)
"""Amazon's bulk mail and its automatic replies may be notices: receipts and verdicts say that a machine sent them."""


def certain(sample: Sample) -> tuple[Label | None, str]:
    """Return the label that the headers alone decide, with a reason code; ``(None, "")`` where the text must be read.

    Reason codes: ``relay``, ``bounce``, ``list``, ``auto_reply``. Outgoing mail is never decided here.
    """
    if sample.direction is Direction.OUTGOING:
        return None, ""
    if sample.sender_kind is SenderKind.RELAY or Signal.RELAYED in sample.signals:
        return Label.OTHER_AMAZON, "relay"
    for signal in _NO_NOTICE_OF_AMAZONS if sample.sender_kind is SenderKind.AMAZON else _NO_NOTICE:
        if signal in sample.signals:
            return Label.NOT_AMAZON, signal.value
    return None, ""
