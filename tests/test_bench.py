from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"


@pytest.fixture
def bench_book():
    spec = importlib.util.spec_from_file_location("bench_book", SCRIPTS / "bench_book.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_ledger_of_the_bench_is_the_same_each_time_and_has_what_it_promises(bench_book, tmp_path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    bench_book.write_book(first, 3_000)
    bench_book.write_book(second, 3_000)
    assert first.read_bytes() == second.read_bytes()
    sales = pd.read_excel(first)
    assert list(sales) == list(bench_book.HEADINGS) and len(sales) == 3_000
    assert 250 < sales["Customer ID"].nunique() <= 300
    assert sales["Note"].isna().mean() == pytest.approx(0.3, abs=0.05)
    assert sales["Date"].dtype.kind == "M" and (sales["Amount"] > 0).all()


def test_the_script_by_hand_runs_and_writes_its_three_tables(bench_book, tmp_path):
    book, result = tmp_path / "a.xlsx", tmp_path / "by_hand.xlsx"
    bench_book.write_book(book, 1_000)
    subprocess.run([sys.executable, "-c", bench_book.BY_HAND, str(book), str(result), "90"], check=True)
    assert list(pd.read_excel(result, sheet_name=None)) == ["Churn", "Lost", "RFM"]
