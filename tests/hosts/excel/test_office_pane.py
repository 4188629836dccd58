"""The task pane in a real Chromium against the real server; Office.js is stood in for, and Excel has seen none of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import missing
from hosts.excel.office_book import put_in, request_of, state_of, values
from ledgers import people, shop, write

from winback_sheets.formulas.registry import FORMULAS
from winback_sheets.hosts.excel import office_review
from winback_sheets.hosts.workbook.workbook import review_file

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "node_modules"
TOKEN = "a-token-for-the-tests"
RUN_DAY = pd.Timestamp("2026-11-21")
SHOTS = os.environ.get("WINBACK_SHOTS")  # a folder for pictures to look at
DOWN = "does not answer: start it with “python3 scripts/winback.py serve”"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Pane:
    """The driver's commands as calls."""

    def __init__(self, process: subprocess.Popen[str], server: str) -> None:
        self.process, self.server = process, server

    def do(self, what: str, **more: Any) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({"do": what, **more}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"fault": "the driver has ended"}')
        assert "fault" not in answer, answer["fault"]
        return answer["result"]

    def open(self, book: Path | None = None, *, token: str = TOKEN, **more: Any) -> None:
        self.do("open", url=f"{self.server}/addin/taskpane.html?t={token}", book=str(book) if book else None, **more)

    def review(self) -> None:
        self.do("click", on="#start")
        self.do("wait", on="#step", text="The review is in the workbook")

    def state(self) -> dict[str, Any]:
        return json.loads(self.do("ask", script="JSON.stringify(window.book)"))

    def trouble(self) -> str:
        self.do("wait", on="#trouble.shown")
        return str(self.do("texts", on="#trouble-sentence")[0])

    def shot(self, name: str) -> None:
        if SHOTS:
            self.do("shot", file=f"{SHOTS}/{name}.png")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The real server on a free port of this computer, as if the day were that of the ledgers."""
    uvicorn = pytest.importorskip("uvicorn")
    from winback_sheets.hosts.excel.office_service import ADDIN
    from winback_sheets.hosts.server.server import create_app

    before = office_review.review_tabs
    office_review.review_tabs = lambda request: before(request, run_day=RUN_DAY)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(TOKEN, server=f"http://127.0.0.1:{port}", addin=ADDIN)
    running = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)
    office_review.review_tabs = before


@pytest.fixture(scope="module")
def pane(server: str) -> Iterator[Pane]:
    """The driver with its browser."""
    node, chromium = shutil.which("node"), shutil.which("chromium")
    if not node or not chromium or not (MODULES / "playwright-core").is_dir():
        missing("node, Chromium or playwright-core (npm ci in tests/) is not on this machine")
    command = [node, str(HERE / "office_pane.cjs"), chromium, sys.executable]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Pane(process, server)
        assert process.stdin
        process.stdin.close()
        process.wait(20)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small shop with two cells that cannot be used."""
    sales = shop(24, 20, stop={3: 9, 7: 10}).astype({"Amount": object})
    sales.loc[5, "Amount"], sales.loc[9, "Amount"] = None, "ten"
    return write(tmp_path_factory.mktemp("shop") / "shop.xlsx", Sales=sales, Customers=people(20))


@pytest.fixture(scope="module")
def fresh(ledger: Path) -> Path:
    """The shop as the stand-in takes it, before any review."""
    return held(ledger)


@pytest.fixture(scope="module")
def book(ledger: Path, server: str) -> Path:
    """The shop after a review, so that the next one has nothing to bring and is quick."""
    state = state_of(ledger)
    put_in(state, office_review.review_tabs(request_of(state)))
    target = ledger.with_name("reviewed.json")
    target.write_text(json.dumps(state))
    return target


def held(path: Path) -> Path:
    """A workbook file as the stand-in takes it."""
    target = path.with_suffix(".json")
    target.write_text(json.dumps(state_of(path)))
    return target


def tabs(state: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: values(state, each["name"]) for each in state["sheets"]}


def test_the_tabs_are_those_that_the_review_of_the_file_writes(pane: Pane, shared_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "northwind.xlsx"
    path.write_bytes((shared_data / "transactions/northwind.xlsx").read_bytes())
    before = state_of(path)
    pane.open(held(path))
    pane.review()
    after = pane.state()
    assert {tab for tab, _ in after["written"]}.isdisjoint(tabs(before))
    assert {name: cells for name, cells in tabs(after).items() if name in tabs(before)} == tabs(before)
    review_file(path, run_day=RUN_DAY)
    file = state_of(path)
    assert looks(after) == looks(file) and tabs(after) == tabs(file)
    assert sum(map(len, tabs(after).values())) > 10_000
    assert {name for name in after["names"] if name.startswith("_winback.")} == set(after["hidden"])
    assert pane.do("said") == []


def looks(state: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["name"], each["visibility"]) for each in state["sheets"]]


def test_a_second_review_changes_nothing_and_what_was_typed_stays(pane: Pane, book: Path) -> None:
    pane.open(book)
    pane.review()
    assert pane.state()["written"] == []
    assert "Nothing has changed since the last review." in pane.do("texts", on="#summary li")
    typed = [("Outreach", "6,15", "called, wants a quote"), ("Lost customers", "40,3", "my own note")]
    script = f"for (const [tab, at, text] of {json.dumps(typed)}) "
    script += "window.book.sheets.find((each) => each.name === tab).cells[at] = [text, null, 'General'];"
    pane.do("ask", script=script)
    before = tabs(pane.state())
    pane.review()
    assert {tab for tab, _ in pane.state()["written"]} <= {"_winback", "Customer card"}
    after = tabs(pane.state())
    assert [after[tab][at] for tab, at, _ in typed] == [text for _, _, text in typed]
    still = before.keys() - {"_winback", "Customer card"}
    assert {name: after[name] for name in still} == {name: before[name] for name in still}


def test_lists_grow_with_their_tables_and_looks(pane: Pane, tmp_path: Path) -> None:
    early = {"Sales": shop(18, 20, stop={3: 9}), "Customers": people(20)}
    state = state_of(write(tmp_path / "early.xlsx", **early))
    put_in(state, office_review.review_tabs(request_of(state)))
    late = state_of(write(tmp_path / "late.xlsx", Sales=shop(24, 20, stop={3: 9, 7: 10, 5: 17, 9: 17})))
    sheets = {each["name"]: each for each in state["sheets"]}
    sheets["Sales"]["cells"] = late["sheets"][0]["cells"]
    was = list(sheets["Lost customers"]["tables"][0])
    path = tmp_path / "state.json"
    path.write_text(json.dumps(state))
    put_in(state, office_review.review_tabs(request_of(state)))
    pane.open(path)
    pane.review()
    after = pane.state()
    assert tabs(after) == tabs(state)
    (lost,) = [each for each in after["sheets"] if each["name"] == "Lost customers"]
    (table,) = lost["tables"]
    assert table[3] == was[3] + 3 and lost["cells"][f"{5 + was[3] + 2},3"][2] == lost["cells"]["6,3"][2]


def test_a_problem_leads_to_its_cell_with_the_keyboard_alone(pane: Pane, book: Path) -> None:
    pane.open(book)
    pane.review()
    assert pane.do("texts", on="#problems strong") == ["Sales, C7", "Sales, C11"]
    assert "not a number" in pane.do("texts", on="#problems button")[1]
    for _ in range(12):
        pane.do("press", key="Tab")
        if "C11" in pane.do("ask", script="document.activeElement.innerText"):
            break
    pane.do("press", key="Enter")
    pane.do("ask", script="new Promise((done) => setTimeout(done, 100))")
    state = pane.state()
    assert state["active"] == "Sales" and {key: state["selected"][key] for key in ("tab", "row", "column")} == {
        "tab": "Sales",
        "row": 10,
        "column": 2,
    }


def test_a_problem_on_a_tab_that_is_gone_is_said(pane: Pane, book: Path) -> None:
    pane.open(book)
    pane.review()
    pane.do("ask", script="window.book.sheets.find((each) => each.name === 'Sales').name = 'Old sales'")
    pane.do("click", on="#problems button")
    assert pane.trouble() == "There is no tab Sales any more: review the workbook again."


def test_a_formula_is_found_explained_and_inserted(pane: Pane, book: Path) -> None:
    pane.open(book)
    pane.do("ask", script="window.book.selected = {tab: 'Sales', row: 1, column: 8, rows: 1, columns: 1}")
    pane.do("click", on="#tab-formulas")
    pane.do("wait", on="#hits", text=f"{len(FORMULAS)} formulas")
    pane.do("fill", on="#search", text="next contact")
    assert pane.do("texts", on="#results strong")[0] == "WINBACK.NEXT_CONTACT"
    pane.do("click", on="#results button")
    described = " ".join(pane.do("texts", on="#results dl"))
    assert "needed" in described and "if left out: 30" in described
    pane.do("click", on="#results .help button")
    pane.do("wait", on="#results [role=status]", text="It is in I2.")
    (cell,) = [each["cells"]["2,9"] for each in pane.state()["sheets"] if each["name"] == "Sales"]
    assert cell[1] == '=WINBACK.NEXT_CONTACT(Contacts!A1:J400, "Acme Ltd", DATE(2026,10,31), 30, "GB")'
    pane.do("click", on="#results .help button")
    assert pane.trouble() == "I2 is not empty: select an empty cell, then try again."
    pane.shot("formulas")


def test_words_that_no_formula_has_are_said(pane: Pane) -> None:
    pane.open()
    pane.do("click", on="#tab-formulas")
    pane.do("wait", on="#hits", text=f"{len(FORMULAS)} formulas")
    pane.do("fill", on="#search", text="unicorn")
    assert pane.do("texts", on="#hits") == ["No formula has these words: try one word, such as churn or lost."]


def test_the_tabs_of_the_pane_are_walked_with_the_arrows(pane: Pane) -> None:
    pane.open()
    pane.do("ask", script="document.getElementById('tab-review').focus()")
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "End", "Home", "ArrowLeft"):
        pane.do("press", key=key)
        seen.append(pane.do("ask", script="document.activeElement.textContent"))
    assert seen == ["Formulas", "Settings", "Review", "Settings", "Review", "Settings"]


REFUSED = [
    pytest.param(0, {}, DOWN, id="the server is down"),
    pytest.param(401, {}, "does not accept the token: copy the one it shows into Settings", id="another token"),
    pytest.param(429, {}, "is busy with other work: wait a minute", id="too many requests"),
    pytest.param(503, {}, "is busy with other work: wait a minute", id="too much to do"),
    pytest.param(413, {"sentence": "The body is too large."}, "The body is too large.", id="a workbook too large"),
    pytest.param(500, {}, "could not answer (500): update it", id="a server of another kind"),
]


@pytest.mark.parametrize(("status", "body", "sentence"), REFUSED)
def test_what_keeps_the_server_from_answering_is_one_sentence(
    pane: Pane, book: Path, status: int, body: dict[str, str], sentence: str
) -> None:
    pane.open(book)
    pane.do("answers", url="**/v1/review", status=status, body=json.dumps(body))
    pane.do("click", on="#start")
    assert sentence in pane.trouble() and pane.state()["written"] == []
    if not status:  # it has been started meanwhile
        pane.do("normal", url="**/v1/review")
        pane.do("click", on="#again")
        pane.do("wait", on="#step", text="The review is in the workbook")
        assert pane.do("texts", on="#trouble.shown") == []


def test_a_wrong_token_leads_to_the_settings_and_the_right_one_is_checked(pane: Pane, book: Path) -> None:
    pane.open(book, token="wrong")
    pane.do("click", on="#start")
    assert "does not accept the token" in pane.trouble()
    pane.do("click", on="#to-settings")
    assert pane.do("texts", on="#server") == [pane.server]
    pane.do("fill", on="#token", text=TOKEN)
    pane.do("press", key="Enter")
    pane.do("wait", on="#checked", text=f"The server answers and knows {len(FORMULAS)} formulas.")
    pane.do("click", on="#tab-review")
    pane.review()


def test_without_a_token_the_pane_begins_with_the_settings(pane: Pane) -> None:
    pane.open(token="")
    assert pane.do("ask", script="document.getElementById('settings').hidden") is False


EXCEL = [
    pytest.param("NamedItemCollection.add", "AccessDenied", "take the protection off", id="a protected workbook"),
    pytest.param("load Range", "InvalidOperationInCellEditMode", "press Enter or Esc", id="a cell being edited"),
    pytest.param("load Range", "GeneralException", "save the workbook, open it again", id="anything else"),
]


@pytest.mark.parametrize(("operation", "code", "sentence"), EXCEL)
def test_what_excel_refuses_is_one_sentence(pane: Pane, book: Path, operation: str, code: str, sentence: str) -> None:
    pane.open(book)
    script = f"window.book.names = {{}}; window.faults[{json.dumps(operation)}] = [{json.dumps(code)}]"
    pane.do("ask", script=script)
    pane.do("click", on="#start")
    assert sentence in pane.trouble()


def test_where_excel_takes_no_charts_the_tabs_come_without(pane: Pane, fresh: Path) -> None:
    pane.open(fresh)
    pane.do("ask", script="window.faults['Workbook.insertWorksheetsFromBase64'] = ['UnsupportedFeature']")
    pane.review()
    assert "Excel in a browser takes in no charts, so the tabs come without them." in pane.do("texts", on="#summary li")
    assert {"Win-back", "Churn"} <= tabs(pane.state()).keys()


def with_texts(folder: Path, rows: int, columns: int) -> Path:
    """A workbook with one tab of long texts, as the stand-in takes it."""
    cells = {f"{row},{column}": [f"{row}-{column} ".ljust(120, "x"), None, "General"]
             for row in range(1, rows + 1) for column in range(1, columns + 1)}  # fmt: skip
    path = folder / "texts.json"
    sheet = {"name": "Texts", "visibility": "Visible", "cells": cells, "tables": [], "merges": []}
    path.write_text(json.dumps({"sheets": [sheet], "names": {}}))
    return path


def reply(**more: Any) -> str:
    """The server's reply to a review, as JSON."""
    usual = {"headline": "Done.", "summary": [], "understood": [], "problems": [], "problems_count": 0, "workbook": "",
             "insert": [], "patches": [], "names": {}}  # fmt: skip
    return json.dumps({**usual, **more})


TRIP = 5 * 1024 * 1024


def test_long_texts_are_read_and_written_in_trips_that_a_browser_allows(pane: Pane, tmp_path: Path) -> None:
    """50,000 cells of 120 letters are 6 MB, read and written."""
    pane.open(with_texts(tmp_path, 2000, 25), platform="OfficeOnline")
    cells = [[row, 30 + row % 2, f"{row} ".ljust(120, "y")] for row in range(1, 50_001)]
    patch = {"tab": "Texts", "cells": cells, "lists": [], "merges": [], "anew": False}
    pane.do("answers", url="**/v1/review", status=200, body=reply(patches=[patch]))
    pane.review()
    state = pane.state()
    assert state["largest"] and 0 < state["most"] < TRIP
    (sheet,) = state["sheets"]
    assert all(sheet["cells"][f"{row},{column}"][0] == text for row, column, text in cells)


TOO_MUCH = "more than the 5 MB that Excel in a browser takes in at once: open the workbook in Excel for Windows"


@pytest.mark.parametrize("how", ["known before", "said by Excel", "said by Excel of a read"])
def test_too_much_for_a_browser_says_what_helps(pane: Pane, book: Path, how: str) -> None:
    pane.open(book, platform="OfficeOnline" if how == "known before" else "PC")
    insert = [{"tab": "Churn", "key": "churn", "visibility": "Visible", "position": None}]
    made = "A" * (TRIP + 1 if how == "known before" else 100)
    pane.do("answers", url="**/v1/review", status=200, body=reply(workbook=made, insert=insert))
    faults = {"said by Excel": ("Workbook.insertWorksheetsFromBase64", ["RequestPayloadSizeLimitExceeded"]),
              "said by Excel of a read": ("load Range", ["ResponsePayloadSizeLimitExceeded"] * 40)}  # fmt: skip
    if how in faults:
        pane.do("ask", script="window.faults[{}] = {}".format(*map(json.dumps, faults[how])))
    pane.do("click", on="#start")
    said = pane.trouble()
    assert TOO_MUCH in said and "winback.py review" in said and pane.state()["written"] == []


EXCEL_2021 = {"CustomFunctionsRuntime": 3, "ExcelApi": 14}
WORKED_OUT = (
    """(async () => (await window.formulas.{name}({cells}, {{functionName: "{name}", address: "{address}"}})))()"""
)


def opened_with_results(pane: Pane, folder: Path, **more: Any) -> list[list[Any]]:
    """The pane in an Excel 2021 where one formula fills a table from B2 and another one the cell H1."""
    path = folder / "results.json"
    sheet = {"name": "It's", "visibility": "Visible", "cells": {}, "tables": [], "merges": []}
    path.write_text(json.dumps({"sheets": [sheet], "names": {}}))
    pane.open(path, **{"sets": EXCEL_2021, **more})
    wanted = {"name": "RATE_INTERVAL", "cells": "[[3]], [[10]]", "address": "'It''s'!$B$2"}
    rows = pane.do("ask", script=WORKED_OUT.format(**wanted))
    pane.do("ask", script=WORKED_OUT.format(name="CONVERT_RATE", cells="[[0.05]], [['year']]", address="It's!H1"))
    cells = {f"{row},{column}": [cell, None, "General"] for row, line in enumerate(rows, 2)
             for column, cell in enumerate(line, 2)}  # fmt: skip
    cells["2,2"][1], cells["1,8"] = (
        "=WINBACK.RATE_INTERVAL(3, 10)",
        [0.46, '=WINBACK.CONVERT_RATE(5%, "year")', "General"],
    )
    cells["4,2"] = cells["2,7"] = ["not of the table", None, "General"]
    spills = [{"tab": "It's", "row": 1, "column": 1, "rows": 2, "columns": 5}]
    pane.do("ask", script=f"Object.assign(window.book.sheets[0].cells, {json.dumps(cells)}); "
                          f"window.book.spills = {json.dumps(spills)}")  # fmt: skip
    return rows


def select(pane: Pane, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
    box = {"tab": "It's", "row": row - 1, "column": column - 1, "rows": rows, "columns": columns}
    pane.do("ask", script=f"window.book.selected = {json.dumps(box)}")


def shown(pane: Pane) -> dict[str, str]:
    """The number formats that were given, by cell."""
    cells = pane.state()["sheets"][0]["cells"]
    return {place: cell[2] for place, cell in cells.items() if cell[2] != "General"}


def test_the_button_gives_a_table_and_a_cell_their_formats_where_formulas_cannot(pane: Pane, tmp_path: Path) -> None:
    rows = opened_with_results(pane, tmp_path, width=320)
    assert rows == [["Part", "Whole", "Rate", "From", "To"], [3, 10, 0.3, pytest.approx(0.1078, abs=1e-4),
                                                              pytest.approx(0.6032, abs=1e-4)]]  # fmt: skip
    pane.do("click", on="#tab-formulas")
    select(pane, 3, 4)  # any cell of the table
    pane.do("click", on="#format-table")
    pane.do("wait", on="#formatted", text="B2 now shows percent, money and days as such.")
    assert shown(pane) == {"3,4": "0.0%", "3,5": "0.0%", "3,6": "0.0%"}
    select(pane, 1, 8)
    pane.do("click", on="#format-table")
    pane.do("wait", on="#formatted", text="H1 now shows")
    assert shown(pane) == {"3,4": "0.0%", "3,5": "0.0%", "3,6": "0.0%", "1,8": "0.0%"}
    assert pane.do("ask", script=WIDE) == 0 and pane.do("said") == []
    pane.shot("format-this-table")


def test_an_excel_that_knows_no_spilled_ranges_takes_the_selection(pane: Pane, tmp_path: Path) -> None:
    opened_with_results(pane, tmp_path, sets={"CustomFunctionsRuntime": 1, "ExcelApi": 11})
    pane.do("click", on="#tab-formulas")
    select(pane, 2, 2, rows=2, columns=5)
    pane.do("click", on="#format-table")
    pane.do("wait", on="#formatted", text="B2 now shows")
    assert shown(pane) == {"3,4": "0.0%", "3,5": "0.0%", "3,6": "0.0%"}


NOT_FORMATTED = [
    pytest.param("", (4, 2), "In B4 stands no formula that begins with =WINBACK", id="another cell"),
    pytest.param("['2,2'][1] = '=SUM(WINBACK.RATE_INTERVAL(3, 10))'", (2, 2), "no formula that begins", id="a part of one"),
    pytest.param("['1,8'][1] = '=WINBACK.TOP_SHARE(A1:B9)'", (1, 8), "work out H1 once more", id="another formula by now"),
    pytest.param("['2,4'][0] = 'Share'", (3, 3), "work out B2 once more", id="another table by now"),
    pytest.param("['2,7'] = ['x', '=WINBACK.CONVERT_RATE(1, 2)', 'General']", (2, 7), "press F2 and Enter", id="of yesterday"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "place", "sentence"), NOT_FORMATTED)
def test_what_is_no_result_of_today_is_left_as_it_is(
    pane: Pane, tmp_path: Path, change: str, place: tuple[int, int], sentence: str
) -> None:
    opened_with_results(pane, tmp_path)
    if change:
        pane.do("ask", script=f"window.book.sheets[0].cells{change}; null")
    pane.do("click", on="#tab-formulas")
    select(pane, *place)
    pane.do("click", on="#format-table")
    assert sentence in pane.trouble() and shown(pane) == {}


def test_where_formulas_give_their_formats_there_is_no_button(pane: Pane) -> None:
    pane.open()
    pane.do("click", on="#tab-formulas")
    pane.do("wait", on="#hits", text=f"{len(FORMULAS)} formulas")
    assert pane.do("ask", script="document.getElementById('format').offsetParent === null")


@pytest.mark.slow
def test_a_hundred_thousand_rows_come_in_trips_that_excel_allows(pane: Pane, tmp_path: Path) -> None:
    customers = 1_000
    rows = {"1,1": ["Customer", None, "General"], "1,2": ["Date", None, "General"], "1,3": ["Amount", None, "General"]}
    for row in range(100_000):
        customer, visit = row % customers, row // customers
        rows[f"{row + 2},1"] = [f"C{customer:05}", None, "General"]
        rows[f"{row + 2},2"] = [43_600 + 27 * visit + customer % 27, None, "yyyy-mm-dd"]
        rows[f"{row + 2},3"] = [10 + customer % 90, None, "#,##0.00"]
    path = tmp_path / "large.json"
    sheet = {"name": "Sales", "visibility": "Visible", "cells": rows, "tables": [], "merges": []}
    path.write_text(json.dumps({"sheets": [sheet], "names": {}}))
    pane.open(path)
    began = time.perf_counter()
    pane.review()
    took = time.perf_counter() - began
    print(f"100,000 rows: {took:.1f} s")
    lines = pane.do("texts", on="#summary li")
    assert any("Used 100,000 of 100,000 rows" in line for line in lines)
    assert took < 60


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_wider_than_the_pane(pane: Pane, book: Path, width: int, scheme: str) -> None:
    pane.open(book, width=width, scheme=scheme)
    assert pane.do("ask", script=WIDE) == 0
    pane.review()
    assert pane.do("ask", script=WIDE) == 0
    pane.shot(f"review-{scheme}-{width}")
    pane.do("click", on="#tab-formulas")
    pane.do("wait", on="#hits", text=f"{len(FORMULAS)} formulas")
    pane.do("click", on="#results button", text="NEXT_CONTACT")
    assert pane.do("ask", script=WIDE) == 0
    pane.shot(f"formulas-{scheme}-{width}")
    pane.do("answers", url="**/v1/functions", status=0)
    pane.do("click", on="#tab-settings")
    pane.do("press", key="Tab")
    pane.do("click", on="#token-form button")
    assert DOWN in pane.trouble() and pane.do("ask", script=WIDE) == 0
    pane.shot(f"settings-{scheme}-{width}")


@pytest.mark.parametrize(
    ("scheme", "office", "seen"),
    [
        pytest.param("light", None, "rgb(255, 255, 255)", id="light as the computer is"),
        pytest.param("dark", None, "rgb(30, 33, 36)", id="dark as the computer is"),
        pytest.param("light", "#262626", "rgb(30, 33, 36)", id="dark because Office is"),
        pytest.param("dark", "#FFFFFF", "rgb(255, 255, 255)", id="light because Office is"),
    ],
)
def test_the_pane_wears_the_theme_of_office(pane: Pane, scheme: str, office: str | None, seen: str) -> None:
    pane.open(scheme=scheme, theme={"bodyBackgroundColor": office} if office else None)
    assert pane.do("ask", script="getComputedStyle(document.documentElement).backgroundColor") == seen


def test_the_stand_in_knows_only_what_office_has(pane: Pane, book: Path) -> None:
    pane.open(book)
    pane.review()
    known = pane.do("ask", script="window.known")
    assert {"Workbook", "Worksheet", "Range", "NamedItem", "WorksheetCollection"} <= known.keys()
    declared = (MODULES / "@microsoft/office-js/dist/office.d.ts").read_text(encoding="utf-8")
    for kind, members in known.items():
        body = re.search(
            rf"\n    class {kind} extends OfficeExtension.ClientObject {{\n(.*?)\n    }}\n", declared, re.DOTALL
        )
        assert body
        there = set(re.findall(r"^        (?:readonly )?(\w+)[(:?]", body[1], re.MULTILINE))
        assert set(members) - there == set()


WINBACK = """declare const winback: { settings(): { server: string; token: string }; setToken(text: string): void;
  problems: any[]; onProblem(listener: () => void): void; formatsCells(): boolean;
  resultAt(address: string): { name: string; headings: any[] | null; formats: string[] } | null };"""


@pytest.mark.slow
def test_the_pane_calls_office_as_microsoft_declares_it(tmp_path: Path) -> None:
    node, compiler = shutil.which("node"), MODULES / "typescript/bin/tsc"
    declared = MODULES / "@microsoft/office-js/dist/office.d.ts"
    if not node or not compiler.exists() or not declared.exists():
        missing("node, TypeScript or Microsoft's declarations (npm ci in tests/) are not on this machine")
    pane = (HERE.parents[2] / "winback_sheets/hosts/excel/office/pane.js").read_text(encoding="utf-8")
    (tmp_path / "pane.js").write_text(pane, encoding="utf-8")
    (tmp_path / "wrong.js").write_text(
        pane.replace("getUsedRangeOrNullObject", "getUsedRangeOrNothing"), encoding="utf-8"
    )
    (tmp_path / "winback.d.ts").write_text(WINBACK)
    command = [node, str(compiler), "--noEmit", "--allowJs", "--checkJs", "--target", "es2020"]
    command += ["--lib", "es2020,dom,dom.iterable", "pane.js", "wrong.js", "winback.d.ts", str(declared)]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240).stdout.splitlines()
    # Which kind of element an id leads to is written in the page, where the compiler does not look.
    complaints = [line for line in said if not line.endswith("does not exist on type 'HTMLElement'.")]
    assert [line for line in complaints if line.startswith("pane.js")] == []
    assert "getUsedRangeOrNothing" in "".join(line for line in complaints if line.startswith("wrong.js"))


def test_the_page_needs_nothing_that_its_own_policy_forbids() -> None:
    folder = HERE.parents[2] / "winback_sheets/hosts/excel/office"
    page = (folder / "taskpane.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert re.findall(r"<script(?! src=)", page) == []
    scripts = (folder / "pane.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|new Function|\.style\b", scripts)
