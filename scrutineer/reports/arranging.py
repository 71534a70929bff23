"""How a kind of report is laid out: sections left out or moved, and words of one’s own before them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from scrutineer.domain.marking import Edition
from scrutineer.reports.document import Document, Section
from scrutineer.reports.kinds.parts import paragraphs


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """One section as it is wanted. Its words are said for one edition each: what is written for partners is never
    carried into what is published."""

    key: str
    shown: bool = True
    words: tuple[tuple[Edition, str], ...] = ()

    def words_in(self, edition: Edition) -> str:
        """The words of one's own that stand before the section in an edition, "" for none."""
        return dict(self.words).get(edition, "")

    def with_words(self, edition: Edition, text: str) -> SectionLayout:
        """The same with other words in one edition; blank ones are none."""
        others = tuple((known, said) for known, said in self.words if known is not edition)
        return replace(self, words=(*others, (edition, text.strip())) if text.strip() else others)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The sections of a kind as they are wanted, in order; those it does not name stand as the kind has them."""

    sections: tuple[SectionLayout, ...] = ()

    def of(self, key: str) -> SectionLayout:
        """What is wanted of a section."""
        return next((section for section in self.sections if section.key == key), SectionLayout(key))

    def worded(self, rule: Callable[[str], str]) -> Arrangement:
        """The same with every word of one's own as a rule makes it."""
        return Arrangement(
            tuple(
                replace(section, words=tuple((edition, rule(said)) for edition, said in section.words))
                for section in self.sections
            )
        )


def written_arrangement(layout: Arrangement) -> str:
    """A layout as a casefile keeps it."""
    kept = [
        {"key": section.key, "shown": section.shown, "words": {edition.value: said for edition, said in section.words}}
        for section in layout.sections
    ]
    return json.dumps({"sections": kept}, ensure_ascii=False)


def read_arrangement(body: str) -> Arrangement:
    """A layout as it was kept. One that cannot be read is the kind's own: it never blocks a report."""
    try:
        return Arrangement(tuple(_sections(json.loads(body)["sections"])))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Arrangement()


def _sections(kept: list[dict[str, object]]) -> Iterator[SectionLayout]:
    for section in kept:
        said = section["words"]
        words = tuple((Edition(edition), str(text)) for edition, text in said.items())  # type: ignore[attr-defined]
        yield SectionLayout(str(section["key"]), section["shown"] is not False, words)


def ordered_keys(keys: tuple[str, ...], layout: Arrangement) -> tuple[str, ...]:
    """Sections in the order of a layout. One that it does not name follows the section that it follows in the kind."""
    rank = {section.key: place for place, section in enumerate(layout.sections)}
    ordered = sorted((key for key in keys if key in rank), key=rank.__getitem__)
    for place, key in enumerate(keys):
        if key not in rank:
            ordered.insert(ordered.index(keys[place - 1]) + 1 if place else 0, key)
    return tuple(ordered)


def arranged(document: Document, layout: Arrangement) -> Document:
    """The document with its sections as a layout wants them; nothing else about it is another."""
    by_key = {section.key: section for section in document.sections}
    wanted = [layout.of(key) for key in ordered_keys(tuple(by_key), layout)]
    sections = tuple(_introduced(by_key[own.key], own.words_in(document.edition)) for own in wanted if own.shown)
    return replace(document, sections=sections)


def _introduced(section: Section, words: str) -> Section:
    """A section that begins with words of one's own."""
    return replace(section, blocks=(*paragraphs(words), *section.blocks)) if words else section
