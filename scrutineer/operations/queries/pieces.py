"""Scrutiny pieces as they stand: whom they asked, what they found, what rests on them; rounds of methods."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.evidence import LinkTarget
from scrutineer.domain.framework import Framework, FrameworkKind
from scrutineer.domain.ids import PieceId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.domain.recommendations import Recommendation
from scrutineer.operations.queries.activities import evidence_on, in_time
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.lenses import lenses
from scrutineer.operations.queries.steps import LinkedEvidence, newest_judgements


@dataclass(frozen=True, slots=True)
class FindingView:
    """What a piece found of one thing: the finding that stands, the earlier ones, the cycle's own judgement of the
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


def piece_view(casefile: Casefile, context: Context, piece: Piece) -> PieceView:
    """A piece as it stands. Cost grows with what hangs on it."""
    activities = tables.rows(casefile, Activity, piece_id=piece.id)
    return PieceView(
        piece,
        asked=tables.rows(casefile, PieceAgency, piece_id=piece.id, order=("asked_on", "id")),
        evidence=evidence_on(casefile, LinkTarget.PIECE, piece.id),
        findings=_findings(casefile, context, piece.id),
        rounds=rounds_of(casefile, context, piece.id),
        activities=tuple(sorted(activities, key=in_time)),
        recommendations=tables.rows(casefile, Recommendation, piece_id=piece.id),
        challenges=tables.rows(casefile, Challenge, piece_id=piece.id),
    )


def _findings(casefile: Casefile, context: Context, piece_id: PieceId) -> tuple[FindingView, ...]:
    by_target: dict[str, list[PieceFinding]] = defaultdict(list)
    for finding in tables.rows(casefile, PieceFinding, piece_id=piece_id, order=("id",)):
        by_target[finding.target].append(finding)
    judged = newest_judgements(casefile, context.cycle)
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
    """The rounds of methods in this cycle, of a piece or (None) of none, the newest first."""
    stages = tables.rows(casefile, Round, cycle_id=context.cycle.id, piece_id=piece_id, order=("id",))
    known = {framework.id: framework for framework in lenses(casefile, context.cycle)} if stages else {}
    by_round: dict[tuple[str, int], list[Round]] = defaultdict(list)
    for stage in stages:
        by_round[stage.framework_id, stage.number].append(stage)
    return tuple(
        RoundView(known[framework_id], number, tuple(rows))
        for (framework_id, number), rows in reversed(by_round.items())
        if framework_id in known
    )


def methods_in_rounds(casefile: Casefile, context: Context) -> tuple[Framework, ...]:
    """The methods whose stages can be run as rounds."""
    every = lenses(casefile, context.cycle)
    return tuple(framework for framework in every if framework.kind is FrameworkKind.METHOD)
