"""Makes the workbooks beside it that LibreOffice saves, from its own format: `python tests/corpus/made/make_with_libreoffice.py`.

What goes in is made by other makers of the corpus, so each file is what somebody has who edits in LibreOffice.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from corpus.package import packed, plain  # noqa: E402

from corpus import by_hand_data, by_hand_sheets, ledger, with_xlsxwriter  # noqa: E402


def saved(soffice: str, kind: str, files: list[Path], out: Path) -> list[Path]:
    """The files as LibreOffice saves them in this format."""
    profile = (out.parent / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)
    return sorted(out.glob(f"*.{kind}"))


def main() -> None:
    """Make them all."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice") or sys.exit("LibreOffice is not on this machine.")
    with tempfile.TemporaryDirectory() as folder:
        first, second, third = (Path(folder) / name for name in ("in", "ods", "xlsx"))
        first.mkdir()
        for use in (
            with_xlsxwriter.charts,
            with_xlsxwriter.controls,
            with_xlsxwriter.rules,
            with_xlsxwriter.validations,
            with_xlsxwriter.layout,
            with_xlsxwriter.texts,
        ):
            with_xlsxwriter.made(first / f"libreoffice_{use.__name__}.xlsx", use)
        for fill in (by_hand_data.pivot_table, by_hand_sheets.sorted_and_filtered):
            parts = plain()
            fill(parts)
            packed(first / f"libreoffice_{fill.__name__}.xlsx", parts)
        lines = [",".join(ledger.HEADINGS), *(f"{who},{day},{amount}" for who, day, amount in ledger.rows())]
        (first / "libreoffice_csv.csv").write_text("\n".join(lines), encoding="utf-8")
        ods = saved(soffice, "ods", sorted(first.iterdir()), second)
        for path in saved(soffice, "xlsx", ods, third):
            shutil.copy(path, HERE / path.name)


if __name__ == "__main__":
    main()
