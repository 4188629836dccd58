"""The review of an open workbook as plain values: what must not be touched, and the same tabs as in a closed file."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from hosts.excel.office_book import State, put_in, request_of, state_of, values
from ledgers import people, shop, write

from winback_sheets.hosts.excel.office_grids import grid_of, tabs_of
from winback_sheets.hosts.excel.office_review import review_tabs
from winback_sheets.hosts.server.wire import Malformed
from winback_sheets.hosts.workbook.workbook import review_file

RUN_DAY = pd.Timestamp("2026-11-21")
SMALL = shop(18, 12, stop={3: 9, 7: 10})


def review(state: State, **more: Any) -> dict[str, Any]:
    """One review of an open workbook, put in; what travels is JSON."""
    request = json.loads(json.dumps(request_of(state, **more)))
    reply = json.loads(json.dumps(review_tabs(request, run_day=RUN_DAY)))
    put_in(state, reply)
    return reply


def tabs(state: State) -> dict[str, dict[str, Any]]:
    return {each["name"]: values(state, each["name"]) for each in state["sheets"]}


def cells(state: State, tab: str) -> dict[str, Any]:
    return next(each["cells"] for each in state["sheets"] if each["name"] == tab)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "shop.xlsx", Sales=SMALL, Customers=people(12))


@pytest.fixture
def state(path: Path) -> State:
    return state_of(path)


MALFORMED = [
    pytest.param([], "The request is not an object.", id="a list"),
    pytest.param({}, "tabs is not a list.", id="no tabs"),
    pytest.param({"tabs": [1]}, "tabs[0] is not an object.", id="a tab that is a number"),
    pytest.param({"tabs": [{"rows": []}]}, "tabs[0].name is not a text.", id="a tab without a name"),
    pytest.param({"tabs": [{"name": "A"}, {"name": "a"}]}, "tabs has two tabs of one name.", id="one name twice"),
    pytest.param({"tabs": [{"name": "A"}] * 501}, "tabs has more than 500 tabs.", id="too many tabs"),
    pytest.param({"tabs": [], "names": []}, "names is not an object.", id="names as a list"),
    pytest.param({"tabs": [], "names": {"_winback.x": 1}}, "names has a tab that is not a text.", id="a name of 1"),
    pytest.param({"tabs": [{"name": "A", "rows": [1]}]}, "tabs[0].rows[0] is not a row.", id="a row that is a number"),
    pytest.param(
        {"tabs": [{"name": "A", "rows": [[{}]]}]}, "tabs[0].rows[0][0] holds something that is no cell.", id="an object"
    ),
    pytest.param({"tabs": [{"name": "A", "row": 0}]}, "tabs[0].row is not a whole number", id="row 0"),
    pytest.param({"tabs": [{"name": "A", "row": True}]}, "tabs[0].row is not a whole number", id="row true"),
    pytest.param({"tabs": [{"name": "A", "row": 1_048_577}]}, "tabs[0].row is not a whole", id="below the last row"),
    pytest.param({"tabs": [{"name": "A", "column": 1e9}]}, "tabs[0].column is not a whole", id="right of the last"),
    pytest.param({"tabs": [{"name": "A", "formats": [[1, 1]]}]}, "is not 3 numbers and a text", id="half a format"),
    pytest.param(
        {"tabs": [{"name": "A", "rows": [[1]], "formats": [[1, 1, 1, "0"]] * 2}]},
        "tabs[0].formats has more cells than the tab.",
        id="formats without end",
    ),
]


@pytest.mark.parametrize(("request_", "sentence"), MALFORMED)
def test_a_request_of_another_shape_is_refused_with_its_place(request_: Any, sentence: str) -> None:
    with pytest.raises(Malformed) as refused:
        review_tabs(request_, run_day=RUN_DAY)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "rows", [[], [[None]], [["a"]], [[True, 1e308, -1e308, 10**30, "\u0000", "#N/A"]], [[float("nan"), float("inf")]]]
)
def test_a_workbook_without_sales_is_told_so_and_nothing_is_put_in(rows: list[list[Any]]) -> None:
    reply = review_tabs({"tabs": [{"name": "A", "rows": rows}], "names": {"_winback.churn": "gone"}}, run_day=RUN_DAY)
    assert reply["sentence"] and not reply["insert"] and not reply["patches"] and not reply["workbook"]


def test_the_request_is_as_it_was(state: State) -> None:
    request = request_of(state)
    before = json.dumps(request)
    review_tabs(request, run_day=RUN_DAY)
    assert json.dumps(request) == before


def test_the_tabs_of_people_get_not_one_cell(state: State) -> None:
    before = tabs(state)
    reply = review(state)
    assert not {each["tab"] for each in reply["patches"]} & before.keys()
    assert {name: after for name, after in tabs(state).items() if name in before} == before


def test_a_second_review_puts_nothing_in(state: State) -> None:
    review(state)
    reply = review(state)
    assert (reply["insert"], reply["patches"], reply["workbook"]) == ([], [], "")
    assert "Nothing has changed since the last review." in reply["summary"]


def test_the_same_tabs_come_as_in_the_closed_file(state: State, path: Path) -> None:
    review(state)
    review_file(path, run_day=RUN_DAY)
    assert tabs(state) == tabs(state_of(path))


def later(path: Path) -> None:
    """Half a year later: more sales, two customers gone, and somebody has worked in the tabs."""
    book = openpyxl.load_workbook(path)
    sales = shop(24, 12, stop={3: 9, 7: 10, 5: 17, 9: 18})
    for row, (customer, day, amount) in enumerate(sales.itertuples(index=False), start=2):
        sales_row = (customer, day.to_pydatetime(), amount)
        for column, value in enumerate(sales_row, start=1):
            cell = book["Sales"].cell(row, column, value)
            cell.number_format = "yyyy-mm-dd" if column == 2 else "General"
    notes = [each.value for each in book["Outreach"][5]].index("Notes") + 1
    book["Outreach"].cell(6, notes, "=1+1 said she")
    book["Outreach"].cell(6, notes).data_type = "s"
    book["Lost customers"].cell(30, 3, "a note of mine")
    book.save(path)


def spelled(state: State, tab: str) -> dict[str, Any]:
    """The cells of a tab, a formula as its text: nobody here has worked it out anew."""
    return {place: cell[1] or cell[0] for place, cell in cells(state, tab).items() if (cell[1] or cell[0]) is not None}


def test_after_half_a_year_the_lists_are_those_of_the_closed_file(path: Path) -> None:
    review_file(path, run_day=RUN_DAY)
    later(path)
    state = state_of(path)
    reply = review(state)
    review_file(path, run_day=RUN_DAY)
    file = state_of(path)
    for tab in ("Outreach", "Lost customers", "Segments", "Churn", "Winback history", "Sales", "Customers"):
        assert spelled(state, tab) == spelled(file, tab), tab
    # What stood in one wide cell is three cells now, and nothing of them is hidden.
    assert [tabs(state)["Win-back"][at] for at in ("27,2", "27,3", "27,4")] == ["2026 Q3", 0, 0]
    assert tabs(state)["Lost customers"]["30,3"] == "a note of mine"
    assert "=1+1 said she" in tabs(state)["Outreach"].values()
    (lost,) = [each for each in reply["patches"] if each["tab"] == "Lost customers"]
    assert lost["lists"] == [{"row": 5, "column": 1, "last": 30}]  # down to the person's note


def test_what_is_typed_over_a_cell_of_ours_is_told_and_restored(state: State) -> None:
    review(state)
    was = cells(state, "Lost customers")["6,2"][0]
    old = cells(state, "Lost customers")["6,4"]
    cells(state, "Lost customers")["6,4"] = ["my words", None, "General"]
    reply = review(state)
    assert cells(state, "Lost customers")["6,4"][0] == old[0] and cells(state, "Lost customers")["6,2"][0] == was
    assert {"tab": "Lost customers", "cell": "D6"}.items() <= reply["problems"][0].items()
    assert "'my words' was typed over" in reply["problems"][0]["sentence"]
    assert "my words" in tabs(state)["Data check"].values()


def test_a_row_of_ours_that_was_deleted_stays_deleted(state: State) -> None:
    review(state)
    gone = cells(state, "Lost customers")["6,2"][0]
    for place in [place for place in cells(state, "Lost customers") if place.startswith("6,")]:
        del cells(state, "Lost customers")[place]
    review(state)
    listed = {value for place, value in tabs(state)["Lost customers"].items() if place.endswith(",2")}
    assert gone not in listed and "Customer" in listed


def test_a_tab_somebody_renamed_stays_ours_and_formulas_follow(state: State) -> None:
    review(state)
    next(each for each in state["sheets"] if each["name"] == "Segments")["name"] = "My groups"
    state["names"]["_winback.segments"] = "='My groups'!$A$1"
    reply = review(state)
    assert reply["insert"] == [] and "My groups" in tabs(state) and "Segments" not in tabs(state)
    card = [value for _, _, value, *_ in patch(reply, "Customer card")]
    assert card and all("'My groups'!" in value and "Segments!" not in value for value in card)


def patch(reply: dict[str, Any], tab: str) -> list[list[Any]]:
    return next((each["cells"] for each in reply["patches"] if each["tab"] == tab), [])


def test_a_tab_of_the_persons_with_one_of_our_names_stays_theirs(tmp_path: Path) -> None:
    theirs = pd.DataFrame({"Remarks": ["mine"]})
    state = state_of(write(tmp_path / "shop.xlsx", Sales=SMALL, Segments=theirs))
    reply = review(state)
    assert tabs(state)["Segments"] == {"1,1": "Remarks", "2,1": "mine"}
    assert reply["names"]["_winback.segments"] == "Segments (2)"
    formulas = [value for _, _, value in patch(reply, "Customer card") if "Segments" in value]
    assert formulas and all("'Segments (2)'!" in value for value in formulas)


def test_a_tab_of_ours_whose_headings_are_gone_is_theirs_now(state: State) -> None:
    review(state)
    for place, cell in cells(state, "Lost customers").items():
        if place.startswith("5,"):
            cell[0] = None
    before = tabs(state)["Lost customers"]
    reply = review(state)
    assert tabs(state)["Lost customers"] == before
    assert reply["names"]["_winback.lost_customers"] == "Lost customers (2)"


def test_ids_that_look_like_numbers_stay_texts(tmp_path: Path) -> None:
    sales = SMALL.assign(Customer=SMALL["Customer"].str.replace("C", "0", regex=False))
    state = state_of(write(tmp_path / "shop.xlsx", Sales=sales))
    review(state)
    listed = cells(state, "Segments")
    for place in [place for place in listed if int(place.partition(",")[0]) > 5]:
        del listed[place]
    before = tabs(state)["Lost customers"]
    texts = [value for _, _, value, *_ in patch(review(state), "Segments")]
    assert "'0003" in texts and "0003" in tabs(state)["Segments"].values()
    assert tabs(state)["Lost customers"] == before


def test_days_come_as_days_and_durations_as_the_cell_shows_them() -> None:
    tab = {"name": "A", "row": 2, "column": 3, "rows": [["d", "h", "n"], [46326, 1.5, 46326], [46326.5, 0.25, "x"]]}
    tab["formats"] = [[3, 3, 4, "dd/mm/yyyy"], [4, 3, 4, "[h]:mm:ss"], [5, 3, 4, "#,##0"]]
    (sent,), _ = tabs_of({"tabs": [tab]})
    grid = grid_of(sent)
    assert grid.top[0] == [] and grid.top[1] == [None, None, "d", "h", "n"]
    body = grid.below(2)
    assert body[2].tolist() == [pd.Timestamp("2026-10-31"), pd.Timestamp("2026-10-31 12:00")]
    assert body[3].tolist() == ["36:00:00", "6:00:00"] and body[4].tolist() == [46326, "x"]
    assert list(body.index) == [3, 4]


def test_error_cells_are_told_with_their_places(state: State) -> None:
    cells(state, "Sales")["5,3"] = ["#REF!", None, "General"]
    assert {"tab": "Sales", "cell": "C5"}.items() <= review(state)["problems"][0].items()


def test_without_charts_the_workbook_has_none_and_says_so(state: State) -> None:
    with_charts = base64.b64decode(review_tabs(request_of(state), run_day=RUN_DAY)["workbook"])
    reply = review_tabs(request_of(state, charts=False), run_day=RUN_DAY)
    assert b"xl/charts/" in with_charts and b"xl/charts/" not in base64.b64decode(reply["workbook"])
    assert "Excel in a browser takes in no charts, so the tabs come without them." in reply["summary"]


def sent(name: str, **columns: list[Any]) -> dict[str, Any]:
    """A tab as the pane sends it; a column `Date` holds days."""
    rows = [[*columns], *map(list, zip(*columns.values(), strict=True))]
    days = [[at, 2, len(rows), "yyyy-mm-dd"] for at, key in enumerate(columns, 1) if key == "Date"]
    return {"name": name, "rows": rows, "formats": days}


LARGEST = 5 * 1024 * 1024  # what Excel in a browser takes in at once


@pytest.mark.parametrize("customers", [4_000, 12_000])
def test_the_tabs_of_thousands_of_customers_are_packed_and_fit_into_a_browser(customers: int) -> None:
    """Two in three buy every quarter still, the others stopped along the way; as it was, 4,000 were 6.6 MB."""
    bought = [(each, turn) for each in range(customers) for turn in range(8 if each % 3 else 2 + each % 5)]
    sales = sent(
        "Sales",
        Customer=[f"C{each:05}" for each, _ in bought],
        Date=[45_600 + 91 * turn + each % 91 for each, turn in bought],
        Amount=[10 + (each * 7919) % 990 for each, _ in bought],
    )
    names = [f"Firm {each} of {each * 7919 % 10_007} Street" for each in range(customers)]
    known = sent("Customers", Customer=[f"C{each:05}" for each in range(customers)], Name=names)
    reply = review_tabs({"tabs": [sales, known], "charts": False}, run_day=RUN_DAY)
    assert 0 < len(reply["workbook"]) < LARGEST
    with ZipFile(io.BytesIO(base64.b64decode(reply["workbook"]))) as book:
        long = [each for each in book.infolist() if each.file_size > 50_000]
        assert sum(each.file_size for each in book.infolist()) * 4 / 3 > LARGEST
        assert len(long) > 2 and all(each.compress_size < each.file_size / 3 for each in long)
    shown = openpyxl.load_workbook(io.BytesIO(base64.b64decode(reply["workbook"])), read_only=True)
    assert shown["Segments"].max_row > customers
