"""Questions about a file and doubts in it, in words."""

from __future__ import annotations

from winback_sheets.present.words import known, say, word
from winback_sheets.read.book import Book
from winback_sheets.read.questions import Question
from winback_sheets.schema.inputs import INPUTS

MOST_HEADINGS = 8


def asked(question: Question) -> str:
    """One question, with what was taken and how to change it."""
    about, taken = question.about, question.taken
    names = (f"{question.kind}_{about}_{taken}", f"{question.kind}_{about}", question.kind)
    key = next(name for name in names if known(f"questions.{name}"))
    said = {
        "name": _heading(about),
        "key": about.replace("_", " "),
        "first": next(iter(question.others), ""),
        "last": ([*question.others] or [""])[-1],
    }
    quoted = [f"'{other}'" for other in question.others]
    return say(f"questions.{key}", **question._asdict() | said | {"others": quoted})


def doubted(book: Book) -> list[str]:
    """What cannot be right, each to be checked first."""
    return [say("questions.check_first", doubt=word(doubt)) for doubt in book.doubts]


def how_to_change(book: Book, file: str) -> list[str]:
    """How to say that another column or tab is meant, with the headings that there are."""
    lines = []
    if book.others:
        key, heading = book.near or ("customer", book.others[0])
        lines.append(say("questions.how", file=file, key=key.replace("_", " "), heading=heading))
        headings = [f"'{heading}'" for heading in book.others[:MOST_HEADINGS]]
        lines.append(say("questions.unused", headings=headings))
    else:
        lines.append(say("questions.no_other"))
    if len(book.tabs) > 1:
        lines.append(say("questions.how_tab", tab=book.tabs[-1]))
    return lines


def _heading(key: str) -> str:
    columns = (column for table in INPUTS for column in table.every_column)
    return next((column.heading for column in columns if column.key == key), key.capitalize())
