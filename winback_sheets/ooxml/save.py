"""The file around the package: locks, a new empty workbook, and the move to the target in one step."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from winback_sheets.present.words import say

from .halfway import written
from .package import Package, Refused, original
from .zip import save

ENDINGS = {
    "template.macroenabled": ".xltm",
    "addin.macroenabled": ".xlam",
    "macroenabled": ".xlsm",
    "template.main": ".xltx",
    "sheet.main": ".xlsx",
}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument"
EMPTY_BOOK = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN}.spreadsheetml.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{MAIN}.spreadsheetml.styles+xml"/>'
        f'<Override PartName="/xl/theme/theme1.xml" ContentType="{MAIN}.theme+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews><sheets></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/theme" Target="theme/theme1.xml"/></Relationships>'
    ),
}


def empty_book(made: Package) -> bytes:
    """A workbook without tabs, in the styles and theme of `made`: what a new workbook of ours grows from."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, text in EMPTY_BOOK.items():
            zipped.writestr(name, HEAD + text)
        for name in ("xl/styles.xml", "xl/theme/theme1.xml"):
            zipped.writestr(name, original(made, name))
    return out.getvalue()


def lock_beside(target: Path) -> str:
    """The file by which Excel or LibreOffice says that the workbook is open; blank where there is none."""
    locks = (f"~${target.name}", f".~lock.{target.name}#")
    return next((lock for lock in locks if target.with_name(lock).exists()), "")


def refuse_if_open(target: Path) -> None:
    """Refuse to write a workbook that is open in another program."""
    if lock := lock_beside(target):
        raise Refused(say("ooxml.open_elsewhere", file=target.name, lock=lock))


def refuse_other_ending(content_type: str, source: Path | None, target: Path) -> None:
    """Refuse to write a workbook under the ending of another kind: Excel would not open it."""
    if source and source.suffix.lower() == target.suffix.lower():
        return
    ending = next((end for kind, end in ENDINGS.items() if kind in content_type.lower()), ".xlsx")
    if target.suffix.lower() in ENDINGS.values() and target.suffix.lower() != ending:
        raise Refused(say("ooxml.other_ending", file=target.name, ending=ending))


def landed(
    package: Package, target: Path, ready: Callable[[], None] = lambda: None, *, like: Sequence[Path] = ()
) -> bool:
    """Save a package beside the target and move it there in one step; True if the target's parts changed.

    A target that has the very same parts is not touched. Its owner, mode and attributes are kept; a new one is readable
    for nobody who may not read each of `like`. `ready` is called in the last moment before the move, to keep a copy or to
    stop it. Raises Refused.
    """
    target = Path(os.path.realpath(target))
    try:
        with written(target, like, ready=ready) as out:
            save(package, out)
            out.flush()
            package.file.close()
            if target.exists() and same_parts(out, target):
                raise NothingNew
        return True
    except NothingNew:
        return False
    except PermissionError as error:
        raise Refused(say("ooxml.may_not_be_changed", file=target.name)) from error


class NothingNew(Exception):
    """The target has these very parts already."""


def same_parts(one: BinaryIO, other: Path) -> bool:
    """Whether two packages have the same parts with the same bytes, whatever their dates and packing."""
    if not zipfile.is_zipfile(other):
        return False
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        pairs = list(zip(first.infolist(), second.infolist(), strict=False))
        return sums(first) == sums(second) and all(same_bytes(first, second, *pair) for pair in pairs)


def sums(zipped: zipfile.ZipFile) -> list[tuple[str, int, int]]:
    """Name, check sum and size of each entry, in order; a name may stand there twice."""
    return [(each.orig_filename, each.CRC, each.file_size) for each in zipped.infolist()]


def same_bytes(first: zipfile.ZipFile, second: zipfile.ZipFile, one: zipfile.ZipInfo, other: zipfile.ZipInfo) -> bool:
    """Whether two entries hold the same; one packed in a way unknown here is compared by its check sum alone."""
    try:
        return first.read(one) == second.read(other)
    except NotImplementedError:
        return one.compress_type == other.compress_type
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return False
