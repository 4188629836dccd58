"""Where the cells of a tab stand after people have moved its rows and columns. Pure.

A row is known again by what stands in it, a column by what stands in it in any order, since rows may have been sorted
by then. Words that changed meanwhile leave a line the most alike one.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from winback_sheets.present.cells import Place

from .merge import comparable

Cells = Mapping[Place, Any]
Line = Counter[Any]
# Beyond so many pairs of lines that have all changed, likeness is not looked for.
PAIRS = 100_000


class FollowedMoves(NamedTuple):
    """cells: what is wanted, where its places are now. gone: by its old place what has none any more. over: what people
    typed where something is wanted, by its place, and what had stood there. rows: which row has become which. typed:
    by the old numbers of rows, what people typed in them."""

    cells: dict[Place, Any]
    gone: dict[Place, Any]
    over: dict[Place, tuple[Any, Any]]
    rows: dict[int, int]
    typed: dict[int, dict[Place, Any]]


def follow_moves(wanted: Cells, before: Cells, here: Cells) -> FollowedMoves:
    """What is wanted in some cells of a tab that stood as `before`, of which people have made `here`.

    >>> follow_moves({(1, 0): "Anna"}, {(0, 0): "a", (1, 0): "b"}, {(1, 0): "a", (2, 0): "b"}).cells
    {(2, 0): 'Anna'}
    """
    old, new = ({place: comparable(value) for place, value in cells.items()} for cells in (before, here))
    tall, wide = (max((place[axis] for place in (*wanted, *old)), default=-1) + 1 for axis in (0, 1))
    columns = match_lines(
        lines(((col, value) for (_, col), value in old.items()), wide),
        lines((col, value) for (_, col), value in new.items()),
    )
    back = {there: col for col, there in columns.items()}
    stood = lines(((row, (col, value)) for (row, col), value in old.items()), tall)
    stands = lines((row, (back.get(col), value)) for (row, col), value in new.items())
    known = [_known(line, columns) for line in stood]
    shown = [_known(line, columns) for line in stands]
    rows = match_lines(known, shown)
    copies = doubled_lines(known, shown, set(rows.values()))
    found = FollowedMoves({}, {}, {}, rows, {})
    for (row, col), value in wanted.items():
        there = columns.get(col)
        if row not in rows or there is None:
            found.gone[row, col] = value
            continue
        for place in [(each, there) for each in (rows[row], *copies.get(row, ()))]:
            found.cells[place] = value
            if new.get(place) != old.get((row, col)) and place in here:
                found.over[place] = here[place], before.get((row, col))
    was = {there: row for row, there in rows.items()}
    for (row, col), value in here.items():
        if row in was and new[row, col] != old.get((was[row], back.get(col, -1))):
            found.typed.setdefault(was[row], {})[row, col] = value
    return found


def doubled_lines(old: Sequence[Line], new: Sequence[Line], taken: Collection[int]) -> dict[int, list[int]]:
    """The lines that people have doubled, with their doubles.

    >>> doubled_lines([Counter("ab"), Counter("cd")], [Counter("ab"), Counter("ab"), Counter("cd")], {0, 2})
    {0: [1]}
    """
    first = {frozenset(line.items()): at for at, line in reversed(list(enumerate(old))) if line}
    found: defaultdict[int, list[int]] = defaultdict(list)
    for there, line in enumerate(new):
        at = first.get(frozenset(line.items())) if line and there not in taken else None
        if at is not None:
            found[at].append(there)
    return dict(found)


def _known(line: Line, columns: Mapping[int, int]) -> Line:
    """What stands in a row in columns that are known again."""
    return Counter({item: count for item, count in line.items() if item[0] in columns})


def lines(items: Iterable[tuple[int, Hashable]], least: int = 0) -> list[Line]:
    """What stands in each row, or in each column, however often.

    >>> lines([(0, "a"), (2, "b"), (2, "b")])
    [Counter({'a': 1}), Counter(), Counter({'b': 2})]
    """
    found: defaultdict[int, Line] = defaultdict(Counter)
    for at, item in items:
        found[at][item] += 1
    return [found[at] for at in range(max(least, max(found, default=-1) + 1))]


def match_lines(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Which line has become which: the same one, in order; else the most alike; a blank one goes with the line above.

    >>> match_lines([Counter("ab"), Counter("cd"), Counter()], [Counter("cde"), Counter(), Counter("ab")])
    {0: 2, 1: 0, 2: 1}
    """
    same: defaultdict[frozenset[tuple[Hashable, int]], deque[int]] = defaultdict(deque)
    for there, line in enumerate(new):
        if line:
            same[frozenset(line.items())].append(there)
    found = {}
    for at, line in enumerate(old):
        queue = same.get(frozenset(line.items()))
        if queue:
            found[at] = queue.popleft()
    found |= alike(old, new, found)
    taken = set(found.values())
    for at, line in enumerate(old):
        below = found.get(at - 1, at - 1) + 1
        if not line and not (below < len(new) and new[below]) and below not in taken:
            found[at] = below
            taken.add(below)
    return dict(sorted(found.items()))


def alike(old: Sequence[Line], new: Sequence[Line], known: Mapping[int, int]) -> dict[int, int]:
    """Pairs among the other lines that share at least half of what stands in them, the most alike first."""
    taken = set(known.values())
    ones = [at for at, line in enumerate(old) if line and at not in known]
    others = [there for there, line in enumerate(new) if line and there not in taken]
    if len(ones) * len(others) > PAIRS:
        return {}
    shared = sorted((-(old[at] & new[there]).total(), abs(there - at), at, there) for at in ones for there in others)
    found: dict[int, int] = {}
    for negative, _, at, there in shared:
        least = min(old[at].total(), new[there].total())
        if -negative * 2 >= least and negative and at not in found and there not in taken:
            found[at] = there
            taken.add(there)
    return found
