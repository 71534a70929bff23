"""What committing a return of answers would do: each answer beside what stands, and what only a person can say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
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
from scrutineer.domain.returns import (
    FIELDS,
    AnswerStatus,
    Change,
    Difference,
    Finding,
    FoundAnswer,
    ImportQuestion,
    LeftOut,
    Preview,
    Proposed,
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
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.progress import SILENT, Progress

_UNMARKED = Finding(
    "warn",
    "This is a pack without its hidden marks: it was copied into a new workbook. Its answers are read by their "
    "numbers; nothing is compared with what was sent.",
)


def preview(
    casefile: Casefile,
    *,
    workbook: Workbook,
    profile: Profile,
    agency: str = "",
    said: Said | None = None,
    progress: Progress = SILENT,
) -> Preview:
    """What committing this workbook would store. Reads only; `agency` overrides what the workbook says."""
    progress.step(1, 3, "Reading the answers")
    context = read_context(casefile)
    by_person = said or Said(agency=agency)
    reading = _with_agency(apply.read_with(workbook, profile, by_person.chosen), context.agencies, by_person)
    otherwise = tuple(_worded_otherwise(reading))
    if otherwise:
        words = f"Standards that this mapping knew in other words: {some(otherwise)}. Not linked to a line."
        reading = replace(reading, findings=(Finding("ask", words, "worded otherwise", otherwise), *reading.findings))
    if looks_like_pack(workbook):
        reading = replace(reading, findings=(_UNMARKED, *reading.findings))
    _require_targets(context.framework, profile)
    progress.step(2, 3, "Comparing with what is there")
    agencies, unknown, new = _agencies(reading, context.agencies, by_person)
    reading = _of_one_agency(_returned_by_now(reading, casefile.clock.today()), agencies)
    files = tables.rows(casefile, ReturnFile, sha256=workbook.sha256, profile=profile.name)
    done = [file for file in files if not file.agency_typed or plain(file.agency_typed) == plain(reading.agency)]
    if unknown:
        return Preview(reading, (), False, unknown, questions=reading.questions, said=by_person)
    standing = _Standing(casefile, context.cycle.id, profile.name)
    proposed = tuple(_propose(reading, agencies, context.cycle.id, standing))
    same = bool(done) and all(item.change is Change.UNCHANGED for item in proposed)
    earlier = None if done else _earlier(casefile, context, reading, proposed)
    asked = (*reading.questions, *_same_file(files, reading, by_person), *_questions(reading, earlier, by_person))
    questions = () if same else asked
    return Preview(reading, proposed, same, (), new, standing.gone(proposed), earlier, questions, by_person)


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
        replace(answer, agency=called.get(answer.agency or reading.agency, answer.agency)) for answer in reading.answers
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

    def gone(self, proposed: tuple[Proposed, ...]) -> tuple[SelfAssessment, ...]:
        """What stands for the agencies of this workbook and is no longer in it."""
        agencies = {item.answer.agency_id for item in proposed}
        met = {item.before.id for item in proposed if item.before}
        return tuple(a for a in self._all if a.agency_id in agencies and a.id not in met)


def _propose(reading: Reading, agencies: dict[str, Agency], cycle: CycleId, standing: _Standing) -> Iterator[Proposed]:
    for read in reading.answers:
        answer = _stored(read, reading, agencies[read.agency or reading.agency].id, cycle)
        before = standing.before(answer)
        if before is not None and before.status is AnswerStatus.DECIDED and before.typed == answer.typed:
            kept = {part: getattr(before, part) for part in FIELDS["self"] if part != "cell"}
            answer = replace(answer, **kept)  # what a person decided stands until the answer itself is filled anew
        if before is not None and not answer.target and same_standard(before.standard, answer.standard):
            answer = replace(answer, target=before.target)  # and so does the line that it was placed on
        differences = tuple(_differences(answer, before)) if before else ()
        yield Proposed(answer, _change(answer, before, differences), before, differences)


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
        return answer.word or (f"set aside: “{answer.typed}”" if answer.typed else "set aside: blank")
    if name == "moderated":
        return answer.moderated_word or answer.moderated_typed
    return str(getattr(answer, FIELDS[name][0]))


def _earlier(
    casefile: Casefile, context: Context, reading: Reading, proposed: tuple[Proposed, ...]
) -> ReturnFile | None:
    """The workbook that this one agency's answers came from before."""
    agencies = {item.answer.agency_id for item in proposed}
    came_from = {item.before.return_id for item in proposed if item.before}
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
