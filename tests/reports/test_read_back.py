"""Reading a file back notices whatever was put into it, or taken out of it, wherever in it that is."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from scrutineer.reports import page, word, workbook
from scrutineer.reports.document import Figure, Paragraph, Section, lines, plain
from scrutineer.reports.furniture import Format, page_of
from scrutineer.reports.read_back import differences, read_text
from scrutineer.reports.style import REGULAR, register_fonts
from tests.reports.documents import AGES, MADE, data_of, document, grid_of

SECRET = "Confidential words"
SMALL = document(
    Section("s", "A section", (Paragraph(plain("What was asked.")), grid_of("Counts", ("a", "1"), head=("What", "How many")),
                               Figure("Ages", "Two ages", AGES, data_of(AGES, "Ages, as a table")))),
    watermark="Draft",
)  # fmt: skip


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(kept, comment=b""):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.comment = comment
        for name, part in kept.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return written.getvalue()


def with_part(name, part=b""):
    return lambda content: zipped({**parts(content), name: part or SECRET.encode()})


def changed(name, old, new):
    """The file with something else in one of its parts, which really was there."""

    def change(content):
        kept = parts(content)
        assert old.encode() in kept[name]
        return zipped({**kept, name: kept[name].replace(old.encode(), new.encode(), 1)})

    return change


def in_word(change):
    def changed_file(content):
        made, written = docx.Document(io.BytesIO(content)), io.BytesIO()
        change(made)
        made.save(written)
        return written.getvalue()

    return changed_file


def first_run(made):
    return next(paragraph for paragraph in made.paragraphs if paragraph.text == "What was asked.").runs[0]


def comment_in(made):
    made.add_comment(first_run(made), text=SECRET, author="A person")


def author_in(made):
    made.core_properties.author = SECRET


def hidden_in(made):
    made.add_paragraph().add_run(SECRET).font.hidden = True


def tracked_in(made):
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:author"), SECRET)
    inserted.append(OxmlElement("w:r"))
    made.element.body[0].append(inserted)


def link_in(made):
    way = made.part.relate_to(
        "https://example.test/Confidential words", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    assert way


def words_in_a_picture(content):
    kept = parts(content)
    info, written = PngInfo(), io.BytesIO()
    info.add_text("Author", SECRET)
    Image.open(io.BytesIO(kept["word/media/image1.png"])).save(written, "PNG", pnginfo=info)
    return zipped({**kept, "word/media/image1.png": written.getvalue()})


BODY, SAYS = "word/document.xml", "What was asked.</w:t></w:r>"
WORD = {
    "comment": in_word(comment_in),
    "author": in_word(author_in),
    "hidden text": in_word(hidden_in),
    "tracked change": in_word(tracked_in),
    "link outwards": in_word(link_in),
    "paragraph": in_word(lambda made: made.add_paragraph(SECRET)),
    "head of a page": in_word(lambda made: setattr(made.sections[0].header.paragraphs[0], "text", SECRET)),
    "first page's foot": in_word(lambda made: (setattr(made.sections[0], "different_first_page_header_footer", True),
                                               setattr(made.sections[0].first_page_footer.paragraphs[0], "text", SECRET))),
    "custom XML": with_part("customXml/item1.xml", f"<x>{SECRET}</x>".encode()),
    "embedded file": with_part("word/embeddings/Confidential words.bin"),
    "custom property": with_part("docProps/custom.xml", f"<p>{SECRET}</p>".encode()),
    "comment of the zip": lambda content: zipped(parts(content), SECRET.encode()),
    "comment in the XML": changed(BODY, "<w:body>", f"<w:body><!-- {SECRET} -->"),
    "field": changed(BODY, SAYS, f'{SAYS}<w:fldSimple w:instr="AUTHOR {SECRET}"/>'),
    "bookmark's name": changed(BODY, 'w:name="at_', f'w:name="{SECRET} at_'),
    "picture's name": changed(BODY, 'name="Figure 1"', f'name="{SECRET}"'),
    "picture's title": changed(BODY, 'name="Figure 1"', f'name="Figure 1" title="{SECRET}"'),
    "picture's words": changed(BODY, 'descr="Two ages"', f'descr="{SECRET}"'),
    "table's description": changed(BODY, "<w:tblCaption", f'<w:tblDescription w:val="{SECRET}"/><w:tblCaption'),
    "picture's file": words_in_a_picture,
    "box of text": changed(BODY, SAYS, f"{SAYS}<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{SECRET}"
                                       "</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
    "words drawn": changed(BODY, "<pic:spPr>", f"<pic:spPr><a:t>{SECRET}</a:t>"),
    "list's sign": changed("word/numbering.xml", 'w:val="•"', f'w:val="{SECRET}"'),
    "document's variable": changed("word/settings.xml", "<w:compat>", f'<w:docVar w:name="n" w:val="{SECRET}"/><w:compat>'),
    "watermark": changed("word/header1.xml", 'string="Draft"', f'string="{SECRET}"'),
}  # fmt: skip


def in_workbook(change):
    def changed_file(content):
        book, written = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
        change(book)
        book.save(written)
        return written.getvalue()

    return changed_file


def hidden_sheet(book):
    sheet = book.create_sheet(SECRET)
    sheet.sheet_state = "veryHidden"


def hidden_row(book):
    book.worksheets[1].row_dimensions[3].hidden = True


def hidden_column(book):
    book.worksheets[1].column_dimensions["B"].hidden = True


SHEET = "xl/worksheets/sheet2.xml"
WORKBOOK = {
    "hidden sheet": in_workbook(hidden_sheet),
    "hidden row": in_workbook(hidden_row),
    "hidden column": in_workbook(hidden_column),
    "comment": in_workbook(lambda book: setattr(book.worksheets[1]["A3"], "comment", Comment(SECRET, "A person"))),
    "author": in_workbook(lambda book: setattr(book.properties, "creator", SECRET)),
    "keywords": in_workbook(lambda book: setattr(book.properties, "keywords", SECRET)),
    "cell": in_workbook(lambda book: book.worksheets[1].cell(90, 9, SECRET)),
    "formula": in_workbook(lambda book: book.worksheets[1].cell(90, 9, "=1+1")),
    "defined name": in_workbook(lambda book: book.defined_names.add(DefinedName("Confidential", attr_text=f'"{SECRET}"'))),
    "head of a page": in_workbook(lambda book: setattr(book.worksheets[1].oddHeader.center, "text", SECRET)),
    "first page's head": in_workbook(lambda book: setattr(book.worksheets[1].firstHeader.center, "text", SECRET)),
    "sheet's name": in_workbook(lambda book: setattr(book.worksheets[1], "title", SECRET)),
    "link outwards": in_workbook(lambda book: setattr(book.worksheets[1]["A3"], "hyperlink", "https://example.test/")),
    "way of showing": in_workbook(lambda book: setattr(book.worksheets[1]["A3"], "number_format", f'"{SECRET}"@')),
    "text in no cell": with_part("xl/sharedStrings.xml", f'<sst xmlns="x"><si><t>{SECRET}</t></si></sst>'.encode()),
    "another program's property": changed("docProps/app.xml", "/>", f"><Company>{SECRET}</Company></Properties>"),
    "custom XML": with_part("customXml/item1.xml", f"<x>{SECRET}</x>".encode()),
    "tip": changed(SHEET, "<autoFilter", f'<hyperlinks><hyperlink ref="A3" tooltip="{SECRET}"/></hyperlinks><autoFilter'),
}  # fmt: skip


def swapped(old, new):
    def change(content):
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


PAGE = {
    "comment": swapped("<main", f"<!-- {SECRET} --><main"),
    "attribute": swapped("<main", f'<main data-of="{SECRET}"'),
    "tip": swapped("<main", f'<main title="{SECRET}"'),
    "name": swapped(' id="at_', f' id="{SECRET}at_'),
    "script": swapped("<main", f"<script>{SECRET}</script><main"),
    "words of a picture": swapped('alt="Two ages"', f'alt="{SECRET}"'),
    "picture from elsewhere": swapped("data:image/png;base64,", "https://example.test/"),
    "link outwards": swapped('href="#text"', 'href="https://example.test/"'),
    "style": swapped("<style>", f"<style>/* {SECRET} */"),
    "title": swapped("<title>", f"<title>{SECRET}"),
    "property": swapped("<title>", f'<meta name="author" content="{SECRET}"><title>'),
    "paragraph": swapped("</main>", f"<p>{SECRET}</p></main>"),
    "loose text": swapped("</main>", f"{SECRET}</main>"),
    "hidden": swapped("</main>", f"<p hidden>{SECRET}</p></main>"),
    "head": swapped("<header>", f"<header><p>{SECRET}</p>"),
    "frame": swapped("</main>", '<iframe src="https://example.test/"></iframe></main>'),
}  # fmt: skip


def register_of(render, cases, form):
    return [pytest.param(render, change, form, id=f"{form.value} {name}") for name, change in cases.items()]


@pytest.mark.parametrize(
    ("render", "change", "form"),
    [*register_of(word.render, WORD, Format.WORD), *register_of(workbook.render, WORKBOOK, Format.WORKBOOK),
     *register_of(page.render, PAGE, Format.PAGE)],
)  # fmt: skip
def test_whatever_is_put_into_a_file_is_noticed(render, change, form):
    content = render(SMALL, MADE)
    assert differences(SMALL, content, form) == ()
    assert differences(SMALL, change(content), form)


@pytest.mark.parametrize(("render", "form"), [(word.render, Format.WORD), (workbook.render, Format.WORKBOOK), (page.render, Format.PAGE)],
                         ids=["docx", "xlsx", "html"])  # fmt: skip
def test_what_is_lacking_beyond_or_elsewhere_is_said_in_a_sentence(render, form):
    shown = replace(SMALL, sections=(Section("s", "A section", (Paragraph(plain("One.")), Paragraph(plain("Two.")))),))
    turned = replace(SMALL, sections=(Section("s", "A section", (Paragraph(plain("Two.")), Paragraph(plain("One.")))),))
    fuller = replace(
        SMALL, sections=(Section("s", "A section", (*shown.sections[0].blocks, Paragraph(plain("Three.")))),)
    )
    content = render(shown, MADE)
    assert differences(turned, content, form) == ("From “One.” on it is in another order.",)
    assert differences(fuller, content, form) == ("It lacks “Three.”.",)
    (beyond,) = differences(
        replace(shown, sections=(Section("s", "A section", shown.sections[0].blocks[:1]),)), content, form
    )
    assert beyond == "It holds the text: “Two.”."


def test_a_text_said_once_too_often_is_noticed():
    twice = document(Section("s", "S", (Paragraph(plain("Same.")), Paragraph(plain("Same.")))))
    once = document(Section("s", "S", (Paragraph(plain("Same.")),)))
    assert differences(once, word.render(twice, MADE), Format.WORD) == ("It holds the text: “Same.”.",)
    assert differences(twice, word.render(once, MADE), Format.WORD) == ("It lacks “Same.”.",)


# pages: drawn here by hand, so that reading them is tried whoever draws them


def drawn(given_document, texts=None, *, change=lambda canvas: None, author=""):
    """Tagged pages of a document with its lines broken anyhow, its marking and its numbers on each of them."""
    register_fonts()
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=1)
    for set_one, words in ((canvas.setTitle, given_document.title), (canvas.setSubject, given_document.subject),
                           (canvas.setAuthor, author), (canvas.setCreator, ""), (canvas.setProducer, "Scrutineer")):  # fmt: skip
        set_one(words)
    rows = leaves = pages = 0

    def turn():
        nonlocal rows, leaves, pages
        pages += 1
        canvas.drawString(40, 810, given_document.handling)
        canvas.drawString(40, 30, given_document.footer)
        canvas.drawRightString(550, 30, page_of(str(pages), "9"))
        change(canvas)
        canvas.showPage()
        canvas.setFont(REGULAR, 9)
        rows = leaves = 0

    canvas.setFont(REGULAR, 9)
    for text in [line.text for line in lines(given_document)] if texts is None else texts:
        canvas.addLiteral(f"/P <</MCID {leaves}>> BDC")
        for piece in pieces(text):
            if rows == 30:
                canvas.addLiteral("EMC")
                turn()
                canvas.addLiteral(f"/P <</MCID {leaves}>> BDC")
            canvas.drawString(40, 780 - 20 * rows, piece)
            rows += 1
        canvas.addLiteral("EMC")
        leaves += 1
    turn()
    canvas.save()
    return written.getvalue()


def pieces(text):
    """A text in lines of no more than so many letters, a word cut where it has to be."""
    line = ""
    for word_ in text.split():
        for piece in (word_[start : start + 60] for start in range(0, len(word_), 60)):
            if len(line) + len(piece) > 60:
                yield line
                line = ""
            line = f"{line} {piece}".strip()
    yield line


LATIN = document(
    Section("s", "A section", (
        Paragraph(plain("What was asked of the partners, at some length, so that a line of it has to be broken. " * 40)),
        grid_of("Counts by agency", *((f"Agency {n}", str(n), "Follow-up words of a cell") for n in range(40)),
                head=("Agency", "Count", "What")),
        Paragraph(plain("The end.")),
    )),
)  # fmt: skip


def test_pages_are_read_back_without_a_difference_however_their_lines_are_broken():
    content = drawn(LATIN)
    assert differences(LATIN, content, Format.PDF) == ()
    assert len(read_text(content, Format.PDF)) > len(list(lines(LATIN)))  # some of them go on overleaf


def test_a_head_that_comes_again_and_contents_with_numbers_are_no_difference():
    said = [line.text for line in lines(LATIN)]
    said[30:30] = ["Agency", "Count", "What"]
    said[3:3] = ["Contents", "A section 2", "2"]
    assert differences(LATIN, drawn(LATIN, said), Format.PDF) == ()


def test_what_a_page_lacks_or_holds_beyond_is_said():
    said = [line.text for line in lines(LATIN)]
    assert differences(LATIN, drawn(LATIN, said[:-1]), Format.PDF) == ("It lacks “The end.”.",)
    (beyond,) = differences(LATIN, drawn(LATIN, [*said, SECRET]), Format.PDF)
    assert beyond == "Its pages hold “Confidentialwords”."


def attach(content):
    import pypdfium2

    opened = pypdfium2.PdfDocument(content)
    kept = opened.new_attachment(SECRET)
    kept.set_data(b"anything")
    written = io.BytesIO()
    opened.save(written)
    opened.close()
    return written.getvalue()


PDF = {
    "author": lambda: drawn(LATIN, author=SECRET),
    "attachment": lambda: attach(drawn(LATIN)),
    "note": lambda: drawn(LATIN, change=lambda canvas: canvas.textAnnotation(SECRET, (10, 10, 20, 20), relative=0)),
    "link outwards": lambda: drawn(LATIN, change=lambda canvas: canvas.linkURL("https://example.test/", (9, 9, 20, 20))),
    "outline": lambda: drawn(LATIN, change=lambda canvas: (canvas.bookmarkPage("a"), canvas.addOutlineEntry(SECRET, "a"))),
    "form": lambda: drawn(LATIN, change=lambda canvas: canvas.acroForm.textfield(name="field", value=SECRET)),
    "invisible words": lambda: drawn(LATIN, change=lambda canvas: canvas.drawString(900, 900, SECRET)),
    "packet": lambda: drawn(LATIN) + packet(SECRET),
    "packed packet": lambda: drawn(LATIN) + b"\nstream\n" + zlib.compress(packet(SECRET)) + b"\nendstream\n",
}  # fmt: skip


def packet(author):
    return (f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            f'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>{author}</rdf:li>'
            "</rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>").encode()  # fmt: skip


@pytest.mark.parametrize("make", PDF.values(), ids=PDF)
def test_whatever_is_put_into_pages_is_noticed(make):
    assert differences(LATIN, make(), Format.PDF)


def test_every_difference_is_a_sentence():
    content = changed(BODY, SAYS, f"{SAYS}<w:r><w:t>{SECRET * 30}</w:t></w:r>")(word.render(SMALL, MADE))
    said = differences(SMALL, content, Format.WORD)
    assert all(sentence.startswith(("It ", "Its ", "From ")) and sentence.endswith(".") for sentence in said)
    assert all(len(sentence) < 160 for sentence in said)
