"""Saving a package: untouched entries are copied as the bytes they were, and every date is the same."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from .package import Package, Refused, key

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
DATE_1980 = (1 << 5) | 1  # 1 January 1980, the first day a zip can name: no run time in any file
FOUR_GIB = 0xFFFFFFFF
PIECE = 1 << 20


def save(package: Package, out: BinaryIO) -> None:
    """Write the package: untouched entries as the bytes they were, in their order, then the new ones."""
    directory: list[bytes] = []
    done: set[str] = set()
    for info in package.zip.infolist():
        part = key(info.orig_filename)
        if part in package.written and part not in done:
            directory.append(write_entry(out, info, package.written[part][1]))
        elif part not in package.written and part not in package.gone:
            directory.append(copy_entry(out, info, package))
        done.add(part)
    for part, (name, content) in package.written.items():
        if part not in done:
            directory.append(write_entry(out, zipfile.ZipInfo(name), content))
    begin, size = out.tell(), sum(map(len, directory))
    if len(directory) >= 0xFFFF or begin + size >= FOUR_GIB:
        raise Refused(f"{package.name} is larger than 4 GB, or has over 65,000 parts: split it first.")
    out.write(b"".join(directory))
    out.write(END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), size, begin, 0))


def write_entry(out: BinaryIO, info: zipfile.ZipInfo, content: bytes) -> bytes:
    """Write new content under an entry's name, and give its line of the directory."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = deflate.compress(content) + deflate.flush()
    line = write_header(out, info, zipfile.ZIP_DEFLATED, zlib.crc32(content), len(packed), len(content))
    out.write(packed)
    return line


def copy_entry(out: BinaryIO, info: zipfile.ZipInfo, package: Package) -> bytes:
    """Copy an entry without unpacking it, and give its line of the directory."""
    package.file.seek(info.header_offset)
    header = LOCAL.unpack(package.file.read(LOCAL.size))
    package.file.seek(header[9] + header[10], io.SEEK_CUR)
    line = write_header(out, info, info.compress_type, info.CRC, info.compress_size, info.file_size)
    for piece in pieces(package.file, info.compress_size):
        out.write(piece)
    return line


def write_header(out: BinaryIO, info: zipfile.ZipInfo, method: int, crc: int, packed: int, size: int) -> bytes:
    """Write an entry's header, and give its line of the directory."""
    offset = out.tell()
    if max(offset, packed, size) >= FOUR_GIB:
        raise Refused("The workbook is larger than 4 GB: split it first.")
    ascii_or_old = "cp437" if info.orig_filename.isascii() or not info.flag_bits & 0x800 else "utf-8"
    name = info.orig_filename.encode(ascii_or_old)
    flags = 0x800 if ascii_or_old == "utf-8" else 0
    about = (20, flags, method, 0, DATE_1980, crc, packed, size, len(name), 0)
    out.write(LOCAL.pack(b"PK\3\4", *about) + name)
    return CENTRAL.pack(b"PK\1\2", 20, *about, 0, 0, 0, info.external_attr, offset) + name


def pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The next bytes of a file, a bit at a time."""
    while size > 0:
        piece = file.read(min(size, PIECE))
        if not piece:
            raise Refused("The workbook ends in the middle of a part: it is damaged.")
        size -= len(piece)
        yield piece
