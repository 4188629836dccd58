"""The warning signs, four texts each: what it is called, its evidence, what to do, and what to ask first.

The evidence of a sign may have a second text, for the case that the figure named after `without` is not known.
"""

TEXTS = {
    "told_us_name": "told us",
    "told_us_evidence": 'does not renew, the contract ends on {ends:day}; your note of {since:day}: "{said}"',
    "told_us_evidence_without_ends": 'your note of {since:day}: "{said}"',
    "told_us_evidence_without_said": "gave notice on {since:day}, the contract ends on {ends:day}",
    "told_us_evidence_without_ends_and_said": "gave notice on {since:day}",
    "told_us_evidence_without_since_and_said": "does not renew, the contract ends on {ends:day}",
    "told_us_evidence_without_since_and_ends_and_said": "does not renew",
    "told_us_response": (
        "Call within a day: thank them, ask why and listen. Offer help, a discount only if price is the reason. "
        "If they go: say what they will no longer have and what happens to their data, and make it easy"
    ),
    "told_us_opening": "Thank you for letting us know that you are leaving. May I ask what made you decide?",
    "contact_leaves_name": "contact leaves",
    "contact_leaves_evidence": "{person} leaves on {leaves:day}, {successor} follows",
    "contact_leaves_evidence_without_successor": "{person} leaves on {leaves:day}, nobody is named to follow",
    "contact_leaves_evidence_without_person": "your contact leaves on {leaves:day}, {successor} follows",
    "contact_leaves_evidence_without_person_and_successor": "your contact leaves on {leaves:day}, nobody is named to follow",
    "contact_leaves_response": (
        "Prepare the change: by {ask:day} ask who follows and what matters to them; by {meet:day} meet both; "
        "by {recap:day} bring a page of what was done together"
    ),
    "contact_leaves_opening": "I hear that you will hand over soon. Who will look after this, and could we meet together?",
    "contact_changed_name": "contact changed",
    "contact_changed_evidence": "{person} left on {since:day}, {successor} is there now",
    "contact_changed_evidence_without_successor": "{person} left on {since:day}, nobody is named in their place",
    "contact_changed_evidence_without_person": "{successor} decides since {since:day}; before, somebody else did",
    "contact_changed_evidence_without_person_and_successor": (
        "your contact left on {since:day}, nobody is named in their place"
    ),
    "contact_changed_response": (
        "Meet the new person soon: show what was done together and what they would no longer have, ask what they want "
        "to reach; no discount first"
    ),
    "contact_changed_opening": "I would like to introduce myself. What matters most to you in your new role?",
    "pays_later_name": "pays later",
    "pays_later_evidence": (
        "usually pays {usual:plural:# day|# days} late, the last three invoices {third:count}, {second:count} and "
        "{last:count}; {unpaid:plural:one of them is|# of them are} still open"
    ),
    "pays_later_evidence_without_unpaid": (
        "usually pays {usual:plural:# day|# days} late, the last three invoices {third:count}, {second:count} and "
        "{last:count}"
    ),
    "pays_later_evidence_without_usual": (
        "usually pays in time, the last three invoices {third:count}, {second:count} and "
        "{last:plural:# day|# days} late; {unpaid:plural:one of them is|# of them are} still open"
    ),
    "pays_later_evidence_without_usual_and_unpaid": (
        "usually pays in time, the last three invoices {third:count}, {second:count} and "
        "{last:plural:# day|# days} late"
    ),
    "pays_later_response": (
        "Clarify: whoever looks after them asks what has changed and who decides on payments now. No reminder letter, "
        "and the work goes on"
    ),
    "pays_later_opening": "I wanted to ask how things are with you. Has anything changed about invoices on your side?",
    "pays_in_parts_name": "pays in part",
    "pays_in_parts_evidence": "paid {paid_part:money} of {amount:money}; before {since:day} always in full",
    "pays_in_parts_response": (
        "Clarify: whoever looks after them asks whether the invoice was right and whether the budget has changed. No "
        "reminder letter"
    ),
    "pays_in_parts_opening": "Was everything right with our last invoice?",
    "pays_another_way_name": "pays another way",
    "pays_another_way_evidence": "paid by {way} on {since:day}, before that always by {usual_way}",
    "pays_another_way_response": (
        "Clarify: whoever looks after them asks, in passing, whether somebody else sees to the invoices now"
    ),
    "pays_another_way_opening": "I saw that you pay in another way now. Is somebody else looking after the invoices?",
    "smaller_invoices_name": "smaller invoices",
    "smaller_invoices_evidence": (
        "the last three invoices about {recent_amount:money}, before that about {usual_amount:money}, and none as small"
    ),
    "smaller_invoices_response": (
        "Clarify: whoever looks after them asks what they need less of, and says what they will no longer have"
    ),
    "smaller_invoices_opening": "You take less than before. Does it still suit you?",
    "spends_less_name": "spends less",
    "spends_less_evidence": (
        "bought on {days:plural:# day|# days} of the last 90, as often as before, for {money_recent:money}; a year ago it "
        "would have been about {money_expected:money}"
    ),
    "spends_less_response": "Ask what they now buy elsewhere and why, and listen; a discount only if price is the reason",
    "spends_less_opening": "It is good to see you so often. Is there anything you would like us to have for you again?",
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
    "may_leave_evidence_without_usual": (
        "bought twice, silent for {silent:plural:# day|# days}; like this in your shop: {of_100:count} of 100 "
        "bought nothing for {ahead:plural:one day|# days}; {mrr:money} a month"
    ),
    "may_leave_evidence_without_usual_and_mrr": (
        "bought twice, silent for {silent:plural:# day|# days}; like this in your shop: {of_100:count} of 100 "
        "bought nothing for {ahead:plural:one day|# days}"
    ),
    "may_leave_evidence_without_usual_and_of_100": (
        "bought twice, silent for {silent:plural:# day|# days}; {mrr:money} a month"
    ),
    "may_leave_evidence_without_usual_and_of_100_and_mrr": "bought twice, silent for {silent:plural:# day|# days}",
    "may_leave_response": "A friendly check-in, no reproach: they may be busy, ill or looking around",
    "may_leave_opening": "We have not heard from you for a while. How are you?",
    "overdue_promise_name": "overdue promise",
    "overdue_promise_evidence": (
        "{promises:plural:a promise is|# promises are} overdue; the oldest, '{promise}', was due on {since:day}, "
        "{days:plural:# day|# days} ago"
    ),
    "overdue_promise_response": "Keep it now or say when, and say sorry before they have to ask",
    "overdue_promise_opening": "We promised you something and have not done it yet. I am sorry, and I call to put it right.",
    "open_complaint_name": "open complaint",
    "open_complaint_evidence": (
        "{complaints:plural:a complaint is|# complaints are} not settled; the oldest, of {since:day} ({topic}), was closed "
        "on {closed:day}, and they have not said that they are satisfied"
    ),
    "open_complaint_evidence_without_topic": (
        "{complaints:plural:a complaint is|# complaints are} not settled; the oldest, of {since:day}, was closed on "
        "{closed:day}, and they have not said that they are satisfied"
    ),
    "open_complaint_evidence_without_closed": (
        "{complaints:plural:a complaint is|# complaints are} not settled; the oldest is of {since:day} ({topic}), "
        "{days:plural:# day|# days} ago"
    ),
    "open_complaint_evidence_without_closed_and_topic": (
        "{complaints:plural:a complaint is|# complaints are} not settled; the oldest is of {since:day}, "
        "{days:plural:# day|# days} ago"
    ),
    "open_complaint_response": "Find what is behind it, put it right, and ask them whether it is; only they close it",
    "open_complaint_opening": "I call about your complaint. What would have to happen for it to be settled for you?",
    "more_complaints_name": "more complaints",
    "more_complaints_evidence": (
        "{recent:plural:# complaint|# complaints} in the last 30 days, {before:count} in the {days:plural:# day|# days} "
        "before; {minutes:plural:# minute|# minutes} of help, usually {minutes_before:count}"
    ),
    "more_complaints_evidence_without_minutes": (
        "{recent:plural:# complaint|# complaints} in the last 30 days, {before:count} in the {days:plural:# day|# days} "
        "before"
    ),
    "more_complaints_response": "Call before the next one: ask what goes wrong again and again, and mend the cause",
    "more_complaints_opening": "You had trouble with us more than once lately, and I am sorry. What is behind it, as you see it?",
    "low_score_name": "low score",
    "low_score_evidence": "gave {score:number} of {scale:count} on {since:day}",
    "low_score_response": "Thank them for being frank, ask what to change, and tell them when it is done",
    "low_score_opening": "Thank you for your frank answer to our question. What should we do better?",
    "contact_silence_name": "not heard from",
    "contact_silence_evidence": (
        "has not been in touch for {days:plural:# day|# days}; usually every {usual:plural:day|# days} "
        "({contacts:plural:# contact|# contacts}); so long a gap by chance: {chance:percent}"
    ),
    "contact_silence_response": "A gentle check-in: they may be busy, ill or thinking things over; nothing to sell",
    "contact_silence_opening": "I wanted to hear how you are. Is there anything I can do for you?",
    "fewer_questions_name": "asks less",
    "fewer_questions_evidence": (
        "asked {recent:plural:# question|# questions} in the last 90 days, where {expected:count} would be usual; "
        "so few by chance: {chance:percent}"
    ),
    "fewer_questions_response": "Call with something useful to them, and ask how they get on",
    "fewer_questions_opening": "How are you getting on? Is there anything that we could make easier for you?",
    "using_less_name": "uses less",
    "using_less_evidence": (
        "used {recent:number} a week in the last 4 weeks, usually {usual:number}; so little by chance: {chance:percent}"
    ),
    "using_less_response": "Ask what has changed, and show them what helps others like them",
    "using_less_opening": "How well does it work for you these days? Is there anything that holds you up?",
    "feast_or_famine_name": "busy start, then quiet",
    "feast_or_famine_evidence": (
        "{early:count} of {contacts:plural:# contact|# contacts} fell into the first {within:plural:# day|# days}; "
        "none for {days:plural:# day|# days}"
    ),
    "feast_or_famine_response": "Get in touch again, and put a steady date in your calendar: a little, often",
    "feast_or_famine_opening": "We talked a lot in the beginning and then not any more; that is our doing. How are you?",
    "unopened_name": "e-mails not opened",
    "unopened_evidence": (
        "opened none of your e-mails for {days:plural:# day|# days}, {emails:plural:# e-mail|# e-mails} since; "
        "usually one every {usual:plural:day|# days}"
    ),
    "unopened_evidence_without_emails": (
        "opened none of your e-mails for {days:plural:# day|# days}; usually one every {usual:plural:day|# days}"
    ),
    "unopened_response": "Call or write by hand; ask what they would like to hear about, and how",
    "unopened_opening": "I would rather call than send one more e-mail. What would you like to hear from us, if anything?",
    "only_ok_name": "only OK",
    "only_ok_evidence": "gave {score:number} of {scale:count} on {since:day}: not unhappy, and not happy either",
    "only_ok_response": "Ask what would make it a 10; OK is not worth staying for",
    "only_ok_opening": "Thank you for your answer to our question. What would have made it really good?",
    "unheard_name": "long and unheard",
    "unheard_evidence": "a customer for {years:plural:# year|# years}; last heard of on {heard:day}",
    "unheard_evidence_without_heard": (
        "a customer for {years:plural:# year|# years}; nothing of what they think is in your tabs"
    ),
    "unheard_response": "Thank them for the years and ask how content they are; that they stay does not say so",
    "unheard_opening": "You have been with us for years and we hardly ever ask: how content are you with us?",
    # What is said instead of naming anybody.
    "too_little_history": "{tab} holds {days:plural:one day|# days}: too little history to tell a change from what is usual.",
    "tab_ended": "{tab} ends on {last:day}; nobody is named for what is not in it.",
    "unheard_too_little_history": (
        "Surveys, Contacts and Complaints hold {days:plural:one day|# days}: too little history to say who has not been "
        "heard of for a year."
    ),
    "unheard_most": (
        "Of {long:plural:one customer|# customers} of more than 3 years, {customers:count} have not been heard of for 12 "
        "months in Surveys, Contacts or Complaints: ask more of them how content they are."
    ),
    "renewals": "{customers:plural:# contract ends|# contracts end} on {ends:day}: a date for your calendar, and no warning "
    "for any one of them.",
    # For all of them.
    "unknown": "There is no warning sign '{sign}'.",
}
