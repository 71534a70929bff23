"""A written file read back and held against its document: what is missing in it, and what it holds beyond.

A file may say some things besides `lines`, and nothing else: the marking, the edition's line, the watermark, the title,
page numbers, the contents' entries, the names of sheets, and when and in what language it was made.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from PIL import Image

from scrutineer.domain.picture import Words as DrawnWords
from scrutineer.domain.words import shortened
from scrutineer.reports.document import LOGO, Document, Figure, Grid, Heading, Line, lines
from scrutineer.reports.furniture import ABOUT, CONTENTS, LANGUAGE, SKIP, Format, page_of, settled
from scrutineer.reports.logos import pixels_of
from scrutineer.reports.page import PICTURE_WIDE, POLICY, style_of
from scrutineer.reports.paged.faces import SUBSTITUTE, not_drawn
from scrutineer.reports.raster import picture_png
from scrutineer.reports.reading.leaves import Leaves, letters
from scrutineer.reports.reading.page import texts_of_page
from scrutineer.reports.reading.pdf import A_PICTURE, THE_STRUCTURE, texts_of_pdf
from scrutineer.reports.reading.texts import FileText, TextRole
from scrutineer.reports.reading.word import texts_of_word
from scrutineer.reports.reading.workbook import texts_of_workbook
from scrutineer.reports.word_body import PICTURE_SIZE
from scrutineer.reports.workbook import EDGE_OF_A_SHEET, sheet_names

_READERS: Final[Mapping[Format, Callable[[bytes], Iterator[FileText]]]] = {
    Format.PDF: texts_of_pdf,
    Format.WORD: texts_of_word,
    Format.PAGE: texts_of_page,
    Format.WORKBOOK: texts_of_workbook,
}
_CHARTS: Final = {Format.WORD: PICTURE_SIZE, Format.PAGE: PICTURE_WIDE}
"""How wide a chart is set where it is a picture of pixels, in points, and its dots an inch."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?|D:\d{14}.*")
_PAGE_NUMBER = re.compile(re.escape(page_of("0", "0")).replace("0", r"\d+"))
_PAGE_IN_CONTENTS = re.compile(r"[.…·]{0,300}\d{0,4}")
_LABEL = re.compile(r"•|\d{1,4}\.?")
"""The sign or number of an item of a list, or of a page in the contents."""
_PROPERTIES: Final = (POLICY, "width=device-width, initial-scale=1", "Scrutineer", "application/pdf", "1")
"""What properties say of the format itself, of any document: “1” is the part of PDF/UA that a file follows."""
_SHOWN: Final = 80  # signs of a text that a sentence quotes


def texts(content: bytes, form: Format) -> tuple[FileText, ...]:
    """Every text of a file, in order where it has one."""
    return tuple(_READERS[form](content))


def read_text(content: bytes, form: Format) -> tuple[str, ...]:
    """What somebody reads from the file's beginning to its end."""
    return tuple(text.text for text in texts(content, form) if text.role is TextRole.TEXT)


def differences(document: Document, content: bytes, form: Format) -> tuple[str, ...]:
    """A sentence for each text of the document that the file lacks, and each of the file that the document has not.

    Empty: the file says the document, in its order, and nothing else anywhere in it.
    """
    held = texts(content, form)
    every = tuple(_held_by(document, form))
    if form is Format.PDF:
        compared = _drawn(document, [text for line in every if (text := settled(line.text)).strip()], held)
    else:
        wanted = [said for line in every if (said := _plain(line.text))]
        compared = _compared(wanted, [text for text in held if text.role is TextRole.TEXT], _around(document))
    return (*compared, *_pictures(document, held, form), *_beyond(document, held, form))


def _held_by(document: Document, form: Format) -> Iterator[Line]:
    """What a format holds of a document: a workbook has no logo."""
    return (line for line in lines(document) if form is not Format.WORKBOOK or line.kind != LOGO)


def _pictures(document: Document, held: tuple[FileText, ...], form: Format) -> Iterator[str]:
    """Pictures are compared by their pixels: the logo where there is one, the charts, and no other."""
    shown = Counter(text.text for text in held if text.role is TextRole.PICTURE)
    logo, wide = document.dress.logo, _CHARTS.get(form)
    wanted = Counter([logo.pixels] if logo and form is not Format.WORKBOOK else [])
    if wide:
        charts = (picture_png(figure.picture, *wide) for figure in _figures(document))
        wanted.update(map(_pixels, charts))
    if form is Format.WORD:  # the package keeps a picture that is shown twice once
        shown, wanted = Counter(set(shown)), Counter(set(wanted))
    if wanted - shown:
        yield "It lacks a picture, or shows another in its place."
    if shown - wanted:
        yield "It holds a picture that the report has not."


def _figures(document: Document) -> Iterator[Figure]:
    return (block for section in document.sections for block in section.blocks if isinstance(block, Figure))


def _pixels(content: bytes) -> str:
    with Image.open(io.BytesIO(content)) as image:
        return pixels_of(image)


def _plain(text: str) -> str:
    """A text as it is compared: how much white space stands between two words does not matter."""
    return " ".join(settled(text).split())


def _compared(wanted: list[str], held: list[FileText], around: frozenset[str]) -> Iterator[str]:
    place, beside = 0, []
    for text in held:
        if place < len(wanted) and _plain(text.text) == wanted[place]:
            place += 1
        else:
            beside.append(text)
    if place == len(wanted):
        yield from (_holds(text) for text in beside if _plain(text.text) not in around)
        return
    missing = Counter(wanted) - Counter(_plain(text.text) for text in held)
    yield from (f"It lacks “{shortened(text, _SHOWN)}”." for text in missing.elements())
    if not missing:
        yield f"From “{shortened(wanted[place], _SHOWN)}” on it is in another order."
    known = Counter(wanted)
    for text in held:
        said = _plain(text.text)
        known[said] -= 1
        if known[said] < 0 and said not in around:
            yield _holds(text)


def _drawn(document: Document, wanted: list[str], held: tuple[FileText, ...]) -> Iterator[str]:
    """The same for pages, where what is not drawn may be said by the structure: the words for a picture or a table."""
    leaves = Leaves(text.text for text in held if text.role is TextRole.TEXT)
    around = [text for text in held if text.role is TextRole.AROUND]
    said = {letters(text.text) for text in around if text.where == THE_STRUCTURE}
    known = {text: _printed(text) for text in wanted}
    lacking = []
    for text in wanted:
        unseen = letters(text) in said
        if not (leaves.comes_next(known[text]) if unseen else leaves.take(known[text])) and not unseen:
            lacking.append(text)
    again = {_printed(text) for text in (*_standing_words(document), *_heads(document))}
    left = [leaf for leaf in leaves.left() if not _comes_again(leaf, again)]
    if Counter("".join(known[text] for text in lacking)) != Counter("".join(left)):  # else alike texts beside each
        yield from (
            f"It lacks “{shortened(_plain(text), _SHOWN)}”." for text in lacking
        )  # other took each other's leaves: all is there
        yield from (f"Its pages hold “{shortened(leaf, _SHOWN)}”." for leaf in left)
    own = (*map(letters, wanted), *map(letters, _standing_words(document)))
    yield from _beside_leaves(document, around, {*known.values(), *again, *own})


def _comes_again(leaf: str, again: set[str]) -> bool:
    """Whether a leaf is a sign of a list, or what may be said once more, alone or with its page as in the contents."""
    return bool(_LABEL.fullmatch(leaf)) or any(
        leaf.startswith(words) and _PAGE_IN_CONTENTS.fullmatch(leaf[len(words) :]) for words in again if words
    )


def _printed(text: str) -> str:
    """The letters of a text as they are on paper, where something stands for each sign that no face draws."""
    if text.isascii():
        return letters(text)
    return letters(settled(text).translate({ord(sign): SUBSTITUTE for sign in not_drawn(settled(text))}))


def _beside_leaves(document: Document, around: list[FileText], known: set[str]) -> Iterator[str]:
    """What is drawn around the text or in pictures, said by structure, links or outline, and not by the document."""
    more = [*_outlines(document), *_page_words(document)]
    everything = "\n".join(words.casefold() for words in (*known, *map(letters, more), *map(_printed, more)))
    pictures = "\n".join(_printed(words) for words in _picture_words(document))
    for text in around:
        words = letters(text.text.removeprefix("Go to ")).rstrip("…")
        drawn = text.where == A_PICTURE and words in pictures
        number = _PAGE_NUMBER.fullmatch(_plain(text.text)) or _LABEL.fullmatch(words)
        if not (drawn or number or words.casefold() in everything):
            yield _holds(text)


def _page_words(document: Document) -> tuple[str, ...]:
    """What stands at the edges of printed pages beside the document's own words."""
    title = document.title
    both = (f"{document.partnership}: {said}" for said in (title, title[:1].lower() + title[1:]))
    return document.edition.value, "Not for publication", document.partnership, *both


def _picture_words(document: Document) -> Iterator[str]:
    """Every word drawn in a picture, for any width that a page has for it."""
    for block in _figures(document):
        for width in (30, 40, 45, 50, 55, 60, 80, 120):
            shapes = block.picture.laid_out(width, lambda text, _: len(text) * 0.5).shapes
            yield from (shape.text.rstrip("…") for shape in shapes if isinstance(shape, DrawnWords))


def _outlines(document: Document) -> Iterator[str]:
    """What headings are called in the outline beside the pages."""
    for section in document.sections:
        yield from (block.outline for block in section.blocks if isinstance(block, Heading))


def _heads(document: Document) -> Iterator[str]:
    """Heads of tables, which come again on each page."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Grid | Figure):
                yield from (block.data if isinstance(block, Figure) else block).head


def _standing_words(document: Document) -> Iterator[str]:
    """What a file may say beside its text, anywhere."""
    yield from (document.handling, document.footer, document.watermark, document.title, CONTENTS, SKIP, ABOUT)
    yield from (section.title for section in document.sections)


def _beyond(document: Document, held: tuple[FileText, ...], form: Format) -> Iterator[str]:
    """What stands beside the text and may not."""
    around, properties = _around(document), _properties(document)
    for text in held:
        said = _plain(text.text)
        if text.role is TextRole.ALIEN:
            yield _holds(text)
        elif text.role is TextRole.PROPERTY:
            if not (said in properties or _MOMENT.fullmatch(said)):
                yield f"Its property “{text.where}” says “{shortened(said, _SHOWN)}”."
        elif text.role is TextRole.AROUND and form is not Format.PDF:
            sheet = text.where == "the name of a sheet" and said in _sheets(document)
            if not (sheet or said in around or _PAGE_NUMBER.fullmatch(said)):
                yield _holds(text)


def _around(document: Document) -> frozenset[str]:
    plain = {_plain(text) for text in (*_standing_words(document), style_of(document))}
    return frozenset(plain | {text[:EDGE_OF_A_SHEET].strip() for text in plain})


def _properties(document: Document) -> frozenset[str]:
    both = f"{document.title}: {document.partnership}"
    return frozenset(map(_plain, (document.title, document.subject, LANGUAGE, both, *_PROPERTIES)))


def _sheets(document: Document) -> frozenset[str]:
    """What sheets may be called: the beginning of a table's caption after its number."""
    return frozenset({ABOUT, *map(_plain, sheet_names(document))})


def _holds(text: FileText) -> str:
    return (
        f"It holds {text.where}: “{shortened(_plain(text.text), _SHOWN)}”."
        if text.text.strip()
        else f"It holds {text.where}."
    )
