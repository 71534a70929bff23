"""The timeline of a cycle: what is due and late, what was asked, gathered and judged, each on its day."""

from __future__ import annotations

from collections import Counter
from datetime import date

from scrutineer.casefile import reading, tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity, ActivityState
from scrutineer.domain.dates import local_day
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.scale import NOT_YET, require_scale
from scrutineer.domain.timeline import Entry, Happening, Lane, Timeline, timeline
from scrutineer.domain.year import day_of
from scrutineer.frameworks import loader
from scrutineer.operations.queries.bodies import ends_under
from scrutineer.operations.queries.context import Context, framework_of
from scrutineer.operations.queries.expected import Standing, expected


def year_timeline(casefile: Casefile, context: Context, cycle: Cycle, today: date) -> Timeline:
    """A cycle as it lies between its two days. What is due is shown in the current one alone: of a cycle that is over
    nothing waits.

    Cost grows with the days on which something was gathered, the cycle's judgements and the open challenges.
    """
    asked = expected(casefile, context, today) if cycle.current else ()
    due = Counter(
        (cell.due, Happening.RETURN_LATE if cell.standing is Standing.OVERDUE else Happening.RETURN_DUE)
        for row in asked
        for cell in row.cells.values()
        if cell.due is not None and cell.standing in (Standing.OVERDUE, Standing.AWAITED)
    )
    returns = tuple(Entry(day, what, number) for (day, what), number in due.items())
    lanes = [
        *([Lane("Returns due", returns)] if cycle.current else []),
        *_challenges(casefile, cycle, today),
        *_activities(casefile, cycle, today),
        *_steps(casefile, cycle),
    ]
    return timeline(lanes, first=cycle.starts, last=cycle.ends, today=today)


def _challenges(casefile: Casefile, cycle: Cycle, today: date) -> list[Lane]:
    """The days on which challenges were raised, and those on which the replies still awaited are due."""
    days = reading.raised_by_day(casefile, cycle.starts, cycle.ends)
    raised = Lane("Challenges raised", tuple(Entry(day, Happening.RAISED, number) for day, number in days))
    if not cycle.current:
        return [raised]
    replies = tuple(
        Entry(day, Happening.REPLY_LATE if day < today else Happening.REPLY_DUE, number)
        for day, number in reading.replies_by_day(casefile)
    )
    return [raised, Lane("Replies due", replies)]


def _activities(casefile: Casefile, cycle: Cycle, today: date) -> list[Lane]:
    """What the scrutineer did and plans, day by day; no row where nothing was ever written down."""
    days: Counter[tuple[date, Happening]] = Counter()
    for activity in tables.rows(casefile, Activity, cycle_id=cycle.id):
        day = day_of(activity)
        if day is None or activity.state is ActivityState.DROPPED:
            continue
        ahead = Happening.MISSED if day < today else Happening.PLANNED
        days[day, Happening.DONE if activity.state is ActivityState.DONE else ahead] += 1
    entries = (Entry(day, what, number) for (day, what), number in days.items())
    return [Lane("Activities", tuple(entries))] if days else []


def _steps(casefile: Casefile, cycle: Cycle) -> list[Lane]:
    """A lane for each step of the cycle's framework: what was received under it by day, and how it was judged."""
    framework = framework_of(casefile, cycle)
    judged: dict[str, list[Entry]] = {}
    for judgement in tables.rows(casefile, Judgement, cycle_id=cycle.id):
        if judgement.level != NOT_YET:
            look = require_scale(loader.scales(), judgement.scale_id).look(judgement.level)
            entry = Entry(local_day(judgement.made), Happening.JUDGED, 1, look)
            judged.setdefault(judgement.target, []).append(entry)
    lanes = []
    for step in framework.steps:
        received = weighing.received_on(casefile, ends_under(framework, step.target), cycle.id)
        gathered = (Entry(day, Happening.EVIDENCE, number) for day, number in received)
        lanes.append(Lane(f"{step.number} {step.label}", (*gathered, *judged.get(step.target, []))))
    return lanes
