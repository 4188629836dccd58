"""What is done to each workbook of the corpus: made, reviewed twice, and our tabs taken out again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

from winback_sheets import api

from . import CORPUS


class Seen(NamedTuple):
    """One workbook before and after: the files, and what was said and done."""

    original: Path
    reviewed: Path
    bare: Path
    refused: str = ""
    untouched: bool = False
    again: bool = False
    exact: bool = False
    rows: int = 0


def reviewed(number: int, folder: Path) -> Seen:
    """Make one workbook, review it twice, take our tabs out of a copy; runs in a process of its own."""
    feature = CORPUS[number]
    stem = f"{number:03d}-{re.sub('[^a-z0-9]+', '-', f'{feature.maker} {feature.name}'.lower())}"
    places = [folder / kind / f"{stem}{feature.ending}" for kind in ("original", "reviewed", "bare")]
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
    original, after, bare = places
    feature.make(original)
    shutil.copyfile(original, after)
    try:
        rows = api.review(after).set_aside
    except api.Trouble as sentence:
        return Seen(original, after, bare, str(sentence), after.read_bytes() == original.read_bytes())
    first = after.read_bytes(), after.stat().st_mtime_ns
    again = api.review(after).changed or first != (after.read_bytes(), after.stat().st_mtime_ns)
    shutil.copyfile(after, bare)
    exact = api.review(bare, remove=True).exact
    return Seen(original, after, bare, again=again, exact=exact, rows=rows)
