"""The core on other Pythons: its tests under each version of Python and pandas that Excel's browser brings.

`python3 scripts/other_pythons.py [3.12 ...]`: one line for each; ends with 1 when something fails, with 2 when a Python
is not there. A version is looked for on the path (python3.12) and among those of pyenv; get one with `pyenv install
3.12`, from the system's packages, or in a CI by its step that sets up Python. Each gets an environment of its own in
.venv-others/, made once: a minute or two. Then the tests take two to four minutes, all versions at once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from _environment import CONSTRAINTS, ROOT, STAMP, last_word, python_of, recipe, says_yes

HOME = ROOT / ".venv-others"
# What the tests of the core import; with the versions of the other tests, but for pandas.
TEST_PACKAGES = ("pytest", "hypothesis", "statsmodels")
# The calculations, what a cell may hold and what it gives, and the reading of ranges; no files, no workbooks.
CORE = (
    "tests/track",
    "tests/read",
    "tests/formulas/test_answer.py",
    "tests/formulas/test_registry.py",
    "tests/formulas/test_formulas.py",
    "tests/hosts/server/test_wire.py",
    "winback_sheets/track",
    "winback_sheets/read",
    "winback_sheets/formulas/answer.py",
    "winback_sheets/schema/cells.py",
    "winback_sheets/formulas/scalars.py",
    "winback_sheets/schema/inputs.py",
)


class Pair(NamedTuple):
    """A Python and the pandas that xlwings Lite has with it."""

    python: str
    pandas: str


PAIRS = (Pair("3.12", "2.2.3"), Pair("3.13", "2.3.3"))


class Outcome(NamedTuple):
    """What came of a pair: 0 all passed, 1 something failed, 2 it could not be tried; in one line; and all it said."""

    code: int
    line: str
    said: str = ""


def main(arguments: Sequence[str]) -> int:
    """Try every pair, or those of the Pythons named; the worst outcome is the exit code."""
    wanted = [pair for pair in PAIRS if not arguments or pair.python in arguments]
    if not wanted:
        print(f"There is no such Python here; name {' or '.join(pair.python for pair in PAIRS)}.", file=sys.stderr)
        return 2
    worst = 0
    with ThreadPoolExecutor() as pool:  # each waits for programs of its own, so both run at once
        for outcome in pool.map(tried, wanted):
            if outcome.code == 1:
                print(outcome.said)
            print(outcome.line, flush=True)
            worst = max(worst, outcome.code)
    return worst


def tried(pair: Pair, tests: Sequence[str] = CORE) -> Outcome:
    """Run tests under a pair, in its own environment, which is made where it is not there."""
    base = interpreter(pair.python)
    title = f"Python {pair.python} with pandas {pair.pandas}"
    if base is None:
        return Outcome(2, f"{title}: not tried, there is no Python {pair.python} on this machine.")
    python, trouble = environment(pair, base)
    if trouble:
        return Outcome(2, f"{title}: not tried, pip's last word: {trouble}")
    begun = time.monotonic()
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:warnings", *tests]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
    said = done.stdout + done.stderr
    summary = next((line for line in reversed(said.splitlines()) if line.strip()), "(nothing)")
    return Outcome(int(done.returncode != 0), f"{title}: {summary} ({time.monotonic() - begun:.0f} s in all)", said)


def interpreter(version: str) -> str | None:
    """A Python of this version that starts: on the path, else the newest of pyenv's; None where there is none."""
    right = f"import sys, venv; sys.exit(sys.version_info[:2] != {tuple(map(int, version.split('.')))})"
    found = [shutil.which(f"python{version}"), *(str(path) for path in pyenv_pythons(version))]
    return next((each for each in found if each and says_yes(each, right)), None)


def pyenv_pythons(version: str) -> list[Path]:
    """The Pythons of this version that pyenv has, newest first."""
    root = os.environ.get("PYENV_ROOT")
    if not root and shutil.which("pyenv"):
        said = subprocess.run(["pyenv", "root"], capture_output=True, text=True, timeout=60, check=False)
        root = said.stdout.strip()
    folder = Path(root) if root else Path.home() / ".pyenv"
    return sorted((folder / "versions").glob(f"{version}.*/bin/python"), key=patch_number, reverse=True)


def patch_number(python: Path) -> int:
    """The last number of a pyenv version, from the name of its folder.

    >>> patch_number(Path("versions/3.12.10/bin/python"))
    10
    """
    last = python.parts[-3].rpartition(".")[2]
    return int(last) if last.isdigit() else -1


def environment(pair: Pair, base: str) -> tuple[Path, str]:
    """The pair's own Python with everything inside, and pip's last word where that did not work."""
    folder = HOME / f"{pair.python}-pandas-{pair.pandas}"
    python, stamp = python_of(folder), folder / STAMP
    pinned = [
        line for line in (ROOT / CONSTRAINTS).read_text(encoding="utf-8").split() if not line.startswith("pandas==")
    ]
    wanted = " ".join([recipe(ROOT), *TEST_PACKAGES, *pinned])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted and says_yes(python, "import pytest"):
        return python, ""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--prefer-binary", "--disable-pip-version-check"]
    limits = HOME / f"{folder.name}.txt"
    HOME.mkdir(exist_ok=True)
    limits.write_text("\n".join([*pinned, f"pandas=={pair.pandas}"]), encoding="utf-8")
    steps = [
        [base, "-m", "venv", "--clear", str(folder)],
        [*pip, "--constraint", str(limits), "pandas", *TEST_PACKAGES, "--editable", str(ROOT)],
    ]
    for step in steps:
        done = subprocess.run(step, env={**os.environ, "PIP_USER": "0"}, capture_output=True, text=True)
        if done.returncode:
            return python, last_word((done.stdout + done.stderr).splitlines())
    stamp.write_text(wanted, encoding="utf-8")
    return python, ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
