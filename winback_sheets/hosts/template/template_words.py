"""What the empty workbook says about each column: a sentence and an example, by the schema's column keys."""

from __future__ import annotations

from winback_sheets.present.words import known, say
from winback_sheets.schema.results import OUTCOMES, YES_NO

#: Why customers leave, as the template's Reason catalogue starts out; the owner changes it.
REASONS: tuple[str, ...] = (
    "template.reason_price",
    "template.reason_extra_charges",
    "template.reason_slow_or_rude_service",
    "template.reason_unresolved_complaint",
    "template.reason_missing_product_or_feature",
    "template.reason_quality",
    "template.reason_promise_not_kept",
    "template.reason_neglected_by_us",
    "template.reason_competitor",
    "template.reason_new_management_or_contact_person",
    "template.reason_private_reasons",
    "template.reason_moved_or_closed",
    "template.reason_payment_failed",
    "template.reason_unknown",
)

#: Columns with a short list to pick from; another word may be typed as well.
CHOICES: dict[str, tuple[str, ...]] = {
    "outcome": OUTCOMES,
    "status": ("active", "left", "paused"),
    "billing_period": ("month", "quarter", "half year", "year", "week"),
    "direction": ("in", "out"),
    "channel": ("phone", "e-mail", "visit", "letter", "message", "shop", "web"),
    "preferred_channel": ("phone", "e-mail", "visit", "letter", "message"),
    "contact_kind": ("question", "complaint", "praise", "useful", "promo", "check in", "rescue"),
    "severity": ("low", "medium", "high", "urgent"),
    "offer_type": ("discount", "upgrade", "gift", "service"),
} | dict.fromkeys(("stage1", "stage2", "stage3", "stage4", "stage5"), YES_NO)

#: Columns whose list is the Reason catalogue.
REASON_COLUMNS = frozenset({"end_reason", "stated_reason", "verified_reason", "root_cause"})

#: Examples that are no words: key, or table and key where one key means two things. Dates as 2026-10-31.
EXAMPLES: dict[str, object] = {
    "date": "2026-10-05",
    "amount": 42.5,
    "payments_amount": 42.5,
    "subscriptions_amount": 510,
    "quantity": 5,
    "unit_price": 8.5,
    "refund": 0,
    "discount": 0,
    "start": "2025-04-01",
    "monthly_amount": 45,
    "due": "2026-11-30",
    "payments_due": "2026-10-15",
    "paid": "2026-10-12",
    "issued": "2026-09-30",
    "amount_paid": 42.5,
    "first_date": "2021-03-08",
    "situation_date": "2026-09-14",
    "minutes": 12,
    "our_talk_minutes": 4,
    "opened": "2026-09-02",
    "from_date": "2023-01-01",
    "closed": "2026-09-06",
    "score": 9,
    "next_date": "2026-11-12",
    "value": 20,
    "cost": 8,
    "valid_to": "2026-12-31",
    "usage_amount": 3,
    "sent": "2026-09-03",
    "acknowledged": "2026-09-04",
    "trained_on": "2026-02-11",
    "weekly_minutes": 180,
    "cost_per_hour": 24,
}


def words_of(table: str, key: str) -> tuple[str, object]:
    """What a column of an input tab means, and an example; a blank one where none is needed.

    >>> words_of("contacts", "opened"), words_of("payments", "amount")[1]
    (('whether they opened the message', 'yes'), 42.5)
    """
    name = f"{table}_{key}" if known(f"template.{table}_{key}_meaning") else key
    example = say(f"template.{name}_example") if known(f"template.{name}_example") else EXAMPLES.get(name, "")
    return say(f"template.{name}_meaning"), example
