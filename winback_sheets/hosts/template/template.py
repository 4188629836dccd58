"""The empty workbook of `winback new`: a start page and every input tab, made from the schema.

A Google Sheet gets the same one, translated; only the words of its start page differ.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from winback_sheets.hosts.template.template_words import CHOICES, REASON_COLUMNS, REASONS, words_of
from winback_sheets.ooxml.halfway import alone_with, written
from winback_sheets.present.styles import ACCENT, BACK_TAB, FRONT_TAB, GREY, INK, PALE
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import INPUTS, Column, Table, table
from winback_sheets.schema.results import YES_NO
from winback_sheets.schema.settings import SETTING_LINES, Setting

#: The tabs a shop owner sees: those that the review uses. The others are recognised and wait hidden.
FRONT = tuple(each.key for each in INPUTS if each.used_by)
EXAMPLE_ROW, HEADING_ROW = 2, 3
LAST_ROW = 1_048_576
FORMATS = {"date": "yyyy-mm-dd", "money": "#,##0.00", "number": "#,##0.##", "minutes": "0", "months": "0", "year": "0"}
WIDTHS = {"date": 12, "money": 13, "number": 11, "minutes": 11, "yes_no": 11, "id": 16, "phone": 16, "email": 26}
KINDS = {
    "date": "template.a_date",
    "money": "template.an_amount",
    "number": "template.a_number",
    "minutes": "template.minutes",
    "months": "template.months",
    "year": "template.a_year",
    "yes_no": "template.yes_or_no",
}
SETTING_WORDS = {
    "key": "template.setting_key",
    "value": "template.setting_value",
    "meaning": "template.setting_meaning",
    "default": "template.setting_default",
}


class StartWords(NamedTuple):
    """What the start page says, where programs differ: the steps, and how hidden tabs are shown."""

    steps: tuple[str, ...]
    hidden: str


def in_a_file() -> StartWords:
    """What the start page of a workbook says."""
    return StartWords(
        (
            say("template.start_step_1"),
            say("template.start_step_2"),
            say("template.start_step_3"),
            say("template.start_step_4"),
            say("template.start_step_5"),
        ),
        say("template.hidden_tabs"),
    )


def new_workbook(path: Path) -> Path:
    """Save an empty workbook to type in. Raises FileExistsError with one sentence where there is a file of that name."""
    with alone_with(path):
        if path.exists():
            raise FileExistsError(say("template.there_already", name=path.name))
        with written(path) as out:
            empty_workbook().save(out)
    return path


def empty_workbook(words: StartWords | None = None) -> Workbook:
    """An empty workbook to type in, in memory: a start page, the input tabs with their lists, and Settings."""
    book = Workbook()
    book.active.title = "Start"
    tabs = sorted(INPUTS, key=lambda each: (each.key == "settings", not each.used_by))
    for tab in tabs:
        sheet = book.create_sheet(tab.title)
        sheet.sheet_properties.tabColor = (FRONT_TAB if tab.key in FRONT else BACK_TAB).lstrip("#")
        sheet.sheet_state = "visible" if tab.key in FRONT else "hidden"
        _settings(sheet, tab) if tab.key == "settings" else _input_tab(sheet, tab)
    _start(book["Start"], tabs, words or in_a_file())
    return book


def _input_tab(sheet: Worksheet, tab: Table) -> None:
    """Meaning in row 1, an example in grey above the headings (never among the data), lists and formats below."""
    sheet["A1"], sheet["A1"].font = say("template.above_headings", meaning=tab.meaning), _font(INK, italic=True)
    for number, column in enumerate(tab.columns, start=1):
        letter = get_column_letter(number)
        meaning, example = words_of(tab.key, column.key)
        shown = sheet.cell(EXAMPLE_ROW, number, _cell(column, example))
        shown.font = _font(GREY, italic=True)
        shown.number_format = _format(column)
        need, dark = _need(tab, column.key), _is_needed(tab, column.key)
        _heading(sheet, number, column, meaning=column.meaning or meaning, need=need, dark=dark)
        sheet.column_dimensions[letter].width = WIDTHS.get(column.kind, max(14, len(column.heading) + 4))
        sheet.column_dimensions[letter].number_format = _format(column)
        source = _source(column)
        if source:
            _pick(sheet, f"{letter}{HEADING_ROW + 1}:{letter}{LAST_ROW}", source)
    if tab.key == "reason_catalogue":
        for row, reason in enumerate(REASONS, start=HEADING_ROW + 1):
            sheet.cell(row, 1, say(reason))
    _view(sheet, f"B{HEADING_ROW + 1}", HEADING_ROW)


def _heading(sheet: Worksheet, number: int, column: Column, *, meaning: str, need: str, dark: bool = False) -> None:
    """A heading with a note; those that are needed are dark, the others pale."""
    cell = sheet.cell(HEADING_ROW, number, column.heading)
    cell.font = _font("#FFFFFF" if dark else INK, bold=True)
    cell.fill = PatternFill("solid", fgColor=(ACCENT if dark else PALE).lstrip("#"))
    side = "right" if column.kind in ("date", "money", "number", "minutes", "months", "year") else "left"
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    if column.kind in KINDS:
        kind = say(KINDS[column.kind])
        text = say("template.note_with_kind", heading=column.heading, meaning=meaning, kind=kind, need=need)
    else:
        text = say("template.note", heading=column.heading, meaning=meaning, need=need)
    cell.comment = Comment(text, "winback", height=90, width=260)


def _font(
    color: str, *, bold: bool = False, italic: bool = False, size: int = 11, underline: str | None = None
) -> Font:
    return Font("Calibri", size, bold, italic, color=color.lstrip("#"), underline=underline)


def _is_needed(tab: Table, key: str) -> bool:
    """Whether a column must be filled in, or it or one of a few others."""
    return any(key in group for group in tab.needed if len(group) <= 4)


def _need(tab: Table, key: str) -> str:
    """Whether a column must be filled in, in words.

    >>> _need(table("payments"), "due"), _need(table("sales"), "product")
    ('Needed: this or Issued.', 'Optional.')
    >>> _need(table("customers"), "time_zone")
    'Optional; it changes nothing yet.'
    """
    group = next((group for group in tab.needed if key in group), ())
    others = [tab.column(other).heading for other in group if other != key]
    if not _is_needed(tab, key):
        return say("template.optional") if tab.column(key).used_by else say("template.optional_unused")
    if len(others) > 1:
        return say("template.needed_or_others", others=others)
    return say("template.needed_or_another", other=others[0]) if others else say("template.needed")


def _format(column: Column) -> str:
    """Ids and phone numbers are text, so that leading zeros stay."""
    return "@" if column.kind in ("id", "phone") else FORMATS.get(column.kind, "General")


def _cell(column: Column, example: object) -> object:
    if column.kind == "date" and example:
        return datetime.date.fromisoformat(str(example))
    return None if example == "" else example


def _source(column: Column) -> str:
    """What a drop-down list offers: words, or the reasons of the catalogue; empty where anything may be typed."""
    if column.key in REASON_COLUMNS:
        return f"'{table('reason_catalogue').title}'!$A${HEADING_ROW + 1}:$A$200"
    words = YES_NO if column.kind == "yes_no" else column.choices or CHOICES.get(column.key, ())
    return f'"{",".join(words)}"' if words else ""


def _pick(sheet: Worksheet, cells: str, source: str) -> None:
    """A drop-down that helps and never forbids: the reader understands other words too."""
    sheet.add_data_validation(
        DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False, sqref=cells)
    )


def _view(sheet: Worksheet, freeze: str, heading_row: int) -> None:
    sheet.freeze_panes = freeze
    sheet.row_dimensions[heading_row].height = 32
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{heading_row}:{heading_row}"


def _settings(sheet: Worksheet, tab: Table) -> None:
    """Every setting with its meaning and default; the value is left blank."""
    sheet["A1"], sheet["A1"].font = tab.meaning, _font(INK, italic=True)
    for number, column in enumerate(tab.columns, start=1):
        _heading(sheet, number, column, meaning=say(SETTING_WORDS[column.key]), need=say("template.optional"))
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for row, line in enumerate(SETTING_LINES, start=HEADING_ROW + 1):
        for number, text in ((1, line.key), (3, line.meaning), (4, line.default)):
            sheet.cell(row, number, text).font = _font(INK if number == 1 else GREY)
        value = sheet.cell(row, 2)
        value.number_format = "yyyy-mm-dd" if line.kind == "date" else "General"
        value.fill = PatternFill("solid", fgColor="FFF9E5")
        words = _setting_words(line)
        if words:
            _pick(sheet, value.coordinate, f'"{",".join(words)}"')
    _view(sheet, f"A{HEADING_ROW + 1}", HEADING_ROW)


def _setting_words(line: Setting) -> tuple[str, ...]:
    return YES_NO if line.kind == "yes_no" else ("auto", "month", "quarter") if line.key == "period" else ()


def _start(sheet: Worksheet, tabs: list[Table], words: StartWords) -> None:
    """What to do in a few lines, the tabs with links, and the ones that wait hidden.

    Everything stands in column A: with a second column the page could be taken for a table of customers.
    """
    sheet["A1"], sheet["A1"].font = say("template.start_title"), _font(ACCENT, bold=True, size=16)
    for row, step in enumerate(words.steps, start=3):
        sheet.cell(row, 1, say("template.numbered", number=row - 2, step=step)).font = _font(INK)
    front = [tab for tab in tabs if tab.key in FRONT]
    row = _listed(sheet, len(words.steps) + 4, say("template.tabs_to_fill_in"), front, link=True)
    _listed(sheet, row + 1, words.hidden, [tab for tab in tabs if tab.key not in FRONT], link=False)
    sheet.column_dimensions["A"].width = 108
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = FRONT_TAB.lstrip("#")
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _listed(sheet: Worksheet, row: int, title: str, tabs: list[Table], *, link: bool) -> int:
    sheet.cell(row, 1, title).font = _font(ACCENT, bold=True)
    for line, tab in enumerate(tabs, start=row + 1):
        cell = sheet.cell(line, 1, say("template.tab_line", tab=tab.title, meaning=tab.meaning))
        cell.font = _font(INK)
        if link:
            cell.hyperlink = f"#'{tab.title}'!A{HEADING_ROW + 1}"
            cell.font = _font("#0563C1", underline="single")
    return row + len(tabs) + 1
