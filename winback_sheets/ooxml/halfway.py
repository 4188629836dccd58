"""The one place for files that are not finished: how they are called, who clears them away, how they take their place.

Each is named after the file it becomes and is made under that file's lock. A lock ends with its process, however that
ends; what then lies beside it is nobody's, and the next command of ours in that folder clears it away.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from winback_sheets.present.words import say

from .package import Refused
from .rights import Rights, give, least, rights_of

try:
    import fcntl
except ImportError:  # Windows has the other one, a browser neither
    fcntl = None  # type: ignore[assignment]
try:
    import msvcrt
except ImportError:
    msvcrt = None  # type: ignore[assignment]

# Hidden, never read as a ledger, and a sum of the name in place of the name: that may be as long as names can be.
SIGN = ".winback-"
OURS = re.compile(r"\.winback-(?P<of>[0-9a-f]{8})(?:-[0-9a-f]{8}\.tmp|\.lock)")
OVER = "over"
PRIVATE, PRIVATE_FOLDER, ANY = 0o600, 0o700, 0o666
PIECE = 1 << 20
PAGE = 1 << 12  # what a disk writes at least: so much of a file is its old or its new beginning
PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)

_held = threading.local()


def real(path: Path) -> Path:
    """The file itself where a path is a link to it; it and all that is made for it lie in one folder.

    >>> real(Path("shop.xlsx")).name
    'shop.xlsx'
    """
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def is_halfway(name: str) -> bool:
    """Whether a file is by its name one that is not finished, or a lock.

    >>> is_halfway(".winback-0a1b2c3d.lock"), is_halfway("shop.winback-backup.xlsx")
    (True, False)
    """
    return name.lower().startswith(SIGN)


def is_in_hand(name: str) -> bool:
    """Whether a file of that name goes by itself: a sweep deletes it as soon as no command is at work on it."""
    return bool(OURS.fullmatch(name))


def aside(place: Path) -> Path:
    """A new name beside a file for what is not finished and will take its place.

    >>> name = aside(Path("shop.xlsx")).name
    >>> name.startswith(".winback-") and name.endswith(".tmp")
    True
    """
    return _named(place, f"-{os.urandom(4).hex()}.tmp")


def waiting(place: Path, kind: str) -> Path:
    """The name beside a file for what is finished and would be missed: a sweep leaves it, the next command uses it.

    >>> waiting(Path("shop.xlsx"), "undo").suffix
    '.undo'
    """
    return _named(place, f".{kind}")


@contextmanager
def alone_with(target: Path) -> Iterator[None]:
    """Be the only command at work on a file, and begin with what an earlier one, ended by force, has left in its folder.

    Raises Refused, with a sentence for the user, where another is at work on it.
    """
    inside = os.path.abspath(_named(real(target), ".lock")) in _locks()
    with locked(target):
        if not inside:
            sweep(target)
            _finish_over(real(target))
        yield


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the lock of a file; within it the same thread may take it again. Raises Refused where another has it."""
    lock, mine = _named(real(target), ".lock"), _locks()
    if (name := os.path.abspath(lock)) in mine:
        yield
        return
    try:
        handle, certain = _take(lock)
    except FileNotFoundError as missing:
        raise FileNotFoundError(missing.errno, missing.strerror, str(target)) from missing
    except OSError as refused:
        if refused.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        folder = lock.absolute().parent.name
        raise Refused(say("ooxml.folder_may_not_be_changed", folder=folder, file=target.name)) from refused
    if handle is None:
        raise Refused(say("ooxml.another_at_work", file=target.name))
    mine[name] = certain
    try:
        yield
    finally:
        del mine[name]
        _let_go(lock, handle)


def sweep(target: Path) -> None:
    """Delete what commands that were ended by force have left in a file's folder; what a living one makes there stays.

    Call it under the file's lock, before anything is made for the file.
    """
    target = real(target)
    left: dict[str, list[Path]] = {}
    with suppress(OSError):  # a folder that may not be read says so when it is read
        for name in os.listdir(target.parent):
            if found := OURS.fullmatch(name):
                left.setdefault(found["of"], []).append(target.with_name(name))
    for of, paths in left.items():
        lock = target.with_name(f"{SIGN}{of}.lock")
        held = _locks().get(os.path.abspath(lock))
        if held and lock == _named(target, ".lock"):
            _remove_all(paths, but=lock)
        elif held is None:  # what this command is making there of another file stays
            with suppress(OSError):
                handle, certain = _take(lock)
                if certain:
                    _remove_all(paths, but=lock)
                if handle is not None:
                    _let_go(lock, handle)


@contextmanager
def written(place: Path, like: Sequence[Path] = (), *, ready: Callable[[], None] = lambda: None) -> Iterator[BinaryIO]:
    """A file to write into, which takes the place of `place` when it is whole, or never; just before, `ready` is called.

    Who may read it: whoever could before; a new file nobody who may not read each of `like`, and without those, as
    any new file. Raises Refused where another command is at work on it.
    """
    place = real(place)
    with locked(place):
        rights = _rights(place, like)
        beside = aside(place)
        try:
            with new_file(beside, private=rights is not None) as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            if rights is not None:
                give(beside, rights)
            ready()  # now that the disk has taken all of it
            put(beside, place)
        finally:
            _remove(beside)


def write_file(place: Path, content: bytes, like: Sequence[Path] = ()) -> None:
    """Write a file whole or not at all, for the people that `written` tells of. Raises Refused, OSError."""
    with alone_with(place), written(place, like) as out:
        out.write(content)


def new_file(path: Path, *, private: bool = True) -> BinaryIO:
    """Make a file to write and read; while it is made nobody else reads it."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | PLAIN
    return os.fdopen(os.open(path, flags, PRIVATE if private else ANY), "w+b")


def copy_file(source: Path, *copies: Path, check: Callable[[], None] = lambda: None) -> None:
    """Keep copies of a file, all of them whole or none, with its time and for the same people; what had a name is replaced.

    `check` is called before any is in its place, to stop it. Raises what it raises, OSError or Refused.
    """
    with ExitStack() as stack:
        made = []
        for copy in copies:
            stack.enter_context(locked(copy))
            made.append(copied_aside(source, copy))
            stack.callback(_remove, made[-1])
        check()
        for beside, copy in zip(made, copies, strict=True):
            os.replace(beside, copy)


def copied_aside(source: Path, place: Path, *, like: Path | None = None) -> Path:
    """A copy of a file that is to take a place and does not yet, for the people of `like`, which is else the file itself.

    Call it under the lock of the place.
    """
    beside = aside(place)
    try:
        with source.open("rb") as old, new_file(beside) as new:
            shutil.copyfileobj(old, new, PIECE)
            new.flush()
            os.fsync(new.fileno())
        about = source.stat()
        give(beside, rights_of(like or source))
        os.utime(beside, ns=(about.st_atime_ns, about.st_mtime_ns))
    except BaseException:
        _remove(beside)
        raise
    return beside


def replace_by_copy(source: Path, target: Path) -> None:
    """Put a copy of a file, with its time, into another one's place, for whom that was. Raises OSError, Refused."""
    with locked(target):
        beside = copied_aside(source, target, like=target if target.exists() else source)
        try:
            put(beside, target)
        finally:
            _remove(beside)


@contextmanager
def folder_beside(target: Path) -> Iterator[Path]:
    """A folder beside a file for work of which nothing is to stay, closed to everybody else."""
    target = real(target)
    with locked(target):
        folder = aside(target)
        folder.mkdir(PRIVATE_FOLDER)
        try:
            yield folder
        finally:
            _remove(folder)


def put(beside: Path, target: Path) -> None:
    """Move a finished file to its place in one step; where the target has other names (hard links), they follow.

    For that it is written into the file itself. Broken off there, the next command finishes it. Raises OSError, with the
    target as it was.
    """
    if not target.is_file() or target.stat().st_nlink < 2:  # a folder has several by itself, and is in the way
        os.replace(beside, target)
        return
    had = target.stat().st_size
    over = waiting(target, f"{had}.{OVER}")
    os.replace(beside, over)
    _write_over(over, target, had)
    os.utime(target, ns=(over.stat().st_atime_ns, over.stat().st_mtime_ns))
    over.unlink()


def _locks() -> dict[str, bool]:
    """The locks that this thread holds, and of each whether the disk really knows locks."""
    mine: dict[str, bool] = _held.__dict__.setdefault("locks", {})
    return mine


def _rights(place: Path, like: Sequence[Path]) -> Rights | None:
    if place.exists():
        return rights_of(place)
    sources = [each for each in like if each.is_file()]
    return least(sources) if sources else None


def _write_over(new: Path, target: Path, had: int) -> None:
    size = new.stat().st_size
    try:  # where the disk has no room for it, that shows before any byte of the target is gone
        with target.open("r+b", buffering=0) as out:
            at = out.seek(0, os.SEEK_END)
            while at < size:
                at += out.write(bytes(min(PIECE, size - at)))
            os.fsync(out.fileno())
    except OSError:
        os.truncate(target, had)
        _remove(new)
        raise
    with new.open("rb") as source, target.open("r+b") as out:
        shutil.copyfileobj(source, out, PIECE)
        out.truncate(size)
        out.flush()
        os.fsync(out.fileno())


def _finish_over(target: Path) -> None:
    """Write a file whole that a command was writing into when it was ended by force."""
    begins = waiting(target, "").name
    for name in os.listdir(target.parent):
        had = name[len(begins) : -len(OVER) - 1]
        if name.startswith(begins) and name.endswith(f".{OVER}") and had.isdigit():
            over = target.with_name(name)
            if target.exists() and _is_halfway(over, target, int(had)):
                _write_over(over, target, int(had))
            _remove(over)


def _is_halfway(over: Path, target: Path, had: int) -> bool:
    """Whether a file holds some of the new bytes, or room for them; else nothing was written, or somebody saved it since."""
    with over.open("rb") as new, target.open("rb") as old:
        head = new.read(PAGE)
        if old.read(len(head)) == head:
            return True
        old.seek(had)
        room = old.read()
        return bool(room) and not room.strip(b"\0")


def _named(place: Path, ending: str) -> Path:
    # The name as the file system has it, without its folder: that may be renamed or reached in another way.
    return place.with_name(f"{SIGN}{zlib.crc32(os.fsencode(os.path.normcase(place.name))):08x}{ending}")


def _take(lock: Path) -> tuple[int | None, bool]:
    """Take a lock: its handle, None where another process has it; and whether that is certain.

    A disk that knows no locks lets everybody work, and nothing there is ever swept.
    """
    while True:
        handle = _open_lock(lock)
        try:
            certain = _try_lock(handle)
        except BlockingIOError:
            os.close(handle)
            return None, False
        if _is_same(lock, handle):
            return handle, certain
        os.close(handle)  # whoever had it has deleted it meanwhile


def _open_lock(lock: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | PLAIN, ANY)  # nothing stands in it
    except PermissionError:  # another user's
        return os.open(lock, os.O_RDONLY | PLAIN)


def _try_lock(handle: int) -> bool:
    """Lock an open file, or BlockingIOError where another has; False where the disk or the system knows no locks."""
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif msvcrt is not None:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            return False
    except BlockingIOError:
        raise
    except PermissionError as taken:  # in the words of Windows
        raise BlockingIOError(*taken.args) from taken
    except OSError:
        return False
    return True


def _is_same(lock: Path, handle: int) -> bool:
    try:
        return os.path.samestat(lock.stat(), os.fstat(handle))
    except OSError:
        return False


def _let_go(lock: Path, handle: int) -> None:
    if fcntl is not None:  # deleted while it is held, so that nobody takes what is about to go
        _remove(lock)
        os.close(handle)
    else:
        os.close(handle)
        _remove(lock)


def _remove_all(paths: Sequence[Path], *, but: Path) -> None:
    for path in paths:
        if path != but:
            _remove(path)


def _remove(path: Path) -> None:
    """Delete a file or folder; what may not be deleted stays, and `forget` names it."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
