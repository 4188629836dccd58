"""The consultant's summary: one row a client, those with the greatest change first, failures as rows."""

from __future__ import annotations

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present.page import HEADING_ROW, Listing, Page, heading
from winback_sheets.schema.inputs import Column


def _column(key: str, kind: str, title: str, width: int = 10) -> Column:
    return Column(key, kind, "", title, "toolkit", width)


COLUMNS = (
    _column("client", "text", "Client", 26),
    _column("kind", "text", "Kind", 13),
    _column("period", "text", "Period", 10),
    _column("start", "count", "Customers"),
    _column("lost", "count", "Lost"),
    _column("churn", "percent", "Churn"),
    _column("lost_money", "money", "Lost a month"),
    _column("before", "money", "The period before"),
    _column("change", "money", "Change"),
    _column("returned", "count", "Came back"),
    _column("warnings", "count", "Warning signs"),
    _column("aside", "count", "Rows set aside"),
    _column("said", "text", "Result", 60),
)


def client_rows(client: str, review: Review | None, said: str) -> list[dict[str, object]]:
    """The rows of one client: one a kind of business, or the sentence why there is none."""
    if review is None:
        return [{"client": client, "said": said}]
    book = review.book
    shared = {"warnings": len(review.signs), "aside": book.rows_read - book.rows_used, "said": said}
    lines = [_figures(business) for business in review.businesses if business.headline is not None]
    return [{"client": client, **line, **shared} for line in lines]


def _figures(business: Business) -> dict[str, object]:
    """The last closed period beside the one before; money where there is any, else customers."""
    line = business.headline
    assert line is not None
    earlier = business.moves[business.moves["first_day"] < line["first_day"]].tail(1)
    measure = "lost_money" if pd.notna(line["lost_money"]) else "lost"
    before = float(earlier[measure].iloc[0]) if len(earlier) else float("nan")
    kept = {key: line[key] for key in ("start", "lost", "churn", "lost_money", "returned")}
    kind = "shop" if business.kind == "sales" else "contracts"
    return kept | {"kind": kind, "period": line["label"], "before": before, "change": float(line[measure]) - before}


def clients_page(rows: list[dict[str, object]]) -> Page:
    """The summary tab of several reviews."""
    frame = pd.DataFrame(rows).reindex(columns=[column.key for column in COLUMNS])
    frame = frame.assign(size=frame["change"].astype(float).abs())
    frame = frame.sort_values(["size", "client", "kind"], ascending=[False, True, True], ignore_index=True)
    meaning = "Each client's last closed period; the greatest change since the period before comes first."
    cells = heading("Clients", f"{len(frame):,} rows", meaning)
    share = {"churn": '=IF(N({start})=0,"",{lost}/{start})'}
    table = Listing(HEADING_ROW, 0, COLUMNS, frame, "winback_clients", share, grey_when="OR(N({lost})<5,N({start})<5)")
    return Page("clients", "Clients", True, cells, (table,), freeze=(HEADING_ROW + 1, 1))
