"""The commands that explain the program: `winback guide` and `winback formulas`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from winback_sheets.commands.options import or_exit
from winback_sheets.commands.telling import tell
from winback_sheets.present.words import say


def guide(topic: Annotated[str | None, typer.Argument(help=say("commands.help_topic"))] = None) -> None:
    """List the guides that come with the program, or read one."""
    from winback_sheets import api

    lines = or_exit(lambda: api.guide(topic))
    if topic is None or not sys.stdout.isatty():
        tell("\n".join(lines))
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown("\n".join(lines)))


def formulas(name: Annotated[str | None, typer.Argument(help=say("commands.help_formula"))] = None) -> None:
    """List the formulas you can type into a cell, or explain one."""
    from winback_sheets import api

    tell("\n".join(or_exit(lambda: api.formula_help(name))))
