"""How an earlier period reads differently today, and why."""

TEXTS = {
    "restated": "{period:period}: lost {was:count} -> {is_now:count}",
    "restated_money": ("{period:period}: lost {was:count} -> {is_now:count}, {money_was:money} -> {money_now:money}"),
    "rule_changed": "the rule changed",
    "rows_changed": "rows were added or changed",
    "now_lost": "now lost too: {names:commas}",
    "no_longer_lost": "no longer lost: {names:commas}",
}
