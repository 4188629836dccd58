"""The row-level tabs' values: the review's frames put into the columns of the schema, words included."""

from __future__ import annotations

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.present import sentences


def _names_of(frame: pd.DataFrame, persons: pd.DataFrame) -> pd.Series:
    names = frame["customer"].map(persons["name"]).astype(object)
    return names.fillna(frame["customer"]) if persons["name"].notna().any() else names


def outreach(review: Review) -> pd.DataFrame:
    """One row a contact of this cycle's plan."""
    persons, rows = review.book.people, review.outreach
    # Who is named in Settings calls everybody, otherwise the person who looks after the customer.
    one, owner = str(review.book.settings["caller"] or ""), rows["customer"].map(persons["owner"])
    callers = [one or (str(name) if pd.notna(name) else "") for name in owner.tolist()]
    minutes, currency = float(review.book.settings["minutes a call"] or 20), sentences.currency(review)
    chosen = review.book.settings["margin"]
    margin = float(chosen) if isinstance(chosen, float) else None
    name = _names_of(rows, persons)
    records = rows.to_dict("records")
    called = rows["customer"].map(persons["contact"]).astype(object).fillna(rows["customer"]).tolist()
    frame = pd.DataFrame(
        {
            "rank": rows["rank"],
            "date": rows["date"],
            "caller": [name or None for name in callers],
            "customer": rows["customer"],
            "name": name,
            "phone": rows["customer"].map(persons["phone"]),
            "why_now": [sentences.why_now(row, currency) for row in records],
            "opening_line": [
                sentences.opening(row, who, caller) for row, who, caller in zip(records, called, callers, strict=True)
            ],
            "why_this_place": [sentences.place(row, minutes, currency, margin) for row in records],
            "mrr": rows["mrr"],
            "channel": rows["customer"].map(persons["channel"]).astype(object).fillna("phone"),
            "purpose": rows["purpose"].map({"lost": "lost customer", "warning": "warning sign"}),
            "cycle": review.cycle,
            "number": rows["number"],
        }
    )
    return frame.reset_index(drop=True)


def lost_customers(review: Review) -> pd.DataFrame:
    """The register, one row a loss."""
    persons, rows = review.book.people, review.lost
    back = "came back " + rows["back_on"].dt.strftime("%Y-%m-%d").fillna("")
    gone = rows["status"] == "still gone"
    reason = rows["end_reason"].astype(object)
    return pd.DataFrame(
        {
            "rank": range(1, len(rows) + 1),
            "customer": rows["customer"],
            "name": _names_of(rows, persons),
            "last_purchase": rows["ended"],
            "lost_on": rows["lost_on"],
            "period": rows["period"],
            "mrr": rows["mrr"],
            "status": rows["status"].where(gone, back),
            "counted": rows["counted"].map(
                {
                    "lost": "lost",
                    "in and out": "came and went within the period",
                    "out and in": "back within the period",
                }
            ),
            "reason": reason.where(reason.notna() & (reason != ""), None),
            "likelihood": rows["likelihood"],
            "tier": rows["tier"],
            "priority": rows["priority"],
            "decision": rows["decision"].replace("", None),
            "why": rows["why"].map(sentences.DECIDED),
        }
    )


def warning_signs(review: Review) -> pd.DataFrame:
    """One row per customer and sign."""
    persons, rows, currency = review.book.people, review.signs, sentences.currency(review)
    return pd.DataFrame(
        {
            "rank": range(1, len(rows) + 1),
            "customer": rows["customer"],
            "name": _names_of(rows, persons),
            "sign": rows["sign"],
            "since": rows["since"],
            "evidence": [sentences.evidence(row, currency) for row in rows.to_dict("records")],
            "mrr": rows["mrr"] if "mrr" in rows else float("nan"),
            "response": rows["sign"].map(sentences.RESPONSES),
        }
    )


def segments(review: Review) -> pd.DataFrame:
    """Every customer: state, first and last day, and for a shop recency, frequency, money and their scores."""
    from winback_sheets.track.rfm import rfm

    parts = []
    warned = set(review.signs["customer"])
    for business in review.businesses:
        ordered = business.spells.sort_values("started", kind="stable")
        every = ordered.drop_duplicates("customer", keep="last")[["customer", "ended", "lost_on", "mrr"]]
        every = every.rename(columns={"ended": "last"}).reset_index(drop=True)
        first = ordered.drop_duplicates("customer").set_index("customer")["started"]
        every["first_purchase"] = every["customer"].map(first)
        expected = review.lost.loc[review.lost["why"] == "expected", "customer"]
        gone = every["lost_on"].notna()
        every["state"] = "active"
        every.loc[every["customer"].isin(warned), "state"] = "warning"
        every.loc[gone, "state"] = "lost"
        every.loc[gone & every["customer"].isin(expected), "state"] = "paused"
        every["last_purchase"] = every["last"]
        if business.kind == "sales" and review.book.sales is not None:
            scores, _ = rfm(rows_of_these(review.book.sales, every["customer"]), review.as_of)
            every = every.drop(columns="last_purchase").merge(scores, on="customer", how="left")
            # Dates of sales are whole days, so that the days since then lead back to the day itself.
            since = pd.to_timedelta(every["recency"], unit="D")
            every["last_purchase"] = (review.as_of.normalize() - since).astype("datetime64[ns]")
        parts.append(every)
    frame = pd.concat(parts, ignore_index=True)
    frame["name"] = _names_of(frame, review.book.people)
    return frame.sort_values(["mrr", "customer"], ascending=[False, True], kind="stable").reset_index(drop=True)


def rows_of_these(sales: pd.DataFrame, customers: pd.Series) -> pd.DataFrame:
    """The sales of these customers, without a column of amounts that is blank throughout."""
    mine = sales["customer"].isin(customers)
    sales = sales if mine.all() else sales[mine]
    return sales if sales["amount"].notna().any() else sales.drop(columns="amount")


def history(review: Review, recorded: pd.DataFrame | None) -> pd.DataFrame:
    """The recorded lines as they were first written, new closed periods below, restatements beside them."""
    lines = review.history
    if recorded is not None and len(recorded):
        known = set(zip(recorded["kind"], recorded["period"], strict=True))
        fresh = [key not in known for key in zip(lines["kind"], lines["period"], strict=True)]
        lines = pd.concat([recorded.drop(columns="restated", errors="ignore"), lines[fresh]], ignore_index=True)
    notes = {(row["kind"], row["period"]): sentences.restated_line(row) for row in review.restated.to_dict("records")}
    return lines.assign(restated=[notes.get(key) for key in zip(lines["kind"], lines["period"], strict=True)])
