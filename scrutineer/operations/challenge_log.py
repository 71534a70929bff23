"""The log of challenges as a workbook, made of what one edition may hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import Challenge, Event, Life
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView, Scope, ShownChallenge, shown_in
from scrutineer.domain.event_words import title_of
from scrutineer.domain.marking import Edition
from scrutineer.domain.partnership import Agency, Cycle
from scrutineer.domain.pieces import Piece
from scrutineer.domain.words import counted
from scrutineer.exchange.challenge_book import LogEvent, LogRow, write_log
from scrutineer.operations.challenge_letters import TAKE_IT_OUT
from scrutineer.operations.material import edition_view
from scrutineer.operations.queries.keeping_out import require_fit_to_leave
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress


def export_log(
    casefile: Casefile,
    *,
    out: Path,
    edition: Edition = Edition.PARTNER,
    agency: Agency | None = None,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Write every challenge that an edition may hold as a row of a workbook, and each event of it as another: the value
    is how many challenges.

    `imports` reads it back without a mapping: all that it holds comes in, and what is here already not again.
    """
    progress.step(0, 1, "Writing the log")
    view = edition_view(casefile, edition, Scope(agency=agency))
    every = sorted(view.challenges.shown, key=lambda shown: shown.challenge.reference)
    about = f"Challenges of {view.partnership.name}, {edition.value} edition, {long_date(view.today)}"
    names = _Names(casefile, view)
    rows = [_row(view, names, shown) for shown in every]
    events = [event for shown in every for event in _events(shown)]
    if edition is not Edition.PRIVATE:  # which is the scrutineer's own
        lines: list[LogRow | LogEvent] = [*rows, *events]
        texts = [(line.reference, "\n".join(map(str, _said(line)))) for line in lines]
        require_fit_to_leave(casefile, texts, "The log was not written.", TAKE_IT_OUT)
    write_output(out, write_log(rows, events, about, edition.value), endings=(".xlsx",))
    left = f"; {view.challenges.withheld} are not in this edition" if view.challenges.withheld else ""
    return Outcome(len(every), label=f"{counted(len(every), 'challenge')} written to {out.name}{left}")


def _said(line: LogRow | LogEvent) -> Iterator[object]:
    return (value for name in line.__slots__ if (value := getattr(line, name)))


class _Names:
    """What challenges point at, by name, as far as an edition may name it."""

    def __init__(self, casefile: Casefile, view: EditionView) -> None:
        pieces, meetings = tables.rows(casefile, Piece), tables.rows(casefile, Activity)
        self.pieces = {piece.id: view.held_back(piece.title) for piece in shown_in(view.edition, pieces).shown}
        self.meetings = {known.id: view.held_back(known.title) for known in shown_in(view.edition, meetings).shown}
        self.cycles = {cycle.id: cycle.name for cycle in tables.rows(casefile, Cycle)}

    def piece(self, challenge: Challenge) -> str:
        """The scrutiny piece that it came of."""
        return self.pieces.get(challenge.piece_id, "") if challenge.piece_id else ""

    def meeting(self, challenge: Challenge) -> str:
        """The meeting in which it was raised."""
        return self.meetings.get(challenge.activity_id, "") if challenge.activity_id else ""


def _row(view: EditionView, names: _Names, shown: ShownChallenge) -> LogRow:
    life, challenge = shown.life, shown.challenge
    return LogRow(
        reference=challenge.reference,
        raised_on=life.raised_on,
        put_to=challenge.put_to,
        agency=view.name_of(challenge.agency_id),
        question=challenge.question,
        why=challenge.why,
        test=challenge.test,
        status=life.status.value,
        reply_due=life.reply_due,
        action_due=life.state.action_due,
        retest_on=life.test_due,
        update=update_of(life),
        bears_on="\n".join(view.named(challenge.targets)),
        thread=challenge.thread,
        piece=names.piece(challenge),
        meeting=names.meeting(challenge),
        cycle=names.cycles.get(challenge.cycle_id, ""),
        marking=challenge.marking.value,
    )


def update_of(life: Life) -> str:
    """The newest thing that happened since it was raised, in words; "" where nothing did."""
    since = [event for event in life.events[1:] if event.text]
    if not since:
        return ""
    newest = since[-1]
    return f"{long_date(newest.on_date)}, {title_of(newest).lower()}: {newest.text}"


def _events(shown: ShownChallenge) -> Iterator[LogEvent]:
    """Every event that is shown, those that were recorded wrongly too, as they were recorded one after the other."""
    said = {known.event.id: known.correction for known in shown.life.corrected}
    every = sorted((*shown.life.events, *(known.event for known in shown.life.corrected)), key=lambda event: event.id)
    numbers = {event.id: str(number) for number, event in enumerate(every, 1)}
    for event in every:
        correction = said.get(event.id)
        yield LogEvent(
            **_said_of(event), reference=shown.challenge.reference, number=numbers[event.id],
            corrected_on=correction.on_date if correction else None,
            why_corrected=correction.reason if correction else "",
            corrected_by=correction.by if correction else "",
            instead=numbers.get(correction.instead_id or 0, "") if correction else "",
            correction_marking=correction.marking.value if correction else "",
        )  # fmt: skip


def _said_of(event: Event) -> dict[str, Any]:
    return {
        "on_date": event.on_date, "kind": event.kind.value, "text": event.text, "by": event.by, "due": event.due,
        "view": event.view.value if event.view else "", "impact": event.impact.value if event.impact else "",
        "ending": event.ending.value if event.ending else "", "stage": event.stage, "marking": event.marking.value,
    }  # fmt: skip
