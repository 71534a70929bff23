"""Rich text: its words, signs and tables, the heads of its pages, and the days of its properties."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.exchange import rtf_text

LETTER = rb"""{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\info{\author A}{\creatim\yr2026\mo4\dy2\hr9}{\revtim\yr2026\mo4\dy3}}
{\*\generator Writer;}{\header Northmoor\par Date: 5 May 2026\par}{\footer Version 2}
\pard Caf\'e9 \u8220?quoted\u8221? \emdash  end\par
{\pict\pngblip 89504e47}
\trowd\pard\intbl DOB\cell\pard\intbl 14 May\par 2012\cell\row
\pard Yours\par}"""


def test_words_tables_edges_and_properties_are_read():
    said, text = rtf_text.read(LETTER)
    assert text.splitlines() == [
        "Northmoor", "Date: 5 May 2026", "Café “quoted” — end", "| DOB | 14 May 2012", "Yours", "Version 2",
    ]  # fmt: skip
    assert said == {"made": "2026-04-02", "saved": "2026-04-03", "foot": "Version 2"}


def test_bytes_are_signs_of_the_code_page_that_the_document_names():
    assert rtf_text.read(rb"{\rtf1\ansi\ansicpg1250 Wa\'b3\'easa}")[1] == "Wałęsa"
    assert rtf_text.read(rb"{\rtf1\ansi\ansicpg99999 Caf\'e9}")[1] == "Café"


PIECES = (b"{", b"}", rb"\par ", rb"\cell", rb"\row", rb"\intbl ", rb"\u8220?", rb"\uc2 ", rb"\bin3 x", b"words", rb"\'e9",
          rb"\*", b"\\", rb"\u-1 ", rb"\u55296?", rb"\yr9999999999 ", rb"{\creatim ",
          rb"\ansicpg932 ", rb"\ansicpg-1 ")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_rich_text_in_any_order_is_read_to_its_end(parts):
    _, text = rtf_text.read(rb"{\rtf1 " + b"".join(parts))
    text.encode()
