from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest
import xlsxwriter

from winback_sheets.present.lists import write_formula


def sheet(formula: str, value: object, *, ours: bool) -> str:
    """The cells of a sheet with this formula, written by us or by XlsxWriter alone."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, style = book.add_worksheet(), book.add_format({"num_format": "0.0%"})
    if ours:
        write_formula(page, 4, 2, formula, value, style)
    else:
        page.write_formula(4, 2, formula, style, value)
    book.close()
    xml = ZipFile(out).read("xl/worksheets/sheet1.xml").decode()
    return "".join(re.findall(r"<dimension.*?/>|<sheetData>.*</sheetData>", xml))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        pytest.param("=XLOOKUP(A1,B:B,C:C)", 1, id="a newer function still gets the prefix that files ask for"),
        pytest.param("=IF(A1,UNIQUE(B:B),1)", 1, id="a formula that spills still is one that spills"),
        pytest.param('=HYPERLINK("tel:1","SORT(a)")', "x", id="a text that reads like a newer function"),
        pytest.param('=IFERROR(INDEX(A1:A9,MATCH("x",B1:B9,0)),"")', "", id="a look-up whose value is blank"),
        pytest.param('=IF(B1=0,"",MIN(1,(E1+1)/(B1+1)*SQRT(E1)))', 0.25, id="figures"),
        pytest.param('=HYPERLINK("mailto:a@b","a & b")', "a & b", id="words that XML must escape"),
        pytest.param("A1+1", 2, id="no sign of equality in front"),
    ],
)
def test_a_formula_stands_in_the_sheet_as_xlsxwriter_writes_it(formula: str, value: object) -> None:
    assert sheet(formula, value, ours=True) == sheet(formula, value, ours=False)
