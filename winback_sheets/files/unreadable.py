"""The one way a host says that a file cannot be read."""

from __future__ import annotations


class Unreadable(Exception):
    """One sentence for the user: what is wrong with this file and what to do next."""


class GivenUp(Unreadable):
    """The quick reader cannot take the file; another may."""
