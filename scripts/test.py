"""Check everything: style, types, then all tests (`python3 scripts/test.py [fast] [pytest's own arguments]`).

fast: only the rooms and the formulas, which need no file and no other program; under three minutes on two cores.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from _environment import ROOT, prepare

FAST = ("schema", "read", "track", "watch", "rescue", "present", "formulas")
CHECKS = (("style", ("ruff", "check", ".")), ("types", ("mypy",)))


def main(arguments: Sequence[str]) -> int:
    """Run every check even when one fails; pytest comes last, so that its own line is the last one."""
    if list(arguments[:1]) == ["fast"]:
        folders = [f"{place}/{room}" for room in FAST for place in ("tests", "winback_sheets")]
        arguments = [*(each for each in folders if (ROOT / each).is_dir()), *arguments[1:]]
    python = str(prepare(ROOT, extras=["all", "test"]))
    failed = []
    for name, command in CHECKS:
        print(f"{name}: {' '.join(command)}", flush=True)
        if subprocess.call([python, "-m", *command], cwd=ROOT):
            failed.append(name)
    if failed:
        print(f"Not in order: {' and '.join(failed)} (above). The tests run all the same.", flush=True)
    # A file's tests stay together on one core, since they share what is costly to make.
    spread = () if {"-n", "--numprocesses"} & set(arguments) else ("-n", "auto", "--dist", "loadfile")
    tests = subprocess.call([python, "-m", "pytest", *spread, *arguments], cwd=ROOT)
    return tests or int(bool(failed))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
