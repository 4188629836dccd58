"""The moment before a workbook is replaced: is it still the one that was read, and is the copy of it kept?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from winback_sheets.ooxml.package import Refused
from winback_sheets.present.words import say


class Fingerprint(NamedTuple):
    """A file as it lay there: enough to know it again after another program has had it."""

    size: int
    changed_at: int
    inode: int


def fingerprint(path: Path) -> Fingerprint | None:
    """How a file lies there now, None where there is none. Ask before reading it."""
    try:
        about = path.stat()
    except OSError:
        return None
    return Fingerprint(about.st_size, about.st_mtime_ns, about.st_ino)


def refuse_if_changed(path: Path, then: Fingerprint | None) -> None:
    """Refuse to write over what another program has saved since the file was read."""
    now = fingerprint(path)
    if now == then:
        return
    if then is None:
        raise Refused(say("ooxml.appeared_meanwhile", file=path.name))
    if now is None:
        raise Refused(say("ooxml.vanished_meanwhile", file=path.name))
    raise Refused(say("ooxml.saved_meanwhile", file=path.name))


def refuse_if_not_writable(path: Path) -> None:
    """Refuse a place that is not ours to write, before any work is done for it."""
    if path.is_dir():
        raise Refused(say("ooxml.result_is_a_folder", file=path.name))
    readable = path.exists() and os.access(path, os.R_OK)  # one that is not says so when it is read
    if readable and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise Refused(say("ooxml.read_only", file=path.name))
    folder = Path(os.path.realpath(path)).parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refused(say("ooxml.folder_may_not_be_written", folder=folder.name or folder, file=path.name))


def refuse_if_folder(copy: Path) -> None:
    """Refuse where the copy of the workbook cannot be kept, because a folder has its name."""
    if copy.is_dir():
        raise Refused(say("ooxml.folder_in_the_way", folder=copy.name))
