"""Sign: they told us. A notice date, a contract that says so, or a note of a call or a visit."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.read.notes import first_words, sayings
from winback_sheets.watch import contract

HEARD_WITHIN = 365
NOTED = {"contacts": ("note",), "calls": ("outcome", "stated_reason"), "worked": ("outcome", "notes")}
COLUMNS = ["customer", "since", "ends", "said"]


def told_us(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Who told us that they go. Columns: customer, since, ends, said.

    since: the day of the notice or of the first note that says so; blank where a contract says it without a day. ends: the
    end of the contract. said: the first words of the note, where no notice is dated.
    """
    notes = said_in_notes(tables, active, as_of)
    if "subscriptions" not in tables:
        return notes.assign(ends=pd.NaT)[COLUMNS]
    notice = contract.notice(tables, active, as_of)
    both = notice.merge(notes, on="customer", how="outer", suffixes=("", "_noted"))
    both["said"] = both["said"].where(both["since"].isna())
    both["since"] = both["since"].fillna(both["since_noted"])
    return both[COLUMNS]


def said_in_notes(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Who says in a note of the last year that they go, and in no later one that they stay. Columns: customer, since, said."""
    notes = _notes(tables, active, as_of)
    notes = notes.assign(what=sayings(notes["note"]))
    back = notes[notes["what"] == "stays"].groupby("customer")["date"].max()
    gone = notes[notes["what"] == "leaves"]
    gone = gone[~(gone["date"].to_numpy() <= back.reindex(gone["customer"]).to_numpy())]
    first = gone.sort_values("date", kind="stable").drop_duplicates("customer")
    return pd.DataFrame(
        {"customer": first["customer"], "since": first["date"], "said": first_words(first["note"])}
    ).reset_index(drop=True)


def _notes(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """What was written of active customers in the year up to the day: customer, date, note."""
    parts = [
        pd.DataFrame({"customer": [], "date": pd.to_datetime([]), "note": []}).astype(
            {"customer": object, "note": object}
        )
    ]
    for name, columns in NOTED.items():
        table = tables.get(name)
        for column in columns:
            if table is not None and {"customer", "date", column} <= set(table):
                rows = table[["customer", "date", column]].rename(columns={column: "note"})
                rows["date"] = pd.to_datetime(rows["date"], errors="coerce")
                heard = rows["date"].between(as_of - pd.Timedelta(days=HEARD_WITHIN), as_of)
                parts.append(rows[heard & rows["note"].notna() & rows["customer"].isin(active)])
    return pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
