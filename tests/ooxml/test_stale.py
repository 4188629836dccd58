"""What Excel must read or compute anew once a tab of ours has other figures, and what must be left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from ooxml.packages_by_hand import (
    CONTENT_TYPES,
    KINDS,
    OFFICE,
    PLAIN,
    RELS,
    SHEET,
    TABS,
    TRANSITIONAL,
    WORKBOOK,
    ours,
    packed,
    parts,
    replaced,
)

from winback_sheets.ooxml.graft import graft

CACHE = "xl/pivotCache/pivotCacheDefinition1.xml"


def with_formula(formula: str, content=PLAIN) -> dict[str, str]:
    """The plain package with a formula on the user's tab."""
    return {**content, SHEET: content[SHEET].replace('<c r="A1" s="1">', f'<c r="A1" s="1"><f>{formula}</f>')}


def computed_anew(path: Path) -> bool:
    """Whether Excel is told to compute all formulas on opening."""
    return any(b'fullCalcOnLoad="1"' in data for name, data in parts(path).items() if name.endswith("workbook.xml"))


NOT_READ = {
    "a sum of its own": "SUM(A2:A9)",
    "a text that names the tab": '"see Churn"',
    "a tab of a like name": "Churning!A1",
    "a tab whose name ends alike": "'App Churn'!A1",
    "a tab of that name in another workbook": "'[1]Churn'!A1+[1]Churn!A2",
}
READ = {
    "a cell of ours": "Churn!A1*2",
    "a cell of ours, in other letters and quotes": "SUM('CHURN'!$A$1:$B$3)",
    "a table of ours": "SUM(Months[Column1])",
    "all tabs up to ours": "SUM(Sales:Churn!A1)",
    "an address": "INDIRECT(&quot;Churn!A&quot;&amp;1)",
}


@pytest.mark.parametrize("formula", NOT_READ.values(), ids=NOT_READ.keys())
def test_formulas_that_do_not_read_ours_are_not_computed_anew(tmp_path: Path, formula: str) -> None:
    path = packed(tmp_path / "shop.xlsx", with_formula(formula))
    graft(path, ours(), path, TABS)
    graft(path, ours("40 %"), path, TABS)
    assert not computed_anew(path)


@pytest.mark.parametrize("formula", READ.values(), ids=READ.keys())
def test_formulas_that_read_ours_are_computed_anew_once_our_figures_change(tmp_path: Path, formula: str) -> None:
    path = packed(tmp_path / "shop.xlsx", with_formula(formula))
    sheet = parts(path)[SHEET]
    graft(path, ours(), path, TABS)
    assert graft(path, ours(), path, TABS) is False and not computed_anew(path)  # nothing has changed
    graft(path, ours("40 %"), path, TABS)
    assert computed_anew(path) and parts(path)[SHEET] == sheet
    assert graft(path, ours("40 %"), path, TABS) is False


def test_a_formula_that_reads_ours_through_a_name_of_the_user_is_computed_anew(tmp_path: Path) -> None:
    name = "<definedNames><definedName name='Rate'>Churn!$A$1</definedName></definedNames><calcPr"
    path = packed(tmp_path / "shop.xlsx", with_formula("Rate*2", replaced(WORKBOOK, "<calcPr", name)))
    graft(path, ours(), path, TABS)
    graft(path, ours("40 %"), path, TABS)
    assert computed_anew(path)


def test_a_sheet_in_another_encoding_is_read_as_well_and_a_missing_setting_is_put_in_its_place(tmp_path: Path) -> None:
    content = {**with_formula("Churn!A1"), WORKBOOK: PLAIN[WORKBOOK].replace('<calcPr calcId="1"/>', "")}
    path = packed(tmp_path / "shop.xlsx", {**content, SHEET: b"\xff\xfe" + content[SHEET].encode("utf-16-le")})
    graft(path, ours(), path, TABS)
    graft(path, ours("40 %"), path, TABS)
    workbook = parts(path)[WORKBOOK]
    assert b'</definedNames><calcPr fullCalcOnLoad="1"/>' in workbook


def test_a_tab_the_chain_does_not_list_has_no_formulas_and_is_not_read(tmp_path: Path) -> None:
    link = f'<Relationship Id="rId9" Type="{OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>'
    kind = f'<Override PartName="/xl/calcChain.xml" ContentType="{KINDS}.calcChain+xml"/></Types>'
    content = replaced(
        CONTENT_TYPES, "</Types>", kind, replaced(RELS, "</Relationships>", link, with_formula("Churn!A1"))
    )
    for listed, expected in (("4", True), ("77", False)):
        chain = f'<calcChain xmlns="{TRANSITIONAL}"><c r="A1" i="{listed}"/></calcChain>'
        path = packed(tmp_path / f"{listed}.xlsx", {**content, "xl/calcChain.xml": chain})
        graft(path, ours(), path, TABS)
        graft(path, ours("40 %"), path, TABS)
        assert computed_anew(path) is expected
        assert parts(path)["xl/calcChain.xml"].decode() == chain  # it names no tab of ours


def pivoted(source: str) -> dict[str, str]:
    """The plain package with a pivot cache that takes its rows from here."""
    cache = f'<pivotCacheDefinition xmlns="{TRANSITIONAL}" r:id="rId1" xmlns:r="{OFFICE}" refreshedBy="Ann">'
    cache += f'<cacheSource type="worksheet"><worksheetSource {source}/></cacheSource></pivotCacheDefinition>'
    kind = f'<Override PartName="/{CACHE}" ContentType="{KINDS}.pivotCacheDefinition+xml"/></Types>'
    return {**replaced(CONTENT_TYPES, "</Types>", kind), CACHE: cache}


PIVOTS = {
    "rows of the user's own tab": ('ref="A1:B9" sheet="Sales"', False),
    "rows of another workbook's tab of that name": (f'ref="A1:B9" sheet="Churn" xmlns:q="{OFFICE}" q:id="rId7"', False),
    "rows of a tab of ours": ('ref="A1:B9" sheet="Churn"', True),
    "a table of ours": ('name="Months"', True),
}


@pytest.mark.parametrize(("source", "stale"), PIVOTS.values(), ids=PIVOTS.keys())
def test_a_pivot_table_of_the_user_is_read_anew_only_where_its_rows_are_ours(
    tmp_path: Path, source: str, stale: bool
) -> None:
    path = packed(tmp_path / "shop.xlsx", pivoted(source))
    graft(path, ours(), path, TABS)
    assert parts(path)[CACHE].decode() == pivoted(source)[CACHE]  # nothing was stale yet
    graft(path, ours("40 %"), path, TABS)
    after = parts(path)[CACHE].decode()
    assert after == (
        pivoted(source)[CACHE].replace('"Ann"', '"Ann" refreshOnLoad="1"') if stale else pivoted(source)[CACHE]
    )
    assert graft(path, ours("40 %"), path, TABS) is False
