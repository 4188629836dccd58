"""Our charts on a tab in which a person has worked: the rows they show are ours, how they look is the person's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .links import made_relations
from .package import Package, content_type, content_types, has, read, relations
from .plumbing import Part
from .xml import as_before, as_utf8

SERIES = re.compile(rb"<((?:[\w.-]+:)?)ser>.*?</\1ser>", re.DOTALL)
TITLE = re.compile(rb"<((?:[\w.-]+:)?)tx>.*?<\1v>([^<]*)</\1v>.*?</\1tx>", re.DOTALL)
VALUE = re.compile(rb"<(?:[\w.-]+:)?(?:f|v)>([^<]*)<")
SHOWN = ("cat", "val")


def charts(package: Package, part: str, made: Mapping[str, Part]) -> list[Part]:
    """The charts of a sheet that show other rows now: each series of ours is known by its title."""
    ours = {title: series for content in made_charts(made, part) for title, series in series_titles(content)}
    kinds = content_types(package)
    found = []
    for chart in chart_parts(package, part) if ours else []:
        xml, encoding = as_utf8(read(package, chart))
        new = SERIES.sub(lambda match: with_rows(match[0], ours), xml)
        if new != xml:
            found.append(Part(chart, as_before(new, encoding), content_type(kinds, chart)))
    return found


def chart_parts(package: Package, part: str) -> Iterator[str]:
    """The charts on a sheet."""
    for drawing in relations(package, part):
        if drawing.type == "drawing" and drawing.part and has(package, drawing.part):
            for each in relations(package, drawing.part):
                if each.type == "chart" and each.part and has(package, each.part):
                    yield each.part


def made_charts(made: Mapping[str, Part], part: str) -> Iterator[bytes]:
    """The charts that come with one of our sheets."""
    drawings = [each.part for each in made_relations(made, part) if each.type == "drawing" and each.part]
    for drawing in drawings:
        for each in made_relations(made, drawing):
            if each.type == "chart" and each.part and each.part in made:
                yield made[each.part].content


def series_titles(chart: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The series of a chart, each with its title."""
    for match in SERIES.finditer(chart):
        title = TITLE.search(match[0])
        if title:
            yield title[2], match[0]


def with_rows(series: bytes, ours: Mapping[bytes, bytes]) -> bytes:
    """A series that shows the rows which ours of the same title shows."""
    title = TITLE.search(series)
    mine = ours.get(title[2]) if title else None
    if mine is None or title is None:
        return series
    for tag in SHOWN:
        old, new = block(series, tag), block(mine, tag)
        if old and new and VALUE.findall(old) != VALUE.findall(new):
            series = series.replace(old, respell(new, title[1]))
    return series


def block(series: bytes, tag: str) -> bytes:
    """The element of a series that says which cells it shows, with what stood in them."""
    match = re.search(rb"<((?:[\w.-]+:)?)%s>.*?</\1%s>" % (tag.encode(), tag.encode()), series, re.DOTALL)
    return match[0] if match else b""


def respell(xml: bytes, prefix: bytes) -> bytes:
    """Elements of a chart with another prefix than ours."""
    return xml if prefix == b"c:" else re.sub(rb"<(/?)c:", rb"<\1" + prefix, xml)
