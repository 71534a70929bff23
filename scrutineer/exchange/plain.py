"""Whether an xlsx holds values alone: then a fast reader loses nothing that an import needs.

The fast reader knows no fills, comments, hidden rows, percentages, errors or formulas, and its memory grows with the
span of a sheet. A workbook that has any of these, or is written in an unusual way, is read in full instead.
"""

from __future__ import annotations

import io
import re
import zipfile

_LAST_ROW = 300_000
_UNUSUAL = re.compile(
    rb"<f[ >/]"  # a formula
    rb'|t="e"'  # an error
    rb'|hidden="'  # hidden rows or columns
    rb'|<c r="[A-Z]{3}'  # a cell beyond column ZZ
    rb"|<\w+:(?:row|c|v)[ >]"  # prefixed elements
)
_PERCENT = re.compile(rb'numFmtId="(?:9|10)"|formatCode="[^"]*%')
_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')


def is_plain(content: bytes) -> bool:
    """Whether nothing but values, dates and merges is in it. Looks at the bytes; cost grows with the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if any("omments" in name for name in names) or len({name.lower() for name in names}) < len(names):
            return False  # of two parts of one name the fast reader may take the other
        if "xl/styles.xml" in names and not _styles_are_plain(archive.read("xl/styles.xml")):
            return False
        sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return all(_sheet_is_plain(archive.read(name)) for name in sheets)


def _styles_are_plain(styles: bytes) -> bool:
    return b'patternType="solid"' not in styles and not _PERCENT.search(styles)


def _sheet_is_plain(sheet: bytes) -> bool:
    if _UNUSUAL.search(sheet):
        return False
    last = 0
    for match in _ROW.finditer(sheet, max(0, len(sheet) - 4_000_000)):
        last = max(last, int(match[1]))
    return last <= _LAST_ROW
