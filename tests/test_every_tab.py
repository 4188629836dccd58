"""What the owner sees, on real files: figures that tie out, live ratios that recalculate to the same, readable tabs."""

from __future__ import annotations

import math
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from ledgers import RUN_DAY, people, shop, write

from winback_sheets.hosts.workbook.workbook import Result, review_file

FILES = {
    "Online Retail": "transactions/online_retail_2010_2011.csv.gz",
    "Northwind, orders and their lines in two tabs": "transactions/northwind.xlsx",
    "grocery without money": "transactions/grocery_elog.csv.gz",
    "licence renewals by year": "subscriptions/licence_renewals_restaurants.csv",
    "invoices alone": "interactions/ar_invoices_ibm.csv",
    "Telco with tenure": "subscriptions/telco_customer_churn.csv",
}
SMALL = (
    "Northwind, orders and their lines in two tabs",
    "grocery without money",
    "licence renewals by year",
    "invoices alone",
)


@pytest.fixture(scope="session")
def reviewed(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Result]:
    """Each real file reviewed once, with all tabs of the result shown."""
    done: dict[str, Result] = {}

    def of(name: str) -> Result:
        if name not in done:
            out = tmp_path_factory.mktemp("real") / "result.xlsx"
            done[name] = review_file(shared_data / FILES[name], out=out, run_day=RUN_DAY)
        return done[name]

    return of


def grid(path: Path, tab: str, *, formulas: bool = False) -> list[list]:
    sheet = openpyxl.load_workbook(path, data_only=not formulas)[tab]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def table(path: Path, tab: str, first: str) -> pd.DataFrame:
    """The first table of a tab, from the heading row that starts with `first` to the first blank row."""
    rows = grid(path, tab)
    head = next(n for n, row in enumerate(rows) if row[0] == first)
    names = [name for name in rows[head] if name is not None]
    body = []
    for row in rows[head + 1 :]:
        if row[0] is None:
            break
        body.append(row[: len(names)])
    return pd.DataFrame(body, columns=names)


def register_of(path: Path) -> pd.DataFrame:
    """The rows of Lost customers; none where nobody is lost, and so no tab is there."""
    if "Lost customers" in openpyxl.load_workbook(path, read_only=True).sheetnames:
        return table(path, "Lost customers", "Rank")
    return pd.DataFrame({"Period": [], "Counted": [], "Money a month": []})


@pytest.mark.parametrize("name", FILES)
def test_churn_and_the_register_in_the_file_are_the_same_losses_to_the_cent(name: str, reviewed: Callable) -> None:
    path = reviewed(name).target
    lost = register_of(path)
    churn = table(path, "Churn", "Period")
    churn = churn[churn["Lost"].map(lambda value: isinstance(value, (int, float)))]
    # Losses of a list that does not say since when have no period; its one line counts them all.
    lost = lost.assign(Period=lost["Period"].fillna(churn["Period"].iloc[-1]))
    counted = lost[lost["Counted"] == "lost"].groupby("Period").size()
    assert counted.reindex(churn["Period"], fill_value=0).tolist() == churn["Lost"].tolist()
    others = lost[lost["Counted"] != "lost"].groupby("Period").size()
    assert others.reindex(churn["Period"], fill_value=0).tolist() == churn["In-and-outs"].tolist()
    if "Lost money" in churn:
        money = lost[lost["Counted"] == "lost"].groupby("Period")["Money a month"].sum()
        gap = money.reindex(churn["Period"], fill_value=0.0).to_numpy(float) - churn["Lost money"].to_numpy(float)
        assert abs(gap).max() < 0.005
        identity = churn["Start money"] + churn["New money"] + churn["Returned money"] + churn["Expansion"]
        identity = identity - churn["Contraction"] - churn["Lost money"] - churn["End money"]
        assert identity.abs().max() < 0.005
    assert (churn["Start"] + churn["New"] + churn["Returned"] - churn["Lost"] == churn["End"]).all()


@pytest.mark.parametrize("name", FILES)
def test_every_ratio_in_churn_is_a_formula_over_its_row(name: str, reviewed: Callable) -> None:
    path = reviewed(name).target
    shown = grid(path, "Churn", formulas=True)
    head = next(n for n, row in enumerate(shown) if row[0] == "Period")
    ratios = [
        at
        for at, text in enumerate(shown[head])
        if text in ("Customer churn", "from", "to", "Gross money churn", "Net money churn")
    ]
    rows = [row for row in shown[head + 1 :] if re.fullmatch(r"\d{4}(-\d\d| Q\d)?", str(row[0] or ""))]
    assert len(ratios) >= 3 and rows
    for row in rows:
        assert all(isinstance(row[at], str) and row[at].startswith("=") for at in ratios), row


@pytest.mark.parametrize("name", FILES)
def test_recalculating_changes_no_formula(name: str, reviewed: Callable, libreoffice, tmp_path: Path) -> None:
    path = reviewed(name).target
    again = libreoffice.recalculate(path, tmp_path)
    kept, fresh = (openpyxl.load_workbook(book, data_only=True) for book in (path, again))
    written = openpyxl.load_workbook(path)
    checked = 0
    for sheet in written.worksheets:
        formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        for cell in formulas:
            a, b = kept[sheet.title][cell.coordinate].value, fresh[sheet.title][cell.coordinate].value
            checked += 1
            assert alike(a, b), (sheet.title, cell.coordinate, cell.value, a, b)
    assert checked > 15  # a list of tenures has one line in Churn, and so the fewest


def alike(a: object, b: object) -> bool:
    if a in (None, "") and b in (None, ""):
        return True
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
    return str(a) == str(b)


@pytest.mark.parametrize("name", SMALL)
def test_no_tab_shows_hashes_and_each_is_one_page_wide(
    name: str, reviewed: Callable, libreoffice, tmp_path: Path
) -> None:
    path = all_shown(reviewed(name).target, tmp_path / "shown.xlsx")
    text = subprocess.run(
        ["pdftotext", "-layout", libreoffice.to_pdf(path, tmp_path), "-"], capture_output=True, text=True, check=True
    )
    assert (
        "###" not in text.stdout
        and "#NAME" not in text.stdout
        and "#REF" not in text.stdout
        and "Err:" not in text.stdout
    )
    with zipfile.ZipFile(path) as package:
        ours = [package.read(part).decode() for part in package.namelist() if "worksheets/sheet" in part]
    fitted = [xml for xml in ours if "fitToPage" in xml]
    assert len(fitted) >= 6 and sum('fitToHeight="0"' not in xml for xml in fitted) == 1  # the card is one page


def all_shown(path: Path, target: Path) -> Path:
    """A copy with every tab shown, so that the picture has them all."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in source.namelist():
            data = source.read(part)
            copy.writestr(
                part, re.sub(rb' state="(hidden|veryHidden)"', b"", data) if part == "xl/workbook.xml" else data
            )
    return target


@pytest.mark.parametrize("name", FILES)
def test_the_first_screen_fits_1366_by_768(name: str, reviewed: Callable) -> None:
    """Headline to trust line within the part of the window that Excel leaves for cells (about 1,340 x 510 pixels)."""
    page = reviewed(name).pages[0]
    last = max(cell.row for cell in page.cells if cell.style == "trust")
    height = sum(page.heights.get(row, 15) for row in range(last + 1)) * 96 / 72
    left = sum(page.widths.get(col, 8.43) * 7 + 5 for col in range(7))
    width = left + max((chart.width for chart in page.charts), default=0)
    assert height <= 520 and width <= 1345


@pytest.mark.parametrize("name", FILES)
def test_the_chart_has_bars(name: str, reviewed: Callable) -> None:
    page = reviewed(name).pages[0]
    for chart in page.charts:
        first, last = chart.rows
        for _, col, _ in chart.series:
            values = [cell.value for cell in page.cells if cell.col == col and first <= cell.row <= last]
            assert len(values) == last - first + 1 and sum(float(value) for value in values) > 0


def test_both_kinds_together_have_two_blocks_and_one_rate_each(tmp_path: Path) -> None:
    contracts = pd.DataFrame(
        {
            "Customer": [f"S{n}" for n in range(30)],
            "Start": pd.Timestamp("2024-11-01"),
            "End": [pd.Timestamp("2026-10-10") if n < 3 else pd.NaT for n in range(30)],
            "Monthly amount": 50.0,
        }
    )
    book = write(tmp_path / "both.xlsx", Sales=shop(stop={3: 12}), Subscriptions=contracts, Customers=people())
    result = review_file(book, run_day=RUN_DAY)
    assert [b.kind for b in result.review.businesses] == ["subscriptions", "sales"]
    words = [str(row[0]) for row in grid(book, "Churn") if row[0]]
    assert sum(text == "Period" for text in words) == 2
    first, second = str(grid(book, "Win-back")[0][1]).split("\n")
    assert "contract customers" in first and "shop customers" in second
