"""``report``, ``facts``, ``evidence``: what may be stated, what proves it, and the report made of both."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mailbot.cli.language import say
from mailbot.cli.options import AnyCase, AsJson, OneCase, Out, Space, in_workspace
from mailbot.errors import StorageError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mailbot.service.reporting import Built
    from replies.evidence.findings import Finding
    from replies.evidence.reconcile import Reconciliation

OfCase = Annotated[str | None, typer.Option("--case", metavar="CASE", help=say()("help.arg_one_case"))]
File = Annotated[Path, typer.Argument(metavar="FILE", help=say()("help.arg_checked"), show_default=False)]
Form = Annotated[Path, typer.Argument(metavar="FILE", help=say()("help.arg_form"), show_default=False)]
Paths = Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help=say()("help.arg_evidence"), show_default=False)]
Evidence = Annotated[list[Path] | None, typer.Option("--evidence", metavar="PATH", help=say()("help.arg_evidence"))]
_ALIKE: Final = 3
"""So many findings of one kind are told one by one."""
Tables = Annotated[Path | None, typer.Option("--out", metavar="FOLDER|ZIP", help=say()("help.opt_tables"))]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=200, help=say()("help.opt_limit"))]


def register(app: typer.Typer) -> None:
    report = typer.Typer(help=say()("help.report_group"), no_args_is_help=True)
    report.command("new", help=say()("help.report_new"))(new)
    report.command("check", help=say()("help.report_check"))(check)
    report.command("build", help=say()("help.report_build"))(build)
    app.add_typer(report, name="report")
    facts = typer.Typer(help=say()("help.facts"), no_args_is_help=True)
    facts.command("list", help=say()("help.facts_list"))(facts_list)
    facts.command("missing", help=say()("help.facts_missing"))(facts_missing)
    facts.command("import", help=say()("help.facts_import"))(facts_import)
    app.add_typer(facts, name="facts")
    evidence = typer.Typer(help=say()("help.evidence"), no_args_is_help=True)
    evidence.command("import", help=say()("help.evidence_import"))(evidence_import)
    evidence.command("reconcile", help=say()("help.evidence_reconcile"))(evidence_reconcile)
    app.add_typer(evidence, name="evidence")


@in_workspace
def new(space: Space, case: OneCase, out: Out = None, evidence: Evidence = None) -> None:
    from mailbot.service import reporting

    with space() as opened:
        written = reporting.form(opened, case, evidence or ())
    _give(written, out)


@in_workspace
def check(space: Space, file: File, case: OfCase = None, limit: Limit = None, json_: AsJson = False) -> None:
    from mailbot.service import linting, reporting
    from replies import lint

    with space() as opened:
        found = reporting.check(opened, file, case, limit)
    shown = [linting.line(one, say()) for one in found]
    if json_:
        typer.echo(json.dumps({"ok": lint.ok(found), "findings": shown}, ensure_ascii=False))
    else:
        for one in shown:
            _finding(one["severity"], one["advice"], one["quote"])
        typer.echo(say()("report_cli.fine" if lint.ok(found) else "report_cli.not_ok", count=len(found)))
    if not lint.ok(found):
        raise typer.Exit(1)


@in_workspace
def build(
    space: Space,
    case: OneCase,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER|ZIP", help=say()("help.opt_bundle"))],
    facts: Annotated[Path | None, typer.Option("--facts", metavar="FILE", help=say()("help.arg_form"))] = None,
    evidence: Evidence = None,
    limit: Limit = None,
    language: Annotated[str | None, typer.Option("--language", metavar="ja|en", help=say()("help.opt_report_language"))] = None,
    json_: AsJson = False,
) -> None:
    from mailbot.service import reporting

    if language not in (None, "ja", "en"):
        raise UsageError("error.bad_choice", value=language, choices="ja, en")
    with space() as opened:
        wanted = reporting.Wanted(facts_file=facts, paths=evidence or (), language=language, max_chars=limit)
        built = reporting.build(opened, case, out, wanted)
    _told(built, as_json=json_)
    if not built.ready:
        raise typer.Exit(1)


@in_workspace
def facts_list(space: Space, case: AnyCase = None, json_: AsJson = False) -> None:
    from mailbot.service import stated
    from replies.facts import describe

    with space() as opened:
        known = stated.listed(opened, case)
        differing = stated.contradictions(opened, case) if case else ()
    for fact in known:
        if json_:
            typer.echo(json.dumps({"key": fact.key, "value": fact.value, "source": fact.source}, ensure_ascii=False))
        else:
            typer.echo(f"{describe(fact.key, say().language)}: {fact.value}  [{fact.key}; {fact.source}]")
    for pair in () if json_ else differing:
        what = " / ".join(f"{fact.value} [{fact.source}]" for fact in (pair.earlier, pair.later))
        typer.echo("! " + say()("blocker.contradiction", what=f"{describe(pair.key, say().language)}: {what}"))
    if not known and not json_:
        typer.echo(say()("report_cli.no_facts"))


@in_workspace
def facts_missing(space: Space, case: OneCase, out: Out = None) -> None:
    from mailbot.service import stated

    with space() as opened:
        wanted = stated.missing(opened, case, say().language)
    _give(wanted or say()("report_cli.nothing_missing") + "\n", out if wanted else None)


@in_workspace
def facts_import(space: Space, file: Form, case: OfCase = None) -> None:
    from mailbot.service import stated

    with space() as opened:
        taken = stated.take_in(opened, file, case)
    typer.echo(say()("report_cli.taken_in", facts=taken.facts, drafts=taken.drafts))


@in_workspace
def evidence_import(space: Space, paths: Paths = None, case: OfCase = None) -> None:
    from mailbot.service import casefile
    from mailbot.service import evidence as service
    from replies.evidence.readout import readout

    if not paths:
        raise UsageError("error.no_evidence")
    with space() as opened:
        found = casefile.load(opened, case) if case else None
        gathered = service.gather(paths, found.timezone if found else "Asia/Tokyo")
        service.remember(opened, found.id if found else None, paths)
    for sentence in readout(gathered.tables, say()):
        typer.echo(sentence)
    typer.echo(say()("report_cli.papers", count=len(gathered.files)))


@in_workspace
def evidence_reconcile(space: Space, paths: Paths = None, case: OfCase = None, out: Tables = None, json_: AsJson = False) -> None:
    from mailbot.service import evidence as service
    from mailbot.service import evidence_files

    if case is None:
        raise UsageError("error.case_needed")
    with space() as opened:
        outcome = service.reconcile_case(opened, case, paths or ())
    written = evidence_files.write(outcome, out, say()) if out is not None else None
    if json_:
        typer.echo(json.dumps(_outcome(outcome), ensure_ascii=False))
        return
    for table in outcome.tables:
        typer.echo(table.as_text(say()) + "\n")
    _proven(outcome.findings)
    typer.echo(say()("report_cli.reconciled", count=len(outcome.findings)))
    if written is not None:
        typer.echo(say()("report_cli.tables_written", path=written.path, files=len(written.files)))


def _outcome(outcome: "Reconciliation") -> dict[str, object]:
    words = say()
    return {
        "tables": [
            {"name": table.name, "columns": list(table.headings(words)), "rows": [list(line) for line in table.lines(words)]}
            for table in outcome.tables
        ],
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "text": finding.text(words),
                "advice": finding.advice(words),
                "rows": [list(row) for row in finding.rows],
            }
            for finding in outcome.findings
        ],
    }


def _told(built: "Built", *, as_json: bool) -> None:
    from mailbot.service import linting

    lines = [linting.line(one, say()) for one in built.findings]
    blockers = [{"code": item.code, "key": item.key, "what": item.what} for item in built.report.blockers]
    proven = [] if built.outcome is None else [one for one in built.outcome.findings if one.severity.value != "note"]
    if as_json:
        files = [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in built.bundle.files]
        shape = {"ok": built.ready, "path": str(built.bundle.path), "files": files, "blockers": blockers, "findings": lines}
        evidence = [{"rule": one.rule, "severity": one.severity.value, "text": one.text(say())} for one in proven]
        typer.echo(json.dumps(shape | {"evidence": evidence}, ensure_ascii=False))
        return
    for item in built.report.blockers:
        typer.echo("! " + say().get(f"blocker.{item.code}", f"{item.code}: {item.what}", what=item.what))
    for line in lines:
        _finding(line["severity"], line["advice"], line["quote"])
    _proven(proven)
    if wrong := sum(one.severity.value == "error" for one in proven):
        typer.echo(say()("report_cli.wrong_papers", count=wrong))
    code = "built" if built.ready else "built_with_gaps"
    typer.echo(say()(f"report_cli.{code}", path=built.bundle.path, files=len(built.bundle.files)))


def _proven(findings: "Sequence[Finding]") -> None:
    """Tell what the evidence shows; of many of one kind the first few, since one cause usually stands behind all."""
    alike: dict[str, list[Finding]] = {}
    for one in findings:
        alike.setdefault(one.rule, []).append(one)
    for told in alike.values():
        for one in told[:_ALIKE]:
            _finding(one.severity.value, one.text(say()), "", one.advice(say()) if one is told[0] else "")
        if len(told) > _ALIKE:
            typer.echo("    " + say()("report_cli.more_alike", count=len(told) - _ALIKE))


def _finding(severity: str, text: str, quote: str, advice: str = "") -> None:
    typer.echo(f"[{say()(f'report_cli.{severity}')}] {text}")
    if quote:
        typer.echo(f"    「{' '.join(quote.split())[:160]}」")
    if advice:
        typer.echo(f"    {advice}")


def _give(text: str, out: Path | None) -> None:
    """Print, or write into a new file: a form that was filled is never overwritten."""
    if out is None:
        typer.echo(text.rstrip("\n"))
        return
    if out.exists():
        raise UsageError("error.exists", path=str(out))
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError("error.file", path=str(out), detail=error.strerror or str(error)) from error
    typer.echo(say()("report_cli.written", path=out))
