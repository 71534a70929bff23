"""Every text of a Word file: its body in order, its heads and feet, its properties, and what no report has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from scrutineer.reports.reading.open_xml import (
    around_parts,
    attribute,
    beside_text,
    links_outwards,
    local,
    parts_of,
    properties,
    strange_part,
    tree,
)
from scrutineer.reports.reading.texts import FileText, TextRole, alien, picture_and_words

_BODY: Final = "word/document.xml"
_EDGES = re.compile(r"word/(header|footer)\d*\.xml")
_SETTINGS = re.compile(r"word/(styles|numbering|settings)\.xml|\[Content_Types\]\.xml")
_RELATIONS = re.compile(r"(word/)?_rels/[\w.]*\.rels")
_PICTURE = re.compile(r"word/media/[\w.]+\.png")
_HELD_TEXT: Final = frozenset({"t", "instrText", "delText"})
_LABEL = re.compile(r"(Table|Figure) \d+\. ?")
_FIELD = re.compile(r"PAGE|NUMPAGES|SEQ (Table|Figure) \\\* ARABIC|TOC \\o \"1-1\" \\h \\z \\u")
_NAMES: Final = {
    "bookmarkStart": re.compile(r"at_\d+|_GoBack|_Toc\d+"),
    "docPr": re.compile(r"Figure \d+|Logo"),
    "cNvPr": re.compile(r"Figure \d+|Logo"),
}
_CHANGES: Final = frozenset({
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
    "tcPrChange", "cellIns", "cellDel",
})  # fmt: skip
_STRANGE: Final = {
    "commentReference": "a comment",
    "footnoteReference": "a footnote",
    "endnoteReference": "an endnote",
    "object": "an embedded object",
    "altChunk": "another file",
    "docVar": "a variable of the document",
    "attachedTemplate": "a template",
    "mailMerge": "a source of addresses",
}
_BREAKS: Final = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "‑", "softHyphen": ""}
_SIGNS: Final = frozenset({"•", "%1."})


def texts_of_word(content: bytes) -> Iterator[FileText]:
    """Every text, those of the body in order."""
    yield from around_parts(content)
    for name, part in parts_of(content).items():
        if name == "docProps/core.xml":
            yield from properties(part)
        elif name == _BODY or _EDGES.fullmatch(name):
            root = tree(part)
            yield from _body(root) if name == _BODY else _edge(root)
            yield from beside_text(name, root, _HELD_TEXT)
            yield from _oddities(root)
        elif _SETTINGS.fullmatch(name):
            yield from beside_text(name, tree(part), frozenset())
            yield from _oddities(tree(part))
        elif _RELATIONS.fullmatch(name):
            yield from links_outwards(name, part)
        elif _PICTURE.fullmatch(name):
            yield from picture_and_words(part, f"the picture {name}")
        else:
            yield strange_part(name, part)


def _body(root: Any) -> Iterator[FileText]:
    contents = {
        paragraph
        for block in root.iter("{*}sdt")
        if any(attribute(gallery, "val") == "Table of Contents" for gallery in block.iter("{*}docPartGallery"))
        for paragraph in block.iter("{*}p")
    }
    for element in root.iter("{*}p", "{*}tblCaption", "{*}docPr"):
        kind = local(element)
        if kind == "p":
            text = _text(element)
            role = TextRole.AROUND if element in contents else TextRole.TEXT
        else:
            text, role = attribute(element, "val" if kind == "tblCaption" else "descr"), TextRole.TEXT
        if text.strip():
            yield FileText(role, "the contents" if role is TextRole.AROUND else "the text", text)


def _edge(root: Any) -> Iterator[FileText]:
    for element in root.iter("{*}p", "{*}textpath"):
        pieces = _text(element).split("\t") if local(element) == "p" else [attribute(element, "string")]
        yield from (FileText(TextRole.AROUND, "the head or foot of a page", piece) for piece in pieces if piece.strip())


def _text(paragraph: Any) -> str:
    """A paragraph's own words; a caption's without its number."""
    pieces = []
    for element in _own(paragraph):
        kind = local(element)
        pieces.append((element.text or "") if kind in {"t", "delText"} else _BREAKS.get(kind, ""))
    text = "".join(pieces)
    numbered = any("SEQ" in (code.text or "") for code in paragraph.iter("{*}instrText"))
    return _LABEL.sub("", text, count=1) if numbered else text


def _own(element: Any) -> Iterator[Any]:
    """What stands in a paragraph, but not in a paragraph within it, such as in a box of text."""
    for child in element.iterchildren("{*}*"):
        if local(child) not in {"p", "pPr"}:
            yield child
            yield from _own(child)


def _oddities(root: Any) -> Iterator[FileText]:
    """What is hidden, tracked, named or described in a file, and fields that a report has not."""
    for element in root.iter("{*}*"):
        kind = local(element)
        if kind in _CHANGES:
            said = "".join(text.text or "" for text in element.iter("{*}t", "{*}delText"))
            yield alien("a tracked change", f"{attribute(element, 'author')} {said}".strip())
        elif kind in {"vanish", "specVanish", "webHidden"} and attribute(element, "val") not in {"0", "false"}:
            run = element.getparent().getparent()
            yield alien("hidden text", "".join(text.text or "" for text in run.iter("{*}t")))
        elif kind in _STRANGE:
            yield alien(_STRANGE[kind], " ".join(element.attrib.values()))
        elif kind in {"instrText", "fldSimple"}:
            code = (element.text or attribute(element, "instr")).strip()
            if not _FIELD.fullmatch(code):
                yield alien("a field", code)
        elif kind == "lvlText" and attribute(element, "val") not in _SIGNS:
            yield alien("words in the numbering of a list", attribute(element, "val"))
        else:
            yield from _names(element, kind)


def _names(element: Any, kind: str) -> Iterator[FileText]:
    """Names and tips that nobody sees on the page."""
    name = attribute(element, "name")
    if kind in _NAMES and not _NAMES[kind].fullmatch(name):
        yield alien("a name", name)
    if kind in {"alias", "tag", "tblDescription"}:
        yield alien("a name", attribute(element, "val"))
    for tip in ("tooltip", "title"):
        if attribute(element, tip):
            yield alien("a tip", attribute(element, tip))
    if kind in {"cNvPr", "cNvGraphicFramePr", "shape"} and (attribute(element, "descr") or attribute(element, "alt")):
        yield alien("a description", attribute(element, "descr") or attribute(element, "alt"))
