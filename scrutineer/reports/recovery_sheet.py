"""The recovery sheet: what somebody needs on paper to open a casefile again. The passphrase is written in by hand."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Paragraph, Spacer, Table

from scrutineer.reports.style import REGULAR, colour, register_fonts, styles

WIDTH = A4[0] - 36 * mm
_EDGE = 20 * mm
_LINE = 12 * mm  # room for handwriting
_BY_HAND = (
    "The program never prints the passphrase and never stores it: a printer, a print queue and a PDF on a disk keep "
    "what they were given, and the casefile is then as safe as they are. Write it here by hand, letter by letter, with "
    "its spaces, and keep this sheet where your contract says, apart from the laptop and from the backups."
)
_NEW_LAPTOP = (
    "Install Scrutineer. No account, licence or connection is needed.",
    "Copy the casefile, or a backup, to a folder of the new laptop that no service synchronises.",
    "Start Scrutineer, choose Open another, choose the file, and type the passphrase. Of a backup in the backups "
    "folder: choose Restore a backup. That folder is copied whole, since its backups share the attached files.",
    "Settings, Check the casefile says whether everything is sound. Another tool that opens SQLCipher 4 files opens "
    "it with the same passphrase.",
)
_LOST = (
    "Nothing can be done. Nobody holds a second key: not the maker of the program, not your organisation, not the "
    "partnership. The casefile and every backup under that passphrase stay closed for good. What left as a report, a "
    "letter or an export is all there is. A passphrase that was changed still opens the backups made before."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What is printed. The passphrase is no part of it."""

    name: str
    casefile_id: str
    place: str
    backups: str
    last_backup: str
    day: str


class _Sheet(BaseDocTemplate):  # type: ignore[misc,unused-ignore]
    """One page, two where the folders are long."""

    def __init__(self, stream: io.BytesIO, sheet: RecoverySheet) -> None:
        look: dict[str, Any] = {
            "invariant": 1,
            "initialFontName": REGULAR,
            "lang": "en-GB",
            "creator": "Scrutineer",
            "author": "",
        }
        title = f"Recovery sheet: {sheet.name}"
        super().__init__(stream, pagesize=A4, title=title, subject=f"Written {sheet.day}", **look)
        frame = Frame(_EDGE, 24 * mm, WIDTH, A4[1] - 42 * mm, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("sheet", [frame])])


def render(sheet: RecoverySheet) -> bytes:
    """The PDF's bytes. The same sheet gives the same bytes."""
    register_fonts()
    stream = io.BytesIO()
    _Sheet(stream, sheet).build(_story(sheet))
    return stream.getvalue()


def text(words: str, style: str = "cell") -> Paragraph:
    """A paragraph of plain words: nothing in them is read as markup."""
    return Paragraph(escape(words).replace("\n", "<br/>"), styles()[style])


def _story(sheet: RecoverySheet) -> list[Flowable]:
    facts = (
        ("Casefile", sheet.name), ("Its id", sheet.casefile_id), ("Where it lies", sheet.place),
        ("Its backups", sheet.backups), ("Last backup", sheet.last_backup), ("This sheet", f"Written {sheet.day}"),
    )  # fmt: skip
    rows: list[list[Any]] = [[text(label, "cell-muted"), text(words)] for label, words in facts]
    rows.append([text("Copies elsewhere", "cell-muted"), ""])
    return [
        text("Recovery sheet", "h1"),
        text("For whoever has to open this casefile again. Keep it on paper.", "muted"),
        Spacer(1, 4 * mm),
        _ruled(rows, [None] * len(facts) + [_LINE]),
        KeepTogether([text("The passphrase, by hand", "h2"), text(_BY_HAND, "body"), *_to_write_on()]),
        KeepTogether([text("On a new laptop", "h2"), _numbered(_NEW_LAPTOP)]),
        KeepTogether([text("Where the passphrase is lost", "h2"), text(_LOST, "body")]),
    ]


def _ruled(rows: list[list[Any]], heights: list[float | None]) -> Table:
    look: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, colour("border")),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, colour("text-2")),
    ]
    return Table(rows, [36 * mm, WIDTH - 36 * mm], heights, style=look)


def _to_write_on() -> list[Flowable]:
    """A ruled space, and a line for whoever wrote on it."""
    look: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LINEBELOW", (0, 0), (-1, -1), 0.7, colour("text-2")),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ]
    lines: list[list[Any]] = [[text("Passphrase", "cell-muted")], [""], [text("Written by, and on", "cell-muted")]]
    return [Table(lines, [WIDTH], [_LINE] * 3, style=look), Spacer(1, 3 * mm)]


def _numbered(steps: tuple[str, ...]) -> Table:
    rows: list[list[Any]] = [[text(f"{number}.", "body"), text(step, "body")] for number, step in enumerate(steps, 1)]
    look: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    return Table(rows, [8 * mm, WIDTH - 8 * mm], style=look)
