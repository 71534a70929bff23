"""A partnership’s template on a document: its words become blocks of the document, its look the document’s dress.

What it says is checked, held back and read back like every other word, since it is one of the document’s own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from scrutineer.domain.template import ReportTemplate
from scrutineer.errors import UserError
from scrutineer.reports.document import Contents, Document, Dress, Face, Logo, Section
from scrutineer.reports.kinds.kind import Kind
from scrutineer.reports.kinds.parts import paragraphs
from scrutineer.reports.logos import logo_of

CLOSING: Final = "standing-words"
"""The key of the section that holds a template’s closing words."""
_SEVERAL: Final = 2
_SHOWN: Final = 12  # signs of a digest that tell two templates of one name apart


def described(template: ReportTemplate) -> str:
    """A template by its name and a mark of all that it says: another word in it, and the mark is another."""
    said = replace(template, id=0)
    return f"“{template.name}” ({hashlib.sha256(repr(said).encode()).hexdigest()[:_SHOWN]})"


def templated(
    document: Document, template: ReportTemplate, kind: Kind, picture: bytes, held_back: Callable[[str], str]
) -> tuple[Document, tuple[str, ...]]:
    """The document in a template, and what of it could not be used, in sentences: nothing of it stops a report.

    A kind that may have only so many words or pages takes no standing words, for they would be of those.
    """
    logo, remarks = _logo(template, picture)
    dress = Dress(described(template), template.heading_colour, template.line_colour, logo)
    titles = template.titles
    sections = tuple(
        replace(section, title=held_back(titles.get(section.title, section.title))) for section in document.sections
    )
    cover = replace(document.cover, above=held_back(template.above))
    if kind.most_words is None and kind.most_pages is None:
        words = paragraphs(held_back(template.cover), face=Face.SMALL) if cover.own_page else ()
        cover = replace(cover, notes=(*cover.notes, *words))
        closing = paragraphs(held_back(template.closing))
        last = Section(CLOSING, held_back(template.closing_title), closing)
        sections = (*sections, last) if closing else sections
    return replace(document, sections=sections, cover=cover, dress=dress), remarks


def _logo(template: ReportTemplate, picture: bytes) -> tuple[Logo | None, tuple[str, ...]]:
    if not template.logo:
        return None, ()
    try:
        return logo_of(picture, template.alternative), ()
    except UserError as error:
        return None, (f"{error} The report is made without it.",)


def numbered(document: Document) -> Document:
    """The same with its sections numbered as they come; not the list of them, and not a single one."""
    counted = [section for section in document.sections if section.title and Contents() not in section.blocks]
    if len(counted) < _SEVERAL:
        return document
    numbers = {section.key: number for number, section in enumerate(counted, 1)}
    sections = (
        replace(section, title=f"{numbers[section.key]} {section.title}") if section.key in numbers else section
        for section in document.sections
    )
    return replace(document, sections=tuple(sections))
