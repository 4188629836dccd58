"""What nobody means, in Settings and in the words of a command: numbers without an end, days beyond the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from hosts.workbook.hostile_ways import Way
from ledgers import shop, write

from winback_sheets.schema.settings import SETTING_LINES

VALUES = (
    1e9,
    1e300,
    -1.0,
    5e-324,
    "9" * 400,
    "1e400",
    "x" * 32_000,
    "\U0001f600" * 300,
    "=1+1",
    "9999-12-31",
    "0000-00-00",
)
WORDS = (
    *("9999-12-31", "0001-01-01", "1e9", "-1", "nan", "2026-02-30", "", " ", "=", "x=", "=x", "customer=", "month\x7f"),
    *("9" * 400, "x" * 100_000, "\U0001f600" * 100, "../../etc/passwd", "{{}}", "%s%n", "--", "2262-04-12"),
)
ASKED = (
    *(("review", "{book}", f"--{name}={{word}}") for name in ("as-of", "every", "column", "tab", "out", "into")),
    ("check", "{book}", "--column={word}"),
    ("why", "{book}", "--", "{word}"),
    ("why", "{book}", "--as-of={word}", "C001"),
    ("guide", "--", "{word}"),
    ("formulas", "--", "{word}"),
)


def odd_settings() -> Iterator[tuple[str, str, object]]:
    """What it is in words, the setting and its value."""
    for line in SETTING_LINES:
        yield from ((f"{line.key} = {str(value)[:20]}", line.key, value) for value in VALUES)


def book_with(place: Path, key: str, value: object) -> Path:
    """A sound workbook but for one setting."""
    settings = pd.DataFrame({"Key": [key], "Value": pd.Series([value], dtype=object)})
    return write(place / "shop.xlsx", Sales=shop(months=6, customers=12), Settings=settings)


def odd_words() -> Iterator[tuple[str, Way]]:
    """Commands with a word that nobody means."""
    for words in ASKED:
        for word in WORDS:
            safe = word.replace("{", "{{").replace("}", "}}")
            yield f"{' '.join(words)} {word[:20]}", Way(tuple(each.replace("{word}", safe) for each in words))
