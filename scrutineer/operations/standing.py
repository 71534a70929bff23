"""What rows must be to each other and to what the program brings: names that are one agency's, levels of their scale.

The casefile asks these of every row that is written (`Casefile.rules`), `check` of every row there is, and a merge of
every row before it is taken.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import Any

from scrutineer.casefile import framework_texts, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.own_records import FrozenWordings, PinnedFramework, SavedMapping
from scrutineer.casefile.records import record_of
from scrutineer.casefile.validation import Breach, Written
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import Challenge, Event, EventCorrection, EventKind
from scrutineer.domain.checklists import ChecklistAnswer
from scrutineer.domain.clocks import PracticeReview
from scrutineer.domain.evidence import Link, LinkTarget
from scrutineer.domain.framework import AddedLine, Wording
from scrutineer.domain.indicators import Indicator
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.outcomes import DesiredOutcome
from scrutineer.domain.packs import Pack
from scrutineer.domain.partnership import Agency, Cycle, Partnership, plain
from scrutineer.domain.pieces import Piece, PieceFinding, Round
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.returns import SelfAssessment
from scrutineer.domain.rules import Problem
from scrutineer.domain.scale import NON_SCORES
from scrutineer.domain.structure import Inspection
from scrutineer.domain.voices import View
from scrutineer.domain.words import shortened
from scrutineer.errors import UserError
from scrutineer.exchange import profile_file
from scrutineer.frameworks import loader

_LOOK = "Look at the list of steps and lines."


@cache
def shipped_targets() -> frozenset[str]:
    """Every step and line of every framework that ships."""
    return frozenset(target for framework in loader.shipped() for target in framework.targets())


class Targets(Container[object]):
    """The steps and lines that a casefile knows: those that ship, those of frameworks kept in it, those added to it.

    The casefile is asked only where a target is none that ships.
    """

    def __init__(self, *casefiles: Casefile) -> None:
        self._casefiles = casefiles
        self._own: set[str] | None = None

    def __contains__(self, target: object) -> bool:
        """Whether it is a step or line."""
        if target in shipped_targets():
            return True
        if self._own is None:
            self._own = {own for casefile in self._casefiles for own in _own_targets(casefile)}
        return target in self._own


def _own_targets(casefile: Casefile) -> Iterator[str]:
    """The steps and lines that only this casefile knows; what cannot be read has none."""
    for versions in framework_texts.pinned_versions(casefile).values():
        for text in versions.values():
            try:
                yield from loader.parse_framework(text).targets()
            except UserError:
                continue
    yield from (str(row["target"]) for row in tables.whole_table(casefile, "added_line")[1])
    for row in tables.whole_table(casefile, "cycle_wording")[1]:
        yield from _targets_frozen(str(row["body"]))


def _targets_frozen(body: str) -> Iterator[str]:
    try:
        yield from (str(line["target"]) for line in json.loads(body)["added"])
    except (ValueError, TypeError, KeyError):
        return


def row_problems(thing: Any, targets: Container[object]) -> Iterator[Problem]:
    """What of one row does not fit what the program brings: a scale, a level, a step, a text that is read again."""
    if isinstance(thing, Partnership | Judgement | View) or (isinstance(thing, PieceFinding) and thing.scale_id):
        yield from _scale_problems(thing)
    for target in _targets_of(thing):
        if target not in targets:
            yield Problem(f"There is no step or line “{shortened(target, 60)}”", _LOOK)
    if isinstance(thing, PinnedFramework | SavedMapping | FrozenWordings | Pack):
        yield from _text_problems(thing)


def _scale_problems(thing: Partnership | Judgement | View | PieceFinding) -> Iterator[Problem]:
    scale = next((scale for scale in loader.scales() if scale.id == thing.scale_id), None)
    if scale is None:
        known = ", ".join(scale.id for scale in loader.scales())
        yield Problem(f"There is no scale called “{thing.scale_id}”", f"Choose one of: {known}.")
    elif not isinstance(thing, Partnership) and thing.level not in NON_SCORES and scale.level(thing.level) is None:
        known = ", ".join(level.key for level in scale.levels)
        yield Problem(f"“{thing.level}” is not a level of the scale “{scale.name}”", f"Choose one of: {known}.")


_ON_SEVERAL = (Challenge, DesiredOutcome, Piece, Activity, Question, PracticeReview, Indicator, Inspection)
_ON_ONE = (
    Judgement, View, Wording, Recommendation, SelfAssessment, PieceFinding, Round, ChecklistAnswer,
)  # fmt: skip


def _targets_of(thing: Any) -> tuple[str, ...]:
    """The steps and lines that a row bears on."""
    if isinstance(thing, _ON_SEVERAL):
        return tuple(thing.targets)
    if isinstance(thing, Link):
        return (thing.target,) if thing.target_kind is LinkTarget.LINE else ()
    if isinstance(thing, _ON_ONE):
        return (thing.target,) if thing.target else ()
    return (thing.step,) if isinstance(thing, AddedLine) else ()


def _text_problems(thing: PinnedFramework | SavedMapping | FrozenWordings | Pack) -> Iterator[Problem]:
    """Whether a text that is kept whole can be read again."""
    try:
        if isinstance(thing, PinnedFramework):
            read = loader.parse_framework(thing.body)
            if (read.id, read.version) != (thing.id, thing.version):
                raise UserError(f"it is {read.id}, version {read.version}")
        elif isinstance(thing, SavedMapping):
            profile_file.parse(thing.body, loader.scales(), thing.name)
        elif isinstance(thing, FrozenWordings):
            body = json.loads(thing.body)
            _ = [Wording(**row) for row in body["wordings"]], [AddedLine(**row) for row in body["added"]]
        elif not all(isinstance(text, str) for text in json.loads(thing.sent).values()):
            raise ValueError("no texts")
    except (UserError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        noun = record_of(type(thing)).noun
        said = error.message.removesuffix(".") if isinstance(error, UserError) else "its text is damaged"
        yield Problem(f"The {noun} cannot be read again: {said}", "Take it in anew, or restore a backup of it.")


def breaches(casefile: Casefile, written: Written) -> Iterator[Breach]:
    """What these rows break, beyond the rules of their types. Cost grows with them, and with agencies and cycles."""
    targets = Targets(casefile)
    for kind, things in written.items():
        for row, thing in things.items():
            for problem in row_problems(thing, targets):
                yield Breach(kind, row, problem)
    yield from _links(casefile, written.get(Link, {}))
    yield from harmony(casefile, written)


LINKED: Mapping[LinkTarget, type[Any]] = {
    LinkTarget.CHALLENGE: Challenge, LinkTarget.JUDGEMENT: Judgement, LinkTarget.OUTCOME: DesiredOutcome,
    LinkTarget.PIECE: Piece, LinkTarget.FINDING: PieceFinding, LinkTarget.ACTIVITY: Activity,
    LinkTarget.RECOMMENDATION: Recommendation,
}  # fmt: skip
"""What evidence can be linked to by its id, beside steps and lines."""


def _links(casefile: Casefile, links: Mapping[int, Link]) -> Iterator[Breach]:
    """Links to what is not there."""
    for target_kind, kind in LINKED.items():
        wanted = {row: link.target for row, link in links.items() if link.target_kind is target_kind}
        ids = {int(target) for target in wanted.values() if _is_id(target)}
        there = {str(number) for number in tables.by_id(casefile, kind, ids)} if ids else set()
        for row, target in wanted.items():
            if target not in there:
                gone = f"There is no {target_kind.value} “{shortened(target, 60)}” to link to"
                yield Breach(Link, row, Problem(gone, "It may have been undone; look again."))


def _is_id(target: str) -> bool:
    return target.isascii() and target.isdigit() and len(target) < 19


def harmony(casefile: Casefile, written: Written) -> Iterator[Breach]:
    """What rows are not to be beside others: a name that two share, cycles that overlap, an event before its challenge.

    Two scrutineers may each have done right and not agree in these: after a merge they are told, never lost.
    """
    if Agency in written:
        yield from _shared_names(tables.rows(casefile, Agency), written[Agency])
    if Cycle in written:
        yield from _cycles(tables.rows(casefile, Cycle), written[Cycle])
    if Event in written:
        yield from _events(casefile, written[Event])


def _shared_names(agencies: tuple[Agency, ...], asked: Mapping[int, Agency]) -> Iterator[Breach]:
    owners: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[int]] = defaultdict(set)
    for agency in agencies:
        for name in (agency.name, *agency.aliases):
            owners[plain(name)].add(agency.name)
            places[plain(name)].add(agency.id)
    for row, agency in asked.items():
        for name in dict.fromkeys((agency.name, *agency.aliases)):
            if places[plain(name)] - {row}:
                other = next(iter(sorted(owners[plain(name)] - {agency.name})), agency.name)
                yield Breach(Agency, row, Problem(
                    f"“{name}” is already a name of {other}", "Each name can belong to one agency only."
                ))  # fmt: skip


def _cycles(cycles: tuple[Cycle, ...], asked: Mapping[int, Cycle]) -> Iterator[Breach]:
    for row, cycle in asked.items():
        for other in cycles:
            if other.id == row:
                continue
            if cycle.starts < other.ends and other.starts < cycle.ends:
                yield Breach(Cycle, row, Problem(
                    f"“{cycle.name}” overlaps with “{other.name}”", "Let a cycle start when the one before has ended."
                ))  # fmt: skip
            if cycle.name.casefold().split() == other.name.casefold().split():
                yield Breach(Cycle, row, Problem(
                    f"There is a cycle called “{other.name}” already", "Give each cycle a name of its own."
                ))  # fmt: skip


def _events(casefile: Casefile, asked: Mapping[int, Event]) -> Iterator[Breach]:
    """Events dated before their challenge was raised; a note is a remark of any day."""
    raised = tables.rows(
        casefile, Event, challenge_id={event.challenge_id for event in asked.values()}, kind=EventKind.RAISED
    )
    wrong = {said.event_id for said in tables.rows(casefile, EventCorrection, event_id=[event.id for event in raised])}
    days = {event.challenge_id: event.on_date for event in raised if event.id not in wrong}
    for row, event in asked.items():
        day = days.get(event.challenge_id)
        if event.kind is not EventKind.NOTE and day is not None and event.on_date < day:
            yield Breach(Event, row, Problem("The date is before the challenge was raised", "Give a later day."))
