"""The whole of it: what is heard is the document in its order, whatever it holds and however long it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings

from scrutineer.domain.marking import Edition
from scrutineer.progress import Cancelled
from scrutineer.reports.document import (
    Contents,
    Document,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Run,
    Section,
    lines,
    plain,
)
from scrutineer.reports.furniture import Format, settled
from scrutineer.reports.paged import render, undrawable
from scrutineer.reports.paged.faces import SUBSTITUTE
from scrutineer.reports.read_back import differences
from tests.reports.documents import EVERY_BLOCK, MADE, PLACES, challenge, document, documents, paper
from tests.reports.paged.reading import artefacts, heard, squeezed

PAGE_ALONE = {"handling", "version", "day", "watermark"}  # what stands around the pages and is read on none


SCRIPTS = (
    "ما هي الخطوات التي اتُّخذت منذ 12 مارس 2026؟ (NSCP-26-009) وكيف يعرف الشركاء أن الأطفال أكثر أمانًا الآن مما كانوا عليه؟",
    "בית הספר (2026) שלח תשובה [E31]", "The mother said “شكرا جزيلا” and left.", "شیلا نے کہا کہ می‌خواهم نہیں۔",
    "শিশুদের সুরক্ষা ও ক্ষুদ্র শিক্ষা", "बच्चों की सुरक्षा", "குழந்தைகளின் பாதுகாப்பு", "自三月以来，我们听到孩子们说他们感到更安全了。" * 4,
    "Family 👨‍👩‍👧 flag 🇬🇧 heart ❤️ thumbs 👍🏽 ok ✅", "ไทย Հայերեն ქართული አማርኛ ½ ≥ Zażółć ẹ",
)  # fmt: skip


def printed(made: Document) -> bytes:
    return render(made, made=MADE)


def to_be_heard(made: Document) -> str:
    return squeezed("".join(settled(line.text) for line in lines(made)))


def test_everything_is_heard_once_in_the_order_of_the_document():
    made = EVERY_BLOCK
    assert squeezed(heard(printed(made)).words(skipping=("Lbl", "TOC"))) == to_be_heard(made)
    assert differences(made, printed(made), Format.PDF) == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_is_heard_in_its_order(made):
    named = {sign for _, signs in undrawable(made) for sign in signs} | {SUBSTITUTE}

    def letters(text: str) -> str:
        return "".join(sign for sign in text if sign.isalnum() and sign not in named)

    assert letters(heard(printed(made)).words(skipping=("Lbl", "TOC"))) == letters(to_be_heard(made))


@pytest.mark.parametrize("place", sorted(PLACES))
@pytest.mark.parametrize(
    "text", ["".join(f"word{number} " for number in range(3_400)), "m" * 32_000], ids=["words", "solid"]
)
def test_no_text_is_too_long_for_any_place(place, text):
    made = PLACES[place](text[:32_000])
    content = printed(made)
    if place in PAGE_ALONE:
        assert "Notforpublication" in squeezed(artefacts(content)[0])
    assert squeezed(heard(content).words(skipping=("Lbl", "TOC"))) == to_be_heard(made)


@pytest.mark.parametrize("place", ["paragraph", "table", "pair", "boxes"])
@pytest.mark.parametrize(
    "text", ["a\n" * 4_000, "سلام " * 3_000, "中" * 6_000, "e\u0301\u0327 " * 3_000, "\u200d" * 500]
)
def test_no_script_is_too_long_either(place, text):
    assert len(pypdfium2.PdfDocument(printed(PLACES[place](text)))) >= 2


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize(
    "place", ["title", "handling", "partnership", "paragraph", "link", "table", "pair", "bullets", "section title"]
)
def test_every_script_is_heard_as_it_was_typed(place, text):
    made = PLACES[place](text)
    content = printed(made)
    assert undrawable(made) == ()
    assert squeezed(heard(content).words(skipping=("Lbl", "TOC"))) == to_be_heard(made)
    assert differences(made, content, Format.PDF) == ()


def test_what_a_glyph_stands_for_does_not_hang_on_what_was_printed_before():
    made = PLACES["paragraph"](SCRIPTS[0])
    first = printed(made)
    printed(PLACES["paragraph"]("شيلا نے کہا کہ بچے محفوظ ہیں"))
    assert printed(made) == first


def test_what_is_broken_over_pages_stays_one_element():
    content = printed(PLACES["table"]("word " * 4_000))
    tree = heard(content)
    [row] = [row for row in tree.all("TR") if len(row.pages()) > 1]
    assert len(row.kids) == 3
    assert all(len(cell.pages()) > 3 for cell in row.kids)


def test_a_head_is_drawn_again_on_each_page_and_heard_once():
    rows = tuple((GridCell(plain(f"Row {number}")), GridCell(plain("x"))) for number in range(120))
    content = printed(paper(Grid("Rows", rows, ("The first column", "The second"))))
    [head] = heard(content).all("THead")
    assert [squeezed(cell.words()) for cell in head.all("TH")] == ["Thefirstcolumn", "Thesecond"]
    again = [words for words in artefacts(content) if "The first column" in words]
    assert len(again) == len(pypdfium2.PdfDocument(content)) - 2  # none on the cover; on one page it is heard


def test_what_stands_around_the_pages_is_heard_on_none():
    content = printed(EVERY_BLOCK)
    around = artefacts(content)
    assert len(around) > 3
    for number, words in enumerate(around, 1):
        assert "PARTNER" in words
        assert f"Page {number} of {len(around)}" in words
        assert "Partner edition, version 2, 26 November 2026" in words
        assert "Not for publication" in words
        assert "Draft" in words
    assert "Not for publication" not in "".join(artefacts(printed(replace(EVERY_BLOCK, edition=Edition.PUBLIC)))[1:])


def test_the_contents_name_the_pages_on_which_sections_begin():
    content = printed(EVERY_BLOCK)
    tree = heard(content)
    pages = {squeezed(head.words()): min(head.pages()) + 1 for head in tree.all("H1")}
    entries = [squeezed(entry.words()) for entry in tree.all("TOCI")]
    titles = [section.title for section in EVERY_BLOCK.sections[1:]]
    assert entries == [f"{squeezed(title)}{pages[squeezed(title)]}" for title in titles]
    assert all(link.links for link in tree.all("Link"))


def test_the_outline_holds_sections_and_the_headings_that_can_be_led_to():
    toc = pypdfium2.PdfDocument(printed(document(challenge(1), challenge(2)))).get_toc()
    entries = [(entry.level, entry.get_title(), entry.get_dest().get_index()) for entry in toc]
    assert entries[0] == (0, "Challenge report", 0)
    assert [entry[:2] for entry in entries[1:]] == [
        (0, "Why do one in 1 strategy discussions take place without health?"), (1, "NSCP-26-001"),
        (0, "Why do one in 2 strategy discussions take place without health?"), (1, "NSCP-26-002"),
    ]  # fmt: skip
    assert [entry[2] for entry in entries] == sorted(entry[2] for entry in entries)


def test_a_link_leads_where_it_says_and_one_that_leads_nowhere_is_none():
    words = (Run("See "), Run("[E1]", leads_to="E1"), Run(" and "), Run("[E9]", leads_to="E9"))
    rows = ((GridCell(plain("E1"), anchor="E1"), GridCell(plain("Item"))),)
    content = printed(paper(Paragraph(words), Grid("Items", rows)))
    assert [squeezed(link.words()) for link in heard(content).all("Link")] == ["[E1]"]


def test_a_link_over_two_lines_is_one_with_two_boxes():
    content = printed(paper(Heading("Here", 2, "a"), Paragraph((Run("word " * 30, leads_to="a"),))))
    [link] = heard(content).all("Link")
    assert link.links == 2


def test_the_same_document_and_moment_give_the_same_bytes():
    assert printed(EVERY_BLOCK) == printed(EVERY_BLOCK)
    assert printed(EVERY_BLOCK) != render(EVERY_BLOCK, made=MADE + timedelta(seconds=1))


def test_its_properties_say_what_it_is_and_when_it_was_made():
    made = datetime(2026, 11, 26, 10, 30, 5, tzinfo=timezone(timedelta(hours=1)))
    content = render(replace(EVERY_BLOCK, title="Bairns (a “report”)"), made=made)
    said = pypdfium2.PdfDocument(content).get_metadata_dict()
    assert said["Title"] == "Bairns (a “report”): Testshire Safeguarding Children Partnership"
    assert said["CreationDate"] == said["ModDate"] == "D:20261126093005Z"
    assert not any(said[name] for name in ("Author", "Producer", "Creator", "Keywords"))
    assert "ReportLab" not in "".join(said.values())


def test_headings_never_skip_a_level():
    content = printed(paper(Heading("Deep", 3), Heading("Shallow", 2), Heading("Deeper", 3)))
    tags = [each.tag for each in heard(content).walk() if each.tag.startswith("H")]
    assert tags == ["H1", "H1", "H2", "H2", "H3"]


@pytest.mark.parametrize("lines_before", range(24, 44))
def test_no_heading_stands_apart_from_what_follows(lines_before):
    filler = Paragraph(plain("\n".join("line" for _ in range(lines_before))))
    content = printed(paper(filler, Heading("A heading"), Paragraph(plain("What follows it. " * 30))))
    tree = heard(content)
    [head] = tree.all("H2")
    assert min(tree.all("P")[-1].pages()) == max(head.pages())


def test_a_short_table_is_never_broken():
    rows = tuple((GridCell(plain(f"Row {number}")), GridCell(plain("x"))) for number in range(4))
    for lines_before in range(24, 44):
        filler = Paragraph(plain("\n".join("line" for _ in range(lines_before))))
        tree = heard(printed(paper(filler, Grid("Rows", rows, ("a", "b")))))
        assert len(tree.all("Table")[-1].pages()) == 1


def test_a_document_without_a_cover_page_begins_at_once():
    made = replace(EVERY_BLOCK, cover=replace(EVERY_BLOCK.cover, own_page=False))
    tree = heard(printed(made))
    assert {min(head.pages()) for head in tree.all("H1")[:2]} == {0}


def test_what_no_face_draws_is_named_with_its_place():
    made = paper(Paragraph(plain("Known, \U00012000 unknown")), handling="For \U00012001")
    assert undrawable(made) == (("Summary, paragraph", "\U00012000"), ("Every page, handling", "\U00012001"))
    assert "Known, □ unknown" in heard(printed(made)).words()
    assert undrawable(EVERY_BLOCK) == ()


def test_progress_counts_the_sections_and_can_stop_it():
    seen = []

    class Steps:
        def step(self, done: int, total: int, label: str) -> None:
            seen.append((done, total))
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        render(document(*(challenge(n) for n in range(1, 5))), made=MADE, progress=Steps())
    assert seen == [(1, 4), (2, 4)]


def test_a_document_of_nothing_is_a_file_too():
    bare = document(Section("c", "", (Contents(),)), title="T", partnership="", watermark="")
    assert len(pypdfium2.PdfDocument(printed(bare))) == 2


def test_what_leads_to_a_place_without_words_has_an_end():
    rows = ((GridCell((), anchor="a"), GridCell((Run("to it", leads_to="a"),))),)
    content = printed(paper(Grid("Facts", rows)))
    assert [squeezed(link.words()) for link in heard(content).all("Link")] == ["toit"]
