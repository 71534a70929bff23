"""Record what others say of a step or line, as theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.changes import Outcome
from scrutineer.domain.ids import AgencyId, EvidenceId, TargetId, VoiceId
from scrutineer.domain.marking import Marking, narrowest
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.voices import View, Voice, require_view, says_the_same
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.voices import name_of
from scrutineer.progress import SILENT, Progress


def record_view(
    casefile: Casefile,
    *,
    target: TargetId,
    kind: Voice,
    level: str = NOT_YET,
    words: str = "",
    agency_id: AgencyId | None = None,
    who: str = "",
    favourable: int | None = None,
    answered: int | None = None,
    dont_know: int | None = None,
    said_on: date | None = None,
    evidence_id: EvidenceId | None = None,
    marking: Marking | None = None,
    progress: Progress = SILENT,
) -> Outcome[VoiceId]:
    """Keep a view on the scale in use. What the same voice said before stays behind it, whole.

    Without a day it was said today, and a voice that says what it said last changes nothing; nor does one that says
    again what it said on the day given. Without a marking it is marked as what it said last, in this cycle or the one
    before. A view that was taken down wrongly is put right by `correct_view`.
    """
    progress.step(0, 1, "Recording the view")
    context = read_context(casefile)
    line, step = context.framework.line(target), context.framework.step(target)
    view = View(
        cycle_id=context.cycle.id, target=target, kind=kind, agency_id=agency_id if kind is Voice.AGENCY else None,
        who=" ".join(who.split()), scale_id=context.scale.id, level=level, words=words.strip(), favourable=favourable,
        answered=answered, dont_know=dont_know, said_on=said_on or casefile.clock.today(), evidence_id=evidence_id,
        wording=line.wording() if line else step.wording(), author=casefile.author, made=stamp(casefile.clock),
    )  # fmt: skip
    require_view(view, context.scale)
    name = name_of(context, view)
    earlier = _said_by(casefile, view)
    before = earlier or _said_last_cycle(casefile, context, view)
    if marking is not None or before:
        view = replace(view, marking=marking or before[-1].marking)
    asked_of = earlier[-1:] if said_on is None else [said for said in earlier if said.said_on == said_on]
    again = next((said for said in reversed(asked_of) if says_the_same(view, said)), None)
    with casefile.transact(f"Record a view on {context.framework.name(target)} ({name})") as changes:
        if again is not None:
            tables.update(casefile, replace(view, id=again.id), unasked=("said_on",))
            new = again.id
        else:
            new = VoiceId(tables.insert(casefile, view))
    return changes.outcome(new, f"View recorded: {name}")


def correct_view(casefile: Casefile, *, view: View, progress: Progress = SILENT) -> Outcome[None]:
    """Put right what was taken down of one view; the journal keeps what stood there. Whose view it is, and of what, may
    be put right too."""
    progress.step(0, 1, "Correcting the view")
    context = read_context(casefile)
    kept = tables.get(casefile, View, view.id)
    if view.target != kept.target:
        context.framework.step(view.target)
    corrected = replace(
        view, agency_id=view.agency_id if view.kind is Voice.AGENCY else None, who=" ".join(view.who.split()),
        words=view.words.strip(), author=casefile.author, made=stamp(casefile.clock),
    )  # fmt: skip
    if view.level != kept.level or view.scale_id != kept.scale_id:
        require_view(corrected, context.scale)
    name = name_of(context, corrected)
    with casefile.transact(f"Correct a view ({name})") as changes:
        tables.update(casefile, corrected)
    return changes.outcome(None, f"View corrected: {name}")


def _said_by(casefile: Casefile, view: View) -> list[View]:
    """What the voice of a view said of the same target in the same cycle, the newest last."""
    spoken = tables.rows(
        casefile, View, cycle_id=view.cycle_id, target=view.target, kind=view.kind, order=("said_on",)
    )  # fmt: skip
    return [said for said in spoken if (said.agency_id, said.who) == (view.agency_id, view.who)]


def _said_last_cycle(casefile: Casefile, context: Context, view: View) -> list[View]:
    """What the voice of a view said of the same target in the cycle before."""
    before = context.previous_cycle
    return _said_by(casefile, replace(view, cycle_id=before.id)) if before is not None else []


def confirm_view(casefile: Casefile, *, prior: View, progress: Progress = SILENT) -> Outcome[VoiceId]:
    """Last cycle's view, confirmed by those who gave it, stands for this cycle too, marked as it was.

    The earlier one stays as it was. A level on another scale is not carried over: it is never converted.
    """
    context = read_context(casefile)
    level = prior.level if prior.scale_id == context.scale.id else NOT_YET
    since = _said_by(casefile, replace(prior, cycle_id=context.cycle.id))
    return record_view(
        casefile, target=prior.target, kind=prior.kind, level=level, words=prior.words,
        agency_id=prior.agency_id, who=prior.who, favourable=prior.favourable, answered=prior.answered,
        dont_know=prior.dont_know, evidence_id=prior.evidence_id,
        marking=narrowest(prior.marking, *(said.marking for said in since)), progress=progress,
    )  # fmt: skip


def take_view_away(casefile: Casefile, *, view: View, progress: Progress = SILENT) -> Outcome[None]:
    """Take a view away; undo brings it back."""
    progress.step(0, 1, "Taking the view away")
    context = read_context(casefile)
    with casefile.transact(f"Take a view away ({name_of(context, view)})") as changes:
        tables.delete(casefile, View, view.id)
    return Outcome(None, changes.kinds, f"View taken away: {name_of(context, view)}")
