"""What is due: what is past its day, what comes next, and what has no day, each with whom it waits for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView
from scrutineer.domain.words import as_sentence, counted
from scrutineer.reports.document import Block, Document, Grid, Section
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import findings, parts
from scrutineer.reports.kinds.kind import READ, Kind, Making
from scrutineer.reports.kinds.parts import cell, not_here
from scrutineer.reports.kinds.waiting import TELLS_OF, Waits, all_is_shown, moves_unseen, waiting

AHEAD = 13 * 7
"""Days ahead that it looks: thirteen weeks. What lies further is counted."""


def build(view: EditionView, making: Making) -> Document:
    """The list as it stands on the day, of all agencies or one."""
    every = waiting(view)
    late = [waits for waits in every if waits.days_late(view.today)]
    until = view.today + timedelta(days=AHEAD)
    ahead = [waits for waits in every if waits.day is not None and view.today <= waits.day]
    soon = [waits for waits in ahead if waits.day is not None and waits.day <= until]
    nothing = "Nothing of these is past its day."
    body = [
        Section("late", "Past the day", (*parts.paragraphs(TELLS_OF), *_table(view, late, "Past the day", nothing))),
        Section("next", "In the next thirteen weeks", tuple(_next(view, soon, len(ahead) - len(soon)))),
        Section("undated", "Without a day", tuple(_undated(view, every))),
    ]
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=f"As at {long_date(view.today)}",
        sections=(*body, *parts.sources(view, body)), own_page=False, brief=True,
    )  # fmt: skip


def _next(view: EditionView, soon: Sequence[Waits], further: int) -> Iterator[Block]:
    yield from _table(view, soon, "Due next", "Nothing falls due in the next thirteen weeks.")
    if further:
        are = "lies" if further == 1 else "lie"
        yield from parts.paragraphs(f"{counted(further, 'more thing')} {are} further ahead.")


def _undated(view: EditionView, every: Sequence[Waits]) -> Iterator[Block]:
    undated = [waits for waits in every if waits.day is None]
    yield from _table(view, undated, "Without a day", "Everything that waits has a day.")
    yield from not_here([
        (view.challenges.withheld, "challenge", "challenges"),
        (view.recommendations.withheld, "recommendation", "recommendations"),
        (view.year.recommendation_events.withheld, "event of a recommendation", "events of recommendations"),
        (view.year.waits.withheld, "other thing that waits", "other things that wait"),
    ])  # fmt: skip
    yield from moves_unseen(view)


def _table(view: EditionView, things: Sequence[Waits], caption: str, nothing: str) -> Iterator[Block]:
    whole = all_is_shown(view)
    if not things:
        yield findings.none_of(nothing, whole, f"{nothing.removesuffix('.')}, as far as this edition shows.")
        return
    rows = tuple(
        (
            cell(_day(view, waits), warns=waits.days_late(view.today) > 0), cell(waits.who),
            cell(waits.what, waits.source, strong=True), cell(f"{waits.next}. {as_sentence(waits.why)}"),
        )
        for waits in things
    )  # fmt: skip
    head = ("By when", "Waits for", "What", "Next, and why")
    yield Grid(findings.if_part(caption, whole), rows, head=head, widths=(0.19, 0.18, 0.33, 0.3))


def _day(view: EditionView, waits: Waits) -> str:
    if waits.day is None:
        return "No day was set"
    late = waits.days_late(view.today)
    return f"{long_date(waits.day)}, {counted(late, 'day')} ago" if late else long_date(waits.day)


KIND = Kind(
    id="due",
    title="What is due",
    about="What is past its day, what comes next and what has no day, each with whom it waits for and why.",
    build=build,
    formats=(*READ, Format.WORKBOOK),
    by_agency=True,
    by_cycle=False,
)
