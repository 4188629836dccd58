"""The Settings tab: what a person chose, the rest by default."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, TypeAlias

import pandas as pd

from winback_sheets.read import problems
from winback_sheets.read.dates import to_dates
from winback_sheets.read.headings import normalise
from winback_sheets.read.typed import Typed
from winback_sheets.read.values import to_numbers, to_yes_no
from winback_sheets.schema.lapse_rule import WINDOW_ONLY, read_lapse_rule
from winback_sheets.schema.message import Message
from winback_sheets.schema.settings import SETTING_LINES, Setting

Value: TypeAlias = "str | float | bool | pd.Timestamp | None"
LONGEST_SAID = 30  # letters of a value in a sentence


class Chosen(NamedTuple):
    """The settings by key, what could not be used of them as problems, and the same in sentences."""

    values: dict[str, Value]
    problems: pd.DataFrame
    doubts: list[Message]


def _value(text: object, line: Setting) -> tuple[Value, bool]:
    """One setting's value and whether it could be used; blank is the default."""
    if text is None or (isinstance(text, float) and pd.isna(text)) or not str(text).strip():
        return _default(line), True
    found = _understood(text, line)
    return (_default(line), False) if found is None else (found, True)


def _understood(text: object, line: Setting) -> Value:
    """What was typed, within the range of the setting; None where it is not that."""
    cell = pd.Series([text], index=[1], dtype=object)
    if line.kind == "date":
        day = to_dates(cell).values.iloc[0]
        return None if pd.isna(day) or not line.least <= day.year <= line.most else pd.Timestamp(day)
    if line.kind in ("number", "money", "percent"):
        # Bare digits, as all defaults are, mean the same in every country.
        bare = str(text).isascii() and str(text).isdigit()
        number = float(str(text)) if bare else float(to_numbers(cell).values.iloc[0])
        number = number / 100 if line.kind == "percent" and number > 1 else number
        return number if line.least <= number <= line.most else None
    if line.kind == "lapse":
        rule = read_lapse_rule(str(text))
        only = " ".join(str(text).split()).casefold() == WINDOW_ONLY
        return WINDOW_ONLY if only else None if rule is None else str(rule)
    if line.kind == "yes_no":
        answer = to_yes_no(cell).values.iloc[0]
        return None if pd.isna(answer) else bool(answer)
    word = str(text).strip()
    if line.choices:
        return word if word.casefold() in line.choices else None
    return word if line.least <= len(word) <= line.most else None


@cache
def _default(line: Setting) -> Value:
    return _value(line.default, line)[0] if line.default else None


def settings(tab: Typed | None) -> Chosen:
    """Every setting by its key, as typed values; lines that are not understood are problems and fall back."""
    chosen: dict[str, Value] = {line.key: _default(line) for line in SETTING_LINES}
    parts: list[pd.DataFrame] = []
    doubts: list[Message] = []
    if tab is None:
        return Chosen(chosen, problems.together(parts), doubts)
    known = {normalise(line.key): line for line in SETTING_LINES}
    position, name = tab.found.columns["value"], tab.found.grid.name
    for row, key in tab.frame["key"].dropna().items():
        line = known.get(normalise(key))
        raw = tab.body.at[row, position] if position in tab.body else None
        if line is None:
            continue
        chosen[line.key], fine = _value(raw, line)
        if not fine:
            where = pd.Index([row])
            parts.append(
                problems.found(
                    name, where, "setting", column=line.key, position=position, value=str(raw)[:LONGEST_SAID]
                )
            )
            cell = f"{problems.column_letter(position)}{row}"
            doubts.append(_doubt(line, name, cell, str(raw)))
    return Chosen(chosen, problems.together(parts), doubts)


def _doubt(line: Setting, tab: str, cell: str, value: str) -> Message:
    """What stands where, what may stand there, and what is used instead."""
    value = value if len(value) <= LONGEST_SAID else value[:LONGEST_SAID] + "..."
    used = Message("read.setting_default", {"default": line.default}) if line.default else Message("read.setting_blank")
    fields = {"tab": tab, "cell": cell, "setting": line.key, "value": value, "allowed": allowed(line), "used": used}
    return Message("read.setting_wrong", fields)


def allowed(line: Setting) -> Message:
    """What a setting may be."""
    if line.choices:
        return Message("read.setting_choice", {"choices": list(line.choices)})
    return Message(f"read.setting_{line.kind}", {"least": line.least, "most": line.most})
