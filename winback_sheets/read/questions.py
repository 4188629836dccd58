"""What was guessed about a file and could be otherwise: each guess with what else came close."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["column", "tab", "rows", "money", "days", "statuses", "people"]


class Question(NamedTuple):
    """One guess that the owner may correct: what was taken, what else it could be, and how much hangs on it.

    about: of kind "column" the column's key in the schema, of "tab" the table's; elsewhere what the guess is about.
    Its sentence is `questions.KIND` in the catalogue.
    """

    kind: Kind
    tab: str
    about: str
    taken: str
    others: tuple[str, ...] = ()
    rows: int = 0
    money: float = 0.0


def once(questions: list[Question]) -> list[Question]:
    """Questions that differ only by the tab, as one: that of the first, with the rows and the money of all.

    >>> [each.rows for each in once([Question("days", tab, "date", "Date", rows=2) for tab in ("Jan", "Feb")])]
    [4]
    """
    found: dict[tuple[object, ...], Question] = {}
    for each in questions:
        key = (each.kind, each.about, each.taken, each.others)
        first = found.get(key)
        found[key] = (
            each if first is None else first._replace(rows=first.rows + each.rows, money=first.money + each.money)
        )
    return list(found.values())
