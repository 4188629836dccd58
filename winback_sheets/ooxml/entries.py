"""Entries of a style sheet as values: what they say, whether two say the same, and how they are written."""

from __future__ import annotations

from typing import NamedTuple

from .xml import Node, element


class Tree(NamedTuple):
    """An element without its place: what it says."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Tree, ...]


def tree_of(node: Node) -> Tree:
    """What an element says, apart from where it stands and how its namespace is spelled."""
    return Tree(node.tag, tuple(node.attributes.items()), tuple(map(tree_of, node.children)))


def canonical(tree: Tree) -> Tree:
    """One form for entries that mean the same: order, spelling of numbers, and flags that are off."""
    attributes = sorted((name, spell_value(value)) for name, value in tree.attributes if not is_off(name, value))
    children = [canonical(child) for child in tree.children]
    if tree.tag == "border":
        children = [child for child in children if child.attributes or child.children]
    return Tree(tree.tag, tuple(attributes), tuple(sorted(children)))


def is_off(name: str, value: str) -> bool:
    """Whether an attribute only says its default: `locked` is on unless it is said to be off."""
    return value in ("0", "false") and (
        name.startswith(("apply", "diagonal"))
        or name in ("quotePrefix", "pivotButton", "wrapText", "textRotation", "indent", "shrinkToFit", "xfId")
    )


def spell_value(value: str) -> str:
    """One spelling of a number or colour.

    >>> spell_value("11.0"), spell_value("ffc00000"), spell_value("Calibri")
    ('11', 'FFC00000', 'Calibri')
    """
    if value in ("true", "false"):
        return "1" if value == "true" else "0"
    if value.replace(".", "", 1).isdecimal() and value.isascii():
        return f"{float(value):.15g}" if len(value) < 15 else value
    return value.upper() if len(value) == 8 and not set(value) - set("0123456789abcdefABCDEF") else value


def serialise(tree: Tree, prefix: str) -> bytes:
    """An entry as bytes, its elements spelled with the prefix of the document they go into."""
    # An attribute with a namespace of its own is an application's private note, for which no prefix is known.
    named = {name: value for name, value in tree.attributes if " " not in name}
    if not tree.children:
        return element(prefix + tree.tag, named)
    inside = b"".join(serialise(child, prefix) for child in tree.children)
    return element(prefix + tree.tag, named, "").replace(b"></", b">" + inside + b"</", 1)
