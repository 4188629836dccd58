"""The elements of some names in a part, found in one pass: time grows with the length, whatever is left unclosed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import AnyStr, Generic, NamedTuple, cast


class Element(NamedTuple, Generic[AnyStr]):
    """Where an element and its content stand, and what is in it as written: the prefix has its colon."""

    start: int
    end: int
    content_at: int
    prefix: AnyStr
    attributes: AnyStr
    inner: AnyStr


def elements(xml: AnyStr, *names: str) -> Iterator[Element[AnyStr]]:
    """The elements of these names in order; of one inside another of its name the inner one, and none that stays open.

    >>> [each.inner for each in elements("<si><t>a</t></si><si/><si>", "si")]
    ['<t>a</t>', '']
    """
    nothing = xml[:0]
    opened: re.Match[AnyStr] | None = None
    tags = cast("re.Pattern[AnyStr]", _tags(isinstance(xml, bytes), names))
    for tag in tags.finditer(xml):
        closing, prefix, name, attributes, alone = tag.groups(nothing)
        if alone and not opened:
            yield Element(tag.start(), tag.end(), tag.end(), prefix, attributes, nothing)
        elif not closing and not alone:
            opened = tag
        elif closing and opened and opened[3] == name and opened[2] == prefix:
            inner = xml[opened.end() : tag.start()]
            yield Element(opened.start(), tag.end(), opened.end(), prefix, opened[4] or nothing, inner)
            opened = None


@cache
def _tags(in_bytes: bool, names: tuple[str, ...]) -> re.Pattern[str] | re.Pattern[bytes]:
    # Possessive, and never past the next tag: an end that is missing is not looked for again and again.
    found = rf"<(/)?((?:[\w.-]++:)?+)({'|'.join(names)})((?:\s[^<>]*?)?)(/)?>"
    return re.compile(found.encode()) if in_bytes else re.compile(found)
