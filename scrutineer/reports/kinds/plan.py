"""The plan on a page: each step, where it stands, what is open on it and what comes next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from scrutineer.domain.challenge import Status
from scrutineer.domain.dates import period, short_date
from scrutineer.domain.editions import EditionView, ShownChallenge
from scrutineer.domain.words import counted
from scrutineer.reports.document import Block, Bullets, Document, Grid, GridCell, Heading, Section, Source
from scrutineer.reports.kinds import challenges, findings, parts
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.kinds.parts import cell, not_here


def build(view: EditionView, making: Making) -> Document:
    """The page of the current cycle."""
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=period(view.cycle.starts, view.cycle.ends),
        sections=(Section("plan", "Steps, and what is open on each", tuple(_plan(view))),), own_page=False, brief=True,
    )  # fmt: skip


def _plan(view: EditionView) -> Iterator[Block]:
    open_on: dict[str, list[ShownChallenge]] = defaultdict(list)
    for shown in challenges.in_order(view):
        if shown.life.is_open and shown.life.status is not Status.DRAFT:
            known = (target for target in shown.challenge.targets if view.framework.knows(target))
            steps: set[str] = {view.framework.step(target).target for target in known}
            for step in steps or {""}:
                open_on[step].append(shown)
    rows = [
        (
            cell(f"{shown.step.number} {shown.step.label}", strong=True),
            cell(findings.standing(view, shown.now), *_source(shown.now)),
            *_open(view, open_on.get(shown.step.target, [])),
        )
        for shown in view.steps
    ]  # fmt: skip
    if open_on.get(""):
        rows.append((cell("On no step", strong=True), cell("Not judged"), *_open(view, open_on[""])))
    whole = view.challenges.is_whole and not any(shown.moves_withheld for shown in view.challenges.shown)
    head = (view.framework.part, "Where it stands", "Open challenges", "Next day")
    if rows:
        caption = findings.if_part("Steps, and what is open on each", whole)
        yield Grid(caption, tuple(rows), head=head, widths=(0.26, 0.24, 0.28, 0.22))
    yield from not_here([(view.challenges.withheld, "challenge", "challenges")])
    wanted = view.outcomes.shown
    if wanted:
        yield Heading("What the partnership wants for children")
        yield Bullets(tuple(parts.unlinked(parts.words(outcome.text)) for outcome in wanted),
                      sources=tuple(Source("outcome", outcome.id, "text") for outcome in wanted))  # fmt: skip
    yield from not_here([(view.outcomes.withheld, "desired outcome", "desired outcomes")])


def _source(seen: findings.SeenJudgement) -> tuple[Source, ...]:
    known = parts.judged(seen)
    return (Source("judgement", known.judgement.id, "level"),) if known else ()


def _open(view: EditionView, shown: list[ShownChallenge]) -> tuple[GridCell, GridCell]:
    """How many challenges are open on a step and which, and the nearest day to come."""
    whole = view.challenges.is_whole and not any(known.moves_withheld for known in shown)
    no_day = "None to come" if whole else "None shown"
    if not shown:
        return cell("None" if whole else "None shown"), cell(no_day)
    short = ", ".join(known.challenge.reference.split("-", 1)[-1] for known in shown)
    overdue = sum(challenges.days_overdue(known, view) > 0 for known in shown)
    late = f"; {counted(overdue, 'reply', 'replies')} overdue" if overdue else ""
    sources = (Source("challenge", known.challenge.id) for known in shown)
    days = [day for known in shown for day in _days(view, known)]
    ahead = min(days, default=None)
    return (
        cell(f"{len(shown)}: {short}{late}", *sources, warns=overdue > 0),
        cell(f"{ahead[1]}, {short_date(ahead[0])}" if ahead else no_day),
    )


def _days(view: EditionView, known: ShownChallenge) -> Iterator[tuple[date, str]]:
    """The days that a challenge waits for and that have not passed."""
    life = known.life
    if known.moves_withheld:
        return
    if life.reply_due and life.reply_due >= view.today:
        yield life.reply_due, "Reply"
    if life.test_due and life.test_due >= view.today:
        yield life.test_due, "Test"


KIND = Kind(
    id="plan",
    title="Plan on a page",
    about="Each step, where it stands, what is open on it and the next day, on one page.",
    build=build,
    most_pages=1,
)
