"""What English needs besides its texts: its name in CLDR, and patterns of days, months and money."""

LOCALE = {
    "cldr": "en",
    "digits": "0123456789",
    "day": "d MMM y",
    "month": "MMMM y",
    "money": "{amount} {currency}",
    "comma": ", ",
}
