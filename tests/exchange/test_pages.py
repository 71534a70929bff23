"""PDF pages as images."""

from __future__ import annotations

import pytest

from scrutineer.errors import UserError
from scrutineer.exchange import pages
from tests.exchange.made import pdf, with_a_broken_page


def test_the_pages_are_counted():
    assert pages.page_count(pdf("a")) == 1
    assert pages.page_count(pdf("a", "b", "c")) == 3


def test_a_page_is_an_image_of_its_size_at_its_scale_with_its_text():
    content = pdf("first", "second", width=200, height=100)
    page = pages.page_image(content, 2, 1.5)
    assert (page.number, page.width, page.height) == (2, 300, 150)
    assert page.text.strip() == "second"
    assert pages.page_image(content, 1, 3).width == 600


def test_each_word_stands_in_its_box_where_its_ink_is():
    page = pages.page_image(pdf("One wordily", width=200, height=100), 1, 2)
    first, second = page.words
    assert (first.text, second.text) == ("One", "wordily")
    assert 0 < first.left < first.right <= second.left < second.right < page.width
    rows = (page.pixels[y * page.stride : (y + 1) * page.stride] for y in range(second.top, second.bottom))
    assert min(min(row[second.left * 4 : second.right * 4 : 4]) for row in rows) < 60
    above = page.pixels[page.stride * (second.top - 3) : page.stride * (second.top - 2)]
    assert set(above[::4]) == {255}


def test_the_words_of_a_turned_page_stand_where_they_are_seen():
    import io

    import pypdfium2

    turned = pypdfium2.PdfDocument(pdf("Sideways", width=200, height=100))
    turned[0].set_rotation(90)
    stream = io.BytesIO()
    turned.save(stream)
    page = pages.page_image(stream.getvalue(), 1, 1)
    (word,) = page.words
    assert (page.width, page.height) == (100, 200)
    assert word.bottom - word.top > word.right - word.left
    assert 0 <= word.left < word.right <= page.width
    assert 0 <= word.top < word.bottom <= page.height


def test_the_pixels_are_rows_of_four_bytes_paper_white_and_ink_black():
    page = pages.page_image(pdf("MMMM"), 1, 2)
    assert page.stride >= page.width * 4
    assert len(page.pixels) == page.stride * page.height
    assert page.pixels[:3] == b"\xff\xff\xff"
    rows = (page.pixels[y * page.stride : y * page.stride + page.width * 4] for y in range(page.height))
    assert min(value for row in rows for value in row[::4]) < 60


def test_colours_come_in_the_order_blue_green_red():
    """The window's images are BGRX: with red first, a highlight would be shown in blue."""
    import io

    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(20, 20))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 20, 20, stroke=0, fill=1)
    canvas.save()
    page = pages.page_image(stream.getvalue(), 1, 1)
    middle = page.stride * 10 + 40
    assert page.pixels[middle : middle + 3] == b"\x00\x00\xff"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"PK"])
def test_a_damaged_pdf_is_a_sentence(content):
    for ask in (lambda: pages.page_count(content), lambda: pages.page_image(content, 1, 1)):
        with pytest.raises(UserError, match="damaged or needs a password"):
            ask()


def test_a_pdf_that_needs_a_password_is_the_same_sentence():
    import io

    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt="secret")
    canvas.drawString(10, 10, "x")
    canvas.save()
    with pytest.raises(UserError, match="needs a password"):
        pages.page_count(stream.getvalue())


def test_a_page_that_is_damaged_or_not_there_is_a_sentence_and_the_others_are_shown():
    broken = with_a_broken_page(pdf("a", "b"))
    assert pages.page_count(broken) == 2
    for content, number in ((broken, 2), (pdf("a"), 2)):
        with pytest.raises(UserError, match="Page 2 of the PDF is damaged"):
            pages.page_image(content, number, 1)
        assert pages.page_image(content, 1, 1).text.strip() == "a"
