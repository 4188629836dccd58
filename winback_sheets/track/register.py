"""The register: one row a loss, with names; what Churn counts are these rows."""

from __future__ import annotations

import pandas as pd

# What has become of a loss.
STILL_GONE, CAME_BACK = "still_gone", "came_back"


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
