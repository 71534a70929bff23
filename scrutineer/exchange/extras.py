"""What in an xlsx is no cell: text boxes, embedded files, pictures, links to other files, macros."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from scrutineer.domain.grid import column_letters

_LONGEST = 2_000  # characters of a text box that are kept
_RELATION = re.compile(rb"<Relationship\b[^<>]*>")
_ID = re.compile(rb'\bId="([^"]+)"')
_TARGET = re.compile(rb'\bTarget="([^"]+)"')


def extras_of(content: bytes) -> Iterator[list[str]]:
    """kind, sheet, place and text of each; nothing is opened, run or fetched."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        sheets = _sheet_names(archive)
        for part, title in sheets.items():
            yield from _of_sheet(archive, part, title)
        for name in names:
            if name.startswith("xl/externalLinks/_rels/"):
                target = _TARGET.search(archive.read(name))
                yield ["link", "", "", posixpath.basename(target[1].decode("utf-8", "replace")) if target else ""]
            if name.endswith("vbaProject.bin"):
                yield ["macros", "", "", ""]


def sheet_parts(content: bytes) -> dict[str, str]:
    """By part, the name of each sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _sheet_names(archive)


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """By id, the parts that a part points to."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.namelist():
        return {}
    result = {}
    for match in _RELATION.finditer(archive.read(rels)):
        target, known_as = _TARGET.search(match[0]), _ID.search(match[0])
        if target and known_as:
            path = target[1].decode("utf-8", "replace")
            result[known_as[1].decode("utf-8", "replace")] = posixpath.normpath(
                path[1:] if path.startswith("/") else f"{folder}/{path}"
            )
    return result


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    from defusedxml.ElementTree import fromstring

    rels = relations(archive, "xl/workbook.xml")
    book = fromstring(archive.read("xl/workbook.xml"))
    result = {}
    for sheet in book.iterfind(".//{*}sheet"):
        ids = [value for key, value in sheet.attrib.items() if key.endswith("}id")]
        if ids and ids[0] in rels:
            result[rels[ids[0]]] = sheet.get("name", "")
    return result


def _of_sheet(archive: zipfile.ZipFile, part: str, title: str) -> Iterator[list[str]]:
    names = set(archive.namelist())
    for target in relations(archive, part).values():
        if "/embeddings/" in target:
            yield ["embedded", title, "", posixpath.basename(target)]
        elif "/drawings/drawing" in target and target in names:
            yield from _of_drawing(archive, target, title)


def _of_drawing(archive: zipfile.ZipFile, part: str, title: str) -> Iterator[list[str]]:
    from defusedxml.ElementTree import fromstring

    for anchor in fromstring(archive.read(part)):
        place = _anchor(anchor)
        text = " ".join(run.text.strip() for run in anchor.iterfind(".//{*}t") if run.text and run.text.strip())
        if text:
            yield ["text box", title, place, text[:_LONGEST]]
        elif anchor.find(".//{*}pic") is not None:
            yield ["picture", title, place, ""]


def _anchor(anchor: Any) -> str:
    row, column = anchor.find(".//{*}from/{*}row"), anchor.find(".//{*}from/{*}col")
    if row is None or column is None:
        return ""
    return f"{column_letters(int(column.text or 0) + 1)}{int(row.text or 0) + 1}"
