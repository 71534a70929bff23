"""Separately and together: where each voice stands on a line, and all of them across the lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scrutineer.casefile import reading, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.agency_lines import AgencyLines, agency_lines
from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.framework import LineOfEnquiry, Step
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.scale import NON_SCORES, NOT_YET, Scale
from scrutineer.domain.voices import Spread, Standpoint, View, Voice, by_voice, spread
from scrutineer.operations.queries.context import Context, level_here
from scrutineer.operations.queries.steps import newest_judgements

MINE = "Your judgement"
NAMES = {
    Voice.JOINT: "Partners’ joint view",
    Voice.YOUNG: "Young scrutineers",
    Voice.PRACTITIONERS: "Practitioners",
    Voice.SCRUTINEER: "Another scrutineer",
    Voice.AGENCY: "An agency",
}


@dataclass(frozen=True, slots=True)
class LineVoices:
    """Every voice on one step or line, by the name of its column, and how far those on the scale lie apart."""

    step: Step
    line: LineOfEnquiry | None
    voices: dict[str, Standpoint]
    spread: Spread

    @property
    def target(self) -> TargetId:
        """The step or line."""
        return self.line.target if self.line else self.step.target

    @property
    def name(self) -> str:
        """“4c Audit loop closed”."""
        return f"{self.line.code} {self.line.label}" if self.line else f"{self.step.number} {self.step.label}"


@dataclass(frozen=True, slots=True)
class VoicesMatrix:
    """The voices that spoke in this cycle, in their order, and the lines they spoke of."""

    names: tuple[str, ...]
    rows: tuple[LineVoices, ...]
    silent: int

    def by_disagreement(self) -> tuple[LineVoices, ...]:
        """The widest spread first; lines where fewer than two voices stand on the scale come last, in their order."""
        return tuple(
            sorted(self.rows, key=lambda row: -1 if row.spread.levels is None else row.spread.levels + 1)[::-1]
        )


def agencies_by_line(context: Context, matrix: VoicesMatrix) -> AgencyLines:
    """Where each agency stands on the lines that any of them spoke of, in the framework's order."""
    agencies = tuple(agency.name for agency in context.agencies)
    return agency_lines(context.scale, agencies, [(row.name, row.voices) for row in matrix.rows])


def name_of(context: Context, view: View) -> str:
    """Whose view it is, for lists and columns."""
    if view.kind is Voice.AGENCY:
        return context.agency_name(view.agency_id, NAMES[view.kind])
    if view.kind is Voice.SCRUTINEER and view.who:
        return view.who
    return NAMES[view.kind]


def standpoint_of(
    context: Context, view: View, reference: str = "", earlier: tuple[View, ...] = ()
) -> Standpoint:  # fmt: skip
    """Where a view stands on the scale in use; one given on another scale stands nowhere and is told in words.

    `reference` is that of the item it rests on, such as the survey; `earlier` is what the same voice said before it.
    """
    level = _placed(context, view)
    given = "" if view.level == NOT_YET else level_here(context, view.scale_id, view.level)
    source = f"[{reference}]" if reference else ""
    words = ". ".join(part.rstrip(".") for part in (given, view.counts, view.words, source) if part)
    before = tuple(
        f"Before, {short_date(said.said_on)}: {standpoint_of(context, said).words}" for said in earlier
    )  # fmt: skip
    return Standpoint(name_of(context, view), level, level, words, earlier=before)


def _placed(context: Context, given: View | Judgement) -> str:
    """The level that was given, where it has a place on the scale in use; else ""."""
    return given.level if given.scale_id == context.scale.id and given.level not in NON_SCORES else ""


def voices_matrix(casefile: Casefile, context: Context) -> VoicesMatrix:
    """Every voice by line. Cost grows with this cycle's answers and views."""
    standpoints: dict[str, dict[str, Standpoint]] = defaultdict(dict)
    agencies = _own_answers(casefile, context)
    for target, by_agency in agencies.items():
        standpoints[target].update(by_agency)
    heard = tables.rows(casefile, View, cycle_id=context.cycle.id)
    cited = references(casefile, heard)
    for spoken in by_voice(heard):
        view = spoken.newest
        standpoint = standpoint_of(context, view, cited.get(view.evidence_id or 0, ""), spoken.earlier)
        standpoints[view.target][standpoint.name] = _with_answer(
            standpoints[view.target].get(standpoint.name), standpoint, context.scale
        )
    for target, judgement in newest_judgements(casefile, context.cycle).items():
        if judgement.level != NOT_YET:
            standpoints[target][MINE] = my_standpoint(context, judgement)
    rows = tuple(
        LineVoices(step, line, standpoints[target], spread(standpoints[target].values(), context.scale))
        for step in context.framework.steps
        for line, target in [(None, step.target), *((line, line.target) for line in step.lines)]
        if target in standpoints
    )
    return VoicesMatrix(_columns(context, standpoints), rows, len(context.framework.targets()) - len(rows))


def references(casefile: Casefile, views: Iterable[View]) -> dict[int, str]:
    """The references of the items that views rest on, by the items' ids."""
    ids = {view.evidence_id for view in views if view.evidence_id is not None}
    return {item.id: item.reference for item in tables.rows(casefile, Evidence, id=ids)}


def my_standpoint(context: Context, judgement: Judgement) -> Standpoint:
    """Where the scrutineer's judgement stands."""
    level = _placed(context, judgement)
    return Standpoint(MINE, level, level, level_here(context, judgement.scale_id, judgement.level), mine=True)


def _with_answer(answered: Standpoint | None, said: Standpoint, scale: Scale) -> Standpoint:
    """An agency that answered in a return and was also heard stands at both places."""
    if answered is None:
        return said
    ranked = scale.ranked((answered.low, answered.high, said.low)) or ("",)
    words = "; ".join(part for part in (answered.words, said.words) if part)
    return Standpoint(said.name, ranked[0], ranked[-1], words, earlier=(*answered.earlier, *said.earlier))


def _own_answers(casefile: Casefile, context: Context) -> dict[str, dict[str, Standpoint]]:
    """By target and agency's name, the range that its answers of this cycle were declared to stand for."""
    keys: dict[tuple[str, int], set[str]] = defaultdict(set)
    words: dict[tuple[str, int], set[str]] = defaultdict(set)
    for answer in reading.own_answers(casefile, context.cycle.id):
        keys[answer.target, answer.agency_id].add(answer.assurance)
        words[answer.target, answer.agency_id].add(answer.word)
    names: dict[int, str] = {agency.id: agency.name for agency in context.agencies}
    standpoints: dict[str, dict[str, Standpoint]] = defaultdict(dict)
    for (target, agency), said in words.items():
        ranked = context.scale.ranked(keys[target, agency]) or ("",)
        standpoints[target][names[agency]] = Standpoint(names[agency], ranked[0], ranked[-1], "; ".join(sorted(said)))
    return standpoints


def _columns(context: Context, standpoints: dict[str, dict[str, Standpoint]]) -> tuple[str, ...]:
    """Agencies in their order, then the others, the scrutineer last."""
    heard = {name for voices in standpoints.values() for name in voices}
    agencies = [agency.name for agency in context.agencies if agency.name in heard]
    fixed = [NAMES[kind] for kind in (Voice.JOINT, Voice.YOUNG, Voice.PRACTITIONERS) if NAMES[kind] in heard]
    rest = sorted(heard - {*agencies, *fixed, MINE})
    return (*agencies, *fixed, *rest, *([MINE] if MINE in heard else []))
