"""A report as the window shows it before it is written: its pages, and where in it each section begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scrutineer.casefile.casefile import Casefile
from scrutineer.operations import issuing, pdf_pages
from scrutineer.operations.pdf_pages import PlaceInPages
from scrutineer.operations.reports import Composed, Request, compose
from scrutineer.reports import rendering
from scrutineer.reports.furniture import Format


@dataclass(frozen=True, slots=True)
class Preview:
    """A report's pages with the document that they were set from. `version` is the one that an issue would take."""

    request: Request
    composed: Composed
    content: bytes
    places: tuple[PlaceInPages, ...]
    version: int

    def page_of(self, key: str) -> int:
        """The page on which a section begins, counted from 1; the first for the cover and what has no place."""
        title = next((section.title for section in self.composed.document.sections if section.key == key), None)
        return next((place.page for place in self.places if place.level == 0 and place.title == title), 1)


def preview(casefile: Casefile, request: Request, before: Preview | None = None) -> Preview:
    """The report as it would be exported now. What says the same as `before` is not set again. Nothing is written."""
    composed = compose(casefile, request)
    version = issuing.next_version(casefile, request)
    if before is not None and before.composed.document == composed.document:
        return replace(before, request=request, composed=composed, version=version)
    content = rendering.render(composed.document, Format.PDF, casefile.clock.now())
    return Preview(request, composed, content, pdf_pages.places_in(content), version)
