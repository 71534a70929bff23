"""The layer under ReportLab: what nobody claims is an artefact, and what is claimed is found again."""

from __future__ import annotations

import io
import re
import zlib

from scrutineer.reports.paged.tagging import Element, TaggedCanvas
from scrutineer.reports.style import REGULAR, register_fonts
from tests.reports.paged.reading import artefacts, heard, objects


def drawn(draw) -> tuple[bytes, str]:
    """A file of one page on which `draw` draws with a root element, and the code of the page."""
    register_fonts()
    out, root = io.BytesIO(), Element("Document")
    canvas = TaggedCanvas(out, initialFontName=REGULAR, invariant=1, links=[])
    canvas.setFont(REGULAR, 12)
    draw(canvas, root)
    canvas.showPage()
    canvas.finish(root, "en-GB", "A file")
    canvas.save()
    content = out.getvalue()
    page = next(body for body in objects(content).values() if b"/Type /Page " in body or b"/Type /Page\n" in body)
    [number] = re.findall(rb"/Contents (\d+) 0 R", page)
    stream = objects(content)[int(number)].partition(b"\nstream\n")[2]
    return content, zlib.decompressobj().decompress(stream).decode("latin-1")


def test_what_nobody_claims_is_an_artefact():
    content, _ = drawn(lambda canvas, _: canvas.drawString(10, 10, "forgotten"))
    assert "forgotten" in artefacts(content)[0]
    assert "forgotten" not in heard(content).words()


def test_what_is_claimed_belongs_to_its_element_alone():
    def draw(canvas, root):
        canvas.drawString(10, 10, "before")
        canvas.begin(root.add("P"))
        canvas.drawString(10, 20, "claimed")
        canvas.end()
        canvas.line(0, 0, 9, 9)

    content, code = drawn(draw)
    [paragraph] = heard(content).all("P")
    assert paragraph.words() == "claimed"
    assert code.count("BDC") == 1
    assert code.count("/Artifact BMC") == 2
    assert code.count("EMC") == 3


def test_code_that_draws_nothing_needs_no_mark():
    def draw(canvas, root):
        canvas.begin(root.add("P"))
        canvas.drawString(10, 20, "claimed")
        canvas.end()
        canvas.saveState()
        canvas.setLineWidth(2)
        canvas.restoreState()

    _, code = drawn(draw)
    assert code.count("/Artifact BMC") <= 1  # what begins a page sets a face


def test_the_elements_of_two_pages_are_one_where_they_are_one():
    def draw(canvas, root):
        element = root.add("P")
        for words in ("here ", "and there"):
            canvas.setFont(REGULAR, 12)
            canvas.begin(element)
            canvas.drawString(10, 20, words)
            canvas.end()
            if words == "here ":
                canvas.showPage()

    content, _ = drawn(draw)
    [paragraph] = heard(content).all("P")
    assert paragraph.words() == "here and there"
    assert paragraph.pages() == {0, 1}
