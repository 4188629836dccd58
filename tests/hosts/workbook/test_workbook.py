"""A workbook reviewed as its owner would: twice, month after month, with notes typed between."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from ledgers import RUN_DAY, people, shop, write

from winback_sheets.hosts.workbook.targets import backup_of
from winback_sheets.hosts.workbook.undoing import go_back
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.schema.results import LOST_CUSTOMERS, OUTREACH, WARNING_SIGNS

STOP = {3: 12, 7: 14, 11: 14, 20: 16, 21: 20, 22: 20}


def reviewed(path: Path, **options: object):
    return review_file(path, run_day=RUN_DAY, **options)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def cells(path: Path, tab: str) -> list[tuple]:
    return list(openpyxl.load_workbook(path, data_only=True)[tab].iter_rows(values_only=True))


def listed(path: Path, tab: str) -> pd.DataFrame:
    rows = cells(path, tab)
    head = next(n for n, row in enumerate(rows) if row[0] in ("Rank", "Period"))
    names = [name for name in rows[head] if name]
    return pd.DataFrame([row[: len(names)] for row in rows[head + 1 :]], columns=names).dropna(how="all")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "shop.xlsx", Sales=shop(stop=STOP), Customers=people())


def test_a_second_run_leaves_the_file_untouched(book: Path) -> None:
    assert reviewed(book).changed
    before, stamp = book.read_bytes(), os.stat(book).st_mtime_ns
    again = reviewed(book)
    assert not again.changed
    assert book.read_bytes() == before and os.stat(book).st_mtime_ns == stamp


def test_a_run_on_a_later_day_leaves_the_file_untouched(book: Path) -> None:
    review_file(book, run_day=RUN_DAY)
    before = book.read_bytes()
    # Until the data are so old that the headline says so, 45 days after their end.
    assert not review_file(book, run_day=RUN_DAY + pd.Timedelta(days=18)).changed
    assert book.read_bytes() == before


def test_every_part_of_the_owners_workbook_stays_as_it_was(book: Path) -> None:
    before = parts(book)
    reviewed(book)
    after = parts(book)
    plumbing = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert {name for name in before if after.get(name) != before[name]} <= plumbing


def test_undo_gives_the_workbook_back_byte_for_byte_and_undo_twice_redoes(book: Path) -> None:
    before = book.read_bytes()
    reviewed(book)
    after = book.read_bytes()
    go_back(book)
    assert book.read_bytes() == before
    go_back(book)
    assert book.read_bytes() == after


def test_without_a_copy_undo_says_so(book: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no copy to go back to"):
        go_back(book)


def test_a_dry_run_writes_nothing(book: Path) -> None:
    before = book.read_bytes()
    assert reviewed(book, dry_run=True).review.lost["customer"].nunique() == len(STOP)
    assert book.read_bytes() == before and not backup_of(book).exists()


def test_a_csv_gets_a_workbook_beside_it_and_keeps_its_notes(tmp_path: Path) -> None:
    ledger = tmp_path / "sales.csv"
    shop(stop=STOP).to_csv(ledger, index=False)
    result = reviewed(ledger)
    assert result.target == tmp_path / "sales.winback.xlsx" and result.changed
    typed(result.target, "Lost customers", "Notes", {0: "rang twice"})
    reviewed(ledger)
    assert listed(result.target, "Lost customers")["Notes"].tolist()[0] == "rang twice"
    assert not reviewed(ledger).changed


def typed(path: Path, tab: str, heading: str, values: dict[int, object]) -> None:
    """Type values into a column of a tab, by row below the heading, as a person would (openpyxl saves the file)."""
    book = openpyxl.load_workbook(path)
    sheet = book[tab]
    head = next(row for row in sheet.iter_rows() if row[0].value in ("Rank", "Period", "key"))
    at = next(cell for cell in head if cell.value == heading)
    for offset, value in values.items():
        sheet.cell(at.row + 1 + offset, at.column, value)
    book.save(path)


def test_month_two_lists_exactly_the_planted_changes(book: Path) -> None:
    first = reviewed(book, as_of="2026-09-30", every="month")
    # Month two: C004 and C005 stopped after September 2026, so they leave in October; C003 returns, N001 is new.
    sales = shop(stop=STOP | {4: 23, 5: 23})
    late = pd.DataFrame(
        [("C003", pd.Timestamp("2026-10-05"), 40.0), ("N001", pd.Timestamp("2026-10-09"), 70.0)], columns=sales.columns
    )
    month2 = write(book.with_name("month2.xlsx"), Sales=pd.concat([sales, late]), Customers=people())
    result = reviewed(month2, as_of="2026-10-31", every="month")
    news = result.review.news.groupby("what")["customer"].agg(sorted).to_dict()
    assert news["came_back"] == ["C003"] and news["new"] == ["N001"]
    gone = sales.groupby("Customer")["Date"].max() + pd.Timedelta(days=first.review.window + 1)
    planted = sorted(gone.index[(gone >= "2026-10-01") & (gone <= "2026-10-31")])
    assert {"C004", "C005"} <= set(planted) and news["lost"] == planted


def test_a_late_row_restates_a_closed_period_and_names_the_cause(book: Path) -> None:
    reviewed(book, as_of="2026-09-30", every="month")
    sales = shop(stop=STOP)
    late = pd.DataFrame([("C003", pd.Timestamp("2025-11-15"), 40.0)], columns=sales.columns)
    original = parts(book)
    fresh = write(book.with_name("fresh.xlsx"), Sales=pd.concat([sales, late]), Customers=people())
    swap_sales(book, fresh, original)
    result = reviewed(book, as_of="2026-09-30", every="month")
    assert set(result.review.restated["period"]) and not result.review.restated["rule_changed"].any()
    named = {name for names in (*result.review.restated["joined"], *result.review.restated["left"]) for name in names}
    assert named == {"C003"}
    assert "restated" in "".join(str(value) for row in cells(book, "Win-back") for value in row if value)


def swap_sales(book: Path, fresh: Path, original: dict[str, bytes]) -> None:
    """Put the Sales rows of another workbook into this one with openpyxl, as an owner pasting new rows would."""
    target, source = openpyxl.load_workbook(book), openpyxl.load_workbook(fresh)
    sheet = target["Sales"]
    sheet.delete_rows(1, sheet.max_row)
    for row in source["Sales"].iter_rows():
        for cell in row:
            copy = sheet.cell(cell.row, cell.column, cell.value)
            copy.number_format = cell.number_format
    target.save(book)


def test_notes_in_every_person_column_survive_ten_refreshes_with_new_data(book: Path) -> None:
    """Ten months pass; each time new rows are pasted and the book is reviewed; what was typed stays by its customer."""
    reviewed(book, as_of="2026-01-31")
    notes: dict[str, dict[tuple, object]] = {}
    for table in (LOST_CUSTOMERS, OUTREACH, WARNING_SIGNS):
        if table.title not in openpyxl.load_workbook(book, read_only=True).sheetnames:
            continue
        frame = listed(book, table.title)
        keys = ["Customer", "Lost on"] if table is LOST_CUSTOMERS else ["Customer"]
        for column in (c for c in table.columns if c.owner == "person"):
            values = {n: f"{column.heading} {n}" for n in range(min(4, len(frame)))}
            typed(book, table.title, column.heading, values)
            notes[f"{table.title}|{column.heading}"] = {
                tuple(frame.iloc[n][keys].astype(str)): value for n, value in values.items()
            }
    assert len(notes) >= 10
    for month in range(2, 12):
        as_of = pd.Timestamp("2026-01-31") + pd.offsets.MonthEnd(month - 1)
        more = shop(months=24, stop=STOP | {n: 12 + month for n in range(30, 30 + month)})
        fresh = write(book.with_name("fresh.xlsx"), Sales=more)
        swap_sales(book, fresh, {})
        reviewed(book, as_of=f"{as_of:%Y-%m-%d}")
        frames = {title: listed(book, title) for title in {place.split("|")[0] for place in notes}}
        for place, wanted in notes.items():
            title, heading = place.split("|")
            frame = frames[title]
            keys = ["Customer", "Lost on"] if title == "Lost customers" else ["Customer"]
            found = {
                tuple(row[keys].astype(str)): row[heading] for _, row in frame.iterrows() if pd.notna(row[heading])
            }
            assert wanted.items() <= found.items(), (month, place)
    assert not reviewed(book, as_of=f"{as_of:%Y-%m-%d}").changed


def test_a_row_a_person_deleted_stays_deleted(book: Path) -> None:
    reviewed(book)
    gone = listed(book, "Lost customers")["Customer"].iloc[1]
    target = openpyxl.load_workbook(book)
    sheet = target["Lost customers"]
    row = next(cell.row for (cell,) in sheet.iter_rows(min_col=2, max_col=2) if cell.value == gone)
    sheet.delete_rows(row)
    target.save(book)
    reviewed(book)
    assert gone not in set(listed(book, "Lost customers")["Customer"])
    assert "Removed by hand: 1" in str(cells(book, "Lost customers")[2][0])


def test_a_column_a_person_added_keeps_its_values_by_customer(book: Path) -> None:
    reviewed(book)
    target = openpyxl.load_workbook(book)
    sheet = target["Lost customers"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Rank")
    last = max(cell.column for cell in head if cell.value) + 1
    sheet.cell(head[0].row, last, "Favourite colour")
    sheet.cell(head[0].row + 2, last, "green")
    who = sheet.cell(head[0].row + 2, 2).value
    target.save(book)
    reviewed(book)
    frame = listed(book, "Lost customers")
    assert frame.set_index("Customer")["Favourite colour"].to_dict()[who] == "green"


def test_the_window_is_chosen_once_and_kept_when_the_data_would_choose_another(book: Path) -> None:
    first = reviewed(book)
    sales = shop(stop=STOP)
    sales["Date"] = pd.Timestamp("2024-11-01") + (sales["Date"] - pd.Timestamp("2024-11-01")) / 4
    swap_sales(book, write(book.with_name("fresh.xlsx"), Sales=sales), {})
    assert reviewed(book).review.window == first.review.window == 45
    assert (
        review_file(write(book.with_name("other.xlsx"), Sales=sales), run_day=RUN_DAY, dry_run=True).review.window == 30
    )


def test_a_setting_somebody_changes_is_followed_and_kept(book: Path) -> None:
    reviewed(book)
    typed(book, "Settings", "value", {2: 60, 6: 1})
    result = reviewed(book)
    assert result.review.window == 60
    assert len(result.review.outreach) <= 3 * 4
    assert reviewed(book).review.window == 60


def test_from_sales_alone_at_most_seven_tabs_appear(tmp_path: Path) -> None:
    sales = shop(stop=STOP)
    sales.loc[5, "Amount"] = None
    book = write(tmp_path / "alone.xlsx", Sales=sales)
    reviewed(book)
    shown = [s.title for s in openpyxl.load_workbook(book).worksheets if s.sheet_state == "visible"]
    assert shown[0] == "Win-back" and "Data check" in shown
    assert len(shown) - 1 <= 7


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    sales = shop(stop=STOP).replace(
        {"C003": "=cmd|' /C calc'!A0", "C007": '=HYPERLINK("http://x","y")', "C011": "+1+1"}
    )
    book = tmp_path / "evil.csv"
    sales.to_csv(book, index=False)
    result = reviewed(book)
    formulas = openpyxl.load_workbook(result.target)
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "f":
                    assert "cmd" not in cell.value and "http" not in cell.value
    assert "=cmd|' /C calc'!A0" in set(listed(result.target, "Lost customers")["Customer"])


def test_a_workbook_that_is_open_elsewhere_is_left_alone_and_the_result_lies_beside_it(book: Path) -> None:
    before = book.read_bytes()
    lock = book.with_name(f"~${book.name}")
    lock.write_bytes(b"somebody")
    result = reviewed(book)
    assert result.target.name == "shop (reviewed).xlsx" and "open in another program" in result.lines[-1]
    assert book.read_bytes() == before and "Win-back" in openpyxl.load_workbook(result.target).sheetnames
    assert not reviewed(book).changed
    lock.unlink()
    assert reviewed(book).target == book


def test_an_outcome_an_override_and_a_promised_day_steer_the_next_review(book: Path) -> None:
    first = reviewed(book).review.outreach["customer"].tolist()
    typed(book, "Outreach", "Done", {0: "yes", 1: "yes", 2: "yes"})
    typed(book, "Outreach", "Outcome", {0: "do not contact", 1: "came back", 2: "thinking it over"})
    typed(book, "Outreach", "Next date", {2: pd.Timestamp("2026-11-20").to_pydatetime()})
    losses = listed(book, "Lost customers")["Customer"].tolist()
    typed(book, "Lost customers", "Decision override", {losses.index(first[3]): "let go"})
    again = reviewed(book).review
    assert again.outreach["customer"].tolist()[-1] == first[2] and first[0] not in set(again.outreach["customer"])
    assert not {first[1], first[3]} & set(again.outreach["customer"])
    decided = again.lost.set_index("customer")[["decision", "why"]]
    assert decided.loc[first[0]].tolist() == ["let_go", "do_not_contact"]
    assert decided.loc[first[3]].tolist() == ["let_go", "own_decision"]
    assert "1 of 3 called" in str([row for row in cells(book, "Win-back") if row[1] and "Won back" in str(row[1])])
    assert not reviewed(book).changed


def test_the_workbook_from_before_the_first_review_is_kept_for_good(book: Path) -> None:
    before = book.read_bytes()
    reviewed(book)
    typed(book, "Lost customers", "Notes", {0: "rang"})
    reviewed(book, as_of="2026-09-30")
    assert book.with_name("shop.winback-original.xlsx").read_bytes() == before


def test_a_tab_renamed_by_a_program_that_breaks_the_marker_is_known_by_its_headings(book: Path) -> None:
    reviewed(book)
    typed(book, "Lost customers", "Notes", {0: "rang"})
    target = openpyxl.load_workbook(book)
    target["Lost customers"].title = "Gone"
    for name in list(target.defined_names):
        if name.endswith("lost_customers"):
            del target.defined_names[name]
    target.save(book)
    reviewed(book)
    assert "Lost customers" not in openpyxl.load_workbook(book).sheetnames
    assert "rang" in set(listed(book, "Gone")["Notes"])


def test_contracts_saved_by_another_program_between_reviews_get_no_second_tab_of_a_kind(tmp_path: Path) -> None:
    starts = pd.date_range("2024-01-01", periods=30, freq="13D")
    ends = [day + pd.Timedelta(days=200) if n % 3 else None for n, day in enumerate(starts)]
    rows = {"Customer": [f"Shop {n}" for n in range(30)], "Start": starts, "End": ends, "MRR": 100}
    book = write(tmp_path / "members.xlsx", Subscriptions=pd.DataFrame(rows))
    reviewed(book)
    tabs = openpyxl.load_workbook(book).sheetnames
    for _ in range(2):
        saved = openpyxl.load_workbook(book)
        note = next(row for row in saved["Segments"].iter_rows(min_row=6) if row[0].value == "Shop 3")[-1].offset(0, 3)
        note.value = "rings back"
        saved.save(book)
        reviewed(book)
        assert openpyxl.load_workbook(book).sheetnames == tabs
        assert "rings back" in str(cells(book, "Segments"))
