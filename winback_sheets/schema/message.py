"""A sentence before it is worded: which one it is, and what goes into it. Rooms speak these; `present/words` words them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Message(NamedTuple):
    """A sentence of the catalogue: its key, `area.name`, and the values of its fields."""

    key: str
    fields: Mapping[str, Any] = {}


class Amount(NamedTuple):
    """Money with the currency it is in, as the owner writes it; blank where none is known."""

    value: float
    currency: str = ""


class Wrong(ValueError):
    """A value that a calculation cannot take. The command line and the formulas word it; Python shows key and values.

    >>> str(Wrong(Message("track.unknown_period", {"period": "fortnight"})))
    "unknown period: period 'fortnight'"
    """

    def __init__(self, message: Message) -> None:
        self.message = message
        what = message.key.rpartition(".")[2].replace("_", " ")
        values = ", ".join(f"{name} {value!r}" for name, value in message.fields.items())
        super().__init__(f"{what}: {values}" if values else what)
