"""What the watch list and the signs would have done on the owner's own past: beside the list of warning signs."""

TEXTS = {
    "title": "On your own past: who was named, and who left",
    "too_early": "Too few month ends lie far enough back to say how good this list is.",
    "few_losses": (
        "Not enough to judge: only {losses:plural:one customer|# customers} left on the month ends that can be looked back to."
    ),
    # The table and its picture.
    "way": "Whom you would have called",
    "named": "Named",
    "left": "Of them left",
    "of_100": "Left of 100",
    "money": "% of the money",
    "way_chance": "this list: chance x money",
    "way_idle_money": "longest idle x money",
    "way_money": "most money",
    "way_idle": "longest idle",
    "way_random": "drawn at random",
    "chart_money": "% of the money that could be named",
    "chart_left": "Of 100 named so many left",
    # Sentences below it.
    "this_list_but": (
        "Of 100 named by this list {named:count} left ({base:count} of 100 leave anyway), but they were {mine:count}% of the money "
        "that could be named; longest idle x money {idle:count}%."
    ),
    "this_list_and": (
        "Of 100 named by this list {named:count} left ({base:count} of 100 leave anyway), and they were {mine:count}% of the money "
        "that could be named; longest idle x money {idle:count}%."
    ),
    "this_list_counts": (
        "Of 100 named by this list {named:count} left ({base:count} of 100 leave anyway); by longest idle {idle:count}."
    ),
    "order_idle": (
        "On your own past longest idle x money found more of the money, so from now on the list goes by that."
    ),
    "order_money": (
        "On your own past no chance told leavers from stayers better than a coin, so from now on the list goes by money alone."
    ),
    "sure": "{share:count}%: somewhere from {low:count}% to {high:count}%, by drawing the customers anew {times:count} times.",
    "sure_delta": "{share:count}%: somewhere from {low:count}% to {high:count}%, by the delta method.",
    "basis": (
        "Looked back to {days:plural:one month end|# month ends} from {first:day} to {last:day}, each with what was known on "
        "it: customers with two purchases or more, at most {calls:plural:one call|# calls} a month and every second customer. "
        "Left means: nothing bought in the {ahead:plural:day|# days} after it."
    ),
    "expected": "Of 100 it expected {chance:count} to buy nothing; {base:count} did.",
    "reach": (
        "Of 100 who left {recall:count} stood on it, in the middle {lead:plural:one day|# days} before they counted as lost; "
        "{unseen:count} left with no sign before."
    ),
    "called": (
        "Of those on the list whom you were in touch with, {left:count} of {named:count} left; of the others {alone_left:count} "
        "of {alone:count}."
    ),
    "sign": "{sign}: named {named:count}, of whom {left:count} left ({base:count} of 100 leave anyway).",
    "sign_off": (
        "{sign}: named {named:count}, of whom {left:count} left ({base:count} of 100 leave anyway). That is not clearly more, "
        "so it is off."
    ),
    "sign_few": "{sign}: named {named:count}, too few to judge.",
    "false_alarms": (
        "{sign}: {customers:plural:one customer was|# customers were} looked at; where nothing has changed, about "
        "{alarms:count} would be named by chance."
    ),
}
