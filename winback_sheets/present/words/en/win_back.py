"""The first tab: the headline, its tiles, what changed, the line of trust, and what stands below the first screen."""

TEXTS = {
    "title_line": "As of {day:day} · {meaning}",
    # The headline: who left when, and what it costs; one sentence a kind of business.
    "few_rows": "Only {used:count} of {read:plural:one row|# rows} could be used (see Data check).",
    # Where silence says little.
    "silence_says_little": (
        "Of {silent:count} silent for more than {days:plural:one day|# days}, {back:count} of 100 bought again within "
        "{ahead:plural:one day|# days}; of the others {others:count}. In your shop, silence says little."
    ),
    "bought": (
        "{buyers:count} of {customers:plural:one customer|# customers} bought in {period:period}, on "
        "{occasions:plural:one occasion|# occasions}."
    ),
    "bought_so_far": (
        "{buyers:count} of {customers:plural:one customer|# customers} have bought in {period:period} so far, on "
        "{occasions:plural:one occasion|# occasions}."
    ),
    "few_lost": "{lost:plural:One customer counts|# customers count} as lost.",
    "bought_tile": "Bought, {period:period}",
    "bought_tile_so_far": "Bought, {period:period} so far",
    "bought_of": "{buyers:count} of {customers:count}",
    "bought_words": "{occasions:plural:one occasion|# occasions}; {lost:plural:one counts|# count} as lost",
    "bought_words_nobody": "{occasions:plural:one occasion|# occasions}; silence says little here",
    "nobody_left": "Nobody left in {period:period}.",
    "nobody_left_so_far": "Nobody has left in {period:period} so far.",
    "left": "{lost:plural:One customer|# customers} left in {period:period}.",
    "left_so_far": "{lost:plural:One customer has|# customers have} left in {period:period} so far.",
    "left_money": "{lost:plural:One customer|# customers} left in {period:period}: {money:money} a month in revenue.",
    "left_money_so_far": (
        "{lost:plural:One customer has|# customers have} "
        "left in {period:period} so far: {money:money} a month in revenue."
    ),
    "nobody_left_shop": "No shop customers were lost in {period:period}.",
    "nobody_left_shop_so_far": "No shop customers have been lost in {period:period} so far.",
    "left_shop": "{lost:plural:One shop customer|# shop customers} left in {period:period}.",
    "left_shop_so_far": "{lost:plural:One shop customer has|# shop customers have} left in {period:period} so far.",
    "left_money_shop": (
        "{lost:plural:One shop customer|# shop customers} left in {period:period}: {money:money} a month in revenue."
    ),
    "left_money_shop_so_far": (
        "{lost:plural:One shop customer has|# shop customers have} "
        "left in {period:period} so far: {money:money} a month in revenue."
    ),
    "nobody_left_contracts": "No contract customers were lost in {period:period}.",
    "nobody_left_contracts_so_far": "No contract customers have been lost in {period:period} so far.",
    "left_contracts": "{lost:plural:One contract customer|# contract customers} left in {period:period}.",
    "left_contracts_so_far": "{lost:plural:One contract customer has|# contract customers have} left in {period:period} so far.",
    "left_money_contracts": (
        "{lost:plural:One contract customer|# contract customers} "
        "left in {period:period}: {money:money} a month in revenue."
    ),
    "left_money_contracts_so_far": (
        "{lost:plural:One contract customer has|# contract customers have} "
        "left in {period:period} so far: {money:money} a month in revenue."
    ),
    "left_since": "{lost:plural:One customer has|# customers have} left since.",
    "undated": (
        "{gone:count} of {customers:plural:one customer|# customers} {gone:plural:is|are} gone; your list does not say since when."
    ),
    "nobody_left_others": "None of the others left in {period:period}.",
    "nobody_left_others_so_far": "None of the others has left in {period:period} so far.",
    "nobody_left_others_contracts": "None of the other contract customers left in {period:period}.",
    "nobody_left_others_contracts_so_far": ("None of the other contract customers has left in {period:period} so far."),
    "nobody_left_snapshot": "Your list names nobody who has left, and no day on which anybody could have.",
    "nobody_left_contracts_snapshot": "Your list of contracts names nobody who has left.",
    "left_snapshot": (
        "{lost:count} of {start:plural:one customer|# customers} {lost:plural:is|are} gone; your list does not say since when."
    ),
    "left_contracts_snapshot": (
        "{lost:count} of {start:plural:one contract customer|# contract customers} {lost:plural:is|are} gone; "
        "your list does not say since when."
    ),
    "left_money_snapshot": (
        "{lost:count} of {start:plural:one customer|# customers} {lost:plural:is|are} gone: {money:money} a month in revenue; "
        "your list does not say since when."
    ),
    "left_money_contracts_snapshot": (
        "{lost:count} of {start:plural:one contract customer|# contract customers} {lost:plural:is|are} gone: {money:money} a month in "
        "revenue; your list does not say since when."
    ),
    "all_gone": "All {customers:count} customers in your list are gone; it does not say of everybody since when.",
    "list_ended": "Your list ends on {end:day}, so this is how it stood on {day:day}.",
    "old": "Your data are old: they end on {end:day}.",
    "only_one_lost": "Your only customer is lost, since {last:day}.",
    "all_lost": "All {customers:count} customers are lost, the last of them on {last:day}.",
    # Tiles.
    "shop": "shop",
    "contracts": "contracts",
    "of_kind": "{kind}: {words}",
    "lost_tile": "Customers lost, {period:period}",
    "lost_tile_so_far": "Customers lost, {period:period} so far",
    "lost_tile_snapshot": "Customers gone",
    "lost_tile_both": "Customers lost ({kinds})",
    "lost_of": "{lost:count} of {start:count}",
    "money_tile": "Money lost a month",
    "money_tile_both": "Money lost a month ({kinds})",
    "money": "{money:money}",
    "no_amounts": "no amounts",
    "back_tile": "Came back, {period:period}",
    "back_tile_so_far": "Came back, {period:period} so far",
    "back_tile_snapshot": "Still there",
    "still_money": "{money:money} a month",
    "back_tile_both": "Came back ({kinds})",
    "returned": "{returned:count}",
    "at_the_end": "{new:count} new, {end:count} at the end",
    "at_the_end_money": "{money:money} a month, {new:count} new, {end:count} at the end",
    "too_few": "too few for a percentage",
    "too_few_names": "too few for a percentage; read the names",
    "rate": "{rate:percent}, probably between {low:percent:0} and {high:percent:0}",
    "rate_close": "{rate:percent}, probably between {low:percent} and {high:percent}",
    "rate_short": "{rate:percent} (between {low:percent:0} and {high:percent:0})",
    "rate_close_short": "{rate:percent} (between {low:percent} and {high:percent})",
    "counts_only": "your data has no amounts: counts only",
    "nobody_paid": "nobody paid anything at the start",
    "share_of": "of {start:money} a month",
    "share_too_few": "of {start:money} a month; too few customers for a percentage",
    "share_sure": "{share:percent} of {start:money} a month, probably between {low:percent} and {high:percent}",
    "share_sure_short": "{share:percent} (between {low:percent} and {high:percent})",
    # Calls.
    "nobody_to_call": "Nobody to call",
    "call_1": "Call this one",
    "call_2": "Call these two",
    "call_3": "Call these three",
    "call_4": "Call these four",
    "call_5": "Call these five",
    "nobody_worth": "Nobody is lost and worth a call now, and no warning sign shows.",
    "who": "Who",
    "phone_day": "Phone, day",
    "why_now": "Why now",
    "say_first": "What to say first",
    "open": "Open",
    "no_number": "no number yet",
    "phone_and_day": "{phone}\n{day:day}",
    "open_call": "Call",
    "open_mail": "Mail",
    "open_whatsapp": "WhatsApp",
    "no_calls_yet": ("Won back so far: no calls recorded yet. After each call, fill in its yellow cells in Outreach."),
    "won_back": "Won back so far: {back:count} of {called:count} called ({asked:count} were asked back).",
    "won_back_money": (
        "Won back so far: {back:count} of {called:count} called ({asked:count} were asked back), {money:money} a month."
    ),
    # What changed.
    "what_changed": "What changed. {periods}",
    "what_changed_restated": (
        "What changed. {periods} · {restated:plural:one earlier period|# earlier periods} restated (see below)"
    ),
    "in_period": "{period:period}: {facts}",
    "in_period_so_far": "{period:period} so far: {facts}",
    "in_period_snapshot": "In your list: {facts}",
    "in_period_contracts_snapshot": "Contracts: {facts}",
    "in_period_shop": "Shop, {period:period}: {facts}",
    "in_period_shop_so_far": "Shop, {period:period} so far: {facts}",
    "in_period_contracts": "Contracts, {period:period}: {facts}",
    "in_period_contracts_so_far": "Contracts, {period:period} so far: {facts}",
    "news_lost": "{count:count} left",
    "news_lost_names": "{count:count} left ({names})",
    "news_undated": "{count:count} gone, day unknown",
    "news_undated_names": "{count:count} gone, day unknown ({names})",
    "news_came_back": "{count:count} came back",
    "news_came_back_names": "{count:count} came back ({names})",
    "news_new": "{count:count} new",
    "news_new_names": "{count:count} new ({names})",
    "names": "{names:commas}",
    "names_and_more": "{names:commas} and {more:count} more",
    "names_and_more_elsewhere": "{names:commas} and {more:count} more (see Lost customers and Segments)",
    "unusually_many": "more than usual",
    "more_left_since": "{lost:count} more left since",
    # Trust.
    "rows_used": "{used:count} of {read:plural:one row|# rows} used.",
    "rows_no_sale": "{used:count} of {read:plural:one row|# rows} used, {none:count} no sale, {aside:count} set aside "
    "(see Data check).",
    "rows_of_guests": "{rows:plural:One row is|# rows are} of guests, whom nobody can call.",
    "rows_used_aside": "{used:count} of {read:plural:one row|# rows} used, {aside:count} set aside (see Data check).",
    "as_of_by": "As of {day:day} ({why}), by {every}.",
    "lost_means": "Lost means: {rule}.",
    "lost_means_both": "Lost means, for contracts: {contracts}; for the shop: {shop}.",
    "by_month": "month",
    "by_quarter": "quarter",
    "by_year": "year",
    "few_gaps": (
        "Only {gaps:plural:one gap|# gaps} between purchases so far, so the usual {days:plural:one day|# days} are used."
    ),
    "within_window": "{tenths:count} of 10 purchases came within {days:plural:one day|# days} of the one before.",
    "money_is_revenue": "Money is revenue, not profit: no margin is entered in Settings.",
    "money_with_margin": "Money is revenue; priorities use your margin of {margin:percent}.",
    "no_money": "Your data has no amounts: customers are counted, not money.",
    "stale": "Your data is old: it ends on {end:day}.",
    # Below the first screen.
    "chart_lost_month": "Customers lost, by month",
    "chart_lost_quarter": "Customers lost, by quarter",
    "chart_lost_year": "Customers lost, by year",
    "chart_numbers": "The chart in numbers",
    "period": "Period",
    "lost": "Lost",
    "came_back": "Came back",
    "lost_shop": "Lost, shop",
    "lost_contracts": "Lost, contracts",
    "came_back_shop": "Came back, shop",
    "came_back_contracts": "Came back, contracts",
    "changed": "What changed in {period:period}",
    "changed_so_far": "What changed in {period:period} so far",
    "changed_snapshot": "Who is gone",
    "changed_lately": "What changed",
    "change_lost": "Left ({count:count})",
    "change_undated": "Gone, day unknown ({count:count})",
    "change_came_back": "Came back ({count:count})",
    "change_new": "New ({count:count})",
    "change_in_and_out": "Came and left ({count:count})",
    "change_out_and_in": "Left and came back ({count:count})",
    "nothing": "Nothing",
    "nothing_changed": "nobody left, came back or came new",
    "restated": "Restated",
    "more_tabs": "Tabs you could add",
    "words": "Words",
    "word_lost": "lost: no purchase for longer than the rule allows, or the contract ended",
    "word_returned": "returned: had been lost and bought again; never counted as new",
    "word_money": (
        "money a month: shop: sales less refunds of the 365 days up to the last purchase, divided by 12; contract: what "
        "they pay a month"
    ),
    "word_churn": "customer churn: customers lost in the period, of those there were at its start",
    "word_between": (
        "between: the true figure lies between the two numbers in 19 cases of 20; read the range, not only the figure"
    ),
    "word_aside": ("set aside: a row that could not be used as it stands; it is listed in Data check, never guessed"),
    "word_end": (
        "end of a contract: the first day without service; add a day if your list has the last day of service"
    ),
    "word_decisions": "pursue, nurture, let go: call them; keep in touch without calls; leave in peace",
}
