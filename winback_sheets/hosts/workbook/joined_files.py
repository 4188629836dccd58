"""Several files of one ledger: the tabs of the others beside those of the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from winback_sheets.files.files import open_grids
from winback_sheets.hosts.workbook.opening import named_tabs
from winback_sheets.read.grid import Grid


def other_grids(files: Sequence[Path]) -> list[Grid]:
    """The tabs of these files but ours, each under its file's name, so that a problem says where it is.

    Raises Unreadable or Refused.
    """
    found: list[Grid] = []
    for path in files:
        ours = named_tabs(path)
        grids = [grid for grid in open_grids(path) if grid.name not in ours]
        names = [path.name if len(grids) == 1 else f"{path.name}: {grid.name}" for grid in grids]
        pieces = [f"{path.name}: {grid.piece}" if grid.piece else path.name for grid in grids]
        found += map(_as_piece, grids, names, pieces)
    return found


def _as_piece(grid: Grid, name: str, piece: str) -> Grid:
    return replace(grid, name=name, piece=piece)
