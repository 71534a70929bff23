"""Framework coverage: every line of enquiry with what bears on it, and those on which nothing does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scrutineer.domain.checklists import ChecklistAnswer, tally
from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView, Held, Rests, ShownChallenge
from scrutineer.domain.evidence import LinkTarget
from scrutineer.domain.framework import Framework, LineOfEnquiry
from scrutineer.domain.ids import EvidenceId
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.voices import View, by_voice
from scrutineer.domain.words import counted
from scrutineer.reports.document import Block, Document, Grid, GridCell, Paragraph, Run, Section, Source, plain
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import challenges, findings, parts
from scrutineer.reports.kinds.kind import READ, Kind, Making
from scrutineer.reports.kinds.parts import cell, not_here


@dataclass(slots=True)
class _Bearing:
    """What bears on one step or line itself."""

    evidence: Held[Rests] = field(default_factory=Held)
    views: list[View] = field(default_factory=list)
    answers: list[SelfAssessment] = field(default_factory=list)
    challenges: list[ShownChallenge] = field(default_factory=list)

    @property
    def is_there(self) -> bool:
        """Whether anything bears on it, in this edition or not."""
        return bool(self.evidence.total or self.views or self.answers or self.challenges)


def build(view: EditionView, making: Making) -> Document:
    """The whole framework of the current cycle, in its own order."""
    bearing = _bearing(view)
    body = (
        Section("short", "In short", tuple(_in_short(view, bearing))),
        Section("lines", "Line by line", tuple(_lines(view, bearing))),
        *(
            Section(f"checklist-{framework.id}", framework.title, tuple(_checklist(view, framework, answers)))
            for framework, answers in view.checklists
        ),
    )
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title,
        about=f"{view.framework.title}: what bears on each line, as at {long_date(view.today)}",
        sections=(*body, *parts.sources(view, body)), own_page=False,
    )  # fmt: skip


def _bearing(view: EditionView) -> dict[str, _Bearing]:
    bearing: dict[str, _Bearing] = defaultdict(_Bearing)
    for target, held in view.linked.get(LinkTarget.LINE, {}).items():
        bearing[target].evidence = held
    for shown in view.steps:
        for said in (voice.newest for voice in by_voice(shown.views.shown)):
            bearing[said.target].views.append(said)
    for answer in view.answers.shown:
        if answer.target and answer.status is not AnswerStatus.SET_ASIDE:
            bearing[answer.target].answers.append(answer)
    for challenge in challenges.in_order(view):
        for target in challenge.challenge.targets:
            bearing[target].challenges.append(challenge)
    return bearing


def _whole(view: EditionView) -> bool:
    """Whether nothing that could bear on a line is withheld."""
    links = all(held.is_whole for held in view.linked.get(LinkTarget.LINE, {}).values())
    views = all(shown.views.is_whole for shown in view.steps)
    return links and views and view.answers.is_whole and view.challenges.is_whole


def _in_short(view: EditionView, bearing: dict[str, _Bearing]) -> Iterator[Block]:
    counting = [line for line in view.framework.lines() if not line.context]
    bare = [line for line in counting if line.target not in bearing or not bearing[line.target].is_there]
    whole, noun = _whole(view), view.framework.kind.value
    qualified = "" if whole else f", {challenges.AS_SHOWN}"
    seen = len(counting) - len(bare)
    yield Paragraph(plain(f"Something bears on {seen} of {counted(len(counting), noun)}{qualified}."))
    if bare:
        codes = parts.listed([line.code for line in bare])
        yield Paragraph(plain(f"{'Nothing bears on' if whole else 'Nothing in this edition bears on'} {codes}."))
    withheld = {target: held.withheld for target, held in view.linked.get(LinkTarget.LINE, {}).items()}
    yield from not_here([
        (sum(withheld.values()), "link to evidence", "links to evidence"),
        (sum(shown.views.withheld for shown in view.steps), "view", "views"),
        (view.answers.withheld, "answer", "answers"),
        (view.challenges.withheld, "challenge", "challenges"),
    ])  # fmt: skip


def _lines(view: EditionView, bearing: dict[str, _Bearing]) -> Iterator[Block]:
    rows = []
    for shown in view.steps:
        whole = shown.views.is_whole
        rows.append(_row(view, shown.step.number, shown.step.label, bearing.get(shown.step.target), whole))
        for line in shown.step.lines:
            rows.append(_row(view, line.code, _asks(line), bearing.get(line.target), whole))
    head = (view.framework.part, "It asks", "Evidence", "Voices", "Agencies", "Challenges")
    if rows:
        caption = findings.if_part("Every line, and what bears on it", _whole(view))
        yield Grid(caption, tuple(rows), head=head, widths=(0.07, 0.27, 0.13, 0.15, 0.2, 0.18))


def _checklist(view: EditionView, framework: Framework, answers: Held[ChecklistAnswer]) -> Iterator[Block]:
    """One checklist or list of functions: what was linked to each item itself, and what documents hold of it."""
    linked = view.linked.get(LinkTarget.LINE, {})
    given: dict[str, list[ChecklistAnswer]] = defaultdict(list)
    for answer in answers.shown:
        given[answer.target].append(answer)
    counting = [line for line in framework.lines() if not line.context]
    seen = [line for line in counting if given[line.target] or line.target in linked]
    tallied = f" {findings.if_part(f'Answers: {tally(answers.shown)}', answers.is_whole)}." if answers.shown else ""
    noun = counted(len(counting), framework.kind.value)
    yield Paragraph(
        plain(f"{len(seen)} of {noun} looked at{'' if answers.is_whole else f', {challenges.AS_SHOWN}'}.{tallied}")
    )
    yield Paragraph(plain(f"The items are known: {framework.in_force.known.in_words()}. {_COUNTS}"))
    yield from not_here([(answers.withheld, "answer to the checklist", "answers to the checklist")])
    documents = {known.item.id: known.item.reference for known in view.evidence.shown}
    rows = tuple(
        (
            cell(line.code, strong=True), cell(f"{line.label}. {line.question}"),
            _evidence(linked.get(line.target, Held())), _answered(given[line.target], documents),
        )
        for line in counting
    )  # fmt: skip
    caption = findings.if_part(f"{framework.short_title}: what documents hold of each item", answers.is_whole)
    head = (framework.kind.value.capitalize(), "It asks", "Evidence", "Answer, place and words")
    yield Grid(caption, rows, head=head, widths=(0.09, 0.36, 0.13, 0.42))


_COUNTS = (
    "One counts as looked at where evidence was linked to it or a document held against it. "
    "What stands on a step may bear on it and is not counted; no answer is worked out."
)


def _answered(answers: Sequence[ChecklistAnswer], documents: Mapping[EvidenceId, str]) -> GridCell:
    """Each document's answer on a line, with where it says so and in which words."""
    said = []
    for answer in answers:
        place = f", {answer.place}" if answer.place else ""
        words = f": “{answer.words}”" if answer.words else ""
        note = f" ({answer.note.rstrip('.')})" if answer.note else ""
        said.append(f"{documents[answer.evidence_id]}: {answer.met.value}{place}{words}{note}")
    return cell("; ".join(said) or "No answer", *(Source("checklist", answer.id) for answer in answers))


def _asks(line: LineOfEnquiry) -> str:
    return f"{line.label}. {line.question}" + (" (context)" if line.context else "")


def _row(view: EditionView, code: str, asks: str, bearing: _Bearing | None, views_whole: bool) -> tuple[GridCell, ...]:
    bears = bearing or _Bearing()
    return (
        cell(code, strong=True), cell(asks), _evidence(bears.evidence),
        _several([(findings.voice_name(view, said), Source("voice", said.id)) for said in bears.views], views_whole),
        _several([(view.name_of(answer.agency_id), Source("answer", answer.id)) for answer in bears.answers],
                 view.answers.is_whole),
        _several([(shown.challenge.reference, Source("challenge", shown.challenge.id)) for shown in bears.challenges],
                 view.challenges.is_whole),
    )  # fmt: skip


def _evidence(held: Held[Rests]) -> GridCell:
    runs: list[Run] = []
    for known in held.shown:
        reference = known.item.item.reference
        runs += [*([Run(", ")] if runs else []), Run(reference, strong=True, leads_to=reference)]
    if held.withheld:
        runs.append(Run(f"{', and ' if runs else ''}{held.withheld} not in this edition", held_back=True))
    sources = tuple(Source("evidence", known.item.item.id) for known in held.shown)
    return GridCell(tuple(runs), sources=sources) if runs else cell("None")


def _several(named: Sequence[tuple[str, Source]], whole: bool) -> GridCell:
    """Names, each once, with what they stand for."""
    names = ", ".join(dict.fromkeys(name for name, _ in named))
    return cell(names or ("None" if whole else "None shown"), *(source for _, source in named))


KIND = Kind(
    id="coverage",
    title="Framework coverage",
    about="Every line of enquiry with what bears on it, and checklists as they were answered.",
    build=build,
    formats=(*READ, Format.WORKBOOK),
    by_cycle=True,
)
