"""The lower rows of a long list: left out while XlsxWriter makes the workbook, and put in as text afterwards.

XlsxWriter goes cell by cell, which takes minutes for 100,000 customers. It still writes the first rows, and with them
the styles, the table and the rules; the rest is made a column at a time in the looks of the first row.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from importlib.util import find_spec
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from winback_sheets.present.page import Page, Tail

FIRST_ROWS = 20
WORTH_IT = 200  # rows; below that XlsxWriter is quick enough


def tail(page: Page) -> Tail | None:
    """What of a page is left out at first: the lower rows of its longest list, below everything else on the page.

    None for short lists, for lists with formulas or links, and where pyarrow is missing (inside a browser).
    """
    longest = max(page.lists, key=lambda listing: len(listing.frame), default=None)
    if longest is None or longest.formulas or longest.links or find_spec("pyarrow") is None:
        return None
    ends = [cell.row for cell in page.cells] + list(page.heights)
    ends += [max(each.rows, default=each.row + len(each.frame)) for each in page.lists if each is not longest]
    first = min(longest.rows, default=longest.row + 1)
    since = max([first + FIRST_ROWS, *(end + 1 for end in ends)])
    left = sum(row >= since for row in longest.rows) if longest.rows else longest.row + 1 + len(longest.frame) - since
    return Tail(longest, since) if left > WORTH_IT else None


def with_rest(book: bytes, tails: Mapping[str, Tail], *, packed: bool, from_1904: bool = False) -> bytes:
    """The workbook with the rows that were left out, by sheet part; tables reach over them.

    packed: small; else as it is, for a workbook that is packed once, on its way into the user's.
    """
    from winback_sheets.present.sheet_xml import add_rows, last_row

    out = io.BytesIO()
    ends = {rest.listing.name: last_row(rest.listing) for rest in tails.values()}
    with ZipFile(io.BytesIO(book)) as source, ZipFile(out, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename in tails:
                content = add_rows(content, tails[info.filename], from_1904=from_1904)
            elif info.filename.startswith("xl/tables/"):
                content = _longer_table(content, ends)
            entry = ZipInfo(info.filename, info.date_time)
            entry.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
            target.writestr(entry, content)
    return out.getvalue()


def _longer_table(xml: bytes, ends: Mapping[str, int]) -> bytes:
    name = re.search(rb' name="([^"]*)"', xml)
    end = ends.get(name[1].decode()) if name else None
    return xml if end is None else re.sub(rb'( ref="[A-Z]+\d+:[A-Z]+)\d+"', rb'\g<1>%d"' % (end + 1), xml)
