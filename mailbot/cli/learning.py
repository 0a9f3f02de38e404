"""``confirm``, ``correct``, ``train``, ``evaluate``: what the user teaches, and what came of it."""

import json
from typing import Annotated

import typer

from mailbot.cli.language import say
from mailbot.cli.options import AsJson, ConfigFile, DataFolder, Lang, Message, Messages, Space, in_workspace


def register(app: typer.Typer) -> None:
    app.command("confirm", help=say()("help.confirm"))(confirm)
    app.command("correct", help=say()("help.correct"))(correct)
    app.command("train", help=say()("help.train"))(train)
    app.command("evaluate", help=say()("help.evaluate"))(evaluate)


@in_workspace
def confirm(
    space: Space,
    names: Messages = None,
    all_: Annotated[bool, typer.Option("--all", help=say()("help.opt_all"))] = False,
    before: Annotated[str | None, typer.Option("--before", metavar="DATE", help=say()("help.opt_before"))] = None,
    domain: Annotated[str | None, typer.Option("--from", metavar="DOMAIN", help=say()("help.opt_from"))] = None,
    yes: Annotated[bool, typer.Option("--yes", help=say()("help.opt_yes"))] = False,
) -> None:
    from mailbot.cli import tables
    from mailbot.cli.reading import parse_time
    from mailbot.service import doubts

    with space() as opened:
        chosen = list(names or ())
        if not chosen:
            accounts = opened.config.accounts
            limit = parse_time(before, accounts[0].timezone if accounts else "Asia/Tokyo") if before else None
            waiting = doubts.unproven(opened, limit, domain)
            tables.print_doubtful(waiting)
            if not all_ or not waiting:
                return
            if not yes and not typer.confirm(say()("confirm.ask", count=len(waiting))):
                raise typer.Exit(1)
            chosen = [str(item.stored.id) for item in waiting]
        done = doubts.confirm(opened, chosen)
    typer.echo(say()("confirm.done", count=len(chosen), drafts=done.counts.drafts))


@in_workspace
def correct(space: Space, name: Message, label: Annotated[str, typer.Option("--label", help=say()("help.opt_label"))]) -> None:
    from mailbot.cli import tables
    from mailbot.service import casefile, doubts

    with space() as opened:
        before = {case.id: case for case in casefile.every(opened)}
        doubts.correct(opened, name, label)
        after = {case.id: case for case in casefile.every(opened)}
        tables.print_difference(before, after)
    typer.echo(say()("correct.done", message=name, label=tables.label_name(label)))


@in_workspace
def train(
    space: Space, revert: Annotated[bool, typer.Option("--revert", help=say()("help.opt_revert"))] = False, json_: AsJson = False
) -> None:
    from mailbot.service import learn

    with space() as opened:
        if revert:
            learn.revert(opened)
            typer.echo(say()("train.reverted"))
            return
        result = learn.train(opened)
    if json_:
        typer.echo(json.dumps(result.to_json(), ensure_ascii=False))
    else:
        key = "train.kept" if result.replaced else "train.put_away"
        typer.echo(say()(key, new=result.new, old=result.old, families=result.families, corrections=result.corrections))


def evaluate(
    frozen: Annotated[bool, typer.Option("--frozen", help=say()("help.opt_frozen"))] = False,
    json_: AsJson = False,
    config: ConfigFile = None,
    data: DataFolder = None,
    lang: Lang = None,
) -> None:
    from mailbot.service import learn

    report = learn.evaluate_frozen() if frozen else learn.evaluate()
    typer.echo(json.dumps(report.figures(), ensure_ascii=False) if json_ else report.to_text().rstrip("\n"))
