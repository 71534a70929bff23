"""The scrutineer's activities: planned, done, dropped; each one entry and one undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity, ActivityState
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.evidence import Link, LinkTarget
from scrutineer.domain.ids import ActivityId, TargetId
from scrutineer.domain.rules import is_blank
from scrutineer.domain.working_days import is_working_day
from scrutineer.errors import UserError
from scrutineer.frameworks import loader
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress

_AHEAD = timedelta(days=14)
"""How far ahead an activity is planned that is suggested: a person moves it as they like."""


def method_name(method: str) -> str:
    """What a method is called: one that ships by its name, one of one's own by its words."""
    return next((known.name for known in loader.methods() if known.id == method), method)


def usual_half_days(method: str) -> int:
    """About how many half days a method takes; one for what nothing is known of."""
    return next((max(1, ceil(known.days * 2)) for known in loader.methods() if known.id == method), 1)


def add_activity(casefile: Casefile, *, activity: Activity, progress: Progress = SILENT) -> Outcome[ActivityId]:
    """Record an activity, planned or done, in the current cycle. Without a title it is called as its method is."""
    progress.step(0, 1, "Recording the activity")
    cycle = read_context(casefile).cycle
    new = replace(activity, id=ActivityId(0), cycle_id=cycle.id, title=_title(activity))
    _require_method(new)
    with casefile.transact(f"{_VERBS[new.state]} “{new.title}”") as changes:
        added = ActivityId(tables.insert(casefile, new))
    return Outcome(added, changes.kinds, f"Activity {new.state.value}")


_VERBS = {ActivityState.PLANNED: "Plan", ActivityState.DONE: "Record", ActivityState.DROPPED: "Drop"}


def _title(activity: Activity) -> str:
    return method_name(activity.method) if is_blank(activity.title) else " ".join(activity.title.split())


def _require_method(activity: Activity) -> None:
    if is_blank(activity.method):
        raise UserError("The activity has no method.", "Choose how it is done, or say it in words.", about="method")


def change_activity(casefile: Casefile, *, activity: Activity, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of an activity."""
    progress.step(0, 1, "Recording the activity")
    _require_method(activity)
    changed = replace(activity, title=_title(activity))
    with casefile.transact(f"Change “{changed.title}”") as changes:
        tables.update(casefile, changed)
    return changes.outcome(None, "Activity recorded")


def do_activity(
    casefile: Casefile,
    *,
    activity_id: ActivityId,
    done_on: date,
    half_days: int | None = None,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Say that a planned activity was done; without half days it took those that were planned."""
    progress.step(0, 1, "Recording the activity")
    known = tables.get(casefile, Activity, activity_id)
    took = known.planned_half_days if half_days is None else half_days
    done = replace(known, state=ActivityState.DONE, done_on=done_on, half_days=took)
    with casefile.transact(f"Record “{known.title}” as done") as changes:
        tables.update(casefile, done)
    return changes.outcome(None, f"Done on {long_date(done_on)}")


def drop_activity(
    casefile: Casefile, *, activity_id: ActivityId, reason: str, progress: Progress = SILENT
) -> Outcome[None]:
    """Say that an activity is not going to happen, and why; it is kept, and counts nowhere."""
    progress.step(0, 1, "Recording the activity")
    if is_blank(reason):
        raise UserError("An activity that is dropped needs the reason.", "Say why it is not done.", about="notes")
    known = tables.get(casefile, Activity, activity_id)
    line = f"Dropped: {reason.strip()}"
    notes = known.notes if line in known.notes.splitlines() else f"{known.notes}\n{line}".strip()
    with casefile.transact(f"Drop “{known.title}”") as changes:
        tables.update(casefile, replace(known, state=ActivityState.DROPPED, notes=notes))
    return changes.outcome(None, "Activity dropped")


def take_activity_away(casefile: Casefile, *, activity: Activity, progress: Progress = SILENT) -> Outcome[None]:
    """Take an activity away with its links to evidence, which stays; undo brings both back."""
    progress.step(0, 1, "Taking the activity away")
    with casefile.transact(f"Take away “{activity.title}”") as changes:
        tables.delete_where(casefile, Link, target_kind=LinkTarget.ACTIVITY, target=str(activity.id))
        tables.delete(casefile, Activity, activity.id)
    return Outcome(None, changes.kinds, "Activity taken away")


def plan_next(casefile: Casefile, *, method: str, target: TargetId, progress: Progress = SILENT) -> Outcome[ActivityId]:
    """Plan what is suggested under a judgement in one step: the method on the line, on a working day two weeks ahead
    or, where the cycle ends before that, on its last working day."""
    progress.step(0, 1, "Planning the activity")
    context = read_context(casefile)
    today = casefile.clock.today()
    day = max(today, min(today + _AHEAD, context.cycle.ends))
    while not is_working_day(day) and day > today:
        day -= timedelta(days=1)
    planned = Activity(
        cycle_id=context.cycle.id, title=f"{method_name(method)}: {context.framework.name(target)}", method=method,
        planned_on=day, planned_half_days=usual_half_days(method), targets=(target,),
    )  # fmt: skip
    outcome = add_activity(casefile, activity=planned)
    return replace(outcome, label=f"Planned for {long_date(day)}")
