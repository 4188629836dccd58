"""What a cell opens when it is clicked, as Google takes it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from winback_sheets.ooxml.formulas import unquote_sheet

# Google's help on HYPERLINK names the kinds of links it takes; tel: is none of them, and one refused link would fail
# the whole tab. The phone number stands beside such a cell.
TAKEN = ("https://", "http://", "mailto:")
INTERNAL = re.compile(r"internal:(?P<tab>'(?:[^']|'')+'|[^!]+)!(?P<cell>\$?[A-Z]{1,3}\$?\d+)")


def address(link: str, ids: Mapping[str, int]) -> str:
    """The address a link of ours leads to; "" where Google would not take it. ids: of the tabs, by their titles.

    >>> address("internal:'Ann''s list'!B7", {"Ann's list": 3}), address("tel:+4420", {}), address("mailto:a@b.org", {})
    ('#gid=3&range=B7', '', 'mailto:a@b.org')
    """
    inside = INTERNAL.fullmatch(link)
    if inside:
        tab = unquote_sheet(inside["tab"])
        return f"#gid={ids[tab]}&range={inside['cell']}" if tab in ids else ""
    return link if link.startswith(TAKEN) else ""
