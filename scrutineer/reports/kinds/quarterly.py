"""Quarterly findings: what happened between two days, and what is new since the last issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scrutineer.domain.activities import Activity, ActivityState
from scrutineer.domain.challenge import Event, EventKind, Life
from scrutineer.domain.dates import local_day, long_date, period, read_date
from scrutineer.domain.editions import (
    EditionView,
    Held,
    Judged,
    Shown,
    ShownChallenge,
    ShownStep,
    SourcedItem,
    Withheld,
)
from scrutineer.domain.event_words import every_event
from scrutineer.domain.words import as_sentence, counted
from scrutineer.reports.document import (
    Block,
    Document,
    Face,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Run,
    Section,
    Source,
    plain,
)
from scrutineer.reports.kinds import challenges, findings, parts, year_parts
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.kinds.parts import cell, not_here
from scrutineer.reports.kinds.waiting import TELLS_OF, Waits, all_is_shown, waiting

QUARTER = 13 * 7
"""Days that it looks back over where no first day is asked for: thirteen weeks."""
NEW = "New. "


@dataclass(frozen=True, slots=True)
class _Time:
    """The days that are told of, both in it, and the last issue's day, after which something is new."""

    starts: date
    ends: date
    issued: date | None

    def holds(self, day: date | None) -> bool:
        """Whether a day is told of."""
        return day is not None and self.starts <= day <= self.ends

    def mark(self, day: date) -> tuple[Run, ...]:
        """The words before what is new since the last issue."""
        return (Run(NEW, strong=True),) if self.issued is not None and day > self.issued else ()


def build(view: EditionView, making: Making) -> Document:
    """The findings between the two days asked for; without them, of the last thirteen weeks of the cycle."""
    time = _time(view, making)
    body = [
        Section("short", "In short", tuple(_in_short(view, time))),
        Section("findings", "What was found", tuple(_findings(view, time))),
        Section("challenges", "What happened to challenges", tuple(_events(view, time))),
        Section("evidence", "What was looked at", tuple(_evidence(view, time))),
        Section("ahead", "What is due", tuple(_ahead(view))),
    ]
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=f"Findings, {period(time.starts, time.ends)}",
        sections=(*body, parts.register(view, parts.cited_in(body)), parts.for_readers(view)), own_page=False,
    )  # fmt: skip


def _time(view: EditionView, making: Making) -> _Time:
    ends = min(view.scope.ends or parts.last_day(view), view.today)  # of days to come nothing can be told
    starts = view.scope.starts or max(view.cycle.starts, ends - timedelta(days=QUARTER - 1))
    return _Time(min(starts, ends), ends, read_date(making.issued_before))


def _in_short(view: EditionView, time: _Time) -> Iterator[Block]:
    happened = [event for shown in view.challenges.shown for event in _within(shown, time)]
    kinds = Counter(event.kind for event in happened)
    numbers = (
        (len(_judged(view, time)), "judgement made", "judgements made"),
        (kinds[EventKind.RAISED], "challenge raised", "challenges raised"),
        (kinds[EventKind.RESPONSE], "reply received", "replies received"),
        (kinds[EventKind.CLOSED], "challenge closed", "challenges closed"),
        (len(_received(view, time)), "item of evidence received", "items of evidence received"),
    )
    held_back = any(shown.withheld_events for shown in view.challenges.shown)
    held_back = held_back or any(isinstance(seen, Withheld) for step in view.steps for seen in step.made)
    whole = view.challenges.is_whole and view.evidence.is_whole and not held_back
    nouns = ((number, noun if number == 1 else many) for number, noun, many in numbers)
    yield findings.count_grid("Numbers of this time", nouns, whole)
    if time.issued is not None:
        yield Paragraph(plain(f"What came after the last issue, of {long_date(time.issued)}, is marked as new."))
    yield from challenges.withheld_challenges(view)


def _findings(view: EditionView, time: _Time) -> Iterator[Block]:
    judged = _judged(view, time)
    for shown, day in judged:
        first, *rest = findings.step_blocks(view, shown)
        if isinstance(first, Heading) and time.mark(day):
            first = replace(first, words=f"{first.words} (new)")
        yield from (first, Paragraph(plain(f"Judged on {long_date(day)}.")), *rest)
    withheld = sum(isinstance(seen, Withheld) for step in view.steps for seen in step.made)
    if not judged:
        within = "in this time" if time.starts >= view.cycle.starts else "in this time and this cycle"
        yield findings.none_of(f"No step was judged {within}.", not withheld,
                               "No judgement of this time is in this edition.")  # fmt: skip
    yield from not_here([(withheld, "judgement of this cycle", "judgements of this cycle")])


def _judged(view: EditionView, time: _Time) -> list[tuple[ShownStep, date]]:
    """The steps whose judgement was made within the time, with its day."""
    judged = []
    for shown in view.steps:
        newest = _newest_within(shown, time)
        if newest is not None:
            judged.append((replace(shown, now=Shown(newest[0])), newest[1]))
    return judged


def _newest_within(shown: ShownStep, time: _Time) -> tuple[Judged, date] | None:
    """The judgement that stood when the time ended, if it was made in it; None where that may be a withheld one."""
    for seen in reversed(shown.made):
        if isinstance(seen, Withheld):
            return None
        day = local_day(seen.thing.judgement.made) if seen.thing.judgement.made else None
        if day is not None and day <= time.ends:
            return (seen.thing, day) if time.holds(day) else None
    return None


def _within(shown: ShownChallenge, time: _Time) -> list[Event]:
    return [event for event in shown.life.events if time.holds(event.on_date)]


def _events(view: EditionView, time: _Time) -> Iterator[Block]:
    every = challenges.in_order(view)
    rows = []
    for shown in every:
        for event, struck in every_event(shown.life):
            if not time.holds(event.on_date):
                continue
            said = (*time.mark(event.on_date), *parts.words(challenges.in_words(event, struck)))
            rows.append((
                cell(shown.challenge.reference, strong=True), cell(shown.put_to),
                cell(long_date(event.on_date)), cell(challenges.what_happened(event, struck)),
                GridCell(said, sources=(Source("event", event.id),)),
            ))  # fmt: skip
    withheld = any(shown.withheld_events for shown in every)
    whole = view.challenges.is_whole and not withheld
    if rows:
        head = ("Reference", "Put to", "Day", "What", "In words")
        caption = findings.if_part("What happened to challenges", whole)
        yield Grid(caption, tuple(rows), head=head, widths=(0.17, 0.19, 0.16, 0.14, 0.34))
    else:
        yield findings.none_of("Nothing happened to a challenge in this time.", whole,
                               "Nothing that happened to a challenge in this time is in this edition.")  # fmt: skip
    open_then = [at for shown in every if (at := _as_at(shown, time.ends)) is not None and at.life.is_open]
    if open_then:
        yield Heading(f"Open on {long_date(time.ends)}")
        then = replace(view, today=time.ends, challenges=Held(tuple(open_then), view.challenges.withheld))
        yield findings.challenge_table(then, challenges.in_order(then), f"Challenges open on {long_date(time.ends)}")


def _as_at(shown: ShownChallenge, day: date) -> ShownChallenge | None:
    """A challenge as it stood at the end of a day; None where it had not been put yet."""
    life = Life(shown.challenge, tuple(event for event in shown.life.events if event.on_date <= day))
    return replace(shown, life=life) if life.raised_on else None


def _received(view: EditionView, time: _Time) -> list[SourcedItem]:
    items = (sourced for sourced in view.evidence.shown if time.holds(sourced.item.received))
    return sorted(items, key=lambda sourced: sourced.item.number)


def _done(view: EditionView, time: _Time) -> list[Activity]:
    every = (*view.year.activities.shown, *view.year.other_activities.shown)
    return [activity for activity in every if activity.state is ActivityState.DONE and time.holds(activity.done_on)]


def _evidence(view: EditionView, time: _Time) -> Iterator[Block]:
    """What was done, and what came in: a visit of which nothing is captured was made all the same."""
    done, year = _done(view, time), view.year
    if done:
        whole = year.activities.is_whole and year.other_activities.is_whole
        yield year_parts.activities_grid(view, done, "What was done in this time", whole=whole)
    yield from findings.volumes(view, _received(view, time), "Evidence received in this time, by kind")


def _ahead(view: EditionView) -> Iterator[Block]:
    """What waits for somebody: what is past its day, and what falls due from today on."""
    yield Paragraph(plain(TELLS_OF), Face.SMALL)
    whole = all_is_shown(view)
    every = waiting(view)
    late = [waits for waits in every if waits.days_late(view.today)]
    coming = [waits for waits in every if waits.day is not None and waits.day >= view.today]
    for things, caption in ((late, "Past the day"), (coming, "What is due next")):
        if things:
            rows = tuple(_row(view, waits) for waits in things)
            head = ("By when", "What", "Who")
            yield Grid(findings.if_part(caption, whole), rows, head=head, widths=(0.24, 0.5, 0.26))
    if not late and not coming:
        yield findings.none_of("Nothing of these is due.", whole, "Nothing that is due is in this edition.")


def _row(view: EditionView, waits: Waits) -> tuple[GridCell, ...]:
    late = waits.days_late(view.today)
    day = long_date(waits.day) if waits.day else ""
    said = f"{day}, {counted(late, 'day')} ago" if late else day
    what = parts.words(f"{as_sentence(waits.what)} {waits.next}.")
    return cell(said, warns=late > 0), GridCell(what, sources=(waits.source,)), cell(waits.who)  # fmt: skip


KIND = Kind(
    id="quarterly",
    title="Quarterly findings",
    about="What was found and what happened between any two days, with what is new since the last issue.",
    build=build,
    by_period=True,
)
