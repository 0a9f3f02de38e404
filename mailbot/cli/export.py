"""``export``: a case as a folder or archive to hand to a lawyer or a consultant."""

from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.language import say
from mailbot.cli.options import OneCase, Space, in_workspace

Target = Annotated[Path, typer.Option("--out", metavar="FOLDER|ZIP", help=say()("help.opt_export_out"), show_default=False)]
Masked = Annotated[bool, typer.Option("--mask", help=say()("help.opt_mask"))]


def register(app: typer.Typer) -> None:
    app.command("export", help=say()("help.export"))(export)


@in_workspace
def export(space: Space, case: OneCase, out: Target, mask: Masked = False) -> None:
    from mailbot.service import exporting

    with space() as opened:
        written = exporting.export(opened, case, out.expanduser(), say().language, mask=mask)
    typer.echo(say()("export.done", path=str(written.path), files=len(written.files)))
