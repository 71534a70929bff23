"""Verbs that say who is in the partnership: its agencies with their kinds and other names, its seats and cycles."""

from __future__ import annotations

from typing import Any

from scrutineer.cli.common import Arguments, add_sure, add_verb, day_of, iso, opened, say
from scrutineer.errors import UserError

_KINDS = ("safeguarding partner", "education", "relevant agency", "other")
_ROLES = ("lead safeguarding partner", "delegated safeguarding partner", "member")


def add_agencies(verbs: Any) -> None:
    """List the agencies, add one, or give one another name that it goes by."""
    verb = add_verb(verbs, "agency", _agency, "list the agencies, add one, or say what else one is called")
    verb.add_argument(
        "act",
        nargs="?",
        default="list",
        choices=("list", "add", "alias"),
        help="lists them, adds one, or gives one another name",
    )
    verb.add_argument("name", nargs="?", default="", metavar="NAME", help="the agency")
    verb.add_argument("other", nargs="*", metavar="OTHER", help="other names it goes by")
    verb.add_argument("--kind", choices=_KINDS, default="relevant agency", help="what an added one is")


def _agency(arguments: Arguments) -> None:
    from dataclasses import replace

    from scrutineer.domain.partnership import AgencyKind, require_agency
    from scrutineer.operations import partnership
    from scrutineer.operations.queries.context import read_context

    if arguments.act != "list" and not arguments.name:
        raise UserError("Say which agency.", f"Write agency CASEFILE {arguments.act} NAME.")
    said = ""
    with opened(arguments) as casefile:
        if arguments.act == "add":
            said = partnership.add_agency(
                casefile, name=arguments.name, kind=AgencyKind(arguments.kind), aliases=tuple(arguments.other)
            ).label
        elif arguments.act == "alias":
            if not arguments.other:
                raise UserError("Say what else it is called.", "Write agency CASEFILE alias NAME OTHER.")
            agency = require_agency(read_context(casefile).agencies, arguments.name)
            aliases = tuple(dict.fromkeys((*agency.aliases, *arguments.other)))
            said = partnership.change_agency(casefile, agency=replace(agency, aliases=aliases)).label
        agencies = read_context(casefile).agencies
    listed = [{"name": a.name, "kind": a.kind.value, "also_called": list(a.aliases)} for a in agencies]
    lines = [", ".join((a.name, a.kind.value, *(f"also {alias}" for alias in a.aliases))) for a in agencies]
    say(arguments, {"agencies": listed, "said": said}, "\n".join(([said] if said else []) + lines) or "No agency yet.")


def add_seats(verbs: Any) -> None:
    """List the seats, add one to an agency, or say from when to when one is there."""
    verb = add_verb(verbs, "seat", _seat, "list the seats of the partnership, add one, or say when one is there")
    verb.add_argument(
        "act",
        nargs="?",
        default="list",
        choices=("list", "add", "days"),
        help="lists them, adds one, or says from when to when one is there",
    )
    verb.add_argument("title", nargs="?", default="", metavar="TITLE", help="a role, never a person's name")
    verb.add_argument("--agency", default="", metavar="NAME", help="whose seat it is")
    verb.add_argument("--role", choices=_ROLES, default="member", help="what the seat is in the partnership")
    verb.add_argument("--starts", default="", metavar="DATE", help="its first day; always there without it")
    verb.add_argument("--ends", default="", metavar="DATE", help="its last day; there still without it")


def _seat(arguments: Arguments) -> None:
    from scrutineer.domain.seat_days import seat_days
    from scrutineer.operations.queries.context import read_context

    with opened(arguments) as casefile:
        said = "" if arguments.act == "list" else _set_seat(arguments, casefile)
        context = read_context(casefile)
    listed = [
        {
            "title": seat.title, "agency": context.agency_name(seat.agency_id), "role": seat.role.value,
            "starts": iso(seat.starts), "ends": iso(seat.ends),
        }
        for seat in context.seats
    ]  # fmt: skip
    lines = [
        ", ".join(filter(None, (seat.title, context.agency_name(seat.agency_id), seat.role.value, seat_days(seat))))
        for seat in context.seats
    ]
    say(arguments, {"seats": listed, "said": said}, "\n".join(([said] if said else []) + lines) or "No seat yet.")


def _set_seat(arguments: Arguments, casefile: Any) -> str:
    """Add a seat, or replace the days of one; what was done."""
    from dataclasses import replace

    from scrutineer.domain.partnership import SeatRole, plain, require_agency
    from scrutineer.operations import partnership
    from scrutineer.operations.queries.context import read_context

    context = read_context(casefile)
    if not (arguments.title and arguments.agency):
        raise UserError("Say which seat, and whose.", f"Write seat CASEFILE {arguments.act} TITLE --agency NAME.")
    agency = require_agency(context.agencies, arguments.agency)
    starts, ends = day_of(arguments.starts), day_of(arguments.ends)
    if arguments.act == "add":
        return partnership.add_seat(
            casefile, agency_id=agency.id, title=arguments.title, role=SeatRole(arguments.role), starts=starts,
            ends=ends,
        ).label  # fmt: skip
    known = [seat for seat in context.seats if seat.agency_id == agency.id]
    for seat in known:
        if plain(seat.title) == plain(arguments.title):
            return partnership.change_seat(casefile, seat=replace(seat, starts=starts, ends=ends)).label
    titles = ", ".join(seat.title for seat in known) or "none yet"
    raise UserError(f"“{arguments.title}” is no seat of {agency.name}.", f"Choose one of: {titles}.")


def add_cycles(verbs: Any) -> None:
    """List the cycles of scrutiny, start the next one, or make another one the current one."""
    verb = add_verb(
        verbs, "cycle", _cycles, "list the cycles of scrutiny, start the next one, or make another the current one"
    )
    verb.add_argument(
        "act",
        nargs="?",
        default="list",
        choices=("list", "start", "use"),
        help="lists the cycles, starts the next, or makes the one named the current one",
    )
    verb.add_argument("name", nargs="?", default="", metavar="NAME", help="the cycle, as reports call it")
    verb.add_argument("--starts", default="", metavar="DATE", help="the first day of the one that is started")
    verb.add_argument("--ends", default="", metavar="DATE", help="its last day")
    add_sure(verb)


def _cycles(arguments: Arguments) -> None:
    from scrutineer.domain.dates import period
    from scrutineer.domain.partnership import require_cycle
    from scrutineer.operations import casefiles
    from scrutineer.operations.queries.carried import carried_over
    from scrutineer.operations.queries.context import read_context

    said, carried = "", None
    with opened(arguments) as casefile:
        cycles = read_context(casefile).cycles
        if arguments.act == "start":
            starts, ends = day_of(arguments.starts), day_of(arguments.ends)
            if not arguments.name or starts is None or ends is None:
                raise UserError(
                    "Say what the cycle is called, and when it starts and ends.",
                    "Write cycle CASEFILE start NAME --starts DATE --ends DATE.",
                )
            said = casefiles.start_cycle(
                casefile, name=arguments.name, starts=starts, ends=ends, guidance=cycles[-1].guidance
            ).label
            carried = carried_over(casefile, read_context(casefile))
        elif arguments.act == "use":
            said = casefiles.make_current(casefile, cycle=require_cycle(cycles, arguments.name)).label
        cycles = read_context(casefile).cycles
    listed = [
        {"name": c.name, "starts": c.starts.isoformat(), "ends": c.ends.isoformat(), "in_use": c.current}
        for c in cycles
    ]
    lines = [f"{c.name}: {period(c.starts, c.ends)}{', in use' if c.current else ''}" for c in cycles]
    goes_on = [known.challenge.reference for known in carried.open] if carried else []
    closed = [
        {
            "reference": known.life.challenge.reference, "question": known.life.challenge.question,
            "impact": known.impact, "text": known.said.text,
        }
        for known in (carried.closed if carried else ())
    ]  # fmt: skip
    ended = [f"Closed: {row['reference']} {row['question']} ({row['impact']}) {row['text']}".strip() for row in closed]
    result = {"cycles": listed, "said": said, "carried": goes_on, "closed": closed}
    say(arguments, result, "\n".join([*([said] if said else []), *ended, *lines]))
