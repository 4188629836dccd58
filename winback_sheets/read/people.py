"""How to reach each customer, gathered from every tab that says so."""

from __future__ import annotations

import pandas as pd

FIELDS = ("customer_name", "company", "phone", "email", "preferred_channel", "owner")


def people(sources: list[pd.DataFrame | None]) -> pd.DataFrame:
    """What is known for reaching each customer, by customer: name (the firm's), contact (whom to greet), phone, email,
    channel, owner (who of yours looks after them); blank where unknown.

    sources: the tab that counts most first; of each the latest entry.
    """
    known = [frame for frame in sources if frame is not None and any(key in frame for key in FIELDS)]
    frame = pd.DataFrame(index=pd.Index([], dtype=object, name="customer"))
    for source in known:
        keys = [key for key in FIELDS if key in source]
        rows = source.dropna(subset=["customer"])[["customer", *keys]].groupby("customer").last()
        frame = frame.combine_first(rows) if len(frame) else rows
    frame = frame.reindex(columns=list(FIELDS))
    company, person = frame["company"].astype(object), frame["customer_name"].astype(object)
    frame["name"], frame["contact"] = company.fillna(person), person.fillna(company)
    frame["channel"] = frame["preferred_channel"].astype(object)
    return frame[["name", "contact", "phone", "email", "channel", "owner"]].astype(object)
