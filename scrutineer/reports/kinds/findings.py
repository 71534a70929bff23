"""What was looked at and what was found, step by step: shared by the reports that tell of a cycle or a part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from scrutineer.domain.challenge import Ending, EventKind, Impact
from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.editions import (
    EditionView,
    Judged,
    Seen,
    Shown,
    ShownChallenge,
    ShownStep,
    SourcedItem,
    Withheld,
)
from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.domain.ids import AgencyId
from scrutineer.domain.marking import Edition
from scrutineer.domain.outcomes import DesiredOutcome
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.scale import NON_SCORES, NOT_YET, Scale
from scrutineer.domain.voices import View, Voice, by_voice
from scrutineer.domain.words import as_shown, counted
from scrutineer.reports.document import Block, Face, Grid, GridCell, Heading, Look, Paragraph, Run, Source, Words, plain
from scrutineer.reports.kinds import parts
from scrutineer.reports.kinds.challenges import AS_SHOWN, days_overdue, where_it_stands
from scrutineer.reports.kinds.parts import cell, facts, not_here, paragraphs
from scrutineer.reports.kinds.waiting import life_of, origin_of, owner_of, stands

_VOICES = {
    Voice.JOINT: "Partners’ joint view",
    Voice.AGENCY: "An agency",
    Voice.YOUNG: "Young scrutineers",
    Voice.PRACTITIONERS: "Practitioners’ survey",
    Voice.SCRUTINEER: "Another scrutineer",
}
_FEW_WORDS = 6  # of an agency's own scale that are told; figures of a percentage are more
_NO_ANSWER = frozenset({AnswerStatus.SET_ASIDE, AnswerStatus.NOT_APPLICABLE})


SeenJudgement: TypeAlias = Seen[Judged] | None
"""A judgement that is shown, withheld, or not there."""


def if_part(caption: str, whole: bool) -> str:
    """A caption that says so where what stands under it is not all there is."""
    return caption if whole else f"{caption}, {AS_SHOWN}"


def none_of(nothing: str, whole: bool, withheld: str) -> Paragraph:
    """That there is nothing, or that none of what there is stands in this edition: two sentences, never one."""
    return Paragraph(plain(nothing if whole else withheld))


# What was looked at


def of_cycle(view: EditionView) -> list[SourcedItem]:
    """The items of this cycle that are shown, in their order."""
    items = (sourced for sourced in view.evidence.shown if sourced.item.cycle_id == view.cycle.id)
    return sorted(items, key=lambda sourced: sourced.item.number)


def volumes(view: EditionView, items: Collection[SourcedItem], caption: str) -> Iterator[Block]:
    """How much was looked at, by kind and method; and how much of the record this edition does not hold."""
    by_kind: dict[EvidenceKind, list[SourcedItem]] = defaultdict(list)
    for sourced in items:
        by_kind[sourced.item.kind].append(sourced)
    rows = tuple(
        (cell(as_shown(kind), strong=True), cell(str(len(by_kind[kind]))), _references(by_kind[kind]),
         cell(_methods(item.item for item in by_kind[kind])))
        for kind in EvidenceKind if kind in by_kind
    )  # fmt: skip
    whole = view.evidence.is_whole
    if rows:
        head = ("Kind", "Items", "References", "How")
        yield Grid(if_part(caption, whole), rows, head=head, widths=(0.22, 0.1, 0.23, 0.45), caption_shown=True)
    else:
        yield none_of("No evidence is recorded for this time.", whole, "No item of evidence is in this edition.")
    yield from not_here([(view.evidence.withheld, "item of evidence", "items of evidence")])


def _references(items: Iterable[SourcedItem]) -> GridCell:
    """The references of several items, each leading to its row of the register."""
    runs: list[Run] = []
    sources = []
    for sourced in items:
        reference = sourced.item.reference
        runs += [*([Run(", ")] if runs else []), Run(reference, strong=True, leads_to=reference)]
        sources.append(Source("evidence", sourced.item.id))
    return GridCell(tuple(runs), sources=tuple(sources))


def _methods(items: Iterable[Evidence]) -> str:
    said = dict.fromkeys(item.method.strip() for item in items if item.method.strip())
    return "; ".join(said)


# One step


def standing(view: EditionView, seen: Seen[Judged] | None) -> str:
    """A step's level in words. Where there is no judgement, only what this edition can know of it is said."""
    if seen is None and view.edition is not Edition.PRIVATE:
        return parts.NO_FINAL_JUDGEMENT  # a draft is nobody's business but the scrutineer's
    return parts.level_words(view, seen)


def title_of(view: EditionView, shown: ShownStep) -> str:
    """“Step 4. Quality assurance”."""
    return f"{view.framework.part} {shown.step.number}. {shown.step.label}"


def step_blocks(view: EditionView, shown: ShownStep) -> Iterator[Block]:
    """One step, whole: judgement, strength, what was found, what each voice says, what it rests on."""
    step, known = shown.step, parts.judged(shown.now)
    source = (Source("judgement", known.judgement.id, "level"),) if known else ()
    yield Heading(title_of(view, shown), 2, step.target, title_of(view, shown), source)
    if step.title != step.label:
        yield Paragraph(plain(step.title), Face.SMALL)
    yield _in_short(view, shown)
    if known and known.judgement.narrative.strip():
        yield Heading("What was found" + (" (draft)" if known.is_draft else ""), 3)
        yield from paragraphs(known.judgement.narrative, Source("judgement", known.judgement.id, "narrative"))
    yield from voices(view, shown)
    if shown.evidence.shown:
        yield Heading("Evidence on this step", 3)
        yield parts.rests_grid(shown.evidence)
    elif shown.evidence.is_whole:
        yield Paragraph(plain("No evidence is linked to this step or its lines."), Face.SMALL)
    yield from not_here([(shown.evidence.withheld, "item of evidence on it", "items of evidence on it")])


def _in_short(view: EditionView, shown: ShownStep) -> Grid:
    known, rows = parts.judged(shown.now), [("Judgement", standing(view, shown.now))]
    if view.before:
        before = "Not judged" if shown.before is None else parts.level_words(view, shown.before)
        rows.append(("Last cycle", f"{before}, to {long_date(view.before.ends)}"))
    if known:
        rows.append(("Direction", known.direction.value.capitalize() if known.direction else "Not in this edition"))
        strength = known.strength.value.capitalize() if known.strength else "Not weighed"
        all_of_it = "" if shown.evidence.is_whole else "Weighed on all the evidence; not all is in this edition."
        said = (part for part in (known.judgement.strength_reason.strip(), all_of_it) if part)
        rows.append(("Strength of evidence", ". ".join((strength, *said))))
    return facts(f"{title_of(view, shown)} in short", *rows)


# Voices


def voices(view: EditionView, shown: ShownStep) -> Iterator[Block]:
    """What each voice says of a step and its lines, side by side: never added up, never averaged."""
    known = parts.judged(shown.now)
    others = [*_said(view, shown.views.shown), *_agencies(view, shown)]
    if others:
        mine = Source("judgement", known.judgement.id, "level") if known else None
        whose = cell(view.partnership.scrutineer, strong=True)
        own = (whose, cell("The whole"), cell(parts.level_words(view, shown.now), mine), cell("")) if mine else None
        yield Heading("What each voice says", 3)
        whole = shown.views.is_whole and view.answers.is_whole
        rows = (*([own] if own else []), *others)
        head = ("Voice", "On", "Where it stands", "In words")
        yield Grid(if_part("What each voice says", whole), rows, head=head, widths=(0.22, 0.14, 0.24, 0.4))
    yield from not_here([(shown.views.withheld, "view of it", "views of it")])


def _agencies(view: EditionView, shown: ShownStep) -> Iterator[tuple[GridCell, ...]]:
    targets = {shown.step.target, *(line.target for line in shown.step.lines)}
    by_agency: dict[AgencyId, list[SelfAssessment]] = defaultdict(list)
    for answer in view.answers.shown:
        if answer.target in targets and answer.status not in _NO_ANSWER:
            by_agency[answer.agency_id].append(answer)
    for agency in view.agencies:
        answers = by_agency.get(agency.id, [])
        if answers:
            sources = tuple(Source("answer", answer.id, "level") for answer in answers)
            lines = len({answer.target for answer in answers})
            said = dict.fromkeys(answer.word for answer in answers if answer.word)
            own = f": {', '.join(said)}" if 0 < len(said) <= _FEW_WORDS else ""
            yield (
                cell(agency.name, strong=True), cell(counted(lines, view.framework.kind.value)),
                cell(_range(view.scale, [answer.assurance for answer in answers]), *sources),
                cell(f"{counted(len(answers), 'answer')} of its own{own}"),
            )  # fmt: skip


def _range(scale: Scale, levels: Iterable[str]) -> str:
    """From the lowest to the highest level that several answers were declared to stand for."""
    ranked = scale.ranked(levels)
    if not ranked:
        return "On another scale"
    low, high = scale.word(ranked[0]), scale.word(ranked[-1])
    return low if low == high else f"{low} to {high}"


def _said(view: EditionView, views: Iterable[View]) -> Iterator[tuple[GridCell, ...]]:
    """What each voice said last, and behind it what it said before, with the day."""
    for heard in by_voice(views):
        yield _heard(view, heard.newest)
        for before in heard.earlier:
            yield _heard(view, before, f", before, {short_date(before.said_on)}")


def _heard(view: EditionView, said: View, when: str = "") -> tuple[GridCell, ...]:
    source = Source("voice", said.id)
    step, line = view.framework.step(said.target), view.framework.line(said.target)
    level = view_level(view, said)
    in_words = ". ".join(part for part in (view.counts_of(said), said.words.strip()) if part)
    rests = _rests_on(view, said)
    return (
        cell(voice_name(view, said) + when, strong=True), cell(line.code if line else f"All of {step.number}"),
        cell(level, source), GridCell((*parts.words(in_words), *rests), sources=(source,)),
    )  # fmt: skip


def voice_name(view: EditionView, said: View) -> str:
    """Whose view it is."""
    if said.kind is Voice.AGENCY:
        return view.name_of(said.agency_id, _VOICES[said.kind])
    return said.who if said.kind is Voice.SCRUTINEER and said.who else _VOICES[said.kind]


def view_level(view: EditionView, said: View) -> str:
    """The level that a voice gave, in the words of its scale."""
    if said.level == NOT_YET:
        return "In words only"
    scale = next((scale for scale in view.scales if scale.id == said.scale_id), view.scale)
    other = "" if scale.id == view.scale.id or said.level in NON_SCORES else ", on another scale"
    return scale.word(said.level) + other


def _rests_on(view: EditionView, said: View) -> Words:
    item = next((sourced.item for sourced in view.evidence.shown if sourced.item.id == said.evidence_id), None)
    if item is None:
        return ()
    return (Run(" [", strong=True), Run(item.reference, strong=True, leads_to=item.reference), Run("]", strong=True))


# Challenges in a table


def challenge_table(view: EditionView, every: Iterable[ShownChallenge], caption: str) -> Grid:
    """A row for each challenge; the reference is where a mention of it elsewhere leads to."""
    rows = []
    whole = view.challenges.is_whole
    for shown in every:
        challenge, overdue = shown.challenge, days_overdue(shown, view) > 0
        rows.append((
            cell(challenge.reference, strong=True, anchor=challenge.reference),
            cell(challenge.question, Source("challenge", challenge.id, "question")), cell(shown.put_to),
            cell(where_it_stands(view, shown), Source("challenge", challenge.id), warns=overdue),
        ))  # fmt: skip
        whole = whole and not shown.moves_withheld
    head = ("Reference", "Question", "Put to", "Where it stands")
    return Grid(if_part(caption, whole), tuple(rows), head=head, widths=(0.17, 0.4, 0.2, 0.23))


# What changed


_IMPACT = {Impact.SHOWN: "Impact shown", Impact.EARLY: "Early signs", Impact.NONE_KNOWN: "None known"}


def closed_with_words(every: Iterable[ShownChallenge]) -> Iterator[tuple[ShownChallenge, str, str, Source]]:
    """Each closed challenge whose closing is shown: what it says of children, in short and in words, and its source."""
    for shown in every:
        closing = shown.closing
        if isinstance(closing, Shown) and closing.thing.kind is EventKind.CLOSED:
            event = closing.thing
            withdrawn = event.ending is Ending.WITHDRAWN
            short = "Withdrawn" if withdrawn else _IMPACT[event.impact or Impact.NONE_KNOWN]
            yield shown, short, event.text, Source("event", event.id, "text")


def changed(view: EditionView, every: Iterable[ShownChallenge]) -> Iterator[Block]:
    """What has changed for children, as the closings of challenges and the outcomes say."""
    listed_challenges = list(every)
    rows = tuple(
        (
            cell(shown.challenge.reference, strong=True),
            cell(shown.challenge.question, Source("challenge", shown.challenge.id, "question")),
            cell(short), cell(said, source),
        )
        for shown, short, said, source in closed_with_words(listed_challenges)
    )  # fmt: skip
    withheld = sum(isinstance(shown.closing, Withheld) for shown in listed_challenges)
    whole = view.challenges.is_whole and not withheld
    if rows:
        head = ("Reference", "What was asked", "For children", "In words")
        caption = if_part("What closed challenges changed for children", whole)
        yield Grid(caption, rows, head=head, widths=(0.17, 0.31, 0.16, 0.36))
    else:
        yield none_of("No challenge has been closed.", whole, "No closing of a challenge is in this edition.")
    yield from not_here([(withheld, "closing of a challenge", "closings of challenges")])


def outcomes(view: EditionView) -> Iterator[Block]:
    """What the partnership wants for children, and what is known of each of the three questions."""
    titles = {priority.id: priority.title for priority in view.priorities.shown}
    rows = tuple(_outcome(outcome, titles.get(outcome.priority_id, "")) for outcome in view.outcomes.shown)
    if rows:
        head = ("Wanted for children", "How much?", "How well?", "What difference?")
        caption = if_part("Desired outcomes", view.outcomes.is_whole)
        yield Grid(caption, rows, head=head, widths=(0.31, 0.23, 0.23, 0.23))
    yield from not_here([(view.outcomes.withheld, "desired outcome", "desired outcomes")])


def _outcome(outcome: DesiredOutcome, priority: str) -> tuple[GridCell, ...]:
    def answer(field: str) -> GridCell:
        return cell(getattr(outcome, field) or "Nothing recorded", Source("outcome", outcome.id, field))

    wanted = f"{priority}: {outcome.text}" if priority else outcome.text
    first = cell(wanted, Source("outcome", outcome.id, "text"), strong=True)
    return (first, answer("how_much"), answer("how_well"), answer("difference"))


# Recommendations


def recommendations(view: EditionView) -> Iterator[Block]:
    """Every recommendation with what it follows from, its owner, its day and where it stands."""
    rows = tuple(_recommendation(view, recommendation) for recommendation in view.recommendations.shown)
    whole = view.recommendations.is_whole
    moves = view.year.recommendation_events.is_whole
    if rows:
        caption = if_part("Recommendations", whole and moves)
        head = ("From", "Recommendation", "Owner", "By when", "Stands at")
        yield Grid(caption, rows, head=head, widths=(0.13, 0.37, 0.18, 0.17, 0.15))
    else:
        yield none_of("No recommendation is recorded.", whole, "No recommendation is in this edition.")
    yield from not_here([
        (view.recommendations.withheld, "recommendation", "recommendations"),
        (view.year.recommendation_events.withheld, "event of a recommendation", "events of recommendations"),
    ])  # fmt: skip


def _recommendation(view: EditionView, recommendation: Recommendation) -> tuple[GridCell, ...]:
    life, origin = life_of(view, recommendation), origin_of(view, recommendation)
    number = f", {recommendation.number}" if recommendation.number else ""
    leads = origin if recommendation.evidence_id else ""
    return (
        GridCell((Run(origin, strong=True, leads_to=leads), *plain(number))),
        cell(recommendation.text, Source("recommendation", recommendation.id, "text")),
        cell(owner_of(view, recommendation)), *stands(view, life),
    )  # fmt: skip


def count_grid(caption: str, numbers: Iterable[tuple[int, str]], whole: bool) -> Grid:
    """Numbers set large, each with what it counts; the caption says where they are not of everything."""
    rows = tuple((cell(str(number), strong=True), cell(noun)) for number, noun in numbers)
    return Grid(if_part(caption, whole), rows, look=Look.FIGURES, caption_shown=not whole)


# What came back


def returned(view: EditionView) -> Grid | None:
    """The workbooks that agencies returned, with what was read in each; None where none is shown."""
    rows = tuple(
        (
            cell(file.agency_typed or "Several agencies", strong=True), cell(file.profile),
            cell(long_date(file.returned_on) if file.returned_on else "No day was given"),
            cell(f"{file.stored} stored, {file.set_aside} set aside", Source("return_file", file.id, "stored")),
        )
        for file in view.files.shown
    )  # fmt: skip
    caption = if_part("Workbooks returned", view.files.is_whole)
    head = ("From", "Form", "Returned", "Places read")
    return Grid(caption, rows, head=head, widths=(0.25, 0.3, 0.22, 0.23)) if rows else None


def limits_grid(items: Iterable[Evidence]) -> Grid:
    """What each item cannot show, as it was noted."""
    rows = tuple(
        (
            GridCell((Run(item.reference, strong=True, leads_to=item.reference),)), cell(item.title),
            cell(item.limits, Source("evidence", item.id, "limits")),
        )
        for item in items
    )  # fmt: skip
    return Grid("Limits of single items", rows, head=("Reference", "Item", "Limit"), widths=(0.15, 0.4, 0.45))
