"""The warning signs, four texts each: what it is called, its evidence, what to do, and what to ask first.

The evidence of a sign may have a second text, for the case that the figure named after `without` is not known.
"""

TEXTS = {
    "told_us_name": "told us",
    "told_us_evidence": "gave notice on {since:day}, ends on {ends:day}",
    "told_us_evidence_without_ends": "gave notice on {since:day}",
    "told_us_response": "Call within a day: thank them, ask why, listen; offer help, not a discount first",
    "told_us_opening": "Thank you for telling us. May I ask what happened?",
    "unpaid_name": "unpaid",
    "unpaid_evidence": "an invoice is {days:plural:# day|# days} overdue, {owed:money} open",
    "unpaid_evidence_without_owed": "an invoice is {days:plural:# day|# days} overdue",
    "unpaid_response": "Ask for clarity as their contact, apart from any dunning letter",
    "unpaid_opening": "I wanted to hear whether everything is all right on your side.",
    "ends_soon_name": "ends soon",
    "ends_soon_evidence": "the contract ends on {ends:day} and no new one is in your list",
    "ends_soon_response": "Ask how the year went and what they need next, before the end comes",
    "ends_soon_opening": "How did the last months with us go for you?",
    "downgrade_name": "downgrade",
    "downgrade_evidence": "pays {now:money} a month, was {was:money} 90 days ago",
    "downgrade_response": "Ask what changed for them, and show what the part they gave up did for them",
    "downgrade_opening": "I saw that you changed your plan. What would suit you better?",
    "silence_name": "silence",
    "silence_evidence": (
        "no purchase for {days:plural:# day|# days}; usual is every {usual:plural:day|# days} over "
        "{purchases:plural:# purchase|# purchases} (chance {chance:percent})"
    ),
    "silence_response": "A friendly check-in, no reproach: they may be busy, ill or looking around",
    "silence_opening": "We have not heard from you for a while. How are you?",
    "buying_less_name": "buying less",
    "buying_less_evidence": (
        "{recent:plural:# purchase day|# purchase days} in the last 90 days, {expected:count} were usual; "
        "{money_recent:money} instead of {money_expected:money}"
    ),
    "buying_less_evidence_without_money_recent": (
        "{recent:plural:# purchase day|# purchase days} in the last 90 days, {expected:count} were usual"
    ),
    "buying_less_response": "Ask what they need now and where they buy it; listen first",
    "buying_less_opening": "How are things, and what do you need these days?",
    # For all of them.
    "unknown": "There is no warning sign '{sign}'.",
}
