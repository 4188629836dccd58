"""Changes of the contact person: who is not named, then who is, then the senators of Canada as contacts of their provinces."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from winback_sheets.watch.people import FRESH, contact_changed, contact_leaves

AS_OF = pd.Timestamp("2026-10-31")
T = pd.Timestamp
ACTIVE = pd.Index(["A", "B"])
OLD = {"customer": "A", "person": "Ann", "from_date": "2020-01-01"}
NEW = {"customer": "A", "person": "Bob", "from_date": "2026-09-20"}


def persons(*rows: Mapping[str, object]) -> dict[str, pd.DataFrame]:
    """A People tab with all its columns."""
    columns = ["customer", "person", "decider", "from_date", "to_date", "change_known_on", "successor"]
    frame = pd.DataFrame(list(rows)).reindex(columns=columns)
    days = {key: pd.to_datetime(frame[key]) for key in ("from_date", "to_date", "change_known_on")}
    return {"people": frame.assign(**days)}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([OLD | {"decider": True}], id="nothing has changed"),
        pytest.param([OLD | {"to_date": "2026-03-01"}], id="gone for more than half a year"),
        pytest.param([OLD | {"to_date": "2026-12-01"}], id="a last day to come that nobody knew of by then"),
        pytest.param([OLD | {"to_date": "2026-10-01", "change_known_on": "2026-11-02"}], id="heard of after the day"),
        pytest.param([OLD | {"to_date": "2026-12-01", "change_known_on": "2026-11-02"}], id="will be heard of"),
        pytest.param([OLD | {"to_date": "2027-12-01", "change_known_on": "2026-10-02"}], id="in more than half a year"),
        pytest.param([OLD | {"decider": True}, NEW | {"from_date": "2026-11-20", "decider": True}], id="begins later"),
        pytest.param([NEW | {"decider": True}], id="the first who decides"),
        pytest.param([OLD, NEW], id="one more person, and nobody is said to decide"),
        pytest.param(
            [OLD | {"decider": True}, NEW | {"to_date": "2026-10-10", "decider": False}], id="no decider left"
        ),
        pytest.param(
            [OLD | {"decider": True, "to_date": "2026-09-01"}, OLD | {"decider": True, "from_date": "2026-09-01"}],
            id="the same person in another role",
        ),
        pytest.param([OLD | {"customer": "C", "to_date": "2026-10-01"}], id="of a customer who is gone"),
        pytest.param([{"customer": "A"}], id="a row without anything"),
    ],
)
def test_no_contact_has_changed(rows: list[dict[str, object]]) -> None:
    assert contact_leaves(persons(*rows), ACTIVE, AS_OF).empty
    assert contact_changed(persons(*rows), ACTIVE, AS_OF).empty


def test_a_tab_of_names_alone_says_nothing() -> None:
    tables = {"people": pd.DataFrame({"customer": ["A", "A"], "person": ["Ann", "Bob"]})}
    assert contact_leaves(tables, ACTIVE, AS_OF).empty and contact_changed(tables, ACTIVE, AS_OF).empty


def test_a_last_day_that_is_known_before_brings_tasks_before_it() -> None:
    """002-07: tasks dated before to_date."""
    row = OLD | {"to_date": "2026-12-15", "change_known_on": "2026-10-01", "successor": "Bob"}
    found = contact_leaves(persons(row), ACTIVE, AS_OF).iloc[0]
    assert (found["since"], found["leaves"], found["successor"]) == (T("2026-10-01"), T("2026-12-15"), "Bob")
    assert found[["ask", "meet", "recap"]].tolist() == [T("2026-11-15"), T("2026-12-01"), T("2026-12-08")]
    assert contact_changed(persons(row), ACTIVE, AS_OF).empty


@pytest.mark.parametrize("days", range(1, FRESH + 1, 7))
def test_no_task_lies_before_today_or_on_the_last_day(days: int) -> None:
    row = OLD | {"to_date": AS_OF + pd.Timedelta(days=days), "change_known_on": "2026-10-01"}
    found = contact_leaves(persons(row), ACTIVE, AS_OF).iloc[0]
    tasks = found[["ask", "meet", "recap"]].tolist()
    assert tasks == sorted(tasks) and all(AS_OF <= day < found["leaves"] for day in tasks)


def test_a_last_day_to_come_is_heard_of_on_the_day_the_tab_is_read() -> None:
    tables = persons(OLD | {"to_date": "2026-12-01"})
    tables = {"people": tables["people"].assign(listed=AS_OF)}
    assert contact_leaves(tables, ACTIVE, AS_OF)["leaves"].tolist() == [T("2026-12-01")]
    assert contact_leaves(tables, ACTIVE, AS_OF - pd.Timedelta(days=1)).empty


@pytest.mark.parametrize(
    ("rows", "since", "person", "successor"),
    [
        pytest.param([OLD | {"to_date": "2026-10-01"}], "2026-10-01", "Ann", None, id="a last day"),
        pytest.param([OLD | {"to_date": "2026-10-01", "successor": "Cy"}], "2026-10-01", "Ann", "Cy", id="a successor"),
        pytest.param(
            [OLD | {"to_date": "2026-09-10", "decider": True}, NEW | {"decider": True}],
            *("2026-09-10", "Ann", "Bob"),
            id="one leaves, one comes",
        ),
        pytest.param(
            [OLD | {"decider": True}, NEW | {"decider": True}], "2026-09-20", None, "Bob", id="somebody else decides"
        ),
        pytest.param(
            [OLD | {"decider": False}, NEW | {"decider": True}],
            "2026-09-20",
            None,
            "Bob",
            id="who did decide no longer does",
        ),
    ],
)
def test_a_contact_has_changed(rows: list, since: str, person: str | None, successor: str | None) -> None:
    """002-05: to_date filled or decider changed -> flag within the same run."""
    found = contact_changed(persons(*rows), ACTIVE, AS_OF)
    assert found["customer"].tolist() == ["A"] and found["since"].tolist() == [T(since)]
    assert [None if pd.isna(each) else each for each in found.loc[0, ["person", "successor"]]] == [person, successor]


@pytest.mark.parametrize("year", [1900, 1950, 1990, 2005])
def test_senators_as_contacts_of_their_provinces(shared_data, year: int) -> None:
    terms = pd.read_csv(shared_data / "interactions/contact_tenures_senators.csv")
    days = {key: pd.to_datetime(terms[key], errors="coerce") for key in ("start_date", "end_date")}
    people = pd.DataFrame(
        {
            "customer": terms["Province / Territory"],
            "person": terms["Name"],
            "from_date": days["start_date"],
            "to_date": days["end_date"],
        }
    )
    day = T(year, 6, 30)
    gone = people[people["to_date"].between(day - pd.Timedelta(days=FRESH - 1), day) & people["from_date"].le(day)]
    # Some were named anew, and stand there further on.
    later = people.merge(gone, on=["customer", "person"], suffixes=("", "_gone"))
    later = later[(later["to_date"] > later["to_date_gone"]) & later["from_date"].le(day)]
    gone = gone[~gone.set_index(["customer", "person"]).index.isin(later.set_index(["customer", "person"]).index)]
    found = contact_changed({"people": people}, pd.Index(people["customer"].unique()), day)
    assert len(gone) and sorted(found["customer"]) == sorted(gone["customer"].unique())
    last = gone.groupby("customer")["to_date"].max()
    assert found.set_index("customer")["since"].sort_index().tolist() == last.sort_index().tolist()
    assert contact_leaves({"people": people}, pd.Index(people["customer"].unique()), day).empty
