"""People and refreshes, over and over: random sequences of a person's acts in our tabs, each checked after each review.

`python scripts/persons_work.py 500` plays the seeds 0 to 499 and prints every failure by its kind, with its seed and the
fewest acts that still bring it about. `--first N` starts at another seed, `--programs excel` does without LibreOffice.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import nullcontext
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

from hosts.workbook.persons_work import Finding, Weeks, attempt, base_book, running_office, sequence, shrunk  # noqa: E402

BOOKS = 4


def told(made: Weeks) -> str:
    """A sequence in lines: each sitting with its acts, as they would be written down."""
    lines = []
    for number, sitting in enumerate(made.sittings):
        lines.append(
            f"    {number} at {sitting.program}" + (f", review on {sitting.day:%Y-%m-%d}" if sitting.day else "")
        )
        for act in sitting.acts:
            more = f"{act.heading!r} {act.text[:60]!r} {act.number}" if not act.rows else f"{len(act.rows)} rows"
            lines.append(f"        {act.what} {act.tab} row {act.row} {more}")
    return "\n".join(lines)


def campaign(seeds: range, programs: list[str], cut: int) -> dict[str, list[int]]:
    """Play all seeds; the first of each kind of failure is cut down to the acts it needs. Gives kind -> seeds."""
    kinds: dict[str, list[int]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        folder, start = Path(name), time.monotonic()
        bases = [base_book(folder / f"base {book}.xlsx", book) for book in range(BOOKS)]
        office = running_office(folder / "profile") if "office" in programs else nullcontext()
        with office as program:
            for played, seed in enumerate(seeds, start=1):
                made = sequence(seed, programs=programs, books=BOOKS)
                findings = attempt(made, bases[made.book], folder, program)
                for each in first_of_each(findings):
                    kinds[each.kind].append(seed)
                    if len(kinds[each.kind]) <= cut:
                        least = shrunk(made, each.kind, bases[made.book], folder, program)
                        print(f"{each.kind}: seed {seed}, after sitting {each.sitting}\n    {each.what}\n{told(least)}")
                if played % 25 == 0:
                    print(
                        f"{played} played in {time.monotonic() - start:.0f} s, {len(kinds)} kinds of failure",
                        flush=True,
                    )
                for file in folder.glob(f"shop {seed}*"):
                    file.unlink()
    return kinds


def first_of_each(findings: list[Finding]) -> list[Finding]:
    """One finding of each kind."""
    return list({each.kind: each for each in reversed(findings)}.values())


def main() -> int:
    """Say what failed; 1 where anything did."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("count", type=int, nargs="?", default=500, help="how many sequences")
    words.add_argument("--first", type=int, default=0, help="the first seed")
    words.add_argument("--programs", nargs="+", default=["excel", "office"], choices=["excel", "office"])
    words.add_argument("--cut", type=int, default=1, help="how many failures of a kind are cut down; 0: none")
    asked = words.parse_args()
    kinds = campaign(range(asked.first, asked.first + asked.count), asked.programs, asked.cut)
    for kind, seeds in sorted(kinds.items(), key=lambda item: -len(item[1])):
        print(f"{len(seeds):4} x {kind}: seeds {' '.join(map(str, seeds[:12]))}")
    failed = len({seed for seeds in kinds.values() for seed in seeds})
    print(f"{asked.count - failed} of {asked.count} sequences kept everything")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
