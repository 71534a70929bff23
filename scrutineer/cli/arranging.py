"""Verbs that say who is in the partnership: its agencies with their kinds and other names, its seats and cycles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scrutineer.cli.common import Arguments, add_sure, add_verb, day_of, opened, say
from scrutineer.errors import UserError

if TYPE_CHECKING:
    from scrutineer.domain.partnership import Cycle

_KINDS = ("safeguarding partner", "education", "relevant agency", "other")
_ROLES = ("lead safeguarding partner", "delegated safeguarding partner", "member")


def add_agencies(verbs: Any) -> None:
    """List the agencies, add one, or give one another name that it goes by."""
    verb = add_verb(verbs, "agency", _agency, "list the agencies, add one, or say what else one is called")
    verb.add_argument("act", nargs="?", default="list", choices=("list", "add", "alias"))
    verb.add_argument("name", nargs="?", default="", metavar="NAME")
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
    """List the seats, or add one to an agency."""
    verb = add_verb(verbs, "seat", _seat, "list the seats of the partnership, or add one")
    verb.add_argument("act", nargs="?", default="list", choices=("list", "add"))
    verb.add_argument("title", nargs="?", default="", metavar="TITLE", help="a role, never a person's name")
    verb.add_argument("--agency", default="", metavar="NAME")
    verb.add_argument("--role", choices=_ROLES, default="member")


def _seat(arguments: Arguments) -> None:
    from scrutineer.domain.partnership import SeatRole, require_agency
    from scrutineer.operations import partnership
    from scrutineer.operations.queries.context import read_context

    said = ""
    with opened(arguments) as casefile:
        if arguments.act == "add":
            if not (arguments.title and arguments.agency):
                raise UserError("Say which seat, and whose.", "Write seat CASEFILE add TITLE --agency NAME.")
            agency = require_agency(read_context(casefile).agencies, arguments.agency)
            said = partnership.add_seat(
                casefile, agency_id=agency.id, title=arguments.title, role=SeatRole(arguments.role)
            ).label
        context = read_context(casefile)
    seats = [(seat.title, context.agency_name(seat.agency_id), seat.role.value) for seat in context.seats]
    listed = [{"title": title, "agency": agency, "role": role} for title, agency, role in seats]
    lines = [f"{title}, {agency}, {role}" for title, agency, role in seats]
    say(arguments, {"seats": listed, "said": said}, "\n".join(([said] if said else []) + lines) or "No seat yet.")


def add_cycles(verbs: Any) -> None:
    """List the cycles of scrutiny, start the next one, or make another one the current one."""
    verb = add_verb(
        verbs, "cycle", _cycles, "list the cycles of scrutiny, start the next one, or make another the current one"
    )
    verb.add_argument("act", nargs="?", default="list", choices=("list", "start", "use"))
    verb.add_argument("name", nargs="?", default="", metavar="NAME")
    verb.add_argument("--starts", default="", metavar="DATE")
    verb.add_argument("--ends", default="", metavar="DATE")
    add_sure(verb)


def _cycle_called(cycles: Sequence[Cycle], name: str) -> Cycle:
    for cycle in cycles:
        if name and cycle.name.casefold() == name.casefold():
            return cycle
    listed = "; ".join(cycle.name for cycle in cycles)
    raise UserError(f"There is no cycle called “{name}”. Nothing was changed.", f"There are: {listed}.")


def _cycles(arguments: Arguments) -> None:
    from scrutineer.domain.dates import period
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
                casefile,
                name=arguments.name,
                starts=starts,
                ends=ends,
                guidance=cycles[-1].guidance,
                sure=arguments.yes_it_is_so,
            ).label
            carried = carried_over(casefile, read_context(casefile))
        elif arguments.act == "use":
            said = casefiles.make_current(casefile, cycle=_cycle_called(cycles, arguments.name)).label
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
