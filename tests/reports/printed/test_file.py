"""The file itself: what is put in can be found again by any reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.reports.printed.file import ObjectFile, literal, moment
from tests.reports.printed.reading import objects


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        (UTC, "Z"),
        (None, ""),
        (timezone(timedelta(hours=1)), "+01'00'"),
        (timezone(-timedelta(hours=9, minutes=30)), "-09'30'"),
    ],
)
def test_a_moment_keeps_its_offset(zone, written):
    assert moment(datetime(2026, 11, 26, 9, 5, 7, tzinfo=zone)) == f"(D:20261126090507{written})"


def filled(number: int, title: str = "T") -> bytes:
    file = ObjectFile()
    pages, page = file.number(), file.number()
    drawn = file.put_stream(b"0 0 m 10 10 l S")
    file.put(f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>", pages)
    file.put(f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 100 100]/Contents {drawn} 0 R>>", page)
    for place in range(number):
        file.put(f"<</Place {place}>>")
    root = file.put(f"<</Type/Catalog/Pages {pages} 0 R>>")
    return file.finished(root, file.put(f"<</Title {literal(title)}>>"))


@pytest.mark.parametrize("number", [0, 1, 174, 175, 176, 177, 178, 179, 180, 181, 1_000])
def test_every_object_is_found_again(number):
    content = filled(number)
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    assert document.get_metadata_dict()["Title"] == "T"
    document.close()
    kept = objects(content).values()
    assert [body for body in kept if body.startswith("<</Place")] == [f"<</Place {place}>>" for place in range(number)]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30))
def test_any_text_can_stand_in_it(text):
    document = pypdfium2.PdfDocument(filled(0, text))
    assert document.get_metadata_dict()["Title"] == text
    document.close()
