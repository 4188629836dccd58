"""Who may read what is made from a file: nobody who may not read that, whatever the umask and the folder say."""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from winback_sheets.ooxml import rights
from winback_sheets.ooxml.halfway import copy_file, replace_by_copy, write_file
from winback_sheets.ooxml.rights import least, rights_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes: a new file has the rights of its folder")

ACL, DEFAULT_ACL = "system.posix_acl_access", "system.posix_acl_default"
NOBODY = 0xFFFFFFFF
SOMEBODY = 12345
WAYS: dict[str, Callable[[Path, Path], object]] = {
    "a copy": copy_file,
    "a new file": lambda source, made: write_file(made, b"new", like=[source]),
    "undone": replace_by_copy,
}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def acl(user: int, mask: int) -> bytes:
    """A list by which one more user may read and write, and the group nothing."""
    entries = ((1, 6, NOBODY), (2, user, SOMEBODY), (4, 0, NOBODY), (0x10, mask, NOBODY), (0x20, 0, NOBODY))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *each) for each in entries)


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask 000", "umask 022", "umask 077"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(b"old")
    return path


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("bits", [0o600, 0o640, 0o644, 0o660, 0o604, 0o666], ids=oct)
@pytest.mark.usefixtures("umask")
def test_what_is_made_from_a_file_is_for_the_same_people(source: Path, bits: int, way: Callable[..., object]) -> None:
    source.chmod(bits)
    made = source.with_name("made.xlsx")
    way(source, made)
    assert mode(made) == bits


@pytest.mark.usefixtures("umask")
def test_what_is_replaced_stays_for_those_whose_it_was(source: Path) -> None:
    made = source.with_name("made.xlsx")
    made.write_bytes(b"")
    made.chmod(0o640)
    source.chmod(0o666)
    write_file(made, b"new", like=[source])
    assert mode(made) == 0o640
    replace_by_copy(source, made)
    assert mode(made) == 0o640 and made.read_bytes() == b"old"


def test_while_it_is_written_nobody_else_reads_it(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, real = [], rights._give_owner
    source.chmod(0o666)
    monkeypatch.setattr(rights, "_give_owner", lambda path, given: seen.append(mode(path)) or real(path, given))
    for number, way in enumerate(WAYS.values()):
        way(source, source.with_name(f"made {number}.xlsx"))
    assert seen == [0o600] * len(WAYS)


def test_of_several_files_only_who_may_read_all(source: Path) -> None:
    others = [source.with_name(name) for name in ("b.csv", "c.csv")]
    for path, bits in zip((source, *others), (0o755, 0o640, 0o444), strict=True):
        path.write_bytes(b"")
        path.chmod(bits)
    assert least([source, *others]).mode == 0o640
    assert least([others[1]]).mode == 0o644  # its owner may review it again


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a file to another owner"
)
class TestOfAnotherOwner:
    """A review by root of a book of somebody else's."""

    @pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
    def test_it_is_the_owners(self, source: Path, way: Callable[..., object]) -> None:
        os.chown(source, SOMEBODY, SOMEBODY + 1)
        source.chmod(0o640)
        made = source.with_name("made.xlsx")
        way(source, made)
        about = made.stat()
        assert (about.st_uid, about.st_gid, mode(made)) == (SOMEBODY, SOMEBODY + 1, 0o640)

    @pytest.mark.parametrize(("bits", "left"), [(0o660, 0o600), (0o664, 0o644), (0o646, 0o646), (0o600, 0o600)])
    def test_another_group_may_do_what_everybody_may(
        self, source: Path, bits: int, left: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        os.chown(source, SOMEBODY, SOMEBODY)
        source.chmod(bits)

        def refused(*given: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "chown", refused)
        for number, way in enumerate(WAYS.values()):
            made = source.with_name(f"made {number}.xlsx")
            way(source, made)
            assert mode(made) == left

    def test_files_of_two_groups(self, source: Path) -> None:
        other = source.with_name("b.csv")
        other.write_bytes(b"")
        os.chown(other, SOMEBODY, SOMEBODY)
        for path in (source, other):
            path.chmod(0o664)
        write_file(source.with_name("made.xlsx"), b"", like=[source, other])
        assert mode(source.with_name("made.xlsx")) == 0o644


def noted(path: Path, name: str, value: bytes) -> None:
    """Note something about a file, or skip where the disk or the system cannot."""
    if not hasattr(os, "setxattr"):
        pytest.skip("this system's Python knows no extended attributes")
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        pytest.skip(f"this disk has no {name} ({error})")


def test_what_is_noted_about_a_file_stays_with_it_and_its_copies(source: Path) -> None:
    noted(source, "user.note", b"shared with Bob")
    copy, made = source.with_name("copy.xlsx"), source.with_name("made.xlsx")
    copy_file(source, copy)
    write_file(made, b"new", like=[source])
    write_file(source, b"new")
    assert os.getxattr(source, "user.note") == os.getxattr(copy, "user.note") == b"shared with Bob"
    assert os.listxattr(made) == []  # it is another file


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_further_people_stay_those(source: Path, way: Callable[..., object]) -> None:
    noted(source, ACL, acl(6, 6))
    made = source.with_name("made.xlsx")
    way(source, made)
    assert os.getxattr(made, ACL) == acl(6, 6) and mode(made) == mode(source) == 0o660
    write_file(source, b"new")
    assert os.getxattr(source, ACL) == acl(6, 6)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_the_people_of_the_folder_do_not_come_to_it(source: Path, way: Callable[..., object]) -> None:
    noted(source.parent, DEFAULT_ACL, acl(6, 6))
    source.chmod(0o640)
    made = source.with_name("made.xlsx")
    way(source, made)
    assert ACL not in os.listxattr(made) and mode(made) == 0o640


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_where_a_list_cannot_be_kept_the_group_gets_nothing(
    source: Path, way: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(source, ACL, acl(6, 6))

    def refused(*given: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "setxattr", refused)
    made = source.with_name("made.xlsx")
    way(source, made)
    assert mode(made) == 0o600  # the bits of the group were the list's limit, not the group's own


def test_files_with_two_lists_are_nobodys_but_the_owners(source: Path) -> None:
    other = source.with_name("b.csv")
    other.write_bytes(b"")
    noted(source, ACL, acl(6, 6))
    noted(other, ACL, acl(4, 4))
    found = least([source, other])
    assert found.mode == 0o600 and not found.attributes and rights_of(source).attributes
