"""The README is a front page: short, its links and pictures lead somewhere, and its five lines of Python run."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from winback_sheets.formulas.churn import churn_rate

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MOST_BYTES = 6_144
LARGEST_PICTURE = 150_000


def test_it_is_a_front_page() -> None:
    assert len((ROOT / "README.md").read_bytes()) <= MOST_BYTES


def test_the_two_set_up_commands_exist() -> None:
    assert "python3 scripts/demo.py" in README and "python3 scripts/test.py" in README
    assert (ROOT / "scripts/demo.py").is_file() and (ROOT / "scripts/test.py").is_file()


def test_a_picture_for_each_of_the_three_people_is_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(pictures) == 3
    assert all((ROOT / picture).stat().st_size < LARGEST_PICTURE for picture in pictures)


def test_every_guide_is_linked() -> None:
    linked = set(re.findall(r"\(winback_sheets/guides/(\w+\.md)\)", README))
    assert linked == {path.name for path in (ROOT / "winback_sheets" / "guides").iterdir()}


def test_every_folder_of_the_package_has_its_line() -> None:
    table = README.split("| folder of")[1].split("\n\n")[0]
    named = set(re.findall(r"`(\w+)`", table))
    folders = {path.parent.name for path in (ROOT / "winback_sheets").glob("*/__init__.py")}
    assert folders <= named
    assert all((ROOT / "winback_sheets" / name).is_dir() for name in named - {"winback_sheets"})


def test_what_it_says_of_where_things_live_is_there() -> None:
    places = re.findall(r"`((?:watch|present|schema|ooxml)/\w+(?:\.py)?|\w+\.py)`", README)
    assert len(places) > 4
    assert [place for place in places if not (ROOT / "winback_sheets" / place).exists()] == []


def test_it_says_what_was_never_run() -> None:
    assert "no Excel and no Google" in README


def test_the_five_lines_of_python_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    days = pd.date_range("2026-01-05", "2026-10-30", freq="7D")
    customers = [f"Customer {number}" for number in range(10)]
    sales = pd.DataFrame(
        [(who, day, 20.0) for who in customers for day in days], columns=["customer", "date", "amount"]
    )
    # Two of the ten stop in July, and are lost in October.
    sales = sales[~(sales["customer"].isin(customers[:2]) & (sales["date"] > "2026-07-15"))]
    sales.to_csv(tmp_path / "sales.csv", index=False)
    monkeypatch.chdir(tmp_path)
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert program.count("\n") == 5
    exec(program, {})
    expected = churn_rate(sales, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    assert float(capsys.readouterr().out) == pytest.approx(expected)
