"""The command as a person types it: what it says, what it leaves behind, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import typer
from ledgers import people, shop, write

STOP = {3: 12, 7: 14}


def winback(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "winback_sheets", *map(str, words)], capture_output=True, text=True, cwd=cwd, timeout=120
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "shop.xlsx", Sales=shop(stop=STOP), Customers=people())


def test_a_file_alone_is_a_review_and_says_where_it_wrote(book: Path) -> None:
    done = winback(book)
    assert done.returncode == 0, done.stderr
    assert "read 'Sales' as Sales: Customer <- 'Customer'" in done.stdout
    assert f"{book}: written. Open it at the tab Win-back." in done.stdout
    assert openpyxl.load_workbook(book).sheetnames[0] == "Win-back"
    assert "nothing changed" in winback(book).stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(["nosuch.xlsx"], "nosuch.xlsx does not exist", id="a missing file"),
        pytest.param([f"{'x' * 300}.xlsx"], "too long for this computer", id="a name longer than a file's can be"),
        pytest.param(["check", f"{'x' * 300}.xlsx"], "too long", id="the same, only looked at"),
        pytest.param(["review", "."], "There is no workbook or ledger there", id="a folder without tables"),
        pytest.param(["shop.xlsx", "--as-of", "31/10/2026"], "write it as 2026-10-31", id="a date in another order"),
        pytest.param(["shop.xlsx", "--every", "week"], "write month, quarter or auto", id="an unknown period"),
        pytest.param(["undo", "shop.xlsx"], "no copy to go back to", id="undo before any review"),
        pytest.param(["why", "shop.xlsx", "Nobody"], "'Nobody' is in no row", id="a customer who is not there"),
        pytest.param(["formulas", "nonsense"], "There is no formula 'nonsense'", id="an unknown formula"),
        pytest.param(["guide", "nonsense"], "There is no guide nonsense", id="an unknown guide"),
        pytest.param(["empty.csv"], "empty.csv", id="an empty file"),
        pytest.param(["shop.xlsx", "--remove"], "nothing of ours in shop.xlsx", id="remove before any review"),
        pytest.param(["shop.xlsx", "--remove", "--dry-run"], "leave the other options away", id="remove and more"),
        pytest.param(["forget", "shop.xlsx", "Nobody"], "'Nobody' is in no row", id="forget somebody unknown"),
        pytest.param(["forget", "empty.csv", "Ann"], "save it as .xlsx", id="forget in a plain ledger"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_exit_code_two(words: list[str], sentence: str, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    if words != ["review", "."]:
        write(folder / "shop.xlsx", Sales=shop(stop=STOP))
        (folder / "empty.csv").write_text("")
    done = winback(*words, cwd=folder)
    said = done.stderr.strip().splitlines()
    assert done.returncode == 2 and sentence in done.stderr
    assert "Traceback" not in done.stderr + done.stdout and "fault of its own" not in done.stderr
    assert len([line for line in said if not line.endswith(" ...")]) == 1


def test_one_bad_book_never_stops_the_rest(book: Path) -> None:
    bad = book.with_name("bad.xlsx")
    bad.write_bytes(b"PK\x03\x04 this is no workbook")
    done = winback("review", bad, book)
    assert done.returncode == 2 and "bad.xlsx:" in done.stderr and "shop.xlsx: written" in done.stdout


def test_several_books_are_several_clients_in_one_summary_with_failures_as_rows(book: Path) -> None:
    other = write(book.with_name("other.xlsx"), Sales=shop(stop={n: 12 for n in range(30)}))
    bad = book.with_name("bad.xlsx")
    bad.write_bytes(b"no workbook")
    done = winback("review", book, bad, other)
    summary = book.with_name("clients-summary.xlsx")
    assert str(summary) in done.stdout
    rows = [row for row in openpyxl.load_workbook(summary).active.iter_rows(min_row=6, values_only=True) if row[0]]
    assert {row[0] for row in rows} == {"shop.xlsx", "other.xlsx", "bad.xlsx"} and rows[-1][0] == "bad.xlsx"
    stamp = summary.stat().st_mtime_ns
    assert "clients-summary" not in winback("review", book.parent).stderr and summary.stat().st_mtime_ns == stamp


def test_a_folder_is_its_tables_without_our_own_and_without_lock_files(book: Path) -> None:
    (book.parent / "~$shop.xlsx").write_bytes(b"lock")
    book.rename(book.with_name("market.xlsx"))
    (book.parent / "~$shop.xlsx").unlink()
    assert winback("review", book.parent).returncode == 0
    again = winback("review", book.parent)
    assert "market.xlsx: nothing changed" in again.stdout and "backup" not in again.stdout


def test_files_of_ours_that_are_named_are_left_out_with_a_line_each(book: Path) -> None:
    first = winback("review", book, "--as-of", "2026-10-15")
    assert first.returncode == 0, first.stderr
    ledger = book.with_name("stall.csv")
    others = {
        f"C{number:03d}": f"S{number:03d}" for number in range(60)
    }  # with the same ones it would be the next export
    shop(stop=STOP).replace({"Customer": others}).to_csv(ledger, index=False)
    assert winback("review", book, ledger).returncode == 0
    named = sorted(path for path in book.parent.iterdir() if path.suffix in (".xlsx", ".csv"))
    before = {path: path.read_bytes() for path in named}
    assert {"shop.winback-original.xlsx", "stall.winback.xlsx"} < {path.name for path in named}
    again = winback("review", *named)
    assert again.returncode == 0, again.stderr
    left_out = [line.split()[0] for line in again.stdout.splitlines() if "was left out" in line]
    assert left_out == [path.name for path in named if path not in (book, ledger)]
    assert again.stdout.count("nothing changed") == 2
    assert {path: path.read_bytes() for path in book.parent.iterdir()} == before


def test_what_is_left_out_is_no_part_of_the_json(book: Path) -> None:
    winback(book)
    done = winback("review", book, book.with_name("shop.winback-original.xlsx"), "--json")
    assert len(json.loads(done.stdout)) == 1 and "shop.winback-original.xlsx was left out" in done.stderr


def test_a_result_named_alone_is_refused_in_one_sentence_that_names_the_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "stall.csv"
    shop(stop=STOP).to_csv(ledger, index=False)
    winback(ledger)
    result = tmp_path / "stall.winback.xlsx"
    before = result.read_bytes()
    for words in (["review", result], [result], ["review", result, "--dry-run"]):
        done = winback(*words)
        said = [line for line in done.stderr.splitlines() if not line.endswith(" ...")]
        assert done.returncode == 2 and len(said) == 1 and "review stall.csv instead" in said[0], done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["stall.csv", "stall.winback.xlsx"]
    assert result.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "meant"), [("reveiw", "review"), ("chekc", "check"), ("Undo", "undo"), ("formulae", "formulas")]
)
def test_a_misspelt_command_is_answered_with_the_one_that_was_meant(typed: str, meant: str, book: Path) -> None:
    before = book.read_bytes()
    done = winback(typed, book)
    assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1
    assert f"There is no command {typed}" in done.stderr and f"did you mean `winback {meant}`?" in done.stderr
    assert [path.name for path in book.parent.iterdir()] == ["shop.xlsx"] and book.read_bytes() == before


def test_a_folder_that_is_called_nearly_as_a_command_is_reviewed(book: Path) -> None:
    folder = book.parent / "reviews"
    folder.mkdir()
    book.rename(folder / "shop.xlsx")
    done = winback("reviews", cwd=folder.parent)
    assert done.returncode == 0 and "shop.xlsx: written" in done.stdout


def test_json_holds_the_counts_and_the_rows_set_aside(book: Path) -> None:
    found = json.loads(winback("review", book, "--json", "--dry-run").stdout)[0]
    assert found["rows_read"] == found["rows_used"] + found["rows_set_aside"] == len(shop(stop=STOP))
    assert found["periods"][0]["kind"] == "sales" and found["window"] == 45


def test_strict_and_check_end_with_one_when_rows_were_set_aside(tmp_path: Path) -> None:
    sales = shop(stop=STOP)
    sales.loc[4, "Customer"] = None
    book = write(tmp_path / "gap.xlsx", Sales=sales)
    assert winback("review", book, "--strict").returncode == 1
    done = winback("check", book, "--out", tmp_path / "all.csv")
    assert done.returncode == 1 and "A6" in done.stdout and "no customer in this row" in done.stdout
    assert len(pd.read_csv(tmp_path / "all.csv")) == 1
    assert winback("check", write(tmp_path / "clean.xlsx", Sales=shop(stop=STOP))).returncode == 0


def test_why_tells_the_rows_the_rule_and_the_decision(book: Path) -> None:
    said = winback("why", book, "firm 3").stdout
    assert "C003 · Firm 3" in said and "no purchase for more than 45 days" in said
    assert "12 rows in Sales" in said and ": pursue, well worth a call" in said


@pytest.fixture
def market(tmp_path: Path) -> Path:
    """A ledger whose customers have names, e-mails and phones."""
    known = people().assign(Email=[f"c{n}@example.org" for n in range(60)])
    known.loc[3, ["Name", "Email", "Phone"]] = ["Tansy Cloverley", "hello@tansys.example", "+44 7700 900123"]
    known.loc[4, "Name"] = "Hugh Cloverley"
    return write(tmp_path / "market.xlsx", Sales=shop(stop=STOP), Customers=known)


@pytest.mark.parametrize("typed", ["tansy", "TANSY C", "tansy clover", "@tansys", "900123", "+44 7700 900 123"])
def test_why_takes_a_part_of_a_name_an_e_mail_or_a_phone(typed: str, market: Path) -> None:
    done = winback("why", market, typed)
    assert done.returncode == 0 and "C003 · Tansy Cloverley" in done.stdout, done.stderr


def test_why_lists_whom_a_word_could_mean_and_ends_with_two(market: Path) -> None:
    done = winback("why", market, "cloverley")
    said = [line for line in done.stderr.splitlines() if not line.endswith(" ...")]
    assert done.returncode == 2 and done.stdout == ""
    assert said[0] == "2 customers have 'cloverley' in the name, id, e-mail or phone; say which:"
    assert [line.split(" · ")[:2] for line in said[1:]] == [["C003", "Tansy Cloverley"], ["C004", "Hugh Cloverley"]]
    many = [line for line in winback("why", market, "firm").stderr.splitlines() if not line.endswith(" ...")]
    assert len(many) == 12 and many[-1].startswith("and ") and many[-1].endswith(" more")


def test_undo_says_which_way_it_went(book: Path) -> None:
    winback(book, "--as-of", "2026-09-30")
    assert "shop.xlsx is as it was before the last review" in winback("undo", book).stdout
    assert "The review is back in shop.xlsx" in winback("undo", book).stdout
    winback(book, "--as-of", "2026-10-15")
    assert "is as it was before the last review" in winback("undo", book).stdout
    assert "The review is back" in winback("undo", book).stdout
    winback("review", book, "--remove")
    assert "The review is back" in winback("undo", book).stdout
    assert "is as it was before the last review" in winback("undo", book).stdout


def test_undo_and_out_and_dry_run(book: Path) -> None:
    before = book.read_bytes()
    winback("review", book, "--dry-run")
    other = book.with_name("copy.xlsx")
    winback("review", book, "--out", other)
    assert book.read_bytes() == before and "Win-back" in openpyxl.load_workbook(other).sheetnames
    winback(book)
    assert winback("undo", book).returncode == 0 and book.read_bytes() == before


def test_remove_takes_our_tabs_out_and_undo_brings_them_back(book: Path) -> None:
    winback(book)
    done = winback("review", book, "--remove")
    assert done.returncode == 0 and "taken out Win-back" in done.stdout, done.stderr
    assert openpyxl.load_workbook(book).sheetnames == ["Sales", "Customers"]
    assert winback("undo", book).returncode == 0
    assert "Win-back" in openpyxl.load_workbook(book).sheetnames


def test_files_of_one_ledger_are_one_customer_base_and_the_first_gets_the_result(tmp_path: Path) -> None:
    sales = shop(stop=STOP)
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    sales[sales["Date"] < "2025-11-01"].to_csv(first, index=False)
    sales[sales["Date"] >= "2025-11-01"].to_csv(second, index=False)
    done = winback("review", first, second, "--as-one", "--json")
    found = json.loads(done.stdout)
    assert len(found) == 1 and found[0]["rows_read"] == len(sales) and found[0]["as_of"].startswith("2026-10")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.winback.xlsx", "b.csv"]


def test_forget_ends_with_one_while_a_copy_keeps_the_name_and_yes_deletes_it(book: Path) -> None:
    winback(book)
    listed = winback("forget", book, "Firm 3", "--dry-run")
    assert listed.returncode == 0 and "would become 'forgotten 1'" in listed.stdout
    left = winback("forget", book, "Firm 3")
    assert left.returncode == 1 and "still there: " in left.stdout and "would bring the name back" in left.stdout
    done = winback("forget", book, "Firm 3", "--yes")
    assert done.returncode == 0 and "cannot be undone" in done.stdout, done.stdout + done.stderr
    assert [path.name for path in book.parent.iterdir()] == ["shop.xlsx"]
    assert winback("undo", book).returncode == 2
    assert "is in no row" in winback("why", book, "C003").stderr
    others = winback("why", book, "Firm 3").stderr
    assert "Firm 30" in others and "C003" not in others


def test_new_makes_a_workbook_that_reviews_to_one_sentence_and_is_not_overwritten(tmp_path: Path) -> None:
    book = tmp_path / "fresh.xlsx"
    assert winback("new", book).returncode == 0
    assert winback("new", book).returncode == 2
    done = winback(book)
    assert done.returncode == 2 and "no rows yet" in done.stderr


def test_help_starts_without_the_heavy_libraries() -> None:
    code = "import sys, winback_sheets.commands.app; print([m for m in ('pandas', 'numpy', 'scipy', 'openpyxl') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_help_is_a_sentence() -> None:
    from winback_sheets.commands.app import app

    for command in typer.main.get_command(app).commands.values():  # type: ignore[attr-defined]
        first = (command.help or "").splitlines()[0]
        assert first[0].isupper() and first.endswith(".") and len(first) <= 65, command.name  # a line of the list
        for parameter in command.params:
            said = getattr(parameter, "help", None) or ""
            assert said[:1].isupper() and said.endswith("."), f"{command.name} {parameter.name}"


def test_the_library_says_the_same_words(book: Path) -> None:
    import winback_sheets as wb

    assert wb.review(book).changed
    assert not wb.review(book).changed  # no module of the package may take the word
    assert wb.check(book).set_aside == 0
    assert wb.undo(book) == book
    with pytest.raises(AttributeError):
        wb.nothing  # noqa: B018
