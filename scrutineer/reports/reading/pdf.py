"""Every text of a PDF: its pages', what its structure says of pictures and tables, its properties, what is attached."""

from __future__ import annotations

import base64
import ctypes
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from scrutineer.reports.logos import pixels_of
from scrutineer.reports.raster import PDFIUM
from scrutineer.reports.reading.texts import FileText, TextRole, alien

A_PICTURE: Final = "a picture"
"""Where the words are that are drawn in a picture."""
THE_STRUCTURE: Final = "the structure"
"""What is said for a picture or a table that is not drawn."""
_ROOM: Final = 1_024  # bytes: most texts of a page are shorter
_LINK: Final = 2
"""An annotation that is a link; any other is something that no report has."""


def texts_of_pdf(content: bytes) -> Iterator[FileText]:
    """Every text, that of the pages as it is drawn on them."""
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(content)
        try:
            texts = [*_pages(document), *_document(document)]
        finally:
            document.close()
    yield from texts
    yield from _packets(content)


def _pages(document: Any) -> Iterator[FileText]:
    for number in range(len(document)):
        page = document[number]
        pictures = set[int]()
        yield from _structure(page, pictures)
        yield from _drawn(page, number + 1, pictures)
        yield from _annotations(page, number + 1)
        yield from _pictures(page, number + 1)
        page.close()


def _drawn(page: Any, number: int, pictures: set[int]) -> Iterator[FileText]:
    """A text for each leaf of the structure, in order; what belongs to none is drawn around the text."""
    import pypdfium2.raw as pdfium

    said = page.get_textpage()
    leaves: dict[int, list[str]] = {}
    before = 0
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=5):
        leaf = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        mark, text = _said_for(drawn)
        if mark and mark == before:
            continue  # what it stands for was said at its first part
        before = mark
        text = text or _asked(partial(pdfium.FPDFTextObj_GetText, drawn, said))
        if leaf < 0:
            yield FileText(TextRole.AROUND, f"page {number}", text)
        elif leaf in pictures:
            yield FileText(TextRole.AROUND, A_PICTURE, text)
        else:
            leaves.setdefault(leaf, []).append(text)
    said.close()
    yield from (FileText(TextRole.TEXT, f"page {number}", "".join(texts)) for texts in leaves.values())


def _pictures(page: Any, number: int) -> Iterator[FileText]:
    """Each picture made of pixels; charts are drawn in lines and words."""
    import pypdfium2.raw as pdfium

    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=5):
        pixels = drawn.get_bitmap(scale_to_original=True).to_pil()
        yield FileText(TextRole.PICTURE, f"a picture on page {number}", pixels_of(pixels))


def _said_for(drawn: Any) -> tuple[int, str]:
    """What is read instead of what is drawn, where letters join; and which mark says so, for all that it embraces."""
    import pypdfium2.raw as pdfium

    for place in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, place)
        size = ctypes.c_ulong(0)
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", None, 0, size) and size.value:
            room = (ctypes.c_ubyte * size.value)()
            pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", room, size.value, size)
            said = bytes(room)
            text = said[2:].decode("utf-16-be", "replace") if said[:2] == b"\xfe\xff" else said.decode("latin-1")
            return ctypes.addressof(mark.contents), text
    return 0, ""


def _structure(page: Any, pictures: set[int]) -> Iterator[FileText]:
    """What the structure says beside the page: for a picture, for a table, for what is read otherwise than it looks.

    The leaves that are drawn inside pictures are added to `pictures`.
    """
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    count = pdfium.FPDF_StructTree_CountChildren(tree)
    waiting = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, place) for place in reversed(range(count))]
    while waiting:
        element = waiting.pop()
        if element:
            yield from (FileText(TextRole.AROUND, THE_STRUCTURE, said) for said in _said_of(element))
            count = pdfium.FPDF_StructElement_CountChildren(element)
            waiting += [pdfium.FPDF_StructElement_GetChildAtIndex(element, place) for place in reversed(range(count))]
            if _asked(partial(pdfium.FPDF_StructElement_GetType, element)) == "Figure":
                leaves = pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)
                asked = (pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at) for at in range(leaves))
                pictures.update(asked)
    pdfium.FPDF_StructTree_Close(tree)


def _said_of(element: Any) -> Iterator[str]:
    import pypdfium2.raw as pdfium

    for ask in (pdfium.FPDF_StructElement_GetAltText, pdfium.FPDF_StructElement_GetActualText,
                pdfium.FPDF_StructElement_GetTitle, pdfium.FPDF_StructElement_GetExpansion):  # fmt: skip
        if text := _asked(partial(ask, element)):
            yield text
    if text := _asked(partial(pdfium.FPDF_StructElement_GetStringAttribute, element, b"Summary")):
        yield text


def _asked(ask: Callable[[Any, int], int]) -> str:
    """A text that PDFium writes into room that it is given; it says how much the text takes."""
    room = (ctypes.c_ushort * (_ROOM // 2))()
    size = ask(room, _ROOM)
    if size > _ROOM:
        room = (ctypes.c_ushort * ((size + 1) // 2))()
        ask(room, size)
    return bytes(room)[: max(0, size)].decode("utf-16-le", "replace").rstrip("\0")


def _annotations(page: Any, number: int) -> Iterator[FileText]:
    import pypdfium2.raw as pdfium

    for place in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, place)
        said = {
            name.decode(): text
            for name in (b"Contents", b"T", b"Subj", b"NM")
            if (text := _asked(partial(pdfium.FPDFAnnot_GetStringValue, note, name)))
        }
        if pdfium.FPDFAnnot_GetSubtype(note) != _LINK:
            yield alien(f"a note on page {number}", " ".join(said.values()))
        else:
            yield from (FileText(TextRole.AROUND, "the words of a link", text) for text in said.values())
            yield from _leads_out(page, note, number)
        pdfium.FPDFPage_CloseAnnot(note)


def _leads_out(page: Any, note: Any, number: int) -> Iterator[FileText]:
    import pypdfium2.raw as pdfium

    action = pdfium.FPDFLink_GetAction(pdfium.FPDFAnnot_GetLink(note))
    if not action or pdfium.FPDFAction_GetType(action) in {pdfium.PDFACTION_GOTO, pdfium.PDFACTION_UNSUPPORTED}:
        return
    size = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    room = ctypes.create_string_buffer(max(1, size))
    pdfium.FPDFAction_GetURIPath(page.pdf, action, room, size)
    yield alien(f"a link out of the file on page {number}", room.value.decode("utf-8", "replace"))


def _document(document: Any) -> Iterator[FileText]:
    """What the file says of itself, its outline, and what is attached to it or runs in it."""
    import pypdfium2.raw as pdfium

    for name, text in document.get_metadata_dict(skip_empty=True).items():
        yield FileText(TextRole.PROPERTY, name, text)
    for entry in document.get_toc():
        yield FileText(TextRole.AROUND, "the outline", entry.get_title())
    for place in range(pdfium.FPDFDoc_GetAttachmentCount(document)):
        kept = pdfium.FPDFDoc_GetAttachment(document, place)
        yield alien("an attached file", _asked(partial(pdfium.FPDFAttachment_GetName, kept)))
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        yield alien("a script")
    if pdfium.FPDF_GetFormType(document) > 0:
        yield alien("a form")


def _packets(content: bytes) -> Iterator[FileText]:
    """The properties that are written as XML, wherever in the file they are, packed or not."""
    from lxml import etree

    places = [content, *(_unpacked(stream.strip(b"\r\n")) for stream in _between(content, b"stream", b"endstream"))]
    packets = (packet for place in places for packet in _between(place, b"<x:xmpmeta", b"</x:xmpmeta>"))
    for packet in dict.fromkeys(b"<x:xmpmeta" + packet + b"</x:xmpmeta>" for packet in packets):
        root = etree.fromstring(packet, etree.XMLParser(resolve_entities=False, no_network=True))
        for element in root.iter("{*}*"):
            name = str(element.tag).rpartition("}")[2]
            own = etree.QName(element.getparent()).localname if name == "li" else name
            if element.text and element.text.strip():
                above = element.getparent().getparent() if name == "li" else element
                yield FileText(TextRole.PROPERTY, etree.QName(above).localname if name == "li" else own, element.text)
            for key, value in element.attrib.items():
                if not key.endswith(("}about", "}parseType", "}lang")) and value:
                    yield FileText(TextRole.PROPERTY, key.rpartition("}")[2], value)


def _between(content: bytes, begins: bytes, ends: bytes) -> Iterator[bytes]:
    """What stands between each two of such marks."""
    start = content.find(begins)
    while start >= 0:
        start += len(begins)
        end = content.find(ends, start)
        if end < 0:
            return
        yield content[start:end]
        start = content.find(begins, end + len(ends))


def _unpacked(stream: bytes) -> bytes:
    """What a packed stream holds; nothing for what is no text."""
    try:
        packed = base64.a85decode(stream[:-2]) if stream.endswith(b"~>") else stream
        return zlib.decompressobj().decompress(packed)
    except (ValueError, zlib.error):
        return b""
