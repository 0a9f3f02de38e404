"""The full report: its sections, the schedules behind them, the list of annexes, the list of sources."""

from collections.abc import Iterator

from replies.render.document import Block, Document, Paragraph, Section, Table
from replies.report import annexes, answer
from replies.report.blocks import section
from replies.report.numbering import numbering, of
from replies.report.outline import PILLARS, load
from replies.report.writer import Writer


def full(writer: Writer) -> Document:
    """Write the report; with pillars the same sections stand under cause, actions and prevention, as the English form wants."""
    answered = answer.section(writer)
    body = (*((answered,) if answered else ()), *(_by_pillar(writer) if writer.pillars else _in_order(writer)))
    schedules = tuple(_schedules(writer))
    writer.cited |= annexes.sections_citing((*body, *schedules), writer.language)
    behind = (*schedules, Section(heading=writer.word("report.annex_index"), blocks=index_blocks(writer), new_page=not schedules))
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
        (writer.word("report.meta_date"), writer.day(writer.material.today)),
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
    numbers = numbering(True)
    for number, pillar in enumerate(PILLARS, 1):
        plans = of(pillar)
        level = 1 if len(plans) == 1 else 2
        if level == 2:
            yield Section(heading=_numbered(writer, str(number), writer.word(f"report_pillar.{pillar}")), blocks=())
        for plan in plans:
            yield section(writer, plan, _numbered(writer, numbers[plan.key], plan.heading(writer.language)), level=level)


def _numbered(writer: Writer, number: str, heading: str) -> str:
    return writer.word("report.numbered", number=number, heading=heading)


def _schedules(writer: Writer) -> Iterator[Section]:
    for number, (title, table) in enumerate(writer.schedules, 1):
        heading = writer.word("report.schedule_heading", number=number, title=title)
        yield Section(heading=heading, blocks=(table,), new_page=number == 1)


def index_blocks(writer: Writer) -> tuple[Block, ...]:
    """Return the list of annexes with its explanation, or the sentence that there is none."""
    if not writer.annexes:
        return (Paragraph(text=writer.word("report.annex_none")),)
    said = ("annex_intro", "annex_marked") if writer.copies else ("annex_intro",)
    told = (Paragraph(text=writer.word(f"report.{code}")) for code in said)
    return (*told, annexes.index(writer.annexes, writer.language, writer.cited))


def _sources(writer: Writer) -> Section:
    """Files and notices; of everything else one line says that it is the seller's own record."""
    head = tuple(writer.word(f"report_column.{name}") for name in ("number", "source"))
    table = Table(head=head, rows=writer.sources.rows, align=("right", "left"))
    listed: tuple[Block, ...] = (Paragraph(text=writer.word("report.sources_intro")), table) if writer.sources.rows else ()
    rest = Paragraph(text=writer.word("report.sources_rest"))
    return Section(heading=writer.word("report.sources_title"), blocks=(*listed, rest), new_page=True)
