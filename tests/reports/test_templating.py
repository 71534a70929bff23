"""A template on a document: its words are the document’s, its look is in every format, and nothing of it stops a report."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from scrutineer.domain.template import ReportTemplate
from scrutineer.reports.document import Contents, Document, Paragraph, Section, lines, plain
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import kind_named
from scrutineer.reports.logos import logo_of
from scrutineer.reports.read_back import differences, read_text
from scrutineer.reports.rendering import render
from scrutineer.reports.templating import described, numbered, templated
from tests.pictures import disc_and_bar
from tests.reports.documents import EVERY_BLOCK, MADE, document

LOGO = disc_and_bar()
HOUSE = ReportTemplate(
    name="House style", above="Independent scrutiny", cover="It may be quoted.\nAsk for it in large print.",
    headings="Summary = Executive summary", closing_title="About the partnership", closing="Three partners lead it.",
    heading_colour="#1F4E79", line_colour="#B3541E", logo="a" * 64, alternative="A disc and a bar",
)  # fmt: skip
EACH = pytest.mark.parametrize("form", Format, ids=lambda form: form.value)


def dressed(given_document: Document, template: ReportTemplate = HOUSE, kind: str = "challenges") -> Document:
    return templated(given_document, template, kind_named(kind), LOGO, lambda text: text)[0]


def texts(given_document: Document) -> list[str]:
    return [line.text for line in lines(given_document)]


def test_its_words_stand_where_they_belong_and_each_is_one_of_the_documents_own():
    said = texts(dressed(EVERY_BLOCK))
    assert said[:3] == ["A disc and a bar", "Independent scrutiny", "Challenge report"]
    assert "Executive summary" in said
    assert "Summary" not in said
    assert said[-2:] == ["About the partnership", "Three partners lead it."]
    assert said.index("It may be quoted.") < said.index("Ask for it in large print.") < said.index("Executive summary")


def test_a_report_that_may_have_only_so_many_words_takes_no_standing_ones():
    for kind in ("statement", "plan"):
        said = texts(dressed(document(), kind=kind))
        assert "Independent scrutiny" in said
        assert not {"It may be quoted.", "Three partners lead it.", "About the partnership"} & set(said)


def test_what_an_edition_may_not_hold_is_held_back_from_its_words_too():
    document_in_it, _ = templated(
        EVERY_BLOCK, HOUSE, kind_named("challenges"), LOGO, lambda text: text.replace("led", "")
    )
    assert "Three partners lead it." in texts(document_in_it)
    held, _ = templated(EVERY_BLOCK, HOUSE, kind_named("challenges"), LOGO, lambda _: "[held back]")
    assert "Three partners lead it." not in texts(held)
    assert texts(held)[1] == "[held back]"


@EACH
def test_every_format_says_the_whole_template_and_reading_it_back_finds_nothing_else(form):
    given_document = dressed(EVERY_BLOCK)
    content = render(given_document, form, MADE)
    assert differences(given_document, content, form) == ()
    assert render(given_document, form, MADE) == content
    said = [" ".join(text.split()) for text in read_text(content, form)]
    if form is not Format.PDF:
        assert {"Independent scrutiny", "Executive summary", "Three partners lead it."} <= set(said)
    assert ("A disc and a bar" in said) == (form in {Format.WORD, Format.PAGE})  # a PDF says it in its structure


@pytest.mark.parametrize("form", [Format.PDF, Format.WORD, Format.PAGE], ids=lambda form: form.value)
def test_a_logo_that_lacks_is_another_or_is_not_the_documents_is_noticed(form):
    given_document = dressed(document())
    undressed = replace(given_document, dress=replace(given_document.dress, logo=None))
    other = replace(
        given_document,
        dress=replace(given_document.dress, logo=logo_of(disc_and_bar("#1F4E7A"), "A disc and a bar")),
    )
    beyond = differences(undressed, render(given_document, form, MADE), form)
    assert "It holds a picture that the report has not." in beyond
    assert any("A disc and a bar" in sentence for sentence in beyond)
    assert "It lacks a picture, or shows another in its place." in differences(
        given_document, render(undressed, form, MADE), form
    )
    assert differences(given_document, render(other, form, MADE), form) == (
        "It lacks a picture, or shows another in its place.", "It holds a picture that the report has not.",
    )  # fmt: skip


@pytest.mark.parametrize("form", [Format.WORD, Format.PAGE], ids=lambda form: form.value)
def test_a_chart_that_is_another_is_noticed(form):
    from tests.reports.documents import AGES, STEPS, data_of, figure

    shown, other = figure(AGES), replace(figure(AGES), picture=STEPS, data=data_of(AGES, figure(AGES).data.caption))
    assert differences(
        document(Section("s", "S", (shown,))), render(document(Section("s", "S", (other,))), form, MADE), form
    ) == ("It lacks a picture, or shows another in its place.", "It holds a picture that the report has not.")


def test_colours_are_in_each_format_and_none_in_a_report_without_them():
    for form, part in ((Format.WORD, "word/styles.xml"), (Format.WORKBOOK, "xl/styles.xml")):
        with zipfile.ZipFile(io.BytesIO(render(dressed(EVERY_BLOCK), form, MADE))) as archive:
            assert b"1F4E79" in archive.read(part)
            assert b"B3541E" in archive.read(part)
        with zipfile.ZipFile(io.BytesIO(render(EVERY_BLOCK, form, MADE))) as archive:
            assert b"1F4E79" not in archive.read(part)
    page = render(dressed(EVERY_BLOCK), Format.PAGE, MADE).decode()
    assert "--heading:#1F4E79;--rule:#B3541E;" in page
    assert (
        "prefers-color-scheme:dark){:root{--heading:var(--text);--rule:var(--border);}}" in page
    )  # it could not be read
    assert "--heading:" not in render(EVERY_BLOCK, Format.PAGE, MADE).decode()


def test_a_damaged_logo_is_named_and_the_report_is_made_without_it():
    made, remarks = templated(EVERY_BLOCK, HOUSE, kind_named("challenges"), b"spoilt", lambda text: text)
    assert remarks == ("The logo that is kept is damaged. Choose its picture again. The report is made without it.",)
    assert made.dress.logo is None
    assert "A disc and a bar" not in texts(made)
    assert differences(made, render(made, Format.PDF, MADE), Format.PDF) == ()


def test_sections_are_numbered_as_they_come_but_not_their_list_nor_a_single_one():
    said = numbered(document(
        Section("contents", "Contents", (Contents(),)), Section("a", "First", (Paragraph(plain("One.")),)),
        Section("untitled", "", (Paragraph(plain("Two.")),)), Section("b", "Second", (Paragraph(plain("Three.")),)),
    ))  # fmt: skip
    assert [section.title for section in said.sections] == ["Contents", "1 First", "", "2 Second"]
    alone = document(Section("a", "First", (Paragraph(plain("One.")),)))
    assert numbered(alone) == alone


def test_a_template_is_told_from_another_of_its_name_by_what_it_says():
    assert described(HOUSE) == described(replace(HOUSE, id=7))
    assert described(HOUSE).startswith("“House style” (")
    assert described(HOUSE) != described(replace(HOUSE, closing="Two partners lead it."))
