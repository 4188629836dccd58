"""`import winback_sheets as wb`: every formula by its name, on a DataFrame as its owner has it, with types."""

from __future__ import annotations

import datetime
import inspect
import io
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

import winback_sheets as wb
from winback_sheets.formulas import registry
from winback_sheets.formulas.churn import churn_rate

ROOT = Path(__file__).resolve().parents[1]
NAMES = [formula.name.lower() for formula in registry.FORMULAS]
FIRST, LAST = "2026-10-01", "2026-10-31"

# A shop whose window is 90 days: Ann and Dora buy on, Ben was last there on 10 July, Carl on 20 July.
LEDGER = """Order date,Client,Total
05/01/2026,Ann,"12,50"
10/07/2026,Ben,"20,00"
20/07/2026,Carl,"7,00"
14/09/2026,Ann,"12,50"
25/09/2026,Dora,"30,00"
31/12/2026,Ann,"1,00"
"""
KEYS = {"Order date": "date", "Client": "customer", "Total": "amount"}


def owners(**options: object) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(LEDGER), **options)  # type: ignore[call-overload]


def schemas() -> pd.DataFrame:
    frame = owners(decimal=",").rename(columns=KEYS)
    return frame.assign(date=pd.to_datetime(frame["date"], dayfirst=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_formula_is_there_and_is_the_very_function(name: str) -> None:
    assert getattr(wb, name) is registry.function(name)
    assert name in wb.__all__ and name in dir(wb)


def test_what_is_offered_is_the_formulas_and_the_commands_and_hides_no_folder() -> None:
    assert set(wb.__all__) - set(NAMES) == {"check", "demo", "forget", "guide", "new", "review", "undo", "why"}
    assert [name for name in wb.__all__ if find_spec(f"winback_sheets.{name}")] == []
    assert all(callable(getattr(wb, name)) for name in wb.__all__)


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match="chrun_rate"):
        wb.chrun_rate  # type: ignore[attr-defined]  # noqa: B018


def test_importing_the_package_loads_no_pandas() -> None:
    program = "import sys, winback_sheets as wb; dir(wb); print('pandas' in sys.modules, callable(wb.churn_rate))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(FIRST, LAST, id="texts"),
        pytest.param(datetime.date(2026, 10, 1), datetime.date(2026, 10, 31), id="days"),
        pytest.param(pd.Timestamp(FIRST), pd.Timestamp(LAST), id="Timestamps"),
    ],
)
@pytest.mark.parametrize(
    "sales",
    [
        pytest.param(owners(), id="under the owner's headings, all of it text"),
        pytest.param(owners(decimal=","), id="money as numbers"),
        pytest.param(owners(dtype="category"), id="categories"),
        pytest.param(owners(index_col=None).set_index(pd.Index(list("uvwxyz"))), id="an index of the owner's own"),
        pytest.param(owners().assign(Shop="north", Note=None), id="other columns beside"),
        pytest.param(owners().rename(columns=KEYS), id="the schema's keys, still text"),
        pytest.param(owners().rename(columns={"Order date": "date"}), id="a key among headings"),
        pytest.param(schemas(), id="the schema's keys and types"),
    ],
)
def test_churn_of_a_ledger_as_pandas_reads_it(sales: pd.DataFrame, first: object, last: object) -> None:
    # Ben and Carl of the four who were customers on 30 September.
    assert wb.churn_rate(sales, first, last, lapse=90) == 0.5  # type: ignore[arg-type]


def test_a_frame_in_the_schemas_shape_is_not_read_again_and_none_is_changed() -> None:
    for frame in (schemas(), owners()):
        before = frame.copy(deep=True)
        wb.churn_rate(frame, FIRST, LAST)
        pd.testing.assert_frame_equal(frame, before)


def test_tables_and_second_frames_are_read_by_their_headings_too() -> None:
    table = wb.churn_table(owners(), LAST, every="month", lapse=90).set_index("Period")
    assert table.loc["2026-10", ["Start", "Lost"]].tolist() == [4, 2]
    people = pd.DataFrame({"Customer": ["Ben"], "Do not contact": ["yes"]})
    assert "Ben" in wb.outreach(owners(), LAST, lapse=90)["Customer"].tolist()
    assert "Ben" not in wb.outreach(owners(), LAST, lapse=90, customers=people)["Customer"].tolist()
    contracts = pd.DataFrame({"Client": ["K"], "Start date": ["2026-01-01"], "Monthly fee": ["110"]})
    invoices = pd.DataFrame({"Client": ["K"], "Due date": ["2026-09-15"], "Paid on": [None], "Amount": ["110"]})
    assert wb.lost_revenue(contracts, FIRST, LAST) == 0
    assert wb.lost_revenue(contracts, FIRST, LAST, payments=invoices) == 110


def test_contacts_under_the_owners_headings() -> None:
    log = pd.DataFrame({"Client": ["A"], "Date": ["2026-10-02"], "Minutes": [10], "Our talk minutes": ["4"]})
    assert wb.talk_share(log, first_day=FIRST) == 0.4
    assert str(wb.next_contact(log, "a", "2026-10-20", every=30).date()) == "2026-11-02"


@pytest.mark.parametrize("day", ["01/10/2026", "yesterday", "2026-13-01", ""])
def test_a_day_that_can_be_read_in_two_ways_is_not_guessed(day: str) -> None:
    with pytest.raises(ValueError, match="written like 2026-10-31"):
        wb.churn_rate(owners(), day, LAST)


def test_a_frame_that_lacks_a_column_says_which() -> None:
    with pytest.raises(ValueError, match="no column 'Date'"):
        wb.churn_rate(owners()[["Client", "Total"]], FIRST, LAST)


SNIPPET = """
import pandas as pd
import winback_sheets as wb
sales = pd.DataFrame()
reveal_type(wb.churn_rate(sales, "2026-10-01", last_day=pd.Timestamp("2026-10-31")))
reveal_type(wb.convert_rate(0.05, "year"))
wb.convert_rate(0.05, "fortnight")
wb.chrun_rate(sales)
"""


def test_a_type_checker_sees_signatures_and_misspellings(tmp_path: Path) -> None:
    program = tmp_path / "snippet.py"
    program.write_text(SNIPPET, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", "--follow-imports=silent"]
    # Without our own configuration: what somebody sees who installed the package.
    done = subprocess.run(
        [*command, "--config-file=", f"--cache-dir={tmp_path / 'cache'}", str(program)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    said = done.stdout.splitlines()
    assert [line for line in said if "Revealed type" in line and "float" not in line] == []
    assert done.stdout.count("Revealed type") == 2
    assert "incompatible type \"Literal['fortnight']\"" in done.stdout
    assert 'has no attribute "chrun_rate"' in done.stdout
    assert said[-1].startswith("Found 2 errors"), done.stdout + done.stderr


def test_the_help_of_a_formula_is_its_docstring() -> None:
    assert inspect.signature(wb.churn_rate) == inspect.signature(churn_rate)
    assert (wb.churn_rate.__doc__ or "").startswith("The share of your customers who left")
