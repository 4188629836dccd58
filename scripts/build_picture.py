"""Draws workbooks/win-back.png, the picture in the README, from a review of the demo workbook.

Needs LibreOffice (soffice) and pdftoppm; run by hand after the Win-back tab has changed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
RUN_DAY = pd.Timestamp("2026-11-02")


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
        size = ["-r", "110", "-f", "1", "-l", "1", "-x", "40", "-y", "50", "-W", "1180", "-H", "400"]
        picture = ROOT / "workbooks" / "win-back"
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", *size, str(book.with_suffix(".pdf")), str(picture)], check=True
        )
    print(f"{picture.name}.png")


if __name__ == "__main__":
    main()
