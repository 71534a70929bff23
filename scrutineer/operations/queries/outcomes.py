"""The partnership's priorities, the outcomes it wants for children, and what is known of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import ChallengeNow
from scrutineer.domain.evidence import Evidence, Link, LinkTarget
from scrutineer.domain.outcomes import DesiredOutcome, OutcomeChallenge, OutcomeQuestion, Priority
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.steps import LinkedEvidence


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One outcome with what it bears on."""

    outcome: DesiredOutcome
    lines: tuple[str, ...]
    evidence: tuple[LinkedEvidence, ...]
    challenges: tuple[ChallengeNow, ...]

    @property
    def unanswered(self) -> tuple[OutcomeQuestion, ...]:
        """Which of the three questions nobody has answered yet."""
        return tuple(question for question in OutcomeQuestion if not self.outcome.answer(question).strip())


@dataclass(frozen=True, slots=True)
class PriorityView:
    """One priority with its outcomes."""

    priority: Priority
    outcomes: tuple[OutcomeView, ...]


def outcomes_view(casefile: Casefile, context: Context) -> tuple[PriorityView, ...]:
    """Every priority in its order. Cost grows with the outcomes and what is linked to them."""
    linked = _linked(casefile)
    every_tie = tables.rows(casefile, OutcomeChallenge)
    tied = ChallengeFilter(ids=frozenset(tie.challenge_id for tie in every_tie))
    by_id = {known.challenge.id: known for known in challenges_now(casefile, tied)}
    ties: dict[int, list[ChallengeNow]] = defaultdict(list)
    for tie in every_tie:
        ties[tie.outcome_id].append(by_id[tie.challenge_id])
    by_priority: dict[int, list[OutcomeView]] = defaultdict(list)
    for outcome in tables.rows(casefile, DesiredOutcome, order=("position", "id")):
        names = tuple(context.framework.name(target) for target in outcome.targets)
        view = OutcomeView(outcome, names, tuple(linked.get(outcome.id, ())), tuple(ties.get(outcome.id, ())))
        by_priority[outcome.priority_id].append(view)
    priorities = tables.rows(casefile, Priority, order=("position", "id"))
    return tuple(PriorityView(priority, tuple(by_priority.get(priority.id, ()))) for priority in priorities)


def _linked(casefile: Casefile) -> dict[int, list[LinkedEvidence]]:
    links = tables.rows(casefile, Link, target_kind=LinkTarget.OUTCOME)
    ids = {link.evidence_id for link in links}
    items = {item.id: item for item in tables.rows(casefile, Evidence, id=ids)}
    linked: dict[int, list[LinkedEvidence]] = defaultdict(list)
    for link in links:
        linked[int(link.target)].append(LinkedEvidence(items[link.evidence_id], link))
    return linked
