"""Where the result of a review goes, and where the copies of the workbook lie: names only, nothing is opened.

What is made for a workbook lies beside the workbook itself, also where it was named by a link to it.
"""

from __future__ import annotations

from pathlib import Path

from winback_sheets.ooxml.halfway import real
from winback_sheets.schema.results import RESULTS
from winback_sheets.schema.room import file_word

IN_PLACE = (".xlsx", ".xlsm")
SUMMARY = "clients-summary.xlsx"  # of several reviews
WHOLE_LISTS = tuple(file_word(table.title) for table in RESULTS)
# How a table in text beside NAME.xlsx goes on after NAME: what people typed, or a list that its tab cannot hold.
TABLES = rf"\.winback-(?:notes(?:-\d+)?|{'|'.join(WHOLE_LISTS)})\.csv"


def target_of(source: Path) -> Path:
    """Where the result goes: into the workbook itself, beside it for formats that cannot hold our tabs.

    >>> target_of(Path("shop.xlsx")).name, target_of(Path("sales.csv.gz")).name
    ('shop.xlsx', 'sales.winback.xlsx')
    """
    if source.suffix.lower() in IN_PLACE:
        return source
    stem = source.name.removesuffix(".gz")
    return source.with_name(Path(stem).stem + ".winback.xlsx")


def counts_tabs(target: Path) -> bool:
    """Whether macros may count the tabs of a workbook from its first one: ours go last there.

    >>> counts_tabs(Path("shop.xlsm")), counts_tabs(Path("shop.xlsx"))
    (True, False)
    """
    return target.suffix.lower() == ".xlsm"


def beside(target: Path) -> Path:
    """Where the result goes while the workbook is open in another program."""
    target = real(target)
    return target.with_name(f"{target.stem} (reviewed){target.suffix}")


def backup_of(target: Path) -> Path:
    """The copy of the workbook from before the last review."""
    target = real(target)
    return target.with_name(f"{target.stem}.winback-backup{target.suffix}")


def original_of(target: Path) -> Path:
    """The copy of the workbook from before the very first review; never written again."""
    target = real(target)
    return target.with_name(f"{target.stem}.winback-original{target.suffix}")


def whole_list_of(target: Path, tab: str = "{tab}") -> Path:
    """The file of a list that its tab cannot hold; by default a pattern of its name.

    >>> whole_list_of(Path("shop.xlsx")).name, whole_list_of(Path("shop.xlsx"), "segments").name
    ('shop.winback-{tab}.csv', 'shop.winback-segments.csv')
    """
    target = real(target)
    return target.with_name(f"{target.stem}.winback-{tab}.csv")


def notes_of(target: Path) -> Path:
    """A new name for what people typed in our tabs before those were taken out."""
    number, place = 1, real(target).with_name(f"{real(target).stem}.winback-notes.csv")
    while place.exists():
        number += 1
        place = place.with_name(f"{real(target).stem}.winback-notes-{number}.csv")
    return place
