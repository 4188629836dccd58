"""The workbook the bench measures with, and the script a user would write without this program.

A shop's ledger with customers who come, buy in their own rhythm and leave; ten rows a customer, three years. The
sheet is written row by row from a template, with shared strings as Excel writes them; the same seed, the same bytes.
"""

from __future__ import annotations

import random
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROWS_A_CUSTOMER = 10
FIRST_DAY, DAYS = 45_000, 1_095  # 2023-03-15, as Excel counts days
NOTES = 1_000

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships {_RELS}><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Sales" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f"<Relationships {_RELS}>"
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet {_MAIN}><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
HEADINGS = ("Customer ID", "Date", "Amount", "Note")

# What somebody at home in pandas would write in an afternoon: the same churn by month, lost list and RFM.
BY_HAND = """
import sys
import pandas as pd
sales = pd.read_excel(sys.argv[1], engine="openpyxl", dtype={"Customer ID": str})
today, window = sales["Date"].max(), pd.Timedelta(days=int(sys.argv[3]))
days = sales[sales["Amount"] > 0].drop_duplicates(["Customer ID", "Date"]).sort_values(["Customer ID", "Date"])
after = days.groupby("Customer ID")["Date"].shift(-1)
ends = days[(after.fillna(today) - days["Date"]) > window].assign(lost_on=lambda x: x["Date"] + window)
before = days.groupby("Customer ID")["Date"].shift()
starts = days[before.isna() | ((days["Date"] - before) > window)]
new = starts.groupby(starts["Date"].dt.to_period("M")).size()
lost = ends.groupby(ends["lost_on"].dt.to_period("M")).size()
churn = pd.DataFrame({"new": new, "lost": lost}).fillna(0)
churn["end"] = (churn["new"] - churn["lost"]).cumsum()
churn["start"] = churn["end"].shift(fill_value=0)
churn["rate"] = churn["lost"] / churn["start"]
money = sales.groupby("Customer ID")["Amount"].sum()
gone = ends.assign(money=ends["Customer ID"].map(money)).sort_values("money", ascending=False)
rfm = days.groupby("Customer ID").agg(last=("Date", "max"), frequency=("Date", "count"))
rfm["monetary"] = money
rfm["recency"] = (today - rfm["last"]).dt.days
for name, column, labels in (("r", "recency", [5, 4, 3, 2, 1]), ("f", "frequency", [1, 2, 3, 4, 5]), ("m", "monetary", [1, 2, 3, 4, 5])):
    rfm[name] = pd.qcut(rfm[column].rank(method="first"), 5, labels=labels).astype(int)
churn.index = churn.index.astype(str)
with pd.ExcelWriter(sys.argv[2], engine="openpyxl") as book:
    churn.to_excel(book, sheet_name="Churn")
    gone[["Customer ID", "Date", "lost_on", "money"]].to_excel(book, sheet_name="Lost", index=False)
    rfm.to_excel(book, sheet_name="RFM")
"""


def write_book(path: Path, rows: int, *, seed: int = 1) -> None:
    """A workbook with one tab, Sales: customer (text), date, amount, and a note that is blank in 3 rows of 10."""
    chance = random.Random(seed)
    customers = max(1, rows // ROWS_A_CUSTOMER)
    came = [chance.randrange(DAYS) for _ in range(customers)]
    stayed = [min(DAYS - first, 1 + int(chance.expovariate(1 / 400))) for first in came]
    texts = [*HEADINGS, *(f"C{number:07d}" for number in range(customers)), *(f"order note {n}" for n in range(NOTES))]
    first_note = len(HEADINGS) + customers
    lines = ['<row r="1">' + "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCD")) + "</row>"]
    for row in range(2, rows + 2):
        who = chance.randrange(customers)
        day = FIRST_DAY + came[who] + int(chance.random() * stayed[who])
        amount = round(chance.lognormvariate(3.5, 0.8), 2)
        note = f'<c r="D{row}" t="s"><v>{first_note + chance.randrange(NOTES)}</v></c>' if chance.random() > 0.3 else ""
        lines.append(
            f'<row r="{row}"><c r="A{row}" t="s"><v>{len(HEADINGS) + who}</v></c>'
            f'<c r="B{row}" s="1"><v>{day}</v></c><c r="C{row}"><v>{amount}</v></c>{note}</row>'
        )
    sheet = f'<worksheet {_MAIN}><dimension ref="A1:D{rows + 1}"/><sheetData>{"".join(lines)}</sheetData></worksheet>'
    strings = f"<sst {_MAIN}>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"
    with ZipFile(path, "w") as book:
        for name, text in {**_PARTS, "xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet}.items():
            part = ZipInfo(name)  # dated 1980, so that the bytes do not change
            part.compress_type = ZIP_DEFLATED
            book.writestr(part, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
