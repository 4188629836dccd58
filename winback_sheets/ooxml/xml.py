"""XML read for its positions: where each element stands in the bytes, so that nothing else is touched."""

from __future__ import annotations

import codecs
import gc
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from winback_sheets.present.words import say

START_TAG = re.compile(rb"""<[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>""")
DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
DEEPEST = 1_000  # Office's own parts stay below 50
STRICT = "http://purl.oclc.org/ooxml/"
RELATIONSHIPS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    STRICT + "officeDocument/relationships",
)

Edit = tuple[int, int, bytes]  # the bytes from here to there become these


class NotEditable(Exception):
    """The part is XML that Office itself would not open, such as one with a document type."""


@dataclass(slots=True)
class Node:
    """An element: what it is, and where its start tag, its content and its end tag stand in the bytes."""

    tag: str
    namespace: str
    prefix: str  # as spelled in the document, with its colon: "x:" or ""
    attributes: dict[str, str]  # "name", or "namespace name" for those with a prefix
    scope: dict[str, str]  # prefix -> namespace, as far as in force here
    start: int
    inside: int  # first byte after the start tag
    close: int  # first byte of the end tag; equals `end` for <a/>
    end: int
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def child(self, tag: str) -> Node | None:
        """The first child of this name in the element's own namespace."""
        return next(iter(self.all(tag)), None)

    def all(self, tag: str) -> list[Node]:
        """The children of this name in the element's own namespace, in order."""
        return [each for each in self.children if each.tag == tag and each.namespace == self.namespace]

    def relation(self) -> str | None:
        """The value of r:id, whatever prefix stands for r, in either dialect of the standard."""
        named = (f"{uri} id" for uri in RELATIONSHIPS)
        return next((self.attributes[name] for name in named if name in self.attributes), None)


def is_strict(node: Node) -> bool:
    """Whether a document is in the strict dialect of the standard."""
    return node.namespace.startswith(STRICT)


def parse(xml: bytes) -> Node:
    """Read UTF-8 XML into nodes with byte positions; NotEditable or ExpatError where that cannot be done."""
    parser = expat.ParserCreate("utf-8", " ")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    top = Node("", "", "", {}, {}, 0, 0, len(xml), len(xml))
    stack = [top]
    declared: dict[str, str] = {}

    def declare(prefix: str | None, uri: str | None) -> None:
        declared[prefix or ""] = uri or ""

    def open_element(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > DEEPEST:
            raise NotEditable(say("ooxml.nested_too_deeply"))
        uri, tag, prefix = split_name(name)
        start = parser.CurrentByteIndex
        match = START_TAG.match(xml, start)
        if match is None:
            raise NotEditable(say("ooxml.tag_not_found_again"))
        scope = stack[-1].scope
        if declared:
            scope = {**scope, **declared}
            declared.clear()
        named = {" ".join(split_name(key)[:2]) if " " in key else key: value for key, value in attributes.items()}
        inside = match.end()
        node = Node(tag, uri, f"{prefix}:" if prefix else "", named, scope, start, inside, inside, inside)
        stack[-1].children.append(node)
        stack.append(node)

    def close_element(name: str) -> None:
        node = stack.pop()
        if not xml.startswith(b"/>", node.inside - 2):
            node.close = parser.CurrentByteIndex
            node.end = xml.index(b">", node.close) + 1

    def characters(text: str) -> None:
        stack[-1].text += text

    def refuse(*ignored: object) -> None:
        raise NotEditable(say("ooxml.document_type"))

    parser.StartNamespaceDeclHandler = declare
    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    # Hundreds of thousands of nodes and no cycle among them: searching for cycles would take half of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        parser.Parse(xml, True)
    finally:
        if collecting:
            gc.enable()
    return top.children[0]


@lru_cache(4096)
def split_name(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix of a name as expat gives it."""
    parts = name.split(" ")
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def apply_edits(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with these changes made; insertions at one place keep the order in which they were asked for.

    >>> apply_edits(b"<a><b/></a>", [(3, 3, b"<new/>"), (3, 7, b"")])
    b'<a><new/></a>'
    """
    out: list[bytes] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < done:
            raise ValueError(f"two edits overlap at byte {start}")
        out += [xml[done:start], new]
        done = end
    return b"".join([*out, xml[done:]])


def with_attribute(xml: bytes, node: Node, name: str, value: str) -> Edit:
    """The change that gives an element's unprefixed attribute this value, or adds the attribute."""
    tag = xml[node.start : node.inside]
    found = re.search(rb"""\s%s\s*=\s*("[^"]*"|'[^']*')""" % name.encode(), tag)
    new = quote(value).encode()
    if found:
        return node.start + found.start(1), node.start + found.end(1), new
    at = node.inside - (2 if tag.endswith(b"/>") else 1)
    return at, at, b" %s=%s" % (name.encode(), new)


def append_child(xml: bytes, node: Node, content: bytes) -> list[Edit]:
    """The changes that put content at the end of an element, opening <a/> into <a></a> where needed."""
    if not content:
        return []
    if node.close < node.end:
        return [(node.close, node.close, content)]
    name = (node.prefix + node.tag).encode()
    slash = node.inside - 2
    return [(slash, node.inside, b">" + content + b"</" + name + b">")]


def element(name: str, attributes: dict[str, str], text: str | None = None) -> bytes:
    """One new element as bytes."""
    inside = "".join(f" {key}={quote(value)}" for key, value in attributes.items())
    return (f"<{name}{inside}/>" if text is None else f"<{name}{inside}>{escape(text)}</{name}>").encode()


def quote(value: str) -> str:
    """An attribute value between double quotes; line breaks and tabs in it stay what they are."""
    value = escape(value)
    for plain, safe in (('"', "&quot;"), ("\n", "&#10;"), ("\r", "&#13;"), ("\t", "&#9;")):
        value = value.replace(plain, safe)
    return f'"{value}"'


def escape(text: str) -> str:
    """Text as it stands between two tags. The standard library's own loads the whole of its web client.

    >>> escape("a<b & c"), unescape("a&lt;b &amp; &quot;c&quot;")
    ('a&lt;b &amp; c', 'a<b & "c"')
    """
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def unescape(text: str) -> str:
    """The inverse of `escape`, also for the two kinds of quotes."""
    for safe, plain in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(safe, plain)
    return text


def as_utf8(raw: bytes) -> tuple[bytes, str]:
    """A part in UTF-8, and the encoding it came in; UTF-8 parts are given back byte for byte.

    >>> as_utf8("\\ufeff<a/>".encode("utf-16-le"))
    (b'\\xef\\xbb\\xbf<a/>', 'utf-16-le')
    """
    if raw[:2] in (codecs.BOM_UTF16_LE, b"<\0"):
        encoding = "utf-16-le"
    elif raw[:2] in (codecs.BOM_UTF16_BE, b"\0<"):
        encoding = "utf-16-be"
    else:
        declared = DECLARED.match(raw)
        encoding = declared[1].decode().lower() if declared else "utf-8"
        # Some programs write UTF-8 and call it UTF-16; what could be read up to here as ASCII is not.
        if encoding in ("utf8", "utf-16", "utf16", "utf-16le", "utf-16be", "ucs-2", "iso-10646-ucs-2"):
            encoding = "utf-8"
    if encoding == "utf-8":
        return raw, "utf-8"
    return raw.decode(encoding).encode(), encoding


def as_before(xml: bytes, encoding: str) -> bytes:
    """The part in the encoding it came in; characters that encoding lacks become references."""
    return xml if encoding == "utf-8" else xml.decode().encode(encoding, "xmlcharrefreplace")
