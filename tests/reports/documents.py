"""Documents put together by hand: with every block, of many challenges, with a text in any place, and any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from scrutineer.domain.ageing import Age, ageing
from scrutineer.domain.evidence import Strength
from scrutineer.domain.marking import Edition
from scrutineer.domain.six_steps import StepInTwoCycles, six_steps
from scrutineer.frameworks.loader import scales
from scrutineer.reports.document import (
    Block,
    Bullets,
    Callout,
    CalloutTone,
    Contents,
    Cover,
    Document,
    Face,
    Figure,
    Grid,
    GridCell,
    Heading,
    Look,
    PageBreak,
    Pair,
    Paragraph,
    Quotation,
    Run,
    Section,
    Side,
    WithheldNote,
    Words,
    plain,
)  # fmt: skip

MADE = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
SCALE = next(scale for scale in scales() if len(scale.levels) == 4)
STEPS = six_steps(
    (
        StepInTwoCycles(number="1", label="Leadership", then=SCALE.levels[0].key, now=SCALE.levels[2].key,
                        strength=Strength.STRONG, open=2, overdue=1),
        StepInTwoCycles(number="2", label="Learning from practice", then="", now=SCALE.levels[1].key,
                        strength=Strength.THIN),
    ),
    SCALE, before="Cycle 1", after="Cycle 2",
)  # fmt: skip
AGES = ageing([Age(name="26-001 Police", days=90, due=40), Age(name="26-002 ICB", days=20, due=60)])


def cells(*texts: str) -> tuple[GridCell, ...]:
    return tuple(GridCell(plain(text)) for text in texts)


def grid_of(caption: str, *rows: tuple[str, ...], **more: object) -> Grid:
    return Grid(caption, tuple(cells(*row) for row in rows), **more)


def data_of(picture: object, caption: str) -> Grid:
    return grid_of(caption, *picture.table.rows, head=picture.table.headings)


def figure(picture: object) -> Figure:
    return Figure(
        f"{picture.title} in both cycles", picture.spoken, picture, data_of(picture, f"{picture.title}, as a table")
    )


def document(*sections: Section, **more: object) -> Document:
    given = {
        "kind": "challenges", "title": "Challenge report", "partnership": "Testshire Safeguarding Children Partnership",
        "edition": Edition.PARTNER, "handling": "For the partners and the chair", "version": "version 2",
        "day": "26 November 2026", "sections": sections,
        "cover": Cover("What was asked of the partners, and what came of it.",
                       grid_of("About this report", ("Cycle", "Cycle 2"), ("Made by", "Independent scrutineer"),
                               look=Look.FACTS)),
    }  # fmt: skip
    return Document(**{**given, **more})


def paper(*blocks: Block, **more: object) -> Document:
    """A document of one section."""
    return document(Section("summary", "Summary", blocks), **more)


REGISTER = Grid(
    "Every challenge by reference",
    (
        (GridCell((Run("26-001", leads_to="challenge-1"),), strong=True), *cells("Thresholds differ", "7"),
         GridCell(plain("Overdue by 3 days"), warns=True)),
        (GridCell((Run("26-002", leads_to="challenge-nowhere"),)), *cells("=SUM(A1)", "12", "+44 is no number")),
        (GridCell(plain("26-003"), anchor="row-3"), GridCell((Run("Held back", held_back=True),)), *cells("", "Closed")),
    ),
    head=("Reference", "Title", "Days", "Status"), widths=(0.2, 0.4, 0.1, 0.3), caption_shown=True,
)  # fmt: skip

EVERY_BLOCK = document(
    Section("summary", "Summary", (
        Contents(),
        Paragraph(plain("The first words of a chapter, larger."), Face.LEAD),
        grid_of("Challenges by status", ("12", "open"), ("3", "replies overdue"), ("0", "withdrawn"), ("7", "closed"),
                ("2", "re-tested"), look=Look.FIGURES),
        Paragraph((Run("Ordinary words, "), Run("strong ones", strong=True), Run(", and a link to "),
                   Run("26-001", leads_to="challenge-1"), Run(" & <b>no markup</b>.\nA line of its own."))),
        Callout("Impact shown:", plain(" waits fell by a third."), CalloutTone.SHOWN),
        Callout("Early signs", (), CalloutTone.EARLY), Callout("None known.", plain(" Nobody asked."), CalloutTone.NONE),
        Callout("Set aside", (), CalloutTone.APART), Callout("Note.", plain(" Read this first."), CalloutTone.NOTE),
        WithheldNote("3 challenges and 5 replies are not in this edition."),
    )),
    Section("register", "Register", (
        REGISTER,
        Bullets((plain("First of two"), (Run("Second, with "), Run("a link", leads_to="row-3")))),
        Bullets((plain("Ask"), plain("Wait"), plain("Ask again")), numbered=True),
        Bullets((plain("Begins at one again"),), numbered=True),
    ), own_page=True),
    Section("challenges", "Challenges", (
        Paragraph(plain("Step 1, Leadership"), Face.EYEBROW),
        Heading("26-001 Thresholds differ", 2, anchor="challenge-1", outline="26-001"),
        Pair(Side("What was found", (Paragraph(plain("Thresholds differ between districts [E17].")),
                                     Bullets((plain("North: 40"), plain("South: 70"))))),
             Side("What was replied", (Quotation(("We don’t agree.", "We never did."), "Police, 2 November 2026"),))),
        Heading("Impact", 3),
        Paragraph(plain("Printed as received."), Face.SMALL),
        grid_of("Seven boxes", ("1 Why this matters", "Children waited."), ("2 What we did", "We asked.\nTwice."),
                look=Look.BOXES),
        PageBreak(),
        figure(STEPS),
        PageBreak(),
        grid_of("After a page break", ("a", "b")),
        Quotation(("لا نوافق على هذا القرار.", "אנחנו לא מסכימים.", "আমরা একমত নই।", "我们不同意。 👍🏽 e\u0301"), "A parent"),
        figure(AGES),
        grid_of("Nothing in it"),
    )),
    watermark="Draft",
)  # fmt: skip


def challenge(number: int) -> Section:
    """A challenge as the report has it."""
    return Section(
        f"challenge-{number}",
        f"Why do one in {number} strategy discussions take place without health?",
        (
            Paragraph(plain(f"Challenge NSCP-26-{number:03d}. Step 4, Quality assurance, line 4c."), Face.EYEBROW),
            Heading("Where it stands", 2, anchor=f"NSCP-26-{number:03d}", outline=f"NSCP-26-{number:03d}"),
            grid_of(
                f"Challenge {number} in short",
                ("Put to", "Director of children's services"), ("Raised", "4 June 2026, at the executive"),
                ("Status", "Tested, not closed"), ("Open", "169 days"),
                ("The test", "Health takes part in every discussion sampled, at any hour, or records why not."),
                look=Look.FACTS,
            ),
            Pair(
                Side("What the scrutineer found", (
                    Paragraph((Run("In March, 8 of 40 discussions took place without health "),
                               Run("[E31]", leads_to="E31"), Run(". The rota agreed in July covers weekdays from "
                               "08:00 to 18:00 "), Run("[E44, page 2]", leads_to="E44"), Run("."))),
                    Paragraph((Run("In October, health was absent from 3 of 20. All three were out of hours, and no "
                                   "record shows that health information was sought. "),
                               Run("[held back]", held_back=True))),
                )),
                Side("Right of reply", (
                    Quotation(
                        ("“A single rota has been in place since 1 October. Health is now invited by telephone and "
                         "attendance is reported monthly.",
                         "Cover for nights and weekends depends on a decision by the integrated care board, expected "
                         "in January 2027.”"),
                        "Director of children’s services, 17 November 2026. Printed as received.",
                    ),
                )),
            ),
            Callout("What has changed for children: none known.", plain(
                "Health takes part more often by day. Nothing yet shows that children discussed at night or at "
                "weekends are better protected."), CalloutTone.NONE),
            Heading("What happened"),
            grid_of(
                "What happened to it",
                ("4 June 2026", "Raised", "At the executive. Reply due 2 July."),
                ("7 July 2026", "Chased", "In writing, to the director."),
                ("14 July 2026", "Response", "Rota agreed, weekdays 08:00 to 18:00."),
                ("22 September 2026", "Escalated", "To lead safeguarding partners."),
                widths=(0.14, 0.2, 0.66), head=("Date", "What", "Words"),
            ),
            Paragraph((Run("Next.", strong=True), Run(" The integrated care board to say by 15 January 2027.")), Face.SMALL),
        ),
    )  # fmt: skip


def register() -> Section:
    rows = tuple(
        (GridCell(plain(number), anchor=number, strong=True), *cells(title, source, day))
        for number, title, source, day in (
            ("E31", "Multi-agency audit, neglect, 40 records", "Business unit", "18 March 2026"),
            ("E44", "Agreed rota for strategy discussions", "Council", "14 July 2026"),
        )
    )
    return Section("register", "Register of the evidence cited", (
        Grid("The evidence cited", rows, ("Ref", "Item", "Source", "Date"), (0.09, 0.49, 0.22, 0.2)),
    ), own_page=True)  # fmt: skip


def challenges(number: int) -> Document:
    """A report of so many challenges, each as full as in practice."""
    contents = Section("contents", "Contents", (Contents(),))
    return document(contents, *(challenge(place) for place in range(1, number + 1)), register())


text = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n=<&>'\"\u200f\u05d0"), max_size=24)
some = text.filter(lambda words: bool(words.strip()))


def words() -> st.SearchStrategy[Words]:
    anchor = st.sampled_from(["", "a", "b", "nowhere"])
    run = st.builds(Run, text, strong=st.booleans(), leads_to=anchor, held_back=st.booleans())
    return st.lists(run, min_size=1, max_size=3).map(tuple)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    look = draw(st.sampled_from(Look))
    wide = 2 if look is not Look.TABLE else draw(st.integers(1, 3))
    cell = st.builds(
        GridCell, words(), anchor=st.sampled_from(["", "a", "b"]), strong=st.booleans(), warns=st.booleans()
    )
    row = st.tuples(*[cell] * wide)
    head = draw(st.one_of(st.just(()), st.tuples(*[text] * wide))) if look is Look.TABLE else ()
    rows = tuple(draw(st.lists(row, max_size=3)))
    return Grid(draw(text), rows, head, look=look, row_heads=draw(st.booleans()), caption_shown=draw(st.booleans()))


def blocks() -> st.SearchStrategy[Block]:
    inner = st.one_of(
        st.builds(Paragraph, words(), st.sampled_from(Face)),
        st.builds(Bullets, st.lists(words(), min_size=1, max_size=3).map(tuple), st.booleans()),
        st.builds(Quotation, st.lists(text, min_size=1, max_size=2).map(tuple), text),
    )
    side = st.builds(Side, some, st.lists(inner, max_size=2).map(tuple))
    return st.one_of(
        inner, st.builds(Heading, some, st.integers(2, 3), anchor=st.sampled_from(["", "a", "b"])), grids(),
        st.builds(Callout, text, words(), st.sampled_from(CalloutTone)), st.builds(Pair, side, side),
        st.builds(WithheldNote, text), st.builds(Contents), st.builds(PageBreak),
    )  # fmt: skip


def documents() -> st.SearchStrategy[Document]:
    section = st.builds(Section, st.sampled_from("pqr"), some, st.lists(blocks(), max_size=4).map(tuple), st.booleans())
    cover = st.builds(
        Cover, text, grids(), st.lists(st.builds(WithheldNote, text), max_size=2).map(tuple), st.booleans()
    )
    return st.builds(
        Document, kind=st.just("any"), title=some, partnership=text, edition=st.sampled_from(Edition), handling=text,
        version=st.sampled_from(["", "version 1"]), day=st.just("26 November 2026"), cover=cover,
        sections=st.lists(section, max_size=3).map(tuple), watermark=st.sampled_from(["", "Draft"]),
    )  # fmt: skip


def long_everywhere(words: str) -> Document:
    """A document with these words in each place that takes any."""
    row = (words, words)
    return document(
        Section("all", words[:200], (
            Paragraph(plain(words)), Bullets((plain(words),)), Quotation((words,), words), Callout(words, plain(words)),
            WithheldNote(words), grid_of(words, row, head=row), grid_of(words, row, look=Look.FACTS),
            grid_of(words, row, look=Look.BOXES), grid_of(words, row, look=Look.FIGURES),
            Pair(Side(words, (Paragraph(plain(words)),)), Side(words, (Quotation((words,), words),))),
            Heading(words), grid_of(words, row, head=row, caption_shown=True),
            Figure(words, words, AGES, data_of(AGES, words)),
        )),
        title=f"A title: {words[:200]}", handling=words[:200], cover=Cover(words, grid_of(words, row, look=Look.FACTS)),
    )  # fmt: skip


PLACES: dict[str, Callable[[str], Document]] = {
    "title": lambda text: paper(Paragraph(plain("x")), title=text),
    "partnership": lambda text: paper(Paragraph(plain("x")), partnership=text),
    "handling": lambda text: paper(Paragraph(plain("x")), handling=text),
    "version": lambda text: paper(Paragraph(plain("x")), version=text),
    "day": lambda text: paper(Paragraph(plain("x")), day=text),
    "watermark": lambda text: paper(Paragraph(plain("x")), watermark=text),
    "about": lambda text: replace(document(), cover=replace(document().cover, about=text)),
    "cover fact": lambda text: replace(document(), cover=replace(document().cover, facts=grid_of("A table", (text, text), look=Look.FACTS))),
    "cover note": lambda text: replace(document(), cover=replace(document().cover, notes=(WithheldNote(text),))),
    "section title": lambda text: document(
        Section("c", "Contents", (Contents(),)), Section("s", text, (Paragraph(plain("x")),))),
    "heading": lambda text: paper(Heading(text, 2, "a"), Paragraph(plain("x")), Heading(text, 3)),
    "paragraph": lambda text: paper(*(Paragraph(plain(text), face) for face in Face), Paragraph(plain("x"))),
    "link": lambda text: paper(Heading("h", 2, "a"), Paragraph((Run(text, leads_to="a"),))),
    "bullets": lambda text: paper(Bullets((plain(text), plain(text)), numbered=True)),
    "quotation": lambda text: paper(Quotation((text, text), text)),
    "callout": lambda text: paper(Callout(text, plain(text), CalloutTone.APART)),
    "withheld": lambda text: paper(WithheldNote(text)),
    "table": lambda text: paper(Grid("c", ((*cells(text), GridCell(plain(text), warns=True), *cells(text)),), ("a", "b", "c"), caption_shown=True)),
    "table head": lambda text: paper(Grid(text, (cells("x", "x"),), (text, "b"), caption_shown=True)),
    "facts": lambda text: paper(grid_of("A table", (text, "x"), ("x", text), look=Look.FACTS)),
    "figures": lambda text: paper(grid_of("A table", (text, "x"), ("1", text), look=Look.FIGURES)),
    "boxes": lambda text: paper(grid_of("A table", (text, "x"), ("1", text), ("1", text), look=Look.BOXES)),
    "figure": lambda text: paper(replace(figure(STEPS), caption=text, alternative=text)),
    "pair": lambda text: paper(Pair(
        Side(text, (Paragraph(plain(text)), Bullets((plain(text),)))), Side("Right", (Quotation((text,), text),)))),
}  # fmt: skip
"""How a text gets into each place of a document."""
