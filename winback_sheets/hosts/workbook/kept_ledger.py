"""The ledger that a result workbook keeps in tabs of its own, so that each new export is joined to what was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from winback_sheets.files.files import open_grids
from winback_sheets.hosts.workbook.joined_files import other_grids
from winback_sheets.hosts.workbook.next_export import remembered
from winback_sheets.hosts.workbook.opening import Opened, named_tabs
from winback_sheets.hosts.workbook.ours import ledger_of, refuse_ours
from winback_sheets.ooxml.book import LEDGER
from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.ooxml.graft import ledger_tabs
from winback_sheets.ooxml.order import free_sheet_name
from winback_sheets.ooxml.package import Refused
from winback_sheets.present.fitting import fitted
from winback_sheets.present.page import Listing, Page
from winback_sheets.present.words import say, word
from winback_sheets.read.answers import NONE, Answers, answers_of
from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import normalise
from winback_sheets.read.joining import LINES, compared
from winback_sheets.read.layout.ordinary import ordinary
from winback_sheets.read.recognise import Found, as_input, nearly, recognise, settings_rows
from winback_sheets.read.typed import Typed, typed
from winback_sheets.schema.inputs import Column, table
from winback_sheets.schema.room import EXCEL, Room

TOP = 60
BESIDE = frozenset({"names", "segments", "shared", "had"})  # what a column is used for that may be missing in some rows


@dataclass
class KeptTab:
    """A tab of the ledger: its cells by sheet row and column, and which rows a review still has to write.

    standing: it is in the workbook already, and only these rows of it are written.
    """

    key: str
    name: str
    cells: pd.DataFrame
    found: Found
    write: list[int] = field(default_factory=list)
    standing: bool = False
    wide: int = 0  # columns that the heading had before

    @property
    def grid(self) -> Grid:
        """The tab as the reading room takes it."""
        cells, last = self.cells, int(self.cells.index[-1])
        head = cells.head(TOP).astype(object)
        top = head.where(head.notna(), None).reindex(range(1, min(TOP, last) + 1)).to_numpy().tolist()
        below = lambda n: cells.loc[cells.index > n].infer_objects()  # noqa: E731
        if self.standing:
            return replace(self.found.grid, top=top, below=below, rows=last, piece=self.name)
        return Grid(self.name, top, below, last, date1904=self.found.grid.date1904, piece=self.name)

    def as_found(self) -> Found:
        """The tab understood as it was before rows came to it."""
        return self.found._replace(grid=self.grid)

    def page(self) -> Page | None:
        """The rows to write, as a page; None where there are none."""
        if not self.write:
            return None
        at = [int(col) for col in self.cells.columns]
        rows = self.cells.loc[self.write].set_axis([f"c{col}" for col in at], axis=1)
        headings = self.cells.loc[self.found.header_row]
        columns = tuple(Column(f"c{col}", _kind(rows[f"c{col}"]), "", _heading(headings[col]), width=12) for col in at)
        head = self.found.header_row - 1
        listing = Listing(
            head, 0, columns, rows, f"winback_{self.key}", cols=tuple(at), rows=tuple(row - 1 for row in self.write)
        )
        old = frozenset((head, col) for col in at[: self.wide])
        patch = Patch(head=head, frozen=old) if self.standing else None
        return Page(self.key, self.name, lists=(listing,), freeze=(head + 1, 0), patch=patch, kept_text=True)


def _kind(values: pd.Series) -> str:
    """Days are shown as days; everything else stands as it was in the export."""
    return "date" if any(isinstance(value, pd.Timestamp) for value in values.head(1000).tolist()) else "text"


def _heading(value: object) -> str:
    return str(value) if isinstance(value, str) and value else " "


@dataclass
class Joined:
    """The ledger of a workbook with the new rows in it, and what to say.

    tabs: those that we keep. theirs: the tables of the user's own. grids: all other tabs to read. taken: the names of
    tabs, in small letters. today: the run day, which is the end of a month not over yet. answers: what the owner said of
    columns and tabs. room: what a tab can hold.
    """

    tabs: list[KeptTab]
    theirs: list[Found]
    grids: list[Grid]
    taken: set[str]
    today: pd.Timestamp
    answers: Answers
    room: Room = EXCEL
    lines: list[str] = field(default_factory=list)

    def pages(self) -> list[Page]:
        return [fitted(page, self.room) for tab in self.tabs if (page := tab.page())]

    def tables(self) -> set[str]:
        """Which tables the ledger has."""
        return {tab.found.table for tab in self.tabs} | {found.table for found in self.theirs}


def join(
    book: Opened,
    target: Path,
    files: Sequence[Path],
    today: pd.Timestamp,
    said: Answers = NONE,
    room: Room = EXCEL,
) -> Joined:
    """Join files to the ledger of an opened workbook. Raises Unreadable or Refused, with a sentence for the user.

    A workbook that keeps none yet gets the tables of the ledger it was made from. Of a workbook with a ledger of the
    user's own only what is new is kept, in a tab of ours beside theirs.
    """
    names = {name: key for key, name in ledger_tabs(target).items()} if target.exists() else {}
    answers = said.over(answers_of(settings_rows(book.grids)))
    inputs = _tables(book.grids, book.named, today, answers)
    tabs = [_standing(names[found.grid.name], found) for found in inputs if found.grid.name in names]
    if lost := names.keys() - {tab.name for tab in tabs}:
        raise Refused(say("workbook.ledger_without_headings", name=target.name, tab=min(lost)))
    theirs = [found for found in inputs if found.grid.name not in names]
    others = [grid for grid in book.grids if grid.name not in names]
    joined = Joined(tabs, theirs, others, {grid.name.lower() for grid in book.grids}, today, answers, room)
    if not inputs and target.exists():
        origins = origin_of(target, files)
        for found in _tables(open_grids(origins[0]) + other_grids(origins[1:]), {}, today, answers):
            _join_table(typed(found), joined)
        files = [path for path in files if not any(path.samefile(origin) for origin in origins)]
    for path in files:
        joined.lines.append(_join_file(path, joined))
    return joined


def _standing(key: str, found: Found) -> KeptTab:
    head = pd.DataFrame(found.grid.top[: found.header_row], index=range(1, found.header_row + 1), dtype=object)
    body = found.grid.below(found.header_row)
    wide = max(len(head.columns), int(max(body.columns, default=-1)) + 1)
    cells = pd.concat([head, body.astype(object)]).reindex(columns=range(wide))
    return KeptTab(key, found.grid.name, cells, found, standing=True, wide=wide)


def origin_of(target: Path, files: Sequence[Path]) -> list[Path]:
    """The files that a result was made from, which lie beside it. Raises Refused where one does not."""
    first = ledger_of(target)
    names = remembered(target).get("files") or ([first.name] if first != target else [])
    found = [next((each for each in files if each.name == name), target.with_name(name)) for name in names]
    missing = [path.name for path in found if not path.is_file()]
    if missing or not found:
        raise Refused(
            say("workbook.ledger_is_not_there", name=target.name, files=missing or [say("workbook.its_file")])
        )
    return found


def _tables(grids: list[Grid], ours: dict[str, str], today: pd.Timestamp, answers: Answers) -> list[Found]:
    """The input tabs but the settings, each once: invoices are read as sales besides, and are the same rows."""
    found = recognise(ordinary(grids, today=today, ours=ours), ours=ours, answers=answers)[0]
    return [*{each.grid.name: each for each in reversed(found) if each.table != "settings"}.values()][::-1]


def _join_file(path: Path, joined: Joined) -> str:
    """Join one file; what came of it in a sentence."""
    refuse_ours(path)
    ours, there = named_tabs(path), joined.tables()
    grids = [grid for grid in open_grids(path) if grid.name not in ours]
    new = [_as_there(found, there) for found in _tables(grids, {}, joined.today, joined.answers)]
    if not any(found.table in LINES for found in new):
        raise Refused(say("workbook.nothing_to_join", name=path.name, why=word(nearly(grids))))
    counts = dict.fromkeys(("added", "there", "changed"), 0)
    differ: list[str] = []
    for found in new:
        if found.table in LINES:
            counted, otherwise = _join_table(typed(found), joined)
            counts = {count: rows + counted[count] for count, rows in counts.items()}
            differ += otherwise
        elif found.table not in there:  # the first list of customers comes along
            _join_table(typed(found), joined)
    unused = [f"'{found.grid.name}'" for found in new if found.table not in LINES and found.table in there]
    key = "joined" if counts["added"] or counts["changed"] else "nothing_new"
    lines = [say(f"workbook.{key}", name=path.name, **counts)]
    if differ:
        lines.append(say("workbook.changed_in_theirs", rows=len(differ), where=differ[0]))
    if unused:
        lines.append(say("workbook.not_joined", tabs=unused))
    return "; ".join(lines)


def _as_there(found: Found, there: set[str]) -> Found:
    """A table read as one that the ledger has, where its headings fit that as well."""
    wanted = there & LINES.keys()
    if found.table in there or found.table not in LINES or not wanted:
        return found
    return as_input(found.grid, wanted) or found


def _join_table(new: Typed, joined: Joined) -> tuple[dict[str, int], list[str]]:
    """Join one table: rows alike stay, changed ones take the place of what they were, new ones go below.

    Also where rows stand that differ in a tab of the user's, which is not written.
    """
    same = new.found.table
    tabs = [tab for tab in joined.tabs if tab.found.table == same]
    kept = [*(typed(tab.as_found()) for tab in tabs), *(typed(found) for found in joined.theirs if found.table == same)]
    met = compared(new, kept)
    ours = met.changed[met.changed["tab"] < len(tabs)]
    for number, tab in enumerate(tabs):
        rows = ours[ours["tab"] == number]
        places = _places(new.found, tab)
        if len(rows) and places is not None:
            _replace(tab, new.body.loc[rows["new"]], places, rows["old"].astype(int).tolist())
    if len(met.new):
        _put_below(new, met.new, tabs, kept, joined)
    differ = met.changed[met.changed["tab"] >= len(tabs)]
    at = zip(differ["tab"].astype(int), differ["old"].astype(int), strict=True)
    where = [say("workbook.row_of_tab", tab=kept[tab].found.grid.name, row=row) for tab, row in at]
    return {"added": len(met.new), "there": len(met.there), "changed": len(ours)}, where


def _put_below(new: Typed, rows: pd.Index, tabs: Sequence[KeptTab], kept: Sequence[Typed], joined: Joined) -> None:
    """Rows go below those of a tab with the same columns if they read the same there, else into tabs of their own."""
    for tab, before in zip(tabs, kept, strict=False):
        places = _places(new.found, tab)
        if places is None:
            continue
        longer = _longer(tab, new.body.loc[rows], places, new.found)
        if longer.cells.index[-1] > joined.room.rows:
            continue  # a full tab is left as it is
        if _reads_alike(longer, before, new, rows):
            tab.cells, tab.write = longer.cells, longer.write
            return
    most = joined.room.rows - 1
    for begin in range(0, len(rows), most):
        joined.tabs.append(_new_tab(new, rows[begin : begin + most], joined))


def _new_tab(new: Typed, rows: pd.Index, joined: Joined) -> KeptTab:
    """Rows of a table under its own headings, as a tab that is still to be made."""
    found = new.found
    body = new.body.loc[rows].astype(object)
    wide = max(int(max(body.columns, default=-1)) + 1, len(found.grid.top[found.header_row - 1]))
    heading = _heading_cells(found, wide)
    cells = pd.concat([heading.to_frame().T, body.reindex(columns=range(wide))])
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    number = 1 + max((int(tab.key.removeprefix(LEDGER)) for tab in joined.tabs), default=0)
    name = free_sheet_name(table(found.table).title, joined.taken)
    joined.taken.add(name.lower())
    return KeptTab(f"{LEDGER}{number}", name, cells, found._replace(header_row=1), list(cells.index[1:]))


def _heading_cells(found: Found, wide: int) -> pd.Series:
    texts = found.grid.top[found.header_row - 1]
    return pd.Series([*texts, *[None] * (wide - len(texts))], index=range(wide), dtype=object)


def _places(new: Found, tab: KeptTab) -> dict[int, int] | None:
    """The column of the tab for each column of an export; None where they do not have the same columns.

    The same heading is the same column; else what both understood as the same thing.
    """
    old = tab.found
    if _meanings(new) != _meanings(old):
        return None
    both = [(at, old.columns[key]) for key, at in new.columns.items() if key in old.columns]
    there = {text: at for at, text in reversed([*enumerate(_numbered(tab.cells.loc[old.header_row].tolist()))])}
    headings = _numbered(new.grid.top[new.header_row - 1])
    places = {at: there[text] for at, text in enumerate(headings) if text in there}
    for at, place in both:
        if at not in places and place not in places.values():
            places[at] = place
    if any(places.get(at) != place for at, place in both):
        return None
    right = len(tab.cells.columns)
    for at in range(len(headings)):
        if at not in places:
            places[at], right = right, right + 1
    return places


def _meanings(found: Found) -> set[frozenset[str]]:
    """What was understood of each column that counts, which may be several things at once."""
    beside = {column.key for column in table(found.table).columns if {*column.used_by} <= BESIDE}
    keys = {key: at for key, at in found.columns.items() if key not in beside}
    return {frozenset(key for key, other in keys.items() if other == at) for at in keys.values()}


def _numbered(texts: Sequence[object]) -> list[tuple[str, int]]:
    """Headings as they are compared, the second of two alike as the second."""
    plain = pd.Series([normalise(text) if isinstance(text, str) else "" for text in texts], dtype=object)
    return list(zip(plain, plain.groupby(plain).cumcount(), strict=True)) if len(plain) else []


def _longer(tab: KeptTab, body: pd.DataFrame, places: dict[int, int], new: Found) -> KeptTab:
    """The tab with these rows below its last one, and columns that are new at its right."""
    more = body.astype(object).rename(columns=places)
    width = max([len(tab.cells.columns) - 1, *places.values()]) + 1
    start = int(tab.cells.index[-1]) + 1
    more.index = pd.RangeIndex(start, start + len(more))
    cells = pd.concat([tab.cells, more]).reindex(columns=range(width))
    headings = _heading_cells(new, max(places, default=-1) + 1)
    for at, place in places.items():
        if place >= len(tab.cells.columns):
            cells.loc[tab.found.header_row, place] = headings[at]
    return replace(tab, cells=cells, write=[*tab.write, *more.index])


def _reads_alike(longer: KeptTab, before: Typed, new: Typed, rows: pd.Index) -> bool:
    """Whether old rows and new ones say in one tab what they said apart: days and figures may be written otherwise."""
    found = longer.as_found()
    both = typed(found._replace(columns=before.found.columns)).frame
    added = both.loc[both.index > int(before.found.grid.rows)]
    old = both.loc[both.index <= int(before.found.grid.rows)]
    return _says(old, before.frame) and _says(added, new.frame.loc[rows])


def _says(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    if len(one) != len(other):
        return False
    return all(
        (one[key].astype(object).to_numpy() == other[key].astype(object).to_numpy())[
            other[key].notna().to_numpy()
        ].all()
        and (one[key].isna().to_numpy() == other[key].isna().to_numpy()).all()
        for key in one.columns.intersection(other.columns)
    )


def _replace(tab: KeptTab, body: pd.DataFrame, places: dict[int, int], rows: list[int]) -> None:
    """Put rows of an export in the place of older ones; what stands beside them stays."""
    for at, place in places.items():
        if at in body and place in tab.cells:
            tab.cells.loc[rows, place] = body[at].astype(object).to_numpy()
    tab.write = sorted({*tab.write, *rows})
