"""A sound workbook run in a hostile way: onto a screen that cannot take it, with few rights, beside files of one's own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple


class Way(NamedTuple):
    """How a command is run: its words ({book} is the file), where its output goes, what stands in the environment."""

    words: tuple[str, ...] = ("review", "{book}")
    screen: str = ""
    about: Mapping[str, str] = {}
    spoils_screen: bool = False  # the output cannot be printed, which ends with 1


REVIEW, CHECK, JSON = ("review", "{book}"), ("check", "{book}"), ("review", "{book}", "--json")
BOTH = ("review", "{book}", "{other}")


def outputs() -> Iterator[tuple[str, Way]]:
    """Screens of other alphabets, full disks, closed outputs, readers who have gone."""
    for words, what in ((REVIEW, "a review"), (BOTH, "two reviews"), (CHECK, "a check"), (JSON, "the result as JSON")):
        for code in ("ascii", "latin-1", "cp1252", "cp437", "shift_jis", "utf-16"):
            yield f"{what} onto a screen of {code}", Way(words, about={"PYTHONIOENCODING": f"{code}:strict"})
        yield f"{what} into a full disk", Way(words, "> /dev/full", spoils_screen=True)
        yield f"{what} with its progress into a full disk", Way(words, "2> /dev/full")
        yield f"{what} with both into a full disk", Way(words, "> /dev/full 2>&1", spoils_screen=True)
        yield f"{what} with the output closed", Way(words, ">&-")
        yield f"{what} with everything closed", Way(words, "<&- >&- 2>&-")
        yield f"{what} to a reader who has gone", Way(words, "| true")


def put(place: Path, whole: bytes, mode: int, *, link: str = "") -> Path:
    """The workbook with these rights, itself or behind a link; and another one beside it."""
    real = place / ("real.xlsx" if link else "shop.xlsx")
    real.write_bytes(whole)
    real.chmod(mode)
    (place / "other.xlsx").write_bytes(whole)
    if link == "symbolic":
        (place / "shop.xlsx").symlink_to(real)
    elif link == "hard":
        os.link(real, place / "shop.xlsx")
    return place / "shop.xlsx"


# What a command may write only where its user may already read; the rights of the source, the link to it.
RIGHTS = (
    ("of one's own only", 0o600, ""),
    ("of a group", 0o640, ""),
    ("of everybody to write", 0o666, ""),
    ("of one's own, by a symbolic link", 0o600, "symbolic"),
    ("of one's own, by a hard link", 0o600, "hard"),
    ("that may not be written", 0o400, ""),
)
FROM_THEM = (
    ("review", "{book}"),
    ("review", "{book}", "{other}"),
    ("review", "{book}", "--out", "{folder}/result.xlsx"),
    ("check", "{book}", "--out", "{folder}/problems.csv"),
)
