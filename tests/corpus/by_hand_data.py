"""Where data comes from and how it is summed up, written by hand: pivots, slicers, queries, links, rich values."""

from __future__ import annotations

from .by_hand_objects import BOX, DOT, drawing, frame
from .package import (
    BOOK,
    MAIN,
    MC,
    MICROSOFT,
    OFFICE,
    SHEET,
    SHEETML,
    Parts,
    add,
    add_sheet,
    link,
    put,
    worksheet,
)

X14 = f"{MICROSOFT}/spreadsheetml/2009/9/main"
X15 = f"{MICROSOFT}/spreadsheetml/2010/11/main"
RICH = f"{MICROSOFT}/spreadsheetml/2017/richdata"
RICH2 = f"{MICROSOFT}/spreadsheetml/2017/richdata2"
BAG = f"{MICROSOFT}/spreadsheetml/2022/featurepropertybag"
KEY = '<key name="_Self"><flag name="ExcludeFromFile" value="1"/></key>'
SLICERS = "{A8765BA9-456A-4dab-B4F3-ACF838C121DE}"
SLICER_CACHES = "{BBE1A952-AA13-448e-AADC-164F8A28A991}"
TIMELINES = "{7E03D99C-DC04-49d9-9315-930204A7B6E9}"
TIMELINE_CACHES = "{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}"


def extension(parts: Parts, part: str, uri: str, inside: str) -> None:
    """Put something of a later Excel into a part's list of extensions, the first time with the list."""
    ext = f'<ext uri="{uri}" xmlns:x14="{X14}" xmlns:x15="{X15}">{inside}</ext>'
    put(parts, part, f"<extLst>{ext}</extLst>")


def pivot_table(parts: Parts) -> None:
    """A pivot table over the ledger with its cache and records."""
    names = ("Customer", "Date", "Amount")
    shared = {"Customer": '<sharedItems count="2"><s v="Ann"/><s v="Ben"/></sharedItems>'}
    fields = "".join(
        f'<cacheField name="{n}" numFmtId="0">{shared.get(n, "<sharedItems/>")}</cacheField>' for n in names
    )
    text = f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rId1" refreshedBy="Ann" recordCount="1">'
    text += '<cacheSource type="worksheet"><worksheetSource ref="A1:C39" sheet="Sales"/></cacheSource>'
    text += f'<cacheFields count="3">{fields}</cacheFields></pivotCacheDefinition>'
    cache = add(parts, "xl/pivotCache/pivotCacheDefinition1.xml", text, f"{SHEETML}.pivotCacheDefinition+xml")
    record = '<r><x v="0"/><d v="2026-01-03T00:00:00"/><n v="11"/></r>'
    text = f'<pivotCacheRecords xmlns="{MAIN}" count="1">{record}</pivotCacheRecords>'
    records = add(parts, "xl/pivotCache/pivotCacheRecords1.xml", text, f"{SHEETML}.pivotCacheRecords+xml")
    link(parts, cache, "pivotCacheRecords", records)
    put(
        parts,
        BOOK,
        f'<pivotCaches><pivotCache cacheId="7" r:id="{link(parts, BOOK, "pivotCacheDefinition", cache)}"/>'
        "</pivotCaches>",
    )
    text = f'<pivotTableDefinition xmlns="{MAIN}" name="Pivot1" cacheId="7" dataCaption="Values">'
    text += '<location ref="A3:B6" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="3">'
    text += (
        '<pivotField axis="axisRow" showAll="0"><items count="3"><item x="0"/><item x="1"/><item t="default"/></items>'
    )
    text += '</pivotField><pivotField showAll="0"/><pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1">'
    text += '<field x="0"/></rowFields><dataFields count="1"><dataField name="Sum" fld="2"/></dataFields>'
    table = add(parts, "xl/pivotTables/pivotTable1.xml", text + "</pivotTableDefinition>", f"{SHEETML}.pivotTable+xml")
    link(parts, table, "pivotCacheDefinition", cache)
    sheet = add_sheet(parts, "Summary", worksheet('<sheetData><row r="3"><c r="A3"><v>1</v></c></row></sheetData>'))
    link(parts, sheet, "pivotTable", table)


def slicer(parts: Parts) -> None:
    """A slicer of that pivot table."""
    pivot_table(parts)
    choice = frame(
        f"{MICROSOFT}/drawing/2010/slicer", f'<sle:slicer xmlns:sle="{MICROSOFT}/drawing/2010/slicer" name="Who"/>'
    )
    drawing(
        parts,
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:a14="{MICROSOFT}/drawing/2010/main" '
        f'Requires="a14">{choice}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>',
    )
    text = f'<slicers xmlns="{X14}"><slicer name="Who" cache="Slicer_Customer" caption="Who" rowHeight="241300"/></slicers>'
    part = add(parts, "xl/slicers/slicer1.xml", text, "application/vnd.ms-excel.slicer+xml")
    id = link(parts, SHEET, f"{MICROSOFT}/2007/relationships/slicer", part)
    extension(parts, SHEET, SLICERS, f'<x14:slicerList><x14:slicer r:id="{id}"/></x14:slicerList>')
    text = f'<slicerCacheDefinition xmlns="{X14}" name="Slicer_Customer" sourceName="Customer"><pivotTables>'
    text += '<pivotTable tabId="2" name="Pivot1"/></pivotTables><data><tabular pivotCacheId="7"><items count="2">'
    text += '<i x="0" s="1"/><i x="1" s="1"/></items></tabular></data></slicerCacheDefinition>'
    part = add(parts, "xl/slicerCaches/slicerCache1.xml", text, "application/vnd.ms-excel.slicerCache+xml")
    id = link(parts, BOOK, f"{MICROSOFT}/2007/relationships/slicerCache", part)
    put(parts, BOOK, '<definedNames><definedName name="Slicer_Customer">#N/A</definedName></definedNames>')
    extension(parts, BOOK, SLICER_CACHES, f'<x14:slicerCaches><x14:slicerCache r:id="{id}"/></x14:slicerCaches>')


def timeline(parts: Parts) -> None:
    """A timeline of a pivot table."""
    pivot_table(parts)
    text = f'<timelines xmlns="{X15}"><timeline name="When" cache="Timeline_Date" caption="When" level="2" '
    text += 'selectionLevel="2"/></timelines>'
    part = add(parts, "xl/timelines/timeline1.xml", text, "application/vnd.ms-excel.timeline+xml")
    id = link(parts, SHEET, f"{MICROSOFT}/2011/relationships/timeline", part)
    extension(parts, SHEET, TIMELINES, f'<x15:timelineRefs><x15:timelineRef r:id="{id}"/></x15:timelineRefs>')
    text = f'<timelineCacheDefinition xmlns="{X15}" name="Timeline_Date" sourceName="Date"><pivotTables>'
    text += (
        '<pivotTable tabId="2" name="Pivot1"/></pivotTables><state minimalRefreshVersion="6" lastRefreshVersion="6" '
    )
    text += (
        'pivotCacheId="7" filterType="unknown"><bounds startDate="2026-01-01T00:00:00" endDate="2027-01-01T00:00:00"/>'
    )
    text += "</state></timelineCacheDefinition>"
    part = add(parts, "xl/timelineCaches/timelineCache1.xml", text, "application/vnd.ms-excel.timelineCache+xml")
    id = link(parts, BOOK, f"{MICROSOFT}/2011/relationships/timelineCache", part)
    inside = f'<x15:timelineCacheRefs><x15:timelineCacheRef r:id="{id}"/></x15:timelineCacheRefs>'
    extension(parts, BOOK, TIMELINE_CACHES, inside)


def query_table(parts: Parts) -> None:
    """A connection to a text file, the table it fills, and the query between them."""
    text = f'<connections xmlns="{MAIN}"><connection id="1" name="sales" type="6" refreshedVersion="6" background="1" '
    text += 'saveData="1"><textPr codePage="65001" sourceFile="C:\\sales.csv" comma="1"><textFields><textField/>'
    text += "</textFields></textPr></connection></connections>"
    link(parts, BOOK, "connections", add(parts, "xl/connections.xml", text, f"{SHEETML}.connections+xml"))
    fields = '<queryTableFields count="1"><queryTableField id="1" name="sum" tableColumnId="1"/></queryTableFields>'
    text = f'<queryTable xmlns="{MAIN}" name="sales" connectionId="1"><queryTableRefresh nextId="2">{fields}'
    text += "</queryTableRefresh></queryTable>"
    query = add(parts, "xl/queryTables/queryTable1.xml", text, f"{SHEETML}.queryTable+xml")
    columns = (
        '<tableColumns count="1"><tableColumn id="1" uniqueName="1" name="sum" queryTableFieldId="1"/></tableColumns>'
    )
    text = f'<table xmlns="{MAIN}" id="3" name="Lost" displayName="Lost" ref="A1:A2" tableType="queryTable" '
    text += f'totalsRowShown="0"><autoFilter ref="A1:A2"/>{columns}</table>'
    table = add(parts, "xl/tables/table1.xml", text, f"{SHEETML}.table+xml")
    link(parts, table, "queryTable", query)
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>sum</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    end = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    link(parts, add_sheet(parts, "Query", worksheet(f"<sheetData>{rows}</sheetData>{end}")), "table", table)


def external_links(parts: Parts) -> None:
    """Links to another workbook and to another program, and a name that uses one."""
    text = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="rId1"><sheetNames><sheetName val="2025"/>'
    )
    text += (
        '</sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>7</v></cell></row></sheetData>'
    )
    kind = f"{SHEETML}.externalLink+xml"
    text += "</sheetDataSet></externalBook></externalLink>"
    first = add(parts, "xl/externalLinks/externalLink1.xml", text, kind)
    link(parts, first, "externalLinkPath", "file:///C:/old%20shop.xlsx", outside=True)
    text = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="quotes" ddeTopic="all"><ddeItems><ddeItem name="x"/>'
    second = add(parts, "xl/externalLinks/externalLink2.xml", text + "</ddeItems></ddeLink></externalLink>", kind)
    ids = (link(parts, BOOK, "externalLink", each) for each in (first, second))
    both = "".join(f'<externalReference r:id="{id}"/>' for id in ids)
    put(parts, BOOK, f"<externalReferences>{both}</externalReferences>")
    put(parts, BOOK, "<definedNames><definedName name=\"OldTotal\">'[1]2025'!$A$1</definedName></definedNames>")
    add_sheet(
        parts, "Links", worksheet('<sheetData><row r="1"><c r="A1"><f>\'[1]2025\'!A1</f><v>7</v></c></row></sheetData>')
    )


def xml_map(parts: Parts) -> None:
    """A map of an XML file and a cell it fills."""
    schema = (
        '<Schema ID="S1"><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="total"/></xs:schema>'
    )
    text = f'<MapInfo xmlns="{MAIN}" SelectionNamespaces="">{schema}</Schema><Map ID="1" Name="m" RootElement="total" '
    text += 'SchemaID="S1" ShowImportExportValidationErrors="0" AutoFit="1" Append="0" PreserveSortAFLayout="1" '
    part = add(parts, "xl/xmlMaps.xml", text + 'PreserveFormat="1"/></MapInfo>', "")
    link(parts, BOOK, "xmlMaps", part)
    cell = '<singleXmlCell id="1" r="H1" connectionId="0"><xmlCellPr id="1" uniqueName="total"><xmlPr mapId="1" '
    text = f'<singleXmlCells xmlns="{MAIN}">{cell}xpath="/total" xmlDataType="string"/></xmlCellPr></singleXmlCell>'
    part = add(parts, "xl/tables/tableSingleCells1.xml", text + "</singleXmlCells>", f"{SHEETML}.tableSingleCells+xml")
    link(parts, SHEET, "tableSingleCells", part)


def data_model(parts: Parts) -> None:
    """A data model, and the queries behind it as custom XML."""
    part = add(parts, "xl/model/item.data", bytes(range(200)), f"data={SHEETML}.model+data")
    link(parts, BOOK, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/powerPivotData", part)
    table = '<x15:modelTables><x15:modelTable id="t" name="Sales" connection="c"/></x15:modelTables>'
    extension(parts, BOOK, "{FCE2AD5D-F65C-4FA6-A056-5C36A1767C68}", f"<x15:dataModel>{table}</x15:dataModel>")
    text = '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AAAA</DataMashup>'
    part = add(parts, "customXml/item1.xml", '<?xml version="1.0" encoding="utf-8"?>' + text)
    link(parts, BOOK, "customXml", part)


def dynamic_array(parts: Parts) -> None:
    """A formula that spills, with the metadata that says so."""
    kind = '<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" '
    kind += 'splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>'
    text = f'<metadata xmlns="{MAIN}" xmlns:xda="{MICROSOFT}/spreadsheetml/2017/dynamicarray"><metadataTypes count="1">'
    text += f'{kind}</metadataTypes><futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{{bdbb8cdc-fa1e-496e-'
    text += 'a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk>'
    text += '</futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
    part = add(parts, "xl/metadata.xml", text, f"{SHEETML}.sheetMetadata+xml")
    link(parts, BOOK, "sheetMetadata", part)
    rows = '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A2">_xlfn.SEQUENCE(2)</f><v>1</v></c></row>'
    add_sheet(parts, "Spill", worksheet(f'<sheetData>{rows}<row r="2"><c r="A2"><v>2</v></c></row></sheetData>'))


def picture_in_cell(parts: Parts) -> None:
    """A picture as a cell's value: metadata, rich values, their structure, and the picture."""
    text = f'<metadata xmlns="{MAIN}" xmlns:xlrd="{RICH}"><metadataTypes count="1"><metadataType name="XLRICHVALUE" '
    text += (
        'minSupportedVersion="120000"/></metadataTypes><futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext '
    )
    text += 'uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}"><xlrd:rvb i="0"/></ext></extLst></bk></futureMetadata>'
    text += '<valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>'
    link(parts, BOOK, "sheetMetadata", add(parts, "xl/metadata.xml", text, f"{SHEETML}.sheetMetadata+xml"))
    keys = '<k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/>'
    made = {
        "rdrichvalue": (f'<rvData xmlns="{RICH}" count="1"><rv s="0"><v>0</v><v>5</v></rv></rvData>', "rdRichValue"),
        "rdrichvaluestructure": (
            f'<rvStructures xmlns="{RICH}" count="1"><s t="_localImage">{keys}</s></rvStructures>',
            "rdRichValueStructure",
        ),
        "rdRichValueTypes": (
            f'<rvTypesInfo xmlns="{RICH2}"><global><keyFlags>{KEY}</keyFlags></global></rvTypesInfo>',
            "rdRichValueTypes",
        ),
        "richValueRel": (
            f'<richValueRels xmlns="{MICROSOFT}/spreadsheetml/2022/richvaluerel" xmlns:r="{OFFICE}"><rel r:id="rId1"/>'
            "</richValueRels>",
            "richValueRel",
        ),
    }
    for name, (text, kind) in made.items():
        part = add(parts, f"xl/richData/{name}.xml", text, f"application/vnd.ms-excel.{kind.lower()}+xml")
        year = "2022/10" if kind == "richValueRel" else "2017/06"
        link(parts, BOOK, f"{MICROSOFT}/{year}/relationships/{kind}", part)
    link(parts, "xl/richData/richValueRel.xml", "image", add(parts, "xl/media/image1.png", DOT, "png=image/png"))
    cell = '<sheetData><row r="1"><c r="A1" t="e" vm="1"><v>#VALUE!</v></c></row></sheetData>'
    add_sheet(parts, "Pictures", worksheet(cell))


def tick_boxes(parts: Parts) -> None:
    """Tick boxes in cells, which a bag of properties and a cell format make."""
    text = f'<FeaturePropertyBags xmlns="{BAG}"><bag type="Checkbox"/><bag type="XFControls"><bagId k="CellControl">0</bagId>'
    text += '</bag><bag type="XFComplement"><bagId k="XFControls">1</bagId></bag><bag type="XFComplements" '
    text += 'extRef="XFComplementsMapperExtRef"><a k="MappedFeaturePropertyBags"><bagId>2</bagId></a></bag>'
    kind = "application/vnd.ms-excel.featurepropertybag+xml"
    part = add(parts, "xl/featurePropertyBag/featurePropertyBag.xml", text + "</FeaturePropertyBags>", kind)
    link(parts, BOOK, f"{MICROSOFT}/2022/11/relationships/FeaturePropertyBag", part)
    ext = f'<extLst><ext uri="{{C7286773-470A-42A8-94C5-96B5CB345126}}" xmlns:xfpb="{BAG}"><xfpb:xfComplement i="0"/></ext>'
    styles = str(parts["xl/styles.xml"]).replace('<cellXfs count="2">', '<cellXfs count="3">')
    xf = f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0">{ext}</extLst></xf></cellXfs>'
    parts["xl/styles.xml"] = styles.replace("</cellXfs>", xf)
    cell = '<sheetData><row r="1"><c r="A1" s="2" t="b"><v>1</v></c></row></sheetData>'
    add_sheet(parts, "Done", worksheet(cell))


def live_quotes(parts: Parts) -> None:
    """What a server of live figures said last."""
    text = f'<volTypes xmlns="{MAIN}"><volType type="realTimeData"><main first="quotes"><tp t="n"><v>7</v><stp>x</stp>'
    text += '<tr r="H2" s="1"/></tp></main></volType></volTypes>'
    part = add(parts, "xl/volatileDependencies.xml", text, f"{SHEETML}.volatileDependencies+xml")
    link(parts, BOOK, "volatileDependencies", part)


FEATURES = {
    "a pivot table with its cache": pivot_table,
    "a slicer": slicer,
    "a timeline": timeline,
    "a connection, a query table": query_table,
    "external links": external_links,
    "an XML map": xml_map,
    "a data model and its queries": data_model,
    "a dynamic array": dynamic_array,
    "a picture in a cell (rich data)": picture_in_cell,
    "tick boxes (feature property bag)": tick_boxes,
    "live quotes": live_quotes,
}
