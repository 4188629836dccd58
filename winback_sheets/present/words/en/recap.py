"""What a customer has had from us so far: nothing but facts from the tabs, each with its number, day or own words."""

TEXTS = {
    "since": "customer since {day:day}",
    "bought": "bought on {days:plural:one day|# days}",
    "bought_money": "bought on {days:plural:one day|# days}, {money:money} in all",
    "product": "most often {product}",
    "plan": "contract: {plan}",
    "plan_money": "contract: {plan}, {mrr:money} a month",
    "uses": "used on {days:plural:one day|# days} of the last 90: {features:list}",
    "kept": "{kept:count} of {promises:plural:# promise|# promises} kept",
    "solved": "{solved:count} of {complaints:plural:# complaint|# complaints} solved",
    "score": "gave {score:number} on {day:day}",
    "why_bought": 'bought because: "{why}"',
    "so_far": "What they have had so far: {facts}",
    "would_lose": "What they would no longer have: {features:list}",
}
