"""How much the function server takes on, and what it says to who asks for more."""

from __future__ import annotations

from dataclasses import dataclass

MEBI = 2**20
THREADS = "winback-work"


@dataclass(frozen=True)
class Limits:
    """What one request, and all at once, may ask of the server.

    body_bytes, rows (of a range), cells, calls and seconds: of one request. body_seconds: for a request to arrive,
    head_seconds: for its first lines. at_once: requests worked on; waiting: further ones that wait for their turn;
    held_bytes: of all bodies together.
    """

    body_bytes: int = 64 * MEBI
    held_bytes: int = 256 * MEBI
    rows: int = 1_048_576
    cells: int = 4_000_000
    calls: int = 5_000
    seconds: float = 60
    body_seconds: float = 30
    head_seconds: float = 15
    at_once: int = 2
    waiting: int = 64


class RequestRefused(Exception):
    """A request that is not answered: with which HTTP status, the sentence, and after how many seconds to try again.

    ends: what follows on this connection cannot be trusted to be a request of its own.
    """

    def __init__(self, status: int, sentence: str, retry: int | None = None, *, ends: bool = False) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.retry, self.ends = status, sentence, retry, ends


@dataclass
class Traffic:
    """What is going on just now: requests let in, and the bytes of all bodies that are held."""

    inside: int = 0
    held: int = 0
