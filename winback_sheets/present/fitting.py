"""What finds no room: rows beyond the end of a tab, texts longer than a cell, links and formulas beyond their limits.

The one rule of every tab and host. How much there is room for stands in `schema/room`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.present import sentences
from winback_sheets.present.cells import rows_of
from winback_sheets.present.keep import Kept
from winback_sheets.present.page import HEADING_ROW, Cell, Listing, Page, Rest
from winback_sheets.present.row_keys import keys_of
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import Column, Table
from winback_sheets.schema.message import Amount
from winback_sheets.schema.results import LOST_CUSTOMERS, OUTREACH, SEGMENTS, WARNING_SIGNS
from winback_sheets.schema.room import EXCEL, Need, Room, shares

REMEMBERED = 3  # cells that our memory keeps of a row
OF_A_KEY = 100  # letters of a key beside its longest part


@dataclass(frozen=True)
class Fits:
    """The room there is, and by tab how many rows of its list find room; a tab that is not named has room for all."""

    room: Room = EXCEL
    rows: Mapping[str, int] = field(default_factory=dict)


def fits(review: Review, room: Room) -> Fits:
    """How many rows of each list that grows with the ledger find room."""
    customers = sum(business.spells["customer"].nunique() + len(business.undated) for business in review.businesses)
    counts = (
        (OUTREACH, len(review.outreach)),
        (LOST_CUSTOMERS, len(review.lost)),
        (WARNING_SIGNS, len(review.signs)),
        (SEGMENTS, customers),
    )
    needs = {table.key: Need(count, len(table.columns) + REMEMBERED) for table, count in counts}
    return Fits(room, shares(needs, room, above=HEADING_ROW + 1))


def rest_of(table: Table, kept: Kept, review: Review, room: Room) -> Rest | None:
    """What of a tab's list found no room; None where all of it did."""
    if kept.rest is None:
        return None
    whole, file = kept.whole, room.file_of(table.title)
    columns = tuple(c for c in table.columns if c.key in whole and not (c.optional and whole[c.key].isna().all()))
    known = {"tab": table.title, "more": len(kept.rest)}
    money = kept.rest["mrr"].sum() if "mrr" in kept.rest else 0
    where = say("tabs.whole_list_in_file" if file else "tabs.whole_list_counted", file=file)
    key = "tabs.more_rows_money" if money else "tabs.more_rows"
    sentence = say(key, money=Amount(money, sentences.currency(review)), where=where, **known)
    return Rest(len(kept.rest), frozenset(keys_of(kept.rest, table)), columns, whole, file, sentence)


def left_out(pages: Iterable[Page]) -> list[str]:
    """What found no room, a sentence each."""
    said = []
    for page in pages:
        said += [page.rest.sentence] if page.rest else []
        said += [say("tabs.texts_cut", tab=page.name, texts=page.cut)] if page.cut else []
    return said


def cut_text(text: str, most: int) -> str:
    """A text that a cell can hold, which says at its end how long it was. Letters count as in UTF-16.

    >>> cut_text("x" * 50, 40), cut_text("x" * 40, 40) == "x" * 40
    ('xxxxxxxxxxxxx ... (cut, 50 letters long)', True)
    """
    if 2 * len(text) <= most or len(text.encode("utf-16-le", "surrogatepass")) <= 2 * most:
        return text
    mark = say("tabs.cut", letters=len(text))
    begin = text.encode("utf-16-le", "surrogatepass")[: 2 * (most - len(mark))]
    return begin.decode("utf-16-le", "ignore").rstrip() + mark


def shortened(frame: pd.DataFrame, columns: Sequence[Column], most: int) -> tuple[pd.DataFrame, int]:
    """The frame with every text of these columns cut to so many letters, and how many were."""
    texts = [column.key for column in columns if column.key in frame and frame[column.key].dtype == object]
    cut: dict[str, pd.Series] = {}
    count = 0
    for key in texts:
        values = frame[key].tolist()
        if max((len(value) for value in values if isinstance(value, str)), default=0) > most // 2:
            short = [cut_text(value, most) if isinstance(value, str) else value for value in values]
            count += sum(one is not other for one, other in zip(values, short, strict=True))
            cut[key] = pd.Series(short, index=frame.index, dtype=object)
    return frame.assign(**cut) if count else frame, count


def fitted(page: Page, room: Room) -> Page:
    """The page with nothing in it that its tab cannot hold.

    A text too long for a cell is cut and says so, a formula too long leaves its value, a link that is one too many or
    too long leaves its words, and of a list without keys the last rows go, which the line above it says.
    """
    cells = [_fitted_cell(cell, room) for cell in page.cells]
    count = sum(len(str(old.value)) != len(str(new.value)) for old, new in zip(page.cells, cells, strict=True))
    links, lists, more = room.links - sum(bool(cell.link) for cell in cells), [], 0
    for listing in page.lists:
        short, cut = shortened(listing.frame, listing.columns, room.letters)
        listing, count = replace(listing, frame=short) if cut else listing, count + cut
        if not page.rest and page.patch is None:
            whole = len(listing.frame)
            listing = _first_rows(listing, room)
            more += whole - len(listing.frame)
        if listing.links:
            listing, links = _linked(listing, links, room)
        lists.append(listing)
    if more:
        line = say("tabs.more_lines", more=more)
        cells = [replace(cell, value=f"{cell.value} {line}") if cell.style == "meaning" else cell for cell in cells]
    return replace(page, cells=tuple(cells), lists=tuple(lists), cut=page.cut + count)


def _fitted_cell(cell: Cell, room: Room) -> Cell:
    if isinstance(cell.value, str) and 2 * len(cell.value) > room.letters:
        cell = replace(cell, value=cut_text(cell.value, room.letters))
    if len(cell.formula) > room.formula:
        cell = replace(cell, formula="")
    return replace(cell, link="") if len(cell.link) > room.link else cell


def _first_rows(listing: Listing, room: Room) -> Listing:
    """The rows of a list that stand above the end of the tab."""
    here = rows_of(listing) < room.rows
    if here.all():
        return listing
    links = {key: each[here] for key, each in listing.links.items()}
    rows = tuple(row for row, stays in zip(listing.rows, here, strict=True) if stays) if listing.rows else ()
    return replace(listing, frame=listing.frame[here], links=links, rows=rows)


def _linked(listing: Listing, left: int, room: Room) -> tuple[Listing, int]:
    """A list with as many links as are left for the tab, and how many are left after it."""
    kept = {}
    for key, links in listing.links.items():
        texts = links.fillna("").astype(str)
        stays = (texts != "") & (texts.str.len() <= room.link)
        stays &= stays.cumsum() <= left
        left -= int(stays.sum())
        kept[key] = texts.where(stays, "")
    return replace(listing, links=kept), left
