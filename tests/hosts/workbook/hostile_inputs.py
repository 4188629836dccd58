"""Every hostile input by name: seeded, made by rule, and 300 or more of them."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from hosts.workbook.hostile_books import circles, crowds, places
from hosts.workbook.hostile_settings import book_with, odd_settings, odd_words
from hosts.workbook.hostile_sheets import bombs, cells, xml_tricks
from hosts.workbook.hostile_texts import old_books, open_documents, pages, parquets, texts
from hosts.workbook.hostile_ways import FROM_THEM, RIGHTS, Way, outputs, put
from hosts.workbook.hostile_zip import cut, flipped, noisy, parts_of, relabelled
from ledgers import people, shop, write

BASE_SEED = 20261121


class Hostile(NamedTuple):
    """An input: its kind, what it is in words, and how to put it into a folder (gives the path to review)."""

    kind: str
    name: str
    make: Callable[[Path], Path]
    way: Way = Way()


def hostile_inputs(folder: Path, *, seed: int = BASE_SEED) -> list[Hostile]:
    """All inputs; `folder` holds the sound workbook they are made from."""
    chance = random.Random(seed)
    sound = write(folder / "sound.xlsx", Sales=shop(months=12, customers=40), Customers=people(40))
    whole, parts = sound.read_bytes(), parts_of(sound)
    found: list[Hostile] = []

    def add(kind: str, name: str, ending: str, content: Callable[[], bytes]) -> None:
        found.append(Hostile(kind, name, lambda place: written(place / f"shop{ending}", content())))

    for number in range(40):
        own = random.Random(f"{seed} {number}")
        add("bits", f"bits flipped ({number})", ".xlsx", lambda c=own, n=number: flipped(whole, c, 1 + n))
        add("parts", f"parts damaged ({number})", ".xlsx", lambda c=own: noisy(parts, c))
        if number < 20:
            add("cut", f"cut ({number})", ".xlsx", lambda c=own: cut(whole, c))
            add("labels", f"entries relabelled ({number})", ".xlsx", lambda c=own: relabelled(parts, c))
            ends = (max(0, len(whole) - 1200), len(whole))
            add(
                "directory",
                f"directory damaged ({number})",
                ".xlsx",
                lambda c=own, e=ends: flipped(whole, c, 3, within=e),
            )
    for kind, made in (
        ("bomb", bombs(parts)),
        ("xml", xml_tricks(parts)),
        ("cells", cells(parts, chance)),
        ("places", places(parts)),
        ("circles", circles(parts)),
        ("crowds", crowds(parts)),
    ):
        for name, content in made:
            add(kind, name, ".xlsx", content)
    for kind, others in (
        ("text", texts(chance)),
        ("page", pages(chance)),
        ("parquet", parquets(chance)),
        ("ods", open_documents(chance)),
        ("old", old_books(chance)),
    ):
        for name, ending, content in others:
            add(kind, name, ending, content)
    return [*found, *no_files(whole), *ways(whole)]


def ways(whole: bytes) -> Iterator[Hostile]:
    """The sound workbook, run in hostile ways."""
    for name, way in outputs():
        yield Hostile("output", name, lambda place: put(place, whole, 0o644), way)
    for name, mode, link in RIGHTS:
        # A book beside one that may not be written is reviewed all the same.
        for words in (each for each in FROM_THEM if mode & 0o200 or "{other}" not in each):
            make = partial(put, whole=whole, mode=mode, link=link)
            yield Hostile("rights", f"{' '.join(words)} from a file {name}", make, Way(words))
    for name, key, value in odd_settings():
        yield Hostile("settings", name, partial(book_with, key=key, value=value))
    for name, way in odd_words():
        yield Hostile("arguments", name, lambda place: put(place, whole, 0o644), way)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def no_files(whole: bytes) -> list[Hostile]:
    """What has a workbook's name and is no file at all."""

    def loop(place: Path) -> Path:
        (place / "shop.xlsx").symlink_to(place / "other.xlsx")
        (place / "other.xlsx").symlink_to(place / "shop.xlsx")
        return place / "shop.xlsx"

    def link(place: Path, to: str) -> Path:
        (place / "shop.xlsx").symlink_to(to)
        return place / "shop.xlsx"

    def pipe(place: Path) -> Path:
        os.mkfifo(place / "shop.xlsx")
        return place / "shop.xlsx"

    def folder(place: Path) -> Path:
        (place / "shop.xlsx").mkdir()
        return place / "shop.xlsx"

    made: dict[str, Callable[[Path], Path]] = {
        "a link to itself": loop,
        "a link to nothing": lambda place: link(place, "gone.xlsx"),
        "a link to /dev/zero": lambda place: link(place, "/dev/zero"),
        "a link to /dev/null": lambda place: link(place, "/dev/null"),
        "a named pipe": pipe,
        "a folder named shop.xlsx": folder,
        "a name of 300 letters": lambda place: place / f"{'x' * 300}.xlsx",
        "a file of 3 GB that is all holes": lambda place: holes(place / "shop.xlsx", 3 << 30),
        "a file of 900 MB that is all holes": lambda place: holes(place / "shop.csv", 900 << 20),
        "a workbook in a file of 240 letters": lambda place: written(place / f"{'x' * 240}.xlsx", whole),
    }
    return [Hostile("no file", name, make) for name, make in made.items()]


def holes(path: Path, size: int) -> Path:
    with path.open("wb") as out:
        out.truncate(size)
    return path
