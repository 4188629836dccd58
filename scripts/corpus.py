"""Grafts our tabs into every workbook of a folder and says what each one lost (`python scripts/corpus.py FOLDER`).

For workbooks of other people, however many: each is copied, grafted twice, and our tabs are taken out again. With
--validate the Open XML SDK validator (see judges.py) looks at each before and after; with --libreoffice each is
opened. The exit is not 0 if anything was lost, failed or did not open any more.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from judges import first_tabs, new_errors, sdk_validator
from lossless import key, losses, parts_of, plumbing
from winback_sheets.ooxml.graft import Refused, Tab, graft

ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")
GOOD, REFUSED = "nothing lost", "refused"
BAD = ("lost", "second run changed it", "not given back", "new SDK errors", "does not open", "failed")


class Tabs(NamedTuple):
    """What is grafted: a workbook of ours, and which of its tabs go where."""

    made: bytes
    tabs: tuple[Tab, ...]


class Outcome(NamedTuple):
    """What became of one workbook: a verdict, the sentences to it, and how long its first graft took in seconds."""

    name: str
    verdict: str
    sentences: tuple[str, ...] = ()
    seconds: float = 0.0


def demo_tabs() -> Tabs:
    """The result tabs of a small invented ledger, as a review makes them."""
    import pandas as pd

    from winback_sheets import api
    from winback_sheets.present.render import render

    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.csv"
        days = pd.date_range("2026-01-05", periods=60, freq="3D")
        sales = pd.DataFrame({"Customer": [f"C{n % 9}" for n in range(60)], "Date": days, "Amount": range(60)})
        sales.to_csv(ledger, index=False)
        pages = api.review(ledger, dry_run=True).pages
    tabs = (Tab(page.key, page.name, page.front, page.hidden or page.very_hidden) for page in pages)
    return Tabs(render(pages), tuple(tabs))


def tried(book: Path, copy: Path, tabs: Tabs, validator: Path | None = None) -> Outcome:
    """Graft one workbook in its `copy`, which is made here; whatever happens becomes an outcome."""
    shutil.copyfile(book, copy)
    start = time.perf_counter()
    try:
        graft(copy, tabs.made, copy, tabs.tabs)
    except Refused as sentence:
        same = copy.read_bytes() == book.read_bytes()
        return Outcome(book.name, REFUSED if same else "lost", (str(sentence).replace(copy.name, "NAME"),))
    except Exception as problem:  # the point of the campaign is to find these
        return Outcome(book.name, "failed", (f"{type(problem).__name__}: {problem}",))
    seconds = time.perf_counter() - start
    verdict, sentences = judged(book, copy, tabs, validator)
    return Outcome(book.name, verdict, tuple(sentences), seconds)


def judged(book: Path, copy: Path, tabs: Tabs, validator: Path | None) -> tuple[str, list[str]]:
    """The first thing that is wrong with a grafted workbook, with its sentences."""
    if found := losses(book, copy):
        return "lost", found
    if graft(copy, tabs.made, copy, tabs.tabs):
        return "second run changed it", []
    if validator and (found := new_errors(validator, book, copy)):
        return "new SDK errors", found
    bare = copy.with_name(f"bare-{copy.name}")
    graft(copy, tabs.made, bare, [], drop=[each.key for each in tabs.tabs])
    found = not_given_back(book, bare)
    bare.unlink()
    return ("not given back", found) if found else (GOOD, [])


def not_given_back(book: Path, bare: Path) -> list[str]:
    """Parts that are more, fewer or others once our tabs are out again; plumbing may keep what does no harm."""
    old, new = parts_of(book), parts_of(bare)
    pipes = plumbing(new).keys() | plumbing(old).keys()
    more = [f"{part} was left behind" for part in new if part not in old and part not in pipes]
    return more + [f"{part} is other" for part in old if key(part) not in pipes and old[part] != new.get(part)]


def opened(outcomes: Sequence[Outcome], books: Mapping[Path, Path], folder: Path) -> list[Outcome]:
    """The outcomes, with those that LibreOffice opened before and does not open now; `books` maps to the copies."""
    (folder / "before").mkdir()
    olds = {copy: folder / "before" / copy.name for copy in books.values()}
    for book, copy in books.items():
        shutil.copyfile(book, olds[copy])
    before = first_tabs(list(olds.values()), folder / "csv-before", folder / "profile")
    after = first_tabs(list(olds), folder / "csv-after", folder / "profile")
    lost = [before[olds[copy]] is not None and after[copy] is None for copy in books.values()]
    return [
        each._replace(verdict="does not open") if gone and each.verdict == GOOD else each
        for each, gone in zip(outcomes, lost, strict=True)
    ]


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """What is printed: how many of each verdict, every sentence of a refusal with its number, each bad one."""
    counted = Counter(each.verdict for each in outcomes)
    lines = [f"{count:6}  {verdict}" for verdict, count in counted.most_common()]
    refusals = Counter(each.sentences[0] for each in outcomes if each.verdict == REFUSED)
    lines += [f"{count:6}  refused: {sentence}" for sentence, count in refusals.most_common()]
    for each in outcomes:
        if each.verdict in BAD:
            lines.append(f"{each.name}: {each.verdict}")
            lines += [f"        {sentence}" for sentence in each.sentences[:5]]
    times = sorted(each.seconds for each in outcomes if each.seconds)
    if times:
        worst = max(outcomes, key=lambda each: each.seconds)
        middle = times[len(times) // 2]
        lines.append(f"seconds a graft: half under {middle:.3f}, the longest {worst.seconds:.2f} ({worst.name})")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="workbooks, in folders of any depth; they are only read")
    parser.add_argument("--validate", action="store_true", help="ask the Open XML SDK validator")
    parser.add_argument("--libreoffice", action="store_true", help="open each in LibreOffice")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    chosen = parser.parse_args(arguments)
    validator = sdk_validator() if chosen.validate else None
    if chosen.validate and validator is None:
        parser.error("the validator is not here: run `npm ci` in the folder tests, or name it in OOXML_VALIDATOR_CLI.")
    books = sorted(each for each in chosen.folder.rglob("*") if each.suffix.lower() in ENDINGS and each.is_file())
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(chosen.jobs) as pool:
        copies = {each: Path(name) / "after" / f"{number:05d}{each.suffix}" for number, each in enumerate(books)}
        (Path(name) / "after").mkdir()
        one = partial(tried, tabs=demo_tabs(), validator=validator)
        outcomes = list(pool.map(one, copies, copies.values()))
        if chosen.libreoffice:
            outcomes = opened(outcomes, copies, Path(name))
    print(f"{len(outcomes):6}  workbooks", *table(outcomes), sep="\n")
    return int(any(each.verdict in BAD for each in outcomes))


if __name__ == "__main__":
    sys.exit(main())
