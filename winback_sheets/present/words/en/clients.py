"""The consultant's summary: one row a client."""

TEXTS = {
    "title": "Clients",
    "rows": "{rows:plural:one row|# rows}",
    "meaning": (
        "Each client's latest period, closed where one is; the greatest change since the period before comes first."
    ),
    "client": "Client",
    "kind": "Kind",
    "period": "Period",
    "start": "Customers",
    "lost": "Lost",
    "churn": "Churn",
    "lost_money": "Lost a month",
    "before": "The period before",
    "change": "Change",
    "returned": "Came back",
    "warnings": "Warning signs",
    "aside": "Rows set aside",
    "said": "Result",
}
