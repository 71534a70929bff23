"""What in an xlsx is written in a way that the readers do not know, put into the way that they do."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

_USUAL = "xl/workbook.xml"
_MAIN_PART = re.compile(rb'<Relationship\b[^<>]*\bType="[^"<>]*/officeDocument"[^<>]*>')
_TARGET = re.compile(rb'\bTarget="([^"]+)"')
_MAIN_TYPES = (
    b"spreadsheetml.sheet.main+xml",
    b"spreadsheetml.template.main+xml",
    b"ms-excel.sheet.macroEnabled.main+xml",
    b"ms-excel.template.macroEnabled.main+xml",
)
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)  # fmt: skip
_CELL = re.compile(rb"<c\b[^<>]*>")
_STORED = re.compile(rb"<v\b[^<>]*>([^<]*)</v>")
_NAMELESS = "#ERROR"
_PLACE = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def main_part(archive: zipfile.ZipFile) -> str:
    """The workbook's own part, by the file's relationships; "" where the file is no xlsx."""
    names = set(archive.namelist())
    if _USUAL in names:
        return _USUAL
    if not {"_rels/.rels", "[Content_Types].xml"} <= names:
        return ""
    relation = _MAIN_PART.search(archive.read("_rels/.rels"))
    target = _TARGET.search(relation[0]) if relation else None
    part = posixpath.normpath(target[1].decode("utf-8", "replace").lstrip("/")) if target else ""
    types = archive.read("[Content_Types].xml")
    return part if part in names and any(kind in types for kind in _MAIN_TYPES) else ""


def in_usual_form(content: bytes) -> bytes:
    """An xlsx with its workbook where readers look for it and in the names they know; most come back as they are."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        main = main_part(archive)
        if not main:
            return content
        with archive.open(main) as stream:
            strict = b"http://purl.oclc.org/ooxml/" in stream.read(4_096)
        if main == _USUAL and not strict:
            return content
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in archive.namelist():
                part = archive.read(name)
                copy.writestr(_usual_name(name, main), _usual_part(name, part, main, strict))
        return written.getvalue()


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _usual_name(name: str, main: str) -> str:
    return {main: _USUAL, _rels_of(main): _rels_of(_USUAL)}.get(name, name)


def _usual_part(name: str, part: bytes, main: str, strict: bool) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return part
    if strict:
        for old, new in _STRICT:
            part = part.replace(old, new)
    if main == _USUAL:
        return part
    if name in {"_rels/.rels", "[Content_Types].xml"}:
        return part.replace(main.encode(), _USUAL.encode())
    if name == _rels_of(main):
        folder = posixpath.dirname(main)
        return _TARGET.sub(lambda match: _from_the_top(match[1], folder), part)
    return part


def _from_the_top(target: bytes, folder: str) -> bytes:
    """A relationship's target that no longer depends on where the part that names it lies."""
    text = target.decode("utf-8", "replace")
    whole = text if text.startswith("/") or ":" in text else f"/{posixpath.normpath(posixpath.join(folder, text))}"
    return f'Target="{whole}"'.encode()


def words_stored(content: bytes, parts: dict[str, str]) -> dict[str, dict[str, tuple[str, str]]]:
    """By sheet and cell, a stored result that is no number: its text and its kind, “error” or "".

    The fast reader gives nothing for an error and for a text of no length. `parts` are the sheets' parts and names.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {title: dict(_words(archive.read(part))) for part, title in parts.items() if part in archive.namelist()}


def _words(part: bytes) -> Iterator[tuple[str, tuple[str, str]]]:
    for tag in _CELL.finditer(part):
        place = _PLACE.search(tag[0])
        error = b't="e"' in tag[0]
        if place and (error or b't="str"' in tag[0]):
            stored = _STORED.search(part, tag.end(), part.find(b"</c>", tag.end()))
            text = stored[1].decode("utf-8", "replace") if stored else ""
            yield place[1].decode(), (text or _NAMELESS if error else text, "error" if error else "")


def unescaped(text: str) -> str:
    """A text with the signs that Open XML writes as _x000D_ and the like; a line break is one sign, not two."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
