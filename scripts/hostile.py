"""Review some 500 hostile files, each in a process of its own, and print what each cost.

`python3 scripts/hostile.py [--only WORD] [--every N] [--jobs 2]`. A file passes when there is no traceback, at most
2 GiB and 60 s are used, one sentence is said that is true, and nothing but the file's own results has changed or may be
read by more people than the file. Memory is that of all the run's processes together; it is watched on Linux only.
"""

from __future__ import annotations

import argparse
import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hosts.workbook.hostile_inputs import Hostile, hostile_inputs  # noqa: E402
from hosts.workbook.hostile_ways import Way  # noqa: E402

MOST_MEMORY, MOST_SECONDS = 2 << 30, 60.0
OURS = (".winback-original", ".winback-backup", ".winback.xlsx", "clients-summary.xlsx", "result.xlsx", "problems.csv")
FAULTS = ("Traceback", "fault of its own", "panicked", "Segmentation", "memory allocation")


class Outcome(NamedTuple):
    """One run: its exit code, its seconds and bytes at the most, its last line, and what is wrong with it."""

    code: int
    seconds: float
    memory: int
    said: str
    wrong: str


def resident(process: int) -> int:
    """The memory of a process and all below it, in bytes; 0 where that cannot be asked."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(resident(int(child)) for child in below)


def watched(command: list[str], home: Path, way: Way) -> tuple[int, float, int, str]:
    """Run a command to its end or to a limit: exit code, seconds, peak memory, what it said."""
    if way.screen:
        command = ["bash", "-o", "pipefail", "-c", f'"$@" {way.screen}', "-", *command]
    started, most, spent = time.perf_counter(), 0, 0.0
    with tempfile.TemporaryFile() as said:
        about = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "CI": "1", "PYTHONPATH": str(ROOT), **way.about}
        # No umask: what is made from a file must be as private as the file, whatever the machine's habit.
        run = subprocess.Popen(
            command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, env=about, cwd=home, umask=0
        )
        while run.poll() is None:
            most, spent = max(most, resident(run.pid)), max(spent, worked(run.pid))
            if (
                most > MOST_MEMORY * 1.3
                or spent > MOST_SECONDS * 1.1
                or time.perf_counter() - started > MOST_SECONDS * 10
            ):
                run.kill()
            time.sleep(0.05)
        said.seek(0)
        return run.returncode, spent or time.perf_counter() - started, most, said.read().decode(errors="replace")


def worked(process: int) -> float:
    """The seconds a process, its ended and its living children have had of a processor; 0 where that cannot be asked.

    Not the seconds on the clock, which on a busy machine say how busy it is.
    """
    try:
        numbers = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (OSError, IndexError, ValueError):
        return 0.0
    return sum(map(int, numbers[11:15])) / os.sysconf("SC_CLK_TCK") + sum(worked(int(child)) for child in below)


def tried(hostile: Hostile) -> Outcome:
    """Make one input in an empty folder, review it, and judge."""
    with tempfile.TemporaryDirectory() as where:
        place, home = Path(where) / "in", Path(where) / "home"
        place.mkdir()
        home.mkdir()
        book = hostile.make(place)
        before = listing(Path(where), but=place)
        kept, rights = fingerprint(book), rights_of(book)
        meant = {"book": str(book), "other": str(place / "other.xlsx"), "folder": str(place)}
        words = [word.format(**meant) for word in hostile.way.words]
        command = [sys.executable, "-P", "-m", "winback_sheets", *words]
        code, seconds, memory, said = watched(command, home, hostile.way)
        lines = [line for line in said.splitlines() if line.strip() and not line.rstrip().endswith(" ...")]
        wrong = list(faults(code, seconds, memory, said, lines, hostile.way))
        wrong += wider(place, rights)
        if listing(Path(where), but=place) != before:
            wrong.append("wrote elsewhere")
        wrong += wrong_files(place, book, kept, written=code != 2)
        return Outcome(code, seconds, memory, lines[-1] if lines else "", "; ".join(wrong))


def rights_of(book: Path) -> int:
    """Who may read or write a file; all, for what is no file."""
    return stat.S_IMODE(book.stat().st_mode) if book.is_file() else 0o777


def wider(place: Path, rights: int) -> Iterator[str]:
    """What may be read or written by more people than the file it was made from."""
    for path in place.rglob("*"):
        one_of_its = path.is_file() and not path.is_symlink() and not path.name.startswith("other")
        if one_of_its and stat.S_IMODE(path.stat().st_mode) & ~(rights | 0o200):
            yield f"{path.name} may be read by more people"


def faults(code: int, seconds: float, memory: int, said: str, lines: list[str], way: Way) -> Iterator[str]:
    """What a run must not do, whatever the input."""
    if code not in (0, 1 if way.spoils_screen else 0, 2):
        yield f"exit code {code}"
    if code == 2 and (way.screen or way.about):
        yield "a screen kept it from its work"
    if seconds > MOST_SECONDS:
        yield "too slow"
    if memory > MOST_MEMORY:
        yield "too much memory"
    yield from (word for word in FAULTS if word in said)
    # `why` lists those who may be meant.
    if code == 2 and len(lines) != 1 and not way.screen and way.words[0] != "why":
        yield f"{len(lines)} lines instead of one sentence"


def fingerprint(book: Path) -> tuple[int, int] | None:
    """Size and change time, for a real file."""
    try:
        about = book.lstat()
    except OSError:  # none there, or a name that no file can have
        return None
    return (about.st_size, about.st_mtime_ns) if stat.S_ISREG(about.st_mode) else None


def wrong_files(place: Path, book: Path, kept: tuple[int, int] | None, *, written: bool) -> Iterator[str]:
    """What lies in the folder and should not, or is not as it was."""
    if not written and kept and fingerprint(book) != kept:
        yield "the file was changed"
    for path in place.iterdir():
        if path.name in (book.name, "other.xlsx", "real.xlsx") or written and any(mark in path.name for mark in OURS):
            continue
        yield f"left {path.name}"


def listing(where: Path, *, but: Path) -> list[str]:
    return sorted(str(path) for path in where.rglob("*") if but not in (path, *path.parents))


def main(words: list[str] | None = None) -> int:
    """Run all or some inputs, print the table, and give 1 where one did not pass."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="inputs whose kind or name has this word")
    options.add_argument("--every", type=int, default=1, help="only each Nth input")
    options.add_argument("--jobs", type=int, default=1)
    chosen = options.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        inputs = [each for each in hostile_inputs(Path(folder)) if chosen.only in f"{each.kind}: {each.name}"]
        inputs = inputs[:: chosen.every]
        failed, worst = 0, (0.0, 0)
        print("| kind | input | exit | s | MB | said |\n|---|---|---|---|---|---|")
        with ThreadPoolExecutor(chosen.jobs) as pool:
            for each, outcome in zip(inputs, pool.map(tried, inputs), strict=True):
                failed += bool(outcome.wrong)
                worst = max(worst[0], outcome.seconds), max(worst[1], outcome.memory)
                mark = f"**{outcome.wrong}** " if outcome.wrong else ""
                said = f"{mark}{outcome.said}".replace("|", "\\|")[:200]
                name = each.name.encode("unicode_escape").decode()[:60]
                print(
                    f"| {each.kind} | {name} | {outcome.code} | {outcome.seconds:.1f} | {outcome.memory >> 20} | {said} |",
                    flush=True,
                )
    print(f"\n{len(inputs)} inputs, {failed} failed; at most {worst[0]:.0f} s and {worst[1] >> 20:,} MB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
