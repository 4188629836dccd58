"""Zip files as other programs write them: wide ones (ZIP64), with junk, comments, odd methods, names and doubles."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from ooxml.packages_by_hand import CONTENT_TYPES, PLAIN, TABS, WORKBOOK, key, ours

from winback_sheets.ooxml import zip as graft_zip
from winback_sheets.ooxml.graft import Refused, graft, our_tabs

BIG = "xl/media/big.bin"
FULL: Mapping[str, str | bytes] = {**PLAIN, BIG: bytes(range(256)) * 40, "xl/media/Bild ä.bin": "ä" * 300}
CHANGED = {key(each) for each in (CONTENT_TYPES, WORKBOOK, "xl/_rels/workbook.xml.rels", "xl/styles.xml")}


def zipped(method: int = zipfile.ZIP_DEFLATED, extra: bytes = b"", comment: bytes = b"", wide: bool = False) -> bytes:
    """The package, each entry with this packing, extra field and comment, or with wide sizes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in FULL.items():
            info = zipfile.ZipInfo(name)
            info.compress_type, info.extra, info.comment = method, extra, comment
            with package.open(info, "w", force_zip64=wide) as stream:
                stream.write(data.encode() if isinstance(data, str) else data)
        package.comment = comment
    return out.getvalue()


def streamed() -> bytes:
    """As written to a pipe: sizes stand behind the data, not before it."""
    out = io.BytesIO()

    class Pipe(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            return out.write(data)

    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in FULL.items():
            package.writestr(name, data)
    assert package.infolist()[0].flag_bits & 8
    return out.getvalue()


def unknown(method: int) -> bytes:
    """One part packed in a way nobody here can unpack: its method is only a number."""
    data = bytearray(zipped())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        start = package.getinfo(BIG).header_offset
    struct.pack_into("<H", data, start + 8, method)
    line = data.index(BIG.encode(), data.index(b"PK\1\2")) - 46
    struct.pack_into("<H", data, line + 10, method)
    return bytes(data)


def with_folders() -> bytes:
    """Folders as entries of their own."""
    out = io.BytesIO(zipped())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(zipfile.ZipInfo("xl/"), b"")
    return out.getvalue()


FORMS: dict[str, Callable[[], bytes]] = {
    "not packed at all": lambda: zipped(zipfile.ZIP_STORED),
    "packed by bzip2": lambda: zipped(zipfile.ZIP_BZIP2),
    "packed by LZMA, which says in a flag how it ends": lambda: zipped(zipfile.ZIP_LZMA),
    "one part in Deflate64": lambda: unknown(9),
    "sizes behind the data": streamed,
    "wide sizes that are not needed": lambda: zipped(wide=True),
    "extra fields": lambda: zipped(extra=struct.pack("<2H4s", 0xA220, 4, b"grow")),
    "comments of the entries and of the zip": lambda: zipped(comment=b"a comment"),
    "a program before the zip": lambda: b"MZ" + b"\0" * 5_000 + zipped(),
    "folders as entries": with_folders,
}


def raw(path: Path) -> dict[str, tuple[int, int, int, int, bytes]]:
    """Each entry as it lies in the file: method, its settings, check sum, size and packed bytes."""
    found = {}
    with zipfile.ZipFile(path) as package, path.open("rb") as file:
        for info in package.infolist():
            file.seek(info.header_offset)
            name, extra = struct.unpack("<2H", file.read(30)[26:])
            file.seek(name + extra, io.SEEK_CUR)
            method = info.compress_type, info.flag_bits & 6
            found[info.orig_filename] = *method, info.CRC, info.file_size, file.read(info.compress_size)
    return found


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_every_other_entry_keeps_its_packed_bytes(tmp_path: Path, form: Callable[[], bytes]) -> None:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(form())
    before = raw(path)
    assert graft(path, ours(), path, TABS)
    after = raw(path)
    kept = {name: entry for name, entry in before.items() if key(name) not in CHANGED}
    assert kept == {name: entry for name, entry in after.items() if name in kept}
    assert [name for name in after if name in before] == list(before)  # in their order
    with zipfile.ZipFile(path) as package:
        known = [info for info in package.infolist() if info.compress_type != 9]
        assert sum(len(package.read(info)) for info in known) == sum(info.file_size for info in known)
    assert graft(path, ours(), path, TABS) is False
    other = tmp_path / "other.xlsx"
    assert graft(path, ours(), other, TABS) and graft(path, ours(), other, TABS) is False


def test_comments_survive(tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(zipped(comment=b"a comment"))
    graft(path, ours(), path, TABS)
    with zipfile.ZipFile(path) as package:
        assert package.comment == b"a comment"
        assert {package.getinfo(name).comment for name in FULL} == {b"a comment"}


def test_a_package_beyond_the_old_limits_is_written_wide_and_read_again(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(zipped())
    monkeypatch.setattr(graft_zip, "MOST_BYTES", 400)  # stands for 4 GB: sizes, places and the directory pass it
    monkeypatch.setattr(graft_zip, "MOST_ENTRIES", 3)  # stands for 65,535
    graft(path, ours(), path, TABS)
    assert b"PK\6\6" in path.read_bytes() and b"PK\6\7" in path.read_bytes()
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert package.read(BIG) == FULL[BIG]
        far = [info for info in package.infolist() if info.header_offset >= 400]
        assert far and all(info.extract_version == 45 for info in far)
        large = [info for info in package.infolist() if max(info.compress_size, info.file_size) >= 400]
        assert large and all(info.extra.startswith(b"\1\0") for info in large)
    starts = [path.read_bytes()[info.header_offset :] for info in large]
    assert {start[18:26] for start in starts} == {b"\xff" * 8}  # sizes that do not fit stand in the wide field
    assert graft(path, ours(), path, TABS) is False
    graft(path, ours("40 %"), path, TABS)
    assert our_tabs(path) == {"win_back": "Win-back", "churn": "Churn"}


def test_a_package_within_the_limits_has_nothing_wide(tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(zipped(wide=True))
    graft(path, ours(), path, TABS)
    assert b"PK\6\6" not in path.read_bytes()
    with zipfile.ZipFile(path) as package:
        assert {info.extra for info in package.infolist()} == {b""}


def test_the_first_of_two_entries_of_one_name_is_taken_and_a_part_never_stands_there_twice(tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    with zipfile.ZipFile(path, "w") as package, pytest.warns(UserWarning, match="Duplicate"):
        for name, data in (*PLAIN.items(), (WORKBOOK, "<nonsense/>"), ("docProps/a.txt", "1"), ("docProps/a.txt", "2")):
            package.writestr(name, data)
    graft(path, ours(), path, TABS)
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        assert names.count(WORKBOOK) == 1 and b"Win-back" in package.read(WORKBOOK)
        twice = [package.read(info) for info in package.infolist() if info.filename == "docProps/a.txt"]
        assert twice == [b"1", b"2"]
    assert graft(path, ours(), path, TABS) is False


@pytest.mark.parametrize("name", ["../../outside.txt", "/etc/outside.txt", "C:\\outside.txt", "xl/../../outside.txt"])
def test_a_name_that_leads_out_of_the_package_is_only_a_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "deep" / "down"
    folder.mkdir(parents=True)
    path = folder / "shop.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for each, data in {**PLAIN, name: "x"}.items():
            package.writestr(each, data)
    graft(path, ours(), path, TABS)
    with zipfile.ZipFile(path) as package:
        assert name.encode() in {info.orig_filename.encode() for info in package.infolist()}
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == ["shop.xlsx"]


def test_a_zip_cut_short_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    data = bytearray(zipped())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        start = package.getinfo(BIG).header_offset
    data[start : start + 4] = b"XXXX"  # a part that is not where the directory says
    path.write_bytes(data)
    with pytest.raises(Refused, match="damaged"):
        graft(path, ours(), path, TABS)
    assert path.read_bytes() == bytes(data) and list(tmp_path.iterdir()) == [path]
