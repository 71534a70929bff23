"""What a step or line of enquiry shows: evidence, judgements and each agency's own view beside them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from scrutineer.casefile import tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import ChallengeNow
from scrutineer.domain.evidence import Bearing, Evidence, Link, StrengthHint, hint_of
from scrutineer.domain.ids import LinkId, TargetId
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.voices import Heard, View, by_voice
from scrutineer.operations.queries.bodies import covered, ends_under
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now, count_challenges
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.priors import Prior, prior_judgement, prior_views


@dataclass(frozen=True, slots=True)
class LinkedEvidence:
    """An item with the link that brought it here."""

    item: Evidence
    link: Link


@dataclass(frozen=True, slots=True)
class BodyOfEvidence:
    """Everything linked to a target and, for a step, to its lines; with the strength it suggests.

    `links` holds one link an item, that which stands, the newest item first; `linked` reads those that are shown.
    """

    links: tuple[LinkId, ...]
    hint: StrengthHint


@dataclass(frozen=True, slots=True)
class SelfView:
    """One agency's own answers that bear on a target; the lowest and highest stand for what was declared."""

    agency: str
    answers: tuple[SelfAssessment, ...]


SHOWN = 20
"""How many challenges are read with a target."""


@dataclass(frozen=True, slots=True)
class TargetView:
    """Everything a page shows of one step or line.

    `challenges` are the first of `challenge_count`, those to be decided first; `earlier` is the newest final
    judgement before the current one, with its cycle.
    """

    target: TargetId
    judgement: Judgement | None
    earlier: tuple[Cycle, Judgement] | None
    body: BodyOfEvidence
    self_views: tuple[SelfView, ...]
    challenges: tuple[ChallengeNow, ...]
    challenge_count: int
    heard: tuple[Heard, ...] = ()
    prior: Prior | None = None
    prior_views: tuple[View, ...] = ()

    @property
    def views(self) -> tuple[View, ...]:
        """What each voice said last."""
        return tuple(heard.newest for heard in self.heard)


def current_judgement(casefile: Casefile, context: Context, target: str) -> Judgement | None:
    """The newest judgement of a target in the current cycle, draft or final."""
    newest = tables.rows(casefile, Judgement, cycle_id=context.cycle.id, target=target, order=("-id",), limit=1)
    return newest[0] if newest else None


def newest_judgements(casefile: Casefile, cycle: Cycle) -> dict[str, Judgement]:
    """The newest judgement of every target of a cycle."""
    return {judgement.target: judgement for judgement in tables.rows(casefile, Judgement, cycle_id=cycle.id)}


def body_of_evidence(
    casefile: Casefile, context: Context, target: str, today: date, judgement: Judgement | None = None
) -> BodyOfEvidence:
    """The evidence linked to a target or to its judgement; an item linked twice counts once. No item is read."""
    ends = ends_under(context.framework, target, judgement)
    hint = hint_of(weighing.body_on(casefile, ends).weight, today)
    return BodyOfEvidence(tuple(weighing.standing_link_ids(casefile, ends)), hint)


def linked(casefile: Casefile, links: Collection[LinkId]) -> dict[LinkId, LinkedEvidence]:
    """The items behind these links, by link and in their order; one that is gone is left out."""
    known = tables.by_id(casefile, Link, links)
    items = tables.by_id(casefile, Evidence, {link.evidence_id for link in known.values()})
    return {
        link: LinkedEvidence(items[known[link].evidence_id], known[link])
        for link in links
        if link in known and known[link].evidence_id in items
    }


def bearings(casefile: Casefile, body: BodyOfEvidence) -> dict[Bearing, int]:
    """How many items of a body of evidence support, contradict or are context; those that none does are left out."""
    return weighing.bearings_of(casefile, body.links)


def self_views(casefile: Casefile, context: Context, target: str) -> tuple[SelfView, ...]:
    """Each agency's own answers bearing on a target in this cycle, agencies in their order."""
    wanted = covered(context.framework, target)
    answers = tables.rows(casefile, SelfAssessment, cycle_id=context.cycle.id, target=wanted, order=("number",))
    return tuple(
        SelfView(agency.name, mine)
        for agency in context.agencies
        if (mine := tuple(answer for answer in answers if answer.agency_id == agency.id))
    )


def declared_range(view: SelfView, context: Context) -> tuple[str, str] | None:
    """The lowest and highest level of assurance that this agency's answers were declared to stand for."""
    answered = (answer.assurance for answer in view.answers if answer.status is not AnswerStatus.SET_ASIDE)
    known = context.scale.ranked(answered)
    return (known[0], known[-1]) if known else None


def target_view(casefile: Casefile, context: Context, target: TargetId, today: date) -> TargetView:
    """Everything a page shows of one step or line. Cost grows with what is linked to it."""
    judgement = current_judgement(casefile, context, target)
    views = tables.rows(casefile, View, cycle_id=context.cycle.id, target=target)
    on_target = ChallengeFilter(targets=frozenset(covered(context.framework, target)))
    return TargetView(
        target=target,
        judgement=judgement,
        earlier=_earlier(casefile, context, target, judgement),
        body=body_of_evidence(casefile, context, target, today, judgement),
        self_views=self_views(casefile, context, target),
        challenges=challenges_now(casefile, on_target, deciding_on=today, limit=SHOWN),
        challenge_count=count_challenges(casefile, on_target),
        heard=by_voice(views),
        prior=prior_judgement(casefile, context, target) if judgement is None else None,
        prior_views=prior_views(casefile, context, target, views),
    )


def _earlier(
    casefile: Casefile, context: Context, target: str, current: Judgement | None
) -> tuple[Cycle, Judgement] | None:
    """The newest final judgement but the current one, with its cycle."""
    other, final = tables.OtherThan(current.id if current else None), JudgementStatus.FINAL
    newest = tables.rows(casefile, Judgement, target=target, status=final, id=other, order=("-id",), limit=1)
    cycles = {cycle.id: cycle for cycle in context.cycles}
    return next(((cycles[judgement.cycle_id], judgement) for judgement in newest), None)
