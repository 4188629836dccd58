from __future__ import annotations

import datetime
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from winback_sheets.findings import AsOf
from winback_sheets.hosts.workbook.unchanged import check_sum, last_review, memo_of, span_of
from winback_sheets.ooxml.record import Record, pack_record, to_plain

OPTIONS = {"as_of": None, "every": "auto", "version": "0.1"}
DAY = datetime.date(2026, 11, 21)


def reviewed(
    *, last: str = "2026-11-20", stale: bool = False, why: str = "last_sale", rules: tuple = (), over_on: tuple = ()
) -> SimpleNamespace:
    """As much of a review as decides on which days it comes out the same."""
    end = pd.Timestamp(last)
    book = SimpleNamespace(
        sales=pd.DataFrame({"date": [end]}), subscriptions=None, problems=pd.DataFrame({"rule": list(rules)})
    )
    moves = pd.DataFrame({"over_on": pd.to_datetime(list(over_on))})
    looks_from, businesses = AsOf(end, why), [SimpleNamespace(moves=moves)]
    return SimpleNamespace(book=book, looks_from=looks_from, businesses=businesses, data_end=end, stale=stale)


def written(path: Path, memo: dict, *, sheet: str = "<sheet/>", as_landed: str = "<sheet/>") -> Path:
    """A file with our record in it; `as_landed` is what the sheet was when the record was made."""
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", as_landed)
    with zipfile.ZipFile(path) as book:
        parts = {each.filename: each.CRC for each in book.infolist()}
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", sheet)
        book.writestr("xl/customProperty1.bin", pack_record(to_plain(Record(parts=parts, memo=memo), None)))
    return path


def memo(source: Path, target: Path, /, **changes: object) -> dict:
    found = memo_of(reviewed(), source, target, OPTIONS, ["3 lost"], {"losses": 3}, run_day=pd.Timestamp(DAY))
    return found | changes


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.xlsx"
    path.touch()
    return written(path, memo(path, path))


@pytest.mark.parametrize(("changes", "options", "day", "sheet"), [
    pytest.param({}, OPTIONS | {"every": "quarter"}, DAY, "<sheet/>", id="another option"),
    pytest.param({}, OPTIONS | {"version": "0.2"}, DAY, "<sheet/>", id="another version of the program"),
    pytest.param({}, OPTIONS, DAY, "<sheet>typed</sheet>", id="somebody typed something"),
    pytest.param({}, OPTIONS, datetime.date(2026, 11, 28), "<sheet/>", id="the data have become stale"),
    pytest.param({}, OPTIONS, datetime.date(2026, 11, 19), "<sheet/>", id="a clock set back before the last sale"),
    pytest.param({"days": "always"}, OPTIONS, DAY, "<sheet/>", id="a record that makes no sense"),
    pytest.param({"source": 1}, OPTIONS, DAY, "<sheet/>", id="a record made from another file"),
])  # fmt: skip
def test_nothing_is_said_again_when_it_might_differ(changes, options, day, sheet, shop):
    written(shop, memo(shop, shop, **changes), sheet=sheet)
    assert last_review(shop, shop, options, run_day=day) is None


def test_a_file_without_a_record_or_without_a_file_says_nothing(tmp_path):
    path = tmp_path / "shop.xlsx"
    assert last_review(path, path, OPTIONS, run_day=DAY) is None
    path.write_bytes(b"no zip at all")
    assert last_review(path, path, OPTIONS, run_day=DAY) is None


@pytest.mark.parametrize("day", [DAY, datetime.date(2026, 11, 20), datetime.date(2026, 11, 27)])
def test_an_unchanged_workbook_says_the_same_again(shop, day):
    said = last_review(shop, shop, OPTIONS, run_day=day)
    assert said is not None and (said.lines, said.told) == (["3 lost"], {"losses": 3})


def test_a_result_beside_its_source_is_said_again_only_while_the_source_is_the_same(tmp_path):
    source, target = tmp_path / "sales.csv", tmp_path / "sales.winback.xlsx"
    source.write_text("Customer,Date\n")
    target.touch()
    written(target, memo(source, target))
    assert memo(source, target)["source"] == check_sum(source)
    assert last_review(source, target, OPTIONS, run_day=DAY) is not None
    source.write_text("Customer,Date\nAnna,2026-01-01\n")
    assert last_review(source, target, OPTIONS, run_day=DAY) is None


@pytest.mark.parametrize("review", [
    pytest.param(reviewed(rules=("future_date",)), id="a row dated after the run day"),
    pytest.param(reviewed(why="run_day"), id="a review that looks from today"),
])  # fmt: skip
def test_what_depends_on_the_very_day_is_never_remembered(review, tmp_path):
    path = tmp_path / "shop.xlsx"
    assert span_of(review, pd.Timestamp(DAY)) is None
    assert memo_of(review, path, path, OPTIONS, [], {}, run_day=pd.Timestamp(DAY)) == {}


@pytest.mark.parametrize(("review", "span"), [
    pytest.param(reviewed(), ("2026-11-20", "2026-11-27"), id="until the data are 7 days old"),
    pytest.param(
        reviewed(over_on=("2026-11-01", "2026-11-26", None)),
        ("2026-11-20", "2026-11-25"),
        id="until the running period is over, which these data make it",
    ),
    pytest.param(
        reviewed(last="2026-10-30", over_on=("2026-10-01", "2026-11-01")),
        ("2026-11-01", "2026-11-06"),
        id="from the day on which the period was over",
    ),
    pytest.param(reviewed(last="2026-01-01", stale=True), ("2026-01-09", None), id="stale data stay stale"),
    pytest.param(
        reviewed(last="2026-10-31", stale=True, why="last_full_month"),
        ("2026-11-08", "2026-11-29"),
        id="tenures, until the next month is full",
    ),
])  # fmt: skip
def test_the_days_of_a_review_come_from_its_data(review, span):
    found = span_of(review, pd.Timestamp(DAY))
    assert found is not None
    assert tuple(day and day.isoformat() for day in found) == span


def test_no_run_day_is_kept(tmp_path):
    path = tmp_path / "shop.xlsx"
    path.touch()
    days = [pd.Timestamp("2026-11-20"), pd.Timestamp("2026-11-25")]
    kept = [memo_of(reviewed(), path, path, OPTIONS, [], {}, run_day=day) for day in days]
    assert kept[0] == kept[1]


def test_a_look_at_the_record_imports_no_pandas():
    code = "import sys, winback_sheets.hosts.workbook.unchanged; print(sorted({'pandas', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
