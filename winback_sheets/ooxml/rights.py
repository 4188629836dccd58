"""Who may read a file: what is made from one is never open to more people, whatever the umask says."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LISTS = "system."  # attributes that say who may do what, as opposed to what somebody noted about a file
READ_WRITE, OWNER_WRITES = 0o666, 0o200
GROUP, NOT_GROUP = 0o070, 0o707


@dataclass(frozen=True)
class Rights:
    """A file's mode, owner and group, and its extended attributes, among them its list of further people.

    owner and group are None where they are nobody's in particular.
    """

    mode: int
    owner: int | None
    group: int | None
    attributes: Mapping[str, bytes] = field(default_factory=dict)


def rights_of(path: Path) -> Rights:
    """Who may do what with a file, as it is now. Raises OSError."""
    about = path.stat()
    return Rights(stat.S_IMODE(about.st_mode) & 0o777, about.st_uid, about.st_gid, _attributes(path))


def least(sources: Sequence[Path]) -> Rights:
    """What a file may be that is made from all of these: readable for nobody who may not read each of them.

    Its owner can write it and nobody can run it. What is noted about a source is not true of it. Raises OSError.
    """
    every = [rights_of(source) for source in sources]
    mode = READ_WRITE
    for each in every:
        mode &= each.mode
    lists = [{name: value for name, value in each.attributes.items() if name.startswith(LISTS)} for each in every]
    same = all(each == lists[0] for each in lists)
    owners, groups = {each.owner for each in every}, {each.group for each in every}
    if not same or len(groups) > 1:
        mode = _without_group(mode, any(lists))
    return Rights(
        mode | OWNER_WRITES,
        owners.pop() if len(owners) == 1 else None,
        groups.pop() if len(groups) == 1 else None,
        lists[0] if same else {},
    )


def give(path: Path, rights: Rights) -> None:
    """Give a file these rights as far as the system lets us; what cannot be kept is left away, never made wider."""
    mode = rights.mode
    if not _give_owner(path, rights):
        mode = _without_group(mode, bool(_lists(rights.attributes)))
    if not _give_attributes(path, rights.attributes):
        mode = _without_group(mode, True)
    path.chmod(mode)  # last: with a list, the bits of the group are the list's own limit


def _without_group(mode: int, listed: bool) -> int:
    """The mode for another group: that may do what everybody may; where a list had set the bits, nothing."""
    return mode & NOT_GROUP | (0 if listed else mode & mode << 3 & GROUP)


def _give_owner(path: Path, rights: Rights) -> bool:
    """Hand a file to its owner and group; whether the group is the right one, for only root may give to another owner."""
    if not hasattr(os, "chown"):
        return True
    if rights.group is None:
        return False
    now = path.stat()
    owner = now.st_uid if rights.owner is None else rights.owner
    for each in (owner, now.st_uid):
        if (each, rights.group) == (now.st_uid, now.st_gid):
            return True
        with suppress(OSError):
            os.chown(path, each, rights.group)
            return True
    return False


def _attributes(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    if hasattr(os, "listxattr"):
        with suppress(OSError):  # a disk without any
            for name in os.listxattr(path):
                with suppress(OSError):  # one that only root may see
                    found[name] = os.getxattr(path, name)
    return found


def _lists(attributes: Mapping[str, bytes]) -> list[str]:
    return [name for name in attributes if name.startswith(LISTS)]


def _give_attributes(path: Path, attributes: Mapping[str, bytes]) -> bool:
    """Note the same about a file; whether its lists of people are now the wanted ones."""
    if not hasattr(os, "setxattr"):
        return True
    kept = True
    for name in _lists(_attributes(path)):
        if name not in attributes:  # a new file takes it from its folder
            try:
                os.removexattr(path, name)
            except OSError:
                kept = False
    for name, value in attributes.items():
        try:
            os.setxattr(path, name, value)
        except OSError:
            kept = kept and not name.startswith(LISTS)
    return kept
