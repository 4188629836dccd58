"""The named styles in Google's words, and formulas in the spreadsheet's dialect."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hosts.google_sheets.demo_pages import as_reviewed, outreach, page, pages
from hosts.google_sheets.shapes import tidy

from winback_sheets.hosts.google_sheets import looks
from winback_sheets.hosts.google_sheets.contents import cell_look
from winback_sheets.hosts.google_sheets.formulas import in_dialect, writes_comma
from winback_sheets.present.page import Page
from winback_sheets.present.styles import STYLES

# Each of these is in Google's list of functions under the same name.
KNOWN = {"IF", "IFERROR", "INDEX", "MATCH", "MAX", "MIN", "N", "OR", "SQRT", "SUM"}
FUNCTION = re.compile(r"([A-Za-z][\w.]*)\(")

TRANSLATED = [
    pytest.param("=A1/B1", "=A1/B1", id="nothing to change"),
    pytest.param('=IF(A1=0,"",A1*1.5)', '=IF(A1=0;"";A1*1,5)', id="arguments and decimals"),
    pytest.param('=IF(A1="a,b 1.5",1,2)', '=IF(A1="a,b 1.5";1;2)', id="texts stay"),
    pytest.param("=SUM('Mai, 1.5'!A1,2)", "=SUM('Mai, 1.5'!A1;2)", id="names of tabs stay"),
    pytest.param("=MAX(0,(1.959963984540054^2/2)/(B2+0.5))", "=MAX(0;(1,959963984540054^2/2)/(B2+0,5))", id="Wilson"),
    pytest.param('=IF(A1="say ""1,5""",1,2)', '=IF(A1="say ""1,5""";1;2)', id="a quotation in a text"),
    pytest.param("=Segments!$A$6:$A$305", "=Segments!$A$6:$A$305", id="a range"),
    pytest.param("OR(E6<5,B6<5)", "OR(E6<5;B6<5)", id="without the sign at its beginning"),
]


@pytest.mark.parametrize(("formula", "wanted"), TRANSLATED)
def test_a_formula_is_written_as_the_spreadsheet_writes_it(formula: str, wanted: str) -> None:
    assert in_dialect(formula, comma=True) == wanted
    assert in_dialect(formula, comma=False) == formula


def formulas() -> set[str]:
    lists = [listing for each in pages() for listing in each.lists]
    cells = {cell.formula for each in pages() for cell in each.cells if cell.formula}
    return cells | {text for each in lists for text in [*each.formulas.values(), each.grey_when] if text}


def test_google_calls_all_our_functions_by_the_same_names() -> None:
    assert {name for formula in formulas() for name in FUNCTION.findall(formula)} == KNOWN
    names = {name for each in as_reviewed() for cell in each.cells for name in FUNCTION.findall(cell.formula)}
    assert names - KNOWN == {"HYPERLINK"}  # and that becomes a link


def test_no_formula_of_ours_needs_more_than_separators() -> None:
    """An array in braces would need a translation of its own."""
    assert [text for text in formulas() if "{" in re.sub(r"\{\w+\}", "", text)] == []


LOCALES = [
    *(
        pytest.param(each, True, id=each)
        for each in ("de_DE", "fr_FR", "fr_CA", "es_ES", "it_IT", "nl_NL", "pt_BR", "pl_PL")
    ),
    *(
        pytest.param(each, True, id=each)
        for each in ("ru_RU", "tr_TR", "vi_VN", "id_ID", "en_ZA", "ar_MA", "de", "de-AT")
    ),
    *(
        pytest.param(each, False, id=each)
        for each in ("en_US", "en_GB", "es_MX", "de_CH", "it_CH", "fa_IR", "ar_EG", "he_IL")
    ),
    *(pytest.param(each, False, id=each or "none") for each in ("ja_JP", "zh_CN", "hi_IN", "th_TH", "en", "", "xx_YY")),
]


@pytest.mark.parametrize(("locale", "comma"), LOCALES)
def test_where_decimals_have_a_comma(locale: str, comma: bool) -> None:
    assert writes_comma(locale) is comma


@pytest.mark.parametrize("style", STYLES)
def test_every_style_has_a_look(style: str) -> None:
    made = looks.cell_format(style)
    given: dict[str, Any] = STYLES[style]
    assert made.get("numberFormat", {}).get("pattern") == given.get("num_format")
    assert made.get("textFormat", {}).get("fontSize") == given.get("font_size")
    assert ("borders" in made) == ("bottom" in given or "border" in given)
    assert len(made.get("borders", {})) == (4 if "border" in given else "bottom" in given)


def test_a_number_never_gets_the_format_of_texts() -> None:
    assert looks.cell_format("date", text=True)["numberFormat"]["type"] == "DATE"
    assert looks.cell_format("text", text=True)["numberFormat"]["type"] == "TEXT"
    assert "numberFormat" not in looks.cell_format("text")


def test_a_look_is_not_changed_by_what_is_added_to_it() -> None:
    before = looks.cell_format("call_link")
    cell_look("call_link", "https://example.org")
    looks.cell_format("call_link", text=True, small=8)
    assert looks.cell_format("call_link") == before


LOOKS = [
    pytest.param((None, ""), {}, id="nothing"),
    pytest.param((None, "mailto:a@b.org"), {"textFormat": {"link": {"uri": "mailto:a@b.org"}}}, id="only a link"),
    pytest.param((None, "tel:1"), {}, id="only a link that Google does not take"),
    pytest.param(("call_link", "tel:1"), looks.cell_format("call"), id="what leads nowhere looks like a text"),
]


@pytest.mark.parametrize(("asked", "wanted"), LOOKS)
def test_the_look_of_a_cell_that_changes(asked: tuple[str | None, str], wanted: dict[str, Any]) -> None:
    assert cell_look(*asked) == wanted


def test_every_colour_comes_back_as_it_was_sent() -> None:
    """Google keeps a part of a colour as one of 256 (recorded: 0.5 comes back as 0.49803922)."""
    for part in range(256):
        sent = looks.colour(f"#{part:02X}FF{part:02X}")
        kept = tidy("ColorStyle", sent).get("rgbColor", {})
        assert [kept.get(name, 0) for name in ("red", "green", "blue")] == list(sent["rgbColor"].values())
    assert tidy("Color", {"blue": 0.5}) == {"blue": 0.49803922}


def test_rows_with_wrapped_text_are_left_to_google_but_for_merged_cells() -> None:
    tall = looks.height_pixels(page("win_back"))
    wrapped = {cell.row for cell in page("win_back").cells if cell.style == "call"}
    assert wrapped and not wrapped & tall.keys()
    assert tall[0] >= 35 and tall[2] == 5  # the headline in merged cells; the gap below the line of context


WITHOUT = [
    pytest.param((), 5, [(1, 4), (7, 8)], id="all columns: date, caller and customer are a tap away"),
    pytest.param(("caller",), 4, [(1, 3), (6, 7)], id="one caller"),
    pytest.param(("name", "phone", "caller"), 3, [(1, 2), (4, 5)], id="no names: the customer stays"),
]


@pytest.mark.parametrize(("without", "frozen", "aside"), WITHOUT)
def test_what_is_folded_away_on_outreach(without: tuple[str, ...], frozen: int, aside: list[tuple[int, int]]) -> None:
    made = outreach({"rank": 1, "customer": "A"}, without=without)
    assert looks.aside(made) == aside
    wide = looks.width_pixels(made)
    assert looks.frozen_columns(made, wide) == frozen
    shown = [col for col in range(made.lists[0].columns_at()[-1] + 1) if not any(a <= col < b for a, b in aside)]
    to_outcome = next(col for col, column in enumerate(made.lists[0].columns) if column.key == "outcome")
    assert sum(wide[col] for col in shown if col <= to_outcome) == 360


FROZEN = [
    pytest.param((0, 2), {0: 10, 1: 15}, 2, id="both leave room"),
    pytest.param((0, 2), {0: 10, 1: 34}, 1, id="the second is too wide"),
    pytest.param((0, 1), {0: 60}, 0, id="the first is too wide"),
    pytest.param((0, 0), {0: 10}, 0, id="none was to stay"),
]


@pytest.mark.parametrize(("freeze", "widths", "count"), FROZEN)
def test_wide_columns_do_not_stay_in_view(freeze: tuple[int, int], widths: dict[int, float], count: int) -> None:
    wanted = Page("x", "X", False, freeze=freeze, widths=widths)
    assert looks.frozen_columns(wanted, looks.width_pixels(wanted)) == count


@pytest.mark.parametrize("key", [each.key for each in pages()])
def test_frozen_columns_leave_room_on_a_phone(key: str) -> None:
    wide = looks.width_pixels(page(key))
    folded = {col for begin, end in looks.aside(page(key)) for col in range(begin, end)}
    count = looks.frozen_columns(page(key), wide)
    assert count <= max(page(key).freeze[1], 0)
    assert sum(wide.get(col, 100) for col in range(count) if col not in folded) <= 220
