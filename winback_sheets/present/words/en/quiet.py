"""Customers from whom nothing is expected just now, and why."""

TEXTS = {
    "expected": "expected quiet: {why}",
    "busy": "busy in {months:list}",
    "season": "it is {season} in your Calendar",
    "shop_months": "your whole shop sells far less in {months:list}",
    "rhythm": "buys about every {usual:count} days, and is no later than that",
    "month_1": "January",
    "month_2": "February",
    "month_3": "March",
    "month_4": "April",
    "month_5": "May",
    "month_6": "June",
    "month_7": "July",
    "month_8": "August",
    "month_9": "September",
    "month_10": "October",
    "month_11": "November",
    "month_12": "December",
}
