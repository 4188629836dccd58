"""The calls behind the commands: one word each, plain values in, one sentence when something is wrong."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from winback_sheets.files.files import Unreadable
from winback_sheets.files.plain_csv import begins_with, write_csv
from winback_sheets.findings import NothingToReview
from winback_sheets.hosts.forget.person import Unclear
from winback_sheets.hosts.google_sheets.address import is_google
from winback_sheets.hosts.workbook.alone import clear_away
from winback_sheets.hosts.workbook.opening import Opened, open_book
from winback_sheets.hosts.workbook.ours import keeps_ledger
from winback_sheets.hosts.workbook.targets import IN_PLACE, target_of
from winback_sheets.hosts.workbook.undoing import holds_ours
from winback_sheets.hosts.workbook.workbook import Result, book_of, review_file, review_into, review_of
from winback_sheets.ooxml.graft import Refused
from winback_sheets.ooxml.halfway import write_file
from winback_sheets.present.words import say, word, word_error
from winback_sheets.read.answers import asked
from winback_sheets.read.problems import FIELDS as PROBLEMS
from winback_sheets.schema.message import Wrong

if TYPE_CHECKING:
    from winback_sheets.formulas.registry import Argument
    from winback_sheets.hosts.forget.forget import Forgotten
    from winback_sheets.hosts.workbook.removal import Removed

T = TypeVar("T")
# So many customers are listed where several could be meant.
MOST_NAMED = 10


class Trouble(Exception):
    """What is wrong and what to do next, in one sentence for the user."""


def in_words(call: Callable[[], T]) -> T:
    """Run a call; whatever the file system, the file or its data object to becomes one sentence."""
    try:
        return call()
    except (Unreadable, Refused, NothingToReview, Unclear, Wrong, FileExistsError) as error:
        raise Trouble(word_error(error)) from error
    except FileNotFoundError as missing:
        if missing.filename:
            raise Trouble(say("commands.file_is_missing", name=Path(missing.filename).name)) from missing
        # Only what asks for the working folder has no file's name and a number.
        raise Trouble(say("commands.folder_is_gone") if missing.errno else word_error(missing)) from missing
    except PermissionError as refused:
        raise Trouble(say("commands.file_is_open", name=Path(str(refused.filename)).name)) from refused
    except OSError as trouble:
        if trouble.errno == errno.ENAMETOOLONG:
            raise Trouble(say("commands.name_too_long")) from trouble
        raise Trouble(say("commands.file_not_written", reason=trouble.strerror)) from trouble
    except MemoryError as full:
        raise Trouble(say("commands.no_memory")) from full


def _check_place(out: str | Path | None, book: Path, *, yes: bool) -> Path | None:
    """A place to write to that can hold a workbook, and holds none of somebody else's unless `yes`."""
    if out is None:
        return None
    place = Path(out)
    if place.suffix.lower() not in IN_PLACE:
        raise Trouble(say("commands.out_is_no_workbook", name=place.name))
    if not place.resolve().parent.is_dir():
        raise Trouble(say("commands.no_folder_for_out", folder=place.parent))
    if place.is_file() and not yes and not _same_file(place, book) and not holds_ours(place):
        raise Trouble(say("commands.out_is_not_ours", name=place.name))
    return place


def _same_file(one: Path, other: Path) -> bool:
    """Whether two names mean one file, by a link too."""
    return one.exists() and other.exists() and one.samefile(other)


@overload
def review(
    book: str | Path,
    *,
    more: Sequence[str | Path] = (),
    as_of: str | None = None,
    every: str = "auto",
    out: str | Path | None = None,
    into: str | Path | None = None,
    dry_run: bool = False,
    remove: Literal[False] = False,
    columns: Sequence[str] = (),
    tabs: Sequence[str] = (),
    yes: bool = False,
    on_step: Callable[[str], None] = ...,
) -> Result: ...


@overload
def review(book: str | Path, *, remove: Literal[True]) -> Removed: ...


def review(
    book: str | Path,
    *,
    more: Sequence[str | Path] = (),
    as_of: str | None = None,
    every: str = "auto",
    out: str | Path | None = None,
    into: str | Path | None = None,
    dry_run: bool = False,
    remove: bool = False,
    columns: Sequence[str] = (),
    tabs: Sequence[str] = (),
    yes: bool = False,
    on_step: Callable[[str], None] = lambda step: None,
) -> Result | Removed:
    """Review one workbook or ledger and put the result tabs into it (a .csv gets NAME.winback.xlsx beside it).

    more: other files of the same ledger, read as if they were tabs of the first. into: the workbook that keeps the
    ledger; the files are joined to it, rows that are there already count once, and the review is that of all.
    as_of: "2026-10-31", otherwise Settings or the last sale. every: "month", "quarter" or "auto". remove: take our
    tabs out again instead, saving what people typed there beside the workbook. columns, tabs: which is which, as
    "customer=Email" and "Orders=Sales" or "Orders=ignore"; kept in Settings. yes: `out` may be a workbook of somebody's
    own, which then gets our tabs. `on_step` is told each step of the work. Raises Trouble.
    """
    answers = in_words(lambda: asked(columns, tabs))
    if is_google(str(book)):
        if more or out or into:
            raise Trouble(say("commands.options_for_files"))
        if remove:
            _google()
            from winback_sheets.hosts.google_sheets.removal import remove_from_sheet

            return in_words(lambda: remove_from_sheet(str(book), on_step=on_step))
        result: Result = in_words(
            lambda: _google().review_sheet(
                str(book), as_of=as_of, every=every, dry_run=dry_run, answers=answers, on_step=on_step
            )
        )
        return result
    if remove:
        from winback_sheets.hosts.workbook.removal import remove_from

        return in_words(lambda: remove_from(Path(book)))
    place, others = in_words(lambda: _check_place(out, Path(book), yes=yes)), [Path(each) for each in more]
    if into is not None:
        if place:
            raise Trouble(say("commands.into_or_out"))
        kept, files = Path(into), [Path(book), *others]
        if any(each.resolve() == kept.resolve() for each in files):
            raise Trouble(say("commands.into_itself", name=kept.name))
        if not kept.resolve().parent.is_dir():
            raise Trouble(say("commands.no_folder_for_out", folder=kept.parent))
        return in_words(
            lambda: review_into(
                kept, files, as_of=as_of, every=every, dry_run=dry_run, answers=answers, on_step=on_step
            )
        )
    return in_words(
        lambda: review_file(
            Path(book),
            more=others,
            as_of=as_of,
            every=every,
            out=place,
            dry_run=dry_run,
            answers=answers,
            on_step=on_step,
        )
    )


def _google() -> ModuleType:
    """The rooms for Google Sheets, which need libraries of their own."""
    try:
        from winback_sheets.hosts.google_sheets import review as sheets
    except ImportError as missing:
        raise Trouble(say("commands.google_needs", library=missing.name)) from missing
    return sheets


def _opened(book: str | Path) -> Opened:
    """A file or a Google Sheet, ready to be reviewed."""
    if is_google(str(book)):
        opened: Opened = _google().sheet_opened(str(book))
        return opened
    target = target_of(Path(book))
    clear_away(target)
    return open_book(target if keeps_ledger(target) else Path(book), target)


@dataclass
class Check:
    """What reading alone found."""

    lines: list[str]
    set_aside: int
    rows_read: int
    no_sales: int
    problems: int
    questions: int
    doubts: int

    def as_dict(self) -> dict[str, object]:
        return {
            "lines": self.lines,
            "rows_read": self.rows_read,
            "rows_set_aside": self.set_aside,
            "rows_no_sale": self.no_sales,
            "problems": self.problems,
            "questions": self.questions,
            "doubts": self.doubts,
        }


def check(
    book: str | Path,
    *,
    out: str | Path | None = None,
    columns: Sequence[str] = (),
    tabs: Sequence[str] = (),
    yes: bool = False,
) -> Check:
    """Only read a file: what was understood, what is asked, and every cell that could not be used.

    out: gets the full list as csv; another file of that name is replaced only with `yes`, the file itself never.
    columns, tabs: as in `review`, for this time only. Raises Trouble.
    """
    from winback_sheets.present.data_check import summary
    from winback_sheets.present.questions import asked as question
    from winback_sheets.present.questions import doubted, how_to_change

    answers = in_words(lambda: asked(columns, tabs))
    if out:
        in_words(lambda: _check_list_place(Path(out), Path(book), yes=yes))
    found = in_words(
        lambda: _google().sheet_book(str(book), answers) if is_google(str(book)) else book_of(Path(book), answers)
    )
    if found.trouble:
        raise Trouble(word(found.trouble))
    counts = {"read": found.rows_read, "used": found.rows_used, "aside": found.rows_set_aside}
    if found.rows_guests:
        rows = say("commands.rows_read_guests", none=found.rows_no_sale, guests=found.rows_guests, **counts)
    elif found.rows_no_sale:
        rows = say("commands.rows_read_no_sale", none=found.rows_no_sale, **counts)
    else:
        rows = say("commands.rows_read", **counts)
    lines = [*doubted(found), *map(word, found.understood)]
    lines += [*(say("questions.question", question=question(each)) for each in found.questions)]
    lines.append(rows)
    table = summary(found.problems)
    lines += [
        say("commands.problem", tab=row["tab"], where=row["where"], problem=row["rule"], used=row["used"])
        for row in table.to_dict("records")
    ]
    lines += how_to_change(found, Path(book).name)
    if out:
        rows = found.problems.itertuples(index=False)
        in_words(lambda: write_csv(Path(out), list(found.problems), rows, like=[Path(book)]))
        lines.append(say("commands.problems_written", count=len(found.problems), file=out))
    return Check(
        lines,
        found.rows_set_aside,
        found.rows_read,
        found.rows_no_sale,
        len(found.problems),
        len(found.questions),
        len(found.doubts),
    )


def _check_list_place(place: Path, book: Path, *, yes: bool) -> None:
    """Refuse to write the list of problems over the file itself, and over any other that is no such list."""
    if _same_file(place, book):
        raise Refused(say("commands.out_is_the_book", name=place.name))
    if os.path.lexists(place) and not yes and not begins_with(place, PROBLEMS):
        raise Refused(say("commands.out_is_not_ours", name=place.name))


def why(book: str | Path, customer: str, *, as_of: str | None = None) -> list[str]:
    """Everything about one customer, in lines: how counted, which rows, which rule, why this priority.

    customer: a name, id, e-mail or phone, or a part of one. Raises Trouble for nobody, and for several with their names.
    """
    from winback_sheets.present.customer import about, known, meant

    review = in_words(lambda: review_of(_opened(book), as_of=as_of))
    found = meant(review, customer)
    if not found:
        raise Trouble(say("commands.nobody_of_that_name", typed=customer))
    if len(found) > 1:
        lines = [say("commands.several_customers", count=len(found), typed=customer)]
        lines += [known(review, each) for each in found[:MOST_NAMED]]
        if len(found) > MOST_NAMED:
            lines.append(say("commands.and_more", count=len(found) - MOST_NAMED))
        raise Trouble("\n".join(lines))
    return about(review, found[0])


def forget(book: str | Path, customer: str, *, dry_run: bool = False, yes: bool = False) -> Forgotten:
    """Put "forgotten 1" in the place of a customer's id, names, e-mail and phone, everywhere in a workbook.

    Dates and amounts stay, so every figure does. dry_run: only list the places. yes: also delete the copies of ours
    beside the workbook that keep the name. It cannot be undone. Raises Trouble.
    """
    if is_google(str(book)):
        _google()
        from winback_sheets.hosts.google_sheets.forgetting import forget_in_sheet

        return in_words(lambda: forget_in_sheet(str(book), customer, dry_run=dry_run))
    from winback_sheets.hosts.forget.forget import forget_in

    return in_words(lambda: forget_in(Path(book), customer, dry_run=dry_run, yes=yes))


def undo(book: str | Path, *, on_done: Callable[[str], None] = lambda line: None) -> Path:
    """Put back the copy kept before the last review or removal; undo once more takes that back.

    `on_done` is told what the workbook now is. Of a Google Sheet our cells go back, and what people typed since stays.
    Raises Trouble.
    """
    if is_google(str(book)):
        _google()
        from winback_sheets.hosts.google_sheets.undoing import undo_sheet

        title, lines = in_words(lambda: undo_sheet(str(book)))
        for line in lines:
            on_done(line)
        return Path(title)
    from winback_sheets.hosts.workbook.undoing import undo_in_words

    target, said = in_words(lambda: undo_in_words(Path(book)))
    on_done(said)
    return target


def new(book: str | Path, *, google: bool = False) -> Path | str:
    """Make an empty workbook to fill in, or make an empty Google Sheet ready for it; the file's path, the sheet's address.

    book: a file to make, the address of an empty sheet, or with `google` the name of a sheet to make in your own account.
    Raises Trouble when the file exists, or anything stands in the sheet.
    """
    text = str(book)
    if is_google(text) or google or text.startswith(("https:", "http:")):
        _google()
        from winback_sheets.hosts.google_sheets.new_sheet import fill_sheet, make_sheet

        by_name = google and not is_google(text)
        return in_words(lambda: make_sheet(text) if by_name else fill_sheet(text))
    from winback_sheets.hosts.template.template import new_workbook

    if Path(book).suffix.lower() != ".xlsx":
        raise Trouble(say("commands.new_is_no_workbook", name=Path(book).name))
    if not in_words(lambda: Path(book).resolve().parent.is_dir()):
        raise Trouble(say("commands.no_folder", folder=Path(book).parent))
    return in_words(lambda: new_workbook(Path(book)))


def demo(folder: str | Path = "demo") -> Result:
    """Copy the made-up firm into a folder and review it."""
    source = files("winback_sheets") / "workbooks" / "winback-demo.xlsx"
    target = Path(folder) / source.name
    in_words(lambda: target.parent.mkdir(parents=True, exist_ok=True))
    if not target.exists():
        in_words(lambda: write_file(target, source.read_bytes()))
    return review(target)


def guide(topic: str | None = None) -> list[str]:
    """The guides with a line on each, or the text of one. Raises Trouble for a topic there is none of.

    >>> guide("speed")[0]
    '# How fast'
    """
    pages = {page.name.removesuffix(".md"): page for page in (files("winback_sheets") / "guides").iterdir()}
    texts = {name: pages[name].read_text(encoding="utf-8").splitlines() for name in sorted(pages)}
    if topic is None:
        width = max(map(len, texts))
        # Below a guide's title, after a blank line, stands one line on what it is about.
        return [f"{name:<{width}}  {lines[2]}" for name, lines in texts.items()]
    lines = texts.get(topic.lower().removesuffix(".md"))
    if lines is None:
        raise Trouble(say("commands.no_guide", topic=topic, topics=list(texts)))
    # The marks between which tables are made anew are for scripts/build_guides.py.
    return [line for line in lines if not line.startswith("<!--")]


def formula_help(name: str | None = None) -> list[str]:
    """Every formula with its one-line help, or one formula with its arguments and an example."""
    from winback_sheets.formulas import registry

    if name is None:
        width = max(len(formula.name) for formula in registry.FORMULAS)
        return [f"{formula.name:<{width}}  {registry.help_of(formula.name)}" for formula in registry.FORMULAS]
    typed = name.upper()
    wanted = (typed, typed.removeprefix("WINBACK."), typed.removeprefix("WINBACK_"))
    formula = next((f for f in registry.FORMULAS if f.name in wanted), None)
    if formula is None:
        raise Trouble(say("formulas.unknown_formula_see_list", name=name))
    lines = [
        say("commands.formula_line", formula=formula.name, meaning=registry.help_of(formula.name)),
        f"  {formula.example}",
    ]
    return lines + [_argument_line(each) for each in registry.arguments(formula.name)]


def _argument_line(argument: Argument) -> str:
    """What an argument of a formula is, and what it is when left out."""
    name, kind, meaning = argument.name, argument.kind, argument.meaning
    if argument.needed:
        return say("commands.argument_needed", argument=name, kind=kind, meaning=meaning)
    if argument.default in (None, ""):
        return say("commands.argument_optional", argument=name, kind=kind, meaning=meaning)
    return say("commands.argument_with_default", argument=name, kind=kind, default=argument.default, meaning=meaning)
