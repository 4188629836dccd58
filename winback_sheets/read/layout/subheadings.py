"""The customer (or the month) as a subheading above its lines, with a total below them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read.dates import to_dates
from winback_sheets.read.digits import DATE, FLAG, NUMBER, TEXT, kinds
from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import texts_in
from winback_sheets.read.layout.look import BLANK, DAY, FIGURE, WORD, Cells, Kinds, Look, Marks, filled
from winback_sheets.read.layout.periods import last_days, periods, with_years, year_in
from winback_sheets.read.layout.reshaped import reshaped
from winback_sheets.read.layout.wording import bare_total, heading_of, is_total, names_a, plain
from winback_sheets.read.recognise import match_columns
from winback_sheets.schema.inputs import SALES
from winback_sheets.schema.message import Message

FEWEST_HEADINGS = 2
MOST_OF = 0.9  # of the lines, where a report keeps to its layout
LIKE_A_LINE = 0.7  # of the cells of a usual line, where headings are
MOST_TRIED = 8  # rows that may be the headings
MOST_IN_SUBHEADING = 2  # cells: a number and a name


class _Block(NamedTuple):
    """A heading row with lines below it: how a line is told from a subheading."""

    header_row: int
    headings: list[str]
    day: int | None  # the column of the lines' dates, None where the months are the subheadings


def under_subheadings(grid: Grid, seen: Look, today: pd.Timestamp) -> Grid | None:
    """A report in which names stand above their lines, as one table with the names in a column of their own.

    None for every other tab. Totals and repeated headings are left out, and so are lines of text alone.
    """
    block = _block(seen)
    if block is None or not _begins_with_subheading(seen, block):
        return None
    return _as_table(grid, grid.below(block.header_row), block, today)


def _block(seen: Look) -> _Block | None:
    heads = _heads_at_a_glance(seen)
    words = (seen.kinds == WORD).sum(axis=1)
    figures = ((seen.kinds == FIGURE) | (seen.kinds == DAY)).sum(axis=1)
    for at in np.flatnonzero((words >= FEWEST_HEADINGS) & (figures == 0))[:MOST_TRIED]:
        under = seen.kinds[at + 1 :]
        if not heads[at + 1 :].any() and not _repeats(seen.cells[at + 1 :], texts_in(seen.cells[at].tolist())).any():
            return None
        headings = texts_in(seen.cells[at].tolist())
        days = np.where([bool(text) for text in headings], (under == DAY).sum(axis=0), 0)
        day = int(days.argmax()) if len(days) and days.max() else None
        lines = _lines(seen.cells[at + 1 :], under, day)
        if lines.sum() < 2 or words[at] < LIKE_A_LINE * np.median((under[lines] != BLANK).sum(axis=1)):
            continue
        columns = match_columns(SALES, headings)
        if day is None and ("date" in columns or "customer" not in columns or "amount" not in columns):
            continue  # without a date in the lines the months stand above them, and something else is money
        named = columns.get("customer")
        if day is not None and named is not None and (under[lines, named] != BLANK).mean() > 1 - MOST_OF:
            return None  # an ordinary ledger: the customer stands in its lines
        return _Block(int(at) + 1, headings, day)
    return None


def _heads_at_a_glance(seen: Look) -> Marks:
    """Rows of one or two cells that begin with a word and stand right above a fuller row, or further left than it."""
    count = seen.filled.sum(axis=1)
    rows = np.flatnonzero(count)
    first = seen.filled.argmax(axis=1)
    heads = np.zeros(len(count), dtype=bool)
    above, below = rows[:-1], rows[1:]
    few = (count[above] <= MOST_IN_SUBHEADING) & (count[above] < count[below])
    heads[above] = (seen.kinds[above, first[above]] != FIGURE) & (few | (first[above] < first[below]))
    return heads


def _lines(cells: Cells, under: Kinds, day: int | None) -> Marks:
    """Rows with a date and something else; where no column holds dates, rows of a word and a figure that are no total."""
    several = (under != BLANK).sum(axis=1) >= 2
    if day is not None:
        return np.asarray((under[:, day] == DAY) & several)
    words, figures = (under == WORD).any(axis=1), (under == FIGURE).any(axis=1)
    totals = np.array([any(is_total(cell) for cell in row if isinstance(cell, str)) for row in cells], dtype=bool)
    return np.asarray(words & figures & several & ~totals)


def _begins_with_subheading(seen: Look, block: _Block) -> bool:
    """Whether the first line stands right below a name, or the headings do and are repeated further down."""
    at = block.header_row
    lines = np.flatnonzero(_lines(seen.cells[at:], seen.kinds[at:], block.day))
    if not len(lines):
        return False
    repeated = _repeats(seen.cells[at:], block.headings)
    before = np.flatnonzero(seen.filled[at : at + lines[0]].any(axis=1) & ~repeated[: lines[0]])
    return bool(len(before)) or bool(repeated.any())


def _repeats(cells: Cells, headings: list[str]) -> Marks:
    """Rows with two of the headings in their places."""
    same = np.zeros(len(cells), dtype=np.int64)
    for place, heading in enumerate(headings):
        if heading and place < cells.shape[1]:
            same += np.array([isinstance(cell, str) and cell.strip() == heading for cell in cells[:, place]], dtype=int)
    return np.asarray(same >= 2)


def _as_table(grid: Grid, body: pd.DataFrame, block: _Block, today: pd.Timestamp) -> Grid | None:
    marks = filled(body)
    body, marks = body[marks.any(axis=1)], marks[marks.any(axis=1)]
    cells = body.astype(object).to_numpy()
    kinds_of_cells = np.column_stack([kinds(body[place]) for place in body.columns])
    first = marks.argmax(axis=1)
    texts = pd.Series(cells[np.arange(len(cells)), first], index=body.index, dtype=object)
    repeated = _repeats(cells, block.headings)
    lines = _full_lines(body, marks, kinds_of_cells, texts, block) & ~repeated
    heads = ~lines & ~repeated & _may_head(kinds_of_cells, first, block)
    figures = _figures(body, marks, kinds_of_cells)
    total = heads & np.array([is_total(text) for text in texts], dtype=bool) & figures.any(axis=1)
    own = _own_column(marks, lines, heads & ~total, first)
    names = heads & ~total & ((marks.sum(axis=1) <= MOST_IN_SUBHEADING) & ~figures.any(axis=1) | (first == own))
    names &= _next_is(lines, names | total)
    texts, beside = _two_cells(texts, cells, marks, names)
    above = _name_above(grid, block, cells, repeated, lines)
    if names.sum() + (above is not None) < 2 and not (names.sum() and total.any()):
        return None
    owners = _owners(texts, names, total, above)
    if block.day is None:
        owners = _as_days(owners, grid, block, today)
    if owners[lines].notna().mean() < MOST_OF:
        return None
    called = _owners(beside, names & beside.notna().to_numpy(bool), total, None) if beside.notna().any() else None
    return _placed(
        grid,
        body,
        block,
        owners,
        called,
        lines,
        names,
        total | repeated | (heads & ~names & (marks.sum(axis=1) == 1)),
        own,
    )


def _full_lines(body: pd.DataFrame, marks: Marks, kinds_of: Kinds, texts: pd.Series, block: _Block) -> Marks:
    several = marks.sum(axis=1) >= 2
    if block.day is not None:
        return np.asarray(several & to_dates(body[block.day]).values.notna().to_numpy(bool))
    totals = np.array([is_total(text) for text in texts], dtype=bool)
    words = (kinds_of == TEXT).any(axis=1)
    return np.asarray(several & words & _figures(body, marks, kinds_of).any(axis=1) & ~totals)


def _may_head(kinds_of: Kinds, first: np.ndarray, block: _Block) -> Marks:
    """Rows that begin with words (where months are the subheadings also with a date) left of the lines' date."""
    kind = kinds_of[np.arange(len(kinds_of)), first]
    if block.day is None:
        return np.asarray(np.isin(kind, (TEXT, DATE, NUMBER)))
    return np.asarray((kind == TEXT) & (first <= block.day))


def _two_cells(texts: pd.Series, cells: Cells, marks: Marks, names: Marks) -> tuple[pd.Series, pd.Series]:
    """The names, with a word before them ("Customer:" in a cell of its own) as one text, and what else stands beside."""
    texts, beside = texts.copy(), pd.Series(None, index=texts.index, dtype=object)
    pairs = np.flatnonzero(names & (marks.sum(axis=1) == 2))
    last = marks.shape[1] - 1 - marks[:, ::-1].argmax(axis=1)
    second = pd.Series(cells[pairs, last[pairs]], index=texts.index[pairs], dtype=object)
    first = texts.iloc[pairs]
    words = {text: str(text).strip().endswith(":") or names_a("customer", text) for text in first.unique()}
    worded = first.map(words).astype(bool)
    one = first[worded].str.strip().str.removesuffix(":") + ": " + second[worded].astype(str)
    texts[one.index] = one
    if len(pairs) == names.sum():
        beside[second[~worded].index] = second[~worded]
    return texts, beside


def _figures(body: pd.DataFrame, marks: Marks, kinds_of: Kinds) -> Marks:
    """Which cells hold figures, also those written as text."""
    from winback_sheets.read.values import to_numbers

    found = np.isin(kinds_of, (NUMBER, FLAG)) & marks
    for place, column in enumerate(body.columns):
        if (kinds_of[:, place] == TEXT).any():
            found[:, place] |= to_numbers(body[column]).values.notna().to_numpy(bool)
    return found


def _own_column(marks: Marks, lines: Marks, heads: Marks, first: np.ndarray) -> int | None:
    """The place of a column that holds the names and is blank in every line."""
    if not heads.any():
        return None
    places, counts = np.unique(first[heads], return_counts=True)
    place = int(places[counts.argmax()])
    return None if marks[lines, place].any() else place


def _next_is(lines: Marks, others: Marks) -> Marks:
    """Rows whose next row of note is a line: the innermost of several names."""
    note = np.flatnonzero(lines | others)
    following = np.zeros(len(lines), dtype=bool)
    following[note[:-1]] = lines[note[1:]]
    return following


def _name_above(grid: Grid, block: _Block, cells: Cells, repeated: Marks, lines: Marks) -> object:
    """The name above the first headings, where the headings stand once more below the next name."""
    if not repeated.any() or not lines.any() or repeated[: int(lines.argmax())].any():
        return None
    for row in reversed(grid.top[: block.header_row - 1]):
        texts = [cell for cell in row if cell is not None]
        if texts:
            return texts[0] if len(texts) <= MOST_IN_SUBHEADING else None
    return None


def _owners(texts: pd.Series, names: Marks, total: Marks, above: object) -> pd.Series:
    """Of each row the name it stands under, none after that name's total."""
    marked = texts.where(names)
    if above is not None and len(marked):
        marked.iloc[0] = marked.iloc[0] if names[0] else above
    owners = marked.ffill()
    spelled = {text: plain(text) for text in owners.dropna().unique()}
    ends = np.zeros(len(texts), dtype=bool)
    for at in np.flatnonzero(total):
        ends[at] = bare_total(texts.iloc[at]) == spelled.get(owners.iloc[at])
    marked = marked.astype(object)
    marked[ends] = ""
    owners = marked.ffill()
    return owners.where(owners != "", None)


def _as_days(owners: pd.Series, grid: Grid, block: _Block, today: pd.Timestamp) -> pd.Series:
    """The last day of the month (or the day) that each subheading names; nothing for one that names none."""
    names = owners.dropna().drop_duplicates()
    found = periods(names.tolist())
    title = {year_in(cell) for row in grid.top[: block.header_row - 1] for cell in row} - {0}
    named = [place for place, each in enumerate(found) if each.unit]
    dated = (
        with_years([found[at] for at in named], [0] * len(named), title.pop() if len(title) == 1 else 0)
        if named
        else None
    )
    if dated is None:
        return owners.where(owners.isna(), None)
    days = dict(zip(names.iloc[named], last_days(dated, today), strict=True))
    return owners.map(days)


def _placed(
    grid: Grid,
    body: pd.DataFrame,
    block: _Block,
    owners: pd.Series,
    called: pd.Series | None,
    lines: Marks,
    names: Marks,
    gone: Marks,
    own: int | None,
) -> Grid:
    titles = [cell for row in grid.top[: block.header_row - 1] for cell in row]
    width = max(len(block.headings), int(max(body.columns)) + 1)
    place = int(body.columns[own]) if own is not None else width
    heading, owners = _heading(owners, titles, grid.name, block, place)
    kept = ~(names | gone)
    rows = body[kept].copy()
    rows[place] = owners[kept]
    headings = {at: text for at, text in enumerate(block.headings) if text} | {place: heading}
    if called is not None:
        rows[width + 1] = called[kept]
        headings[width + 1] = SALES.column("customer_name").heading
    rows = rows[sorted(rows.columns)]
    said = {"tab": grid.name, "names": int(owners[lines].nunique()), "heading": heading, "left_out": int(gone.sum())}
    return reshaped(grid, headings, rows, header_row=block.header_row, done=Message("read.layout_subheadings", said))


def _heading(owners: pd.Series, titles: list[object], name: str, block: _Block, place: int) -> tuple[str, pd.Series]:
    """What the names are, and the names without a word for it before them ("Customer: Ada Ash")."""
    if block.day is None:
        return SALES.column("date").heading, owners
    parts = owners.astype("object").str.partition(":")
    before = parts[0].where(parts[2] != "").dropna().unique() if owners.notna().any() else []
    if len(before) == 1 and (parts[2] != "").sum() == owners.notna().sum():
        said = str(before[0]).strip()
        heading = SALES.column("customer").heading if names_a("customer", said) else said
        return heading, parts[2].str.strip().where(owners.notna())
    if place < len(block.headings) and block.headings[place]:
        return block.headings[place], owners
    customers = "customer" not in match_columns(SALES, block.headings)
    return heading_of(titles, name) or (SALES.column("customer").heading if customers else ""), owners
