"""Colleagues and a refresh in one Google Sheet, over and over: every act of a colleague before every call of a refresh.

`python scripts/races.py` plays each kind of act before each call; `python scripts/races.py --pairs` each kind the moment
before the write followed by each kind the moment before that is taken back, in each list; `python scripts/races.py 1000`
the random runs of the seeds 0 to 999, up to five acts each (`--first N` starts elsewhere). `--blind` is the control: the
refresh never looks whether its write fell where it was meant to, and the checker must see that. The service is the stand-in of the tests.
Counting is done once for all runs, for what is typed in the races decides nothing. Printed is what was lost, beside
another customer, written twice or left behind, with the seed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

from hosts.google_sheets.race_runs import Act, for_a_campaign, run, writes  # noqa: E402
from hosts.google_sheets.races import ACTS, TABLES  # noqa: E402

CALLS = 13
STILL = (
    "filter",
    "name a range",
    "freeze panes",
    "a conflict at Google",
    "a small body is all that Google takes",
)  # these move nothing
TAKES_BACK = 3  # calls later, what fell wrong is taken back


def one_of_each() -> list[tuple[int, list[Act]]]:
    """One act before one call of the refresh, in a list that the seed draws."""
    places = [(100 * at + call, what, call) for at, what in enumerate(ACTS) for call in range(1, CALLS + 1)]
    return [(seed, [(what, random.Random(seed).choice(TABLES), call)]) for seed, what, call in places]


def pairs() -> list[tuple[int, list[Act]]]:
    """Two acts in one list, before its write and before that is taken back; filtering moves nothing."""
    kinds = [what for what in ACTS if what not in STILL]
    both = [(first, second, table) for first in kinds for second in kinds for table in TABLES]
    return [
        (seed, [(first, table, writes()), (second, table, writes() + TAKES_BACK)])
        for seed, (first, second, table) in enumerate(both)
    ]


def play(race: tuple[int, list[Act]]) -> list[str]:
    """One race."""
    wrong: list[str] = run(*race)
    return wrong


def played(races: Sequence[tuple[int, list[Act]]], *, blind: bool = False) -> list[str]:
    """Everything that was wrong in these races, on all cores. blind: the refresh never looks at what it fell on."""
    found, flagged, begun = list[str](), 0, time.monotonic()
    with ProcessPoolExecutor(os.cpu_count(), initializer=for_a_campaign, initargs=(blind,)) as pool:
        for number, wrong in enumerate(pool.map(play, races, chunksize=4), start=1):
            found, flagged = found + wrong, flagged + bool(wrong)
            for line in wrong:
                print(line, flush=True)
            if number % 50 == 0:
                print(f"{number} played in {time.monotonic() - begun:.0f} s, {len(found)} wrong", flush=True)
    print(f"{len(races)} played in {time.monotonic() - begun:.0f} s, {len(found)} wrong in {flagged} of them")
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=int, nargs="?", default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--blind", action="store_true")
    asked = parser.parse_args()
    by_seed = [(seed, list[Act]()) for seed in range(asked.first, asked.first + asked.runs)]
    sys.exit(1 if played(by_seed or (pairs() if asked.pairs else one_of_each()), blind=asked.blind) else 0)
