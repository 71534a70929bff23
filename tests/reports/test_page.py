"""A report as a page: an accessibility engine finds nothing against it in a real browser, and it asks for nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from scrutineer.reports.document import Heading, Section
from scrutineer.reports.page import render, style_of
from tests.reports.browser import examined, shown
from tests.reports.documents import EVERY_BLOCK, MADE, document

LIGHT, DARK = "--blink-settings=preferredColorScheme=1", "--blink-settings=preferredColorScheme=0"


def opened(given_document=EVERY_BLOCK):
    return html.document_fromstring(render(given_document, MADE).decode())


def test_it_has_the_landmarks_and_the_language_that_a_reader_goes_by():
    page = opened()
    assert page.get("lang") == "en-GB"
    for landmark in ("header", "main", "footer", "nav"):
        assert len(page.findall(f".//{landmark}")) == 1
    skip = page.find("body")[0]
    assert skip.get("href") == "#text"
    assert page.get_element_by_id("text").tag == "main"


def test_headings_go_down_one_level_at_a_time_below_one_title():
    page = opened(
        replace(EVERY_BLOCK, sections=(*EVERY_BLOCK.sections, Section("s", "S", (Heading("Third asked", 3),))))
    )
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels[-1] == 3


def test_every_table_has_a_caption_and_its_heads_say_what_they_head():
    for table in opened().iter("table"):
        assert table[0].tag == "caption"
        assert all(head.get("scope") in {"row", "col"} for head in table.iter("th"))


def test_a_picture_has_words_and_its_table_and_lies_in_the_page():
    figures = opened().findall(".//figure")
    assert len(figures) == 2
    for figure in figures:
        assert figure.find("img").get("alt")
        assert figure.find("img").get("src").startswith("data:image/png;base64,")
        assert figure.find(".//table") is not None
        assert figure[0].tag == "figcaption"


def test_every_link_leads_to_a_place_on_the_page():
    page = opened()
    places = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(set(places)) == len(places)
    assert {link.get("href")[1:] for link in page.iter("a")} <= set(places)


def test_it_asks_for_nothing_and_runs_nothing():
    text = render(EVERY_BLOCK, MADE).decode()
    assert "<script" not in text
    assert "<link" not in text
    assert not re.search(r"https?:|url\(|@import", text)
    assert "default-src 'none'" in text


def test_no_words_end_the_style_that_they_stand_in():
    style = style_of(replace(EVERY_BLOCK, handling='</style><script>alert("x")</script>\\'))
    assert "</" not in style
    assert "<" not in style


def test_the_marking_and_the_version_stand_on_it_and_on_every_printed_page():
    page, style = opened(), style_of(EVERY_BLOCK)
    assert page.find("body/header/p").text == "For the partners and the chair"
    assert page.find("body/footer/p").text == EVERY_BLOCK.footer
    assert "@top-left{content:" in style
    assert "@bottom-left{content:" in style


def test_a_draft_says_so_and_a_final_report_does_not():
    for watermark in ("Draft", ""):
        said = opened(replace(EVERY_BLOCK, watermark=watermark)).find_class("watermark")
        assert [element.text for element in said] == ([watermark] if watermark else [])


@pytest.mark.parametrize(
    "flags", [(LIGHT,), (DARK,), (LIGHT, "--window-size=320,900")], ids=["light", "dark", "narrow"]
)
def test_an_accessibility_engine_finds_nothing_against_it(flags, tmp_path):
    said = examined(render(EVERY_BLOCK, MADE), tmp_path, *flags)
    assert said["violations"] == []
    assert said["passed"] > 30


def test_the_engine_would_have_found_it(tmp_path):
    spoiled = render(EVERY_BLOCK, MADE).replace(b' lang="en-GB"', b"").replace(b"<img alt=", b"<img data-was=")
    rules = {rule for rule, *_ in examined(spoiled, tmp_path)["violations"]}
    assert {"html-has-lang", "image-alt"} <= rules


def test_a_title_alone_is_accessible_too(tmp_path):
    assert examined(render(document(), MADE), tmp_path)["violations"] == []


def test_a_browser_shows_what_was_written(tmp_path):
    file = tmp_path / "report.html"
    file.write_bytes(render(EVERY_BLOCK, MADE))
    page = html.document_fromstring(shown(file))
    assert [element.text_content() for element in page.iter("h2")] == ["Summary", "Register", "Challenges"]
