"""What is drawn beside words and is read by nobody: bars, signs, pictures in their places, room on a cover."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Group, String
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable
from reportlab.platypus.doctemplate import ActionFlowable, FrameBreak, NullActionFlowable
from reportlab.platypus.flowables import KeepTogether, _listWrapOn  # type: ignore[attr-defined]

from scrutineer.reports.document import Logo
from scrutineer.reports.paged.faces import SUBSTITUTE, characters
from scrutineer.reports.paged.looks import ROOM, CalloutLook
from scrutineer.reports.paged.tagging import Element
from scrutineer.reports.paged.words import Beside, TaggedParagraph
from scrutineer.reports.style import colour


def sign(canvas: Any, kind: str, x: float, y: float, tone: str, reach: float = 4.4) -> None:
    """A sign with its middle there: shapes that are told apart without their colour."""
    canvas.saveState()
    canvas.setFillColor(colour(tone))
    canvas.setStrokeColor(colour(tone))
    canvas.setLineWidth(1.1)
    if kind == "diamond":
        path = canvas.beginPath()
        path.moveTo(x, y + reach)
        for across, up in ((reach, 0), (0, -reach), (-reach, 0)):
            path.lineTo(x + across, y + up)
        path.close()
        canvas.drawPath(path)
    elif kind == "square":
        canvas.setDash([2, 1.4])
        canvas.rect(x - reach + 0.6, y - reach + 0.6, 2 * reach - 1.2, 2 * reach - 1.2)
    else:
        canvas.circle(x, y, reach - 0.5, stroke=1, fill=kind == "disc")
    if kind == "half":
        canvas.wedge(x - reach, y - reach, x + reach, y + reach, 90, 180, stroke=0, fill=1)
    elif kind == "clock":
        canvas.lines([(x, y + reach * 0.55, x, y), (x, y, x + reach * 0.45, y)])
    canvas.restoreState()


def barred(look: CalloutLook, above: float = 2, below: float = 3) -> Beside:
    """A bar on the left, from above the words to below them, and before the first line a sign."""

    def draw(canvas: Any, said: TaggedParagraph) -> None:
        canvas.saveState()
        canvas.setStrokeColor(colour(look.tone))
        canvas.setLineWidth(look.bar)
        if look.dashes:
            canvas.setDash(list(look.dashes))
        canvas.line(look.bar / 2, said.height + above * said.first, look.bar / 2, -below)
        canvas.restoreState()
        if look.sign and said.first:
            sign(canvas, look.sign, 18, said.height - said.style.fontSize * 0.62, look.tone)

    return draw


def signed(kind: str, tone: str) -> Beside:
    """A sign before the first line."""

    def draw(canvas: Any, said: TaggedParagraph) -> None:
        if said.first:
            sign(canvas, kind, 5, said.height - said.style.fontSize * 0.62, tone)

    return draw


def labelled(label: str, element: Element) -> Beside:
    """The label of an item of a list, before its first line."""

    def draw(canvas: Any, said: TaggedParagraph) -> None:
        if said.first:
            style = said.style
            canvas.begin(element)
            canvas.setFillColor(style.textColor)
            canvas.setFont(style.fontName, style.fontSize)
            canvas.drawString(0, said.height - style.fontSize * 0.97, f"{label} ")
            canvas.end()

    return draw


class PictureInPlace(Flowable):
    """A drawing as the content of an element, no taller than a page."""

    def __init__(self, drawing: Drawing, element: Element) -> None:
        super().__init__()
        self._drawing, self._element = drawing, element
        self._scale = min(1.0, ROOM * 0.9 / drawing.height)
        self.width, self.height = drawing.width * self._scale, drawing.height * self._scale
        _only_drawn(drawing)

    def draw(self) -> None:
        """The picture, and where it stands."""
        canvas: Any = self.canv
        claim_place(canvas, self._element, self.width, self.height)
        canvas.begin(self._element)
        canvas.scale(self._scale, self._scale)
        renderPDF.draw(self._drawing, canvas, 0, 0)
        canvas.end()


class LogoInPlace(Flowable):
    """A partnership’s logo as the content of an element."""

    def __init__(self, logo: Logo, size: tuple[float, float], element: Element) -> None:
        super().__init__()
        self._logo, self._element = logo, element
        self.width, self.height = size

    def draw(self) -> None:
        """The picture, and where it stands."""
        canvas: Any = self.canv
        claim_place(canvas, self._element, self.width, self.height)
        canvas.begin(self._element)
        canvas.drawImage(ImageReader(io.BytesIO(self._logo.content)), 0, 0, self.width, self.height)
        canvas.end()


def claim_place(canvas: Any, element: Element, wide: float, high: float) -> None:
    """Say in an element where on the page its picture stands."""
    left, bottom = canvas.absolutePosition(0, 0)
    box = f"{left:.2f} {bottom:.2f} {left + wide:.2f} {bottom + high:.2f}"
    element.attributes += f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"


def _only_drawn(group: Drawing | Group) -> None:
    """Stand in for what Inter does not draw: the table beside the picture says the words in full."""
    for node in group.contents:
        if isinstance(node, String):
            known = characters(node.fontName)
            node.text = "".join(letter if letter in known else SUBSTITUTE for letter in node.text)
        elif isinstance(node, Group):
            _only_drawn(node)


class RoomAbove(Flowable):
    """So much room that what follows ends at the foot of the page; none where it has no room for more."""

    def __init__(self, following: Sequence[Flowable]) -> None:
        super().__init__()
        self._following = list(following)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """As much as is free."""
        _, height = _listWrapOn(self._following, availWidth, self.canv)
        above = self._following[0].getSpaceBefore() if self._following else 0
        return 0, max(0.0, availHeight - height - above - 1)

    def draw(self) -> None:
        """Nothing."""


class NewPage(ActionFlowable):
    """A page of its own for what follows, unless it already begins one."""

    def __init__(self) -> None:
        super().__init__(())

    def apply(self, doc: Any) -> None:
        """Turn the page where something stands on it."""
        if not doc.frame._atTop:
            doc.handle_pageBreak()


class KeptWithNext(KeepTogether):
    """Headings and the beginning of what they stand above; ReportLab's own keeps the whole of it together."""

    _content: Any  # what ReportLab keeps for itself
    _frame: Any

    def split(self, aW: float, aH: float) -> list[Any]:  # noqa: N803
        """As they are where what follows has room for its beginning, else on the next page."""
        content = list(self._content)
        if self._frame._atTop or self._has_room(content, aW, aH):
            return [NullActionFlowable(), *content]
        return [FrameBreak(), *content]

    def _has_room(self, content: list[Any], width: float, height: float) -> bool:
        used = 0.0
        for flowable in content[:-1]:
            used += flowable.getSpaceBefore() + flowable.wrapOn(self.canv, width, height)[1] + flowable.getSpaceAfter()
        last = content[-1]
        if isinstance(last, ActionFlowable):
            return used <= height
        rest = height - used - last.getSpaceBefore()
        wanted = last.wrapOn(self.canv, width, rest)[1]
        return wanted <= rest or (rest > 0 and bool(last.splitOn(self.canv, width, rest)))
