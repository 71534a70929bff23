"""Place what came in: an answer on the step or line that it bears on, evidence with how it bears on it. One entry, so
one undo, however many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scrutineer.casefile import saved_mappings, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Bearing, Evidence, Link, LinkTarget
from scrutineer.domain.ids import AnswerId, EvidenceId
from scrutineer.domain.returns import SelfAssessment
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.exchange import profile_file
from scrutineer.operations.mappings import known_profiles
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


def place_answers(
    casefile: Casefile, *, places: Mapping[AnswerId, str], progress: Progress = SILENT
) -> Outcome[tuple[AnswerId, ...]]:
    """Place answers, each on its step or line, "" for none. The mappings they came by keep it, so that the next
    workbook needs no placing. One that is gone meanwhile is passed over."""
    answers = tables.by_id(casefile, SelfAssessment, places)
    there = {number: target for number, target in places.items() if number in answers}
    _require(casefile, there.values(), "answer")
    known = {profile.name: profile for profile in known_profiles(casefile)}
    learnt = dict(known)
    with casefile.transact(f"Place {counted(len(there), 'answer')}") as changes:
        for done, (number, target) in enumerate(there.items()):
            progress.step(done, len(there), "Placing the answers")
            answer = answers[number]
            tables.update(casefile, replace(answer, target=target))
            if answer.profile in learnt:
                profile = learnt[answer.profile]
                learnt[answer.profile] = profile.placed(answer.number, answer.standard, target)
        for name, profile in learnt.items():
            if profile != known[name]:
                saved_mappings.save(casefile, name, profile_file.write(profile))
    verb = "placed" if any(there.values()) else "taken from its line" if len(there) == 1 else "taken from their lines"
    return changes.outcome(tuple(there), f"{counted(len(there), 'answer')} {verb}")


def place_items(
    casefile: Casefile, *, places: Mapping[EvidenceId, str], bearing: Bearing, progress: Progress = SILENT
) -> Outcome[tuple[EvidenceId, ...]]:
    """Link items of evidence, each to its step or line, all with one bearing; one linked there already has the new
    bearing. One that is gone meanwhile is passed over."""
    items = tables.by_id(casefile, Evidence, places)
    there = {number: target for number, target in places.items() if number in items}
    _require(casefile, there.values(), "item")
    held = {
        (link.evidence_id, link.target): link
        for link in tables.rows(casefile, Link, evidence_id=list(there), target_kind=LinkTarget.LINE)
    }
    with casefile.transact(f"Place {counted(len(there), 'item')}") as changes:
        for done, (number, target) in enumerate(there.items()):
            progress.step(done, len(there), "Placing the evidence")
            link = held.get((number, target))
            if link is not None:
                tables.update(casefile, replace(link, bearing=bearing))
            else:
                tables.insert(
                    casefile, Link(evidence_id=number, target_kind=LinkTarget.LINE, target=target, bearing=bearing)
                )
    return changes.outcome(tuple(there), f"{counted(len(there), 'item')} placed, {bearing.value}")


def _require(casefile: Casefile, targets: Iterable[str], noun: str) -> None:
    """Raise where there is nothing to place, or no such step or line in the framework in use."""
    framework, wanted = read_context(casefile).framework, set(targets)
    if not wanted:
        raise UserError(f"No {noun} is there to be placed. Nothing was changed.", "Look at the list again.")
    for target in wanted - {""}:
        framework.step(target)
