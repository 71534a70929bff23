"""What waits for whom in an edition: what the list of what is due in the program holds, as far as the edition may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from scrutineer.domain.activities import Activity, Declaration, Deliverable
from scrutineer.domain.challenge_due import promises
from scrutineer.domain.clock_rules import ticking
from scrutineer.domain.clocks import StatutoryClock
from scrutineer.domain.dates import days_past
from scrutineer.domain.due_acts import DueAct
from scrutineer.domain.editions import EditionView, Shown
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import PieceId
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.pieces import Piece, PieceAgency, Round
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendation_life import RecommendationLife, recommendation_life
from scrutineer.domain.recommendations import Recommendation, owner_in_words
from scrutineer.domain.structure import Inspection, PeerPair
from scrutineer.domain.yearly import yearly_act
from scrutineer.reports.document import GridCell, Source, WithheldNote
from scrutineer.reports.kinds import parts
from scrutineer.reports.kinds.parts import cell

TELLS_OF = (
    "This tells of everything with a day or a promise: challenges, recommendations, returns that were asked for, "
    "questions, scrutiny pieces, rounds of methods, planned activities, what the contract asks for, statutory clocks, "
    "reviews of evidence, declarations, inspections, pairs of peers and yearly reports."
)
"""What is told of: all that the list of what is due in the program holds, as far as the edition may."""


class Waits(NamedTuple):
    """One thing that waits, as it says itself: what it is, whose move it is, where it stands, and of which cycle it is
    where that is not the one told of."""

    act: DueAct
    who: str
    what: str
    source: Source
    of: str = ""

    @property
    def day(self) -> date | None:
        """By when; None where no day can be named."""
        return self.act.on

    @property
    def next(self) -> str:
        """What is done next."""
        return self.act.act.value

    @property
    def why(self) -> str:
        """Why it is here, without a full stop."""
        return ", ".join(filter(None, (self.act.why.removesuffix("."), self.of)))

    def days_late(self, today: date) -> int:
        """Days past its day; 0 where it lies ahead or has none."""
        return days_past(self.day, today)


def waiting(view: EditionView) -> list[Waits]:
    """Everything of the edition that waits for somebody, the earliest day first; what has no day comes before those."""
    every = (*_challenges(view), *_recommendations(view), *_records(view), *_yearly(view))
    return sorted(every, key=lambda waits: (waits.day or date.min, waits.what))


def all_is_shown(view: EditionView) -> bool:
    """Whether nothing that could wait for somebody is withheld."""
    held = (view.challenges, view.recommendations, view.year.recommendation_events, view.year.waits)
    moves = any(shown.moves_withheld for shown in view.challenges.shown)
    return not moves and all(part.is_whole for part in held)


def _challenges(view: EditionView) -> Iterator[Waits]:
    """Those of whose moves nothing is withheld: of the others one cannot say what they wait for."""
    for shown in view.challenges.shown:
        if shown.moves_withheld:
            continue
        reference, question = shown.challenge.reference, shown.challenge.question
        for promise in promises(shown.life):
            who = shown.put_to if promise.theirs else view.partnership.scrutineer
            yield Waits(promise, who, f"{reference} {question}", Source("challenge", shown.challenge.id))


def life_of(view: EditionView, advice: Recommendation) -> RecommendationLife:
    """A recommendation with what the edition shows of what happened to it."""
    events = view.year.recommendation_events.shown
    return recommendation_life(advice, (event for event in events if event.recommendation_id == advice.id))


def known_lives(view: EditionView) -> list[RecommendationLife]:
    """The recommendations of whose moves nothing is withheld: of the others one cannot say where they stand."""
    unseen = view.year.unseen_moves
    return [life_of(view, advice) for advice in view.recommendations.shown if advice.id not in unseen]


def moves_unseen(view: EditionView) -> list[WithheldNote]:
    """How many challenges and recommendations are left out because not every move of them is in this edition."""
    unknown = sum(shown.moves_withheld and shown.life.is_open for shown in view.challenges.shown)
    advice = sum(shown.id in view.year.unseen_moves for shown in view.recommendations.shown)
    said = ((unknown, "open challenge"), (advice, "recommendation"))
    return [parts.moves_not_here(number, noun) for number, noun in said if number]


def stands(view: EditionView, life: RecommendationLife) -> tuple[GridCell, GridCell]:
    """The day in force, and where a recommendation stands with the day of its test; no day of one that has ended, or
    of which not every move is in this edition: a day may have been put off."""
    if life.recommendation.id in view.year.unseen_moves:
        return cell(""), cell(f"{life.status.value}, as far as this edition shows")
    if not life.is_open:
        return cell(""), cell(life.status.value)
    test = f"; re-test {parts.by_when(life.test_due, view.today)}" if life.test_due else ""
    return cell(parts.by_when(life.due, view.today)), cell(f"{life.status.value}{test}")


def origin_of(view: EditionView, advice: Recommendation) -> str:
    """What a recommendation follows from, of whichever cycle: the item's reference, the step judged, the piece or the
    inspection."""
    year = view.year
    known = (
        *(item.item.reference for item in view.evidence.shown if item.item.id == advice.evidence_id),
        *(
            f"Step {shown.step.number}"
            for shown in view.steps
            for made in (*shown.made, shown.before)
            if isinstance(made, Shown) and made.thing.judgement.id == advice.judgement_id
        ),
        *(piece.title for piece in year.known_pieces if piece.id == advice.piece_id),
        *(inspection.title for inspection in year.inspections.shown if inspection.id == advice.inspection_id),
    )
    earlier = "A judgement of an earlier cycle" if advice.judgement_id else ""
    return next(iter(known), earlier)


def owner_of(view: EditionView, advice: Recommendation) -> str:
    """Who owns a recommendation, as lists in the window say it; that nobody is named where nobody is."""
    return owner_in_words(advice, view.year.seats, view.name_of(advice.agency_id)) or "Nobody is named"


def _recommendations(view: EditionView) -> Iterator[Waits]:
    for life in known_lives(view):
        advice = life.recommendation
        what = f"Recommendation {advice.number}: {advice.text}".replace(" :", ":")
        for act in filter(None, (life.next_act(), life.test_beside())):
            who = owner_of(view, advice) if act.theirs else view.partnership.scrutineer
            yield Waits(act, who, what, Source("recommendation", advice.id, "text"))


def _records(view: EditionView) -> Iterator[Waits]:
    """What every other record waits for: each says it itself, here as in the list that the program shows."""
    for thing in view.year.waits.shown:
        act = _act_of(view, thing)
        if act is None:
            continue
        piece = thing.piece_id if isinstance(thing, PieceAgency) else None
        goes_on = isinstance(thing, Evidence | Question | StatutoryClock)  # each is shown whatever the cycle
        of_cycle = _piece_of(view, piece).cycle_id if piece is not None else getattr(thing, "cycle_id", None)
        of = "" if goes_on else view.year.of_cycle(of_cycle, view.cycle)
        agency = view.name_of(getattr(thing, "agency_id", None), "The partnership")
        what, source = _what(view, thing)
        yield Waits(act, agency if act.theirs else view.partnership.scrutineer, what, source, of)


def _act_of(view: EditionView, thing: Any) -> DueAct | None:
    if isinstance(thing, StatutoryClock):
        return ticking(thing, view.year.clock_rules).next_act()
    act: DueAct | None = thing.next_act()
    return act


def _piece_of(view: EditionView, piece_id: PieceId) -> Piece:
    return next(piece for piece in view.year.known_pieces if piece.id == piece_id)


def _what(view: EditionView, thing: Any) -> tuple[str, Source]:
    """What a thing is called, and the record behind its words."""
    match thing:
        case Evidence():
            return f"{thing.reference} {thing.title}", Source("evidence", thing.id, "title")
        case Declaration():
            return f"Declaration: {thing.text}", Source("declaration", thing.id, "text")
        case Question():
            return thing.question, Source("question", thing.id, "question")
        case PieceAgency():
            title = _piece_of(view, thing.piece_id).title
            return f"{title}: {thing.asked_for}".removesuffix(": "), Source("piece_agency", thing.id)
        case Round():
            return view.year.target_name(thing.target), Source("method_round", thing.id)
        case PeerPair():
            return f"{thing.first} and {thing.second}", Source("peer_pair", thing.id)
        case AskedReturn():
            return f"{thing.profile}, {view.name_of(thing.agency_id)}", Source("asked", thing.id)
        case StatutoryClock():
            codes = (review.code for review in view.year.reviews.shown if review.id == thing.review_id)
            title = ticking(thing, view.year.clock_rules).title
            return f"{title}, {next(codes, '')}".removesuffix(", "), Source("clock", thing.id)
        case _:
            return thing.title, Source(_TABLES[type(thing)], thing.id, "title")


_TABLES: dict[type[Any], str] = {
    Activity: "activity", Deliverable: "deliverable", Piece: "piece", Inspection: "inspection",
}  # fmt: skip


def _yearly(view: EditionView) -> Iterator[Waits]:
    for cycle in view.year.owing:
        what = f"Annual scrutiny report, {cycle.name}"
        yield Waits(yearly_act(cycle), view.partnership.scrutineer, what, Source("cycle", cycle.id))
