"""The papers against the files that hold them, and against earlier rounds: reconciliation (f)."""

from collections.abc import Iterable, Iterator, Sequence

from replies.evidence.findings import Finding, Place, Severity
from replies.evidence.paper_files import PaperFile, base_name
from replies.evidence.papers import EXPLAINING, Paper
from replies.evidence.question import Question
from replies.evidence.rows import PaperLine


def findings(documents: Sequence[Paper], given: Sequence[PaperFile], question: Question) -> Iterator[Finding]:
    """Yield papers without their file, files without their paper, changed, unreadable and already used ones.

    Where no file was handed in at all, only the digests that the lines state are compared with earlier rounds.
    """
    named = {base_name(file.name): file for file in given}
    by_digest = {file.sha256: file for file in given}
    claimed: set[str] = set()
    for paper in documents:
        if paper.kind in EXPLAINING:
            continue
        for line in _first_of_each_file(paper):
            stated = line.sha256.casefold()
            file = named.get(base_name(line.paper)) if line.paper else by_digest.get(stated)
            if file is not None:
                claimed.add(file.sha256)
            if given:
                yield from _against_file(paper, line, file)
            yield from _used(paper, line, file, question)
        if given and not any(line.paper or line.sha256 for line in paper.lines):
            yield Finding(rule="paper_without_file", severity=Severity.ERROR, values={"doc": paper.doc_id}, rests=paper.lines[:1])
    for one in given:
        yield from _file_alone(one, one.sha256 in claimed)


def _first_of_each_file(paper: Paper) -> Iterable[PaperLine]:
    named: dict[tuple[str, str], PaperLine] = {}
    for line in paper.lines:
        if line.paper or line.sha256:
            named.setdefault((base_name(line.paper), line.sha256.casefold()), line)
    return named.values()


def _against_file(paper: Paper, line: PaperLine, file: PaperFile | None) -> Iterator[Finding]:
    values = {"doc": paper.doc_id, "file": line.paper or line.sha256}
    if file is None:
        yield Finding(rule="paper_file_missing", severity=Severity.ERROR, values=values, rests=(line,))
    elif line.sha256 and line.sha256.casefold() != file.sha256:
        yield Finding(rule="paper_file_changed", severity=Severity.ERROR, values=values, rests=(line, Place(file.name)))


def _used(paper: Paper, line: PaperLine, file: PaperFile | None, question: Question) -> Iterator[Finding]:
    digest = file.sha256 if file is not None else line.sha256.casefold()
    earlier = {used.casefold(): when for used, when in question.used.items()}
    if digest and digest in earlier:
        values = {"doc": paper.doc_id, "file": line.paper or digest, "when": earlier[digest]}
        yield Finding(rule="paper_used_before", severity=Severity.NOTE, values=values, rests=(line,))


def _file_alone(file: PaperFile, claimed: bool) -> Iterator[Finding]:
    place = (Place(file.name),)
    if not claimed:
        yield Finding(rule="file_unlisted", severity=Severity.NOTE, values={"file": file.name}, rests=place)
    if file.trouble:
        values = {"file": file.name}
        yield Finding(rule=f"file_{file.trouble}", severity=Severity.ERROR, values=values, rests=place)
    elif file.type == "pdf" and not file.text:
        yield Finding(rule="file_without_text", severity=Severity.NOTE, values={"file": file.name}, rests=place)
