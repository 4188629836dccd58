"""The schema: every tab the product reads or writes, its columns, and who owns each of them.

Input tabs stand here and are matched by these names and the words of `words.py`; the tabs we write stand in
`results.py` in the same form, so there is no second list of columns anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

# What an input column is read for: who is a customer and who left; money; why they left; names, phone and e-mail; whom
# to call or not, and by whom; warning signs; days without calls; how the review counts.
Use = Literal["count", "value", "reason", "names", "calls", "signs", "calendar", "rules", "segments", "shared", "had"]


class Column(NamedTuple):
    """One column: its key, what kind of value it holds, and what it means to the reader.

    kind: id, text, date, money, number, count, percent, yes_no, choice, phone, email, minutes, year, months.
    owner: "toolkit" (we write it) or "person" (somebody types it; never overwritten).
    used_by: of an input column, what it changes today; nothing where it is only recognised. optional: of a column of
    ours, left out where nobody has anything to put there.
    """

    key: str
    kind: str = "text"
    meaning: str = ""
    title: str = ""
    owner: str = "toolkit"
    width: int = 0
    choices: tuple[str, ...] = ()
    used_by: tuple[Use, ...] = ()
    optional: bool = False

    @property
    def heading(self) -> str:
        return self.title or self.key.replace("_", " ").capitalize()


class Table(NamedTuple):
    """One tab: `needed` holds groups of column keys; of each group at least one must be there.

    gone: the column in which a row says that it is no longer listed and stays for what a person did there. also: the
    columns that exports of other programs bring, read where they are and never asked for.
    """

    key: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    needed: tuple[tuple[str, ...], ...] = ()
    keys: tuple[str, ...] = ()
    gone: str = ""
    also: tuple[Column, ...] = ()

    @property
    def every_column(self) -> tuple[Column, ...]:
        return self.columns + self.also

    def column(self, key: str) -> Column:
        return next(column for column in self.every_column if column.key == key)

    @property
    def used_by(self) -> tuple[Use, ...]:
        """What an input tab changes today: all that its columns do."""
        return tuple(dict.fromkeys(use for column in self.every_column for use in column.used_by))


def _columns(kinds: str, used: Mapping[Use, str] | None = None) -> tuple[Column, ...]:
    """Columns of an input tab, written as 'key:kind'; text is the default kind. used: what is read for which use."""
    uses = {use: keys.split() for use, keys in (used or {}).items()}
    return tuple(
        Column(key, kind or "text", used_by=tuple(use for use, keys in uses.items() if key in keys))
        for key, _, kind in (pair.partition(":") for pair in kinds.split())
    )


SALES = Table(
    "sales",
    "Sales",
    "One row a sale or an order line; refunds are negative.",
    _columns(
        "customer:id date:date amount:money quantity:number unit_price:money order_id:id"
        " product refund:money discount:number currency channel customer_name country phone:phone email:email",
        {
            "count": "customer date amount quantity product",
            "value": "amount quantity unit_price order_id refund discount currency",
            "names": "customer_name phone email",
            "shared": "product channel country",
            "had": "product",
        },
    ),
    needed=(("customer",), ("date",)),
    also=_columns(
        "status document cancelled_on:date due:date net:money total:money tax:money shipping:money tip:money fee:money"
        " gift_card:money first_name last_name company same_as to_email:email",
        {
            "count": "status document cancelled_on due gift_card same_as",
            "value": "net total tax shipping tip gift_card",
            "names": "first_name last_name company to_email",
        },
    ),
)
ORDER_LINES = Table(
    "order_lines",
    "Order lines",
    "The lines of the orders in Sales, when they are kept in a tab of their own.",
    _columns(
        "order_id:id quantity:number unit_price:money discount:number amount:money product",
        {
            "value": "order_id quantity unit_price discount amount",
        },
    ),
    needed=(("order_id",), ("amount", "quantity"), ("amount", "unit_price")),
)
SUBSCRIPTIONS = Table(
    "subscriptions",
    "Subscriptions",
    "One row a contract or a price: from when, until when, how much a month.",
    _columns(
        "customer:id start:date end:date year:year tenure:months monthly_amount:money amount:money"
        " billing_period plan trial:yes_no status:status cancel_notice_date:date end_reason"
        " customer_name country phone:phone email:email",
        {
            "count": "customer start end year tenure trial status cancel_notice_date",
            "value": "monthly_amount amount billing_period",
            "reason": "end_reason",
            "signs": "end cancel_notice_date monthly_amount amount billing_period",
            "shared": "plan country",
            "had": "plan",
            "names": "customer_name phone email",
        },
    ),
    needed=(("customer",), ("start", "year", "tenure")),
    also=_columns(
        "contract_id:id quantity:number unit_price:money currency billing_unit trial_end:date term_start:date term_end:date"
        " cancel_at_term_end:yes_no cancelled_on:date churned:status first_name last_name company same_as",
        {
            "count": "trial_end term_end cancel_at_term_end cancelled_on churned same_as",
            "value": "quantity unit_price currency billing_unit term_start",
            "names": "first_name last_name",
            "signs": "term_end cancel_at_term_end cancelled_on",
        },
    ),
)
CUSTOMERS = Table(
    "customers",
    "Customers",
    "One row a customer: how to reach them and what is known about them.",
    _columns(
        "customer:id customer_name company segment industry owner first_date:date source referred_by phone:phone"
        " email:email country time_zone language preferred_channel consent:yes_no do_not_contact:yes_no"
        " busy_months why_bought need situation situation_source situation_date:date same_as",
        {
            "count": "same_as",
            "names": "customer customer_name company phone email",
            "calls": "customer owner preferred_channel consent do_not_contact busy_months",
            "signs": "busy_months first_date",
            "segments": "segment",
            "shared": "segment industry owner source country",
            "had": "why_bought",
        },
    ),
    needed=(
        ("customer",),
        (
            "customer_name",
            "company",
            "phone",
            "email",
            "segment",
            "owner",
            "first_date",
            "referred_by",
            "country",
            "do_not_contact",
            "busy_months",
            "same_as",
        ),
    ),
    also=_columns("status last_date:date first_name last_name", {"names": "first_name last_name"}),
)
PAYMENTS = Table(
    "payments",
    "Payments",
    "One row an invoice: when it was due and when it was paid.",
    _columns(
        "customer:id due:date paid:date invoice:id issued:date amount:money amount_paid:money method disputed:yes_no",
        {
            "count": "customer due paid issued amount_paid amount disputed",
            "value": "customer issued due amount invoice",
            "signs": "customer due paid issued amount amount_paid method disputed",
        },
    ),
    needed=(("customer",), ("due", "issued"), ("due", "paid")),
)
CONTACTS = Table(
    "contacts",
    "Contacts",
    "One row a call, visit or message, in either direction.",
    _columns(
        "customer:id date:date direction:choice channel who minutes:minutes our_talk_minutes:minutes contact_kind:choice"
        " opened:yes_no note",
        {"signs": "customer date direction minutes contact_kind opened note"},
    ),
    needed=(("customer",), ("date",), ("direction", "contact_kind", "opened", "minutes")),
)
PEOPLE = Table(
    "people",
    "People",
    "One row a person at the customer: who decides, and until when they are there.",
    _columns(
        "customer:id person role decider:yes_no from_date:date to_date:date change_known_on:date successor",
        {"signs": "customer person decider from_date to_date change_known_on successor"},
    ),
    needed=(("customer",), ("person",)),
)
COMPLAINTS = Table(
    "complaints",
    "Complaints",
    "One row a complaint, from the day it was opened to the day they were satisfied.",
    _columns(
        "customer:id opened:date closed:date topic severity:choice root_cause owner resolved:yes_no"
        " confirmed_satisfied:yes_no frontline_person",
        {
            "signs": "customer opened closed topic resolved confirmed_satisfied",
            "shared": "customer opened topic root_cause",
            "had": "customer opened closed resolved confirmed_satisfied",
        },
    ),
    needed=(("customer",), ("opened",), ("topic", "severity", "resolved", "closed")),
)
SURVEYS = Table(
    "surveys",
    "Surveys",
    "One row an answer.",
    _columns(
        "customer:id date:date question answer score:number stage solicited:yes_no",
        {"signs": "customer date question score", "had": "customer date score"},
    ),
    needed=(("customer",), ("date",), ("question", "answer", "score")),
)
CALLS = Table(
    "calls",
    "Calls",
    "Detailed rescue calls, one row a call.",
    _columns(
        "customer:id date:date cycle caller stage1 stage2 stage3 stage4 stage5 stated_reason verified_reason"
        " evidence competitor asked_back:yes_no offer outcome next_date:date minutes:minutes"
        " our_talk_minutes:minutes",
        {"signs": "customer date stated_reason outcome"},
    ),
    needed=(("customer",), ("date",), ("outcome", "stated_reason", "verified_reason", "caller")),
)
OFFERS = Table(
    "offers",
    "Offers",
    "One row an offer made to a customer.",
    _columns("customer:id date:date offer_type value:money cost:money valid_to:date approved_by accepted:yes_no"),
    needed=(("customer",), ("date",), ("offer_type", "accepted", "valid_to")),
)
PROMISES = Table(
    "promises",
    "Promises",
    "One row a promise made to a customer, and whether it was kept.",
    _columns(
        "customer:id date:date promise due:date kept_on:date",
        {"signs": "customer date promise due kept_on", "had": "customer promise due kept_on"},
    ),
    needed=(("customer",), ("promise",)),
)
USAGE = Table(
    "usage",
    "Usage",
    "What customers use: one row a day and feature.",
    _columns(
        "customer:id date:date feature usage_amount:number",
        {
            "signs": "customer date feature usage_amount",
            "shared": "customer date feature",
            "had": "customer date feature usage_amount",
        },
    ),
    needed=(("customer",), ("date",), ("feature",)),
)
ISSUES = Table(
    "issues",
    "Issues",
    "What the company has to mend, and for whom.",
    _columns(
        "issue:id reason owner opened:date due:date action closed:date told_customers_on:date sent:date"
        " acknowledged:date changed:date"
    ),
    needed=(("issue",), ("action", "owner")),
)
TEAM = Table(
    "team",
    "Team",
    "Who makes the calls, and how many minutes they have a week.",
    _columns(
        "person role trained_on:date weekly_minutes:minutes internal:yes_no days_off languages manager"
        " cost_per_hour:money"
    ),
    needed=(("person",), ("weekly_minutes", "trained_on", "manager")),
)
CALENDAR = Table(
    "calendar",
    "Calendar",
    "Holidays and seasons of your own.",
    _columns("date:date holiday season note", {"calendar": "date holiday", "signs": "date season"}),
    needed=(("date",), ("holiday", "season")),
)
REASON_CATALOGUE = Table(
    "reason_catalogue",
    "Reason catalogue",
    "The reasons customers leave, as you name them.",
    _columns("reason label parent hidden:yes_no fixable:yes_no controllable:yes_no"),
    needed=(("reason",), ("parent", "fixable", "hidden")),
)
PHRASES = Table(
    "phrases",
    "Phrases",
    "Sentences for letters and calls.",
    _columns("phrase language use"),
    needed=(("phrase",), ("language", "use")),
)
GIFTS = Table(
    "gifts",
    "Gifts",
    "Small things of value to give.",
    _columns("gift season segment cost:money"),
    needed=(("gift",), ("season", "cost")),
)
SETTINGS = Table(
    "settings",
    "Settings",
    "How the review counts; change the value, the next review follows.",
    (
        Column("key", "text", "", "key", "toolkit", 26, used_by=("rules",)),
        Column("value", "text", "", "value", "person", 22, used_by=("rules",)),
        Column("meaning", "text", "", "meaning", "toolkit", 78),
        Column("default", "text", "", "default", "toolkit", 16),
    ),
    needed=(("key",), ("value",)),
    keys=("key",),
    gone="meaning",
)

# Read where other programs write it beside a list of contracts; nobody is asked to keep such a tab.
LEAVINGS = Table(
    "leavings",
    "customers who left",
    "One row a customer who left: when, and why.",
    _columns("customer:id end:date end_reason", {"count": "customer end", "reason": "end_reason"}),
    needed=(("customer",), ("end",)),
)

INPUTS: tuple[Table, ...] = (
    SALES,
    SUBSCRIPTIONS,
    PAYMENTS,
    CUSTOMERS,
    ORDER_LINES,
    CONTACTS,
    PEOPLE,
    COMPLAINTS,
    SURVEYS,
    CALLS,
    OFFERS,
    PROMISES,
    USAGE,
    ISSUES,
    TEAM,
    CALENDAR,
    REASON_CATALOGUE,
    PHRASES,
    GIFTS,
    SETTINGS,
)


def table(key: str) -> Table:
    """The input tab with this key."""
    return next(t for t in (*INPUTS, LEAVINGS) if t.key == key)
