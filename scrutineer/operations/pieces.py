"""Scrutiny pieces: what is looked at, whom it asks, what it found, and the cycles of a method that it runs by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Link, LinkTarget
from scrutineer.domain.ids import CycleId, FindingId, LinkId, PieceId, TargetId
from scrutineer.domain.issues import IssuedReport
from scrutineer.domain.judgement import JudgementStatus
from scrutineer.domain.marking import Marking
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round, blockers_of
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.rules import one_line
from scrutineer.domain.scale import NON_SCORES, NOT_YET, require_scale
from scrutineer.domain.unlikely import Doubt, day_doubts
from scrutineer.domain.words import counted
from scrutineer.errors import CannotFinalise, UserError
from scrutineer.frameworks import loader
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.lenses import lens
from scrutineer.operations.queries.pieces import current_finding, cycle_of
from scrutineer.progress import SILENT, Progress


def add_piece(casefile: Casefile, *, piece: Piece, progress: Progress = SILENT) -> Outcome[PieceId]:
    """Begin a piece in the current cycle."""
    progress.step(0, 1, "Beginning the piece")
    new = replace(piece, id=PieceId(0), cycle_id=read_context(casefile).cycle.id, title=_called(piece.title))
    with casefile.transact(f"Begin the piece “{new.title}”") as changes:
        added = PieceId(tables.insert(casefile, new))
    return Outcome(added, changes.kinds, "Piece begun")


def _called(title: str) -> str:
    return one_line(title, "The piece has no theme.", "Say in a few words what is looked at.", "title")


def change_piece(casefile: Casefile, *, piece: Piece, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of a piece."""
    progress.step(0, 1, "Recording the piece")
    changed = replace(piece, title=_called(piece.title))
    with casefile.transact(f"Change the piece “{changed.title}”") as changes:
        tables.update(casefile, changed)
    return changes.outcome(None, "Piece recorded")


def take_piece_away(casefile: Casefile, *, piece: Piece, progress: Progress = SILENT) -> Outcome[None]:
    """Take a piece away with whom it asked and its links; one on which anything else rests is kept, with a sentence."""
    progress.step(0, 1, "Taking the piece away")
    resting = [
        (tables.count(casefile, kind, piece_id=piece.id), noun, nouns)
        for kind, noun, nouns in (
            (PieceFinding, "finding", "findings"), (Round, "stage", "stages"), (Activity, "activity", "activities"),
            (Challenge, "challenge", "challenges"), (Recommendation, "recommendation", "recommendations"),
            (IssuedReport, "issued report", "issued reports"),
        )
    ]  # fmt: skip
    said = [counted(number, noun, nouns) for number, noun, nouns in resting if number]
    if said:
        raise UserError(f"“{piece.title}” has {', '.join(said)}. Nothing was changed.", "Take those away first.")
    with casefile.transact(f"Take away the piece “{piece.title}”") as changes:
        tables.delete_where(casefile, PieceAgency, piece_id=piece.id)
        tables.delete_where(casefile, Link, target_kind=LinkTarget.PIECE, target=str(piece.id))
        tables.delete(casefile, Piece, piece.id)
    return Outcome(None, changes.kinds, "Piece taken away")


def ask_agency(casefile: Casefile, *, asked: PieceAgency, progress: Progress = SILENT) -> Outcome[int]:
    """Record that a piece asked an agency for something, and by when."""
    progress.step(0, 1, "Recording what was asked")
    name = read_context(casefile).agency_name(asked.agency_id, "an agency")
    with casefile.transact(f"Ask {name} for a piece") as changes:
        added = tables.insert(casefile, replace(asked, id=0, asked_for=asked.asked_for.strip()))
    return Outcome(added, changes.kinds, f"{name} asked")


def change_asked(casefile: Casefile, *, asked: PieceAgency, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of an agency that was asked: what for, by when, whether it came."""
    progress.step(0, 1, "Recording what was asked")
    with casefile.transact("Change what a piece asked for") as changes:
        tables.update(casefile, asked)
    return changes.outcome(None, "Recorded")


def take_asked_away(casefile: Casefile, *, asked: PieceAgency, progress: Progress = SILENT) -> Outcome[None]:
    """Take away that an agency was asked; undo brings it back."""
    progress.step(0, 1, "Taking away what was asked")
    with casefile.transact("Take away what a piece asked for") as changes:
        tables.delete(casefile, PieceAgency, asked.id)
    return Outcome(None, changes.kinds, "Taken away")


# Findings


def record_finding(
    casefile: Casefile,
    *,
    piece_id: PieceId,
    target: str = "",
    level: str = NOT_YET,
    scale_id: str = "",
    narrative: str = "",
    final: bool = False,
    marking: Marking | None = None,
    progress: Progress = SILENT,
) -> Outcome[FindingId]:
    """Keep a draft of what a piece found, or make it final where nothing stands in the way.

    A draft is changed in place; after a final finding a new one begins, and the final one is kept. `target` is a step
    or line of any framework of the piece's cycle, "" for the theme as a whole. Without a scale it is the partnership's;
    it never touches the cycle's own judgement. Without a marking it is marked as what it takes the place of, else as
    its piece.
    """
    progress.step(0, 1, "Recording the finding")
    piece, context = tables.get(casefile, Piece, piece_id), read_context(casefile)
    if target:
        lens(casefile, cycle_of(context, piece), target.partition(":")[0])
    scale = require_scale(loader.scales(), scale_id or context.scale.id)
    if level not in NON_SCORES and scale.level(level) is None:
        known = ", ".join(known.key for known in scale.levels)
        raise UserError(f"“{level}” is not a level of the scale “{scale.name}”.", f"Choose one of: {known}.")
    standing = current_finding(casefile, piece_id, target)
    new = PieceFinding(
        piece_id=piece.id, target=TargetId(target), scale_id=scale.id, level=level, narrative=narrative,
        author=casefile.author, made=stamp(casefile.clock),
        status=JudgementStatus.FINAL if final else JudgementStatus.DRAFT,
        marking=marking or (standing or piece).marking,
    )  # fmt: skip
    if final:
        _refuse_unfounded(casefile, new, standing)
    with casefile.transact(f"{'Finalise' if final else 'Draft'} a finding of “{piece.title}”") as changes:
        row = _stored(casefile, new, standing)
    return changes.outcome(row, "Finding finalised" if final else "Draft saved")


def _stored(casefile: Casefile, new: PieceFinding, standing: PieceFinding | None) -> FindingId:
    """The draft that stands is changed; what says no more than the final one leaves it, but for its marking."""
    if standing is None:
        return FindingId(tables.insert(casefile, new))
    same = replace(new, id=standing.id, status=standing.status, made=standing.made, marking=standing.marking)
    if standing.status is JudgementStatus.DRAFT:
        tables.update(casefile, replace(new, id=standing.id))
    elif same == standing:
        tables.update(casefile, replace(standing, marking=new.marking))
    else:
        row = FindingId(tables.insert(casefile, new))
        _carry_links(casefile, standing, row)
        return row
    return standing.id


def _carry_links(casefile: Casefile, standing: PieceFinding, row: FindingId) -> None:
    """What a finding rests on bears the one that takes its place, until it is unlinked there."""
    links = tables.rows(casefile, Link, target_kind=LinkTarget.FINDING, target=str(standing.id))
    tables.insert_all(casefile, [replace(link, id=LinkId(0), target=str(row)) for link in links])


def _refuse_unfounded(casefile: Casefile, finding: PieceFinding, standing: PieceFinding | None) -> None:
    """Raise where nothing bears it: evidence is linked to the piece, or to the finding itself."""
    on_piece = tables.count(casefile, Link, target_kind=LinkTarget.PIECE, target=str(finding.piece_id))
    row = str(standing.id) if standing else ""
    on_finding = tables.count(casefile, Link, target_kind=LinkTarget.FINDING, target=row) if row else 0
    reasons = blockers_of(finding, on_piece + on_finding)
    if reasons:
        raise CannotFinalise("The finding cannot be made final yet. The draft is kept.", reasons)


def take_finding_away(casefile: Casefile, *, finding: PieceFinding, progress: Progress = SILENT) -> Outcome[None]:
    """Take a finding away with its links; undo brings both back."""
    progress.step(0, 1, "Taking the finding away")
    with casefile.transact("Take a finding of a piece away") as changes:
        tables.delete_where(casefile, Link, target_kind=LinkTarget.FINDING, target=str(finding.id))
        tables.delete(casefile, PieceFinding, finding.id)
    return Outcome(None, changes.kinds, "Finding taken away")


# Rounds of a method


def start_round(
    casefile: Casefile,
    *,
    framework_id: str,
    starts: date,
    days: int = 30,
    piece_id: PieceId | None = None,
    marking: Marking = Marking.PARTNER,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Begin a round of a method's cycle: each of its stages with its days, so many to each. Returns its number.

    A round of a piece is of the piece's own cycle of scrutiny, any other of the current one. The days are a proposal;
    each stage is changed by itself.
    """
    progress.step(0, 1, "Beginning the round")
    context = read_context(casefile)
    piece = tables.get(casefile, Piece, piece_id) if piece_id is not None else None
    cycle = cycle_of(context, piece) if piece is not None else context.cycle
    framework = lens(casefile, cycle, framework_id)
    if days < 1:
        raise UserError(
            "A stage takes at least a day. Nothing was changed.", "Give the days of one stage.", about="days"
        )
    before = tables.rows(casefile, Round, cycle_id=cycle.id, framework_id=framework_id, piece_id=piece_id)
    number = max((known.number for known in before), default=0) + 1
    stages = [line.target for step in framework.steps for line in step.lines]
    first = [starts + timedelta(days=days * place) for place in range(len(stages) + 1)]
    rows = [
        Round(cycle_id=cycle.id, piece_id=piece_id, framework_id=framework_id, number=number, target=target,
              starts=first[place], due=first[place + 1] - timedelta(days=1), marking=marking)
        for place, target in enumerate(stages)
    ]  # fmt: skip
    with casefile.transact(f"Begin round {number} of {framework.short_title}") as changes:
        changes.doubts += _doubts_of(rows, casefile.clock.today())
        tables.insert_all(casefile, rows)
    return Outcome(number, changes.kinds, f"Round {number} begun, {counted(len(rows), 'stage')}")


def _doubts_of(rows: Sequence[Round], today: date) -> Iterator[Doubt]:
    """What of the stages of a new round is unlikely stands beside the day on which it begins: that was typed."""
    doubts = (doubt for row in rows for doubt in day_doubts(row, None, today))
    yield from (replace(doubt, about="starts") for doubt in islice(doubts, 1))


def change_stage(casefile: Casefile, *, stage: Round, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of a stage: its days, when it was done, what was found."""
    progress.step(0, 1, "Recording the stage")
    with casefile.transact(f"Record a stage of round {stage.number}") as changes:
        tables.update(casefile, stage)
    return changes.outcome(None, "Stage recorded")


def take_round_away(
    casefile: Casefile,
    *,
    framework_id: str,
    number: int,
    piece_id: PieceId | None = None,
    cycle_id: CycleId | None = None,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Take a round of a cycle, the current one where none is named, away with all its stages; undo brings it back."""
    progress.step(0, 1, "Taking the round away")
    cycle = cycle_id or read_context(casefile).cycle.id
    with casefile.transact(f"Take round {number} of a method away") as changes:
        tables.delete_where(
            casefile, Round, cycle_id=cycle, framework_id=framework_id, number=number, piece_id=piece_id
        )
    return Outcome(None, changes.kinds, "Round taken away")
