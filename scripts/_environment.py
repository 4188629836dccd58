"""The environment the scripts run in: `.venv` in the checkout, made once, renewed when its recipe changes.

Standard library only, and written so that an old Python can still read it: that one has to be able to say
that it is too old.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
NEWEST_KNOWN = 20
# The version is said in the package alone, and what is installed remembers it.
RECIPE = ("setup.cfg", "pyproject.toml", "winback_sheets/__init__.py")
STAMP = "winback-installed.txt"
# The versions with which the tests are known to pass; everybody else gets what pip finds.
CONSTRAINTS = ".ci/constraints.txt"
# True of an interpreter that is new enough; with pip, one that is ready to be installed into.
NEW_ENOUGH = f"import sys; sys.exit(sys.version_info < {OLDEST})"
READY = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"


def prepare(root: Path, *, extras: Iterable[str] = ()) -> Path:
    """Give the Python of the checkout's own environment, with this package and the wanted extras inside.

    Takes a blink when nothing changed since the last time; ends with one sentence where it cannot.
    """
    python = python_of(root / ".venv")
    if not says_yes(python, READY):
        create(root / ".venv")
    stamp = root / ".venv" / STAMP
    before = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    wanted = frozenset(extras) | frozenset(before.split()[1:])
    if not covers(before, recipe=recipe(root), extras=wanted):
        install(root, python=python, extras=wanted)
        stamp.write_text("\n".join([recipe(root), *sorted(wanted)]) + "\n", encoding="utf-8")
    return python


def python_of(folder: Path) -> Path:
    """Where an environment keeps its Python, on this operating system."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def recipe(root: Path) -> str:
    """A fingerprint of what gets installed, and from where; a new one means: install again.

    The place counts because an editable install remembers it, so a checkout that moved is installed again.
    """
    digest = hashlib.sha256(str(root).encode())
    for name in [*RECIPE, *([CONSTRAINTS] if pins(root) else [])]:
        digest.update(b"\0" + (root / name).read_bytes())
    return digest.hexdigest()


def pins(root: Path) -> Path | None:
    """The file of pinned versions where the tests run for everybody (WINBACK_CI=1); None elsewhere."""
    file = root / CONSTRAINTS
    return file if os.environ.get("WINBACK_CI") and file.exists() else None


def extras_of(words: Sequence[str]) -> set[str]:
    """What a command needs beyond a plain installation.

    >>> extras_of(["review", "shop.xlsx"]), extras_of(["serve", "--plain"]), extras_of(["new", "Shop", "--google"])
    (set(), {'server'}, {'google'})
    >>> extras_of(["addin", "windows"]), extras_of(["https://docs.google.com/spreadsheets/d/x/edit"])
    ({'excel'}, {'google'})
    """
    needed: set[str] = set()
    if words[:2] == ["addin", "windows"]:
        needed.add("excel")
    elif words and words[0] in ("serve", "addin"):
        needed.add("server")
    if any(word in ("google", "--google") or ".google.com/" in word for word in words):
        needed.add("google")
    return needed


def covers(stamp: str, *, recipe: str, extras: Iterable[str]) -> bool:
    """Whether what was installed, by its stamp, is what is wanted now, or more.

    >>> covers("abc\\ntest\\n", recipe="abc", extras=[])
    True
    >>> covers("abc\\n", recipe="abc", extras=["test"])
    False
    """
    installed = stamp.split()
    return installed[:1] == [recipe] and set(extras) <= set(installed[1:])


def says_yes(python: Path | str, question: str) -> bool:
    """Whether this interpreter starts and ends the one-line program `question` without complaint."""
    try:
        return subprocess.run([str(python), "-c", question], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def base_python(version: Sequence[int] = sys.version_info[:3]) -> str:
    """A Python new enough to make the environment with: this one, else another one on the path."""
    if tuple(version[:2]) >= OLDEST:
        return sys.executable
    names = [f"python3.{minor}" for minor in range(NEWEST_KNOWN, OLDEST[1] - 1, -1)] + ["python3", "python"]
    for found in filter(None, map(shutil.which, names)):
        if says_yes(found, NEW_ENOUGH):
            return found
    stop(
        f"This needs Python {OLDEST[0]}.{OLDEST[1]} or newer and was started with "
        f"{'.'.join(map(str, version))}: install a newer one from https://www.python.org/downloads/ "
        "and run the same command with it."
    )


def create(folder: Path) -> None:
    """Make a fresh environment in this folder with the standard `venv`, else with `virtualenv`."""
    if folder.exists() and not (folder / "pyvenv.cfg").exists():
        stop(f"{folder} is in the way and is no Python environment: rename it and run this again.")
    print("Making an environment of its own in .venv (only the first time) ...", flush=True)
    base = base_python()
    said = ""
    for maker in (["venv"], ["virtualenv", "--quiet"]):
        made = subprocess.run(
            [base, "-m", *maker, "--clear", str(folder)], capture_output=True, text=True, errors="replace"
        )
        if made.returncode == 0 and says_yes(python_of(folder), READY):
            return
        said = said or made.stdout + made.stderr
    stop(why_no_environment(said))


def why_no_environment(said: str) -> str:
    """One sentence on why Python could not make an environment, from what it said."""
    if "ensurepip" in said or "No module named venv" in said:
        return (
            "This Python came without its venv part: on Debian and Ubuntu run "
            "`sudo apt install python3-venv`, on other systems install Python from "
            "https://www.python.org/downloads/, then run this again."
        )
    return f"Python could not make an environment in .venv: {last_word(said.splitlines())}"


def install(root: Path, *, python: Path, extras: Iterable[str]) -> None:
    """Install this checkout, editable, with its dependencies, telling what is being fetched."""
    print("Installing what is needed (a minute or two, only when something changed) ...", flush=True)
    target = f".[{','.join(sorted(extras))}]" if extras else "."
    pip = [str(python), "-m", "pip", "install", "--prefer-binary", "--disable-pip-version-check"]
    pinned = pins(root)
    pip += ["--constraint", str(pinned)] if pinned else []
    said = []
    # PIP_USER in somebody's settings would make pip refuse to install into an environment.
    with subprocess.Popen(
        [*pip, "--editable", target],
        cwd=root,
        env={**os.environ, "PIP_USER": "0", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            said.append(line)
            news = progress(line)
            if news:
                print(f"  {news}", flush=True)
    if running.returncode:
        stop(
            "What is needed could not be installed; if this computer is offline, connect it and run this "
            f"again. pip's last word: {last_word(said)}"
        )


def progress(line: str) -> str:
    """What one line of pip's output means to somebody who waits; empty when it is of no interest.

    >>> progress("Collecting pandas>=2.2 (from winback-sheets==0.1.0)")
    'pandas>=2.2'
    >>> progress("Processing /media/my wheels/numpy-2.4.6-cp311-manylinux.whl (from winback-sheets==0.1.0)")
    'numpy'
    >>> progress("Installing collected packages: pytz, six, numpy, pandas")
    'putting 4 packages in place ...'
    >>> progress("  Using cached six.whl (11 kB)")
    ''
    """
    if line.startswith("Collecting "):
        return line.split()[1]
    if line.startswith("Processing ") and ".whl" in line:
        return re.split(r"[\\/]", line.split(".whl")[0])[-1].split("-")[0]
    if line.startswith("Installing collected packages:"):
        return f"putting {line.count(',') + 1} packages in place ..."
    return ""


def last_word(said: Sequence[str]) -> str:
    """The line of an output that tells what went wrong: its last error, else its last line.

    >>> last_word(["Collecting six", "ERROR: No matching distribution found for six", "[notice] A new pip"])
    'No matching distribution found for six'
    """
    lines = [line.strip() for line in said if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error:")]
    line = (errors or lines or ["(nothing)"])[-1]
    return line[len("error:") :].strip() if line.lower().startswith("error:") else line


def stop(sentence: str) -> NoReturn:
    """End the program with this sentence and exit code 2: nothing was reviewed or tested."""
    print(sentence, file=sys.stderr)
    raise SystemExit(2)
