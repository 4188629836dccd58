"""Which files hold a table, by their names."""

from __future__ import annotations

import re
from pathlib import Path

BOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".parquet")
TEXTS = (".csv", ".tsv", ".txt")
ENDINGS = (*BOOKS, *TEXTS, *(f"{ending}.gz" for ending in TEXTS))
# Excel's and LibreOffice's lock files, and the Mac's shadow files: not the file, only a sign of it.
SIGN = re.compile(r"(?:~\$|\._)(?P<of>.+)|\.~lock\.(?P<of_office>.+)#")


def readable(path: Path) -> bool:
    """Whether a file in a folder is a table, by its name: no lock file and nothing else.

    >>> [readable(Path(name)) for name in ("shop.xlsx", "sales.CSV.gz", "~$shop.xlsx", "letter.docx")]
    [True, True, False, False]
    """
    return path.name.lower().endswith(ENDINGS) and not SIGN.fullmatch(path.name)


def signed(path: Path) -> Path | None:
    """The file that a lock file or a shadow file is a sign of; None for any other file.

    >>> signed(Path("~$shop.xlsx")).name, signed(Path(".~lock.shop.ods#")).name, signed(Path("shop.xlsx"))
    ('shop.xlsx', 'shop.ods', None)
    """
    found = SIGN.fullmatch(path.name)
    return path.with_name(found["of"] or found["of_office"]) if found else None
