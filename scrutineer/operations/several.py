"""The same act on several items or challenges at once: one entry, so one undo. What cannot be done to one of them is
left out and named with its reason; the rest is done all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import Challenge, EventKind
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Bearing, Evidence, Link, LinkTarget
from scrutineer.domain.ids import ChallengeId, EvidenceId
from scrutineer.domain.marking import Marking
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.operations.challenges import possible_event
from scrutineer.operations.marking import events_to_ask_about
from scrutineer.operations.queries.challenges import lives
from scrutineer.progress import SILENT, Progress

Thing = TypeVar("Thing", Evidence, Challenge)


@dataclass(frozen=True, slots=True)
class DoneToSeveral:
    """What became of an act on several things: the references it was done to, and each that it could not be done to
    with the reason."""

    done: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Act:
    """What is done to each: its words for undo and for the message, and how it is done."""

    label: str
    said: str
    noun: str


def link_several(
    casefile: Casefile,
    *,
    evidence_ids: Sequence[EvidenceId],
    target_kind: LinkTarget,
    target: str,
    bearing: Bearing,
    progress: Progress = SILENT,
) -> Outcome[DoneToSeveral]:
    """Link each of these items to one step, line, judgement or challenge; linking again changes the bearing."""
    items, known = _of(casefile, Evidence, evidence_ids), {}
    for held in tables.rows(casefile, Link, evidence_id=[item.id for item in items], target_kind=target_kind,
                            target=target):  # fmt: skip
        known[held.evidence_id] = held

    def link(item: Evidence) -> None:
        held = known.get(item.id)
        if held is not None:
            tables.update(casefile, replace(held, bearing=bearing))
        else:
            tables.insert(casefile, Link(evidence_id=item.id, target_kind=target_kind, target=target, bearing=bearing))

    act = _Act("Link", f"linked, {bearing.value}", "item")
    return _do(casefile, items, len(set(evidence_ids)), act, link, progress)


def mark_evidence(
    casefile: Casefile, *, evidence_ids: Sequence[EvidenceId], marking: Marking, progress: Progress = SILENT
) -> Outcome[DoneToSeveral]:
    """Give each of these items a marking."""
    act = _Act(f"Mark {marking.value}:", f"marked {marking.value}", "item")
    return _do(
        casefile, _of(casefile, Evidence, evidence_ids), len(set(evidence_ids)), act,
        lambda item: tables.update(casefile, replace(item, marking=marking)), progress,
    )  # fmt: skip


def date_evidence(
    casefile: Casefile, *, evidence_ids: Sequence[EvidenceId], dated: date, progress: Progress = SILENT
) -> Outcome[DoneToSeveral]:
    """Give each of these items the day it is of; one that was received before that day keeps its own."""
    act = _Act("Date", "dated", "item")
    return _do(
        casefile, _of(casefile, Evidence, evidence_ids), len(set(evidence_ids)), act,
        lambda item: tables.update(casefile, replace(item, dated=dated)), progress,
    )  # fmt: skip


def mark_challenges(
    casefile: Casefile, *, challenge_ids: Sequence[ChallengeId], marking: Marking, progress: Progress = SILENT
) -> Outcome[DoneToSeveral]:
    """Give each of these challenges a marking; what happened to them keeps its own, and it is said how many do."""
    act = _Act(f"Mark {marking.value}:", f"marked {marking.value}", "challenge")
    keep = sum(len(events_to_ask_about(life, marking)) for life in lives(casefile, challenge_ids))
    outcome = _do(
        casefile, _of(casefile, Challenge, challenge_ids), len(set(challenge_ids)), act,
        lambda challenge: tables.update(casefile, replace(challenge, marking=marking)), progress,
    )  # fmt: skip
    if not keep:
        return outcome
    kept = f"{counted(keep, 'event')} {'keeps' if keep == 1 else 'keep'} another marking; Reword asks about each"
    return replace(outcome, label=f"{outcome.label.rstrip('.')}. {kept}") if outcome.changes else outcome


def chase_challenges(
    casefile: Casefile,
    *,
    challenge_ids: Sequence[ChallengeId],
    due: date,
    text: str = "",
    on_date: date | None = None,
    progress: Progress = SILENT,
) -> Outcome[DoneToSeveral]:
    """Ask for each reply again, by a new day: an event in the life of each challenge that waits for one."""

    def chase(challenge: Challenge) -> None:
        event = possible_event(
            casefile, challenge_id=challenge.id, kind=EventKind.CHASED, on_date=on_date, text=text, due=due
        )
        tables.insert(casefile, event)

    act = _Act("Chase", "chased", "challenge")
    challenges = _of(casefile, Challenge, challenge_ids)
    return _do(casefile, challenges, len(set(challenge_ids)), act, chase, progress)


def retest_challenges(
    casefile: Casefile,
    *,
    challenge_ids: Sequence[ChallengeId],
    due: date,
    text: str = "",
    progress: Progress = SILENT,
) -> Outcome[DoneToSeveral]:
    """Set one day on which each of these is tested again; what cannot be tested yet is named."""

    def date_it(challenge: Challenge) -> None:
        event = possible_event(casefile, challenge_id=challenge.id, kind=EventKind.RETEST, text=text, due=due)
        tables.insert(casefile, event)

    act = _Act("Set the re-test of", "to be tested again", "challenge")
    challenges = _of(casefile, Challenge, challenge_ids)
    return _do(casefile, challenges, len(set(challenge_ids)), act, date_it, progress)


def _of(casefile: Casefile, kind: type[Thing], ids: Iterable[int]) -> list[Thing]:
    """These things in their order, each once; what is gone meanwhile is not among them."""
    wanted = dict.fromkeys(ids)
    known = tables.by_id(casefile, kind, wanted)
    return [known[number] for number in wanted if number in known]


def _do(
    casefile: Casefile,
    things: Sequence[Thing],
    asked: int,
    act: _Act,
    to_each: Callable[[Thing], None],
    progress: Progress,
) -> Outcome[DoneToSeveral]:
    """Do it to each that takes it, in one entry. Raises where none does."""
    done: list[str] = []
    left: list[tuple[str, str]] = []
    with casefile.transact(f"{act.label} {counted(len(things), act.noun)}") as changes:
        for number, thing in enumerate(things):
            progress.step(number, len(things), f"{act.label} {thing.reference}")
            try:
                to_each(thing)
            except UserError as error:
                left.append((thing.reference, error.message.removesuffix(" Nothing was changed.")))
            else:
                done.append(thing.reference)
        if asked > len(things):
            left.append((counted(asked - len(things), act.noun), "What was asked for is no longer there."))
        if not done:
            raise UserError(f"Nothing was changed. {_reasons(left)}".strip(), "Choose others, or mend what is said.")
    said = f"{counted(len(done), act.noun)} {act.said}"
    outcome = changes.outcome(DoneToSeveral(tuple(done), tuple(left)), said)
    return replace(outcome, label=f"{outcome.label.rstrip('.')}. {_reasons(left)}" if left else outcome.label)


def _reasons(left: Sequence[tuple[str, str]]) -> str:
    """What was left out, each reason once with all it is true of."""
    references: dict[str, list[str]] = {}
    for reference, reason in left:
        references.setdefault(reason, []).append(reference)
    return " ".join(f"Left as it was: {', '.join(named)}. {reason}" for reason, named in references.items())
