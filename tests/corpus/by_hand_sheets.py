"""What stands inside a sheet part, written by hand: formulas of all kinds, views, protection, rules of later years."""

from __future__ import annotations

from .package import (
    BOOK,
    DRAWING,
    HEAD,
    KINDS,
    MAIN,
    MICROSOFT,
    SHEET,
    SHEETML,
    Parts,
    add,
    add_sheet,
    declare,
    link,
    put,
    worksheet,
)

X14 = f"{MICROSOFT}/spreadsheetml/2009/9/main"
X14AC = f"{MICROSOFT}/spreadsheetml/2009/9/ac"
XR = f"{MICROSOFT}/spreadsheetml/2014/revision"
XM = f"{MICROSOFT}/excel/2006/main"


def cells(parts: Parts, formulas: str, name: str = "Sums") -> str:
    """A tab with these rows."""
    return add_sheet(parts, name, worksheet(f"<sheetData>{formulas}</sheetData>"))


def shared_formulas(parts: Parts) -> None:
    """One formula for a column, and an array formula of the old kind."""
    rows = '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">Sales!C2*2</f><v>22</v></c></row>'
    rows += "".join(f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/><v>1</v></c></row>' for n in (2, 3))
    cells(parts, rows + '<row r="5"><c r="A5"><f t="array" ref="A5">SUM(Sales!C2:C9*2)</f><v>9</v></c></row>')


def data_table(parts: Parts) -> None:
    """A what-if table with one input cell."""
    rows = '<row r="1"><c r="A1"><v>3</v></c><c r="B1"><f>A1*2</f><v>6</v></c></row>'
    rows += '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f t="dataTable" ref="B2:B3" dt2D="0" dtr="0" r1="A1"/><v>2</v>'
    cells(parts, rows + '</c></row><row r="3"><c r="A3"><v>2</v></c><c r="B3"><v>4</v></c></row>')


def calculation_chain(parts: Parts) -> None:
    """The list of formulas of two tabs."""
    cells(parts, '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1*2</f><v>4</v></c></row>')
    chain = f'<calcChain xmlns="{MAIN}"><c r="B1" i="2"/><c r="A1" i="2"/></calcChain>'
    link(parts, BOOK, "calcChain", add(parts, "xl/calcChain.xml", chain, f"{SHEETML}.calcChain+xml"))


def phonetic_text(parts: Parts) -> None:
    """Japanese with its reading, rich text, and blanks at both ends, as shared strings."""
    item = '<si><t>課きく</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="0" type="Hiragana"/></si>'
    item += (
        '<si><r><rPr><b/><sz val="11"/><rFont val="Georgia"/></rPr><t>bold</t></r><r><t xml:space="preserve"> x </t>'
    )
    text = f'<sst xmlns="{MAIN}" count="2" uniqueCount="2">{item}</r></si></sst>'
    link(parts, BOOK, "sharedStrings", add(parts, "xl/sharedStrings.xml", text, f"{SHEETML}.sharedStrings+xml"))
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    add_sheet(parts, "Texts", worksheet(f'<sheetData>{row}</sheetData><phoneticPr fontId="0" alignment="center"/>'))


def custom_views(parts: Parts) -> None:
    """A view a person has named, of the sheet and of the workbook."""
    guid = "{0A1B2C3D-0000-4000-8000-000000000001}"
    view = f'<customSheetView guid="{guid}" showPageBreaks="1"><pageMargins left="1" right="1" top="1" bottom="1" '
    put(parts, SHEET, f'<customSheetViews>{view}header="1" footer="1"/></customSheetView></customSheetViews>')
    named = f'<customWorkbookView name="Mine" guid="{guid}" windowWidth="900" windowHeight="600" activeSheetId="1"/>'
    put(parts, BOOK, f"<customWorkbookViews>{named}</customWorkbookViews>")


def protected_ranges(parts: Parts) -> None:
    """A protected sheet with ranges for some people, and scenarios."""
    put(
        parts,
        SHEET,
        '<sheetProtection algorithmName="SHA-512" hashValue="AAAA" saltValue="AAAA" spinCount="1" sheet="1"/>',
    )
    put(parts, SHEET, '<protectedRanges><protectedRange sqref="C2:C9" name="Amounts"/></protectedRanges>')
    scenario = '<scenario name="Best" locked="1" count="1" user="Ann"><inputCells r="E1" val="7"/></scenario>'
    put(parts, SHEET, f'<scenarios current="0" show="0">{scenario}</scenarios>')


def sorted_and_filtered(parts: Parts) -> None:
    """A filter with dates in groups, a hidden row and the order somebody chose."""
    group = '<dateGroupItem year="2026" month="6" dateTimeGrouping="month"/>'
    columns = f'<filterColumn colId="1"><filters>{group}</filters></filterColumn>'
    columns += '<filterColumn colId="2"><customFilters and="1"><customFilter operator="greaterThan" val="5"/>'
    columns += "</customFilters></filterColumn>"
    put(parts, SHEET, f'<autoFilter ref="A1:C39">{columns}</autoFilter>')
    put(parts, SHEET, '<sortState ref="A2:C39"><sortCondition descending="1" ref="B2:B39"/></sortState>')
    name = '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Sales!$A$1:$C$39</definedName>'
    put(parts, BOOK, f"<definedNames>{name}</definedNames>")


def small_print(parts: Parts) -> None:
    """Page breaks, watched cells, ignored errors, consolidation, merged cells, header and footer."""
    put(
        parts,
        SHEET,
        '<dataConsolidate function="sum"><dataRefs count="1"><dataRef ref="A1:C9" sheet="Sales"/></dataRefs>'
        "</dataConsolidate>",
    )
    put(parts, SHEET, '<mergeCells count="1"><mergeCell ref="E1:F2"/></mergeCells>')
    put(parts, SHEET, '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>')
    put(
        parts,
        SHEET,
        '<headerFooter differentFirst="1"><oddHeader>&amp;L&amp;"Arial,Bold"Shop</oddHeader></headerFooter>',
    )
    put(parts, SHEET, '<rowBreaks count="1" manualBreakCount="1"><brk id="20" max="16383" man="1"/></rowBreaks>')
    put(parts, SHEET, '<cellWatches><cellWatch r="C2"/></cellWatches>')
    put(parts, SHEET, '<ignoredErrors><ignoredError sqref="A2:A9" numberStoredAsText="1"/></ignoredErrors>')


def x14_rules(parts: Parts) -> None:
    """Icon sets and lists of Excel 2010 that look at other tabs, and a sparkline."""
    cells(parts, '<row r="1"><c r="A1"><v>1</v></c></row>', "Limits")
    bar = '<x14:cfRule type="iconSet" priority="1" id="{0A1B2C3D-0000-4000-8000-000000000002}"><x14:iconSet '
    bar += 'iconSet="3Stars">' + "".join(
        f'<x14:cfvo type="{kind}"><xm:f>{value}</xm:f></x14:cfvo>'
        for kind, value in (("percent", 0), ("percent", 33), ("num", "Limits!$A$1"))
    )
    rule = f"<x14:conditionalFormatting>{bar}</x14:iconSet></x14:cfRule><xm:sqref>C2:C39</xm:sqref>"
    lists = '<x14:dataValidations count="1"><x14:dataValidation type="list" allowBlank="1"><x14:formula1>'
    lists += "<xm:f>Limits!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>E2:E9</xm:sqref></x14:dataValidation>"
    line = '<x14:sparklineGroup displayEmptyCellsAs="gap"><x14:sparklines><x14:sparkline><xm:f>Sales!C2:C9</xm:f>'
    line += "<xm:sqref>F2</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    extensions = (
        (
            "78C0D931-6437-407d-A8EE-F0AAD7539E65",
            f"<x14:conditionalFormattings>{rule}</x14:conditionalFormatting></x14:conditionalFormattings>",
        ),
        ("CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF", f"{lists}</x14:dataValidations>"),
        ("05C60535-1F16-4fd2-B633-F4F36F0B64E0", f"<x14:sparklineGroups>{line}</x14:sparklineGroups>"),
    )
    inside = "".join(f'<ext xmlns:x14="{X14}" uri="{{{uri}}}">{text}</ext>' for uri, text in extensions)
    declare(parts, SHEET, {"xm": XM}, ignorable=False)
    put(parts, SHEET, f"<extLst>{inside}</extLst>")


def later_attributes(parts: Parts) -> None:
    """Attributes of later Excels on old elements, which older ones ignore: revision ids, descents of lines."""
    declare(parts, SHEET, {"x14ac": X14AC, "xr": XR})
    text = str(parts[SHEET]).replace("<worksheet ", '<worksheet xr:uid="{0A1B2C3D-0000-4000-8000-000000000003}" ', 1)
    parts[SHEET] = text.replace('<row r="2"', '<row r="2" x14ac:dyDescent="0.25"')
    put(parts, SHEET, '<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>')


def printer_settings(parts: Parts) -> None:
    """What the printer's driver wrote for a sheet, and a custom property of a sheet."""
    bytes_ = bytes(range(256)) * 4
    part = add(parts, "xl/printerSettings/printerSettings1.bin", bytes_, f"bin={SHEETML}.printerSettings")
    put(parts, SHEET, '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>')
    put(parts, SHEET, f'<pageSetup paperSize="9" r:id="{link(parts, SHEET, "printerSettings", part)}"/>')
    part = add(parts, "xl/customProperty1.bin", b"\1\0\2\0", f"{SHEETML}.customProperty")
    put(
        parts,
        SHEET,
        f'<customProperties><customPr name="CellIDs" r:id="{link(parts, SHEET, "customProperty", part)}"/>'
        "</customProperties>",
    )


def theme(parts: Parts) -> None:
    """Colours and fonts of the firm."""
    names = "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
    colours = "".join(f'<a:{name}><a:srgbClr val="{n:02X}4466"/></a:{name}>' for n, name in enumerate(names.split()))
    font = '<a:latin typeface="Georgia"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill, line = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>', "<a:ln><a:noFill/></a:ln>"
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    text = (
        f'<a:theme xmlns:a="{DRAWING}/main" name="Firm"><a:themeElements><a:clrScheme name="Firm">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Firm"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Firm"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
    link(parts, BOOK, "theme", add(parts, "xl/theme/theme1.xml", HEAD + text, f"{KINDS}.theme+xml"))


def chartsheet(parts: Parts) -> None:
    """A chart that is a tab of its own."""
    chart = (
        f'<c:chartSpace xmlns:c="{DRAWING}/chart"><c:chart><c:plotArea><c:layout/><c:pieChart><c:varyColors val="1"/>'
        '<c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>Sales!$C$2:$C$9</c:f></c:numRef></c:val></c:ser>'
        "</c:pieChart></c:plotArea></c:chart></c:chartSpace>"
    )
    frame = (
        (
            f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main"><xdr:absoluteAnchor>'
            '<xdr:pos x="0" y="0"/><xdr:ext cx="9000000" cy="6000000"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
            '<xdr:cNvPr id="2" name="Chart 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/>'
            '<a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="{0}"><c:chart xmlns:c="{0}" xmlns:r="{1}" '
            'r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>'
        )
        .replace("{0}", f"{DRAWING}/chart")
        .replace("{1}", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
    )
    drawing = add(parts, "xl/drawings/drawing1.xml", frame, f"{KINDS}.drawing+xml")
    link(parts, drawing, "chart", add(parts, "xl/charts/chart1.xml", chart, f"{KINDS}.drawingml.chart+xml"))
    sheet = worksheet('<sheetViews><sheetView workbookViewId="0"/></sheetViews><drawing r:id="rId1"/>')
    part = add_sheet(parts, "Pie", sheet.replace("worksheet", "chartsheet"), "chartsheet")
    link(parts, part, "drawing", drawing)


FEATURES = {
    "shared formulas and an array formula": shared_formulas,
    "a what-if data table": data_table,
    "a calculation chain": calculation_chain,
    "phonetic and rich shared strings": phonetic_text,
    "custom views": custom_views,
    "protected ranges and scenarios": protected_ranges,
    "a filter by month and a sort": sorted_and_filtered,
    "page breaks, watches, ignored errors, consolidation": small_print,
    "x14 rules, lists and sparklines that look at another tab": x14_rules,
    "attributes of later Excels": later_attributes,
    "printer settings and a sheet's custom property": printer_settings,
    "a theme of the firm": theme,
    "a chartsheet": chartsheet,
}
