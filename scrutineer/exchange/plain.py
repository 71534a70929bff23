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
_ROW = re.compile(rb'<row [^<>]*?\br="(\d+)"')
_CHUNK = 1 << 20  # bytes looked at together; the check never holds more of a sheet than two of these
_OVERLAP = 200  # bytes carried from one chunk to the next, so that nothing is cut in two


def is_plain(content: bytes) -> bool:
    """Whether nothing but values, dates and merges is in it. Looks at the bytes; cost grows with the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if any(_MORE.search(name) for name in names) or len({name.lower() for name in names}) < len(names):
            return False  # of two parts of one name the fast reader may take the other
        styles = archive.read("xl/styles.xml") if "xl/styles.xml" in names else b""
        if b'patternType="solid"' in styles or _PERCENT.search(styles):
            return False
        sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return all(_sheet_is_plain(archive, name) for name in sheets)


def _sheet_is_plain(archive: zipfile.ZipFile, name: str) -> bool:
    last, tail = b"", b""
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            if not _chunk_is_plain(last + chunk, first=not last):
                return False
            last = chunk[-_OVERLAP:]
            tail = (tail + chunk)[-_CHUNK:] if len(chunk) < _CHUNK else chunk
    rows = [int(row) for row in _ROW.findall(tail)]
    return max(rows, default=0) <= _LAST_ROW and (bool(rows) or b"<row" not in tail)


def _chunk_is_plain(chunk: bytes, first: bool) -> bool:
    if any(mark in chunk for mark in _UNUSUAL) or _FAR.search(chunk):
        return False
    if first and _PREFIXED.search(chunk, 0, 2_000):
        return False
    return not _FORMULA.search(chunk)
