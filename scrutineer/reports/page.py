"""A document as one page of HTML that needs nothing else: no script, no request, every mark that a reader goes by."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from html import escape
from typing import Final

from scrutineer import paths
from scrutineer.reports.document import (
    Block,
    Bullets,
    Callout,
    Contents,
    Document,
    Dress,
    Face,
    Figure,
    Grid,
    GridCell,
    Heading,
    Logo,
    Look,
    PageBreak,
    Pair,
    Paragraph,
    Quotation,
    Run,
    WithheldNote,
    Words,
    plain,
    text_of,
)
from scrutineer.reports.furniture import CONTENTS, LANGUAGE, SKIP, Outline, anchors, linked, runs_to_left, settled
from scrutineer.reports.office_files import moment
from scrutineer.reports.raster import picture_png
from scrutineer.reports.style import tokens

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may do with the page: show it, and load nothing."""
PICTURE_WIDE: Final = (600.0, 144)
"""How wide a chart is, in points, and its dots an inch."""
_UNSAFE_IN_A_STYLE = re.compile(r"[^A-Za-z0-9 ]")


def render(document: Document, made: datetime) -> bytes:
    """The document as HTML; made at a moment, the same document gives the same bytes."""
    handling = f'<p class="handling">{_escaped(document.handling)}</p>' if document.handling else ""
    watermark = f'<p class="watermark">{_escaped(document.watermark)}</p>' if document.watermark else ""
    footer = _escaped(document.footer)
    parts = (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="dcterms.created" content="{moment(made)}">',
        f"<title>{_attribute(document.subject)}</title>",
        f"<style>{style_of(document)}</style>\n</head>\n<body>",
        f'<a class="skip" href="#text">{SKIP}</a>',
        f"<header>{handling}{watermark}<p>{footer}</p></header>",
        f'<main id="text">\n{_Main(document).html()}\n</main>',
        f"<footer><p>{footer}</p></footer>\n</body>\n</html>\n",
    )
    return "\n".join(parts).encode()


def style_of(document: Document) -> str:
    """How the page looks on a screen, light or dark, and in print, with the marking and the version on every page."""
    at_the_edges = (
        "@page{size:A4;margin:22mm 18mm;"
        f"@top-left{{content:{_in_a_style(document.handling)}}}"
        f"@bottom-left{{content:{_in_a_style(document.footer)}}}"
        '@bottom-right{content:"Page " counter(page) " of " counter(pages)}}'
    )
    return f"{_palettes()}{_dressed(document.dress)}\n{at_the_edges}\n{_rules()}"


def _in_a_style(text: str) -> str:
    """A text as a style sheet writes it: nothing in it can end the text, or the sheet."""
    escaped = _UNSAFE_IN_A_STYLE.sub(lambda sign: f"\\{ord(sign[0]):06x} ", settled(text))
    return f'"{escaped}"'


def _dressed(dress: Dress) -> str:
    """The colours of a template, in print and on a light screen: on a dark one they could not be read."""
    named = (("heading", "text", dress.headings), ("rule", "border", dress.lines))
    own = "".join(f"--{name}:{colour};" for name, _, colour in named if colour)
    usual = "".join(f"--{name}:var(--{usual});" for name, usual, colour in named if colour)
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{usual}}}}}"
    return f"\n:root{{{own}}}\n{dark}" if own else ""


@cache
def _rules() -> str:
    return (paths.resources() / "report.css").read_text(encoding="utf-8")


@cache
def _palettes() -> str:
    colours = {
        scheme: "".join(f"--{name}:{colour};" for name, colour in tokens()["colour"][scheme].items())
        for scheme in ("light", "dark")
    }
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{colours['dark']}}}}}"
    return f":root{{color-scheme:light dark;{colours['light']}}}\n{dark}"


def _escaped(text: str) -> str:
    return escape(settled(text), quote=False).replace("\n", "<br>")


def _attribute(text: str) -> str:
    """A text as the value of an attribute, where a line break is a space."""
    return escape(" ".join(settled(text).split()))


def _run(run: Run) -> str:
    text = _escaped(run.text)
    text = f'<em class="held">{text}</em>' if run.held_back else text
    return f"<strong>{text}</strong>" if run.strong else text


def _turned(text: str) -> str:
    return ' dir="rtl"' if runs_to_left(text) else ""


class _Main:
    """Writes everything between the page's head and foot, in the order in which it is read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names = anchors(document)
        self._placed = set[str]()
        self._outline = Outline()
        self._grids = 0
        self._title = ""

    def html(self) -> str:
        """The title, what stands below it, and the sections."""
        document, cover = self._document, self._document.cover
        parts = [
            self._logo(document.dress.logo) if document.dress.logo else "",
            self._paragraph("eyebrow", plain(cover.above)),
            f"<h1{_turned(document.title)}>{_escaped(document.title)}</h1>",
            self._paragraph("partnership", plain(document.partnership)),
            self._paragraph("lead", plain(cover.about)),
            self._grid(cover.facts),
            *map(self._block, cover.notes),
        ]
        for section in document.sections:
            self._outline.section()
            self._title = section.title
            own = ' class="own-page"' if section.own_page else ""
            inside = "\n".join(map(self._block, section.blocks))
            mark = self._mark(section.key)
            heading = f"<h2{mark}{_turned(section.title)}>{_escaped(section.title)}</h2>\n" if section.title else ""
            parts.append(f"<section{own}>\n{heading}{inside}\n</section>")
        return "\n".join(filter(None, parts))

    @staticmethod
    def _logo(logo: Logo) -> str:
        image = base64.b64encode(logo.content).decode()
        return f'<p class="logo"><img alt="{_attribute(logo.alternative)}" src="data:image/png;base64,{image}"></p>'

    def _mark(self, anchor: str) -> str:
        """What makes an element a place that can be led to, once."""
        name = self._names.get(anchor, "")
        if not name or name in self._placed:
            return ""
        self._placed.add(name)
        return f' id="{name}"'

    def _words(self, words: Words) -> str:
        return "".join(
            f'<a href="#{name}">{_run(run)}</a>' if name else _run(run) for run, name in linked(words, self._names)
        )

    def _paragraph(self, kind: str, words: Words) -> str:
        """A paragraph of a kind; nothing where there are no words."""
        text = text_of(words)
        look = f' class="{kind}"' if kind else ""
        return f"<p{look}{_turned(text)}>{self._words(words)}</p>" if text else ""

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                level = self._outline.level(block.level) + 1  # the document's title is the page's only first level
                mark = self._mark(block.anchor)
                return f"<h{level}{mark}{_turned(block.words)}>{_escaped(block.words)}</h{level}>"
            case Paragraph():
                return self._paragraph("" if block.face is Face.BODY else block.face.value, block.words)
            case Bullets():
                kind = "ol" if block.numbered else "ul"
                items = (f"<li{_turned(text_of(words))}>{self._words(words)}</li>" for words in block.items)
                return f"<{kind}>{''.join(items)}</{kind}>"
            case Quotation():
                said = "".join(self._paragraph("", plain(text)) for text in block.paragraphs)
                return f"<blockquote>{said}{self._paragraph('by', plain(block.by))}</blockquote>"
            case Callout():
                words = (Run(block.lead, strong=True), *block.words)
                return self._paragraph(f"callout {block.tone.value}", words)
            case WithheldNote():
                return self._paragraph("withheld", plain(block.words))
            case Contents():
                return self._contents()
            case PageBreak():
                return '<div class="own-page"></div>'
            case _:
                return self._several(block)

    def _several(self, block: Grid | Figure | Pair) -> str:
        match block:
            case Grid():
                return self._grid(block)
            case Figure():
                return self._figure(block)
            case Pair():
                parts = []
                for side in (block.left, block.right):
                    parts.append(self._block(Heading(side.title, 3)))
                    parts += map(self._block, side.blocks)
                return "\n".join(parts)

    def _contents(self) -> str:
        links = "".join(
            f'<li><a href="#{self._names[section.key]}">{_escaped(section.title)}</a></li>'
            for section in self._document.sections
            if section.title
        )
        label = "" if self._title == CONTENTS else f"<p><strong>{CONTENTS}</strong></p>"
        return f'<nav aria-label="{CONTENTS}">{label}<ul>{links}</ul></nav>' if links else ""

    def _figure(self, block: Figure) -> str:
        image = base64.b64encode(picture_png(block.picture, *PICTURE_WIDE)).decode()
        caption = f"<figcaption>{_escaped(block.caption)}</figcaption>" if block.caption else ""
        shown = f'<img alt="{_attribute(block.alternative)}" src="data:image/png;base64,{image}">'
        return f"<figure>{caption}{shown}{self._grid(block.data)}</figure>"

    def _grid(self, grid: Grid) -> str:
        if not grid.rows and not grid.head:
            return ""
        if grid.look is Look.BOXES:
            boxes = "".join(f'<div class="box">{"".join(self._box(row))}</div>' for row in grid.rows)
            return f'<div class="boxes">{self._paragraph("unseen", plain(grid.caption))}{boxes}</div>'
        self._grids += 1
        name = f"table_{self._grids}"
        unseen = "" if grid.caption_shown else ' class="unseen"'
        caption = (
            f'<caption id="{name}"><span{unseen}>{_escaped(grid.caption)}</span></caption>' if grid.caption else ""
        )
        named = f' role="group" aria-labelledby="{name}"' if grid.caption else ""
        head = "".join(f'<th scope="col">{_escaped(words)}</th>' if words else "<td></td>" for words in grid.head)
        rows = "".join(f"<tr>{''.join(self._row(row, grid.row_heads))}</tr>" for row in grid.rows)
        return (
            f'<div class="wide" tabindex="0"{named}><table class="{grid.look.value}">{caption}'
            f"{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{rows}</tbody></table></div>"
        )

    def _row(self, row: tuple[GridCell, ...], has_head: bool) -> Iterator[str]:
        for number, cell in enumerate(row):
            text = text_of(cell.words)
            kind, scope = ("th", ' scope="row"') if has_head and not number and text.strip() else ("td", "")
            look = ' class="warns"' if cell.warns else ""
            words = f"<strong>{self._words(cell.words)}</strong>" if cell.strong else self._words(cell.words)
            yield f"<{kind}{scope}{self._mark(cell.anchor)}{look}{_turned(text)}>{words}</{kind}>"

    def _box(self, row: tuple[GridCell, ...]) -> Iterator[str]:
        for number, cell in enumerate(row):
            text = text_of(cell.words)
            words = self._words(cell.words)
            words = words if number and not cell.strong else f"<strong>{words}</strong>"
            if text:
                yield f"<p{self._mark(cell.anchor)}{_turned(text)}>{words}</p>"
