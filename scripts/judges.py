"""Programs that judge a workbook: Microsoft's Open XML SDK validator, and LibreOffice, which opens it."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parents[1] / "tests"
# The validator's own name for the place of its program; else npm has put it beside the tests.
PLACE = "OOXML_VALIDATOR_CLI"
AT_ONCE = 40


def sdk_validator() -> Path | None:
    """The validator's program: named by OOXML_VALIDATOR_CLI, or installed by `npm ci` in tests/; None if neither."""
    if named := os.environ.get(PLACE):
        return Path(named)
    system = {"win32": "win32", "darwin": "darwin"}.get(sys.platform, "linux")
    chip = "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x64"
    folder = HERE / "node_modules" / "@xarsh" / f"ooxml-validator-{system}-{chip}"
    found = [folder / name for name in ("ooxml-validator", "ooxml-validator.exe")]
    return next((each for each in found if each.exists()), None)


def sdk_errors(validator: Path, book: Path) -> Counter[tuple[str, str]]:
    """What the validator has against a workbook: sentence and part, and how often."""
    # Its errors come in the language of the machine, and need a library for that which many servers lack.
    settings = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    said = subprocess.run(
        [str(validator), str(book), "Microsoft365"], capture_output=True, env=settings, timeout=300, check=False
    )
    errors = json.loads(said.stdout.decode("utf-8"))["errors"]
    return Counter((str(each.get("description")), str(each.get("path"))) for each in errors)


def new_errors(validator: Path, before: Path, after: Path) -> list[str]:
    """What the validator has against the second workbook and not against the first."""
    found = sdk_errors(validator, after)
    if found:
        found -= sdk_errors(validator, before)
    return [f"{part}: {sentence}" for sentence, part in found]


def first_tabs(books: Sequence[Path], out: Path, profile: Path) -> dict[Path, str | None]:
    """The first tab of each workbook as LibreOffice shows it; None where it did not open the workbook.

    The names of the books must differ before the ending. Needs LibreOffice (soffice) on the path.
    """
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise FileNotFoundError("LibreOffice (soffice) is not on this machine.")
    command = [soffice, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(out)]
    waiting = list(books)
    # A workbook that brings it down must not take the others with it: what is missing is tried once more, alone.
    for size in (AT_ONCE, 1):
        for start in range(0, len(waiting), size):
            batch = [str(each) for each in waiting[start : start + size]]
            subprocess.run([*command, *batch], capture_output=True, timeout=600, check=False)
        waiting = [each for each in waiting if not (out / f"{each.stem}.csv").exists()]
    made = {each: out / f"{each.stem}.csv" for each in books}
    return {each: csv.read_text("utf-8", errors="replace") if csv.exists() else None for each, csv in made.items()}
