"""Files made for a folder of the user's: what lies there under the same name is replaced only where it is ours."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from winback_sheets.present.words import say

# Lies beside what was made, and says of each file what it was when it was made.
RECORD = ".winback-made.json"


class NotOurs(Exception):
    """One sentence: a file of that name is there, and it was not made by this program or was changed since."""


def place(folder: Path, made: Mapping[str, bytes], *, yes: bool = False, private: Collection[str] = ()) -> None:
    """Write files, by their path in the folder; those in `private` are for this user's eyes only.

    Raises NotOurs, with nothing written, where one would replace a file that is not as we made it, unless `yes`; OSError.
    """
    known = _known(folder)
    names = [name for name, content in made.items() if not _may_be_replaced(folder / name, content, known.get(name))]
    if names and not yes:
        raise NotOurs(say("commands.addin_files_not_ours", names=names, folder=folder, count=len(names)))
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name in private:
            path.touch(mode=0o600)
            path.chmod(0o600)
        path.write_bytes(content)
    known |= {name: _print_of(content) for name, content in made.items()}
    (folder / RECORD).write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")


def _known(folder: Path) -> dict[str, str]:
    """What was made in this folder before, with the check sum of each file."""
    try:
        known = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _may_be_replaced(path: Path, content: bytes, made: str | None) -> bool:
    """Whether nothing is lost when this is written: nothing is there, or the same, or what we made before."""
    if not os.path.lexists(path):
        return True
    there = path.read_bytes()
    return there == content or _print_of(there) == made


def _print_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
