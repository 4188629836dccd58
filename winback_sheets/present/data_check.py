"""Data check: what could not be used as it stands, rule by rule with its range, then the rows themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.present import overwritten_cells, sentences
from winback_sheets.present.page import HEADING_ROW, Cell, Line, Listing, Page, heading
from winback_sheets.present.questions import asked, doubted
from winback_sheets.present.words import say
from winback_sheets.read.problems import CHECKS, no_sale_money, ranges
from winback_sheets.schema.inputs import Column
from winback_sheets.schema.results import DATA_CHECK

MOST_ROWS = 1000


def row_columns() -> tuple[Column, ...]:
    """The columns of the rows themselves."""
    return (
        Column("tab", "text", "", say("data_check.tab"), "toolkit", 18),
        Column("cell", "text", "", say("data_check.cell"), "toolkit", 9),
        Column("rule", "text", "", say("data_check.rule"), "toolkit", 84),
        Column("value", "text", "", say("data_check.value"), "toolkit", 20),
    )


def words() -> dict[str, str]:
    """Every check in one sentence with a next step."""
    return {check.key: say(f"problems.{check.key}") for check in CHECKS}


def in_words(problems: pd.DataFrame) -> pd.Series:
    """The sentence of each problem; of a 29 February with the year that has none, where the cell writes it out."""
    said = problems["rule"].map(words()).fillna(problems["rule"])
    days = problems["value"].astype(str)[problems["rule"] == "no_leap_day"]
    years = days.str.extract(r"((?:19|20)\d\d)")[0].dropna()
    return said.mask(said.index.isin(years.index), years.map(lambda year: say("data_check.no_leap_day", year=year)))


def summary(problems: pd.DataFrame) -> pd.DataFrame:
    """One line a tab, column and rule: rows, money and where they stand."""
    if not len(problems):
        return pd.DataFrame(columns=[c.key for c in DATA_CHECK.columns])
    text, lines = words(), []
    for (tab, column, rule), part in problems.assign(said=in_words(problems)).groupby(
        ["tab", "column", "rule"], sort=False
    ):
        said = part["said"].unique()
        lines.append(
            {
                "tab": tab,
                "column": column,
                "rule": said[0] if len(said) == 1 else text.get(rule, rule),
                "rows": len(part),
                "money": part["money"].sum(min_count=1),
                "where": ranges(part["letter"].iloc[0], part["row"].to_numpy()),
                "used": _used(rule, aside=bool(part["aside"].iloc[0])),
            }
        )
    return pd.DataFrame(lines)


def _used(rule: str, *, aside: bool) -> str:
    """What became of the rows of a check."""
    if not aside:
        return say("data_check.used")
    return say("data_check.set_aside" if next(c.fault for c in CHECKS if c.key == rule) else "data_check.no_sale")


def data_check(
    review: Review,
    *,
    in_file: frozenset[str] = frozenset(),
    over: Sequence[Line] = (),
    left_out: Sequence[str] = (),
) -> Page | None:
    """The Data check tab, None when there is nothing to say.

    in_file: tabs that can be linked to. over: what people typed over cells that the review writes. left_out: what of
    the other tabs found no room, a sentence each.
    """
    problems, alike = review.book.problems, review.book.look_alikes
    asks = [*doubted(review.book), *map(asked, review.book.questions)]
    if not (len(problems) or over or asks or len(alike) or left_out):
        return None
    table = summary(problems)
    cells = list(
        heading(
            DATA_CHECK.title,
            sentences.context(review),
            " ".join((say("tabs.data_check_meaning"), _balance(review), *left_out)),
        )
    )
    columns = tuple(c for c in DATA_CHECK.columns if not (c.key == "money" and table["money"].isna().all()))
    lists = [Listing(HEADING_ROW, 0, columns, table, "winback_data_check")] if len(table) else []
    start = HEADING_ROW + len(table) + (4 if len(table) else 1)
    if asks:
        cells.append(Cell(start - 1, 0, say("questions.title"), "section"))
        cells += [Cell(start + at, 0, text, "plain") for at, text in enumerate(asks)]
        start += len(asks) + 3
    if len(alike):
        cells.append(Cell(start - 1, 0, say("data_check.alike_title"), "section"))
        lists.append(Listing(start, 0, *_alike(review), "winback_alike"))
        start += len(alike) + 4
    if over:
        typed = pd.DataFrame(list(over), columns=list(Line._fields))
        links = {"cell": _links(typed, in_file | set(typed["tab"]))}
        cells.append(Cell(start - 1, 0, say("tabs.over_title"), "section"))
        lists.append(Listing(start, 0, overwritten_cells.columns(), typed, "winback_typed_over", links=links))
        start += len(typed) + 4
    if len(problems):
        frame = _cells(problems.head(MOST_ROWS))
        cells.append(Cell(start - 1, 0, say("data_check.first_cells", shown=len(frame), all=len(problems)), "section"))
        links = {"cell": _links(frame, in_file)}
        lists.append(Listing(start, 0, row_columns(), frame, "winback_data_rows", links=links))
    return Page("data_check", DATA_CHECK.title, cells=tuple(cells), lists=tuple(lists), freeze=(HEADING_ROW + 1, 0))


def _balance(review: Review) -> str:
    """Rows and money: read = used + set aside."""
    book = review.book
    rows = {"read": book.rows_read, "used": book.rows_used, "aside": book.rows_set_aside, "none": book.rows_no_sale}
    if not book.has_money:
        said = [say("data_check.rows_no_sale" if rows["none"] else "data_check.rows", **rows)]
        return " ".join([*said, say("data_check.guests", rows=book.rows_guests)] if book.rows_guests else said)
    used = float(book.sales["amount"].sum()) if book.sales is not None else 0.0
    none = no_sale_money(book.problems)
    money = {"money_read": book.money_read, "money_used": used, "money_none": none}
    money["money_aside"] = book.money_read - used - none - book.money_guests
    said = [say("data_check.rows_money_no_sale" if rows["none"] else "data_check.rows_money", **rows, **money)]
    guests = {"rows": book.rows_guests, "money": book.money_guests}
    return " ".join([*said, say("data_check.guests_money", **guests)] if book.rows_guests else said)


def _alike(review: Review) -> tuple[tuple[Column, ...], pd.DataFrame]:
    """Customers who may be one: the columns and rows of their list."""
    table, names = review.book.look_alikes, review.book.people["name"]
    shown = [[_shown(customer, names) for customer in table[key]] for key in ("first", "second")]
    frame = pd.DataFrame(
        {
            "alike": [
                say("data_check.alike", first=first, second=second, score=score)
                for first, second, score in zip(*shown, table["score"], strict=True)
            ],
            "money": table["money"],
        }
    )
    columns = (
        Column("alike", "text", "", say("data_check.alike_heading"), "toolkit", 84),
        Column("money", "money", "", say("data_check.alike_money"), "toolkit", 20),
    )
    return columns if review.book.has_money else columns[:1], frame


def _shown(customer: str, names: pd.Series) -> str:
    """A customer, with the name of one who is told by something else."""
    name = names.get(customer)
    return f"{name} ({customer})" if isinstance(name, str) and name != customer else str(customer)


def _cells(problems: pd.DataFrame) -> pd.DataFrame:
    """The rows themselves, with their addresses."""
    frame = pd.DataFrame(
        {
            "tab": problems["tab"],
            "cell": problems["letter"] + problems["row"].astype(str),
            "rule": in_words(problems),
            "value": problems["value"].astype(str),
        }
    )
    return frame.reset_index(drop=True)


def _links(frame: pd.DataFrame, in_file: Collection[str]) -> pd.Series:
    """The address of each cell that can be gone to."""
    links = [
        "internal:'" + tab.replace("'", "''") + "'!" + at if tab in in_file else ""
        for tab, at in zip(frame["tab"], frame["cell"], strict=True)
    ]
    return pd.Series(links, dtype=object)
