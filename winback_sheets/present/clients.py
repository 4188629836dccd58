"""The consultant's summary: one row a client, those with the greatest change first, failures as rows."""

from __future__ import annotations

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present.page import HEADING_ROW, Listing, Page, heading
from winback_sheets.present.sentences import KINDS
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import Column

# The columns of the summary: key, kind and width; their titles stand in the catalogue.
COLUMNS = (
    ("client", "text", 26),
    ("kind", "text", 13),
    ("period", "text", 10),
    ("start", "count", 10),
    ("lost", "count", 10),
    ("churn", "percent", 10),
    ("lost_money", "money", 10),
    ("before", "money", 10),
    ("change", "money", 10),
    ("returned", "count", 10),
    ("warnings", "count", 10),
    ("aside", "count", 10),
    ("said", "text", 60),
)


def columns() -> tuple[Column, ...]:
    """The columns of the summary."""
    return tuple(Column(key, kind, "", say(f"clients.{key}"), "toolkit", width) for key, kind, width in COLUMNS)


def client_rows(client: str, review: Review | None, said: str) -> list[dict[str, object]]:
    """The rows of one client: one a kind of business, or the sentence why there is none."""
    if review is None:
        return [{"client": client, "said": said}]
    book = review.book
    shared = {"warnings": len(review.signs), "aside": book.rows_set_aside, "said": said}
    lines = [_figures(business) for business in review.businesses if business.headline is not None]
    return [{"client": client, **line, **shared} for line in lines]


def _figures(business: Business) -> dict[str, object]:
    """The last period, closed where one is, beside the one before; money where there is any, else customers."""
    line = business.headline
    assert line is not None
    earlier = business.moves[business.moves["first_day"] < line["first_day"]].tail(1)
    measure = "lost_money" if pd.notna(line["lost_money"]) else "lost"
    before = float(earlier[measure].iloc[0]) if len(earlier) else float("nan")
    kept = {key: line[key] for key in ("start", "lost", "churn", "lost_money", "returned")}
    kind = say(f"win_back.{KINDS[business.kind]}")
    return kept | {"kind": kind, "period": line["label"], "before": before, "change": float(line[measure]) - before}


def clients_page(rows: list[dict[str, object]]) -> Page:
    """The summary tab of several reviews."""
    frame = pd.DataFrame(rows).reindex(columns=[key for key, _, _ in COLUMNS])
    frame = frame.assign(size=frame["change"].astype(float).abs())
    frame = frame.sort_values(["size", "client", "kind"], ascending=[False, True, True], ignore_index=True)
    title = say("clients.title")
    cells = heading(title, say("clients.rows", rows=len(frame)), say("clients.meaning"))
    share = {"churn": '=IF(N({start})=0,"",{lost}/{start})'}
    table = Listing(
        HEADING_ROW, 0, columns(), frame, "winback_clients", share, grey_when="OR(N({lost})<5,N({start})<5)"
    )
    return Page("clients", title, True, cells, (table,), freeze=(HEADING_ROW + 1, 1))
