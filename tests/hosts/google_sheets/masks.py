"""Field masks: which parts of a message are asked for, or are to be changed."""

from __future__ import annotations

import copy
from typing import Any

Tree = dict[str, Any]


def tree(text: str) -> Tree:
    """A mask as nested dicts; an empty dict means everything below.

    >>> tree("a.b,c(d,e/f)")
    {'a': {'b': {}}, 'c': {'d': {}, 'e': {'f': {}}}}
    """
    whole: Tree = {}
    for path in paths(text):
        node = whole
        for step in path:
            node = node.setdefault(step, {})
    return whole


def paths(text: str) -> list[tuple[str, ...]]:
    """The single paths of a mask, in order; dots and slashes both part steps.

    >>> paths("a(b,c.d),e")
    [('a', 'b'), ('a', 'c', 'd'), ('e',)]
    """
    found: list[tuple[str, ...]] = []
    for part in commas(text):
        head, bracket, rest = part.partition("(")
        steps = tuple(step for step in head.replace("/", ".").strip().split(".") if step)
        if not bracket:
            found.append(steps)
            continue
        inside, _, after = rest.rpartition(")")
        tail = tuple(step for step in after.replace("/", ".").split(".") if step)
        found += [steps + inner + tail for inner in paths(inside)]
    return [path for path in found if path]


def commas(text: str) -> list[str]:
    """The parts between commas that stand outside brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


def kept(mask: Tree, value: Any) -> Any:
    """The parts of an answer a mask asks for; lists are kept whole and masked item by item."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [kept(mask, item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: kept(mask[key], item) for key, item in value.items() if key in mask}


def merged(old: dict[str, Any], new: dict[str, Any], asked: list[tuple[str, ...]]) -> dict[str, Any]:
    """The old message with the parts a mask names replaced by the new; a part the new lacks is removed."""
    if any(path == ("*",) for path in asked):
        return copy.deepcopy(new)
    result = copy.deepcopy(old)
    for path in asked:
        replace(result, new, tuple(step for step in path if step != "*"))
    return result


def replace(target: dict[str, Any], source: dict[str, Any], path: tuple[str, ...]) -> None:
    """Put one part of the source into the target, or remove it there."""
    step, rest = path[0], path[1:]
    given = source.get(step)
    if not rest or not isinstance(given, dict | None):
        if given is None:
            target.pop(step, None)
        else:
            target[step] = copy.deepcopy(given)
        return
    inner = target.setdefault(step, {})
    replace(inner, given or {}, rest)
    if not inner:
        del target[step]
