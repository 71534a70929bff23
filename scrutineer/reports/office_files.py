"""What Word's and Excel's files share: their properties, and that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape

from scrutineer.reports.furniture import LANGUAGE, settled

CORE: Final = "docProps/core.xml"
_FIXED = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows; the true one stands in the properties
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator></dc:creator>"
    "<dc:language>{language}</dc:language><cp:lastModifiedBy></cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified></cp:coreProperties>'
)


def core_properties(title: str, subject: str, made: datetime) -> bytes:
    """What the file says of itself: what it is and when it was made, and nobody's name."""
    said = {"title": escape(settled(title)), "subject": escape(settled(subject))}
    return _CORE.format(**said, language=LANGUAGE, made=moment(made)).encode()


def moment(made: datetime) -> str:
    """A moment as properties write it, in UTC to the second."""
    return f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def sealed(content: bytes, instead: Mapping[str, bytes]) -> bytes:
    """The same file with these parts in the place of its own, and nothing in it that depends on when it was zipped."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(written, "w") as archive:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(entry, instead.get(name) or made.read(name))
    return written.getvalue()
