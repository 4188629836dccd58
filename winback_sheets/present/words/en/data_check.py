"""Data check: what could not be used as it stands, in sum and row by row."""

TEXTS = {
    "no_leap_day": "{year} has no 29 February; correct the day or the year",
    "rows": "{read:plural:One row|# rows} read = {used:count} used + {aside:count} set aside.",
    "rows_money": (
        "{read:plural:One row|# rows} read = {used:count} used + {aside:count} set aside. "
        "Money read {money_read:money:2} = used {money_used:money:2} + set aside {money_aside:money:2}."
    ),
    "rows_no_sale": (
        "{read:plural:One row|# rows} read = {used:count} used + {none:count} no sale + {aside:count} set aside."
    ),
    "rows_money_no_sale": (
        "{read:plural:One row|# rows} read = {used:count} used + {none:count} no sale + {aside:count} set aside. "
        "Money read {money_read:money:2} = used {money_used:money:2} + no sale {money_none:money:2} + "
        "set aside {money_aside:money:2}."
    ),
    "guests": "The others are {rows:plural:one row|# rows} of guests, whom nobody can call.",
    "guests_money": "The others are {rows:plural:one sale|# sales} to guests, whom nobody can call: {money:money:2}.",
    "alike_title": "These may be one customer. If they are, write one beside the other under Same as in the Customers tab "
    "or in the ledger",
    "alike": "{first} and {second} may be one customer ({score:count} of 100)",
    "alike_heading": "Which",
    "alike_money": "Money of the smaller",
    "set_aside": "set aside",
    "no_sale": "no sale, not counted",
    "used": "used, reported",
    "first_cells": "Cell by cell: {shown:count} of {all:count}",
    "tab": "Tab",
    "cell": "Cell",
    "rule": "What is wrong",
    "value": "What stands there",
}
