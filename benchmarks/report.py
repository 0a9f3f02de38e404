"""The report of the fictional shop, from files to PDF, beside an empty document of as many pages set by the same typesetter.

No bound is set: the numbers are for judging. What is lost to Python and what to the setting of type stands side by side.
"""

import io
from functools import partial
from pathlib import Path

from pypdf import PdfReader

from benchmarks.measuring import medians
from replies.evidence import holdings, paper_files, reconcile, tables
from replies.evidence.question import Question
from replies.evidence.reconcile import Reconciliation
from replies.render.document import Document, Paragraph, Section
from replies.render.pdf import pdf
from replies.render.word import docx
from replies.report.making import Report, make
from replies.report.material import Material, material
from tests.evidence import fictional
from tests.evidence.world import COMPANY, NOTICE, STORE
from tests.report import making

QUESTION = Question(asins=fictional.ASINS, notice_on=NOTICE, names=(STORE, COMPANY))


def run(_: Path) -> bool:
    """Print the medians of 5, and the ratio of the whole to the empty document."""
    contents = making.contents()
    made_of = _material(contents)
    report = make(made_of)
    pages = _count(pdf(report.document))
    assert _count(_empty(pages)) == pages
    found = medians(
        {
            f"empty document of {pages} pages": partial(_empty, pages),
            "files to facts (import, reconcile)": partial(_outcome, contents),
            "facts to text (every layer)": partial(make, made_of),
            f"text to PDF ({pages} pages)": partial(pdf, report.document),
            "text to DOCX": partial(docx, report.document),
            "files to PDF, all in all": partial(_whole, contents),
        },
        5,
    )
    empty, whole = found[f"empty document of {pages} pages"], found["files to PDF, all in all"]
    print(f"  report: {whole:.2f} s, {whole / empty:.0f} times the empty document ({empty:.3f} s)")
    return True


def _count(content: bytes) -> int:
    return len(PdfReader(io.BytesIO(content)).pages)


def _empty(pages: int) -> bytes:
    blank = Section(heading="", blocks=(Paragraph(text="\u00a0"),), new_page=True)
    return pdf(Document(title="", language="ja", sections=(blank,) * (pages - 1)))


def _outcome(contents: dict[str, bytes]) -> tuple[Reconciliation, tuple[paper_files.PaperFile, ...]]:
    read: list[tables.Table | tables.Unrecognised] = []
    files: list[paper_files.PaperFile] = []
    for name, content in contents.items():
        if name.endswith(".pdf"):
            files.append(paper_files.examine(io.BytesIO(content), name))
        else:
            read += tables.read(io.BytesIO(content), name)
    return reconcile.reconcile(holdings.collect(read, files), QUESTION), tuple(files)


def _material(contents: dict[str, bytes]) -> Material:
    outcome, files = _outcome(contents)
    return material(making.shop(), language="ja", stated=making.STATED, outcome=outcome, files=files)


def _whole(contents: dict[str, bytes]) -> Report:
    report = make(_material(contents))
    pdf(report.document)
    return report
