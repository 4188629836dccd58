"""Any file a small firm has -> grids. What a file is decides its content, not its name."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from winback_sheets.hosts.delimited import decode, text_grid
from winback_sheets.hosts.unreadable import Unreadable
from winback_sheets.read.grid import Grid

__all__ = ["Unreadable", "open_grids", "readable"]

LARGEST = 2 << 30
BOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".parquet")
TEXTS = (".csv", ".tsv", ".txt")
ENDINGS = (*BOOKS, *TEXTS, *(f"{ending}.gz" for ending in TEXTS))
# Excel's and LibreOffice's lock files, the Mac's shadow files, and what this program puts beside a workbook.
_ASIDE = re.compile(r"^(~\$|\.~lock|\._)|\.winback[.-]|\(reviewed\)|^clients-summary\.", re.IGNORECASE)
# PDF, Word's rich text, Excel before 1995.
_FOREIGN = (b"%PDF", b"{\\rtf", b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def readable(path: Path) -> bool:
    """Whether a file in a folder is somebody's table, by its name: no lock file, backup or result of ours.

    >>> [readable(Path(name)) for name in ("shop.xlsx", "sales.CSV.gz", "~$shop.xlsx", "shop.winback.xlsx")]
    [True, True, False, False]
    """
    return path.name.lower().endswith(ENDINGS) and not _ASIDE.search(path.name)


def open_grids(path: Path) -> list[Grid]:
    """Every tab of a file as a grid, chart sheets left out.

    The file is read once and closed, so it may be replaced while the grids are in use. A wrong ending does no
    harm: a .xlsx that is really text or a web page is read as that. Raises Unreadable.
    """
    raw, file = _content(path), path.name
    if raw[:2] == b"\x1f\x8b":
        raw, file = _inflated(raw, file), re.sub(r"\.gz$", "", file, flags=re.IGNORECASE)
    if raw[:4] == b"PK\x03\x04":
        return _zipped(raw, file)
    if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _compound(raw, file)
    if raw[:4] == b"PAR1":
        from winback_sheets.hosts.parquet import parquet_grid

        return [parquet_grid(raw, file)]
    return _text(raw, file)


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise Unreadable(f"{path.name} is a folder: name the files in it.")
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"{path.name} is larger than 2 GB: split it, or keep only the columns needed.")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"{path} does not exist: check the name and the folder.") from None
    except PermissionError:
        raise Unreadable(f"{path.name} may not be opened: close it in other programs, or ask who owns it.") from None
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be read ({error.strerror}): copy it to this computer first.") from error
    if not raw.strip():
        raise Unreadable(f"{path.name} is empty: save it again where it came from.")
    return raw


def _inflated(raw: bytes, file: str) -> bytes:
    try:
        with gzip.open(io.BytesIO(raw)) as stream:
            text = stream.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"{file} is a damaged .gz file: download or copy it again.") from error
    if len(text) > LARGEST:
        raise Unreadable(f"{file} unpacks to more than 2 GB: split it, or keep only the columns needed.")
    if not text.strip():
        raise Unreadable(f"{file} is empty inside: save it again where it came from.")
    return text


def _zipped(raw: bytes, file: str) -> list[Grid]:
    try:
        with ZipFile(io.BytesIO(raw)) as package:
            parts = package.infolist()
    except (BadZipFile, NotImplementedError, UnicodeDecodeError) as error:
        raise Unreadable(
            f"{file} is damaged or was not copied whole: copy it again, or open it in Excel and let Excel repair it."
        ) from error
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(f"{file} is protected by a password: save a copy without one, and use the copy.")
    if any(part.file_size > LARGEST for part in parts):
        raise Unreadable(f"{file} unpacks to more than 2 GB: delete the tabs or columns that are not needed.")
    names = {part.filename.lower() for part in parts}
    if not names & {"content.xml"} and not any(re.search(r"(^|/)workbook\d*\.(xml|bin)$", name) for name in names):
        raise Unreadable(f"{file} is a zip file but no workbook: unpack it, and name the files inside.")
    return _workbook(raw, file)


def _compound(raw: bytes, file: str) -> list[Grid]:
    """The container of old Office files, and of every new one with a password."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise Unreadable(
            f"{file} is protected by a password: open it in Excel, save a copy without one, and use the copy."
        )
    if "Workbook".encode("utf-16-le") not in raw and "Book".encode("utf-16-le") not in raw:
        raise Unreadable(f"{file} is an Office file but no workbook: save its table as .xlsx.")
    return _workbook(raw, file)


def _workbook(raw: bytes, file: str) -> list[Grid]:
    from winback_sheets.hosts.sheets import workbook_grids

    return workbook_grids(raw, file)


def _text(raw: bytes, file: str) -> list[Grid]:
    start = raw[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(_FOREIGN) or b"mso-application" in start:
        raise Unreadable(
            f"{file} is not in a format that can be read here: open it in its own program and save it as .xlsx."
        )
    if re.match(rb"<(!doctype html|html|table|head|body|meta|style)\b", start.lower()):
        from winback_sheets.hosts.html_table import html_grids

        return html_grids(decode(raw), file)
    return [text_grid(raw, file)]
