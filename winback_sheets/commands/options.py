"""The words of the command line: its arguments and options, and what is wrong with one in one sentence."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer

from winback_sheets.commands.telling import tell
from winback_sheets.present.words import say

T = TypeVar("T")

Books = Annotated[list[Path], typer.Argument(metavar="BOOK...", readable=False, help=say("commands.help_books"))]
BookPath = Annotated[Path, typer.Argument(metavar="BOOK", readable=False, help=say("commands.help_book"))]
NewBook = Annotated[Path, typer.Argument(metavar="BOOK", readable=False, help=say("commands.help_new_book"))]
Google = Annotated[bool, typer.Option("--google", help=say("commands.help_google"))]
AsOf = Annotated[str | None, typer.Option(metavar="2026-10-31", help=say("commands.help_as_of"))]
Every = Annotated[str, typer.Option(metavar="month|quarter|auto", help=say("commands.help_every"))]
Columns = Annotated[
    list[str] | None, typer.Option("--column", metavar="customer=Email", help=say("commands.help_column"))
]
Tabs = Annotated[list[str] | None, typer.Option("--tab", metavar="Orders=Sales", help=say("commands.help_tab"))]
Yes = Annotated[bool, typer.Option("--yes", help=say("commands.help_yes"))]
Json = Annotated[bool, typer.Option("--json", help=say("commands.help_json"))]


def fail(sentence: str) -> NoReturn:
    """One sentence and exit code 2."""
    tell(sentence, err=True)
    raise typer.Exit(2)


def or_exit(call: Callable[[], T]) -> T:
    """The call's result; what is wrong with the user's file or words becomes one sentence."""
    from winback_sheets.api import Trouble

    try:
        return call()
    except Trouble as sentence:
        fail(str(sentence))


def day(text: str | None) -> str | None:
    """A date option, checked before any work."""
    if text is None:
        return None
    try:
        chosen = datetime.date.fromisoformat(text)
    except ValueError:
        fail(say("commands.not_a_day", typed=text))
    if chosen > datetime.date.today():
        fail(say("commands.day_to_come", typed=text))
    return chosen.isoformat()


def period(text: str) -> str:
    """The length of a period, checked before any work."""
    if text not in ("month", "quarter", "auto"):
        fail(say("commands.unknown_period", typed=text))
    return text
