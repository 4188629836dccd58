"""Whom to contact, why now, and what to say first; decisions and their reasons."""

TEXTS = {
    "decision_pursue": "pursue",
    "decision_nurture": "nurture",
    "decision_let_go": "let go",
    "why_came_back": "is a customer again",
    "why_own_decision": "your own decision",
    "why_do_not_contact": "asked not to be contacted, or gave no consent",
    "why_gone_for_good": "your records say they cannot come back",
    "why_expected": "no longer away than usual: expected back without a call",
    "why_no_money": "brought no money in the last 12 months",
    "why_not_worth_a_call": "worth less than the call would cost",
    "why_far_back": "lost more than three years ago: letters, not calls",
    "why_silence_says_little": "silence says little in your shop: write by value and occasion, no call",
    "why_within_the_hours": "well worth a call",
    "why_beyond_the_hours": "no time left for a call this month",
    "purpose_lost": "lost customer",
    "purpose_warning": "warning sign",
    # Why now.
    "may_leave": "At risk: {evidence}",
    "may_leave_worth": "At risk ({worth:money} a month): {evidence}",
    "lost": "Lost: {facts}",
    "lost_worth": "Lost ({worth:money} a month): {facts}",
    "bought_last": "{purchases:plural:bought once|bought on # days}, last on {ended:day}",
    "left_undated": "your list does not say since when",
    "left_on": "left on {ended:day}",
    "reason": "reason: {reason}",
    # What to say first.
    "hello": "Hello {name}, this is {caller}. {opening}",
    "your_name": "[your name]",
    "sorry": "We were sorry to lose you. May I ask what we could have done better?",
    "sorry_since": "We were sorry to see you go in {ended:month}. May I ask what we could have done better?",
    "not_seen_since": "We have not seen you since {ended:month}. Is there anything we could have done better?",
    # Why a row stands where it stands.
    "place_by": "before your contact leaves on {by:day}",
    "place_urgent": "{sign}: within one working day",
    "place_without_money": "a chance of {likelihood:percent} that the call makes the difference; without amounts",
    "place_moved": "{place}; put off until they have time again: they are busy in {months:list}",
    "place_kept": "{place}; urgent, so not put off although they are busy in {months:list}",
    "place": (
        "about {gain:money} for {minutes:plural:one minute|# minutes}: {worth:money} a month for a year, "
        "at a chance of {likelihood:percent} that the call makes the difference"
    ),
    "place_with_margin": (
        "about {gain:money} for {minutes:plural:one minute|# minutes}: {worth:money} a month for a year, "
        "at a chance of {likelihood:percent} that the call makes the difference, and a margin of {margin:percent}"
    ),
}
