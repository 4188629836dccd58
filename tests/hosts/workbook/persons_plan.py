"""Random weeks of a small firm, made from a seed alone: who works in which tab at which program, what the ledger brings."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from hosts.workbook.persons_oracle import TABLES

START = pd.Timestamp("2024-11-01")
END = pd.Timestamp("2026-10-31")
LISTS = ("outreach", "lost_customers", "warning_signs")
OTHER_TABS = ("win_back", "churn", "segments", "customer_card", "cohorts")
# Texts as people type them: plain, like a number, like a date, over two lines, in other scripts, half bold.
TEXTS = (
    "{} rang twice",
    "{}: wants 5% off",
    " {} with blanks ",
    "{}\nsecond line",
    "{} Müller & Söhne <neu> \"gut\" 'so'",
    "{} ক্রেতা مشتری 客户",
    "{} 2026-12-01",
    "007 {}",
    "{} long " + "word " * 60,
)
NAMES = ("Anrufe {}", "O'Brien's list {}", "To do {}", "{} Übersicht", "A & B {}")


@dataclass(frozen=True)
class Act:
    """One thing a person does. `row` counts the rows that name a customer, round and round; `rows` are new sales."""

    what: str
    tab: str
    row: int = 0
    heading: str = ""
    text: str = ""
    number: int = 0
    rows: tuple[tuple[str, int, float], ...] = ()


@dataclass(frozen=True)
class Sitting:
    """Acts between opening and saving, at "excel" or "office", and whether a review follows on the day `day`."""

    program: str
    acts: tuple[Act, ...]
    day: pd.Timestamp | None = None


@dataclass(frozen=True)
class Weeks:
    """All of it: which of the books, and the sittings."""

    seed: int
    book: int
    sittings: tuple[Sitting, ...]


def ledger(seed: int) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Two years of a shop with 36 customers: regular ones, lost ones, ones gone quiet; and who is which."""
    chance, rows, kinds = random.Random(seed), [], {"active": [], "lost": [], "quiet": []}
    for number in range(36):
        kind = ("active", "lost", "quiet")[number % 3]
        who = f"{chance.choice(('Café', 'Hof', 'Bäckerei', 'Praxis', 'Studio'))} {number:02d}"
        kinds[kind].append(who)
        gap = 7 if kind == "quiet" else chance.choice((30, 40, 40))
        silent = {"active": number % 20, "quiet": 33 + number % 9, "lost": chance.randrange(60, 400)}[kind]
        stop = END - pd.Timedelta(days=silent)
        first = stop - pd.Timedelta(days=7 * chance.randrange(16, 24)) if kind == "quiet" else START
        money = chance.randrange(20, 400)
        for day in pd.date_range(end=stop, start=first, freq=f"{gap}D"):
            rows.append((who, day, round(money * chance.uniform(0.8, 1.2), 2)))
    frame = pd.DataFrame(rows, columns=["Customer", "Date", "Amount"])
    return frame.sort_values("Date", kind="stable", ignore_index=True), kinds


def sequence(seed: int, *, programs: Sequence[str] = ("excel", "office"), books: int = 4) -> Weeks:
    """The sittings of one seed: 4 to 10 acts in two to four sittings, a review after most of them."""
    chance, book = random.Random(seed), seed % books
    kinds, day = ledger(book)[1], END
    left, made, names = chance.randrange(4, 11), [], iter(range(1, 99))
    while left > 0:
        program = chance.choice(tuple(programs))
        size = min(left, chance.randrange(0 if program == "office" else 1, 5))
        acts = [act(chance, f"zq{seed}{next(names):02d}z", program) for _ in range(size)]
        acts = acts + [one_row(chance, each, next(names), seed) for each in acts if chance.random() < 0.3]
        ends = left - max(size, 1) <= 0
        review = ends or chance.random() < 0.75
        if review and chance.random() < 0.8:
            later = day + pd.Timedelta(days=chance.choice((3, 10, 31)))
            acts += [news(chance, kinds, day, later)]
            acts += [vanished(chance, kinds)] if chance.random() < 0.15 else []
            day = later
        last = [each for each in acts if each.what in ("rename", "move_tab", "copy_tab")][:1]
        acts = [each for each in acts if each.what not in ("rename", "move_tab", "copy_tab")] + last
        made.append(Sitting(program, tuple(acts), day + pd.Timedelta(days=1) if review else None))
        left -= max(size, 1)
    return Weeks(seed, book, tuple(made))


def one_row(chance: random.Random, first: Act, number: int, seed: int) -> Act:
    """Something more in the very row of an earlier act: rows with several things are the usual case."""
    table = TABLES[first.tab] if first.tab in LISTS else TABLES["lost_customers"]
    heading = chance.choice([c.heading for c in table.columns if c.owner == "person"])
    return Act("type", table.key, first.row, heading, f"zq{seed}{number:02d}z again")


def news(chance: random.Random, kinds: dict[str, list[str]], day: pd.Timestamp, later: pd.Timestamp) -> Act:
    """New rows of the ledger up to a later day: most who are active, some who are quiet, one who was lost, one new."""
    buyers = [who for who in kinds["active"] if chance.random() < 0.7]
    buyers += [who for who in kinds["quiet"] if chance.random() < 0.3] + [chance.choice(kinds["lost"])]
    buyers += [f"Neu {chance.randrange(100)}"] if chance.random() < 0.5 else []
    span, zero = (later - day).days, (day - pd.Timestamp("1899-12-30")).days
    days = [zero + chance.randrange(1, span + 1) for _ in buyers[1:]] + [zero + span]
    return Act(
        "sell",
        "Sales",
        rows=tuple((who, at, float(chance.randrange(20, 300))) for who, at in zip(buyers, days, strict=True)),
    )


def vanished(chance: random.Random, kinds: dict[str, list[str]]) -> Act:
    """A customer turns out to be the same as another: all their rows change their name."""
    group = kinds[chance.choice(("lost", "quiet", "active"))]
    return Act("vanish", "Sales", text=chance.choice(group), heading=chance.choice(kinds["active"]))


WEIGHTS = {
    "type": 10,
    "over": 3,
    "new_column": 3,
    "beside": 2,
    "below": 2,
    "own_row": 2,
    "move_column": 3,
    "hide_column": 1,
    "width": 2,
    "colour": 3,
    "comment": 4,
    "thread": 2,
    "sort": 4,
    "filter": 3,
    "delete_row": 3,
    "insert_row": 2,
    "insert_above": 2,
    "duplicate_row": 1,
    "total_row": 1,
    "rename": 2,
    "move_tab": 1,
    "copy_tab": 1,
    "free": 2,
    "setting": 1,
}
ONLY = {"thread": "excel", "total_row": "excel", "copy_tab": "office"}


def act(chance: random.Random, token: str, program: str) -> Act:
    """One act of one person; `token` marks what they type."""
    kinds = [kind for kind in WEIGHTS if ONLY.get(kind, program) == program]
    what = chance.choices(kinds, [WEIGHTS[kind] for kind in kinds])[0]
    table = TABLES[chance.choice(LISTS)]
    typed = chance.choice(TEXTS).format(token)
    if program == "excel" and chance.random() < 0.1:
        typed = f"{token} half**bold"
    plain = Act(what, table.key, chance.randrange(60), text=typed, number=chance.randrange(30))
    ours = [c.heading for c in table.columns if c.owner == "toolkit" and c.key not in table.keys]
    theirs = [c.heading for c in table.columns if c.owner == "person"]
    if what == "type":
        return replace(plain, heading=chance.choice(theirs))
    if what == "over":
        return replace(plain, heading=chance.choice(ours))
    if what == "new_column":
        formula = f'="{token} "&ROW()+0*A{{row}}'
        return replace(plain, heading=f"Own column {token}", text=formula if chance.random() < 0.3 else typed)
    if what in ("below", "beside", "total_row"):
        return replace(plain, number=chance.randrange(8))
    if what == "own_row":
        return replace(plain, text=token, number=chance.randrange(2))
    if what in ("move_column", "hide_column", "width", "comment", "thread", "sort", "filter"):
        heading = chance.choice([c.heading for c in table.columns if what != "hide_column" or c.key != "customer"])
        return replace(plain, heading=heading, number=chance.randrange(2) if what == "sort" else plain.number)
    if what == "colour":
        heading = chance.choice(["Customer", "Name", "Notes", "Rank"])
        return replace(plain, heading=heading, text=f"{chance.randrange(64, 192):02X}{chance.randrange(256):02X}C1")
    if what in ("rename", "copy_tab"):
        name = chance.choice(NAMES if what == "rename" else ("Copy of it {}",)).format(token.strip("zq"))
        return replace(plain, tab=chance.choice((*LISTS, *OTHER_TABS)) if what == "rename" else plain.tab, text=name)
    if what in ("move_tab", "free"):
        return replace(plain, tab=chance.choice((*LISTS, *OTHER_TABS)))
    if what == "setting":
        keys = (("weekly hours", "8"), ("minutes a call", "15"), ("caller", "Kim"), ("cost of an hour", "40"))
        key, value = chance.choice(keys)
        return Act("setting", "settings", heading=key, text=value)
    return plain
