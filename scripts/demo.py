"""Review the demo workbook, or your own file: `python3 scripts/demo.py [MYFILE [options of winback review]]`.

On the first run this makes an environment in .venv and installs what is needed into it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from _environment import ROOT, extras_of, prepare, stop

DEMO = "winback-demo.xlsx"


def main(arguments: Sequence[str]) -> int:
    """Set everything up where that has not been done yet, review, and say what to open."""
    if arguments and arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    if arguments:
        complain_about(arguments[0])
    python = prepare(ROOT, extras=extras_of(arguments))
    reviewed = list(arguments) or [str(demo_copy(ROOT))]
    # -P: a file of the user's that happens to be called pandas.py must not be imported.
    code = subprocess.call([str(python), "-P", "-m", "winback_sheets", "review", *reviewed])
    if code == 0 and not arguments:
        print(f"Now open {reviewed[0]}: its first tab, Win-back, says who left and whom to call.")
        print("Your own file: the same command with the file's name after it.")
    return code


def complain_about(name: str) -> None:
    """Stop with one sentence when this is not something to review; said before anything is installed."""
    if not name.startswith(("-", "https://")) and not Path(name).exists():
        where = f"here ({Path.cwd()})" if Path(name).parent == Path() else "there"
        stop(f"There is no file {name} {where}: check the name, or drag the file into this window.")


def demo_copy(root: Path) -> Path:
    """The demo workbook to play with, apart from the one that is kept.

    A copy from an earlier run stays, because somebody may have typed notes into it.
    """
    copy = root / "demo" / DEMO
    if copy.exists():
        print(f"Using your demo workbook from before; delete the folder {copy.parent} to start afresh.")
        return copy
    original = root / "workbooks" / DEMO
    if not original.exists():
        stop(f"The demo workbook {original} is missing: fetch the whole project again.")
    copy.parent.mkdir(exist_ok=True)
    return Path(shutil.copy(original, copy))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped; the same command goes on from here.")
