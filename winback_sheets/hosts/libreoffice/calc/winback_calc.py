"""The formulas as functions of LibreOffice Calc: each asks the function server and hands the answer to the cell.

LibreOffice loads this file from the extension, where winback.json lies beside it; elsewhere it does nothing.
"""

from __future__ import annotations

import os
import struct
from importlib import import_module
from typing import Any, Callable, List, Sequence, Tuple  # noqa: UP035 (Python 3.8)

SERVICE, ADD_IN, INTERFACE = "WINBACK", "com.sun.star.sheet.AddIn", "org.winback.calc.XFormulas"
# Calc keeps an error as a number that is none, with the error's own number in its lowest 32 bits.
ERRORS = {
    "#NULL!": 521, "#DIV/0!": 532, "#VALUE!": 519, "#REF!": 524, "#NAME?": 525, "#NUM!": 503, "#N/A": 32767,
}  # fmt: skip
NAMES = {number: text for text, number in ERRORS.items()}
DAY_0 = (1899, 12, 30)


def error(code: str) -> float:
    """The number that Calc shows as this error."""
    return float(struct.unpack("<d", struct.pack("<II", ERRORS.get(code, 519), 0x7FF80000))[0])


def cells_of(given: Sequence[Any], kinds: Sequence[str]) -> List[Any]:  # noqa: UP006
    """What Calc hands over, as the server takes it: ranges as rows, and None for what was left out.

    An empty cell reaches an add-in as 0, so a 0 where no number belongs is taken for one.

    >>> cells_of([((1.0, ""),), 0.0, 0.0, None], ["table", "date", "number", "text"])
    [[[1.0, None]], None, 0.0]
    """
    found = [_cell(each, kinds[at] if at < len(kinds) else "") for at, each in enumerate(given)]
    while found and found[-1] is None:
        found.pop()
    return found


def _cell(given: Any, kind: str) -> Any:
    if hasattr(given, "getDataArray"):
        return rows_of(given)
    if isinstance(given, tuple):
        end = len(given)
        while end > 1 and not any(cell != "" and cell is not None for cell in given[end - 1]):
            end -= 1
        return [[None if cell == "" else cell for cell in row] for row in given[:end]]
    return None if given == "" or (given == 0 and kind in ("date", "text", "choice")) else given


def rows_of(cells: Any) -> List[List[Any]]:  # noqa: UP006
    """The rows of a range down to where its sheet ends, with errors as text: a whole column is read quickly."""
    address, sheet = cells.getRangeAddress(), cells.getSpreadsheet()
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    used = cursor.getRangeAddress()
    bottom = min(address.EndRow, max(used.EndRow, address.StartRow)) - address.StartRow
    right = min(address.EndColumn, max(used.EndColumn, address.StartColumn)) - address.StartColumn
    found = [list(row) for row in cells.getCellRangeByPosition(0, 0, right, bottom).getDataArray()]
    for down, row in enumerate(found):
        for across, cell in enumerate(row):
            if cell == "":
                row[across] = None
            elif cell is None:
                row[across] = NAMES.get(cells.getCellByPosition(across, down).getError(), "#VALUE!")
    return found


def replied(document: Any, name: str, given: Sequence[Any], known: Any) -> Any:
    """The server's reply to a formula; nothing that can happen leaves as an exception, for Calc does not survive one:
    after it every later call of the add-in fails.
    """
    calls, settings = known
    try:
        day = document.NullDate
        if (day.Year, day.Month, day.Day) != DAY_0:
            first = f"{day.Year}-{day.Month:02}-{day.Day:02}"
            return calls.fault("#VALUE!", settings.sentences["other_days"].format(day=first))
        kinds = settings.functions.get(name.upper().replace("WINBACK.", ""), [])
        return calls.ask(settings, name, cells_of(given, kinds))
    except Exception as trouble:
        return calls.fault("#VALUE!", settings.sentences["unreadable"].format(trouble=trouble))


def shown(reply: Any, table: bool) -> Any:
    """The reply as Calc takes it: a number, a text or an error, and rows of them where the formula gives a table.

    >>> shown({"value": 0.5, "kind": "percent"}, False), shown({"rows": [["Part"], [3.0]], "kinds": [""]}, True)
    (0.5, (('Part',), (3.0,)))
    """
    if "rows" in reply:
        rows = [tuple(row) for row in reply["rows"]]
        # Calc repeats a lone row downwards: headings without a table would fill the whole array.
        return tuple(rows if len(rows) > 1 else [*rows, (None,) * len(rows[0])])
    value = error(str(reply["error"])) if "error" in reply else reply["value"]
    return ((value,),) if table else value


def asking(name: str, table: bool, known: Any) -> Callable[..., Any]:
    """The method that Calc calls for one formula: first the document, then the arguments."""

    def call(self: Any, document: Any, *given: Any) -> Any:
        return shown(replied(document, name, given, known), table)

    return call


def explaining(known: Any) -> Callable[..., Any]:
    """WHY: the sentence behind a formula's error, blank where it has none."""

    def call(self: Any, document: Any, name: Any, given: Tuple[Any, ...]) -> str:  # noqa: UP006
        if not isinstance(name, str):
            return str(known[1].sentences["name_first"])
        return str(replied(document, name, given, known).get("sentence", ""))

    return call


def component(known: Any) -> Any:
    """The class that LibreOffice makes one of."""
    uno, unohelper = import_module("uno"), import_module("unohelper")
    methods = {name: asking(name, name in known[1].tables, known) for name in known[1].functions}
    bases = (unohelper.Base, uno.getClass(INTERFACE))
    start = {"__init__": lambda self, context: None, "WHY": explaining(known)}
    helper = unohelper.ImplementationHelper()
    helper.addImplementation(type("Formulas", bases, {**methods, **start}), SERVICE, (SERVICE, ADD_IN))
    return helper


SETTINGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "winback.json")
if os.path.exists(SETTINGS):
    winback_calls = import_module("winback_calls")
    g_ImplementationHelper = component((winback_calls, winback_calls.read_settings(SETTINGS)))
