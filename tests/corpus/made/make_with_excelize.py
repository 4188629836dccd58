"""Makes the workbooks beside it that excelize writes: `pip install excelize`, then run this file."""

from __future__ import annotations

import base64
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def made(name: str, use: Callable[[Any], None], rows: list[tuple[Any, ...]]) -> None:
    """A workbook with the ledger on its first tab, and what `use` does with it."""
    book = excelize.new_file()
    book.set_sheet_name("Sheet1", "Sales")
    for number, (who, day, amount) in enumerate([("Customer", "Date", "Amount"), *rows], start=1):
        book.set_cell_value("Sales", f"A{number}", who)
        book.set_cell_value("Sales", f"B{number}", day)
        book.set_cell_value("Sales", f"C{number}", amount)
    use(book)
    book.save_as(str(HERE / f"excelize_{name}"))
    book.close()


def pivot_and_table(book: Any) -> None:
    """A pivot table over the ledger on a tab of its own."""
    book.new_sheet("Summary")
    book.add_pivot_table(
        excelize.PivotTableOptions(
            data_range="Sales!A1:C39",
            pivot_table_range="Summary!A3:D20",
            name="Pivot1",
            rows=[excelize.PivotTableField(data="Customer", default_subtotal=True)],
            data=[excelize.PivotTableField(data="Amount", name="Sum", subtotal="Sum")],
            row_grand_totals=True,
            show_row_headers=True,
        )
    )


def slicers(book: Any) -> None:
    """A slicer of a table and one of a pivot table."""
    book.add_table("Sales", excelize.Table(range="A1:C39", name="Ledger", style_name="TableStyleMedium9"))
    book.add_slicer(
        "Sales", excelize.SlicerOptions(name="Customer", cell="E2", table_sheet="Sales", table_name="Ledger")
    )
    pivot_and_table(book)
    slicer = excelize.SlicerOptions(
        name="Customer", cell="F2", table_sheet="Summary", table_name="Pivot1", caption="Who"
    )
    book.add_slicer("Summary", slicer)


def form_controls(book: Any) -> None:
    """Controls of the forms toolbar of all kinds, beside notes."""
    members = [each for each in excelize.FormControlType if each.name != "FormControlNote"]
    for number, kind in enumerate(members):
        link = "$H$2" if "Spin" in kind.name or "Scroll" in kind.name else ""
        control = excelize.FormControl(cell=f"E{2 + 3 * number}", type=kind, text=f"Control {number}", cell_link=link)
        book.add_form_control("Sales", control)
    note = excelize.RichTextRun(text="Ann: ", font=excelize.Font(bold=True))
    book.add_comment("Sales", excelize.Comment(cell="A2", author="Ann", paragraph=[note]))


def charts_and_shapes(book: Any) -> None:
    """Charts, a chartsheet, shapes, pictures and sparklines."""
    series = [excelize.ChartSeries(name="Sales!$C$1", categories="Sales!$A$2:$A$9", values="Sales!$C$2:$C$9")]
    for number, kind in enumerate(("Col3DClustered", "Doughnut", "Radar", "Bubble")):
        chart = excelize.Chart(type=excelize.ChartType[kind], series=series)
        book.add_chart("Sales", f"E{2 + 20 * number}", chart)
    book.add_chart_sheet("Bars", excelize.Chart(type=excelize.ChartType["Bar"], series=series))
    run = excelize.RichTextRun(text="Call them", font=excelize.Font(bold=True))
    book.add_shape("Sales", excelize.Shape(cell="N2", type="rect", paragraph=[run], width=90, height=40))
    book.add_picture_from_bytes("Sales", "N9", excelize.Picture(extension=".png", file=DOT))
    line = excelize.SparklineOptions(location=["P2"], range=["Sales!C2:C9"], markers=True, type="line", style=1)
    book.add_sparkline("Sales", line)


def rules_and_names(book: Any) -> None:
    """Rules of both kinds, names of book and tab, custom properties, a very hidden tab."""
    look = book.new_conditional_style(excelize.Style(font=excelize.Font(color="9A0511")))
    rule = excelize.ConditionalFormatOptions(type="cell", criteria=">", format=look, value="30")
    bar = excelize.ConditionalFormatOptions(
        type="data_bar", criteria="=", min_type="min", max_type="max", bar_color="#638EC6", bar_solid=True
    )
    book.set_conditional_format("Sales", "C2:C39", [rule])
    book.set_conditional_format("Sales", "C2:C20", [bar])
    book.set_defined_name(excelize.DefinedName(name="Rate", refers_to="Sales!$C$2", comment="tax"))
    book.set_defined_name(excelize.DefinedName(name="Rate", refers_to="Sales!$C$3", scope="Sales"))
    book.set_custom_props(excelize.CustomProperty(name="Branch", value="North"))
    book.new_sheet("Secret")
    book.set_sheet_visible("Secret", False, True)


def macros(book: Any) -> None:
    """A project of macros and a button that starts one."""
    button = excelize.FormControl(
        cell="E2", type=excelize.FormControlType.FormControlButton, macro="Refresh", text="Go"
    )
    book.add_form_control("Sales", button)
    book.set_sheet_props("Sales", excelize.SheetPropsOptions(code_name="Sheet1"))
    book.add_vba_project(OLE)


MAKERS = {
    "pivot.xlsx": pivot_and_table,
    "slicers.xlsx": slicers,
    "form_controls.xlsx": form_controls,
    "charts_shapes.xlsx": charts_and_shapes,
    "rules_names.xlsx": rules_and_names,
    "macros.xlsm": macros,
}

if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[1]))
    # Not among the test dependencies: only who makes these files anew needs it, and it brings a compiled library.
    excelize: Any = importlib.import_module("excelize")
    ledger = importlib.import_module("corpus.ledger")
    for name, use in MAKERS.items():
        made(name, use, ledger.rows())
