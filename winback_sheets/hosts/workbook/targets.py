"""Where the result of a review goes, and where the copies of the workbook lie: names only, nothing is opened."""

from __future__ import annotations

from pathlib import Path

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


def beside(target: Path) -> Path:
    """Where the result goes while the workbook is open in another program."""
    return target.with_name(f"{target.stem} (reviewed){target.suffix}")


def backup_of(target: Path) -> Path:
    """The copy of the workbook from before the last review."""
    return target.with_name(f"{target.stem}.winback-backup{target.suffix}")


def original_of(target: Path) -> Path:
    """The copy of the workbook from before the very first review; never written again."""
    return target.with_name(f"{target.stem}.winback-original{target.suffix}")


def whole_list_of(target: Path, tab: str = "{tab}") -> Path:
    """The file of a list that its tab cannot hold; by default a pattern of its name.

    >>> whole_list_of(Path("shop.xlsx")).name, whole_list_of(Path("shop.xlsx"), "segments").name
    ('shop.winback-{tab}.csv', 'shop.winback-segments.csv')
    """
    return target.with_name(f"{target.stem}.winback-{tab}.csv")
