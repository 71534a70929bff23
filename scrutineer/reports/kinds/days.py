"""Days and fee: what was done under the contract, month by month and method by method, as an invoice rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scrutineer.domain.activities import Activity, ActivityState, Contract, Deliverable
from scrutineer.domain.contracts import Ledger, billed_twice, in_pounds, ledger
from scrutineer.domain.dates import MONTHS, long_date, period
from scrutineer.domain.editions import EditionView
from scrutineer.domain.words import counted
from scrutineer.domain.year import day_of, figure_of_days, in_days
from scrutineer.reports.document import Block, Document, Grid, GridCell, Paragraph, Section, Source, plain
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import findings, parts, year_parts
from scrutineer.reports.kinds.kind import READ, Kind, Making
from scrutineer.reports.kinds.parts import cell, facts, not_here


def build(view: EditionView, making: Making) -> Document:
    """The contract that runs, or ran last; the days of all of it or between two days."""
    contract = contract_of(view)
    body = [Section("days", "Days and fee", tuple(_days(view, contract)))]
    if contract is not None:
        body += [
            Section("list", "What was done", tuple(_list(view, contract))),
            Section("deliverables", "What the contract asks for", tuple(_deliverables(view, contract))),
        ]
    body.append(Section("declarations", "Independence", tuple(year_parts.declarations(view))))
    about = f"{contract.title}, {period(contract.starts, contract.ends)}" if contract else "No contract"
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=about if contract else f"As at {long_date(view.today)}",
        sections=(*body, *parts.sources(view, body)), own_page=False,
    )  # fmt: skip


def contract_of(view: EditionView) -> Contract | None:
    """The contract that runs on the last day that is asked about, else the newest that is shown."""
    day = view.scope.ends or view.today
    running = (known for known in view.year.contracts.shown if known.starts <= day <= known.ends)
    newest = max(view.year.contracts.shown, key=lambda known: (known.starts, known.id), default=None)
    return next(running, newest)


def _activities(view: EditionView) -> tuple[Activity, ...]:
    return (*view.year.activities.shown, *view.year.other_activities.shown)


def _is_whole(view: EditionView) -> bool:
    return view.year.activities.is_whole and view.year.other_activities.is_whole


def _ledger_of(view: EditionView, contract: Contract) -> Ledger:
    """The ledger of the days asked about: those of the contract that lie between the two days of the scope."""
    starts = max(contract.starts, view.scope.starts or contract.starts)
    ends = min(contract.ends, view.scope.ends or contract.ends)
    every = (a for a in _activities(view) if (day := day_of(a)) is not None and starts <= day <= ends)
    return ledger(contract, every)


def _days(view: EditionView, contract: Contract | None) -> Iterator[Block]:
    contracts = view.year.contracts
    if contract is None:
        yield findings.none_of("No contract is recorded.", contracts.is_whole, "The contract is not in this edition.")
        yield from not_here([(contracts.withheld, "contract", "contracts"), _activities_held(view)])
        return
    days, whole = _ledger_of(view, contract), _is_whole(view)
    yield facts(
        "The contract",
        ("Contract", contract.title), ("Term", period(contract.starts, contract.ends)),
        ("Days", f"{figure_of_days(contract.half_days)}, of which {findings.if_part(in_days(days.used), whole)} done"
                 f"{_between(view)}"),
        ("Fee for a day", in_pounds(contract.day_fee)), ("Expenses", contract.expenses),
        ("Data controller", contract.data_controller),
        ("To pay", f"{findings.if_part(in_pounds(days.fee), whole)}, before expenses"),
        of=Source("contract", contract.id, "title"),
    )  # fmt: skip
    both = billed_twice(contract, contracts.shown)
    if both:
        yield Paragraph(plain(" ".join(both)))
    if days.months:
        yield _by_month(view, days, whole=whole)
        yield _by_method(view, days, whole=whole)
    else:
        yield findings.none_of("No day of the contract was used.", whole, "No day that was used is in this edition.")
    yield from not_here([(contracts.withheld, "contract", "contracts"), _activities_held(view)])


def _between(view: EditionView) -> str:
    scope = view.scope
    if scope.starts is None and scope.ends is None:
        return ""
    first = f" from {long_date(scope.starts)}" if scope.starts else ""
    return f"{first} to {long_date(scope.ends)}" if scope.ends else first


def _activities_held(view: EditionView) -> tuple[int, str, str]:
    return view.year.activities.withheld + view.year.other_activities.withheld, "activity", "activities"


def _by_month(view: EditionView, days: Ledger, *, whole: bool) -> Grid:
    rows = [
        (
            cell(f"{MONTHS[month.month.month - 1]} {month.month.year}", strong=True),
            cell(figure_of_days(month.half_days)),
            cell("; ".join(f"{view.year.method_name(known)} {figure_of_days(used)}" for known, used in month.methods)),
            cell(in_pounds(month.fee)),
        )
        for month in days.months
    ]  # fmt: skip
    rows.append((cell("In all", strong=True), _strong(figure_of_days(days.used)), cell(""),
                 _strong(in_pounds(days.fee))))  # fmt: skip
    source = (Source("contract", days.contract.id),)
    rows[-1] = (replace(rows[-1][0], sources=source), *rows[-1][1:])
    head = ("Month", "Days", "How", "Fee")
    caption = findings.if_part("Days and fee by month", whole)
    return Grid(caption, tuple(rows), head=head, widths=(0.2, 0.1, 0.52, 0.18), caption_shown=True)


def _strong(words: str) -> GridCell:
    return cell(words, strong=True)


def _by_method(view: EditionView, days: Ledger, *, whole: bool) -> Grid:
    rows = tuple((cell(view.year.method_name(known), strong=True), cell(figure_of_days(used)))
                 for known, used in days.methods)  # fmt: skip
    caption = findings.if_part("Days by method", whole)
    return Grid(caption, rows, head=("Method", "Days"), widths=(0.8, 0.2), caption_shown=True)


def _list(view: EditionView, contract: Contract) -> Iterator[Block]:
    starts = max(contract.starts, view.scope.starts or contract.starts)
    ends = min(contract.ends, view.scope.ends or contract.ends)
    done = [
        activity for activity in _activities(view)
        if activity.state is ActivityState.DONE and activity.done_on and starts <= activity.done_on <= ends
    ]  # fmt: skip
    if done:
        yield year_parts.activities_grid(view, done, "What was done, by its day", whole=_is_whole(view))


def _deliverables(view: EditionView, contract: Contract) -> Iterator[Block]:
    every = [asked for asked in view.year.deliverables.shown if asked.contract_id == contract.id]
    held = view.year.deliverables
    if every:
        rows = tuple(_deliverable(view, asked) for asked in every)
        caption = findings.if_part("What the contract asks for", held.is_whole)
        yield Grid(caption, rows, head=("What", "By when", "Delivered"), widths=(0.46, 0.24, 0.3))
    yield from not_here([(held.withheld, "deliverable", "deliverables")])


def _deliverable(view: EditionView, asked: Deliverable) -> tuple[GridCell, ...]:
    if asked.done_on is None:
        late = (view.today - asked.due).days
        where = f"No, {counted(late, 'day')} late" if late > 0 else "Not yet"
    else:
        where = f"{long_date(asked.done_on)}{f', to {asked.given}' if asked.given else ''}"
    return (
        cell(asked.title, Source("deliverable", asked.id, "title"), strong=True),
        cell(parts.by_when(asked.due, view.today) if asked.done_on is None else long_date(asked.due)), cell(where),
    )  # fmt: skip


KIND = Kind(
    id="days",
    title="Days and fee",
    about="The days of the contract by month and method, with their fee: what an invoice rests on.",
    build=build,
    formats=(*READ, Format.WORKBOOK),
    by_period=True,
)
