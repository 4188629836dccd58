"""The register: one row a loss, with names; what Churn counts are these rows."""

from __future__ import annotations

import pandas as pd

from winback_sheets.track.movements import UNDATED

# What has become of a loss.
STILL_GONE, CAME_BACK = "still_gone", "came_back"


def undated_losses(losses: pd.DataFrame, undated: pd.DataFrame) -> pd.DataFrame:
    """The register with those who left on a day that nobody knows below it: in no period, and counted apart (undated)."""
    if not len(undated):
        return losses
    blank = pd.Series(pd.NaT, index=undated.index, dtype="datetime64[ns]")
    below = undated[["customer", "mrr", "end_reason"]].assign(
        lost_on=blank, ended=blank, back_on=blank, period="", counted=UNDATED, status=STILL_GONE
    )
    below["first_seen"] = undated["started"]
    return pd.concat([losses, below[losses.columns]], ignore_index=True) if len(losses) else below[losses.columns]


def register(losses: pd.DataFrame, spells: pd.DataFrame) -> pd.DataFrame:
    """Losses with what happened since: status (still_gone or came_back), back_on, and how long they had been there.

    losses: second frame of `movements`. Adds back_on (start of the customer's next spell), status, first_seen.
    """
    later = spells[["customer", "started"]].sort_values("started").rename(columns={"started": "back_on"})
    frame = losses.sort_values("lost_on", kind="stable")
    frame, later = frame.astype({"customer": object}), later.astype({"customer": object})
    frame = pd.merge_asof(frame, later, left_on="lost_on", right_on="back_on", by="customer", direction="forward")
    frame["status"] = frame["back_on"].notna().map({True: CAME_BACK, False: STILL_GONE})
    frame["first_seen"] = spells.groupby("customer")["started"].min().reindex(frame["customer"]).to_numpy()
    return frame.sort_values(["lost_on", "customer"], kind="stable", ignore_index=True)
