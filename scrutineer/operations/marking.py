"""How things are marked: which editions of a report may hold them. One act on one thing or several, and one undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.record import Marked
from scrutineer.casefile.records import RECORDS, known_record
from scrutineer.domain.challenge import Challenge, Event, Life
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import ChallengeId, JudgementId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.marking import Marking, is_wider
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress

Id = TypeVar("Id", bound=int)

MARKED_KINDS: tuple[type[Any], ...] = tuple(record.kind for record in RECORDS if record.marked is Marked.OWN)
"""Every kind of record that has a marking of its own."""


def set_marking(
    casefile: Casefile, *, kind: type[Any], ids: Sequence[int], marking: Marking, progress: Progress = SILENT
) -> Outcome[int]:
    """Mark each of these rows of one kind; the value counts them. What is gone meanwhile is left out and said.

    What hangs on them keeps its own marking and is held back with them.
    """
    record = known_record(kind)
    if record is None or record.marked is not Marked.OWN:
        noun = record.noun if record is not None else kind.__name__.lower()
        raise UserError(
            f"A {noun} has no marking of its own. Nothing was changed.", "Mark what it belongs to, where that can be."
        )
    wanted = dict.fromkeys(ids)
    rows = tables.by_id(casefile, kind, wanted)
    if not rows:
        raise UserError("Nothing was changed: what was to be marked is no longer there.", "Look at the list again.")
    many = counted(len(rows), record.noun, record.plural)
    with casefile.transact(f"Mark {many} as {marking.value}") as changes:
        for number, row in enumerate(rows[wanted_id] for wanted_id in wanted if wanted_id in rows):
            progress.step(number, len(rows), f"Marking {many}")
            tables.update(casefile, replace(row, marking=marking))
    gone = len(wanted) - len(rows)
    left = f". {counted(gone, record.noun, record.plural)} no longer there" if gone else ""
    return changes.outcome(len(rows), f"{many} marked {marking.value}{left}")


def events_to_ask_about(life: Life, marking: Marking) -> tuple[Event, ...]:
    """The events whose marking a person is asked about where their challenge is to be marked so.

    Narrowed, those that are marked wider than it would be; widened, those that would stay back.
    """
    if is_wider(marking, life.challenge.marking):
        return tuple(event for event in life.events if is_wider(marking, event.marking))
    return tuple(event for event in life.events if is_wider(event.marking, marking))


def events_kept(casefile: Casefile, challenge_ids: Sequence[ChallengeId], marking: Marking) -> list[str]:
    """For each challenge that is to be marked so, in words, how many of its events keep another marking."""
    said = []
    for life in lives(casefile, challenge_ids):
        number = len(events_to_ask_about(life, marking))
        if number:
            which = "narrower" if is_wider(marking, life.challenge.marking) else "wider"
            keep = "keeps its marking" if number == 1 else "keep their marking"
            said.append(f"{life.challenge.reference}: {counted(number, 'event')} {keep}, {which}.")
    return said


def evidence_named(casefile: Casefile, names: Sequence[str]) -> list[int]:
    """The items of these references, such as E14."""
    known = {item.reference: item.id for item in tables.rows(casefile, Evidence)}
    return _named(known, [name.upper() for name in names], "item of evidence")


def challenges_named(casefile: Casefile, names: Sequence[str]) -> list[ChallengeId]:
    """The challenges of these references."""
    known = {challenge.reference: challenge.id for challenge in tables.rows(casefile, Challenge)}
    return _named(known, [name.upper() for name in names], "challenge")


def judgements_named(casefile: Casefile, names: Sequence[str]) -> list[JudgementId]:
    """The judgements that stand in this cycle, by their step or line: 4, 4c."""
    context = read_context(casefile)
    made = tables.rows(casefile, Judgement, cycle_id=context.cycle.id, order=("id",))
    known = {judgement.target.split(":")[-1]: judgement.id for judgement in made}
    return _named(known, [name.split(":")[-1].lower() for name in names], "judgement of this cycle")


def _named(known: Mapping[str, Id], names: Sequence[str], noun: str) -> list[Id]:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UserError(f"There is no {noun} called {', '.join(unknown)}. Nothing was changed.",
                        "Look at how it is called in the window, or by find.")  # fmt: skip
    return [known[name] for name in names]
