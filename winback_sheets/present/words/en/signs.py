"""The warning signs, four texts each: what it is called, its evidence, what to do, and what to ask first.

The evidence of a sign may have a second text, for the case that the figure named after `without` is not known.
"""

TEXTS = {
    "told_us_name": "told us",
    "told_us_evidence": "gave notice on {since:day}, the contract ends on {ends:day}",
    "told_us_evidence_without_ends": "gave notice on {since:day}",
    "told_us_evidence_without_since": "does not renew, the contract ends on {ends:day}",
    "told_us_evidence_without_since_and_ends": "does not renew",
    "told_us_response": "Call within a day: thank them, ask why, listen; offer help, not a discount first",
    "told_us_opening": "Thank you for letting us know that you are leaving. May I ask what made you decide?",
    "unpaid_name": "unpaid",
    "unpaid_evidence": "an invoice is {days:plural:# day|# days} overdue, {owed:money} open",
    "unpaid_evidence_without_owed": "an invoice is {days:plural:# day|# days} overdue",
    "unpaid_response": "A friendly call about the invoice, apart from any reminder letter",
    "unpaid_opening": "I just wanted to check that everything is all right.",
    "ends_soon_name": "ends soon",
    "ends_soon_evidence": "the contract ends on {ends:day} and no new one is in your list",
    "ends_soon_response": "Before the contract ends, ask how the year went and what they need next",
    "ends_soon_opening": "Your contract ends soon. How have the last months been for you?",
    "downgrade_name": "downgrade",
    "downgrade_evidence": "pays {now:money} a month, was {was:money} 90 days ago",
    "downgrade_response": "Ask what has changed for them, and what they miss now",
    "downgrade_opening": "I saw that you pay less than before. Does what you have now still suit you?",
    "may_leave_name": "may leave",
    "may_leave_evidence": (
        "bought every {usual:plural:day|# days}, silent for {silent:count}; like this in your shop: {of_100:count} of 100 "
        "bought nothing for {ahead:plural:one day|# days}; {mrr:money} a month"
    ),
    "may_leave_evidence_without_mrr": (
        "bought every {usual:plural:day|# days}, silent for {silent:count}; like this in your shop: {of_100:count} of 100 "
        "bought nothing for {ahead:plural:one day|# days}"
    ),
    "may_leave_evidence_without_of_100": (
        "bought every {usual:plural:day|# days}, silent for {silent:count}; {mrr:money} a month"
    ),
    "may_leave_evidence_without_of_100_and_mrr": "bought every {usual:plural:day|# days}, silent for {silent:count}",
    "may_leave_response": "A friendly check-in, no reproach: they may be busy, ill or looking around",
    "may_leave_opening": "We have not heard from you for a while. How are you?",
    # For all of them.
    "unknown": "There is no warning sign '{sign}'.",
}
