"""The report of a scrutiny piece: terms, whom it asked, what it rests on, what it found, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from scrutineer.domain.activities import ActivityState
from scrutineer.domain.dates import local_day, long_date, period
from scrutineer.domain.editions import EditionView, Held
from scrutineer.domain.evidence import LinkTarget
from scrutineer.domain.ids import PieceId
from scrutineer.domain.judgement import JudgementStatus
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.domain.scale import NOT_YET
from scrutineer.reports.document import (
    Block,
    Document,
    Face,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Section,
    Source,
    plain,
)
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import challenges, findings, parts, year_parts
from scrutineer.reports.kinds.kind import READ, Kind, Making
from scrutineer.reports.kinds.parts import cell, facts, not_here, paragraphs
from scrutineer.reports.kinds.waiting import life_of, owner_of, stands


class _OfAPiece(Protocol):
    @property
    def piece_id(self) -> PieceId | None:
        """The piece that it belongs to."""


P = TypeVar("P", bound=_OfAPiece)


def build(view: EditionView, making: Making) -> Document:
    """One piece where it is asked for, else every piece of the cycle."""
    wanted = view.scope.piece_id
    shown = [piece for piece in view.year.pieces.shown if wanted in (None, piece.id)]
    pieces = [Section(f"piece-{piece.id}", piece.title, tuple(_piece(view, piece)), own_page=place > 0)
              for place, piece in enumerate(shown)]  # fmt: skip
    first = Section("pieces", "Scrutiny pieces", tuple(_none(view, shown)))
    independent = Section("declarations", "Independence", tuple(year_parts.declarations(view)))
    body = (first, *pieces, independent, *([parts.levels_explained(view)] if shown else []))
    alone = shown[0] if len(shown) == 1 else None
    about = f"{alone.title}, {_when(view, alone)}" if alone else period(view.cycle.starts, parts.last_day(view))
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=about,
        sections=(*body, *parts.sources(view, body), parts.for_readers(view)),
    )  # fmt: skip


def _none(view: EditionView, shown: list[Piece]) -> Iterator[Block]:
    pieces = view.year.pieces
    if not shown:
        yield findings.none_of("No scrutiny piece is recorded.", pieces.is_whole, "The piece is not in this edition.")
    year = view.year
    yield from not_here([
        (pieces.withheld, "scrutiny piece", "scrutiny pieces"),
        (year.asked_by_pieces.withheld, "agency that was asked", "agencies that were asked"),
        (year.findings.withheld, "finding", "findings"), (year.rounds.withheld, "stage", "stages"),
    ])  # fmt: skip


def _when(view: EditionView, piece: Piece) -> str:
    ends = piece.reported_on or view.today
    return f"begun on {long_date(piece.starts)}" if ends <= piece.starts else period(piece.starts, ends)


def _piece(view: EditionView, piece: Piece) -> Iterator[Block]:
    yield from paragraphs(piece.summary, Source("piece", piece.id, "summary"), face=Face.LEAD)
    yield Heading("Terms of reference")
    terms = tuple(paragraphs(piece.terms, Source("piece", piece.id, "terms")))
    yield from terms or (Paragraph(plain("No terms of reference are written."), Face.SMALL),)
    yield _facts(view, piece)
    yield from _asked(view, piece)
    yield from _evidence(view, piece)
    yield from _findings(view, piece)
    yield from _rounds(view, piece)
    yield from _follows(view, piece)


def _facts(view: EditionView, piece: Piece) -> Grid:
    frameworks = {known.id: known.title for known in view.year.frameworks}
    lines = parts.listed([view.year.target_name(target) for target in piece.targets])
    due = parts.by_when(piece.due, view.today) if piece.due else ""
    return facts(
        "The piece in short",
        ("Theme", piece.title), ("Steps and lines", lines), ("Methods", piece.methods),
        ("Judged by", frameworks.get(piece.framework_id, piece.framework_id) or "Words alone"),
        ("Runs by", frameworks.get(piece.method_id, piece.method_id)), ("Begun", long_date(piece.starts)),
        ("Report due", "" if piece.reported_on else due),
        ("Reported", long_date(piece.reported_on) if piece.reported_on else ""),
    )  # fmt: skip


def _asked(view: EditionView, piece: Piece) -> Iterator[Block]:
    asked = _of(view.year.asked_by_pieces, piece)
    if asked.shown:
        yield Heading("Agencies asked")
        rows = tuple(_agency(view, each) for each in asked.shown)
        caption = findings.if_part("Agencies asked", asked.is_whole)
        head = ("Agency", "Asked for", "Asked", "Came")
        yield Grid(caption, rows, head=head, widths=(0.22, 0.4, 0.18, 0.2))


def _agency(view: EditionView, asked: PieceAgency) -> tuple[GridCell, ...]:
    came = long_date(asked.came_on) if asked.came_on else f"Not yet; by when: {parts.by_when(asked.due, view.today)}"
    return (
        cell(view.name_of(asked.agency_id), strong=True),
        cell(asked.asked_for or "–", Source("piece_agency", asked.id, "asked_for")), cell(long_date(asked.asked_on)),
        cell(came),
    )  # fmt: skip


def _of(held: Held[P], piece: Piece) -> Held[P]:
    """What is shown of a piece; whether it is all there is, the pieces together say."""
    return Held(tuple(each for each in held.shown if each.piece_id == piece.id), held.withheld)


def _evidence(view: EditionView, piece: Piece) -> Iterator[Block]:
    rests = view.bears_on(LinkTarget.PIECE, str(piece.id))
    yield Heading("What it rests on")
    if rests.shown:
        yield parts.rests_grid(rests)
    else:
        yield findings.none_of("No evidence is linked to this piece.", rests.is_whole,
                               "None of the evidence on it is in this edition.")  # fmt: skip
    yield from not_here([(rests.withheld, "item of evidence on it", "items of evidence on it")])
    held = _of(view.year.activities, piece)
    done = [activity for activity in held.shown if activity.state is ActivityState.DONE]
    if done:
        yield year_parts.activities_grid(view, done, "What was done for it", whole=held.is_whole)


def _findings(view: EditionView, piece: Piece) -> Iterator[Block]:
    held = _of(view.year.findings, piece)
    standing: dict[str, PieceFinding] = {}
    for finding in sorted(held.shown, key=lambda each: each.id):
        standing[finding.target] = finding
    yield Heading("What was found")
    yield Paragraph(plain("These are the findings of this piece. They stand beside the scrutineer’s judgements of the "
                          "cycle and do not change them."), Face.SMALL)  # fmt: skip
    if not standing:
        yield findings.none_of("No finding is final yet.", held.is_whole, "No finding is in this edition.")
    for target, finding in standing.items():
        draft = " (draft)" if finding.status is JudgementStatus.DRAFT else ""
        yield Heading(f"{view.year.target_name(target)}{draft}", 3)
        yield _level(view, finding)
        yield from paragraphs(finding.narrative, Source("piece_finding", finding.id, "narrative"))
        rests = view.bears_on(LinkTarget.FINDING, str(finding.id))
        if rests.shown:
            yield parts.rests_grid(rests, "What this finding rests on")
        yield from not_here([(rests.withheld, "item of evidence on this finding", "items of evidence on this finding")])
        earlier = [each for each in held.shown if each.target == target and each.id != finding.id]
        if earlier:
            yield Grid("Earlier findings", tuple(_earlier(view, each) for each in earlier),
                       head=("Day", "Level", "Finding"), widths=(0.2, 0.2, 0.6))  # fmt: skip


def _earlier(view: EditionView, finding: PieceFinding) -> tuple[GridCell, ...]:
    return (
        cell(long_date(local_day(finding.made)), strong=True), cell(_word(view, finding)),
        cell(finding.narrative, Source("piece_finding", finding.id, "narrative")),
    )  # fmt: skip


def _level(view: EditionView, finding: PieceFinding) -> Grid:
    step = next((shown for shown in view.steps if shown.step.target == finding.target), None)
    beside = findings.standing(view, step.now) if step else ""
    return facts("Level", ("This piece", _word(view, finding)), ("The cycle’s judgement", beside))


def _word(view: EditionView, finding: PieceFinding) -> str:
    if finding.level == NOT_YET:
        return "In words alone"
    scale = next((known for known in view.scales if known.id == finding.scale_id), view.scale)
    return scale.word(finding.level)


def _rounds(view: EditionView, piece: Piece) -> Iterator[Block]:
    held = _of(view.year.rounds, piece)
    if held.shown:
        yield Heading("Rounds of the method")
        rows = tuple(_stage(view, each) for each in held.shown)
        caption = findings.if_part("Stages", held.is_whole)
        yield Grid(caption, rows, head=("Round", "Stage", "When", "What was found"), widths=(0.1, 0.26, 0.26, 0.38))


def _stage(view: EditionView, stage: Round) -> tuple[GridCell, ...]:
    planned = period(stage.starts, stage.due) if stage.due else f"From {long_date(stage.starts)}"
    return (
        cell(str(stage.number), strong=True), cell(_stage_name(view, stage)),
        cell(f"Done on {long_date(stage.done_on)}" if stage.done_on else planned),
        cell(stage.found or "–", Source("method_round", stage.id, "found")),
    )  # fmt: skip


def _stage_name(view: EditionView, stage: Round) -> str:
    framework = next((known for known in view.year.frameworks if known.knows(stage.target)), None)
    line = framework.line(stage.target) if framework else None
    return line.label if line else stage.target


def _follows(view: EditionView, piece: Piece) -> Iterator[Block]:
    advice = [each for each in view.recommendations.shown if each.piece_id == piece.id]
    if advice:
        yield Heading("Recommendations")
        rows = tuple(
            (
                cell(each.number or "–", strong=True),
                cell(each.text, Source("recommendation", each.id, "text")),
                cell(owner_of(view, each)), *stands(view, life_of(view, each)),
            )
            for each in advice
        )  # fmt: skip
        whole = view.recommendations.is_whole and view.year.recommendation_events.is_whole
        caption = findings.if_part("Recommendations of the piece", whole)
        head = ("No.", "Recommendation", "Owner", "By when", "Stands at")
        yield Grid(caption, rows, head=head, widths=(0.07, 0.38, 0.17, 0.17, 0.21))
    raised = [shown for shown in challenges.in_order(view) if shown.challenge.piece_id == piece.id]
    if raised:
        yield Heading("Challenges")
        yield findings.challenge_table(view, raised, "Challenges of the piece")


KIND = Kind(
    id="piece",
    title="Report of a scrutiny piece",
    about="A theme across the steps: terms, agencies asked, evidence, findings beside the cycle’s judgement, actions.",
    build=build,
    formats=(*READ, Format.WORKBOOK),
    by_piece=True,
    by_cycle=True,
)
