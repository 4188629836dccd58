"""What the function server does for the Office add-in: it hands out its files, and reviews the workbook that is open."""

from __future__ import annotations

from typing import Any

from winback_sheets.hosts.server.work import AddIn


def files(server: str) -> dict[str, tuple[str, bytes]]:
    """The files of the add-in, by name, and this package for xlwings Lite; none where it only lies in a folder."""
    try:
        from winback_sheets.hosts.excel import office_addin
        from winback_sheets.hosts.excel.wheel import wheel

        name, content = wheel()
    except ImportError:  # a package that was never installed has no metadata
        return {}
    return office_addin.files(server) | {name: ("application/zip", content)}


def review(request: dict[str, Any]) -> dict[str, Any]:
    """The reply to the pane; what reviews is loaded by the first one, so that the server starts quickly."""
    from winback_sheets.hosts.excel.office_review import review_tabs

    return review_tabs(request)


ADDIN = AddIn(files, review)
