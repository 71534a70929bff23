"""What in an xlsx is no cell: named with its place, and never opened."""

from __future__ import annotations

import io

import openpyxl
import pytest

from scrutineer.exchange import doctor, extras, reader
from tests.exchange.made import saved, with_parts, xlsx

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAWING_TYPES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"


def relations(*targets: str) -> str:
    """A part of relations, the way Excel writes one."""
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/x" Target="{target}"/>' for n, target in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def anchor(inside: str, place: tuple[int, int] | None = (2, 3)) -> str:
    start = f"<xdr:from><xdr:col>{place[0]}</xdr:col><xdr:row>{place[1]}</xdr:row></xdr:from>" if place else ""
    return f"<xdr:twoCellAnchor>{start}{inside}</xdr:twoCellAnchor>"


def text_box(*texts: str) -> str:
    runs = "".join(f"<a:r><a:t>{text}</a:t></a:r>" for text in texts)
    return f"<xdr:sp><xdr:txBody><a:p>{runs}</a:p></xdr:txBody></xdr:sp>"


def drawn(*anchors: str) -> list[list[str]]:
    """What is told of a sheet with one drawing."""
    content = with_parts(xlsx(("x",)), {
        SHEET_RELS: relations("../drawings/drawing1.xml"),
        "xl/drawings/drawing1.xml": f"<xdr:wsDr {DRAWING_TYPES}>{''.join(anchors)}</xdr:wsDr>",
    })  # fmt: skip
    return list(extras.extras_of(content))


def test_a_workbook_of_cells_has_none():
    assert list(extras.extras_of(xlsx(("x", "=1+1")))) == []


def test_parts_that_are_no_cells_are_named_and_never_opened():
    content = with_parts(xlsx(("x",)), {
        SHEET_RELS: relations("../embeddings/policy.docx", "../drawings/drawing7.xml"),
        "xl/embeddings/policy.docx": b"PK",
        "xl/drawings/drawing7.xml": f"<xdr:wsDr {DRAWING_TYPES}>{anchor(text_box('Our answer is 2'))}</xdr:wsDr>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations("last year.xlsx"),
        "xl/vbaProject.bin": b"x",
    })  # fmt: skip
    named = {finding.kind: finding.places for finding in doctor.hazards(reader.read_workbook("x.xlsm", content))}
    assert named["embedded files"] == ("Return policy.docx",)
    assert named["text boxes"] == ("Return!C4 “Our answer is 2”",)
    assert named["links to other files"] == ("last year.xlsx",)
    assert "macros" in named


def test_a_text_box_is_its_place_and_all_its_words():
    assert drawn(anchor(text_box("Our answer", " is 2 ", " "))) == [["text box", "Return", "C4", "Our answer is 2"]]
    assert drawn(anchor(text_box("far"), (27, 99))) == [["text box", "Return", "AB100", "far"]]
    assert drawn(anchor(text_box("anywhere"), None)) == [["text box", "Return", "", "anywhere"]]


def test_a_very_long_text_box_is_cut():
    assert len(drawn(anchor(text_box("x" * 5_000)))[0][3]) == 2_000


def test_a_picture_is_told_and_a_shape_without_words_is_not():
    assert drawn(anchor("<xdr:pic/>", (0, 0))) == [["picture", "Return", "A1", ""]]
    assert drawn(anchor(text_box(" "))) == []


def test_a_picture_with_words_beside_it_is_told_by_its_words():
    assert drawn(anchor(f"<xdr:grpSp><xdr:pic/>{text_box('see this')}</xdr:grpSp>")) == [
        ["text box", "Return", "C4", "see this"]]  # fmt: skip


def test_a_real_picture_by_a_library():
    from openpyxl.drawing.image import Image
    from PIL import Image as Pixels

    stream = io.BytesIO()
    Pixels.new("RGB", (2, 2)).save(stream, "png")
    stream.seek(0)
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.active.add_image(Image(stream), "B5")
    assert list(extras.extras_of(saved(book))) == [["picture", "Sheet", "B5", ""]]


@pytest.mark.parametrize("target", ["/xl/embeddings/audit.pdf", "../embeddings/audit.pdf"])
def test_a_target_from_the_root_or_from_the_sheet(target):
    named = extras.extras_of(with_parts(xlsx(("x",)), {SHEET_RELS: relations(target)}))
    assert list(named) == [["embedded", "Return", "", "audit.pdf"]]


def test_each_is_told_with_the_sheet_that_holds_it():
    def second(book, _sheet) -> None:
        book.create_sheet("Second & last")["A1"] = "x"

    content = with_parts(
        xlsx(("x",), change=second), {"xl/worksheets/_rels/sheet2.xml.rels": relations("../embeddings/a.bin")}
    )
    assert list(extras.extras_of(content)) == [["embedded", "Second & last", "", "a.bin"]]


def test_a_drawing_that_is_not_there_is_passed_over():
    assert list(extras.extras_of(with_parts(xlsx(("x",)), {SHEET_RELS: relations("../drawings/drawing1.xml")}))) == []


def test_a_link_is_named_by_its_file_alone():
    """The folder of a partner's computer is nobody's business, and a link that names none is still told."""
    rels = "xl/externalLinks/_rels/externalLink{}.xml.rels"
    content = with_parts(
        xlsx(("x",)), {rels.format(1): relations("file:///C:/shared/last%20year.xlsx"), rels.format(2): relations()}
    )
    assert sorted(extras.extras_of(content)) == [["link", "", "", ""], ["link", "", "", "last%20year.xlsx"]]
