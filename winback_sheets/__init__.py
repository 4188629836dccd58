"""winback_sheets: your sales ledger in, a win-back programme out, inside the workbook you already have."""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"
__all__ = ["check", "demo", "forget", "guide", "new", "review", "undo", "why"]


def __getattr__(name: str) -> Any:
    """The calls are loaded when first used, so that importing the package stays quick."""
    if name in __all__:
        return getattr(importlib.import_module("winback_sheets.api"), name)
    raise AttributeError(f"module 'winback_sheets' has no attribute '{name}'")
