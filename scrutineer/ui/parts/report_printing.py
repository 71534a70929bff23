"""Printing: which pages, on which printer, on one side or both, asked in the system's own dialog."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.operations import pdf_pages
from scrutineer.progress import Progress
from scrutineer.ui.session import Session

_DOTS = 300  # an inch: letters are sharp, and a page is no larger than it must be


def ask_and_print(window: QWidget, session: Session, content: bytes, count: int, title: str) -> None:
    """Ask how a report of so many pages is printed; then print it off the main thread."""
    printer = made_printer(title)
    dialog = QPrintDialog(printer, window)
    options = QAbstractPrintDialog.PrintDialogOption
    for option in (options.PrintPageRange, options.PrintCollateCopies, options.PrintShowPageSize):
        dialog.setOption(option, True)
    dialog.setMinMax(1, count)
    dialog.setFromTo(1, count)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if accepted:
        session.ops.run(lambda progress: print_pages(printer, content, count, progress))


def made_printer(title: str) -> QPrinter:
    """A printer set for A4, both sides, as a report is read."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    return printer


def pages_asked(printer: QPrinter, count: int) -> range:
    """The pages that are to be printed: those of the range that was asked for, else all."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange or not printer.fromPage():
        return range(1, count + 1)
    last = min(printer.toPage() or count, count)
    return range(max(1, min(printer.fromPage(), last)), last + 1)


def print_pages(printer: QPrinter, content: bytes, count: int, progress: Progress) -> Outcome[int]:
    """Print the pages asked for, each drawn as it is printed."""
    wanted = pages_asked(printer, count)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            "The printer took nothing. Nothing was printed.", "See whether it is switched on, and try again."
        )
    try:
        for done, number in enumerate(wanted):
            progress.step(done, len(wanted), f"Printing page {number}")
            if done:
                printer.newPage()
            _print(painter, printer, content, number)
    finally:
        painter.end()
    return Outcome(
        len(wanted), label=f"{counted(len(wanted), 'page')} sent to {printer.printerName() or 'the printer'}"
    )


def _print(painter: QPainter, printer: QPrinter, content: bytes, number: int) -> None:
    image = pdf_pages.own_page_image(content, number, _DOTS / 72)
    picture = QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGB32)
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    scale = min(sheet.width() / image.width, sheet.height() / image.height)
    painter.drawImage(QRectF(0, 0, image.width * scale, image.height * scale), picture)
