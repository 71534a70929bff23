"""Printing: the pages that were asked for, each whole."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from scrutineer.progress import SILENT, Cancelled
from scrutineer.ui.destinations import ToReports
from scrutineer.ui.parts.report_printing import made_printer, pages_asked, print_pages
from tests.exchange.made import pdf
from tests.ui.conftest import go


@pytest.fixture
def printer(dressed, tmp_path):
    made = made_printer("A report")
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    return made


def printed(tmp_path):
    return pypdfium2.PdfDocument((tmp_path / "printed.pdf").read_bytes())


def test_a_report_is_printed_on_a4(printer):
    assert printer.pageLayout().pageSize().name() == "A4"


def test_every_page_is_printed_whole(printer, tmp_path):
    outcome = print_pages(printer, pdf("One", "Two", "Three", width=595, height=842), 3, SILENT)
    assert outcome.value == 3
    sheets = printed(tmp_path)
    assert len(sheets) == 3
    picture = sheets[1].render(scale=0.5).to_pil().convert("L")
    assert picture.getextrema()[0] < 128  # its words are on it
    assert [round(side) for side in sheets[1].get_size()] == [595, 842]


@pytest.mark.parametrize(("first", "last", "pages"), [(2, 3, [2, 3]), (3, 9, [3]), (1, 1, [1])])
def test_only_the_range_that_was_asked_for_is_printed(printer, first, last, pages):
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(first, last)
    assert list(pages_asked(printer, 3)) == pages


def test_without_a_range_every_page_is(printer):
    assert list(pages_asked(printer, 3)) == [1, 2, 3]


def test_printing_that_is_cancelled_stops(printer):
    class Cancelling:
        def step(self, done, total, label):
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        print_pages(printer, pdf("One", "Two", width=595, height=842), 2, Cancelling())


def test_what_the_dialog_was_told_is_printed(at_example, monkeypatch, tmp_path):
    go(at_example, ToReports())
    at_example.sees("to mend")

    def accept(dialog):
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(1, 2)
        assert dialog.maxPage() == len(at_example.top.workspace.panel().pages.pages.sheets())
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    at_example.press("Print")
    at_example.sees("2 pages sent to ")
    assert len(printed(tmp_path)) == 2
