"""The texts of the modules in a VBA project, by the documented formats of its file ([MS-CFB]) and packing ([MS-OVBA])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

FREE, SMALL = 0xFFFFFFFA, 4096


def module_texts(project: bytes) -> dict[str, str]:
    """Each module's text by the name of its stream; a stream that holds none is left out.

    A packed text follows other data in its stream, and begins with the word Attribute.
    """
    found = {}
    for name, stream in streams(project):
        at = stream.find(b"\x00Attribut")
        if at >= 3:
            found[name] = unpacked(stream[at - 3 :]).decode("cp1252", errors="replace")
    return found


def streams(project: bytes) -> Iterator[tuple[str, bytes]]:
    """The streams of a compound file: name and contents."""
    sector = 1 << struct.unpack_from("<H", project, 30)[0]
    fat_sectors, first_directory = struct.unpack_from("<I", project, 44)[0], struct.unpack_from("<I", project, 48)[0]
    first_mini = struct.unpack_from("<I", project, 60)[0]
    parts = [project[sector * (n + 1) : sector * (n + 2)] for n in range(len(project) // sector)]
    listed = struct.unpack_from("<109I", project, 76)[:fat_sectors]
    fat = [each for number in listed for each in struct.unpack(f"<{sector // 4}I", parts[number])]

    def chain(start: int, table: list[int], pieces: list[bytes]) -> bytes:
        got = b""
        while start < FREE:
            got += pieces[start]
            start = table[start]
        return got

    directory = chain(first_directory, fat, parts)
    entries = [directory[n : n + 128] for n in range(0, len(directory), 128)]
    mini = chain(struct.unpack_from("<I", entries[0], 116)[0], fat, parts)
    mini_parts = [mini[n : n + 64] for n in range(0, len(mini), 64)]
    mini_table = chain(first_mini, fat, parts)
    mini_fat = list(struct.unpack(f"<{len(mini_table) // 4}I", mini_table))
    for entry in entries:
        start, size = struct.unpack_from("<II", entry, 116)
        if entry[66] == 2 and size:
            name = entry[: struct.unpack_from("<H", entry, 64)[0] - 2].decode("utf-16-le")
            whole = chain(start, mini_fat, mini_parts) if size < SMALL else chain(start, fat, parts)
            yield name, whole[:size]


def unpacked(packed: bytes) -> bytes:
    """A compressed container, chunk by chunk."""
    out, at = bytearray(), 1
    while at + 2 < len(packed):
        header = struct.unpack_from("<H", packed, at)[0]
        if header >> 12 & 7 != 3:
            break
        end, at, begin = at + (header & 0xFFF) + 3, at + 2, len(out)
        while at < end:
            flags, at = packed[at], at + 1
            for bit in range(8):
                if at >= end:
                    break
                if flags >> bit & 1:
                    at = copied(out, begin, packed, at)
                else:
                    out.append(packed[at])
                    at += 1
    return bytes(out)


def copied(out: bytearray, begin: int, packed: bytes, at: int) -> int:
    """Carry out one copy token; its width of offset depends on how far into the chunk it stands."""
    token = struct.unpack_from("<H", packed, at)[0]
    width = max(4, (len(out) - begin - 1).bit_length())
    back, length = (token >> (16 - width)) + 1, (token & (0xFFFF >> width)) + 3
    for _ in range(length):
        out.append(out[-back])
    return at + 2
