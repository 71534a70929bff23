"""A report in Word: what a director's Word goes by is there, and nothing of anybody's template or name."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace

import docx
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn

from scrutineer.reports.document import Heading, Look, PageBreak, Paragraph, Section, plain
from scrutineer.reports.word import render
from tests.reports.documents import EVERY_BLOCK, MADE, challenges, document, grid_of
from tests.reports.office import pages_of


def opened(given_document=EVERY_BLOCK):
    return docx.Document(io.BytesIO(render(given_document, MADE)))


def styled(made, name):
    return [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == name]


def codes(element):
    return [code.text.strip() for code in element.iter(qn("w:instrText"))]


def test_words_own_styles_say_what_each_paragraph_is():
    made = opened()
    assert styled(made, "Title") == ["Challenge report"]
    assert styled(made, "Heading 1") == ["Summary", "Register", "Challenges"]
    assert styled(made, "Heading 2") == ["26-001 Thresholds differ"]
    assert styled(made, "Heading 3") == ["What was found", "What was replied", "Impact"]
    assert styled(made, "List Bullet") == ["First of two", "Second, with a link", "North: 40", "South: 70"]
    assert styled(made, "List Number") == ["Ask", "Wait", "Ask again", "Begins at one again"]
    assert "We never did." in styled(made, "Quote")
    assert styled(made, "WithheldNote") == ["3 challenges and 5 replies are not in this edition."]


def test_every_style_that_is_used_is_there():
    made = opened()
    kept = {style.style_id for style in made.styles}
    used = {
        way.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for way in made.element.body.iter(qn(tag))
    }
    assert used
    assert used <= kept


def test_a_level_is_never_skipped():
    made = opened(document(Section("s", "Section", (Heading("Third asked", 3), Heading("Then", 3)))))
    assert (styled(made, "Heading 2"), styled(made, "Heading 3")) == (["Third asked"], ["Then"])


def test_it_is_a4_in_british_english():
    made = opened()
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.orientation is WD_ORIENTATION.PORTRAIT
    (language,) = made.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"


def test_its_properties_say_what_it_is_and_when_it_was_made_and_nobodys_name():
    about = opened().core_properties
    assert about.title == "Challenge report"
    assert about.subject == "Challenge report, Partner edition, version 2, 26 November 2026"
    assert (about.language, about.created, about.modified) == ("en-GB", MADE, MADE)
    assert not any((about.author, about.last_modified_by, about.comments, about.keywords, about.category))


def test_nothing_of_a_template_is_left():
    content = render(EVERY_BLOCK, MADE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        everything = b"".join(map(archive.read, names))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/_rels/document.xml.rels",
        "word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/header1.xml", "word/footer1.xml",
        "word/media/image1.png", "word/media/image2.png",
    }  # fmt: skip
    for leftover in (b"python-docx", b"Macintosh", b"Normal.dotm", b"rsid", b"en-US"):
        assert leftover not in everything


def test_the_marking_and_the_version_stand_on_every_page():
    section = opened().sections[0]
    assert not section.different_first_page_header_footer
    assert [paragraph.text for paragraph in section.header.paragraphs] == [
        "For the partners and the chair",
        "Challenge report",
    ]
    assert section.footer.paragraphs[0].text == "Partner edition, version 2, 26 November 2026\tPage 1 of 1"
    assert codes(section.footer.part.element) == ["PAGE", "NUMPAGES"]


def test_a_draft_says_so_across_its_pages_and_a_final_report_does_not():
    for watermark in ("Draft", ""):
        header = opened(replace(EVERY_BLOCK, watermark=watermark)).sections[0].header.part.element
        said = [
            path.get("string") for path in header.iter("{urn:schemas-microsoft-com:vml}textpath") if path.get("string")
        ]
        assert said == ([watermark] if watermark else [])


def test_captions_are_counted_by_fields():
    made = opened()
    assert list(filter(None, styled(made, "Caption")))[:3] == [
        "Table 1. Every challenge by reference", "Figure 1. The steps in both cycles",
        "Figure 2. How long they have been open in both cycles",
    ]  # fmt: skip
    assert [code for code in codes(made.element.body) if code.startswith("SEQ")] == [
        r"SEQ Table \* ARABIC", r"SEQ Figure \* ARABIC", r"SEQ Figure \* ARABIC"]  # fmt: skip


def test_a_tables_head_comes_again_and_its_caption_is_read_out():
    made = opened()
    heads = [
        row for row in made.element.body.iter(qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    ]
    assert next("".join(text.text for text in row.iter(qn("w:t"))) for row in heads) == "ReferenceTitleDaysStatus"
    said = [caption.get(qn("w:val")) for caption in made.element.body.iter(qn("w:tblCaption"))]
    assert "Challenges by status" in said
    assert "Every challenge by reference" not in said  # it stands above the table


def test_a_long_row_may_go_on_overleaf_and_a_short_one_is_kept_whole():
    made = opened(
        document(Section("s", "S", (grid_of("G", ("short", "row"), ("long", "word " * 2_000), head=("a", "b")),)))
    )
    kept = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in made.element.body.iter(qn("w:tr"))]
    assert kept[-2:] == [True, False]


def test_a_picture_has_its_words():
    made = opened()
    first, second = made.element.body.iter(qn("wp:docPr"))
    assert first.get("descr").startswith("Hollow: Cycle 1")
    assert "26-001 Police: 90 days open" in second.get("descr")


def test_a_link_leads_to_a_place_that_is_there_and_only_there():
    body = opened().element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    leads = ["".join(text.text for text in link.iter(qn("w:t"))) for link in body.iter(qn("w:hyperlink"))]
    assert len(set(marks)) == len(marks)
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} <= set(marks)
    assert leads.count("26-001") == 2
    assert "a link" in leads
    assert "26-002" not in leads  # what it led to is not in this document


def test_the_contents_are_a_field_whose_entries_are_there_already():
    body = opened().element.body
    assert r'TOC \o "1-1" \h \z \u' in codes(body)
    entries = ["".join(text.text for text in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))
               if paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}[@{qn('w:val')}='TOC1']") is not None]  # fmt: skip
    assert entries == ["Summary", "Register", "Challenges"]


def test_fields_begin_and_end_in_turn():
    depth = 0
    for field in opened().element.body.iter(qn("w:fldChar")):
        depth += {"begin": 1, "separate": 0, "end": -1}[field.get(qn("w:fldCharType"))]
        assert depth in (0, 1)
    assert depth == 0


def test_numbered_lists_begin_at_one_each():
    lists = [number.get(qn("w:val")) for number in opened().element.body.iter(qn("w:numId"))]
    assert len(lists) == 4
    assert len(set(lists)) == 2
    assert "1" not in lists


def test_a_page_break_comes_before_whatever_follows():
    made = opened(
        document(Section("s", "S", (PageBreak(), grid_of("G", ("a", "b")), PageBreak(), Paragraph(plain("after")))))
    )
    broken = [paragraph for paragraph in made.paragraphs if paragraph.paragraph_format.page_break_before]
    assert [paragraph.text for paragraph in broken] == ["S", "", "after"]


def test_what_is_written_from_right_to_left_stands_so():
    made = opened()
    turned = [
        paragraph.text
        for paragraph in made.paragraphs
        if paragraph.paragraph_format.element.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    ]
    assert [text[0] for text in turned] == ["ل", "א"]


def test_the_bodys_size_is_the_documents():
    made = opened(replace(EVERY_BLOCK, body_points=14))
    (size,) = made.styles.element.find(qn("w:docDefaults")).iter(qn("w:sz"))
    assert size.get(qn("w:val")) == "28"


def test_two_hundred_challenges_take_less_than_six_seconds():
    many = challenges(200)
    before = time.perf_counter()
    render(many, MADE)
    assert time.perf_counter() - before < 6


def test_an_office_opens_it_and_sets_every_page(tmp_path):
    pages = pages_of(render(EVERY_BLOCK, MADE), "docx", tmp_path)
    assert len(pages) >= 5  # how many more depends on the fonts that the office has
    for number, page in enumerate(pages, 1):
        assert "For the partners and the chair" in page
        assert f"Page {number} of {len(pages)}" in page
    assert [page for page in pages[2:] if "Table 1. Every challenge by reference" in page]


def test_figures_stand_side_by_side_and_are_read_number_by_number():
    figures = tuple((str(number), f"thing {number}") for number in range(5))
    made = opened(document(Section("s", "S", (grid_of("Counted", *figures, look=Look.FIGURES),))))
    table = made.tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["0\nthing 0", "1\nthing 1", "2\nthing 2", "3\nthing 3"], ["4\nthing 4", "", "", ""]]  # fmt: skip
