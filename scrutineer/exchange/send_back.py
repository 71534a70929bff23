"""The partner's own workbook with the problem cells ringed and a covering list. Everything else stays, byte for byte.

A workbook library would drop what it does not know (drawings, embedded files), so the parts are edited in place: a ring
(a border, so that a colour that is an answer stays) round each cell, and one more sheet at the end with the list.
"""

from __future__ import annotations

import copy
import dataclasses
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from scrutineer.domain.corrections import Correction
from scrutineer.domain.grid import cell_text, column_letters
from scrutineer.exchange import apart
from scrutineer.exchange.apart import Ended
from scrutineer.exchange.pack_pen import finished, height

LIST_TITLE = "To correct"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_HEADS = ("Sheet", "Cell", "What stands there", "What is wrong", "What would help")
_WIDTHS = (22, 8, 30, 46, 56)
_HEAD_ROW = 3
_PALE, _LINE = "FFE3EEEC", "FFC9D1D0"


def ringed_copy(name: str, content: bytes, corrections: Sequence[Correction]) -> bytes:
    """A workbook with its problem cells ringed, made in the reading process; nothing where it cannot be marked."""
    code, out = apart.ask(name, content, "ring", [dataclasses.astuple(correction) for correction in corrections])
    return out if code == Ended.DONE else b""


def can_be_marked(content: bytes) -> bool:
    """Whether a workbook has the parts that a ring needs: a few programs write files without any styles."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        styles = [name for name in names if name.startswith("xl/") and name.endswith("styles.xml")]
        return bool(styles) and b"cellXfs" in archive.read(styles[0]) and b"borders" in archive.read(styles[0])


def ring_cells(content: bytes, corrections: Sequence[Correction]) -> bytes:
    """An xlsx or xlsm with its problem cells ringed and a sheet that lists them. No other part is changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
        order = archive.infolist()
    book = _Package(parts)
    book.ring(corrections)
    book.add_list(corrections)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in order:
            archive.writestr(info.filename, book.parts[info.filename])
        for name in book.parts.keys() - {info.filename for info in order}:
            archive.writestr(name, book.parts[name])
    return out.getvalue()


def list_alone(corrections: Sequence[Correction]) -> bytes:
    """A workbook with the list alone, for kinds of file that cannot be marked without loss."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    book = Workbook()
    sheet: Any = book.active
    sheet.title = LIST_TITLE
    side = Side(style="thin", color=_LINE)
    for row, texts in enumerate([_HEADS, *(_texts(correction) for correction in corrections)], 1):
        sheet.row_dimensions[row].height = height(zip(texts, _WIDTHS, strict=True))
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            cell.value = text or None
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(left=side, right=side, top=side, bottom=side)
            if text:
                cell.data_type = "s"
            if row == 1:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=_PALE)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[column_letters(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows, sheet.freeze_panes = "1:1", "A2"
    return finished(book, {})


def _texts(correction: Correction) -> tuple[str, ...]:
    texts = (correction.sheet, correction.cell, correction.typed, correction.problem, correction.please)
    return tuple(cell_text(text) for text in texts)


def _parse(content: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _written(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


class _Package:
    """The parts of a workbook, by name; those that are edited are written anew."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._book = _parse(parts["xl/workbook.xml"])
        self._space = self._book.tag[1:].split("}")[0]  # the strict kind of workbook has a namespace of its own
        self._rels = _parse(parts["xl/_rels/workbook.xml.rels"])
        self._styles_part = self._related("/styles") or "xl/styles.xml"
        self._styles = _parse(parts[self._styles_part])
        self._ring_id = ""
        self._ringed: dict[str, str] = {}

    def _tag(self, name: str) -> str:
        return f"{{{self._space}}}{name}"

    def _related(self, ending: str) -> str:
        for relation in self._rels:
            if relation.get("Type", "").endswith(ending):
                return _from_book(relation.get("Target", ""))
        return ""

    def _sheets(self) -> dict[str, str]:
        """By title, the part of each sheet."""
        targets = {entry.get("Id"): _from_book(entry.get("Target", "")) for entry in self._rels}
        parts = {}
        for element in self._book.find(self._tag("sheets")):
            relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            parts[element.get("name")] = targets.get(relation, "")
        return parts

    def ring(self, corrections: Sequence[Correction]) -> None:
        """A ring round each cell; a cell that the file does not hold is made."""
        for title, part in self._sheets().items():
            cells = [
                correction.cell
                for correction in corrections
                if correction.sheet == title and _PLACE.match(correction.cell)
            ]
            if not cells or part not in self.parts:
                continue
            root = _parse(self.parts[part])
            data = root.find(self._tag("sheetData"))
            _number(data)
            for place in dict.fromkeys(cells):
                cell = _cell(data, place)
                cell.set("s", self._ringed_style(cell.get("s", "0")))
            self.parts[part] = _written(root)
        self.parts[self._styles_part] = _written(self._styles)

    def _ringed_style(self, style: str) -> str:
        """A copy of a cell's style with the ring round it; one for each style."""
        if style not in self._ringed:
            formats = self._styles.find(self._tag("cellXfs"))
            ringed = copy.deepcopy(formats[int(style)])
            ringed.set("borderId", self._ring())
            ringed.set("applyBorder", "1")
            formats.append(ringed)
            formats.set("count", str(len(formats)))
            self._ringed[style] = str(len(formats) - 1)
        return self._ringed[style]

    def _ring(self) -> str:
        """The border, added once."""
        if not self._ring_id:
            sides = (self._side(name, "thick", "FFC00000") for name in ("left", "right", "top", "bottom"))
            self._ring_id = self._added("borders", *sides)
        return self._ring_id

    def add_list(self, corrections: Sequence[Correction]) -> None:
        """One more sheet at the end, and the one that is shown first."""
        part, title = self._new_part(), _free_title(set(self._sheets()))
        self.parts[part] = _list_sheet(corrections, self._space, self._looks())
        self.parts[self._styles_part] = _written(self._styles)
        sheets = self._book.find(self._tag("sheets"))
        kind = next(entry.get("Type") for entry in self._rels if entry.get("Type", "").endswith("/worksheet"))
        relation = f"rIdScrutineer{len(self._rels) + 1}"
        attributes = {"Id": relation, "Type": kind, "Target": "/" + part}
        self._rels.append(self._rels.makeelement(self._rels[0].tag, attributes))
        number = max((int(element.get("sheetId", "0")) for element in sheets), default=0) + 1
        key = next(key for key in sheets[0].attrib if key.endswith("}id"))
        sheets.append(sheets.makeelement(self._tag("sheet"), {"name": title, "sheetId": str(number), key: relation}))
        self._show_last(len(sheets) - 1)
        self._repeat_headings(len(sheets) - 1, title)
        types = _parse(self.parts["[Content_Types].xml"])
        attributes = {"PartName": "/" + part, "ContentType": _SHEET_TYPE}
        types.append(types.makeelement(types.tag.replace("}Types", "}Override"), attributes))
        self.parts["[Content_Types].xml"] = _written(types)
        self.parts["xl/workbook.xml"] = _written(self._book)
        self.parts["xl/_rels/workbook.xml.rels"] = _written(self._rels)

    def _repeat_headings(self, index: int, title: str) -> None:
        """Print the headings of the list on each of its pages."""
        names = self._book.find(self._tag("definedNames"))
        if names is None:
            names = self._book.makeelement(self._tag("definedNames"))
            before = {self._tag(name) for name in ("sheets", "functionGroups", "externalReferences")}
            self._book.insert(max(n for n, part in enumerate(self._book) if part.tag in before) + 1, names)
        attributes = {"name": "_xlnm.Print_Titles", "localSheetId": str(index)}
        name = names.makeelement(self._tag("definedName"), attributes)
        name.text = f"'{title}'!${_HEAD_ROW}:${_HEAD_ROW}"
        names.append(name)

    def _looks(self) -> dict[str, str]:
        """The styles of the list: its lead and its headings are bold, its lines wrap and have borders."""
        thin = self._added("borders", *(self._side(name, "thin", _LINE) for name in ("left", "right", "top", "bottom")))
        bold = self._bold()
        pattern = self._element("patternFill", patternType="solid")
        pattern.append(self._element("fgColor", rgb=_PALE))
        pale = self._added("fills", pattern)
        return {
            "lead": self._look(fontId=bold),
            "head": self._look(fontId=bold, fillId=pale, borderId=thin),
            "line": self._look(borderId=thin),
        }

    def _look(self, **parts: str) -> str:
        """A style of the workbook's own letters on wrapped lines, with these parts in place of its own."""
        formats = self._styles.find(self._tag("cellXfs"))
        look = self._element("xf", numFmtId="0", fontId="0", fillId="0", borderId="0", xfId="0")
        for name, number in parts.items():
            if number:
                look.set(name, number)
                look.set(f"apply{name.removesuffix('Id').capitalize()}", "1")
        look.set("applyAlignment", "1")
        look.append(self._element("alignment", vertical="top", wrapText="1"))
        formats.append(look)
        formats.set("count", str(len(formats)))
        return str(len(formats) - 1)

    def _bold(self) -> str:
        fonts = self._styles.find(self._tag("fonts"))
        if fonts is None or not len(fonts):
            return ""
        parts = [copy.deepcopy(part) for part in fonts[0] if part.tag != self._tag("b")]
        return self._added("fonts", self._element("b"), *parts)

    def _side(self, name: str, style: str, colour: str) -> Any:
        side = self._element(name, style=style)
        side.append(self._element("color", rgb=colour))
        return side

    def _element(self, tag: str, **attributes: str) -> Any:
        return self._styles.makeelement(self._tag(tag), attributes)

    def _added(self, kind: str, *parts: Any) -> str:
        """Add a border, a fill or a font: its number, "" where the file keeps none of the kind."""
        known = self._styles.find(self._tag(kind))
        if known is None:
            return ""
        added = self._element(kind.removesuffix("s"))
        added.extend(parts)
        known.append(added)
        known.set("count", str(len(known)))
        return str(len(known) - 1)

    def _new_part(self) -> str:
        number = 1
        while f"xl/worksheets/scrutineer{number}.xml" in self.parts:
            number += 1
        return f"xl/worksheets/scrutineer{number}.xml"

    def _show_last(self, index: int) -> None:
        """Open on the list; two sheets selected at once would be typed into together."""
        view = self._book.find(f"{self._tag('bookViews')}/{self._tag('workbookView')}")
        if view is None:
            return
        view.set("activeTab", str(index))
        added = sum(name.startswith("xl/worksheets/scrutineer") for name in self.parts)
        for name in [part for part in self.parts if part.startswith(("xl/worksheets/", "xl/chartsheets/"))]:
            if not name.endswith(f"scrutineer{added}.xml"):
                self.parts[name] = _SELECTED.sub(b"", self.parts[name])


_SELECTED = re.compile(rb' tabSelected="(?:1|true)"')


def _from_book(target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _free_title(taken: set[str]) -> str:
    title, number = LIST_TITLE, 1
    while title in taken:
        number += 1
        title = f"{LIST_TITLE} {number}"
    return title


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _cell(data: Any, place: str) -> Any:
    """The element of a cell; made in its right order where the file does not hold it."""
    match = _PLACE.match(place)
    if match is None:
        raise ValueError(place)
    row = _in_order(data, "row", int(match[2]), match[2], lambda element: int(element.get("r", "0")))
    return _in_order(
        row, "c", _column(match[1]), place, lambda element: _column(re.sub(r"\d", "", element.get("r", "A")))
    )


def _number(data: Any) -> None:
    """Say the place of every row and cell: where a file leaves it out, it is the one after the last."""
    row_number = 0
    for row in data:
        row_number = int(row.get("r", row_number + 1))
        row.set("r", str(row_number))
        column = 0
        for cell in row:
            match = _PLACE.match(cell.get("r", ""))
            column = _column(match[1]) if match else column + 1
            cell.set("r", f"{column_letters(column)}{row_number}")


def _in_order(parent: Any, tag: str, number: int, name: str, number_of: Callable[[Any], int]) -> Any:
    """The row or cell of a number; made in its place where there is none."""
    later = next((place for place, sibling in enumerate(parent) if number_of(sibling) >= number), len(parent))
    if later < len(parent) and number_of(parent[later]) == number:
        return parent[later]
    made = parent.makeelement(parent.tag.split("}")[0] + "}" + tag, {"r": name})
    parent.insert(later, made)
    return made


_LEAD = "Please correct the cells ringed in red, then send this workbook back. Nothing else in it was changed."


def _list_sheet(corrections: Sequence[Correction], space: str, looks: Mapping[str, str]) -> bytes:
    """The page that lists what to correct; `looks` are the styles of its lead, its headings and its lines."""
    from lxml import etree

    def add(parent: Any, tag: str, **attributes: str) -> Any:
        return etree.SubElement(parent, f"{{{space}}}{tag}", attributes)

    root = etree.Element(f"{{{space}}}worksheet", nsmap={None: space})
    add(add(root, "sheetPr"), "pageSetUpPr", fitToPage="1")
    add(add(root, "sheetViews"), "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0")
    columns = add(root, "cols")
    for number, width in enumerate(_WIDTHS, 1):
        add(columns, "col", min=str(number), max=str(number), width=str(width), customWidth="1")
    data = add(root, "sheetData")
    lines = [("lead", (_LEAD,)), ("", ()), ("head", _HEADS), *(("line", _texts(known)) for known in corrections)]
    for number, (look, texts) in enumerate(lines, 1):
        row = add(data, "row", r=str(number))
        if look == "line":
            row.set("ht", f"{height(zip(texts, _WIDTHS, strict=True)):g}")
        for column, text in enumerate(texts, 1):
            cell = add(row, "c", r=f"{column_letters(column)}{number}", s=looks[look], t="inlineStr")
            words = add(add(cell, "is"), "t")
            words.text = text
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    add(add(root, "mergeCells", count="1"), "mergeCell", ref=f"A1:{column_letters(len(_WIDTHS))}1")
    links = add(root, "hyperlinks") if corrections else None
    for number, correction in enumerate(corrections, _HEAD_ROW + 1):
        location = "'" + correction.sheet.replace("'", "''") + f"'!{correction.cell}"
        add(links, "hyperlink", ref=f"B{number}", location=location)
    add(root, "pageMargins", left="0.4", right="0.4", top="0.6", bottom="0.6", header="0.3", footer="0.3")
    add(root, "pageSetup", paperSize="9", orientation="landscape", fitToWidth="1", fitToHeight="0")
    return _written(root)
