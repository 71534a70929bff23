"""The text of an OpenDocument letter and of a presentation. In the reading process alone."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from scrutineer.exchange import sniff
from scrutineer.exchange.table_lines import Lines, walk

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_KEPT_BY = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MANIFEST = "META-INF/manifest.xml"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_UNREAD = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation"})  # what was struck out, and remarks on it


def read_letter(content: bytes) -> tuple[dict[str, str], str]:
    """What the properties of an .odt say, and its text between the heads and the feet of its pages."""
    sniff.require_safe_zip("document.odt", content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
            raise ValueError("it needs a password")
        body, styles = _part(archive, "content.xml"), _part(archive, "styles.xml")
        head, foot = _edges(styles, f"{_STYLE}header"), _edges(styles, f"{_STYLE}footer")
        said = _days(_part(archive, "meta.xml"), f"{_META}creation-date", f"{_KEPT_BY}date")
    inside = _open_text(next(body.iter(f"{_OFFICE}body")))
    return {**said, "foot": foot}, "\n".join(part for part in (head, inside, foot) if part)


def read_slides(content: bytes) -> tuple[dict[str, str], str]:
    """What the properties of a .pptx say, and the text of its slides in the order in which they are shown."""
    sniff.require_safe_zip("slides.pptx", content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        show = _part(archive, "ppt/presentation.xml")
        linked = {link.get("Id"): link.get("Target") for link in _part(archive, "ppt/_rels/presentation.xml.rels")}
        slides = [linked.get(part.get(_LINKED)) for part in show.iter() if str(part.tag).endswith("}sldId")]
        paths = [posixpath.normpath(posixpath.join("ppt", slide)).removeprefix("/") for slide in slides if slide]
        text = "\n".join(filter(None, (_slide_text(_part(archive, path)) for path in paths)))
        has_properties = "docProps/core.xml" in archive.namelist()
        kept = _part(archive, "docProps/core.xml") if has_properties else show
        said = _days(kept, f"{_TERMS}created", f"{_TERMS}modified")
    return said, text


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    if name not in archive.namelist() and name in {"styles.xml", "meta.xml"}:
        return etree.Element("none")
    plain = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(name), plain)


def _days(part: Any, made: str, saved: str) -> dict[str, str]:
    moments = {word: next(part.iter(tag), None) for word, tag in (("made", made), ("saved", saved))}
    said = {word: moment.text or "" for word, moment in moments.items() if moment is not None}
    return {word: text.partition("T")[0] for word, text in said.items()}


def _edges(styles: Any, tag: str) -> str:
    texts = dict.fromkeys(_open_text(part) for part in styles.iter(tag))
    return "\n".join(text for text in texts if text)


def _open_text(part: Any) -> str:
    for unread in list(part.iter(*_UNREAD)):
        _take_out(unread)
    return walk(part, _begin_open, _end_open)


def _take_out(part: Any) -> None:
    """Take a part out, and leave what follows it."""
    around, before = part.getparent(), part.getprevious()
    if around is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (part.tail or "")
    else:
        around.text = (around.text or "") + (part.tail or "")
    around.remove(part)


def _begin_open(lines: Lines, element: Any) -> None:
    tag = element.tag
    if tag in {f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}line-break"}:
        lines.say("\n")
    elif tag == f"{_TEXT}tab":
        lines.say("\t")
    elif tag == f"{_TEXT}s":
        lines.say(" ")
    elif tag == f"{_TABLE}table-row":
        lines.begin_row()
    elif tag == f"{_TABLE}table-cell":
        lines.begin_cell()
    if element.text and _is_in_paragraph(element):
        lines.say(element.text)


def _end_open(lines: Lines, element: Any) -> None:
    if element.tag == f"{_TABLE}table-cell":
        lines.end_cell()
    elif element.tag == f"{_TABLE}table-row":
        lines.end_row()
    if element.tail and element.tag not in _PARAGRAPHS and _is_in_paragraph(element.getparent()):
        lines.say(element.tail)


def _is_in_paragraph(element: Any) -> bool:
    return element is not None and (
        element.tag in _PARAGRAPHS or any(True for _ in element.iterancestors(*_PARAGRAPHS))
    )


def _slide_text(part: Any) -> str:
    return walk(part, _begin_slide, _end_slide)


def _begin_slide(lines: Lines, element: Any) -> None:
    if element.tag == f"{_DRAWN}t":
        lines.say(element.text or "")
    elif element.tag in {f"{_DRAWN}p", f"{_DRAWN}br"}:
        lines.say("\n")
    elif element.tag == f"{_DRAWN}tr":
        lines.begin_row()
    elif element.tag == f"{_DRAWN}tc":
        lines.begin_cell()


def _end_slide(lines: Lines, element: Any) -> None:
    if element.tag == f"{_DRAWN}tc":
        lines.end_cell()
    elif element.tag == f"{_DRAWN}tr":
        lines.end_row()
