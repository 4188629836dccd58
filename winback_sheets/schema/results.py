"""The schema of the tabs we write: every column, its kind, what it means, and whether a person types in it."""

from __future__ import annotations

from winback_sheets.schema.inputs import Column, Table

DO_NOT_CONTACT = "do not contact"
OUTCOMES = ("came back", "thinking it over", "not now", "no", "no answer", "wrong number", DO_NOT_CONTACT)
DECISIONS = ("pursue", "nurture", "let go")
YES_NO = ("yes", "no")


def _ours(key: str, kind: str, meaning: str, width: int = 0, title: str = "", *, optional: bool = False) -> Column:
    return Column(key, kind, meaning, title, "toolkit", width, optional=optional)


def _typed(key: str, kind: str, meaning: str, width: int = 0, choices: tuple[str, ...] = ()) -> Column:
    return Column(key, kind, meaning, "", "person", width, choices)


OUTREACH = Table(
    "outreach",
    "Outreach",
    "Whom to call in the next four weeks, and on which day; those worth most for your time come first.",
    (
        _ours("rank", "count", "best value for an hour first", 6),
        _ours("date", "date", "a working day, within your weekly hours", 11),
        _ours("caller", "text", "who makes the call", 12, optional=True),
        _ours("customer", "id", "the customer as your ledger names it", 20),
        _ours("name", "text", "from your Customers tab", 22, optional=True),
        _ours("phone", "phone", "from your Customers tab", 15, optional=True),
        _ours("why_now", "text", "what speaks for a call now", 42),
        _ours("opening_line", "text", "a first sentence; change it to your own words", 54),
        _typed("done", "yes_no", "a done row is the record of the call", 7, YES_NO),
        _typed("outcome", "choice", "how it ended", 16, OUTCOMES),
        _typed("stated_reason", "text", "why they left, in their words", 20),
        _typed("checked_reason", "text", "why they left, as your records show", 20),
        _typed("asked_back", "yes_no", "did you say that you want them back?", 9, YES_NO),
        _typed("next_date", "date", "when to call again", 11),
        _typed("minutes", "minutes", "how long it took", 9),
        _typed("notes", "text", "", 30),
        _ours("why_this_place", "text", "why this row stands where it stands", 34),
        _ours("mrr", "money", "what the customer brought a month", 13, "Money a month", optional=True),
        _ours("channel", "text", "how to reach them", 10),
        _ours("purpose", "text", "lost customer or warning sign", 15),
        _ours("cycle", "text", "the month this plan belongs to", 9),
        _ours("number", "count", "the row's number in its cycle", 8),
    ),
    keys=("customer", "cycle", "number"),
    gone="purpose",
)
LOST_CUSTOMERS = Table(
    "lost_customers",
    "Lost customers",
    "One row a loss; Churn adds these rows up.",
    (
        _ours("rank", "count", "most money a month among those still gone first", 6),
        _ours("customer", "id", "the customer as your ledger names it", 20),
        _ours("name", "text", "from your Customers tab", 22, optional=True),
        _ours("last_purchase", "date", "last purchase, or last day of service", 13, "Last day", optional=True),
        _ours("lost_on", "date", "the day the rule counts the loss", 11),
        _ours("period", "text", "the period of Churn this loss belongs to", 10),
        _ours("mrr", "money", "value a month at the start of that period", 13, "Money a month", optional=True),
        _ours("status", "text", "still gone, or came back and when", 15),
        _ours("counted", "text", "lost; or came and went, or came back, within one period", 18),
        _ours("reason", "text", "the reason in your records", 18, optional=True),
        _ours(
            "likelihood",
            "percent",
            "chance to buy again within 12 months without a call, by your own past; of a contract 15 %, an assumption of ours",
            11,
            optional=True,
        ),
        _ours(
            "return_order",
            "count",
            "1 = likeliest to buy again without a call; under two years of sales say no more than this order",
            8,
            optional=True,
        ),
        _ours("tier", "text", "A = the half of the lost money, B = the next 30 %, C = the rest", 6, optional=True),
        _ours(
            "priority",
            "money",
            "what a call adds to the likelihood (assumed until calls are recorded) x money for 12 months",
            12,
            optional=True,
        ),
        _ours("decision", "text", "pursue, nurture or let go", 10),
        _ours("why", "text", "the reason for the decision", 44),
        _typed("decision_override", "choice", "your own decision", 12, DECISIONS),
        _typed("notes", "text", "", 30),
    ),
    keys=("customer", "lost_on"),
    gone="status",
)
WARNING_SIGNS = Table(
    "warning_signs",
    "Warning signs",
    "Customers still with you: first what is known, then who may leave, those later than usual before the others.",
    (
        _ours("rank", "count", "told us first, then most money at risk; after them those who may leave", 6),
        _ours("customer", "id", "the customer as your ledger names it", 20),
        _ours("name", "text", "from your Customers tab", 22, optional=True),
        _ours("sign", "text", "which sign", 16),
        _ours("since", "date", "since when", 11),
        _ours("evidence", "text", "the numbers behind the sign", 60),
        _ours("mrr", "money", "what they bring a month", 13, "Money at risk a month", optional=True),
        _ours("response", "text", "a suggested response", 42),
        _typed("seen", "yes_no", "somebody looks after it", 8, YES_NO),
        _typed("notes", "text", "", 30),
    ),
    keys=("customer", "sign", "since"),
    gone="evidence",
)
CHURN = Table(
    "churn",
    "Churn",
    "Who was a customer, who came, who left, and what it cost, period by period.",
    (
        _ours("period", "text", "month or quarter", 12),
        _ours("start", "count", "customers at the start", 9),
        _ours("new", "count", "first time customers", 9),
        _ours("returned", "count", "had been lost and came back", 9),
        _ours("lost", "count", "at the start and not at the end", 9),
        _ours("end", "count", "customers at the end", 9),
        _ours("churn", "percent", "lost / start", 9, "Customer churn"),
        _ours("churn_low", "percent", "95 % interval, Wilson", 9, "from"),
        _ours("churn_high", "percent", "95 % interval, Wilson", 9, "to"),
        _ours("start_money", "money", "money a month at the start", 12),
        _ours("new_money", "money", "from new customers", 12),
        _ours("returned_money", "money", "from returned customers", 12),
        _ours("expansion", "money", "more from those who stayed", 12),
        _ours("contraction", "money", "less from those who stayed", 12),
        _ours("lost_money", "money", "from those who left", 12),
        _ours("end_money", "money", "money a month at the end", 12),
        _ours("gross_churn", "percent", "(lost + less) / start", 9, "Gross money churn"),
        _ours("net_churn", "percent", "(lost + less - more - returned) / start", 9, "Net money churn"),
        _ours(
            "in_and_out",
            "count",
            "came and left within the period, or left and came back; not in the rates",
            9,
            "In-and-outs",
        ),
        _ours("in_and_out_money", "money", "their money a month", 12, "Money of in-and-outs"),
        _ours("note", "text", "", 22),
    ),
    keys=("period",),
)
CUSTOMER_CARD = Table("customer_card", "Customer card", "Pick a name: everything known about them.", ())
COHORTS = Table("cohorts", "Cohorts", "How many of those who came in a period are still there.", ())
SEGMENTS = Table(
    "segments",
    "Segments",
    "Every customer by how recently, how often and how much they bought.",
    (
        _ours("customer", "id", "the customer as your ledger names it", 20),
        _ours("name", "text", "from your Customers tab", 22, optional=True),
        _ours("state", "text", "active, warning, paused or lost", 10),
        _ours("segment", "text", "within that state, from recency, frequency and money", 26, optional=True),
        _ours("own_segment", "text", "from your Customers tab", 16, "Your segment", optional=True),
        _ours("had", "text", "what they bought, use and were promised, from your tabs", 60, "So far", optional=True),
        _ours("expected_quiet", "text", "why they may be silent just now", 34, "Just now", optional=True),
        _ours("first_purchase", "date", "", 12, "First"),
        _ours("last_purchase", "date", "", 12, "Last", optional=True),
        _ours("recency", "count", "days since the last purchase", 9, "Days since", optional=True),
        _ours("frequency", "count", "days with a purchase", 10, "Purchase days", optional=True),
        _ours("monetary", "money", "net money in all", 13, "Money in all", optional=True),
        _ours("mrr", "money", "value a month", 13, "Money a month", optional=True),
        _ours(
            "no_purchase",
            "percent",
            "chance of no purchase in the next 90 days, from your own customers' gaps between purchases",
            13,
            "No purchase in 90 days",
            optional=True,
        ),
        _ours("r", "count", "5 = most recent", 5, "R", optional=True),
        _ours("f", "count", "5 = most often", 5, "F", optional=True),
        _ours("m", "count", "5 = most money", 5, "M", optional=True),
    ),
    keys=("customer",),
)
DATA_CHECK = Table(
    "data_check",
    "Data check",
    "Rows that could not be used as they are, with their addresses.",
    (
        _ours("tab", "text", "", 18),
        _ours("column", "text", "", 18),
        _ours("rule", "text", "what is wrong and what to do", 84),
        _ours("rows", "count", "", 9),
        _ours("money", "money", "", 13),
        _ours("where", "text", "", 27),
        _ours("used", "text", "set aside, or used and reported", 20),
    ),
)
HISTORY = Table(
    "history",
    "Winback history",
    "What each closed period said when it was first reviewed.",
    (
        _ours("kind", "text", "", 12),
        _ours("period", "text", "", 12),
        _ours("start", "count", "", 9),
        _ours("lost", "count", "", 9),
        _ours("lost_money", "money", "", 13),
        _ours("new", "count", "", 9),
        _ours("returned", "count", "", 9),
        _ours("end", "count", "", 9),
        _ours("convention", "text", "", 40),
        _ours("names", "text", "who was lost", 60),
        _ours("restated", "text", "how the figure changed since, and why", 60),
    ),
    keys=("kind", "period"),
)
WIN_BACK = Table("win_back", "Win-back", "Who left, what it costs, whom to call first.", ())

RESULTS: tuple[Table, ...] = (
    WIN_BACK,
    OUTREACH,
    LOST_CUSTOMERS,
    WARNING_SIGNS,
    CUSTOMER_CARD,
    CHURN,
    COHORTS,
    SEGMENTS,
    DATA_CHECK,
    HISTORY,
)


def result(key: str) -> Table:
    """The result tab with this key."""
    return next(t for t in RESULTS if t.key == key)
