"""How the partnership is arranged and what it keeps to: groups, attendance, money, clocks, peers, inspections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from scrutineer.domain.attendance import attendance_picture
from scrutineer.domain.clock_rules import ClockStatus, Ticking, patterns, ticking
from scrutineer.domain.clocks import PracticeReview
from scrutineer.domain.contributions import contributions_picture
from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView
from scrutineer.domain.held import Held
from scrutineer.domain.ledgers import Attendance, Contribution
from scrutineer.domain.picture import Picture
from scrutineer.domain.seat_days import sitting_within
from scrutineer.domain.structure import EscalationCount, Inspection, PeerPair
from scrutineer.domain.structure_chart import structure_chart
from scrutineer.domain.words import as_sentence, as_shown, counted
from scrutineer.reports.document import (
    Block,
    Document,
    Figure,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Section,
    Source,
    plain,
)
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import deaths, findings, parts
from scrutineer.reports.kinds.kind import READ, Kind, Making
from scrutineer.reports.kinds.parts import cell, not_here

T = TypeVar("T")


def build(view: EditionView, making: Making) -> Document:
    """The arrangements as they stand today, and what was counted of the current cycle."""
    body = (
        Section("structure", "Groups and seats", tuple(_structure(view))),
        Section("attendance", "Who was at meetings", tuple(_attendance(view))),
        Section("money", "What partners give", tuple(_money(view))),
        Section("clocks", "Practice reviews and statutory clocks", tuple(_reviews(view))),
        Section("peers", "Partners that challenge each other", tuple(_peers(view))),
        Section("escalations", "Disagreements about cases that were escalated", tuple(_escalations(view))),
        Section("inspections", "Inspections", tuple(_inspections(view))),
    )
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=f"As at {long_date(view.today)}",
        sections=(*body, parts.for_readers(view)), own_page=False,
    )  # fmt: skip


def _part(held: Held[T], of: str, shown: Callable[[], Iterable[Block]], noun: str, nouns: str) -> Iterator[Block]:
    """What is shown; else that nothing is recorded `of` this, or is here; and how many more are not in this edition."""
    if held.shown:
        yield from shown()
    else:
        yield findings.none_of(f"No {noun} is recorded{of}.", held.is_whole, f"No {noun} is in this edition.")
    yield from not_here([(held.withheld, noun, nouns)])


def _drawn(picture: Picture, *sources: Source, whole: bool) -> Figure:
    """A picture with the table that says the same; its first cell says what all of it rests on."""
    table = picture.table
    rows = tuple(tuple(GridCell(plain(text)) for text in row) for row in table.rows)
    return _with_table(picture, _resting(Grid(picture.title, rows, head=table.headings), sources), whole=whole)


def _resting(grid: Grid, sources: tuple[Source, ...]) -> Grid:
    """The same table, whose first cell says what all of it rests on."""
    if not grid.rows:
        return grid
    (first, *others), *rows = grid.rows
    return replace(grid, rows=((replace(first, sources=sources), *others), *rows))


def _workbooks(rows: Iterable[Attendance | Contribution]) -> tuple[Source, ...]:
    """The workbooks that gave these rows: the rows are too many to be named one by one."""
    return tuple(Source("return_file", file, "stored") for file in dict.fromkeys(row.return_id for row in rows))


def _with_table(picture: Picture, data: Grid, *, whole: bool) -> Figure:
    title = findings.if_part(picture.title, whole)
    return Figure(f"{title}: {picture.legend}", picture.spoken, picture, replace(data, caption=f"{title}, as a table"))


def _grid(held: Held[T], of_one: Callable[[T], tuple[GridCell, ...]], caption: str, **columns: float) -> Grid:
    """A row for each that is shown; the columns are named with their shares of the width."""
    head = tuple(name.replace("_", " ") for name in columns)
    rows = tuple(map(of_one, held.shown))
    return Grid(findings.if_part(caption, held.is_whole), rows, head=head, widths=tuple(columns.values()))


def _listed(
    held: Held[T], of: str, of_one: Callable[[T], tuple[GridCell, ...]], caption: str, noun: str, **columns: float
) -> Iterator[Block]:  # fmt: skip
    """One table of all that is shown, with what is said where there is none and of what is withheld."""
    yield from _part(held, of, lambda: [_grid(held, of_one, caption, **columns)], noun, f"{noun}s")


def _structure(view: EditionView) -> Iterator[Block]:
    year = view.year
    named: dict[int, str] = {seat.id: f"{seat.title}, {view.name_of(seat.agency_id)}" for seat in year.seats}
    seats = {seat.id: seat for seat in year.seats}
    sitting = [sitting_within(sitting, seats.get(sitting.seat_id)) for sitting in year.group_seats.shown]
    chart = structure_chart(year.groups.shown, sitting, named, view.today)
    noun = "group of the partnership"
    if chart.blocks:
        standing = (Source("partner_group", known.id, "name") for known in year.groups.shown)
        yield _drawn(chart, *standing, whole=year.groups.is_whole)
    else:
        known = f"{noun} that stands today" if year.groups.shown else noun
        yield findings.none_of(
            f"No {noun} is recorded as standing today.", year.groups.is_whole, f"No {known} is in this edition."
        )
    yield from not_here([(year.groups.withheld, noun, "groups of the partnership")])


def _attendance(view: EditionView) -> Iterator[Block]:
    held = view.attendance
    yield from _part(
        held, " by a workbook", lambda: [_seats(held)],
        "place at a meeting", "places at meetings",
    )  # fmt: skip


def _seats(held: Held[Attendance]) -> Figure:
    """Who was at each meeting, and for each seat the two shares beside how it was filled, in words."""
    picture = attendance_picture(held.shown)
    rows = tuple((cell(row.name, strong=True), *map(cell, row.shares), cell(row.ways)) for row in picture.rows)
    head = ("Seat", "Own holder", "With deputies", "How it was filled")
    grid = Grid(picture.title, rows, head=head, widths=(0.33, 0.16, 0.17, 0.34))
    return _with_table(picture, _resting(grid, _workbooks(held.shown)), whole=held.is_whole)


def _money(view: EditionView) -> Iterator[Block]:
    held = view.contributions
    yield from _part(
        held, " by a workbook",
        lambda: [_drawn(contributions_picture(held.shown), *_workbooks(held.shown),
                        whole=held.is_whole)],
        "contribution", "contributions",
    )  # fmt: skip


def _reviews(view: EditionView) -> Iterator[Block]:
    reviews, clocks = view.year.reviews, view.year.clocks
    yield from _listed(
        reviews, "", _review, "Practice reviews, by their codes", "practice review",
        Code=0.13, Kind=0.2, Decision=0.27, Published=0.16, Themes=0.24,
    )  # fmt: skip
    yield from _part(clocks, " for this cycle", lambda: _clocks(view), "clock", "clocks")
    if deaths.are_told(view):
        yield Heading(deaths.TITLE)
        yield from deaths.child_deaths(view)


def _review(review: PracticeReview) -> tuple[GridCell, ...]:
    decided = f" ({long_date(review.decided_on)})" if review.decided_on else ""
    return (
        cell(review.code, Source("practice_review", review.id, "code"), strong=True), cell(as_shown(review.kind)),
        cell(f"{review.decision}{decided}".strip() or "None yet"),
        cell(long_date(review.published_on) if review.published_on else "Not published"), cell(review.themes or "–"),
    )  # fmt: skip


def _clocks(view: EditionView) -> Iterator[Block]:
    """Each clock with its day 0, the day in force and how it stands; then how those of each rule went."""
    held = view.year.clocks
    known = [ticking(clock, view.year.clock_rules) for clock in held.shown]
    codes: dict[int, str] = {review.id: review.code for review in view.year.reviews.shown}
    yield _grid(
        Held(tuple(known), held.withheld), lambda each: _clock(view, each, codes), "Clocks of this cycle",
        Clock=0.38, Day_0=0.18, By_when=0.22, How_it_stands=0.22,
    )  # fmt: skip
    went = tuple((cell(each.title, strong=True), cell(each.in_words())) for each in patterns(known, view.today))
    yield Grid(findings.if_part("How they went", held.is_whole), went, head=("Clock", "In time"), widths=(0.6, 0.4))
    yield from (Paragraph(plain(said)) for said in dict.fromkeys(each.warning for each in known) if said)


def _clock(view: EditionView, known: Ticking, codes: Mapping[int, str]) -> tuple[GridCell, ...]:
    clock, status = known.clock, known.status(view.today)
    code = codes.get(clock.review_id, "") if clock.review_id is not None else ""
    title = ", ".join(filter(None, (known.title, code, view.name_of(clock.agency_id))))
    late = known.days_late(view.today)
    said = f"{status.value}, {long_date(clock.met_on)}" if clock.met_on else status.value
    if status is ClockStatus.UNCOUNTED and clock.met_on:
        said = f"Met, {long_date(clock.met_on)}; day 0 not known"
    by_hand = f", set by hand: {clock.reason}" if clock.due_override else ""
    other = f"; {long_date(known.other_due)} if counted from {clock.other_basis}" if known.other_due else ""
    return (
        cell(title, Source("clock", clock.id), strong=True),
        cell(long_date(clock.day_zero) if clock.day_zero else "Not known"),
        cell(f"{long_date(known.due)}{by_hand}{other}" if known.due else "Not known"),
        cell(f"{said}, {counted(late, 'day')} late" if late else said, warns=status is ClockStatus.OVERDUE),
    )  # fmt: skip


def _peers(view: EditionView) -> Iterator[Block]:
    yield from _listed(
        view.year.peers, " for this cycle", lambda pair: _pair(view, pair), "Pairs of this cycle", "pair",
        Pair=0.24, When=0.18, What_was_challenged=0.29, What_followed=0.29,
    )  # fmt: skip


def _pair(view: EditionView, pair: PeerPair) -> tuple[GridCell, ...]:
    when = long_date(pair.on_date) if pair.on_date else f"Not yet; by when: {parts.by_when(pair.due, view.today)}"
    return (
        cell(f"{pair.first} and {pair.second}", Source("peer_pair", pair.id, "first"), strong=True), cell(when),
        cell(pair.challenged or "–", Source("peer_pair", pair.id, "challenged")),
        cell(pair.followed or "–", Source("peer_pair", pair.id, "followed")),
    )  # fmt: skip


def _escalations(view: EditionView) -> Iterator[Block]:
    held = view.year.escalations
    yield from _part(held, " for this cycle", lambda: [
        _grid(held, lambda count: _escalated(view, count), "How many, by stage",
              Period=0.16, Stage=0.28, From=0.22, How_many=0.18, Days_in_all=0.16),
        Paragraph(plain("Totals alone stand here: of the cases themselves nothing is kept.")),
    ], "number of escalations", "numbers of escalations")  # fmt: skip


def _escalated(view: EditionView, count: EscalationCount) -> tuple[GridCell, ...]:
    few = count.id in view.year.few_escalated
    number = f"Fewer than {view.partnership.smallest}" if few else str(count.number)
    days = "Not shown" if few else "Not known" if count.days is None else str(count.days)
    return (
        cell(count.period, strong=True), cell(count.stage), cell(view.name_of(count.agency_id) or "Every agency"),
        cell(number, Source("escalation_count", count.id, "number")), cell(days),
    )  # fmt: skip


def _inspections(view: EditionView) -> Iterator[Block]:
    yield from _listed(
        view.year.inspections, "", lambda known: _inspection(view, known), "Inspections and peer reviews", "inspection",
        Inspection=0.28, When=0.17, Next_looked_for=0.17, What_it_found_and_how_ready_one_is=0.38,
    )  # fmt: skip


def _inspection(view: EditionView, known: Inspection) -> tuple[GridCell, ...]:
    advised = sum(advice.inspection_id == known.id for advice in view.recommendations.shown)
    actions = findings.if_part(counted(advised, "recommendation"), view.recommendations.is_whole) if advised else ""
    said = " ".join(map(as_sentence, filter(None, (known.findings, known.readiness, actions))))
    title = ", ".join(filter(None, (known.title, as_shown(known.kind), view.name_of(known.agency_id))))
    return (
        cell(title, Source("inspection", known.id, "title"), strong=True),
        cell(long_date(known.held_on) if known.held_on else "Not yet"),
        cell(parts.by_when(known.next_due, view.today, "No day is known")),
        cell(said or "–", Source("inspection", known.id, "findings")),
    )  # fmt: skip


KIND = Kind(
    id="arrangements",
    title="Partnership arrangements",
    about="Groups and seats, attendance, contributions, practice reviews and clocks, peers, escalations, inspections.",
    build=build,
    formats=(*READ, Format.WORKBOOK),
)
