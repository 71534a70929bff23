"""What several kinds of report have in common: the cover, what is withheld, the six steps, the register of evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView, Held, Judged, Rests, Seen, Shown, ShownStep, SourcedItem, Withheld
from scrutineer.domain.framework import SIX_STEPS
from scrutineer.domain.holding_back import HELD_BACK, QUOTATION_HELD_BACK
from scrutineer.domain.marking import Edition
from scrutineer.domain.scale import NON_SCORES, NOT_YET
from scrutineer.domain.six_steps import StepInTwoCycles, six_steps
from scrutineer.domain.statements import StatementKind
from scrutineer.domain.words import as_shown, counted, in_a_row
from scrutineer.reports import document
from scrutineer.reports.document import (
    Block,
    Cover,
    Document,
    Face,
    Figure,
    Grid,
    GridCell,
    Heading,
    Look,
    Paragraph,
    Run,
    Section,
    Source,
    Words,
    plain,
)
from scrutineer.reports.kinds.kind import Making, State

DIGEST_SHOWN = 16
"""Hexadecimal digits of the journal's newest hash that a cover shows: enough to find the entry, short to read out."""

_CITED = re.compile(
    r"\[(?:[^\[\]]*(?<![\w-])E\d+(?!\w)[^\[\]]*)\]|" + re.escape(HELD_BACK) + "|" + re.escape(QUOTATION_HELD_BACK)
)
_NUMBER = re.compile(r"(?<![\w-])E(\d+)(?!\w)")
_EDITIONS = {
    Edition.PRIVATE: ("Private. Everything, for the scrutineer alone.", "For the scrutineer alone."),
    Edition.PARTNER: (
        "Partner. Leaves out the scrutineer’s private notes.", "For the named recipients. Not for publication.",
    ),
    Edition.PUBLIC: ("Public. Holds public items only.", "For publication."),
}  # fmt: skip


# Words


def words(text: str) -> Words:
    """A text with each citation a run that leads to the item; what is held back is a run that says so."""
    runs, at = [], 0
    for match in _CITED.finditer(text):
        runs.append(Run(text[at : match.start()]))
        if match[0] in (HELD_BACK, QUOTATION_HELD_BACK):
            runs.append(Run(match[0], held_back=True))
        else:
            runs += _citation(match[0])
        at = match.end()
    runs.append(Run(text[at:]))
    return tuple(run for run in runs if run.text)


def _citation(bracket: str) -> Iterator[Run]:
    at = 0
    for match in _NUMBER.finditer(bracket):
        yield Run(bracket[at : match.start()], strong=True)
        yield Run(match[0], strong=True, leads_to=match[0])
        at = match.end()
    yield Run(bracket[at:], strong=True)


def paragraphs(text: str, *sources: Source, face: Face = Face.BODY) -> tuple[Paragraph, ...]:
    """A text as paragraphs, one a line."""
    return tuple(Paragraph(words(line.strip()), face, sources) for line in text.split("\n") if line.strip())


def cell(text: str, *sources: Source, strong: bool = False, warns: bool = False, anchor: str = "") -> GridCell:
    """A cell of plain words with their citations."""
    return GridCell(words(text), anchor, strong, warns, sources)


def unlinked(said: Words) -> Words:
    """Words whose citations lead nowhere, for a document that has no register."""
    return tuple(replace(run, leads_to="") for run in said)


def by_when(day: date | None, today: date, none: str = "No day was set") -> str:
    """A day that something is due; one that has passed is told as passed."""
    if day is None:
        return none
    return long_date(day) if day >= today else f"{long_date(day)}, which has passed"


def listed(said: Sequence[str]) -> str:
    """Several phrases as one: a, b and c."""
    return in_a_row(said)


def facts(caption: str, *pairs: tuple[str, str], of: Source | None = None) -> Grid:
    """Labels and their words; those without words are left out. The first says `of` which record all of them are."""
    said = [(label, words) for label, words in pairs if words]
    sources = (of,) if of else ()
    rows = tuple(
        (GridCell(plain(label)), cell(words, *(() if place else sources))) for place, (label, words) in enumerate(said)
    )
    return Grid(caption, rows, widths=(0.26, 0.74), look=Look.FACTS)


# What is withheld


def moves_not_here(number: int, noun: str = "open challenge") -> document.WithheldNote:
    """That things are left out because not every move of them is in this edition."""
    left = "it is left out" if number == 1 else "they are left out"
    return document.WithheldNote(f"Not every move of {counted(number, noun)} is in this edition, so {left}.")


def not_here(parts: Iterable[tuple[int, str, str]]) -> tuple[document.WithheldNote, ...]:
    """One sentence on what is not in this edition: numbers with their nouns; nothing where nothing is withheld."""
    said = [counted(number, noun, plural) for number, noun, plural in parts if number]
    if not said:
        return ()
    together = listed(said)
    single = len(said) == 1 and said[0].startswith("1 ")
    return (
        document.WithheldNote(f"{together[0].upper()}{together[1:]} {'is' if single else 'are'} not in this edition."),
    )


def statement(view: EditionView, kind: StatementKind, withheld: str) -> tuple[Paragraph | document.WithheldNote, ...]:
    """What is said of the cycle; a sentence where this edition does not hold it; nothing where nothing is said."""
    said = view.statement(kind)
    if said is None:
        return ()
    source = Source("statement", view.cycle.id, kind.value)
    return paragraphs(said.thing, source) if isinstance(said, Shown) else (document.WithheldNote(withheld),)


def said_or_not(view: EditionView, kind: StatementKind, name: str) -> tuple[Paragraph | document.WithheldNote, ...]:
    """The same under a heading that stands in any case; `name` is what such a text is called, as “opinion”."""
    nothing = (Paragraph(plain(f"No {name} has been written yet."), Face.SMALL),)
    return statement(view, kind, f"The {name} is not in this edition.") or nothing


def opinion(view: EditionView) -> tuple[Paragraph | document.WithheldNote, ...]:
    """The overall opinion, in words and never a level, with the day on which it was written."""
    said = said_or_not(view, StatementKind.OPINION, "opinion")
    if view.opinion_on is None:
        return said
    return (*said, Paragraph(plain(f"Written on {long_date(view.opinion_on)}."), Face.SMALL))


def last_day(view: EditionView) -> date:
    """How far the cycle has come."""
    return min(view.today, view.cycle.ends)


# The cover


def made(
    view: EditionView, making: Making, *, kind: str, title: str, about: str, sections: Iterable[Section],
    prepared_for: str = "The safeguarding partners", own_page: bool = True, body_points: int = 12, brief: bool = False,
) -> Document:  # fmt: skip
    """The document of these sections, with its cover, its marking and what it says of its own making.

    `brief`: of a paper of a page or two the head says only who made it for whom, and the foot of each page the rest.
    """
    edition, handling = _EDITIONS[view.edition]
    cover_facts = _brief_facts if brief else _cover_facts
    agency = view.scope.agency
    notes: list[Paragraph | document.WithheldNote] = []
    declared = view.statement(StatementKind.DECLARATION)
    if isinstance(declared, Withheld):
        notes.append(document.WithheldNote("The declaration of independence is not in this edition."))
    elif declared is not None:
        notes.append(Paragraph((Run("Independence. ", strong=True), *words(declared.thing)), Face.SMALL))
    if making.state is State.ISSUED and making.corrected_by:
        partners = counted(making.corrected_by, "partner")
        notes.append(Paragraph(plain(f"{partners} had the draft to correct facts before this was issued."), Face.SMALL))
    return Document(
        kind=kind, title=title, partnership=view.partnership.name, edition=view.edition, handling=handling,
        version=version_words(making), day=long_date(view.today),
        cover=Cover(about, cover_facts(view, making, edition, agency.name if agency else prepared_for), tuple(notes),
                    own_page),
        sections=tuple(section for section in sections if section.blocks), body_points=body_points,
        watermark="DRAFT" if making.state is State.DRAFT else "",
    )  # fmt: skip


def version_words(making: Making) -> str:
    """Version 2; draft of version 2; not issued."""
    if making.state is State.UNISSUED:
        return "not issued"
    return f"version {making.version}" if making.state is State.ISSUED else f"draft of version {making.version}"


def _cover_facts(view: EditionView, making: Making, edition: str, prepared_for: str) -> Grid:
    version = version_words(making)
    replaces = f". Replaces version {making.version - 1}" if making.version > 1 else ""
    framework = view.framework
    return facts(
        "About this report",
        ("Prepared by", view.partnership.scrutineer),
        ("Prepared for", prepared_for),
        ("Edition", edition),
        ("Version", f"{version[0].upper()}{version[1:]}{replaces}."),
        ("Date", long_date(view.today)),
        ("Guidance in force", view.cycle.guidance),
        ("Framework", f"{framework.title}, {framework.version[:4]}"),
        ("Record", record_words(view)),
    )


def record_words(view: EditionView) -> str:
    """Which state of the casefile a report tells of: the journal's newest entry and the beginning of its digest."""
    digest = view.journal_hash[:DIGEST_SHOWN].upper()
    grouped = " ".join(digest[at : at + 4] for at in range(0, DIGEST_SHOWN, 4))
    return f"Entry {view.journal_entry:,} of the casefile journal, {grouped}" if digest else ""


def _brief_facts(view: EditionView, _making: Making, _edition: str, prepared_for: str) -> Grid:
    return facts("About this paper", ("Prepared by", view.partnership.scrutineer), ("Prepared for", prepared_for))


# The steps

NO_FINAL_JUDGEMENT = "No final judgement yet"
"""What is said of a step without a judgement by who may not know whether there is a draft of one."""


def judged(seen: Seen[Judged] | None) -> Judged | None:
    """The judgement where it is shown."""
    return seen.thing if isinstance(seen, Shown) else None


def level_words(view: EditionView, seen: Seen[Judged] | None) -> str:
    """A level in the words of its scale, “not in this edition”, or “Not yet scrutinised”."""
    if isinstance(seen, Withheld):
        return "Not in this edition"
    if seen is None:
        return NON_SCORES[NOT_YET]
    judgement = seen.thing.judgement
    scale = next((scale for scale in view.scales if scale.id == judgement.scale_id), view.scale)
    return scale.word(judgement.level) + (" (draft)" if seen.thing.is_draft else "")


def steps_figure(view: EditionView) -> Figure:
    """The steps in two cycles: levels only, so that nothing in it is counted."""
    before = f"last cycle, to {long_date(view.before.ends)}" if view.before else ""
    rows = [_in_two_cycles(view, step) for step in view.steps]
    picture = six_steps(rows, view.scale, before=before, after=f"at {long_date(view.today)}", figures=False)
    table = picture.table
    data = Grid(
        f"{picture.title}, in figures",
        tuple(tuple(GridCell(plain(text)) for text in row) for row in table.rows),
        head=table.headings,
    )
    title = "The six steps" if view.framework.id == SIX_STEPS else view.framework.short_title
    return Figure(f"{title} at {long_date(view.today)}. {picture.legend}", picture.spoken, picture, data)


def _in_two_cycles(view: EditionView, step: ShownStep) -> StepInTwoCycles:
    (now, now_words), (then, then_words) = _placed(view, step.now, NOT_YET), _placed(view, step.before, "")
    return StepInTwoCycles(
        number=step.step.number, label=step.step.label, now=now, now_words=now_words, then=then, then_words=then_words,
        unjudged="" if view.edition is Edition.PRIVATE else NO_FINAL_JUDGEMENT,
    )  # fmt: skip


def _placed(view: EditionView, seen: Seen[Judged] | None, missing: str) -> tuple[str, str]:
    """The level on the picture's scale, or the words of what is not on it."""
    known = judged(seen)
    if known is not None:
        judgement = known.judgement
        on_it = judgement.scale_id == view.scale.id and view.scale.level(judgement.level) is not None
        if on_it or judgement.level in NON_SCORES:
            return judgement.level, ""
    return missing, "" if seen is None else level_words(view, seen)


# The register of evidence


def cited_in(blocks: Iterable[Section]) -> frozenset[str]:
    """The references of all items that these sections name or lead to."""
    trial = Document(
        kind="", title="", partnership="", edition=Edition.PRIVATE, handling="", version="", day="",
        cover=Cover("", Grid("", ())), sections=tuple(blocks),
    )  # fmt: skip
    return frozenset(run.leads_to for line in document.lines(trial) for run in line.words if run.leads_to)


def register(view: EditionView, references: Collection[str], withheld: int = 0) -> Section:
    """The items that a report names, each where a citation leads to; and how many more it may not name."""
    items = sorted(view.evidence.shown, key=lambda sourced: sourced.item.number)
    named = [sourced for sourced in items if sourced.item.reference in references]
    blocks: list[Block] = [*not_here([(withheld, "link to an item of evidence", "links to items of evidence")])]
    if named:
        blocks.append(register_grid(named, private=view.edition is Edition.PRIVATE))
    else:
        blocks.append(Paragraph(plain("No evidence is cited in this edition.")))
    return Section("register", "Register of the evidence cited", tuple(blocks), own_page=True)


def sources(view: EditionView, blocks: Iterable[Section]) -> tuple[Section, ...]:
    """The same for a short document: no section where nothing is cited."""
    section = register(view, cited_in(blocks))
    return (replace(section, own_page=False),) if any(isinstance(block, Grid) for block in section.blocks) else ()


def register_grid(items: Iterable[SourcedItem], *, private: bool) -> Grid:
    """A row for each item. In the private edition each says how it is marked."""
    rows = tuple(
        (
            cell(sourced.item.reference, anchor=sourced.item.reference, strong=True),
            cell(f"{sourced.item.title} ({sourced.item.marking.value})" if private else sourced.item.title,
                 Source("evidence", sourced.item.id)),
            cell(as_shown(sourced.item.kind)), cell(sourced.source), cell(long_date(sourced.item.dated)),
        )
        for sourced in items
    )  # fmt: skip
    head = ("Reference", "Item", "Kind", "Source", "Date")
    return Grid("Items of evidence", rows, head=head, widths=(0.12, 0.38, 0.16, 0.16, 0.18))


def rests_grid(rests: Held[Rests], caption: str = "Evidence relied on") -> Grid:
    """What something rests on: each item with its source, its date and which way it points."""
    rows = tuple(
        (
            GridCell((Run(known.item.item.reference, strong=True, leads_to=known.item.item.reference),)),
            cell(known.item.item.title, Source("evidence", known.item.item.id)), cell(known.item.source),
            cell(long_date(known.item.item.dated)), cell(known.link.bearing.value.capitalize()),
        )
        for known in rests.shown
    )  # fmt: skip
    head = ("Reference", "Item", "Source", "Date", "Bearing")
    return Grid(caption, rows, head=head, widths=(0.12, 0.38, 0.17, 0.18, 0.15))


# For readers


def levels_explained(view: EditionView) -> Section:
    """What each level of the scale stands for."""
    rows = tuple((cell(level.word, strong=True), cell(level.descriptor)) for level in reversed(view.scale.levels))
    blocks: tuple[Block, ...] = (
        Paragraph(plain("Levels are the scrutineer’s judgement of each step. They are never added up or averaged.")),
        Grid("What the levels mean", rows, head=("Level", "It means"), widths=(0.25, 0.75)),
    )
    return Section("levels", "What the levels mean", blocks if rows else ())


_GLOSSARY = (
    ("Challenge", "A question that the scrutineer put to an agency or the partnership, followed until it is closed."),
    ("Judgement", "The scrutineer’s own view of a step, with the evidence that it rests on."),
    ("Strength of evidence", "How much the evidence under a judgement can bear: thin, adequate or strong."),
    ("Item of evidence", "Something read, heard or seen, with its source and date, cited by a number after an E."),
    ("Edition", "Who a copy is made for. Each thing in the record is marked private, partner or public."),
    ("Cycle", "One round of scrutiny, between two dates, under the guidance in force between them."),
)  # fmt: skip


def contact(view: EditionView) -> str:
    """Who is to be asked, as it stands within a sentence."""
    scrutineer = view.partnership.scrutineer
    return view.partnership.contact or f"the {scrutineer[:1].lower()}{scrutineer[1:]}"


def for_readers(view: EditionView, *more: tuple[str, str]) -> Section:
    """How to reach the scrutineer, other formats, and what words mean."""
    blocks: tuple[Block, ...] = (
        Paragraph(plain(f"With questions about this report, or for it in another format, go to {contact(view)}.")),
        Heading("Words used here"),
        Grid("Words used here", tuple((cell(term, strong=True), cell(said)) for term, said in (*_GLOSSARY, *more)),
             head=("Word", "It means"), widths=(0.25, 0.75)),
    )  # fmt: skip
    return Section("readers", "For readers", blocks)
