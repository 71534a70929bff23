"""A printed file as somebody hears it: its elements in the order of its tree, each with its words."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

OBJECT = re.compile(rb"(?<=\n)(\d+) 0 obj\n(<<.*?)\nendobj", re.DOTALL)
KID = re.compile(r"<</Type/MCR/Pg (\d+) 0 R/MCID (\d+)>>|<</Type/OBJR/Pg \d+ 0 R/Obj (\d+) 0 R>>|(\d+) 0 R|(\d+)")
TEXT = re.compile(r"/(Alt|T) ?<([0-9A-Fa-f]*)>")
ELEMENT = re.compile(r"<</S/(\w+)/P \d+ 0 R(?:/Pg (\d+) 0 R)?(.*?)(?:/K[ \[](.*?)\]?)?>>", re.DOTALL)


@dataclass
class Heard:
    """An element: what it is, what is said of it, and the words on each page that are its own."""

    tag: str
    attributes: str
    said: str
    kids: list[Heard | tuple[int, str]] = field(default_factory=list)
    links: int = 0

    def walk(self) -> Iterator[Heard]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Heard):
                yield from kid.walk()

    def words(self, skipping: tuple[str, ...] = ()) -> str:
        """Everything in it in its order, what stands for pictures and tables included."""
        if self.tag in skipping:
            return ""
        if self.tag == "Figure":  # what it shows is said instead of what is drawn
            return "".join(kid.words(skipping) for kid in self.kids if isinstance(kid, Heard)) + self.said
        own = (kid.words(skipping) if isinstance(kid, Heard) else kid[1] for kid in self.kids)
        return self.said + "".join(own)

    def pages(self) -> set[int]:
        return {kid[0] for each in self.walk() for kid in each.kids if isinstance(kid, tuple)}

    def all(self, tag: str) -> list[Heard]:
        return [each for each in self.walk() if each.tag == tag]


def objects(content: bytes) -> dict[int, bytes]:
    """Every object of a file that ReportLab wrote, by number."""
    return {int(match[1]): match[2] for match in OBJECT.finditer(content)}


def _marked(content: bytes) -> list[dict[int, str]]:
    """The words of every mark on every page."""
    document = pypdfium2.PdfDocument(content)
    pages = []
    for page in document:
        marks: dict[int, str] = {}
        text_page = page.get_textpage()
        said = set[int]()
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM], max_depth=1):
            mark = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
            inner = [thing.raw]
            if thing.type == pdfium.FPDF_PAGEOBJ_FORM:
                many = pdfium.FPDFFormObj_CountObjects(thing.raw)
                inner = [pdfium.FPDFFormObj_GetObject(thing.raw, place) for place in range(many)]
            marks[mark] = marks.get(mark, "") + "".join(_words(each, text_page, said) for each in inner)
        pages.append(marks)
    document.close()
    return pages


def _words(thing, text_page, said: set[int]) -> str:
    """What a text object says: what is to be read for it, once, or else what is drawn."""
    for place in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark, size = pdfium.FPDFPageObj_GetMark(thing, place), ctypes.c_ulong()
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", None, 0, size):
            room = (ctypes.c_ubyte * size.value)()
            pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", room, size.value, size)
            address = ctypes.addressof(mark.contents)
            again = address in said
            said.add(address)
            return "" if again else bytes(room).decode("utf-16")
    length = pdfium.FPDFTextObj_GetText(thing, text_page.raw, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFTextObj_GetText(thing, text_page.raw, buffer, length)
    return bytes(buffer)[: max(0, length - 2)].decode("utf-16-le", "replace")


def _pages(known: dict[int, bytes]) -> list[int]:
    """The numbers of the pages' objects, in their order."""
    pages = next(body for body in known.values() if b"/Type /Pages" in body)
    return [int(number) for number in re.findall(rb"(\d+) 0 R", pages[pages.index(b"/Kids") : pages.index(b"]")])]


def heard(content: bytes) -> Heard:
    """The whole tree of a file."""
    known, marked = objects(content), _marked(content)
    root = next(body for body in known.values() if b"/Type /StructTreeRoot" in body)
    place_of = {number: place for place, number in enumerate(_pages(known))}

    def element(number: int) -> Heard:
        match = ELEMENT.fullmatch(known[number].decode("latin-1"))
        assert match, known[number]
        own, attributes, kids = match[2], match[3], match[4]
        said = {key: bytes.fromhex(text).decode("utf-16") for key, text in TEXT.findall(attributes)}
        made = Heard(match[1], attributes, said.get("Alt", said.get("T", "")))
        for page, mark, annotation, kid, here in KID.findall(kids or ""):
            if page or here:
                place = place_of[int(page or own)]
                made.kids.append((place, marked[place].get(int(mark or here), "")))
            elif annotation:
                made.links += 1
            else:
                made.kids.append(element(int(kid)))
        return made

    top = re.search(rb"/K (\d+) 0 R", root)
    assert top
    return element(int(top[1]))


def artefacts(content: bytes) -> list[str]:
    """The words of each page that no element claims."""
    return [marks.get(-1, "") for marks in _marked(content)]


def squeezed(text: str) -> str:
    """A text without its spaces: where lines break is not what is asked."""
    return "".join(text.split())
