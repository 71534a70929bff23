"""Take a workbook in: read, preview, commit; keep its mapping as a profile; settle what was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from scrutineer.casefile import files, profiles, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.answers import Answer, AnswerState
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import utc_now
from scrutineer.domain.framework import Framework
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ids import AgencyId, AnswerId, CycleId, ReturnId
from scrutineer.domain.mapping import Layout, Profile
from scrutineer.domain.partnership import (
    Agency,
    AgencyKind,
    agencies_named_in,
    find_agency,
    require_agency,
)
from scrutineer.domain.returns import (
    AnswerStatus,
    Change,
    FoundAnswer,
    Preview,
    Proposed,
    Reading,
    ReturnFile,
    SelfAssessment,
)
from scrutineer.domain.scale import Scale
from scrutineer.errors import UserError
from scrutineer.exchange import apply, profile_file, reader
from scrutineer.frameworks import loader
from scrutineer.operations.queries.context import context
from scrutineer.progress import SILENT, Progress

_STATUS = {
    AnswerState.ANSWERED: AnswerStatus.ANSWERED,
    AnswerState.NOT_APPLICABLE: AnswerStatus.NOT_APPLICABLE,
    AnswerState.SET_ASIDE: AnswerStatus.SET_ASIDE,
}
_ADDED_KINDS = {
    "education": AgencyKind.EDUCATION,
    "relevant agency": AgencyKind.RELEVANT,
    "other": AgencyKind.OTHER,
}


def read_file(path: Path, *, progress: Progress = SILENT) -> tuple[Workbook, bytes]:
    """Read a workbook off the disk; nothing is stored."""
    progress.step(0, 2, f"Reading {path.name}")
    name, content = reader.load(path)
    workbook = reader.read_workbook(name, content)
    progress.step(1, 2, f"Reading {path.name}")
    return workbook, content


def known_profiles(casefile: Casefile) -> tuple[Profile, ...]:
    """The layouts that this casefile knows."""
    return tuple(profile_file.parse(text, loader.scales(), name) for name, text in profiles.all_texts(casefile).items())


def profile_named(casefile: Casefile, name: str) -> Profile:
    """The profile with this name, or a sentence that lists those there are."""
    known = known_profiles(casefile)
    found = next((profile for profile in known if profile.name.casefold() == name.casefold()), None)
    if found is None:
        names = ", ".join(profile.name for profile in known) or "none yet"
        raise UserError(f"This casefile has no mapping called “{name}”.", f"It has: {names}.")
    return found


def profile_from_file(path: Path) -> Profile:
    """A profile from a mapping file."""
    name, content = reader.load(path)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise UserError(f"{name} is not a mapping file.", "See docs/mapping-files.md.") from None
    return profile_file.parse(text, loader.scales(), name)


def fitting_profiles(casefile: Casefile, workbook: Workbook) -> tuple[Profile, ...]:
    """The known layouts whose headings stand in this workbook."""
    return tuple(profile for profile in known_profiles(casefile) if apply.fits(workbook, profile))


def save_profile(casefile: Casefile, *, profile: Profile, progress: Progress = SILENT) -> Outcome[None]:
    """Keep a mapping, so that the next workbook of this layout needs no questions."""
    progress.step(0, 1, "Keeping the mapping")
    _refuse_other_layout(casefile, profile)
    with casefile.transact(f"Keep the mapping “{profile.name}”") as changes:
        profiles.save(casefile, profile.name, profile_file.write(profile))
    return Outcome(None, changes.kinds, f"Mapping “{profile.name}” kept")


def _refuse_other_layout(casefile: Casefile, profile: Profile) -> None:
    """A name stands for one layout and one scale: answers read in two ways must never stand in one table."""
    known = next((one for one in known_profiles(casefile) if one.name == profile.name), None)
    if known is None:
        return
    same = (known.layout, known.headings, known.scale.id) == (profile.layout, profile.headings, profile.scale.id)
    if not same:
        raise UserError(
            f"There is a mapping called “{profile.name}” for another layout or scale. Nothing was changed.",
            "Give this one another name.",
        )


def scales() -> tuple[Scale, ...]:
    """Every scale that can be declared."""
    return loader.scales()


def preview(
    casefile: Casefile,
    *,
    workbook: Workbook,
    profile: Profile,
    agency: str = "",
    progress: Progress = SILENT,
) -> Preview:
    """What committing this workbook would store. Reads only; `agency` overrides what the workbook says."""
    progress.step(1, 3, "Reading the answers")
    here = context(casefile)
    reading = _with_agency(apply.read_with(workbook, profile), here.agencies, agency)
    _require_targets(here.framework, profile)
    unknown = _unknown(reading, here.agencies)
    progress.step(2, 3, "Comparing with what is there")
    new = unknown if profile.add_agencies else ()
    agencies = here.agencies + tuple(Agency(id=AgencyId(-number), name=name) for number, name in enumerate(new, 1))
    proposed = tuple(_propose(casefile, reading, agencies, here.cycle.id)) if not set(unknown) - set(new) else ()
    done = tables.rows(casefile, ReturnFile, "sha256 = ? AND profile = ?", [workbook.sha256, profile.name])
    unchanged = bool(done) and all(item.change is Change.UNCHANGED for item in proposed)
    return Preview(reading, proposed, unchanged, () if new else unknown, new)


def _with_agency(reading: Reading, agencies: tuple[Agency, ...], named: str) -> Reading:
    """The one agency of a return: as a person said, as the workbook says, or as the file's name says."""
    if reading.profile.layout is not Layout.STANDARDS_DOWN or any(found.agency for found in reading.answers):
        return reading
    if named:
        return replace(reading, agency=require_agency(agencies, named).name, agency_from="as you said")
    if not reading.agency:
        in_name = agencies_named_in(agencies, reading.name.rsplit(".", 1)[0])
        if len(in_name) == 1:
            return replace(reading, agency=in_name[0].name, agency_from="the file's name")
    return reading


def _unknown(reading: Reading, agencies: tuple[Agency, ...]) -> tuple[str, ...]:
    names = dict.fromkeys(found.agency or reading.agency for found in reading.answers)
    return tuple(name for name in names if find_agency(agencies, name) is None)


def _require_targets(framework: Framework, profile: Profile) -> None:
    for number, target in profile.lines.items():
        try:
            framework.step(target)
        except UserError:
            raise UserError(
                f"The mapping sends standard {number} to “{target}”, which is no step or line of the framework in use.",
                "Correct the mapping's lines.",
            ) from None


def _propose(casefile: Casefile, reading: Reading, agencies: tuple[Agency, ...], cycle: CycleId) -> Iterable[Proposed]:
    profile = reading.profile.name
    standing = {
        (answer.agency_id, answer.number, answer.standard): answer
        for answer in tables.rows(casefile, SelfAssessment, "cycle_id = ? AND profile = ?", [cycle, profile])
    }
    by_name: dict[str, Agency] = {}
    for found in reading.answers:
        name = found.agency or reading.agency
        if name not in by_name:
            by_name[name] = require_agency(agencies, name)
        answer = _stored(found, reading, by_name[name].id, cycle)
        before = standing.get((answer.agency_id, answer.number, answer.standard))
        yield Proposed(answer, _change(answer, before), before)


def _change(answer: SelfAssessment, before: SelfAssessment | None) -> Change:
    if before is None:
        return Change.NEW
    if before.status is AnswerStatus.DECIDED:
        return Change.UNCHANGED if answer.typed == before.typed else Change.CONFLICT
    same = (
        replace(
            before,
            id=answer.id,
            return_id=answer.return_id,
            cell=answer.cell,
            moderated_cell=answer.moderated_cell,
        )
        == answer
    )
    return Change.UNCHANGED if same else Change.CHANGED


def _stored(found: FoundAnswer, reading: Reading, agency: AgencyId, cycle: CycleId) -> SelfAssessment:
    profile = reading.profile
    level = profile.scale.level(found.answer.level)
    target = profile.lines.get(found.number, "")
    moderated = found.moderated or Answer(AnswerState.SET_ASIDE)
    return SelfAssessment(
        return_id=ReturnId(0),
        agency_id=agency,
        cycle_id=cycle,
        profile=profile.name,
        number=found.number,
        standard=found.standard,
        area=found.area,
        target=target,
        status=_STATUS[found.answer.state],
        level=found.answer.level,
        word=_word(profile.scale, found.answer),
        assurance=level.assurance if level else "",
        typed=found.typed,
        cell=found.cell,
        moderated=moderated.level,
        moderated_word=_word(profile.scale, moderated),
        moderated_typed=found.moderated_typed,
        moderated_cell=found.moderated_cell,
        evidence=found.evidence,
        improvement=found.improvement,
        deadline=found.deadline,
        reason=found.answer.reason,
    )


def _word(scale: Scale, answer: Answer) -> str:
    if answer.state is AnswerState.NOT_APPLICABLE:
        return "Not applicable"
    return scale.word(answer.level) if answer.level else ""


def commit_return(
    casefile: Casefile,
    *,
    shown: Preview,
    content: bytes,
    replace_decided: Mapping[str, bool] | None = None,
    keep_profile: bool = True,
    progress: Progress = SILENT,
) -> Outcome[ReturnId | None]:
    """Store what was previewed, in one transaction that one undo takes back.

    `replace_decided` says per cell address whether a conflict takes the returned value; all must be settled.
    """
    if shown.already_imported:
        return Outcome(None, label=f"{shown.reading.name} was imported already. Nothing was changed.")
    _refuse_open_questions(shown, replace_decided or {})
    _refuse_other_layout(casefile, shown.reading.profile)
    progress.step(0, 3, "Storing the workbook")
    name = shown.reading.name
    with casefile.transact(f"Import {name}") as changes:
        files.store(casefile, content)
        added = _add_agencies(casefile, shown)
        new = ReturnId(tables.insert(casefile, _return_file(shown, context(casefile).cycle.id)))
        progress.step(1, 3, "Storing the answers")
        _store_answers(casefile, shown, new, added, replace_decided or {})
        progress.step(2, 3, "Keeping the mapping")
        if keep_profile:
            profiles.save(casefile, shown.reading.profile.name, profile_file.write(shown.reading.profile))
    return Outcome(new, changes.kinds, f"{shown.stored} answers committed from {name}")


def _refuse_open_questions(shown: Preview, settled: Mapping[str, bool]) -> None:
    if shown.unknown_agencies:
        names = ", ".join(f"“{name}”" for name in shown.unknown_agencies if name)
        if not names:
            raise UserError(
                f"{shown.reading.name} does not say which agency it comes from. Nothing was changed.",
                "Choose the agency, or on the command line add --agency NAME.",
            )
        raise UserError(
            f"{shown.reading.name} names agencies that this partnership does not have: {names}. Nothing was changed.",
            "Add each agency, or add the name as an alias of one that is there.",
        )
    waiting = [p.answer.cell for p in shown.proposed if p.change is Change.CONFLICT and p.answer.cell not in settled]
    if waiting:
        raise UserError(
            f"{len(waiting)} answers were decided by you and have come back different ({', '.join(waiting[:4])}).",
            "Say for each which one to keep. Nothing was changed.",
        )


def _add_agencies(casefile: Casefile, shown: Preview) -> dict[AgencyId, AgencyId]:
    """Add the agencies a profile says to add; returns the id each placeholder became."""
    kind = _ADDED_KINDS.get(shown.reading.profile.add_agencies, AgencyKind.OTHER)
    position = len(tables.rows(casefile, Agency))
    return {
        AgencyId(-number): AgencyId(tables.insert(casefile, Agency(name=name, kind=kind, position=position + number)))
        for number, name in enumerate(shown.new_agencies, 1)
    }


def _return_file(shown: Preview, cycle: CycleId) -> ReturnFile:
    reasons = Counter(item.reason for item in shown.reading.left_out)
    return ReturnFile(
        sha256=shown.reading.sha256,
        name=shown.reading.name,
        profile=shown.reading.profile.name,
        scale_id=shown.reading.profile.scale.id,
        cycle_id=cycle,
        returned_on=shown.reading.returned_on,
        imported=utc_now(),
        read=shown.reading.read,
        stored=shown.stored,
        set_aside=shown.waiting,
        ignored=len(shown.reading.left_out),
        reasons=tuple(f"{n} {reason}" for reason, n in reasons.items()),
    )


def _store_answers(
    casefile: Casefile,
    shown: Preview,
    new: ReturnId,
    added: Mapping[AgencyId, AgencyId],
    settled: Mapping[str, bool],
) -> None:
    fresh = []
    for item in shown.proposed:
        answer = replace(item.answer, return_id=new, agency_id=added.get(item.answer.agency_id, item.answer.agency_id))
        if item.before is None:
            fresh.append(answer)
        elif item.change is Change.CHANGED or (item.change is Change.CONFLICT and settled[answer.cell]):
            tables.update(casefile, replace(answer, id=item.before.id))
    tables.insert_all(casefile, fresh)


def decide_answer(
    casefile: Casefile,
    *,
    answer_id: AnswerId,
    level: str,
    reason: str,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Settle an answer that was set aside: its level on the return's own scale ("n/a" allowed), with the reason."""
    progress.step(0, 1, "Recording your decision")
    answer = tables.get(casefile, SelfAssessment, answer_id)
    profile = profile_named(casefile, answer.profile)
    if not reason.strip():
        raise UserError("A decision needs its reason.", "Say what you relied on, such as a call or the evidence tab.")
    decided = _decided(replace(answer, reason=reason.strip()), profile.scale, level)
    with casefile.transact(f"Decide {answer.number} in {answer.cell}") as changes:
        tables.update(casefile, decided)
    return Outcome(None, changes.kinds, f"{answer.number} decided")


def _decided(answer: SelfAssessment, scale: Scale, level: str) -> SelfAssessment:
    """The answer with a person's level on the return's own scale."""
    decided = replace(answer, status=AnswerStatus.DECIDED)
    if level == "n/a":
        return replace(decided, level="", word="Not applicable", assurance="")
    found = scale.level(level)
    if found is None and scale.kind != "percent":
        raise UserError(f"“{level}” is not a level of the scale in use.", "Choose one of its levels.")
    return replace(decided, level=level, word=scale.word(level), assurance=found.assurance if found else "")
