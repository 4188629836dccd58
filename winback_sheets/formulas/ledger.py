"""A range or a DataFrame made ready to count: what every formula over a ledger begins with.

The hosts read a range with its table's schema, and a DataFrame from Python is read by its headings here; the reading
room's own rules for rows then say which of them count, so that a formula and the review never disagree about a row.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import pandas as pd

from winback_sheets.formulas.abandoned import go_on
from winback_sheets.present.words import say, word_error
from winback_sheets.read import contracts, ledger, problems
from winback_sheets.read.cell_range import NotThisTable
from winback_sheets.read.data_frame import by_headings
from winback_sheets.read.grid import Grid
from winback_sheets.read.guests import apart
from winback_sheets.read.headings import is_name_header
from winback_sheets.read.identity import who_is_who
from winback_sheets.read.recognise import Found
from winback_sheets.read.spelling import unify
from winback_sheets.read.typed import Typed
from winback_sheets.schema.inputs import table
from winback_sheets.schema.lapse_rule import LapseRule, read_lapse_rule
from winback_sheets.schema.settings import USUAL, Rules
from winback_sheets.track.activity import SPELL_FIELDS, contract_spells, lapse_spells
from winback_sheets.track.conventions import conventions
from winback_sheets.track.lapse import WITHOUT_GAPS, choose_window, gaps

Lapse = int | str | Literal["auto"]
Day: TypeAlias = pd.Timestamp | datetime.date | str
T = TypeVar("T")


class NoAnswer(ValueError):
    """There is no value, and the sentence says why: in a cell #N/A."""


class Ready(NamedTuple):
    """A ledger ready to count: contract rows or sales, and the other tables with the same spelling of customers.

    time: how contracts carry time (start, year or tenure); blank for sales.
    """

    kind: str
    rows: pd.DataFrame
    time: str
    payments: pd.DataFrame | None
    customers: pd.DataFrame


_MEMORY: ContextVar[MutableMapping[Any, Any] | None] = ContextVar("memory", default=None)


@contextmanager
def remembering(memory: MutableMapping[Any, Any]) -> Iterator[None]:
    """For a host that keeps its ranges as they are for some calls: what is worked out of them is kept beside them."""
    before = _MEMORY.set(memory)
    try:
        yield
    finally:
        _MEMORY.reset(before)


def once(key: Hashable, make: Callable[[], T]) -> T:
    """What was made under this key while a host was `remembering`; made anew where none is."""
    memory = _MEMORY.get()
    if memory is None:
        return make()
    if key not in memory:
        memory[key] = make()
    found: T = memory[key]
    return found


def read_ledger(
    sales_or_subscriptions: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    payments: pd.DataFrame | None = None,
    customers: pd.DataFrame | None = None,
) -> Ready:
    """The rows of either table that count as of a day, as the review reads them.

    A sale has a date, a contract a start, and what is dated later than as_of is not read.

    A host may put the headings as typed into `attrs["headers"]` (column key -> heading), so that a column "Churn" with
    yes and no is understood. ValueError when the columns are those of neither table.
    """
    go_on()
    sales_or_subscriptions = _read(sales_or_subscriptions, "sales", "subscriptions")
    time = next((key for key in ("start", "year", "tenure") if key in sales_or_subscriptions), "")
    kind = "subscriptions" if time else "sales"
    for key in ("customer",) if time else ("customer", "date"):
        if key not in sales_or_subscriptions:
            raise ValueError(say("formulas.no_column", column=key))
    (tab,) = who_is_who([as_typed(sales_or_subscriptions, kind)]).tabs
    if time:
        found = contracts.subscriptions(tab, today=as_of)
        rows, time = found.rows, found.time
    else:
        rows = ledger.sales(tab, today=as_of).rows
    frames = {kind: apart(rows)[0].reset_index(drop=True)}
    if payments is not None and "due" in (invoices := as_typed(payments, "payments").frame):
        frames["payments"] = invoices
    if customers is not None:
        frames["customers"] = as_typed(customers, "customers").frame
    frames = unify(frames, by_name=is_name_header(tab.found.headers["customer"]))
    known = frames.get("customers", pd.DataFrame({"customer": []}))
    go_on()
    return Ready(kind, frames[kind], time, frames.get("payments"), known)


def as_typed(frame: pd.DataFrame, key: str) -> Typed:
    """A range as the reading room knows a tab: the columns of its schema, blank rows and all others left out."""
    frame = _read(frame, key)
    schema = {column.key for column in table(key).columns}
    known = [column for column in frame.columns if column in schema]
    rows = frame[known]
    told = [column for column in ("customer", "email", "customer_name") if column in known]
    rows = rows[rows[told].notna().any(axis=1)].reset_index(drop=True)
    headers = {column: column for column in known} | dict(frame.attrs.get("headers", {}))
    grid = Grid(key, [], lambda skipped: rows, len(rows))
    found = Found(key, grid, 0, {column: place for place, column in enumerate(known)}, headers)
    body = rows.set_axis(range(len(known)), axis=1)
    return Typed(found, rows, pd.Series(False, index=rows.index), problems.together([]), body)


def same_name(names: pd.Series, wanted: str) -> pd.Series:
    """Names that are this one but for case and blanks at the ends."""
    plain = names.astype("string").str.strip().str.casefold()
    return plain.eq(str(wanted).strip().casefold()).fillna(False).astype(bool)


def of_kinds(table: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """A formula's table that says of each column, in order, of what kind it is: for the number formats of a host."""
    table.attrs["kinds"] = tuple(kinds)
    return table


def _read(frame: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """A frame under the schema's keys, whatever its headings. ValueError where it is none of these tables."""
    try:
        return by_headings(frame, *keys)
    except NotThisTable as wrong:
        raise ValueError(word_error(wrong)) from wrong


def given_rule(lapse: Lapse) -> LapseRule | None:
    """The rule for silence that was given; None for "auto". ValueError for a text that is no rule.

    >>> given_rule(90), given_rule("540; 0.53 6.18 0.89 1.61").window, given_rule("auto")
    (LapseRule(window=90, mbg=None), 540, None)
    """
    if lapse == "auto":
        return None
    if not isinstance(lapse, str):
        return LapseRule(int(lapse))
    rule = read_lapse_rule(lapse)
    if rule is None:
        raise ValueError(say("formulas.no_lapse_rule", given=lapse[:40]))
    return rule


def lapse_rule(found: Ready, lapse: Lapse) -> LapseRule:
    """When silence is a loss; "auto" chooses days alone from the gaps so far."""
    rule = given_rule(lapse)
    if rule is not None:
        return rule
    return LapseRule(choose_window(gaps(found.rows)) if len(found.rows) else WITHOUT_GAPS)


def spells(
    found: Ready,
    as_of: pd.Timestamp,
    *,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Spells and amounts of a ledger up to as_of; both empty where nobody was a customer by then.

    A window below one day is no rule, so it finds nobody either.
    """
    go_on()
    when = "from" if found.kind == "subscriptions" else "date"
    if not (found.rows[when] <= as_of).any():
        return _nobody()
    if found.kind == "sales":
        rule = lapse_rule(found, lapse)
        return lapse_spells(found.rows, as_of, rule=rule) if rule.window >= 1 else _nobody()
    rules = Rules(grace=grace, allowed_gap=allowed_gap)
    return contract_spells(found.rows, as_of, rules=rules, payments=found.payments)


def by_convention(
    found: Ready,
    span: pd.DataFrame,
    as_of: pd.Timestamp,
    house: tuple[pd.DataFrame, pd.DataFrame],
    *,
    grace: int,
    allowed_gap: int,
) -> pd.DataFrame:
    """One period of contracts as each vendor counts it. house: spells and amounts as `spells` gives them."""
    rules = Rules(grace=grace, allowed_gap=allowed_gap)
    return conventions(found.rows, span, as_of, rules=rules, payments=found.payments, house=house)


def _nobody() -> tuple[pd.DataFrame, pd.DataFrame]:
    dates = dict.fromkeys(("started", "ended", "lost_on"), "datetime64[ns]")
    empty = pd.DataFrame(columns=list(SPELL_FIELDS)).astype(dates | {"mrr": float})
    amounts = pd.DataFrame(columns=["customer", "from", "to", "mrr"])
    return empty, amounts.astype({"from": "datetime64[ns]", "to": "datetime64[ns]", "mrr": float})


def period(first_day: Day, last_day: Day) -> pd.DataFrame:
    """One period as `movements` wants it, both days inside; no row where the days are blank or the wrong way round.

    >>> period(pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))["next_first"].astype(str).tolist()
    ['2026-11-01']
    """
    first, last = day(first_day), day(last_day)
    label = "" if pd.isna(first) or pd.isna(last) else f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
    line = {"label": label, "first_day": first, "next_first": last + pd.Timedelta(days=1), "closed": True}
    return pd.DataFrame([line]) if first <= last else pd.DataFrame(columns=list(line))


def day(when: Day | None) -> pd.Timestamp:
    """A date as the start of its day; NaT where it is blank. ValueError for a text that is not written 2026-10-31.

    >>> day("2026-10-31") == day(datetime.date(2026, 10, 31)) == pd.Timestamp("2026-10-31")
    True
    """
    day = _written(when) if isinstance(when, str) else when
    return pd.Timestamp(day).normalize() if pd.notna(day) else pd.NaT


def _written(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(say("formulas.day_in_python", given=text[:40])) from None
