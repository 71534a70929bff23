"""The pages of a file: what is drawn on each, which element that belongs to, and what a click opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from scrutineer.reports.printed.faces import FacesUsed
from scrutineer.reports.printed.file import ObjectFile, literal, moment
from scrutineer.reports.printed.looks import HIGH, WIDE
from scrutineer.reports.printed.setting import SetLine
from scrutineer.reports.printed.structure import Element, Tree

LANGUAGE = "en-GB"
LEAN = 0.19
"""How far words that lean do so: Inter has no italic among the faces that are shipped."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the outline, and the place that it opens."""

    level: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class FileProperties:
    """What a file says of itself."""

    title: str
    subject: str
    made: datetime


class Leaf:
    """What lines are drawn as: an element of the tree, and within it a link where words lead somewhere."""

    __slots__ = ("_anchor", "_link", "_words", "element")

    def __init__(self, element: Element, links: dict[str, str] | None = None) -> None:
        self.element = element
        self._words = links or {}
        self._anchor, self._link = "", element

    def inside(self, tree: Tree, anchor: str) -> Element:
        """The element of words that lead to an anchor, "" for none; words of one link may be broken over lines."""
        if not anchor:
            self._anchor = ""
            return self.element
        if anchor != self._anchor:
            self._anchor, self._link = anchor, tree.add(self.element, "Link")
        return self._link

    def said(self, anchor: str) -> str:
        """What a link says of itself where it cannot be seen."""
        return f"Go to {self._words.get(anchor, anchor).strip(' []')[:200]}"


class PaperSheet:
    """One page while it is drawn. Lengths are points from its lower left corner."""

    def __init__(self, book: Book, place: int) -> None:
        self.place = place
        self._book = book
        self.number = book.file.number()
        self.held = False
        self._code: list[str] = []
        self._later: list[str] = []
        self._marks: list[Element] = []
        self._links: list[str] = []

    def artefact(self, code: str, later: bool = False) -> None:
        """Draw something that is no part of what is read; `later` what is known at the end alone."""
        (self._later if later else self._code).append(f"/Artifact BMC q {code} Q EMC")

    def anchor(self, name: str, y: float) -> None:
        """Let a place of this page be led to."""
        self._book.places.setdefault(name, (self.number, min(HIGH, y + 12)))
        self._book.pages_of.setdefault(name, self.place + 1)

    def figure(self, element: Element, code: str) -> None:
        """Draw a picture as the content of an element."""
        self._code.append(f"{self._mark(element)} q {code} Q EMC")

    def words_later(self, element: Element, words: Callable[[], str]) -> None:
        """Words that are known when all pages are there, as the content of an element."""
        mark = self._mark(element)
        self._book.at_the_end.append(lambda: self._later.append(f"BT {mark} {words()} EMC ET"))

    def _mark(self, element: Element) -> str:
        number = len(self._marks)
        self._marks.append(element)
        element.kids.append(f"<</Type/MCR/Pg {self.number} 0 R/MCID {number}>>")
        return f"/{element.tag}<</MCID {number}>>BDC"

    def words(self, lines: Sequence[SetLine], leaf: Leaf | None, x: float, y: float) -> None:
        """Draw lines from their upper edge down, as the content of a leaf; without one they are an artefact."""
        code, look = list[str](), None
        now: Element | None = None
        for line in lines:
            for part in line:
                base = y - part.look.leading / 2 - part.look.size * 0.36
                inside = leaf.inside(self._book.tree, part.leads_to) if leaf else None
                if not code or inside is not now:
                    code += ["EMC"] if code else []
                    code.append(self._mark(inside) if inside else "/Artifact BMC")
                    now = inside
                if part.look is not look:
                    look = part.look
                    code.append(f"/{self._book.faces.face(look.face).key} {look.size:g} Tf {look.ink}")
                lean = LEAN if look.leans else 0
                code.append(f"1 0 {lean:g} 1 {x + part.x:.2f} {base:.2f} Tm {part.code}")
                if leaf and inside and part.leads_to:
                    under, over = base - look.size * 0.25, base + look.size * 0.85
                    box = (x + part.x, under, x + part.x + part.width, over)
                    self.link(inside, part.leads_to, box, leaf.said(part.leads_to))
            y -= line[0].look.leading if line else look.leading if look else 0
        if code:
            self._code.append("BT\n" + "\n".join(code) + "\nEMC ET")

    def link(self, element: Element, anchor: str, box: tuple[float, float, float, float], words: str) -> None:
        """Let a click in a box lead to an anchor; the element holds what is clicked on."""
        number, key = self._book.file.number(), self._book.tree.linked(element)
        edges = " ".join(f"{edge:.2f}" for edge in box)
        to = f"/Dest {literal(anchor)}/Contents {literal(words)}"
        entries = f"/Type/Annot/Subtype/Link/Rect[{edges}]/Border[0 0 0]/F 4{to}/StructParent {key}"
        self._book.file.put(f"<<{entries}/P {self.number} 0 R>>", number)
        self._links.append(f"{number} 0 R")
        element.kids.append(f"<</Type/OBJR/Pg {self.number} 0 R/Obj {number} 0 R>>")

    def finish(self) -> None:
        """Write what is drawn; what comes later has a stream of its own."""
        file = self._book.file
        drawn = file.put_stream("\n".join(self._code).encode("ascii"))
        later, self._code = file.number(), []
        self._book.at_the_end.append(lambda: self._finish_later(later))
        links = f"/Annots[{' '.join(self._links)}]" if self._links else ""
        key = self._book.tree.marked(self._marks)
        self._marks = []
        box = f"/MediaBox[0 0 {WIDE:.2f} {HIGH:.2f}]/Resources {self._book.resources} 0 R"
        entries = f"/Type/Page/Parent {self._book.pages} 0 R{box}/Contents[{drawn} 0 R {later} 0 R]{links}"
        file.put(f"<<{entries}/StructParents {key}/Tabs/S>>", self.number)

    def _finish_later(self, number: int) -> None:
        self._book.file.put_stream("\n".join(self._later).encode("ascii"), number=number)


class Book:
    """A tagged file while its pages are made."""

    def __init__(self) -> None:
        self.file = ObjectFile()
        self.tree = Tree(self.file)
        self.faces = FacesUsed()
        self.pages, self.resources = self.file.number(), self.file.number()
        self.sheets: list[PaperSheet] = []
        self.places: dict[str, tuple[int, float]] = {}
        self.pages_of: dict[str, int] = {}
        self.outline: list[OutlineEntry] = []
        self.at_the_end: list[Callable[[], None]] = []

    def sheet(self) -> PaperSheet:
        """A new last page."""
        self.sheets.append(PaperSheet(self, len(self.sheets)))
        return self.sheets[-1]

    def finished(self, properties: FileProperties) -> bytes:
        """The file: what could be said at the end alone, the faces, the outline, the places that links lead to."""
        for act in self.at_the_end:
            act()
        file = self.file
        kids = " ".join(f"{sheet.number} 0 R" for sheet in self.sheets)
        file.put(f"<</Type/Pages/Count {len(self.sheets)}/Kids[{kids}]>>", self.pages)
        file.put(f"<</Font<<{self.faces.embed(file)}>>>>", self.resources)
        tree, outline = self.tree.finish(), self._outline()
        names = " ".join(
            f"{literal(name)}[{number} 0 R/XYZ 0 {y:.1f} null]"
            for name, (number, y) in sorted(self.places.items(), key=lambda place: _sorted_as(place[0]))
        )
        places = file.put(f"<</Names[{names}]>>")
        about = file.put_stream(_metadata(properties), "/Type/Metadata/Subtype/XML", compress=False)
        shown = f"/ViewerPreferences<</DisplayDocTitle true>>/Lang {literal(LANGUAGE)}/MarkInfo<</Marked true>>"
        leads = f"/Outlines {outline} 0 R/PageMode/UseOutlines" if outline else ""
        entries = f"/Type/Catalog/Pages {self.pages} 0 R/StructTreeRoot {tree} 0 R{shown}{leads}"
        root = file.put(f"<<{entries}/Names<</Dests {places} 0 R>>/Metadata {about} 0 R>>")
        made = moment(properties.made)
        words = f"/Title {literal(properties.title)}/Subject {literal(properties.subject)}/Creator(Scrutineer)"
        info = file.put(f"<<{words}/Producer(Scrutineer)/CreationDate{made}/ModDate{made}>>")
        return file.finished(root, info)

    def _outline(self) -> int:
        """The outline's entries as a tree; 0 where there are none."""
        entries = [entry for entry in self.outline if entry.anchor in self.places]
        if not entries:
            return 0
        root = self.file.number()
        numbers = [self.file.number() for _ in entries]
        above, parents, kids = list[tuple[int, int]](), list[int](), dict[int, list[int]]()
        for entry, number in zip(entries, numbers, strict=True):
            while above and above[-1][0] >= entry.level:
                above.pop()
            parents.append(above[-1][1] if above else root)
            kids.setdefault(parents[-1], []).append(number)
            above.append((entry.level, number))
        beside = {number: (row, place) for row in kids.values() for place, number in enumerate(row)}
        for entry, number, parent in zip(entries, numbers, parents, strict=True):
            row, place = beside[number]
            links = f"/Prev {row[place - 1]} 0 R" if place else ""
            links += f"/Next {row[place + 1]} 0 R" if place + 1 < len(row) else ""
            below = kids.get(number)
            links += f"/First {below[0]} 0 R/Last {below[-1]} 0 R/Count {len(below)}" if below else ""
            page, y = self.places[entry.anchor]
            to = f"/Dest[{page} 0 R/XYZ 0 {y:.1f} null]"
            self.file.put(f"<</Title {literal(entry.words)}/Parent {parent} 0 R{links}{to}>>", number)
        top = kids[root]
        return self.file.put(f"<</Type/Outlines/First {top[0]} 0 R/Last {top[-1]} 0 R/Count {len(numbers)}>>", root)


def _sorted_as(name: str) -> bytes:
    """A name as the file's readers sort it."""
    return name.encode("ascii") if name.isascii() and name.isprintable() else b"\xfe\xff" + name.encode("utf-16-be")


def _metadata(properties: FileProperties) -> bytes:
    """The same properties for readers of XMP, and that the file is made to be read aloud."""
    made = properties.made.isoformat(timespec="seconds")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_in_xml(properties.title)}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{_in_xml(properties.subject)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate><xmp:CreatorTool>Scrutineer</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _in_xml(text: str) -> str:
    return escape("".join(character if character.isprintable() else " " for character in text))
