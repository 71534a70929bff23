"""Putting off what is due, and the list as a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from scrutineer.casefile import identity, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.declared.postponed import RECORD_OF_DUE
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.due import Due, DueKind, Snooze
from scrutineer.domain.partnership import Partnership, plain
from scrutineer.domain.rules import one_line
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.exchange.calendar import ENDING, calendar_of
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress


def put_off(
    casefile: Casefile,
    *,
    kind: DueKind,
    row: int,
    until: date,
    reason: str,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Put a thing that is due off until a day, with the reason. It comes back on that day, or sooner with whatever is
    recorded of it."""
    progress.step(0, 1, "Putting it off")
    words = one_line(reason, "No reason is given.", "Say why it can wait.", about="reason")
    today = casefile.clock.today()
    if until <= today:
        raise UserError("That day has come already.", "Give a later day.", about="until")
    tables.get(casefile, RECORD_OF_DUE[kind], row)
    with casefile.transact(f"Put off until {long_date(until)}") as changes:
        new = tables.insert(
            casefile,
            Snooze(kind=kind, row=str(row), on_date=today, until=until, reason=words, author=casefile.author),
        )
    return Outcome(new, changes.kinds, f"Put off until {long_date(until)}")


def take_up_again(casefile: Casefile, *, kind: DueKind, row: int, progress: Progress = SILENT) -> Outcome[None]:
    """Let a thing that was put off be due again at once."""
    progress.step(0, 1, "Taking it up")
    with casefile.transact("Take up what was put off") as changes:
        tables.delete_where(casefile, Snooze, kind=kind, row=str(row))
    return Outcome(None, changes.kinds, "Due again")


def export_calendar(
    casefile: Casefile, *, things: Sequence[Due], out: Path, progress: Progress = SILENT
) -> Outcome[int]:
    """Write the days of what is due as an iCalendar file, for a calendar of one's own; the value counts them.

    What has no day, or was put off, is left out and said. It holds the casefile's words, so it is for nobody else.
    """
    progress.step(0, 1, "Writing the calendar")
    today = casefile.clock.today()
    dated = [due for due in things if due.on is not None and not due.sleeps(today)]
    own = identity.read(casefile.view)
    partnership = tables.rows(casefile, Partnership)[0]
    days = calendar_of(
        dated, casefile.clock.now(), casefile=own.casefile if own else plain(partnership.name).replace(" ", "-"),
        partnership=partnership.name,
    )  # fmt: skip
    write_output(out, days, endings=(ENDING,))
    left = len(things) - len(dated)
    more = f"; {counted(left, 'thing')} without a day or put off left out" if left else ""
    return Outcome(len(dated), frozenset(), f"{counted(len(dated), 'day')} written to {out.name}{more}")
