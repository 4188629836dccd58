"""Back to the copy kept before the last change; the workbook is whole at every moment of it."""

from __future__ import annotations

from pathlib import Path

from winback_sheets.ooxml.graft import our_tabs
from winback_sheets.ooxml.halfway import copy_file, real, replace_by_copy
from winback_sheets.ooxml.package import Refused
from winback_sheets.ooxml.save import refuse_if_open
from winback_sheets.present.words import say

from .alone import alone_with_book, finish_undo, undone
from .targets import backup_of, target_of


def brings_back(book: Path) -> bool:
    """Whether going back now brings a review back that was taken back before: only the copy holds our tabs.

    Where both hold them, or neither does, it is so when the copy is the newer file.
    """
    target = target_of(book)
    backup = backup_of(target)
    if not (target.is_file() and backup.is_file()):
        return False
    copied, now = holds_ours(backup), holds_ours(target)
    return copied if copied != now else backup.stat().st_mtime_ns > target.stat().st_mtime_ns


def undo_in_words(book: Path) -> tuple[Path, str]:
    """Go back, and say what the workbook is now. Raises as `go_back` does."""
    with alone_with_book(
        target_of(book)
    ):  # what an undo that was broken off has left is finished before it is looked at
        back, target = brings_back(book), go_back(book)
    return target, say("commands.review_is_back" if back else "commands.undone", name=target.name)


def holds_ours(path: Path) -> bool:
    """Whether a workbook holds tabs of a review; a file that is no workbook does not."""
    try:
        return bool(our_tabs(path))
    except Refused:
        return False


def go_back(book: Path) -> Path:
    """Put back the copy from before the last review or removal; what is there now becomes the copy: twice is redo.

    The workbook stays for whom it was, under all its names. After forget there is nothing to go back to, so that the name
    does not come back. Raises FileNotFoundError, Refused.
    """
    target = target_of(book)
    refuse_if_open(target)
    with alone_with_book(target):
        backup, there = backup_of(target), real(target)
        if not backup.exists():
            raise FileNotFoundError(say("workbook.no_copy", copy=backup.name, name=target.name))
        if there.exists():
            copy_file(there, undone(target))
        try:
            replace_by_copy(backup, there)
        finally:
            finish_undo(target)
    return target
