"""The cover paper for a committee: what is before it, what it is asked to do, and where things stand in short."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.dates import long_date, period
from scrutineer.domain.editions import EditionView, Withheld
from scrutineer.domain.statements import StatementKind
from scrutineer.domain.words import counted
from scrutineer.reports.document import Block, Bullets, Document, Grid, Paragraph, Section, Source, plain
from scrutineer.reports.kinds import challenges, findings, parts
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.kinds.parts import cell, not_here
from scrutineer.reports.kinds.waiting import known_lives


def build(view: EditionView, making: Making) -> Document:
    """The paper on the current cycle."""
    body = [
        Section("purpose", "Purpose", tuple(_purpose(view))),
        Section("asked", "What the committee is asked to do", tuple(_asked(view))),
        Section("summary", "Summary", parts.said_or_not(view, StatementKind.SUMMARY, "summary")),
        Section("steps", "Where each step stands", tuple(_steps(view))),
        Section("limits", "Limits", parts.statement(view, StatementKind.LIMITS, "The limits are not in this edition.")),
        Section("contact", "Contact", tuple(_contact(view))),
    ]
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about="Independent scrutiny of safeguarding arrangements",
        sections=(*body, *parts.sources(view, body)), prepared_for="The committee", own_page=False, brief=True,
    )  # fmt: skip


def _purpose(view: EditionView) -> Iterator[Block]:
    cycle = view.cycle
    yield Paragraph(plain(
        f"To report on independent scrutiny of {view.partnership.name}, {period(cycle.starts, parts.last_day(view))}, "
        f"under {cycle.guidance}."
    ))  # fmt: skip


def _asked(view: EditionView) -> Iterator[Block]:
    """What there is to note and to consider, in numbers; a number of the shown part alone says so."""
    judged = sum(parts.judged(shown.now) is not None for shown in view.steps)
    hidden = sum(isinstance(shown.now, Withheld) for shown in view.steps)
    every = [shown for shown in view.challenges.shown if shown.life.raised_on]
    open_now = [shown for shown in every if shown.life.is_open]
    late = sum(challenges.days_overdue(shown, view) > 0 for shown in open_now)
    whole = view.challenges.is_whole and not any(shown.moves_withheld for shown in every)
    items = []
    if judged:
        of = f"of {len(view.steps)} {view.framework.part.lower()}s"
        shown_only = _qualified(not hidden)
        items.append(f"Note the scrutineer’s {counted(judged, 'judgement')} {of}{shown_only}.")
    if open_now:
        overdue = f", {counted(late, 'reply', 'replies')} overdue" if late else ""
        items.append(f"Consider {counted(len(open_now), 'open challenge')}{overdue}{_qualified(whole)}.")
    advice = [life for life in known_lives(view) if life.is_open]
    if advice:
        known = view.recommendations.is_whole and view.year.recommendation_events.is_whole
        items.append(f"Consider {counted(len(advice), 'open recommendation')}{_qualified(known)}.")
    if items:
        yield Bullets(tuple(plain(item) for item in items), numbered=True)
    elif hidden or not whole or not view.recommendations.is_whole:
        yield Paragraph(plain("Nothing in this edition asks for a decision of the committee."))
    elif every:
        yield Paragraph(plain("Note that no judgement is final yet, and that no challenge is open."))
    else:
        yield Paragraph(plain("Note that no judgement is final yet, and that no challenge has been raised."))
    yield from not_here([
        (hidden, "judgement", "judgements"),
        (view.challenges.withheld, "challenge", "challenges"),
        (view.recommendations.withheld, "recommendation", "recommendations"),
    ])  # fmt: skip


def _qualified(whole: bool) -> str:
    return "" if whole else f", {challenges.AS_SHOWN}"


def _steps(view: EditionView) -> Iterator[Block]:
    before = view.before
    rows = []
    for shown in view.steps:
        known = parts.judged(shown.now)
        source = (Source("judgement", known.judgement.id, "level"),) if known else ()
        last = "Not judged" if shown.before is None else parts.level_words(view, shown.before)
        rows.append((
            cell(f"{shown.step.number} {shown.step.label}", strong=True),
            cell(findings.standing(view, shown.now), *source), *([cell(last)] if before else []),
        ))  # fmt: skip
    ended = (f"Last cycle, to {long_date(before.ends)}",) if before else ()
    if rows:
        yield Grid("Where each step stands", tuple(rows), head=(view.framework.part, "Now", *ended))


def _contact(view: EditionView) -> Iterator[Block]:
    said = f"Questions about this paper go to {parts.contact(view)}."
    yield Paragraph(plain(f"{said} The reports that it goes with name the evidence they rest on."))


KIND = Kind(
    id="cover",
    title="Committee cover paper",
    about="The paper that takes a report to a committee: its purpose, what is asked, and where things stand in short.",
    build=build,
    most_pages=2,
    by_cycle=True,
)
