"""Which number each section bears: one row of numbers in Japanese, numbers under the pillars in English."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from replies.report.outline import PILLARS, SectionPlan, load

FOUND: Final = "cause_found"
"""In English, how the root cause was established stands under a heading of its own, right after the cause."""


def of(pillar: str) -> tuple[SectionPlan, ...]:
    """Return a pillar's sections in the order of the English plan: the cause itself first, then what the findings were."""
    plans = [part for plan in load() if plan.pillar == pillar for part in _parts(plan)]
    return tuple(sorted(plans, key=lambda plan: plan.key not in ("cause", FOUND)))


@lru_cache
def numbering(pillars: bool) -> Mapping[str, str]:
    """Return section key → number; a pillar of one section lends it its own."""
    if not pillars:
        return {plan.key: str(plan.number) for plan in load()}
    numbers = {}
    for number, pillar in enumerate(PILLARS, 1):
        plans = of(pillar)
        for place, plan in enumerate(plans, 1):
            numbers[plan.key] = str(number) if len(plans) == 1 else f"{number}.{place}"
    return numbers


def _parts(plan: SectionPlan) -> tuple[SectionPlan, ...]:
    if plan.key != "cause":
        return (plan,)
    found = tuple(block for block in plan.blocks if block.say == FOUND)
    told = tuple(block for block in plan.blocks if block.say != FOUND)
    return (
        replace(plan, facts=tuple(key for key in plan.facts if not key.endswith(".found")), blocks=told),
        replace(plan, key=FOUND, facts=("cause.*.found",), optional=(), blocks=found),
    )
