"""The challenge report: what was asked, what was replied, and what has changed for children."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.challenge import AWAITING_REPLY, Corrected, Ending, Event, EventKind, Impact, Status
from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView, Shown, ShownChallenge, Withheld
from scrutineer.domain.event_words import due_words, every_event, title_of, why_struck
from scrutineer.domain.statements import StatementKind
from scrutineer.domain.words import counted
from scrutineer.reports import document
from scrutineer.reports.document import (
    Block,
    Callout,
    CalloutTone,
    Contents,
    Document,
    Face,
    Grid,
    GridCell,
    Heading,
    Look,
    Pair,
    Paragraph,
    Quotation,
    Run,
    Section,
    Side,
    Source,
    plain,
)
from scrutineer.reports.kinds import parts
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.kinds.parts import cell, facts, paragraphs, words

MOST_PRESSING = 5  # challenges that the summary lists: as many as one meeting can decide
AS_SHOWN = "as far as this edition shows"


def build(view: EditionView, making: Making) -> Document:
    """The report of one edition, of all agencies or one."""
    every = in_order(view)
    body = [
        Section("summary", "Summary", tuple(_summary(view, every))),
        Section("challenges", "The challenges", tuple(_challenges(view, every)), own_page=True),
        Section("reply", "How to reply", tuple(_how_to_reply(view, every))),
        parts.levels_explained(view),
    ]
    withheld = sum(shown.rests_on.withheld for shown in every)
    sections = (*body, parts.register(view, parts.cited_in(body), withheld), parts.for_readers(view))
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=_about(view),
        sections=(Section("contents", "Contents", (Contents(),)), *sections),
    )  # fmt: skip


def _about(view: EditionView) -> str:
    ends = min(view.today, view.cycle.ends)
    return (
        f"Questions put to the partners between {long_date(view.cycle.starts)} and {long_date(ends)}, "
        "what they replied, and what has changed for children"
    )


def in_order(view: EditionView) -> list[ShownChallenge]:
    """The most pressing first: what is open, then the longest overdue, then the longest open."""
    return sorted(view.challenges.shown, key=lambda shown: _order(shown, view))


def _order(shown: ShownChallenge, view: EditionView) -> tuple[bool, int, int, str]:
    life, today = shown.life, view.today
    return (not life.is_open, -days_overdue(shown, view), -life.days_open(today), life.challenge.reference)


def is_open(shown: ShownChallenge) -> bool:
    """Whether it was put and is not closed, as far as is shown: a draft was put to nobody."""
    return shown.life.is_open and shown.life.raised_on is not None


def days_overdue(shown: ShownChallenge, view: EditionView) -> int:
    """Days that a reply is late; none is claimed where an event is withheld that may be the reply."""
    return 0 if shown.moves_withheld else shown.life.days_overdue(view.today)


# The summary


def _summary(view: EditionView, every: list[ShownChallenge]) -> Iterator[Block]:
    lead = parts.statement(view, StatementKind.SUMMARY, "The summary is not in this edition.")
    for block in lead:
        yield Paragraph(block.words, Face.LEAD, block.sources) if isinstance(block, Paragraph) else block
    yield counts(view, every)
    yield from withheld_challenges(view)
    yield parts.steps_figure(view)
    pressing = [shown for shown in every if is_open(shown)][:MOST_PRESSING]
    if pressing:
        yield Heading("Challenges that most need a decision")
        yield Paragraph(plain("The longest overdue first, then the longest open."), Face.SMALL)
        yield _decisions(view, pressing)
    limits = parts.statement(view, StatementKind.LIMITS, "The limits of the evidence are not in this edition.")
    if limits:
        yield Heading("Limits")
        yield from limits


def counts(view: EditionView, every: list[ShownChallenge]) -> Grid:
    """How many are open, overdue and closed, of those that are shown; the caption says where that is not all."""
    starts = view.cycle.starts
    closed = [shown for shown in every if shown.life.closed_on and shown.life.closed_on >= starts]
    impact = [shown for shown in closed if shown.life.status is Status.CLOSED_IMPACT]
    overdue = sum(days_overdue(shown, view) > 0 for shown in every)
    drafts = sum(shown.life.status is Status.DRAFT for shown in every)
    numbers = (
        (sum(map(is_open, every)), "open"),
        (overdue, "replies overdue" if overdue != 1 else "reply overdue"),
        (len(closed), f"closed since {long_date(starts)}"),
        (len(impact), "closed with impact shown"),
        *([(drafts, "draft" if drafts == 1 else "drafts")] if drafts else []),
    )
    whole = view.challenges.is_whole and not any(shown.moves_withheld for shown in every)
    caption = "Challenges in figures" if whole else f"Challenges in figures, {AS_SHOWN}"
    rows = tuple((cell(str(number), strong=True), cell(noun)) for number, noun in numbers)
    return Grid(caption, rows, look=Look.FIGURES, caption_shown=not whole)


def withheld_challenges(view: EditionView) -> tuple[document.WithheldNote, ...]:
    """How many challenges, replies and other events this edition does not hold."""
    shown = view.challenges.shown
    replies = sum(isinstance(known.reply, Withheld) for known in shown)
    events = sum(known.withheld_events for known in shown) - replies
    return parts.not_here([
        (view.challenges.withheld, "challenge", "challenges"),
        (replies, "reply to those that are", "replies to those that are"),
        (events, "other event", "other events"),
    ])  # fmt: skip


def _decisions(view: EditionView, pressing: list[ShownChallenge]) -> Grid:
    rows = []
    for shown in pressing:
        reference = shown.challenge.reference
        short = reference.split("-", 1)[-1]  # the prefix is the same for every challenge
        rows.append((
            GridCell((Run(short, strong=True, leads_to=reference),)),
            cell(shown.challenge.question, Source("challenge", shown.challenge.id, "question")), cell(shown.put_to),
            cell(where_it_stands(view, shown), warns=days_overdue(shown, view) > 0),
        ))  # fmt: skip
    head = ("Reference", "Question", "Put to", "Where it stands")
    return Grid("Challenges that most need a decision", tuple(rows), head=head, widths=(0.13, 0.42, 0.22, 0.23))


def where_it_stands(view: EditionView, shown: ShownChallenge) -> str:
    """In a few words; of one whose events are not all shown, only as far as they are."""
    overdue = days_overdue(shown, view)
    if overdue:
        return f"Reply {counted(overdue, 'day')} overdue"
    status = f"{shown.life.status.value}, {counted(shown.life.days_open(view.today), 'day')}"
    return f"{status}, {AS_SHOWN}" if shown.moves_withheld else status


# One challenge


def _challenges(view: EditionView, every: list[ShownChallenge]) -> Iterator[Block]:
    yield from withheld_challenges(view)
    if not every:
        yield Paragraph(plain("No challenge has been raised." if view.challenges.is_whole else
                              "No challenge is in this edition."))  # fmt: skip
    for shown in every:
        yield from challenge_blocks(view, shown)


def challenge_blocks(view: EditionView, shown: ShownChallenge) -> Iterator[Block]:
    """One challenge, whole: what was asked, both sides, impact, what happened, what it rests on, what is next."""
    challenge = shown.challenge
    source = Source("challenge", challenge.id)
    names = "; ".join(view.named(challenge.targets))
    yield Paragraph(plain(f"Challenge {challenge.reference}." + (f" {names}." if names else "")), Face.EYEBROW)
    outline = f"{challenge.reference} {challenge.question}"[:110]
    yield Heading(challenge.question, 2, challenge.reference, outline, (source,))
    yield _facts(view, shown)
    yield _both_sides(shown)
    yield _impact(shown)
    if shown.life.events or shown.life.corrected:
        yield Heading("What happened", 3)
        yield _events(shown)
    replies = int(isinstance(shown.reply, Withheld))
    yield from parts.not_here([(shown.withheld_events - replies, "event", "events")])
    if shown.rests_on.shown:
        yield Heading("Evidence relied on", 3)
        yield parts.rests_grid(shown.rests_on)
    yield from parts.not_here([(shown.rests_on.withheld, "item that it rests on", "items that it rests on")])
    waits_for = next_step(view, shown)
    if waits_for:
        yield Paragraph((Run("Next. ", strong=True), *plain(waits_for)))


def _facts(view: EditionView, shown: ShownChallenge) -> Grid:
    life = shown.life
    status = life.status.value if not life.is_open else f"{life.status.value}, not closed"
    overdue = days_overdue(shown, view)
    late = f"; reply {counted(overdue, 'day')} overdue" if overdue else ""
    days = counted(life.days_open(view.today), "day") + late
    qualified = f", {AS_SHOWN}" if shown.moves_withheld else ""
    return facts(
        f"Challenge {life.challenge.reference} in short",
        ("Put to", life.challenge.put_to),
        ("Raised", long_date(life.raised_on) if life.raised_on else "Not yet"),
        ("Status", status + qualified),
        ("Open", days + qualified),
        ("The test", life.challenge.test),
    )


def _both_sides(shown: ShownChallenge) -> Pair:
    challenge = shown.challenge
    why = paragraphs(challenge.why, Source("challenge", challenge.id, "why"))
    return Pair(
        Side("What the scrutineer found", why or (Paragraph(plain("Nothing recorded."), Face.SMALL),)),
        Side("Right of reply", _reply(shown)),
    )


def _reply(shown: ShownChallenge) -> tuple[Paragraph | Quotation, ...]:
    reply = shown.reply
    if reply is None:
        asked = shown.life.raised_on is not None
        said = "No reply has been received." if asked else "No reply has been asked for yet."
        return (Paragraph(plain(said), Face.SMALL),)
    if isinstance(reply, Withheld):
        return (Paragraph((Run("The reply is not in this edition.", held_back=True),), Face.SMALL),)
    replies = [event for event in reversed(shown.life.events) if event.kind is EventKind.RESPONSE]
    return tuple(part for event in replies for part in _quoted(shown, event, earlier=event.id != reply.thing.id))


def _quoted(shown: ShownChallenge, event: Event, *, earlier: bool) -> Iterator[Paragraph | Quotation]:
    """A reply, whole, as it was received; every earlier one stands below the newest."""
    if earlier:
        yield Paragraph(plain(f"The reply of {long_date(event.on_date)}, before that one:"), Face.SMALL)
    by = f"{event.by or shown.challenge.put_to}, {long_date(event.on_date)}. Printed as received."
    lines = tuple(line.strip() for line in event.text.split("\n") if line.strip())
    yield Quotation(lines, by, (Source("event", event.id, "text"),))


_IMPACT = {
    Impact.SHOWN: ("impact shown.", CalloutTone.SHOWN),
    Impact.EARLY: ("early signs.", CalloutTone.EARLY),
    Impact.NONE_KNOWN: ("none known.", CalloutTone.NONE),
}


def _impact(shown: ShownChallenge) -> Callout:
    lead = "What has changed for children: "
    closing = shown.closing
    if closing is None:
        return Callout(f"{lead}nothing recorded yet.", tone=CalloutTone.NONE)
    if isinstance(closing, Withheld):
        return Callout(f"{lead}not in this edition.", tone=CalloutTone.APART)
    event = closing.thing
    source = Source("event", event.id, "text")
    if event.ending is Ending.WITHDRAWN:
        return Callout("Superseded or withdrawn.", _spaced(event.text), CalloutTone.APART, (source,))
    again = next((known for known in reversed(shown.life.events) if known.kind is EventKind.IMPACT), None)
    if again is not None and again.on_date >= event.on_date:
        event, source = again, Source("event", again.id, "text")
        lead = f"What has changed for children, asked again on {long_date(again.on_date)}: "
    said, tone = _IMPACT[event.impact or Impact.NONE_KNOWN]
    return Callout(lead + said, _spaced(event.text), tone, (source,))


def _spaced(text: str) -> document.Words:
    return words(f" {text}") if text else ()


def _events(shown: ShownChallenge) -> Grid:
    printed = isinstance(shown.reply, Shown)
    rows = tuple(
        (
            cell(long_date(event.on_date)), cell(what_happened(event, struck), strong=True),
            cell(
                in_words(event, struck, printed_above=printed and not struck and event.kind is EventKind.RESPONSE),
                Source("event", event.id),
            ),
        )
        for event, struck in every_event(shown.life)
    )  # fmt: skip
    return Grid("What happened", rows, head=("Day", "What", "In words"), widths=(0.2, 0.2, 0.6))


def what_happened(event: Event, struck: Corrected | None = None) -> str:
    """What kind of event it was, or what the scrutineer thought of the reply; of a wrong one, that it is struck out."""
    what = event.view.value.capitalize() if event.view else title_of(event)
    return f"Struck out: {what[0].lower()}{what[1:]}" if struck else what


def in_words(event: Event, struck: Corrected | None = None, *, printed_above: bool = False) -> str:
    """What was said at an event, by whom, to whom, and what it made due; of a wrong one, why it counts no more."""
    said = [
        "Printed above" if printed_above else event.text,
        f"By {event.by}" if event.by and not printed_above else "",
        f"To {event.stage}" if event.stage else "",
        f"{due_words(event.kind)} {long_date(event.due)}" if event.due else "",
        why_struck(struck) if struck else "",
    ]
    return " ".join(part if part.endswith((".", "?", "”")) else f"{part}." for part in said if part)


def next_step(view: EditionView, shown: ShownChallenge) -> str:
    """What is waited for. A day that has passed is told as passed, never promised."""
    life, today = shown.life, view.today
    if not life.is_open or shown.moves_withheld:
        return ""
    if life.test_due:
        day = long_date(life.test_due)
        return f"To be tested again on {day}." if life.test_due >= today else f"Was to be tested again on {day}."
    waits = {
        Status.RAISED: "A reply is awaited",
        Status.ACKNOWLEDGED: "A reply is awaited",
        Status.ESCALATED: "A reply to the escalation is awaited",
        Status.RESPONSE: "The scrutineer is weighing the reply",
        Status.NOT_ACCEPTED: "To be escalated, or answered anew",
        Status.REOPENED: "A reply is awaited since it was opened again",
    }
    awaited = life.awaited
    waits_for = "A further reply is awaited" if awaited.reply and life.status not in AWAITING_REPLY else ""
    waits_for = waits_for or waits.get(life.status, "")
    due = ""
    if life.reply_due:
        due = f", {'due' if life.reply_due >= today else 'and was due'} {long_date(life.reply_due)}"
    return f"{waits_for}{due}." if waits_for else ""


def _how_to_reply(view: EditionView, every: list[ShownChallenge]) -> Iterator[Block]:
    waiting = [shown for shown in every if shown.life.awaited.reply and not shown.moves_withheld]
    if not waiting:
        return
    contact = view.partnership.contact or "the scrutineer"
    yield Paragraph(
        plain(f"Replies go to {contact}, with the reference of the challenge. They are printed as they are received.")
    )
    rows = tuple(
        (
            GridCell((Run(shown.challenge.reference, strong=True, leads_to=shown.challenge.reference),)),
            cell(shown.put_to), cell(_due(view, shown), warns=days_overdue(shown, view) > 0),
        )
        for shown in waiting
    )  # fmt: skip
    yield Grid("Replies awaited", rows, head=("Reference", "From", "By when"), widths=(0.22, 0.43, 0.35))


def _due(view: EditionView, shown: ShownChallenge) -> str:
    due = shown.life.reply_due
    if due is None:
        return "No day was set"
    late = days_overdue(shown, view)
    return f"{long_date(due)}, {counted(late, 'day')} ago" if late else long_date(due)


KIND = Kind(
    id="challenges",
    title="Challenge report",
    about="Every challenge with both sides, what happened and what it rests on: for the partners or one agency.",
    build=build,
    by_agency=True,
)
