"""How customers are counted: from which day, by which rule and period, in which group, and what a loss is called."""

TEXTS = {
    # The day a review looks from.
    "as_of_asked": "as asked",
    "as_of_settings": "from Settings",
    "as_of_last_sale": "the last sale in your data",
    "as_of_last_term": "the end of the last term in your list",
    "as_of_last_full_month": "the last full month, since your list has tenures and no dates",
    "as_of_list_ended": "the end of the month of the newest day in your list",
    "as_of_run_day": "today, since your list has no sales",
    # What counts as a loss.
    "lost_none_expected": (
        "no purchase for more than {days:plural:one day|# days}, and more likely than not none in the next "
        "{ahead:plural:one day|# days}"
    ),
    "lost_no_purchase": "no purchase for more than {days:plural:one day|# days}",
    "lost_contract_ended": "contract ended",
    "lost_marked_gone": "your list says that they are gone",
    "lost_ended_or_unpaid": "contract ended, or unpaid for over {days:plural:one day|# days}",
    # Why by these periods.
    "every_asked": "By the periods that you chose.",
    "every_year": "Your list goes by year, and so does the review.",
    "every_snapshot": "Your list says who is gone and not since when, so there is one line and no rate a month.",
    "every_usual_month": "About {usual:number} losses a month are usual, so the review goes by month.",
    "every_usual_quarter": "About {usual:number} losses a month are usual, so the review goes by quarter.",
    # What became of a loss, and how it is counted.
    "status_still_gone": "still gone",
    "status_still_gone_undated": "gone, day unknown",
    "status_came_back": "came back {back_on}",
    "counted_lost": "lost",
    "counted_undated": "gone, in no period",
    "counted_in_and_out": "came and went within the period",
    "counted_out_and_in": "back within the period",
    # The rules for silence.
    "rule_window_alone": "the days alone",
    "rule_window_and_year": "the days, and no purchase likely for a year",
    "rule_in_use": "the rule in use",
    "rule_ninety_days": "90 days",
    "rule_own_rhythm": "3 times their usual gap",
    "rule_most_gaps": "longer than 95% of gaps, open ones included",
    "rule_fewest_wrong": "fewest wrong on your past",
    # How others count contracts.
    "convention_house": "the contract's end counts, and an invoice unpaid beyond the days of grace ends it",
    "convention_profitwell": "who has not paid still counts as a customer; who came and left within the period is left out",
    "convention_chartmogul": "the contract's end counts; who has not paid still counts as a customer",
    "convention_baremetrics": "unpaid beyond the days of grace is lost; who came and left within the period counts as lost",
    "convention_notice": "lost on the day they gave notice",
    "convention_start_and_new": "the contract's end counts; lost, also within the period, of those at the start and the new ones together",
    # Groups by recency, frequency and money.
    "segment_new": "New",
    "segment_promising": "Promising",
    "segment_champions": "Champions",
    "segment_loyal": "Loyal",
    "segment_cannot_lose": "Cannot lose",
    "segment_slipping": "Slipping",
    "segment_hibernating": "Hibernating",
    "segment_lost": "Lost",
    "segment_active": "Active",
    "segment_needs_attention": "Needs attention",
    "segment_previously_loyal": "Previously loyal",
    "segment_at_risk": "At risk",
    "segment_almost_lost": "Almost lost",
    "segment_dormant": "Dormant",
    # Arguments that do not go.
    "from_period_or_days": "Give either from_period or from_days.",
    "retention_or_survival": "Give either retention or survival.",
    "unknown_period": "A period is one of {periods:commas}, not '{period}'.",
    "confidence": "confidence is a share between 0 and 1, not {confidence}.",
    "untied": (
        "The figures of this review do not add up: customers are off by {customers:count}, money by {money:money}. "
        "Please report it."
    ),
    "no_model": (
        "Too little history to work out a chance: {customers:plural:# customer|# customers}, "
        "{repeaters:count} who bought twice or more, {gaps:count} returns; it takes {least:count}, "
        "{least_repeaters:count} and {least_gaps:count}."
    ),
}
