"""Weeks of people's work played on a real workbook, checked after each review, and cut down where one fails.

People work in our tabs at Excel (persons_excel) and LibreOffice (persons_office), the ledger grows, reviews refresh.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
from hosts.workbook import persons_excel
from hosts.workbook.persons_oracle import TABLES, State, kept, state
from hosts.workbook.persons_plan import END, Act, Sitting, Weeks, ledger, sequence
from ledgers import write

from winback_sheets.hosts.workbook.workbook import review_file

WORKER = Path(__file__).with_name("persons_office.py")
__all__ = ["Act", "Finding", "Office", "Sitting", "Weeks", "attempt", "base_book", "play", "running_office", "sequence"]


def base_book(path: Path, seed: int) -> Path:
    """A workbook with a ledger, the firm's own tab, and a first review in it."""
    sales, kinds = ledger(seed)
    names = sorted({who for group in kinds.values() for who in group})
    people = pd.DataFrame({"Customer": names, "Phone": [f"01632 9600{n:02d}" for n in range(len(names))]})
    stock = pd.DataFrame({"Article": ["Nails", "Glue"], "Pieces": [120, 7], "Remark": ["", "order soon"]})
    write(path, Sales=sales, Customers=people, Stock=stock)
    review_file(path, run_day=END + pd.Timedelta(days=1))
    return path


class Office:
    """LibreOffice kept running, with its worker; see persons_office."""

    def __init__(self, worker: subprocess.Popen[str]) -> None:
        self.worker = worker

    def work(self, job: dict[str, Any]) -> list[int]:
        assert self.worker.stdin and self.worker.stdout
        self.worker.stdin.write(json.dumps(job) + "\n")
        self.worker.stdin.flush()
        answer = json.loads(self.worker.stdout.readline() or '{"error": "LibreOffice is gone"}')
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return list(answer["done"])


def python_with_uno() -> str | None:
    """The Python that LibreOffice can be driven from, None where there is none."""
    for name in ("python3", "/usr/bin/python3", "python"):
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", "import uno"], capture_output=True).returncode == 0:
            return found
    return None


@contextmanager
def running_office(profile: Path) -> Iterator[Office]:
    """Start LibreOffice without a window with a profile of its own, and stop it at the end."""
    soffice, python = shutil.which("soffice") or shutil.which("libreoffice"), python_with_uno()
    if soffice is None or python is None:
        raise FileNotFoundError("LibreOffice (soffice) with Python's uno is not on this machine")
    pipe = f"persons{uuid.uuid4().hex[:12]}"
    options = ["--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile.as_uri()}"]
    program = subprocess.Popen([soffice, *options, f"--accept=pipe,name={pipe};urp;"])
    worker = subprocess.Popen([python, str(WORKER), pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert worker.stdout is not None
        if not worker.stdout.readline():
            raise RuntimeError("LibreOffice did not start")
        yield Office(worker)
    finally:
        worker.communicate(timeout=30)
        try:
            program.wait(timeout=20)
        except subprocess.TimeoutExpired:
            program.terminate()


def sit(path: Path, sitting: Sitting, before: State, office: Office | None) -> list[int]:
    """Do the acts of one sitting; the numbers of those that were done."""
    heads = {k: [c.key if k == "settings" else c.heading for c in t.columns] for k, t in TABLES.items()}
    tabs = {key: each.name for key, each in before.tabs.items()}
    acts = [asdict(settled(each, before)) for each in sitting.acts]
    if sitting.program == "office":
        assert office is not None, "this sequence needs LibreOffice"
        return office.work({"path": str(path), "acts": acts, "tabs": tabs, "heads": heads})
    return persons_excel.work(path, acts, tabs, heads)


def settled(each: Act, before: State) -> Act:
    """A choice in Settings is typed into the value cell of its line."""
    if each.what != "setting":
        return each
    lines = list(before.tabs["settings"].keys.values()) if "settings" in before.tabs else []
    row = lines.index((each.heading,)) if (each.heading,) in lines else 0
    return replace(each, what="type", row=row, heading="value")


@dataclass(frozen=True)
class Finding:
    """Something a refresh got wrong: after which sitting (from 0), and what."""

    sitting: int
    what: str

    @property
    def kind(self) -> str:
        return re.sub(r" \(.*| x \d+", "", self.what.partition(":")[0])


def play(made: Weeks, base: Path, folder: Path, office: Office | None) -> list[Finding]:
    """Live through a sequence; every finding of every refresh, until one refresh has any."""
    path = folder / f"shop {made.seed}.xlsx"
    shutil.copy(base, path)
    last, removed, wide = state(path), set(), frozenset()
    palette = frozenset(each.text for s in made.sittings for each in s.acts if each.what == "colour")
    for number, sitting in enumerate(made.sittings):
        done = [sitting.acts[at] for at in sit(path, sitting, last, office)]
        wide |= {(each.tab, each.heading) for each in done if each.what == "width"}
        before = state(path)
        for key in {each.tab for each in done if each.what == "delete_row"} & before.tabs.keys() & last.tabs.keys():
            gone = set(last.tabs[key].keys.values()) - set(before.tabs[key].keys.values())
            removed |= {(key, each) for each in gone if not each[0].startswith("Own ")}
        last = before
        if sitting.day is None:
            continue
        review_file(path, run_day=sitting.day)
        after = state(path)
        found = list(kept(before, after, palette=palette, wide=wide))
        back = [(key, each) for key, each in removed if key in after.tabs and each in after.tabs[key].keys.values()]
        found += [f"deleted row is back: {key} {each}" for key, each in back]
        if not found and (number == len(made.sittings) - 1 or made.seed % 3 == 0):
            stays = path.read_bytes()
            review_file(path, run_day=sitting.day)
            found += ["second refresh changed the file: nothing was new"] if path.read_bytes() != stays else []
        if found:
            return [Finding(number, what) for what in found]
        last = after
    return []


def shrunk(made: Weeks, kind: str, base: Path, folder: Path, office: Office | None) -> Weeks:
    """The same failure with as few acts as can be: acts are left out one at a time while it still fails so."""
    number, best = 0, made
    while number < sum(len(s.acts) for s in best.sittings):
        smaller = without(best, number)
        found = attempt(smaller, base, folder, office)
        if any(each.kind == kind for each in found):
            best = smaller
        else:
            number += 1
    return best


def without(made: Weeks, number: int) -> Weeks:
    """The sequence without its n-th act."""
    sittings, at = [], 0
    for sitting in made.sittings:
        acts = tuple(each for n, each in enumerate(sitting.acts, start=at) if n != number)
        at += len(sitting.acts)
        sittings.append(replace(sitting, acts=acts))
    return replace(made, sittings=tuple(sittings))


def attempt(made: Weeks, base: Path, folder: Path, office: Office | None) -> list[Finding]:
    """Play, and call a crash a finding as well."""
    try:
        return play(made, base, folder, office)
    except Exception as error:  # a crash is a result here: it is told with its seed
        return [Finding(-1, f"crash {type(error).__name__}: {error}")]
