"""Verbs of the scrutineer's year: what is due."""

from __future__ import annotations

from typing import Any

from scrutineer.cli.common import Arguments, add_output, add_verb, day_of, iso, opened, require_free, say
from scrutineer.domain.dates import long_date
from scrutineer.domain.due import Due
from scrutineer.domain.words import as_sentence, counted


def add_due(verbs: Any) -> None:
    """List what is due on a day, with whom it waits on and why."""
    verb = add_verb(verbs, "due", _due, "list what is due, waiting on whom, since when and why")
    verb.add_argument("--on", default="", metavar="DATE", help="as of this day, not today")
    verb.add_argument("--all", action="store_true", help="what lies further ahead than four weeks too")
    add_output(verb, "--calendar", "FILE.ics", "write the days as a calendar")


def _due(arguments: Arguments) -> None:
    from datetime import timedelta

    from scrutineer.operations import due
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.due import AHEAD, due_list

    require_free(arguments, arguments.calendar)
    with opened(arguments) as casefile:
        today = day_of(arguments.on) if arguments.on else casefile.clock.today()
        until = None if arguments.all else today + timedelta(days=AHEAD)
        listed = due_list(casefile, read_context(casefile), today, until=until)
        said = [_line(thing, today) for thing in listed]
        if arguments.calendar:
            said.append(due.export_calendar(casefile, things=listed, out=arguments.calendar).label)
    say(arguments, {"on": today.isoformat(), "due": [_plain(thing, today) for thing in listed]},
        "\n".join(said) or "Nothing is due.")  # fmt: skip


def _line(due: Due, today: Any) -> str:
    days = due.days_late(today)
    by = long_date(due.on) if due.on else "now"
    late = f", {counted(days, 'day')} late" if days else ""
    asleep = f", put off until {long_date(due.asleep_until)}" if due.asleep_until and due.sleeps(today) else ""
    waits = f"waiting on {due.waiting_on}. {as_sentence(due.why)} Next: {due.act.value.lower()}."
    return f"{by}{late}{asleep}: {due.what}\n    {waits}"


def _plain(due: Due, today: Any) -> dict[str, Any]:
    return {
        "kind": due.kind.value, "id": due.row, "what": due.what, "detail": due.detail, "waiting_on": due.waiting_on,
        "since": iso(due.since), "due": iso(due.on),
        "days_late": due.days_late(today), "why": due.why, "next": due.act.value,
        "put_off_until": iso(due.asleep_until if due.sleeps(today) else None),
    }  # fmt: skip
