"""Where sources say different things, found by the rules of domain.contradictions, each with its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from scrutineer.casefile import figures, tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.figures import LedgerFigure
from scrutineer.casefile.weighing import NamedItem
from scrutineer.domain.contradictions import CHECKS, ConflictingSource, Contradiction, Rule, far_above, upper_half
from scrutineer.domain.evidence import Bearing
from scrutineer.domain.ids import AgencyId, EvidenceId, TargetId
from scrutineer.domain.indicators import Indicator, IndicatorSource, IndicatorValue, differ
from scrutineer.domain.judgement import JudgementStatus
from scrutineer.domain.places import AboutEvidence, AboutIndicator, AboutRecommendation, AboutReturns, AboutTarget
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.voices import Standpoint, Voice
from scrutineer.domain.words import as_shown, some
from scrutineer.operations.queries.bodies import ends_under
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.recommendations import RecommendationSource, repeated, sources_of
from scrutineer.operations.queries.steps import newest_judgements
from scrutineer.operations.queries.voices import NAMES, voices_matrix

_VOICES = (Voice.PRACTITIONERS, Voice.YOUNG, Voice.JOINT)


def contradictions(casefile: Casefile, context: Context) -> tuple[Contradiction, ...]:
    """Everything found, by rule. Cost grows with answers, ledger rows and what is linked under final judgements."""
    return (
        *_self_and_others(casefile, context),
        *_numbers(casefile, context),
        *_figures(casefile, context),
        *_final(casefile, context),
        *_repeated(casefile),
    )


def _evidence_source(item: NamedItem) -> ConflictingSource:
    return ConflictingSource(AboutEvidence(item.id), f"{item.reference} {item.title}, {as_shown(item.kind).lower()}")


def _self_and_others(casefile: Casefile, context: Context) -> Iterator[Contradiction]:
    matrix = voices_matrix(casefile, context)
    agencies = {agency.name: agency.id for agency in context.agencies}
    # what this cycle found, not an earlier one
    against = weighing.contradicted_lines(casefile, [row.target for row in matrix.rows], CHECKS, context.cycle.id)
    items = weighing.named_items(casefile, {item for _, item in against})
    contradicting: dict[str, list[NamedItem]] = defaultdict(list)
    for target, item in against:
        contradicting[target].append(items[item])
    for row in matrix.rows:
        name, checks = context.framework.name(row.target), _Checks.of(contradicting[row.target])
        for agency in (voice for voice in row.voices.values() if voice.name in agencies):
            if checks.sources and upper_half(context.scale, agency.high):
                yield _self_and_check(context, row.target, name, agency, agencies[agency.name], checks)
            for kind in _VOICES:
                other = row.voices.get(NAMES[kind])
                if other is not None and far_above(context.scale, agency.high, other.low):
                    yield _self_and_voice(context, row.target, name, agency, agencies[agency.name], other)


class _Checks(NamedTuple):
    """The checks linked to a line as contradicting, as each agency that stands high on it is asked about them."""

    kinds: str
    references: str
    sources: tuple[ConflictingSource, ...]
    ids: tuple[EvidenceId, ...]

    @staticmethod
    def of(items: list[NamedItem]) -> _Checks:
        """Those of these items, in their order."""
        return _Checks(
            " and ".join(sorted({as_shown(item.kind).lower() for item in items})),
            " ".join(f"[{item.reference}]" for item in items),
            tuple(map(_evidence_source, items)),
            tuple(item.id for item in items),
        )


def _said(context: Context, voice: Standpoint) -> str:
    return context.scale.word(voice.high)


def _self_and_check(
    context: Context, target: TargetId, name: str, agency: Standpoint, agency_id: AgencyId, checks: _Checks
) -> Contradiction:
    return Contradiction(
        Rule.SELF_AND_CHECK,
        target,
        f"{agency.name} stands at {_said(context, agency)} on {name}; linked as contradicting: {checks.kinds}.",
        (ConflictingSource(AboutTarget(target), f"{agency.name}: {agency.words}"), *checks.sources),
        f"Your own assessment stands at {_said(context, agency)}. "
        f"What explains what the {checks.kinds} found {checks.references}?",
        agency_id,
        checks.ids,
        f"{agency.name}, {name}",
        f"Stands at {_said(context, agency)}; linked as contradicting: {checks.kinds}",
    )


def _self_and_voice(
    context: Context, target: TargetId, name: str, agency: Standpoint, agency_id: AgencyId, other: Standpoint
) -> Contradiction:
    low = context.scale.word(other.low)
    return Contradiction(
        Rule.SELF_AND_VOICE,
        target,
        f"{agency.name} stands at {_said(context, agency)} on {name}; {other.name.lower()} at {low}.",
        (
            ConflictingSource(AboutTarget(target), f"{agency.name}: {agency.words}"),
            ConflictingSource(AboutTarget(target), f"{other.name}: {other.words}"),
        ),
        f"Your own assessment stands at {_said(context, agency)}, {other.name.lower()} at {low}. Why do they differ?",
        agency_id,
        about=f"{agency.name}, {name}",
        differs=f"Stands at {_said(context, agency)}; {other.name.lower()} at {low}",
    )


def _numbers(casefile: Casefile, context: Context) -> Iterator[Contradiction]:
    """Figures of two workbooks for the same thing; two cells of one workbook are that workbook's own affair."""
    yield from _disagree(figures.contributions(casefile), "£{:,.0f}")
    yield from _disagree(figures.presences(casefile), "{}")
    yield from _disagree(figures.training_numbers(casefile), "{:,.0f} people")
    yield from _disagree(figures.indicator_figures(casefile), "{}")
    yield from _disagree(figures.numeric_answers(casefile, context.cycle.id), "{}")


def _disagree(figures: Iterator[LedgerFigure], form: str) -> Iterator[Contradiction]:
    together: dict[tuple[object, ...], dict[str, LedgerFigure]] = defaultdict(dict)
    for figure in figures:
        together[figure.key].setdefault(figure.file, figure)
    for by_file in together.values():
        if len(by_file) < 2 or len({str(figure.number) for figure in by_file.values()}) < 2:
            continue
        first = next(iter(by_file.values()))
        numbers = {figure.file: form.format(figure.number) for figure in by_file.values()}
        both = " and ".join(numbers.values())
        yield Contradiction(
            Rule.NUMBERS,
            "",
            f"{first.about}: {both}.",
            tuple(
                ConflictingSource(AboutReturns(), f"{numbers[figure.file]} in {figure.file}, {figure.cell}")
                for figure in by_file.values()
            ),
            f"Two returns differ on {first.about}: {both}. Which is right?",
            first.agency_id,
            about=first.about,
            differs=both,
        )


def _figures(casefile: Casefile, context: Context) -> Iterator[Contradiction]:
    """Figures of one indicator, period and group that a check and the agency give differently."""
    indicators = {known.id: known for known in tables.rows(casefile, Indicator)}
    together: dict[tuple[object, ...], list[IndicatorValue]] = defaultdict(list)
    for value in tables.rows(casefile, IndicatorValue, numerator=tables.OtherThan(None)):
        together[value.indicator_id, value.span, value.breakdown.casefold()].append(value)
    pairs = [
        (own, check)
        for values in together.values()
        for own in values
        for check in values
        if own.source is IndicatorSource.AGENCY is not check.source and differ(own, check)
    ]
    every = {value.evidence_id for pair in pairs for value in pair if value.evidence_id is not None}
    items = weighing.named_items(casefile, every)
    for own, check in pairs:
        yield _two_figures(context, indicators[own.indicator_id], own, check, items)


def _two_figures(
    context: Context,
    indicator: Indicator,
    own: IndicatorValue,
    check: IndicatorValue,
    items: dict[EvidenceId, NamedItem],
) -> Contradiction:
    agency_id = own.agency_id or indicator.agency_id
    whose = context.agency_name(agency_id, "The agency")
    what = ", ".join(filter(None, (indicator.name, own.breakdown, own.period)))
    both = f"{own.in_words} by {own.source.value}, {check.in_words} by {check.source.value}"
    cited = [items[value.evidence_id] for value in (own, check) if value.evidence_id is not None]
    references = "".join(f" [{item.reference}]" for item in cited)
    return Contradiction(
        Rule.FIGURES,
        next(iter(indicator.targets), ""),
        f"{what}: {both}.",
        (_figure_source(own, whose, items), _figure_source(check, check.source.value.capitalize(), items)),
        f"{whose} gives {own.as_read} for {what}; {check.source.value} found {check.as_read}{references}. "
        "What explains the difference?",
        agency_id,
        tuple(item.id for item in cited),
        about=what,
        differs=both,
    )


def _figure_source(value: IndicatorValue, whose: str, items: dict[EvidenceId, NamedItem]) -> ConflictingSource:
    """Where a figure stands: the item it rests on, else the indicator; with the cell it was read from."""
    where = f", {value.cell}" if value.cell else ""
    if value.evidence_id is not None:
        item = items[value.evidence_id]
        return ConflictingSource(
            AboutEvidence(item.id), f"{whose}: {value.in_words}{where}, {item.reference} {item.title}"
        )
    return ConflictingSource(AboutIndicator(value.indicator_id), f"{whose}: {value.in_words}{where}")


def _final(casefile: Casefile, context: Context) -> Iterator[Contradiction]:
    given = newest_judgements(casefile, context.cycle)
    final = [
        judgement
        for judgement in given.values()
        if judgement.status is JudgementStatus.FINAL
        and judgement.scale_id == context.scale.id
        and upper_half(context.scale, judgement.level)
    ]
    against = {
        judgement.target: sorted(
            link.evidence_id
            for link in weighing.standing_links(
                casefile, ends_under(context.framework, judgement.target, judgement), Bearing.CONTRADICTS
            )
        )
        for judgement in final
    }
    items = weighing.named_items(casefile, {item for ids in against.values() for item in ids})
    for judgement in final:
        against_it = [items[item] for item in against[judgement.target]]
        if against_it:
            name, word = context.framework.name(judgement.target), context.scale.word(judgement.level)
            references = ", ".join(item.reference for item in against_it)
            yield Contradiction(
                Rule.FINAL,
                judgement.target,
                f"{name} is judged {word}; {references} contradict{'s' if len(against_it) == 1 else ''} it.",
                (
                    ConflictingSource(AboutTarget(judgement.target), f"Judged {word}, final"),
                    *map(_evidence_source, against_it),
                ),
                f"What explains what was found on {name} ({' '.join(f'[{item.reference}]' for item in against_it)})?",
                evidence_ids=tuple(item.id for item in against_it),
                about=name,
                differs=f"Judged {word}; {references} contradict{'s' if len(against_it) == 1 else ''} it",
            )


def _repeated(casefile: Casefile) -> Iterator[Contradiction]:
    """The same lesson again, of whatever kind and year: the one with the later day is asked about."""
    pairs = repeated(casefile)
    rested = sources_of(casefile, {side.id: side for pair in pairs for side in (pair.earlier, pair.later)}.values())
    for pair in pairs:
        both = [(rested[side.id], side) for side in (pair.earlier, pair.later)]
        both.sort(key=lambda known: known[0].on or date.min)
        (first, _), (again, later) = both
        cited = [f"[{source.reference}]" for source, _ in both if source.reference]
        shared = f"{pair.percent}% of the words of the shorter text stand in both"
        yield Contradiction(
            Rule.REPEATED,
            next((side.target for _, side in both if side.target), ""),
            f"{again.words} recommends again what {first.words} did: {shared} ({some(pair.shared)}).",
            tuple(
                ConflictingSource(_place_of(source, side), _numbered(source.reference, side)) for source, side in both
            ),
            f"The same lesson came back{_in_brackets(' and '.join(cited))}. "
            "What was done after the first time, and what difference did it make?",
            later.agency_id,
            tuple(source.evidence_id for source, _ in both if source.evidence_id is not None),
            again.words,
            f"Recommends again what {first.words} did: {shared}",
        )


def _numbered(reference: str, recommendation: Recommendation) -> str:
    """“E12 2: the words”, as far as it has a reference and a number."""
    named = f"{reference} {recommendation.number}".strip()
    return f"{named}: {recommendation.text}" if named else recommendation.text


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _place_of(source: RecommendationSource, recommendation: Recommendation) -> AboutEvidence | AboutRecommendation:
    """The item that holds it, else its own page."""
    return source.about if isinstance(source.about, AboutEvidence) else AboutRecommendation(recommendation.id)
