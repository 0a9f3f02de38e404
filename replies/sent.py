"""Which of the earlier submissions a letter speaks of. Pure."""

from typing import Final

from classifiers.labels import Track
from replies.matters import answers, last_sent, matter_of
from replies.situation import Notice, Situation, Step, StepName, Submission

_DECIDED: Final = frozenset({StepName.ANSWER_REJECTION, StepName.SWITCH_CHANNEL})
"""Steps whose letter speaks of the submission that the notice decided on."""


def spoken_of(situation: Situation, notice: Notice | None, track: Track, step: Step | None = None) -> Submission | None:
    """Return the submission that a letter names: the awaited one, the one decided on, else the last about the matter."""
    if step is not None and step.name is StepName.CHASE:
        return _awaited(situation, notice, step)
    if step is not None and step.name in _DECIDED and notice is not None:
        decided = _decided(situation, notice, track)
        return decided if decided or step.name is StepName.ANSWER_REJECTION else last_sent(situation, track)
    return last_sent(situation, track)


def _awaited(situation: Situation, notice: Notice | None, step: Step) -> Submission | None:
    """The submission of the step's own reason; never one that was answered."""
    named = [sent for sent in situation.submissions if sent.ref == step.values.get("sent")]
    start = notice.at if notice else None
    open_ones = [
        sent
        for sent in situation.submissions
        if sent.answered_at is None and answers(sent, matter_of(step.track)) and (start is None or sent.at > start)
    ]
    return next(iter((*named, *reversed(open_ones))), None)


def _decided(situation: Situation, notice: Notice, track: Track) -> Submission | None:
    before = [sent for sent in situation.submissions if sent.at < notice.at]
    if answered := [sent for sent in before if sent.answered_at == notice.at]:
        return answered[-1]
    fitting = [sent for sent in before if answers(sent, matter_of(track))]
    return fitting[-1] if fitting and fitting[-1].answered_at is None else None
