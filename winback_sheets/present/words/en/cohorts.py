"""Cohorts: of those who came in a period, how many are still there; and how long a stay lasts."""

TEXTS = {
    "blank": "Blank: that month is still to come.",
    "bought_month": "Customers by months since they came: bought in the month, of those who first bought in it",
    "bought_quarter": "Customers by quarters since they came: bought in the quarter, of those who first bought in it",
    "still_month": "Customers by months since they came: still customers at the end of the month",
    "still_quarter": "Customers by quarters since they came: still customers at the end of the quarter",
    "started": "Started",
    "shares": "The same as shares",
    "stay_half": (
        "How long customers stay (half are gone after {days:plural:one day|# days}; who comes back starts anew; the true "
        "share lies between from and to in 19 cases of 20)"
    ),
    "stay": (
        "How long customers stay (more than half are still there; who comes back starts anew; the true share lies between "
        "from and to in 19 cases of 20)"
    ),
    "days": "Days",
    "still_there": "Still there",
    "low": "from",
    "high": "to",
    "at_risk": "Seen so long",
}
