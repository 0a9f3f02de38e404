"""``drafts``: looking at proposed answers, and deciding about each."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.language import say
from mailbot.cli.options import AsJson, ConfigFile, DataFolder, Lang, Space, in_workspace
from mailbot.errors import UsageError

if TYPE_CHECKING:
    from mailbot.service.deliver import Delivered
    from mailbot.store.drafts import StoredDraft

Key = Annotated[int, typer.Argument(metavar="ID", help=say()("help.arg_draft"), show_default=False)]
OfCase = Annotated[str | None, typer.Option("--case", metavar="CASE", help=say()("help.arg_case"))]
Diff = Annotated[bool, typer.Option("--diff", help=say()("help.opt_diff"))]
All = Annotated[bool, typer.Option("--all", help=say()("help.opt_all"))]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help=say()("help.drafts"), invoke_without_command=True)
    group.callback()(listed_by_default)
    group.command("list", help=say()("help.drafts_list"))(list_)
    group.command("show", help=say()("help.drafts_show"))(show)
    group.command("edit", help=say()("help.drafts_edit"))(edit)
    group.command("approve", help=say()("help.drafts_approve"))(approve)
    group.command("reject", help=say()("help.drafts_reject"))(reject)
    group.command("deliver", help=say()("help.drafts_deliver"))(deliver)
    app.add_typer(group, name="drafts")


def listed_by_default(
    context: typer.Context,
    case: OfCase = None,
    all_: All = False,
    config: ConfigFile = None,
    data: DataFolder = None,
    json_: AsJson = False,
    lang: Lang = None,
) -> None:
    context.obj = {"config": config, "data": data}
    if context.invoked_subcommand is None:
        list_(case, all_, json_, context=context)


@in_workspace
def list_(space: Space, case: OfCase = None, all_: All = False, json_: AsJson = False) -> None:
    from mailbot.cli import tables
    from mailbot.service import casefile, review, telling
    from mailbot.store.drafts import OPEN, DraftState

    with space() as opened:
        case_id = casefile.named(opened, case) if case else None
        found, bundles = review.listed(opened, case_id), review.bundles(opened)
    if json_:
        lines = [telling.draft_line(item, say(), bundles.get(item.id)) for item in found]
        typer.echo(json.dumps(lines, ensure_ascii=False))
        return
    shown = found if all_ else [item for item in found if item.state in (*OPEN, DraftState.APPROVED)]
    tables.print_drafts(shown, hidden=len(found) - len(shown))


@in_workspace
def show(space: Space, key: Key, diff: Diff = False, json_: AsJson = False) -> None:
    from mailbot.cli import tables
    from mailbot.service import enclosing, linting, review, telling
    from replies.novelty import difference

    with space() as opened:
        found, history = review.shown(opened, key)
        path = review.bundles(opened).get(key)
        before = review.last_round(opened, key) if diff else ""
        edited = review.edited_before(opened, key) if diff else ""
        findings = [linting.line(item, say()) for item in linting.of_draft(opened, key)]
        papers = enclosing.of_draft(opened, found.case_id, found.draft)
    changes = difference(before, found.draft.body) if before else []
    beside = difference(edited, found.draft.body) if edited else []
    if json_:
        shape = telling.draft_line(found, say(), path) | {
            "body": found.draft.body,
            "revisions": len(history),
            "attachments": [{"name": paper.name, "files": [str(path) for path in paper.files]} for paper in papers],
            "findings": findings,
        }
        typer.echo(json.dumps(shape | ({"difference": changes, "beside": beside} if diff else {}), ensure_ascii=False))
    elif diff:
        typer.echo("\n".join(changes) if changes else say()("drafts.no_round"))
        if beside:
            typer.echo("\n".join(("", say()("drafts.beside", id=found.supersedes), *beside)))
    else:
        tables.print_draft(found, len(history))
        tables.print_papers(papers)
        tables.print_findings(findings)


@in_workspace
def edit(
    space: Space,
    key: Key,
    body: Annotated[Path | None, typer.Option("--body", metavar="FILE", help=say()("help.opt_body"))] = None,
    subject: Annotated[str | None, typer.Option("--subject", help=say()("help.opt_edit_subject"))] = None,
) -> None:
    from mailbot.cli import tables
    from mailbot.service import importing, review

    with space() as opened:
        if body is not None:
            text: str | None = sys.stdin.read() if str(body) == "-" else importing.read_text(body)
        else:
            text = _in_editor(review.shown(opened, key)[0].draft.body)
        if text is None:
            typer.echo(say()("drafts.unchanged"))
            return
        found = review.edit(opened, key, text, subject)
    tables.print_draft(found, None)


def _in_editor(body: str) -> str | None:
    import click

    return click.edit(body, extension=".txt", require_save=True)


@in_workspace
def approve(space: Space, key: Key) -> None:
    from mailbot.cli import tables
    from mailbot.service import deliver as delivery
    from mailbot.service import linting, review
    from replies.lint_patterns import Severity

    with space() as opened:
        grave = [linting.line(item, say()) for item in linting.of_draft(opened, key) if item.severity is Severity.ERROR]
        try:
            review.approve(opened, key)
        except UsageError as error:
            raise _explained(error, review.shown(opened, key)[0]) from error
        typer.echo(say()("drafts.approved", id=key))
        done = delivery.deliver(opened, key)
    _print_delivered(done)
    tables.print_findings(grave)


def _print_delivered(done: "Delivered") -> None:
    typer.echo(say()(f"drafts.delivered_{done.method}", id=done.draft.id, place=done.place))
    for name, papers in (("enclosed", done.enclosed), ("by_hand", done.by_hand)):
        if papers:
            typer.echo(say()(f"drafts.{name}", names=say()("drafts.between").join(papers)))


def _explained(error: UsageError, stored: "StoredDraft") -> UsageError:
    """What blocks a draft, in the reader's words."""
    if error.code != "error.draft_blocked":
        return error
    from mailbot.cli import tables

    told = dict.fromkeys(tables.blocker_line(item.code, item.what).rstrip("。.") for item in stored.draft.blockers)
    return UsageError(error.code, id=stored.id, blockers=" / ".join(told))


@in_workspace
def reject(space: Space, key: Key, reason: Annotated[str, typer.Option("--reason", help=say()("help.opt_reason"))] = "") -> None:
    from mailbot.service import review

    with space() as opened:
        review.reject(opened, key, reason)
    typer.echo(say()("drafts.rejected", id=key))


@in_workspace
def deliver(space: Space, key: Key) -> None:
    from mailbot.service import deliver as delivery

    with space() as opened:
        done = delivery.deliver(opened, key)
    _print_delivered(done)
