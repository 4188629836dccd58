"""What the command loads before it answers, and that the short way round the options answers alike."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

RUN = "import sys; from winback_sheets.commands import app\ntry: app.main()\nexcept SystemExit as end: code = end.code or 0\n"
TELL = RUN + "print(code, *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"


def loaded(*words: str | Path) -> tuple[int, set[str], str]:
    """Exit code, the packages that were loaded, and what was said on standard output."""
    done = subprocess.run([sys.executable, "-c", TELL, *map(str, words)], capture_output=True, text=True)
    code, *names = done.stderr.splitlines()[-1].split()
    return int(code), set(names), done.stdout


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "shop.xlsx"
    days = pd.date_range("2025-01-01", "2025-09-30", freq="2D")
    rows = pd.DataFrame({"Date": days, "Customer": [f"Shop {n % 7}" for n in range(len(days))], "Amount": 10})
    rows.to_excel(path, sheet_name="Sales", index=False)
    return path


@pytest.mark.parametrize("words", [["review"], []], ids=["with the word review", "without it"])
def test_where_nothing_changed_neither_pandas_nor_what_checks_options_is_loaded(words: list[str], book: Path) -> None:
    first, _, _ = loaded(*words, book)
    again, names, said = loaded(*words, book)
    assert (first, again) == (0, 0)
    assert not names & {"pandas", "numpy", "pyarrow", "xlsxwriter", "openpyxl", "rich", "pydantic", "holidays", "scipy"}
    assert "nothing changed" in said


def test_a_review_of_one_file_loads_no_public_holidays_and_no_terminal_colours_where_none_are_needed(
    book: Path,
) -> None:
    code, names, _ = loaded("review", book)
    assert (code, names & {"rich", "pydantic", "holidays", "openpyxl", "scipy", "statsmodels"}) == (0, set())


def test_a_file_that_is_no_workbook_ends_with_two_by_either_way(tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(b"\0\1\2\3")
    assert [loaded("review", path)[0], loaded("review", path, "--dry-run")[0]] == [2, 2]
