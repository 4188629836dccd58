"""What the way through the function server costs beyond the formulas themselves, and whether it bears many at once.

`python scripts/bench_formulas.py` starts the real program (https, on this computer) and prints a small table: one cell,
1,000 and 100,000 rows beside reading the same JSON and calling the function; many formulas of one recalculation sent
as one request beside as many requests; all of them again after one cell was changed; and 50 clients at once for
`--seconds`. Everything is measured interleaved within one run, so the ratios hold where the seconds do not. Client and
server share the computer. `--formulas` and `--singles` say how many are sent together and one by one.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import ssl
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

import httpx  # noqa: E402
import pandas as pd  # noqa: E402
from hosts.server.server_here import kept_token, program, wait_for  # noqa: E402

from fuzz_server import grew, memory  # noqa: E402
from winback_sheets.formulas import registry  # noqa: E402
from winback_sheets.formulas.answer import answer  # noqa: E402
from winback_sheets.read.cell_range import as_table  # noqa: E402
from winback_sheets.schema.cells import DAY_0  # noqa: E402

FIRST_DAY, DAYS = 44927, 1000
PIECE = 250  # formulas a request: of the heaviest, what a slow computer answers within the time limit
CLIENTS = 50
FIGURES = (
    "CHURN_RATE", "RETENTION_RATE", "LOST_CUSTOMERS_COUNT", "LOST_REVENUE", "REVENUE_CHURN", "NET_REVENUE_CHURN",
    "GROSS_REVENUE_RETENTION", "NET_REVENUE_RETENTION",
)  # fmt: skip


class Sheet(NamedTuple):
    """Formulas of one sheet over one range: what each is, and its arguments after the range."""

    what: str
    rows: list[list[Any]]
    calls: list[tuple[str, list[Any]]]


def sales(rows: int) -> list[list[Any]]:
    """A ledger of three columns and so many rows; the same one every time."""
    dice = random.Random(rows)
    body = [
        [f"C{dice.randrange(max(2, rows // 20)):05}", FIRST_DAY + dice.randrange(DAYS), round(dice.uniform(2, 90), 2)]
        for _ in range(rows)
    ]
    return [["Customer", "Date", "Total"], *body]


def sheets(formulas: int) -> list[Sheet]:
    """Three sheets of so many formulas, none of them twice."""
    months = [(FIRST_DAY + 120 + day, FIRST_DAY + 149 + day) for day in range(formulas)]
    few = [*months[: -(-formulas // len(FIGURES))]]
    figures = [(name, list(month)) for month in few for name in FIGURES][:formulas]
    rates = [("CONVERT_RATE", [round(0.01 + number / 1000, 4), "year"]) for number in range(formulas)]
    return [
        Sheet("one cell each: CONVERT_RATE", [], rates),
        Sheet("1,000 rows: CHURN_RATE of other months", sales(1000), [("CHURN_RATE", list(month)) for month in months]),
        Sheet(f"1,000 rows: {len(FIGURES)} figures of {len(few)} months", sales(1000), figures),
    ]


def timed(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def posted(client: httpx.Client, path: str, content: bytes) -> Any:
    """The reply; SystemExit with its sentence when the server refuses, or a formula does."""
    response = client.post(path, content=content)
    if response.status_code != 200:
        raise SystemExit(f"The server refused: {response.status_code} {response.text[:200]}")
    return response.json()


def overhead(client: httpx.Client, rows: int, repeats: int) -> str:
    """One line of the first table: reading the JSON, the function on a table that is read, and the whole way."""
    cells: list[Any] = [sales(rows), FIRST_DAY + 900, FIRST_DAY + 929] if rows else [0.05, "year"]
    name = "CHURN_RATE" if rows else "CONVERT_RATE"
    content = json.dumps({"name": name, "arguments": cells}).encode()
    table = as_table("sales", ("sales",), cells[0]) if rows else None
    function = registry.function(name)
    typed = [table, *(pd.Timestamp(DAY_0) + pd.Timedelta(days=day) for day in cells[1:])] if rows else cells
    runs: dict[str, list[float]] = {"json": [], "function": [], "here": [], "server": []}
    posted(client, "/v1/call", content)
    for _ in range(repeats):
        runs["json"].append(timed(lambda: json.loads(content)))
        runs["function"].append(timed(lambda: function(*typed)))
        runs["here"].append(timed(lambda: answer(name, cells)))
        runs["server"].append(timed(lambda: posted(client, "/v1/call", content)))
    at = {key: statistics.median(each) * 1000 for key, each in runs.items()}
    floor = at["json"] + at["function"]
    shown = [
        f"{rows:,} x 3" if rows else "1 cell",
        f"{len(content) / 1e6:.1f} MB",
        *(f"{each:,.1f}" for each in at.values()),
    ]
    return "| " + " | ".join([*shown, f"{at['server'] / floor:.1f} x", f"{at['server'] - floor:,.1f}"]) + " |"


def together(client: httpx.Client, sheet: Sheet, singles: int) -> str:
    """One line of the second table: all formulas in as few requests as can be, some one by one, all again after an edit."""
    ranges = [sheet.rows] if sheet.rows else []
    pointer: list[Any] = [{"range": 0}] if sheet.rows else []

    def batched() -> None:
        calls = [{"name": name, "arguments": [*pointer, *cells]} for name, cells in sheet.calls]
        for start in range(0, len(calls), PIECE):
            posted(client, "/v1/batch", json.dumps({"calls": calls[start : start + PIECE], "ranges": ranges}).encode())

    chosen = random.Random(1).sample(sheet.calls, min(singles, len(sheet.calls)))
    alone = [{"name": name, "arguments": [*ranges, *cells]} for name, cells in chosen]
    one = timed(lambda: [posted(client, "/v1/call", json.dumps(call).encode()) for call in alone[: len(alone) // 2]])
    all_at_once = timed(batched)
    one += timed(lambda: [posted(client, "/v1/call", json.dumps(call).encode()) for call in alone[len(alone) // 2 :]])
    if sheet.rows:
        sheet.rows[1][2] += 1
    again = timed(batched)
    each = one / len(alone)
    count = len(sheet.calls)
    return (
        f"| {count} x {sheet.what} | {each * 1000:,.1f} | {each * count:,.1f} ({len(alone)} measured) | {all_at_once:,.2f} "
        f"| {each * count / all_at_once:.1f} x | {again:,.2f} |"
    )


def crowd(client: httpx.Client, process: int, seconds: float) -> list[str]:
    """Many clients at once: one cell, a list of 1,000 rows, and small batches, in turn."""
    rates = [{"name": "CONVERT_RATE", "arguments": [0.05, "year"]}]
    churn = {"name": "CHURN_RATE", "arguments": [sales(1000), FIRST_DAY + 900, FIRST_DAY + 929]}
    bodies = [
        ("/v1/call", json.dumps(rates[0]).encode()),
        ("/v1/call", json.dumps(churn).encode()),
        ("/v1/batch", json.dumps({"calls": rates * 20}).encode()),
    ]
    took: list[float] = []
    codes: Counter[str] = Counter()
    end = time.monotonic() + seconds

    def client_of(number: int) -> None:
        turn = number
        while time.monotonic() < end:
            path, content = bodies[turn % len(bodies)]
            begin = time.perf_counter()
            try:
                codes[str(client.post(path, content=content).status_code)] += 1
            except httpx.HTTPError as fault:
                codes[type(fault).__name__] += 1
            took.append(time.perf_counter() - begin)
            turn += 1

    crowd_ = [threading.Thread(target=client_of, args=(number,)) for number in range(CLIENTS)]
    for each in crowd_:
        each.start()
    held = []
    while any(each.is_alive() for each in crowd_):
        time.sleep(max(0.2, seconds / 20))
        held.append(memory(process))
    share = statistics.quantiles(took, n=20)
    said = ", ".join(f"{code}: {count:,}" for code, count in sorted(codes.items()))
    return [
        f"{CLIENTS} clients for {seconds:g} s: {len(took):,} requests ({said}), {len(took) / seconds:,.0f} a second, "
        f"half within {share[9] * 1000:,.0f} ms, 95 % within {share[18] * 1000:,.0f} ms; memory {held[0]:.0f} MiB at the "
        f"beginning, {held[len(held) // 2]:.0f} at the half, {held[-1]:.0f} at the end"
        + (": it grows." if grew(held) else ", flat.")
    ]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, nargs="+", default=[0, 1_000, 100_000], help="sizes of a range; 0 is a cell")
    words.add_argument("--repeats", type=int, default=7, help="runs of each; the median is printed")
    words.add_argument("--formulas", type=int, default=500, help="formulas of one recalculation")
    words.add_argument("--singles", type=int, default=60, help="how many of them are also sent one by one")
    words.add_argument("--seconds", type=float, default=60, help="how long the 50 clients ask")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder, program(Path(folder)) as (child, port):
        trust = ssl.create_default_context()
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE  # to wait for its certificate
        with httpx.Client(base_url=f"https://localhost:{port}", verify=trust) as waiting:
            wait_for(waiting)
        (authority,) = Path(folder).rglob("winback-authority.crt")
        bearer = {"Authorization": f"Bearer {kept_token(Path(folder))}"}
        believed = ssl.create_default_context(cafile=str(authority))
        limits = httpx.Limits(max_connections=CLIENTS, max_keepalive_connections=CLIENTS)
        with httpx.Client(base_url=f"https://localhost:{port}", verify=believed, headers=bearer, timeout=120,
                          limits=limits, trust_env=False) as client:  # fmt: skip
            report(client, child.pid, asked)


def report(client: httpx.Client, process: int, asked: argparse.Namespace) -> None:
    """All tables, each line as soon as it is known."""
    heads = ["Range", "its JSON", "read JSON, ms", "function, ms", "answer in Python, ms", "over the server, ms",
             "server / (JSON + function)", "beyond, ms"]  # fmt: skip
    print("| " + " | ".join(heads) + " |\n|---|" + "--:|" * (len(heads) - 1), flush=True)
    for rows in asked.rows:
        print(overhead(client, rows, asked.repeats), flush=True)
    heads = ["Formulas", "one alone, ms", "all one by one, s", "all together, s", "gain", "after one edit, s"]
    print("\n| " + " | ".join(heads) + " |\n|---|" + "--:|" * (len(heads) - 1), flush=True)
    for sheet in sheets(asked.formulas):
        print(together(client, sheet, asked.singles), flush=True)
    if asked.seconds:
        print("\n" + "\n".join(crowd(client, process, asked.seconds)))
    where = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    print(f"\nMeasured on {where}, pandas {version('pandas')}, uvicorn {version('uvicorn')}, over https.")


if __name__ == "__main__":
    main()
