"""What the command line prints; a screen that lacks a letter, is full or closed takes nothing from the work."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import typer

from winback_sheets.present.words import say

# By descriptor, why nothing more can be printed there.
_lost: dict[int, OSError | ValueError] = {}


def prepare_output() -> None:
    """Let every text be printable: a letter that the screen lacks becomes a ?, and a closed output takes all."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            # Otherwise the next file that is opened would be taken for the screen.
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open to the end of the program
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def tell(text: str = "", *, err: bool = False) -> None:
    """Print a line or several; where that fails, the rest is not printed and the work goes on."""
    try:
        typer.echo(text, err=err)
    except (OSError, ValueError) as trouble:
        _give_up(2 if err else 1, trouble)


def exit_code(code: int) -> int:
    """The exit code at the end; where the result could not be printed, that is said and is no success.

    A reader who closed the pipe, as `head` does, has what they wanted.
    """
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError) as trouble:
            _give_up(number, trouble)
    reason = _lost.get(1)
    if reason is None or getattr(reason, "errno", None) == errno.EPIPE:
        return code
    tell(say("commands.not_printed", reason=getattr(reason, "strerror", None) or reason), err=True)
    return code or 1


def _give_up(number: int, trouble: OSError | ValueError) -> None:
    """Remember why, and let what is still to come go nowhere, so that Python does not stumble over it at its end."""
    _lost.setdefault(number, trouble)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def fault_in_words(fault: Exception, written: list[str]) -> str:
    """One sentence on a fault of ours, with what has become of the files that were named."""
    kind = type(fault).__name__
    if written:
        return say("commands.fault_after_writing", kind=kind, fault=fault, names=[Path(word).name for word in written])
    return say("commands.fault_of_ours", kind=kind, fault=fault)
