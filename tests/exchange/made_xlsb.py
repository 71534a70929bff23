"""A binary workbook made record by record: no program at hand writes one."""

from __future__ import annotations

import struct

from tests.exchange.made import zipped

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PERCENT, OWN_PERCENT = 1, 2  # styles; 0 is plain


def record(kind: int, data: bytes = b"") -> bytes:
    numbers = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return numbers + bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) + data


def text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    flags = 0x10 if hidden else 0
    return record(0, struct.pack("<IIHBBB", number - 1, 0, 300, 0, flags, 0) + struct.pack("<I", 0)) + b"".join(cells)


def at(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column - 1, style)


def words(column: int, said: str) -> bytes:
    return record(6, at(column) + text(said))


def number(column: int, value: float, style: int = 0) -> bytes:
    return record(5, at(column, style) + struct.pack("<d", value))


def error(column: int, code: int) -> bytes:
    return record(3, at(column) + bytes([code]))


def error_of_a_formula(column: int, code: int) -> bytes:
    return record(11, at(column) + bytes([code]) + struct.pack("<HI", 0, 0) + struct.pack("<I", 0))


def merge(top: int, left: int, bottom: int, right: int) -> bytes:
    return record(176, struct.pack("<IIII", top - 1, bottom - 1, left - 1, right - 1))


def xlsb(*rows: bytes, columns: bytes = b"", merges: bytes = b"", last: tuple[int, int] = (20, 8)) -> bytes:
    """A binary workbook of one sheet, “Return”, in three styles: plain, per cent, and per cent of its own."""
    styles = [0, 10, 164]
    sheet = [
        record(129), record(148, struct.pack("<IIII", 0, last[0], 0, last[1])), columns, record(145), *rows, record(146),
        merges, record(130),
    ]  # fmt: skip
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
                       'Target="xl/workbook.bin"/></Relationships>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
                                      f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" '
                                      f'Type="{OFFICE}/styles" Target="styles.bin"/></Relationships>',
        "xl/workbook.bin": record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Return"))
                           + record(144) + record(132),
        "xl/styles.bin": record(44, struct.pack("<H", 164) + text("0.0%")) + record(617, struct.pack("<I", 3))
                         + b"".join(record(47, struct.pack("<HH", 0, shown) + bytes(12)) for shown in styles) + record(618),
        "xl/worksheets/sheet1.bin": b"".join(sheet),
    })  # fmt: skip
