"""Ctrl+C: what is not finished is cleared away, and one sentence says so."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPED = 130  # what shells say of a program that was ended from the keyboard


class Stopped(BaseException):
    """Ctrl+C was pressed. Not Python's own exception, which libraries take for theirs and answer in words of their own."""


@contextmanager
def stopping() -> Iterator[None]:
    """Let Ctrl+C raise Stopped, once: what is cleared away then is not broken off by pressing it again."""

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise Stopped

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:  # in the background nobody's Ctrl+C is meant for us
        yield
        return
    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def folder_is_gone() -> bool:
    """Whether the folder that the command was typed in has been deleted meanwhile."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False
