"""``run``, ``status``: the daemon and how it is doing."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.language import say
from mailbot.cli.options import AsJson, Once, Port, Space, in_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mailbot.service.watch import Outcome
    from mailbot.service.workspace import Workspace

Force = Annotated[bool, typer.Option("--force", help=say()("help.opt_force"))]
NoWeb = Annotated[bool, typer.Option("--no-web", help=say()("help.opt_no_web"))]


def register(app: typer.Typer) -> None:
    app.command("run", help=say()("help.run"))(run)
    app.command("status", help=say()("help.status"))(status)


@in_workspace
def run(
    space: Space, once: Once = False, force: Force = False, no_web: NoWeb = False, port: Port = None, json_: AsJson = False
) -> None:
    from mailbot import logs
    from mailbot.service import watch
    from mailbot.service.lock import only_one

    with space(required=True) as opened, only_one(opened.data):
        watch.watched(opened)
        logs.configure(as_json=json_)
        if once:
            raise typer.Exit(_once(opened, force=force, as_json=json_))
        _for_ever(opened, force=force, page=opened.config.web.enabled and not no_web, port=port)


def _once(opened: "Workspace", *, force: bool, as_json: bool) -> int:
    from mailbot.cli.app import print_error
    from mailbot.cli.progress import bars
    from mailbot.service import alerts, remind, watch
    from mailbot.service.counts import Counts
    from mailbot.service.process import process_rest

    total = Counts()
    outcomes: list[Outcome] = []
    with bars(enabled=not as_json) as progress:
        for account in watch.watched(opened):
            outcome = watch.look(opened, account, force=force, at_once=True, progress=progress)
            total += outcome.counts
            outcomes.append(outcome)
    process_rest(opened, [account.name for account in watch.watched(opened)])
    remind.catch_up(opened)
    remind.remind(opened, say())
    alerts.alert(opened, say())
    remind.retain(opened)
    for outcome in outcomes:
        if outcome.error is not None:
            print_error(outcome.error)
    typer.echo(json.dumps(total.to_json()) if as_json else say()("run.counts", **total.to_json()))
    return worst(outcome.exit_code for outcome in outcomes)


def worst(codes: "Iterable[int]") -> int:
    """Of several accounts' exit codes the worst wins: a bug, then the world, then the user's mistake."""
    found = set(codes)
    return next((code for code in (70, 3, 2, 1) if code in found), 0)


def _for_ever(opened: "Workspace", *, force: bool, page: bool, port: int | None) -> None:
    from mailbot import daemon

    if not page:
        daemon.run(opened, say(), force=force)
        return
    from mailbot.web import server

    prepared = server.prepare(opened, port=opened.config.web.port if port is None else port)
    typer.echo(say()("run.page", url=prepared.url))
    daemon.run(opened, say(), force=force, serve=prepared.serve)


@in_workspace
def status(space: Space, json_: AsJson = False) -> None:
    from mailbot.cli import tables
    from mailbot.service import lessons
    from mailbot.service import status as service

    with space() as opened:
        if json_:
            typer.echo(json.dumps(service.to_json(opened), ensure_ascii=False))
        else:
            tables.print_status(service.accounts(opened), service.totals(opened), lessons.learning(opened))
