"""The file around the package: locks, a new empty workbook, and the move to the target in one step."""

from __future__ import annotations

import io
import os
import secrets
import shutil
import zipfile
from pathlib import Path

from .graft_zip import save
from .package import Package, Refused, original

MACROS = ("macroenabled", "ms-excel.addin")
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
        raise Refused(
            f"{target.name} is open in another program: close it and try again. "
            f"(If it is not, delete the file {lock} beside it.)"
        )


def refuse_other_ending(content_type: str, source: Path | None, target: Path) -> None:
    """Refuse to write a workbook with macros as .xlsx or one without as .xlsm: Excel would not open it."""
    if source and source.suffix.lower() == target.suffix.lower():
        return
    macros = any(word in content_type.lower() for word in MACROS)
    if macros and target.suffix.lower() == ".xlsx" or not macros and target.suffix.lower() == ".xlsm":
        ending = ".xlsm" if macros else ".xlsx"
        raise Refused(f"{target.name} must end in {ending}, as the workbook it comes from: name it so.")


def landed(package: Package, target: Path) -> bool:
    """Save a package beside the target and move it there in one step; True if the target's parts changed.

    A target that has the very same parts is not touched. The target's file mode is kept.
    """
    target = Path(os.path.realpath(target))
    beside = target.with_name(f".{secrets.token_hex(6)}.winback.tmp")
    try:
        with beside.open("xb") as out:
            save(package, out)
            out.flush()
            os.fsync(out.fileno())
        package.file.close()
        if target.exists():
            if same_parts(beside, target):
                return False
            shutil.copymode(target, beside)
        os.replace(beside, target)
        return True
    except PermissionError as error:
        raise Refused(f"{target.name} is open or may not be changed: close it, try again.") from error
    finally:
        beside.unlink(missing_ok=True)


def same_parts(one: Path, other: Path) -> bool:
    """Whether two packages have the same parts with the same bytes, whatever their dates and packing."""
    if not zipfile.is_zipfile(other):
        return False
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        names = first.namelist()
        return sums(first) == sums(second) and all(first.read(name) == second.read(name) for name in names)


def sums(zipped: zipfile.ZipFile) -> dict[str, tuple[int, int]]:
    """Check sum and size of each entry, by name."""
    return {each.filename: (each.CRC, each.file_size) for each in zipped.infolist()}
