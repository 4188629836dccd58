"""The command line: one thin command per call of the library, the same words."""

from __future__ import annotations

import datetime
import gc
import json
import os
import sys
import warnings
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from winback_sheets.commands import explaining, options, serving
from winback_sheets.commands.options import (
    AsOf,
    BookPath,
    Books,
    Columns,
    Every,
    Google,
    Json,
    NewBook,
    Tabs,
    Yes,
    fail,
    or_exit,
)
from winback_sheets.commands.stopping import STOPPED, Stopped, folder_is_gone, stopping
from winback_sheets.commands.telling import exit_code, fault_in_words, prepare_output, tell
from winback_sheets.present.words import say

if TYPE_CHECKING:
    from winback_sheets.commands.clients import Reviewed

app = typer.Typer(
    name="winback",
    help=say("commands.program"),
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
    prepare_output()
    if folder_is_gone():
        tell(say("commands.folder_is_gone"), err=True)
        sys.exit(2)
    before = {word: lies_there(word) for word in words}
    try:
        with nullcontext() if words[:1] == ["serve"] else stopping():
            _run(words)
    except Stopped:
        tell(say("commands.stopped"), err=True)
        sys.exit(STOPPED)
    except SystemExit as end:
        sys.exit(exit_code(end.code if isinstance(end.code, int) else 0 if end.code is None else 2))
    except Exception as fault:  # a fault of ours: a traceback helps nobody but us
        if isinstance(fault, OSError):
            tell()  # was it the printing of the help that failed?
        if exit_code(0):
            sys.exit(1)  # it was, and that has been said
        if os.environ.get("WINBACK_TRACEBACK"):
            raise
        tell(fault_in_words(fault, [word for word in words if lies_there(word) != before[word]]), err=True)
        sys.exit(exit_code(2))


def _run(words: list[str]) -> None:
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        refuse_misspelt(words[0])
        sys.argv.insert(1, "review")
    (_simplest(Path(sys.argv[2])) if _is_simplest(sys.argv[1:]) else app)()


def lies_there(word: str) -> tuple[int, int, int] | None:
    """How a file that was named lies there, to know afterwards whether it was written; None for any other word."""
    try:
        about = os.stat(word)
    except (OSError, ValueError):
        return None
    return about.st_ino, about.st_size, about.st_mtime_ns


def refuse_misspelt(word: str) -> None:
    """End with the command that was meant, where a first word is no file but nearly a command."""
    if os.path.lexists(word) or Path(word).suffix:
        return
    from difflib import get_close_matches

    for command in get_close_matches(word.lower(), COMMANDS, n=1):
        tell(say("commands.did_you_mean", typed=word, command=command), err=True)
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
    out: Annotated[Path | None, typer.Option(help=say("commands.help_out"))] = None,
    into: Annotated[Path | None, typer.Option(help=say("commands.help_into"))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("commands.help_dry_run"))] = False,
    as_one: Annotated[bool, typer.Option("--as-one", help=say("commands.help_as_one"))] = False,
    remove: Annotated[bool, typer.Option("--remove", help=say("commands.help_remove"))] = False,
    column: Columns = None,
    tab: Tabs = None,
    yes: Yes = False,
    strict: Annotated[bool, typer.Option("--strict", help=say("commands.help_strict"))] = False,
    as_json: Json = False,
) -> None:
    """Review each BOOK and put the result tabs into it."""
    day, period = options.day(as_of), options.period(every)
    simple = not (into or dry_run or as_one or remove or column or tab)
    alone = len(books) == 1 and os.path.isfile(books[0]) and simple
    if alone and _said_again(books[0], as_of=day, every=period, out=out, strict=strict, as_json=as_json):
        return
    gc.disable()  # what is loaded here stays, and looking through it for what may go takes a tenth of the time
    from winback_sheets.commands.clients import chosen_books, clients_summary, result_json

    gc.freeze()
    gc.enable()
    paths = chosen_books(books, lambda line: tell(line, err=as_json))
    if not paths:
        fail(say("commands.no_books"))
    if remove:
        if out or into or dry_run or as_one or as_json or as_of:
            fail(say("commands.remove_alone"))
        _remove(paths)
        return
    as_one = as_one or into is not None
    more = paths[1:] if as_one else []
    paths = paths[:1] if as_one else paths
    if out and len(paths) > 1:
        fail(say("commands.out_for_one"))
    results = [
        _reviewed(
            path,
            more=more,
            as_of=day,
            every=period,
            out=out,
            into=into,
            dry_run=dry_run,
            columns=column or [],
            tabs=tab or [],
            yes=yes,
            quiet=as_json,
        )
        for path in paths
    ]
    if as_json:
        tell(json.dumps([result_json(result) for result in results], indent=2, default=str))
    else:
        for result in results:
            if len(results) > 1 and not result.failed:
                tell(f"\n{result.name}:")
            tell("\n".join(result.lines()), err=result.failed)
        if len(results) > 1 and not dry_run:
            summary = or_exit(lambda: clients_summary(results))
            tell("\n" + say("commands.all_in_one_table", book=summary))
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
        tell(json.dumps([{"book": str(path), "written": str(target), "changed": False} | said.told], indent=2))
    else:
        tell("\n".join([*said.lines, say("commands.nothing_changed", book=target)]))
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
            tell("\n".join(api.review(path, remove=True).lines))
        except api.Trouble as sentence:
            tell(str(sentence), err=True)
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
    into: Path | None,
    dry_run: bool,
    columns: list[str],
    tabs: list[str],
    yes: bool,
    quiet: bool,
) -> Reviewed:
    """One book's review, with a line that moves on with each step."""
    from winback_sheets.commands.clients import book_name, review_one

    def run(on_step: Callable[[str], None]) -> Reviewed:
        return review_one(
            path,
            more=more,
            as_of=as_of,
            every=every,
            out=out,
            into=into,
            dry_run=dry_run,
            columns=columns,
            tabs=tabs,
            yes=yes,
            on_step=on_step,
        )

    def line_of(step: str) -> str:
        return say("commands.step", book=book_name(path), step=step)

    if quiet:
        return run(lambda step: None)
    if not sys.stderr.isatty():
        return run(lambda step: tell(line_of(step), err=True))
    from rich.console import Console

    with Console(stderr=True).status(line_of(say("commands.starting"))) as line:
        return run(lambda step: line.update(line_of(step)))


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
    out: Annotated[Path | None, typer.Option(help=say("commands.help_problems"))] = None,
    column: Columns = None,
    tab: Tabs = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Read BOOK and say what could not be used; BOOK stays as it is.

    It also says what was understood: which tab and column was taken for what. Exit code 1 when rows were set aside, or
    when something makes no sense.
    """
    from winback_sheets import api

    report = or_exit(lambda: api.check(book, out=out, columns=column or [], tabs=tab or [], yes=yes))
    tell(json.dumps(report.as_dict(), indent=2, default=str) if as_json else "\n".join(report.lines))
    if report.set_aside or report.doubts:
        raise typer.Exit(1)


@app.command()
def why(
    book: BookPath,
    customer: Annotated[str, typer.Argument(help=say("commands.help_customer"))],
    as_of: AsOf = None,
) -> None:
    """Tell all there is about one customer, and why it is so.

    How the customer was counted, by which rule and from which rows, and why they are called when they are.
    """
    from winback_sheets import api

    tell("\n".join(or_exit(lambda: api.why(book, customer, as_of=options.day(as_of)))))


@app.command()
def undo(book: BookPath) -> None:
    """Go back to before the last review; undo once more to return.

    It goes back to before `review --remove` as well, but not in a Google Sheet. There what people typed since stays. After
    forget there is nothing to go back to, so that the name does not come back.
    """
    if Path(book).is_file() and _undone(Path(book)):
        return
    from winback_sheets import api

    or_exit(lambda: api.undo(book, on_done=tell))


def _undone(book: Path) -> bool:
    """Go back without loading what reads ledgers, most of the time it takes; False where the library has more to say."""
    from winback_sheets.hosts.workbook.undoing import undo_in_words
    from winback_sheets.ooxml.package import Refused

    try:
        _, said = undo_in_words(book)
    except (OSError, Refused):
        return False
    tell(said)
    return True


@app.command()
def forget(
    book: BookPath,
    customer: Annotated[str, typer.Argument(help=say("commands.help_customer_to_forget"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("commands.help_forget_dry_run"))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=say("commands.help_forget_yes"))] = False,
) -> None:
    """Forget one CUSTOMER, in the tabs that are your own as well.

    This is the only command that changes your own tabs. The customer's id, names, e-mail and phone become "forgotten 1"
    in every tab, note, chart, pivot table and property of BOOK. Dates and amounts stay, so churn, counts and money are
    as before. First names alone, addresses in other columns and pictures are not looked for. Copies beside BOOK that
    keep the name are deleted only with --yes or when you agree. In a Google Sheet only its version history, comments and
    what other programs left may keep it. It cannot be undone, because no copy with the name is
    made. Exit code 1 when the name is left somewhere.
    """
    from winback_sheets import api

    if not (dry_run or yes) and sys.stdin.isatty():
        found = or_exit(lambda: api.forget(book, customer, dry_run=True))
        tell("\n".join(found.lines))
        typer.confirm(say("commands.ask_to_forget"), abort=True)
        yes = bool(found.left) and typer.confirm(say("commands.ask_to_delete_copies"))
    done = or_exit(lambda: api.forget(book, customer, dry_run=dry_run, yes=yes))
    tell("\n".join(done.lines))
    if done.left and not dry_run:
        raise typer.Exit(1)


@app.command()
def new(book: NewBook, google: Google = False) -> None:
    """Make an empty workbook or Google Sheet to fill in.

    It has the input tabs with drop-down lists and an example row each, and a start page.
    """
    from winback_sheets import api

    ready = or_exit(lambda: api.new(book, google=google))
    tell(say("commands.ready_to_fill_in", book=ready))


@app.command()
def demo(folder: Annotated[Path, typer.Argument(help=say("commands.help_demo_folder"))] = Path("demo")) -> None:
    """Review a made-up firm, to see what a review gives."""
    from winback_sheets import api

    result = or_exit(lambda: api.demo(folder))
    tell("\n".join(result.lines))
    tell(say("commands.open_it", book=result.target))


app.command()(explaining.guide)
app.command()(explaining.formulas)
app.command()(serving.serve)
app.command()(serving.addin)
