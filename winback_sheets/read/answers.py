"""What the owner has said about the file: which column is which, which tab is what; it stands above every guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from winback_sheets.read.headings import normalise
from winback_sheets.schema.inputs import INPUTS
from winback_sheets.schema.message import Message, Wrong

IGNORE = "ignore"
COLUMN, TAB = "column:", "tab:"


class Answers(NamedTuple):
    """columns: of a column's key the heading that it stands under. tabs: of a tab's name, in small letters, the key of its
    table or `ignore`.
    """

    columns: Mapping[str, str] = {}
    tabs: Mapping[str, str] = {}

    def over(self, other: Answers) -> Answers:
        """These answers, and the other ones where these say nothing."""
        return Answers({**other.columns, **self.columns}, {**other.tabs, **self.tabs})

    def lines(self) -> list[tuple[str, str]]:
        """As rows of Settings.

        >>> Answers({"customer": "Email"}, {"old list": "ignore"}).lines()
        [('column: customer', 'Email'), ('tab: old list', 'ignore')]
        """
        told = [(f"{COLUMN} {key.replace('_', ' ')}", heading) for key, heading in self.columns.items()]
        return told + [(f"{TAB} {name}", key.replace("_", " ")) for name, key in self.tabs.items()]


NONE = Answers()


def answers_of(lines: Iterable[tuple[str, str]]) -> Answers:
    """The answers in rows of Settings; rows of other kinds, blank ones and those that name no column or tab are left out.

    >>> answers_of([("Column: Customer", "Email"), ("tab: Orders", "Sales"), ("margin", "40 %")])
    Answers(columns={'customer': 'Email'}, tabs={'orders': 'sales'})
    """
    columns, tabs = {}, {}
    for left, right in lines:
        what, _, name = left.partition(":")
        kind = f"{what.strip().casefold()}:"
        if kind == COLUMN and (key := column_key(name)) and right.strip():
            columns[key] = right.strip()
        if kind == TAB and (key := table_key(right)):
            tabs[tab_name(name)] = key
    return Answers(columns, tabs)


def asked(columns: Iterable[str], tabs: Iterable[str]) -> Answers:
    """The answers typed as `customer=Email` and `Orders=Sales`. Raises Wrong for a name that is no column or table.

    >>> asked(["customer=Email"], ["Orders=Sales"])
    Answers(columns={'customer': 'Email'}, tabs={'orders': 'sales'})
    """
    pairs = [(COLUMN, *_pair(text, "read.answer_column")) for text in columns]
    pairs += [(TAB, *_pair(text, "read.answer_tab")) for text in tabs]
    for kind, left, right in pairs:
        if kind == COLUMN and not column_key(left):
            raise Wrong(Message("read.answer_no_column", {"name": left, "columns": _column_names()}))
        if kind == TAB and not table_key(right):
            tables = [table.title for table in INPUTS if table.used_by]
            raise Wrong(Message("read.answer_no_table", {"name": right, "tables": tables}))
    return answers_of((f"{kind} {left}", right) for kind, left, right in pairs)


def _pair(text: str, otherwise: str) -> tuple[str, str]:
    left, _, right = text.partition("=")
    if not (left.strip() and right.strip()):
        raise Wrong(Message(otherwise, {"typed": text}))
    return left, right


def tab_name(name: str) -> str:
    """A tab's name as answers are kept by it: without case and needless blanks.

    >>> tab_name(" Orders  2025")
    'orders 2025'
    """
    return " ".join(name.casefold().split())


def column_key(name: str) -> str:
    """The key of the input column with this name, blank where there is none.

    >>> column_key("Monthly amount"), column_key("colour")
    ('monthly_amount', '')
    """
    wanted = normalise(name)
    keys = (column.key for table in INPUTS for column in table.every_column)
    return next((key for key in keys if normalise(key) == wanted), "")


def table_key(name: str) -> str:
    """The key of the input table with this name; `ignore` for that word, blank where there is none."""
    wanted = normalise(name)
    keys = (table.key for table in INPUTS if wanted in (normalise(table.key), normalise(table.title)))
    return IGNORE if wanted == IGNORE else next(keys, "")


def _column_names() -> list[str]:
    ledgers = [table for table in INPUTS if table.key in ("sales", "subscriptions")]
    return list(dict.fromkeys(column.key.replace("_", " ") for table in ledgers for column in table.columns))
