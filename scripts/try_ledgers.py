"""Makes ledgers whose truth is known and says what the program makes of them (`python scripts/try_ledgers.py 2000`).

The table tells for each feature how many ledgers had it, how many came out right, flagged and silently wrong, and the
smallest seed that went wrong. `--seed S` replays one ledger, `--keep FOLDER` writes the files. It ends with 1 where one
was silently wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

# The generator stands with the tests, which judge a sample of its ledgers; so does the package where it is not installed.
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from generated.judge import FLAGGED, RIGHT, WRONG, judged  # noqa: E402
from generated.ledgers import ledger  # noqa: E402


class Outcome(NamedTuple):
    """One ledger judged."""

    seed: int
    size: int
    features: tuple[str, ...]
    verdict: str
    why: str
    asked: bool


def outcome(seed: int, keep: Path | None = None) -> Outcome:
    """Draw the ledger of a seed and judge it."""
    drawn = ledger(seed)
    with tempfile.TemporaryDirectory() as folder:
        verdict = judged(drawn, keep or Path(folder))
    return Outcome(seed, drawn.size, drawn.features, verdict.verdict, verdict.why, verdict.asked)


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """What is printed: the verdicts, then every feature, the worst first."""
    counted = Counter(each.verdict for each in outcomes)
    asked = sum(each.asked and each.verdict == RIGHT for each in outcomes)
    lines = [
        f"{counted[verdict]:6} {100 * counted[verdict] / len(outcomes):5.1f} %  {verdict}"
        for verdict in (RIGHT, FLAGGED, WRONG)
    ]
    lines += [
        f"{asked:6}          of the right ones ask something",
        "",
        f"{'ledgers':>7} {'right':>6} {'flagged':>7} {'wrong':>6}  feature (smallest wrong)",
    ]
    having: dict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        for feature in each.features:
            having[feature].append(each)
    rows = []
    for feature, group in having.items():
        of = Counter(each.verdict for each in group)
        wrong = sorted(
            (each for each in group if each.verdict == WRONG), key=lambda each: (len(each.features), each.size)
        )
        rows.append((of[WRONG] / len(group), feature, of, wrong, len(group)))
    for _, feature, of, wrong, size in sorted(rows, key=lambda row: (-row[0], row[1])):
        example = f" (--seed {wrong[0].seed}: {wrong[0].why})" if wrong else ""
        lines.append(f"{size:7} {of[RIGHT]:6} {of[FLAGGED]:7} {of[WRONG]:6}  {feature}{example}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge so many ledgers and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("number", type=int, nargs="?", default=200, help="how many ledgers")
    parser.add_argument("--first", type=int, default=1, help="the seed of the first")
    parser.add_argument("--seed", type=int, help="this ledger alone, with what is wrong with it")
    parser.add_argument("--keep", type=Path, help="write the files into this folder")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    chosen = parser.parse_args(arguments)
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    if chosen.seed is not None:
        one = outcome(chosen.seed, chosen.keep)
        print(f"{one.verdict}: {one.why}" if one.why else one.verdict, *one.features, sep="\n  ")
        return int(one.verdict == WRONG)
    seeds = range(chosen.first, chosen.first + chosen.number)
    with ProcessPoolExecutor(chosen.jobs) as pool:
        outcomes = list(pool.map(outcome, seeds, [chosen.keep] * len(seeds), chunksize=4))
    print(*table(outcomes), sep="\n")
    return int(any(each.verdict == WRONG for each in outcomes))


if __name__ == "__main__":
    sys.exit(main())
