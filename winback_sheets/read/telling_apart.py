"""Which rows are of one customer, from their ids, e-mails and names: evidence on numbers that stand for the texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.read.headings import normalise

Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]
# An id or an address that stands for at least so many persons, and for such a part of all, is nobody's own.
FEWEST_SHARING, PART_SHARING = 5, 0.2
FEWEST_ROWS = 6  # ids that differ on fewer rows than this say nothing
COME_AGAIN = 0.8  # of the rows, at most so many persons where they come again; two namesakes are no sign of that
SHORTEST_DOMAIN = 3


class Coded(NamedTuple):
    """One thing that tells customers: which of its different values each row has (-1 for none), as they are shown."""

    codes: Codes
    texts: NDArray[np.object_]

    def of(self, mask: Mask) -> Mask:
        """The rows of the values in the mask."""
        return np.append(mask, False)[self.codes]

    def without(self, mask: Mask) -> Coded:
        """The same, where rows of these values have none."""
        return Coded(np.where(self.of(mask), -1, self.codes), self.texts)

    @property
    def known(self) -> Mask:
        """The rows that have one."""
        return self.codes >= 0


def coded(column: pd.Series, key: Callable[[str], str | None] = str, *, by_key: bool = False) -> Coded:
    """A column as numbers: texts with the same key are one value, shown as it is spelled most often, or by its key.

    >>> coded(pd.Series(["Ada Ash", "ada  ash", None, "Ada Ash"]), normalise)
    Coded(codes=array([ 0,  0, -1,  0]), texts=array(['Ada Ash'], dtype=object))
    """
    spelled, texts = pd.factorize(column)
    texts = np.asarray(texts, dtype=object)
    if key is str:
        return Coded(spelled.astype(np.int64), texts)
    values, keys = pd.factorize(np.array([*((key(text) or None) for text in texts), None], dtype=object))
    if by_key:
        return Coded(values[spelled].astype(np.int64), np.asarray(keys, dtype=object))
    counts = np.bincount(spelled[spelled >= 0], minlength=len(texts))
    order = np.argsort(-counts, kind="stable")
    shown = np.empty(len(keys), dtype=object)
    order = order[values[order] >= 0][::-1]  # the most frequent is written last
    shown[values[order]] = texts[order]
    return Coded(values[spelled].astype(np.int64), shown)


def pairs(first: Coded, second: Coded) -> tuple[Codes, Codes]:
    """Each different pair of values that stand in one row."""
    both = first.known & second.known
    size = len(second.texts) + 1
    different = pd.unique(first.codes[both] * size + second.codes[both])
    return different // size, different % size


def how_many(first: Coded, second: Coded) -> Codes:
    """With how many different values of the second each value of the first stands in a row."""
    return np.bincount(pairs(first, second)[0], minlength=len(first.texts))


def shared(first: Coded, persons: Coded, *, spelled: bool) -> Mask:
    """Values that stand for many persons, as a guest's id does, while others stand for one.

    A column that is the same on every row says nothing either. spelled: the persons are names, of which one may have
    several.
    """
    each = how_many(first, persons)
    of_rows = len(np.unique(first.codes[first.known]))
    if of_rows == 1:
        return each >= (FEWEST_SHARING if spelled else 2)
    all_persons = len(np.unique(persons.codes[persons.known]))
    usual = np.median(each[each > 0]) if (each > 0).any() else 0
    return (each >= FEWEST_SHARING) & (each >= PART_SHARING * all_persons) & (each >= FEWEST_SHARING * usual)


def new_on_every_row(first: Coded, persons: Coded) -> bool:
    """Whether a column differs on every row while the persons beside it come again, as an order's number does."""
    both = first.known & persons.known
    rows = int(both.sum())
    different = (
        len(np.unique(first.codes[both])) == rows and len(np.unique(first.codes[first.known])) == first.known.sum()
    )
    return rows >= FEWEST_ROWS and different and len(np.unique(persons.codes[both])) <= COME_AGAIN * rows


def owners(who: Codes, by: Coded, size: int) -> Codes:
    """For each value the one customer whose rows have it; -1 where nobody has it, -2 where several have.

    who: the customer of each row, of `size` customers; -1 for none.
    """
    customers = Coded(who, np.empty(size, dtype=object))
    values, found = pairs(by, customers)
    owner = np.full(len(by.texts), -1, dtype=np.int64)
    owner[values] = found
    owner[np.bincount(values, minlength=len(by.texts)) > 1] = -2
    return owner


def of_one_firm(emails: Coded, names: Coded) -> Codes:
    """For each e-mail its own number, or that of the first e-mail of the same firm.

    Several addresses are of one firm when they share a domain that no other name has and the name has in it.
    """
    address, name = pairs(emails, names)
    own = np.arange(len(emails.texts))
    many = np.flatnonzero(how_many(names, emails) > 1)
    if not len(many):
        return own
    domains, labels = pd.factorize(pd.Series(emails.texts, dtype=object).str.partition("@")[2])
    table = pd.DataFrame({"email": address, "name": name, "domain": domains[address]})
    by_domain, by_name = table.groupby("domain")["name"].nunique(), table.groupby("name")["domain"].nunique()
    table = table[table["name"].isin(many)]
    table = table[(table["domain"].map(by_domain) == 1) & (table["name"].map(by_name) == 1)]
    for _, part in table.groupby("name", sort=False):
        label = normalise(str(labels[part["domain"].iloc[0]]).partition(".")[0])
        if len(label) >= SHORTEST_DOMAIN and label in normalise(names.texts[part["name"].iloc[0]]):
            own[part["email"]] = part["email"].min()
    return own
