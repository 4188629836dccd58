"""Days in a workbook that counts them from 1904, as Excel for Mac did: our pages are made to count from 1900."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .package import Package, read, read_xml, relations, write
from .styles import codes, number

LATER = 1462  # days from the one day 0 to the other
# XlsxWriter wrote these cells, or our own quick way for long lists, so their spelling is known.
CELL = rb'(<c (?:r="[A-Z]+\d+" s="(?:%s)"|s="(?:%s)" r="[A-Z]+\d+")>(?:<f>[^<]*</f>)?<v>)([\d.]+)(?=</v>)'


def count_from_1904(made: Package, sheets: Iterable[str]) -> None:
    """Make the days on our own new sheets the numbers that a workbook counting from 1904 shows as the same days."""
    days = b"|".join(b"%d" % style for style in day_styles(made))
    cell = re.compile(CELL % (days, days))
    for part in sheets if days else ():
        write(made, part, cell.sub(lambda match: match[1] + b"%.16g" % (float(match[2]) - LATER), read(made, part)))


def day_styles(made: Package) -> list[int]:
    """The ids of our cell formats that show a number as a day."""
    part = next(each.part for each in relations(made, "xl/workbook.xml") if each.type == "styles")
    _, styles = read_xml(made, part or "")
    shown = {id for id, code in codes(styles.child("numFmts")) if "yy" in code}
    formats = styles.child("cellXfs")
    return [at for at, xf in enumerate(formats.all("xf") if formats else []) if number(xf, "numFmtId") in shown]
