"""OpenDocument letters and presentations: rows stay rows, edges are read, slides come in the order they are shown."""

from __future__ import annotations

import pytest

from scrutineer.exchange import office_text
from scrutineer.exchange.documents import document_text
from tests.exchange.made import zipped

OF_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
OPEN = (
    " ".join(f'xmlns:{name}="{OF_OPEN}:{name}:1.0"' for name in ("office", "text", "table", "style", "meta"))
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
BODY = (
    "<text:tracked-changes><text:p>struck out</text:p></text:tracked-changes>\n"
    "<text:p>Dear <text:span>all</text:span>,<office:annotation><text:p>a remark</text:p></office:annotation> hello"
    "<text:tab/>you</text:p>"
    "<table:table><table:table-row><table:table-cell><text:p>DOB</text:p></table:table-cell>\n"
    "<table:table-cell><text:p>14 May</text:p><text:p>2012</text:p></table:table-cell></table:table-row></table:table>"
    "<text:h>Yours</text:h>"
)


def odt(**parts: str) -> bytes:
    content = f"<office:document {OPEN}><office:body><office:text>{BODY}</office:text></office:body></office:document>"
    styles = f"<office:s {OPEN}><style:header><text:p>Date: 5 May 2026</text:p></style:header></office:s>"
    meta = f"<office:m {OPEN}><meta:creation-date>2026-04-02T09:00:00</meta:creation-date></office:m>"
    return zipped({"content.xml": content, "styles.xml": styles, "meta.xml": meta, **parts})


def test_a_letter_of_open_office_has_its_rows_its_edges_and_its_days():
    said, text = office_text.read_letter(odt())
    assert [line for line in text.splitlines() if line] == [
        "Date: 5 May 2026",
        "Dear all, hello\tyou",
        "| DOB | 14 May 2012",
        "Yours",
    ]
    assert said == {"made": "2026-04-02", "foot": ""}


def test_one_that_is_locked_says_so():
    locked = odt(**{"META-INF/manifest.xml": "<m><encryption-data/></m>"})
    assert document_text("a.odt", locked).shut == "it needs a password."


def slide(*texts: str) -> str:
    said = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in texts)
    row = "<a:tbl><a:tr><a:tc><a:p><a:t>Due</a:t></a:p></a:tc><a:tc><a:p><a:t>1 July</a:t></a:p></a:tc></a:tr></a:tbl>"
    return f'<s xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{said}{row}</s>'


def pptx(*order: str) -> bytes:
    ids = "".join(f'<p:sldId r:id="{part}"/>' for part in order)
    links = "".join(f'<R Id="r{number}" Target="slides/slide{number}.xml"/>' for number in (1, 2))
    space = 'xmlns:p="p" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return zipped({
        "ppt/presentation.xml": f"<p:presentation {space}>{ids}</p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"<Rs>{links}</Rs>",
        "ppt/slides/slide1.xml": slide("What was learnt"), "ppt/slides/slide2.xml": slide("Date: 5 May 2026"),
        "docProps/core.xml": '<c xmlns:t="http://purl.org/dc/terms/"><t:modified>2026-04-03T09:00:00Z</t:modified></c>',
    })  # fmt: skip


@pytest.mark.parametrize("order", [("r1", "r2"), ("r2", "r1")])
def test_slides_come_in_the_order_in_which_they_are_shown(order):
    said, text = office_text.read_slides(pptx(*order))
    words = {"r1": "What was learnt", "r2": "Date: 5 May 2026"}
    assert [line for line in text.splitlines() if line] == [
        words[order[0]], "| Due | 1 July", words[order[1]], "| Due | 1 July",
    ]  # fmt: skip
    assert said == {"saved": "2026-04-03"}
