"""The commands that explain the program: `winback guide` and `winback formulas`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from winback_sheets.commands.options import or_exit


def guide(topic: Annotated[str | None, typer.Argument(help="one guide, to read it")] = None) -> None:
    """The guides that come with the program, or the text of one."""
    from winback_sheets import api

    lines = or_exit(lambda: api.guide(topic))
    if topic is None or not sys.stdout.isatty():
        typer.echo("\n".join(lines))
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown("\n".join(lines)))


def formulas(name: Annotated[str | None, typer.Argument(help="one formula, for its arguments")] = None) -> None:
    """The formulas you can type in a cell, or the help of one."""
    from winback_sheets import api

    typer.echo("\n".join(or_exit(lambda: api.formula_help(name))))
