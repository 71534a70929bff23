"""The annual scrutiny report: what was looked at, what was found step by step, and what has changed for children."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.activities import ActivityState
from scrutineer.domain.dates import long_date, period
from scrutineer.domain.editions import EditionView
from scrutineer.domain.statements import StatementKind
from scrutineer.domain.words import counted
from scrutineer.reports.document import Block, Contents, Document, Face, Heading, Paragraph, Section, Source, plain
from scrutineer.reports.kinds import challenges, committee, deaths, findings, measured, parts, year_parts
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.kinds.parts import not_here, paragraphs


def build(view: EditionView, making: Making) -> Document:
    """The report of the current cycle."""
    body = [
        Section("introduction", "Introduction", tuple(_introduction(view)), own_page=True),
        Section("method", "What was looked at, and how", tuple(_method(view))),
        Section("findings", "Findings", tuple(_findings(view)), own_page=True),
        Section("changed", "What has changed for children", tuple(_changed(view)), own_page=True),
        *_measured(view),
        *_child_deaths(view),
        *_pieces(view),
        Section("challenges", "Challenges", tuple(_challenges(view))),
        Section("recommendations", "Recommendations", tuple(findings.recommendations(view))),
        *_questions(view),
        Section("opinion", "Opinion", parts.opinion(view)),
        Section("limits", "Limits of the evidence", _limits(view)),
        Section("independence", "Independence: what was declared", tuple(year_parts.declarations(view))),
        parts.levels_explained(view),
    ]
    withheld = sum(step.evidence.withheld for step in view.steps)
    sections = (*body, parts.register(view, parts.cited_in(body), withheld), parts.for_readers(view))
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title,
        about=f"Independent scrutiny, {period(view.cycle.starts, parts.last_day(view))}",
        sections=(Section("contents", "Contents", (Contents(),)), *sections),
    )  # fmt: skip


def _measured(view: EditionView) -> Iterator[Section]:
    """A section of its own, where anything is measured."""
    if view.year.indicators.total:
        yield Section("measured", "What was measured", tuple(measured.indicators(view)))


def _child_deaths(view: EditionView) -> Iterator[Section]:
    """A section of its own, where anything is told of them."""
    if deaths.are_told(view):
        yield Section("child-deaths", deaths.TITLE, tuple(deaths.child_deaths(view)))


def _pieces(view: EditionView) -> Iterator[Section]:
    """A section on the scrutiny pieces, where there is any: their own reports say the rest."""
    pieces = view.year.pieces
    if not pieces.total:
        return
    blocks: list[Block] = []
    for piece in pieces.shown:
        ended = f"Reported on {long_date(piece.reported_on)}." if piece.reported_on else "Not yet reported."
        said = paragraphs(piece.summary, Source("piece", piece.id, "summary"))
        blocks += [Heading(piece.title), Paragraph(plain(ended), Face.SMALL), *said]
    blocks += not_here([(pieces.withheld, "scrutiny piece", "scrutiny pieces")])
    yield Section("pieces", "Scrutiny pieces", tuple(blocks))


def _questions(view: EditionView) -> Iterator[Section]:
    """A section on what the committee asked, where it asked anything."""
    asked = committee.of_committee(view)
    if asked or view.year.questions.withheld:
        yield Section("questions", "Questions of the committee", tuple(committee.answers(view, asked)))


def _introduction(view: EditionView) -> Iterator[Block]:
    for block in parts.statement(view, StatementKind.SUMMARY, "The summary is not in this edition."):
        yield Paragraph(block.words, Face.LEAD, block.sources) if isinstance(block, Paragraph) else block
    cycle, framework = view.cycle, view.framework
    said = f"This report covers {period(cycle.starts, cycle.ends)}, under {cycle.guidance}."
    if view.today < cycle.ends:
        said += f" It tells of the time to {long_date(view.today)}."
    yield Paragraph(plain(said))
    parts_of_it = counted(len(framework.steps), framework.part.lower())
    yield Paragraph(plain(f"What was found is told by the {parts_of_it} of {framework.title}. Source: "
                          f"{framework.source.strip().rstrip('.')}."))  # fmt: skip
    yield parts.steps_figure(view)


def _method(view: EditionView) -> Iterator[Block]:
    yield from findings.volumes(view, findings.of_cycle(view), "Evidence of this cycle, by kind")
    activities = view.year.activities
    done = [activity for activity in activities.shown if activity.state is ActivityState.DONE]
    if done:
        yield Heading("What was done")
        yield year_parts.activities_grid(view, done, "What was done", whole=activities.is_whole)
    yield from not_here([(activities.withheld, "activity", "activities")])
    returned = findings.returned(view)
    if returned:
        yield Heading("What agencies returned")
        yield returned
    yield from not_here([(view.files.withheld, "workbook returned", "workbooks returned"),
                         (view.answers.withheld, "answer in one", "answers in them")])  # fmt: skip


def _findings(view: EditionView) -> Iterator[Block]:
    yield Paragraph(
        plain(
            "Each part gives the scrutineer’s judgement, how strong the evidence under it is, what each voice says for "
            "itself, and what it rests on. Voices are set side by side and never added up."
        )
    )
    for shown in view.steps:
        yield from findings.step_blocks(view, shown)


def _changed(view: EditionView) -> Iterator[Block]:
    yield from findings.changed(view, challenges.in_order(view))
    outcomes = tuple(findings.outcomes(view))
    if outcomes:
        yield Heading("What the partnership wants for children")
        yield from outcomes


def _challenges(view: EditionView) -> Iterator[Block]:
    every = challenges.in_order(view)
    yield challenges.counts(view, every)
    yield from challenges.withheld_challenges(view)
    if every:
        yield findings.challenge_table(view, every, "Challenges, the most pressing first")
    else:
        yield findings.none_of("No challenge has been raised.", view.challenges.is_whole,
                               "No challenge is in this edition.")  # fmt: skip


def _limits(view: EditionView) -> tuple[Block, ...]:
    own = [sourced.item for sourced in findings.of_cycle(view) if sourced.item.limits.strip()]
    said = parts.said_or_not(view, StatementKind.LIMITS, "note of the limits")
    return (*said, Heading("Limits of single items"), findings.limits_grid(own)) if own else said


KIND = Kind(
    id="annual",
    title="Annual scrutiny report",
    about="A year of scrutiny whole: method, findings by step with every voice, what changed, opinion and limits.",
    build=build,
)
