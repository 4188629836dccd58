"""What LibreOffice is told of our functions: their types (IDL) and their names and help (CalcAddIns.xcu)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from winback_sheets.formulas import registry
from winback_sheets.formulas.registry import Argument, Formula
from winback_sheets.present.words import say

# The name of the service and that of a function make the name that files keep: WINBACK.CHURN_RATE.
SERVICE = "WINBACK"
INTERFACE = "org.winback.calc.XFormulas"
ROWS = "sequence< sequence<any> >"
DOCUMENT = "[in] com::sun::star::beans::XPropertySet document"


def idl() -> str:
    """The interface of the add-in in UNO's own language, from which types.rdb is compiled.

    A table that is needed comes as a range object, so that it may hold errors and be a whole column; what may be left
    out must be `any`.
    """
    lines = [f"  {_returned(one)} {one.name}({', '.join(_taken(one))});" for one in registry.FORMULAS]
    why = f"  any WHY({DOCUMENT}, [in] any argument01, [in] sequence<any> argument02);"
    includes = ("uno/XInterface", "table/XCellRange", "beans/XPropertySet")
    opening = [f"#include <com/sun/star/{each}.idl>" for each in includes]
    body = "interface XFormulas : com::sun::star::uno::XInterface {"
    return "\n".join([*opening, "module org { module winback { module calc {", body, *lines, why, "};", "}; }; };", ""])


def _returned(one: Formula) -> str:
    return ROWS if one.category == "tables" else "any"


def _taken(one: Formula) -> Iterator[str]:
    yield DOCUMENT
    for number, each in enumerate(registry.arguments(one.name), start=1):
        ranged = each.kind == "table" and each.needed
        yield f"[in] {'com::sun::star::table::XCellRange' if ranged else 'any'} {inner_name(number)}"


def inner_name(number: int) -> str:
    """An argument's name between the two files; it sorts in the order of the arguments."""
    return f"argument{number:02}"


def names() -> str:
    """CalcAddIns.xcu: the names and the help that Calc's function wizard shows."""
    functions = "".join(
        _function(one.name, registry.help_of(one.name), [(each.name, help_line(each)) for each in arguments])
        for one in registry.FORMULAS
        for arguments in [registry.arguments(one.name)]
    )
    asked = [("name", say("libreoffice.why_name")), ("arguments", say("libreoffice.why_arguments"))]
    why = _function("WHY", say("libreoffice.why"), asked)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n'
        f'<node oor:name="AddInInfo"><node oor:name="{SERVICE}" oor:op="replace"><node oor:name="AddInFunctions">\n'
        f"{functions}{why}"
        "</node></node></node>\n</oor:component-data>\n"
    )


def _function(name: str, text: str, arguments: list[tuple[str, str]]) -> str:
    inner = "".join(
        _node(inner_name(number), _help_element("DisplayName", shown) + _help_element("Description", meaning))
        for number, (shown, meaning) in enumerate(arguments, start=1)
    )
    public = f"{SERVICE}.{name}"
    said = (
        _help_element("DisplayName", public)
        + _help_element("Description", text)
        + _help_element("CompatibilityName", public)
    )
    category = '<prop oor:name="Category"><value>Add-In</value></prop>'
    return _node(name, f'{said}{category}<node oor:name="Parameters">{inner}</node>') + "\n"


def help_line(one: Argument) -> str:
    """An argument in the function wizard: what it is, its choices, and what it is when left out.

    >>> help_line(registry.arguments("CONVERT_RATE")[2])
    'the length it was measured over: day, week, month, quarter, year; month when left out'
    """
    said = one.meaning
    if one.kind == "choice" and one.choices:
        said = say("libreoffice.argument_of", meaning=said, choices=one.choices)
    kept = one.default not in (None, "")
    return say("libreoffice.argument_left_out", meaning=said, default=one.default) if kept else said


def _node(name: str, inside: str) -> str:
    return f'<node oor:name={quoteattr(name)} oor:op="replace">{inside}</node>'


def _help_element(name: str, text: str) -> str:
    return f'<prop oor:name="{name}"><value xml:lang="en-US">{escape(text)}</value></prop>'
