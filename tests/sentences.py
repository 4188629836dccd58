"""Where the package's own Python holds English: read from the code, for the tests of the catalogue and of the rooms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# Two words with a blank between them; one word alone may be a key, a name or a unit.
TWO_WORDS = re.compile(r"[A-Za-z]{2,}[,.:;!?]* +[A-Za-z]{2,}")


class Call(NamedTuple):
    """A sentence that the code asks for: its key, the names of its fields (None: not written out), and where."""

    key: str
    fields: frozenset[str] | None
    where: str


def docstrings(tree: ast.AST) -> set[int]:
    """The nodes that are docstrings, by identity; a text alone on its line counts as one."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, (ast.Constant, ast.JoinedStr))
    }


def english(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each text of two or more words in the code, with its line; an f-string as one text with {} for its fields."""
    aside = docstrings(tree)
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in aside:
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside | inner:
            text = node.value
        else:
            continue
        if TWO_WORDS.search(text):
            yield node.lineno, text


def calls(path: Path) -> Iterator[Call]:
    """Every `say("area.key", field=...)` and `Message("area.key", {"field": ...})` of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        key = node.args[0].value
        if not (isinstance(key, str) and re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", key)):
            continue
        if name == "say":
            fields = frozenset(word.arg for word in node.keywords if word.arg)
            whole = all(word.arg for word in node.keywords)
        elif name == "Message":
            given = node.args[1] if len(node.args) > 1 else ast.Dict([], [])
            keys = given.keys if isinstance(given, ast.Dict) else [None]
            whole = all(isinstance(each, ast.Constant) for each in keys)
            fields = frozenset(each.value for each in keys if isinstance(each, ast.Constant))
        else:
            continue
        yield Call(key, fields if whole else None, f"{path.name}:{node.lineno}")
