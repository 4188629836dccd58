"""Export after export joined to one workbook: every row counts once, what was typed stays, and a second book is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from ledgers import write

from winback_sheets import api

# Customers of the story buy once a month; Fay and Gus bought last in September 2025.
BUYERS = {
    "Ada Ash": 60,
    "Bo Birch": 80,
    "Cy Cedar": 40,
    "Dee Dell": 100,
    "Eli Elm": 50,
    "Fay Fern": 90,
    "Gus Grove": 70,
}
HEADINGS = ["Order ID", "Date", "Customer", "Amount", "Product"]


def sales() -> pd.DataFrame:
    """Orders from January 2025 to October 2026, in the texts of an export."""
    months = [str(month) for month in pd.period_range("2025-01", "2026-10", freq="M")]
    rows = [
        (f"{month}-{5 + 3 * number:02d}", buyer, f"{amount}.00", "Rake")
        for month in months
        for number, (buyer, amount) in enumerate(BUYERS.items())
        if month <= "2025-09" or number < 5
    ]
    return pd.DataFrame([(str(1000 + number), *row) for number, row in enumerate(rows)], columns=HEADINGS)


def between(first: str, last: str) -> pd.DataFrame:
    frame = sales()
    return frame[frame["Date"].between(first, last)]


def export(path: Path, frame: pd.DataFrame, **options: object) -> Path:
    frame.to_csv(path, index=False, **options)
    return path


def winback(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as an owner types it, in the folder of the exports."""
    command = [sys.executable, "-m", "winback_sheets", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=300)


def rows_of(book: Path, tab: str = "Sales") -> list[tuple[object, ...]]:
    return [row for row in openpyxl.load_workbook(book)[tab].iter_rows(min_row=2, values_only=True) if any(row)]


def counted(book: Path) -> tuple[int, float, set[str]]:
    """Rows used, money and who is lost, as a review of the workbook alone finds them."""
    found = api.review(book, dry_run=True).review
    return found.book.rows_used, found.book.money_read, set(found.lost["customer"])


def money(frame: pd.DataFrame) -> float:
    return float(frame["Amount"].astype(float).sum())


def test_three_months_of_exports_in_one_workbook(tmp_path: Path) -> None:
    export(tmp_path / "orders.csv", between("2025-01-01", "2026-08-31"))
    export(tmp_path / "orders_sep.csv", between("2026-08-15", "2026-09-30"))  # one order of August once more
    october = between("2026-09-16", "2026-10-31")[["Customer", "Amount", "Date", "Order ID", "Product"]]
    october = october.rename(columns={"Customer": "Client"}).assign(Country="Norway")
    october.loc[october["Order ID"] == october["Order ID"].iloc[0], "Amount"] = "55.00"
    export(tmp_path / "orders_oct.csv", october)
    book = tmp_path / "orders.winback.xlsx"
    assert winback(tmp_path, "review", "orders.csv").returncode == 0

    asked = winback(tmp_path, "review", "orders_sep.csv")
    assert asked.returncode == 2 and not (tmp_path / "orders_sep.winback.xlsx").exists()
    assert "review orders_sep.csv --into orders.winback.xlsx`" in asked.stderr
    assert "review orders_sep.csv --out orders_sep.winback.xlsx`" in asked.stderr

    first = winback(tmp_path, "review", "orders_sep.csv", "--into", "orders.winback.xlsx")
    assert "orders_sep.csv: 5 rows added, 1 were there already, 0 changed" in first.stdout, first.stderr
    assert rows_of(book)[0] == ("1000", "2025-01-05", "Ada Ash", "60.00", "Rake")  # as it stood in the export

    edited = openpyxl.load_workbook(book)
    lost = edited["Lost customers"]
    notes = next(cell.column for cell in lost[5] if cell.value == "Notes")
    lost.cell(6, notes).value = "ring in spring"
    edited["Sales"].cell(1, 9).value, edited["Sales"].cell(3, 9).value = "My mark", "checked"
    edited.save(book)

    third = winback(tmp_path, "review", "orders_oct.csv", "--into", "orders.winback.xlsx")
    assert "orders_oct.csv: 5 rows added, 0 were there already, 1 changed" in third.stdout, third.stderr
    after = openpyxl.load_workbook(book)
    assert after["Lost customers"].cell(6, notes).value == "ring in spring"
    assert (after["Sales"].cell(1, 9).value, after["Sales"].cell(3, 9).value) == ("My mark", "checked")
    dear = between("2026-09-16", "2026-09-30")["Order ID"].iloc[0]
    assert [row[3] for row in rows_of(book) if row[0] == dear] == ["55.00"]
    assert counted(book) == (len(sales()), money(sales()) + 5, {"Fay Fern", "Gus Grove"})

    before = book.read_bytes()
    again = winback(tmp_path, "review", "orders_oct.csv", "--into", "orders.winback.xlsx")
    assert "orders_oct.csv: nothing to add, its 6 rows were there already" in again.stdout
    assert "nothing changed" in again.stdout and book.read_bytes() == before
    # The file that began it is the same ledger, and so is the workbook itself.
    assert "nothing to add" in winback(tmp_path, "review", "orders.csv").stdout
    assert winback(tmp_path, "review", "orders.winback.xlsx").returncode == 0

    assert winback(tmp_path, "undo", "orders.winback.xlsx").returncode == 0
    assert len(rows_of(book)) == len(between("2025-01-01", "2026-09-30"))


def test_a_folder_of_exports_and_their_workbook_is_one_review(tmp_path: Path) -> None:
    export(tmp_path / "a.csv", between("2025-01-01", "2026-08-31"))
    export(tmp_path / "b.csv", between("2026-09-01", "2026-10-31"))
    first = winback(tmp_path, "review", "a.csv", "b.csv", "--into", "shop.winback.xlsx")
    assert "a.csv: 128" not in first.stdout and first.returncode == 0, first.stderr
    done = winback(tmp_path, "review", ".")
    assert done.returncode == 0 and "a.csv" not in done.stdout and "shop.winback.xlsx: nothing changed" in done.stdout


def test_an_owners_own_tab_is_never_written_and_its_rows_count_once(tmp_path: Path) -> None:
    frame = sales().assign(
        Date=lambda rows: pd.to_datetime(rows["Date"]), Amount=lambda rows: rows["Amount"].astype(float)
    )
    book = write(tmp_path / "shop.xlsx", Sales=frame[frame["Date"] < "2026-09-01"])
    newer = frame[frame["Date"] >= "2026-08-10"].copy()
    newer.iloc[0, newer.columns.get_loc("Amount")] = 61.0  # Cy in August, 40 in the owner's tab
    export(tmp_path / "autumn.csv", newer)
    api.review(book)
    mine = rows_of(book)
    result = api.review(tmp_path / "autumn.csv", into=book)
    assert result.lines[0] == (
        "autumn.csv: 10 rows added, 2 were there already, 0 changed; "
        f"one row differs from your own, which stays as it is ('Sales' row {len(mine) - 1})"
    )
    assert rows_of(book) == mine and len(rows_of(book, "Sales (2)")) == 10
    assert counted(book)[:2] == (len(frame), frame["Amount"].sum())
    # Taking our tabs out leaves the rows: they are the owner's.
    api.review(book, remove=True)
    assert openpyxl.load_workbook(book).sheetnames == ["Sales", "Sales (2)"]


def test_rows_alike_count_as_often_as_they_stand_in_an_export_and_a_refund_of_an_order_is_new(tmp_path: Path) -> None:
    first = between("2025-01-01", "2026-08-31")
    twice = pd.concat([first, first.tail(1)])  # two alike in one export are two sales
    refund = first.tail(1).assign(Date="2026-09-02", Amount="-50.00")
    export(tmp_path / "a.csv", twice)
    export(tmp_path / "b.csv", pd.concat([first.tail(1), refund, between("2026-09-05", "2026-09-30")]))
    book = tmp_path / "shop.winback.xlsx"
    api.review(tmp_path / "a.csv", into=book)
    said = api.review(tmp_path / "b.csv", into=book).lines[0]
    assert said == "b.csv: 6 rows added, 1 were there already, 0 changed"
    assert len(rows_of(book)) == len(twice) + 6


@pytest.mark.parametrize("order", [("a.csv", "b.csv"), ("b.csv", "a.csv")])
def test_days_and_decimals_written_otherwise_are_never_mixed_up(tmp_path: Path, order: tuple[str, str]) -> None:
    export(tmp_path / "a.csv", between("2025-01-01", "2026-08-31"))
    german = between("2026-09-01", "2026-10-31").copy()
    german["Date"] = pd.to_datetime(german["Date"]).dt.strftime("%d.%m.%Y")
    german["Amount"] = german["Amount"].str.replace(".", ",")
    export(tmp_path / "b.csv", german, sep=";")
    book = tmp_path / "shop.winback.xlsx"
    for name in order:
        api.review(tmp_path / name, into=book)
    assert counted(book) == (len(sales()), money(sales()), {"Fay Fern", "Gus Grove"})
    assert api.review(tmp_path / "b.csv", into=book).lines[0].startswith("b.csv: nothing to add")


def test_an_export_overwritten_by_its_last_month_is_asked_about(tmp_path: Path) -> None:
    path = export(tmp_path / "orders.csv", between("2025-01-01", "2026-09-30"))
    book = api.review(path).target
    before = book.read_bytes()
    export(path, between("2026-10-01", "2026-10-31"))
    for into in (None, book):
        with pytest.raises(api.Trouble, match="orders.csv begins on 5 Oct 2026 now"):
            api.review(path, into=into)
    assert book.read_bytes() == before
    export(tmp_path / "early.csv", between("2025-01-01", "2026-09-30"))
    api.review(tmp_path / "early.csv", more=[path], out=book)
    api.review(path, into=book)
    assert counted(book)[0] == len(sales())


def test_another_firms_ledger_is_no_next_export(tmp_path: Path) -> None:
    api.review(export(tmp_path / "north.csv", sales()))
    others = {name: f"Firm {number}" for number, name in enumerate(BUYERS)}
    assert api.review(export(tmp_path / "south.csv", sales().replace({"Customer": others}))).changed
    # A month alone would make everybody else lost, whoever they are.
    month = between("2026-10-01", "2026-10-31").replace({"Customer": others})
    with pytest.raises(api.Trouble, match="looks like the next export"):
        api.review(export(tmp_path / "october.csv", month))
    assert api.review(tmp_path / "october.csv", out=tmp_path / "october.winback.xlsx").changed


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"into": "shop.csv"}, "ends in .xlsx or .xlsm"),
        ({"into": "none/shop.xlsx"}, "does not exist"),
        ({"into": "b.winback.xlsx"}, "a.csv is not beside it"),
        ({"into": "b.winback.xlsx", "out": "c.xlsx"}, "leave --out away"),
        ({"into": "new.csv"}, "cannot be joined to itself"),
    ],
)
def test_what_cannot_be_joined_is_one_sentence(tmp_path: Path, words: dict[str, str], sentence: str) -> None:
    new = export(tmp_path / "new.csv", between("2026-10-01", "2026-10-31"))
    api.review(export(tmp_path / "a.csv", between("2025-01-01", "2026-09-30")), out=tmp_path / "b.winback.xlsx")
    (tmp_path / "a.csv").unlink()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(api.Trouble, match=sentence):
        api.review(new, **{word: tmp_path / name for word, name in words.items()})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_list_without_a_ledger_is_not_joined(tmp_path: Path) -> None:
    api.review(export(tmp_path / "a.csv", sales()), into=tmp_path / "shop.winback.xlsx")
    stock = pd.DataFrame({"Article": ["Rake"], "In stock": [3]})
    with pytest.raises(api.Trouble, match="stock.csv has nothing to join"):
        api.review(export(tmp_path / "stock.csv", stock), into=tmp_path / "shop.winback.xlsx")
