"""The challenge report as a PDF for printing: A4, embedded fonts, bookmarks, links from claim to evidence."""

from __future__ import annotations

import io
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from scrutineer.domain.marking import Edition
from scrutineer.progress import SILENT, Progress
from scrutineer.reports.charts import profile_chart
from scrutineer.reports.model import ChallengeReport, ChallengeSection, Cited, Piece
from scrutineer.reports.pages import NumberedCanvas, PageFurniture
from scrutineer.reports.style import REGULAR, colour, level_colour, register_fonts, styles

SIDE, TOP, BOTTOM = 18 * mm, 30 * mm, 24 * mm
WIDTH = A4[0] - 2 * SIDE
LONGEST_ROW = 1_200  # characters a side: what still fits a page as one row, which cannot break over two
_RULE = ("LINEBELOW", (0, 0), (-1, -1), 0.5)
_FACE = ("FONTNAME", (0, 0), (-1, -1), REGULAR)  # else an unembedded Helvetica slips in for empty cells


class _Heading(Paragraph):  # type: ignore[misc,unused-ignore]
    """Keeps its bookmark where it is too long for a page: the first part of it is what is led to."""

    outline: tuple[str, str, int] | None = None

    def split(self, available_width: float, available_height: float) -> list[Any]:
        """The parts that fit, as any paragraph's."""
        parts: list[Any] = super().split(available_width, available_height)
        if parts:
            parts[0].outline = self.outline
        return parts


class _Document(BaseDocTemplate):  # type: ignore[misc,unused-ignore]
    """Adds an outline entry and a destination for every heading that carries one."""

    def __init__(self, stream: io.BytesIO, report: ChallengeReport, progress: Progress) -> None:
        super().__init__(
            stream,
            pagesize=A4,
            title=f"{report.title}: {report.partnership}",
            author="",
            subject=report.footer,
            creator="Scrutineer",
            invariant=1,
            initialFontName="Inter",
            lang="en-GB",
        )
        self._progress, self._total, self._done = progress, len(report.sections), 0

    def afterFlowable(self, flowable: Flowable) -> None:
        """Bookmark headings as they are placed."""
        entry = getattr(flowable, "outline", None)
        if entry is None:
            return
        key, words, depth = entry
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(words, key, depth, closed=False)
        if depth:
            self._done += 1
            self._progress.step(self._done, self._total, "Setting the pages")


def render(report: ChallengeReport, progress: Progress = SILENT) -> bytes:
    """The PDF's bytes. The same report gives the same bytes. Cost grows with the number of challenges."""
    register_fonts()
    stream = io.BytesIO()
    furniture = PageFurniture(report, SIDE)
    document = _Document(stream, report, progress)
    body = Frame(SIDE, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0, id="body")
    cover = Frame(SIDE, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0, id="cover")
    document.addPageTemplates(
        [
            PageTemplate("cover", [cover], onPage=furniture.cover),
            PageTemplate("inner", [body], onPage=furniture.inner),
        ]
    )
    story = [*_cover(report), NextPageTemplate("inner"), PageBreak(), *_summary(report)]
    for section in report.sections:
        story += [PageBreak(), *_challenge(section)]
    document.build([*story, PageBreak(), *_register(report)], canvasmaker=NumberedCanvas)
    return stream.getvalue()


def text(words: str, style: str = "cell") -> Paragraph:
    """A paragraph of plain words: nothing in them is read as markup."""
    return Paragraph(escape(words).replace("\n", "<br/>"), styles()[style])


def rich(markup: str, style: str = "body") -> Paragraph:
    """A paragraph of markup that this module wrote itself."""
    return Paragraph(markup, styles()[style])


def heading(words: str, style: str, key: str = "", depth: int = 0, outline: str = "") -> Paragraph:
    """A heading; with a key it becomes a bookmark and a destination."""
    made = _Heading(escape(words).replace("\n", "<br/>"), styles()[style])
    if key:
        made.outline = (key, outline or words, depth)
    return made


def _table(rows: list[list[Any]], widths: list[float], *more: Any, head: int = 0) -> Table:
    look = [
        _FACE,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        (*_RULE, colour("border")),
        *more,
    ]
    if head:
        look.append(("LINEBELOW", (0, 0), (-1, head - 1), 0.9, colour("text-2")))
    return Table(rows, widths, repeatRows=head, splitInRow=1, style=look)  # a cell may be longer than a page


def _cover(report: ChallengeReport) -> list[Flowable]:
    bar = Table(
        [[""]],
        [26 * mm],
        [1.6 * mm],
        style=[_FACE, ("BACKGROUND", (0, 0), (-1, -1), colour("accent"))],
        hAlign="LEFT",
    )
    facts = [[text(fact.label, "cell-muted"), text(fact.words)] for fact in report.cover]
    rule = ("LINEABOVE", (0, 0), (-1, 0), 0.9, colour("text-2"))
    story: list[Flowable] = [
        Spacer(1, 34 * mm),
        bar,
        Spacer(1, 6 * mm),
        heading(report.title, "title", "cover"),
        text(report.partnership, "subtitle"),
        text(report.about, "about"),
        Spacer(1, 52 * mm),
        _table(facts, [36 * mm, WIDTH - 36 * mm], rule),
    ]
    if report.declaration:
        story += [Spacer(1, 4 * mm), rich(f"<b>Independence.</b> {escape(report.declaration)}", "muted")]
    return story


def _summary(report: ChallengeReport) -> list[Flowable]:
    story: list[Flowable] = [heading("Summary", "h1", "summary")]
    if report.summary:
        story += [text(report.summary, "lead"), Spacer(1, 4 * mm)]
    story += [_counts(report), heading(f"{report.judged_against} at {report.day}", "h2")]
    before = f"Hollow: {report.before}. " if report.before else ""
    legend = text(f"Filled: level now. {before}Shaded: not levels, not compared.", "muted")
    story += [profile_chart(report.steps, report.scale, WIDTH), Spacer(1, 2 * mm), legend]
    if report.decisions:
        story += [heading("Challenges that most need a decision", "h2"), _decisions(report)]
    if report.limits:
        story += [Spacer(1, 5 * mm), rich(f"<b>Limits.</b> {escape(report.limits)}", "muted")]
    return story


def _counts(report: ChallengeReport) -> Table:
    cells = [[text(number, "number"), text(words, "cell-muted")] for number, words in report.counts]
    inner = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, colour("text-2")),
        ("LINEBEFORE", (1, 0), (-1, -1), 0.5, colour("border")),
        ("LEFTPADDING", (1, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
    ]
    return _table([cells], [WIDTH / 4] * 4, *inner)


def _decisions(report: ChallengeReport) -> Table:
    rows: list[list[Any]] = [[text(words, "head") for words in ("Ref", "Question", "Put to", "Where it stands")]]
    for decision in report.decisions:
        # the prefix is the same for every challenge, and the column is narrow
        link = f'<a href="#{decision.reference}">{escape(decision.reference.split("-", 1)[-1])}</a>'
        stands = text(decision.stands, "cell-danger" if decision.overdue else "cell")
        rows.append([rich(link, "cell-ref"), text(decision.question), text(decision.put_to), stands])
    return _table(rows, [17 * mm, WIDTH - 93 * mm, 40 * mm, 36 * mm], head=1)


def _challenge(section: ChallengeSection) -> list[Flowable]:
    title = heading(
        section.question, "challenge", section.reference, 1, f"{section.reference} {section.question}"[:110]
    )
    story: list[Flowable] = [
        text(section.where, "eyebrow"),
        title,
        _facts(section),
        Spacer(1, 5 * mm),
        _both_sides(section),
    ]
    story += [Spacer(1, 5 * mm), _impact(section)]
    if section.events:
        rows = [
            [text(event.day, "cell-muted"), text(event.what, "cell-strong"), text(event.words)]
            for event in section.events
        ]
        story += [heading("What happened", "h2"), _table(rows, [36 * mm, 36 * mm, WIDTH - 72 * mm])]
    if section.evidence:
        story += [KeepTogether([heading("Evidence relied on", "h2"), _evidence(section.evidence)])]
    if section.next_step:
        story += [Spacer(1, 4 * mm), rich(f"<b>Next.</b> {escape(section.next_step)}", "muted")]
    return story


def _facts(section: ChallengeSection) -> Table:
    first, second = section.facts[:2], section.facts[2:]
    rows: list[list[Any]] = []
    for left, right in (first, second):
        row = [text(left.label, "cell-muted"), text(left.words, "cell-strong" if left.strong else "cell")]
        rows.append([*row, text(right.label, "cell-muted"), text(right.words)])
    spans: list[Any] = [("LINEABOVE", (0, 0), (-1, 0), 0.9, colour("text-2"))]
    if section.test:
        rows.append([text("The test", "cell-muted"), text(section.test), "", ""])
        spans.append(("SPAN", (1, len(rows) - 1), (3, len(rows) - 1)))
    return _table(rows, [30 * mm, WIDTH / 2 - 25 * mm, 22 * mm, WIDTH / 2 - 27 * mm], *spans)


def _both_sides(section: ChallengeSection) -> Table:
    """What was found and the right of reply beside it; long ones paragraph by paragraph, to break over pages."""
    left = [_pieces(paragraph) for paragraph in section.found] or [text("Nothing recorded.", "muted")]
    right = [text(paragraph, "body") for paragraph in section.reply]
    right += [text(section.reply_by or "No reply has been received.", "muted")]
    rows: list[list[Any]] = [[text("What the scrutineer found", "h2-flat"), text("Right of reply", "h2-flat")]]
    found_length = sum(len(piece.text) for paragraph in section.found for piece in paragraph)
    reply_length = sum(len(paragraph) for paragraph in section.reply)
    if max(found_length, reply_length) < LONGEST_ROW:
        rows.append([left, right])
    else:
        rows += [list(pair) for pair in zip_longest(left, right, fillvalue="")]
    line = colour("border-strong")
    look: list[Any] = [
        _FACE,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BOX", (0, 0), (-1, -1), 0.7, line),
        ("LINEAFTER", (0, 0), (0, -1), 0.7, line),
        ("LEFTPADDING", (0, 0), (-1, -1), 13),
        ("RIGHTPADDING", (0, 0), (-1, -1), 13),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("TOPPADDING", (0, 0), (-1, 0), 9),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 9),
    ]
    return Table(rows, [WIDTH / 2, WIDTH / 2], style=look)


def _pieces(paragraph: tuple[Piece, ...]) -> Paragraph:
    accent = "#" + str(colour("accent").hexval())[2:]
    parts = []
    for piece in paragraph:
        words = escape(piece.text)
        if piece.cites:
            words = f'<a href="#{piece.cites}" color="{accent}"><b>{words}</b></a>'
        elif piece.bold:
            words = f"<b>{words}</b>"
        parts.append(words)
    return rich("".join(parts))


def _impact(section: ChallengeSection) -> Table:
    words = rich(f"<b>{escape(section.impact_lead)}</b> {escape(section.impact)}")
    look: list[Any] = [
        _FACE,
        ("LINEBEFORE", (0, 0), (0, -1), 3.4, level_colour(section.impact_tone)),
        ("LEFTPADDING", (0, 0), (-1, -1), 13),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return Table([[words]], [WIDTH], splitInRow=1, style=look)


def _evidence(items: tuple[Cited, ...]) -> Table:
    rows: list[list[Any]] = [[text(word, "head") for word in ("Ref", "Item", "Source", "Date", "Bearing")]]
    for item in items:
        link = rich(f'<a href="#{item.reference}">{item.reference}</a>', "cell-ref")
        rows.append([link, text(item.title), text(item.source), text(item.day), text(item.bearing)])
    return _table(rows, [13 * mm, WIDTH - 99 * mm, 32 * mm, 34 * mm, 20 * mm], head=1)


def _register(report: ChallengeReport) -> list[Flowable]:
    story: list[Flowable] = [heading("Register of the evidence cited", "h1", "register")]
    if report.held_back:
        noun = "item" if report.held_back == 1 else "items"
        story.append(text(f"{report.held_back} linked {noun} held back: not for this edition.", "muted"))
    if not report.register:
        return [*story, text("No evidence is cited in this edition.", "body")]
    marks = report.edition is Edition.PRIVATE
    rows: list[list[Any]] = [[text(word, "head") for word in ("Ref", "Item", "Kind", "Source", "Date")]]
    for item in report.register:
        anchor = rich(f'<a name="{item.reference}"/>{item.reference}', "cell-ref")
        title = f"{item.title} ({item.bearing.lower()})" if marks else item.title
        rows.append([anchor, text(title), text(item.kind), text(item.source), text(item.day)])
    return [*story, _table(rows, [14 * mm, WIDTH - 114 * mm, 32 * mm, 32 * mm, 36 * mm], head=1)]
