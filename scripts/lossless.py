"""What a workbook has lost when our tabs came: its own parts byte for byte, its plumbing element for element."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote
from xml.etree import ElementTree

TYPES = "[content_types].xml"
TOKEN = re.compile(r"<[^<]*")
# What may be said anew about what stays: where a tab stands, and how many entries a list has.
RENUMBERED = re.compile(r"""\s(?:localSheetId|count|activeTab|firstSheet)\s*=\s*(?:"\d*"|'\d*')""")
BLANKS = re.compile(r"\s*/?>\s*$")
XML_HEAD = re.compile(rb"""^<\?xml[^>]*?encoding=["']([\w-]+)""")


def parts_of(path: Path) -> dict[str, bytes]:
    """The entries of a package that are parts, under the names they are compared by (folders are none)."""
    with zipfile.ZipFile(path) as package:
        return {key(each.orig_filename): package.read(each) for each in package.infolist() if not each.is_dir()}


def key(part: str) -> str:
    """A part's name without regard to case, leading slash, way of slash or percent signs.

    >>> key("/XL\\\\My%20sheet.xml")
    'xl/my sheet.xml'
    """
    return unquote(part).replace("\\", "/").lstrip("/").lower()


def text_of(xml: bytes) -> str:
    """A part as text, by its byte order mark or by what its first line says."""
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if xml.startswith(mark):
            return xml.decode(name)
    if xml[:2] in (b"<\0", b"\0<"):
        return xml.decode("utf-16-le" if xml[:1] == b"<" else "utf-16-be")
    named = XML_HEAD.match(xml)
    return xml.decode(named[1].decode() if named else "utf-8")


def root_of(xml: bytes) -> ElementTree.Element:
    """A part's elements, whatever its encoding."""
    return ElementTree.fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", text_of(xml)))


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def related(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """The relationships of a part (of the package itself for ""): id to kind and part."""
    rels = join(dirname(part), "_rels", basename(part) + ".rels")
    if rels not in parts:
        return {}
    return {
        each.get("Id", ""): (
            local(each.get("Type", "").replace("/", "}")),
            key(normpath(join("/" + dirname(part), each.get("Target", "").replace("\\", "/")))),
        )
        for each in root_of(parts[rels])
        if each.get("TargetMode") != "External"
    }


def plumbing(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that say what a workbook is made of, and what each is called in a sentence."""
    book = next((part for kind, part in related(parts, "").values() if kind == "officeDocument"), "")
    styles = [part for kind, part in related(parts, book).values() if kind == "styles"]
    rels = join(dirname(book), "_rels", basename(book) + ".rels")
    named = {TYPES: "the list of content types", book: "the workbook part", rels: "its relationships"}
    return named | {part: "the styles" for part in styles}


def losses(before: Path, after: Path) -> list[str]:
    """Each thing of the first workbook that the second has no more or has otherwise, a sentence each."""
    old, new = parts_of(before), parts_of(after)
    pipes = plumbing(old)
    found = [f"{part} is gone" for part in old if part not in new and not may_go(old, part)]
    found += [f"{part} has other bytes" for part in old if part in new and part not in pipes and old[part] != new[part]]
    for part, name in pipes.items():
        if part in old and part in new:
            found += [f"{name} lost {token}" for token in lost_tokens(old, part, new[part])]
    return found + lost_tabs(old, new)


def may_go(parts: Mapping[str, bytes], part: str) -> bool:
    """Whether a part is the list of formulas and that list names tabs of ours, which were replaced."""
    return "calcchain" in basename(part) and b"_winback." in b"".join(parts.get(each, b"") for each in plumbing(parts))


def lost_tokens(old: Mapping[str, bytes], part: str, after: bytes) -> Iterator[str]:
    """Tags, with the text behind them, that no longer stand where they stood among the others."""
    pipes = text_of(old[part]), text_of(after)
    before, now = ([BLANKS.sub(">", RENUMBERED.sub("", each)) for each in TOKEN.findall(text)] for text in pipes)
    chain = any("calcchain" in each for each in old) and any(may_go(old, each) for each in old if "calcchain" in each)
    at = 0
    for token in before:
        if chain and "calcchain" in token.lower():
            continue
        try:
            at = now.index(token, at) + 1
        except ValueError:
            yield token[:200]


def tabs_of(parts: Mapping[str, bytes]) -> tuple[list[tuple[tuple[str, str], ...]], set[tuple[str, str, str]], str]:
    """The tabs as their attributes, the names with the tab each belongs to, and the tab that is shown."""
    book = next((part for part, name in plumbing(parts).items() if name == "the workbook part"), "")
    root = root_of(parts[book])
    tabs = [each for each in root.iter() if local(each.tag) == "sheet"]
    listed = [tuple(sorted((local(name), value) for name, value in each.attrib.items())) for each in tabs]
    called = [each.get("name", "") for each in tabs]
    names = set()
    for each in root.iter():
        if local(each.tag) == "definedName":
            at = each.get("localSheetId", "")
            owner = called[int(at)] if at.isdecimal() and int(at) < len(called) else at
            names.add((each.get("name", ""), owner, each.text or ""))
    view = next((each for each in root.iter() if local(each.tag) == "workbookView"), None)
    shown = int(view.get("activeTab", "0")) if view is not None else 0
    return listed, names, called[shown] if shown < len(called) else ""


def lost_tabs(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[str]:
    """Tabs that are gone or in another order, names that mean something else, another tab shown."""
    (tabs, names, shown), (tabs_now, names_now, shown_now) = tabs_of(old), tabs_of(new)
    found = [f"the name {each[0]} of {each[1] or 'the workbook'} is gone" for each in sorted(names - names_now)]
    if [each for each in tabs_now if each in tabs] != tabs:
        found.append("the tabs stand in another order, or one has changed")
    if shown_now != shown:
        found.append(f"the tab shown is {shown_now}, not {shown}")
    return found
