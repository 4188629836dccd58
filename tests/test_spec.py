"""The pages of the specification and the schema say the same: every input named there is a tab or a column here."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from winback_sheets.read.headings import normalise
from winback_sheets.read.recognise import match_columns
from winback_sheets.schema.inputs import INPUTS
from winback_sheets.schema.results import RESULTS
from winback_sheets.schema.settings import SETTING_LINES

SPEC = Path(__file__).resolve().parents[1] / "../shared/spec"
TABLES = {table.key: table for table in INPUTS}
# What the requirements called a tab before the names were settled.
TABS = {"orders": "sales", "config": "settings", "reasons": "reason_catalogue", "interviews": "surveys"}
# Sheets of the first sketch whose columns are lines of Settings or lists of their own.
SETTINGS_ONLY = {"config"}
# Words in "inputs" for what is worked out from a tab; each value is a tab, a column or a result tab itself.
DERIVED = {
    "all": "customers", "all sheets": "customers", "as above": "subscriptions", "below": "calls.verified_reason",
    "same": "calls.outcome", "bounced mail": "contacts.note", "new signer": "people.successor",
    "busy": "customers.busy_months", "calls outcomes": "calls.outcome", "churn": "sales.date",
    "churn by reason": "subscriptions.end_reason", "config retention": "settings", "contacts (in)": "contacts.direction",
    "costs": "offers.cost", "lifetime value": "sales.amount", "ltv": "sales.amount", "ltv model": "sales.amount",
    "loss counts": "lost customers", "lost list": "lost customers", "notes": "contacts.note",
    "orders by product": "sales.product", "periods": "settings", "person card": "customer card",
    "priority": "lost customers.priority", "likelihood": "lost customers.likelihood", "revenue": "sales.amount",
    "schedule": "outreach", "scripts": "phrases", "templates": "phrases", "signals": "warning signs",
    "confirmed": "complaints.confirmed_satisfied",
}  # fmt: skip
# The toolkit's own part of the house, not an input: "-" stands where a rule needs no data.
NOTHING = {"-"}
RESULT_TABS = {normalise(table.title) for table in RESULTS} | {normalise("customer card")}


def page(name):
    path = SPEC / name
    if not path.exists():
        reason = "the specification (../shared/spec beside the checkout) is not on this machine"
        pytest.fail(reason) if os.environ.get("WINBACK_CI") == "1" else pytest.skip(reason)
    return path.read_text(encoding="utf-8")


def column_of(table, word):
    """The key of the column that a word names in a table, None if there is none."""
    name = re.sub(r"\s*\(.*?\)", "", word).strip(" *")
    return next(iter(match_columns(TABLES[table], [name])), None)


def resolves(word):
    word = word.strip().casefold()
    if word in DERIVED:
        word = DERIVED[word]
    tab, _, column = word.partition(".")
    key = TABS.get(tab, tab)
    if normalise(tab) in RESULT_TABS:
        table = next((table for table in RESULTS if normalise(table.title) == normalise(tab)), None)
        return not column or (table is not None and any(c.key == column for c in table.columns))
    if key in TABLES:
        return not column or column_of(key, column) is not None
    settings = {normalise(line.key) for line in SETTING_LINES}
    return normalise(word) in settings or any(column_of(table, word) for table in TABLES)


def inputs():
    """(id, inputs) of every requirement in sections 1 to 5."""
    found = []
    for line in page("requirements.md").split("## 6.")[0].splitlines():
        if re.match(r"\| 00\d-\d\d \|", line):
            cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
            found.append((cells[0], cells[3]))
    return found


def test_a_word_that_is_no_input_does_not_resolve():
    assert not any(
        resolves(word) for word in ("horoscope", "calls.weather", "lost customers.horoscope", "sales.severity")
    )


def test_every_input_of_every_requirement_is_in_the_schema():
    words = {(id_, word.strip()) for id_, cell in inputs() for word in re.split(r"[,/;]", cell)}
    assert len(words) > 150
    assert sorted(pair for pair in words if pair[1] not in NOTHING and not resolves(pair[1])) == []


def test_no_derived_word_is_left_over_or_leads_nowhere():
    used = {word.strip().casefold() for _, cell in inputs() for word in re.split(r"[,/;]", cell)}
    assert set(DERIVED) <= used
    assert [word for word in DERIVED if not resolves(word)] == []


def sketch():
    """(tab, columns) of the first sketch in section 0."""
    part = page("requirements.md").split("Input sheets")[1].split("## 1.")[0]
    rows = re.findall(r"^\| ([\w ()]+) \| (.+) \|$", part, flags=re.MULTILINE)
    return [(name.split(" (")[0].strip(), columns) for name, columns in rows if name != "sheet"]


def test_every_column_of_the_first_sketch_is_in_its_tab():
    rows = [row for row in sketch() if row[0] not in SETTINGS_ONLY]
    assert len(rows) == 16
    lost = []
    for name, columns in rows:
        key = TABS.get(name, name)
        words = re.sub(r"\(.*?\)", "", columns).replace(
            "stage1..stage5 done", ", ".join(f"stage{n}" for n in range(1, 6))
        )
        lost += [(name, word.strip()) for word in words.split(",") if column_of(key, word.strip()) is None]
    assert lost == []


def tabs():
    """(tab, columns, needed ones) of the input tabs in section 2 of the product page."""
    part = page("product.md").split("| input tab |")[1].split("Settings is `key")[0]
    rows = re.findall(r"^\| ([A-Z]\w+) \| (.+) \|$", part, flags=re.MULTILINE)
    return [(name, columns) for name, columns in rows if "**" in columns]


def test_every_column_of_every_input_tab_of_the_product_is_in_the_schema():
    rows = tabs()
    assert [name for name, _ in rows] == ["Sales", "Subscriptions", "Customers", "Payments", "Contacts", "People", "Complaints",
                                          "Surveys"]  # fmt: skip
    lost = []
    for name, columns in rows:
        words = columns.replace("situation (text, source, date)", "situation, situation source, situation date")
        words = re.sub(r"\((or )?quantity x unit price.*?\)", ", quantity, unit price", words)
        words = re.sub(r"\(or a year/term column of renewals, or tenure\)", ", year, tenure", words)
        words = re.sub(r"\(or amount \+ billing period\)", ", amount, billing period", words)
        words = re.sub(r"\(or issued\)", ", issued", words)
        lost += [
            (name, w.strip(" *")) for w in words.split(",") if w.strip(" *") and column_of(normalise(name), w) is None
        ]
    assert lost == []


@pytest.mark.parametrize(("name", "needed"), [
    pytest.param("sales", {("customer",), ("date",)}, id="Sales needs customer and date, nothing else"),
    pytest.param("subscriptions", {("customer",), ("start", "year", "tenure")}, id="Subscriptions: customer and a time"),
])  # fmt: skip
def test_what_is_needed_is_what_the_product_page_prints_bold(name, needed):
    columns = dict(tabs())[name.capitalize()]
    bold = re.findall(r"\*\*(.+?)\*\*", columns)
    assert {column_of(name, word) for word in bold} == {group[0] for group in needed}
    assert set(TABLES[name].needed) == needed


def test_every_other_tab_of_the_product_has_a_table():
    part = page("product.md").split("| Offers, Promises")[1].split("|")[0]
    names = [
        "Offers",
        "Promises",
        *(re.sub(r"\(.*?\)", "", name) for name in re.split(r",(?![^(]*\))", part) if name.strip()),
    ]
    titles = {normalise(table.title) for table in INPUTS}
    assert len(names) == 10
    assert [name for name in names if normalise(name) not in titles] == []
