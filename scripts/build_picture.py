"""Draws the pictures of the README into workbooks/, from a review of the demo workbook.

Needs LibreOffice (soffice), pdftotext and pdftoppm; run by hand (`.venv/bin/python scripts/build_picture.py`) after one
of the tabs has changed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
RUN_DAY = pd.Timestamp("2026-11-02")


class Picture(NamedTuple):
    """A part of a printed page: its file, words that stand on that page alone, dots an inch, left, top, width, height."""

    name: str
    words: str
    dots: int
    left: int
    top: int
    width: int
    height: int


PICTURES = (
    Picture("win-back", "Call these five", 100, 36, 45, 1072, 348),
    Picture("outreach", "Yellow columns are yours to fill", 200, 75, 90, 1210, 213),
    Picture("churn", "as others count it", 130, 45, 95, 960, 300),
)


def main() -> None:
    from winback_sheets.hosts.workbook.workbook import review_file

    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "winback-demo.xlsx"
        shutil.copyfile(ROOT / "workbooks" / "winback-demo.xlsx", book)
        review_file(book, run_day=RUN_DAY)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", "--headless", "--norestore", profile, "--convert-to", "pdf", "--outdir", folder, str(book)],
            check=True,
            capture_output=True,
        )
        for picture in PICTURES:
            draw(book.with_suffix(".pdf"), picture)


def draw(printed: Path, picture: Picture) -> None:
    """Cut one picture out of the page that holds its words; StopIteration where no page does."""
    text = subprocess.run(["pdftotext", str(printed), "-"], check=True, capture_output=True, text=True).stdout
    page = str(next(number for number, words in enumerate(text.split("\f"), start=1) if picture.words in words))
    place = ROOT / "workbooks" / picture.name
    size = ["-r", picture.dots, "-x", picture.left, "-y", picture.top, "-W", picture.width, "-H", picture.height]
    words = ["pdftoppm", "-png", "-singlefile", "-f", page, "-l", page, *map(str, size), str(printed), str(place)]
    subprocess.run(words, check=True)
    print(f"{place.name}.png: {place.with_suffix('.png').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
