"""Which heading is which column of a table: words, what stands below them, and what else could be meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from winback_sheets.read.exports import Export
from winback_sheets.read.headings import LOOSE, SURE, WEAK, asks_who_left, fit, normalise
from winback_sheets.read.money import to_numbers
from winback_sheets.read.problems import ESSENTIAL
from winback_sheets.read.profiles import Columns, Profile
from winback_sheets.schema.inputs import Column, Table

BLANK = 0.08  # what a heading counts whose column is empty
DOUBTFUL = 0.3  # below this the cells speak against the words
CLOSE = 0.5  # share of the best that makes another column worth mentioning
CLOSE_PERSON = 0.25  # the same for who the customer is, which matters most
MENTIONED = 2  # of the others, how many
NEARLY = 0.9  # share of the best from which on it may be the one that is meant
NUMBERS = ("money", "number", "minutes", "months", "year", "count", "percent")
# Who a row is about, when no column says it outright: by what else, and how far that is trusted.
STAND_INS = (("email", 0.85), ("customer_name", 0.65), ("company", 0.6), ("last_name", 0.5))
NAMES = ("customer_name", "company")
MONEY = ("amount", "net", "total")  # the best of them is the money of a row
ENOUGH = 8  # cells from which on they can speak against a heading


class Wish(NamedTuple):
    """One heading that may be one column: score from 0 to 1, and how much of it the words alone are."""

    score: float
    words: float
    at: int
    key: str


class Assigned(NamedTuple):
    """Columns by key; those that came near, best first, with their share of the best; and how sure each is."""

    columns: dict[str, int]
    near: dict[str, list[tuple[int, float]]]
    scores: dict[str, float]


def assign(
    table: Table,
    headers: list[str],
    cells: Columns | None = None,
    export: Export | None = None,
    said: Mapping[str, str] | None = None,
) -> Assigned:
    """Which heading is which column of the table; columns that a table needs choose first, the better ones win.

    cells: what stands below, where it is known. export: the program's own report, whose columns are known. said: the
    headings that the owner named, by column, which stand above all.
    """
    columns = _of_export(export, headers, cells) if export is not None and export.table == table.key else {}
    columns = _as_said(table, headers, said or {}, columns)
    other = {key for key, words in export.columns.items() if not words} if export is not None else set()
    wishes = [wish for wish in _wishes(table, headers, cells) if wish.key not in other]
    scores = {key: max((w.score for w in wishes if w.at == at), default=1.0) for key, at in columns.items()}
    by_key: dict[str, list[Wish]] = {}
    for wish in wishes:
        by_key.setdefault(wish.key, []).append(wish)
    if "customer" not in columns and (best := _customer(table, by_key)) is not None:
        columns["customer"], scores["customer"] = best.at, best.score
        if best.key in NAMES:  # who buys is told by name; another column of names is somebody else's
            other |= {best.key}
    if any(wish.at == columns.get("customer") for wish in by_key.get("email", ())):
        columns.setdefault("email", columns["customer"])  # customers told by e-mail
    first = {key for group in table.needed for key in group}
    for wish in sorted(wishes, key=lambda wish: (wish.key not in first, -round(wish.score, 6), wish.at)):
        if wish.key not in columns and wish.at not in columns.values() and wish.key not in {"customer", *other}:
            columns[wish.key], scores[wish.key] = wish.at, wish.score
    if "amount" in {column.key for column in table.columns}:
        _money(table, columns, scores, cells)
    return Assigned(columns, _near(columns, scores, by_key), scores)


def has_tenures(headers: list[str]) -> bool:
    """Whether a list says how long each has been there and who has gone, which needs no names."""
    return any(fit("tenure", each) for each in headers) and any(asks_who_left(each) for each in headers)


def may_be(table: Table, headers: list[str], said: Mapping[str, str] | None = None) -> bool:
    """Whether a row's headings have anything for each column that the table needs; a quick look before the real one."""
    if table.key == "subscriptions" and has_tenures(headers):
        return True
    stand_ins = {"customer": tuple(key for key, _ in STAND_INS)}
    groups = [[other for key in group for other in (key, *stand_ins.get(key, ()))] for group in table.needed]
    return all(any(key in (said or {}) or fit(key, header) for key in group for header in headers) for group in groups)


def _wishes(table: Table, headers: list[str], cells: Columns | None) -> list[Wish]:
    """Every heading that may be a column, unless what stands below it says otherwise."""
    needed = {key for group in table.needed for key in group} | ESSENTIAL
    wishes = []
    for at, header in enumerate(headers):
        for column in table.every_column if header else ():
            words = fit(column.key, header)
            if not words:
                continue
            sure = 1.0 if cells is None else evidence(column, cells, at)
            if column.key == "order_id" and words <= WEAK:  # "Name" is an order's number where numbers stand below it
                codes = 0.0 if cells is None else cells.profile(at).codes
                words, sure = SURE * (codes > 0.9), sure * codes
            if sure < DOUBTFUL and sure != BLANK:
                if words <= LOOSE or column.key not in needed:
                    continue  # nothing but a word speaks for it
                sure = min(sure, BLANK)
            wishes.append(Wish(words * sure, words, at, column.key))
    return wishes


def evidence(column: Column, cells: Columns, at: int) -> float:
    """How far the cells below a heading are what the column should hold, from 0 to 1; 1 where there are none at all."""
    look = cells.profile(at)
    if not look.rows:
        return 1.0
    if not look.cells:
        return BLANK
    share = _share(column, cells, at, look)
    # A handful of cells proves little; and a column that is mostly blank is rarely the one that is meant.
    return (share * look.cells + 2) / (look.cells + 2) * (0.6 + 0.4 * look.filled)


def _share(column: Column, cells: Columns, at: int, look: Profile) -> float:
    if column.key == "customer":
        return _like_a_customer(look)
    if column.kind == "date":
        return cells.dates(at)
    if column.kind in NUMBERS:
        return look.numbers
    if column.kind == "email":
        return look.emails
    if column.kind == "phone":
        return 1 - max(0.7 * look.letters, 0.7 * look.emails, look.answers)
    if column.kind == "id":
        return 1 - max(look.fractions, look.emails)
    if column.key in ("status", "document"):
        return 1.0 if look.different <= max(12, look.cells / 4) else 0.2
    if column.key in ("customer_name", "company", "first_name", "last_name"):
        # One firm throughout is the seller.
        return 0.0 if look.cells >= ENOUGH and look.different == 1 else 1 - max(look.emails, look.codes, look.answers)
    return 1.0


def _like_a_customer(look: Profile) -> float:
    """How far cells may stand for customers: neither money nor days, nor yes and no, nor sentences, nor one value throughout."""
    share = 1 - max(look.fractions, look.stamps, look.answers)
    if look.cells >= ENOUGH and look.different == 1:
        share *= 0.15
    if look.length > 40:
        share *= 0.3
    return share


def _customer(table: Table, by_key: dict[str, list[Wish]]) -> Wish | None:
    """The column that says who a row is about: its own, or what can stand in for it."""
    best = [max(by_key[key], key=lambda wish: (wish.score, -wish.at)) for key in ("customer",) if key in by_key]
    if table.key in ("sales", "subscriptions", "payments") and (table.key == "sales" or by_key.keys() & {"email"}):
        paid = by_key.keys() & {*MONEY, "unit_price", "monthly_amount"}
        for key, trust in STAND_INS if paid else ():
            # A name alone may be anybody's; beside money it is who paid.
            best += [wish._replace(score=wish.score * trust) for wish in by_key.get(key, ()) if wish.score > BLANK]
    return max(best, key=lambda wish: (wish.score, -wish.at), default=None)


def _money(table: Table, columns: dict[str, int], scores: dict[str, float], cells: Columns | None) -> None:
    """The money of a row under `amount`: its own column, else what is net, else the total."""
    if table.key != "sales":
        if "amount" not in columns and (other := next((key for key in MONEY if key in columns), None)):
            columns["amount"], scores["amount"] = columns[other], scores.get(other, 1.0)
        return
    own = scores.get("amount", 0.0)
    net, total = (scores.get(key, 0.0) if key in columns else 0.0 for key in ("net", "total"))
    if own > CLOSE * max(net, total, 1e-9) and "amount" in columns:
        return
    if not max(net, total):
        return
    best = "net" if net >= CLOSE * total and not _after_fees(columns, cells) else "total"
    columns["amount"], scores["amount"] = columns[best], scores[best]


def _after_fees(columns: dict[str, int], cells: Columns | None) -> bool:
    """Whether what a column calls net is what is left after a payment service's fee, not what the customer paid."""
    if cells is None or not {"net", "total", "fee"} <= columns.keys():
        return False
    net, total, fee = (to_numbers(cells.sample[columns[key]]).values.abs() for key in ("net", "total", "fee"))
    gap = (total - net).abs()
    return bool(np.isclose(gap, fee, atol=0.011).mean() > 0.9 and (gap > 0).mean() > 0.5)


def _near(
    columns: dict[str, int], scores: dict[str, float], by_key: dict[str, list[Wish]]
) -> dict[str, list[tuple[int, float]]]:
    """The columns that came near to those taken, of the few that everything hangs on."""
    rivals: dict[str, tuple[str, ...]] = {key: (key,) for key in ("date", "start", "end", "monthly_amount")}
    rivals |= {"customer": ("customer", *(key for key, _ in STAND_INS[:3])), "amount": MONEY}
    trust = dict(STAND_INS)
    found = {}
    for key in rivals.keys() & columns.keys():
        best: dict[int, float] = {}
        for wish in (wish for other in rivals[key] for wish in by_key.get(other, ()) if wish.at != columns[key]):
            same = trust.get(wish.key, 1.0) if key == "customer" else 1.0 if wish.key == key else CLOSE
            share = wish.score * same / max(scores.get(key, 1.0), 1e-9)
            best[wish.at] = max(best.get(wish.at, 0.0), share)
        least = CLOSE if key != "customer" else CLOSE_PERSON
        near = sorted(((at, share) for at, share in best.items() if share >= least), key=lambda each: -each[1])
        if near:
            found[key] = near[:MENTIONED]
    return found


def _places(headers: list[str]) -> dict[str, int]:
    """Where each heading first stands, by how it is compared."""
    return {normalise(header): at for at, header in reversed(list(enumerate(headers)))}


def _as_said(table: Table, headers: list[str], said: Mapping[str, str], columns: dict[str, int]) -> dict[str, int]:
    """The columns with those that the owner named; another column that stood there gives way."""
    if not said:
        return columns
    places = _places(headers)
    keys = {column.key for column in table.every_column}
    own = {
        key: places[normalise(heading)] for key, heading in said.items() if key in keys and normalise(heading) in places
    }
    return {key: at for key, at in columns.items() if at not in own.values()} | own


def _of_export(export: Export | None, headers: list[str], cells: Columns | None) -> dict[str, int]:
    """The columns of a known report: of each the first of its headings below which anything stands."""
    if export is None:
        return {}
    places = _places(headers)
    columns = {}
    for key, words in export.columns.items():
        here = [places[word] for word in map(normalise, words.split("|")) if word in places]
        filled = [at for at in here if cells is None or cells.profile(at).cells]
        if here:
            columns[key] = (filled or here)[0]
    return columns
