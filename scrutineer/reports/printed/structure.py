"""What a tagged file says of its own order: a tree of elements, made from the document before anything is drawn.

Pieces of a page are drawn as leaves of it; whatever no element claims is an artefact, so that forgetting one never
makes a reader speak the foot of a page.
"""

from __future__ import annotations

from collections.abc import Iterable

from scrutineer.reports.printed.file import ObjectFile, literal


class Element:
    """One node of the tree. Its kids are elements, marks on pages, and links; what was written out is its number."""

    __slots__ = ("attributes", "kids", "number", "parent", "tag")

    def __init__(self, tag: str, number: int, parent: int, attributes: str = "") -> None:
        self.tag, self.number, self.parent, self.attributes = tag, number, parent, attributes
        self.kids: list[Element | int | str] = []


class Tree:
    """The elements of a file, and what of the pages belongs to each."""

    def __init__(self, file: ObjectFile) -> None:
        self._file = file
        self._root = file.number()
        self._parents: list[int] = []
        self.top = Element("Document", file.number(), self._root)

    def add(self, parent: Element, tag: str, attributes: str = "") -> Element:
        """A new last kid of an element."""
        made = Element(tag, self._file.number(), parent.number, attributes)
        parent.kids.append(made)
        return made

    def marked(self, elements: Iterable[Element]) -> int:
        """The key of a page by which its marks are looked up, given the element of each in their order."""
        row = " ".join(f"{element.number} 0 R" for element in elements)
        self._parents.append(self._file.put(f"[{row}]"))
        return len(self._parents) - 1

    def linked(self, element: Element) -> int:
        """The key of an annotation that belongs to an element."""
        self._parents.append(element.number)
        return len(self._parents) - 1

    def write(self, element: Element) -> None:
        """Write an element and all below it out; nothing can be added to it any more."""
        kids = []
        for kid in element.kids:
            if isinstance(kid, Element):
                self.write(kid)
            kids.append(kid if isinstance(kid, str) else f"{kid.number if isinstance(kid, Element) else kid} 0 R")
        shown = f"/K[{' '.join(kids)}]" if kids else ""
        parent = f"/P {element.parent} 0 R"
        self._file.put(f"<</S/{element.tag}{parent}{element.attributes}{shown}>>", element.number)

    def settle(self, element: Element) -> None:
        """Write out what is below an element, which itself may still get kids; only their numbers are kept."""
        for place in range(len(element.kids) - 1, -1, -1):
            kid = element.kids[place]
            if not isinstance(kid, Element):
                return
            self.write(kid)
            element.kids[place] = kid.number

    def finish(self) -> int:
        """Write what is left; the number of the root is returned."""
        self.write(self.top)
        rows = " ".join(f"{key} {number} 0 R" for key, number in enumerate(self._parents))
        parents = self._file.put(f"<</Nums[{rows}]>>")
        entries = f"/K {self.top.number} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {len(self._parents)}"
        return self._file.put(f"<</Type/StructTreeRoot{entries}>>", self._root)


def alternative(words: str) -> str:
    """The attribute that says what a picture shows."""
    return f"/Alt {literal(words)}"


def table_summary(words: str) -> str:
    """What a table without a printed caption is about."""
    return f"/T {literal(words)}/A<</O/Table/Summary {literal(words)}>>"


def scope(of: str) -> str:
    """Whether a head stands over a column or before a row."""
    return f"/A<</O/Table/Scope/{of}>>"


def numbering(numbered: bool) -> str:
    """How the items of a list are labelled."""
    return f"/A<</O/List/ListNumbering/{'Decimal' if numbered else 'Disc'}>>"


def frame(box: tuple[float, float, float, float]) -> str:
    """Where a picture stands on its page."""
    return f"/A<</O/Layout/Placement/Block/BBox[{' '.join(f'{edge:.2f}' for edge in box)}]>>"
