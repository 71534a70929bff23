"""What a person settles of the answers of a workbook, several at once: those set aside are decided, each is placed.

What is said before the commit is worked into what the commit stores; afterwards each act is one entry with its undo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.ids import AnswerId
from scrutineer.domain.mapping import Profile
from scrutineer.domain.proposal import Proposal, ProposedItem
from scrutineer.domain.returns import AnswerStatus, Change, SelfAssessment
from scrutineer.domain.rules import is_blank
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.operations.answer_returns import decided
from scrutineer.operations.mappings import profile_named
from scrutineer.progress import SILENT, Progress

_OPEN = frozenset({AnswerStatus.SET_ASIDE, AnswerStatus.DECIDED})


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's level for an answer that was set aside, on the return's own scale ("n/a" allowed), and the reason."""

    level: str
    reason: str


def can_be_decided(answer: SelfAssessment) -> bool:
    """Whether an answer was set aside, decided since or not: one that was read is never overruled here."""
    return answer.status in _OPEN


def decide_answers(
    casefile: Casefile,
    *,
    answer_ids: Sequence[AnswerId],
    level: str,
    reason: str,
    progress: Progress = SILENT,
) -> Outcome[tuple[AnswerId, ...]]:
    """Settle answers that were set aside, or settle them anew: all with one level and one reason, in one entry.

    Those that were read as they stand, and those gone meanwhile, are passed over.
    """
    _require_reason(reason)
    held = tables.by_id(casefile, SelfAssessment, answer_ids)
    waiting = [held[number] for number in dict.fromkeys(answer_ids) if number in held and can_be_decided(held[number])]
    if not waiting:
        raise UserError("None of these answers was set aside. Nothing was changed.", "Choose one that waits.")
    scales = {name: profile_named(casefile, name).scale for name in {answer.profile for answer in waiting}}
    settled = [_settled(answer, scales[answer.profile], Decision(level, reason)) for answer in waiting]
    what = settled[0].number or "1 answer" if len(settled) == 1 else counted(len(settled), "answer")
    with casefile.transact(f"Decide {what} in {settled[0].cell}" if len(settled) == 1 else f"Decide {what}") as changes:
        for done, answer in enumerate(settled):
            progress.step(done, len(settled), "Recording your decision")
            tables.update(casefile, answer)
    return changes.outcome(tuple(answer.id for answer in settled), f"{what} decided")


def settle(shown: Proposal, *, decisions: Mapping[str, Decision], places: Mapping[str, str]) -> Proposal:
    """What a commit would store once a person decided and placed some of its answers: by the places of the items.

    The mapping that is kept learns each line. An answer that stands as it is and is settled here counts as changed.
    """
    profile = shown.profile
    if profile is None or not (decisions or places):
        return shown
    items = tuple(_with(item, profile.scale, decisions, places) for item in shown.items)
    remembered = with_lines(shown.remembered or profile, shown, places)
    return replace(shown, items=items, remembered=remembered)


def with_lines(profile: Profile, shown: Proposal, places: Mapping[str, str]) -> Profile:
    """A mapping with the lines on which a person placed answers of a workbook: by the places of the items."""
    placed = [item for item in shown.of(SelfAssessment) if item.place in places]
    standards = {(item.record.number, item.record.standard): places[item.place] for item in placed}
    for (number, standard), target in standards.items():
        profile = profile.placed(number, standard, target)
    return profile


def _with(
    item: ProposedItem, scale: Scale, decisions: Mapping[str, Decision], places: Mapping[str, str]
) -> ProposedItem:
    answer, decision = item.record, decisions.get(item.place)
    if not isinstance(answer, SelfAssessment):
        return item
    if decision is not None and can_be_decided(answer):
        answer = _settled(answer, scale, decision)
    if item.place in places:
        answer = replace(answer, target=places[item.place])
    if answer == item.record:
        return item
    waits = item.waits if answer.status is AnswerStatus.SET_ASIDE else ""
    change = Change.CHANGED if item.change is Change.UNCHANGED else item.change
    return item._replace(record=answer, waits=waits, change=change, target=answer.target, to_place=not answer.target)


def _require_reason(reason: str) -> None:
    if is_blank(reason):
        raise UserError("A decision needs its reason.", "Say what you relied on, such as a call or the evidence tab.")


def _settled(answer: SelfAssessment, scale: Scale, decision: Decision) -> SelfAssessment:
    return decided(replace(answer, reason=decision.reason.strip()), scale, decision.level)
