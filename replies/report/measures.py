"""The preventive measures, the same in every layer: their name, their start, what is done, and how that is checked."""

from replies.report.numbering import numbering
from replies.report.outline import SectionPlan, load
from replies.report.writer import Writer, ended, lines_of, pair_of

_TOLD_BY = ("steps", "plan", "list")
"""Which fact says what a measure consists of, by what a section asks for."""


def measures() -> tuple[SectionPlan, ...]:
    """Return the sections that tell of a measure with its start and its control."""
    return tuple(plan for plan in _preventive() if {f"{plan.key}.since", f"{plan.key}.control"} <= set(plan.facts))


def content(writer: Writer, plan: SectionPlan) -> str:
    """Return what a measure consists of, its steps numbered in one line."""
    key = next(f"{plan.key}.{name}" for name in _TOLD_BY if f"{plan.key}.{name}" in plan.facts)
    value = writer.cell(key)[0]
    lines = [pair_of(line)[0] if key.endswith(".list") else line for line in lines_of(value)]
    if not writer.knows(key) or len(lines) < 2:
        return value
    step = "report.measure_item" if key.endswith(".list") else "report.measure_step"
    told = [writer.word(step, number=number, text=line) for number, line in enumerate(lines, 1)]
    return writer.word("report.measure_items" if key.endswith(".list") else "report.measure_steps").join(told)


def line(writer: Writer, plan: SectionPlan) -> str:
    """Return a measure in one line, for the box."""
    since, control = (writer.cell(f"{plan.key}.{name}")[0] for name in ("since", "control"))
    values = {"heading": plan.heading(writer.language), "since": since, "steps": ended(content(writer, plan), writer.language)}
    return writer.word("report.box_measure", **values, control=ended(control, writer.language))


def further(writer: Writer, shown: int) -> str:
    """Return the sentence that says how many measures a layer leaves to the report, and where they stand; blank for none."""
    told = {plan.key for plan in measures()[:shown]}
    left = [plan for plan in _preventive() if plan.key not in told]
    numbers = numbering(writer.pillars)
    places = writer.word("report.between").join(numbers[plan.key] for plan in left)
    if writer.pillars:
        places = numbers[left[0].key].partition(".")[0] if left else ""
    code = "report.further_one" if len(left) == 1 else "report.further"
    return writer.word(code, count=len(left), places=places) if left else ""


def _preventive() -> tuple[SectionPlan, ...]:
    return tuple(plan for plan in load() if plan.pillar == "preventive")
