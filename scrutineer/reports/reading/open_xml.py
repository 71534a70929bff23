"""The parts of a Word or Excel file, and what any of them may say beside its text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from scrutineer.reports.reading.texts import FileText, TextRole, alien

_EXTERNAL = "External"
_XML = re.compile(r"\.(xml|rels|vml)")


def parts_of(content: bytes) -> dict[str, bytes]:
    """Each part by name; what else a zip can say of itself is told by `around_parts`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def around_parts(content: bytes) -> Iterator[FileText]:
    """What the zip itself says beside its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.comment:
            yield alien("a comment of the file itself", archive.comment.decode("utf-8", "replace"))
        for entry in archive.infolist():
            if entry.comment or entry.extra:
                said = (entry.comment or entry.extra).decode("utf-8", "replace")
                yield alien(f"a comment at the part {entry.filename}", said)
        if len(set(archive.namelist())) != len(archive.namelist()):
            yield alien("a part twice")


def tree(part: bytes) -> Any:
    """A part's XML, with its comments, and nothing fetched or put in."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_blank_text=False)
    return etree.fromstring(part, parser)


def local(element: Any) -> str:
    """An element's or an attribute's name without its namespace; "" for a comment."""
    name = element if isinstance(element, str) else element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name, in whatever namespace; "" where there is none."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def strange_part(name: str, part: bytes) -> FileText:
    """A part that no report has, with everything that it says where it is XML."""
    text = " ".join("".join(tree(part).itertext()).split()) if _XML.search(name) else ""
    return alien(f"the part {name}", text)


def beside_text(name: str, root: Any, in_text: frozenset[str]) -> Iterator[FileText]:
    """Comments of the XML itself, and text in elements that hold none in a report."""
    for element in root.getroottree().xpath("//comment() | //processing-instruction()"):
        yield alien(f"a comment in {name}", element.text or "")
    for element in root.iter("{*}*"):
        own = [element.text or "", *(child.tail or "" for child in element)]
        text = " ".join("".join(own).split())
        if text and local(element) not in in_text:
            yield alien(f"text in “{local(element)}” of {name}", text)


def properties(part: bytes) -> Iterator[FileText]:
    """What the file says of itself, empty properties left out."""
    for element in tree(part).iter("{*}*"):
        if element.text and element.text.strip():
            yield FileText(TextRole.PROPERTY, local(element), element.text)


def links_outwards(name: str, part: bytes) -> Iterator[FileText]:
    """What a part's relationships lead to outside the file."""
    for element in tree(part).iter("{*}Relationship"):
        if element.get("TargetMode") == _EXTERNAL:
            yield alien(f"a link out of the file in {name}", element.get("Target", ""))
