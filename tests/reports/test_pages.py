"""What stands on every page: how it is marked, whose it is, and which page of how many."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from scrutineer.domain.marking import Edition
from scrutineer.reports import pdf
from scrutineer.reports.build import build
from scrutineer.reports.pages import LONGEST_NAME
from tests.reports.material import PARTNERSHIP, material, raised


def pages(edition: Edition = Edition.PARTNER, name: str = PARTNERSHIP.name, challenges: int = 2) -> list[str]:
    """The text of each page."""
    lives = [raised(number=number) for number in range(1, challenges + 1)]
    own = replace(PARTNERSHIP, name=name)
    document = pypdfium2.PdfDocument(pdf.render(build(material(*lives, edition=edition, partnership=own))))
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


@pytest.mark.parametrize("edition", list(Edition))
def test_every_page_bears_its_marking_and_its_footer(edition):
    for text in pages(edition):
        assert edition.value.upper() in text
        assert f"{edition.value.capitalize()} edition, version 1, 20 November 2026" in text


@pytest.mark.parametrize("challenges", [0, 1, 12])
def test_every_page_says_which_it_is_of_how_many(challenges):
    texts = pages(challenges=challenges)
    assert len(texts) == 3 + challenges  # the cover, the summary, the register
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text


@pytest.mark.parametrize("edition", list(Edition))
def test_only_a_public_edition_may_be_published(edition):
    for text in pages(edition)[1:]:
        assert ("Not for publication" in text) is (edition is not Edition.PUBLIC)


def test_the_cover_says_how_it_is_to_be_handled_and_the_other_pages_whose_it_is():
    cover, *inner = pages()
    assert "For the named recipients. Not for publication." in cover
    for text in inner:
        assert f"{PARTNERSHIP.name}: challenge report" in text
        assert "For the named recipients" not in text


@pytest.mark.parametrize("length", [LONGEST_NAME, LONGEST_NAME + 1, 300])
def test_a_long_name_leaves_the_marking_readable(length):
    """The head has the marking on its left and the name on its right: neither may run over the other."""
    name = ("Partnership of many places " * 20)[: length - 1] + "x"
    lives = [raised()]
    report = build(material(*lives, edition=Edition.PRIVATE, partnership=replace(PARTNERSHIP, name=name)))
    document = pypdfium2.PdfDocument(pdf.render(report))
    page = document[1].get_textpage()
    head = page.get_text_bounded(bottom=document[1].get_height() - 60)
    searcher = page.search("Partnership of many")
    start, _ = searcher.get_next()
    begins = page.get_charbox(start)[0]
    ends = page.get_charbox(page.search("PRIVATE").get_next()[0] + len("PRIVATE") - 1)[2]
    assert ends < begins
    assert ("…" in head) is (length > LONGEST_NAME)
    assert "challenge report" in head
