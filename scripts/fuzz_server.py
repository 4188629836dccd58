"""The function server under bodies nobody meant to send: how it answers each, and whether its memory grows.

`python scripts/fuzz_server.py` starts the real program on this computer, sends it 10,000 bodies (`--bodies`, `--first`)
from four clients at once, and prints the counts of the status codes, its memory on the way, and every reply that is
wrong with the number of its body. It ends with 1 if one was, if the program wrote a line about it, or if its memory
grew by more than a fifth and 32 MiB over the second half.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

import httpx  # noqa: E402
from hosts.server.server_bodies import body, wrong  # noqa: E402
from hosts.server.server_here import kept_token, program, stopped, wait_for  # noqa: E402

STEPS, CLIENTS = 10, 4


def memory(process: int) -> float:
    """The memory a process holds now, in MiB; nan where the system does not say."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def grew(held: list[float]) -> bool:
    """Whether the memory at the end is more than a fifth and 32 MiB above that of the half.

    >>> grew([100, 180, 190, 200, 205]), grew([100, 180, 190, 200, 260])
    (False, True)
    """
    half = held[len(held) // 2]
    return held[-1] > half * 1.2 and held[-1] > half + 32


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--bodies", type=int, default=10_000, help="how many bodies")
    words.add_argument("--first", type=int, default=0, help="the number of the first")
    asked = words.parse_args()
    codes: Counter[int] = Counter()
    faults: list[str] = []
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, program(Path(folder), "--plain") as (child, port):
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
            wait_for(client)
            client.headers["Authorization"] = f"Bearer {kept_token(Path(folder))}"

            def sent(number: int) -> None:
                where, content = body(number)
                response = client.post(where, content=content)
                codes[response.status_code] += 1
                if said := wrong(response):
                    faults.append(f"body {number}: {said}")

            held = [memory(child.pid)]
            edges = [asked.first + asked.bodies * step // STEPS for step in range(STEPS + 1)]
            with ThreadPoolExecutor(CLIENTS) as pool:
                for first, after in zip(edges, edges[1:], strict=False):
                    list(pool.map(sent, range(first, after)))
                    held.append(memory(child.pid))
                    print(f"{after - asked.first:,} bodies, {held[-1]:.0f} MiB, {len(faults)} wrong", flush=True)
        code, said = stopped(child)
    print(f"{sum(codes.values()):,} bodies in {time.monotonic() - begin:.0f} s: {dict(sorted(codes.items()))}")
    print(f"Memory in MiB: {', '.join(f'{each:.0f}' for each in held)}")
    print("\n".join(faults[:40]))
    more = said.splitlines()[4 if "https" in said else 3 :]
    print("\n".join(more[:40]))
    if faults or code or grew(held[1:]) or [line for line in more if line != "Stopped."]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
