"""The small difference by which a part as it was can be made again from the part as we left it."""

from __future__ import annotations

import base64
from collections.abc import Sequence

SAMPLE = 32  # bytes that must be the same before a stretch counts as copied
PATIENCE = 4096  # so many bytes without a match, and the rest is kept as it is: searching must not take for ever

Steps = list[list[int] | str]  # [from, length] of the new bytes, or bytes of the old ones in base64


def steps_back(new: bytes, old: bytes) -> Steps:
    """How to make `old` from `new`, where `new` is `old` with pieces put in.

    >>> old = b"<xf id='1'/>" * 4 + b"<xf id='2'/>" * 4
    >>> steps_back(b"<?xml?>" + old + b"<xf id='3'/>", old)
    [[7, 96]]
    """
    steps: Steps = []
    at = ahead = kept = 0  # in old; in new; first byte of old that is not yet in a step
    while at < len(old):
        found = new.find(old[at : at + SAMPLE], ahead) if at - kept < PATIENCE else -1
        length = common_length(new, found, old, at) if found >= 0 else 0
        if found < 0:
            at = at + 1 if at - kept < PATIENCE else len(old)
            continue
        if at > kept:
            steps.append(base64.b64encode(old[kept:at]).decode())
        steps.append([found, length])
        at, ahead = at + length, found + length
        kept = at
    return [*steps, base64.b64encode(old[kept:]).decode()] if kept < len(old) else steps


def common_length(one: bytes, start: int, other: bytes, begin: int) -> int:
    """How many bytes are the same in both from these places on."""
    most = min(len(one) - start, len(other) - begin)
    if one[start : start + most] == other[begin : begin + most]:
        return most
    low, high = 0, most  # the first `low` bytes are the same, the first `high` are not
    while high - low > 1:
        middle = (low + high) // 2
        if one[start + low : start + middle] == other[begin + low : begin + middle]:
            low = middle
        else:
            high = middle
    return low


def taken_back(new: bytes, steps: Sequence[Sequence[int] | str]) -> bytes:
    """The old bytes again.

    >>> new, old = b"<a>12</a>", b"<a>2</a>"
    >>> taken_back(new, steps_back(new, old)) == old
    True
    """
    pieces = (base64.b64decode(s) if isinstance(s, str) else new[s[0] : s[0] + s[1]] for s in steps)
    return b"".join(pieces)
