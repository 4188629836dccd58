"""Values in and out of the emulator: what is typed, what is stored, what is shown. Documented unless said otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from hosts.google_sheets.entered import understood
from hosts.google_sheets.sheet_in_hand import InHand, Refused

TYPED = {
    "leading zeros are lost": ("0042", "en_US", 42),
    "an apostrophe keeps a text": ("'0042", "en_US", "0042"),
    "a plus sign is no text": ("+441234", "en_US", 441234),
    "thousands": ("2,000,000.01", "en_US", 2000000.01),
    "a German decimal": ("1,5", "de_DE", 1.5),
    "a German date": ("31.12.2024", "de_DE", 45657),
    "points are no American date": ("31.12.2024", "en_US", "31.12.2024"),
    "an American date": ("1/2/2020", "en_US", 43832),
    "a British date": ("1/2/2020", "en_GB", 43862),
    "an ISO date": ("2020-01-01", "fa_IR", 43831),
    "a day that is none": ("2020-02-30", "en_US", "2020-02-30"),
    "per cent": ("12.5%", "en_US", 0.125),
    "a truth value": ("true", "en_US", True),
    "a time": ("12:00", "en_US", 0.5),
    "a date with time": ("2020-01-01 18:00", "en_US", 43831.75),
    "a text": ("12 apples", "en_US", "12 apples"),
    "an exponent": ("1e5", "en_US", 100000),
}


@pytest.mark.parametrize(("text", "locale", "value"), TYPED.values(), ids=TYPED)
def test_a_typed_text_becomes_what_the_locale_makes_of_it(text: str, locale: str, value: Any) -> None:
    """0042 and the thousands are recorded, dates by locale are documented."""
    found = understood(text, locale).value
    assert found == value and type(found) is type(value)


HOSTILE = ["=IMPORTXML(A1)", "+1", "-1", "@x", "0042", "1,5", "TRUE", "2020-01-01", "'x", "1e5"]


@pytest.mark.parametrize("text", HOSTILE)
def test_raw_text_stays_the_text_it_is(text: str) -> None:
    """Recorded for plain texts; a leading = is documented."""
    sheet = InHand()
    sheet.put("T!A1", [[text]])
    for render in ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"):
        assert sheet.values(valueRenderOption=render) == [[text]]
    assert sheet.colleague.cell("T", 0, 0).formula is None


def test_a_cell_formatted_as_text_keeps_what_is_typed() -> None:
    """Known behaviour of plain-text cells; not recorded."""
    sheet = InHand()
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    sheet.batch({"repeatCell": {"range": {"sheetId": 0}, "cell": text, "fields": "userEnteredFormat.numberFormat"}})
    sheet.colleague.type_in("T", 0, 0, "0042")
    sheet.put("T!B1", [["=1+1"]], "USER_ENTERED")
    assert sheet.values() == [["0042", "=1+1"]]


RENDERED = {
    ("FORMATTED_VALUE", "SERIAL_NUMBER"): ["2020-01-01", "1.5", "x", "TRUE", "50%"],
    ("FORMATTED_VALUE", "FORMATTED_STRING"): ["2020-01-01", "1.5", "x", "TRUE", "50%"],
    ("UNFORMATTED_VALUE", "SERIAL_NUMBER"): [43831, 1.5, "x", True, 0.5],
    ("UNFORMATTED_VALUE", "FORMATTED_STRING"): ["2020-01-01", 1.5, "x", True, 0.5],
    ("FORMULA", "SERIAL_NUMBER"): [43831, "=3/2", "x", True, 0.5],
    ("FORMULA", "FORMATTED_STRING"): ["2020-01-01", "=3/2", "x", True, 0.5],
}


@pytest.mark.parametrize(("options", "wanted"), RENDERED.items(), ids=[" ".join(key) for key in RENDERED])
def test_the_six_ways_to_read_a_row(options: tuple[str, str], wanted: list[Any]) -> None:
    """The first and third and fifth are recorded, the others documented."""
    sheet = InHand()
    sheet.put("T!A1", [["2020-01-01", "=3/2", "x", "TRUE", "50%"]], "USER_ENTERED")
    assert sheet.values(valueRenderOption=options[0], dateTimeRenderOption=options[1]) == [wanted]


FORMULAS = {
    "=A1+B1*2": 7,
    "=SUM(A1:B1)": 4,
    "=SUM(A:A)": 1,
    '=IF(A1<B1,"less","more")': "less",
    '=IFERROR(A1/0,"none")': "none",
    "=A1/0": "#DIV/0!",
    "=D1": "#REF!",
    "=XLOOKUP(1,A:A,B:B)": "#NAME?",
    "=A1+": "#ERROR!",
    "=-A1^2+50%": 1.5,
    '=COUNTIF(A1:B1,">2")': 1,
    '="a"&B1': "a3",
}


@pytest.mark.parametrize(("formula", "value"), FORMULAS.items())
def test_small_formulas_are_worked_out_and_others_named(formula: str, value: Any) -> None:
    """Arithmetic as any sheet does it; what the emulator lacks is #NAME?, never a silent blank."""
    sheet = InHand([[1, 3]])
    sheet.put("T!D1", [[formula]], "USER_ENTERED")
    assert sheet.values("T!D1", valueRenderOption="UNFORMATTED_VALUE") == [[value]]


def test_a_german_sheet_parts_arguments_with_semicolons() -> None:
    """Documented for locales with a decimal comma; not recorded."""
    sheet = InHand(locale="de_DE")
    sheet.put("T!A1", [["=SUM(1,5;1)", "=SUM(1, 2)"]], "USER_ENTERED")
    assert sheet.values(valueRenderOption="UNFORMATTED_VALUE") == [[2.5, "#ERROR!"]]


PLACES = {
    "T!A:B": "T!A1:B1000",
    "T!2:3": "T!A2:Z3",
    "'T'!B2:A1": "T!A1:B2",
    "T!C5:D": "T!C5:D1000",
    "A1": "T!A1",
    "t": "T!A1:Z1000",
    "name": "T!A1:A2",
    "'T'!name": "T!A1:A2",
    "T!Y999:AB1003": "T!Y999:Z1000",
}


@pytest.mark.parametrize(("text", "wanted"), PLACES.items())
def test_ranges_in_all_spellings(text: str, wanted: str) -> None:
    """Mostly recorded; open columns and rows are documented."""
    sheet = InHand()
    sheet.batch({"addNamedRange": {"namedRange": {"name": "name", "range": {"endRowIndex": 2, "endColumnIndex": 1}}}})
    assert sheet.call("GET", f"/values/{text}")["range"] == wanted


UNREADABLE = {"T!A0": "Unable to parse range", "U!A1": "Unable to parse range", "T!A1001": "exceeds grid limits"}


@pytest.mark.parametrize(("text", "sentence"), UNREADABLE.items())
def test_ranges_that_are_none(text: str, sentence: str) -> None:
    """Known from public reports."""
    with pytest.raises(Refused, match=sentence):
        InHand().values(text)


def test_appending_shifts_right_below_a_gap_as_recorded() -> None:
    """Recorded: below x, empty, y the second row lands under y, unless a table range says where."""
    sheet = InHand()
    row = {"values": [["x", "", "y"]]}
    places = [sheet.call("POST", "/values/T:append", row, valueInputOption="RAW") for _ in range(2)]
    assert [one["updates"]["updatedRange"] for one in places] == ["T!A1:C1", "T!C2:E2"]


def test_a_sheet_copied_to_another_spreadsheet_brings_its_cells() -> None:
    """Documented (sheets.copyTo): at the end, under a title of its own."""
    sheet = InHand([["a"]])
    other = sheet.emulator.new_book("b")
    reply = sheet.call("POST", "/sheets/0:copyTo", {"destinationSpreadsheetId": other})
    assert reply["title"] == "Copy of T" and sheet.emulator.book(other).cells("Copy of T") == [["a"]]


def test_an_address_that_ends_beyond_the_grid_is_drawn_in_for_writing() -> None:
    """A public client fits the grid to its rows and names one row and one column more; values beyond are refused."""
    sheet = InHand()
    size = {
        "properties": {"sheetId": 0, "gridProperties": {"rowCount": 2, "columnCount": 2}},
        "fields": "gridProperties",
    }
    sheet.batch({"updateSheetProperties": size})
    given = {"values": [["a", "b"], ["c", "d"]]}
    assert sheet.call("PUT", "/values/T!A1:C3", given, valueInputOption="RAW")["updatedRange"] == "T!A1:B2"
    for rows in ([["a"]] * 3, [["a", "b", "c"]]):
        with pytest.raises(Refused, match=r"within range \[T!A1:B2\], but tried writing to (row \[3\]|column \[C\])"):
            sheet.call("PUT", "/values/T!A1:C3", {"values": rows}, valueInputOption="RAW")
    assert sheet.values() == given["values"]


def test_the_id_of_a_tab_is_said_where_nothing_else_is_asked_for() -> None:
    """Recorded: ranges in answers leave out the id 0, a tab's properties do not."""
    assert InHand().call("GET", "", fields="sheets(charts,properties/sheetId)")["sheets"] == [
        {"properties": {"sheetId": 0}}
    ]
