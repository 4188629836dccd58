"""Data check: what could not be used as it stands, rule by rule with its range, then the rows themselves."""

from __future__ import annotations

import pandas as pd

from winback_sheets.present import sentences
from winback_sheets.present.page import HEADING_ROW, Cell, Listing, Page, heading
from winback_sheets.read.problems import ROW_RULES, ranges
from winback_sheets.read.values import RULES
from winback_sheets.result_tables import DATA_CHECK
from winback_sheets.reviewed import Review
from winback_sheets.tables import Column

MOST_ROWS = 1000
ROWS = (
    Column("tab", "text", "", "Tab", "toolkit", 18),
    Column("cell", "text", "", "Cell", "toolkit", 9),
    Column("rule", "text", "", "What is wrong", "toolkit", 84),
    Column("value", "text", "", "What stands there", "toolkit", 20),
)


def words() -> dict[str, str]:
    """Every rule in one sentence with a next step."""
    return dict(RULES) | {rule: text for rule, _, text in ROW_RULES}


def summary(problems: pd.DataFrame) -> pd.DataFrame:
    """One line a tab, column and rule: rows, money and where they stand."""
    if not len(problems):
        return pd.DataFrame(columns=[c.key for c in DATA_CHECK.columns])
    text, lines = words(), []
    for (tab, column, rule), part in problems.groupby(["tab", "column", "rule"], sort=False):
        lines.append(
            {
                "tab": tab,
                "column": column,
                "rule": text.get(rule, rule),
                "rows": len(part),
                "money": part["money"].sum(min_count=1),
                "where": ranges(part["letter"].iloc[0], part["row"].to_numpy()),
                "used": "set aside" if part["aside"].iloc[0] else "used, reported",
            }
        )
    return pd.DataFrame(lines)


def data_check(review: Review, *, in_file: frozenset[str] = frozenset()) -> Page | None:
    """The Data check tab, None when there is nothing to say. in_file: tabs that can be linked to."""
    problems, book = review.book.problems, review.book
    if not len(problems):
        return None
    table = summary(problems)
    aside = book.rows_read - book.rows_used
    line = f"{book.rows_read:,} rows read = {book.rows_used:,} used + {aside:,} set aside."
    if book.has_money:
        used = float(book.sales["amount"].sum()) if book.sales is not None else 0.0
        line += f" Money read {book.money_read:,.2f} = used {used:,.2f} + set aside {book.money_read - used:,.2f}."
    cells = list(heading(DATA_CHECK.title, sentences.context(review), DATA_CHECK.meaning + " " + line))
    columns = tuple(c for c in DATA_CHECK.columns if not (c.key == "money" and table["money"].isna().all()))
    first = Listing(HEADING_ROW, 0, columns, table, "winback_data_check")
    rows = problems.head(MOST_ROWS)
    text = words()
    cell = rows["letter"] + rows["row"].astype(str)
    frame = pd.DataFrame(
        {
            "tab": rows["tab"],
            "cell": cell,
            "rule": rows["rule"].map(text).fillna(rows["rule"]),
            "value": rows["value"].astype(str),
        }
    ).reset_index(drop=True)
    links = pd.Series(
        [
            "internal:'" + tab.replace("'", "''") + "'!" + at if tab in in_file else ""
            for tab, at in zip(frame["tab"], frame["cell"], strict=True)
        ],
        dtype=object,
    )
    start = HEADING_ROW + len(table) + 4
    cells.append(Cell(start - 1, 0, f"The first {len(frame):,} of {len(problems):,} cells", "section"))
    second = Listing(start, 0, ROWS, frame, "winback_data_rows", links={"cell": links})
    return Page("data_check", DATA_CHECK.title, False, tuple(cells), (first, second), freeze=(HEADING_ROW + 1, 0))
