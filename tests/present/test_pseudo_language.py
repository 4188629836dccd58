"""A language that is English in brackets: what stands in a tab without them comes from the code, not the catalogue."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from winback_sheets.hosts.workbook.opening import named_tabs
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.present import reports, words
from winback_sheets.present.cells import blocks
from winback_sheets.present.page import Page
from winback_sheets.schema.inputs import SETTINGS
from winback_sheets.schema.results import RESULTS

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks"
LEDGERS = {
    "demo": (WORKBOOKS / "winback-demo.xlsx", pd.Timestamp("2026-11-02")),
    "hairdresser": (WORKBOOKS / "stories/hairdresser.xlsx", pd.Timestamp("2026-11-29")),
    "g1": (WORKBOOKS / "stories/g1-a-month-later.xlsx", pd.Timestamp("2026-11-29")),
}
XX = "xx"


class Exempt(NamedTuple):
    """Columns of lists whose texts are the same in every language: list and column, "" for any list, and why."""

    listing: str
    columns: tuple[str, ...]
    reason: str


EXEMPT = (
    Exempt(
        "", ("customer", "name", "phone", "caller", "names", "own_segment"), "names and numbers as the owner has them"
    ),
    Exempt("", ("period", "cycle", "cohort"), "labels of periods: 2026-10, 2026 Q3"),
    Exempt("winback_lost_customers", ("reason",), "the reason in the owner's records"),
    Exempt("winback_lost_customers", ("tier",), "A, B and C"),
    Exempt("winback_history", ("kind",), "the key of a kind of business, by which lines are found again"),
    Exempt("winback_conventions", ("convention",), "names of conventions, as the formula takes them"),
    Exempt("winback_settings", ("key", "default"), "keys and values of settings, as a person types them"),
    Exempt("winback_data_check", ("tab", "column", "where"), "names in the owner's workbook, and addresses"),
    Exempt("winback_data_rows", ("tab", "cell", "value"), "what stands in the owner's workbook, and where"),
    Exempt("winback_segments", ("score",), "digits"),
)
# Labels of periods, and how many of them a cohort is old.
LABEL = re.compile(r"^(\d{4}(-\d\d| Q\d)|\d+)$")
# The pages without a word for a reader: what is remembered in the hidden tab.
UNREAD = ("state",)


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    real, locale = words.texts, words._locale

    def texts(language: str, area: str) -> Mapping[str, str]:
        known = real("en", area)
        return {key: f"⟦{text}⟧" for key, text in known.items()} if language == XX else known

    monkeypatch.setattr(words, "texts", texts)
    monkeypatch.setattr(words, "languages", lambda: ["en", XX])
    monkeypatch.setattr(words, "_locale", lambda language: locale("en"))
    words._template.cache_clear()
    with words.speaking(XX):
        yield
    words._template.cache_clear()


def outside(text: str) -> str:
    """What of a text stands in no brackets, without what only parts sentences.

    >>> outside("⟦a ⟦b⟧⟧; ⟦c⟧ and d")
    'andd'
    """
    while "⟦" in text:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
        if shorter == text:
            break
        text = shorter
    return re.sub(r"[\s;·/:,]+", "", text)


def said_by_code(page: Page) -> Iterator[str]:
    """The texts of a page that are not of the catalogue."""
    table = next((each for each in (*RESULTS, SETTINGS) if each.key == page.key), None)
    titles = {each.title for each in (*RESULTS, SETTINGS)} | {
        c.heading for t in (*RESULTS, SETTINGS) for c in t.columns
    }
    own = {c.heading for c in table.columns} if table else set()
    for cell in page.cells:
        looked_up = cell.formula and "HYPERLINK" not in cell.formula  # what stands in another cell
        named = cell.style in ("call_name", "typed_cell") or looked_up or cell.value in titles
        if isinstance(cell.value, str) and not named and outside(LABEL.sub("", cell.value)):
            yield f"{page.key} {cell.row},{cell.col}: {cell.value}"
    for text in [text for chart in page.charts for text in (chart.title, *(title for title, _, _ in chart.series))]:
        if outside(text):
            yield f"{page.key} chart: {text}"
    for listing in page.lists:
        free = {key for each in EXEMPT if each.listing in ("", listing.name) for key in each.columns}
        for block in blocks(listing):
            heading = str(block.heading.value)
            if heading not in own and outside(LABEL.sub("", heading)):
                yield f"{listing.name}: {heading}"
            if block.column.key in free or block.owner == "person":
                continue
            for value in block.values.dropna().unique():
                if isinstance(value, str) and outside(value):
                    yield f"{listing.name} {block.column.key}: {value}"


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("name", LEDGERS)
def test_every_text_of_every_tab_is_of_the_catalogue(name: str, tmp_path: Path) -> None:
    source, run_day = LEDGERS[name]
    book = tmp_path / source.name
    shutil.copy(source, book)
    book.chmod(0o644)
    result = review_file(book, run_day=run_day)
    assert [text for page in result.pages if page.key not in UNREAD for text in said_by_code(page)] == []
    # Our tabs are known again in that language, and nothing has changed.
    assert set(named_tabs(result.target).values()) >= {page.key for page in result.pages} & set(reports.keyed())
    again = review_file(result.target, run_day=run_day)
    assert not again.changed
    assert [page.over for page in again.pages if page.over] == []


def test_brackets_are_looked_into() -> None:
    assert outside("⟦a ⟦b⟧⟧; ⟦c⟧ and d") == "andd"
    assert outside("⟦a ⟦b⟧ c⟧ ⟦d⟧") == ""
