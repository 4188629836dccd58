"""Settings have a range each; what lies outside is said with its place, and the default goes on."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from ledgers import RUN_DAY, grids, shop, write
from openpyxl import load_workbook

from winback_sheets.commands.clients import clients_summary, review_one
from winback_sheets.hosts.workbook import workbook
from winback_sheets.present.book import pages
from winback_sheets.present.words import word
from winback_sheets.read.book import Book, read
from winback_sheets.schema.settings import DEFAULTS, SETTING_LINES, Setting
from winback_sheets.steps import review

NUMBERS = ("1e9", 1e300, "9" * 400, float("inf"), "-1", -1e9, "1e400", "٩" * 30)
TEXTS = ("x" * 50_000, "=1+1", "#REF!", "\x00", "🙂" * 400, " ")
DAYS = ("9999-12-31", "1000-01-01", 1e9, "2026-02-30", "31.12.99999")


def odd(line: Setting) -> tuple[object, ...]:
    """Values that nobody means for this setting."""
    return {"date": DAYS + NUMBERS, "text": TEXTS, "choice": TEXTS, "yes_no": TEXTS + NUMBERS}.get(line.kind, NUMBERS)


CASES = [pytest.param(line, value, id=f"{line.key} {value!r:.20}") for line in SETTING_LINES for value in odd(line)][
    ::2
]


def settings_tab(key: str, value: object) -> pd.DataFrame:
    return pd.DataFrame({"Key": [key], "Value": pd.Series([value], dtype=object)})


def read_with(key: str, value: object) -> Book:
    return read(grids(Sales=shop(months=4, customers=6), Settings=settings_tab(key, value)), today=RUN_DAY)


@pytest.mark.parametrize(("line", "value"), CASES)
def test_no_setting_is_taken_beyond_its_range(line: Setting, value: object) -> None:
    book = read_with(line.key, value)
    got = book.settings[line.key]
    if isinstance(got, float) and not isinstance(got, bool):
        assert line.least <= got <= line.most
    if isinstance(got, str) and line.kind == "text":
        assert line.least <= len(got) <= line.most
    if len(book.doubts) and got == DEFAULTS[line.key]:
        said = word(book.doubts[0])
        assert said.startswith("B2 in 'Settings': ") and line.key in said and len(said) < 300


@pytest.mark.parametrize(("key", "value", "said"), [
    ("lapse window", 1e9, "B2 in 'Settings': lapse window is 1000000000.0; it can be a number from 1 to 3,650, and it "
     "counts as blank."),
    ("weekly hours", "9" * 400, f"B2 in 'Settings': weekly hours is {'9' * 30}...; it can be a number from 0 to 2,000, "
     "and 5 is used instead."),
    ("as of", "9999-12-31", "B2 in 'Settings': as of is 9999-12-31; it can be a day of the years 1900 to 2199, and it "
     "counts as blank."),
    ("period", "fortnight", "B2 in 'Settings': period is fortnight; it can be one of month, quarter, auto, and auto is used "
     "instead."),
])  # fmt: skip
def test_the_sentence_names_tab_cell_value_what_is_allowed_and_what_is_used(key: str, value: object, said: str) -> None:
    found = review(grids(Sales=shop(months=4, customers=6), Settings=settings_tab(key, value)), today=RUN_DAY)
    assert [word(doubt) for doubt in found.book.doubts] == [said]
    page = next(page for page in pages(found) if page.key == "data_check")
    assert any(said in str(cell.value) for cell in page.cells)


@pytest.mark.parametrize(
    "line", [line for line in SETTING_LINES if line.kind in ("number", "money")], ids=lambda n: n.key
)
def test_a_review_goes_through_at_both_ends_of_each_range(line: Setting) -> None:
    for value in (line.least, line.most):
        found = review(grids(Sales=shop(months=4, customers=6), Settings=settings_tab(line.key, value)), today=RUN_DAY)
        assert not found.book.doubts and pages(found)


def reviewed(book: Path) -> object:
    return review_one(book, as_of=None, every="auto", out=None, dry_run=False, on_step=lambda step: None)


def test_a_fault_of_ours_in_one_book_stays_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = (write(tmp_path / name, Sales=shop(months=4, customers=6)) for name in ("bad.xlsx", "good.xlsx"))
    before, as_it_is = bad.read_bytes(), workbook.review_opened

    def broken(path: Path, *rest: object) -> object:
        if path.name == "bad.xlsx":
            raise OverflowError("of one book")
        return as_it_is(path, *rest)  # type: ignore[arg-type]

    monkeypatch.delenv("WINBACK_TRACEBACK", raising=False)
    monkeypatch.setattr(workbook, "review_opened", broken)
    done = [reviewed(bad), reviewed(good)]
    assert [each.failed for each in done] == [True, False]
    assert "OverflowError" in done[0].sentence and "was not changed" in done[0].sentence
    assert bad.read_bytes() == before
    rows = [" ".join(map(str, row)) for row in load_workbook(clients_summary(done)).active.values]
    assert any("bad.xlsx" in row and "OverflowError" in row for row in rows)
    assert any("good.xlsx" in row for row in rows)
