"""The one gate: what an edition may hold of a casefile, for whom, and how much it does not.

Whatever leaves the machine is made from an `EditionView`, never from the material. Each thing in it is there because
its marking, and the marking of all it hangs on, may appear; what may not is counted, never dropped without a word. Free
texts come with their citations and quotations held back already. Lives of challenges are rebuilt from the events that
are shown, so that no status, date or count tells of one that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from scrutineer.domain.challenge import Challenge, Corrected, Event, EventKind, Life
from scrutineer.domain.checklists import ChecklistAnswer, by_checklist
from scrutineer.domain.evidence import Evidence, LinkTarget, Permission
from scrutineer.domain.few_people import courses_held, surveys_held, without_counts, without_number
from scrutineer.domain.framework import Framework, Step, named_among
from scrutineer.domain.held import WITHHELD, Held, Seen, Shown, Withheld
from scrutineer.domain.holding_back import NotToBeQuoted, TextGate
from scrutineer.domain.ids import AgencyId, CycleId, EvidenceId, LedgerId, PieceId, ReturnId, VoiceId
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus, strength_of
from scrutineer.domain.ledgers import AskedReturn, Attendance, Contribution, TrainingNumber
from scrutineer.domain.marking import Edition, Marking, may_appear
from scrutineer.domain.material import Material
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.domain.partnership import Agency, Cycle, Partnership
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.scale import NOT_YET, Scale
from scrutineer.domain.shown import Judged, Quoted, Rests, ShownChallenge, ShownStep, SourcedItem
from scrutineer.domain.statements import StatementKind
from scrutineer.domain.voices import View
from scrutineer.domain.year_view import Gate, YearGate, YearView

__all__ = [
    "WITHHELD", "EditionView", "Held", "Judged", "Quoted", "Rests", "Scope", "Seen", "Shown", "ShownChallenge",
    "ShownStep", "SourcedItem", "Withheld", "allowed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of a casefile is asked for: one agency's, None for all; between two days, None for the cycle's; one
    scrutiny piece."""

    agency: Agency | None = None
    starts: date | None = None
    ends: date | None = None
    piece_id: PieceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """What one edition may hold for one scope. Builders of reports receive nothing else."""

    edition: Edition
    scope: Scope
    partnership: Partnership
    agencies: tuple[Agency, ...]
    cycle: Cycle
    before: Cycle | None
    framework: Framework
    scale: Scale
    scales: tuple[Scale, ...]
    statements: Mapping[StatementKind, Seen[str]]
    evidence: Held[SourcedItem]
    attachments: Mapping[EvidenceId, tuple[str, ...]]
    linked: Mapping[LinkTarget, Mapping[str, Held[Rests]]]
    quotations: Held[Quoted]
    steps: tuple[ShownStep, ...]
    challenges: Held[ShownChallenge]
    files: Held[ReturnFile]
    answers: Held[SelfAssessment]
    asked: Held[AskedReturn]
    contributions: Held[Contribution]
    attendance: Held[Attendance]
    training: Held[TrainingNumber]
    priorities: Held[Priority]
    outcomes: Held[DesiredOutcome]
    recommendations: Held[Recommendation]
    checklists: tuple[tuple[Framework, Held[ChecklistAnswer]], ...]  # answered, or linked to
    year: YearView
    today: date
    journal_entry: int
    journal_hash: str
    held_back: Callable[[str], str] = field(compare=False)  # from a text of one's own, what may not stand in it
    opinion_on: date | None = None
    """The day on which the opinion was worded, where this edition holds the opinion."""
    counts_held: frozenset[VoiceId] = frozenset()
    """Views whose survey counts fewer people somewhere than may be shown: none of its counts is here."""
    numbers_held: frozenset[LedgerId] = frozenset()
    """Training numbers of a course that fewer people of some agency took than may be shown: none of them is here."""

    def named(self, targets: Iterable[str]) -> list[str]:
        """What steps and lines are called, those of another framework than the judged one behind its title."""
        return [named_among((self.framework, *self.year.frameworks), target) for target in targets]

    def name_of(self, agency_id: AgencyId | None, none: str = "") -> str:
        """An agency's name, or `none` where there is no agency."""
        return next((agency.name for agency in self.agencies if agency.id == agency_id), none)

    def bears_on(self, kind: LinkTarget, target: str) -> Held[Rests]:
        """The evidence linked to a step or line itself, a judgement, a challenge or an outcome."""
        return self.linked.get(kind, {}).get(target, Held())

    def statement(self, kind: StatementKind) -> Seen[str] | None:
        """What is said of the cycle, where anything is."""
        return self.statements.get(kind)

    @property
    def withholds(self) -> bool:
        """Whether anything that was recorded is not in this edition."""
        parts: tuple[Held[Any], ...] = (
            self.challenges, self.evidence, self.quotations, self.recommendations, self.answers, self.outcomes,
            self.contributions, self.attendance, self.training, self.files, self.asked, self.priorities,
        )  # fmt: skip
        said = (*self.statements.values(), *(step.now for step in self.steps))
        held = self.counts_held | self.numbers_held
        return any(part.withheld for part in parts) or WITHHELD in said or bool(held) or self.year.withholds

    def counts_of(self, said: View) -> str:
        """The counts of a survey in words, or that they are not shown; "" where nothing was counted."""
        if said.id in self.counts_held:
            return f"Counts not shown: fewer than {self.partnership.smallest} in this survey"
        return said.counts

    def people_of(self, taken: TrainingNumber) -> str:
        """How many people took a course, in figures, or that it is not shown; "" where nobody could read it."""
        if taken.id in self.numbers_held:
            return f"Number not shown: fewer than {self.partnership.smallest} on this course"
        return taken.as_read


class _Marked(Protocol):
    @property
    def marking(self) -> Marking:
        """In which editions it may stand."""


class _Filed(_Marked, Protocol):
    @property
    def return_id(self) -> ReturnId:
        """The workbook that it came in."""


class _OfAgency(_Filed, Protocol):
    @property
    def agency_id(self) -> AgencyId | None:
        """Whose it is."""


M = TypeVar("M", bound=_Marked)
F = TypeVar("F", bound=_Filed)


def allowed(material: Material, edition: Edition, scope: Scope | None = None) -> EditionView:
    """What an edition may hold of this material. Cost grows with the material."""
    return _Gate(material, edition, scope or Scope()).view()


def shown_in(edition: Edition, things: Iterable[M]) -> Held[M]:
    """Of these, those that may stand in an edition by themselves: for what prints no text of theirs, or is theirs."""
    every = tuple(things)
    shown = tuple(thing for thing in every if may_appear(thing.marking, edition))
    return Held(shown, len(every) - len(shown))


class _Gate:
    """Asks of each thing whether it may appear, and cleans its texts where it may."""

    def __init__(self, material: Material, edition: Edition, scope: Scope) -> None:
        self._material, self._edition, self._scope = material, edition, scope
        self._items = {item.id: item for item in material.evidence}
        self._names = {agency.id: agency.name for agency in material.agencies}
        references = [life.challenge.reference for life in material.lives if self._shown_life(life) is None]
        self._texts = TextGate(self._numbers_held(), references, self._not_to_be_quoted())
        self._shown_items = {
            item.id: self._sourced(item) for item in material.evidence if self._may(item)
        }  # every other thing that names an item asks here
        self._linked = {kind: self._rests_by(kind) for kind in LinkTarget}
        least = self._least = 0 if self._is_private else material.partnership.smallest
        self._counts_held = surveys_held(material.views, least)
        self._people_held = courses_held(material.training, least)
        self._files_shown = {file.id for file in material.files if self._may(file)}

    def _may(self, *things: _Marked) -> bool:
        """Whether something may appear, with all that it hangs on."""
        return all(may_appear(thing.marking, self._edition) for thing in things)

    @property
    def _is_private(self) -> bool:
        return self._edition is Edition.PRIVATE

    def _numbers_held(self) -> frozenset[int]:
        return frozenset(item.number for item in self._material.evidence if not self._may(item))

    def _not_to_be_quoted(self) -> Iterator[NotToBeQuoted]:
        if self._is_private:
            return
        for excerpt in self._material.excerpts:
            item = self._items.get(excerpt.evidence_id)
            at_all = item is None or not self._may(item, excerpt) or excerpt.permission is Permission.NOT_QUOTED
            if at_all or excerpt.permission is Permission.ANONYMISED:
                source = self._names.get(item.agency_id, "") if item and item.agency_id else ""
                yield NotToBeQuoted(excerpt.quote, item.number if item else 0, at_all, source)

    def view(self) -> EditionView:
        material = self._material
        judgements = {judged.id for judged in material.judgements if self._may(judged) and self._is_told(judged)}
        gate = Gate(
            self._edition, self._texts, self._of_agency, self._shown_items, self._files_shown, judgements,
            self._scope.piece_id, self._least,
        )  # fmt: skip
        year_gate = YearGate(material.year, material.recommendations, gate)
        year = year_gate.view()
        return EditionView(
            edition=self._edition,
            scope=self._scope,
            partnership=material.partnership,
            agencies=material.agencies,
            cycle=material.cycle,
            before=material.before,
            framework=material.framework,
            scale=material.scale,
            scales=material.scales,
            opinion_on=material.opinion_on if self._holds_opinion() else None,
            statements={
                said.kind: Shown(self._texts.text(said.text)) if self._may(said) else WITHHELD
                for said in material.statements
            },
            evidence=Held(tuple(self._shown_items.values()), len(self._items) - len(self._shown_items)),
            attachments={
                item: tuple(map(self._texts.text, names))
                for item, names in material.attachments.items()
                if item in self._shown_items
            },
            linked=self._linked,
            quotations=self._quotations(),
            steps=tuple(self._step(step) for step in material.framework.steps),
            challenges=self._challenges(),
            files=self._files(),
            answers=self._of_files(material.answers),
            asked=self._held(material.asked),
            contributions=self._of_files(material.contributions),
            attendance=self._of_files(material.attendance),
            training=self._training(),
            priorities=self._held(material.priorities),
            outcomes=self._outcomes(),
            recommendations=year_gate.recommendations,
            checklists=by_checklist(
                material.checklists,
                material.year.checklist_answers,
                year.checklist_answers.shown,
                self._linked[LinkTarget.LINE],
            ),
            year=year,
            today=material.today,
            journal_entry=material.journal_entry,
            journal_hash=material.journal_hash,
            held_back=self._texts.text,
            counts_held=self._counts_held,
            numbers_held=self._people_held,
        )

    def _held(self, things: Iterable[M]) -> Held[M]:
        """Of these, those that may appear, their texts clean, in scope; and how many more are in scope."""
        every = [thing for thing in things if self._of_agency(getattr(thing, "agency_id", None))]
        shown = tuple(self._texts.record(thing) for thing in every if self._may(thing))
        return Held(shown, len(every) - len(shown))

    def _files(self) -> Held[ReturnFile]:
        """The workbooks that came; for one agency, those that hold something of it."""
        scope, material = self._scope.agency, self._material
        if scope is None:
            return self._held(material.files)
        rows: tuple[_OfAgency, ...] = (
            *material.answers, *material.contributions, *material.attendance, *material.training,
        )  # fmt: skip
        came = {row.return_id for row in rows if row.agency_id == scope.id}
        return self._held(file for file in material.files if file.id in came)

    def _of_files(self, things: Iterable[F]) -> Held[F]:
        """The same for what came in a workbook, which may appear only where the workbook may."""
        every = self._held(things)
        shown = tuple(thing for thing in every.shown if thing.return_id in self._files_shown)
        return Held(shown, every.total - len(shown))

    def _training(self) -> Held[TrainingNumber]:
        every = self._of_files(self._material.training)
        shown = (without_number(row) if row.id in self._people_held else row for row in every.shown)
        return Held(tuple(shown), every.withheld)

    def _of_agency(self, agency_id: AgencyId | None) -> bool:
        return self._scope.agency is None or agency_id in (None, self._scope.agency.id)

    def _sourced(self, item: Evidence) -> SourcedItem:
        source = self._names.get(item.agency_id, "") if item.agency_id else self._material.partnership.scrutineer
        return SourcedItem(self._texts.record(item), source)

    def _quotations(self) -> Held[Quoted]:
        quoted, withheld = [], 0
        for excerpt in self._material.excerpts:
            item = self._shown_items.get(excerpt.evidence_id)
            not_quoted = excerpt.permission is Permission.NOT_QUOTED and not self._is_private
            if item is None or not self._may(excerpt) or not_quoted:
                withheld += 1
                continue
            unnamed = excerpt.permission is Permission.ANONYMISED and not self._is_private
            place = "" if unnamed else excerpt.place
            quoted.append(Quoted(replace(excerpt, place=place), None if unnamed else item))
        return Held(tuple(quoted), withheld)

    def _outcomes(self) -> Held[DesiredOutcome]:
        priorities = {priority.id: priority for priority in self._material.priorities}
        every = self._material.outcomes
        may = (outcome for outcome in every if self._may(outcome, priorities[outcome.priority_id]))
        shown = [self._texts.record(outcome) for outcome in may]
        return Held(tuple(shown), len(every) - len(shown))

    # Challenges

    def _shown_life(self, life: Life) -> Life | None:
        """The life that the shown events make; None for a challenge that this edition does not hold at all.

        A challenge whose raising is withheld is withheld: what is shown of it would call it a draft. One that was never
        put is a draft whatever became of it, closed as it may be.
        """
        if self._is_private:
            return life
        if not self._may(life.challenge):
            return None
        shown = Life(
            life.challenge,
            tuple(event for event in life.events if self._may(event)),
            tuple(known for known in life.corrected if self._may(known.event, known.correction)),
        )
        return None if shown.raised_on is None else shown

    def _challenges(self) -> Held[ShownChallenge]:
        rests_on = self._linked[LinkTarget.CHALLENGE]
        shown, withheld = [], 0
        for life in self._material.lives:
            if not self._in_scope(life.challenge):
                continue
            seen = self._shown_life(life)
            if seen is not None:
                shown.append(self._challenge(life, seen, rests_on.get(str(life.challenge.id), Held())))
            elif life.raised_on is not None:  # a draft was never put to anybody
                withheld += 1
        return Held(tuple(shown), withheld)

    def _in_scope(self, challenge: Challenge) -> bool:
        agency = self._scope.agency  # a challenge to the whole partnership may be put to one agency by name
        return agency is None or challenge.agency_id == agency.id or challenge.put_to == agency.name

    def _challenge(self, whole: Life, seen: Life, rests_on: Held[Rests]) -> ShownChallenge:
        events = tuple(self._texts.record(event) for event in seen.events)
        corrected = tuple(
            Corrected(self._texts.record(known.event), self._texts.record(known.correction)) for known in seen.corrected
        )
        clean = Life(self._texts.record(seen.challenge), events, corrected)
        hidden = [event for event in whole.events if not self._may(event)]
        name = self._names.get(whole.challenge.agency_id, "") if whole.challenge.agency_id else ""
        return ShownChallenge(
            life=clean,
            put_to=name or clean.challenge.put_to,
            rests_on=rests_on,
            withheld_events=len(hidden) + len(whole.corrected) - len(corrected),
            moves_withheld=any(event.kind is not EventKind.NOTE for event in hidden),
            reply=_newest(whole.response, clean.events),
            closing=_newest(whole.closing, clean.events),
        )

    def _rests_by(self, kind: LinkTarget) -> dict[str, Held[Rests]]:
        """By what it is linked to, the evidence that it rests on."""
        shown: dict[str, list[Rests]] = {}
        withheld: dict[str, int] = {}
        for link in self._material.links:
            if link.target_kind is not kind:
                continue
            item = self._shown_items.get(link.evidence_id)
            if item is None:
                withheld[link.target] = withheld.get(link.target, 0) + 1
            else:
                shown.setdefault(link.target, []).append(Rests(item, self._texts.record(link)))
        return {target: Held(tuple(shown.get(target, ())), withheld.get(target, 0)) for target in {*shown, *withheld}}

    def _holds_opinion(self) -> bool:
        return any(said.kind is StatementKind.OPINION and self._may(said) for said in self._material.statements)

    # Steps

    def _step(self, step: Step) -> ShownStep:
        targets = {step.target, *(line.target for line in step.lines)}
        links = (link for link in self._material.links if link.target_kind is LinkTarget.LINE)
        each = {link.evidence_id: link for link in links if link.target in targets}  # an item linked twice counts once
        items = self._shown_items
        rests = [Rests(items[item], self._texts.record(link)) for item, link in each.items() if item in items]
        views = [view for view in self._material.views if view.target in targets]
        earlier = self._judged(step, self._material.before.id) if self._material.before else ()
        before = earlier[-1] if earlier else None
        made = self._judged(step, self._material.cycle.id, direction_shown=before is not WITHHELD)
        return ShownStep(
            step=step,
            made=made,
            now=made[-1] if made else None,
            before=before,
            evidence=Held(tuple(rests), len(each) - len(rests)),
            views=self._views(views),
        )

    def _views(self, views: list[View]) -> Held[View]:
        shown = [
            view
            for view in views
            if self._may(view) and (view.evidence_id is None or view.evidence_id in self._shown_items)
        ]
        counted = (without_counts(view) if view.id in self._counts_held else view for view in shown)
        return Held(tuple(map(self._texts.record, counted)), len(views) - len(shown))

    def _judged(self, step: Step, cycle: CycleId, *, direction_shown: bool = True) -> tuple[Seen[Judged], ...]:
        """The judgements of a step in a cycle, the last of which stands; drafts in the private edition alone."""
        return tuple(
            self._seen(judgement, direction_shown=direction_shown)
            for judgement in self._material.judgements
            if judgement.cycle_id == cycle and judgement.target == step.target and self._is_told(judgement)
        )

    def _is_told(self, judgement: Judgement) -> bool:
        """Whether a judgement is final, or the edition is one that holds drafts."""
        return self._is_private or judgement.status is JudgementStatus.FINAL

    def _seen(self, judgement: Judgement, *, direction_shown: bool) -> Seen[Judged]:
        if not self._may(judgement):
            return WITHHELD
        hint = self._material.hints.get(judgement.target)
        strength = strength_of(judgement, hint) if hint and judgement.level != NOT_YET else None
        clean = self._texts.record(judgement)
        if direction_shown:
            return Shown(Judged(clean, strength, judgement.direction))
        return Shown(Judged(replace(clean, direction=Direction.FIRST_LOOK), strength))


def _newest(event: Event | None, shown: tuple[Event, ...]) -> Seen[Event] | None:
    """The newest event of its kind as it is shown; None where there is none at all."""
    if event is None:
        return None
    return next((Shown(known) for known in shown if known.id == event.id), WITHHELD)
