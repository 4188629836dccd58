"""What those who left of late have in common, and who is still there and shares it."""

TEXTS = {
    "since": "More leave since {day:day}: {after:count} in 30 days, before that {before:count}.",
    "since_short": "more leave since {day:day}",
    "share_since": "Of {left:count} who left since then {left_with:count} {trait}; "
    "of those who stayed, {stayed_with:count} of {stayed:count}.",
    "share_of_late": "Of {left:count} who left in the last year {left_with:count} {trait}; "
    "of those who stayed, {stayed_with:count} of {stayed:count}.",
    "share_in_all": "Of {left:count} who left {left_with:count} {trait}; of those who stayed, {stayed_with:count} of {stayed:count}.",
    "share_short": "of {left:count} who left since, {left_with:count} {trait}",
    "nothing": "Nothing in your tabs sets those who left apart from those who stayed.",
    "change_shop": "Shop: who leaves",
    "change_contracts": "Contracts: who leaves",
    "change": "Who leaves",
    "trait_product": "bought {value} more often than anything else",
    "trait_channel": "have '{value}' as their usual channel",
    "trait_country": "are in {value}",
    "trait_plan": "had {value}",
    "trait_mrr": "paid {value:money} a month",
    "trait_segment": "are in your segment '{value}'",
    "trait_industry": "are in the industry '{value}'",
    "trait_owner": "are looked after by {value}",
    "trait_source": "came through '{value}'",
    "trait_feature": "used {value} most",
    "trait_topic": "complained about '{value}'",
    "trait_root_cause": "complained because of '{value}'",
    # The list beside the warning signs.
    "may_be_next": "May be next",
    "name": "Name",
    "shares": "Like those who left",
    "mrr": "Money a month",
    "pointer": "Far to the right: {all:plural:# customer|# customers} still there who may be next, like those who left.",
    "more": "The {shown:count} with the most money of {all:count} who share it.",
}
