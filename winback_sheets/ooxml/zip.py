"""Saving a package: untouched entries are copied as the bytes they were, and every date is the same."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from winback_sheets.present.words import say

from .package import Package, Refused, key

try:
    isal_zlib: Any = import_module("isal.isal_zlib")
except ImportError:
    isal_zlib = None

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
WIDE_END = struct.Struct("<4sQ2H2L4Q")
WIDE_END_AT = struct.Struct("<4sLQL")
DATE_1980 = (1 << 5) | 1  # 1 January 1980, the first day a zip can name: no run time in any file
FULL_32, FULL_16 = 0xFFFFFFFF, 0xFFFF  # what a narrow field says where a wide one (ZIP64) holds the number
MOST_BYTES, MOST_ENTRIES = FULL_32, FULL_16  # from here on a number needs a wide field
WIDE, WIDE_VERSION = 1, 45
UTF_8 = 0x800
KEPT_FLAGS = UTF_8 | 6  # and how LZMA and Implode were set
LARGE = 1 << 20
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
    begin = out.tell()
    for line in directory:
        out.write(line)
    out.write(end_of(len(directory), begin, out.tell() - begin, package.zip.comment))


def end_of(entries: int, begin: int, size: int, comment: bytes) -> bytes:
    """The end of a zip, which says where its directory stands; with the wide form only where it is needed."""
    wide = b""
    if entries >= MOST_ENTRIES or max(begin, size) >= MOST_BYTES:
        versions, rest = (WIDE_VERSION, WIDE_VERSION), (0, 0, entries, entries, size, begin)
        wide = WIDE_END.pack(b"PK\6\6", WIDE_END.size - 12, *versions, *rest)
        wide += WIDE_END_AT.pack(b"PK\6\7", 0, begin + size, 1)
        entries, size, begin = FULL_16, FULL_32, FULL_32
    return wide + END.pack(b"PK\5\6", 0, 0, entries, entries, size, begin, len(comment)) + comment


def write_entry(out: BinaryIO, info: zipfile.ZipInfo, content: bytes) -> bytes:
    """Write new content under an entry's name, and give its line of the directory."""
    packed, method = deflated(content), zipfile.ZIP_DEFLATED
    entry = renew_info(info, zlib.crc32(content), len(packed), len(content), method)
    line = write_header(out, entry)
    out.write(packed)
    return line


def deflated(content: bytes) -> bytes:
    """Content packed: small parts tightly, large ones quickly, by isal where it is installed."""
    if isal_zlib is not None and len(content) >= LARGE:
        quick = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
        return bytes(quick.compress(content) + quick.flush())
    deflate = zlib.compressobj(1 if len(content) >= LARGE else 6, zlib.DEFLATED, -15)
    return deflate.compress(content) + deflate.flush()


def renew_info(info: zipfile.ZipInfo, crc: int, packed: int, size: int, method: int) -> zipfile.ZipInfo:
    """An entry of this name and these attributes for new content."""
    entry = zipfile.ZipInfo()
    entry.filename = entry.orig_filename = info.orig_filename
    entry.flag_bits = info.flag_bits & UTF_8
    entry.external_attr, entry.comment = info.external_attr, info.comment
    entry.CRC, entry.compress_size, entry.file_size, entry.compress_type = crc, packed, size, method
    return entry


def copy_entry(out: BinaryIO, info: zipfile.ZipInfo, package: Package) -> bytes:
    """Copy an entry without unpacking it, and give its line of the directory."""
    package.file.seek(info.header_offset)
    head = package.file.read(LOCAL.size)
    if len(head) < LOCAL.size or head[:4] != b"PK\3\4":
        raise Refused(say("ooxml.part_not_in_its_place", file=package.name))
    header = LOCAL.unpack(head)
    package.file.seek(header[9] + header[10], io.SEEK_CUR)
    line = write_header(out, info)
    for piece in pieces(package.file, info.compress_size):
        out.write(piece)
    return line


def write_header(out: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    """Write an entry's header, and give its line of the directory."""
    offset = out.tell()
    name, flags = spelled_name(info)
    sizes = info.compress_size, info.file_size
    wide = max(sizes) >= MOST_BYTES
    far = offset >= MOST_BYTES
    version = max(info.extract_version, 20, WIDE_VERSION * (wide or far))
    about = (version, flags, info.compress_type, 0, DATE_1980, info.CRC, *((FULL_32, FULL_32) if wide else sizes))
    beside = wide_field(*(sizes[::-1] if wide else ()))
    out.write(LOCAL.pack(b"PK\3\4", *about, len(name), len(beside)) + name + beside)
    beside = wide_field(*(sizes[::-1] if wide else ()), *((offset,) if far else ()))
    lengths = len(name), len(beside), len(info.comment)
    line = CENTRAL.pack(
        b"PK\1\2", version, *about, *lengths, 0, info.internal_attr, info.external_attr, FULL_32 if far else offset
    )
    return line + name + beside + info.comment


def wide_field(*numbers: int) -> bytes:
    """The field for numbers that do not fit in the header's own: sizes, then the place; blank for none."""
    return struct.pack(f"<2H{len(numbers)}Q", WIDE, 8 * len(numbers), *numbers) if numbers else b""


def spelled_name(info: zipfile.ZipInfo) -> tuple[bytes, int]:
    """An entry's name as the bytes it was read from, and its flags; sizes stand before the data, not behind."""
    kept = info.flag_bits & KEPT_FLAGS
    try:
        return (info.orig_filename.encode("utf-8" if kept & UTF_8 else "cp437"), kept)
    except UnicodeEncodeError:
        return info.orig_filename.encode(), kept | UTF_8


def pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The next bytes of a file, a bit at a time."""
    while size > 0:
        piece = file.read(min(size, PIECE))
        if not piece:
            raise Refused(say("ooxml.ends_too_early"))
        size -= len(piece)
        yield piece
