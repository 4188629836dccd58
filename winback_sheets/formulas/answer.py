"""A formula called with what a host's cells hold: arguments made typed, the result made cells again, or an error.

Every host calls `answer`: Excel on Windows, the web and the Mac, LibreOffice, Google Sheets. So the same cells give the
same value, and the same bad input the same error with the same sentence. pandas is loaded by the first call, not here.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from winback_sheets.formulas import registry
from winback_sheets.formulas.abandoned import go_on
from winback_sheets.formulas.scalars import Fault, scalar
from winback_sheets.present.words import say, word_error
from winback_sheets.schema.cells import ERRORS, is_blank
from winback_sheets.schema.room import EXCEL

if TYPE_CHECKING:
    import pandas as pd

FIGURES = frozenset(get_args(registry.Gives)) - {"table"}  # the kinds that have a number format
CellValue = None | bool | float | str | datetime.date
Read = MutableMapping[Any, Any]


class Answer(NamedTuple):
    """What a formula gives: rows of cells, the kind of each column (`date`, `percent`, ...; blank for any), and whether
    it is one value (then one row of one cell) or a table (then the first row has the headings).
    """

    rows: list[list[CellValue]]
    kinds: tuple[str, ...]
    single: bool


def answer(name: str, cells: Sequence[object], *, date1904: bool = False, read: Read | None = None) -> Answer:
    """Call a formula as a cell does: its arguments in order, a range as a list of rows, None for one left out.

    A number, a text, True, a date or a day's serial number, None or "" for an empty cell, and "#N/A" and its like for
    an error stand in the cells. `read` keeps ranges that were read and what was worked out of them, for other calls with
    the same list. Raises Fault.

    >>> answer("CONVERT_RATE", [0.05, "year"]).rows
    [[0.45963991233736334]]
    >>> answer("RATE_INTERVAL", [3, 10]).rows[0]
    ['Part', 'Whole', 'Rate', 'From', 'To']
    >>> answer("CONVERT_RATE", ["5 %", "year"])
    Traceback (most recent call last):
    winback_sheets.formulas.scalars.Fault: rate takes a number, not the text '5 %'.
    """
    try:
        formula = registry.formula(name)
    except KeyError:
        raise Fault("#NAME?", say("formulas.unknown_formula", name=str(name)[:60])) from None
    wanted = registry.arguments(formula.name)
    if len(cells) > len(wanted):
        raise Fault(
            "#VALUE!",
            say("formulas.too_many_arguments", formula=formula.name, most=len(wanted), given=len(cells)),
        )
    given = [*cells, *[None] * (len(wanted) - len(cells))]
    values = {
        each.name: _table(each, cell, read, date1904) if each.kind == "table" else _scalar(each, cell, date1904)
        for each, cell in zip(wanted, given, strict=True)
    }
    _check_period(values)
    return _answer_of(formula, values, {} if read is None else read)


def _check_period(values: Mapping[str, Any]) -> None:
    """The first day of a period is not after its last."""
    first, last = values.get("first_day"), values.get("last_day")
    if first is not None and last is not None and first > last:
        raise Fault("#NUM!", say("formulas.days_in_wrong_order", first=first, last=last))


def _scalar(wanted: registry.Argument, cell: object, date1904: bool) -> Any:
    """One cell's value; a day as the Timestamp that the formulas take."""
    if isinstance(cell, (list, tuple)):
        rows = _rows(cell)
        if len(rows) != 1 or len(rows[0]) != 1:
            width = max(map(len, rows), default=0)
            raise Fault(
                "#VALUE!", say("formulas.one_cell_not_range", argument=wanted.name, rows=len(rows), columns=width)
            )
        cell = rows[0][0]
    value = scalar(wanted, cell, date1904=date1904)
    if isinstance(value, datetime.date):
        import pandas as pd

        return pd.Timestamp(value)
    return value


def _rows(cells: Sequence[Any]) -> list[list[Any]]:
    """A range as rows, also where a host hands over a single row as a flat list."""
    return [list(row) if isinstance(row, (list, tuple)) else [row] for row in cells]


def _table(wanted: registry.Argument, cells: object, read: Read | None, date1904: bool) -> pd.DataFrame | None:
    """A range read as the table that the argument's name asks for, by the rules of the review."""
    if not isinstance(cells, (list, tuple)):
        if not is_blank(cells):
            if isinstance(cells, str) and cells in ERRORS:
                raise Fault(cells, say("formulas.error_in_range", argument=wanted.name, error=cells))
            raise Fault("#VALUE!", say("formulas.range_not_value", argument=wanted.name))
        if wanted.needed:
            raise Fault("#VALUE!", say("formulas.missing", argument=wanted.name, meaning=wanted.meaning.rstrip(".")))
        return None
    memory, key = {} if read is None else read, (id(cells), wanted.name)
    if key not in memory:
        go_on()
        from winback_sheets.read.cell_range import NotThisTable, as_table

        try:
            memory[key] = as_table(wanted.name, wanted.choices, _rows(cells), date1904=date1904)
        except NotThisTable as wrong:
            raise Fault("#VALUE!", word_error(wrong)) from wrong
        except OverflowError:  # whole numbers of hundreds of digits
            raise Fault("#NUM!", say("formulas.not_finite", argument=wanted.name)) from None
    found = memory[key]
    if not len(found) and wanted.needed:
        raise Fault("#N/A", say("formulas.range_without_rows", argument=wanted.name))
    return found


def _answer_of(formula: registry.Formula, values: Mapping[str, Any], read: Read) -> Answer:
    """Call the function, and turn what it gives into cells."""
    import pandas as pd

    from winback_sheets.formulas.ledger import NoAnswer, remembering

    try:
        with remembering(read):
            found = registry.function(formula.name)(**values)
    except NoAnswer as why:
        raise Fault("#N/A", str(why)) from why
    except ValueError as wrong:
        raise Fault("#VALUE!", word_error(wrong)) from wrong
    go_on()
    if isinstance(found, pd.DataFrame):
        if len(found) >= EXCEL.rows or len(found.columns) > EXCEL.columns:
            size = {"rows": len(found) + 1, "columns": len(found.columns)}
            raise Fault("#NUM!", say("formulas.table_too_large", **size, most=EXCEL.rows, wide=EXCEL.columns))
        body = [_cells(found[column]) for column in found]
        rows: list[list[CellValue]] = [[str(column) for column in found], *map(list, zip(*body, strict=True))]
        return Answer(rows, tuple(each if each in FIGURES else "" for each in found.attrs["kinds"]), False)
    if found is None or pd.isna(found):
        error, key = formula.without
        raise Fault(error, say(key))
    if isinstance(found, float) and math.isinf(found):
        raise Fault("#NUM!", say("formulas.result_too_large"))
    return Answer([[_cell(found)]], (formula.gives,), True)


def _cells(values: pd.Series) -> list[CellValue]:
    """A column as cells: numbers, texts that a cell can hold, days, None for nothing."""
    from winback_sheets.present.fitting import cut_text

    cells = [_cell(value) for value in values.astype(object).where(values.notna(), None)]
    return [cut_text(cell, EXCEL.letters) if isinstance(cell, str) else cell for cell in cells]


def _cell(value: Any) -> CellValue:
    if isinstance(value, datetime.datetime):
        return value.date()
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool) or plain is None or isinstance(plain, str):
        return plain
    if not isinstance(plain, (int, float)):
        return str(plain)
    return float(plain) if math.isfinite(plain) else "#NUM!"
