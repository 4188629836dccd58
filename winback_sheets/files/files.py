"""Any file a small firm has -> grids. What a file is decides its content, not its name."""

from __future__ import annotations

import gzip
import io
import re
import stat
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile, ZipFile

import pandas as pd

from winback_sheets.files.delimited import decode, text_grid
from winback_sheets.files.endings import readable
from winback_sheets.files.limits import MB, MOST_BOOK, MOST_TEXT, MOST_WEB_PAGE, package_within, unpack_part, unpacking
from winback_sheets.files.rare_books import is_spreadsheet
from winback_sheets.files.unreadable import GivenUp, Unreadable
from winback_sheets.present.words import say
from winback_sheets.read.grid import Grid

__all__ = ["Unreadable", "open_grids"]

T = TypeVar("T")
# PDF, Word's rich text, Excel before 1995.
_FOREIGN = (b"%PDF", b"{\\rtf", b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def open_grids(path: Path) -> list[Grid]:
    """Every tab of a file as a grid, chart sheets left out.

    The file is read once and closed, so it may be replaced while the grids are in use. A wrong ending does no
    harm: a .xlsx that is really text or a web page is read as that. Raises Unreadable.
    """
    grids = _sheltered(lambda: _grids(_content(path), path.name), path.name)
    return [replace(grid, below=partial(_rows, grid.below, path.name)) for grid in grids]


def _rows(below: Callable[[int], pd.DataFrame], file: str, n: int) -> pd.DataFrame:
    return _sheltered(lambda: below(n), file)


def _sheltered(call: Callable[[], T], file: str) -> T:
    """A call into readers of other people: what they say when they give up becomes one sentence."""
    try:
        return call()
    except MemoryError as full:
        raise Unreadable(say("files.no_memory", file=file)) from full
    except BaseException as fault:
        # What a reader written in Rust raises is no Exception, and its class cannot be imported.
        if type(fault).__name__ != "PanicException":
            raise
        raise Unreadable(say("files.damaged", file=file)) from fault


def _grids(raw: bytes, file: str) -> list[Grid]:
    if raw[:2] == b"\x1f\x8b":
        raw, file = _inflated(raw, file), re.sub(r"\.gz$", "", file, flags=re.IGNORECASE)
    if raw[:4] == b"PK\x03\x04":
        return _zipped(raw, file)
    if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _compound(raw, file)
    if raw[:4] == b"PAR1":
        from winback_sheets.files.parquet import parquet_grid

        return [parquet_grid(raw, file)]
    return _text(raw, file)


def _content(path: Path) -> bytes:
    try:
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            raise Unreadable(say("files.a_folder", file=path.name))
        if not stat.S_ISREG(kind.st_mode):  # a pipe or a device would give bytes for ever, or none
            raise Unreadable(say("files.a_pipe_or_device", file=path.name))
        with path.open("rb") as file:
            raw = file.read(MOST_BOOK + 1)
        if len(raw) > MOST_BOOK or kind.st_size > MOST_BOOK:
            raise _too_large(path.name, MOST_BOOK)
    except FileNotFoundError:
        raise Unreadable(say("files.not_there", file=path)) from None
    except PermissionError:
        raise Unreadable(say("files.may_not_be_opened", file=path.name)) from None
    except OSError as error:
        raise Unreadable(say("files.cannot_be_read", file=_short(path), reason=error.strerror)) from error
    if not raw.strip():
        raise Unreadable(say("files.empty", file=path.name))
    return raw


def _inflated(raw: bytes, file: str) -> bytes:
    try:
        with gzip.open(io.BytesIO(raw)) as stream:
            text = stream.read(MOST_TEXT + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(say("files.damaged_gz", file=file)) from error
    if len(text) > MOST_TEXT:
        raise Unreadable(say("files.too_large_unpacked", file=file, most=MOST_TEXT // MB))
    if not text.strip():
        raise Unreadable(say("files.empty_inside", file=file))
    return text


def _zipped(raw: bytes, file: str) -> list[Grid]:
    try:
        with ZipFile(io.BytesIO(raw)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable(say("files.password", file=file))
            package_within(package, len(raw), file)
            spreadsheet = is_spreadsheet(package)
            if "content.xml" in package.namelist():
                with unpacking(package, "content.xml"):
                    pass  # the reader of .ods does not stop at the length that the package claims
    except (BadZipFile, RuntimeError, ValueError, OverflowError, zlib.error, struct.error, EOFError) as error:
        raise Unreadable(say("files.not_copied_whole", file=file)) from error
    names = {part.filename.lower() for part in parts}
    if (
        not spreadsheet
        and not names & {"content.xml"}
        and not any(re.search(r"(^|/)workbook\d*\.(xml|bin)$", name) for name in names)
    ):
        if file.lower().endswith(".zip"):  # nothing inside ends so, which keeps a zip in a zip out
            return _packed(raw, file)
        raise Unreadable(say("files.a_zip_file", file=file))
    return _workbook(raw, file)


def _packed(raw: bytes, file: str) -> list[Grid]:
    """The tables in a zip file as the tabs of one book, each marked as a file of its own."""
    found: list[Grid] = []
    with ZipFile(io.BytesIO(raw)) as package:
        members = [name for name in package.namelist() if readable(Path(name)) and not name.startswith("__MACOSX/")]
        if not members:
            raise Unreadable(say("files.a_zip_file", file=file))
        if sum(package.getinfo(name).file_size for name in members) > MOST_BOOK:
            raise Unreadable(say("files.too_large_unpacked", file=file, most=MOST_BOOK // MB))
        for name in members:
            try:
                content = unpack_part(package, name)
            except (BadZipFile, RuntimeError, ValueError, zlib.error, struct.error, EOFError) as error:
                raise Unreadable(say("files.not_copied_whole", file=file)) from error
            if content.strip():
                grids = _grids(content, Path(name).name)
                found += [
                    replace(grid, name=name if len(grids) == 1 else f"{name}: {grid.name}", piece=name)
                    for grid in grids
                ]
    if not found:
        raise Unreadable(say("files.empty_inside", file=file))
    return found


def _compound(raw: bytes, file: str) -> list[Grid]:
    """The container of old Office files, and of every new one with a password."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise Unreadable(say("files.password", file=file))
    if "Workbook".encode("utf-16-le") not in raw and "Book".encode("utf-16-le") not in raw:
        raise Unreadable(say("files.another_office_file", file=file))
    return _workbook(raw, file)


def _workbook(raw: bytes, file: str) -> list[Grid]:
    from winback_sheets.files.sheets import workbook_grids

    try:
        return workbook_grids(raw, file)
    except GivenUp as refusal:
        rare = _rare(raw) if raw[:2] == b"PK" else []
        if not rare:
            raise refusal
        return rare


def _rare(raw: bytes) -> list[Grid]:
    """A lawful workbook of a kind that the quick reader does not know; none for what is damaged."""
    from winback_sheets.files.rare_books import rare_grids

    try:
        return rare_grids(raw)
    except Exception:  # openpyxl fails on damaged files in too many ways to name
        return []


def _text(raw: bytes, file: str) -> list[Grid]:
    start = raw[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(_FOREIGN) or b"mso-application" in start:
        raise Unreadable(say("files.unknown_format", file=file))
    if re.match(rb"<(!doctype html|html|table|head|body|meta|style)\b", start.lower()):
        from winback_sheets.files.html_table import html_grids

        if len(raw) > MOST_WEB_PAGE:
            raise _too_large(file, MOST_WEB_PAGE)
        return html_grids(decode(raw), file)
    if len(raw) > MOST_TEXT:
        raise _too_large(file, MOST_TEXT)
    return [text_grid(raw, file)]


def _too_large(file: str, most: int) -> Unreadable:
    return Unreadable(say("files.too_large", file=file, most=most // MB))


def _short(path: Path) -> str:
    """The name of a file, cut where nobody would read on."""
    return path.name if len(path.name) < 100 else f"{path.name[:60]}..."
