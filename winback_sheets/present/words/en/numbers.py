"""How many of what."""

TEXTS = {
    "few": "{count:plural:one customer|# customers}",
}
