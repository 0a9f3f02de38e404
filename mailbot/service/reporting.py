"""The improvement report: the form that asks for its facts, the check of any text, and the bundle of all its layers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mailbot import parsing
from mailbot.errors import StorageError, UsageError
from mailbot.i18n import Catalogue, load
from mailbot.messages import Place, RawMessage, Unparseable
from mailbot.outbox import bundle
from mailbot.outbox.mail import Enclosure
from mailbot.service import casefile, evidence, importing, linting, stated
from mailbot.service.evidence import Gathered
from mailbot.service.workspace import Workspace
from replies import lint, lint_context
from replies.evidence.reconcile import Reconciliation
from replies.lint import LintContext
from replies.render import copies
from replies.render.pdf import pdf
from replies.render.pdf_reading import pdf_text
from replies.render.plain_text import text
from replies.render.reading import docx_text
from replies.render.word import docx
from replies.report import form as report_form
from replies.report import making
from replies.report.making import Report
from replies.report.material import Material, material, step

CONSOLE = "console"
LAYERS = ("report_pdf", "report_docx", "summary", "index")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a report is to be made from, and how."""

    facts_file: Path | None = None
    paths: Sequence[Path] = ()
    """Of evidence; none: those that were imported."""
    language: str | None = None
    """None: the case's."""
    max_chars: int | None = None
    """The limit of the console's box; None: that of the configuration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A report on the disk. ``outcome`` is None where no evidence was given."""

    report: Report
    bundle: bundle.Bundle
    findings: tuple[lint.Finding, ...]
    outcome: Reconciliation | None

    @property
    def ready(self) -> bool:
        """Whether nothing is missing and no finding is an error."""
        return not self.report.blockers and lint.ok(self.findings)


def form(workspace: Workspace, case_id: str, paths: Sequence[Path]) -> str:
    """Return the TOML form of everything that the report of a case needs, filled with what is known."""
    return report_form.form(_material(workspace, case_id, Wanted(paths=paths))[0])


def build(workspace: Workspace, case_id: str, target: Path, wanted: Wanted) -> Built:
    """Write every layer of a case's report into a folder or archive, the evidence files beside it byte for byte.

    Gaps do not stop the writing: they stand in the text, marked, and ``Built.ready`` is False.
    """
    made_of, gathered = _material(workspace, case_id, wanted)
    most = wanted.max_chars or linting.limit(workspace, CONSOLE)
    report = making.make(made_of, max_chars=most)
    written = bundle.write_bundle(target, text=report.box, mail=None, enclosures=_enclosures(report, made_of, gathered))
    return Built(report=report, bundle=written, findings=_checked(report, made_of, most), outcome=made_of.outcome)


def check(workspace: Workspace, file: Path, case_id: str | None = None, max_chars: int | None = None) -> tuple[lint.Finding, ...]:
    """Check a text of the user's: .txt, .md, .docx, .pdf or .eml; with a case also against its notice and earlier rounds."""
    words, attachments = _words_of(file)
    context = LintContext()
    if case_id is not None:
        situation = evidence.of_case(workspace, casefile.load(workspace, case_id))
        context = lint_context.of(situation, step(situation), max_chars=max_chars)
    in_a_file = file.suffix.lower() in (".docx", ".pdf")
    channel = None if in_a_file else context.channel
    if max_chars is None and channel is not None:
        max_chars = linting.limit(workspace, channel.value)
    return lint.check(words, "", replace(context, attachments=attachments, channel=channel, max_chars=max_chars))


def _material(workspace: Workspace, case_id: str, wanted: Wanted) -> tuple[Material, Gathered | None]:
    case = casefile.load(workspace, case_id)
    situation = evidence.of_case(workspace, case)
    said = stated.form_facts(workspace, wanted.facts_file, case.timezone) if wanted.facts_file else ()
    chosen = evidence.known_paths(workspace, case.id, wanted.paths)
    gathered = evidence.gather(chosen, case.timezone) if chosen else None
    asked = evidence.question(replace(situation, facts=(*situation.facts, *said)))
    outcome = evidence.reconciled(gathered, asked) if gathered else None
    files = gathered.files if gathered else ()
    known = material(situation, language=wanted.language or "", outcome=outcome, files=files)
    new = report_form.stated(said, known.binding().ledger)
    return material(situation, language=wanted.language or "", stated=new, outcome=outcome, files=files), gathered


def _enclosures(report: Report, made_of: Material, gathered: Gathered | None) -> list[Enclosure]:
    """The layers first, then the originals in the order of their annex numbers."""
    names = load(made_of.language)
    layers = (pdf(report.document), docx(report.document), pdf(report.summary), pdf(report.index))
    made = [Enclosure(name=names(f"report_file.{layer}"), content=content) for layer, content in zip(LAYERS, layers, strict=True)]
    places = gathered.places if gathered else {}
    originals = {annex.number: _original(places[annex.file.name], annex.file.name) for annex in report.annexes}
    return [*made, *originals.values(), *_copies(report, originals, names)]


def _copies(report: Report, originals: Mapping[int, Enclosure], names: Catalogue) -> Iterator[Enclosure]:
    """Copies of papers with marks, each under a name that says that it is one."""
    wanted = [
        copies.Original(
            content=originals[copy.annex.number].content, kind=copy.annex.file.type, caption=copy.caption, terms=copy.terms
        )
        for copy in report.copies
    ]
    for copy, content in zip(report.copies, copies.copies(wanted), strict=True):
        if content is not None:
            yield Enclosure(name=names("report_file.copy", name=Path(copy.annex.file.name).stem), content=content)


def _original(path: Path, name: str) -> Enclosure:
    try:
        return Enclosure(name=name, content=path.read_bytes())
    except OSError as error:
        raise StorageError("error.unreadable_file", path=str(path), detail=error.strerror or str(error)) from error


def _checked(report: Report, made_of: Material, max_chars: int | None) -> tuple[lint.Finding, ...]:
    """Lint the report as a file and the box as what is pasted."""
    names = tuple(annex.file.name for annex in report.annexes)
    context = lint_context.of(made_of.situation, step(made_of.situation), attachments=names, max_chars=max_chars)
    as_file = replace(context, channel=None, max_chars=None)
    found = (
        *lint.check(text(report.document, cites=False), made_of.language, as_file),
        *lint.check(report.box, made_of.language, context),
    )
    return tuple(dict.fromkeys(found))


def _words_of(file: Path) -> tuple[str, tuple[str, ...]]:
    """Return a file's words and the names of what is attached to it; UsageError where it cannot be read."""
    if not file.is_file():
        raise UsageError("error.no_path", path=str(file))
    kind = file.suffix.lower()
    if kind not in (".docx", ".pdf", ".eml"):
        return importing.read_text(file), ()
    try:
        content = file.read_bytes()
    except OSError as error:
        raise StorageError("error.unreadable_file", path=str(file), detail=error.strerror or str(error)) from error
    if kind == ".eml":
        return _mail_words(file, content)
    words = _read(docx_text if kind == ".docx" else pdf_text, content)
    if not words.strip():
        raise UsageError("error.no_text", path=str(file))
    return words, ()


def _read(reader: Callable[[bytes], str], content: bytes) -> str:
    try:
        return reader(content)
    except ValueError:
        return ""


def _mail_words(file: Path, content: bytes) -> tuple[str, tuple[str, ...]]:
    place = Place(account="", folder="", path=str(file))
    parsed = parsing.parse(RawMessage(content=content, place=place, received=None))
    if isinstance(parsed, Unparseable):
        raise UsageError("error.no_text", path=str(file))
    return parsed.text, tuple(item.filename for item in parsed.attachments)
