"""Whether an xlsx holds values alone: then a fast reader loses nothing that an import needs.

The fast reader knows no fills, comments, drop-downs, hidden rows, percentages, errors, formulas or pictures, and its
memory grows with the span of a sheet. A workbook that has any of these, or is written in an unusual way, is read in
full instead.
"""

from __future__ import annotations

import io
import re
import zipfile

_LAST_ROW = 300_000
_UNUSUAL = (b't="e"', b'hidden="', b"<dataValidations")  # errors, hidden rows and columns, drop-downs
_FORMULA = re.compile(rb"<f[ >/]")
_PREFIXED = re.compile(rb"<\w+:worksheet\b")
_FAR = re.compile(rb'<c r="[A-Z]{3}')  # a cell beyond column ZZ
_MORE = re.compile(r"omments|/drawings/|/embeddings/|/externalLinks/|vbaProject|docProps/custom")
_PERCENT = re.compile(rb'numFmtId="(?:9|10)"|formatCode="[^"]*%')
_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_TAIL = 200_000  # bytes at the end of a sheet that are looked at for its last rows


def is_plain(content: bytes) -> bool:
    """Whether nothing but values, dates and merges is in it. Looks at the bytes; cost grows with the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if any(_MORE.search(name) for name in names) or len({name.lower() for name in names}) < len(names):
            return False  # of two parts of one name the fast reader may take the other
        if "xl/styles.xml" in names and not _styles_are_plain(archive.read("xl/styles.xml")):
            return False
        sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return all(_sheet_is_plain(archive.read(name)) for name in sheets)


def _styles_are_plain(styles: bytes) -> bool:
    return b'patternType="solid"' not in styles and not _PERCENT.search(styles)


def _sheet_is_plain(sheet: bytes) -> bool:
    if any(mark in sheet for mark in _UNUSUAL) or _FAR.search(sheet) or _PREFIXED.search(sheet, 0, 2_000):
        return False
    if b"<f" in sheet and _FORMULA.search(sheet):  # looking for two letters is ten times as fast as for the pattern
        return False
    rows = [int(row) for row in _ROW.findall(sheet, max(0, len(sheet) - _TAIL))]
    return max(rows, default=0) <= _LAST_ROW and (bool(rows) or b"<row" not in sheet)
