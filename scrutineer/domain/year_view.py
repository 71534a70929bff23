"""What an edition may hold of the scrutineer's year: what was done, promised, declared, asked, counted and found.

The gate (`domain.editions`) makes it. A thing stands in it where its own marking and that of all it hangs on may: a
finding with its piece, a deliverable with its contract, a figure with its indicator and its workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from scrutineer.domain.activities import Activity, Contract, Declaration, Deliverable
from scrutineer.domain.checklists import ChecklistAnswer
from scrutineer.domain.child_deaths import is_of_deaths, rests_held
from scrutineer.domain.clock_rules import ChildDeathReview, ClockRule
from scrutineer.domain.clocks import PracticeReview, StatutoryClock
from scrutineer.domain.framework import Framework
from scrutineer.domain.held import Held
from scrutineer.domain.holding_back import TextGate
from scrutineer.domain.ids import AgencyId, EvidenceId, JudgementId, PieceId, RecommendationId, ReturnId
from scrutineer.domain.indicators import Indicator, IndicatorValue, figures_held, without_figure
from scrutineer.domain.judgement import JudgementStatus
from scrutineer.domain.marking import Edition, Marking, may_appear
from scrutineer.domain.material import YearMaterial
from scrutineer.domain.methods import Method
from scrutineer.domain.partnership import Cycle, Seat
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendation_life import REMARKS
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent
from scrutineer.domain.structure import EscalationCount, GroupSeat, Inspection, PartnerGroup, PeerPair, without_number


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """What one edition may hold of the year. Activities, pieces, questions, clocks, answers, pairs and escalations are
    those of the current cycle (`other_activities` those of every other one); everything else goes on across cycles. A
    draft of a finding is in the private edition alone, and is not counted elsewhere."""

    contracts: Held[Contract] = Held()
    deliverables: Held[Deliverable] = Held()
    declarations: Held[Declaration] = Held()
    activities: Held[Activity] = Held()
    other_activities: Held[Activity] = Held()
    pieces: Held[Piece] = Held()
    known_pieces: tuple[Piece, ...] = ()
    """Every piece that may be named, of whichever cycle: what goes on across cycles may follow from an earlier one."""
    asked_by_pieces: Held[PieceAgency] = Held()
    findings: Held[PieceFinding] = Held()
    rounds: Held[Round] = Held()
    recommendation_events: Held[RecommendationEvent] = Held()
    questions: Held[Question] = Held()
    reviews: Held[PracticeReview] = Held()
    clocks: Held[StatutoryClock] = Held()
    checklist_answers: Held[ChecklistAnswer] = Held()
    groups: Held[PartnerGroup] = Held()
    group_seats: Held[GroupSeat] = Held()
    peers: Held[PeerPair] = Held()
    escalations: Held[EscalationCount] = Held()
    few_escalated: frozenset[int] = frozenset()
    """The numbers of escalations that would tell of too few; they stand without number, days and note."""
    inspections: Held[Inspection] = Held()
    indicators: Held[Indicator] = Held()
    figures: Held[IndicatorValue] = Held()
    unseen_moves: frozenset[RecommendationId] = frozenset()
    """The recommendations of which some move is not in this edition, so that where they stand cannot be said."""
    waits: Held[Any] = Held()
    """Every record that waits for something, what other cycles left open among them: it counts in no figure."""
    owing: tuple[Cycle, ...] = ()
    """The cycles that owe their yearly report."""
    cycles: tuple[Cycle, ...] = ()
    seats: tuple[Seat, ...] = ()
    methods: tuple[Method, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    clock_rules: tuple[ClockRule, ...] = ()
    child_death_review: ChildDeathReview | None = None
    """What is known of how large an area a child death review is to cover."""

    def method_name(self, method: str) -> str:
        """What a method is called: one that ships by its name, one of one's own by its words."""
        return next((known.name for known in self.methods if known.id == method), method)

    def of_cycle(self, cycle_id: object, cycle: Cycle) -> str:
        """“of Cycle 1” for what is of another cycle than the one that is told of, "" for what is of it or of none."""
        return next((f"of {other.name}" for other in self.cycles if cycle_id == other.id != cycle.id), "")

    def target_name(self, target: str) -> str:
        """What a step or line of any framework of the cycle is called; “the theme as a whole” for none."""
        known = (framework.name(target) for framework in self.frameworks if framework.knows(target))
        return next(known, target or "The theme as a whole")

    @property
    def withholds(self) -> bool:
        """Whether anything of the year is not in this edition."""
        parts = (getattr(self, part.name) for part in fields(self))
        return any(part.withheld for part in parts if isinstance(part, Held))


T = TypeVar("T")
_OF_A_PIECE = (Piece, PieceAgency, PieceFinding, Round, Activity, Recommendation)
"""What belongs to one piece, or is one."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate of an edition knows: its texts, the scope (`piece_id` where one piece is asked for), and the ids of
    the evidence, the workbooks and the judgements that may stand in it. Counts of fewer people than `least` may not."""

    edition: Edition
    texts: TextGate
    in_scope: Callable[[AgencyId | None], bool]
    items: Container[EvidenceId]
    files: Container[ReturnId]
    judgements: Container[JudgementId]
    piece_id: PieceId | None = None
    least: int = 0

    @property
    def drafts(self) -> bool:
        """Whether drafts may stand in it."""
        return self.edition is Edition.PRIVATE

    def may(self, thing: Any) -> bool:
        """Whether a thing may by its own marking; one without a marking is as open as what it hangs on."""
        return may_appear(getattr(thing, "marking", Marking.PUBLIC), self.edition)

    def asks_for(self, thing: Any) -> bool:
        """Whether a thing is of the agency and of the piece that are asked for."""
        one_piece = self.piece_id is not None and isinstance(thing, _OF_A_PIECE)
        of_piece = not one_piece or getattr(thing, "piece_id", thing.id) == self.piece_id
        return of_piece and self.in_scope(getattr(thing, "agency_id", None))


class YearGate:
    """Lets through of the year, and of recommendations, what an edition may hold. Cost grows with the records."""

    def __init__(self, year: YearMaterial, recommendations: Iterable[Recommendation], gate: Gate) -> None:
        self._year, self._gate = year, gate
        self._pieces, self._inspections = self._held(year.pieces), self._held(year.inspections, self._of_item)
        self._other_pieces = self._held(year.other_pieces)
        self._of_pieces = _within(self._pieces) | _within(self._other_pieces)
        self.recommendations = self._held(recommendations, self._founded())
        """Those that may stand, with all that they rest on."""

    def view(self) -> YearView:
        """What the edition may hold of the year."""
        year = self._year
        contracts, reviews = self._held(year.contracts), self._held(year.reviews)
        groups, indicators = self._held(year.groups), self._held(year.indicators)
        few = frozenset(count.id for count in year.escalations if 0 < count.number < self._gate.least)
        return YearView(
            contracts=contracts,
            deliverables=self._held(year.deliverables, _hangs_on("contract_id", contracts)),
            declarations=self._held(year.declarations),
            activities=self._held(year.activities, self._of_piece),
            other_activities=self._held(year.other_activities, self._of_piece),
            pieces=self._pieces,
            known_pieces=(*self._pieces.shown, *self._other_pieces.shown),
            asked_by_pieces=self._held(year.asked_by_pieces, self._of_piece),
            findings=self._held(self._findings(), self._of_piece),
            rounds=self._held(year.rounds, self._of_piece),
            recommendation_events=self._held(
                year.recommendation_events, _hangs_on("recommendation_id", self.recommendations)
            ),
            unseen_moves=frozenset(
                event.recommendation_id
                for event in year.recommendation_events
                if event.kind not in REMARKS and not self._gate.may(event)
            ),
            questions=self._held(year.questions),
            reviews=reviews,
            clocks=self._held(year.clocks, _hangs_on("review_id", reviews)),
            checklist_answers=self._held(year.checklist_answers, self._of_item),
            groups=groups,
            group_seats=self._held(year.group_seats, _hangs_on("group_id", groups)),
            peers=self._held(year.peers),
            escalations=self._held(without_number(count) if count.id in few else count for count in year.escalations),
            few_escalated=few,
            inspections=self._inspections,
            waits=self._held(year.waits, self._waits(contracts, reviews)),
            owing=year.owing,
            cycles=year.cycles,
            indicators=indicators,
            figures=self._figures(indicators),
            seats=year.seats,
            methods=year.methods,
            frameworks=year.frameworks,
            clock_rules=year.clock_rules,
            child_death_review=year.child_death_review,
        )

    def _held(self, things: Iterable[T], rests: Callable[[T], bool] = lambda _: True) -> Held[T]:
        """Of these, those that may stand with all that they hang on, their texts clean, in scope; and how many more."""
        gate = self._gate
        every = [thing for thing in things if gate.asks_for(thing)]
        shown = tuple(gate.texts.record(thing) for thing in every if gate.may(thing) and rests(thing))
        return Held(shown, len(every) - len(shown))

    def _figures(self, indicators: Held[Indicator]) -> Held[IndicatorValue]:
        """The figures of these indicators; that there is one stands where it would tell of too few people."""
        least, of_deaths = self._gate.least, {known.id for known in self._year.indicators if is_of_deaths(known)}
        few = figures_held(self._year.figures, least)
        few |= rests_held((figure for figure in self._year.figures if figure.indicator_id in of_deaths), least)
        every = (without_figure(figure) if figure.id in few else figure for figure in self._year.figures)
        return self._held(every, self._figure(_hangs_on("indicator_id", indicators)))

    def _findings(self) -> Iterable[PieceFinding]:
        findings = self._year.findings
        return (each for each in findings if self._gate.drafts or each.status is JudgementStatus.FINAL)

    def _waits(self, contracts: Held[Contract], reviews: Held[PracticeReview]) -> Callable[[Any], bool]:
        """Whether all that a thing hangs on may stand, whatever kind of record it is."""
        of_contract, of_review = _hangs_on("contract_id", contracts), _hangs_on("review_id", reviews)

        def rests(thing: Any) -> bool:
            match thing:
                case Activity() | PieceAgency() | Round():
                    return self._of_piece(thing)
                case Deliverable():
                    return of_contract(thing)
                case StatutoryClock():
                    return of_review(thing)
                case Inspection():
                    return self._of_item(thing)
                case _:
                    return True

        return rests

    def _of_piece(self, thing: Any) -> bool:
        return thing.piece_id is None or thing.piece_id in self._of_pieces

    def _of_item(self, thing: Any) -> bool:
        return thing.evidence_id is None or thing.evidence_id in self._gate.items

    def _figure(self, of_indicator: Callable[[Any], bool]) -> Callable[[IndicatorValue], bool]:
        files = self._gate.files

        def rests(figure: IndicatorValue) -> bool:
            return (
                of_indicator(figure)
                and self._of_item(figure)
                and (figure.return_id is None or figure.return_id in files)
            )

        return rests

    def _founded(self) -> Callable[[Recommendation], bool]:
        """Whether everything that a recommendation rests on may stand."""
        of_inspection = _hangs_on("inspection_id", self._inspections)
        judgements = self._gate.judgements

        def rests(advice: Recommendation) -> bool:
            judged = advice.judgement_id is None or advice.judgement_id in judgements
            return judged and self._of_item(advice) and self._of_piece(advice) and of_inspection(advice)

        return rests


def _within(held: Held[Any]) -> frozenset[object]:
    return frozenset(thing.id for thing in held.shown)


def _hangs_on(column: str, above: Held[Any]) -> Callable[[Any], bool]:
    """Whether what a column names is nothing, or may stand."""
    ids = _within(above)
    return lambda thing: getattr(thing, column) is None or getattr(thing, column) in ids
