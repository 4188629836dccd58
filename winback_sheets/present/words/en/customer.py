"""Everything about one customer, as `winback why` tells it."""

TEXTS = {
    "as_of": "As of {day:day} ({why})",
    "still": "customer from {started:day}: still a customer",
    "still_last": "customer from {started:day}, last on {ended:day}: still a customer",
    "lost": "customer from {started:day}: lost on {lost_on:day} ({rule})",
    "lost_last": "customer from {started:day}, last on {ended:day}: lost on {lost_on:day} ({rule})",
    "gone": "customer from {started:day}: gone, your list does not say since when",
    "with_money": "{sentence}, {mrr:money} a month",
    "in_churn": "in Churn {period:period}: counted as {counted}, {mrr:money} a month at the start",
    "in_churn_count": "in Churn {period:period}: counted as {counted}",
    "sales": "{rows:plural:one row|# rows} in Sales:",
    "sales_money": "{rows:plural:one row|# rows} in Sales, {total:money} in all:",
    "subscriptions": "{rows:plural:one row|# rows} in Subscriptions:",
    "sale": "  {date:day}  {amount:money}",
    "term": "  {begin:day} to {end:day}  {mrr:money}",
    "open_term": "  {begin:day} to open  {mrr:money}",
    "sign": "warning sign {sign}: {evidence}",
    "chance": "like this in your shop: {of_100:count} of 100 buy nothing in the next {days:plural:day|# days}",
    "decision": "decision on the loss of {lost_on:day}: {decision}, {why}; {status}",
    "decision_undated": "decision on the loss: {decision}, {why}; {status}",
    "call": "call on {date:day}: {why_now}; {place}",
}
