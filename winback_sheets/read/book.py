"""A whole workbook read: typed tables, problems with addresses, settings, and what people typed in our tabs."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from winback_sheets.read import contracts, ledger, problems
from winback_sheets.read.answers import NONE, Answers, answers_of, tab_name
from winback_sheets.read.close_calls import close_calls
from winback_sheets.read.grid import Grid
from winback_sheets.read.guests import apart
from winback_sheets.read.headings import is_name_header, normalise, texts_in
from winback_sheets.read.identity import who_is_who, with_names
from winback_sheets.read.layout.ordinary import ordinary
from winback_sheets.read.layout.reshaped import at_origin
from winback_sheets.read.layout.table import no_ledger
from winback_sheets.read.look_alikes import look_alikes
from winback_sheets.read.people import people
from winback_sheets.read.pieces import left_out
from winback_sheets.read.questions import Question, once
from winback_sheets.read.recognise import Found, nearly, recognise, settings_rows
from winback_sheets.read.same_customers import counted_as, in_every_tab
from winback_sheets.read.sense import Seen, doubts, is_of_amounts
from winback_sheets.read.settings import Value, settings
from winback_sheets.read.spelling import unify
from winback_sheets.read.typed import Typed, in_cents, typed_alike
from winback_sheets.schema.inputs import table
from winback_sheets.schema.message import Message

# The columns on which everything hangs are said before the others.
FIRST = (
    "customer",
    "date",
    "start",
    "end",
    "year",
    "tenure",
    "status",
    "churned",
    "amount",
    "monthly_amount",
    "unit_price",
)


@dataclass
class Book:
    """What a workbook says. `sales` and `subscriptions` are ready to count; every other tab is in `tables`."""

    sales: pd.DataFrame | None = None
    subscriptions: pd.DataFrame | None = None
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    settings: dict[str, Value] = field(default_factory=dict)
    problems: pd.DataFrame = field(default_factory=lambda: problems.together([]))
    understood: list[Message] = field(default_factory=list)
    time: str = ""  # how subscriptions carry time: start (dates), year or tenure
    newest: pd.Timestamp | None = None  # the newest day of the subscriptions that is not after the run day
    rows_read: int = 0
    rows_used: int = 0
    rows_guests: int = 0  # rows of guests: no fault of the file, and nobody to count or to call
    money_read: float = 0.0
    money_guests: float = 0.0
    trouble: Message | None = None  # why there is nothing to review
    questions: list[Question] = field(default_factory=list)  # what was guessed and could be otherwise
    explained: set[str] = field(default_factory=set)  # tabs whose sums hang together
    doubts: list[Message] = field(default_factory=list)  # what makes no sense, to be checked before anything else
    near: tuple[str, str] | None = None  # a column, and another heading that came near to being it
    others: list[str] = field(default_factory=list)  # headings of the ledger that were not taken for anything
    tabs: list[str] = field(default_factory=list)  # names of the tabs with headings
    answers: Answers = NONE  # what the owner said of columns and tabs
    guests: list[str] = field(default_factory=list)  # what stands in rows of guests, the most frequent first
    headings: dict[str, list[list[str]]] = field(default_factory=dict)  # of each table, as its tabs have them

    @property
    def flagged(self) -> bool:
        """Whether the owner is asked anything, or told that something cannot be right."""
        return bool(self.questions or self.doubts or self.trouble)

    @cached_property
    def look_alikes(self) -> pd.DataFrame:
        """Customers who may be one under two spellings: first, second, score (of 100) and money, most money first."""
        return look_alikes([frame for frame in (self.sales, self.subscriptions) if frame is not None], self.people)

    @cached_property
    def people(self) -> pd.DataFrame:
        """How to reach each customer: the Customers tab first, then what stands beside contracts and sales."""
        return people([self.tables.get("customers"), self.subscriptions, self.sales])

    @property
    def rows_no_sale(self) -> int:
        """Rows that are no sales as the file itself says: cancelled, refunded, drafts, payments of invoices."""
        return problems.no_sales(self.problems)

    @property
    def rows_set_aside(self) -> int:
        """Rows that should count and cannot be used as they stand."""
        return self.rows_read - self.rows_used - self.rows_guests - self.rows_no_sale

    @property
    def has_money(self) -> bool:
        return self.sales is not None and bool(self.sales["amount"].notna().any())


def read(
    grids: list[Grid], *, today: pd.Timestamp, ours: dict[str, str] | None = None, answers: Answers = NONE
) -> Book:
    """Grids in, typed tables out; nothing raises on data, whatever cannot be used is a problem with an address.

    answers: what the owner said on the way here; what Settings says stands below it.
    """
    grids = ordinary(grids, today=today, ours=ours)
    answers = answers.over(answers_of(settings_rows(grids)))
    inputs, _, others = recognise(grids, ours=ours, answers=answers)
    tabs = typed_alike(inputs)
    book = Book(answers=answers)
    by_key = {
        key: [tab for tab in tabs if tab.found.table == key] for key in dict.fromkeys(t.found.table for t in tabs)
    }
    book.headings = {key: _headings(pieces) for key, pieces in by_key.items() if key != "settings"}
    chosen = settings(by_key.get("settings", [None])[0])
    book.settings, parts = chosen.values, [chosen.problems]
    book.doubts += chosen.doubts
    _read_subscriptions(book, by_key, parts, today)
    _read_sales(book, by_key, parts, today)
    for key, pieces in by_key.items():
        if key not in ("sales", "subscriptions", "settings", "order_lines"):
            book.tables[key] = pd.concat([with_names(tab.frame[~tab.aside]) for tab in pieces], ignore_index=True)
            # Invoices that are sales as well have told their problems there.
            sold = {tab.found.grid.name for tab in by_key.get("sales", [])}
            parts += [tab.problems for tab in pieces if tab.found.grid.name not in sold]
    if book.sales is None and book.subscriptions is None:
        near = nearly(grids)
        book.problems = at_origin(problems.together(parts), grids)
        book.trouble = no_ledger(grids) if near.key == "read.no_ledger" else near
        return book
    parts += _join_names(book, by_key)
    _add_leavings(book)
    book.problems = at_origin(problems.together(parts), grids)
    if files := left_out(grids, [found.grid for found in inputs]):
        book.doubts.append(Message("read.files_left_out", {"files": [f"'{name}'" for name in files]}))
    book.understood = _understood(tabs, others, book)
    ledgers = [tab for tab in tabs if tab.found.table in ("sales", "subscriptions")]
    rivals = [(key, heading) for key in FIRST for tab in ledgers for heading in tab.found.also.get(key, ())]
    book.near, book.tabs = next(iter(rivals), None), [*(tab.found.grid.name for tab in tabs), *others]
    book.others = [heading for tab in ledgers[:1] for heading in _not_taken(tab.found)]
    book.questions += [question for tab in tabs for question in tab.questions]
    book.questions += [
        question
        for tab in ledgers
        for question in close_calls(tab)
        # Sums that hang together say themselves which of them is the money.
        if not (question.about == "amount" and tab.found.grid.name in book.explained)
    ]
    rows = book.rows_read - book.rows_no_sale - book.rows_guests
    seen = Seen(book.sales, book.subscriptions, rows, book.rows_used, ledgers, book.questions)
    told = any(doubt.key == "read.damaged_ids" for doubt in book.doubts)  # why the rows are set aside stands there
    book.doubts += _answers_without_a_place(answers, tabs, grids) + [
        doubt for doubt in doubts(seen) if not (told and doubt.key == "sense.many_set_aside")
    ]
    book.questions = once([question for question in book.questions if not is_of_amounts(question)])
    return book


def _answers_without_a_place(answers: Answers, tabs: list[Typed], grids: list[Grid]) -> list[Message]:
    """Answers that name a heading or a tab that is not there."""
    taken = {(key, normalise(heading)) for tab in tabs for key, heading in tab.found.headers.items()}
    lost = [
        Message("read.answer_no_heading", {"heading": heading, "column": key.replace("_", " ")})
        for key, heading in answers.columns.items()
        if (key, normalise(heading)) not in taken
    ]
    names = {tab_name(grid.name) for grid in grids}
    return lost + [Message("read.answer_no_tab", {"tab": name}) for name in answers.tabs if name not in names]


def _headings(tabs: list[Typed]) -> list[list[str]]:
    """The headings of tabs, those that are the same once."""
    rows = (tuple(filter(None, texts_in(tab.found.grid.top[tab.found.header_row - 1]))) for tab in tabs)
    return [[*row] for row in dict.fromkeys(rows)]


def _read_subscriptions(
    book: Book, by_key: dict[str, list[Typed]], parts: list[pd.DataFrame], today: pd.Timestamp
) -> None:
    pieces = by_key.get("subscriptions")
    if not pieces:
        return
    pieces, frames = _known(book, by_key, "subscriptions", pieces), []
    for tab in pieces:
        found = contracts.subscriptions(tab, today=today)
        book.time = found.time
        book.questions += found.questions
        book.newest = max((day for day in (book.newest, found.newest) if day is not None), default=None)
        frames.append(_count(book, tab, found.rows, money="mrr"))
        parts.append(found.problems)
    book.subscriptions = pd.concat(frames, ignore_index=True)


def _read_sales(book: Book, by_key: dict[str, list[Typed]], parts: list[pd.DataFrame], today: pd.Timestamp) -> None:
    pieces = by_key.get("sales")
    if not pieces:
        return
    pieces, frames = _known(book, by_key, "sales", pieces), []
    lines = by_key.get("order_lines", [None])[0]
    for tab in pieces:
        found = ledger.sales(tab, lines=lines, today=today)
        frames.append(_count(book, tab, found.rows, money="amount"))
        parts.append(found.problems)
        book.money_read += found.money
        book.understood += found.said
        book.questions += found.questions
        book.explained |= {tab.found.grid.name} if found.explained else set()
    book.sales = pd.concat(frames, ignore_index=True)
    for key in book.sales.columns.intersection(["purchase", "further"]):  # a tab without such rows has no such column
        book.sales[key] = book.sales[key].eq(True)


def _known(book: Book, by_key: dict[str, list[Typed]], key: str, pieces: list[Typed]) -> list[Typed]:
    """The tabs of a ledger with its customers told apart, and what is to be said of that."""
    if any("customer" not in tab.frame for tab in pieces):  # a list that names nobody: each row is one
        book.understood += [Message("read.nobody_named", {"tab": tab.found.grid.name}) for tab in pieces]
        return pieces
    found = who_is_who(pieces)
    book.understood += found.understood
    book.questions += found.questions
    book.doubts += found.doubts
    book.guests += found.guests
    by_key[key] = found.tabs
    return found.tabs


def _count(book: Book, tab: Typed, rows: pd.DataFrame, *, money: str) -> pd.DataFrame:
    """The rows of customers; those of guests are counted apart."""
    rows, guests = apart(rows)
    book.rows_read += len(tab.frame)
    book.rows_used += len(rows)
    book.rows_guests += len(guests)
    book.money_guests += float(guests[money].sum())
    return rows


def _add_leavings(book: Book) -> None:
    """The end and the reason of contracts that have none, from a list of those who left beside them."""
    left, rows = book.tables.get("leavings"), book.subscriptions
    if left is None or rows is None:
        return
    last = left.dropna(subset=["customer", "end"]).sort_values("end").groupby("customer").last()
    open_ = rows["to"].isna()
    end = rows["customer"].map(last["end"])
    rows["to"] = rows["to"].mask(open_ & end.ge(rows["from"]), end)
    if "end_reason" in last:
        rows["reason"] = rows["reason"].astype(object).fillna(rows["customer"].map(last["end_reason"]))


def _join_names(book: Book, by_key: dict[str, list[Typed]]) -> list[pd.DataFrame]:
    """Customers are the same customer in every tab; problems with what was typed about that."""
    frames = {
        key: frame for key, frame in (("sales", book.sales), ("subscriptions", book.subscriptions)) if frame is not None
    }
    frames |= {key: frame for key, frame in book.tables.items() if "customer" in frame}
    ledger_tab = next(by_key[key][0] for key in ("sales", "subscriptions", "payments") if key in by_key)
    spelled = frames[next(iter(frames))]["customer"].nunique()
    joined = unify(frames, by_name=is_name_header(ledger_tab.found.headers.get("customer", "")))
    left = joined[next(iter(joined))]["customer"].nunique()
    if left < spelled:
        book.understood.append(Message("read.one_spelling", {"spellings": spelled, "customers": left}))
    joined = in_every_tab(joined)
    joined, merged, found = counted_as(joined, [tab for pieces in by_key.values() for tab in pieces])
    if merged:
        book.understood.append(Message("read.same_as", {"customers": merged}))
    for key, frame in joined.items():
        if key in ("sales", "subscriptions"):
            setattr(book, key, frame)
        else:
            book.tables[key] = frame
    if book.rows_guests:
        fields = {"rows": book.rows_guests, "said": list(dict.fromkeys(book.guests)), "money": book.money_guests}
        book.understood.append(Message("read.guests_money" if book.has_money else "read.guests", fields))
    return found


def _understood(tabs: list[Typed], others: list[str], book: Book) -> list[Message]:
    """What the program understood: of each tab what it was read as, then what concerns the whole book."""
    lines = [line for alike in _alike(tabs) for line in _of_tabs(alike, book)]
    if book.time == "tenure" and not any("status" in tab.found.columns for tab in tabs):
        lines.append(Message("read.nobody_left"))
    if others:
        lines.append(Message("read.not_used", {"tabs": [f"'{name}'" for name in others]}))
    return lines + book.understood


def _not_taken(found: Found) -> list[str]:
    """The headings that came near to a main column, then those that are no column at all."""
    near = [heading for key in FIRST for heading in found.also.get(key, ())]
    headings = texts_in(found.grid.top[found.header_row - 1])
    return [*dict.fromkeys([*near, *(each for each in headings if each and each not in found.headers.values())])]


def _columns_taken(found: Found) -> tuple[list[Message], list[Message]]:
    """Each column with the heading that was taken for it and those that came near: the main ones, and the others.

    A heading that stands for two columns is told once.
    """
    schema, lines = table(found.table), {}
    shared = {found.columns[key] for key in ("customer", "amount") if key in found.columns}
    for key in (key for key, at in found.columns.items() if key in ("customer", "amount") or at not in shared):
        said = {"column": schema.column(key).heading.capitalize(), "heading": found.headers[key]}
        near = [f"'{heading}'" for heading in found.also.get(key, ())]
        lines[key] = Message("read.column_near", {**said, "others": near}) if near else Message("read.column", said)
    first = [key for key in FIRST if key in lines] if found.table in ("sales", "subscriptions") else [*lines]
    first = [key for key in first if key != "unit_price" or "amount" not in lines]
    return [lines[key] for key in first], [line for key, line in lines.items() if key not in first]


def _days_of(tab: Typed) -> list[Message]:
    """The columns of days that Excel had half turned and that were turned back."""
    return [
        Message("read.days_turned_back", {"tab": asked.tab, "column": asked.taken, "rows": asked.rows})
        for asked in tab.questions
        if asked.about == "turned_back"
    ]


def _alike(tabs: list[Typed]) -> list[list[Typed]]:
    """The tabs in their order, those read as the same columns under the same headings together."""
    groups: dict[object, list[Typed]] = {}
    for tab in tabs:
        groups.setdefault((tab.found.table, *sorted(tab.found.headers.items())), []).append(tab)
    return [*groups.values()]


def _of_tabs(alike: list[Typed], book: Book) -> list[Message]:
    """What tabs with the same columns were read as, and what is odd about each."""
    first, last = alike[0].found, alike[-1].found
    schema = table(first.table)
    said = {"tab": first.grid.name, "last": last.grid.name, "count": len(alike), "table": schema.title}
    main, others = _columns_taken(first)
    said |= {"columns": main}
    if first.export is not None and len(alike) == 1:
        lines = [Message("read.tab_export", {**said, "program": first.export.program})]
    else:
        key = "tab_unused" if not schema.used_by else "tabs_read" if len(alike) > 1 else "tab_read"
        lines = [Message(f"read.{key}", said)]
    lines += [Message("read.other_columns", {"tab": first.grid.name, "columns": others})] if others else []
    return lines + [line for tab in alike for line in (*_odd(tab.found, book), *_days_of(tab))]


def _odd(found: Found, book: Book) -> list[Message]:
    """What is odd about one tab."""
    name, grid = found.grid.name, found.grid
    lines = []
    if found.table == "sales" and not book.has_money and book.rows_used:
        headings = texts_in(grid.top[found.header_row - 1])
        unused = [text for text in headings if text and text not in found.headers.values()]
        lines.append(
            Message("read.no_amounts_under", {"tab": name, "headings": unused})
            if unused
            else Message("read.no_amounts", {"tab": name})
        )
    lines += [
        Message("read.in_cents", {"tab": name, "column": found.headers[key]})
        for key in found.columns
        if in_cents(found, key)
    ]
    if grid.note:
        lines.append(Message("read.tab_note", {"tab": name, "note": grid.note}))
    lines += grid.done
    if hidden := sum(row > found.header_row for row in grid.hidden_rows):
        lines.append(Message("read.hidden_rows", {"tab": name, "rows": hidden}))
    if not grid.visible:
        lines.append(Message("read.hidden_tab", {"tab": name}))
    if grid.uncached:
        lines.append(Message("read.no_stored_results", {"tab": name, "formulas": grid.uncached}))
    return lines
