"""What is sent in bodies of a size that Google takes: it refuses more than 10 MB and advises 2."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

Json = dict[str, Any]
Rows = tuple[Json, list[list[Any]]]
MOST = 1_900_000  # bytes
T = TypeVar("T")


def as_json(body: Any) -> bytes:
    """A body as it is sent: without blanks, letters of other scripts as they are, a third of what would go otherwise.

    >>> as_json({"a": ["é", 1]}).decode()
    '{"a":["é",1]}'
    """
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def weight(part: Any) -> int:
    """The bytes that a part of a body takes, with the comma behind it."""
    return len(as_json(part)) + 1


def too_large(part: Any) -> bool:
    """Whether a part of a body is more than one body should take."""
    return weight(part) > MOST


def request_parts(requests: Sequence[Json]) -> list[list[Json]]:
    """Requests in their order, in bodies of a size that is taken; cells of one that is too large are cut by rows."""
    small = [piece for each in requests for piece in (_cut(each) if too_large(each) else [each])]
    return list(portions(small, weight))


def _cut(request: Json) -> Iterator[Json]:
    """A request for cells as several; others cannot be cut."""
    said = request.get("updateCells")
    if not said or "start" not in said:
        yield request
        return
    top = said["start"].get("rowIndex", 0)
    for rows in portions(said["rows"], weight):
        yield {"updateCells": said | {"start": said["start"] | {"rowIndex": top}, "rows": rows}}
        top += len(rows)


def value_parts(blocks: Sequence[Rows]) -> list[list[Rows]]:
    """Blocks of values in bodies of a size that is taken, cut by rows where they are too large."""
    small = [piece for block in blocks for piece in _cut_block(*block)]
    return list(portions(small, lambda block: weight(block[0]) + sum(map(weight, block[1]))))


def _cut_block(place: Json, rows: list[list[Any]]) -> Iterator[Rows]:
    top = place.get("startRowIndex", 0)
    pieces = list(portions(rows, weight))
    if len(pieces) < 2:
        yield place, rows
        return
    for piece in pieces:
        yield place | {"startRowIndex": top, "endRowIndex": top + len(piece)}, piece
        top += len(piece)


def portions(parts: Iterable[T], weigh: Callable[[T], int], most: int = 0) -> Iterator[list[T]]:
    """Neighbours together as long as they are light enough, one that is too heavy alone; most: else that of a body.

    >>> list(portions([2, 2, 9, 1], lambda part: part, 4))
    [[2, 2], [9], [1]]
    """
    whole = most or MOST
    taken, left = list[T](), whole
    for part in parts:
        heavy = weigh(part)
        if taken and heavy > left:
            yield taken
            taken, left = [], whole
        taken.append(part)
        left -= heavy
    if taken:
        yield taken
