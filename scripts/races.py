"""Colleagues and a refresh in one Google Sheet, over and over: every act of a colleague before every call of a refresh.

`python scripts/races.py` plays each kind of act before each call; `python scripts/races.py 1000` plays the random runs
of the seeds 0 to 999, up to five acts each (`--first N` starts elsewhere). The service is the stand-in of the tests.
Counting is done once for all runs, for what is typed in the races decides nothing. Printed is what was lost, beside
another customer, written twice or left behind, with the seed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

from hosts.google.races import ACTS, remember_reviews, run  # noqa: E402

CALLS = 12


def one_of_each(place: tuple[str, int]) -> list[str]:
    """One act before one call of the refresh."""
    what, call = place
    return run(seed=100 * ACTS.index(what) + call, acts=1, only=what, at=call)


def played(work: Callable[..., list[str]], seeds: Sequence[object]) -> list[str]:
    """Everything that was wrong in these runs, on all cores."""
    found, begun = [], time.monotonic()
    with ProcessPoolExecutor(os.cpu_count(), initializer=remember_reviews) as pool:
        for number, wrong in enumerate(pool.map(work, seeds, chunksize=4), start=1):
            found += wrong
            for line in wrong:
                print(line, flush=True)
            if number % 50 == 0:
                print(f"{number} played in {time.monotonic() - begun:.0f} s, {len(found)} wrong", flush=True)
    print(f"{len(seeds)} played in {time.monotonic() - begun:.0f} s, {len(found)} wrong")
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=int, nargs="?", default=0)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    if asked.runs:
        wrong = played(run, range(asked.first, asked.first + asked.runs))
    else:
        wrong = played(one_of_each, [(what, call) for what in ACTS for call in range(1, CALLS + 1)])
    sys.exit(1 if wrong else 0)
