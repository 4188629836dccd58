"""Ids that a spreadsheet took for numbers: 6.12346E+12, or cut after 15 digits. Different ones look the same then."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import numpy as np
import pandas as pd

from winback_sheets.read.digits import NUMBER, kinds

DIGITS_KEPT = 15
EXACT = 2.0**53  # above this neighbours are one number
MOSTLY = 0.9
_EXPONENT = r"\d(?:[.,]\d+)?[eE]\+\d{1,3}"


def may_be_damaged(ids: Iterable[str]) -> bool:
    """Whether any of these different ids looks like it, which few columns' do."""
    return any("E+" in each.upper() or (len(each) > DIGITS_KEPT and each.isdigit()) for each in ids)


def damaged(raw: pd.Series) -> pd.Series:
    """Which cells of a column of ids no longer say whose they are.

    Long ids that end in zeros are damaged when nearly all of the column do, which whole ids would not.

    >>> damaged(pd.Series(["6.12346E+12", "A17", "12345678901234500000", "12345678901234600000"])).tolist()
    [True, False, True, True]
    >>> damaged(pd.Series(["12345678901234500000", "12345678901234512345"])).tolist()
    [False, False]
    """
    codes, cells = pd.factorize(raw)
    if pd.api.types.is_integer_dtype(raw.dtype) or not len(cells):  # a file that holds whole numbers as they are
        return pd.Series(False, index=raw.index)
    cells = pd.Series(np.asarray(cells, dtype=object), dtype=object)
    numbers = kinds(cells) == NUMBER
    large = np.zeros(len(cells), dtype=bool)
    large[numbers] = cells[numbers].astype(float).abs() >= 10.0**DIGITS_KEPT
    texts = cells.where(~numbers, "").astype(str).str.strip()
    texts[large] = [format(Decimal(repr(float(number))), "f").removesuffix(".0") for number in cells[large]]
    beyond = (texts.str.len() - DIGITS_KEPT).where(texts.str.fullmatch(r"\d{16,}"), 0).to_numpy(int)
    zeros = texts.str.contains(r"^\d{15}0+$").to_numpy(bool) & (beyond > 0)
    # One more digit that is a zero by chance is one in ten.
    by_chance = zeros.sum() < MOSTLY * (beyond > 0).sum() or beyond[zeros].sum() < 2
    lost = texts.str.fullmatch(_EXPONENT).to_numpy(bool) | (zeros & (not by_chance))
    lost[large] |= cells[large].astype(float).abs().to_numpy() > EXACT
    return pd.Series(lost[codes] & (codes >= 0), index=raw.index)
