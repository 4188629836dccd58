"""The Settings tab: what a person chose, the rest by default."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import pandas as pd

from winback_sheets.read import problems
from winback_sheets.read.dates import to_dates
from winback_sheets.read.headings import normalise
from winback_sheets.read.typed import Typed
from winback_sheets.read.values import to_numbers, to_yes_no
from winback_sheets.schema.settings import SETTING_LINES, Setting

Value: TypeAlias = "str | float | bool | pd.Timestamp | None"


def _value(text: object, line: Setting) -> tuple[Value, bool]:
    """One setting's value and whether it could be understood; blank is the default."""
    if text is None or (isinstance(text, float) and pd.isna(text)) or not str(text).strip():
        return _default(line), True
    cell = pd.Series([text], index=[1], dtype=object)
    if line.kind == "date":
        got = to_dates(cell).values.iloc[0]
        return (None, False) if pd.isna(got) else (pd.Timestamp(got), True)
    if line.kind in ("number", "money", "percent"):
        # Bare digits, as all defaults are, mean the same in every country.
        bare = str(text).isascii() and str(text).isdigit()
        number = float(str(text)) if bare else to_numbers(cell).values.iloc[0]
        if pd.isna(number) or number < 0:
            return _default(line), False
        return (float(number) / 100 if line.kind == "percent" and number > 1 else float(number)), True
    if line.kind == "yes_no":
        answer = to_yes_no(cell).values.iloc[0]
        return (bool(answer), True) if not pd.isna(answer) else (line.default == "yes", False)
    word = str(text).strip()
    if line.choices and word.casefold() not in line.choices:
        return _default(line), False
    return word, True


@cache
def _default(line: Setting) -> Value:
    return _value(line.default, line)[0] if line.default else None


def settings(tab: Typed | None) -> tuple[dict[str, Value], pd.DataFrame]:
    """Every setting by its key, as typed values; lines that are not understood are problems and fall back."""
    chosen: dict[str, Value] = {line.key: _default(line) for line in SETTING_LINES}
    parts: list[pd.DataFrame] = []
    if tab is None:
        return chosen, problems.together(parts)
    known = {normalise(line.key): line for line in SETTING_LINES}
    position = tab.found.columns["value"]
    for row, key in tab.frame["key"].dropna().items():
        line = known.get(normalise(key))
        raw = tab.body.at[row, position] if position in tab.body else None
        if line is None:
            continue
        chosen[line.key], fine = _value(raw, line)
        if not fine:
            parts.append(
                problems.found(
                    tab.found.grid.name, pd.Index([row]), "setting", column=line.key, position=position, value=str(raw)
                )
            )
    return chosen, problems.together(parts)
