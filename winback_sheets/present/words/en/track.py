"""How customers are counted: from which day, by which rule and period, in which group, and what a loss is called."""

TEXTS = {
    # The day a review looks from.
    "as_of_asked": "as asked",
    "as_of_settings": "from Settings",
    "as_of_last_sale": "the last sale in your data",
    "as_of_last_term": "the end of the last term in your list",
    "as_of_last_full_month": "the last full month, since your list has tenures and no dates",
    "as_of_run_day": "today, since your list has no sales",
    # What counts as a loss.
    "lost_no_purchase": "no purchase for more than {days:plural:one day|# days}",
    "lost_contract_ended": "contract ended",
    "lost_ended_or_unpaid": "contract ended, or unpaid for over {days:plural:one day|# days}",
    # Why by these periods.
    "every_asked": "You asked for these periods.",
    "every_year": "Your list goes by year, and so does the review.",
    "every_snapshot": "Your list is a snapshot of one month.",
    "every_usual_month": "About {usual:number} losses a month are usual, so the review goes by month.",
    "every_usual_quarter": "About {usual:number} losses a month are usual, so the review goes by quarter.",
    # What became of a loss, and how it is counted.
    "status_still_gone": "still gone",
    "status_came_back": "came back {back_on}",
    "counted_lost": "lost",
    "counted_in_and_out": "came and went within the period",
    "counted_out_and_in": "back within the period",
    # The rules for silence.
    "rule_in_use": "window in use",
    "rule_ninety_days": "90 days",
    "rule_own_rhythm": "3 x own usual gap",
    "rule_most_gaps": "95 % of gaps, running silences included",
    "rule_fewest_wrong": "fewest wrong calls on your past",
    # How others count contracts.
    "convention_house": "service end; an invoice unpaid beyond the grace days ends the contract",
    "convention_profitwell": "unpaid is still in dunning; in-and-outs ignored",
    "convention_chartmogul": "service end; unpaid stays active",
    "convention_baremetrics": "unpaid beyond the grace days is lost; in-and-outs counted",
    "convention_notice": "lost on the day they gave notice",
    "convention_start_and_new": "service end; in-and-outs counted; over start and new together",
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
}
