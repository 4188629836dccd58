"""Cohorts: of those who came in a period, how many are still there; and how long a stay lasts."""

TEXTS = {
    "blank": "A blank cell has not come yet.",
    "bought_month": "Customers by months since they came: bought in the month, of those who first bought in it",
    "bought_quarter": "Customers by quarters since they came: bought in the quarter, of those who first bought in it",
    "still_month": "Customers by months since they came: still customers at the end of the month",
    "still_quarter": "Customers by quarters since they came: still customers at the end of the quarter",
    "started": "Started",
    "shares": "The same as shares",
    "stay_half": (
        "How long a stay lasts (half are gone after {days:plural:one day|# days}; who comes back starts a new stay; "
        "Kaplan-Meier, 95% interval)"
    ),
    "stay": (
        "How long a stay lasts (more than half are still there at the end of the data; who comes back starts a new stay; "
        "Kaplan-Meier, 95% interval)"
    ),
    "days": "Days",
    "still_there": "Still there",
    "low": "from",
    "high": "to",
    "at_risk": "Seen so long",
}
