"""What a status says of a contract: still there, left, paused, on trial, leaving, never paid, not begun, or nothing known."""

from __future__ import annotations

import re

import pandas as pd

from winback_sheets.read.headings import normalise
from winback_sheets.schema.words import STANDINGS, texts, texts_of

LEFT, STAYED, PAUSED, TRIAL, NOTICE, NEVER_PAID, LATER, CUSTOMER, UNSURE = STANDINGS
UNKNOWN = "unknown"
# In a phrase the first of these counts: "active, cancellation pending" is notice, "active (trial)" a trial.
_FIRST = (TRIAL, NEVER_PAID, LATER, NOTICE, PAUSED)
_LONGEST = 4  # words in a phrase that is known
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JOINTS = re.compile(r"[\s!-/:-@\[-`{-~–—…]+")


def _folded(field: str) -> frozenset[str]:
    return frozenset(word for word in map(normalise, texts(field)) if word)


_YES, _NO = _folded("yes"), _folded("no")
_LEFT_HEADINGS, _ACTIVE_HEADINGS, _PLACE_HEADINGS = map(_folded, ("left_headings", "active_headings", "place_headings"))
_KNOWN = {normalise(word): each for each in reversed(STANDINGS) for word in texts_of("standing", each)}


def standings(status: pd.Series, header: str) -> pd.Series:
    """What each cell says: left, stayed, paused, trial, notice, never_paid, later, or unknown; a blank one says stayed.

    header: of the column. Yes and no under "Churn" say who left, and under "Active" who is still there; elsewhere they
    are unknown.

    >>> standings(pd.Series(["Active", "CANCELLED", "past_due", "Former patron", "on the moon"]), "Status").tolist()
    ['stayed', 'left', 'stayed', 'left', 'unknown']
    >>> standings(pd.Series(["Yes", "0"]), "churn_flag").tolist(), standings(pd.Series([False]), "is_active").tolist()
    (['left', 'stayed'], ['left'])
    """
    yes, no = _answers(header)
    said = {cell: _standing(str(cell), yes, no) for cell in status.dropna().unique()}
    return status.map(said).astype(object).where(status.notna(), STAYED)


def says_who_left(header: str) -> bool:
    """Whether a heading asks by itself who left ("Churn", "Exited", "is_active")."""
    return _answers(header) != (UNKNOWN, UNKNOWN)


def is_place(status: pd.Series, header: str) -> bool:
    """Whether a column headed State holds places and no statuses."""
    if normalise(header) not in _PLACE_HEADINGS:
        return False
    return bool((standings(status, header) != UNKNOWN).mean() < 0.5)


def _answers(header: str) -> tuple[str, str]:
    """What yes and no mean under a heading."""
    words = {normalise(word) for word in _JOINTS.split(_CAMEL.sub(" ", header))} | {normalise(header)}
    if words & _LEFT_HEADINGS:
        return LEFT, STAYED
    return (STAYED, LEFT) if words & _ACTIVE_HEADINGS else (UNKNOWN, UNKNOWN)


def _standing(cell: str, yes: str, no: str) -> str:
    whole = normalise(cell)
    if not whole:
        return STAYED
    if whole in _YES:
        return yes
    if whole in _NO:
        return no
    alone = _KNOWN.get(whole, UNSURE)
    return STAYED if alone == CUSTOMER else _of_phrase(cell) if alone == UNSURE else alone


def _of_phrase(cell: str) -> str:
    """What several words say together: "Active, cancellation pending" is notice, "Attrited Customer" left."""
    parts = _parts([word for word in map(normalise, _JOINTS.split(cell)) if word])
    found = {part for part in parts if part} - {UNSURE, CUSTOMER}
    first = next((each for each in _FIRST if each in found), None)
    said = first or (found.pop() if len(found) == 1 else UNKNOWN)
    # "Cancelled - no longer needed" has left; "not cancelled" and "active until June" are anybody's guess.
    turned = parts[: parts.index(LEFT)] if said == LEFT else parts
    return UNKNOWN if UNSURE in turned else said


def _parts(words: list[str]) -> list[str]:
    """The words with the longest known phrases among them joined: what each says, nothing for others."""
    parts: list[str] = []
    while words:
        sizes = range(min(_LONGEST, len(words)), 0, -1)
        size = next((size for size in sizes if "".join(words[:size]) in _KNOWN), 1)
        parts.append(_KNOWN.get("".join(words[:size]), ""))
        words = words[size:]
    return parts
