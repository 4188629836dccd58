"""Table formulas over the whole ledger: periods, movements, conventions, cohorts, survival and RFM, with headings.

First arguments are as in `churn`: `sales_or_subscriptions` is either table, and a last day belongs to its
period. The tables of names (who left, whom to call) are in `customers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from winback_sheets.findings import Business
from winback_sheets.formulas import ledger
from winback_sheets.formulas.ledger import Day, Lapse, of_kinds
from winback_sheets.present.sentences import segment_names
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import Column
from winback_sheets.schema.results import CHURN
from winback_sheets.schema.settings import USUAL
from winback_sheets.track import cohorts as triangles
from winback_sheets.track import rfm as scoring
from winback_sheets.track import survival as curves
from winback_sheets.track.churn import rates
from winback_sheets.track.movements import choose_period, movements, periods
from winback_sheets.track.register import register

Every = Literal["auto", "month", "quarter", "year"]
# The columns of tables that are no tab: the key of the heading, and the kind. A heading that is a letter stays one.
CONVENTION_COLUMNS = {
    "convention": ("formulas.column_convention", "text"),
    "lost": ("formulas.column_lost", "count"),
    "of": ("formulas.column_of", "count"),
    "churn": ("formulas.column_churn", "percent"),
    "gross_churn": ("formulas.column_gross_churn", "percent"),
    "net_churn": ("formulas.column_net_churn", "percent"),
    "names": ("formulas.column_names", "text"),
    "differ": ("formulas.column_differ", "text"),
    "meaning": ("formulas.column_how_it_counts", "text"),
}
SURVIVAL_COLUMNS = (
    ("formulas.column_days", "count"),
    ("formulas.column_seen_so_long", "count"),
    ("formulas.column_left", "count"),
    ("formulas.column_still_customers", "count"),
    ("formulas.column_still_there", "percent"),
    ("formulas.column_low", "percent"),
    ("formulas.column_high", "percent"),
)
RFM_COLUMNS = (
    ("formulas.column_customer", "id"),
    ("formulas.column_days_since", "count"),
    ("formulas.column_purchase_days", "count"),
    ("formulas.column_money", "money"),
    *((letter, "count") for letter in "RFM"),
    ("formulas.column_score", "text"),
    ("formulas.column_segment", "text"),
)
MOVEMENTS = (
    "period",
    "start_money",
    "new_money",
    "returned_money",
    "expansion",
    "contraction",
    "lost_money",
    "end_money",
)


def churn_table(
    sales_or_subscriptions: pd.DataFrame,
    as_of: Day,
    *,
    every: Every = "auto",
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> pd.DataFrame:
    """Who was a customer, who came, who left and what it cost: one row a month or quarter, oldest first.

    as_of: the day to look from; what is dated later is not read
    every: the length of a period; auto goes by month once 5 losses a month are usual, else by quarter

    Other arguments as in `churn_rate`. Customers, money a month, shares with Wilson's 95 % interval; blank where
    undefined. A period that as_of has not closed says so. No rows where nobody was a customer by as_of.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-09-03", "2026-09-07"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> table = churn_table(contracts, pd.Timestamp("2026-10-31"), every="month")
    >>> table[["Period", "Start", "New", "Lost", "End", "Customer churn", "Gross money churn"]]
        Period  Start  New  Lost  End  Customer churn  Gross money churn
    0  2026-09      0    2     0    2             NaN                NaN
    1  2026-10      2    0     1    1             0.5                0.4
    """
    today = ledger.day(as_of)
    found = ledger.read_ledger(sales_or_subscriptions, today, payments=payments)
    moves = count_periods(found, today, every, lapse, grace, allowed_gap).moves.rename(columns={"label": "period"})
    moves["note"] = moves["closed"].astype(bool).map({True: None, False: say("formulas.still_running")})
    return as_table(moves, CHURN.columns)


def revenue_movements(
    sales_or_subscriptions: pd.DataFrame,
    as_of: Day,
    *,
    every: Every = "auto",
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> pd.DataFrame:
    """What moved your money a month from each period's start to its end: new, returned, more, less, lost.

    Arguments as in `churn_table`. Money a month; start + new + returned + more - less - lost = end in every row,
    to the cent. Blank without money; no rows where nobody was a customer by as_of.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-09-03", "2026-09-07"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> revenue_movements(contracts, pd.Timestamp("2026-10-31"), every="month").to_numpy().tolist()[1]
    ['2026-10', 100.0, 0.0, 0.0, 0.0, 0.0, 40.0, 60.0]
    """
    today = ledger.day(as_of)
    found = ledger.read_ledger(sales_or_subscriptions, today, payments=payments)
    moves = count_periods(found, today, every, lapse, grace, allowed_gap).moves.rename(columns={"label": "period"})
    return as_table(moves, tuple(CHURN.column(key) for key in MOVEMENTS))


def churn_conventions(
    subscriptions: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    *,
    payments: pd.DataFrame | None = None,
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> pd.DataFrame:
    """One period as other vendors would count it, and whose names differ from the house's count.

    Arguments as in `churn_rate`. Contracts only. Money rates are blank where the vendor publishes none. No rows
    where the days are the wrong way round or nobody was a customer.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-01-01", "2026-01-01"]),
    ...                           "cancel_notice_date": pd.to_datetime(["2026-10-12", None]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> table = churn_conventions(contracts, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    >>> table[["Convention", "Lost", "Of", "Names", "Differs from house"]].iloc[[0, 4]].to_numpy().tolist()
    [['house', 1, 2, 'B', ''], ['by notice date', 2, 2, 'A, B', '+ A']]
    """
    span, today = ledger.period(first_day, last_day), ledger.day(last_day)
    found = ledger.read_ledger(subscriptions, today, payments=payments)
    if found.kind != "subscriptions":
        raise ValueError(say("formulas.conventions_for_contracts"))
    house = ledger.spells(found, today, grace=grace, allowed_gap=allowed_gap)
    if not len(span) or not len(house[0]):
        return under_headings(pd.DataFrame(columns=list(CONVENTION_COLUMNS)), CONVENTION_COLUMNS.values())
    lines = ledger.by_convention(found, span, today, house, grace=grace, allowed_gap=allowed_gap)
    lines["meaning"] = [say(f"track.convention_{key}") for key in lines["key"]]
    return under_headings(lines[list(CONVENTION_COLUMNS)], CONVENTION_COLUMNS.values())


def cohorts(
    sales_or_subscriptions: pd.DataFrame,
    as_of: Day,
    *,
    every: Literal["month", "quarter"] = "month",
    measure: Literal["customers", "revenue"] = "customers",
    show: Literal["share", "total"] = "share",
    payments: pd.DataFrame | None = None,
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> pd.DataFrame:
    """Of the customers who came in one period, how many were still there after each later one.

    as_of: the day to look from; only periods that had ended by then are shown
    every: the length of a period
    measure: customers, or their revenue
    show: as shares of the first period, or as they are

    Other arguments as in `churn_rate`. One row a period of coming, columns 0, 1, 2, ... periods later, blank
    where the time has not come; last row: all together. Sales: bought in that period; contracts: running at its
    end. Source: Gold 2020, 2.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-08-03", "2026-08-07"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> cohorts(contracts, pd.Timestamp("2026-10-31"))
       Started  Customers    0    1    2
    0  2026-08          2  1.0  1.0  0.5
    1      All          2  1.0  1.0  0.5
    """
    today = ledger.day(as_of)
    if pd.isna(today):
        return _triangle(pd.DataFrame(), measure, every, share=True)
    found = ledger.read_ledger(sales_or_subscriptions, today, payments=payments)
    if found.kind == "sales":
        rows = found.rows if found.rows["amount"].notna().any() else found.rows.drop(columns="amount")
        long = triangles.buying_cohorts(rows, today, every=every)
    else:
        spells, amounts = ledger.spells(found, today, grace=grace, allowed_gap=allowed_gap)
        long = triangles.retention_cohorts(spells, amounts, today, every=every)
    return _triangle(long, measure, every, share=show == "share")


def _triangle(long: pd.DataFrame, measure: str, every: str, *, share: bool) -> pd.DataFrame:
    """The triangle with its names, its sizes and its bottom line."""
    started, customers = say("formulas.column_started"), say("formulas.column_customers")
    if not len(long):
        return of_kinds(pd.DataFrame(columns=[started, customers]), ["text", "count"])
    wide = triangles.triangle(long, measure, share=share)
    line = triangles.weighted_line(long, measure).set_index("age")["share" if share else "kept"]
    size = long.drop_duplicates("cohort").set_index("cohort")["size"].reindex(wide.index)
    months = wide.index.to_series().dt.to_period("M" if every == "month" else "Q")
    label = months.dt.strftime("%Y-%m" if every == "month" else "%Y Q%q").tolist()
    table = pd.concat([wide, line.to_frame().T], ignore_index=True).rename(columns=str)
    table.insert(0, customers, [*size, size.sum()])
    table.insert(0, started, [*label, say("formulas.all_together")])
    kind = "percent" if share else "money" if measure == "revenue" else "count"
    return of_kinds(table.rename_axis(columns=None), ["text", "count", *[kind] * (len(table.columns) - 2)])


def survival(
    sales_or_subscriptions: pd.DataFrame,
    as_of: Day,
    *,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> pd.DataFrame:
    """The share of customers still there after each number of days, with its interval.

    as_of: the day to look from; whoever is still there then counts for the time shown so far

    Other arguments as in `churn_rate`. Kaplan-Meier, a row a length of stay; who came back counts as a new stay. The
    95 % interval is blank while nobody or everybody has left. Source: Kaplan & Meier 1958, JASA 53:457.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-08-03", "2026-08-07"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> survival(contracts, pd.Timestamp("2026-10-31")).iloc[:, :5]
       Days  Seen so long  Left  Still customers  Still there
    0  74.0             2     1                0          0.5
    1  89.0             1     0                1          0.5
    """
    today = ledger.day(as_of)
    found = ledger.read_ledger(sales_or_subscriptions, today, payments=payments)
    spells, _ = ledger.spells(found, today, lapse=lapse, grace=grace, allowed_gap=allowed_gap)
    spent = curves.durations(spells, today)
    curve = curves.kaplan_meier(spent["duration"].to_numpy(float), spent["event"].to_numpy(float))
    return under_headings(curve, SURVIVAL_COLUMNS)


def rfm(
    sales: pd.DataFrame,
    as_of: Day,
    *,
    bins: int = 5,
    mode: scoring.Mode = "house",
    money: Literal["total", "average"] = "total",
) -> pd.DataFrame:
    """Scores every buyer for how lately, how often and for how much they bought, and names the group.

    as_of: the day to look from; later sales are not read
    bins: how many scores there are; 5 is best
    mode: the house's scores, or those of another tool for comparison
    money: money in all, or a purchase day

    One row a customer: days since the last purchase, days with a purchase, net money, three scores, group. No
    rows where nobody bought by as_of or bins is below 1.

    >>> sales = pd.DataFrame({"customer": list("ABDD"), "amount": [9.0, 5.0, 30.0, 10.0],
    ...                       "date": pd.to_datetime(["2026-01-05", "2026-03-02", "2026-03-28", "2026-03-30"])})
    >>> rfm(sales, pd.Timestamp("2026-03-31"))[["Customer", "Days since", "Purchase days", "Score", "Segment"]]
      Customer  Days since  Purchase days Score      Segment
    0        A          85              1   112         Lost
    1        B          29              1   211  Hibernating
    2        D           1              2   444    Champions
    """
    today = ledger.day(as_of)
    rows = ledger.read_ledger(sales, today).rows
    rows = rows[rows["date"] <= today]
    rows = rows if rows["amount"].notna().any() else rows.drop(columns="amount")
    if not (len(rows) and bins >= 1):
        return under_headings(pd.DataFrame(columns=range(len(RFM_COLUMNS))), RFM_COLUMNS)
    scores = scoring.rfm(rows, today, bins=int(bins), mode=mode, money=money)[0]
    return under_headings(scores.assign(segment=segment_names(scores["segment"])), RFM_COLUMNS)


def count_periods(
    found: ledger.Ready, as_of: pd.Timestamp, every: str, lapse: Lapse, grace: int, allowed_gap: int
) -> Business:
    """A ledger counted period by period up to as_of, as the review counts it."""
    spells, amounts = ledger.spells(found, as_of, lapse=lapse, grace=grace, allowed_gap=allowed_gap)
    if every == "auto" and found.time == "year":
        every = "year"
    if every == "auto":
        every = choose_period(spells, as_of)[0] if len(spells) else "month"
    first = spells["started"].min() if len(spells) else pd.Timestamp(0)
    spans = periods(first, as_of if len(spells) else first, every=every)
    moves, losses = movements(spells, amounts, spans)
    moves, losses = (moves, losses) if len(spells) else (moves.iloc[:0], losses.iloc[:0])
    return Business(
        kind=found.kind,
        spells=spells,
        amounts=amounts,
        every=every,
        moves=rates(moves),
        losses=register(losses, spells),
    )


def as_table(frame: pd.DataFrame, columns: tuple[Column, ...]) -> pd.DataFrame:
    """The columns of a tab that the toolkit owns, under their headings, in the tab's order."""
    ours = [column for column in columns if column.owner == "toolkit" and column.key in frame]
    table = frame[[column.key for column in ours]].set_axis([column.heading for column in ours], axis=1)
    return of_kinds(table.reset_index(drop=True), [column.kind for column in ours])


def under_headings(frame: pd.DataFrame, columns: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """A table that is no tab, its columns by their order: each with the key of its heading and its kind."""
    named = [*columns]
    headings = [say(key) if "." in key else key for key, _ in named]
    return of_kinds(frame.set_axis(headings, axis=1), [kind for _, kind in named])
