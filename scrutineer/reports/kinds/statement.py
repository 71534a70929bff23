"""The scrutineer's statement for the partnership's yearly report: the opinion first, at most six hundred words."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.activities import ActivityState
from scrutineer.domain.challenge import Status
from scrutineer.domain.dates import long_date, period
from scrutineer.domain.editions import EditionView, ShownStep, Withheld
from scrutineer.domain.statements import StatementKind
from scrutineer.domain.words import counted
from scrutineer.domain.year import half_days_of, in_days
from scrutineer.reports.document import Block, Bullets, Document, Face, Paragraph, Section, Source, plain
from scrutineer.reports.kinds import challenges, findings, parts
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.kinds.parts import listed, not_here

MOST_WORDS = 600
_LONGEST = 3  # open questions that it names: the challenge report has them all


def build(view: EditionView, making: Making) -> Document:
    """The statement of one cycle. What was written of the cycle stands whole: it is shortened by its author alone."""
    body = [
        Section("opinion", "Opinion", tuple(_opinion(view))),
        Section("year", "What was looked at", tuple(_year(view))),
        Section("found", "What was found", tuple(_findings(view))),
        Section("forward", "What comes next", tuple(_forward(view))),
        Section("limits", "Limits", parts.statement(view, StatementKind.LIMITS, "The limits are not in this edition.")),
    ]
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title,
        about=f"Independent scrutiny, {period(view.cycle.starts, parts.last_day(view))}",
        sections=(*body, *parts.sources(view, body)), own_page=False, brief=True,
    )  # fmt: skip


def _opinion(view: EditionView) -> Iterator[Block]:
    opinion = parts.opinion(view)
    summary = parts.statement(view, StatementKind.SUMMARY, "The summary is not in this edition.")
    for block in (*opinion, *summary):
        lead = isinstance(block, Paragraph) and block.face is Face.BODY and block is opinion[0]
        yield Paragraph(block.words, Face.LEAD, block.sources) if lead and isinstance(block, Paragraph) else block


def _year(view: EditionView) -> Iterator[Block]:
    items = findings.of_cycle(view)
    sources = tuple(Source("evidence", sourced.item.id) for sourced in items)
    kinds = len({sourced.item.kind for sourced in items})
    shown = "" if view.evidence.is_whole else f", {challenges.AS_SHOWN}"
    said = f"The scrutineer weighed {counted(len(items), 'item')} of evidence of {counted(kinds, 'kind')}{shown}."
    if view.files.shown:
        workbooks = counted(len(view.files.shown), "workbook")
        said += f" Agencies returned {workbooks}{'' if view.files.is_whole else f', {challenges.AS_SHOWN}'}."
    yield Paragraph(plain(said), sources=sources)
    yield from _work(view)
    yield from not_here([
        (view.evidence.withheld, "item of evidence", "items of evidence"),
        (view.files.withheld, "workbook", "workbooks"),
        (view.year.activities.withheld, "activity", "activities"),
        (view.year.pieces.withheld, "scrutiny piece", "scrutiny pieces"),
    ])  # fmt: skip


def _work(view: EditionView) -> Iterator[Block]:
    """What was done, in how many days, and the pieces of the cycle."""
    activities = view.year.activities
    done = [activity for activity in activities.shown if activity.state is ActivityState.DONE]
    if done:
        took = in_days(sum(half_days_of(activity) for activity in done))
        shown = "" if activities.is_whole else f", {challenges.AS_SHOWN}"
        said = f"The work took {took} in {counted(len(done), 'activity', 'activities')}{shown}."
        yield Paragraph(plain(said), sources=tuple(Source("activity", activity.id) for activity in done))
    pieces = [piece for piece in view.year.pieces.shown if piece.starts <= view.today]
    if pieces:
        themes = listed([f"“{piece.title}”" for piece in pieces])
        noun = "A scrutiny piece" if len(pieces) == 1 else "Scrutiny pieces"
        said = f"{noun} looked at {themes}."
        yield Paragraph(plain(said), sources=tuple(Source("piece", piece.id, "title") for piece in pieces))


def _findings(view: EditionView) -> Iterator[Block]:
    judged = [shown for shown in view.steps if parts.judged(shown.now)]
    if judged:
        sources = tuple(Source("judgement", known.judgement.id, "level") for shown in judged
                        if (known := parts.judged(shown.now)))  # fmt: skip
        yield Bullets(tuple(plain(_in_a_line(view, shown)) for shown in judged), sources=sources)
    silent = [shown.step.label for shown in view.steps if shown.now is None]
    if silent:
        yield Paragraph(plain(f"No judgement of the cycle is final yet on {listed(silent)}."))
    withheld = sum(isinstance(shown.now, Withheld) for shown in view.steps)
    yield from not_here([(withheld, "judgement", "judgements")])


def _in_a_line(view: EditionView, shown: ShownStep) -> str:
    """“Training: Reasonable assurance; last cycle, Limited assurance.”"""
    last = f"; last cycle, {parts.level_words(view, shown.before)}" if parts.judged(shown.before) else ""
    return f"{shown.step.label}: {parts.level_words(view, shown.now)}{last}."


def _forward(view: EditionView) -> Iterator[Block]:
    every = challenges.in_order(view)
    whole = view.challenges.is_whole and not any(shown.moves_withheld for shown in every)
    open_now = [shown for shown in every if shown.life.is_open and shown.life.status is not Status.DRAFT]
    closed = [shown for shown in every if not shown.life.is_open]
    qualified = "" if whole else f", {challenges.AS_SHOWN}"
    if every:
        impact = sum(shown.life.status is Status.CLOSED_IMPACT for shown in closed)
        number_open, number_closed = _are(len(open_now), "challenge"), _are(len(closed), "challenge")
        said = f"{number_open} open and {number_closed} closed, {impact} with impact shown{qualified}."
        yield Paragraph(plain(f"On {long_date(view.today)} {said}"))
    elif whole:
        yield Paragraph(plain("No challenge has been raised."))
    yield from challenges.withheld_challenges(view)
    if open_now:
        yield Paragraph(plain("Open the longest, or with the longest overdue reply:"))
        yield Bullets(
            tuple(parts.words(shown.challenge.question) for shown in open_now[:_LONGEST]),
            sources=tuple(Source("challenge", shown.challenge.id, "question") for shown in open_now[:_LONGEST]),
        )


def _are(number: int, noun: str) -> str:
    return f"{counted(number, noun)} {'is' if number == 1 else 'are'}"


KIND = Kind(
    id="statement",
    title="Statement for the yearly report",
    about="The scrutineer’s own statement for the partnership’s yearly report: six hundred words at most, counted.",
    build=build,
    most_words=MOST_WORDS,
    by_cycle=True,
)
