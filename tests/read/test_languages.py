"""An input language is two entries: its words in `schema/words.py` and its dates in `schema/months.py`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from winback_sheets.schema import words
from winback_sheets.schema.inputs import INPUTS
from winback_sheets.schema.months import DATES

ROOT = Path(__file__).resolve().parents[2]

# A language nobody speaks: a workbook in it is read after nothing but its two entries.
MADE_UP = """
import json

import pandas as pd

from winback_sheets.schema.months import DATES, Dates
from winback_sheets.schema.words import LANGUAGES, Words

if {known}:
    LANGUAGES["xx"] = Words(
        columns={{"customer": "plim", "date": "torb", "amount": "gruk", "start": "ansu", "status": "vash",
                 "monthly_amount": "grukom", "billing_period": "ombo", "trial": "pruf", "key": "shol", "value": "vel"}},
        names="plimnam",
        tabs={{"sales": "verbu"}},
        yes="yep",
        no="nop",
        standing={{"left": "fort", "stayed": "hir"}},
        left_headings="fortgang",
        billing={{"year": "annom"}},
        totals="allom",
        currencies={{"XTS": "zlod"}},
        errors="FLOP!",
        zero="\\u0de6",
    )
    DATES["xx"] = Dates(
        "prima|secunda|tertia|quarta|quinta|sexta|septima|octava|nona|decima|undecima|duodecima",
        beside="dagom",
        clock="ob",
        quarters="Kwart",
    )

from winback_sheets.read.book import read
from winback_sheets.read.grid import Grid


def grid(name, rows):
    return Grid(
        name, rows, lambda n: pd.DataFrame(rows[n:], index=range(n + 1, len(rows) + 1), dtype=object), len(rows)
    )


sales = grid("Verbu", [
    ["Plimnam", "Torb", "Gruk"],
    ["Ann & Co", "3 tertia 2025", "12 zlod"],
    ["ann co", "dagom 14 nona 2025 ob 10:30", "7 zlod"],
    ["Ben", "2 Kwart 2025", "\\u0de8\\u0de6"],
    ["Cy", "1 prima 2025", "#FLOP!"],
    ["Allom", None, "39"],
])
contracts = grid("Abo", [
    ["Plim", "Ansu", "Vash", "Grukom", "Pruf"],
    ["Dora", "1 prima 2024", "hir", 5, "nop"],
    ["Ed", "1 prima 2024", "fort", 5, "nop"],
    ["Flo", "1 prima 2024", "hir", 5, "yep"],
])
try:
    book = read([sales, contracts], today=pd.Timestamp("2026-01-15"))
    print(json.dumps({{
        "sales": [] if book.sales is None else [
            [row["customer"], str(row["date"].date()), row["amount"]] for row in book.sales.to_dict("records")
        ],
        "contracts": [] if book.subscriptions is None else book.subscriptions["customer"].tolist(),
        "problems": book.problems[["rule", "row"]].values.tolist(),
    }}, default=int))
except Exception as error:
    print(json.dumps(repr(error)))
"""


def said(known: bool) -> str:
    done = subprocess.run(
        [sys.executable, "-c", MADE_UP.format(known=known)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_language_that_was_made_up_is_read_after_its_two_entries() -> None:
    import json

    found = json.loads(said(True))
    assert found["sales"] == [["Ann & Co", "2025-03-03", 12], ["Ann & Co", "2025-09-14", 7], ["Ben", "2025-04-01", 20]]
    assert found["contracts"] == ["Dora", "Ed"]
    assert sorted(rule for rule, _ in found["problems"]) == ["error_cell", "left_without_date", "total_row", "trial"]


def test_it_is_not_read_without_them() -> None:
    assert "2025" not in said(False)


def test_every_language_of_words_has_its_months() -> None:
    few = {name for name, language in words.LANGUAGES.items() if not language.columns}
    assert [name for name in words.LANGUAGES if name not in few and len(DATES[name].months.split("|")) != 12] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_words_of_a_language_stand_once_and_under_keys_that_exist(language: str) -> None:
    own = words.LANGUAGES[language]
    columns, tables = {c.key for table in INPUTS for c in table.every_column}, {table.key for table in INPUTS}
    assert set(own.columns) | set(own.loose) <= columns and set(own.tabs) <= tables
    assert set(own.billing) <= set(words.PERIODS) and all(re.fullmatch("[A-Z]{3}", code) for code in own.currencies)
    for field in set(own._fields) - {"leaving"}:  # patterns, no lists of words
        value = getattr(own, field)
        for text in value.values() if isinstance(value, dict) else [value]:
            parts = text.split("|") if isinstance(text, str) else []
            assert len(parts) == len(set(parts)) and all(part == part.strip() for part in parts), text
