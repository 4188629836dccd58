"""How a country, a program or a person writes a number, a day and a file: typed cells in, bytes out."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import xlsxwriter
from babel.dates import format_date
from persiantools.jdatetime import JalaliDate


class Money(NamedTuple):
    """Cents; sign: what a program writes before it, "$"."""

    cents: int
    sign: str = ""


class Moment(NamedTuple):
    """A day with the hour at which something happened there."""

    day: dt.date
    minute: int = 0

    @property
    def when(self) -> dt.datetime:
        return dt.datetime.combine(self.day, dt.time()) + dt.timedelta(minutes=self.minute)


Cell = str | int | float | Money | dt.date | Moment | None
DATES: dict[str, Callable[[dt.datetime], object]] = {
    "iso": lambda d: f"{d:%Y-%m-%d}",
    "iso with time": lambda d: f"{d:%Y-%m-%d %H:%M}",
    "iso with seconds": lambda d: f"{d:%Y-%m-%d %H:%M:%S}",
    "iso T zone": lambda d: f"{d:%Y-%m-%dT%H:%M:%S}-05:00",
    "zone apart": lambda d: f"{d:%Y-%m-%d %H:%M:%S} -0500",
    "day/month/year": lambda d: f"{d:%d/%m/%Y}",
    "day.month.year": lambda d: f"{d:%d.%m.%Y}",
    "day-month-year": lambda d: f"{d:%d-%m-%Y}",
    "day.month.yy": lambda d: f"{d:%d.%m.%y}",
    "month/day/year": lambda d: f"{d:%m/%d/%Y}",
    "m/d/yyyy": lambda d: f"{d.month}/{d.day}/{d.year}",
    "month/day/yy": lambda d: f"{d:%m/%d/%y}",
    "m/d/yyyy h:mm AM": lambda d: f"{d.month}/{d.day}/{d.year} {d:%I:%M %p}",
    "day Mon year": lambda d: f"{d:%d} {ENGLISH[d.month - 1]} {d.year}",
    "Mon day, year": lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    "year/month/day": lambda d: f"{d:%Y/%m/%d}",
    "yyyymmdd": lambda d: f"{d:%Y%m%d}",
    "excel serial": lambda d: (d.date() - dt.date(1899, 12, 30)).days,
    "unix seconds": lambda d: int(d.replace(hour=12, minute=0, tzinfo=dt.UTC).timestamp()),
    "jalali": lambda d: JalaliDate(d.date()).strftime("%Y/%m/%d"),
}
DATES |= {
    f"long {language}": lambda d, language=language: format_date(d, "d MMMM y", locale=language)
    for language in ("en", "de", "fr", "es", "it", "nl", "pt")
}
ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True)
class Hand:
    """How one file is written. dates: a key of DATES, or "real" for real dates of a sheet.

    real_numbers: amounts are numbers in a sheet; else, and in every text file, they are written out.
    """

    dates: str = "iso"
    decimal: str = "."
    thousands: str = ""
    currency: str = ""  # around every amount: "$ before", "€ after"
    separator: str = ","
    encoding: str = "utf-8"
    ending: str = ".csv"
    real_numbers: bool = True
    minus: str = "-"  # or "()", or "after"

    def date(self, moment: dt.datetime) -> object:
        return DATES[self.dates](moment)

    def money(self, cell: Money) -> str:
        """An amount as text.

        >>> Hand(decimal=",", thousands=".", currency="€ after").money(Money(-123450))
        '-1.234,50 €'
        """
        whole, cents = divmod(abs(cell.cents), 100)
        text = f"{whole:,}".replace(",", self.thousands) + f"{self.decimal}{cents:02d}"
        sign, _, place = self.currency.partition(" ")
        text = f"{cell.sign}{sign if place == 'before' else ''}{text}" + (f" {sign}" if place == "after" else "")
        if cell.cents >= 0:
            return text
        return f"({text})" if self.minus == "()" else f"{text}-" if self.minus == "after" else f"-{text}"

    def text(self, cell: Cell) -> str:
        if cell is None:
            return ""
        if isinstance(cell, Money):
            return self.money(cell)
        if isinstance(cell, (Moment, dt.date)):
            when = cell.when if isinstance(cell, Moment) else dt.datetime.combine(cell, dt.time())
            return str(self.date(when) if self.dates != "real" else DATES["iso"](when))
        if isinstance(cell, float):
            return f"{cell:g}".replace(".", self.decimal)
        return str(cell)


@dataclass
class Tab:
    """One tab as it stands in the file. hidden: sheet rows, from 1."""

    name: str
    rows: list[list[Cell]]
    hidden: set[int] = field(default_factory=set)


def written(tabs: Sequence[Tab], hand: Hand) -> bytes:
    """The bytes of the file."""
    return _workbook(tabs, hand) if hand.ending == ".xlsx" else _text(tabs[0], hand)


def _text(tab: Tab, hand: Hand) -> bytes:
    out = io.StringIO()
    width = max(map(len, tab.rows))
    writer = csv.writer(out, delimiter=hand.separator, lineterminator="\r\n")
    writer.writerows([hand.text(cell) for cell in row] + [""] * (width - len(row)) for row in tab.rows)
    return out.getvalue().encode(hand.encoding, errors="replace")  # as programs do with signs their code page lacks


def _workbook(tabs: Sequence[Tab], hand: Hand) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    day, time = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
    for tab in tabs:
        sheet = book.add_worksheet(tab.name)
        for row, cells in enumerate(tab.rows):
            for column, cell in enumerate(cells):
                if cell is None or cell == "":
                    continue
                if isinstance(cell, Money) and hand.real_numbers:
                    sheet.write_number(row, column, cell.cents / 100)
                elif isinstance(cell, (dt.date, Moment)) and hand.dates == "real":
                    moment = isinstance(cell, Moment)
                    sheet.write_datetime(row, column, cell.when if moment else cell, time if moment else day)
                elif isinstance(cell, (dt.date, Moment)):
                    sheet.write(
                        row,
                        column,
                        hand.date(cell.when if isinstance(cell, Moment) else dt.datetime.combine(cell, dt.time())),
                    )
                elif isinstance(cell, str) and cell.startswith("#") and cell.endswith("/A"):
                    sheet.write_formula(row, column, "=NA()", None, cell)
                elif isinstance(cell, (int, float)):
                    sheet.write_number(row, column, cell)
                else:
                    sheet.write_string(row, column, hand.text(cell))
        for row in tab.hidden:
            sheet.set_row(row - 1, None, None, {"hidden": True})
    book.close()
    return out.getvalue()
