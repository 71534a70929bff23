"""What committing a return of answers would do: each answer beside what stands, and what only a person can say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.answers import Answer, AnswerState
from scrutineer.domain.dates import long_date
from scrutineer.domain.framework import Framework
from scrutineer.domain.grid import Workbook, tidy
from scrutineer.domain.ids import AgencyId, AnswerId, CycleId, ReturnId
from scrutineer.domain.mapping import Layout, Profile, same_standard
from scrutineer.domain.partnership import Agency, agencies_named_in, find_agency, plain, require_agency
from scrutineer.domain.proposal import Difference, Proposal, ProposedItem
from scrutineer.domain.returns import (
    FIELDS,
    OF_ANSWERS,
    AnswerStatus,
    Change,
    Finding,
    FoundAnswer,
    ImportQuestion,
    LeftOut,
    Reading,
    ReturnFile,
    Said,
    SelfAssessment,
)
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import some
from scrutineer.errors import UserError
from scrutineer.exchange import apply, doubled
from scrutineer.exchange.pack_reader import looks_like_pack
from scrutineer.operations.queries.context import Context
from scrutineer.progress import SILENT, Progress

_UNMARKED = Finding(
    "warn",
    "This is a pack without its hidden marks: it was copied into a new workbook. Its answers are read by their "
    "numbers; nothing is compared with what was sent.",
)


def propose(
    casefile: Casefile,
    context: Context,
    workbook: Workbook,
    profile: Profile,
    said: Said,
    progress: Progress = SILENT,
) -> Proposal:
    """What committing this workbook of answers would store; reads only."""
    progress.step(1, 3, "Reading the answers")
    reading = _with_agency(apply.read_with(workbook, profile, said.chosen), context.agencies, said)
    otherwise = tuple(_worded_otherwise(reading))
    if otherwise:
        words = f"Standards that this mapping knew in other words: {some(otherwise)}. Not linked to a line."
        reading = replace(reading, findings=(Finding("ask", words, "worded otherwise", otherwise), *reading.findings))
    if looks_like_pack(workbook):
        reading = replace(reading, findings=(_UNMARKED, *reading.findings))
    _require_targets(context.framework, profile)
    progress.step(2, 3, "Comparing with what is there")
    agencies, unknown, new = _agencies(reading, context.agencies, said)
    reading = _of_one_agency(_returned_by_now(reading, casefile.clock.today()), agencies)
    files = tables.rows(casefile, ReturnFile, sha256=workbook.sha256, profile=profile.name)
    done = [file for file in files if not file.agency_typed or plain(file.agency_typed) == plain(reading.agency)]
    standing = _Standing(casefile, context.cycle.id, profile.name)
    items = tuple(_item(read, reading, {} if unknown else agencies, context, standing) for read in reading.answers)
    same = bool(done) and not unknown and not any(item.is_fresh for item in items)
    earlier = None if done or unknown else _earlier(casefile, context, reading, items)
    asked = () if unknown else (*_same_file(files, reading, said), *_questions(reading, earlier, said))
    return Proposal(
        name=reading.name, sha256=reading.sha256, kind=OF_ANSWERS, filed_under=profile.name, cycle=context.cycle,
        profile=profile, remembered=_worded(reading), scale_id=profile.scale.id, agency=reading.agency,
        agency_from=reading.agency_from, returned_on=reading.returned_on, items=items, left_out=reading.left_out,
        overlooked=reading.overlooked, findings=reading.findings,
        questions=() if same else (*reading.questions, *asked), unknown_agencies=unknown,
        new_agencies=() if unknown else new, names_matter=True, gone=() if unknown else standing.gone(items),
        earlier=earlier, already_imported=same, said=said,
    )  # fmt: skip


def _worded(reading: Reading) -> Profile:
    """The mapping with the words in which this workbook puts each standard that it links to a line."""
    profile = reading.profile
    words = {answer.number: answer.standard for answer in reading.answers if profile.lines.get(answer.number)}
    return replace(profile, worded=words | profile.worded)


def _worded_otherwise(reading: Reading) -> Iterator[str]:
    """The cells of standards that bear the number of one that the mapping links, and say something else."""
    profile = reading.profile
    for answer in reading.answers:
        if profile.lines.get(answer.number) and not profile.line_of(answer.number, answer.standard):
            yield answer.cell


SAME_FILE = "same file"
"""The kind of the question whether one file, byte for byte, is the answer of two agencies."""


def _same_file(files: tuple[ReturnFile, ...], reading: Reading, said: Said) -> Iterator[ImportQuestion]:
    """The very same bytes were taken in as another agency's: a slip more often than a joint answer."""
    others = [file for file in files if file.agency_typed and plain(file.agency_typed) != plain(reading.agency)]
    if others and SAME_FILE not in said.chosen:
        yield ImportQuestion(
            SAME_FILE,
            f"This very file was taken in already as the answer of {others[0].agency_typed}; now it is to be the "
            f"answer of {reading.agency}.",
            "Say that both gave the same answer, or choose the right file.",
            (("both", f"It is the answer of {reading.agency} too"),),
        )


def _with_agency(reading: Reading, agencies: tuple[Agency, ...], said: Said) -> Reading:
    """The one agency of a return: as a person said, as the workbook says, or as the file's name says.

    Where rows name their agencies, what a person said is the agency of those that name none; without it they are
    left out, each with its place, and hold up no other.
    """
    if reading.profile.layout is not Layout.STANDARDS_DOWN:
        return reading
    named = any(answer.agency for answer in reading.answers)
    if said.second_as and not named:
        return replace(reading, agency=said.second_as, agency_from="as you said, a second return")
    if said.agency:
        return replace(reading, agency=require_agency(agencies, said.agency).name, agency_from="as you said")
    if named:
        return _without_nobody(reading)
    if not reading.agency:
        in_name = agencies_named_in(agencies, reading.name.rsplit(".", 1)[0])
        if len(in_name) == 1:
            return replace(reading, agency=in_name[0].name, agency_from="the file's name")
    return reading


def _without_nobody(reading: Reading) -> Reading:
    """A reading without the rows that name no agency where others do: nobody's answers can be stored."""
    nobody = [answer for answer in reading.answers if not answer.agency]
    if not nobody:
        return reading
    left = tuple(
        LeftOut(answer.cell, answer.typed, "set aside: the row names no agency", like_answer=True) for answer in nobody
    )
    words = f"Rows that name no agency: {some([item.place for item in left])}. Set aside: say whose they are."
    return replace(
        reading,
        answers=tuple(answer for answer in reading.answers if answer.agency),
        left_out=(*reading.left_out, *left),
        findings=(Finding("ask", words, "left out", tuple(item.place for item in left)), *reading.findings),
    )


def _agencies(
    reading: Reading, known: tuple[Agency, ...], said: Said
) -> tuple[dict[str, Agency], tuple[str, ...], tuple[str, ...]]:
    """The agency of each name as typed, the names that nobody knows, and the names to add."""
    names = dict.fromkeys(answer.agency or reading.agency for answer in reading.answers)
    by_name = {name: find_agency(known, name) or find_agency(known, said.same_as.get(name, "")) for name in names}
    unknown = tuple(name for name, agency in by_name.items() if agency is None)
    new = unknown if reading.profile.add_agencies else tuple(name for name in unknown if name == said.second_as)
    new = tuple(name for name in new if name)
    added = {name: Agency(id=AgencyId(-number), name=name) for number, name in enumerate(new, 1)}
    agencies = {name: agency for name, agency in by_name.items() if agency is not None} | added
    return agencies, tuple(name for name in unknown if name not in added), new


def _of_one_agency(reading: Reading, agencies: dict[str, Agency]) -> Reading:
    """Two names of one agency are one agency: what it answers twice under them is told apart like any other."""
    if len({agency.id for agency in agencies.values()}) == len(agencies):
        return reading
    called = {name: agency.name for name, agency in agencies.items()}
    alike = [
        answer._replace(agency=called.get(answer.agency or reading.agency, answer.agency)) for answer in reading.answers
    ]
    settled = {answer.cell for answer in reading.answers if answer.answer.state is not AnswerState.SET_ASIDE}
    reasons = {cell: why for cell, why in doubled.reasons_apart(alike).items() if cell in settled}
    if not reasons:
        return reading
    words = f"One agency under two names: {some(tuple(reasons))}. Its answers to one standard are set aside."
    finding = Finding("ask", words, "one agency twice", tuple(reasons))
    return replace(reading, answers=doubled.waiting(reading.answers, reasons), findings=(finding, *reading.findings))


def _returned_by_now(reading: Reading, today: date) -> Reading:
    """A return that says it was returned on a day to come has no day until a person says which."""
    if reading.returned_on is None or reading.returned_on <= today:
        return reading
    words = (
        f"The workbook says that it was returned on {long_date(reading.returned_on)}, which is yet to come. Not taken."
    )
    return replace(reading, returned_on=None, findings=(Finding("ask", words), *reading.findings))


def _require_targets(framework: Framework, profile: Profile) -> None:
    for number, target in profile.lines.items():
        try:
            framework.step(target)
        except UserError:
            raise UserError(
                f"The mapping sends standard {number} to “{target}”, which is no step or line of the framework in use.",
                "Correct the mapping's lines.",
            ) from None


class _Standing:
    """The answers that stand in one cycle and kind of return, found by number, or by wording where there is none.

    A standard that was worded anew keeps its number, so it is the same answer; where a number stands twice the
    wording tells them apart.
    """

    def __init__(self, casefile: Casefile, cycle: CycleId, profile: str) -> None:
        self._all = tables.rows(casefile, SelfAssessment, cycle_id=cycle, profile=profile)
        self._exact: dict[tuple[int, str, str], list[SelfAssessment]] = defaultdict(list)
        self._numbered: dict[tuple[int, str], list[SelfAssessment]] = defaultdict(list)
        self._met: set[AnswerId] = set()
        for answer in self._all:
            self._exact[answer.agency_id, answer.number, tidy(answer.standard).casefold()].append(answer)
            if answer.number:
                self._numbered[answer.agency_id, answer.number].append(answer)

    def before(self, answer: SelfAssessment) -> SelfAssessment | None:
        """What stands for this answer now; what stands is met once, so that no two answers take one place."""
        if not self._all:
            return None
        exact = self._exact.get((answer.agency_id, answer.number, tidy(answer.standard).casefold()), [])
        alike = self._numbered.get((answer.agency_id, answer.number), [])
        free = [standing for standing in exact if standing.id not in self._met]
        if not exact and len(alike) == 1 and alike[0].id not in self._met:
            free = alike
        if not free:
            return None
        self._met.add(free[0].id)
        return free[0]

    def gone(self, items: tuple[ProposedItem, ...]) -> tuple[SelfAssessment, ...]:
        """What stands for the agencies of this workbook and is no longer in it."""
        agencies = {item.record.agency_id for item in items}
        return tuple(a for a in self._all if a.agency_id in agencies and a.id not in self._met)


def _item(
    read: FoundAnswer, reading: Reading, agencies: Mapping[str, Agency], context: Context, standing: _Standing
) -> ProposedItem:
    """One answer beside what stands for it; beside nothing where nobody knows whose it is."""
    agency = agencies.get(read.agency or reading.agency)
    answer = _stored(read, reading, agency.id if agency else AgencyId(0), context.cycle.id)
    before = standing.before(answer) if agency else None
    if before is not None:
        answer = _going_on(answer, before)
    differences = tuple(_differences(answer, before)) if before else ()
    change = _change(answer, before, differences) if agency else None
    waits, is_conflict = answer.status is AnswerStatus.SET_ASIDE, change is Change.CONFLICT
    why = f" ({before.reason})" if before and is_conflict else ""
    return ProposedItem(
        place=answer.cell, about=f"{answer.number} {answer.standard}".strip(), record=answer, change=change,
        before=before, differences=differences, waits=(answer.reason or "not read") if waits else "",
        typed=answer.typed, came=in_words(answer), stands=f"{in_words(before)}{why}" if before else "",
        named=read.agency or reading.agency, target=answer.target, to_place=not answer.target,
        kept=_kept(answer, before) if before and is_conflict else None,
    )  # fmt: skip


def _going_on(answer: SelfAssessment, before: SelfAssessment) -> SelfAssessment:
    """An answer with what stands of it whatever is typed: its sources, what was decided of it, and its line."""
    answer = replace(answer, sources=before.sources)
    if before.status is AnswerStatus.DECIDED and before.typed == answer.typed:
        kept = {part: getattr(before, part) for part in FIELDS["self"] if part != "cell"}
        answer = replace(answer, **kept)  # what a person decided stands until the answer itself is filled anew
    if not answer.target and same_standard(before.standard, answer.standard):
        answer = replace(answer, target=before.target)  # and so does the line that it was placed on
    return answer


def _kept(answer: SelfAssessment, before: SelfAssessment) -> SelfAssessment:
    """A decision that is kept though the answer came back different: it stands on what was typed now."""
    return replace(
        answer, status=before.status, level=before.level, word=before.word, assurance=before.assurance,
        reason=f"{before.reason.rstrip(chr(46))}. Kept when “{answer.typed}” came back.",
    )  # fmt: skip


def in_words(answer: SelfAssessment) -> str:
    """An answer in a few words."""
    if answer.status is AnswerStatus.SET_ASIDE:
        return f"Set aside: “{answer.typed}”" if answer.typed else "Set aside: blank"
    return answer.word or answer.typed


def _change(answer: SelfAssessment, before: SelfAssessment | None, differences: tuple[Difference, ...]) -> Change:
    if before is None:
        return Change.NEW
    if before.status is AnswerStatus.DECIDED and answer.typed != before.typed:
        return Change.CONFLICT
    return Change.CHANGED if differences else Change.UNCHANGED


_PLACES = {"cell", "moderated_cell"}


def _differences(answer: SelfAssessment, before: SelfAssessment) -> Iterator[Difference]:
    """The cells that differ; a cell that only moved is the same."""
    for name, parts in FIELDS.items():
        if any(getattr(answer, part) != getattr(before, part) for part in parts if part not in _PLACES):
            yield Difference(name, _in_words(before, name), _in_words(answer, name))


def _in_words(answer: SelfAssessment, name: str) -> str:
    if name == "self":
        return answer.word or in_words(answer)
    if name == "moderated":
        return answer.moderated_word or answer.moderated_typed
    return str(getattr(answer, FIELDS[name][0]))


def _earlier(
    casefile: Casefile, context: Context, reading: Reading, items: tuple[ProposedItem, ...]
) -> ReturnFile | None:
    """The workbook that this one agency's answers came from before."""
    agencies = {item.record.agency_id for item in items}
    came_from = {item.before.return_id for item in items if item.before}
    if len(agencies) != 1 or not came_from:
        return None
    files = tables.rows(casefile, ReturnFile, cycle_id=context.cycle.id, profile=reading.profile.name)
    return max((file for file in files if file.id in came_from), key=lambda file: file.id, default=None)


def _questions(reading: Reading, earlier: ReturnFile | None, said: Said) -> Iterator[ImportQuestion]:
    other = earlier is not None and earlier.agency_typed and plain(earlier.agency_typed) != plain(reading.agency)
    if other and earlier is not None and reading.agency_from not in {"as you said", ""} and not said.newer:
        yield ImportQuestion(
            "second return",
            f"{earlier.name} came from “{earlier.agency_typed}”, this one from “{reading.agency}”, and both are the "
            "same agency here.",
            "Say whether this is a newer version of it, or a second return to keep under a name of its own.",
        )
    if reading.shared and not said.ours:
        yield ImportQuestion(
            "shared return",
            f"This return says that it is for several partnerships: {reading.shared}.",
            "Say that its answers count for this one, or ask the agency for answers of its own.",
        )


def _stored(read: FoundAnswer, reading: Reading, agency: AgencyId, cycle: CycleId) -> SelfAssessment:
    profile = reading.profile
    level = profile.scale.level(read.answer.level)
    target = profile.line_of(read.number, read.standard)
    moderated = read.moderated or _NOT_MODERATED
    return SelfAssessment(
        return_id=ReturnId(0),
        agency_id=agency,
        cycle_id=cycle,
        profile=profile.name,
        number=read.number,
        standard=read.standard,
        area=read.area,
        target=target,
        status=_STATUS[read.answer.state],
        level=read.answer.level,
        word=_word(profile.scale, read.answer),
        assurance=level.assurance if level else "",
        typed=read.typed,
        cell=read.cell,
        moderated=moderated.level,
        moderated_word=_word(profile.scale, moderated),
        moderated_typed=read.moderated_typed,
        moderated_cell=read.moderated_cell,
        evidence=read.evidence,
        improvement=read.improvement,
        deadline=read.deadline,
        reason=read.answer.reason,
    )


_NOT_MODERATED = Answer(AnswerState.SET_ASIDE)
_STATUS = {state: AnswerStatus(state.value) for state in AnswerState}


def _word(scale: Scale, answer: Answer) -> str:
    if answer.state is AnswerState.NOT_APPLICABLE:
        return "Not applicable"
    return scale.word(answer.level) if answer.level else ""
