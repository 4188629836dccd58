"""The firm that many requirements share, reviewed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from persons_firm import AS_OF, Row, firm, reviewed, write

Reviewed = Callable[..., Workbook]


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The firm with every tab, as of 31 October 2024."""
    return reviewed(write(tmp_path_factory.mktemp("firm") / "firm.xlsx", firm()))


@pytest.fixture
def of_tabs(tmp_path: Path) -> Reviewed:
    """Reviews a workbook of these tabs."""

    def made(tabs: Mapping[str, Sequence[Row]], *, as_of: date = AS_OF) -> Workbook:
        return reviewed(write(tmp_path / "shop.xlsx", tabs), as_of=as_of)

    return made
