"""The challenge log: every challenge a row, what each waits for, and every update by reference and day."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.editions import EditionView, ShownChallenge, Withheld
from scrutineer.domain.event_words import every_event
from scrutineer.domain.words import counted
from scrutineer.reports.document import Block, Document, Grid, GridCell, Section, Source
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import challenges, findings, parts
from scrutineer.reports.kinds.kind import READ, Kind, Making
from scrutineer.reports.kinds.parts import cell


def build(view: EditionView, making: Making) -> Document:
    """The log of all agencies or one, in the order of the references."""
    every = sorted(view.challenges.shown, key=lambda shown: shown.challenge.reference)
    body = [
        Section("log", "Challenges", tuple(_log(view, every))),
        Section("waiting", "What each waits for", tuple(_waiting(view, every))),
        Section("updates", "Updates", tuple(_updates(every))),
    ]
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title,
        about=f"Every challenge and what became of it, to {long_date(view.today)}",
        sections=(*body, *parts.sources(view, body)), own_page=False,
    )  # fmt: skip


def _log(view: EditionView, every: list[ShownChallenge]) -> Iterator[Block]:
    yield challenges.counts(view, every)
    yield from challenges.withheld_challenges(view)
    whole = view.challenges.is_whole
    if not every:
        yield findings.none_of("No challenge has been raised.", whole, "No challenge is in this edition.")
        return
    rows = tuple(
        (
            cell(shown.challenge.reference, strong=True, anchor=shown.challenge.reference),
            cell(short_date(shown.life.raised_on) if shown.life.raised_on else "Not yet"), cell(shown.put_to),
            cell(shown.challenge.question, Source("challenge", shown.challenge.id, "question")),
            cell(_status(shown), Source("challenge", shown.challenge.id)), _due(view, shown),
        )
        for shown in every
    )  # fmt: skip
    head = ("Reference", "Raised", "Put to", "Question", "Status", "Due")
    caption = findings.if_part("Challenges", whole)
    yield Grid(caption, rows, head=head, widths=(0.17, 0.12, 0.16, 0.25, 0.17, 0.13))


def _status(shown: ShownChallenge) -> str:
    closed = f", {short_date(shown.life.closed_on)}" if shown.life.closed_on else ""
    return shown.life.status.value + closed + (f", {challenges.AS_SHOWN}" if shown.moves_withheld else "")


def _due(view: EditionView, shown: ShownChallenge) -> GridCell:
    """What is due: the reply while one is awaited, else the day of the next test."""
    life = shown.life
    if shown.moves_withheld:
        return cell("Not in this edition")
    if life.reply_due:
        late = challenges.days_overdue(shown, view)
        overdue = f", {counted(late, 'day')} overdue" if late else ""
        return cell(f"Reply {short_date(life.reply_due)}{overdue}", warns=late > 0)
    if life.is_open and life.test_due:
        passed = ", which has passed" if life.test_due < view.today else ""
        return cell(f"Test {short_date(life.test_due)}{passed}")
    return cell("Nothing")


def _waiting(view: EditionView, every: list[ShownChallenge]) -> Iterator[Block]:
    rows = []
    for shown in every:
        challenge = shown.challenge
        names = "; ".join(view.named(challenge.targets))
        test = cell(challenge.test or "None was set", Source("challenge", challenge.id, "test"))
        rows.append((
            cell(challenge.reference, strong=True), cell(names or "No step is named"), test,
            cell(challenges.next_step(view, shown) or _nothing_next(shown)), _for_children(shown),
        ))  # fmt: skip
    head = ("Reference", "Bears on", "The test", "Next", "For children")
    if rows:
        yield Grid("What each waits for", tuple(rows), head=head, widths=(0.17, 0.18, 0.21, 0.24, 0.2))


def _nothing_next(shown: ShownChallenge) -> str:
    if shown.moves_withheld:
        return "Not in this edition"
    return "Nothing is set" if shown.life.is_open else "Closed"


def _for_children(shown: ShownChallenge) -> GridCell:
    closing = shown.closing
    if closing is None:
        return cell("Nothing recorded yet")
    if isinstance(closing, Withheld):
        return cell("Not in this edition")
    _, short, said, source = next(findings.closed_with_words([shown]))
    return cell(f"{short}. {said}" if said else short, source)


def _updates(every: list[ShownChallenge]) -> Iterator[Block]:
    rows = [
        (
            cell(shown.challenge.reference, strong=True), cell(short_date(event.on_date)),
            cell(challenges.what_happened(event, struck)),
            cell(challenges.in_words(event, struck), Source("event", event.id)),
        )
        for shown in every for event, struck in every_event(shown.life)
    ]  # fmt: skip
    withheld = sum(shown.withheld_events for shown in every)
    if rows:
        caption = findings.if_part("Updates", not withheld)
        yield Grid(caption, tuple(rows), head=("Reference", "Day", "What", "In words"), widths=(0.18, 0.13, 0.19, 0.5))
    yield from parts.not_here([(withheld, "update", "updates")])


KIND = Kind(
    id="log",
    title="Challenge log",
    about="Every challenge a row, with its status, what is due, its test and each update: to sort, filter and present.",
    build=build,
    formats=(*READ, Format.WORKBOOK),
    by_agency=True,
)
