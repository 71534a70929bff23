"""What stands on every page and is read on none: marking, running head, foot, watermark. All of it is artefact."""

from __future__ import annotations

import math

from reportlab.lib.units import mm

from scrutineer.domain.marking import Edition
from scrutineer.reports.document import Document
from scrutineer.reports.printed.drawings import line
from scrutineer.reports.printed.looks import HIGH, SIDE, WIDE, WIDTH, ink
from scrutineer.reports.printed.setting import TypeLook, TypeSetter
from scrutineer.reports.printed.sheets import Book, PaperSheet

_FOOT = 15 * mm
_HEAD = HIGH - 20 * mm
_SMALL = 9.0
_RISE = math.radians(52)
_LARGEST, _SMALLEST = 110.0, 30.0


class PrintedFurniture:
    """Draws it for one document."""

    def __init__(self, document: Document, book: Book, setter: TypeSetter) -> None:
        self._document, self._book, self._setter = document, book, setter
        self._look = TypeLook(_SMALL, _SMALL, ink("text-2"))
        self._boxed = TypeLook(9.5, 9.5, ink("text"), strong=True)

    def begin(self, sheet: PaperSheet) -> None:
        """Everything on a new page; how many there are is said at the end."""
        document = self._document
        cover = sheet.place == 0 and document.cover.own_page
        if document.watermark:
            sheet.artefact(self._watermark(document.watermark))
        box = self._marking(sheet)
        head = document.handling if cover else self._running_head()
        self._write(sheet, head, WIDE - SIDE, _HEAD + 5, WIDTH - box - 14, "right")
        if not cover:
            sheet.artefact(line(SIDE, HIGH - 22.5 * mm, WIDE - SIDE, HIGH - 22.5 * mm, "border-strong", 0.7))
        sheet.artefact(line(SIDE, _FOOT + 5 * mm, WIDE - SIDE, _FOOT + 5 * mm, "border-strong", 0.7))
        public = document.edition is Edition.PUBLIC
        self._write(sheet, document.footer, SIDE, _FOOT, WIDTH * (0.8 if public else 0.5))
        if not public:
            self._write(sheet, "Not for publication", SIDE + WIDTH * 0.66, _FOOT, WIDTH * 0.2, "middle")
        self._book.at_the_end.append(lambda: self._page_number(sheet))

    def _running_head(self) -> str:
        title = self._document.title
        kept = title if title[1:2].isupper() else title[:1].lower() + title[1:]
        partnership = self._document.partnership
        return f"{partnership}: {kept}" if partnership else title

    def _page_number(self, sheet: PaperSheet) -> None:
        words = f"Page {sheet.place + 1} of {len(self._book.sheets)}"
        self._write(sheet, words, WIDE - SIDE, _FOOT, WIDTH * 0.2, "right", later=True)

    def _marking(self, sheet: PaperSheet) -> float:
        """The marking in its box; how wide that is."""
        width, code = self._setter.one_line(self._document.edition.value.upper(), self._boxed, WIDTH / 2)
        box = f"{ink('text', stroke=True)} 1 w {_rounded(SIDE, _HEAD, width + 14, 16, 2)} S"
        words = f"BT {self._setter.chosen(self._boxed)} 1 0 0 1 {SIDE + 7:.2f} {_HEAD + 4.7:.2f} Tm {code} ET"
        sheet.artefact(f"{box} {words}")
        return width + 14

    def _write(
        self,
        sheet: PaperSheet,
        words: str,
        x: float,
        y: float,
        room: float,
        anchor: str = "left",
        *,
        later: bool = False,
    ) -> None:
        width, code = self._setter.one_line(words, self._look, room)
        x -= {"right": width, "middle": width / 2}.get(anchor, 0.0)
        sheet.artefact(f"BT {self._setter.chosen(self._look)} 1 0 0 1 {x:.2f} {y:.2f} Tm {code} ET", later)

    def _watermark(self, words: str) -> str:
        """Across the page, as large as it has room."""
        diagonal = (HIGH - 60 * mm) / math.sin(_RISE)
        wide = self._setter.width(words[:200], TypeLook(100, 100, "", strong=True)) or 1.0
        size = max(_SMALLEST, min(_LARGEST, diagonal / wide * 100))
        look = TypeLook(size, size, ink("sunken"), strong=True)
        width, code = self._setter.one_line(words, look, diagonal)
        across, up = math.cos(_RISE), math.sin(_RISE)
        x = WIDE / 2 - width / 2 * across + size * 0.36 * up
        y = HIGH / 2 - width / 2 * up - size * 0.36 * across
        turned = f"{across:.4f} {up:.4f} {-up:.4f} {across:.4f} {x:.2f} {y:.2f} Tm"
        return f"BT {self._setter.chosen(look)} {turned} {code} ET"


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The path of a box with round corners."""
    right, top, reach = x + width, y + height, radius * 0.45
    points = (
        f"{x + radius:.2f} {y:.2f} m {right - radius:.2f} {y:.2f} l",
        f"{right - reach:.2f} {y:.2f} {right:.2f} {y + reach:.2f} {right:.2f} {y + radius:.2f} c",
        f"{right:.2f} {top - radius:.2f} l",
        f"{right:.2f} {top - reach:.2f} {right - reach:.2f} {top:.2f} {right - radius:.2f} {top:.2f} c",
        f"{x + radius:.2f} {top:.2f} l",
        f"{x + reach:.2f} {top:.2f} {x:.2f} {top - reach:.2f} {x:.2f} {top - radius:.2f} c",
        f"{x:.2f} {y + radius:.2f} l",
        f"{x:.2f} {y + reach:.2f} {x + reach:.2f} {y:.2f} {x + radius:.2f} {y:.2f} c h",
    )
    return " ".join(points)
