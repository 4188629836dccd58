"""Run any command of Win-back from this folder: `python3 scripts/winback.py review shop.xlsx`.

On the first run this makes an environment in .venv and installs what is needed into it; what serve, addin and Google
need is installed when they are first asked for. `--with excel` in front installs what works in an open Excel as well,
`--with fast` what packs workbooks faster.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from _environment import ROOT, extras_of, prepare, stop

OPTIONAL = ("google", "excel", "server", "fast")


def main(arguments: Sequence[str]) -> int:
    """Set everything up where that has not been done yet, run the command, and end as it ended."""
    words = list(arguments)
    if not words:
        print(__doc__)
    asked: list[str] = []
    while words[:1] == ["--with"]:
        asked += extra(words[1:2])
        words = words[2:]
    python = prepare(ROOT, extras={*asked, *extras_of(words)})
    if asked and not words:
        return 0
    # -P: a file of the user's that happens to be called pandas.py must not be imported.
    return run([str(python), "-P", "-m", "winback_sheets", *words])


def extra(named: Sequence[str]) -> Sequence[str]:
    """What `--with` names, checked before anything is installed."""
    if not named or named[0] not in OPTIONAL:
        stop(f"After --with stands one of {', '.join(OPTIONAL)}.")
    return named


def run(command: Sequence[str]) -> int:
    """The exit code of a program that gets the keyboard: Ctrl+C is for it, and it ends by itself."""
    with subprocess.Popen(command) as running:
        while True:
            try:
                code = running.wait()
            except KeyboardInterrupt:
                continue
            # A program that was ended by a signal has no exit code; shells say 128 and its number.
            return code if code >= 0 else 128 - code


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped; the same command goes on from here.")
