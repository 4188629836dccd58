"""The words of a ledger, by language: what people call tabs and columns, and what they write in the cells.

Adding a language to what can be read is an entry here and one in `months.py`. Words stand with | between them, in small
letters; they are compared without case, accents, blanks and punctuation (see `read/recognise.py`), so "Order date",
"order_date" and "ORDERDATE" are one. What is no word of a language (signs of money, codes) stands where it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """One language's words; a language may have only some of them."""

    columns: Mapping[str, str] = {}  # by the column's key in the schema, the best word first
    weak: Mapping[str, str] = {}  # of a column's words those that count only where no better one stands
    names: str = ""  # headings of a column of customers by name: spellings that differ in punctuation only are one
    tabs: Mapping[str, str] = {}  # by the table's key
    yes: str = ""
    no: str = ""
    directions: Mapping[str, str] = {}  # who got in touch: in is the customer, out is the shop
    contact_kinds: Mapping[str, str] = {}  # what a contact was about, by the keys of CHOICES
    severities: Mapping[str, str] = {}  # how bad a complaint is, by the keys of CHOICES
    standing: Mapping[str, str] = {}  # what a status says of a contract, by the keys of STANDINGS
    left_headings: str = ""  # a column of yes and no under these says who left
    active_headings: str = ""  # under a heading with one of these in it, no means left
    place_headings: str = ""  # may be a status as well as a state of the country
    billing: Mapping[str, str] = {}  # by the key of PERIODS
    statuses: Mapping[str, str] = {}  # what is written of a sale, by its kind in `read/documents.py`; = in front: alone
    negations: str = ""  # a status with one of these in it means none of its other words
    delivery_headings: str = ""  # a status under a heading with this in it is one of the goods, not of the sale
    invoice_headings: str = ""  # a heading with this in it is of a list of invoices
    order_headings: str = ""  # a sum under a heading with this in it is the whole order's
    line_headings: str = ""  # ... unless one of these is in it too: then it is one line's
    converted_headings: str = ""  # a sum under a heading with this in it is in one currency
    gift_cards: str = ""  # a product that begins with one of these is money for a later purchase
    counts: Mapping[str, str] = {}  # figures in words, as they stand in a term: two years
    around_terms: str = ""  # what stands around a term and changes nothing: every month, per year
    minor_units: str = ""  # in a heading: the amounts are in hundredths
    totals: str = ""
    of: str = ""  # between a total's word and what it is of
    how_many: str = ""  # in a title: what stands below is counted, and no money
    month_headings: str = ""  # a column of months, beside one of years
    currencies: Mapping[str, str] = {}  # by ISO 4217 code, what people write for it beside an amount
    loose: Mapping[str, tuple[str, str]] = {}  # column -> what a heading that no list foresees has in it, and has not
    errors: str = ""  # what a formula shows that went wrong, after the #
    zero: str = ""  # the first of its ten figures, where it has its own
    nobody: str = ""  # in place of a customer: a guest, the counter, not known; nobody who can be called
    tests: str = (
        ""  # in place of a customer: an order that the shop made to try something; each word of it is one of these
    )
    mailboxes: str = ""  # before the @ of an address that is nobody's
    same_words: Mapping[str, str] = {}  # of names of firms: a word, and others that are written for it
    legal_forms: str = ""  # of names of firms, which are often left away
    leaving: Mapping[str, str] = {}  # what a note says of a customer who goes, by the keys of LEAVING


# What a note may say of leaving, as patterns over small letters without accents and punctuation; ~ stands for up to two
# words, _ for any ending. other: means something else, and is not looked at. refuses: leaves, with a "not" of its own ("not
# renewing"). says: leaves, unless one of no_before stands up to three words before it, or of no_after up to two after it.
# stays: takes back what an earlier note said.
LEAVING = ("other", "refuses", "says", "no_before", "no_after", "stays")

# How long a billing period is, in months; a single payment never comes again.
PERIODS: Mapping[str, float] = {
    "month": 1,
    "half_month": 0.5,
    "two_months": 2,
    "quarter": 3,
    "half_year": 6,
    "year": 12,
    "two_years": 24,
    "week": 12 / 52,
    "two_weeks": 24 / 52,
    "day": 12 / 365,
    "once": float("inf"),
}

# What a status says of a contract. notice: still there, and leaving. never_paid: the first payment has not come. later: it
# has not begun. customer: alone a customer, in a phrase nothing ("former customer"). unsure: words that turn what stands
# beside them ("not", "until").
STANDINGS = ("left", "stayed", "paused", "trial", "notice", "never_paid", "later", "customer", "unsure")

# Of a choice column, where its words stand and which keys it can have. question, complaint and praise come from the
# customer; useful, promo, check_in and rescue from the shop, each with something else in mind.
CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "direction": ("directions", ("in", "out")),
    "contact_kind": (
        "contact_kinds",
        ("question", "complaint", "praise", "check_in", "useful", "promo", "rescue"),
    ),
    "severity": ("severities", ("low", "medium", "high", "urgent")),
}

LANGUAGES: dict[str, Words] = {
    "en": Words(
        columns={
            "customer": (
                "customer|customer id|customer no|customer nr|customer number|customer code|customer key|cust|"
                "cust id|custid|cust no|client|client id|client no|client code|account id|account no|"
                "account number|buyer|buyer id|member|member id|member no|member number|membership id|membership no|"
                "membership number|subscriber|subscriber id|user|user id|patient id|"
                "donor|donor id|bill to|sold to|debtor|supplier|vendor|payee|contact id|account"
            ),
            "date": (
                "date|order date|invoice date|sale date|sales date|transaction date|trans date|purchase date|"
                "date of sale|date of purchase|date of order|posting date|booking date|document date|doc date|"
                "billing date|bill date|day|payment date|created at|created|order time|timestamp|date time|"
                "datetime|closed date|close date|visit date|sales month|sale month|creation date|date created|created date|"
                "created on|date paid|paid at|issued|issue date|invoiced on|order placed"
            ),
            "amount": (
                "amount|total|total amount|net amount|gross amount|sales|sale|revenue|net sales|order total|"
                "order amount|order value|invoice amount|invoice total|line total|grand total|total price|"
                "total sales|sales amount|transaction amount|tran amount|trans amount|value|net value|"
                "price total|spend|spent|dollar value|turnover|paid amount|amt|net|subtotal|takings|charge|"
                "charged|bill|total paid|received|fee|cost|paid|invoice line value|line value|invoice value|"
                "total sum|sum|extended price|close value|total sales price|line amount|item total|item amount|"
                "lineitem total|product total|deal value|deal amount|item subtotal|line subtotal|premium|dues|annual fee"
            ),
            "quantity": (
                "quantity|qty|units|unit|pieces|pcs|items|count|number of items|number of units|number of cds|"
                "plan quantity|seats|number of seats|licences|licenses|"
                "sold quantity|units sold|item quantity|lineitem quantity|quantity sold|"
                "order quantity"
            ),
            "unit_price": (
                "unit price|price|price each|price per unit|item price|rate|actual sale price|unit cost price|"
                "unit amount|item cost|lineitem price|sales price|plan unit price|selling price"
            ),
            "order_id": (
                "order id|order no|order number|order|invoice|invoice no|invoice number|invoice id|order reference|receipt|"
                "sale id|sales id|num|document number|txn id|payment id|name|"
                "receipt no|transaction id|transaction no|transaction number|document no|bill no|ticket|deal id|"
                "opportunity id|sales order"
            ),
            "product": (
                "product|product name|item|item name|description|item description|product description|article|product id|stock code|sku|service|product code"
            ),
            "refund": (
                "refund|refunds|refunded|refund amount|returned amount|refunded amount|amount refunded|order refund amount|"
                "total refunded|partial refunds|partial refund|refund total|order refund"
            ),
            "discount": "discount|discount amount|discount rate|discount percent|rebate",
            "currency": "currency|currency code|ccy",
            "channel": "channel|sales channel|source channel",
            "customer_name": "name|full name|contact name|contact|partner|partner name|invoice partner display name",
            "first_name": "first name|given name|forename|billing first name|customer first name",
            "last_name": "last name|surname|family name|billing last name|customer last name",
            "country": "country|ship country|country code",
            "phone": "phone|phone no|phone number|telephone|tel|mobile|cell|mobile no|telephone no",
            "email": (
                "email|e mail|mail|email address|customer email|billing email|contact email|buyer email|payer email|"
                "from email address"
            ),
            "to_email": "to email address|to email|receiver email|seller email",
            "start": (
                "start|start date|started|subscription start|contract start|begin|begin date|from|valid from|"
                "since|service start|started at|start at|activated at|joined|join date|signup date|sign up date|activation date|member since|"
                "customer since"
            ),
            "end": (
                "end|end date|ended|expires at|subscription end|contract end|to|until|valid to|valid until|expires|expiry|"
                "expiry date|expiration date|service end|left|left on|leave date|churn date|cancelled on|"
                "canceled on|cancellation date|termination date|ended at|end at|ended on|churned on|churned at"
            ),
            "year": "year|licence year|license year|season|term|fiscal year|membership year",
            "tenure": (
                "tenure|account length|tenure months|tenure in months|months|months as customer|tenure month|age months"
            ),
            "monthly_amount": (
                "monthly amount|mrr|monthly charges|monthly charge|monthly fee|monthly price|monthly revenue|"
                "price per month|per month|fee per month|mrr amount|monthly premium|monthly recurring revenue|monthly payment|monthly dues"
            ),
            "billing_period": (
                "billing period|billing|billing cycle|interval|billing interval|frequency|payment frequency|term months"
            ),
            "plan": ("plan|plan name|subscription|package|tier|contract|product plan|licence type|license type"),
            "trial": "trial|is trial|free trial",
            "status": (
                "churn label|churned|churn|churn value|customer status|subscription status|status|active|"
                "contract status|membership status|is active|attrition|attrition flag|exited|order status|financial status|payment status|invoice status|document status|"
                "deal stage|deal status|opportunity stage|order state|churn flag|is churned|has churned|stage|state"
            ),
            "document": (
                "document|type|transaction type|document type|doc type|invoice type|txn type|event type|entry type|"
                "record type|voucher type|order type|receipt type"
            ),
            "cancelled_on": "cancelled on|cancelled at|canceled at|canceled on|date cancelled|voided at|void date",
            "net": (
                "net|net amount|net sales|net value|net total|subtotal|sub total|order subtotal|order subtotal amount|"
                "subtotal price|total excl tax|total excl vat|amount excl vat|total ex tax|total before tax|"
                "total without tax|untaxed amount|untaxed amount signed|sold for|net revenue|taxable amount"
            ),
            "total": (
                "total|total amount|grand total|order total|order total amount|invoice total|invoice amount|gross|"
                "gross amount|gross sales|gross total|total incl tax|total incl vat|total collected|total paid|"
                "total price|sale price|total charged|order amount|order value|amount incl vat|total inc tax"
            ),
            "tax": (
                "tax|taxes|vat|gst|sales tax|tax amount|total tax|tax total|vat amount|order total tax amount|"
                "order tax|order tax amount|tax collected"
            ),
            "shipping": (
                "shipping|shipping and handling|shipping amount|shipping cost|shipping price|shipping total|order shipping|"
                "order shipping amount|freight|postage|delivery|delivery fee|delivery charge|shipping charged"
            ),
            "tip": "tip|tips|gratuity",
            "fee": "fee|fees|processing fee|processing fees|transaction fee|payment fee",
            "gift_card": "gift card sales|gift cards sold|gift card|gift certificates",
            "contract_id": "contract id|contract no|subscription id|subscription no|sub id|agreement no",
            "billing_unit": "billing unit|billing period unit|interval unit|period unit",
            "trial_end": "trial end|trial ends|trial ends at|trial end date",
            "term_start": (
                "current period start|current term start|current period started at|period start|term start|"
                "current period start date"
            ),
            "term_end": (
                "term end|current period end|current term end|next billing at|next billing date|renewal date|"
                "renews on|paid until|paid through|next payment date|period end"
            ),
            "cancel_at_term_end": "cancel at term end|cancel at period end|non renewing|auto renew off",
            "same_as": "same as|same customer as|duplicate of|merge into",
            "last_date": "last date|last purchase|last order|last order date|last purchase date",
            "cancel_notice_date": (
                "cancel notice date|notice date|notice given|cancelled at|canceled at|notice|cancellation notice|"
                "cancel requested|date cancelled|date canceled"
            ),
            "end_reason": (
                "end reason|reason|churn reason|cancellation reason|cancel reason|reason for leaving|leaving reason|reason code|reason left"
            ),
            "due": "due|due date|payment due|due on",
            "paid": ("paid|paid date|paid on|date paid|settled date|settled|settlement date|payment received"),
            "invoice": "invoice|invoice no|invoice number|invoice id|invoicenumber",
            "issued": "issued|issue date|invoice date|invoiced|invoiced on|billed on",
            "amount_paid": "amount paid|paid amount|received amount|payment amount",
            "method": "method|payment method|pay method",
            "disputed": "disputed|in dispute|dispute",
            "company": "company|company name|firm|organisation|organization",
            "segment": "segment|customer segment|customer type|class|category",
            "industry": "industry|sector|branch",
            "owner": (
                "owner|owner rep|account manager|sales rep|rep|salesperson|sales person|responsible|sales agent|"
                "account owner"
            ),
            "first_date": "first date|first purchase|first order|customer since|member since|since",
            "source": "source|acquisition source|lead source|came from",
            "referred_by": "referred by|referrer|referral|recommended by",
            "time_zone": "time zone|timezone|tz",
            "language": "language",
            "preferred_channel": "preferred channel|contact by|preferred contact",
            "consent": "consent|marketing consent|opt in|may contact",
            "do_not_contact": "do not contact|dnc|opt out|no contact|unsubscribed",
            "busy_months": "busy months|busy|busy season|high season",
            "why_bought": "why they bought|why bought|reason bought",
            "need": "need|needs",
            "situation": "situation|situation text",
            "situation_source": "situation source",
            "situation_date": "situation date",
            "direction": "direction|in out|inbound outbound",
            "who": "who|by|agent|handled by|staff",
            "minutes": "minutes|duration|duration minutes|min",
            "our_talk_minutes": "our talk minutes|talk minutes",
            "contact_kind": "kind|type|contact type|contact kind|activity type",
            "opened": "opened|open date|opened on|created|date opened|open|submitted at|created at|reported on|raised on",
            "note": "note|notes|comment|comments|remark|remarks",
            "person": "person|person name|contact person|employee|team member|member|staff",
            "role": "role|position|job title|title|function",
            "decider": "decider|is decider|decision maker|signs",
            "from_date": "from|from date|since",
            "to_date": "to|to date|left on|until",
            "change_known_on": "change known on|known on",
            "successor": "successor|replaced by",
            "closed": "closed|closed date|closed on|date closed|resolved on|closed at|resolved at|solved at",
            "topic": "topic|subject|complaint|about",
            "severity": "severity|priority",
            "root_cause": "root cause|cause",
            "resolved": "resolved|is resolved|solved",
            "confirmed_satisfied": "confirmed satisfied|customer confirmed satisfied|satisfied",
            "frontline_person": "frontline person|served by",
            "question": "question|question id",
            "answer": "answer|response",
            "score": "score|rating|nps|satisfaction score|csat",
            "stage": "stage|lifecycle stage",
            "solicited": "solicited|asked for",
            "cycle": "cycle|rescue cycle",
            "caller": "caller|called by|executive",
            "stage1": "stage1|stage 1|apology|stage1 done",
            "stage2": "stage2|stage 2|listen|stage2 done",
            "stage3": "stage3|stage 3|diagnose|stage3 done",
            "stage4": "stage4|stage 4|help|stage4 done",
            "stage5": "stage5|stage 5|offer made|stage5 done",
            "stated_reason": "stated reason",
            "verified_reason": "verified reason|checked reason",
            "evidence": "evidence",
            "competitor": "competitor|went to",
            "asked_back": "asked back|asked",
            "offer": "offer",
            "outcome": "outcome|result",
            "next_date": "next date|next call|follow up date",
            "offer_type": "type|offer type|kind|offer",
            "value": "value|offer value",
            "cost": "cost|offer cost",
            "valid_to": "valid to|valid until|expires",
            "approved_by": "approved by",
            "accepted": "accepted|taken",
            "promise": "promise|promised|promises",
            "kept_on": "kept on|kept",
            "feature": "feature|function|tool",
            "usage_amount": "amount|uses|usage|count|quantity",
            "issue": "issue|issue id|issue no",
            "reason": "reason|reason id|reason code",
            "action": "action|measure",
            "told_customers_on": "told customers on|customers told",
            "sent": "sent|sent on",
            "acknowledged": "acknowledged",
            "changed": "changed|changed on",
            "trained_on": "trained on|trained",
            "weekly_minutes": "weekly minutes|minutes a week",
            "internal": "internal|is internal",
            "days_off": "days off|holidays|off",
            "languages": "languages|speaks",
            "manager": "manager|reports to",
            "cost_per_hour": "cost per hour|hourly cost",
            "holiday": "holiday|closed day",
            "season": "season",
            "label": "label|name",
            "parent": "parent|group",
            "hidden": "hidden",
            "fixable": "fixable",
            "controllable": "controllable|controllable by us",
            "phrase": "phrase|sentence|text",
            "use": "use|used for",
            "gift": "gift|present",
            "key": "key|setting",
            "meaning": "meaning",
            "default": "default",
        },
        weak={
            "customer": "account|supplier|vendor|payee|user|contact id|debtor",
            "amount": "fee|cost|paid|bill|charge|charged|received|spend|spent|value|count",
            "order_id": "name",
        },
        names=(
            "customer name|client name|company name|business name|account name|buyer name|name of customer|"
            "member name|supplier name|vendor name"
        ),
        tabs={
            "sales": "sales|orders|order|invoices|transactions|purchases|ledger|sales data",
            "order_lines": "order lines|order details|orders details|lines|line items",
            "subscriptions": "subscriptions|subscription|contracts|members|memberships|licences|renewals",
            "customers": "customers|customer",
            "payments": "payments|invoices|receivables|ar",
            "contacts": "contacts|contact log|activities|calls log",
            "people": "people|contact persons",
            "complaints": "complaints|tickets",
            "surveys": "surveys|survey|feedback",
            "calls": "calls|rescue calls",
            "offers": "offers",
            "promises": "promises",
            "usage": "usage",
            "issues": "issues",
            "team": "team|staff",
            "calendar": "calendar|holidays",
            "reason_catalogue": "reason catalogue|reasons",
            "phrases": "phrases",
            "gifts": "gifts",
            "settings": "settings|config",
        },
        yes="yes|y|true|t|1|1.0|x|✓|✔|☑|✅",
        no="no|n|false|f|0|0.0|✗|✘|☐|❌",
        directions={
            "in": (
                "in|inbound|incoming|received|from customer|from client|from them|customer called|"
                "they called|they wrote|called us|wrote to us|customer to us"
            ),
            "out": (
                "out|outbound|outgoing|sent|to customer|to client|to them|we called|we wrote|called them|"
                "from us|us to customer"
            ),
        },
        contact_kinds={
            "question": (
                "question|questions|enquiry|inquiry|query|request|help|help request|support|support request|"
                "how to|advice|ticket"
            ),
            "complaint": (
                "complaint|complaints|complain|upset|upset call|angry|angry call|dissatisfied|grievance|escalation"
            ),
            "praise": "praise|compliment|thanks|thank you|positive feedback|recommendation",
            "check_in": (
                "check in|check ins|checkin|check up|courtesy call|how are you|follow up|followup|"
                "relationship|touch base|catch up"
            ),
            "useful": (
                "useful|helpful|value|value add|tip|tips|advice for them|how to guide|training|webinar|news for them"
            ),
            "promo": (
                "promo|promotion|promotional|offer|newsletter|marketing|advert|advertising|campaign|mailing|"
                "sales pitch|pitch|upsell"
            ),
            "rescue": "rescue|win back|winback|win back call|retention|retention call|save call",
        },
        severities={
            "low": "low|minor|small|trivial|p4|p5",
            "medium": "medium|moderate|normal|middle|average|p3",
            "high": "high|major|serious|severe|big|important|p2",
            "urgent": "urgent|critical|very high|highest|blocker|emergency|p1",
        },
        left_headings=(
            "churn|churned|churner|attrition|attrited|exited|cancelled|canceled|left|inactive|gone|lapsed|terminated|"
            "unsubscribed|former|ended|closed|resigned|deactivated|lost|expired"
        ),
        active_headings="active|current|subscribed|retained",
        place_headings="state",
        standing={
            "left": (
                "left|churned|churn|cancelled|canceled|closed|expired|inactive|terminated|ended|lapsed|lost|"
                "exited|attrited|former|declined|deactivated|disabled|discontinued|stopped|withdrawn|resigned|"
                "quit|finished|completed|complete|unsubscribed|gone|dropped|dropped out|revoked|deleted|archived|"
                "not active|no longer active|no longer a customer|not a customer|not renewed|did not renew|"
                "non renewed|never renewed|opted out|out of contract|ex customer|ex member"
            ),
            "stayed": (
                "active|stayed|joined|renewed|current|open|live|existing|new|past due|unpaid|overdue|"
                "in arrears|delinquent|enabled|valid|ongoing|running|in force|good standing|in good standing|"
                "retained|renewing|auto renewing|subscribed|signed|approved|paying|paid|ok|normal|not churned|"
                "not cancelled|not canceled|not expired|non churned|not yet renewed|pending renewal|"
                "due for renewal"
            ),
            "paused": (
                "paused|pause|on pause|on hold|suspended|frozen|freeze|hold|on break|dormant|temporarily stopped|"
                "stopped temporarily|temporarily closed"
            ),
            "trial": (
                "trial|trialing|trialling|in trial|on trial|trial period|free trial|evaluation|demo|"
                "trial expired|expired trial|trial ended|trial cancelled|trial canceled"
            ),
            "notice": (
                "non renewing|will not renew|not renewing|wont renew|pending cancel|pending cancellation|"
                "pending cancelation|cancellation pending|cancel at period end|cancels at period end|"
                "cancels at end of term|cancelling|canceling|cancel scheduled|cancellation scheduled|"
                "cancellation requested|scheduled to cancel|set to cancel|set to expire|to be cancelled|"
                "to be canceled|notice|notice given|gave notice|in notice|under notice|leaving|ending|expiring|"
                "pending termination|cancels soon"
            ),
            "never_paid": (
                "incomplete|incomplete expired|pending|pending payment|awaiting payment|payment pending|"
                "not paid yet|draft|unconfirmed|failed|rejected|application|applied|lead|prospect|waiting list|"
                "waitlist|invited|abandoned|pending activation|not activated|approval pending|pending approval"
            ),
            "later": (
                "future|scheduled|upcoming|not started|not yet started|not yet active|pending start|starts later|"
                "starts soon|planned|starting"
            ),
            "customer": "customer|client|member|subscriber|patron|user|account|subscription|contract|membership",
            "unsure": (
                "not|no|non|never|without|ex|previously|was|until|un|if|before|after|reactivated|win back|won back"
            ),
        },
        billing={
            "month": "month|months|monthly|month to month|mo|mos|mth|mths|m|pcm|pm|calendar month",
            "half_month": "semi monthly|twice a month|twice monthly|half month",
            "two_months": "every other month",
            "quarter": "quarter|quarters|quarterly|qtr|qtrly|q",
            "half_year": (
                "half year|half years|half yearly|semi annual|semi annually|semester|"
                "twice a year|twice yearly|six monthly"
            ),
            "year": "year|years|yearly|annual|annually|annum|yr|yrs|yrly|y|pa|twelve monthly",
            "two_years": "biennial|biennially|two year|every other year",
            "week": "week|weeks|weekly|wk|wks|w",
            "two_weeks": "bi weekly|fortnight|fortnights|fortnightly|every other week",
            "day": "day|days|daily|d",
            "once": (
                "one time|one off|once|once only|single|single payment|one payment|lifetime|life time|for life|"
                "perpetual|non recurring"
            ),
        },
        counts={
            "1": "one|a|an",
            "2": "two",
            "3": "three",
            "4": "four",
            "5": "five",
            "6": "six",
            "8": "eight",
            "9": "nine",
            "10": "ten",
            "12": "twelve",
            "18": "eighteen",
            "24": "twenty four",
            "36": "thirty six",
        },
        around_terms=(
            "auto|renew|renews|automatic|automatically|every|each|per|once|the|in advance|in arrears|upfront|prepaid|pre paid|billed|paid|payment|"
            "payments|plan|subscription|contract|term|billing|recurring|rolling|renewal|auto renew|"
            "auto renewing|membership|licence|license|agreement|commitment|interval|cycle|period|fixed"
        ),
        minor_units="cents|cent|pence|pennies|penny|minor units|minor unit|minor|paise|paisa|kopecks",
        totals="total|totals|grand total|sub total|subtotal|sum|sums|all",
        of="for|of",
        how_many="number of|count of|no of|how many|visits|orders placed",
        month_headings="month|month no|month number|mth|period|month name|calendar month",
        currencies={
            "EUR": "euro|euros",
        },
        loose={
            "email": (
                r"\be ?mail",
                r"\bto\b|marketing|opt|status|consent|accept|sent|open|seller|shop|staff|vendor|rep\b",
            ),
            "phone": (r"\b(?:phone|mobile|telephone)\b", r"fax|ship|seller|staff|vendor|call|type"),
            "customer_name": (
                r"\b(?:billing|customer|client|buyer|contact|bill to|member|guest|payer|recipient|shipping|ship to|deliver)"
                r"\b.*\bname\b",
                "item|product|line|shop|store|vendor|staff|device|first|last|company|plan|file|method|campaign|user",
            ),
            "monthly_amount": (
                r"\bmonthly\b.*(?:premium|charge|fee|amount|price|payment|revenue|rate)",
                "total|extra|minute|call|gb",
            ),
            "date": (
                "date",
                (
                    "birth|due|ship|requir|deliver|end|start|begin|hire|paid|settle|updat|modif|expir|valid|cancel|"
                    "paperless|until|tax|churn|left|leav|terminat|renew|trial|next|last seen|login|review|return"
                ),
            ),
            "customer": (
                "customer|client",
                (
                    "type|segment|since|group|status|count|satisf|class|kind|country|city|phone|mail|address|\\bage\\b|"
                    "number of|note|comment|\\bpo\\b|purchase order|\\bref|\\bip\\b|vat|\\btax|balance|locale|language|"
                    "marketing|calls|service|message|zip|post ?code|state|province|street|currency|discount|feedback|"
                    "rating|first|last|title|gender|birth|website|url|agent|order"
                ),
            ),
            "amount": (
                r"amount|total|revenue|(?:invoice|order|line|sales?|deal|transaction|net|gross)\b.*\bvalue",
                (
                    "tax|vat|cost|discount|ship|freight|profit|target|quantity|qty|charges|refund|due|paid|purchase|"
                    "extra|long|calls?\\b|minute|mins\\b|unit|claim|balance|count|number|points|weight|hours|days|fee|"
                    "items|orders|tip|gift|margin|commission|budget|probability|expected"
                ),
            ),
        },
        errors=(
            "N/A|REF!|DIV/0!|VALUE!|NAME?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|ERROR!|"
            "GETTING_DATA"
        ),
        statuses={
            "sale": (
                "paid|paid in full|fully paid|partially paid|part paid|partly paid|partial|complete|completed|"
                "fulfilled|partially fulfilled|unfulfilled|shipped|partially shipped|unshipped|dispatched|delivered|"
                "in transit|=ready|ready for pickup|picked up|collected|=received|processing|processed|=in progress|"
                "confirmed|approved|accepted|authorised|authorized|captured|succeeded|success|successful|settled|"
                "cleared|posted|=sent|=viewed|overdue|past due|outstanding|=issued|finalised|finalized|=booked|"
                "=closed|=done|finished|=ok|=active|=sale|=sales|=sold|sales receipt|cash sale|=charge|"
                "statement charge|=purchase|=renewal|=donation|=exchange|invoiced|fully invoiced|to invoice|"
                "nothing to invoice|=billed|to bill|to deliver|to deliver and bill|reconciled|awaiting shipment|"
                "awaiting fulfillment|awaiting fulfilment|awaiting pickup|backordered|partially delivered|"
                "payment accepted|checked out|pos sale"
            ),
            "part_refunded": "partially refunded|partly refunded|partial refund|partially returned|partially credited",
            "invoice": "invoice|invoices|=inv|sales invoice|tax invoice|customer invoice|=accrec|ar invoice",
            "order": "order|sales order|customer order|web order|=so",
            "payment": (
                "payment|payments|customer payment|receive payment|payment received|receipt|cash receipt|remittance|"
                "=pmt"
            ),
            "in_books": "=deposit|=transfer|=check|=cheque",
            "credit": "=credit|=cr",
            "unpaid": "unpaid|not paid|=due|payment due|=to be paid|=to pay|=on account|=on credit",
            "awaiting": (
                "awaiting payment|pending payment|awaiting check payment|awaiting cheque payment|"
                "awaiting bank wire payment"
            ),
            "open": "=open",
            "won": "won|closed won",
            "lost": "lost|closed lost|=dead",
            "not_yet": (
                "draft|quote|quotation|quotation sent|estimate|=proposal|=offer|proforma|pro forma|pending|on hold|"
                "=hold|hold|holded|held|awaiting approval|in review|under review|abandoned|incomplete|unconfirmed|"
                "=scheduled|uncaptured|requires action|requires capture|requires payment method|"
                "requires confirmation|=lead|=prospect|prospecting|=qualification|=qualified|needs analysis|"
                "value proposition|proposal price quote|=negotiation|negotiation review|=engaging|"
                "appointment scheduled|qualified to buy|presentation scheduled|decision maker bought in|"
                "contract sent|perception analysis|id decision makers|=opportunity|=cart|=basket|=checkout|=layaway|"
                "authorization|authorisation|=reservation|non posting"
            ),
            "cancelled": "cancelled|canceled|=cancel|void|voided|deleted|=removed|annulled|no show|withdrawn",
            "failed": (
                "failed|=failure|denied|declined|rejected|refused|=error|payment error|expired|timed out|blocked|"
                "=fraud|unsuccessful|bounced|uncollectible"
            ),
            "refunded": "refunded|fully refunded|charged back|reversed|returned|reimbursed",
            "refund": (
                "refund|refunds|credit note|credit notes|credit memo|creditmemo|sales credit|return|returns|"
                "sales return|chargeback|reversal|=rma|=accreccredit|=cancellation|money back"
            ),
            "other": (
                "fee|fees|payout|payouts|withdrawal|=other|bill|=bills|bill payment|expense|expenses|purchase order|"
                "purchase invoice|supplier invoice|supplier credit|vendor credit|vendor bill|=journal|journal entry|"
                "general journal|inventory adjustment|payroll|paycheck|tax payment|currency conversion|bank deposit|"
                "card deposit|opening balance|balance forward|beginning balance|delivery note|packing slip|=accpay|"
                "mass pay|=wages|=salary|=interest|funds transfer|bank transfer out"
            ),
        },
        negations="not|no|non",
        delivery_headings="fulfil|deliver|shipping|shipment|dispatch",
        invoice_headings="invoice|bill number|bill no",
        order_headings="order|basket|cart",
        line_headings="line|item|product|unit|each",
        converted_headings="converted|homecurrency|basecurrency|reportingcurrency",
        gift_cards="gift card|e gift card|egift card|gift voucher|gift certificate",
        nobody=(
            "guest|guests|guest customer|guest checkout|guest user|guest order|guest buyer|guest account|walk in|"
            "walk ins|walk in customer|walk in client|walk in sale|walk in customers|walkin|walkin customer|cash|"
            "cash sale|cash sales|cash customer|cash customers|cash client|cash account|counter sale|"
            "counter sales|over the counter|pos|pos sale|pos sales|pos customer|point of sale|till|till sale|"
            "till sales|retail customer|retail sale|retail sales|n a|na|not available|not applicable|not given|"
            "none|no name|noname|no customer|no customer name|unknown|unknown customer|unnamed|unnamed customer|"
            "unspecified|unregistered|unregistered customer|anonymous|anonymous customer|anonymous user|"
            "anonymous buyer|anon|nobody|default customer|one time customer|misc|miscellaneous|misc customer|"
            "miscellaneous customer|sundry|sundry customer|sundry customers|various|various customers|"
            "general customer|passer by|passing trade|final consumer|tbc|tbd"
        ),
        tests=(
            "test|tests|tester|testing|test customer|test client|test order|test user|test account|test company|"
            "test buyer|dummy|dummy customer|demo|demo customer|demo account|sample customer|example customer|"
            "do not use"
        ),
        mailboxes=(
            "test|tests|tester|testing|testuser|test user|test order|test customer|guest|no email|nomail|no mail|"
            "none|no reply|do not reply|nobody|anonymous|anon|unknown|na|walk in|no one|fake|dummy|not given"
        ),
        same_words={
            "and": "&|+",
            "ltd": "limited",
            "inc": "incorporated",
            "co": "company",
            "corp": "corporation",
            "bros": "brothers",
            "intl": "international",
            "dept": "department",
            "st": "saint",
            "assoc": "association|associates",
            "svc": "services|service|svcs",
            "mfg": "manufacturing",
        },
        legal_forms="ltd|inc|co|corp|plc|llc|llp|lp|pty|pte|pvt",
        leaving={
            "other": (
                "cancel_ ~(meetings?|appointments?|calls?|visits?|orders?|deliver_|flights?|trips?|demos?|bookings?|lessons?|class|classes|events?|sessions?|invoices?|shipments?|trainings?|lunch|dinner|payments?|dates?|webinars?|cards?|reservations?|tables?|tickets?|holidays?)|"
                "(meeting|appointment|call|visit|order|delivery|flight|trip|demo|booking|lesson|class|event|session|shipment|training|lunch|webinar)s? (was |were |is |has been |have been |got |had to be )?cancel_|"
                "cancellation (policy|terms|fee|period|rules)|can cancel (any|at any|when)_|"
                "cancel_ ~(other|old|previous|former) _|free cancellation|"
                "switch_ ~(plan|plans|tariff|package|packages|billing|invoic_|payments?|models?|version|colou?r|size|annual|yearly|monthly|quarterly|premium|paper|paperless|card|debit|mails?|email|english|german|french)|"
                "leave us (a|an|some|their|your|his|her|the) _|leav_ (a|the|his|her|their|early|for) _|"
                "notice of|stay_ (until|till|to the end)"
            ),
            "refuses": (
                "(not|t|no|never|nor) ~(renew_|continu_ with us|continue the contract|extend_ the contract)|"
                "no renewal|(no longer|not ~any more) ~(buy_|order_|need_ us)|"
                "(no longer|not) ~(interested in (us|renew_))"
            ),
            "says": (
                "cancel_|(wants?|wanted|plans?|going|intends?|decided|like|wish|wishes) to leave|"
                "(will|ll) leave|leaving us|leaves us|leave us|switch_ to|"
                "switch_ (suppliers?|providers?|vendors?|compan_)|"
                "(moving|moves|moved|going|goes|went|gone) ~to (a |the |our )?(competit_|rivals?|another (supplier|provider|vendor|company|shop|firm)|other suppliers?|someone else)|"
                "(going|goes|went) (with (another|someone else|a competitor)|elsewhere)|"
                "(found|using|chose|choosing|signed ~with) (another|a new|a different|a cheaper) (supplier|provider|vendor|shop|company|firm|seller)|"
                "(buys?|buying|bought|orders?|ordering) ~elsewhere|"
                "(looking|looks) for (another|a new|other) _|"
                "stop_ (buying|ordering|working with us|the contract|the subscription)|"
                "(ends?|ended|ending|terminat_|quits?|quitting) ~(contract|subscription|membership|agreement|account|relationship)|"
                "clos_ (the |their |his |her |an )account|(gives?|gave|giving|given) notice|wants out"
            ),
            "no_before": "not|t|never|no|nobody|without|instead of|rather than|nor",
            "stays": (
                "(will|decided to|wants? to|happy to|going to|glad to) (stay|keep|carry on|renew)|"
                "(stays?|stayed|staying) (with us|on|after all|a customer)|stayed|"
                "changed (his|her|their|its) minds?|withdr_ ~(notice|cancellation)|took ~back|"
                "has renewed|renewed|came back|(reverses?|reversed|revoked|revokes) ~_"
            ),
        },
    ),
    "de": Words(
        columns={
            "customer": ("kunde|kunden|kunden id|kundennr|kundennummer|kunden nr|debitor|debitorennr|auftraggeber"),
            "date": (
                "datum|bestelldatum|rechnungsdatum|verkaufsdatum|belegdatum|auftragsdatum|kaufdatum|buchungsdatum|tag"
            ),
            "amount": (
                "betrag|summe|gesamt|gesamtbetrag|umsatz|nettobetrag|bruttobetrag|rechnungsbetrag|gesamtpreis|"
                "netto|erlos|wert"
            ),
            "quantity": "menge|anzahl|stuck|stueckzahl|stuckzahl",
            "unit_price": "einzelpreis|preis|stuckpreis",
            "order_id": "bestellnummer|auftragsnummer|rechnungsnummer|rechnungsnr|belegnummer|belegnr",
            "product": "produkt|artikel|artikelnummer|bezeichnung",
            "refund": "erstattung",
            "discount": "rabatt",
            "currency": "wahrung",
            "channel": "kanal",
            "country": "land",
            "phone": "telefon|telefonnummer|handy",
            "start": "beginn|startdatum|vertragsbeginn|ab|von",
            "end": "ende|enddatum|vertragsende|bis|kundigungsdatum",
            "year": "jahr",
            "monthly_amount": "monatlich|monatsbetrag|monatspreis",
            "plan": "tarif|vertrag",
            "trial": "probezeit|test",
            "status": "zustand",
            "cancel_notice_date": "kundigung eingegangen",
            "end_reason": "grund",
            "due": "fallig|falligkeit|falligkeitsdatum",
            "paid": "bezahlt am|bezahlt",
            "invoice": "rechnungsnummer",
            "issued": "rechnungsdatum",
            "method": "zahlungsart",
            "company": "firma",
            "segment": "kundengruppe",
            "industry": "branche",
            "referred_by": "empfohlen von",
            "language": "sprache",
            "consent": "einwilligung",
            "note": "notiz|bemerkung",
            "holiday": "feiertag",
            "net": (
                "netto|nettobetrag|nettosumme|gesamt netto|summe netto|zwischensumme|warenwert|netto preis end summe"
            ),
            "total": (
                "brutto|bruttobetrag|bruttosumme|gesamt brutto|summe brutto|rechnungsbetrag|gesamtbetrag|"
                "endbetrag|rechnungssumme"
            ),
            "tax": "ust|umsatzsteuer|mwst|mehrwertsteuer|steuer|steuerbetrag|ust betrag|mwst betrag",
            "shipping": "versand|versandkosten|porto|lieferkosten|versand und bearbeitungsgebuhr|fracht",
            "tip": "trinkgeld",
            "fee": "gebuhr|gebuhren|entgelt|transaktionsgebuhr|provision",
            "document": "belegart|belegtyp|typ|vorgang|vorgangsart|buchungsart|dokumentart|auftragsart",
            "email": "absender e mail adresse|e mail adresse|kunden e mail|mailadresse",
            "first_name": "vorname",
            "last_name": "nachname|familienname",
            "gift_card": "gutscheinverkauf|verkaufte gutscheine",
        },
        names="kundenname|firmenname|firma",
        tabs={
            "sales": "verkaufe|umsatze|bestellungen",
            "order_lines": "positionen",
            "subscriptions": "abos|vertrage",
            "customers": "kunden|clients",
            "payments": "zahlungen",
        },
        yes="ja|j|wahr",
        no="nein|falsch",
        directions={
            "in": "eingehend|ein|eingang|erhalten|vom kunden|kunde rief an|inbound",
            "out": "ausgehend|aus|ausgang|gesendet|an kunden|an den kunden|wir riefen an",
        },
        contact_kinds={
            "question": "frage|fragen|anfrage|rückfrage|hilfe|support|beratung",
            "complaint": "beschwerde|beschwerden|reklamation|reklamationen|beanstandung|verärgert",
            "praise": "lob|dank|danke|weiterempfehlung",
            "check_in": "nachfrage|nachfassen|kontaktpflege|kundenpflege|wie geht es",
            "useful": "nützlich|hilfreich|tipp|tipps|schulung",
            "promo": "werbung|angebot|newsletter|aktion|kampagne|rundschreiben",
            "rescue": "rückgewinnung|rettung|rückholung",
        },
        severities={
            "low": "niedrig|gering|leicht",
            "medium": "mittel|normal",
            "high": "hoch|schwer|ernst",
            "urgent": "dringend|kritisch|sehr hoch",
        },
        standing={
            "left": (
                "gekündigt|gekuendigt|inaktiv|beendet|abgelaufen|ehemalig|ehemaliger kunde|ehemals|storniert|"
                "ausgetreten|abgewandert|geschlossen|verloren|erloschen|nicht verlängert|nicht aktiv|deaktiviert|"
                "abgemeldet|ausgelaufen|kein kunde mehr"
            ),
            "stayed": (
                "aktiv|laufend|läuft|bestehend|verlängert|neu|offen|überfällig|in verzug|aktuell|nicht gekündigt"
            ),
            "paused": "pausiert|pause|ruhend|ruht|stillgelegt|ausgesetzt|unterbrochen|gesperrt",
            "trial": "probe|testphase|probezeit|in testphase|probeabo|test|probemonat",
            "notice": (
                "kündigung vorgemerkt|gekündigt zum ende|gekündigt zum laufzeitende|kündigung eingegangen|"
                "läuft aus|auslaufend|in kündigung|wird nicht verlängert"
            ),
            "never_paid": "unvollständig|ausstehend|entwurf|angelegt|wartend|interessent|warteliste",
            "later": "künftig|zukünftig|geplant|noch nicht begonnen|beginnt später|startet später",
            "customer": "kunde|mitglied|vertrag|abo|abonnent",
            "unsure": "nicht|kein|keine|ex|bis|ohne|war",
        },
        left_headings="gekündigt|ausgetreten|abgewandert|inaktiv|ehemalig",
        active_headings="aktiv",
        billing={
            "month": "monat|monate|monaten|monats|monatlich|mtl|monatsweise",
            "two_months": "zweimonatlich",
            "quarter": "quartal|quartale|quartalsweise|vierteljahr|vierteljährlich|vierteljaehrlich",
            "half_year": "halbjahr|halbjährlich|halbjaehrlich|halbes jahr",
            "year": "jahr|jahre|jahren|jährlich|jaehrlich|jährig|p a",
            "week": "woche|wochen|wöchentlich|woechentlich",
            "two_weeks": "zweiwöchentlich|14 tägig|vierzehntägig|14 täglich",
            "day": "tag|tage|tagen|täglich|taeglich",
            "once": "einmalig|einmal|einmalzahlung|lebenslang",
        },
        counts={
            "1": "ein|eine|einen|einem|einer",
            "2": "zwei",
            "3": "drei",
            "4": "vier",
            "6": "sechs",
            "12": "zwölf",
            "24": "vierundzwanzig",
        },
        around_terms=(
            "alle|jede|jeden|jedes|pro|je|im|voraus|im voraus|laufzeit|abo|vertrag|zahlung|zahlweise|zahlbar"
        ),
        minor_units="cents|eurocent|rappen",
        totals="gesamt|summe|gesamtsumme|zwischensumme",
        of="für|von|der",
        how_many="anzahl|zahl der|besuche",
        month_headings="monat|monatsname|periode",
        loose={
            "date": ("datum", ""),
            "customer": ("kunde", ""),
            "amount": ("betrag|umsatz", "mwst"),
        },
        errors="NV|BEZUG!|WERT!|ZAHL!",
        statuses={
            "sale": (
                "bezahlt|vollständig bezahlt|teilbezahlt|teilweise bezahlt|beglichen|abgeschlossen|erledigt|versandt|"
                "versendet|verschickt|geliefert|ausgeliefert|zugestellt|in bearbeitung|bestätigt|genehmigt|"
                "angenommen|gebucht|verbucht|abgerechnet|fakturiert|überfällig|gemahnt|=mahnung|versandbereit|"
                "erfolgreich|=gesendet|=fertig|=verkauf|barverkauf|kassenbeleg|=aktiv|freigegeben|=abgeholt"
            ),
            "part_refunded": "teilweise erstattet|teilerstattet|teilweise rückerstattet",
            "invoice": (
                "rechnung|ausgangsrechnung|teilrechnung|schlussrechnung|abschlagsrechnung|verkaufsrechnung|"
                "kundenrechnung"
            ),
            "order": "auftrag|bestellung|auftragsbestätigung|kundenauftrag|verkaufsauftrag",
            "payment": "zahlung|zahlungseingang|quittung|anzahlung|kundenzahlung|zahlung erhalten",
            "in_books": "=einzahlung|=scheck",
            "unpaid": "unbezahlt|nicht bezahlt|ausstehend|offener posten",
            "awaiting": "zahlung ausstehend|zahlung offen|warten auf zahlung|wartet auf zahlung",
            "open": "=offen",
            "won": "gewonnen",
            "lost": "verloren",
            "not_yet": (
                "entwurf|angebot|angebot gesendet|kostenvoranschlag|wartend|in wartestellung|zurückgestellt|"
                "angehalten|proformarechnung|unbestätigt|vorläufig|=anfrage|=interessent|=warenkorb|in prüfung"
            ),
            "cancelled": "storniert|annulliert|abgebrochen|gelöscht|ungültig|abgesagt",
            "failed": "fehlgeschlagen|abgelehnt|gescheitert|abgelaufen|verfallen|nicht erfolgreich|verweigert",
            "refunded": (
                "erstattet|rückerstattet|zurückerstattet|zurückgezahlt|retourniert|zurückgesendet|zurückgegeben|"
                "gutgeschrieben"
            ),
            "refund": (
                "gutschrift|rückerstattung|erstattung|rückzahlung|storno|stornorechnung|stornierung|"
                "rechnungskorrektur|korrekturrechnung|retoure|rückgabe|rückbuchung|rücklastschrift"
            ),
            "other": (
                "gebühr|gebühren|auszahlung|=überweisung|ausgabe|eingangsrechnung|lieferantenrechnung|lieferschein|"
                "abhebung|umbuchung|saldovortrag|anfangsbestand"
            ),
        },
        negations="nicht|kein|keine",
        delivery_headings="liefer|versand|zustell",
        invoice_headings="rechnung",
        order_headings="bestell|auftrag",
        line_headings="position|artikel|zeile|einzel",
        converted_headings="umgerechnet|hauswahrung",
        gift_cards="gutschein|geschenkgutschein|geschenkkarte|wertgutschein",
        nobody=(
            "gast|gastkunde|gaste|gastbestellung|gastkonto|laufkunde|laufkundin|laufkunden|laufkundschaft|"
            "barverkauf|barverkaufe|barkunde|barkunden|bar|kasse|kassenverkauf|kassenkunde|ladenverkauf|"
            "thekenverkauf|tagesgeschaft|tageskunde|unbekannt|unbekannter kunde|anonym|anonymer kunde|ohne name|"
            "ohne namen|kein name|kein kunde|keine angabe|k a|diverse|divers|diverse kunden|diverser kunde|"
            "divers kunde|sonstige|sonstige kunden|sammelkunde|sammeldebitor|einmalkunde|cpd|cpd kunde|endkunde|"
            "privatkunde|nicht angegeben"
        ),
        tests=(
            "testkunde|testkundin|test kunde|testbestellung|test bestellung|testfirma|test firma|testkonto|"
            "musterkunde|musterfirma|muster kunde|max mustermann|erika mustermann|probe|testperson"
        ),
        mailboxes="testkunde|testbestellung|gast|keine|keine email|keine mail|anonym|unbekannt|laufkunde",
        same_words={
            "and": "und",
            "co": "compagnie",
            "gebr": "gebruder|gebrueder",
            "kg": "kommanditgesellschaft",
        },
        legal_forms="gmbh|mbh|ag|kg|kgaa|ohg|ug|gbr|ek|ev|eg",
        leaving={
            "other": (
                "kundigungs(frist|recht|bedingung|klausel)_|kundig_ (_ ){1,4}an|"
                "(mitarbeiter_|kollegin|kollege|assistentin|buchhalterin|buchhalter) ~gekundigt_|"
                "wechsel_ (zu|zur|zum) ~(jahr_|monat_|tarif_|paket_|rechnung_|lastschrift_|zahlung_)|"
                "bleib_ (bis|nur bis)"
            ),
            "refuses": (
                "(nicht|nie|kein_) ~verlanger_|verlanger_ ~(nicht|nicht mehr)|"
                "(bestellt|kauft|kaufen|bestellen|braucht) (uns )?nicht mehr|keine verlangerung"
            ),
            "says": (
                "kundig_|gekundigt_|"
                "(will|wollen|wollte|mochte|mochten) ~(weg|gehen|aussteigen|aufhoren|wechseln|raus)|"
                "wechsel_ (zu|zur|zum)|wechsel_ ~(anbieter|lieferanten|konkurrenz)|"
                "(verlasst|verlassen) uns|uns verlassen|(geht|gehen|ging) ~zur konkurrenz|"
                "(kauft|bestellt|kaufen|bestellen) ~woanders|(steigt|steigen) aus|"
                "(anderen|neuen|gunstigeren) (anbieter|lieferanten)|"
                "(beendet|beenden|auflosen) ~(vertrag|abo)|(vertrag|abo) ~(beenden|auflosen)"
            ),
            "no_before": "nicht|nie|kein_|ohne|statt|weder",
            "no_after": "nicht|nie|doch nicht",
            "stays": (
                "bleib_|verlangert|anders uberlegt|kundigung ~(zuruck_|widerrufen)|"
                "(zieht|zog) ~kundigung zuruck|zuruckgezogen|macht weiter|machen weiter"
            ),
        },
    ),
    "fr": Words(
        columns={
            "customer": "numero client|no client|code client|id client|acheteur|abonne",
            "date": (
                "date de commande|date commande|date de facture|date facture|date de vente|date vente|date achat|"
                "jour|date dachat"
            ),
            "amount": ("montant|montant ttc|montant ht|total ttc|total ht|chiffre daffaires|ca|prix total|valeur"),
            "quantity": "quantite|qte|nombre",
            "unit_price": "prix unitaire|prix|pu",
            "order_id": "numero de commande|no commande|numero de facture|no facture|facture",
            "product": "produit|designation|article",
            "refund": "remboursement",
            "discount": "remise",
            "currency": "devise",
            "channel": "canal",
            "customer_name": "nom",
            "country": "pays",
            "phone": "portable",
            "email": "courriel",
            "start": "date de debut|debut|date debut",
            "end": "date de fin|fin|date fin",
            "year": "annee",
            "monthly_amount": "mensualite|montant mensuel",
            "trial": "essai",
            "status": "statut|etat|statut de la commande|etat de la commande",
            "cancel_notice_date": "date de resiliation",
            "end_reason": "raison",
            "due": "echeance|date decheance",
            "paid": "paye le",
            "invoice": "facture",
            "issued": "date facture",
            "method": "mode de paiement",
            "company": "entreprise",
            "industry": "secteur",
            "language": "langue",
            "net": "ventes nettes|total ht|montant ht|net ht|sous total|sous total ht|prix ht|net",
            "total": "total ttc|montant ttc|total commande|montant total|total general|prix ttc|brut",
            "tax": "tva|montant tva|taxe|taxes|total tva",
            "shipping": "livraison|frais de livraison|frais de port|port|expedition|frais dexpedition",
            "tip": "pourboire",
            "fee": "frais|commission|frais de transaction",
            "document": "type|type de document|nature|type de piece",
            "first_name": "prenom",
            "last_name": "nom de famille",
            "gift_card": "cartes cadeaux vendues",
        },
        names="nom du client|nom client|raison sociale|societe|entreprise",
        tabs={
            "sales": "ventes|commandes",
            "subscriptions": "abonnements",
            "customers": "clients|accounts",
            "payments": "paiements",
        },
        yes="oui|vrai",
        no="non|faux",
        directions={
            "in": "entrant|entrante|reçu|reçue|du client|appel entrant",
            "out": "sortant|sortante|envoyé|envoyée|au client|appel sortant",
        },
        contact_kinds={
            "question": "question|questions|demande|aide|assistance|renseignement",
            "complaint": "réclamation|réclamations|plainte|plaintes|mécontent|mécontentement",
            "praise": "compliment|éloge|remerciement|merci|recommandation",
            "check_in": "prise de nouvelles|suivi|relance amicale|comment allez vous",
            "useful": "utile|conseil|conseils|astuce|formation",
            "promo": "promo|promotion|offre|newsletter|infolettre|publicité|campagne",
            "rescue": "reconquête|récupération|sauvetage",
        },
        severities={
            "low": "faible|bas|basse|mineur|mineure",
            "medium": "moyen|moyenne|normal|modéré",
            "high": "élevé|élevée|haut|haute|grave|majeur",
            "urgent": "urgent|urgente|critique",
        },
        standing={
            "left": (
                "résilié|résiliée|annulé|annulée|inactif|inactive|expiré|expirée|terminé|terminée|clos|fermé|"
                "perdu|perdue|ancien|ancien client|arrêté|désabonné|non renouvelé|parti|échu"
            ),
            "stayed": ("actif|active|en cours|renouvelé|nouveau|impayé|en retard|en vigueur|non résilié"),
            "paused": "en pause|suspendu|suspendue|gelé|pause",
            "trial": "essai|en essai|à l'essai|période d'essai|essai gratuit",
            "notice": (
                "résiliation en cours|résiliation demandée|préavis|en préavis|non renouvelable|"
                "résiliation à l'échéance|ne sera pas renouvelé"
            ),
            "never_paid": "incomplet|incomplète|en attente|en attente de paiement|brouillon|prospect",
            "later": "futur|future|à venir|programmé|planifié|pas encore commencé",
            "customer": "client|abonné|membre|abonnement|contrat",
            "unsure": "non|pas|sans|plus|ex|jusqu|avant",
        },
        left_headings="résilié|inactif|parti|perdu",
        active_headings="actif",
        billing={
            "month": "mois|mensuel|mensuelle|mensuellement|mensualisé",
            "two_months": "bimestriel|bimestrielle",
            "quarter": "trimestre|trimestres|trimestriel|trimestrielle",
            "half_year": "semestre|semestres|semestriel|semestrielle",
            "year": "an|ans|année|années|annuel|annuelle|annuellement",
            "two_years": "biennal|bisannuel",
            "week": "semaine|semaines|hebdomadaire|hebdo",
            "two_weeks": "quinzaine|toutes les deux semaines",
            "day": "jour|jours|quotidien|journalier",
            "once": "unique|une fois|paiement unique|ponctuel|à vie",
        },
        counts={
            "1": "un|une",
            "2": "deux",
            "3": "trois",
            "4": "quatre",
            "6": "six",
            "12": "douze",
            "24": "vingt quatre",
        },
        around_terms=("tous|toutes|les|par|chaque|le|la|de|d|abonnement|paiement|engagement|durée|facturation|prépayé"),
        minor_units="centimes|centime",
        totals="somme|sous total",
        of="pour|de|du",
        how_many="nombre de|nombre d",
        month_headings="mois|période",
        loose={
            "amount": ("montant", ""),
        },
        errors="NOM?|NOM ?|VALEUR!|NOMBRE!|NUL!",
        statuses={
            "sale": (
                "payé|payée|payés|réglé|réglée|acquitté|acquittée|partiellement payé|partiellement payée|terminé|"
                "terminée|complété|complétée|expédié|expédiée|livré|livrée|=en cours|en cours de traitement|"
                "en préparation|traité|traitée|confirmé|confirmée|validé|validée|accepté|acceptée|approuvé|approuvée|"
                "=envoyé|=envoyée|encaissé|encaissée|en retard|comptabilisé|comptabilisée|clôturé|"
                "clôturée|réussi|réussie|=vente|=ventes"
            ),
            "part_refunded": "partiellement remboursé|partiellement remboursée",
            "invoice": "facture|facture client|facture de vente|facture d'acompte",
            "order": "commande|bon de commande|commande client",
            "payment": "paiement|règlement|encaissement|=versement|=acompte|=reçu",
            "in_books": "=dépôt|=virement|=chèque",
            "unpaid": "impayé|impayée|non payé|non payée|non réglé|non réglée|à payer|à régler",
            "awaiting": "en attente de paiement|en attente de règlement|paiement en attente",
            "open": "=ouvert|=ouverte",
            "won": "gagné|gagnée|fermé gagné",
            "lost": "perdu|perdue|fermé perdu",
            "not_yet": (
                "brouillon|devis|devis envoyé|estimation|en attente|en suspens|suspendu|suspendue|facture proforma|"
                "à valider|abandonné|abandonnée|provisoire"
            ),
            "cancelled": "annulé|annulée|annulés|annulées|supprimé|supprimée",
            "failed": "échoué|échouée|échec|refusé|refusée|rejeté|rejetée|expiré|expirée",
            "refunded": "remboursé|remboursée|retourné|retournée",
            "refund": (
                "avoir|note de crédit|remboursement|retour|facture d'avoir|rétrofacturation|=annulation|contrepassation"
            ),
            "other": (
                "frais|retrait|dépense|facture fournisseur|facture d'achat|=achat|bon de livraison|commission|"
                "report à nouveau|décaissement"
            ),
        },
        negations="pas",
        delivery_headings="livraison|expedition",
        invoice_headings="facture",
        order_headings="commande",
        line_headings="ligne|article|produit|unitaire",
        converted_headings="converti",
        gift_cards="carte cadeau|chèque cadeau|bon cadeau",
        nobody=(
            "invite|client invite|client de passage|passage|clients de passage|client passage|client comptant|"
            "comptant|vente comptant|ventes comptant|vente au comptoir|ventes au comptoir|comptoir|"
            "client comptoir|caisse|vente caisse|ventes caisse|client divers|clients divers|divers|"
            "divers clients|anonyme|client anonyme|inconnu|client inconnu|sans nom|aucun|non renseigne|"
            "particulier|client final|consommateur final|client occasionnel"
        ),
        tests="essai|client test|commande test|compte test|client essai|client demo|client exemple",
        mailboxes="essai|invite|client test|sans email|sansemail|pas de mail|aucun|anonyme|passage|inconnu",
        same_words={"and": "et", "co": "cie", "ste": "societe", "ets": "etablissements"},
        legal_forms="sarl|sas|sasu|sa|eurl|snc|scop|sci",
        leaving={
            "other": (
                "(conditions?|frais|clause|politique) (de |d )?(resiliation|annulation)|"
                "annul_ ~(reunion|rendez|rdv|commande|livraison|visite|appel|voyage)|rest_ jusqu_|"
                "pass_ chez nous"
            ),
            "refuses": (
                "(ne|n) ~renouvel_ ~pas|(ne )?pas ~renouvel_|"
                "(ne|n) (_ ){1,2}(commandera|achetera|commande|achete|commandent) plus"
            ),
            "says": (
                "resili_|annul_ ~(contrat|abonnement|compte|adhesion)|"
                "(veut|veulent|souhait_|va|vont|compte|comptent) (nous )?(partir|quitter|arreter)|"
                "nous quitt_|(pass_|va|vont|part_|parti) ~(concurrence|concurrents?)|"
                "(pass_|va|vont) chez (un |une )?autre|chang_ (de|d) ~(fournisseurs?|prestataires?)|"
                "(autre|nouveau) (fournisseur|prestataire)|(met|mettre|mettent) fin|"
                "arret_ ~(contrat|abonnement)"
            ),
            "no_before": "ne|n|pas|jamais|sans|plutot que",
            "no_after": "pas",
            "stays": (
                "(rest_) ~(client_|avec nous|chez nous|finalement)|change d avis|"
                "renouvel(e|er|le|lent|era)|a renouvele|continu_ avec nous"
            ),
        },
    ),
    "es": Words(
        columns={
            "customer": ("cliente|id cliente|codigo cliente|numero de cliente|no cliente|cod cliente|comprador"),
            "date": (
                "fecha|fecha de pedido|fecha pedido|fecha de factura|fecha factura|fecha de venta|fecha venta|"
                "fecha de compra|dia"
            ),
            "amount": "importe|monto|importe total|valor|ventas|venta|precio total|ingresos",
            "quantity": "cantidad|cant|unidades",
            "unit_price": "precio unitario|precio",
            "order_id": "numero de pedido|pedido|factura|numero de factura",
            "product": "producto|articulo|descripcion",
            "refund": "reembolso",
            "discount": "descuento",
            "currency": "moneda",
            "customer_name": "nombre",
            "country": "pais",
            "phone": "telefono|movil|celular",
            "email": "correo|correo electronico",
            "start": "fecha de inicio|inicio|fecha inicio|alta",
            "end": "fecha de fin|fecha fin|baja",
            "year": "ano",
            "monthly_amount": "cuota mensual|importe mensual",
            "plan": "paquete",
            "trial": "prueba",
            "status": "estado",
            "end_reason": "motivo",
            "due": "vencimiento",
            "paid": "pagado|fecha de pago",
            "invoice": "factura",
            "issued": "fecha factura",
            "method": "metodo de pago",
            "company": "empresa",
            "industry": "sector de actividad",
            "language": "idioma",
            "net": "neto|importe neto|base imponible|subtotal|total sin iva|ventas netas",
            "total": "total|importe total|total con iva|total pedido|total factura|bruto|importe bruto",
            "tax": "iva|impuesto|impuestos|importe iva|total iva",
            "shipping": "envio|gastos de envio|coste de envio|portes|transporte",
            "tip": "propina",
            "fee": "comision|comisiones|tarifa",
            "document": "tipo|tipo de documento|clase de documento",
            "first_name": "nombre de pila",
            "last_name": "apellido|apellidos",
            "gift_card": "tarjetas regalo vendidas",
        },
        names="nombre del cliente|nombre cliente|empresa|razon social",
        tabs={
            "sales": "ventas|pedidos",
            "subscriptions": "suscripciones",
            "customers": "clientes",
            "payments": "pagos",
        },
        yes="si|sí|verdadero",
        no="falso",
        directions={
            "in": "entrante|recibido|recibida|del cliente|llamada entrante",
            "out": "saliente|enviado|enviada|al cliente|llamada saliente",
        },
        contact_kinds={
            "question": "pregunta|preguntas|consulta|consultas|solicitud|ayuda|soporte",
            "complaint": "queja|quejas|reclamación|reclamo|reclamos|enfadado|molesto",
            "praise": "elogio|felicitación|gracias|agradecimiento|recomendación",
            "check_in": "seguimiento|saludo|cómo está",
            "useful": "útil|consejo|consejos|formación",
            "promo": "promo|promoción|oferta|boletín|publicidad|campaña",
            "rescue": "recuperación|rescate|reconquista",
        },
        severities={
            "low": "baja|bajo|leve|menor",
            "medium": "media|medio|moderada|normal",
            "high": "alta|alto|grave|mayor",
            "urgent": "urgente|crítica|crítico",
        },
        place_headings="estado",
        standing={
            "left": (
                "cancelado|cancelada|baja|de baja|dado de baja|dada de baja|inactivo|inactiva|expirado|expirada|"
                "vencido|vencida|terminado|terminada|finalizado|finalizada|cerrado|perdido|ex cliente|"
                "antiguo cliente|no renovado|no renovada|caducado|no activo"
            ),
            "stayed": (
                "activo|activa|vigente|renovado|renovada|nuevo|nueva|al corriente|en curso|moroso|impago|"
                "alta|en alta|no cancelado"
            ),
            "paused": "pausado|pausada|en pausa|suspendido|suspendida|congelado|congelada",
            "trial": "prueba|en prueba|periodo de prueba|prueba gratis",
            "notice": (
                "cancelación pendiente|cancelación programada|no se renueva|no se renovará|preaviso|en preaviso|"
                "pendiente de baja|baja solicitada"
            ),
            "never_paid": "incompleto|incompleta|pendiente|pendiente de pago|borrador|prospecto",
            "later": "futuro|futura|programado|programada|por iniciar|próximo|aún no iniciado",
            "customer": "cliente|socio|suscriptor|contrato",
            "unsure": "no|sin|ex|hasta|antes",
        },
        left_headings="baja|cancelado|inactivo|perdido",
        active_headings="activo|activa",
        billing={
            "month": "mes|meses|mensual|mensualmente|mensualidad",
            "half_month": "quincenal|quincena",
            "two_months": "bimestral|bimestre",
            "quarter": "trimestre|trimestres|trimestral",
            "half_year": "semestre|semestres|semestral",
            "year": "año|años|anual|anualmente|anualidad",
            "two_years": "bienal",
            "week": "semana|semanas|semanal",
            "two_weeks": "cada dos semanas",
            "day": "día|días|diario|diaria",
            "once": "único|única|pago único|una vez|de por vida|vitalicio",
        },
        counts={
            "1": "un|una|uno",
            "2": "dos",
            "3": "tres",
            "4": "cuatro",
            "6": "seis",
            "12": "doce",
            "24": "veinticuatro",
        },
        around_terms="cada|por|al|el|la|de|pago|suscripción|contrato|plan|prepago|facturación",
        minor_units="céntimos|centavos|céntimo|centavo",
        totals="total general|suma",
        of="para|por|del",
        how_many="número de|cantidad de|nº de",
        month_headings="mes|período",
        loose={
            "date": ("fecha", ""),
            "customer": ("cliente", ""),
            "amount": ("importe", ""),
        },
        errors="¡REF!|¡VALOR!|¡NUM!|¡NULO!|¡DIV/0!|¿NOMBRE?",
        statuses={
            "sale": (
                "pagado|pagada|cobrado|cobrada|parcialmente pagado|parcialmente pagada|completado|completada|"
                "=completo|=completa|=enviado|=enviada|entregado|entregada|procesando|en proceso|procesado|procesada|"
                "confirmado|confirmada|aprobado|aprobada|aceptado|aceptada|facturado|facturada|vencido|vencida|"
                "=cerrado|=cerrada|finalizado|finalizada|terminado|exitoso|contabilizado|contabilizada|=emitido|"
                "=emitida|=venta|=ventas"
            ),
            "part_refunded": "parcialmente reembolsado|parcialmente reembolsada|reembolso parcial",
            "invoice": "factura|factura de venta|factura de cliente",
            "order": "pedido|=orden|orden de venta|pedido de venta|pedido de cliente",
            "payment": "pago|cobro|recibo|=ingreso|=anticipo|pago recibido|pago de cliente",
            "in_books": "=depósito|=transferencia",
            "unpaid": "no pagado|no pagada|impagado|impagada|por pagar|por cobrar|pendiente de cobro",
            "awaiting": "pendiente de pago|pago pendiente|esperando pago|en espera de pago",
            "open": "=abierto|=abierta",
            "won": "ganado|ganada|cerrado ganado|cerrada ganada",
            "lost": "perdido|perdida|cerrado perdido|cerrada perdida",
            "not_yet": (
                "borrador|presupuesto|cotización|factura proforma|pendiente|en espera|en revisión|abandonado|"
                "abandonada|=oferta"
            ),
            "cancelled": "cancelado|cancelada|anulado|anulada|eliminado|eliminada",
            "failed": "fallido|fallida|rechazado|rechazada|denegado|denegada|caducado|caducada|expirado|expirada",
            "refunded": "reembolsado|reembolsada|devuelto|devuelta",
            "refund": (
                "reembolso|devolución|nota de crédito|=abono|nota de abono|factura rectificativa|rectificativa|"
                "contracargo|=anulación"
            ),
            "other": (
                "comisión|retiro|retirada|gasto|factura de proveedor|factura de compra|albarán|=compra|nómina|"
                "traspaso|saldo inicial"
            ),
        },
        negations="sin",
        delivery_headings="envio|entrega",
        invoice_headings="factura",
        order_headings="pedido",
        line_headings="linea|articulo|producto|unitario",
        converted_headings="convertid",
        gift_cards="tarjeta regalo|tarjeta de regalo|cheque regalo|vale regalo",
        nobody=(
            "invitado|cliente invitado|invitada|consumidor final|cliente final|publico general|"
            "publico en general|venta al publico|cliente mostrador|mostrador|venta mostrador|ventas mostrador|"
            "venta de mostrador|ventas de mostrador|contado|cliente contado|cliente de contado|venta contado|"
            "venta al contado|ventas al contado|efectivo|caja|venta en caja|varios|clientes varios|"
            "cliente varios|cliente generico|generico|cliente ocasional|anonimo|cliente anonimo|desconocido|"
            "cliente desconocido|sin nombre|sin cliente|sin identificar|ninguno|de paso|cliente de paso"
        ),
        tests=(
            "prueba|pruebas|cliente prueba|cliente de prueba|pedido de prueba|pedido prueba|usuario de prueba|"
            "cliente demo"
        ),
        mailboxes=(
            "prueba|pruebas|invitado|sin correo|sincorreo|sin email|ninguno|anonimo|consumidor final|desconocido"
        ),
        same_words={
            "and": "y",
            "co": "compania|cia",
            "hnos": "hermanos",
        },
        legal_forms="sl|slu|sa|sau|srl|sc|scp",
        leaving={
            "other": (
                "cancel_ ~(reunion|reuniones|citas?|pedidos?|llamadas?|visitas?|entregas?|eventos?|vuelos?|viajes?|reservas?|facturas?)|"
                "(reunion|cita|pedido|llamada|visita|entrega|evento|vuelo) (fue |esta |ha sido |se ha )?cancel_|"
                "politica de cancelacion|dej_ ~(mensaje|recado)|se queda hasta"
            ),
            "refuses": (
                "no (_ ){0,3}renov_|no (_ ){0,2}comprara mas|ya no (_ ){0,2}(compra|comprar|comprara|necesita|pedira)_"
            ),
            "says": (
                "cancel_|(dar|darse|dio|da|dara|dieron|dado|darnos) ~baja|"
                "(quier_|piensa_|va|van|desea_) (a )?(irse|dejarnos|marcharse|dejar ~(contrato|servicio))|"
                "nos (deja|dejan|dejara|dejaran)|"
                "(cambi_) (de|a otro|a otra) ~(proveedor_|compania|empresa)|"
                "(va|van|pasa|pasan|cambia|cambian|fue|fueron|ido) (a|con|para) (la competencia|otr[oa]_ _)|"
                "rescind_|rescision|(compra|compran|comprar) en otr[oa]_|otro proveedor"
            ),
            "no_before": "no|nunca|sin|jamas|tampoco|en vez de",
            "stays": (
                "(se queda|se quedan|se quedara|sigue con|siguen con|seguira|continuara)_|"
                "cambi_ de (opinion|idea)|renov_"
            ),
        },
    ),
    "nl": Words(
        columns={
            "customer": "klant|klant id|klantnummer|klantnr|klantcode|afnemer",
            "date": "besteldatum|factuurdatum|orderdatum|verkoopdatum|aankoopdatum|dag",
            "amount": "bedrag|totaal|totaalbedrag|omzet|factuurbedrag|waarde",
            "quantity": "aantal|hoeveelheid|stuks",
            "unit_price": "stuksprijs|prijs|eenheidsprijs",
            "order_id": "ordernummer|factuurnummer|bonnummer",
            "product": "omschrijving",
            "refund": "terugbetaling",
            "discount": "korting",
            "currency": "valuta",
            "channel": "kanaal",
            "customer_name": "naam",
            "phone": "telefoon|mobiel",
            "start": "begindatum|ingangsdatum|start datum",
            "end": "einddatum|eind",
            "year": "jaar",
            "monthly_amount": "maandbedrag|per maand",
            "trial": "proef",
            "cancel_notice_date": "opzegdatum",
            "end_reason": "reden",
            "due": "vervaldatum",
            "paid": "betaald|betaald op",
            "invoice": "factuurnummer",
            "issued": "factuurdatum",
            "company": "bedrijf",
            "language": "taal",
            "net": "netto|nettobedrag|bedrag excl btw|totaal excl btw|subtotaal",
            "total": "bruto|totaal incl btw|bedrag incl btw|totaalbedrag|factuurbedrag",
            "tax": "btw|btw bedrag|belasting",
            "shipping": "verzendkosten|verzending|bezorgkosten",
            "tip": "fooi",
            "fee": "transactiekosten|commissie",
            "status": "toestand|orderstatus|factuurstatus",
            "document": "soort|type|documentsoort",
            "email": "e mailadres|mailadres",
            "first_name": "voornaam",
            "last_name": "achternaam",
            "gift_card": "verkochte cadeaubonnen",
        },
        names="klantnaam|bedrijfsnaam|bedrijf",
        tabs={
            "sales": "verkopen",
            "customers": "klanten",
            "payments": "betalingen",
        },
        yes="ja|waar",
        no="nee|onwaar",
        directions={
            "in": "inkomend|binnenkomend|ontvangen|van klant",
            "out": "uitgaand|verzonden|naar klant|aan klant",
        },
        contact_kinds={
            "question": "vraag|vragen|verzoek|hulp|hulpvraag|ondersteuning",
            "complaint": "klacht|klachten|ontevreden|boos",
            "praise": "compliment|lof|dank|bedankt|aanbeveling",
            "check_in": "navraag|opvolging|relatiebeheer|hoe gaat het",
            "useful": "nuttig|tip|tips|advies|training",
            "promo": "promo|promotie|aanbieding|nieuwsbrief|reclame|campagne",
            "rescue": "terugwinnen|terugwinning|redding",
        },
        severities={
            "low": "laag|klein|gering",
            "medium": "middel|gemiddeld|normaal",
            "high": "hoog|ernstig|groot",
            "urgent": "urgent|dringend|kritiek|spoed",
        },
        standing={
            "left": (
                "opgezegd|beëindigd|geannuleerd|inactief|verlopen|gestopt|gesloten|voormalig|vertrokken|"
                "niet verlengd|afgemeld|verloren|niet actief|oud klant"
            ),
            "stayed": "actief|lopend|verlengd|nieuw|achterstallig|bestaand|niet opgezegd",
            "paused": "gepauzeerd|pauze|opgeschort|bevroren|onderbroken",
            "trial": "proef|proefperiode|op proef|proefabonnement",
            "notice": "opzegging ingediend|opzegging ontvangen|loopt af|aflopend|wordt niet verlengd|in opzegging",
            "never_paid": "onvolledig|in afwachting|concept|wacht op betaling",
            "later": "toekomstig|gepland|nog niet gestart|start later",
            "customer": "klant|lid|abonnee|contract",
            "unsure": "niet|geen|ex|tot|zonder",
        },
        left_headings="opgezegd|inactief|vertrokken",
        active_headings="actief",
        billing={
            "month": "maand|maanden|maandelijks|mnd",
            "two_months": "tweemaandelijks",
            "quarter": "kwartaal|kwartalen|driemaandelijks",
            "half_year": "halfjaar|halfjaarlijks|half jaar",
            "year": "jaar|jaren|jaarlijks|jr",
            "two_years": "tweejaarlijks",
            "week": "week|weken|wekelijks",
            "two_weeks": "tweewekelijks|om de week",
            "day": "dag|dagen|dagelijks",
            "once": "eenmalig|levenslang",
        },
        counts={
            "1": "een|één",
            "2": "twee",
            "3": "drie",
            "4": "vier",
            "6": "zes",
            "12": "twaalf",
            "24": "vierentwintig",
        },
        around_terms="elke|elk|iedere|ieder|per|om de|vooraf|abonnement|contract|betaling|looptijd",
        minor_units="centen|eurocent|eurocenten",
        totals="totaal",
        of="voor|van",
        how_many="aantal",
        month_headings="maand",
        loose={
            "customer": ("klant", ""),
            "amount": ("bedrag", ""),
        },
        errors="WAARDE!|VERW!|GETAL!|NAAM?",
        statuses={
            "sale": (
                "betaald|deels betaald|gedeeltelijk betaald|voldaan|afgerond|voltooid|verzonden|geleverd|afgeleverd|"
                "bezorgd|in behandeling|verwerkt|bevestigd|goedgekeurd|geaccepteerd|gefactureerd|te laat|"
                "achterstallig|=gesloten|geslaagd|=verkoop|kassabon|definitief|geboekt"
            ),
            "part_refunded": "gedeeltelijk terugbetaald|deels terugbetaald",
            "invoice": "factuur|verkoopfactuur",
            "order": "bestelling|verkooporder",
            "payment": "betaling|ontvangst|aanbetaling|kwitantie",
            "in_books": "=storting|=overboeking",
            "unpaid": "onbetaald|niet betaald|nog te betalen|openstaand",
            "awaiting": "wacht op betaling|in afwachting van betaling",
            "not_yet": (
                "concept|offerte|offerte verzonden|prijsopgave|proformafactuur|in afwachting|wachtend|in de wacht|"
                "aangehouden|verlaten"
            ),
            "cancelled": "geannuleerd|verwijderd|vervallen",
            "failed": "mislukt|geweigerd|afgewezen|verlopen",
            "refunded": "terugbetaald|geretourneerd|gecrediteerd",
            "refund": "creditnota|creditfactuur|terugbetaling|restitutie|stornering|annulering|terugboeking|=retour",
            "other": "=kosten|=opname|uitgave|inkoopfactuur|pakbon|uitbetaling|beginsaldo",
        },
        negations="niet|geen",
        delivery_headings="verzend|lever|bezorg",
        invoice_headings="factuur",
        order_headings="bestelling",
        line_headings="regel|artikel|stuks",
        converted_headings="omgerekend",
        gift_cards="cadeaubon|cadeaukaart",
        nobody=(
            "gast|gastklant|gasten|passant|passanten|contant|contante verkoop|contantverkoop|contante klant|"
            "kassaverkoop|kassa|kasklant|kas|balieverkoop|toonbankverkoop|winkelverkoop|winkelklant|"
            "losse verkoop|losse klant|onbekend|onbekende klant|anoniem|anonieme klant|diversen|diverse klanten|"
            "diverse|geen naam|geen klant|geen|nvt|particulier|eindklant|dagklant"
        ),
        tests="testklant|test klant|testbestelling|test bestelling|proef|proefklant|testbedrijf",
        mailboxes="testklant|gast|geen email|geen mail|geenmail|geen|anoniem|onbekend|kassa",
        same_words={"and": "en", "gebr": "gebroeders"},
        legal_forms="bv|nv|vof|cv",
        leaving={
            "other": "opzegtermijn|(afspraak|bestelling|bezoek|gesprek) ~opgezegd|blijft tot",
            "refuses": "(niet|geen) ~(verleng_|verlenging)|verleng_ ~niet|bestelt niet meer",
            "says": (
                "opzeg_|opgezegd|opzegging|zegt ~op|(stapt|stappen) over|"
                "(wil|willen|gaat) ~(weg|stoppen|vertrekken|overstappen)|(andere|nieuwe) leverancier|"
                "naar de concurrent_|koopt elders"
            ),
            "no_before": "niet|geen|nooit|zonder",
            "no_after": "niet",
            "stays": "blijft|blijven|heeft verlengd|toch verlengd|van gedachten veranderd",
        },
    ),
    "pt": Words(
        columns={
            "customer": "codigo do cliente|id do cliente|n cliente|numero do cliente",
            "date": ("data|data do pedido|data da venda|data venda|data da compra|data da fatura|data pedido"),
            "amount": "valor total|quantia|montante|receita|vendas|preco total",
            "quantity": "quantidade|qtd|qtde|unidade",
            "unit_price": "preco unitario|preco",
            "order_id": "numero do pedido|fatura",
            "product": "produto|descricao",
            "currency": "moeda",
            "customer_name": "nome",
            "phone": "telefone|telemovel",
            "start": "data de inicio|data inicio",
            "end": "data de fim|fim|data fim",
            "monthly_amount": "valor mensal|mensalidade",
            "due": "data vencimento",
            "paid": "pago",
            "net": "valor liquido|liquido|subtotal|total sem iva",
            "total": "total|valor total|total com iva|valor bruto|bruto",
            "tax": "iva|imposto|impostos",
            "shipping": "frete|envio|portes|custo de envio|valor do frete",
            "tip": "gorjeta",
            "fee": "taxa|tarifa|comissao",
            "refund": "reembolso|valor reembolsado|estorno",
            "discount": "desconto|valor do desconto",
            "status": "estado|situacao|status do pedido",
            "document": "tipo|tipo de documento",
            "email": "correio eletronico|e mail do cliente",
            "first_name": "primeiro nome",
            "last_name": "sobrenome|apelido",
            "company": "empresa",
            "gift_card": "vales presente vendidos",
        },
        names="nome do cliente|nome cliente|razao social",
        tabs={
            "sales": "vendas",
        },
        yes="sim|verdadeiro",
        no="não|nao",
        directions={
            "in": "entrada|recebido|recebida|do cliente|chamada recebida",
            "out": "saída|enviado|enviada|ao cliente|chamada efetuada",
        },
        contact_kinds={
            "question": "pergunta|perguntas|dúvida|dúvidas|consulta|pedido de ajuda|ajuda|suporte",
            "complaint": "reclamação|reclamações|queixa|queixas|insatisfeito",
            "praise": "elogio|agradecimento|obrigado|recomendação",
            "check_in": "acompanhamento|como está|contato de cortesia",
            "useful": "útil|dica|dicas|formação|treinamento",
            "promo": "promo|promoção|oferta|boletim|publicidade|campanha",
            "rescue": "recuperação|resgate|reconquista",
        },
        severities={
            "low": "baixa|baixo|leve|menor",
            "medium": "média|médio|moderada|normal",
            "high": "alta|alto|grave",
            "urgent": "urgente|crítica|crítico",
        },
        standing={
            "left": (
                "cancelado|cancelada|inativo|inativa|inactivo|encerrado|encerrada|expirado|expirada|vencido|"
                "vencida|terminado|desativado|perdido|ex cliente|não renovado|não renovada|não ativo|desistente"
            ),
            "stayed": (
                "ativo|ativa|activo|vigente|renovado|renovada|novo|nova|em dia|inadimplente|em atraso|não cancelado"
            ),
            "paused": "pausado|pausada|suspenso|suspensa|congelado|trancado|trancada",
            "trial": "teste|em teste|período de teste|experimental|avaliação",
            "notice": (
                "cancelamento pendente|cancelamento agendado|cancelamento solicitado|não será renovado|"
                "não renova|aviso prévio"
            ),
            "never_paid": "incompleto|incompleta|pendente|rascunho|aguardando pagamento",
            "later": "futuro|futura|agendado|programado|a iniciar|ainda não iniciado",
            "customer": "cliente|assinante|sócio|contrato",
            "unsure": "não|sem|ex|até",
        },
        left_headings="cancelado|inativo|perdido",
        active_headings="ativo|ativa",
        billing={
            "month": "mês|meses|mensal|mensalmente|mensalidade",
            "half_month": "quinzenal",
            "two_months": "bimestral|bimestre",
            "quarter": "trimestre|trimestres|trimestral",
            "half_year": "semestre|semestres|semestral",
            "year": "ano|anos|anual|anualmente|anuidade",
            "two_years": "bienal",
            "week": "semana|semanas|semanal",
            "two_weeks": "a cada duas semanas",
            "day": "dia|dias|diário",
            "once": "único|única|pagamento único|uma vez|vitalício",
        },
        counts={
            "1": "um|uma",
            "2": "dois|duas",
            "3": "três",
            "4": "quatro",
            "6": "seis",
            "12": "doze",
            "24": "vinte e quatro",
        },
        around_terms="cada|a cada|por|ao|o|de|pagamento|assinatura|contrato|plano",
        minor_units="centavos|cêntimos|centavo",
        totals="som|totais",
        of="do|da",
        how_many="quantidade de",
        month_headings="mês",
        statuses={
            "sale": (
                "=paga|pagos|parcialmente pago|parcialmente paga|liquidado|liquidada|concluído|concluída|enviado|"
                "enviada|entregue|em processamento|processado|confirmado|confirmada|aprovado|aprovada|aceite|aceito|"
                "faturado|faturada|em atraso|atrasado|atrasada|=fechado|=fechada|finalizado|finalizada|recebido|"
                "recebida|=venda|=vendas|fatura recibo|fatura simplificada"
            ),
            "part_refunded": "parcialmente reembolsado|parcialmente reembolsada|parcialmente estornado",
            "invoice": "fatura|nota fiscal|=nf|=nfe|fatura de venda",
            "order": "encomenda|pedido de venda",
            "payment": "pagamento|recibo|recebimento|adiantamento",
            "in_books": "=depósito|=transferência",
            "unpaid": "não pago|não paga|por pagar|em aberto|a pagar|por receber",
            "awaiting": "aguardando pagamento|pagamento pendente|pendente de pagamento",
            "open": "=aberto|=aberta",
            "won": "ganho|ganha",
            "lost": "perdido|perdida",
            "not_yet": (
                "rascunho|orçamento|cotação|=proposta|fatura proforma|pendente|em espera|aguardando|em análise|"
                "abandonado|abandonada"
            ),
            "cancelled": "cancelado|cancelada|anulado|anulada|excluído|excluída",
            "failed": "falhou|falhado|=falha|recusado|recusada|negado|negada|rejeitado|rejeitada|expirado|expirada",
            "refunded": "reembolsado|reembolsada|devolvido|devolvida|estornado|estornada",
            "refund": "reembolso|devolução|nota de crédito|estorno|=anulação|=cancelamento",
            "other": "=taxa|tarifa|=saque|levantamento|despesa|fatura de fornecedor|guia de remessa|=compra|comissão",
        },
        negations="não|sem",
        delivery_headings="entrega|envio",
        invoice_headings="fatura|notafiscal",
        order_headings="encomenda",
        line_headings="linha|artigo|produto|unitario",
        converted_headings="convertid",
        gift_cards="cartão presente|vale presente|cartão oferta",
        nobody=(
            "convidado|cliente convidado|consumidor final|cliente final|consumidor|cliente balcao|balcao|"
            "venda balcao|venda ao balcao|vendas balcao|a vista|cliente a vista|venda a vista|dinheiro|"
            "venda a dinheiro|caixa|venda caixa|cliente avulso|avulso|venda avulsa|clientes diversos|"
            "cliente diverso|diversos|cliente padrao|cliente generico|anonimo|cliente anonimo|desconhecido|"
            "cliente desconhecido|sem nome|sem cadastro|sem cliente|nao informado|nao identificado|"
            "cliente nao identificado|nenhum|cliente ocasional|de passagem"
        ),
        tests="teste|testes|cliente teste|cliente de teste|pedido teste|pedido de teste|usuario teste",
        mailboxes="teste|testes|convidado|sem email|sememail|nenhum|anonimo|consumidor final|desconhecido",
        same_words={"ltd": "limitada|ltda|lda", "co": "companhia|cia"},
        legal_forms="ltda|lda|sa|eireli|epp|mei",
        leaving={
            "other": (
                "cancel_ ~(reuniao|consulta|visita|encomenda|pedido|entrega|viagem|voo|chamada|ligacao)|"
                "(reuniao|visita|encomenda|entrega|pedido) (foi )?cancel_|politica de cancelamento"
            ),
            "refuses": "nao (_ ){0,3}renov_",
            "says": (
                "cancel_|(quer|querem|vai|vao) (sair|deixar nos|nos deixar)|"
                "(troc|mud)_ de (fornecedor|empresa)|para a concorrencia|rescind_|rescisao|"
                "outro fornecedor"
            ),
            "no_before": "nao|nunca|sem|jamais",
            "stays": "(vai|decidiu|quer) ficar|fica conosco|fica connosco|mudou de ideia_|renovou",
        },
    ),
    "it": Words(
        columns={
            "customer": "codice cliente|numero cliente|acquirente",
            "date": "data ordine|data fattura|data vendita|data acquisto|giorno",
            "amount": "importo|totale|importo totale|fatturato|valore|prezzo totale|ricavo",
            "quantity": "quantita|pezzi",
            "unit_price": "prezzo unitario|prezzo",
            "order_id": "numero ordine|fattura|numero fattura",
            "product": "prodotto|articolo|descrizione",
            "discount": "sconto",
            "channel": "canale",
            "country": "paese",
            "phone": "cellulare",
            "email": "posta elettronica",
            "start": "data di inizio|inizio|data inizio",
            "end": "data di fine|fine|data fine",
            "year": "anno",
            "monthly_amount": "canone mensile|importo mensile",
            "status": "stato",
            "due": "scadenza|data scadenza",
            "paid": "pagato",
            "company": "azienda",
            "language": "lingua",
            "net": "netto|imponibile|importo netto|totale imponibile|subtotale|totale netto",
            "total": "totale|totale ivato|importo totale|totale ordine|totale fattura|lordo|importo lordo",
            "tax": "iva|imposta|importo iva",
            "shipping": "spedizione|spese di spedizione|trasporto|costi di spedizione",
            "tip": "mancia",
            "fee": "commissione|commissioni|tariffa",
            "refund": "rimborso|rimborsato|importo rimborsato",
            "document": "tipo|tipo documento",
            "currency": "valuta",
            "first_name": "nome di battesimo",
            "last_name": "cognome",
            "gift_card": "buoni regalo venduti",
        },
        names="ragione sociale|azienda",
        tabs={
            "sales": "vendite",
            "customers": "clienti",
        },
        yes="si|sì|vero",
        no="falso",
        directions={
            "in": "in entrata|entrata|ricevuto|ricevuta|dal cliente|chiamata in entrata",
            "out": "in uscita|uscita|inviato|inviata|al cliente|chiamata in uscita",
        },
        contact_kinds={
            "question": "domanda|domande|richiesta|aiuto|assistenza|informazione",
            "complaint": "reclamo|reclami|lamentela|lamentele|insoddisfatto",
            "praise": "complimento|elogio|ringraziamento|grazie|raccomandazione",
            "check_in": "contatto di cortesia|seguito|come sta",
            "useful": "utile|consiglio|consigli|formazione",
            "promo": "promo|promozione|offerta|newsletter|pubblicità|campagna",
            "rescue": "recupero|riconquista|salvataggio",
        },
        severities={
            "low": "bassa|basso|lieve|minore",
            "medium": "media|medio|moderata|normale",
            "high": "alta|alto|grave|maggiore",
            "urgent": "urgente|critica|critico",
        },
        place_headings="stato",
        standing={
            "left": (
                "disdetto|disdetta|annullato|annullata|cessato|cessata|inattivo|inattiva|scaduto|scaduta|"
                "terminato|terminata|chiuso|chiusa|perso|ex cliente|non rinnovato|non rinnovata|recesso|"
                "recesso esercitato|non attivo"
            ),
            "stayed": ("attivo|attiva|in corso|rinnovato|rinnovata|nuovo|insoluto|moroso|vigente|non disdetto"),
            "paused": "in pausa|pausa|sospeso|sospesa|congelato",
            "trial": "prova|in prova|periodo di prova|prova gratuita",
            "notice": (
                "disdetta in corso|disdetta a scadenza|disdetta richiesta|non si rinnova|preavviso|in preavviso|"
                "in scadenza"
            ),
            "never_paid": "incompleto|incompleta|in attesa|in attesa di pagamento|bozza",
            "later": "futuro|futura|programmato|pianificato|non iniziato|non ancora iniziato",
            "customer": "cliente|socio|abbonato|contratto",
            "unsure": "non|senza|ex|fino",
        },
        left_headings="disdetto|cessato|inattivo|perso",
        active_headings="attivo|attiva",
        billing={
            "month": "mese|mesi|mensile|mensilmente",
            "two_months": "bimestrale|bimestre",
            "quarter": "trimestre|trimestri|trimestrale",
            "half_year": "semestre|semestri|semestrale",
            "year": "anno|anni|annuale|annualmente|annuo|annua",
            "two_years": "biennale",
            "week": "settimana|settimane|settimanale",
            "two_weeks": "quindicinale|ogni due settimane",
            "day": "giorno|giorni|giornaliero",
            "once": "una tantum|unico|unica|pagamento unico|a vita",
        },
        counts={
            "1": "un|uno|una",
            "2": "due",
            "3": "tre",
            "4": "quattro",
            "6": "sei",
            "12": "dodici",
            "24": "ventiquattro",
        },
        around_terms="ogni|al|all|per|di|il|la|pagamento|abbonamento|contratto|piano|anticipato",
        minor_units="centesimi|centesimo",
        totals="totale",
        of="per|di",
        how_many="numero di|numero",
        month_headings="mese",
        loose={
            "amount": ("importo", ""),
        },
        errors="VALORE!|RIF!|NOME?",
        statuses={
            "sale": (
                "pagato|pagata|saldato|saldata|incassato|incassata|parzialmente pagato|parzialmente pagata|"
                "completato|completata|spedito|spedita|consegnato|consegnata|evaso|evasa|in lavorazione|"
                "in elaborazione|confermato|confermata|approvato|approvata|accettato|accettata|fatturato|fatturata|"
                "scaduta|=chiuso|=chiusa|concluso|conclusa|=inviato|=inviata|=emessa|registrata|=vendita|scontrino"
            ),
            "part_refunded": "parzialmente rimborsato|parzialmente rimborsata|rimborso parziale",
            "invoice": "fattura|fattura di vendita|fattura cliente|parcella|fattura immediata",
            "order": "ordine|ordine cliente|ordine di vendita",
            "payment": "pagamento|incasso|ricevuta|=acconto|=versamento",
            "in_books": "=bonifico|=assegno",
            "unpaid": "non pagato|non pagata|insoluto|insoluta|da pagare|da saldare|da incassare",
            "awaiting": "in attesa di pagamento|pagamento in attesa",
            "open": "=aperto|=aperta",
            "won": "vinto|vinta",
            "lost": "perso|persa",
            "not_yet": "bozza|preventivo|=offerta|fattura proforma|in attesa|in sospeso|sospeso|sospesa|abbandonato",
            "cancelled": "annullato|annullata|cancellato|cancellata|eliminato|eliminata|stornato|stornata",
            "failed": "fallito|fallita|non riuscito|non riuscita|rifiutato|rifiutata|respinto|respinta|scaduto",
            "refunded": "rimborsato|rimborsata|restituito|restituita",
            "refund": "rimborso|nota di credito|nota credito|nota di accredito|=reso|restituzione|=annullamento",
            "other": (
                "commissione|commissioni|prelievo|=spesa|=spese|fattura fornitore|fattura di acquisto|=ddt|"
                "documento di trasporto|=acquisto|giroconto|stipendio|saldo iniziale"
            ),
        },
        negations="senza",
        delivery_headings="consegna|spedizione",
        invoice_headings="fattura",
        order_headings="ordine",
        line_headings="riga|articolo|prodotto|unitario",
        converted_headings="convertit",
        gift_cards="buono regalo|carta regalo",
        nobody=(
            "ospite|cliente ospite|cliente di passaggio|di passaggio|passaggio|consumatore finale|cliente finale|"
            "privato|cliente banco|banco|vendita al banco|vendite al banco|vendita banco|contanti|"
            "vendita contanti|vendita in contanti|cassa|vendita cassa|corrispettivi|corrispettivo|"
            "cliente generico|generico|clienti vari|cliente vario|clienti diversi|cliente occasionale|anonimo|"
            "cliente anonimo|sconosciuto|cliente sconosciuto|senza nome|nessuno|nessun cliente|non specificato"
        ),
        tests="prova|cliente prova|cliente di prova|ordine di prova|ordine prova|cliente test",
        mailboxes="prova|ospite|senza email|nessuna|nessuno|anonimo|sconosciuto",
        same_words={"flli": "fratelli", "soc": "societa"},
        legal_forms="srl|srls|spa|snc|sas|sapa|coop",
        leaving={
            "other": (
                "disdett_ ~(appuntamento|riunione|visita)|disdi_ ~(appuntamento|riunione|visita)|"
                "(termini|condizioni) di (disdetta|recesso)|annull_ ~(riunione|appuntamento|ordine)"
            ),
            "refuses": "non (_ ){0,3}rinnov_",
            "says": (
                "disdi_|disdett_|rescind_|recede_|"
                "(vuole|vogliono|intende) (andarsene|lasciarci|smettere)|ci lascia_|"
                "(passa|passano|va|vanno) (a|da|alla|con) (un altro|un altra|concorrenza|concorrente)|"
                "cambi_ fornitore|altro fornitore"
            ),
            "no_before": "non|mai|senza",
            "stays": "(resta|restano|rimane|rimangono) ~(noi|cliente)|cambiato idea|ha rinnovato|rinnova",
        },
    ),
    "bn": Words(
        columns={
            "customer": "গ্রাহক|ক্রেতা|গ্রাহক আইডি|গ্রাহক নং|কাস্টমার|খরিদ্দার",
            "date": "তারিখ|বিক্রয়ের তারিখ|অর্ডারের তারিখ|চালানের তারিখ|ক্রয়ের তারিখ|দিন",
            "amount": "পরিমাণ টাকা|টাকা|মোট|মোট টাকা|মূল্য|মোট মূল্য|বিক্রয়|টাকার পরিমাণ",
            "quantity": "পরিমাণ|সংখ্যা",
            "unit_price": "একক মূল্য|দর|দাম",
            "order_id": "অর্ডার নং|চালান নং|শুমারা",
            "product": "পণ্য|পণ্যের নাম",
            "currency": "মুদ্রা",
            "channel": "মাধ্যম",
            "customer_name": "নাম",
            "country": "দেশ",
            "phone": "ফোন|মোবাইল",
            "email": "ইমেইল",
            "start": "শুরু|শুরুর তারিখ",
            "end": "শেষ|শেষের তারিখ",
            "year": "বছর",
            "monthly_amount": "মাসিক|মাসিক টাকা",
        },
        names="গ্রাহকের নাম|ক্রেতার নাম|প্রতিষ্ঠানের নাম",
        tabs={
            "sales": "বিক্রয়",
            "customers": "গ্রাহক",
        },
        yes="হ্যাঁ|হ্যা|হাঁ",
        no="না",
        directions={
            "in": "আগত|ইনকামিং|গ্রাহক থেকে",
            "out": "বহির্গামী|আউটগোয়িং|গ্রাহককে",
        },
        contact_kinds={
            "question": "প্রশ্ন|জিজ্ঞাসা|সাহায্য",
            "complaint": "অভিযোগ|নালিশ",
            "praise": "প্রশংসা|ধন্যবাদ",
            "check_in": "খোঁজখবর|খোঁজ নেওয়া",
            "useful": "পরামর্শ|উপকারী",
            "promo": "প্রচার|অফার|বিজ্ঞাপন",
            "rescue": "ফিরিয়ে আনা",
        },
        severities={
            "low": "কম|নিম্ন",
            "medium": "মাঝারি",
            "high": "বেশি|উচ্চ|গুরুতর",
            "urgent": "জরুরি",
        },
        standing={
            "left": ("বাতিল|বন্ধ|নিষ্ক্রিয়|মেয়াদ শেষ|মেয়াদোত্তীর্ণ|চলে গেছে|ছেড়ে গেছে|সাবেক|প্রাক্তন|নবায়ন হয়নি"),
            "stayed": "সক্রিয়|চালু|চলমান|নবায়িত|নতুন|বকেয়া",
            "paused": "বিরতি|স্থগিত|সাময়িক বন্ধ",
            "trial": "ট্রায়াল|পরীক্ষামূলক",
            "notice": "নবায়ন হবে না|বাতিলের নোটিশ|নোটিশ দিয়েছে",
            "never_paid": "অসম্পূর্ণ|অপেক্ষমাণ|অপেক্ষমান|খসড়া",
            "later": "ভবিষ্যৎ|নির্ধারিত|শুরু হয়নি",
            "customer": "গ্রাহক|সদস্য",
            "unsure": "না|নয়|নেই|হয়নি",
        },
        active_headings="সক্রিয়",
        billing={
            "month": "মাস|মাসে|মাসিক",
            "quarter": "ত্রৈমাসিক",
            "half_year": "অর্ধবার্ষিক|ষাণ্মাসিক|ষান্মাসিক",
            "year": "বছর|বছরে|বার্ষিক|বাৎসরিক",
            "week": "সপ্তাহ|সপ্তাহে|সাপ্তাহিক",
            "two_weeks": "পাক্ষিক",
            "day": "দিন|দিনে|দৈনিক",
            "once": "এককালীন|একবার|আজীবন",
        },
        counts={
            "1": "এক",
            "2": "দুই",
            "3": "তিন",
            "4": "চার",
            "6": "ছয়",
            "12": "বারো",
        },
        around_terms="প্রতি|প্রত্যেক",
        minor_units="পয়সা",
        totals="মোট|সর্বমোট",
        month_headings="মাস",
        currencies={
            "BDT": "tk|taka|টাকা",
        },
        loose={
            "date": ("তারিখ", ""),
            "customer": ("গ্রাহক|ক্রেতা", ""),
            "amount": ("মোট", ""),
        },
        zero="০",
        statuses={
            "sale": "পরিশোধিত|সম্পন্ন|পাঠানো হয়েছে|=বিক্রয়|প্রক্রিয়াধীন|নিশ্চিত",
            "invoice": "চালান|ইনভয়েস",
            "order": "অর্ডার",
            "payment": "পেমেন্ট|=পরিশোধ|=জমা",
            "unpaid": "অপরিশোধিত|=বাকি|=বকেয়া",
            "not_yet": "খসড়া|কোটেশন|মুলতুবি|অপেক্ষমাণ",
            "cancelled": "বাতিল|বাতিল করা হয়েছে",
            "failed": "ব্যর্থ|প্রত্যাখ্যাত",
            "refunded": "ফেরত দেওয়া হয়েছে",
            "refund": "ফেরত|রিফান্ড",
            "other": "=খরচ|=ফি",
        },
        nobody=("অতিথি|নগদ|নগদ বিক্রয়|নগদ বিক্রি|নগদ ক্রেতা|খুচরা|খুচরা ক্রেতা|খুচরা বিক্রয়|অজানা|অজ্ঞাত|নাম নেই|সাধারণ ক্রেতা|পথচারী ক্রেতা"),
        tests="পরীক্ষা|টেস্ট|পরীক্ষামূলক",
        same_words={"and": "ও|এবং"},
        leaving={
            "other": "(মিটিং|সভা|অর্ডার|সাক্ষাৎ|কল|বৈঠক|ডেলিভারি)_ (_ ){0,1}বাতিল",
            "refuses": (
                "নবায়ন (_ ){0,2}(না|নি)|আর (_ ){0,1}(কিনবে|নেবে|কিনবেন|নেবেন|রাখবে|রাখবেন|চায়|চান) না|চুক্তি (_ ){0,2}রাখ_ না"
            ),
            "says": (
                "বাতিল_|ছেড়ে (যাচ্ছে|যাবে|যেতে|দিতে|দেবে|দিচ্ছে|চলে|যাবেন|দেবেন)_|"
                "চলে (যেতে চা|যাচ্ছে|যাবে)_|"
                "অন্য (দোকান|কোম্পানি|সরবরাহকারী)_ (_ ){0,1}(থেকে|যা|চলে|নে|কিন)_|"
                "প্রতিযোগী_ (_ ){0,1}(কাছে|যা|চলে)_"
            ),
            "no_after": "না|নি|নয়|নাই|নেই|করেনি|করেননি|হয়নি|করবেনা",
            "stays": "থাকবে|থাকবেন|থাকছে|থাকছেন|থেকে গেছে|মত (বদল_|পাল্ট_)|নবায়ন কর(েছে|েছেন|বে|বেন|লেন|ল)",
        },
    ),
    "fa": Words(
        columns={
            "customer": "مشتری|کد مشتری|شناسه مشتری|خریدار|شماره مشتری|طرف حساب",
            "date": "تاریخ|تاریخ فروش|تاریخ فاکتور|تاریخ سفارش|تاریخ خرید|روز|ماه فروش",
            "amount": "مبلغ|مبلغ کل|جمع|جمع کل|فروش|قیمت کل|مبلغ فاکتور",
            "quantity": "تعداد|مقدار",
            "unit_price": "قیمت واحد|قیمت|فی",
            "order_id": "شماره فاکتور|شماره سفارش|فاکتور",
            "product": "محصول|کالا|نام کالا|نام محصول",
            "currency": "ارز",
            "channel": "کانال",
            "customer_name": "نام",
            "country": "کشور",
            "phone": "تلفن|موبایل|شماره تماس",
            "email": "ایمیل",
            "start": "تاریخ شروع|شروع",
            "end": "تاریخ پایان|پایان",
            "year": "سال",
            "monthly_amount": "مبلغ ماهانه|ماهانه",
        },
        names="نام مشتری|نام خریدار|نام شرکت",
        tabs={
            "sales": "فروش",
            "customers": "مشتریان",
        },
        yes="بله|بلی|آری",
        no="خیر|نه",
        directions={
            "in": "ورودی|دریافتی|از مشتری",
            "out": "خروجی|ارسالی|به مشتری",
        },
        contact_kinds={
            "question": "سوال|پرسش|درخواست|راهنمایی|پشتیبانی",
            "complaint": "شکایت|اعتراض|ناراضی",
            "praise": "تشکر|تقدیر|تعریف",
            "check_in": "احوالپرسی|پیگیری",
            "useful": "مفید|نکته|آموزش",
            "promo": "تبلیغ|تبلیغات|پیشنهاد|خبرنامه|تخفیف",
            "rescue": "بازگرداندن|بازگشت مشتری",
        },
        severities={
            "low": "کم|پایین",
            "medium": "متوسط|معمولی",
            "high": "زیاد|بالا|شدید",
            "urgent": "فوری|بحرانی",
        },
        standing={
            "left": (
                "لغو شده|لغو|غیرفعال|غیر فعال|منقضی|منقضی شده|پایان یافته|تمام شده|بسته|بسته شده|ترک کرده|رفته|"
                "فسخ شده|تمدید نشده|سابق"
            ),
            "stayed": "فعال|جاری|تمدید شده|جدید|معوق",
            "paused": "معلق|تعلیق|متوقف موقت|توقف موقت",
            "trial": "آزمایشی|دوره آزمایشی",
            "notice": "تمدید نمی‌شود|درخواست لغو|در حال لغو",
            "never_paid": "ناقص|در انتظار|در انتظار پرداخت|پیش نویس",
            "later": "آینده|برنامه ریزی شده|شروع نشده",
            "customer": "مشتری|مشترک|عضو",
            "unsure": "نه|نیست|بدون|نشده|غیر|عدم",
        },
        active_headings="فعال",
        billing={
            "month": "ماه|ماهانه|ماهیانه|ماهه",
            "quarter": "فصل|فصلی|سه ماهه",
            "half_year": "شش ماهه|نیم سال",
            "year": "سال|سالانه|سالیانه|ساله",
            "week": "هفته|هفتگی",
            "two_weeks": "دو هفته ای|دو هفتگی",
            "day": "روز|روزانه",
            "once": "یکبار|یک بار|یکباره|مادام العمر",
        },
        counts={
            "1": "یک",
            "2": "دو",
            "3": "سه",
            "4": "چهار",
            "6": "شش",
            "12": "دوازده",
        },
        around_terms="هر|در|پرداخت|اشتراک",
        totals="جمع|جمع کل|مجموع",
        month_headings="ماه",
        currencies={
            "IRT": "تومان|تومن|toman",
            "IRR": "ریال|ريال|rial",
        },
        loose={
            "date": ("تاریخ", ""),
            "customer": ("مشتری", ""),
            "amount": ("مبلغ", ""),
        },
        zero="۰",
        statuses={
            "sale": (
                "پرداخت شده|تسویه شده|تسویه|تکمیل شده|ارسال شده|ارسال شد|تحویل شده|تحویل داده شده|در حال انجام|"
                "در حال پردازش|تایید شده|قطعی|نهایی|انجام شده|موفق|=فروش"
            ),
            "part_refunded": "بازگشت جزئی",
            "invoice": "فاکتور|فاکتور فروش|صورتحساب",
            "order": "سفارش",
            "payment": "=پرداخت|=دریافت|=رسید|=واریز|=بیعانه",
            "unpaid": "پرداخت نشده|تسویه نشده|=نسیه",
            "awaiting": "در انتظار پرداخت",
            "open": "=باز",
            "not_yet": "پیش فاکتور|پیش نویس|در انتظار|در انتظار بررسی|معلق|استعلام|پیشنهاد قیمت",
            "cancelled": "لغو شده|=لغو|=کنسل|کنسل شده|=باطل|باطل شده|ابطال شده|حذف شده|انصراف",
            "failed": "ناموفق|رد شده|منقضی|منقضی شده",
            "refunded": "برگشت داده شده|مسترد شده|عودت داده شده|مرجوع شده",
            "refund": "مرجوعی|برگشت از فروش|برگشتی|استرداد|بازپرداخت|عودت وجه",
            "other": "=کارمزد|=هزینه|=انتقال|=برداشت|=خرید|=حواله",
        },
        negations="نشده",
        delivery_headings="ارسال|تحویل",
        invoice_headings="فاکتور",
        order_headings="سفارش",
        line_headings="ردیف|کالا|واحد",
        gift_cards="کارت هدیه",
        nobody=(
            "مهمان|میهمان|مشتری مهمان|مشتری متفرقه|متفرقه|مشتری نقدی|نقدی|فروش نقدی|مشتری گذری|گذری|ناشناس|"
            "مشتری ناشناس|نامشخص|بدون نام|بی نام|مصرف کننده نهایی|مشتری عمومی|صندوق"
        ),
        tests="تست|آزمایشی|مشتری تست|سفارش آزمایشی",
        same_words={"and": "و"},
        leaving={
            "other": (
                "لغو (جلسه|قرار|سفارش|تماس|سفر|پرواز|ملاقات|بازدید)|"
                "(جلسه|قرار|سفارش|تماس|ملاقات|بازدید|پرواز|سفر) (_ ){0,1}لغو|تا پایان _ میماند"
            ),
            "refuses": (
                "تمدید (_ ){0,1}(نمی_|نکرد_|نخواه_|نکن_)|قصد تمدید ندار_|دیگر (_ ){0,1}(نمیخر_|نمیخواه_|سفارش نمی_)"
            ),
            "says": (
                "لغو_?|فسخ_?|انصراف_?|قطع همکاری|"
                "(تامین کننده|فروشنده|شرکت|فروشگاه) (دیگر_?|جدید_?) (_ ){0,2}(می_|رفت_|پیدا|انتخاب|خواه_)|"
                "(سراغ|پیش|به|سمت) رقیب_?|میخواه_ (برود|بروند|ترک_?)|ترک میکن_"
            ),
            "no_before": "نمیخواه_|عدم|بدون|قصد ندار_",
            "no_after": "نمی_|نکرد_|نشد_|نخواه_|ندار_|نیست_|نکن_|نشو_",
            "stays": "میماند_?|میمانند|خواه(د|ند) ماند|منصرف شد_?|تمدید (کرد_?|میکن_|شد_?)|پشیمان شد_?",
        },
    ),
    "mn": Words(
        columns={
            "customer": "харилцагч|үйлчлүүлэгч|харилцагчийн код|үйлчлүүлэгчийн код|худалдан авагч",
            "date": ("огноо|борлуулалтын огноо|захиалгын огноо|нэхэмжлэхийн огноо|худалдан авсан огноо|он сар өдөр"),
            "amount": "дүн|нийт|нийт дүн|борлуулалт|үнийн дүн|мөнгөн дүн|нийт үнэ",
            "quantity": "тоо|тоо ширхэг|ширхэг",
            "unit_price": "нэгж үнэ|үнэ",
            "order_id": "захиалгын дугаар|нэхэмжлэхийн дугаар",
            "product": "бүтээгдэхүүн|бараа|барааны нэр",
            "currency": "валют",
            "channel": "суваг",
            "customer_name": "нэр",
            "country": "улс",
            "phone": "утас|утасны дугаар",
            "email": "имэйл",
            "start": "эхэлсэн огноо|эхлэх огноо|эхлэл",
            "end": "дууссан огноо|дуусах огноо|төгсгөл",
            "year": "он",
            "monthly_amount": "сарын төлбөр|сарын дүн",
        },
        names="харилцагчийн нэр|үйлчлүүлэгчийн нэр|компанийн нэр",
        tabs={
            "sales": "борлуулалт",
            "customers": "харилцагч",
        },
        yes="тийм",
        no="үгүй",
        directions={
            "in": "ирсэн|орсон|харилцагчаас",
            "out": "гарсан|явуулсан|харилцагчид",
        },
        contact_kinds={
            "question": "асуулт|лавлагаа|тусламж",
            "complaint": "гомдол",
            "praise": "талархал|магтаал",
            "check_in": "эргэж холбогдох",
            "useful": "зөвлөгөө|хэрэгтэй",
            "promo": "сурталчилгаа|урамшуулал|санал",
            "rescue": "буцаан татах",
        },
        severities={
            "low": "бага",
            "medium": "дунд",
            "high": "өндөр|ноцтой",
            "urgent": "яаралтай",
        },
        standing={
            "left": ("цуцлагдсан|цуцалсан|дууссан|идэвхгүй|хаагдсан|гарсан|хугацаа дууссан|больсон|хуучин|сунгаагүй"),
            "stayed": "идэвхтэй|хүчинтэй|үргэлжилж байгаа|сунгасан|шинэ",
            "paused": "түр зогссон|түр зогсоосон|хойшлуулсан",
            "trial": "туршилт|туршилтын",
            "notice": "сунгахгүй|цуцлах хүсэлт",
            "never_paid": "дутуу|хүлээгдэж байна|ноорог",
            "later": "ирээдүйн|төлөвлөсөн|эхлээгүй",
            "customer": "хэрэглэгч|гишүүн|харилцагч",
            "unsure": "биш|үгүй|гүй",
        },
        active_headings="идэвхтэй",
        billing={
            "month": "сар|сарын|сараар|сар бүр",
            "quarter": "улирал|улирлын|улирал бүр",
            "half_year": "хагас жил|хагас жилийн",
            "year": "жил|жилийн|жилээр|жил бүр",
            "week": "долоо хоног|долоо хоногийн|долоо хоног бүр",
            "day": "өдөр|өдрийн|өдөр бүр",
            "once": "нэг удаа|нэг удаагийн|насан туршийн",
        },
        counts={
            "1": "нэг",
            "2": "хоёр",
            "3": "гурван|гурав",
            "4": "дөрвөн",
            "6": "зургаан",
            "12": "арван хоёр",
        },
        around_terms="бүр|тутам|тутамд|төлбөр",
        totals="нийт|дүн",
        month_headings="сар",
        currencies={
            "MNT": "төг|төгрөг",
        },
        loose={
            "date": ("огноо", ""),
            "customer": ("харилцагч", ""),
            "amount": ("дүн", ""),
        },
        zero="᠐",
        statuses={
            "sale": "төлсөн|төлөгдсөн|дууссан|хүргэгдсэн|биелсэн|баталгаажсан",
            "invoice": "нэхэмжлэх|нэхэмжлэл",
            "order": "захиалга",
            "payment": "төлбөр",
            "unpaid": "төлөөгүй|төлөгдөөгүй",
            "not_yet": "ноорог|үнийн санал|хүлээгдэж буй|хүлээгдэж байна",
            "cancelled": "цуцлагдсан|цуцалсан|хүчингүй",
            "failed": "амжилтгүй|татгалзсан",
            "refunded": "буцаагдсан",
            "refund": "буцаалт",
            "other": "=зардал|=шимтгэл",
        },
        nobody=(
            "зочин|зочин хэрэглэгч|бэлэн|бэлэн мөнгө|бэлэн борлуулалт|бэлэн мөнгөний борлуулалт|касс|нэргүй|"
            "тодорхойгүй|үл мэдэгдэх|хувь хүн|эцсийн хэрэглэгч|санамсаргүй худалдан авагч"
        ),
        tests="тест|туршилт|туршилтын захиалга",
        same_words={"and": "ба"},
        leaving={
            "other": "(цуцл|цуцал|орхи)_гүй|(уулзалт|хурал|захиалга|дуудлага|айлчлал)_ (_ ){0,1}цуц_",
            "refuses": (
                "(сун|үргэлжлүүл)_(хгүй|аагүй|ээгүй)|дахи(ж|н) авахгүй|цаашид (_ ){0,1}авахгүй|"
                "сун_ (бодолгүй|сонирхолгүй)"
            ),
            "says": (
                "цуцл_|цуцал_|гэрээ_ (_ ){0,1}(дуусга|зогсоо)_|явмаар_|явах гэж_|биднийг орхи_|"
                "(өөр|шинэ) (компани|нийлүүлэгч|дэлгүүр|газар)_? (руу|рүү|луу|лүү|сонго_|ол_|шилжи_)|"
                "өрсөлдөгч_ (_ ){0,1}(руу|рүү|шилжи_|очи_)|шилжих гэж_"
            ),
            "no_after": "биш|үгүй|байхгүй|больсон|больжээ",
            "stays": "үлдэнэ|үлдэх_|үлдсэн|сунгасан|сунгана|бодлоо өөрчилсөн|үргэлжлүүлнэ",
        },
    ),
    "ru": Words(
        yes="да",
        no="нет",
        directions={
            "in": "входящий|входящая|входящее|вх|от клиента",
            "out": "исходящий|исходящая|исходящее|исх|клиенту",
        },
        contact_kinds={
            "question": "вопрос|вопросы|запрос|обращение|помощь|консультация",
            "complaint": "жалоба|жалобы|претензия|рекламация|недоволен",
            "praise": "похвала|благодарность|спасибо|рекомендация",
            "check_in": "узнать как дела|поддержание связи|как дела",
            "useful": "полезное|полезный|совет|советы|обучение",
            "promo": "реклама|акция|рассылка|предложение|промо",
            "rescue": "возврат клиента|спасение|удержание",
        },
        severities={
            "low": "низкая|низкий|незначительная",
            "medium": "средняя|средний|обычная",
            "high": "высокая|высокий|серьезная",
            "urgent": "срочная|срочно|критическая|критичная",
        },
        currencies={
            "RUB": "руб",
        },
        errors="ДЕЛ/0!|ЗНАЧ!|ССЫЛКА!|ИМЯ?|ЧИСЛО!|Н/Д",
        statuses={
            "sale": (
                "оплачен|оплачено|оплачена|частично оплачен|выполнен|выполнено|выполнена|завершен|завершено|"
                "отправлен|отправлено|доставлен|доставлено|в обработке|подтвержден|подтверждено|проведен|=продажа|"
                "=реализация|=закрыт"
            ),
            "part_refunded": "частично возвращен|частичный возврат",
            "invoice": "счет|счет фактура",
            "order": "заказ|заказ клиента",
            "payment": "платеж|оплата|поступление",
            "unpaid": "не оплачен|не оплачено|не оплачена|неоплачен|неоплачено",
            "awaiting": "ожидает оплаты|ожидание оплаты",
            "open": "=открыт",
            "won": "выиграна|выигран|успешно реализовано",
            "lost": "проиграна|проигран|потеряна",
            "not_yet": "черновик|коммерческое предложение|=предложение|ожидание|ожидает|в ожидании|отложен|отложено",
            "cancelled": "отменен|отменено|отменена|аннулирован|аннулировано|удален|удалено",
            "failed": "отклонен|отклонено|отклонена|=ошибка|неудачно|истек",
            "refunded": "возвращен|возвращено|возвращена",
            "refund": "возврат|кредит нота|сторно",
            "other": "комиссия|=перевод|вывод средств|=расход",
        },
        negations="не",
        delivery_headings="доставк|отгрузк",
        invoice_headings="счет",
        order_headings="заказ",
        line_headings="позици|товар|единиц",
        nobody=(
            "гость|розничный покупатель|розница|частное лицо|физлицо|физическое лицо|аноним|анонимный покупатель|"
            "неизвестно|неизвестный|без имени|наличные|касса|покупатель"
        ),
        tests="тест|тестовый|тестовый заказ|тестовый клиент|проверка",
        same_words={"and": "и"},
        legal_forms="ооо|ао|оао|зао|пао|ип",
        leaving={
            "refuses": "не (_ ){0,2}(продлева_|продлит_|продлять|продолжат_)",
            "says": (
                "расторг_|(отказ_) от (_ ){0,1}(договор|контракт|подписк|услуг|сотруднич)_|"
                "(уход|уйд|уйти|переход|перейд)_ (_ ){0,1}(к|от) (_ ){0,1}(конкурент|друг|нас)_|"
                "хо(чет|тят) уйти|друг(ого|ой) поставщик_"
            ),
            "no_before": "не|никогда|без",
            "stays": "оста(ется|ются|нется|лся|лись)|передумал_|продлил_",
        },
    ),
    "pl": Words(
        yes="tak",
        no="nie",
        directions={
            "in": "przychodzące|przychodzący|przychodząca|otrzymane|od klienta",
            "out": "wychodzące|wychodzący|wychodząca|wysłane|do klienta",
        },
        contact_kinds={
            "question": "pytanie|pytania|zapytanie|prośba|pomoc|wsparcie",
            "complaint": "skarga|skargi|reklamacja|reklamacje|zażalenie|niezadowolony",
            "praise": "pochwała|podziękowanie|dziękuję|rekomendacja",
            "check_in": "kontakt kontrolny|podtrzymanie kontaktu|co słychać",
            "useful": "przydatne|porada|porady|wskazówka|szkolenie",
            "promo": "promocja|oferta|newsletter|reklama|kampania",
            "rescue": "odzyskanie|ratunek|utrzymanie",
        },
        severities={
            "low": "niski|niska|niskie|drobna",
            "medium": "średni|średnia|średnie|normalny",
            "high": "wysoki|wysoka|wysokie|poważna",
            "urgent": "pilny|pilna|pilne|krytyczny|krytyczna",
        },
        statuses={
            "sale": (
                "opłacone|opłacona|opłacony|zapłacone|zapłacona|zapłacony|zapłacono|częściowo opłacone|"
                "częściowo zapłacona|zrealizowane|zrealizowana|zakończone|zakończona|wysłane|wysłana|wysłano|"
                "dostarczone|dostarczona|w realizacji|w trakcie realizacji|potwierdzone|potwierdzona|zatwierdzone|"
                "zatwierdzona|zaakceptowane|przyjęte|przeterminowana|po terminie|=zamknięte|wystawiona|zaksięgowana|"
                "=sprzedaż|paragon|rozliczona|rozliczone"
            ),
            "part_refunded": "częściowo zwrócone|częściowy zwrot",
            "invoice": "faktura|faktura vat|faktura sprzedaży|faktura zaliczkowa|faktura końcowa",
            "order": "zamówienie",
            "payment": "płatność|wpłata|zapłata|zaliczka",
            "in_books": "=przelew",
            "unpaid": "nieopłacone|nieopłacona|nieopłacony|niezapłacone|niezapłacona|do zapłaty",
            "awaiting": "oczekuje na płatność|oczekujące na płatność|oczekiwanie na płatność",
            "open": "=otwarte|=otwarta",
            "won": "wygrana|wygrane",
            "lost": "przegrana|przegrane|utracone",
            "not_yet": (
                "szkic|wersja robocza|=robocza|=oferta|wycena|kosztorys|faktura proforma|oczekujące|oczekuje|"
                "w oczekiwaniu|wstrzymane|wstrzymana|porzucone|niepotwierdzone"
            ),
            "cancelled": "anulowane|anulowana|anulowany|anulowano|usunięte|usunięta|unieważnione",
            "failed": "nieudane|nieudana|odrzucone|odrzucona|=odmowa|wygasłe|wygasła",
            "refunded": "zwrócone|zwrócona|zwrócono",
            "refund": "zwrot|=korekta|faktura korygująca|nota kredytowa|korekta faktury",
            "other": "=opłata|prowizja|wypłata|wydatek|=koszt|faktura zakupu|=wz|wydanie zewnętrzne",
        },
        negations="nie",
        delivery_headings="dostaw|wysyłk|wysylk",
        invoice_headings="faktur",
        order_headings="zamowieni",
        line_headings="pozycj|produkt|jednostk",
        converted_headings="przeliczon",
        gift_cards="karta podarunkowa|bon podarunkowy",
        nobody=(
            "gosc|klient detaliczny|detal|sprzedaz detaliczna|gotowka|sprzedaz gotowkowa|kasa|paragon|anonim|"
            "anonimowy|nieznany|klient nieznany|brak|brak nazwy|klient indywidualny"
        ),
        tests="testowy|klient testowy|zamowienie testowe",
        legal_forms="spzoo",
    ),
    "tr": Words(
        yes="evet",
        no="hayır",
        directions={
            "in": "gelen|gelen arama|müşteriden",
            "out": "giden|giden arama|müşteriye",
        },
        contact_kinds={
            "question": "soru|sorular|talep|yardım|destek|bilgi talebi",
            "complaint": "şikayet|şikayetler|şikâyet|memnuniyetsizlik",
            "praise": "övgü|teşekkür|tavsiye",
            "check_in": "hal hatır|hatır sorma|takip",
            "useful": "faydalı|ipucu|öneri|eğitim",
            "promo": "promosyon|kampanya|bülten|reklam|teklif",
            "rescue": "geri kazanma|kurtarma",
        },
        severities={
            "low": "düşük|hafif",
            "medium": "orta|normal",
            "high": "yüksek|ciddi",
            "urgent": "acil|kritik",
        },
        statuses={
            "sale": (
                "ödendi|kısmen ödendi|tamamlandı|gönderildi|kargolandı|kargoya verildi|sevk edildi|teslim edildi|"
                "hazırlanıyor|işleniyor|işlemde|onaylandı|kabul edildi|faturalandı|faturalandırıldı|gecikmiş|"
                "vadesi geçmiş|=kapandı|=kapalı|başarılı|tahsil edildi|=satış|perakende satış"
            ),
            "part_refunded": "kısmi iade|kısmen iade edildi",
            "invoice": "satış faturası",
            "order": "sipariş|satış siparişi",
            "payment": "ödeme|tahsilat|makbuz|kapora",
            "in_books": "=havale",
            "unpaid": "ödenmedi|ödenmemiş",
            "awaiting": "ödeme bekleniyor|ödeme bekliyor",
            "open": "=açık",
            "won": "kazanıldı",
            "lost": "kaybedildi",
            "not_yet": "taslak|teklif|proforma fatura|beklemede|bekliyor|bekleyen|askıda|onay bekliyor|terk edildi",
            "cancelled": "iptal|iptal edildi|silindi|geçersiz",
            "failed": "başarısız|reddedildi|süresi doldu",
            "refunded": "iade edildi|geri ödendi",
            "refund": "iade|iade faturası|para iadesi|geri ödeme|alacak dekontu",
            "other": "=ücret|komisyon|masraf|para çekme|gider|alış faturası|irsaliye|satın alma",
        },
        negations="değil",
        delivery_headings="teslim|kargo|sevk",
        invoice_headings="fatura",
        order_headings="siparis",
        line_headings="satır|urun|birim",
        gift_cards="hediye kartı|hediye çeki",
        nobody=(
            "misafir|misafir musteri|perakende|perakende musteri|perakende satis|nakit|nakit satis|pesin|"
            "pesin satis|kasa|muhtelif|muhtelif musteri|nihai tuketici|bilinmeyen|isimsiz|anonim"
        ),
        tests="deneme|test musteri|deneme siparisi",
        same_words={"and": "ve", "ltd": "limited"},
        legal_forms="as|sti",
    ),
    "ar": Words(
        yes="نعم",
        no="لا",
        directions={
            "in": "وارد|واردة|من العميل",
            "out": "صادر|صادرة|إلى العميل",
        },
        contact_kinds={
            "question": "سؤال|استفسار|طلب مساعدة|مساعدة|دعم",
            "complaint": "شكوى|شكاوى|غير راض",
            "praise": "شكر|إشادة|مدح",
            "check_in": "اطمئنان|متابعة",
            "useful": "مفيد|نصيحة|نصائح|تدريب",
            "promo": "ترويج|عرض|إعلان|نشرة|حملة",
            "rescue": "استرجاع|استعادة العميل",
        },
        severities={
            "low": "منخفض|منخفضة|بسيط",
            "medium": "متوسط|متوسطة|عادي",
            "high": "عالي|عالية|خطير",
            "urgent": "عاجل|عاجلة|حرج",
        },
        zero="٠",
        statuses={
            "sale": "مدفوع|مدفوعة|مكتمل|مكتملة|تم الشحن|تم التسليم|تم التوصيل|قيد التنفيذ|قيد المعالجة|مؤكد|=بيع",
            "invoice": "فاتورة",
            "order": "طلب|طلبية",
            "payment": "دفعة|سداد|إيصال",
            "unpaid": "غير مدفوع|غير مدفوعة",
            "awaiting": "بانتظار الدفع",
            "not_yet": "مسودة|عرض سعر|معلق|معلقة|قيد الانتظار|قيد المراجعة",
            "cancelled": "ملغى|ملغي|ملغاة|ملغية|تم الإلغاء|محذوف",
            "failed": "فشل|فاشلة|مرفوض|مرفوضة|منتهي",
            "refunded": "مسترد|مستردة|تم الاسترداد|مرتجع",
            "refund": "استرداد|إشعار دائن|مرتجعات|مردودات",
            "other": "=رسوم|=تحويل|=سحب|=مصروف",
        },
        negations="غير|لم",
        nobody="ضيف|زائر|عميل نقدي|نقدي|مبيعات نقدية|بيع نقدي|عميل عام|مجهول|غير معروف|بدون اسم|عميل متنوع",
        tests="اختبار|تجربة|عميل تجريبي|طلب تجريبي",
        same_words={"and": "و"},
    ),
    "hi": Words(
        loose={
            "date": ("तारीख", ""),
        },
        zero="०",
        nobody="अतिथि|नकद|नकद बिक्री|नकद ग्राहक|अज्ञात|अनाम|फुटकर ग्राहक",
        tests="परीक्षण|टेस्ट",
        same_words={"and": "और"},
    ),
}


def texts(field: str) -> Iterator[str]:
    """Every word of one field, language by language.

    >>> list(texts("totals"))[:2]
    ['total', 'totals']
    """
    for language in LANGUAGES.values():
        yield from _split(getattr(language, field))


def texts_of(field: str, key: str) -> Iterator[str]:
    """Every word of one key of a field that has keys: the headings of a column, the names of a tab.

    >>> list(texts_of("columns", "refund"))[:2]
    ['refund', 'refunds']
    """
    for language in LANGUAGES.values():
        yield from _split(getattr(language, field).get(key, ""))


def keys(field: str) -> list[str]:
    """The keys of a field, in the order in which languages bring them."""
    return list(dict.fromkeys(key for language in LANGUAGES.values() for key in getattr(language, field)))


def headings(column: str) -> list[str]:
    """Every word for a column, the best first; who is called by name is a customer, after all that is a code."""
    own, names = list(texts_of("columns", column)), list(texts("names"))
    return [*own, *names] if column == "customer" else [*names, *own] if column == "customer_name" else own


def loose_patterns(column: str) -> tuple[str, str]:
    """What a heading that no list foresees must have in it for a column, and must not have."""
    pairs = [language.loose[column] for language in LANGUAGES.values() if column in language.loose]
    wanted, unwanted = ("|".join(filter(None, patterns)) for patterns in zip(*pairs, strict=True))
    return wanted, unwanted


def _split(words: str) -> list[str]:
    return words.split("|") if words else []
