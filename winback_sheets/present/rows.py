"""The row-level tabs' values: the review's frames put into the columns of the schema, words included."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.present import sentences
from winback_sheets.present.recap import recap_lines
from winback_sheets.present.words import say, word
from winback_sheets.schema.message import Message
from winback_sheets.schema.settings import effort_of
from winback_sheets.track.purchase_model import PurchaseModel, chance_of_no_purchase
from winback_sheets.track.recency_frequency import recency_frequency
from winback_sheets.watch.signs import MAY_LEAVE

AHEAD = 90  # days


def _names_of(frame: pd.DataFrame, persons: pd.DataFrame) -> pd.Series:
    names = frame["customer"].map(persons["name"]).astype(object)
    return names.fillna(frame["customer"]) if persons["name"].notna().any() else names


def _worded(keys: pd.Series, before: str, after: str = "") -> pd.Series:
    """Keys in words, by their family in the catalogue; blank where there is none."""
    return keys.map({key: say(f"{before}{key}{after}") for key in keys.dropna().unique() if key}).astype(object)


def outreach(review: Review) -> pd.DataFrame:
    """One row a contact of this cycle's plan."""
    persons, rows = review.book.people, review.outreach
    # Who is named in Settings calls everybody, otherwise the person who looks after the customer.
    one, owner = str(review.book.settings["caller"] or ""), rows["customer"].map(persons["owner"])
    callers = [one or (str(name) if pd.notna(name) else "") for name in owner.tolist()]
    effort, currency = effort_of(review.book.settings), sentences.currency(review)
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
            "why_this_place": [sentences.place(row, effort, currency) for row in records],
            "mrr": rows["mrr"],
            "channel": rows["customer"].map(persons["channel"]).astype(object).fillna(say("tabs.by_phone")),
            "purpose": _worded(rows["purpose"], "rescue.purpose_"),
            "cycle": review.cycle,
            "number": rows["number"],
        }
    )
    return frame.reset_index(drop=True)


def lost_customers(review: Review) -> pd.DataFrame:
    """The register, one row a loss."""
    persons, rows = review.book.people, review.lost
    # A day that is kept in the tab as it was written there.
    back_on = rows["back_on"].dt.strftime("%Y-%m-%d").fillna("")
    undated = np.where(rows["lost_on"].isna(), "_undated", "")
    status = [
        say(f"track.status_{key}", back_on=day) for key, day in zip(rows["status"] + undated, back_on, strict=True)
    ]
    reason = rows["end_reason"].astype(object)
    likelihood, order = _returns(rows)
    return pd.DataFrame(
        {
            "rank": range(1, len(rows) + 1),
            "customer": rows["customer"],
            "name": _names_of(rows, persons),
            "last_purchase": rows["ended"],
            "lost_on": rows["lost_on"],
            "period": rows["period"].where(rows["lost_on"].notna(), ""),
            "mrr": rows["mrr"],
            "status": status,
            "counted": _worded(rows["counted"], "track.counted_"),
            "reason": reason.where(reason.notna() & (reason != ""), None),
            "likelihood": likelihood,
            "return_order": order,
            "tier": rows["tier"],
            "priority": rows["priority"],
            "decision": _worded(rows["decision"], "rescue.decision_"),
            "why": _worded(rows["why"], "rescue.why_"),
        }
    )


def _returns(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The chance of a return as it is shown: a share, or under two years of sales who is likelier than whom.

    Of a shop only where its own past says it.
    """
    said = rows["likelihood"].where(rows["own_past"] | (rows["kind"] != "sales"))
    order = said.where(rows["order_only"]).rank(ascending=False, method="first")
    return said.where(~rows["order_only"]), order


def warning_signs(review: Review) -> pd.DataFrame:
    """One row per customer and sign."""
    persons, rows, currency = review.book.people, review.signs, sentences.currency(review)
    return pd.DataFrame(
        {
            "rank": range(1, len(rows) + 1),
            "customer": rows["customer"],
            "name": _names_of(rows, persons),
            "sign": _worded(rows["sign"], "signs.", "_name"),
            "since": rows["since"],
            "evidence": [sentences.evidence(row, currency) for row in rows.to_dict("records")],
            "mrr": rows["mrr"] if "mrr" in rows else float("nan"),
            "response": [sentences.response(row) for row in rows.to_dict("records")],
        }
    )


def segments(review: Review) -> pd.DataFrame:
    """Every customer: state, first and last day, and for a shop recency, frequency, money and their scores."""
    from winback_sheets.track.rfm import rfm

    parts = []
    warned = set(review.signs.loc[said_to_leave(review.signs), "customer"])
    expected = set(review.lost.loc[review.lost["why"] == "expected", "customer"])
    for business in review.businesses:
        ordered = business.spells.sort_values("started", kind="stable")
        every = ordered.drop_duplicates("customer", keep="last")[["customer", "ended", "lost_on", "mrr"]]
        every = every.rename(columns={"ended": "last"}).reset_index(drop=True)
        first = ordered.drop_duplicates("customer").set_index("customer")["started"]
        every["first_purchase"] = every["customer"].map(first)
        if len(business.undated):
            gone = business.undated.rename(columns={"started": "first_purchase"})
            every = pd.concat([every, gone[["customer", "first_purchase", "mrr"]].assign(lost_on=review.as_of)])
            every = every.reset_index(drop=True)
        every["state"] = _states(every, warned, expected)
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
    if "segment" in frame:
        frame["segment"] = _worded(frame["state"] + "_" + frame["segment"].mask(frame["segment"] == ""), "segments.")
    frame["expected_quiet"] = _expected_quiet(review, frame["customer"])
    frame["no_purchase"] = frame["customer"].map(chances(review)).round(2)
    frame["had"] = frame["customer"].map(recap_lines(review, frame)).astype(object)
    frame["own_segment"] = _own_segments(review, frame["customer"])
    frame["state"] = _worded(frame["state"], "segments.state_")
    return frame.sort_values(["mrr", "customer"], ascending=[False, True], kind="stable").reset_index(drop=True)


def chances(review: Review) -> pd.Series:
    """The chance of no purchase in the next 90 days by customer; of nobody where there is too little history."""
    days = review.purchase_days
    if days is None or not isinstance(review.model, PurchaseModel):
        return pd.Series(dtype=float)
    return chance_of_no_purchase(review.model, recency_frequency(days, review.as_of), AHEAD)


def said_to_leave(signs: pd.DataFrame) -> pd.Series:
    """Which signs warn: a place on the watch list does where a customer is likelier to stay away than to buy."""
    chance = signs["leaving"].astype(float) if "leaving" in signs else pd.Series(float("nan"), index=signs.index)
    return (signs["sign"] != MAY_LEAVE.key) | (chance > 0.5)


def _states(customers: pd.DataFrame, warned: set[str], expected: set[str]) -> np.ndarray:
    """Each customer's state: it comes first, and a group is named within it."""
    gone, who = customers["lost_on"].notna(), customers["customer"]
    return np.select([gone & who.isin(expected), gone, who.isin(warned)], ["paused", "lost", "warning"], "active")


def _expected_quiet(review: Review, customers: pd.Series) -> pd.Series:
    """Why nothing is expected of a customer just now; blank for all others."""
    said = [sentences.expected_quiet(row) for row in review.quiet.to_dict("records")]
    return customers.map(pd.Series(said, index=review.quiet["customer"], dtype=object)).astype(object)


def _own_segments(review: Review, customers: pd.Series) -> pd.Series:
    """The segments that the owner keeps in the Customers tab, as they are."""
    tab = review.book.tables.get("customers")
    if tab is None or "segment" not in tab:
        return pd.Series(None, index=customers.index, dtype=object)
    known = tab.dropna(subset=["customer", "segment"]).drop_duplicates("customer", keep="last")
    return customers.map(known.set_index("customer")["segment"]).astype(object)


def rows_of_these(sales: pd.DataFrame, customers: pd.Series) -> pd.DataFrame:
    """The sales of these customers, without a column of amounts that is blank throughout."""
    mine = sales["customer"].isin(customers)
    sales = sales if mine.all() else sales[mine]
    return sales if sales["amount"].notna().any() else sales.drop(columns="amount")


def history(review: Review, recorded: pd.DataFrame | None) -> pd.DataFrame:
    """The recorded lines as they were first written, new closed periods below, restatements beside them."""
    lines = review.history
    said = [word(each) if isinstance(each, Message) else each for each in lines["convention"]]
    lines = lines.assign(convention=said)
    if recorded is not None and len(recorded):
        known = set(zip(recorded["kind"], recorded["period"], strict=True))
        fresh = [key not in known for key in zip(lines["kind"], lines["period"], strict=True)]
        lines = pd.concat([recorded.drop(columns="restated", errors="ignore"), lines[fresh]], ignore_index=True)
    notes = {(row["kind"], row["period"]): sentences.restated_line(row) for row in review.restated.to_dict("records")}
    return lines.assign(restated=[notes.get(key) for key in zip(lines["kind"], lines["period"], strict=True)])
