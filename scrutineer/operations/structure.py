"""The arrangements: groups and who sits on them, pairs that challenge each other, counts of escalations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.grid import tidy
from scrutineer.domain.partnership import Seat
from scrutineer.domain.periods import is_like_period, span_of
from scrutineer.domain.rules import before
from scrutineer.domain.structure import EscalationCount, GroupSeat, PartnerGroup, PeerPair
from scrutineer.errors import UserError
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


def record_group(casefile: Casefile, *, group: PartnerGroup, progress: Progress = SILENT) -> Outcome[int]:
    """Add a group, or replace what is said of one that is there. Those that report to it follow its new name."""
    progress.step(0, 1, "Recording the group")
    every = [known for known in tables.rows(casefile, PartnerGroup) if known.id != group.id]
    _refuse_two_of_a_name(group, every)
    _refuse_above(group, every)
    was = tables.get(casefile, PartnerGroup, group.id).name if group.id else group.name
    with casefile.transact(f"Record the group “{tidy(group.name)}”") as changes:
        new = _put(casefile, group)
        for below in every:
            if was != group.name and below.reports_to == was:
                tables.update(casefile, replace(below, reports_to=group.name))
    return changes.outcome(new, "Group recorded")


def take_group_away(casefile: Casefile, *, group: PartnerGroup, progress: Progress = SILENT) -> Outcome[None]:
    """Take a group away with who sits on it; one that others report to is kept, with a sentence that says so. A group
    that ended is not taken away: it has its last day."""
    progress.step(0, 1, "Taking the group away")
    below = [known.name for known in tables.rows(casefile, PartnerGroup, reports_to=group.name)]
    if below:
        raise UserError(
            f"“{group.name}” is what {' and '.join(below)} report to. Nothing was changed.",
            "Say first whom they report to, or give this group its last day.",
        )
    with casefile.transact(f"Take away the group “{group.name}”") as changes:
        tables.delete_where(casefile, GroupSeat, group_id=group.id)
        tables.delete(casefile, PartnerGroup, group.id)
    return Outcome(None, changes.kinds, "Group taken away")


def record_group_seat(casefile: Casefile, *, sitting: GroupSeat, progress: Progress = SILENT) -> Outcome[int]:
    """Seat somebody's post on a group, or replace what is said of that; never outside the days of the group."""
    progress.step(0, 1, "Recording who sits on the group")
    group = tables.get(casefile, PartnerGroup, sitting.group_id)
    seat = tables.get(casefile, Seat, sitting.seat_id)
    if before(sitting.starts, group.starts):
        raise UserError(
            f"“{group.name}” did not stand yet on that day. Nothing was recorded.",
            "Give a day from its first one on, or none.", about="starts",
        )  # fmt: skip
    if before(group.ends, sitting.ends) or before(group.ends, sitting.starts):
        raise UserError(
            f"“{group.name}” had ended by that day. Nothing was recorded.", "Give a day up to its last one.",
            about="ends",
        )  # fmt: skip
    with casefile.transact(f"Seat the {seat.title} on “{group.name}”") as changes:
        new = _put(casefile, sitting)
    return changes.outcome(new, "Recorded who sits there")


def take_group_seat_away(casefile: Casefile, *, sitting: GroupSeat, progress: Progress = SILENT) -> Outcome[None]:
    """Take a seat off a group as if it had never sat there; one that left has its last day."""
    return _take(casefile, sitting, "Take a seat off a group", "Taken off the group", progress)


def record_pair(casefile: Casefile, *, pair: PeerPair, progress: Progress = SILENT) -> Outcome[int]:
    """Keep a pair that challenges each other: what was challenged and what followed, or the day by which it is due."""
    progress.step(0, 1, "Recording the pair")
    if tidy(pair.first).casefold() == tidy(pair.second).casefold():
        raise UserError("A pair is of two. Nothing was recorded.", "Name whom they challenge.", about="second")
    with casefile.transact(f"Record {tidy(pair.first)} and {tidy(pair.second)}") as changes:
        new = _put(casefile, pair)
    return changes.outcome(new, "Pair recorded")


def take_pair_away(casefile: Casefile, *, pair: PeerPair, progress: Progress = SILENT) -> Outcome[None]:
    """Take a pair away; undo brings it back."""
    return _take(casefile, pair, "Take a pair of peers away", "Pair taken away", progress)


def record_escalations(casefile: Casefile, *, count: EscalationCount, progress: Progress = SILENT) -> Outcome[int]:
    """Keep how many disagreements about cases reached a stage in a period, and how many days they took in all. Totals
    alone; the stage is one of the local protocol's, where Settings says those."""
    progress.step(0, 1, "Recording the escalations")
    stages = read_context(casefile).partnership.case_stages
    if stages and count.stage not in stages:
        raise UserError(
            f"“{count.stage}” is no stage of the local protocol. Nothing was recorded.",
            f"Choose one of these: {', '.join(stages)}.", about="stage",
        )  # fmt: skip
    if not is_like_period(count.period):
        raise UserError(
            f"“{count.period}” is no period: nobody can say when it was. Nothing was recorded.",
            "Write it such as 2027-28, Q1 2027-28 or April to June 2027.", about="period",
        )  # fmt: skip
    if not count.number and count.days:
        raise UserError(
            f"No escalation took {count.days} days. Nothing was recorded.", "Say how many there were.", about="number"
        )
    same = tables.rows(
        casefile, EscalationCount, cycle_id=count.cycle_id, agency_id=count.agency_id, stage=count.stage,
    )  # fmt: skip
    for known in same:
        if known.id == count.id or span_of(known.period) != span_of(count.period):
            continue
        called = "" if known.period == count.period else f", as {known.period}"
        raise UserError(
            f"{count.period} has a count at this stage already{called}. Nothing was recorded.", "Change that one.",
            about="period",
        )  # fmt: skip
    with casefile.transact(f"Record escalations of {count.period}") as changes:
        new = _put(casefile, count)
    return changes.outcome(new, "Escalations recorded")


def take_escalations_away(casefile: Casefile, *, count: EscalationCount, progress: Progress = SILENT) -> Outcome[None]:
    """Take a count of escalations away; undo brings it back."""
    return _take(casefile, count, "Take a count of escalations away", "Count taken away", progress)


def _put(casefile: Casefile, thing: Any) -> int:
    """Add a row, or replace the one that has its id; returns the id."""
    if not thing.id:
        return tables.insert(casefile, thing)
    tables.update(casefile, thing)
    return int(thing.id)


def _take(casefile: Casefile, thing: Any, label: str, said: str, progress: Progress) -> Outcome[None]:
    progress.step(0, 1, label)
    with casefile.transact(label) as changes:
        tables.delete(casefile, type(thing), thing.id)
    return Outcome(None, changes.kinds, said)


def _refuse_two_of_a_name(group: PartnerGroup, every: list[PartnerGroup]) -> None:
    """Two groups may bear one name where one ended before the other began."""
    for known in every:
        apart = before(known.ends, group.starts) or before(group.ends, known.starts)
        if known.name.casefold() == group.name.strip().casefold() and not apart:
            raise UserError(
                f"“{known.name}” is there already on those days. Nothing was recorded.",
                "Give the earlier one its last day first.", about="name",
            )  # fmt: skip


def _refuse_above(group: PartnerGroup, every: list[PartnerGroup]) -> None:
    """A group reports to one that is there, and never to itself, however far round."""
    above = {known.name: known.reports_to for known in every} | {group.name: group.reports_to}
    if group.reports_to and group.reports_to not in above:
        raise UserError(f"No group is called “{group.reports_to}”. Nothing was recorded.", "Add that group first.",
                        about="reports_to")  # fmt: skip
    seen, name = {group.name}, group.reports_to
    while name:
        if name in seen:
            raise UserError("The group would report to itself. Nothing was recorded.", "Choose another above it.",
                            about="reports_to")  # fmt: skip
        seen.add(name)
        name = above.get(name, "")
