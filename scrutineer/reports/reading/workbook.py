"""Every text of a workbook: the first sheet in order, each table where it is led to, and what no report has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
from scrutineer.reports.reading.texts import FileText, TextRole, alien

_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_SETTINGS = re.compile(r"xl/(styles|workbook|theme/theme1)\.xml|docProps/app\.xml|\[Content_Types\]\.xml")
_RELATIONS = re.compile(r"(xl/)?(worksheets/)?_rels/[\w.]*\.rels")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LED_TO = re.compile(r"'((?:[^']|''){1,62})'!\$?[A-Z]{1,3}\$?\d{1,7}")
_OWN_NAMES: Final = frozenset({"_xlnm.Print_Titles", "_xlnm._FilterDatabase", "_xlnm.Print_Area"})
_SIGN = re.compile(r'"(•|\d+\.) "@|General|@|0')
_STRANGE: Final = {"dataValidation": "a prompt at a cell", "fileSharing": "who wrote it", "comment": "a comment",
                   "oleObject": "an embedded object", "control": "a control", "protectedRange": "a protected range",
                   "conditionalFormatting": "a rule of formatting"}  # fmt: skip
_FULL: Final = 32_767  # signs, as Excel counts them: such a cell goes on in the one below


@dataclass(slots=True)
class _Sheet:
    """The cells of a sheet by row and column, and which of them lead to another place of the workbook."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    leads: dict[tuple[int, int], str] = field(default_factory=dict)


def texts_of_workbook(content: bytes) -> Iterator[FileText]:
    """Every text; those of the cells in order, a table where the first sheet leads to it."""
    yield from around_parts(content)
    parts = parts_of(content)
    shared = [_string(item) for item in tree(parts["xl/sharedStrings.xml"])] if "xl/sharedStrings.xml" in parts else []
    used = set[int]()
    names = dict(_names(parts))
    sheets = []
    for name, part in parts.items():
        if _SHEET.fullmatch(name):
            root = tree(part)
            sheets.append(_sheet(names.get(name, ""), root, shared, used))
            yield from beside_text(name, root, frozenset({"v", "t", "f", "oddHeader", "oddFooter"}))
            yield from _oddities(root)
        elif name == "docProps/core.xml":
            yield from properties(part)
        elif _SETTINGS.fullmatch(name):
            yield from beside_text(name, tree(part), frozenset({"definedName"}))
            yield from _settings(tree(part))
        elif _RELATIONS.fullmatch(name):
            yield from links_outwards(name, part)
        elif name != "xl/sharedStrings.xml":
            yield strange_part(name, part)
    yield from (alien("a text in no cell", text) for place, text in enumerate(shared) if place not in used and text)
    yield from _in_order(sheets)


def _names(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each sheet's part with its name."""
    ways = {way.get("Id"): way.get("Target", "") for way in tree(parts["xl/_rels/workbook.xml.rels"])}
    for sheet in tree(parts["xl/workbook.xml"]).iter("{*}sheet"):
        target = ways.get(attribute(sheet, "id"), "")
        yield (target.lstrip("/") if target.startswith("/") else f"xl/{target}"), sheet.get("name", "")


def _string(item: Any) -> str:
    text = "".join(part.text or "" for part in item.iter("{*}t"))
    return _ESCAPE.sub(lambda sign: chr(int(sign[1], 16)), text)


def _sheet(name: str, root: Any, shared: list[str], used: set[int]) -> _Sheet:
    sheet = _Sheet(name)
    for cell in root.iter("{*}c"):
        value = next(cell.iter("{*}v"), None)
        text = _string(cell)
        if value is not None and value.text:
            text = value.text
            if cell.get("t") == "s":
                used.add(int(text))
                text = shared[int(text)]
        if text:
            sheet.cells[_place(cell.get("r", "A1"))] = text
    for link in root.iter("{*}hyperlink"):
        if target := _LED_TO.fullmatch(link.get("location", "")):
            sheet.leads[_place(link.get("ref", "A1"))] = target[1].replace("''", "'")
    return sheet


def _place(reference: str) -> tuple[int, int]:
    match = _PLACE.match(reference)
    column = 0
    for letter in match[1] if match else "A":
        column = column * 26 + ord(letter) - 64
    return int(match[2]) if match else 1, column


def _in_order(sheets: list[_Sheet]) -> Iterator[FileText]:
    """The first sheet's cells, each table where a cell that is called like its sheet leads to it; the others after."""
    waiting = {sheet.name: sheet for sheet in sheets[1:]}
    yield from (FileText(TextRole.AROUND, "the name of a sheet", sheet.name) for sheet in sheets)
    for place, text in _whole(sheets[0]) if sheets else ():
        led = sheets[0].leads.get(place, "")
        if led == text and led in waiting:
            yield from _cells(waiting.pop(led))
        else:
            yield FileText(TextRole.TEXT, "the text", text)
    for sheet in waiting.values():
        yield from _cells(sheet)


def _cells(sheet: _Sheet) -> Iterator[FileText]:
    yield from (FileText(TextRole.TEXT, f"the sheet “{sheet.name}”", text) for _, text in _whole(sheet))


def _whole(sheet: _Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells row by row; what went on below a full one is put back to it."""
    waiting = dict(sorted(sheet.cells.items()))
    for place in list(waiting):
        text = waiting.pop(place, "")
        (row, column), piece = place, text
        while len(piece.encode("utf-16-le")) // 2 >= _FULL - 1 and (row + 1, column) in waiting:
            row += 1
            piece = waiting.pop((row, column))
            text += piece
        if text.strip():
            yield place, text


def _oddities(root: Any) -> Iterator[FileText]:
    """What is hidden, worked out or described in a sheet; and what stands at the edges of its pages."""
    for element in root.iter("{*}*"):
        kind = local(element)
        if kind in {"row", "col"} and attribute(element, "hidden") in {"1", "true"}:
            yield alien(f"a hidden {'row' if kind == 'row' else 'column'}", attribute(element, "r"))
        elif kind == "f":
            yield alien("a formula", element.text or "")
        elif kind in _STRANGE:
            yield alien(_STRANGE[kind], " ".join([*element.attrib.values(), *element.itertext()]))
        elif kind == "hyperlink" and (attribute(element, "tooltip") or attribute(element, "display")):
            yield alien("a tip", attribute(element, "tooltip") or attribute(element, "display"))
        elif kind in {"oddHeader", "oddFooter"}:
            yield from _edge(element.text or "")
        elif kind in {"evenHeader", "evenFooter", "firstHeader", "firstFooter"} and element.text:
            yield alien("another head or foot of a page", element.text)


def _edge(text: str) -> Iterator[FileText]:
    """The three parts of a page's head or foot, where “&” begins an instruction and two of them are one."""
    pieces, signs = [""], iter(text)
    for sign in signs:
        following = next(signs, "") if sign == "&" else ""
        if following in {"L", "C", "R"}:
            pieces.append("")
        elif sign == "&" and following != "&":
            pieces[-1] += "1" if following in {"P", "N"} else f"&{following}"
        else:
            pieces[-1] += sign
    yield from (FileText(TextRole.AROUND, "the head or foot of a page", piece) for piece in pieces if piece.strip())


def _settings(root: Any) -> Iterator[FileText]:
    for element in root.iter("{*}*"):
        kind = local(element)
        if kind == "sheet" and element.get("state", "visible") != "visible":
            yield alien("a hidden sheet", element.get("name", ""))
        elif kind == "definedName" and element.get("name") not in _OWN_NAMES:
            yield alien("a name", f"{element.get('name')} {element.text or ''}")
        elif kind == "numFmt" and not _SIGN.fullmatch(element.get("formatCode", "")):
            yield alien("words in how a cell is shown", element.get("formatCode", ""))
        elif kind in _STRANGE:
            yield alien(_STRANGE[kind], " ".join(element.attrib.values()))
