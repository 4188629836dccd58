"""The command line: one thin command per call of the library, the same words."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from winback_sheets.api import Reviewed

T = TypeVar("T")

app = typer.Typer(
    name="winback",
    help="Your sales ledger in, a win-back programme out, inside the workbook you already have.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
COMMANDS = ("review", "check", "why", "undo", "new", "demo", "formulas")

Books = Annotated[list[Path], typer.Argument(metavar="BOOK...", help="workbooks, ledgers, or a folder of them")]
Book = Annotated[Path, typer.Argument(metavar="BOOK", help="a workbook or a ledger")]
AsOf = Annotated[str | None, typer.Option(metavar="2026-10-31", help="the day to look from; otherwise the last sale")]
Every = Annotated[str, typer.Option(metavar="month|quarter|auto", help="the length of a period")]
Json = Annotated[bool, typer.Option("--json", help="print the result as JSON")]


def main() -> None:
    """Run the command line; `winback FILE` is `winback review FILE`."""
    words = sys.argv[1:]
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        sys.argv.insert(1, "review")
    try:
        app()
    except Exception as fault:  # a fault of ours: the user's file is untouched, and a traceback helps nobody but us
        if os.environ.get("WINBACK_TRACEBACK"):
            raise
        print(
            f"The program met a fault of its own ({type(fault).__name__}: {fault}); your file was not changed. "
            "Set WINBACK_TRACEBACK=1, run it again and send us what it prints.",
            file=sys.stderr,
        )
        sys.exit(2)


def fail(sentence: str) -> NoReturn:
    """One sentence and exit code 2."""
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


@app.command()
def review(
    books: Books,
    as_of: AsOf = None,
    every: Every = "auto",
    out: Annotated[Path | None, typer.Option(help="write the result here instead")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would be found, write nothing")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="exit with 1 when rows were set aside")] = False,
    as_json: Json = False,
) -> None:
    """Review each BOOK and put the result tabs into it."""
    from winback_sheets.api import chosen_books, clients_summary, result_json

    day, period = _day(as_of), _period(every)
    paths = chosen_books(books)
    if out and len(paths) > 1:
        fail("--out names one file, and there are several books; review them one by one.")
    if not paths:
        fail("There is no workbook or ledger there; name a .xlsx, .csv, .ods, .xls, .xlsb or .parquet file.")
    results = [_reviewed(path, as_of=day, every=period, out=out, dry_run=dry_run, quiet=as_json) for path in paths]
    if as_json:
        typer.echo(json.dumps([result_json(result) for result in results], indent=2, default=str))
    else:
        for result in results:
            if len(results) > 1 and not result.failed:
                typer.echo(f"\n{result.path.name}:")
            typer.echo("\n".join(result.said()), err=result.failed)
        if len(results) > 1 and not dry_run:
            typer.echo(f"\nall of them in one table: {_told(lambda: clients_summary(results))}")
        _open(results, dry_run=dry_run)
    if any(result.failed for result in results):
        raise typer.Exit(2)
    if strict and any(result.set_aside for result in results):
        raise typer.Exit(1)


def _reviewed(path: Path, *, as_of: str | None, every: str, out: Path | None, dry_run: bool, quiet: bool) -> Reviewed:
    """One book's review, with a line that moves on with each step."""
    from rich.console import Console

    from winback_sheets.api import review_one

    console = Console(stderr=True, quiet=quiet)
    with console.status(f"{path.name}: starting ...") as line:

        def say(step: str) -> None:
            line.update(f"{path.name}: {step} ...")
            if not console.is_terminal:
                console.print(f"{path.name}: {step} ...", highlight=False, soft_wrap=True)

        return review_one(path, as_of=as_of, every=every, out=out, dry_run=dry_run, say=say)


def _open(results: list[Reviewed], *, dry_run: bool) -> None:
    """In a terminal of one's own the result of one book opens in the spreadsheet program."""
    one = results[0].result if len(results) == 1 else None
    if one is not None and not dry_run and sys.stdout.isatty() and sys.stdin.isatty() and not os.environ.get("CI"):
        typer.launch(str(one.target))


@app.command()
def check(
    book: Book,
    out: Annotated[Path | None, typer.Option(help="write every problem to this .csv")] = None,
    as_json: Json = False,
) -> None:
    """Only read BOOK and say what was understood and what could not be used; exit code 1 when rows were set aside."""
    from winback_sheets import api

    report = _told(lambda: api.check(book, out=out))
    typer.echo(json.dumps(report.as_dict(), indent=2, default=str) if as_json else "\n".join(report.lines))
    if report.set_aside:
        raise typer.Exit(1)


@app.command()
def why(
    book: Book,
    customer: Annotated[str, typer.Argument(help="the customer, as the ledger names them")],
    as_of: AsOf = None,
) -> None:
    """Everything about one customer: how counted, which rows, which rule, why this priority."""
    from winback_sheets import api

    typer.echo("\n".join(_told(lambda: api.why(book, customer, as_of=_day(as_of)))))


@app.command()
def undo(book: Book) -> None:
    """Go back to the copy kept before the last review."""
    from winback_sheets import api

    typer.echo(
        f"{_told(lambda: api.undo(book)).name} is as it was before the last review; undo once more to take that back."
    )


@app.command()
def new(book: Book) -> None:
    """Make an empty workbook: input tabs, drop-down lists, an example line, a start page."""
    from winback_sheets import api

    typer.echo(f"{_told(lambda: api.new(book))} is ready: enter or paste your sales, then run `winback review` on it.")


@app.command()
def demo(folder: Annotated[Path, typer.Argument(help="where to put it")] = Path("demo")) -> None:
    """Review a made-up firm, to see what comes out."""
    from winback_sheets import api

    result = _told(lambda: api.demo(folder))
    typer.echo("\n".join(result.lines))
    typer.echo(f"Open {result.target}")


@app.command()
def formulas(name: Annotated[str | None, typer.Argument(help="one formula, for its arguments")] = None) -> None:
    """The formulas you can type in a cell, or the help of one."""
    from winback_sheets import api

    typer.echo("\n".join(_told(lambda: api.formula_help(name))))


def _told(call: Callable[[], T]) -> T:
    """The call's result; what is wrong with the user's file or words becomes one sentence."""
    from winback_sheets.api import Told

    try:
        return call()
    except Told as sentence:
        fail(str(sentence))


def _day(text: str | None) -> str | None:
    """A date option, checked before any work."""
    if text is None:
        return None
    import datetime

    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        fail(f"--as-of {text} is not a date; write it as 2026-10-31.")
    if day > datetime.date.today():
        fail(f"--as-of {text} lies after today; nobody can be lost yet.")
    return day.isoformat()


def _period(text: str) -> str:
    if text not in ("month", "quarter", "auto"):
        fail(f"--every {text} is not known; write month, quarter or auto.")
    return text
