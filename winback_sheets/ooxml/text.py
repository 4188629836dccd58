"""A part's bytes as text, whatever encoding it is in."""

from __future__ import annotations

from .xml import as_utf8

MARKUP = ("xml", "vmlDrawing")


def text_of(content: bytes) -> str:
    """The part as text; what is no text in its encoding is left out of sight."""
    try:
        return as_utf8(content)[0].decode("utf-8", "replace")
    except (UnicodeError, LookupError):
        return content.decode("latin-1")
