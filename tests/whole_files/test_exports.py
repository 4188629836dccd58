"""The exports of popular programs: read right at once, and without their entries right or asked about, never wrong."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from whole_files.made_exports import CUSTOMERS, FAY, GUS, HAL, MADE, Made, Person

from winback_sheets.files.files import open_grids
from winback_sheets.findings import NothingToReview
from winback_sheets.present.words import word, word_error
from winback_sheets.read import exports
from winback_sheets.read.book import read
from winback_sheets.schema.inputs import INPUTS, table
from winback_sheets.schema.message import Message
from winback_sheets.steps import review_book

TODAY = pd.Timestamp("2026-04-02")
# What a file says of the two who left: a shop's customer is worth a twelfth of the last year, a contract its price.
RIGHT = {False: {FAY.first: 67.5, GUS.first: 52.5}, True: {FAY.first: 90.0, GUS.first: 70.0}}


class Answer(NamedTuple):
    """What a review says: how many customers, who is lost with how much a month, and whether it asks or refuses."""

    customers: int
    lost: dict[str, float]
    flagged: bool
    refused: str = ""


def person(customer: str) -> str:
    """The first name of whom a customer is, by a name, an address or a number of theirs; the text itself for others."""

    def is_of(who: Person) -> bool:
        digits = "".join(filter(str.isdigit, customer))
        return who.first.lower() in customer.lower() or (digits[-2:] == str(who.number) and "@" not in customer)

    return next((who.first for who in (*CUSTOMERS, HAL) if is_of(who)), customer)


def answer(made: Made, folder: Path) -> Answer:
    place = folder / made.file
    place.write_bytes(made.content)
    book = read(open_grids(place), today=TODAY)
    try:
        found = review_book(book, today=TODAY) if book.trouble is None else None
    except NothingToReview as nothing:
        return Answer(0, {}, flagged=True, refused=word_error(nothing))
    if found is None or book.trouble is not None:
        return Answer(0, {}, flagged=True, refused=word(book.trouble or Message("")))
    customers = {name for business in found.businesses for name in business.spells["customer"]}
    gone = pd.concat([business.losses for business in found.businesses]).query("counted == 'lost'")
    lost = gone.groupby(gone["customer"].map(person))["mrr"].sum().round(2).to_dict()
    return Answer(len(customers), lost, book.flagged)


def is_right(made: Made, got: Answer) -> bool:
    return got.customers == len(CUSTOMERS) and got.lost == RIGHT[made.contracts]


def entry(made: Made) -> exports.Export | None:
    return next((each for each in exports.EXPORTS if each.key == made.export), None)


READ = [made for made in MADE if (found := entry(made)) and not found.lacks]
LACKING = [made for made in MADE if (found := entry(made)) and found.lacks]


def cases(files: list[Made], not_yet: frozenset[str]) -> list[object]:
    later = [pytest.mark.xfail(reason="not read yet", strict=True)]
    return [pytest.param(made, id=made.file, marks=later if made.file in not_yet else []) for made in files]


# Files that are not read yet as they should be; an empty list is what is wanted.
KNOWN_NOT_YET: frozenset[str] = frozenset()
ALONE_NOT_YET: frozenset[str] = frozenset()


@pytest.mark.parametrize("made", cases(READ, KNOWN_NOT_YET))
def test_a_known_export_is_read_right_without_a_question(made: Made, tmp_path: Path) -> None:
    got = answer(made, tmp_path)
    assert is_right(made, got), got
    assert not got.flagged


@pytest.mark.parametrize("made", cases(LACKING, KNOWN_NOT_YET))
def test_an_export_that_cannot_be_reviewed_says_which_to_take(made: Made, tmp_path: Path) -> None:
    found = entry(made)
    assert found is not None
    assert answer(made, tmp_path).refused == word(Message(found.lacks, {"tab": Path(made.file).stem}))


@pytest.mark.parametrize("made", cases(list(MADE), ALONE_NOT_YET))
def test_without_its_entry_an_export_is_read_right_or_asked_about(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "EXPORTS", ())
    got = answer(made, tmp_path)
    assert is_right(made, got) or got.flagged, got


def test_every_entry_has_a_file_and_every_file_its_entry() -> None:
    assert {made.export for made in MADE if made.export} == {each.key for each in exports.EXPORTS}


@pytest.mark.parametrize("each", exports.EXPORTS, ids=lambda each: each.key)
def test_an_entry_names_a_table_and_its_columns(each: exports.Export) -> None:
    assert bool(each.lacks) == (not each.table)
    if each.table:
        assert each.table in [known.key for known in INPUTS]
        assert each.columns.keys() <= {column.key for column in table(each.table).every_column}
        assert "customer" in each.columns
