"""Review a workbook while everything goes wrong, and see that its owner loses nothing.

`python3 scripts/faults.py [--kills 50] [BOOK.xlsx]`: ended by force at random moments, disk full, read-only, locked,
folders in the way, changed by another program meanwhile. The file must be, byte for byte, the one before or wholly the
new one; nothing may stay beside it; what is said is one sentence. Undo, forget and remove are ended so many times each as
well, then a customer is forgotten, and the name is searched in every file that is left, also after one more undo. Not for
Windows, where nothing can be ended like that.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence, Set
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from winback_sheets import api  # noqa: E402

# Root may do everything, whatever the modes say; without these two rights it is a user like others.
AS_USER = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
# The reader is held up at a certain step, so that something can happen to the file meanwhile.
HELD = """
import sys, os
from pathlib import Path
import winback_sheets.hosts.workbook.workbook as workbook
made = workbook.pages
def pages(*given, **named):
    exec(os.environ["MEANWHILE"])
    return made(*given, **named)
workbook.pages = pages
from winback_sheets.commands.app import main
sys.argv = ["winback", "review", *sys.argv[1:]]
main()
"""
LIMITED = """
import resource, sys
from winback_sheets.commands.app import main
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
sys.argv.insert(1, "review")
main()
"""


# Nobody else in the book that is forgotten from is called so, nor a part of it.
CUSTOMER = "Quibbleworth and Daughters"
REVIEWED = "reviewed"


class Told(NamedTuple):
    """What a run ended with, and what it said on its last line."""

    code: int
    said: str


def run(
    arguments: list[str], *, code: str = "", meanwhile: str = "", modes: bool = False, command: str = "review"
) -> Told:
    """Run a command in a process of its own, perhaps bound by the modes of files, or with something happening in it."""
    start = ["-c", code] if code else ["-m", "winback_sheets", command]
    about = {**os.environ, "PYTHONPATH": str(ROOT), "MEANWHILE": meanwhile, "CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*(AS_USER if modes and os.geteuid() == 0 else []), sys.executable, "-P", *start, *arguments],
        env=about,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    lines = [line for line in (done.stdout + done.stderr).splitlines() if not line.rstrip().endswith(" ...")]
    assert "Traceback" not in done.stderr and "fault of its own" not in done.stderr, done.stderr
    return Told(done.returncode, lines[-1] if lines else "")


def kept(book: Path, before: bytes, *, beside: Set[str] = frozenset()) -> str:
    """What is wrong with the folder of a book whose review has failed; blank when nothing is."""
    if book.read_bytes() != before:
        return "the book was changed"
    left = {path.name for path in book.parent.iterdir()} - {book.name, *beside}
    return f"left beside it: {sorted(left)}" if left else ""


def refused(place: Path, book: Path, told: Told, words: str, *, beside: Set[str] = frozenset()) -> str:
    """What is wrong with a run that had to be refused with these words."""
    if told.code != 2 or words not in told.said:
        return f"exit code {told.code}, said: {told.said}"
    return kept(place / "shop.xlsx", book.read_bytes(), beside=beside)


def killed(place: Path, book: Path, chance: random.Random, longest: float) -> str:
    """A review ended by force at a random moment, then another one."""
    copy = Path(shutil.copy(book, place / "shop.xlsx"))
    command = [sys.executable, "-P", "-m", "winback_sheets", "review", str(copy)]
    about = {**os.environ, "PYTHONPATH": str(ROOT), "CI": "1"}
    review = subprocess.Popen(command, env=about, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0, longest))
    review.send_signal(signal.SIGKILL)
    review.wait()
    content = copy.read_bytes()
    whole = content == book.read_bytes() or (
        (place / "shop.winback-original.xlsx").read_bytes() == book.read_bytes() and run([str(copy)]).code == 0
    )
    if not whole:
        return "neither the old nor the new workbook"
    strays = [path.name for path in place.iterdir() if path != copy and ".winback-backup" not in path.name]
    if any(not name.startswith(".") for name in strays if "winback-original" not in name):
        return f"left and seen: {strays}"
    again = run([str(place)])  # the folder: what was left must not be taken for a ledger
    hidden = [path.name for path in place.iterdir() if path.name.startswith(".")]
    return f"code {again.code}, left {hidden}: {again.said}" if again.code or hidden else ""


ENDED = {"undo": ["undo"], "forget": ["forget", CUSTOMER, "--yes"], "remove": ["review", "--remove"]}


def forgotten(place: Path, book: Path, chance: random.Random, command: str, longest: float) -> str:
    """Undo, forget or remove ended by force at a random moment; then the customer is forgotten, and is nowhere."""
    shutil.copytree(book.parent / REVIEWED, place, dirs_exist_ok=True)
    copy = place / "shop.xlsx"
    before, (word, *options) = copy.read_bytes(), ENDED[command]
    about = {**os.environ, "PYTHONPATH": str(ROOT), "CI": "1"}
    line = [sys.executable, "-P", "-m", "winback_sheets", word, str(copy), *options]
    ended = subprocess.Popen(line, env=about, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if chance.random() < 0.5:  # most of the time it only loads and reads; here while it writes
        while ended.poll() is None and not unfinished(place):
            time.sleep(0.001)
        longest = 0.05
    time.sleep(chance.uniform(0, longest))
    ended.send_signal(signal.SIGKILL)
    ended.wait()
    known = [before, (place / "shop.winback-backup.xlsx").read_bytes()] if command == "undo" else [before]
    if copy.read_bytes() not in known and zipfile.ZipFile(copy).testzip():
        return "the workbook is not whole"
    try:
        if said := api.forget(copy, CUSTOMER, yes=True).left:
            return f"forget says: left in {said}"
    except api.Trouble as sentence:
        if "in no row as a customer" not in str(sentence):  # the one that was ended got that far
            return str(sentence)
    if left := holding(place):
        return f"the name is left in {left}"
    with suppress(api.Trouble):
        api.undo(copy)
    if left := holding(place):
        return f"undo has brought the name back: {left}"
    return f"left {unfinished(place)}" if unfinished(place) else ""


def unfinished(place: Path) -> list[str]:
    """What lies there and is to go again, but for locks."""
    return [path.name for path in place.iterdir() if path.name.startswith(".") and path.suffix != ".lock"]


def holding(place: Path) -> list[str]:
    """The files in which the customer stands, in the parts of workbooks too."""
    found = []
    for path in (each for each in place.rglob("*") if each.is_file()):
        texts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as zipped:
                texts += map(zipped.read, zipped.infolist())
        if any(CUSTOMER.encode(code) in text for text in texts for code in ("utf-8", "utf-16-le")):
            found.append(str(path.relative_to(place)))
    return found


def reviewed_book(folder: Path) -> None:
    """A reviewed book with a note about the customer, an original and a copy, to be changed and forgotten from."""
    from ledgers import people, shop, write

    (folder / REVIEWED).mkdir()
    named = people(40).assign(Name=[CUSTOMER, *(f"Firm {number}" for number in range(1, 40))])
    book = write(
        folder / REVIEWED / "shop.xlsx", Sales=shop(months=14, customers=40, stop={0: 5, 3: 8}), Customers=named
    )
    for options in ([], ["--every", "quarter"]):
        told = run([str(book), *options])
        assert told.code == 0, told
    book.with_name("shop.winback-notes.csv").write_text(f"tab,key,column,text\nWin-back,C000,Notes,call {CUSTOMER}\n")


def folder_in_the_way(place: Path, book: Path, name: str, words: str) -> str:
    copy = Path(shutil.copy(book, place / "shop.xlsx"))
    (place / name).mkdir()
    return refused(place, book, run([str(copy)]), words, beside={name})


def no_room(place: Path, book: Path, size: int) -> str:
    """No file may grow beyond so many bytes: what a full disk is to a program."""
    copy = Path(shutil.copy(book, place / "shop.xlsx"))
    return refused(place, book, run([str(size), str(copy)], code=LIMITED), "nothing was changed")


def full_disk(place: Path, book: Path) -> str:
    """A disk of its own with room for the workbook and little else; only root can make one."""
    size = book.stat().st_size
    disk = place / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size + 16_384}", "tmpfs", str(disk)], check=True)
    try:
        copy = Path(shutil.copy(book, disk / "shop.xlsx"))
        return refused(disk, book, run([str(copy)]), "nothing was changed")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def read_only(place: Path, book: Path, *, folder: bool) -> str:
    """The file, or its folder, may not be written by the user."""
    copy = Path(shutil.copy(book, place / "shop.xlsx"))
    os.chmod(copy, 0o644 if folder else 0o444)
    os.chmod(place, 0o555 if folder else 0o777)
    try:
        return refused(place, book, run([str(copy)], modes=True), "may not be written" if folder else "read-only")
    finally:
        os.chmod(place, 0o755)


def not_readable(place: Path, book: Path) -> str:
    copy = Path(shutil.copy(book, place / "shop.xlsx"))
    os.chmod(copy, 0o000)
    os.chmod(place, 0o777)
    told = run([str(copy)], modes=True)
    os.chmod(copy, 0o644)
    return refused(place, book, told, "may not be")


def locked(place: Path, book: Path, lock: str) -> str:
    """Open in another program: the result goes beside it, and the workbook stays as it is."""
    copy = Path(shutil.copy(book, place / "shop.xlsx"))
    (place / lock).write_text("somebody")
    told = run([str(copy)])
    if told.code != 0 or not (place / "shop (reviewed).xlsx").exists():
        return f"exit code {told.code}, said: {told.said}"
    return kept(copy, book.read_bytes(), beside={lock, "shop (reviewed).xlsx"})


def meanwhile(place: Path, book: Path, act: str, words: str, after: Callable[[Path], bool]) -> str:
    """Something happens to the file between reading and writing; that must survive."""
    copy = Path(shutil.copy(book, place / "shop.xlsx"))
    told = run([str(copy)], code=HELD, meanwhile=f"target = Path({str(copy)!r})\n{act}")
    if told.code != 2 or words not in told.said:
        return f"exit code {told.code}, said: {told.said}"
    left = [path.name for path in place.iterdir() if path.name.startswith(".winback")]
    return f"left {left}" if left else "" if after(copy) else "the other program's change is lost"


def linked(place: Path, book: Path) -> str:
    """A link to the workbook: the workbook is reviewed where it lies, and the link stays a link."""
    (place / "books").mkdir()
    real = Path(shutil.copy(book, place / "books" / "real.xlsx"))
    (place / "shop.xlsx").symlink_to(real)
    told = run([str(place / "shop.xlsx")])
    if told.code != 0 or not (place / "shop.xlsx").is_symlink() or real.read_bytes() == book.read_bytes():
        return f"exit code {told.code}, said: {told.said}"
    return ""


def named(place: Path, book: Path, name: str) -> str:
    """A name the program has to cope with, or refuse with a sentence and without a trace."""
    copy = Path(shutil.copy(book, place / name))
    told = run([str(copy)])
    left = [path.name for path in place.iterdir() if path.name.startswith(".winback")]
    if left or told.code not in (0, 2):
        return f"exit code {told.code}, left {left}, said: {told.said}"
    return kept(copy, book.read_bytes()) if told.code == 2 else ""


def faults() -> dict[str, Callable[[Path, Path], str]]:
    """Every fault by its name: what to do in an empty folder with a copy of the book; gives what was wrong."""
    saved = "target.write_bytes(target.read_bytes() + b'another program was here')"
    found: dict[str, Callable[[Path, Path], str]] = {
        "a folder where the result goes": lambda p, b: folder_in_the_way(p, b, "shop.winback-backup.xlsx", "rename it"),
        "the file is read-only": lambda p, b: read_only(p, b, folder=False),
        "the folder is read-only": lambda p, b: read_only(p, b, folder=True),
        "the file may not be read": not_readable,
        "Excel has it open": lambda p, b: locked(p, b, "~$shop.xlsx"),
        "LibreOffice has it open": lambda p, b: locked(p, b, ".~lock.shop.xlsx#"),
        "another program saved it meanwhile": lambda p, b: meanwhile(
            p, b, saved, "saved by another program", lambda copy: copy.read_bytes().endswith(b"was here")
        ),
        "another program moved a new file there": lambda p, b: meanwhile(
            p,
            b,
            "(target.parent / 'n').write_bytes(b'new'); os.replace(target.parent / 'n', target)",
            "shop.xlsx",
            lambda copy: copy.read_bytes() == b"new",
        ),  # fmt: skip
        "the file vanished meanwhile": lambda p, b: meanwhile(
            p, b, "target.unlink()", "shop.xlsx", lambda copy: not copy.exists()
        ),
        "a link came into its place": lambda p, b: meanwhile(
            p,
            b,
            "target.rename(target.parent / 'kept'); target.symlink_to(target.parent / 'gone')",
            "shop.xlsx",
            lambda copy: (copy.parent / "kept").read_bytes() == b.read_bytes(),
        ),  # fmt: skip
        "a folder came into its place": lambda p, b: meanwhile(
            p,
            b,
            "target.rename(target.parent / 'kept'); target.mkdir()",
            "shop.xlsx",
            lambda copy: (copy.parent / "kept").read_bytes() == b.read_bytes(),
        ),  # fmt: skip
        "a link to the workbook": linked,
    }
    for size in (0, 1000, 20_000):
        found[f"no file may grow beyond {size:,} bytes"] = partial(no_room, size=size)
    for name in (
        "my shop (2).xlsx",
        "Läden – свод 売上 😀.xlsx",
        "-x.xlsx",
        "a'b\"c$d.xlsx",
        "x" * 240 + ".xlsx",
        ".xlsx.xlsx",
    ):
        found[f"named {name[:30]}"] = partial(named, name=name)
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("mount"):
        found["a full disk"] = full_disk
    return found


def sound_book(folder: Path) -> Path:
    """A small sound workbook."""
    from ledgers import people, shop, write

    book: Path = write(
        folder / "sound.xlsx", Sales=shop(months=14, customers=40, stop={3: 8, 9: 6}), Customers=people(40)
    )
    return book


def of_reviews(where: Path, book: Path, kills: int, chance: random.Random) -> int:
    """How many reviews have lost something: with every fault, and ended by force so many times."""
    started = time.perf_counter()
    failed = int(told(where, "not disturbed", lambda place, book: named(place, book, "shop.xlsx"), book))
    longest = (time.perf_counter() - started) * 1.1
    for name, trial in faults().items():
        failed += told(where, name, trial, book)
    for number in range(kills):
        failed += told(where, f"killed ({number + 1})", lambda place, book: killed(place, book, chance, longest), book)
    return failed


def of_names(where: Path, commands: Sequence[str], kills: int, chance: random.Random) -> int:
    """How many times a forgotten name was found again, of so many commands ended by force."""
    reviewed_book(where)
    failed = 0
    for command in commands:
        trial = partial(forgotten, chance=chance, command=command, longest=undisturbed(where, command))
        for number in range(kills):
            failed += told(where, f"{command} killed ({number + 1})", trial, where / "shop.xlsx")
    return failed


def main(words: list[str] | None = None) -> int:
    """Try all faults and so many kills; gives 1 where something was lost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("book", nargs="?", type=Path, help="a workbook of your own; a copy of it is used")
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--seed", type=int, default=20261121)
    options.add_argument("--only", nargs="+", choices=ENDED, help="only end these commands and look for the name")
    chosen = options.parse_args(words)
    with tempfile.TemporaryDirectory() as where:
        os.chmod(where, 0o755)
        place, chance = Path(where), random.Random(chosen.seed)
        failed = 0 if chosen.only else of_reviews(place, chosen.book or sound_book(place), chosen.kills, chance)
        failed += of_names(place, chosen.only or list(ENDED), chosen.kills, chance)
    print(f"\n{failed} failed")
    return 1 if failed else 0


def undisturbed(where: Path, command: str) -> float:
    """How long a command takes where nobody ends it."""
    place = Path(shutil.copytree(where / REVIEWED, where / f"timed {command}"))
    started, (word, *options) = time.perf_counter(), ENDED[command]
    run([str(place / "shop.xlsx"), *options], command=word)
    return (time.perf_counter() - started) * 1.05


def told(where: Path, name: str, trial: Callable[[Path, Path], str], book: Path) -> bool:
    """Try one fault in a folder of its own and print how it went."""
    place = Path(tempfile.mkdtemp(dir=where))
    os.chmod(place, 0o755)
    wrong = trial(place, book)
    print(f"{'FAILED' if wrong else 'kept  '}  {name}{': ' if wrong else ''}{wrong}", flush=True)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
