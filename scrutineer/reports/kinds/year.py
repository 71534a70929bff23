"""The plan of the year: steps by months with the gaps in coverage, what was done and what is planned."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.activities import ActivityState
from scrutineer.domain.dates import period
from scrutineer.domain.editions import EditionView
from scrutineer.domain.words import counted
from scrutineer.domain.year import YearCell, YearGrid, by_methods, by_steps, gaps_in_words, month_words, months_between
from scrutineer.reports.document import Block, Document, Grid, Paragraph, Section, plain
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import findings, parts, year_parts
from scrutineer.reports.kinds.kind import READ, Kind, Making
from scrutineer.reports.kinds.parts import cell, not_here


def build(view: EditionView, making: Making) -> Document:
    """The year of the current cycle."""
    body = (
        Section("year", "The year by months", tuple(_year(view))),
        Section("ahead", "What is planned", tuple(_listed(view, ActivityState.PLANNED, "What is planned"))),
        Section("done", "What was done", tuple(_listed(view, ActivityState.DONE, "What was done"))),
    )
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=period(view.cycle.starts, view.cycle.ends), sections=body,
        own_page=False,
    )  # fmt: skip


def _year(view: EditionView) -> Iterator[Block]:
    activities = view.year.activities
    months = months_between(view.cycle.starts, view.cycle.ends)
    if activities.shown:
        steps = by_steps(activities.shown, view.framework, months)
        yield Paragraph(plain(_gaps(steps, whole=activities.is_whole)))
        yield _grid(steps, view.framework.part, findings.if_part("Steps by months", activities.is_whole))
        names = {method.id: method.name for method in view.year.methods}
        methods = by_methods(activities.shown, names, months)
        yield _grid(methods, "Method", findings.if_part("Methods by months", activities.is_whole))
        yield Paragraph(plain("A number is what was done in the month; one after a plus is what is planned."))
    else:
        yield findings.none_of("No activity is recorded.", activities.is_whole, "No activity is in this edition.")
    yield from not_here([(activities.withheld, "activity", "activities")])


def _gaps(steps: YearGrid, *, whole: bool) -> str:
    """Where nothing is done and nothing planned: of all there is, or of what this edition holds."""
    if whole or not steps.gaps:
        return gaps_in_words(steps)
    named = "; ".join(gap.name for gap in steps.gaps)
    return f"No activity in this edition bears on {counted(len(steps.gaps), 'step')}: {named}."


def _grid(grid: YearGrid, head: str, caption: str) -> Grid:
    rows = tuple((cell(row.name, strong=True), *(cell(_figures(known)) for known in row.cells)) for row in grid.rows)
    share = 0.76 / max(1, len(grid.months))
    return Grid(
        caption, rows, head=(head, *map(month_words, grid.months)), widths=(0.24, *([share] * len(grid.months))),
        caption_shown=True,
    )  # fmt: skip


def _figures(known: YearCell) -> str:
    said = [*([str(known.done)] if known.done else []), *([f"+{known.planned}"] if known.planned else [])]
    return " ".join(said) or "–"


def _listed(view: EditionView, state: ActivityState, caption: str) -> Iterator[Block]:
    activities = view.year.activities
    shown = [activity for activity in activities.shown if activity.state is state]
    if shown:
        yield year_parts.activities_grid(view, shown, f"{caption}, by its day", whole=activities.is_whole)


KIND = Kind(
    id="year",
    title="Plan of the year",
    about="Steps and methods by months, with the gaps in coverage; every activity that was done or is planned.",
    build=build,
    formats=(*READ, Format.WORKBOOK),
    by_cycle=True,
)
