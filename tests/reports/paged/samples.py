"""Documents to be printed: one with every block in every look, and one with a text of any length in every place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

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
    plain,
)

MADE = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)
SCALE = next(scale for scale in scales() if len(scale.levels) == 4)


def cell(*texts: str, **more) -> GridCell:
    return GridCell(plain(*texts), **more)


def grid(*rows: tuple[str, ...], **more) -> Grid:
    return Grid(**{"caption": "A table", "rows": tuple(tuple(cell(text) for text in row) for row in rows), **more})


def picture():
    low, middle, _, high = (level.key for level in SCALE.levels)
    steps = [
        StepInTwoCycles(number="1", label="Leadership", now=middle, then=low, strength=Strength.STRONG, open=2),
        StepInTwoCycles(number="2", label="Wider partners", now=low, then=high, open=3, overdue=1),
        StepInTwoCycles(number="3", label="Voice of children and families", now=middle, strength=Strength.STRONG),
    ]
    return six_steps(steps, SCALE, before="cycle 1", after="now")


def figure(**more) -> Figure:
    made = picture()
    rows = (made.table.headings, *made.table.rows)
    data = grid(*rows[1:], caption="The six steps as a table", head=rows[0])
    return Figure(**{"caption": "The six steps", "alternative": made.spoken, "picture": made, "data": data, **more})


def document(*blocks: Block, **more) -> Document:
    given = {
        "kind": "challenge", "title": "Challenge report", "partnership": "Northmoor Safeguarding Children Partnership",
        "edition": Edition.PARTNER, "handling": "For the named recipients. Not for publication.",
        "version": "version 2", "day": "26 November 2026",
        "cover": Cover(
            about="Questions put to the partners between 1 March and 20 November 2026, what they replied, and what "
            "has changed for children",
            facts=grid(
                ("Prepared by", "Independent scrutineer"),
                ("Prepared for", "Lead and delegated safeguarding partners: council, integrated care board, police"),
                ("Date", "26 November 2026"), ("Framework", "Six Steps for Independent Scrutiny, 2019"),
                caption="About this report", look=Look.FACTS,
            ),
            notes=(
                Paragraph((Run("Independence.", strong=True), Run(" Employed by no partner."))),
                WithheldNote("2 notes are not in this edition."),
            ),
        ),
        "sections": (Section("summary", "Summary", blocks),) if blocks else (),
    }  # fmt: skip
    return Document(**{**given, **more})


def challenge(number: int) -> Section:
    """A challenge as the report has it."""
    return Section(
        f"challenge-{number}",
        f"Why do one in {number} strategy discussions take place without health?",
        (
            Paragraph(plain(f"Challenge NSCP-26-{number:03d}. Step 4, Quality assurance, line 4c."), Face.EYEBROW),
            Heading("Where it stands", 2, anchor=f"NSCP-26-{number:03d}", outline=f"NSCP-26-{number:03d}"),
            grid(
                ("Put to", "Director of children's services"), ("Raised", "4 June 2026, at the executive"),
                ("Status", "Tested, not closed"), ("Open", "169 days"),
                ("The test", "Health takes part in every discussion sampled, at any hour, or records why not."),
                caption=f"Challenge {number} in short", look=Look.FACTS,
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
            grid(
                ("4 June 2026", "Raised", "At the executive. Reply due 2 July."),
                ("7 July 2026", "Chased", "In writing, to the director."),
                ("14 July 2026", "Response", "Rota agreed, weekdays 08:00 to 18:00."),
                ("22 September 2026", "Escalated", "To lead safeguarding partners."),
                caption="What happened to it", widths=(0.14, 0.2, 0.66), head=("Date", "What", "Words"),
            ),
            Paragraph((Run("Next.", strong=True), Run(" The integrated care board to say by 15 January 2027.")), Face.SMALL),
        ),
    )  # fmt: skip


def register() -> Section:
    rows = tuple(
        (cell(number, anchor=number, strong=True), cell(title), cell(source), cell(day))
        for number, title, source, day in (
            ("E31", "Multi-agency audit, neglect, 40 records", "Business unit", "18 March 2026"),
            ("E44", "Agreed rota for strategy discussions", "Council", "14 July 2026"),
        )
    )
    return Section("register", "Register of the evidence cited", (
        Grid("The evidence cited", rows, ("Ref", "Item", "Source", "Date"), (0.09, 0.49, 0.22, 0.2)),
    ), own_page=True)  # fmt: skip


def whole(**more) -> Document:
    """Every block in every look."""
    decisions = Grid(
        "Challenges that most need a decision",
        tuple(
            (GridCell((Run(f"26-{number:03d}", leads_to=f"NSCP-26-{number:03d}"),)), cell("Which decisions were taken?"),
             cell("Police"), cell("42 days overdue", warns=True))
            for number in (1, 2)
        ),
        ("Ref", "Question", "Put to", "Where it stands"), (0.1, 0.5, 0.2, 0.2), caption_shown=True,
    )  # fmt: skip
    summary = Section("summary", "Summary", (
        Paragraph(plain("The partnership answers most questions and answers them honestly."), Face.LEAD),
        grid(("9", "open"), ("3", "replies overdue"), ("6", "closed since 1 March"), ("2", "closed with impact shown"),
             caption="In figures", look=Look.FIGURES),
        figure(),
        Paragraph(plain("Filled: level now. Hollow: not levels."), Face.SMALL),
        decisions,
        WithheldNote("3 challenges and 5 replies are not in this edition."),
        Bullets((plain("One thing"), (Run("Another, "), Run("strong", strong=True)))),
        Bullets((plain("First this"), plain("then that")), numbered=True),
        *(Callout(f"{tone.value.capitalize()}.", plain("Words of it."), tone) for tone in CalloutTone),
        Quotation(("They listened to us.",), "A young person, 15"),
        Heading("A part of it", 3),
        Paragraph(plain("Words in two lines\nas they were typed.")),
    ))  # fmt: skip
    briefing = Section("boxes", "In seven boxes", (
        grid(*((f"Box {number}", "What it says, " * (4 * number)) for number in range(1, 8)), caption="Seven boxes",
             look=Look.BOXES),
        PageBreak(),
        Paragraph(plain("Afterwards.")),
    ), own_page=True)  # fmt: skip
    sections = (
        Section("contents", "Contents", (Contents(),)), summary, challenge(1), challenge(2), briefing, register(),
    )  # fmt: skip
    return document(**{"sections": sections, "watermark": "Draft", **more})


PLACES: dict[str, Callable[[str], Document]] = {
    "title": lambda text: document(Paragraph(plain("x")), title=text),
    "partnership": lambda text: document(Paragraph(plain("x")), partnership=text),
    "handling": lambda text: document(Paragraph(plain("x")), handling=text),
    "version": lambda text: document(Paragraph(plain("x")), version=text),
    "day": lambda text: document(Paragraph(plain("x")), day=text),
    "watermark": lambda text: document(Paragraph(plain("x")), watermark=text),
    "about": lambda text: replace(document(), cover=replace(document().cover, about=text)),
    "cover fact": lambda text: replace(document(), cover=replace(document().cover, facts=grid((text, text), look=Look.FACTS))),
    "cover note": lambda text: replace(document(), cover=replace(document().cover, notes=(WithheldNote(text),))),
    "section title": lambda text: document(sections=(
        Section("c", "Contents", (Contents(),)), Section("s", text, (Paragraph(plain("x")),)))),
    "heading": lambda text: document(Heading(text, 2, "a"), Paragraph(plain("x")), Heading(text, 3)),
    "paragraph": lambda text: document(*(Paragraph(plain(text), face) for face in Face), Paragraph(plain("x"))),
    "link": lambda text: document(Heading("h", 2, "a"), Paragraph((Run(text, leads_to="a"),))),
    "bullets": lambda text: document(Bullets((plain(text), plain(text)), numbered=True)),
    "quotation": lambda text: document(Quotation((text, text), text)),
    "callout": lambda text: document(Callout(text, plain(text), CalloutTone.APART)),
    "withheld": lambda text: document(WithheldNote(text)),
    "table": lambda text: document(Grid("c", ((cell(text), cell(text, warns=True), cell(text)),), ("a", "b", "c"), caption_shown=True)),
    "table head": lambda text: document(Grid(text, ((cell("x"), cell("x")),), (text, "b"), caption_shown=True)),
    "facts": lambda text: document(grid((text, "x"), ("x", text), look=Look.FACTS)),
    "figures": lambda text: document(grid((text, "x"), ("1", text), look=Look.FIGURES)),
    "boxes": lambda text: document(grid((text, "x"), ("1", text), ("1", text), look=Look.BOXES)),
    "figure": lambda text: document(figure(caption=text, alternative=text)),
    "pair": lambda text: document(Pair(
        Side(text, (Paragraph(plain(text)), Bullets((plain(text),)))), Side("Right", (Quotation((text,), text),)))),
}  # fmt: skip
"""How a text gets into each place of a document."""
