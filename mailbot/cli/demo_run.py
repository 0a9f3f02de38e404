"""The demo's way: a real IMAP server with a fictional seller's mail, the real daemon on it, the timeline, the review page."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import typer

from mailbot import config as configuration
from mailbot import logs
from mailbot.cli import tables
from mailbot.cli.language import say
from mailbot.cli.progress import bars
from mailbot.cli.running import worst
from mailbot.demo import settings, story
from mailbot.demo.inbox import demo_inbox
from mailbot.service import overview, review, telling, watch
from mailbot.service.counts import Counts
from mailbot.service.workspace import Workspace, open_workspace
from mailbot.store.drafts import OPEN


def run(data: Path | None, *, once: bool, port: int | None) -> int:
    """Run the demo; return its exit code. Without ``data`` everything is gone at the end."""
    logs.configure(as_json=False, quiet=True)
    typer.echo(say()("demo.welcome"))
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mailbot-demo-")))
        opened = stack.enter_context(_workspace(folder))
        code = _poll(opened)
        _tell(opened)
        if not once and code == 0:
            _serve(opened, port)
    return code


@contextmanager
def _workspace(folder: Path) -> Iterator[Workspace]:
    with ExitStack() as stack:
        servers = {name: stack.enter_context(demo_inbox(story.mails(name))) for name in story.NAMES}
        text = settings.config_text(servers, language=say().language)
        settings.export_passwords(servers)
        parsed = configuration.parse(text, "demo")
        yield stack.enter_context(open_workspace(parsed, folder))


def _poll(opened: Workspace) -> int:
    total = Counts()
    codes = []
    with bars(enabled=True) as progress:
        for account in watch.watched(opened):
            outcome = watch.look(opened, account, force=True, progress=progress)
            total += outcome.counts
            codes.append(outcome.exit_code)
    typer.echo(say()("run.counts", **total.to_json()))
    return worst(codes)


def _tell(opened: Workspace) -> None:
    typer.echo("")
    typer.echo(telling.tell(opened, None, "text", language=say().language, detail="full"))
    typer.echo(say()("demo.drafts"))
    found = review.listed(opened)
    waiting = [item for item in found if item.state in OPEN]
    tables.print_drafts(found, hidden=0)
    typer.echo(say()("demo.drafts_waiting", count=len(waiting)))
    typer.echo("")
    typer.echo(say()("demo.forged"))
    for shape in overview.message_objects(opened):
        if shape["disposition"] == "quarantined" and "authenticity" in shape:
            reasons = " ".join(overview.reasons(opened, shape["id"], say()))
            typer.echo(f"  {shape['received'][:10]}  {shape['sender']['address']}  {shape['subject']}")
            typer.echo(f"      {reasons}")


def _serve(opened: Workspace, port: int | None) -> None:
    from mailbot import daemon
    from mailbot.web import server

    prepared = server.prepare(opened, port=0 if port is None else port)
    typer.echo("")
    typer.echo(say()("demo.page", url=prepared.url))
    daemon.run(opened, say(), serve=prepared.serve)
