"""Desired outcomes: priorities, what is wanted for children, and what bears on it."""

from __future__ import annotations

from collections.abc import Sequence

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain import outcomes
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Link, LinkTarget
from scrutineer.domain.ids import ChallengeId, OutcomeId, PriorityId
from scrutineer.domain.marking import Marking
from scrutineer.domain.outcomes import OutcomeChallenge, Priority, require_words
from scrutineer.errors import UserError
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


def add_priority(
    casefile: Casefile,
    *,
    title: str,
    why: str = "",
    marking: Marking = Marking.PARTNER,
    progress: Progress = SILENT,
) -> Outcome[PriorityId]:
    """Add a priority of the partnership, after those there are."""
    progress.step(0, 1, "Adding the priority")
    priority = Priority(
        title=require_words(title, "priority"), why=why.strip(), position=len(tables.rows(casefile, Priority)) + 1,
        marking=marking,
    )  # fmt: skip
    with casefile.transact(f"Add the priority “{priority.title}”") as changes:
        new = PriorityId(tables.insert(casefile, priority))
    return Outcome(new, changes.kinds, "Priority added")


def change_priority(casefile: Casefile, *, priority: Priority, progress: Progress = SILENT) -> Outcome[None]:
    """Replace a priority's words."""
    progress.step(0, 1, "Changing the priority")
    require_words(priority.title, "priority")
    with casefile.transact(f"Change the priority “{priority.title}”") as changes:
        tables.update(casefile, priority)
    return changes.outcome(None, "Priority changed")


def take_priority_away(casefile: Casefile, *, priority: Priority, progress: Progress = SILENT) -> Outcome[None]:
    """Take a priority away; one that still has outcomes is kept, with a sentence that says so."""
    progress.step(0, 1, "Taking the priority away")
    if tables.rows(casefile, outcomes.DesiredOutcome, priority_id=priority.id):
        raise UserError(f"“{priority.title}” still has outcomes. Nothing was changed.", "Take those away first.")
    with casefile.transact(f"Take away the priority “{priority.title}”") as changes:
        tables.delete(casefile, Priority, priority.id)
    return Outcome(None, changes.kinds, "Priority taken away")


def add_outcome(
    casefile: Casefile,
    *,
    priority_id: PriorityId,
    text: str,
    targets: Sequence[str] = (),
    marking: Marking | None = None,
    progress: Progress = SILENT,
) -> Outcome[OutcomeId]:
    """Add what a priority wants for children; `targets` are the steps and lines it bears on. Without a marking it is
    marked as its priority is."""
    progress.step(0, 1, "Adding the outcome")
    priority = tables.get(casefile, Priority, priority_id)
    outcome = outcomes.DesiredOutcome(
        priority_id=priority.id, text=require_words(text, "outcome"),
        targets=read_context(casefile).known_targets(targets), marking=marking or priority.marking,
        position=len(tables.rows(casefile, outcomes.DesiredOutcome)) + 1,
    )  # fmt: skip
    with casefile.transact("Add a desired outcome") as changes:
        new = OutcomeId(tables.insert(casefile, outcome))
    return Outcome(new, changes.kinds, "Outcome added")


def change_outcome(
    casefile: Casefile, *, outcome: outcomes.DesiredOutcome, progress: Progress = SILENT
) -> Outcome[None]:
    """Replace an outcome's words, its lines, and what is known of how much, how well and what difference."""
    progress.step(0, 1, "Recording the outcome")
    require_words(outcome.text, "outcome")
    kept = tables.get(casefile, outcomes.DesiredOutcome, outcome.id)
    read_context(casefile).known_targets(outcome.targets, kept.targets)
    with casefile.transact("Change a desired outcome") as changes:
        tables.update(casefile, outcome)
    return changes.outcome(None, "Outcome recorded")


def take_outcome_away(
    casefile: Casefile, *, outcome: outcomes.DesiredOutcome, progress: Progress = SILENT
) -> Outcome[None]:
    """Take an outcome away with what ties it to evidence and challenges; those stay."""
    progress.step(0, 1, "Taking the outcome away")
    with casefile.transact("Take a desired outcome away") as changes:
        tables.delete_where(casefile, OutcomeChallenge, outcome_id=outcome.id)
        for link in tables.rows(casefile, Link, target_kind=LinkTarget.OUTCOME, target=str(outcome.id)):
            tables.delete(casefile, Link, link.id)
        tables.delete(casefile, outcomes.DesiredOutcome, outcome.id)
    return Outcome(None, changes.kinds, "Outcome taken away")


def tie_challenge(
    casefile: Casefile,
    *,
    outcome_id: OutcomeId,
    challenge_id: ChallengeId,
    tied: bool = True,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Say that a challenge bears on an outcome, or no longer does."""
    progress.step(0, 1, "Recording the challenge's outcome")
    ties = tables.rows(casefile, OutcomeChallenge, outcome_id=outcome_id, challenge_id=challenge_id)
    with casefile.transact("Tie a challenge to an outcome" if tied else "Untie a challenge from an outcome") as changes:
        if tied and not ties:
            tables.insert(casefile, OutcomeChallenge(outcome_id=outcome_id, challenge_id=challenge_id))
        if not tied:
            for tie in ties:
                tables.delete(casefile, OutcomeChallenge, tie.id)
    return changes.outcome(None, "Challenge tied" if tied else "Challenge untied")
