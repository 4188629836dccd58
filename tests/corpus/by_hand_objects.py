"""What lies on a sheet, written by hand: comments with answers, controls, embedded files, drawings of later years."""

from __future__ import annotations

import base64

from .package import (
    BOOK,
    DRAWING,
    KINDS,
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

THREADED = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"
PERSON = "{0A1B2C3D-0000-4000-8000-000000000011}"
COMMENT = "{0A1B2C3D-0000-4000-8000-000000000012}"
ANCHOR = (
    "<xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
)
ANCHOR += ANCHOR.replace("from>", "to>").replace("<xdr:col>5", "<xdr:col>9").replace("<xdr:row>1", "<xdr:row>12")
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
BOX = (
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="3" name="Box 1"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900" cy="900"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
    "</xdr:sp>"
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def drawing(parts: Parts, inside: str) -> str:
    """A drawing with one object on the ledger; gives its part."""
    text = f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" xmlns:r="{OFFICE}">'
    text += f"<xdr:twoCellAnchor>{ANCHOR}{inside}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    part = add(parts, "xl/drawings/drawing1.xml", text, f"{KINDS}.drawing+xml")
    put(parts, SHEET, f'<drawing r:id="{link(parts, SHEET, "drawing", part)}"/>')
    return part


def frame(uri: str, inside: str) -> str:
    """A graphic frame around something that is neither shape nor picture."""
    return (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Frame 1"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic></xdr:graphicFrame>'
    )


def vml(parts: Parts, shapes: str, number: int = 1) -> str:
    """An old drawing, as notes and controls have one; gives its part."""
    text = '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    text += f'xmlns:x="urn:schemas-microsoft-com:office:excel">{shapes}</xml>'
    kind = f"vml={KINDS}.vmlDrawing"
    parts_name = f"xl/drawings/vmlDrawing{number}.vml"
    return add(parts, parts_name, text.encode(), kind)


def shape(kind: str, number: int = 1025) -> str:
    """One shape of an old drawing."""
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t201" style="position:absolute;width:90pt;height:30pt">'
        f'<x:ClientData ObjectType="{kind}"><x:Anchor>5, 0, 1, 0, 7, 0, 3, 0</x:Anchor><x:Row>1</x:Row><x:Column>1'
        "</x:Column></x:ClientData></v:shape>"
    )


def threaded_comments(parts: Parts) -> None:
    """A comment with an answer, its note for old Excels, and the person who wrote it."""
    person = f'<person displayName="Ann" id="{PERSON}" userId="ann" providerId="None"/>'
    people = f'<personList xmlns="{THREADED}" xmlns:x="{MAIN}">{person}</personList>'
    part = add(parts, "xl/persons/person.xml", people, "application/vnd.ms-excel.person+xml")
    link(parts, BOOK, f"{MICROSOFT}/2017/10/relationships/person", part)
    both = "".join(
        f'<threadedComment ref="A2" dT="2026-06-0{n}T10:00:00.00" personId="{PERSON}" id="{each}"{reply}><text>Call '
        f"{n}</text></threadedComment>"
        for n, each, reply in ((1, COMMENT, ""), (2, COMMENT.replace("12}", "13}"), f' parentId="{COMMENT}"'))
    )
    text = f'<ThreadedComments xmlns="{THREADED}" xmlns:x="{MAIN}">{both}</ThreadedComments>'
    part = add(parts, "xl/threadedComments/threadedComment1.xml", text, "application/vnd.ms-excel.threadedcomments+xml")
    link(parts, SHEET, f"{MICROSOFT}/2017/10/relationships/threadedComment", part)
    note = '<comment ref="A2" authorId="0" shapeId="0"><text><t>[Threaded comment] Call 1</t></text></comment>'
    text = f'<comments xmlns="{MAIN}"><authors><author>tc={COMMENT}</author></authors><commentList>{note}</commentList>'
    part = add(parts, "xl/comments1.xml", text + "</comments>", f"{SHEETML}.comments+xml")
    link(parts, SHEET, "comments", part)
    old = link(parts, SHEET, "vmlDrawing", vml(parts, shape("Note")))
    put(parts, SHEET, f'<legacyDrawing r:id="{old}"/>')


def control(parts: Parts, properties: str, shape_id: int) -> None:
    """A control's element on the ledger, as Excel 2010 and later write it."""
    inside = f'<control shapeId="{shape_id}" r:id="{properties}" name="Control 1"><controlPr defaultSize="0"><anchor>'
    inside += f"<from>{ANCHOR[10:].partition('</xdr:from>')[0]}</from><to>"
    inside += f"{ANCHOR.partition('<xdr:to>')[2].partition('</xdr:to>')[0]}</to></anchor></controlPr></control>"
    fallback = f'<control shapeId="{shape_id}" r:id="{properties}" name="Control 1"/>'
    text = f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><controls>'
    choice = f'<mc:Choice Requires="x14">{inside}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    text += f'<mc:AlternateContent xmlns:mc="{MC}">{choice}</mc:AlternateContent></controls></mc:Choice>'
    text = text + "</mc:AlternateContent>"
    names = f' xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main" xmlns:xdr="{DRAWING}/spreadsheetDrawing"'
    sheet = str(parts[SHEET]).replace("<worksheet", f"<worksheet{names}", 1)
    parts[SHEET] = sheet.replace("</worksheet>", text + "</worksheet>")


def form_control(parts: Parts) -> None:
    """A button of the forms toolbar."""
    old = link(parts, SHEET, "vmlDrawing", vml(parts, shape("Button")))
    put(parts, SHEET, f'<legacyDrawing r:id="{old}"/>')
    text = f'<formControlPr xmlns="{MICROSOFT}/spreadsheetml/2009/9/main" objectType="Button" lockText="1"/>'
    part = add(parts, "xl/ctrlProps/ctrlProp1.xml", text, "application/vnd.ms-excel.controlproperties+xml")
    control(parts, link(parts, SHEET, "ctrlProp", part), 1025)


def activex(parts: Parts) -> None:
    """A button of the controls toolbox with its stored state."""
    old = link(parts, SHEET, "vmlDrawing", vml(parts, shape("Pict")))
    put(parts, SHEET, f'<legacyDrawing r:id="{old}"/>')
    ax = f"{MICROSOFT}/2006/activeX"
    text = f'<ax:ocx xmlns:ax="{ax}" xmlns:r="{OFFICE}" ax:classid="{{D7053240-CE69-11CD-A777-00DD01143C57}}" '
    text += 'ax:persistence="persistStreamInit" r:id="rId1"/>'
    part = add(parts, "xl/activeX/activeX1.xml", text, "application/vnd.ms-office.activeX+xml")
    state = add(parts, "xl/activeX/activeX1.bin", OLE, "application/vnd.ms-office.activeX")
    link(parts, part, f"{MICROSOFT}/2006/relationships/activeXControlBinary", state)
    control(parts, link(parts, SHEET, "control", part), 1025)


def embedded_files(parts: Parts) -> None:
    """An object of another program, and a workbook within the workbook."""
    old = link(parts, SHEET, "vmlDrawing", vml(parts, shape("Pict") + shape("Pict", 1026)))
    put(parts, SHEET, f'<legacyDrawing r:id="{old}"/>')
    first = add(parts, "xl/embeddings/oleObject1.bin", OLE, f"bin={KINDS}.oleObject")
    kind = f"xlsx={SHEETML}.sheet"
    second = add(parts, "xl/embeddings/Microsoft_Excel_Worksheet.xlsx", b"PK\5\6" + bytes(18), kind)
    ids = link(parts, SHEET, "oleObject", first), link(parts, SHEET, "package", second)
    both = f'<oleObject progId="Paint.Picture" shapeId="1025" r:id="{ids[0]}"/>'
    both += f'<oleObject progId="Excel.Sheet.12" shapeId="1026" r:id="{ids[1]}"/>'
    put(parts, SHEET, f"<oleObjects>{both}</oleObjects>")


def backgrounds(parts: Parts) -> None:
    """A picture behind the cells and one in the page's header."""
    part = add(parts, "xl/media/image1.png", DOT, "png=image/png")
    put(parts, SHEET, f'<picture r:id="{link(parts, SHEET, "image", part)}"/>')
    picture = '<v:shape id="CH" type="#_x0000_t75" style="position:absolute;width:9pt;height:9pt"><v:imagedata o:relid="rId1"/>'
    header = vml(parts, picture + "</v:shape>", 2)
    link(parts, header, "image", part)
    put(parts, SHEET, "<headerFooter><oddHeader>&amp;C&amp;G</oddHeader></headerFooter>")
    put(parts, SHEET, f'<legacyDrawingHF r:id="{link(parts, SHEET, "vmlDrawing", header)}"/>')


def smart_art(parts: Parts) -> None:
    """A diagram: its data, layout, style, colours and the drawing made of it."""
    dgm = f"{DRAWING}/diagram"
    inside = f'<dgm:relIds xmlns:dgm="{dgm}" r:dm="rId1" r:lo="rId2" r:qs="rId3" r:cs="rId4"/>'
    part = drawing(parts, frame(dgm, inside))
    model = f'<dgm:dataModel xmlns:dgm="{dgm}" xmlns:a="{DRAWING}/main"><dgm:ptLst><dgm:pt modelId="1" type="doc"/>'
    model += "</dgm:ptLst><dgm:cxnLst/><dgm:bg/><dgm:whole/></dgm:dataModel>"
    layout = f'<dgm:layoutDef xmlns:dgm="{dgm}" uniqueId="firm/layout"><dgm:layoutNode name="all"/></dgm:layoutDef>'
    style = f'<dgm:styleDef xmlns:dgm="{dgm}" xmlns:a="{DRAWING}/main" uniqueId="firm/style"><dgm:title val=""/>'
    style += '<dgm:styleLbl name="node0"/></dgm:styleDef>'
    colors = f'<dgm:colorsDef xmlns:dgm="{dgm}" uniqueId="firm/colors"/>'
    for name, text in {"Data": model, "Layout": layout, "QuickStyle": style, "Colors": colors}.items():
        kind = "Style" if name == "QuickStyle" else name
        path = f"xl/diagrams/{name[0].lower()}{name[1:]}1.xml"
        link(parts, part, f"diagram{name}", add(parts, path, text, f"{KINDS}.drawingml.diagram{kind}+xml"))
    dsp = f"{MICROSOFT}/drawing/2008/diagram"
    text = f'<dsp:drawing xmlns:dsp="{dsp}"><dsp:spTree><dsp:nvGrpSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvGrpSpPr/>'
    text += "</dsp:nvGrpSpPr><dsp:grpSpPr/></dsp:spTree></dsp:drawing>"
    drawn = add(parts, "xl/diagrams/drawing1.xml", text, "application/vnd.ms-office.drawingml.diagramDrawing+xml")
    link(parts, part, f"{MICROSOFT}/2007/relationships/diagramDrawing", drawn)


def chart_ex(parts: Parts) -> None:
    """A waterfall chart, of the kind Excel 2016 brought, with its style and colours."""
    cx = f"{MICROSOFT}/drawing/2014/chartex"
    choice = frame(cx, f'<cx:chart xmlns:cx="{cx}" r:id="rId1"/>')
    both = f'<mc:Choice xmlns:cx1="{MICROSOFT}/drawing/2015/9/8/chartex" Requires="cx1">{choice}</mc:Choice>'
    both += f"<mc:Fallback>{BOX}</mc:Fallback>"
    part = drawing(parts, f'<mc:AlternateContent xmlns:mc="{MC}">{both}</mc:AlternateContent>')
    data = '<cx:data id="0"><cx:numDim type="val"><cx:f>Sales!$C$2:$C$9</cx:f></cx:numDim></cx:data>'
    series = '<cx:series layoutId="waterfall" uniqueId="{0A1B2C3D-0000-4000-8000-000000000014}"><cx:dataId val="0"/>'
    text = f'<cx:chartSpace xmlns:cx="{cx}" xmlns:a="{DRAWING}/main"><cx:chartData>{data}</cx:chartData><cx:chart>'
    text += f"<cx:plotArea><cx:plotAreaRegion>{series}</cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart>"
    chart = add(parts, "xl/charts/chartEx1.xml", text + "</cx:chartSpace>", "application/vnd.ms-office.chartex+xml")
    link(parts, part, f"{MICROSOFT}/2014/relationships/chartEx", chart)
    cs = f"{MICROSOFT}/drawing/2012/chartStyle"
    colors = (
        f'<cs:colorStyle xmlns:cs="{cs}" xmlns:a="{DRAWING}/main" meth="cycle" id="10"><a:schemeClr val="accent1"/>'
    )
    named = add(
        parts, "xl/charts/colors1.xml", colors + "</cs:colorStyle>", "application/vnd.ms-office.chartcolorstyle+xml"
    )
    link(parts, chart, f"{MICROSOFT}/2011/relationships/chartColorStyle", named)


def vector_picture(parts: Parts) -> None:
    """A drawing as SVG with a PNG for older Excels, and a picture that is linked and not there."""
    svg = add(parts, "xl/media/image2.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "svg=image/svg+xml")
    png = add(parts, "xl/media/image1.png", DOT, "png=image/png")
    uri = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
    blip = f'<asvg:svgBlip xmlns:asvg="{MICROSOFT}/drawing/2016/SVG/main" r:embed="rId2"/>'
    inside = '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Logo"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    inside += f'<a:blip r:embed="rId1"><a:extLst><a:ext uri="{uri}">{blip}</a:ext></a:extLst></a:blip><a:stretch/>'
    inside += '</xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
    part = drawing(parts, inside)
    link(parts, part, "image", png)
    link(parts, part, "image", svg)
    link(parts, part, "image", "file:///C:/gone.png", outside=True)


def macro_shape(parts: Parts) -> None:
    """A text box with an equation that starts a macro, and a line."""
    words = '<a:r><a:rPr lang="en-GB" b="1"/><a:t>Refresh &amp; print</a:t></a:r>'
    text = (
        '<xdr:sp macro="[0]!Refresh" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Box 1"/><xdr:cNvSpPr txBox="1"/>'
    )
    text += '</xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900" cy="900"/></a:xfrm><a:prstGeom '
    text += (
        f'prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p>{words}</a:p></xdr:txBody></xdr:sp>'
    )
    drawing(parts, text)


def dialogue(parts: Parts) -> None:
    """A hidden dialogue of Excel 5."""
    inside = '<sheetFormatPr defaultRowHeight="15"/><legacyDrawing r:id="rId1"/>'
    sheet = worksheet(inside).replace("worksheet", "dialogsheet")
    part = add_sheet(parts, "Dialog1", sheet, "dialogsheet", ' state="hidden"')
    link(parts, part, "vmlDrawing", vml(parts, shape("Dialog")))


FEATURES = {
    "threaded comments and persons": threaded_comments,
    "a form control": form_control,
    "an ActiveX control": activex,
    "embedded files (OLE)": embedded_files,
    "a picture behind the cells and in the header": backgrounds,
    "SmartArt": smart_art,
    "a waterfall chart (chartEx)": chart_ex,
    "an SVG with its PNG, and a linked picture": vector_picture,
    "a text box that starts a macro": macro_shape,
    "a dialogue sheet": dialogue,
}
