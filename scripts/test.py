"""Check everything: style, types, then all tests (`python3 scripts/test.py [pytest's own arguments]`)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from _environment import ROOT, prepare

CHECKS = (("style", ("ruff", "check", ".")), ("types", ("mypy",)))


def main(arguments: Sequence[str]) -> int:
    """Run every check even when one fails; pytest comes last, so that its own line is the last one."""
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
