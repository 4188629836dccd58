"""What belongs to the workbook as a whole, written by hand: macros, ribbons, properties, add-ins, labels, history."""

from __future__ import annotations

from .by_hand_objects import DOT, OLE
from .package import (
    BOOK,
    KINDS,
    MAIN,
    MICROSOFT,
    OFFICE,
    PACKAGE,
    SHEETML,
    TYPES,
    Parts,
    add,
    add_sheet,
    declare,
    link,
    put,
    worksheet,
)

X15 = f"{MICROSOFT}/spreadsheetml/2010/11/main"
X15AC = f"{MICROSOFT}/spreadsheetml/2010/11/ac"
XR = f"{MICROSOFT}/spreadsheetml/2014/revision"


def macros(parts: Parts) -> None:
    """A project of macros, the names by which it knows the workbook and its tabs, and its signature."""
    parts[TYPES] = str(parts[TYPES]).replace(
        f"{SHEETML}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    part = add(parts, "xl/vbaProject.bin", OLE, "application/vnd.ms-office.vbaProject")
    link(parts, BOOK, f"{MICROSOFT}/2006/relationships/vbaProject", part)
    put(parts, BOOK, '<workbookPr codeName="ThisWorkbook"/>')
    put(parts, "xl/worksheets/sheet1.xml", '<sheetPr codeName="Sheet1"/>')
    signature = add(parts, "xl/vbaProjectSignature.bin", b"\1\2\3\4", "application/vnd.ms-office.vbaProjectSignature")
    link(parts, part, f"{MICROSOFT}/2006/relationships/vbaProjectSignature", signature)


def old_macro_sheet(parts: Parts) -> None:
    """A very hidden sheet of Excel 4 macros, which a name starts."""
    macros(parts)
    text = f'<xm:macrosheet xmlns="{MAIN}" xmlns:xm="{MICROSOFT}/excel/2006/main"><sheetData/></xm:macrosheet>'
    part = add(parts, "xl/macrosheets/sheet1.xml", text, "application/vnd.ms-excel.macrosheet+xml")
    id = link(parts, BOOK, f"{MICROSOFT}/2006/relationships/xlMacrosheet", part)
    line = f'<sheet name="Macro1" sheetId="9" state="veryHidden" r:id="{id}"/></sheets>'
    parts[BOOK] = str(parts[BOOK]).replace("</sheets>", line)
    name = '<definedName name="_xlnm.Auto_Open" hidden="1">Macro1!$A$1</definedName>'
    put(parts, BOOK, f"<definedNames>{name}</definedNames>")


def ribbon(parts: Parts) -> None:
    """A tab of the firm's own in the ribbon, with an icon, for Excel 2007 and for later ones."""
    for name, year, kind in (("customUI", "2006/01", "2006"), ("customUI14", "2009/07", "2007")):
        text = (
            f'<customUI xmlns="{MICROSOFT}/{year}/customui"><ribbon><tabs><tab id="firm" label="Firm"/></tabs></ribbon>'
        )
        part = add(parts, f"customUI/{name}.xml", text + "</customUI>")
        link(parts, "", f"{MICROSOFT}/{kind}/relationships/ui/extensibility", part)
    link(parts, "customUI/customUI14.xml", "image", add(parts, "customUI/images/icon.png", DOT, "png=image/png"))


def properties(parts: Parts) -> None:
    """Properties of all three kinds, a small picture of the first page, and a sensitivity label."""
    vt = f'xmlns:vt="{OFFICE.replace("relationships", "docPropsVTypes")}"'
    own = "http://schemas.openxmlformats.org/officeDocument/2006"
    text = (
        f'<Properties xmlns="{own}/custom-properties" {vt}><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" '
    )
    text += 'pid="2" name="Branch"><vt:lpwstr>North</vt:lpwstr></property></Properties>'
    link(parts, "", "custom-properties", add(parts, "docProps/custom.xml", text, f"{KINDS}.custom-properties+xml"))
    text = (
        f'<Properties xmlns="{own}/extended-properties" {vt}><Application>Microsoft Excel</Application><TitlesOfParts>'
    )
    text += '<vt:vector size="1" baseType="lpstr"><vt:lpstr>Sales</vt:lpstr></vt:vector></TitlesOfParts></Properties>'
    link(parts, "", "extended-properties", add(parts, "docProps/app.xml", text, f"{KINDS}.extended-properties+xml"))
    text = (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    )
    part = add(
        parts,
        "docProps/core.xml",
        text + "<dc:creator>Ann</dc:creator></cp:coreProperties>",
        "application/vnd.openxmlformats-package.core-properties+xml",
    )
    link(parts, "", f"{PACKAGE}/relationships/metadata/core-properties", part)
    part = add(parts, "docProps/thumbnail.png", DOT, "png=image/png")
    link(parts, "", f"{PACKAGE}/relationships/metadata/thumbnail", part)
    text = f'<clbl:labelList xmlns:clbl="{MICROSOFT}/2020/mipLabelMetadata"><clbl:label id="{{0A1B2C3D-0000-4000-8000-'
    text += '000000000021}" enabled="1" method="Standard" siteId="{0A1B2C3D-0000-4000-8000-000000000022}" removed="0"/>'
    kind = "application/vnd.ms-office.classificationlabels+xml"
    part = add(parts, "docMetadata/LabelInfo.xml", text + "</clbl:labelList>", kind)
    link(parts, "", f"{MICROSOFT}/2020/02/relationships/classificationlabels", part)


def custom_xml(parts: Parts) -> None:
    """A document within the workbook with its schema reference."""
    part = add(parts, "customXml/item1.xml", '<order xmlns="urn:firm">7</order>')
    link(parts, BOOK, "customXml", part)
    ds = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    text = f'<ds:datastoreItem ds:itemID="{{0A1B2C3D-0000-4000-8000-000000000023}}" xmlns:ds="{ds}"><ds:schemaRefs/>'
    kind = f"{KINDS}.customXmlProperties+xml"
    link(parts, part, "customXmlProps", add(parts, "customXml/itemProps1.xml", text + "</ds:datastoreItem>", kind))


def web_extension(parts: Parts) -> None:
    """An add-in in the side pane."""
    we = f"{MICROSOFT}/office/webextensions/webextension/2010/11".replace("/office/office", "/office")
    text = f'<we:webextension xmlns:we="{we}" id="{{0A1B2C3D-0000-4000-8000-000000000024}}"><we:reference id="wa1" '
    text += 'version="1.0.0.0" store="en-US" storeType="OMEX"/><we:alternateReferences/><we:properties/><we:bindings/>'
    text += f'<we:snapshot xmlns:r="{OFFICE}"/></we:webextension>'
    inner = add(parts, "xl/webextensions/webextension1.xml", text, "application/vnd.ms-office.webextension+xml")
    wetp = we.replace("webextension/2010", "taskpanes/2010")
    text = f'<wetp:taskpanes xmlns:wetp="{wetp}"><wetp:taskpane dockstate="right" visibility="0" width="350" row="1">'
    text += f'<wetp:webextensionref xmlns:r="{OFFICE}" r:id="rId1"/></wetp:taskpane></wetp:taskpanes>'
    kind = "application/vnd.ms-office.webextensiontaskpanes+xml"
    panes = add(parts, "xl/webextensions/taskpanes.xml", text, kind)
    link(parts, panes, f"{MICROSOFT}/2011/relationships/webextension", inner)
    link(parts, "", f"{MICROSOFT}/2011/relationships/webextensiontaskpanes", panes)


def shared_workbook(parts: Parts) -> None:
    """A workbook several people have shared: the log of changes and the people in it."""
    guid = "{0A1B2C3D-0000-4000-8000-000000000025}"
    log = add(parts, "xl/revisions/revisionLog1.xml", f'<revisions xmlns="{MAIN}"/>', f"{SHEETML}.revisionLog+xml")
    text = f'<headers xmlns="{MAIN}" xmlns:r="{OFFICE}" guid="{guid}" diskRevisions="1" revisionId="0"><header '
    text += (
        f'guid="{guid}" dateTime="2026-06-01T10:00:00" maxSheetId="2" userName="Ann" r:id="rId1"><sheetIdMap count="1">'
    )
    text += '<sheetId val="1"/></sheetIdMap></header></headers>'
    part = add(parts, "xl/revisions/revisionHeaders.xml", text, f"{SHEETML}.revisionHeaders+xml")
    link(parts, part, "revisionLog", log)
    link(parts, BOOK, "revisionHeaders", part)
    users = add(parts, "xl/revisions/userNames.xml", f'<users xmlns="{MAIN}" count="0"/>', f"{SHEETML}.userNames+xml")
    link(parts, BOOK, "usernames", users)


def workbook_settings(parts: Parts) -> None:
    """Everything a workbook part may say beside its tabs, with revision ids and a path in it."""
    declare(parts, BOOK, {"x15": X15, "xr": XR})
    put(parts, BOOK, '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="27425"/>')
    put(parts, BOOK, '<fileSharing readOnlyRecommended="1" userName="Ann"/>')
    put(parts, BOOK, '<workbookPr defaultThemeVersion="166925" filterPrivacy="1"/>')
    path = f'<mc:Choice Requires="x15"><x15ac:absPath url="C:\\shop\\" xmlns:x15ac="{X15AC}"/></mc:Choice>'
    put(parts, BOOK, f"<mc:AlternateContent>{path}</mc:AlternateContent>")
    put(
        parts,
        BOOK,
        '<xr:revisionPtr revIDLastSave="0" documentId="8_{0A1B2C3D-0000-4000-8000-000000000026}" '
        'xr6:coauthVersionLast="47" xr6:coauthVersionMax="47" xr10:uidLastSave="{00000000-0000-0000-0000-000000000000}" '
        f'xmlns:xr6="{MICROSOFT}/spreadsheetml/2016/revision6" xmlns:xr10="{MICROSOFT}/spreadsheetml/2016/revision10"/>',
    )
    put(parts, BOOK, '<workbookProtection lockWindows="1"/>')
    put(parts, BOOK, '<calcPr calcId="191029" iterate="1" fullPrecision="0"/>')
    put(parts, BOOK, '<oleSize ref="A1:C9"/>')
    put(parts, BOOK, '<fileRecoveryPr autoRecover="0"/>')
    put(
        parts,
        BOOK,
        '<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}"><x15:workbookPr chartTrackingRefBase="1"/>'
        "</ext></extLst>",
    )


def hidden_tabs(parts: Parts) -> None:
    """Hidden and very hidden tabs around the one that is shown, with high ids and ids of relationships in words."""
    for name, state in (("Old", "hidden"), ("Secret", "veryHidden")):
        part = add(parts, f"xl/worksheets/{name}.xml", worksheet("<sheetData/>"), f"{SHEETML}.worksheet+xml")
        id = link(parts, BOOK, "worksheet", part, id=f"R{name}1f")
        line = f'<sheet name="{name}" sheetId="{900 + len(name)}" state="{state}" r:id="{id}"/>'
        place = "<sheets>" if name == "Old" else "</sheets>"
        new = place + line if name == "Old" else line + place
        parts[BOOK] = str(parts[BOOK]).replace(place, new)
    parts[BOOK] = str(parts[BOOK]).replace("<workbookView/>", '<workbookView activeTab="1" firstSheet="1"/>')


def names_of_all_kinds(parts: Parts) -> None:
    """Names of the workbook and of tabs: ranges, constants, functions, comments, prints, broken ones."""
    add_sheet(parts, "Churn", worksheet("<sheetData/>"))
    add_sheet(parts, "Ann's &amp; Co", worksheet("<sheetData/>"))
    text = (
        '<definedName name="Broken">#REF!</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">Sales!$A$1:$C$9</definedName>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="1">Churn!$A:$A,Churn!$1:$1</definedName>'
        '<definedName name="Rate" comment="a &lt; b">0.19</definedName>'
        "<definedName name=\"Rate\" localSheetId=\"2\">'Ann''s &amp; Co'!$A$1</definedName>"
        '<definedName name="Twice" function="1" vbProcedure="0">_xlfn.LAMBDA(_xlpm.x,2*_xlpm.x)</definedName>'
    )
    put(parts, BOOK, f"<definedNames>{text}</definedNames>")


FEATURES = {
    "macros with their signature": macros,
    "a very hidden Excel 4 macro sheet": old_macro_sheet,
    "a ribbon of the firm's own": ribbon,
    "properties, a thumbnail, a sensitivity label": properties,
    "custom XML": custom_xml,
    "a web extension": web_extension,
    "a shared workbook with its log": shared_workbook,
    "a workbook part that says all it may": workbook_settings,
    "hidden and very hidden tabs": hidden_tabs,
    "names of all kinds, and a tab called Churn": names_of_all_kinds,
}
WITH_MACROS = {"macros with their signature", "a very hidden Excel 4 macro sheet"}
