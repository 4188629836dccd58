"""The same customer in every tab: by the customer column, else by e-mail or name, and by what a person typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from winback_sheets.read.headings import normalise
from winback_sheets.read.typed import Typed, cell_problems

LEDGERS = ("sales", "subscriptions")
WAYS = ("email", "customer_name", "company")


class _Known(NamedTuple):
    """The customers of the ledger by how they may be written elsewhere, in small letters and digits."""

    spelled: Mapping[str, str]
    emails: Mapping[str, str]
    names: Mapping[str, str]

    def named(self, texts: pd.Series) -> pd.Series:
        """The customer that each text means: as the ledger writes it, by e-mail, or by a name that only one has."""
        different = texts.dropna().unique()
        meant = {text: self._meant(str(text)) for text in different}
        return texts.map(meant).astype(object)

    def _meant(self, text: str) -> str | None:
        bare, letters = _spelled(text), normalise(text)
        return self.spelled.get(bare) or self.emails.get(bare) or self.names.get(letters)


def _spelled(text: str) -> str:
    return " ".join(text.casefold().split())


def in_every_tab(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The frames with rows of other tabs under the ledger's customer, where an e-mail or a name says who is meant.

    A list of customers by number then belongs to a ledger by e-mail. Rows that fit nobody keep their customer.
    """
    others = [key for key in frames if key not in LEDGERS]
    if not others:
        return frames
    known = _known(frames)
    return {**frames, **{key: frames[key].assign(customer=_in_ledger(frames[key], known)) for key in others}}


def _known(frames: Mapping[str, pd.DataFrame]) -> _Known:
    ledgers = [frames[key] for key in LEDGERS if key in frames] or list(frames.values())[:1]
    customers = [str(each) for frame in ledgers for each in frame["customer"].dropna().unique()]
    emails, names = _by(ledgers, ("email",), _spelled), _by(ledgers, ("customer_name", "company"), normalise)
    letters = pd.Series(list(map(normalise, customers)), dtype=object)
    once = ~letters.duplicated(keep=False)
    own = {key: customer for key, customer, one in zip(letters, customers, once, strict=True) if one and key}
    return _Known({_spelled(customer): customer for customer in customers}, emails, own | names)


def _by(ledgers: Sequence[pd.DataFrame], keys: Sequence[str], written: object) -> dict[str, str]:
    """The customer of each e-mail or name that only one has."""
    parts = [
        frame[["customer", key]].dropna().drop_duplicates().set_axis(["customer", "way"], axis=1)
        for frame in ledgers
        for key in keys
        if key in frame
    ]
    if not parts:
        return {}
    table = pd.concat(parts, ignore_index=True)
    assert callable(written)
    table["way"] = [written(str(way)) for way in table["way"]]
    table = table.drop_duplicates()
    table = table[~table["way"].duplicated(keep=False) & (table["way"] != "")]
    return dict(zip(table["way"], table["customer"], strict=True))


def _in_ledger(frame: pd.DataFrame, known: _Known) -> pd.Series:
    customers = frame["customer"].astype(object)
    theirs = set(known.spelled.values())
    unknown = ~customers.isin(theirs)
    if not unknown.any():
        return frame["customer"]
    meant = known.named(customers[unknown])
    for key in WAYS:
        if key in frame:
            meant = meant.fillna(known.named(frame.loc[unknown, key].astype(object)))
    customers[unknown] = meant.fillna(customers[unknown])
    return customers


def counted_as(
    frames: dict[str, pd.DataFrame], tabs: Sequence[Typed]
) -> tuple[dict[str, pd.DataFrame], int, list[pd.DataFrame]]:
    """The frames with customers merged as a column "Same as" says, how many were, and cells that name nobody.

    A name that is in no ledger is a new common name where two customers or more are sent there.
    """
    tabs = [tab for tab in tabs if "same_as" in tab.frame and "customer" in tab.frame]
    if not tabs:
        return frames, 0, []
    known = _known(frames)
    links: list[pd.DataFrame] = []
    found: list[pd.DataFrame] = []
    for tab in tabs:
        rows = tab.frame.loc[tab.frame["same_as"].notna() & tab.frame["customer"].notna() & ~tab.aside]
        links.append(
            pd.DataFrame(
                {"from": _in_ledger(rows, known).astype(object), "to": known.named(rows["same_as"].astype(object))}
            )
            .assign(typed=rows["same_as"].astype(object), tab=len(links))
            .set_index(rows.index)
        )
    table = pd.concat(links)
    letters = table["typed"].map(normalise)
    several = table.groupby(letters)["from"].transform("nunique") > 1
    first = table["typed"].groupby(letters).transform("first")
    nobody = table["to"].isna() & ~several
    for at, tab in enumerate(tabs):
        rows = table.index[nobody & (table["tab"] == at)]
        found.append(
            cell_problems(tab, "same_as_nobody", ("same_as",), pd.Series(tab.frame.index.isin(rows), tab.frame.index))
        )
    table = table.assign(to=table["to"].fillna(first))[~nobody]
    same = _ends(dict(zip(table["from"], table["to"], strict=True)))
    if not same:
        return frames, 0, found
    theirs = known.spelled.values()
    merged = {
        key: frame.assign(
            customer=frame["customer"].where(~frame["customer"].isin(list(same)), frame["customer"].map(same))
        )
        for key, frame in frames.items()
    }
    return merged, sum(each in same for each in theirs), found


def _ends(links: Mapping[str, str]) -> dict[str, str]:
    """Where each chain of links ends; one that leads back to its beginning ends at its first name in order.

    >>> _ends({"a": "b", "b": "c", "x": "y", "y": "x", "z": "z"})
    {'a': 'c', 'b': 'c', 'y': 'x'}
    """
    ends = {}
    for start in links:
        seen = [start]
        while (further := links.get(seen[-1])) is not None and further not in seen:
            seen.append(further)
        end = min(seen[seen.index(further) :]) if further is not None else seen[-1]
        if end != start:
            ends[start] = end
    return ends
