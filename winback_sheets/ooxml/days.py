"""Days in a workbook that counts them from 1904, as Excel for Mac did, for pages made without knowing where they go.

A review makes its pages with the days of the workbook they go into; pages made before count from 1900.
"""

from __future__ import annotations

import re

from .book import counts_from_1904, read_book
from .package import Package, read, read_xml, relations, write
from .styles import codes, number

LATER = 1462  # days from the one day 0 to the other
# XlsxWriter wrote these cells, or our own quick way for long lists, so their spelling is known.
CELL = rb'(<c (?:r="[A-Z]+\d+" s="(?:%s)"|s="(?:%s)" r="[A-Z]+\d+")>(?:<f[^>]*>[^<]*</f>)?<v>)([\d.]+)(?=</v>)'
OF_THE_STANDARD = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}  # its formats of days, by id
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def count_from_1904(made: Package) -> None:
    """Make the days on our own new sheets the numbers that a workbook counting from 1904 shows as the same days."""
    book = read_book(made)
    if counts_from_1904(book):
        return
    days = b"|".join(b"%d" % style for style in day_styles(made))
    cell = re.compile(CELL % (days, days))
    for part in (sheet.part for sheet in book.sheets) if days else ():
        write(made, part, cell.sub(lambda match: match[1] + b"%.16g" % (float(match[2]) - LATER), read(made, part)))


def day_styles(made: Package) -> list[int]:
    """The ids of our cell formats that show a number as a day."""
    part = next(each.part for each in relations(made, "xl/workbook.xml") if each.type == "styles")
    _, styles = read_xml(made, part or "")
    own = dict(codes(styles.child("numFmts")))
    shown = {id for id, code in own.items() if shows_days(code)} | OF_THE_STANDARD - own.keys()
    formats = styles.child("cellXfs")
    return [at for at, xf in enumerate(formats.all("xf") if formats else []) if number(xf, "numFmtId") in shown]


def shows_days(code: str) -> bool:
    """Whether a number format shows a number as a day.

    >>> shows_days("yyyy-mm-dd"), shows_days("d mmm"), shows_days('0.0 "days"'), shows_days("[Red]#,##0"), shows_days("hh:mm")
    (True, True, False, False, False)
    """
    return bool(set(NOT_SHOWN.sub("", code).lower()) & set("yd"))
