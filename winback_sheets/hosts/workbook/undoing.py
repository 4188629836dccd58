"""Back to the copy kept before the last change; the workbook is whole at every moment of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from winback_sheets.ooxml.graft import our_tabs
from winback_sheets.ooxml.package import Refused
from winback_sheets.ooxml.save import refuse_if_open
from winback_sheets.present.words import say

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


def holds_ours(path: Path) -> bool:
    """Whether a workbook holds tabs of a review; a file that is no workbook does not."""
    try:
        return bool(our_tabs(path))
    except Refused:
        return False


def go_back(book: Path) -> Path:
    """Put back the copy from before the last review or removal; what is there now becomes the copy: twice is redo.

    After forget there is nothing to go back to, so that the name does not come back. Raises FileNotFoundError, Refused.
    """
    target = target_of(book)
    refuse_if_open(target)
    backup, aside = backup_of(target), target.with_name(f".winback-undo-{target.name}")
    if aside.exists() and not backup.exists():
        os.replace(aside, backup)  # an earlier undo was broken off halfway
    if not backup.exists():
        raise FileNotFoundError(say("workbook.no_copy", copy=backup.name, name=target.name))
    try:
        if target.exists():
            shutil.copy2(target, aside)
        os.replace(backup, target)
        if aside.exists():
            os.replace(aside, backup)
    finally:
        if backup.exists():
            aside.unlink(missing_ok=True)
    return target
