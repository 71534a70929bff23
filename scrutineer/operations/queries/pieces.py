"""Scrutiny pieces as they stand: whom they asked, what they found, what rests on them; rounds of methods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.evidence import LinkTarget
from scrutineer.domain.framework import Framework, FrameworkKind
from scrutineer.domain.ids import CycleId, PieceId, TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.domain.recommendations import Recommendation
from scrutineer.errors import UserError
from scrutineer.operations.queries.activities import evidence_on, in_time
from scrutineer.operations.queries.at_hand import left_open, waiting
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.lenses import lenses
from scrutineer.operations.queries.steps import LinkedEvidence, newest_judgements


@dataclass(frozen=True, slots=True)
class FindingView:
    """What a piece found of one thing: the finding that stands, the earlier ones, its cycle's own judgement of the
    same step or line, where there is one, and the evidence that is linked to the finding itself."""

    now: PieceFinding
    earlier: tuple[PieceFinding, ...]
    judged: Judgement | None
    evidence: tuple[LinkedEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundView:
    """One turn of a method's cycle: its stages in their order."""

    framework: Framework
    number: int
    stages: tuple[Round, ...]

    @property
    def cycle_id(self) -> CycleId:
        """The cycle that it was begun in."""
        return CycleId(self.stages[0].cycle_id)

    @property
    def is_done(self) -> bool:
        """Whether every stage was done."""
        return all(stage.done_on is not None for stage in self.stages)


@dataclass(frozen=True, slots=True)
class PieceView:
    """One piece with all that hangs on it."""

    piece: Piece
    asked: tuple[PieceAgency, ...]
    evidence: tuple[LinkedEvidence, ...]
    findings: tuple[FindingView, ...]
    rounds: tuple[RoundView, ...]
    activities: tuple[Activity, ...]
    recommendations: tuple[Recommendation, ...]
    challenges: tuple[Challenge, ...]


def pieces_of(casefile: Casefile, cycle: Cycle) -> tuple[Piece, ...]:
    """The pieces of a cycle, the newest first."""
    return tables.rows(casefile, Piece, cycle_id=cycle.id, order=("-starts", "-id"))


def cycle_of(context: Context, piece: Piece) -> Cycle:
    """The cycle that a piece is of: its frameworks, its rounds and the judgements beside it are those of that one."""
    return next(cycle for cycle in context.cycles if cycle.id == piece.cycle_id)


def piece_of(casefile: Casefile, piece_id: PieceId | None) -> Piece | None:
    """One piece; None for none, or where it was taken away."""
    return next(iter(tables.rows(casefile, Piece, id=piece_id)), None) if piece_id is not None else None


def piece_called(casefile: Casefile, context: Context, title: str, cycle: Cycle | None = None) -> Piece:
    """The piece that has this theme, of the cycle where one is named, else of the newest that has one of that theme; or
    a sentence that lists those there are."""
    cycles = (cycle,) if cycle is not None else (context.cycle, *reversed(context.cycles))
    pieces = tuple(dict.fromkeys(piece for each in cycles for piece in pieces_of(casefile, each)))
    wanted = next((piece for piece in pieces if piece.title.casefold() == title.casefold()), None)
    if wanted is None:
        listed = "; ".join(piece.title for piece in pieces) or "none yet"
        raise UserError(f"There is no scrutiny piece called “{title}”.", f"There are: {listed}.", about="piece")
    return wanted


def lines_of_piece(casefile: Casefile, context: Context, piece: Piece, wanted: Sequence[str]) -> tuple[TargetId, ...]:
    """The steps and lines that a challenge of a piece names: of the cycle, or of what the piece is judged by, there by
    their code alone too. UserError where one is of neither."""
    by = framework_of_piece(casefile, context, piece)
    targets: list[TargetId] = []
    for written in wanted:
        tried = [written] if by is None or ":" in written else [written, f"{by.id}:{written}"]
        known = (name for name in tried if context.framework.knows(name) or (by is not None and by.knows(name)))
        target = next(known, None)
        if target is None:
            raise _not_a_line(piece, by, written)
        targets.append(TargetId(target))
    return tuple(dict.fromkeys(targets))


def _not_a_line(piece: Piece, by: Framework | None, written: str) -> UserError:
    said, look = f"There is no step or line “{written}”", "Look at the list of steps and lines"
    if by is not None:
        said = f"{said}, and “{piece.title}” is judged by {by.short_title}"
        look = f"{look}, or write one as “{by.id}:CODE”"
    return UserError(f"{said}. Nothing was changed.", f"{look}.", about="targets")


def framework_of_piece(casefile: Casefile, context: Context, piece: Piece) -> Framework | None:
    """The framework that a piece is judged by, as its cycle sees it; None where it is judged by none."""
    every = lenses(casefile, cycle_of(context, piece)) if piece.framework_id else ()
    return next((framework for framework in every if framework.id == piece.framework_id), None)


def pieces_at_hand(casefile: Casefile, context: Context, held: PieceId | None = None) -> tuple[Piece, ...]:
    """The pieces of the current cycle, the newest first; then those of other cycles of which something is still open:
    the report, what an agency was asked for, a stage of a round. One that something is `held` by is among them."""
    waited_on: set[PieceId | None] = {held}
    waited_on |= {asked.piece_id for asked, _ in waiting(casefile, PieceAgency)}
    waited_on |= {stage.piece_id for stage, _ in waiting(casefile, Round)}
    waited_on |= {piece.id for piece in left_open(casefile, context, Piece)}
    others = context.elsewhere(tables.rows(casefile, Piece, order=("-starts", "-id")))
    return (*pieces_of(casefile, context.cycle), *(piece for piece in others if piece.id in waited_on))


def piece_view(casefile: Casefile, context: Context, piece: Piece) -> PieceView:
    """A piece as it stands. Cost grows with what hangs on it."""
    activities = tables.rows(casefile, Activity, piece_id=piece.id)
    return PieceView(
        piece,
        asked=tables.rows(casefile, PieceAgency, piece_id=piece.id, order=("asked_on", "id")),
        evidence=evidence_on(casefile, LinkTarget.PIECE, piece.id),
        findings=_findings(casefile, cycle_of(context, piece), piece.id),
        rounds=rounds_of(casefile, context, piece.id),
        activities=tuple(sorted(activities, key=in_time)),
        recommendations=tables.rows(casefile, Recommendation, piece_id=piece.id),
        challenges=tables.rows(casefile, Challenge, piece_id=piece.id),
    )


def _findings(casefile: Casefile, cycle: Cycle, piece_id: PieceId) -> tuple[FindingView, ...]:
    by_target: dict[str, list[PieceFinding]] = defaultdict(list)
    for finding in tables.rows(casefile, PieceFinding, piece_id=piece_id, order=("id",)):
        by_target[finding.target].append(finding)
    judged = newest_judgements(casefile, cycle)
    return tuple(
        FindingView(
            made[-1], tuple(made[:-1]), judged.get(target), evidence_on(casefile, LinkTarget.FINDING, made[-1].id)
        )
        for target, made in by_target.items()
    )


def current_finding(casefile: Casefile, piece_id: PieceId, target: str) -> PieceFinding | None:
    """The finding of a piece that stands on a step or line, or on the theme as a whole."""
    made = tables.rows(casefile, PieceFinding, piece_id=piece_id, target=target, order=("-id",), limit=1)
    return made[0] if made else None


def rounds_of(casefile: Casefile, context: Context, piece_id: PieceId | None) -> tuple[RoundView, ...]:
    """The rounds of methods of a piece; or (None) those of none, in this cycle and those of other cycles of which a
    stage is still open. The newest first."""
    by_round: dict[tuple[int, str, int], list[Round]] = defaultdict(list)
    for stage in tables.rows(casefile, Round, piece_id=piece_id, order=("id",)):
        by_round[stage.cycle_id, stage.framework_id, stage.number].append(stage)
    methods = {
        (cycle.id, framework.id): framework
        for cycle in context.cycles
        if any(cycle.id == of for of, _, _ in by_round)
        for framework in lenses(casefile, cycle)
    }
    turns = (
        RoundView(methods[CycleId(cycle), framework_id], number, tuple(rows))
        for (cycle, framework_id, number), rows in reversed(by_round.items())
        if (cycle, framework_id) in methods
    )
    own = context.cycle.id
    return tuple(turn for turn in turns if piece_id is not None or turn.cycle_id == own or not turn.is_done)


def methods_in_rounds(casefile: Casefile, cycle: Cycle) -> tuple[Framework, ...]:
    """The methods whose stages can be run as rounds in a cycle."""
    every = lenses(casefile, cycle)
    return tuple(framework for framework in every if framework.kind is FrameworkKind.METHOD)
