"""The ledger in every workbook of the corpus: eight customers, two of whom stay away."""

from __future__ import annotations

import datetime

HEADINGS = ("Customer", "Date", "Amount")
EPOCH = datetime.date(1899, 12, 30)
Row = tuple[str, datetime.date, int]


def rows() -> list[Row]:
    """Forty-odd sales of 2026: customer n buys on one day of each month; Ann and Ben stop in February and March."""
    names = ("Ann", "Ben", "Cem", "Dia", "Eva", "Finn", "Gül", "Hugo")
    last = {"Ann": 2, "Ben": 3}
    return [
        (name, datetime.date(2026, month, 3 + 2 * number), 10 * (number + 1) + month)
        for month in range(1, 7)
        for number, name in enumerate(names)
        if month <= last.get(name, 6)
    ]


def serial(day: datetime.date) -> int:
    """A day as workbooks count it."""
    return (day - EPOCH).days


def sheet_data() -> str:
    """The ledger as a sheet's rows, texts in their cells, dates in the second cell format."""
    head = "".join(
        f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in zip("ABC", HEADINGS, strict=True)
    )
    lines = [f'<row r="1">{head}</row>']
    for number, (customer, day, amount) in enumerate(rows(), start=2):
        cells = f'<c r="A{number}" t="inlineStr"><is><t>{customer}</t></is></c>'
        cells += f'<c r="B{number}" s="1"><v>{serial(day)}</v></c><c r="C{number}"><v>{amount}</v></c>'
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"
