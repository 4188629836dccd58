"""Churn: a row a period, how others would count it, other rules for silence, and what the losses cost."""

TEXTS = {
    "at_start_value": "A loss is counted at its value at the start of the period.",
    "under_title": "As of {day:day}, by {every}. Lost means: {rule}.",
    "under_title_both": "As of {day:day}, by {every}.",
    "shop": "Shop customers. Lost means: {rule}.",
    "contracts": "Contract customers. Lost means: {rule}.",
    "grey": "Grey percentages come from fewer than five customers: go by the counts there.",
    # Notes beside a period.
    "high": "churn is unusually high",
    "filling": "your first year: money a month is still low",
    "snapshot": "all who are gone; the day is not said",
    "running": "the period is still running",
    # As others count.
    "others": "{period:period} as others count it",
    "convention": "Convention",
    "lost": "Lost",
    "of": "Of",
    "churn": "Churn",
    "gross_churn": "Gross money churn",
    "net_churn": "Net money churn",
    "how": "How",
    "how_differs": "{meaning}. Lost here (+) or not (-), unlike in our count: {names:commas}",
    "how_differs_more": "{meaning}. Lost here (+) or not (-), unlike in our count: {names:commas} and {more:count} more",
    "how_same": "{meaning}.",
    # Other rules for silence.
    "other_rules": (
        "When does silence mean lost? Other rules, tested on your own customers of {days:plural:one day|# days} ago"
    ),
    "errors": "How often each rule would have been wrong on your own past",
    "wrong": "Wrong",
    "judgements": "Of",
    "wrong_share": "Share",
    "rules_not_judged": (
        "Whether silence alone should count as a loss is not judged yet: that takes 100 customers, a year and a half, and "
        "20 long silences. Until then the days alone count."
    ),
    "rules_judged_window": (
        "Tested at {months:plural:one month end|# month ends} of your past, up to {day:day}: to call everybody lost who is silent "
        "for more than {days:plural:one day|# days} was wrong {alone:count} times of {judgements:count}; to call only those of them "
        "lost who will more likely than not buy nothing for another year, {both:count} times. So the days alone decide."
    ),
    "rules_judged_both": (
        "Tested at {months:plural:one month end|# month ends} of your past, up to {day:day}: to call everybody lost who is silent "
        "for more than {days:plural:one day|# days} was wrong {alone:count} times of {judgements:count}; to call only those of them "
        "lost who will more likely than not buy nothing for another year, {both:count} times. So both have to hold."
    ),
    "rule": "Rule",
    "rule_no_answer": "{rule} (no answer on your data)",
    "days": "Days",
    "lost_today": "Lost today",
    "share": "Share",
    "wrong_back": "Wrong: bought again",
    "wrong_missed": "Wrong: not flagged",
    # What the losses cost.
    "undated": (
        "{sentence} Besides, {gone:plural:one customer is|# customers are} gone on a day that your list does not say: "
        "in no row above."
    ),
    "of_shop": "Shop customers. {sentence}",
    "of_contracts": "Contract customers. {sentence}",
    "enter_margin": (
        "What the losses of {period:period} cost: enter your margin in Settings; nothing is assumed here."
    ),
    "enter_acquisition": (
        "What the losses of {period:period} cost: enter your acquisition cost in Settings; nothing is assumed here."
    ),
    "enter_both": (
        "What the losses of {period:period} cost: enter your margin and acquisition cost in Settings; nothing is assumed "
        "here."
    ),
    "cost": (
        "What the losses of {period:period} cost: {total:money} = {margin:money} margin they would have brought + "
        "{replacing:money} to replace {customers:plural:one customer|# customers}."
    ),
    "what_if": (
        "If 5 more in every 100 customers stayed for a year, you would take {change:money} ({share:percent}) more in 12 "
        "months: revenue, since no margin is entered in Settings. The often quoted 25% to 95% more are other firms' "
        "figures over whole lifetimes."
    ),
    "what_if_profit": (
        "If 5 more in every 100 customers stayed for a year, your profit in 12 months would be {change:money} "
        "({share:percent}) higher. The often quoted 25% to 95% more are other firms' figures over whole lifetimes."
    ),
}
