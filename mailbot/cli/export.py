"""``export``: a case as a folder or archive to hand to a lawyer or a consultant."""

from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.language import say
from mailbot.cli.options import ConfigFile, DataFolder, Lang, NowOption, workspace

OneCase = Annotated[str, typer.Argument(metavar="CASE", help=say()("help.arg_one_case"), show_default=False)]
Target = Annotated[Path, typer.Option("--out", metavar="FOLDER|ZIP", help=say()("help.opt_export_out"), show_default=False)]
Masked = Annotated[bool, typer.Option("--mask", help=say()("help.opt_mask"))]


def register(app: typer.Typer) -> None:
    app.command("export", help=say()("help.export"))(export)


def export(
    case: OneCase,
    out: Target,
    mask: Masked = False,
    config: ConfigFile = None,
    data: DataFolder = None,
    now: NowOption = None,
    lang: Lang = None,
) -> None:
    from mailbot.service import exporting

    with workspace(config, data, now) as opened:
        written = exporting.export(opened, case, out.expanduser(), say().language, mask=mask)
    typer.echo(say()("export.done", path=str(written.path), files=len(written.files)))
