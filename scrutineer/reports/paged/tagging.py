"""What a PDF says beside its pages for those who hear it: the layer under ReportLab that makes PDF/UA-1.

The tree of elements is made from the document before anything is drawn; what is drawn between `begin` and `end` fills a
leaf of it. Whatever no element claims is an artefact, so that forgetting fails safe. It leans on what ReportLab keeps
for itself (`_code`, `_textOut`, `_linkRecord`): the version is pinned and a test holds the files to the rules.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

_STATE = ("q", "Q", " cm", " w", " J", " j", " d", " rg", " RG", " ")
"""How code ends that draws nothing by itself."""
_MARKS = 1 << 20
"""More contents than a page has."""


class Element(PDFObject):
    """A node of the tree. Its kids are elements, content by its page and number, and annotations by page and name.

    It is written and forgotten at once: a long document has more elements than anything else.
    """

    __slots__ = ("__InternalName__", "attributes", "kids", "parent", "tag")

    def __init__(self, tag: str, parent: Element | None = None, attributes: str = "") -> None:
        self.tag, self.parent, self.attributes = tag, parent, attributes
        self.kids: list[Element | int | str] = []
        if parent is not None:
            parent.kids.append(self)

    def add(self, tag: str, attributes: str = "") -> Element:
        """A new last kid."""
        return Element(tag, self, attributes)

    def format(self, document: Any) -> bytes:
        """The element as ReportLab writes it into the file, when everything is drawn."""
        pages = {kid // _MARKS for kid in self.kids if isinstance(kid, int)}
        own = pages.pop() if len(pages) == 1 else 0
        said = [self._kid(document, kid, own) for kid in self.kids]
        kids = f"/K[{' '.join(said)}]" if len(said) > 1 else f"/K {said[0]}" if said else ""
        page = f"/Pg {_page(document, own)}" if own else ""
        above = _reference(document, self.parent or document.Catalog.StructTreeRoot)
        self.kids = []
        document.idToObject[self.__InternalName__] = None  # type: ignore[attr-defined]
        return f"<</S/{self.tag}/P {above}{page}{self.attributes}{kids}>>".encode("latin-1")

    @staticmethod
    def _kid(document: Any, kid: Element | int | str, own: int) -> str:
        if isinstance(kid, Element):
            return _reference(document, kid)
        if isinstance(kid, int):
            page, number = divmod(kid, _MARKS)
            return str(number) if page == own else f"<</Type/MCR/Pg {_page(document, page)}/MCID {number}>>"
        on_page, name = kid.split()
        note = document.idToObjectNumberAndVersion[document.annotationName(name)][0]
        return f"<</Type/OBJR/Pg {_page(document, int(on_page))}/Obj {note} 0 R>>"


def _reference(document: Any, thing: PDFObject) -> str:
    return f"{document.idToObjectNumberAndVersion[document.Reference(thing).name][0]} 0 R"


def _page(document: Any, number: int) -> str:
    return f"{document.idToObjectNumberAndVersion[f'Page{number}'][0]} 0 R"


class _Owners(PDFObject):
    """The elements of all content on one page, in the order of its numbers."""

    def __init__(self, elements: list[Element]) -> None:
        self._elements = elements

    def format(self, document: Any) -> bytes:
        """As ReportLab writes it, once."""
        said = " ".join(_reference(document, element) for element in self._elements)
        self._elements = []
        return f"[{said}]".encode("latin-1")


def literal(text: str) -> str:
    """A text in a file's code."""
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


class LinkElement(Element):
    """Words that lead somewhere. It takes its place among its parent's kids when it is drawn."""

    __slots__ = ("to", "words")

    def __init__(self, parent: Element, to: str, words: str) -> None:
        super().__init__("Link")
        self.parent, self.to, self.words = parent, to, words


class SpokenText(PDFTextObject):
    """Words on a page: each line ends in a space, so that nobody joins two words; links are elements of their own.

    Words that are drawn otherwise than they are read carry what is read: `opens` begins that, `closes` ends it.
    """

    _code: list[str]  # what ReportLab keeps for itself
    _canvas: Any
    _begun_at = 0
    _ended: Element | None = None
    _resumed: Element | None = None

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803
        self._begun_at = len(self._code)
        self._resumed, self._ended = self._ended, None
        if self._resumed is not None and text:
            self._code += ["EMC", self._canvas.mark(self._canvas.claiming)]
        opens = getattr(text, "opens", "")
        if opens:
            self._code.append(f"/Span<</ActualText{literal(opens)}>>BDC")
        if hasattr(text, "closes"):
            super()._textOut(text)  # type: ignore[misc]
            if text.closes:
                self._code.append("EMC")
            if TStar:
                self._code.append("T*")
        else:
            super()._textOut(f"{text} " if TStar and text and text[-1] != " " else text, TStar)  # type: ignore[misc]

    def _linkRecord(self, link: tuple[int, str], where: str) -> None:  # noqa: N802
        """ReportLab says that a link began with the words just drawn, or that it ended with them."""
        canvas: Any = self._canvas
        if canvas.claiming is None:
            return
        element = canvas.links[link[0]]
        if where == "end":
            self._ended = element
        elif self._resumed is element:  # it goes on in this line: the words before it are of one piece with these
            del self._code[self._begun_at : self._begun_at + 2]
            canvas.unmark()
        else:
            if element not in element.parent.kids:
                element.parent.kids.append(element)
            self._code[self._begun_at : self._begun_at] = ["EMC", canvas.mark(element)]


class TaggedCanvas(Canvas):
    """ReportLab's canvas, with marked content, elements for links, and what a file must say of itself."""

    _code: list[str]  # what ReportLab keeps for itself
    _doc: Any
    _pageNumber: int
    _annotationCount: int

    def __init__(self, *args: Any, links: list[LinkElement], **named: Any) -> None:
        self.links = links
        self.claiming: Element | None = None
        self._marks: list[Element] = []
        self._pages: list[list[Element]] = []
        self._notes: list[Any] = []
        super().__init__(*args, **named)

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> Any:  # noqa: N802
        """Text that is read as well."""
        return SpokenText(self, x, y, direction=direction)

    def mark(self, element: Element) -> str:
        """The code that begins content of an element; it knows that content from now on."""
        number = len(self._marks)
        self._marks.append(element)
        element.kids.append(self._pageNumber * _MARKS + number)
        return f"/{element.tag}<</MCID {number}>>BDC"

    def unmark(self) -> None:
        """Forget what was marked last."""
        self._marks.pop().kids.pop()

    def begin(self, element: Element) -> None:
        """What is drawn from here on belongs to an element."""
        self.claiming = element
        self._code.append(self.mark(element))

    def end(self) -> None:
        """What is drawn from here on belongs to nobody."""
        self.claiming = None
        self._code.append("EMC")

    def linkRect(self, contents: str, destinationname: str, *args: Any, **named: Any) -> None:  # noqa: N802, ARG002
        """An area that leads somewhere, for the element with that number."""
        if self.claiming is None:
            return
        link = self.links[int(destinationname)]
        super().linkRect(link.words, link.to, *args, **named)
        link.kids.append(f"{self._pageNumber} NUMBER{self._annotationCount}")

    def _addAnnotation(self, annotation: Any, name: str | None = None, addtopage: int = 1) -> None:  # noqa: N802
        super()._addAnnotation(annotation, name, addtopage)  # type: ignore[misc]
        annotation.permitted = (*annotation.permitted, "StructParent")
        self._notes.append(annotation)

    def showPage(self) -> None:  # noqa: N802
        """End the page: what nobody claimed on it becomes an artefact."""
        self._code[:] = _with_artefacts(self._code)
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._pages), PDFName("S")
        look, packed = PDFDictionary({"Filter": PDFName("FlateDecode")}), zlib.compress(page.stream.encode("latin-1"))
        page.Contents, page.stream = PDFStream(look, packed, filters=[]), None
        self._pages.append(self._marks)
        self._marks = []

    def finish(self, root: Element, language: str, title: str) -> None:
        """Give the file its tree and what it says of itself, before it is saved."""
        document, catalog = self._doc, self._doc.Catalog
        tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        catalog.StructTreeRoot = tree
        document.Reference(tree)
        tree["K"] = document.Reference(root)
        rows: list[Any] = []
        for number, marks in enumerate(self._pages):
            rows += [number, document.Reference(_Owners(marks))]
        linked = {kid.split()[1]: link for link in self.links for kid in link.kids if isinstance(kid, str)}
        for place, annotation in enumerate(self._notes, 1):
            annotation.otherkw["StructParent"] = len(rows) // 2
            rows += [len(rows) // 2, document.Reference(linked[f"NUMBER{place}"])]
        tree["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(rows)}))
        tree["ParentTreeNextKey"] = len(rows) // 2
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Lang = PDFString(language)
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        catalog.Metadata = _packet(title, language)


def _with_artefacts(code: list[str]) -> Iterator[str]:
    """The code of a page, with marks around what draws something and belongs to no element."""
    free: list[str] = []
    depth = 0
    for piece in code:
        if piece.endswith("BDC") and piece.startswith("/"):
            if not depth:
                yield from _artefact(free)
                free = []
            depth += 1
            yield piece
        elif piece == "EMC":
            depth -= 1
            yield piece
        elif depth:
            yield piece
        else:
            free.append(piece)
    yield from _artefact(free)


def _artefact(code: list[str]) -> Iterator[str]:
    if any(not piece.endswith(_STATE) for piece in code):
        yield from ("/Artifact BMC", *code, "EMC")
    else:
        yield from code


def _packet(title: str, language: str) -> PDFStream:
    """The properties as XML, which say that the file follows PDF/UA-1."""
    xmp = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        "<pdfuaid:part>1</pdfuaid:part><dc:title><rdf:Alt>"
        f'<rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    look = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return PDFStream(look, xmp.encode("utf-8"), filters=[])


class FileInformation(pdfdoc.PDFInfo):
    """A file's title, what it is about, and when it was made: nothing of the program or the machine."""

    def __init__(self, title: str, subject: str, moment: str) -> None:
        super().__init__()
        self.title, self.subject, self.moment = title, subject, moment
        self.author = self.keywords = self.producer = self.creator = ""

    def format(self, document: Any) -> bytes:
        """As ReportLab writes it."""
        made = PDFString(self.moment)
        said = {
            "Title": PDFString(self.title),
            "Subject": PDFString(self.subject),
            "CreationDate": made,
            "ModDate": made,
        }
        written: bytes = PDFDictionary(said).format(document)
        return written
