"""The smallest pieces of a Word document as XML: runs, paragraphs and fields."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from scrutineer.reports.document import Run
from scrutineer.reports.furniture import runs_to_left, settled


def quoted(text: str) -> str:
    """A text as the value of an attribute, where a line break is a space."""
    return quoteattr(" ".join(settled(text).split()))


def pieces_of(text: str) -> str:
    """The pieces of a run: its words, line breaks and tabs."""
    pieces = []
    for number, line in enumerate(settled(text).split("\n")):
        words = (f'<w:t xml:space="preserve">{escape(words)}</w:t>' if words else "" for words in line.split("\t"))
        pieces.append(("<w:br/>" if number else "") + "<w:tab/>".join(words))
    return "".join(pieces)


def run_of(run: Run, style: str = "") -> str:
    """A run in its face, or in a style of its own."""
    style = style or ("HeldBack" if run.held_back else "")
    look = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/><w:bCs/>" if run.strong else "")
    look += "<w:rtl/>" if runs_to_left(run.text) else ""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{pieces_of(run.text)}</w:r>"


def paragraph(style: str, content: str, look: str = "") -> str:
    """A paragraph in a style, with what else its look is."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>{content}</w:p>'


def field(code: str, shown: str) -> str:
    """A field with what it says until Word works it out again."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{escape(shown)}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def plainly(text: str, strong: bool = False) -> str:
    """A text as one run."""
    return run_of(Run(text, strong=strong))
