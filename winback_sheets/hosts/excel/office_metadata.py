"""The formulas as Excel wants them described: functions.json of the Office add-in, made from the catalog."""

from __future__ import annotations

from typing import Any

from winback_sheets.formulas import registry
from winback_sheets.present.words import say

# Excel hands over empty cells of a range as 0, and says which they are only to a function that asks for the addresses
# of its arguments; that again needs a result that is a range. A single value is a range of one cell.
OPTIONS = {"cancelable": True, "requiresAddress": True, "requiresParameterAddresses": True}


def metadata(server: str) -> dict[str, Any]:
    """functions.json: every formula with its arguments, in the words of their help.

    All arguments are ranges of anything, so that our own checks judge what was typed, and say so in a sentence.

    >>> metadata("https://localhost:8765")["functions"][0]["name"]
    'CHURN_RATE'
    """
    return {
        "allowCustomDataForDataTypeAny": True,
        "allowErrorForDataTypeAny": True,
        "functions": [describe_formula(one.name, server) for one in registry.FORMULAS],
    }


def describe_formula(name: str, server: str) -> dict[str, Any]:
    """One formula of functions.json."""
    return {
        "id": name,
        "name": name,
        "description": registry.help_of(name),
        "helpUrl": f"{server}/addin/taskpane.html#{name}",
        "parameters": [_parameter(each) for each in registry.arguments(name)],
        "result": {"type": "any", "dimensionality": "matrix"},
        "options": dict(OPTIONS),
    }


def _parameter(argument: registry.Argument) -> dict[str, Any]:
    optional = {} if argument.needed else {"optional": True}
    return {
        "name": argument.name,
        "description": help_of(argument),
        "type": "any",
        "dimensionality": "matrix",
        **optional,
    }


def help_of(argument: registry.Argument) -> str:
    """What to say of an argument while it is typed: its meaning, the words it may be, and what it is when left out.

    >>> help_of(registry.arguments("RATE_INTERVAL")[3]).endswith("One of wilson, exact. Left out: wilson.")
    True
    """
    meaning = argument.meaning.rstrip(".")
    said = [f"{meaning}."] if meaning else []
    if argument.kind != "table" and argument.choices:
        choices, number = argument.choices, argument.kind == "number"
        said.append(say("excel.a_number_or", choices=choices) if number else say("excel.one_of", choices=choices))
    if not argument.needed and argument.default not in (None, ""):
        said.append(say("excel.left_out", default=argument.default))
    return " ".join(said)
