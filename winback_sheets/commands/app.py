"""The command line: one thin command per call of the library, the same words."""

from __future__ import annotations

import datetime
import gc
import json
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from winback_sheets.commands import explaining, options, serving
from winback_sheets.commands.options import AsOf, BookPath, Books, Every, Google, Json, NewBook, fail, or_exit

if TYPE_CHECKING:
    from winback_sheets.commands.clients import Reviewed

app = typer.Typer(
    name="winback",
    help="Your sales ledger in, a win-back programme out, inside the workbook you already have.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
COMMANDS = ("review", "check", "why", "undo", "forget", "new", "demo", "guide", "formulas", "serve", "addin")


def main() -> None:
    """Run the command line; `winback FILE` is `winback review FILE`."""
    words = sys.argv[1:]
    warnings.simplefilter("ignore")  # what libraries warn of is for us, and a user gets one sentence
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        sys.argv.insert(1, "review")
    try:
        (_simplest(Path(sys.argv[2])) if _is_simplest(sys.argv[1:]) else app)()
    except Exception as fault:  # a fault of ours: the user's file is untouched, and a traceback helps nobody but us
        if os.environ.get("WINBACK_TRACEBACK"):
            raise
        print(
            f"The program met a fault of its own ({type(fault).__name__}: {fault}); your file was not changed. "
            "Set WINBACK_TRACEBACK=1, run it again and send us what it prints.",
            file=sys.stderr,
        )
        sys.exit(2)


def _is_simplest(words: list[str]) -> bool:
    """Whether the command is `review FILE` and no more."""
    return len(words) == 2 and words[0] == "review" and not words[1].startswith("-") and os.path.isfile(words[1])


def _simplest(path: Path) -> Callable[[], None]:
    """A command line for this one review: loading what checks options takes longer than saying that nothing changed."""
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command("review", add_help_option=False)(lambda: review([path]))
    return lambda: alone(args=[])


@app.command()
def review(
    books: Books,
    as_of: AsOf = None,
    every: Every = "auto",
    out: Annotated[Path | None, typer.Option(help="write the result here instead")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would be found, write nothing")] = False,
    as_one: Annotated[
        bool, typer.Option("--as-one", help="the BOOKs are files of one ledger; the first gets the result")
    ] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="take our tabs out again; what was typed is saved beside")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="exit with 1 when rows were set aside")] = False,
    as_json: Json = False,
) -> None:
    """Review each BOOK and put the result tabs into it."""
    day, period = options.day(as_of), options.period(every)
    alone = len(books) == 1 and os.path.isfile(books[0]) and not (dry_run or as_one or remove)
    if alone and _said_again(books[0], as_of=day, every=period, out=out, strict=strict, as_json=as_json):
        return
    gc.disable()  # what is loaded here stays, and looking through it for what may go takes a tenth of the time
    from winback_sheets.commands.clients import chosen_books, clients_summary, result_json

    gc.freeze()
    gc.enable()
    paths = chosen_books(books)
    if not paths:
        fail("There is no workbook or ledger there; name a .xlsx, .csv, .ods, .xls, .xlsb or .parquet file.")
    if remove:
        if out or dry_run or as_one or as_json or as_of:
            fail("--remove takes our tabs out and does nothing else; leave the other options away.")
        _remove(paths)
        return
    more = paths[1:] if as_one else []
    paths = paths[:1] if as_one else paths
    if out and len(paths) > 1:
        fail("--out names one file, and there are several books; review them one by one, or --as-one.")
    results = [
        _reviewed(path, more=more, as_of=day, every=period, out=out, dry_run=dry_run, quiet=as_json) for path in paths
    ]
    if as_json:
        typer.echo(json.dumps([result_json(result) for result in results], indent=2, default=str))
    else:
        for result in results:
            if len(results) > 1 and not result.failed:
                typer.echo(f"\n{result.name}:")
            typer.echo("\n".join(result.lines()), err=result.failed)
        if len(results) > 1 and not dry_run:
            typer.echo(f"\nall of them in one table: {or_exit(lambda: clients_summary(results))}")
        _open(results, dry_run=dry_run)
    if any(result.failed for result in results):
        raise typer.Exit(2)
    if strict and any(result.set_aside for result in results):
        raise typer.Exit(1)


def _said_again(path: Path, *, as_of: str | None, every: str, out: Path | None, strict: bool, as_json: bool) -> bool:
    """Where nothing has changed since the last review, say again what it said, before anything heavy is loaded."""
    from winback_sheets.hosts.workbook.unchanged import repeat_last

    found = repeat_last(path, out, {"as_of": as_of, "every": every}, run_day=datetime.date.today())
    if found is None:
        return False
    target, said = found
    if as_json:
        typer.echo(json.dumps([{"book": str(path), "written": str(target), "changed": False} | said.told], indent=2))
    else:
        typer.echo("\n".join([*said.lines, f"{target}: nothing changed. Open it at the tab Win-back."]))
        _launch(target)
    if strict and said.told["rows_set_aside"]:
        raise typer.Exit(1)
    return True


def _remove(paths: list[Path]) -> None:
    """Take our tabs out of each book; one that cannot be done never stops the rest."""
    from winback_sheets import api

    failed = False
    for path in paths:
        try:
            typer.echo("\n".join(api.review(path, remove=True).lines))
        except api.Trouble as sentence:
            typer.echo(str(sentence), err=True)
            failed = True
    if failed:
        raise typer.Exit(2)


def _reviewed(
    path: Path,
    *,
    more: list[Path],
    as_of: str | None,
    every: str,
    out: Path | None,
    dry_run: bool,
    quiet: bool,
) -> Reviewed:
    """One book's review, with a line that moves on with each step."""
    from winback_sheets.commands.clients import book_name, review_one

    def run(say: Callable[[str], None]) -> Reviewed:
        return review_one(path, more=more, as_of=as_of, every=every, out=out, dry_run=dry_run, say=say)

    if quiet:
        return run(lambda step: None)
    if not sys.stderr.isatty():
        return run(lambda step: typer.echo(f"{book_name(path)}: {step} ...", err=True))
    from rich.console import Console

    with Console(stderr=True).status(f"{book_name(path)}: starting ...") as line:
        return run(lambda step: line.update(f"{book_name(path)}: {step} ..."))


def _open(results: list[Reviewed], *, dry_run: bool) -> None:
    """In a terminal of one's own the result of one book opens in the spreadsheet program."""
    one = results[0].result if len(results) == 1 else None
    if one is not None and not dry_run:
        _launch(one.link or one.target)


def _launch(target: Path | str) -> None:
    """Open a workbook where somebody sits in front of a terminal."""
    if sys.stdout.isatty() and sys.stdin.isatty() and not os.environ.get("CI"):
        typer.launch(str(target))


@app.command()
def check(
    book: BookPath,
    out: Annotated[Path | None, typer.Option(help="write every problem to this .csv")] = None,
    as_json: Json = False,
) -> None:
    """Only read BOOK and say what was understood and what could not be used; exit code 1 when rows were set aside."""
    from winback_sheets import api

    report = or_exit(lambda: api.check(book, out=out))
    typer.echo(json.dumps(report.as_dict(), indent=2, default=str) if as_json else "\n".join(report.lines))
    if report.set_aside:
        raise typer.Exit(1)


@app.command()
def why(
    book: BookPath,
    customer: Annotated[str, typer.Argument(help="the customer, as the ledger names them")],
    as_of: AsOf = None,
) -> None:
    """Everything about one customer: how counted, which rows, which rule, why this priority."""
    from winback_sheets import api

    typer.echo("\n".join(or_exit(lambda: api.why(book, customer, as_of=options.day(as_of)))))


@app.command()
def undo(book: BookPath) -> None:
    """Go back to the copy kept before the last review or --remove; undo twice to take that back. Not after forget."""
    from winback_sheets import api

    typer.echo(
        f"{or_exit(lambda: api.undo(book)).name} is as it was before the last review; undo once more to take that back."
    )


@app.command()
def forget(
    book: BookPath,
    customer: Annotated[str, typer.Argument(help="the customer's id, name, e-mail or phone")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only list where the customer stands")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="delete the copies of ours that keep the name, without asking")
    ] = False,
) -> None:
    """Forget one CUSTOMER: the only command that edits your own tabs.

    The customer's id, names, e-mail and phone become "forgotten 1" in every tab, note, chart, pivot table and property
    of BOOK. Dates and amounts stay, so churn, counts and money tie out as before. First names alone, addresses in other
    columns and pictures are not looked for. Copies beside BOOK that keep the name are deleted only with --yes or when
    you agree. It cannot be undone, because no copy with the name is made. Exit code 1 when the name is left somewhere.
    """
    from winback_sheets import api

    if not (dry_run or yes) and sys.stdin.isatty():
        found = or_exit(lambda: api.forget(book, customer, dry_run=True))
        typer.echo("\n".join(found.lines))
        typer.confirm("Forget this customer? This cannot be undone", abort=True)
        yes = bool(found.left) and typer.confirm("Delete the files that hold it too")
    done = or_exit(lambda: api.forget(book, customer, dry_run=dry_run, yes=yes))
    typer.echo("\n".join(done.lines))
    if done.left and not dry_run:
        raise typer.Exit(1)


@app.command()
def new(book: NewBook, google: Google = False) -> None:
    """Make an empty workbook or Google Sheet: input tabs, drop-down lists, an example line, a start page."""
    from winback_sheets import api

    ready = or_exit(lambda: api.new(book, google=google))
    typer.echo(f"{ready} is ready: enter or paste your sales, then run `winback review` on it.")


@app.command()
def demo(folder: Annotated[Path, typer.Argument(help="where to put it")] = Path("demo")) -> None:
    """Review a made-up firm, to see what comes out."""
    from winback_sheets import api

    result = or_exit(lambda: api.demo(folder))
    typer.echo("\n".join(result.lines))
    typer.echo(f"Open {result.target}")


app.command()(explaining.guide)
app.command()(explaining.formulas)
app.command()(serving.serve)
app.command()(serving.addin)
