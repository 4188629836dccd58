"""The calls behind the commands: one word each, plain values in, one sentence when something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from winback_sheets.hosts.files import Unreadable, readable
from winback_sheets.hosts.graft import Refused
from winback_sheets.hosts.workbook import (
    IN_PLACE,
    Result,
    book_of,
    opened,
    put_back,
    review_file,
    review_of,
    target_of,
)
from winback_sheets.reviewed import NothingToReview

T = TypeVar("T")


class Told(Exception):
    """What is wrong and what to do next, in one sentence for the user."""


def _tell(call: Callable[[], T]) -> T:
    """Run a call; whatever the file system, the file or its data object to becomes one sentence."""
    try:
        return call()
    except (Unreadable, Refused, NothingToReview, FileExistsError) as sentence:
        raise Told(str(sentence)) from sentence
    except FileNotFoundError as missing:
        name = Path(missing.filename).name if missing.filename else str(missing)
        raise Told(f"{name} is not there; check the name and the folder." if missing.filename else name) from missing
    except PermissionError as refused:
        raise Told(
            f"{Path(str(refused.filename)).name} cannot be written; close it elsewhere or choose --out."
        ) from refused
    except OSError as trouble:
        raise Told(f"The file could not be written ({trouble.strerror}); nothing was changed.") from trouble
    except MemoryError as full:
        raise Told("There is not enough memory for this file; close other programs or split the ledger.") from full


def _checked(out: str | Path | None) -> Path | None:
    """A place to write to that can hold a workbook."""
    if out is None:
        return None
    place = Path(out)
    if place.suffix.lower() not in IN_PLACE:
        raise Told(f"{place.name} must end in .xlsx or .xlsm; the result is a workbook.")
    if not place.resolve().parent.is_dir():
        raise Told(f"The folder {place.parent} does not exist; make it first or choose another --out.")
    return place


def review(
    book: str | Path,
    *,
    as_of: str | None = None,
    every: str = "auto",
    out: str | Path | None = None,
    dry_run: bool = False,
    say: Callable[[str], None] = lambda step: None,
) -> Result:
    """Review one workbook or ledger and put the result tabs into it (a .csv gets NAME.winback.xlsx beside it).

    as_of: "2026-10-31", otherwise Settings or the last sale. every: "month", "quarter" or "auto". `say` is told each
    step of the work. Raises Told.
    """
    place = _checked(out)
    return _tell(lambda: review_file(Path(book), as_of=as_of, every=every, out=place, dry_run=dry_run, say=say))


@dataclass
class Reviewed:
    """One book's review as the command line tells it: a result, or the sentence why there is none."""

    path: Path
    result: Result | None
    sentence: str = ""

    @property
    def failed(self) -> bool:
        return self.result is None

    @property
    def set_aside(self) -> int:
        return self.result.set_aside if self.result else 0

    def said(self) -> list[str]:
        if self.result is None:
            return [f"{self.path.name}: {self.sentence}"]
        end = (
            "nothing was written"
            if self.result.dry_run
            else "nothing changed"
            if not self.result.changed
            else "written"
        )
        open_it = "" if self.result.dry_run else " Open it at the tab Win-back."
        return [*self.result.lines, f"{self.result.target}: {end}.{open_it}"]


def review_one(
    path: Path, *, as_of: str | None, every: str, out: Path | None, dry_run: bool, say: Callable[[str], None]
) -> Reviewed:
    """Review one of several books; a bad one never stops the rest."""
    try:
        return Reviewed(path, review(path, as_of=as_of, every=every, out=out, dry_run=dry_run, say=say))
    except Told as sentence:
        return Reviewed(path, None, str(sentence))


def chosen_books(books: Sequence[Path]) -> list[Path]:
    """The files to review: those named, and in a folder every table that is not ours, a backup or a lock file."""
    chosen: list[Path] = []
    for book in books:
        chosen += (
            sorted(path for path in book.iterdir() if path.is_file() and readable(path)) if book.is_dir() else [book]
        )
    return chosen


def clients_summary(reviewed: Sequence[Reviewed]) -> Path:
    """Write clients-summary.xlsx beside the first book: a row a client, the greatest change first, failures as rows."""
    from winback_sheets.present.clients import client_rows, clients_page
    from winback_sheets.present.render import render

    rows = []
    for each in reviewed:
        found = each.result.review if each.result else None
        rows += client_rows(each.path.name, found, f"in {each.result.target.name}" if each.result else each.sentence)
    place, made = reviewed[0].path.parent / "clients-summary.xlsx", render([clients_page(rows)])
    if not place.exists() or place.read_bytes() != made:
        _tell(lambda: place.write_bytes(made))
    return place


def result_json(reviewed: Reviewed) -> dict[str, object]:
    """A review as plain values."""
    if reviewed.result is None:
        return {"book": str(reviewed.path), "error": reviewed.sentence}
    found = reviewed.result.review
    lines = [
        {"kind": b.kind, **json.loads(b.headline.drop(["first_day", "next_first"]).to_json())}
        for b in found.businesses
        if b.headline is not None
    ]
    return {
        "book": str(reviewed.path),
        "written": None if reviewed.result.dry_run else str(reviewed.result.target),
        "changed": reviewed.result.changed,
        "as_of": found.as_of.date(),
        "as_of_source": found.as_of_source,
        "window": found.window,
        "periods": lines,
        "rows_read": found.book.rows_read,
        "rows_used": found.book.rows_used,
        "rows_set_aside": reviewed.set_aside,
        "losses": len(found.lost),
        "still_gone": int((found.lost["status"] == "still gone").sum()),
        "warning_signs": len(found.signs),
        "outreach": len(found.outreach),
    }


@dataclass
class Check:
    """What reading alone found."""

    lines: list[str]
    set_aside: int
    rows_read: int
    problems: int

    def as_dict(self) -> dict[str, object]:
        return {
            "lines": self.lines,
            "rows_read": self.rows_read,
            "rows_set_aside": self.set_aside,
            "problems": self.problems,
        }


def check(book: str | Path, *, out: str | Path | None = None) -> Check:
    """Only read a file: what was understood, and every cell that could not be used; `out` gets the full list as csv."""
    from winback_sheets.present.data_check import summary

    found = _tell(lambda: book_of(Path(book)))
    if found.trouble:
        raise Told(found.trouble)
    aside = found.rows_read - found.rows_used
    lines = [*found.understood, f"{found.rows_read:,} rows read, {found.rows_used:,} used, {aside:,} set aside"]
    table = summary(found.problems)
    lines += [f"{row['tab']} {row['where']}: {row['rule']} ({row['used']})" for row in table.to_dict("records")]
    if out:
        _tell(lambda: found.problems.to_csv(Path(out), index=False))
        lines.append(f"all {len(found.problems):,} cells are in {out}")
    return Check(lines, aside, found.rows_read, len(found.problems))


def why(book: str | Path, customer: str, *, as_of: str | None = None) -> list[str]:
    """Everything about one customer, in lines: how counted, which rows, which rule, why this priority. Raises Told."""
    from winback_sheets.present.customer import about

    path = Path(book)
    lines = about(_tell(lambda: review_of(opened(path, target_of(path)), as_of=as_of)), customer)
    if not lines:
        raise Told(
            f"'{customer}' is in no row that could be used; check the spelling, or run `winback check` on the file."
        )
    return lines


def undo(book: str | Path) -> Path:
    """Put back the copy kept before the last review; undo once more takes that back. Raises Told."""
    return _tell(lambda: put_back(Path(book)))


def new(book: str | Path) -> Path:
    """Make an empty workbook to fill in. Raises Told when the file exists."""
    from winback_sheets.hosts.template import new_workbook

    return _tell(lambda: new_workbook(Path(book)))


def demo(folder: str | Path = "demo") -> Result:
    """Copy the made-up firm into a folder and review it."""
    import shutil

    source = Path(__file__).resolve().parents[1] / "workbooks" / "winback-demo.xlsx"
    if not source.exists():
        raise Told(
            "The demo workbook is not beside this installation; run it from a checkout, or review a file of your own."
        )
    target = Path(folder) / source.name
    _tell(lambda: target.parent.mkdir(parents=True, exist_ok=True))
    if not target.exists():
        _tell(lambda: shutil.copyfile(source, target))
    return review(target)


def formula_help(name: str | None = None) -> list[str]:
    """Every formula with its one-line help, or one formula with its arguments and an example."""
    from winback_sheets import catalog

    if name is None:
        width = max(len(formula.name) for formula in catalog.FORMULAS)
        return [f"{formula.name:<{width}}  {catalog.help_of(formula.name)}" for formula in catalog.FORMULAS]
    typed = name.upper()
    wanted = (typed, typed.removeprefix("WINBACK."), typed.removeprefix("WINBACK_"))
    formula = next((f for f in catalog.FORMULAS if f.name in wanted), None)
    if formula is None:
        raise Told(f"There is no formula {name}; `winback formulas` lists them all.")
    lines = [f"{formula.name}: {catalog.help_of(formula.name)}", f"  {formula.example}"]
    for argument in catalog.arguments(formula.name):
        need = "needed" if argument.needed else f"default {argument.default}"
        lines.append(f"  {argument.name} ({argument.kind}, {need}): {argument.meaning}")
    return lines
