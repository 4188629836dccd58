"""Back to the copy kept before the last change; the workbook is whole at every moment of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from winback_sheets.ooxml.save import refuse_if_open

from .targets import backup_of, target_of


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
        raise FileNotFoundError(
            f"There is no copy to go back to: {backup.name} is not beside {target.name} (forget deletes it on purpose)."
        )
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
