"""One command at a time on a workbook; what an earlier one, ended by force, has left is finished or cleared away first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from filecmp import cmp
from pathlib import Path

from winback_sheets.ooxml.halfway import alone_with, is_halfway, real, waiting
from winback_sheets.ooxml.package import Refused

from .targets import backup_of

UNDO = "undo"


@contextmanager
def alone_with_book(target: Path) -> Iterator[None]:
    """Be the only command at work on a workbook. Raises Refused where another is at work on it."""
    with alone_with(target):
        finish_undo(target)
        yield


def clear_away(target: Path) -> None:
    """The same for a command that only reads: what was left goes, if nobody is at work and the folder may be written."""
    with suppress(OSError, Refused):
        if any(map(is_halfway, os.listdir(real(target).absolute().parent))):
            with alone_with_book(target):
                pass


def undone(target: Path) -> Path:
    """What undo keeps of a workbook until the old copy is back and this becomes the copy."""
    return waiting(real(target), UNDO)


def finish_undo(target: Path) -> None:
    """Let what undo has kept become the copy, where the old copy is back; where it is not, nothing has happened yet."""
    kept, there, backup = undone(target), real(target), backup_of(target)
    if not kept.exists():
        return
    if not backup.exists() or (there.exists() and cmp(there, backup, shallow=False)):
        os.replace(kept, backup)
    else:
        kept.unlink()
