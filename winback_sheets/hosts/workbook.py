"""A closed workbook: read it, review it, put the result tabs into it; keep a copy of what was there."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from winback_sheets.hosts.files import open_grids
from winback_sheets.hosts.graft import Tab, graft, our_tabs
from winback_sheets.hosts.graft_file import lock_beside
from winback_sheets.present.book import pages
from winback_sheets.present.keep import stored as read_back
from winback_sheets.present.page import Page
from winback_sheets.present.render import render
from winback_sheets.present.sentences import day as day_in_words
from winback_sheets.present.sentences import headline
from winback_sheets.product import review
from winback_sheets.read.book import Book, read
from winback_sheets.read.grid import Grid
from winback_sheets.read.recognise import Found, recognise
from winback_sheets.result_tables import HISTORY, LOST_CUSTOMERS, OUTREACH
from winback_sheets.reviewed import Review

IN_PLACE = (".xlsx", ".xlsm")
KEYS = (
    "win_back",
    "outreach",
    "lost_customers",
    "warning_signs",
    "customer_card",
    "churn",
    "cohorts",
    "segments",
    "data_check",
    "settings",
    "history",
    "state",
)


@dataclass
class Result:
    """What a review of one file did: where the result is, whether anything changed, and the lines to say."""

    source: Path
    target: Path
    changed: bool
    review: Review
    pages: list[Page]
    dry_run: bool = False
    lines: list[str] = field(default_factory=list)

    @property
    def set_aside(self) -> int:
        return self.review.book.rows_read - self.review.book.rows_used


def named_tabs(path: Path) -> dict[str, str]:
    """Our tabs in a workbook: tab name -> key; empty for formats that cannot hold them."""
    return {name: key for key, name in our_tabs(path).items()} if path.suffix.lower() in IN_PLACE else {}


def today() -> pd.Timestamp:
    """The run day: only hosts and the command line may ask for it."""
    return pd.Timestamp(datetime.date.today())


def target_of(source: Path) -> Path:
    """Where the result goes: into the workbook itself, beside it for formats that cannot hold our tabs.

    >>> target_of(Path("shop.xlsx")).name, target_of(Path("sales.csv.gz")).name
    ('shop.xlsx', 'sales.winback.xlsx')
    """
    if source.suffix.lower() in IN_PLACE:
        return source
    stem = source.name.removesuffix(".gz")
    return source.with_name(Path(stem).stem + ".winback.xlsx")


def backup_of(target: Path) -> Path:
    return target.with_name(f"{target.stem}.winback-backup{target.suffix}")


def original_of(target: Path) -> Path:
    """The copy of the workbook from before the very first review; never written again."""
    return target.with_name(f"{target.stem}.winback-original{target.suffix}")


@dataclass
class Opened:
    """A file as it lies: its tabs, those of them that are ours, and what earlier runs and people left in those."""

    grids: list[Grid]
    named: dict[str, str]
    stored: dict[str, Found]
    recorded: pd.DataFrame | None
    delivered: dict[str, frozenset[str]]
    window: int | None
    picked: str | None
    typed: dict[str, pd.DataFrame]


def opened(source: Path, target: Path) -> Opened:
    """Read the source, and from the target (often the same file) our own tabs. Raises Unreadable, Refused."""
    grids, named = open_grids(source), named_tabs(source)
    kept = grids
    if target != source and target.exists():
        kept, named = open_grids(target), named_tabs(target)
        grids = grids + [grid for grid in kept if named.get(grid.name) == "settings"]
    named |= {
        found.grid.name: found.table for found in recognise(kept, ours=named)[1] if found.table not in named.values()
    }
    kept = [grid for grid in kept if grid.name in named]
    stored, recorded, delivered = _typed_back(kept, named)
    typed = {t.key: read_back(stored[t.key], t)[0] for t in (OUTREACH, LOST_CUSTOMERS) if t.key in stored}
    return Opened(grids, named, stored, recorded, delivered, _window(delivered), _picked(kept, named), typed)


def book_of(path: Path) -> Book:
    """What a file says, read and not reviewed. Raises Unreadable, Refused."""
    return read(open_grids(path), today=today(), ours=named_tabs(path))


def review_of(
    book: Opened, *, as_of: str | pd.Timestamp | None = None, every: str = "auto", run_day: pd.Timestamp | None = None
) -> Review:
    """The review of an opened file, nothing written. Raises NothingToReview."""
    day = pd.Timestamp(as_of) if as_of is not None else None
    return review(
        book.grids,
        today=run_day or today(),
        as_of=day,
        every=every,
        ours=book.named,
        recorded=book.recorded,
        window=book.window,
        typed=book.typed,
    )


def review_file(
    source: str | Path,
    *,
    as_of: str | pd.Timestamp | None = None,
    every: str = "auto",
    out: str | Path | None = None,
    dry_run: bool = False,
    run_day: pd.Timestamp | None = None,
    say: Callable[[str], None] = lambda step: None,
) -> Result:
    """Review a file and put the result tabs into it (or beside it), keeping what people typed there before.

    Writes nothing when nothing would change, and with dry_run. run_day stands in for today; `say` is told each step.
    Raises Unreadable, Refused or NothingToReview, each with one sentence for the user.
    """
    path = Path(source)
    target = Path(out) if out else target_of(path)
    in_use = bool(lock_beside(target)) and not out and target.suffix.lower() in IN_PLACE
    target = target.with_name(f"{target.stem} (reviewed){target.suffix}") if in_use else target
    say("reading")
    book = opened(path, target)
    say("counting")
    found = review_of(book, as_of=as_of, every=every, run_day=run_day)
    say("making the tabs")
    whole = path.suffix.lower() in IN_PLACE  # the result holds the user's own tabs too
    tabs = [grid.name for grid in book.grids]
    made = pages(
        found,
        stored=book.stored,
        recorded=book.recorded,
        delivered=book.delivered,
        in_file=frozenset(tabs if whole else ()),
        picked=book.picked,
        own_settings=any(name.casefold() == "settings" and name not in book.named for name in tabs),
    )
    result = Result(path, target, False, found, made, dry_run)
    if not dry_run:
        result.changed = _write(target if target.exists() else path if whole else None, target, made, book.named)
    result.lines = summary(result)
    if in_use:
        result.lines.append(f"{path.name} is open in another program, so the result is beside it")
    return result


def _typed_back(
    grids: list[Grid], named: dict[str, str]
) -> tuple[dict[str, Found], pd.DataFrame | None, dict[str, frozenset[str]]]:
    """Our tabs as they stand: what people typed, the recorded history, the rows delivered before."""
    inputs, results, _ = recognise(grids, ours=named)
    stored = {found.table: found for found in (*results, *inputs)}
    recorded = read_back(stored["history"], HISTORY)[0] if "history" in stored else None
    delivered: dict[str, frozenset[str]] = {}
    for tab, rows in _state(grids, named).groupby("tab"):
        delivered[str(tab)] = frozenset(rows["key"].astype(str))
    return stored, recorded, delivered


def _state(grids: list[Grid], named: dict[str, str]) -> pd.DataFrame:
    grid = next((grid for grid in grids if named.get(grid.name) == "state"), None)
    if grid is None:
        return pd.DataFrame({"tab": [], "key": []})
    body = grid.below(next((n for n, row in enumerate(grid.top, start=1) if row[:2] == ["tab", "key"]), 0))
    if 0 not in body or 1 not in body:
        return pd.DataFrame({"tab": [], "key": []})
    return pd.DataFrame({"tab": body[0], "key": body[1]}).dropna()


def _window(delivered: Mapping[str, frozenset[str]]) -> int | None:
    """The lapse window an earlier review chose, for workbooks whose own Settings tab does not hold it."""
    return next((int(float(days)) for days in delivered.get("lapse window", ())), None)


def _picked(grids: list[Grid], named: dict[str, str]) -> str | None:
    """The customer somebody chose in the card."""
    grid = next((grid for grid in grids if named.get(grid.name) == "customer_card"), None)
    row = grid.top[4] if grid is not None and len(grid.top) > 4 else []
    return str(row[1]) if len(row) > 1 and row[1] is not None else None


def _write(base: Path | None, target: Path, made: list[Page], named: Mapping[str, str]) -> bool:
    """Graft the pages; the copy of what was there is kept only when something changed."""
    tabs = [Tab(page.key, page.name, page.front, page.hidden or page.very_hidden) for page in made]
    gone = [key for key in KEYS if key not in {page.key for page in made}]
    before = None
    if target.exists():
        handle, name = tempfile.mkstemp(prefix=".winback-", suffix=target.suffix, dir=target.parent)
        os.close(handle)
        before = Path(name)
        shutil.copy2(target, before)
    try:
        changed = graft(base, render(made), target, tabs, drop=gone, known={key: name for name, key in named.items()})
        if changed and before is not None:
            if not named and not original_of(target).exists():
                shutil.copy2(before, original_of(target))
            os.replace(before, backup_of(target))
    finally:
        if before is not None and before.exists():
            before.unlink()
    return changed


def summary(result: Result) -> list[str]:
    """What the program says after a review, a line each."""
    review_, book = result.review, result.review.book
    aside = book.rows_read - book.rows_used
    lines = [
        *book.understood,
        f"used {book.rows_used:,} of {book.rows_read:,} rows"
        + (f", {aside:,} set aside (see Data check)" if aside else ""),
        headline(review_),
    ]
    if review_.stale and review_.data_end is not None:
        lines.append(f"stale: your data ends {day_in_words(review_.data_end)}")
    if len(review_.outreach):
        shown = book.people["name"].reindex(review_.outreach["customer"].head(5))
        named = [name if isinstance(name, str) else str(customer) for customer, name in shown.items()]
        lines.append("call first: " + "; ".join(named))
    return lines


def put_back(book: str | Path) -> Path:
    """Put back the copy kept before the last review; what is there now becomes the copy, so undo twice is redo."""
    target = target_of(Path(book))
    backup = backup_of(target)
    if not backup.exists():
        raise FileNotFoundError(f"There is no copy to go back to: {backup.name} is not beside {target.name}.")
    swap = target.with_name(f".winback-{target.name}")
    if target.exists():
        os.replace(target, swap)
    os.replace(backup, target)
    if swap.exists():
        os.replace(swap, backup)
    return target
