"""What waits for whom in an edition: from what it shows of challenges, recommendations, questions and pieces alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from scrutineer.domain.activities import ActivityState
from scrutineer.domain.challenge import Waiting
from scrutineer.domain.challenge_due import promises
from scrutineer.domain.dates import days_past, long_date
from scrutineer.domain.due import NextAct
from scrutineer.domain.editions import EditionView, Shown
from scrutineer.domain.recommendation_life import RecommendationLife, recommendation_life
from scrutineer.domain.recommendations import Recommendation, owner_in_words
from scrutineer.reports.document import GridCell, Source, WithheldNote
from scrutineer.reports.kinds import parts
from scrutineer.reports.kinds.parts import cell

TELLS_OF = (
    "This tells of challenges, recommendations, questions, scrutiny pieces, planned activities and what the contract "
    "asks for. Statutory clocks, returns that were asked for, reviews of evidence, declarations, inspections, pairs of "
    "peers, rounds of methods and yearly reports have days of their own, which are not told of here."
)
"""What is told of, and what is not: no list of a document is all that is due."""


class Waits(NamedTuple):
    """One thing that waits: by when (None: no day can be named), whose move it is, what it is, what is next, why."""

    day: date | None
    who: str
    what: str
    next: str
    why: str
    source: Source

    def days_late(self, today: date) -> int:
        """Days past its day; 0 where it lies ahead or has none."""
        return days_past(self.day, today)


def waiting(view: EditionView) -> list[Waits]:
    """Everything of the edition that waits for somebody, the earliest day first; what has no day comes before those."""
    every = (*_challenges(view), *_recommendations(view), *_questions(view), *_pieces(view), *_planned(view))
    return sorted(every, key=lambda waits: (waits.day or date.min, waits.what))


def all_is_shown(view: EditionView) -> bool:
    """Whether nothing that could wait for somebody is withheld."""
    year = view.year
    held = (
        view.challenges, view.recommendations, year.recommendation_events, year.questions, year.pieces,
        year.asked_by_pieces, year.activities, year.deliverables,
    )  # fmt: skip
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
            source = Source("challenge", shown.challenge.id)
            yield Waits(promise.on, who, f"{reference} {question}", promise.act.value, promise.why, source)


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
            who = owner_of(view, advice) if act.waiting is Waiting.THEM else view.partnership.scrutineer
            why = act.why.removesuffix(".")
            yield Waits(act.on, who, what, act.act.value, why, Source("recommendation", advice.id, "text"))


def _questions(view: EditionView) -> Iterator[Waits]:
    for question in view.year.questions.shown:
        act = question.next_act()
        if act is not None:
            who = view.name_of(question.agency_id, view.partnership.scrutineer)
            source = Source("question", question.id, "question")
            yield Waits(act.on, who, question.question, act.act.value, act.why.removesuffix("."), source)


def _pieces(view: EditionView) -> Iterator[Waits]:
    titles = {piece.id: piece.title for piece in view.year.pieces.shown}
    for piece in view.year.pieces.shown:
        if piece.reported_on is None:
            why = f"Begun {long_date(piece.starts)} and not yet reported"
            source = Source("piece", piece.id, "title")
            yield Waits(piece.due, view.partnership.scrutineer, piece.title, NextAct.DO.value, why, source)
    for asked in view.year.asked_by_pieces.shown:
        if asked.came_on is None:
            what = f"{titles.get(asked.piece_id, 'A piece')}: {asked.asked_for}".removesuffix(": ")
            source = Source("piece_agency", asked.id)
            why = f"Asked for {long_date(asked.asked_on)}"
            yield Waits(asked.due, view.name_of(asked.agency_id), what, NextAct.CHASE.value, why, source)


def _planned(view: EditionView) -> Iterator[Waits]:
    scrutineer = view.partnership.scrutineer
    for activity in view.year.activities.shown:
        if activity.state is ActivityState.PLANNED:
            source = Source("activity", activity.id, "title")
            yield Waits(activity.planned_on, scrutineer, activity.title, NextAct.DO.value, "Planned", source)
    for asked in view.year.deliverables.shown:
        if asked.done_on is None:
            source = Source("deliverable", asked.id, "title")
            yield Waits(asked.due, scrutineer, asked.title, NextAct.GIVE.value, "The contract asks for it", source)
