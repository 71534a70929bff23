"""All formats say the same text in the same order, the document's own, and nothing else; the same bytes each time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from scrutineer.reports.document import Contents, Section, lines
from scrutineer.reports.furniture import Format, settled
from scrutineer.reports.read_back import differences, read_text, texts
from scrutineer.reports.rendering import render
from tests.conftest import examples
from tests.reports.documents import EVERY_BLOCK, MADE, challenges, document, documents

EACH = pytest.mark.parametrize("form", Format, ids=lambda form: form.value)
WITH_PARAGRAPHS = pytest.mark.parametrize(
    "form", [Format.WORD, Format.PAGE, Format.WORKBOOK], ids=lambda form: form.value
)
"""Pages keep no white space, and draw no sign that no face has, which is named before: they have tests of their own."""


def plain(texts):
    return [said for text in texts if (said := " ".join(settled(text).split()))]


def written(given_document, form):
    return render(given_document, form, MADE)


@WITH_PARAGRAPHS
def test_every_format_says_the_same_text_in_the_same_order(form):
    wanted = plain(line.text for line in lines(EVERY_BLOCK))
    said = plain(read_text(written(EVERY_BLOCK, form), form))
    if form is Format.WORKBOOK:  # its first sheet says in a row each what stands at the edges of other formats' pages
        for once in (EVERY_BLOCK.handling, EVERY_BLOCK.watermark, EVERY_BLOCK.footer):
            said.remove(once)
    assert said == wanted


@EACH
def test_a_document_with_every_block_is_read_back_without_a_difference(form):
    assert differences(EVERY_BLOCK, written(EVERY_BLOCK, form), form) == ()


@EACH
def test_the_same_document_and_moment_give_the_same_bytes(form):
    first = written(EVERY_BLOCK, form)
    assert written(EVERY_BLOCK, form) == first
    assert render(EVERY_BLOCK, form, datetime(2026, 11, 27, tzinfo=UTC)) != first


@EACH
def test_a_report_of_many_challenges_is_read_back_whole(form):
    many = challenges(20)
    assert differences(many, written(many, form), form) == ()


@EACH
def test_nothing_but_a_title_is_a_file_too(form):
    assert differences(document(), written(document(), form), form) == ()


@WITH_PARAGRAPHS
@given(documents())
@settings(max_examples=examples(25))
def test_whatever_a_document_says_is_in_its_file_in_order_and_nothing_else_is(form, given_document):
    assert differences(given_document, written(given_document, form), form) == ()


@WITH_PARAGRAPHS
@pytest.mark.parametrize("letters", ["word " * 6_400, "w" * 32_000, "😀" * 20_000], ids=["spaced", "unbroken", "emoji"])
def test_the_longest_text_is_whole_in_every_field(form, letters):
    from tests.reports.documents import long_everywhere

    long = long_everywhere(letters)
    assert differences(long, written(long, form), form) == ()


@WITH_PARAGRAPHS
@pytest.mark.parametrize(
    "sign", ["\x00", "\x0b", "\x1b", "\ufffe", "\ud800", "\u2028", "_x000D_", "]]>", "</style>", "&amp;"]
)
def test_no_sign_breaks_a_file_or_vanishes(form, sign):
    from tests.reports.documents import long_everywhere

    odd = long_everywhere(f"before{sign}after")
    file = written(odd, form)
    assert differences(odd, file, form) == ()
    assert any("after" in text and text != "beforeafter" for text in read_text(file, form))


@pytest.mark.parametrize("form", [Format.WORD, Format.PAGE], ids=lambda form: form.value)
def test_contents_in_a_section_of_that_name_are_called_so_once(form):
    held = texts(written(document(Section("c", "Contents", (Contents(),))), form), form)
    assert [text.text for text in held].count("Contents") - (form is Format.PAGE) == 2  # the heading, and its own entry
