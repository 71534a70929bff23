"""Every text of a page of HTML: its words in order, its head, its style, and what no report has."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any, Final

from scrutineer.reports.reading.texts import FileText, TextRole, alien, picture_and_words

_BLOCKS: Final = frozenset({"h1", "h2", "h3", "h4", "p", "li", "th", "td", "caption", "figcaption"})
_OTHERS: Final = frozenset({
    "html", "head", "body", "meta", "title", "style", "a", "header", "main", "footer", "nav", "ul", "ol", "section",
    "div", "figure", "img", "table", "thead", "tbody", "tr", "blockquote", "em", "strong", "br", "span",
})  # fmt: skip
_VALUES: Final = {
    "lang": re.compile("en-GB"),
    "charset": re.compile("utf-8"),
    "http-equiv": re.compile("Content-Security-Policy"),
    "name": re.compile(r"viewport|dcterms\.created"),
    "class": re.compile(r"[a-z-]+( [a-z-]+)?"),
    "id": re.compile(r"at_\d+|table_\d+|text"),
    "href": re.compile(r"#at_\d+|#text"),
    "tabindex": re.compile("0"),
    "role": re.compile("group"),
    "aria-labelledby": re.compile(r"table_\d+"),
    "scope": re.compile("row|col"),
    "dir": re.compile("rtl"),
}
"""What each attribute may say that is no text."""
_PNG: Final = "data:image/png;base64,"


def texts_of_page(content: bytes) -> Iterator[FileText]:
    """Every text, those of the main part in order."""
    from lxml import html

    root = html.document_fromstring(content.decode("utf-8"))
    for element in root.getroottree().xpath("//comment() | //processing-instruction()"):
        yield alien("a comment", element.text or "")
    for element in root.iter():
        if isinstance(element.tag, str):
            yield from _attributes(element)
            yield from _text(element)


def _attributes(element: Any) -> Iterator[FileText]:
    kind = element.tag
    if kind not in _BLOCKS | _OTHERS:
        yield alien(f"the element “{kind}”", element.text_content())
    for name, value in element.attrib.items():
        if (kind, name) == ("meta", "content"):
            yield FileText(TextRole.PROPERTY, element.get("name") or element.get("http-equiv") or "", value)
        elif (kind, name) == ("img", "alt"):
            yield FileText(TextRole.TEXT, "the words for a picture", value)
        elif (kind, name) == ("img", "src"):
            yield from _picture(value)
        elif (kind, name) == ("nav", "aria-label"):
            yield FileText(TextRole.AROUND, "the name of the contents", value)
        elif name not in _VALUES or not _VALUES[name].fullmatch(value):
            yield alien(f"the attribute “{name}”", value)


def _picture(source: str) -> Iterator[FileText]:
    try:
        content = base64.b64decode(source.removeprefix(_PNG), validate=True)
    except binascii.Error:
        yield alien("a picture from elsewhere", source)
        return
    yield from picture_and_words(content, "a picture")


def _text(element: Any) -> Iterator[FileText]:
    kind = element.tag
    if kind == "title":
        yield FileText(TextRole.PROPERTY, "title", element.text or "")
    elif kind == "style":
        yield FileText(TextRole.AROUND, "the style", element.text or "")
    elif kind in _BLOCKS:
        text = _words(element)
        if text.strip():
            yield _placed(element, text)
    elif kind not in {"script", "em", "strong", "a", "span", "br"} or not _within_a_block(element):
        own = [element.text or "", *(child.tail or "" for child in element)]
        if "".join(own).strip() and element.get("class") != "skip":
            yield alien(f"loose text in “{kind}”", "".join(own).strip())
        elif element.get("class") == "skip":
            yield FileText(TextRole.AROUND, "the first link", element.text_content())


def _within_a_block(element: Any) -> bool:
    return any(above.tag in _BLOCKS for above in element.iterancestors())


def _placed(element: Any, text: str) -> FileText:
    """In the main part outside the contents it is read; all else stands around that."""
    above = [parent.tag for parent in element.iterancestors()]
    if "main" in above and "nav" not in above:
        return FileText(TextRole.TEXT, "the text", text)
    return FileText(TextRole.AROUND, "the head, the foot or the contents", text)


def _words(element: Any) -> str:
    """An element's words, but not those of a block within it; a break is one."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == "br":
            pieces.append("\n")
        elif isinstance(child.tag, str) and child.tag not in _BLOCKS:
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
