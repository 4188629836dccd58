"""The words of the command line: its arguments and options, and what is wrong with one in one sentence."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer

T = TypeVar("T")

Books = Annotated[
    list[Path], typer.Argument(metavar="BOOK...", readable=False, help="workbooks, ledgers, or a folder of them")
]
BookPath = Annotated[Path, typer.Argument(metavar="BOOK", readable=False, help="a workbook or a ledger")]
NewBook = Annotated[
    Path, typer.Argument(metavar="BOOK", readable=False, help="a file to make, or the address of an empty Google Sheet")
]
Google = Annotated[bool, typer.Option("--google", help="make a Google Sheet called BOOK in your own Google account")]
AsOf = Annotated[str | None, typer.Option(metavar="2026-10-31", help="the day to look from; otherwise the last sale")]
Every = Annotated[str, typer.Option(metavar="month|quarter|auto", help="the length of a period")]
Json = Annotated[bool, typer.Option("--json", help="print the result as JSON")]


def fail(sentence: str) -> NoReturn:
    """One sentence and exit code 2."""
    typer.echo(sentence, err=True)
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
        fail(f"--as-of {text} is not a date; write it as 2026-10-31.")
    if chosen > datetime.date.today():
        fail(f"--as-of {text} lies after today; nobody can be lost yet.")
    return chosen.isoformat()


def period(text: str) -> str:
    """The length of a period, checked before any work."""
    if text not in ("month", "quarter", "auto"):
        fail(f"--every {text} is not known; write month, quarter or auto.")
    return text
