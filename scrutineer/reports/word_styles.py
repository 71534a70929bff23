"""The styles, lists and settings of a Word document: everything that python-docx's own template would have brought."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from scrutineer.reports.document import UNDRESSED, CalloutTone, Dress, Face
from scrutineer.reports.furniture import LANGUAGE
from scrutineer.reports.style import tokens

FONT: Final = "Arial"  # on every machine that has Word; the program's own face is not
NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
FACES: Final = {Face.BODY: "BodyText", Face.LEAD: "Lead", Face.SMALL: "Note", Face.EYEBROW: "Eyebrow"}
CALLOUTS: Final = {tone: f"Callout{tone.value.capitalize()}" for tone in CalloutTone}
_INK_OF_TONE = {
    CalloutTone.NOTE: ("accent", "accent-soft"),
    CalloutTone.SHOWN: ("ok", "ok-soft"),
    CalloutTone.EARLY: ("warn", "warn-soft"),
    CalloutTone.NONE: ("border-strong", "sunken"),
    CalloutTone.APART: ("border-strong", "surface-alt"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How a paragraph's style is set: sizes and spaces in points, colours as names of tokens."""

    size: float = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    before: float = 0
    after: float = 6
    line: float = 1.15
    left: float = 0
    hanging: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    level: int = 0
    list_: int = 0
    edge: str = ""
    under: str = ""
    fill: str = ""
    then: str = ""


def hex_of(name: str) -> str:
    """A colour as Word writes it, of the light palette or of a template, for paper is always light; black for none."""
    if name.startswith("#"):
        return name.lstrip("#").upper()
    return str(tokens()["colour"]["light"][name]).lstrip("#") if name else "000000"


def styles_xml(body: float, dress: Dress = UNDRESSED) -> str:
    """Every style of a document whose body is set in so many points, in the colours of its dress."""
    looks = [_paragraph(id_, name, look) for id_, (name, look) in _looks(body, dress).items()]
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:sz w:val="{round(body * 2)}"/><w:szCs w:val="{round(body * 2)}"/>'
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{''.join(looks)}{_letters()}{_tables(body)}</w:styles>"
    )


def _looks(body: float, dress: Dress) -> dict[str, tuple[str, _Look]]:
    """By id, the style's name in Word and its look. Names that Word knows keep what it does by them."""
    table = max(10.5, body - 1.5)
    head = _Look(bold=True, keep_next=True, keep_lines=True, line=1.1, then="BodyText", colour=dress.headings)
    looks = {
        "Normal": ("Normal", _Look(colour="text")),
        "BodyText": ("Body Text", _Look()),
        "Title": ("Title", _Look(size=28, bold=True, after=8, line=1.05, keep_next=True, then="Subtitle",
                                 colour=dress.headings, under=dress.lines)),
        "Subtitle": ("Subtitle", _Look(size=15, colour="text-2", after=12, then="BodyText")),
        "Heading1": ("heading 1", replace(head, size=20, before=24, after=8, level=1)),
        "Heading2": ("heading 2", replace(head, size=15, before=18, after=6, level=2)),
        "Heading3": ("heading 3", replace(head, size=body + 0.5, before=12, after=4, level=3)),
        "Lead": ("Lead", _Look(size=body + 1, after=8, then="BodyText")),
        "Note": ("Note", _Look(size=table, colour="text-2")),
        "Eyebrow": ("Eyebrow", _Look(size=table, colour="text-2", before=12, after=2, keep_next=True)),
        "Quote": ("Quote", _Look(before=2, left=14, edge="accent-line")),
        "QuotationSource": ("Quotation Source", _Look(size=table, colour="text-2", after=10, left=14)),
        "ListBullet": ("List Bullet", _Look(after=3, left=18, hanging=18, list_=1)),
        "ListNumber": ("List Number", _Look(after=3, left=18, hanging=18, list_=2)),
        "Caption": ("caption", _Look(size=table, bold=True, colour="text-2", before=10, after=4, keep_next=True)),
        "WithheldNote": ("WithheldNote", _Look(italic=True, colour="text-2", left=8, edge="border-strong")),
        "TableText": ("Table Text", _Look(size=table, after=2, line=1.05)),
        "TableHead": ("Table Head", _Look(size=table, bold=True, colour="text-2", after=2, line=1.05)),
        "FigureNumber": ("Figure Number", _Look(size=22, bold=True, after=0, line=1.0, keep_next=True)),
        "Picture": ("Picture", _Look(after=6, line=1.0, keep_next=True)),
        "ContentsHeading": ("Contents Heading", replace(head, size=15, before=12, after=6)),
        "TOC1": ("toc 1", _Look(after=4)),
        "Header": ("header", _Look(size=9, colour="text-2", after=0, line=1.0)),
        "Footer": ("footer", _Look(size=9, colour="text-2", after=0, line=1.0)),
    }  # fmt: skip
    for tone, id_ in CALLOUTS.items():
        ink, fill = _INK_OF_TONE[tone]
        looks[id_] = (f"Callout {tone.value.capitalize()}", _Look(before=4, after=8, left=8, edge=ink, fill=fill))
    return looks


def _paragraph(id_: str, name: str, look: _Look) -> str:
    """One style. The order of its parts is the format's."""
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'
    parts = (
        (look.keep_next, "<w:keepNext/>"),
        (look.keep_lines, "<w:keepLines/>"),
        (True, "<w:widowControl/>"),
        (look.list_, f'<w:numPr><w:numId w:val="{look.list_}"/></w:numPr>'),
        (look.edge, f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="{hex_of(look.edge)}"/></w:pBdr>'),
        (look.under, f'<w:pBdr><w:bottom w:val="single" w:sz="24" w:space="6" w:color="{hex_of(look.under)}"/>'
                     '</w:pBdr>'),
        (look.fill, f'<w:shd w:val="clear" w:color="auto" w:fill="{hex_of(look.fill)}"/>'),
        (id_ in {"Footer", "TOC1"}, tabs),
        (True, f'<w:spacing w:before="{look.before * 20:.0f}" w:after="{look.after * 20:.0f}"'
               f' w:line="{look.line * 240:.0f}" w:lineRule="auto"/>'),
        (look.left, f'<w:ind w:left="{look.left * 20:.0f}" w:hanging="{look.hanging * 20:.0f}"/>'),
        (look.level, f'<w:outlineLvl w:val="{look.level - 1}"/>'),
    )  # fmt: skip
    based = '<w:basedOn w:val="Normal"/>' if id_ != "Normal" else ""
    then = f'<w:next w:val="{look.then}"/>' if look.then else ""
    default = ' w:default="1"' if id_ == "Normal" else ""
    own = ' w:customStyle="1"' if name.istitle() and id_ not in _WORDS_OWN else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id_}"{default}{own}><w:name w:val="{name}"/>{based}{then}<w:qFormat/>'
        f"<w:pPr>{''.join(xml for wanted, xml in parts if wanted)}</w:pPr><w:rPr>{_ink(look)}</w:rPr></w:style>"
    )


_WORDS_OWN = {"Normal", "BodyText", "Title", "Subtitle", "Quote", "ListBullet", "ListNumber"}


def _ink(look: _Look) -> str:
    parts = (
        (look.bold, "<w:b/><w:bCs/>"),
        (look.italic, "<w:i/><w:iCs/>"),
        (look.colour, f'<w:color w:val="{hex_of(look.colour)}"/>'),
        (look.size, f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>'),
    )
    return "".join(xml for wanted, xml in parts if wanted)


def _letters() -> str:
    """The styles of words within a paragraph."""
    looks = {
        "Strong": "<w:b/><w:bCs/>",
        "Hyperlink": f'<w:color w:val="{hex_of("accent")}"/><w:u w:val="single"/>',
        "HeldBack": f'<w:i/><w:iCs/><w:color w:val="{hex_of("text-2")}"/>',
        "Warning": f'<w:b/><w:bCs/><w:color w:val="{hex_of("danger")}"/>',
    }
    names = {"HeldBack": "Held Back"}
    default = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    return default + "".join(
        f'<w:style w:type="character" w:styleId="{id_}"><w:name w:val="{names.get(id_, id_)}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{ink}</w:rPr></w:style>'
        for id_, ink in looks.items()
    )


def _tables(body: float) -> str:
    """The style that every table rests on, and those of the four looks of a grid."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{hex_of("border")}"'
    heavy = f'w:val="single" w:sz="8" w:space="0" w:color="{hex_of("border-strong")}"'
    rules = f"<w:tblBorders><w:top {line}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
    sides = "".join(f"<w:{side} {heavy}/>" for side in ("top", "left", "bottom", "right", "insideH"))
    box = f"<w:tblBorders>{sides}</w:tblBorders>"
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{hex_of("sunken")}"/>'
    head = (
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders><w:bottom {heavy}/>'
        f"</w:tcBorders>{shade}</w:tcPr></w:tblStylePr>"
    )
    first = '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>'
    margins = (
        '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    )
    looks = {
        "ReportTable": ("Report Table", rules, head),
        "ReportFacts": ("Report Facts", rules, first),
        "ReportFigures": ("Report Figures", "", ""),
        "ReportBoxes": ("Report Boxes", box, ""),
    }
    size = f'<w:rPr><w:sz w:val="{round(max(10.5, body - 1.5) * 2)}"/></w:rPr>'
    normal = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{margins}</w:tblPr></w:style>"
    )
    return normal + "".join(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/>{size}<w:tblPr>{borders}{margins}</w:tblPr>{more}</w:style>'
        for id_, (name, borders, more) in looks.items()
    )


def numbering_xml(numbered: int) -> str:
    """The bullets, and so many numbered lists, each of which begins at 1. A list's number is 2 and more."""
    kinds = ((0, "bullet", "•", "ListBullet"), (1, "decimal", "%1.", "ListNumber"))
    kept = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{way}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{sign}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
        for number, way, sign, style in kinds
    )
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{again}</w:num>' for number in range(3, numbered + 3)
    )
    return (
        f'<w:numbering {NAMESPACES}>{kept}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>{lists}</w:numbering>'
    )


SETTINGS: Final = (
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    f'</w:compat><w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    "</w:settings>"
)
