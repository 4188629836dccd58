"""Zip packages no program of good will writes: bombs, lies about sizes, entries that overlap, damaged bytes."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
DAY_ONE = (1 << 5) | 1


class Entry(NamedTuple):
    """An entry as the directory shall describe it, true or not; `at` names an earlier entry whose bytes it shares."""

    name: str | bytes
    packed: bytes
    crc: int
    size: int
    method: int = 8
    claimed: int | None = None  # the packed size the directory names, where that is not the true one
    at: int | None = None


def entry(name: str | bytes, content: bytes, *, size: int | None = None, crc: int | None = None) -> Entry:
    """An honest entry, but for what is given."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = squeeze.compress(content) + squeeze.flush()
    return Entry(name, packed, zlib.crc32(content) if crc is None else crc, len(content) if size is None else size)


def bomb(name: str, head: bytes, block: bytes, times: int, tail: bytes, *, size: int | None = None) -> Entry:
    """An entry that unpacks to head, then block so many times, then tail; its CRC is that of `size` first bytes or 0.

    The block is packed once and its bytes repeated, so that ten gigabytes are made in a moment.
    """
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = squeeze.compress(head) + squeeze.flush(zlib.Z_FULL_FLUSH)
    middle = squeeze.compress(block) + squeeze.flush(zlib.Z_FULL_FLUSH)
    last = squeeze.compress(tail) + squeeze.flush()
    whole = len(head) + len(block) * times + len(tail)
    crc = zlib.crc32((head + block)[:size]) if size is not None else 0
    return Entry(name, first + middle * times + last, crc, min(whole if size is None else size, 0xFFFFFFFF))


def raw_zip(entries: Sequence[Entry]) -> bytes:
    """The package, every header as the entries say."""
    out, directory, places = io.BytesIO(), [], []
    for each in entries:
        name = each.name.encode() if isinstance(each.name, str) else each.name
        packed = len(each.packed) if each.claimed is None else each.claimed
        about = (20, 0x800, each.method, 0, DAY_ONE, each.crc, packed, each.size, len(name), 0)
        places.append(out.tell() if each.at is None else places[each.at])
        if each.at is None:
            out.write(LOCAL.pack(b"PK\3\4", *about) + name + each.packed)
        directory.append(CENTRAL.pack(b"PK\1\2", 20, *about, 0, 0, 0, 0, places[-1]) + name)
    begin, listed = out.tell(), b"".join(directory)
    count = min(len(entries), 0xFFFF)
    return out.getvalue() + listed + END.pack(b"PK\5\6", 0, 0, count, count, len(listed), begin, 0)


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part of a package by its name."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def entries_of(parts: Mapping[str, bytes]) -> list[Entry]:
    """The parts as honest entries."""
    return [entry(name, content) for name, content in parts.items()]


def with_entry(parts: Mapping[str, bytes], new: Entry) -> bytes:
    """The package with one entry in the place of the part of that name, or behind the others."""
    kept = [each for each in entries_of(parts) if each.name != new.name]
    return raw_zip([*kept, new])


def flipped(raw: bytes, chance: random.Random, count: int, *, within: tuple[int, int] | None = None) -> bytes:
    """The bytes with so many of their bits turned over."""
    begin, end = within or (0, len(raw))
    changed = bytearray(raw)
    for _ in range(count):
        changed[chance.randrange(begin, end)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(raw: bytes, chance: random.Random) -> bytes:
    """The first part of a file, or a file that lacks a piece in the middle."""
    begin = chance.randrange(1, len(raw))
    return raw[:begin] if chance.random() < 0.5 else raw[:begin] + raw[begin + chance.randrange(1, 2000) :]


def noisy(parts: Mapping[str, bytes], chance: random.Random) -> bytes:
    """A sound zip around parts of which one or two are damaged: bytes changed, pieces doubled, moved, left out."""
    changed = dict(parts)
    for name in chance.sample(sorted(parts), chance.randrange(1, 3)):
        text = bytearray(changed[name] or b" ")
        for _ in range(chance.randrange(1, 6)):
            at, other = chance.randrange(len(text)), chance.randrange(len(text))
            piece = text[other : other + chance.randrange(1, 60)]
            act = chance.randrange(4)
            if act == 0:
                text[at] = chance.randrange(256)
            elif act == 1:
                text[at:at] = piece
            elif act == 2:
                del text[at : at + len(piece)]
            else:
                text[at : at + len(piece)] = bytes(chance.choices(b"<>/\"'=&;0919 ", k=len(piece)))
            text = text or bytearray(b" ")
        changed[name] = bytes(text)
    return raw_zip(entries_of(changed))


def relabelled(parts: Mapping[str, bytes], chance: random.Random) -> bytes:
    """A zip whose entries swap contents, lose their check sums, or lie about their sizes."""
    entries = entries_of(parts)
    one, other = chance.sample(range(len(entries)), 2)
    act = chance.randrange(5)
    if act == 0:
        entries[one], entries[other] = (
            entries[one]._replace(name=entries[other].name),
            entries[other]._replace(name=entries[one].name),
        )
    elif act == 1:
        entries[one] = entries[one]._replace(crc=chance.getrandbits(32))
    elif act == 2:
        entries[one] = entries[one]._replace(size=chance.choice([0, 1, 10**6, 2**31 - 1, 2**32 - 2]))
    elif act == 3:
        entries[one] = entries[one]._replace(claimed=chance.choice([0, 1, 10**6, 2**31 - 1]))
    else:
        entries[one] = entries[one]._replace(method=chance.choice([0, 1, 9, 12, 14, 95, 99]))
    return raw_zip(entries)
