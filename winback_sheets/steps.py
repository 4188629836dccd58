"""The product in the order of its steps: grids in, a Review out. Numbers and frames; how it looks is present's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from winback_sheets.findings import AsOf, Business, NothingToReview, Review
from winback_sheets.read.answers import NONE, Answers
from winback_sheets.read.book import Book, read
from winback_sheets.read.grid import Grid
from winback_sheets.read.ledger import cancelled
from winback_sheets.rescue import plan, pursuit
from winback_sheets.schema.lapse_rule import KEPT_AS, LapseRule
from winback_sheets.schema.message import Message
from winback_sheets.schema.settings import (
    AS_OF,
    LIST_ENDED_DAYS,
    OLD_DAYS,
    STALE_DAYS,
    USUAL,
    Effort,
    Rules,
    effort_of,
    rules_of,
)
from winback_sheets.track import changes, churn, in_common, lapse, movements
from winback_sheets.track.activity import contract_spells, lapse_spells, paid_on, purchase_days
from winback_sheets.track.conventions import conventions
from winback_sheets.track.lapse_day import YEAR_DAYS
from winback_sheets.track.lapse_in_use import InUse, lapse_in_use
from winback_sheets.track.movements import ONE_DAY, SPAN
from winback_sheets.track.purchase_model import PurchaseModel, purchase_model
from winback_sheets.track.register import register, undated_losses
from winback_sheets.track.silence_says import silence_says
from winback_sheets.track.undated import is_snapshot, undated_spells
from winback_sheets.watch import exposed as watch_exposed
from winback_sheets.watch import kept_backtest, signs, watch_list
from winback_sheets.watch.backtest import Backtest
from winback_sheets.watch.expected_quiet import busy_months

BACKTEST = "backtest"  # the name under which it is remembered
CONTRACT_DAYS = 90  # without a lapse window: how far the replay looks ahead


def review(
    grids: list[Grid],
    *,
    today: pd.Timestamp,
    as_of: pd.Timestamp | None = None,
    every: str = "auto",
    ours: dict[str, str] | None = None,
    recorded: pd.DataFrame | None = None,
    window: int | None = None,
    remembered: Mapping[str, str] | None = None,
    typed: Mapping[str, pd.DataFrame] | None = None,
    answers: Answers = NONE,
    replay: bool = False,
) -> Review:
    """Review a workbook's grids as they stand on the run day `today`.

    ours: tab name -> key of our result tabs. recorded: the lines of Winback history from earlier runs. window: the
    lapse window an earlier run chose. remembered: what else it has worked out once. typed: rows of our tabs with what
    people typed, by the tab's key. answers: which column or tab is which, as said on the way here. replay: whether to work
    out what the watch list would have done on the past, where an earlier run has not. Raises
    NothingToReview with one sentence when no customer can be counted.
    """
    book = read(grids, today=today, ours=ours, answers=answers)
    if book.trouble:
        raise NothingToReview(book.trouble)
    return review_book(
        book,
        today=today,
        as_of=as_of,
        every=every,
        recorded=recorded,
        window=window,
        remembered=remembered,
        typed=typed,
        replay=replay,
    )


def review_book(
    book: Book,
    *,
    today: pd.Timestamp,
    as_of: pd.Timestamp | None = None,
    every: str = "auto",
    recorded: pd.DataFrame | None = None,
    window: int | None = None,
    remembered: Mapping[str, str] | None = None,
    typed: Mapping[str, pd.DataFrame] | None = None,
    replay: bool = False,
) -> Review:
    """Review a workbook that has been read; arguments and errors as in `review`."""
    seen = _as_of(book, today, as_of)
    day, run_day = seen.day, _run_day(seen, today)
    until = movements.counted_until(day, run_day)
    rules, effort = rules_of(book.settings), effort_of(book.settings)
    rules = rules if every == USUAL.every else rules._replace(every=every)
    sold = _shop_sales(book, day, rules)
    silences = lapse.gaps(sold) if sold is not None and len(sold) else None
    in_use = _lapse_in_use(sold, silences, day, rules, window, remembered or {})
    rules = rules._replace(window=in_use.rule.window if in_use else None)
    silence = silence_says(sold, day, window=in_use.rule.window) if sold is not None and in_use else None
    businesses = _businesses(book, sold, until, run_day, rules, in_use)
    if not businesses:
        raise NothingToReview(_nobody(book, day))
    model = purchase_model(sold, day) if sold is not None and len(sold) else None
    typed, cycle = typed or {}, f"{until + ONE_DAY:%Y-%m}"
    tables = _tables(book, businesses, sold, typed, day)
    remembered = dict(remembered or {}) | ({KEPT_AS: in_use.kept} if in_use and in_use.kept else {})
    past = _backtest(businesses, tables, rules, effort, remembered, replay=replay)
    warnings, found = _signs(businesses, tables, model, past, day, until, rules, effort)
    known, exposed = _exposed(book, businesses, day, rules)
    do_not_contact = pursuit.do_not_contact(_customers(book), typed.get("outreach"))
    lost = _lost(
        *(businesses, sold, day, effort, do_not_contact, warnings["customer"].nunique()),
        model=model if isinstance(model, PurchaseModel) else None,
        says_little=silence is not None and silence.little,
        own=typed.get("lost_customers"),
    )
    done = pursuit.contacted_in(typed.get("outreach"), cycle)
    begin = today if seen.why == "list_ended" else until  # no call is planned for a day long past
    outreach = _outreach(book, lost, warnings, begin, effort, do_not_contact, done)
    lines = pd.concat([changes.history(b.kind, b.moves, b.losses, b.convention) for b in businesses], ignore_index=True)
    before = recorded if recorded is not None and len(recorded) else lines
    end = _data_end(book, seen, today)
    age = 0 if end is None else (today - end).days
    return Review(
        looks_from=seen,
        book=book,
        businesses=businesses,
        window=rules.window,
        within=lapse.share_within(silences, rules.window)
        if silences is not None and rules.window
        else (float("nan"), 0),
        lapse_rules=_lapse_rules(sold, silences, day, in_use),
        lapse=in_use,
        silence=silence,
        conventions=_conventions(book, businesses, until, rules),
        signs=warnings,
        purchase_days=sold,
        model=model,
        looked_at=found.looked_at,
        quiet=found.quiet,
        leaving=known,
        exposed=exposed,
        backtest=past,
        instead=found.said_instead,
        lost=lost,
        outreach=outreach,
        cycle=cycle,
        history=lines,
        restated=changes.restatements(before, lines),
        news=_news(businesses),
        data_end=end,
        stale=age > STALE_DAYS,
        old=age > OLD_DAYS,
        remembered=remembered,
    )


def _as_of(book: Book, today: pd.Timestamp, asked: pd.Timestamp | None) -> AsOf:
    """The day the review looks from."""
    if asked is not None:
        return AsOf(asked, "asked")
    if book.settings[AS_OF] is not None:
        return AsOf(pd.Timestamp(book.settings[AS_OF]), "settings")
    if book.sales is not None and len(book.sales):
        return AsOf(book.sales["date"].max(), "last_sale")
    rows = book.subscriptions
    if rows is not None and book.time == "year" and len(rows):
        return AsOf(min(today, rows["to"].max() - ONE_DAY), "last_term")
    if book.time == "tenure":
        return AsOf((today + ONE_DAY).replace(day=1) - ONE_DAY, "last_full_month")
    newest = _newest(book, today)
    if newest is not None and (today - newest).days > LIST_ENDED_DAYS:
        return AsOf(newest.to_period("M").end_time.normalize(), "list_ended")
    return AsOf(today, "run_day")


def _newest(book: Book, today: pd.Timestamp) -> pd.Timestamp | None:
    """The newest day not after the run day in a list of contracts and its payments; None where there is none."""
    days = [] if book.newest is None else [book.newest]
    payments = book.tables.get("payments", pd.DataFrame())
    for key in ("issued", "due", "paid"):
        if key in payments:
            days += payments.loc[payments[key] <= today, key].nlargest(1).tolist()
    return max(days, default=None)


def _run_day(seen: AsOf, today: pd.Timestamp) -> pd.Timestamp:
    """The day by which periods are over or not.

    A ledger of sales ends where it ends; a day that was asked for, and the day of a list of contracts, are known to their
    end, and seen from the morning after.
    """
    return today if seen.why == "last_sale" else seen.day + ONE_DAY


def _data_end(book: Book, seen: AsOf, today: pd.Timestamp) -> pd.Timestamp | None:
    """The last day that the data tell of; None for a list of contracts that goes on, which is good until it is changed."""
    if book.sales is not None and len(book.sales):
        return book.sales["date"].max()
    if seen.why == "list_ended":
        return _newest(book, today)
    return seen.day if book.time == "year" else None


def _lapse_in_use(
    sales: pd.DataFrame | None,
    silences: pd.DataFrame | None,
    day: pd.Timestamp,
    rules: Rules,
    window: int | None,
    remembered: Mapping[str, str],
) -> InUse | None:
    """The rule for silence; none without sales. window: what an earlier review kept."""
    if sales is None or silences is None:
        return None
    return lapse_in_use(sales, day, rules, silences=silences, window=window, remembered=remembered)


def _lapse_rules(
    sales: pd.DataFrame | None, silences: pd.DataFrame | None, day: pd.Timestamp, in_use: InUse | None
) -> pd.DataFrame:
    """The other rules for silence beside the one in use; none without sales."""
    if sales is None or silences is None or in_use is None:
        return pd.DataFrame()
    return lapse.rules(sales, day, rule=in_use.rule, silences=silences)


def _shop_sales(book: Book, day: pd.Timestamp, rules: Rules) -> pd.DataFrame | None:
    """Purchase days up to the day of those who have no subscription: a customer with one follows the contract."""
    if book.sales is None:
        return None
    sales = book.sales[book.sales["date"] <= day]
    if book.subscriptions is not None:
        sales = sales[~sales["customer"].isin(book.subscriptions["customer"])]
    return purchase_days(sales.assign(cancelled=cancelled(sales)) if rules.match_refunds else sales)


def _businesses(
    book: Book,
    sales: pd.DataFrame | None,
    until: pd.Timestamp,
    run_day: pd.Timestamp,
    rules: Rules,
    in_use: InUse | None,
) -> list[Business]:
    found = []
    if book.subscriptions is not None:
        found.append(_contracts(book, book.subscriptions, until, run_day, rules))
    if sales is not None and in_use is not None:
        counted = lapse_spells(sales, until, rule=in_use.rule)
        found.append(_count("sales", counted, until, run_day, rules.every, _lost_by(in_use.rule)))
    return [business for business in found if len(business.spells)]


def _lost_by(rule: LapseRule) -> Message:
    """What counts as a loss by a rule for silence."""
    if rule.mbg is None:
        return Message("track.lost_no_purchase", {"days": rule.window})
    return Message("track.lost_none_expected", {"days": rule.window, "ahead": YEAR_DAYS})


def _contracts(book: Book, rows: pd.DataFrame, until: pd.Timestamp, run_day: pd.Timestamp, rules: Rules) -> Business:
    """The contracts counted by period; a list that says of nobody since when they are gone in one line."""
    unpaid = _payments(book)
    counted = contract_spells(rows, until, rules=rules, payments=unpaid)
    if book.time == "tenure" or is_snapshot(rows, until):
        return _count_snapshot(counted, until)
    convention = Message("track.lost_contract_ended")
    if unpaid is not None:
        convention = Message("track.lost_ended_or_unpaid", {"days": rules.grace})
    by = "year" if book.time == "year" and rules.every not in ("month", "quarter") else rules.every
    business = _count("subscriptions", counted, until, run_day, by, convention)
    undated = undated_spells(rows, until)
    return replace(business, undated=undated, losses=undated_losses(business.losses, undated))


def _count_snapshot(counted: tuple[pd.DataFrame, pd.DataFrame], until: pd.Timestamp) -> Business:
    """A list that says who is gone and not since when: those there before its last day, and those gone by then.

    The day by which they are counted is no day of theirs, so that losses and ends have none.
    """
    spells, amounts = counted
    label = f"{until:%Y-%m}"
    line = {"label": label, "first_day": until, "next_first": until + ONE_DAY, "over_on": until + ONE_DAY}
    moves, losses = movements.movements(spells, amounts, pd.DataFrame([line | {"closed": True}]))
    return Business(
        kind="subscriptions",
        spells=spells.assign(ended=pd.NaT),
        amounts=amounts,
        every="month",
        moves=churn.rates(moves),
        losses=register(losses, spells).assign(lost_on=pd.NaT, ended=pd.NaT),
        why_every=Message("track.every_snapshot"),
        convention=Message("track.lost_marked_gone"),
        snapshot=True,
    )


def _count(
    kind: str,
    counted: tuple[pd.DataFrame, pd.DataFrame],
    until: pd.Timestamp,
    run_day: pd.Timestamp,
    every: str,
    convention: Message,
) -> Business:
    """Spells counted by period."""
    spells, amounts = counted
    begin, why = spells["started"].min() if len(spells) else until, Message("track.every_asked")
    if every == "year":
        why = Message("track.every_year")
    elif every not in ("month", "quarter"):
        every, usual = movements.choose_period(spells, until)
        key = "track.every_usual_month" if every == "month" else "track.every_usual_quarter"
        why = Message(key, {"usual": round(usual, 1)})
    moves, losses = movements.movements(spells, amounts, movements.periods(begin, until, every=every, run_day=run_day))
    return Business(
        kind=kind,
        spells=spells,
        amounts=amounts,
        every=every,
        moves=churn.rates(moves),
        losses=register(losses, spells),
        why_every=why,
        convention=convention,
    )


def _tables(
    book: Book,
    businesses: list[Business],
    sales: pd.DataFrame | None,
    typed: Mapping[str, pd.DataFrame],
    day: pd.Timestamp,
) -> dict[str, pd.DataFrame]:
    """What the warning signs are found in, by name; what is typed in Outreach is known by the day at the latest."""
    tables = dict(book.tables)
    for business in businesses:
        if business.kind == "sales" and sales is not None:
            tables["purchase_days"] = sales
        elif book.subscriptions is not None:
            tables |= {"subscriptions": book.subscriptions, "amounts": business.amounts}
    if "outreach" in typed:
        worked = typed["outreach"]
        written = pd.to_datetime(worked["date"], errors="coerce").fillna(day).clip(upper=day)
        tables["worked"] = worked.assign(date=written)
    if "people" in tables:  # a last day in the future without the day it was heard of: we hear of it now
        tables["people"] = tables["people"].assign(listed=day)
    return tables


def _calls(effort: Effort) -> int:
    """How many calls fit into a cycle."""
    return plan.calls_a_week(effort.weekly_hours, effort.minutes) * plan.WEEKS


def _backtest(
    businesses: list[Business],
    tables: Mapping[str, pd.DataFrame],
    rules: Rules,
    effort: Effort,
    remembered: dict[str, str],
    *,
    replay: bool,
) -> Backtest | None:
    """What the list and the signs would have done on the past up to the last closed period; remembered until the next.

    None where it is not known and not to be worked out.
    """
    ends = [b.moves.loc[b.moves["closed"].astype(bool), "next_first"].max() for b in businesses]
    closed = max((end for end in ends if pd.notna(end)), default=None)
    if closed is None:
        return None
    counted = rules._replace(lapse=None)  # what was found the first time is typed in Settings the second
    made_for = " ".join(map(str, (f"{closed:%Y-%m-%d}", *counted, _calls(effort))))
    found = kept_backtest.from_text(remembered.get(BACKTEST, ""), made_for)
    if found is None and replay:
        contracts = next((b.spells for b in businesses if b.kind == "subscriptions" and not b.snapshot), None)
        found = kept_backtest.worked_out(
            *(tables.get("purchase_days"), contracts, tables, closed - ONE_DAY),
            calls=_calls(effort),
            ahead=rules.window or CONTRACT_DAYS,
        )
        remembered[BACKTEST] = kept_backtest.as_text(found, made_for)
        return kept_backtest.from_text(remembered[BACKTEST], made_for)  # as every later run has it
    return found


def _signs(
    businesses: list[Business],
    tables: Mapping[str, pd.DataFrame],
    model: PurchaseModel | Message | None,
    past: Backtest | None,
    day: pd.Timestamp,
    until: pd.Timestamp,
    rules: Rules,
    effort: Effort,
) -> tuple[pd.DataFrame, signs.Found]:
    """Warning signs of every active customer, most urgent first, then the watch list; and all else that they say."""
    money, who, shop = [], pd.Index([]), pd.Index([])
    for business in businesses:
        paid = paid_on(business.amounts, until)
        money.append(paid[paid.index.isin(business.active)])
        who = who.union(business.active)
        shop = business.active if business.kind == "sales" else shop
    sales = tables.get("purchase_days")
    off = [key for key, each in past.signs.items() if not each.is_on] if past else []
    if sales is None or model is None or rules.window is None:
        found = signs.find_signs(tables, who, day)
        named = found.signs[~found.signs["sign"].isin(off)]
    else:
        everybody = watch_list.everybody(sales, day, model, rules.window)
        found = signs.find_signs(tables, who, day, overdue=watch_list.overdue(everybody, shop, day))
        named = found.signs[~found.signs["sign"].isin(off)]
        events, order = signs.with_event(named), past.order if past else "chance"
        quiet, calls = pd.Index(found.quiet["customer"]), _calls(effort) - len(events)
        listed = watch_list.watch_list(
            everybody, shop.difference(events.union(quiet)), ahead=rules.window, calls=calls, order=order
        )
        named = named.assign(leaving=named["customer"].map(everybody["leaving"]))
        named = signs.together([named, listed.assign(sign=signs.MAY_LEAVE.key)])
    return signs.rank_signs(named, pd.concat(money)), found


def _exposed(
    book: Book, businesses: list[Business], day: pd.Timestamp, rules: Rules
) -> tuple[list[watch_exposed.Leaving], pd.DataFrame]:
    """What the leavers of late have in common, by kind of business, and who is still there and shares it."""
    ledgers = {"sales": book.sales, "subscriptions": book.subscriptions}
    traits = in_common.traits(book.tables | {name: rows for name, rows in ledgers.items() if rows is not None})
    windows = {"sales": rules.window or 0, "subscriptions": 0}
    known = [watch_exposed.leaving(b.kind, b.spells, traits, day, window=windows[b.kind]) for b in businesses]
    money = pd.concat([paid_on(b.amounts, day) for b in businesses])
    return known, watch_exposed.exposed(known, traits, {b.kind: b.active for b in businesses}, money)


def _payments(book: Book) -> pd.DataFrame | None:
    payments = book.tables.get("payments")
    return payments if payments is not None and {"due", "paid"} <= set(payments) else None


def _lost(
    businesses: list[Business],
    sales: pd.DataFrame | None,
    day: pd.Timestamp,
    effort: Effort,
    do_not_contact: pd.Index,
    warned: int,
    *,
    model: PurchaseModel | None,
    says_little: bool,
    own: pd.DataFrame | None,
) -> pd.DataFrame:
    """The register of every loss with its decision; calls for customers who may still be kept come first."""
    parts = []
    for business in businesses:
        past = sales if business.kind == "sales" else None
        losses = business.losses.assign(kind=business.kind, says_little=says_little and business.kind == "sales")
        parts.append(pursuit.with_prospects(losses, past, day, model=model))
    week = plan.calls_a_week(effort.weekly_hours, effort.minutes)
    return pursuit.lost_register(
        pd.concat(parts, ignore_index=True),
        do_not_contact,
        day,
        own=own,
        calls=max(week, week * plan.WEEKS - warned),
        cost_of_call=effort.cost_of_hour * effort.minutes / 60,
        margin=effort.weight,
    )


def _customers(book: Book) -> pd.DataFrame:
    return book.tables.get("customers", pd.DataFrame({"customer": []}))


def _outreach(
    book: Book,
    lost: pd.DataFrame,
    warnings: pd.DataFrame,
    until: pd.Timestamp,
    effort: Effort,
    do_not_contact: pd.Index,
    done: pd.DataFrame,
) -> pd.DataFrame:
    """The dated plan from the first working day on."""
    calendar = book.tables.get("calendar")
    own: Iterable[pd.Timestamp] = []
    if calendar is not None and "holiday" in calendar:  # a day of a season is a working day
        season = calendar["season"].notna() if "season" in calendar else False
        own = calendar.loc[calendar["holiday"].notna() | ~pd.Series(season, index=calendar.index), "date"].dropna()
    days = plan.working_days(until, country=effort.country, closed=frozenset(own))
    week = plan.calls_a_week(effort.weekly_hours, effort.minutes)
    return pursuit.outreach(
        *(lost, warnings, do_not_contact, days),
        a_week=week,
        margin=effort.weight,
        done=done,
        busy=busy_months(book.tables.get("customers")),
    )


def _conventions(book: Book, businesses: list[Business], until: pd.Timestamp, rules: Rules) -> pd.DataFrame:
    business = next((b for b in businesses if b.kind == "subscriptions"), None)
    if business is None or business.snapshot or business.headline is None or book.subscriptions is None:
        return pd.DataFrame()
    span = business.moves.loc[business.moves["label"] == business.headline["label"], SPAN]
    house = (business.spells, business.amounts)
    return conventions(book.subscriptions, span, until, rules=rules, payments=_payments(book), house=house)


def _news(businesses: list[Business]) -> pd.DataFrame:
    lines = [(b, b.headline) for b in businesses]
    parts = [changes.since_last(b.spells, b.losses, line).assign(kind=b.kind) for b, line in lines if line is not None]
    undated = [
        b.losses.loc[b.losses["counted"] == movements.UNDATED, ["customer"]].assign(kind=b.kind) for b, _ in lines
    ]
    parts += [each.assign(what=movements.UNDATED, day=pd.NaT) for each in undated if len(each)]
    return pd.concat(parts, ignore_index=True)


def _nobody(book: Book, day: pd.Timestamp) -> Message:
    """Why no customer could be counted."""
    if book.rows_no_sale and book.rows_no_sale == book.rows_read:
        return Message("read.no_sales_yet", {"rows": book.rows_read})
    if book.rows_guests and not book.rows_used:
        return Message("read.only_guests", {"rows": book.rows_guests})
    if cut_short := [doubt for doubt in book.doubts if doubt.key == "read.damaged_ids" and not book.rows_used]:
        return cut_short[0]
    if book.rows_read and not book.rows_used:
        return Message("read.none_used", {"rows": book.rows_read})
    return Message("read.nobody_bought", {"day": day}) if book.rows_read else Message("read.no_rows")
