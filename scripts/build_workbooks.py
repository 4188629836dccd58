"""Make everything in workbooks/: the template, the demo, the stories (`.venv/bin/python scripts/build_workbooks.py [FOLDER]`).

Run by hand after a story or the schema has changed; nothing in workbooks/ is edited by hand. The same code and the
same libraries give the same bytes. Without FOLDER the demo goes into the package as well, for `winback demo`.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import shutil
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "winback_sheets" / "workbooks" / "winback-demo.xlsx"
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

import xlsxwriter  # noqa: E402

from demo_book import write_demo, write_rows  # noqa: E402
from small_stories import Line, Story, stories  # noqa: E402
from winback_sheets.hosts.template.template import new_workbook  # noqa: E402

DAY = datetime.datetime(2026, 11, 1, 9, 0)
ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def build(folder: Path) -> list[Path]:
    """Everything anew in this folder; returns the files made."""
    (folder / "stories").mkdir(parents=True, exist_ok=True)
    template, demo = folder / "winback-template.xlsx", folder / "winback-demo.xlsx"
    template.unlink(missing_ok=True)
    settled(new_workbook(template))
    made = [template, demo, write_expected(folder / "stories" / "demo-expected.csv", write_demo(demo))]
    for story in stories():
        made.append(write_story(folder / "stories" / f"{story.name}.xlsx", story))
        made.append(write_expected(folder / "stories" / f"{story.name}.csv", story.expected))
    return made


def write_story(path: Path, story: Story) -> Path:
    """One story's workbook, plain as a person would keep it."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": DAY, "title": f"made-up story {story.name}"})
        looks = {
            "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
        }
        bold = book.add_format({"bold": True})
        for name, rows in story.tabs.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, rows[0], bold)
            numbers = [[float(cell) if isinstance(cell, int) else cell for cell in row] for row in rows[1:]]
            write_rows(sheet, 1, numbers, looks)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(rows[0]) - 1, 18)
    return path


def write_expected(path: Path, lines: Sequence[Line]) -> Path:
    """What a review must say: what, key, value; a blank value means that there is none."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["what", "key", "value"])
        writer.writerows([what, key, "" if value is None else value] for what, key, value in lines)
    return path


def settled(path: Path) -> Path:
    """The same package without the time of its making, which openpyxl writes into it."""
    with zipfile.ZipFile(path) as package:
        parts = [(info.filename, package.read(info)) for info in package.infolist()]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", DAY.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            package.writestr(zipfile.ZipInfo(name, ZIP_DAY), content, zipfile.ZIP_DEFLATED)
    path.write_bytes(buffer.getvalue())
    return path


def main(arguments: Sequence[str]) -> int:
    """Build, and say what was made."""
    folder = Path(arguments[0]) if arguments else ROOT / "workbooks"
    for path in build(folder):
        print(f"{path}: {path.stat().st_size:,} bytes")
    if not arguments:
        shutil.copyfile(folder / SHIPPED.name, SHIPPED)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
