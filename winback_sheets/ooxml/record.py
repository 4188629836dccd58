"""What a workbook remembers of us that no cell can hold: how it was before, and what we left in it.

It is a custom property of our hidden sheet, which Excel keeps when it saves; other programs may drop it, and
then nothing is remembered. It holds no time.
"""

from __future__ import annotations

import base64
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from .delta import steps_back, taken_back
from .package import Package, Refused, key, original, relations, write

PREFIX = "winback 1 "
MOST = 1 << 26  # bytes of a record, unpacked: a file that claims more is not one of ours
PLACE = re.compile(r"customproperty\d*\.bin$")
UNREADABLE = (ExpatError, ValueError, LookupError, TypeError, AttributeError, EOFError, zlib.error)


@dataclass(frozen=True)
class Record:
    """What is remembered. Parts go by their compared name; None stands for a part that is not there.

    before: each part that we changed, as it was before our very first change, and each that we had to add
    beside our sheets. after: the check sum (CRC-32) each had when we last wrote. dropped: those we took out,
    with their place in the zip and their spelling. made: every part that is there through us. touched: parts
    of the user's that somebody changed since. whole: key of each tab of ours written as a whole, and the check
    sum of its sheet. parts: the check sums of all parts but the record. memo: anything else.
    """

    before: Mapping[str, bytes | None] = field(default_factory=dict)
    after: Mapping[str, int | None] = field(default_factory=dict)
    dropped: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    made: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    whole: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    memo: Mapping[str, Any] = field(default_factory=dict)


def load(package: Package, sheet_part: str | None) -> Record:
    """The record on our hidden sheet; an empty one where there is none that can be read.

    Call it before anything in the package is changed. What another program has written anew has no `before`
    any more: it would not fit.
    """
    from .property import property_of  # not above: `quick` does without what makes sheets

    try:
        part = None if sheet_part is None else property_of(package, sheet_part)
        plain = unpack_record(original(package, part)) if part else None
        return Record() if plain is None else of_plain(plain, package)
    except (Refused, *UNREADABLE):
        return Record()


def quick(path: Path) -> tuple[Record, dict[str, int]] | None:
    """The record of a file without its `before`, and the check sum of every part but the record.

    Reads the zip's directory and the record, nothing else; None where the file has no record.
    """
    try:
        with zipfile.ZipFile(path) as zipped:
            sums = {key(each.orig_filename): each.CRC for each in zipped.infolist()}
            for each in zipped.infolist():
                name = key(each.orig_filename)
                plain = unpack_record(zipped.read(each)) if PLACE.search(name) and each.file_size <= MOST else None
                if plain is not None:
                    return of_plain(plain, None), {part: crc for part, crc in sums.items() if part != name}
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, *UNREADABLE):
        return None
    return None


def restorable(package: Package, record: Record) -> dict[str, bytes | None]:
    """The parts to put back as they were (None: to take out), if every one of them is as we left it; else none."""
    now = sums_at_opening(package)
    intact = all(now.get(part) == crc for part, crc in record.after.items())
    return dict(record.before) if intact and record.before.keys() == record.after.keys() else {}


def attach(
    package: Package,
    sheet_part: str,
    record: Record,
    *,
    first: bool,
    whole: Mapping[str, str] | None = None,
    memo: Mapping[str, Any] | None = None,
) -> None:
    """Write the record of the package as it stands now onto our hidden sheet: the last change before saving.

    record: as loaded. first: no tab of ours was there when the file was opened. whole: key and sheet part of
    each tab written as a whole.
    """
    from .property import property_for

    part = property_for(package, sheet_part)
    new = renew_record(package, record, key(part), first=first, whole=whole or {}, memo=memo or {})
    plain = to_plain(new, package)
    was = original(package, part) if key(part) in package.entries else b""
    # Another build of zlib may pack the same record otherwise: what says the same stays as it is.
    write(package, part, was if unpacked_or_none(was) == plain else pack_record(plain))


def renew_record(
    package: Package, record: Record, own: str, *, first: bool, whole: Mapping[str, str], memo: Mapping[str, Any]
) -> Record:
    """The record brought up to what the package holds now; `own` is the part it is kept in."""
    opened, now = sums_at_opening(package), sums_now(package)
    landed = {part: now[part] for part in sorted(now.keys() - {own})}
    sheets = {tab: now[key(part)] for tab, part in whole.items() if key(part) in now}
    if not first and not restorable(package, record):
        return Record(whole=sheets, parts=landed, memo=memo)
    mine = frozenset() if first else record.made
    theirs = opened.keys() - mine - record.before.keys() - {own}
    changed = {part for part in theirs if now.get(part) != opened[part]}
    dropped = dict(record.dropped)
    for part in sorted(changed - now.keys()):
        dropped[part] = place_of(package, part, dropped)
    made = frozenset(part for part in now if part in mine or part not in opened and part not in record.before)
    before = dict(record.before) | {part: original(package, part) for part in changed}
    before |= dict.fromkeys(beside_sheets(package) & made - before.keys())
    touched = record.touched | {part for part in theirs if not first and record.parts.get(part) != opened[part]}
    after = {part: now.get(part) for part in before}
    return Record(before, after, dropped, made - {own}, touched, sheets, landed, memo)


def beside_sheets(package: Package) -> set[str]:
    """The parts other than tabs that the workbook itself leads to: its style sheet and the like."""
    book = next((each.part for each in relations(package, "") if each.type == "officeDocument"), None)
    linked = relations(package, book) if book else []
    return {key(each.part) for each in linked if each.part and each.type != "worksheet"}


def place_of(package: Package, part: str, earlier: Mapping[str, tuple[int, str]]) -> tuple[int, str]:
    """Where an entry stood in the zip before any was dropped, and how its name is spelled."""
    name = package.entries[part].orig_filename
    at = [each.orig_filename for each in package.zip.infolist()].index(name)
    for before in sorted(place for place, _ in earlier.values()):
        at += before <= at
    return at, name


def sums_at_opening(package: Package) -> dict[str, int]:
    """The check sum of each part as the package was opened."""
    return {part: info.CRC for part, info in package.entries.items()}


def sums_now(package: Package) -> dict[str, int]:
    """The check sum of each part as the package stands after the changes so far."""
    stay = {part: info.CRC for part, info in package.entries.items() if part not in package.gone}
    return stay | {part: zlib.crc32(content) for part, (_, content) in package.written.items()}


def to_plain(record: Record, package: Package) -> dict[str, Any]:
    """A record as JSON can hold it; what a part was before is kept as its difference from what it is now."""
    before = {
        part: None if old is None else steps_back(standing(package, part), old)
        for part, old in sorted(record.before.items())
    }
    return {
        "before": before,
        "after": {part: record.after[part] for part in sorted(record.after)},
        "dropped": {part: list(place) for part, place in sorted(record.dropped.items())},
        "made": sorted(record.made),
        "touched": sorted(record.touched),
        "whole": dict(record.whole),
        "parts": dict(record.parts),
        "memo": json.loads(json.dumps(record.memo)),
    }


def standing(package: Package, part: str) -> bytes:
    """The bytes of a part as the package stands now, none where it is not there."""
    if part in package.written:
        return package.written[part][1]
    return original(package, part) if part in package.entries and part not in package.gone else b""


def of_plain(plain: Mapping[str, Any], package: Package | None) -> Record:
    """A record from JSON's values; what a part was before is made again only from a part that is as we left it."""
    before: dict[str, bytes | None] = {}
    if package is not None:
        now = sums_at_opening(package)
        for part, steps in plain["before"].items():
            if now.get(part) == plain["after"][part]:
                before[part] = None if steps is None else taken_back(standing(package, part), steps)
    return Record(
        before,
        dict(plain["after"]),
        {part: (int(at), str(name)) for part, (at, name) in plain["dropped"].items()},
        frozenset(plain["made"]),
        frozenset(plain["touched"]),
        dict(plain["whole"]),
        dict(plain["parts"]),
        dict(plain["memo"]),
    )


def pack_record(plain: Mapping[str, Any]) -> bytes:
    """A record as the text of a custom property."""
    text = json.dumps(plain, separators=(",", ":"))
    return (PREFIX + base64.b64encode(zlib.compress(text.encode(), 9)).decode()).encode("utf-16-le")


def unpack_record(content: bytes) -> dict[str, Any] | None:
    """The values in the text of a custom property; None where it is not a record of ours."""
    if not content.startswith(PREFIX.encode("utf-16-le")):
        return None
    engine = zlib.decompressobj()
    text = engine.decompress(base64.b64decode(content.decode("utf-16-le")[len(PREFIX) :]), MOST)
    found = json.loads(text) if engine.eof else None
    return found if isinstance(found, dict) else None


def unpacked_or_none(content: bytes) -> dict[str, Any] | None:
    """The same, and None where the text is broken."""
    try:
        return unpack_record(content)
    except UNREADABLE:
        return None
