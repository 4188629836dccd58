"""A person at LibreOffice Calc with our extension; run by the Python that has `uno`, a JSON line a job each way.

A job is one of: {"install": path of an .oxt}, {"describe": true} for the functions Calc knows of us, or
{"sheets": {name: rows}, "formula": text, "size": [rows, columns] or null, "later": [sheet, cell, value], "save": path,
"day_0": year}; the answer has the result's cells, and the sheets' cells as they are afterwards.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from typing import Any

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}
WRONG = {"#DIV/0!": "=1/0", "#N/A": "=NA()", "#REF!": "=#REF!"}


def prop(name: str, value: object) -> Any:
    import uno

    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def connect(pipe: str) -> Any:
    """LibreOffice's own context, waiting up to a minute for the program to come up."""
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
    raise TimeoutError("LibreOffice did not answer within a minute")


def service(context: Any, name: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(name, context)


def install(context: Any, path: str) -> dict[str, Any]:
    """Tools > Extension Manager > Add, with every question answered by yes; works for root too, unlike unopkg."""
    import uno
    import unohelper
    from com.sun.star.task import XInteractionHandler
    from com.sun.star.ucb import XCommandEnvironment

    class Yes(unohelper.Base, XCommandEnvironment, XInteractionHandler):
        def getInteractionHandler(self) -> Any:  # noqa: N802
            return self

        def getProgressHandler(self) -> None:  # noqa: N802
            return None

        def handle(self, request: Any) -> None:
            for each in request.getContinuations():
                if each.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionApprove")):
                    each.select()
                    return

    manager = context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")
    made = manager.addExtension(uno.systemPathToFileUrl(path), (), "user", manager.createAbortChannel(), Yes())
    return {"name": made.getDisplayName(), "version": made.getVersion()}


def describe(context: Any) -> dict[str, Any]:
    """What the function wizard shows of our functions."""
    listed = service(context, "com.sun.star.sheet.FunctionDescriptions")
    found = {}
    for number in range(listed.Count):
        one = {each.Name: each.Value for each in listed.getByIndex(number)}
        if one["Name"].startswith("WINBACK."):
            arguments = [[each.Name, each.Description, each.IsOptional] for each in one["Arguments"]]
            found[one["Name"]] = {"text": one["Description"], "arguments": arguments}
    return found


def fill(sheet: Any, rows: list[list[Any]]) -> None:
    """Put the cells in: numbers, texts, errors, TRUE; a text that begins with = is a formula."""
    plain = [
        [("" if each is None or isinstance(each, bool) or each in WRONG else each) for each in row] for row in rows
    ]
    plain = [["" if isinstance(each, str) and each.startswith("=") else each for each in row] for row in plain]
    sheet.getCellRangeByPosition(0, 0, len(rows[0]) - 1, len(rows) - 1).setDataArray(tuple(map(tuple, plain)))
    for down, row in enumerate(rows):
        for across, each in enumerate(row):
            if isinstance(each, bool):
                sheet.getCellByPosition(across, down).setFormula(f"={str(each).upper()}()")
            elif isinstance(each, str) and (each in WRONG or each.startswith("=")):
                sheet.getCellByPosition(across, down).setFormula(WRONG.get(each, each))


def seen(cell: Any) -> dict[str, Any]:
    """One cell: its error's number, the text that is shown, and its number where it has one."""
    error = cell.getError()
    number = None if error or cell.FormulaResultType2 != 1 else cell.getValue()
    return {"error": error, "text": cell.getString(), "number": number}


def all_seen(area: Any) -> list[list[dict[str, Any]]]:
    columns, rows = area.getColumns().getCount(), area.getRows().getCount()
    return [[seen(area.getCellByPosition(across, down)) for across in range(columns)] for down in range(rows)]


def held(doc: Any, names: list[str]) -> dict[str, Any]:
    """The formulas and values of sheets, so that a test sees whether a function changed them."""
    found = {}
    for name in names:
        sheet = doc.Sheets.getByName(name)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.getRangeAddress()
        area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        found[name] = [area.getFormulaArray(), area.getDataArray()]
    return found


def calculate(context: Any, job: dict[str, Any]) -> dict[str, Any]:
    """Type a formula beside its ranges and read what the cells show."""
    desktop = service(context, "com.sun.star.frame.Desktop")
    doc = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (prop("Hidden", True),))
    try:
        return on(desktop, doc, job)
    finally:
        doc.close(True)


def on(desktop: Any, doc: Any, job: dict[str, Any]) -> dict[str, Any]:
    import uno

    if job.get("day_0"):
        first = doc.NullDate
        first.Year, first.Month, first.Day = job["day_0"], 1, 1
        doc.NullDate = first
    names = list(job["sheets"])
    for name in names:
        doc.Sheets.insertNewByName(name, doc.Sheets.Count)
        fill(doc.Sheets.getByName(name), job["sheets"][name])
    before = held(doc, names)
    sheet = doc.Sheets.getByIndex(0)
    rows, columns = job.get("size") or [1, 1]
    area = sheet.getCellRangeByPosition(0, 0, columns - 1, rows - 1)
    start = time.perf_counter()
    if job.get("size"):
        area.setArrayFormula(job["formula"])
    else:
        sheet.getCellByPosition(0, 0).setFormula(job["formula"])
    answer: dict[str, Any] = {"cells": all_seen(area), "seconds": time.perf_counter() - start}
    answer["unchanged"] = held(doc, names) == before
    if job.get("later"):
        name, where, value = job["later"]
        doc.Sheets.getByName(name).getCellRangeByName(where).setValue(value)
        answer["later"] = all_seen(area)
    for path in job.get("save", []):
        doc.storeToURL(uno.systemPathToFileUrl(path), (prop("FilterName", FILTERS[path.rpartition(".")[2]]),))
        again = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, (prop("Hidden", True),))
        again.calculateAll()
        cell = again.Sheets.getByIndex(0).getCellByPosition(0, 0)
        answer.setdefault("saved", []).append([cell.getFormula(), seen(cell)])
        again.close(True)
    return answer


def main(pipe: str) -> None:
    """Answer jobs until standard input ends."""
    context = connect(pipe)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        try:
            if "install" in job:
                answer = install(context, job["install"])
            else:
                answer = describe(context) if "describe" in job else calculate(context, job)
        except Exception:
            answer = {"trouble": traceback.format_exc()}
        print(json.dumps(answer), flush=True)
    try:
        service(context, "com.sun.star.frame.Desktop").terminate()
    except Exception:
        return  # the pipe breaks while the program says that it goes


if __name__ == "__main__":
    main(sys.argv[1])
