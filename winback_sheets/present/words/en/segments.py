"""Segments: each customer's state, and within it their group by recency, frequency and money."""

TEXTS = {
    "state_active": "active",
    "state_warning": "warning",
    "state_paused": "paused",
    "state_lost": "lost",
    # Still there, and nothing speaks against it.
    "active_new": "New",
    "active_promising": "Promising",
    "active_champions": "Among the best",
    "active_loyal": "Loyal",
    "active_cannot_lose": "Among the best, quiet lately",
    "active_slipping": "Quiet lately",
    "active_hibernating": "Buys seldom",
    "active_lost": "Buys seldom",
    # Still there, with a warning sign.
    "warning_new": "New, may leave",
    "warning_promising": "Promising, may leave",
    "warning_champions": "Among the best, may leave",
    "warning_loyal": "Loyal, may leave",
    "warning_cannot_lose": "Among the best, may leave",
    "warning_slipping": "Quiet lately, may leave",
    "warning_hibernating": "Buys seldom, may leave",
    "warning_lost": "Buys seldom, may leave",
    # Silent for longer than the rule allows, but not than they usually are.
    "paused_new": "Paused, came once",
    "paused_promising": "Paused, promising",
    "paused_champions": "Paused, among the best",
    "paused_loyal": "Paused, loyal",
    "paused_cannot_lose": "Paused, among the best",
    "paused_slipping": "Paused, buys now and then",
    "paused_hibernating": "Paused, buys seldom",
    "paused_lost": "Paused, buys seldom",
    # Gone.
    "lost_new": "Lost, came once",
    "lost_promising": "Lost, was promising",
    "lost_champions": "Lost, was among the best",
    "lost_loyal": "Lost, was loyal",
    "lost_cannot_lose": "Lost, was among the best",
    "lost_slipping": "Lost, bought now and then",
    "lost_hibernating": "Lost, bought seldom",
    "lost_lost": "Lost, bought seldom",
    # The groups in sum.
    "segment": "Segment",
    "customers": "Customers",
    "monetary": "Money in all",
    "share": "Share of money",
    "best_fifth": (
        "Your best 20% of {customers:plural:one customer|# customers} bring {top:percent} of the money, and "
        "{most:percent} of them bring 80% (Gini {gini:number}). The often quoted 20/80 is only a rule of thumb."
    ),
    "best_fifth_clipped": (
        "Your best 20% of {customers:plural:one customer|# customers} bring {top:percent} of the money ({clipped:count} "
        "with more refunds than sales count as 0), and {most:percent} of them bring 80% (Gini {gini:number}). The often "
        "quoted 20/80 is only a rule of thumb."
    ),
    "old_and_new": (
        "Last 12 months: an existing customer spent {existing:money}, a new one {new:money}; the difference is probably "
        "{low:money} to {high:money}. Others quote 31% more."
    ),
}
