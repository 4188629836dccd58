"""A file as it lies before a review: its tabs, which of them are ours, and what people have left in those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from winback_sheets.files.files import open_grids
from winback_sheets.hosts.workbook.live import live_grids, live_tabs
from winback_sheets.hosts.workbook.targets import IN_PLACE
from winback_sheets.ooxml.facts import Facts, facts_of
from winback_sheets.ooxml.graft import ledger_tabs, our_tabs
from winback_sheets.present.previous_run import PreviousRun, read_previous_run
from winback_sheets.read.grid import Grid
from winback_sheets.read.recognise import result_tabs
from winback_sheets.schema.results import LOST_CUSTOMERS, OUTREACH


@dataclass
class Opened:
    """Tabs to read, tab names of ours with their keys, what was left in ours, and the lists that people typed in."""

    grids: list[Grid]
    named: dict[str, str]
    left: PreviousRun
    typed: dict[str, pd.DataFrame]


def named_tabs(path: Path) -> dict[str, str]:
    """Our tabs in a workbook: tab name -> key; empty for formats that cannot hold them."""
    return {name: key for key, name in our_tabs(path).items()} if path.suffix.lower() in IN_PLACE else {}


def grids_of(path: Path) -> list[Grid]:
    """Every tab of a file as a grid, the tabs in which we keep a ledger marked as pieces of one. Raises Unreadable."""
    grids = open_grids(path)
    kept = {*ledger_tabs(path).values()} if path.suffix.lower() in IN_PLACE else set()
    return [replace(grid, piece=grid.name) if grid.name in kept else grid for grid in grids] if kept else grids


def open_book(source: Path, target: Path) -> Opened:
    """Read the source, and from the target (often the same file) our own tabs. Raises Unreadable, Refused."""
    grids, named = grids_of(source), named_tabs(source)
    kept = grids
    if target != source and target.exists():
        kept, named = grids_of(target), named_tabs(target)
        grids = grids + [grid for grid in kept if named.get(grid.name) == "settings"]
    named = with_headings(kept, named)
    known = {key: name for name, key in named.items()}
    return with_previous_run(grids, kept, named, facts_of(target, known) if target.exists() and known else {})


def open_live_book(book: Any) -> Opened:
    """The same for a workbook that is open in Excel."""
    return open_tabs(live_grids(book), live_tabs(book), {})


def open_tabs(grids: list[Grid], named: Mapping[str, str], facts: Mapping[str, Facts]) -> Opened:
    """The same for tabs that are there already. named: our tabs by name; facts: what is known of each, by name."""
    named = with_headings(grids, named)
    return with_previous_run(grids, grids, named, {named[name]: each for name, each in facts.items() if name in named})


def with_headings(grids: Sequence[Grid], named: Mapping[str, str]) -> dict[str, str]:
    """Our tabs also where a marker was lost, by their headings."""
    found = [each for each in result_tabs([*grids], ours={**named}) if each.table not in named.values()]
    return {**named, **{each.grid.name: each.table for each in found}}


def with_previous_run(
    grids: Sequence[Grid], kept: Sequence[Grid], named: dict[str, str], facts: Mapping[str, Facts]
) -> Opened:
    """Read back what was left in our tabs, which are among `kept`."""
    found = read_previous_run([grid for grid in kept if grid.name in named], named, facts)
    typed = {table.key: found.lists[table.key] for table in (OUTREACH, LOST_CUSTOMERS) if table.key in found.lists}
    return Opened([*grids], named, found, typed)
