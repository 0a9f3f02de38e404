"""The full report: its sections, the schedules behind them, the list of annexes, the list of sources."""

from collections.abc import Iterator

from replies.calendar_dates import long_date
from replies.render.document import Block, Document, Paragraph, Section, Table
from replies.report import annexes
from replies.report.blocks import section
from replies.report.outline import PILLARS, SectionPlan, load
from replies.report.writer import Writer


def full(writer: Writer, *, pillars: bool) -> Document:
    """Write the report; ``pillars``: the same sections sorted under cause, actions and prevention, as the English form wants."""
    body = tuple(_by_pillar(writer) if pillars else _in_order(writer))
    behind = tuple(_behind(writer))
    return Document(
        title=writer.word("report.title"),
        language=writer.language,
        sections=(*body, *behind, _sources(writer)),
        meta=meta(writer),
        contents=writer.word("report.contents"),
        footer=writer.word("report.footer", store=writer.material.situation.store_name or ""),
    )


def meta(writer: Writer) -> tuple[tuple[str, str], ...]:
    """Return what stands below the title: addressee, date, store, seller's id, subject."""
    place = writer.material.situation.marketplace
    rows = [
        ("", writer.word("report.addressee", marketplace=place[:1].upper() + place[1:])),
        (writer.word("report.meta_date"), long_date(writer.material.today, writer.language)),
        (writer.word("report.meta_store"), writer.cell("store_name")[0]),
    ]
    if writer.knows("seller_id"):
        rows.append((writer.word("report.meta_seller_id"), writer.cell("seller_id")[0]))
    rows.append((writer.word("report.meta_subject"), subject(writer)))
    return tuple(rows)


def subject(writer: Writer) -> str:
    """Return the subject: which notice is answered."""
    return writer.word("report.subject", subject=writer.cell("notice.subject")[0], date=writer.cell("notice.date")[0])


def _in_order(writer: Writer) -> Iterator[Section]:
    for plan in load():
        yield section(writer, plan, _numbered(writer, str(plan.number), plan.heading(writer.language)))


def _by_pillar(writer: Writer) -> Iterator[Section]:
    for number, pillar in enumerate(PILLARS, 1):
        yield Section(heading=_numbered(writer, str(number), writer.word(f"report_pillar.{pillar}")), blocks=())
        for place, plan in enumerate(_of(pillar), 1):
            heading = _numbered(writer, f"{number}.{place}", plan.heading(writer.language))
            yield section(writer, plan, heading, level=2)


def _of(pillar: str) -> tuple[SectionPlan, ...]:
    return tuple(plan for plan in load() if plan.pillar == pillar)


def _numbered(writer: Writer, number: str, heading: str) -> str:
    return writer.word("report.numbered", number=number, heading=heading)


def _behind(writer: Writer) -> Iterator[Section]:
    for number, (title, table) in enumerate(writer.schedules, 1):
        heading = writer.word("report.schedule_heading", number=number, title=title)
        yield Section(heading=heading, blocks=(table,), new_page=number == 1)
    yield Section(heading=writer.word("report.annex_index"), blocks=index_blocks(writer), new_page=not writer.schedules)


def index_blocks(writer: Writer) -> tuple[Block, ...]:
    """Return the list of annexes with its explanation, or the sentence that there is none."""
    if not writer.annexes:
        return (Paragraph(text=writer.word("report.annex_none")),)
    said = ("annex_intro", "annex_marked") if writer.copies else ("annex_intro",)
    told = (Paragraph(text=writer.word(f"report.{code}")) for code in said)
    return (*told, annexes.index(writer.annexes, writer.language))


def _sources(writer: Writer) -> Section:
    head = tuple(writer.word(f"report_column.{name}") for name in ("number", "what", "source"))
    table = Table(head=head, rows=writer.sources.rows, align=("right", "left", "left"))
    blocks: tuple[Block, ...] = (Paragraph(text=writer.word("report.sources_intro")), table)
    return Section(heading=writer.word("report.sources_title"), blocks=blocks, new_page=True)
