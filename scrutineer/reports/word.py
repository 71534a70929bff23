"""A document as Word: real styles, fields and captions, in which a director tracks changes.

The body is written as XML in one go, which is many times faster than element by element; python-docx keeps the package.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any, Final

from scrutineer.reports.document import Document, Run
from scrutineer.reports.furniture import page_of
from scrutineer.reports.letters import Letter
from scrutineer.reports.office_files import CORE, core_properties, sealed
from scrutineer.reports.word_body import WordBody
from scrutineer.reports.word_pieces import field, paragraph, pieces_of, plainly, quoted, run_of
from scrutineer.reports.word_styles import NAMESPACES, SETTINGS, hex_of, numbering_xml, styles_xml

_LEFT_BEHIND: Final = {
    "thumbnail", "customXml", "stylesWithEffects", "webSettings", "fontTable", "theme", "extended-properties"
}  # fmt: skip
"""What python-docx's template brings and no report needs, by the kind of relationship."""


def render(document: Document, made: datetime) -> bytes:
    """The document as a Word file; made at a moment, the same document gives the same bytes."""
    package = _empty_package()
    body = WordBody(document, package.part)
    text = body.xml()
    properties = core_properties(document.title, document.subject, made)
    return _bound(package, text, _header(document), _footer(document), styles_xml(document.body_points, document.dress),
                  numbering_xml(body.numbered), properties)  # fmt: skip


def render_letter(letter: Letter, made: datetime) -> bytes:
    """A letter as a Word file, in the styles and on the paper of a report."""
    lines = [
        paragraph("Note", plainly(letter.partnership, strong=True)),
        *(paragraph("Note", plainly(words)) for words in letter.head),
        paragraph("BodyText", plainly(letter.to)),
        paragraph("Heading1", plainly(letter.subject)),
        *(paragraph("BodyText", plainly(words)) for words in letter.paragraphs),
        *(paragraph("ListBullet", plainly(words)) for words in letter.listed),
        *(paragraph("BodyText", plainly(words)) for words in (*letter.close, letter.sender, letter.partnership)),
    ]
    page, pages = field("PAGE", "1"), field("NUMPAGES", "1")
    before, between, _ = page_of("\n", "\n").split("\n")
    foot = f"<w:r><w:tab/>{pieces_of(before)}</w:r>{page}<w:r>{pieces_of(between)}</w:r>{pages}"
    return _bound(_empty_package(), "".join(lines), paragraph("Header", ""), paragraph("Footer", foot),
                  styles_xml(11), numbering_xml(0), core_properties(letter.subject, "", made))  # fmt: skip


def _empty_package() -> Any:
    """A package without anything of python-docx's template, A4."""
    import docx

    package = docx.Document()
    for part in (package.part, package.part.package):
        for id_ in [id_ for id_, rel in part.rels.items() if rel.reltype.rpartition("/")[2] in _LEFT_BEHIND]:
            del part.rels[id_]
    section = package.sections[0]
    _set_page(section)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    return package


def _bound(package: Any, body: str, header: str, footer: str, styles: str, numbering: str, properties: bytes) -> bytes:
    """The file of these parts. The same parts give the same bytes."""
    section = package.sections[0]
    _fill(section.header.part.element, f"<w:hdr {NAMESPACES}>{header}</w:hdr>")
    _fill(section.footer.part.element, f"<w:ftr {NAMESPACES}>{footer}</w:ftr>")
    last = package.element.body.sectPr
    last.attrib.clear()  # which session of Word wrote it
    _fill(package.element.body, f"<w:body {NAMESPACES}>{body}</w:body>", keeping=last)
    _fill(package.styles.element, styles)
    _fill(package.part.numbering_part.element, numbering)
    _fill(package.settings.element, SETTINGS)
    written = io.BytesIO()
    package.save(written)
    return sealed(written.getvalue(), {CORE: properties})


def _fill(element: Any, xml: str, keeping: Any = None) -> None:
    """Put other children in the place of an element's own, but for one that stays, at the end."""
    from docx.oxml import parse_xml

    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(xml)))
    if keeping is not None:
        element.append(keeping)


def _set_page(section: Any) -> None:
    """A4, with the margins that tables and pictures go by."""
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(26), Mm(22)
    section.header_distance = section.footer_distance = Mm(11)


def _header(document: Document) -> str:
    handling = paragraph("Header", run_of(Run(document.handling, strong=True))) if document.handling else ""
    title = run_of(Run(document.title))
    return f"{handling}{paragraph('Header', _watermark(document.watermark) + title)}"


def _footer(document: Document) -> str:
    page, pages = field("PAGE", "1"), field("NUMPAGES", "1")
    before, between, _ = page_of("\n", "\n").split("\n")
    foot = f"{pieces_of(document.footer)}<w:tab/>{pieces_of(before)}"
    return paragraph("Footer", f"<w:r>{foot}</w:r>{page}<w:r>{pieces_of(between)}</w:r>{pages}")


def _watermark(words: str) -> str:
    """Words across every page, as Word itself makes them."""
    if not words:
        return ""
    look = (
        "position:absolute;margin-left:0;margin-top:0;width:360pt;height:110pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="watermark" type="#_x0000_t136" style="{look}" fillcolor="#{hex_of("sunken")}" stroked="f">'
        f'<v:fill opacity=".5"/><v:textpath style="font-family:Arial;font-weight:bold" string={quoted(words)}/>'
        "</v:shape></w:pict></w:r>"
    )
