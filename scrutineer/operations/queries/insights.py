"""What a set of returns shows when it is read across: gaps, moves, all at the top, what is overdue. No score."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.dates import either_way, read_date
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.scale import Scale, steps_between
from scrutineer.domain.words import counted
from scrutineer.operations.queries.context import Context

Key = tuple[int, str]
"""An agency's id and a standard's number, or its words where it has none."""

_FEW = 5  # answers below which "all at the top" says nothing


@dataclass(frozen=True, slots=True)
class Noticed:
    """One thing to look at: its kind, a plain sentence, and the answers it is about."""

    kind: str
    text: str
    keys: frozenset[Key]


def key_of(answer: SelfAssessment) -> Key:
    """What makes answers of two rounds the same question to the same agency."""
    return answer.agency_id, answer.number or answer.standard


def last_round(casefile: Casefile, context: Context, profile: str) -> dict[Key, SelfAssessment]:
    """The answers to the same kind of return in the cycle before; a year in its name does not count."""
    before = context.previous_cycle
    if before is None:
        return {}
    answers = tables.rows(casefile, SelfAssessment, cycle_id=before.id)
    wanted = bare_name(profile)
    return {key_of(answer): answer for answer in answers if bare_name(answer.profile) == wanted}


def bare_name(name: str) -> str:
    """A name without its year, or its cycle's number."""
    return " ".join(re.sub(r"\b(?:20\d\d(?:\s*[-/–]\s*\d{2,4})?|cycle \d+)\b", "", name.casefold()).strip(" ,").split())


def notice(
    answers: Iterable[SelfAssessment], before: dict[Key, SelfAssessment], scale: Scale | None, today: date
) -> tuple[Noticed, ...]:
    """Everything to look at in one kind of return, each with its answers. Cost grows with the answers."""
    every = tuple(answers)
    noticed = [
        *_moderated(every, scale),
        *_moved(every, before, scale),
        *_all_at_the_top(every, scale),
        *_overdue(every, today),
    ]
    return tuple(notice for notice in noticed if notice.keys)


def _gap(scale: Scale | None, lower: str, higher: str) -> int | None:
    """How far a level stands from another, in levels or in percent; None where that cannot be said."""
    if scale is None or not lower or not higher:
        return None
    if scale.kind == "percent":
        return int(float(higher) - float(lower))
    return steps_between(scale, lower, higher)


def _moderated(answers: tuple[SelfAssessment, ...], scale: Scale | None) -> list[Noticed]:
    gaps = {key_of(a): gap for a in answers if a.moderated and (gap := _gap(scale, a.level, a.moderated))}
    lower = frozenset(key for key, gap in gaps.items() if gap < 0)
    higher = frozenset(key for key, gap in gaps.items() if gap > 0)
    return [
        Noticed("moderated lower", f"{counted(len(lower), 'answer')} moderated lower than the agency's own", lower),
        Noticed("moderated higher", f"{counted(len(higher), 'answer')} moderated higher", higher),
    ]


def _moved(
    answers: tuple[SelfAssessment, ...], before: dict[Key, SelfAssessment], scale: Scale | None
) -> list[Noticed]:
    up: set[Key] = set()
    down: set[Key] = set()
    for answer in answers:
        earlier = before.get(key_of(answer))
        gap = _gap(scale, earlier.level, answer.level) if earlier else None
        if gap:
            (up if gap > 0 else down).add(key_of(answer))
    return [
        Noticed("up", f"{counted(len(up), 'answer')} higher than in the last round", frozenset(up)),
        Noticed("down", f"{counted(len(down), 'answer')} lower than in the last round", frozenset(down)),
    ]


def _all_at_the_top(answers: tuple[SelfAssessment, ...], scale: Scale | None) -> list[Noticed]:
    """Agencies that gave themselves the highest level throughout: worth a conversation, proof of nothing."""
    top = "100" if scale and scale.kind == "percent" else scale.levels[-1].key if scale and scale.levels else None
    given: dict[int, list[SelfAssessment]] = defaultdict(list)
    for answer in answers:
        if answer.status in {AnswerStatus.ANSWERED, AnswerStatus.DECIDED} and answer.level:
            given[answer.agency_id].append(answer)
    alike = [all_of for all_of in given.values() if len(all_of) >= _FEW and {a.level for a in all_of} == {top}]
    keys = frozenset(key_of(answer) for all_of in alike for answer in all_of)
    return [Noticed("all at the top", f"{counted(len(alike), 'return')} at the highest level throughout", keys)]


def _overdue(answers: tuple[SelfAssessment, ...], today: date) -> list[Noticed]:
    """Improvements whose own deadline has passed; a deadline that is no day, such as “ongoing”, is told apart."""
    over: set[Key] = set()
    undated: set[Key] = set()
    for answer in answers:
        if not answer.deadline:
            continue
        day = None if either_way(answer.deadline) else read_date(answer.deadline)
        if day is None:
            undated.add(key_of(answer))
        elif day < today:
            over.add(key_of(answer))
    be = "is" if len(undated) == 1 else "are"
    return [
        Noticed("overdue", f"{counted(len(over), 'improvement')} past the agency's own deadline", frozenset(over)),
        Noticed("undated", f"{counted(len(undated), 'deadline')} that {be} no day", frozenset(undated)),
    ]
