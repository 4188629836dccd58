"""Every requirement that is done: its id, the tab and block where it shows, its test, and what the test says today.

`python scripts/requirements.py [ids]` runs the tests of tests/requirements.csv, or of the ids given, and ends with 1 where
one did not pass.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from _environment import ROOT, prepare

FOLDER = ROOT / "tests" / "requirements"
Line = Mapping[str, str]


def lines() -> list[Line]:
    """The list: id, tab, block, test."""
    with (ROOT / "tests" / "requirements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def outcomes(wanted: Sequence[Line]) -> dict[str, str]:
    """What pytest says of each test: passed, failed or skipped; of several cases the worst."""
    python = str(prepare(ROOT, extras=["all", "test"]))
    tests = sorted(f"{FOLDER}/test_article_{line['id'][:3]}.py::{line['test']}" for line in wanted)
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.xml"
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={said}", *tests]
        subprocess.run(
            command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, check=False
        )
        return read(said.read_text(encoding="utf-8")) if said.is_file() else {}


def read(xml: str) -> dict[str, str]:
    """The outcome of each test function in pytest's own report."""
    worst = {"passed": 0, "skipped": 1, "failed": 2}
    found: dict[str, str] = {}
    for case in ElementTree.fromstring(xml).iter("testcase"):
        name = str(case.get("name")).partition("[")[0]
        said = {child.tag for child in case}
        now = "failed" if said & {"failure", "error"} else "skipped" if "skipped" in said else "passed"
        found[name] = max(found.get(name, "passed"), now, key=worst.__getitem__)
    return found


def report(wanted: Sequence[Line], said: Mapping[str, str]) -> int:
    """Print a line a requirement; how many did not pass."""
    rows = [
        (line["id"], f"{line['tab']}: {line['block']}", line["test"], said.get(line["test"], "not run"))
        for line in wanted
    ]
    wide = [max(len(row[at]) for row in rows) for at in range(3)]
    print(f"{'id':{wide[0]}}  {'place':{wide[1]}}  {'test':{wide[2]}}  result")
    for row in rows:
        print(f"{row[0]:{wide[0]}}  {row[1]:{wide[1]}}  {row[2]:{wide[2]}}  {row[3]}")
    passed = sum(row[3] == "passed" for row in rows)
    print(f"{passed} of {len(rows)} passed")
    return len(rows) - passed


def main(ids: Sequence[str]) -> int:
    wanted = [line for line in lines() if not ids or line["id"] in ids]
    if not wanted:
        print(f"No requirement is called {', '.join(ids)}; tests/requirements.csv has them all.")
        return 2
    return int(report(wanted, outcomes(wanted)) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
