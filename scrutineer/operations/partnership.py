"""The partnership: its details, agencies, seats, cycle dates, scale, local labels and lines of enquiry."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from scrutineer.casefile import tables, wordings
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.reading import resting_on
from scrutineer.domain.changes import Outcome
from scrutineer.domain.framework import AddedLine, Wording, next_code
from scrutineer.domain.ids import AgencyId, CycleId, SeatId, TargetId
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import (
    Agency,
    AgencyKind,
    Cycle,
    Partnership,
    Seat,
    SeatRole,
    UsualAgency,
    find_agency,
    plain,
    require_period,
)
from scrutineer.domain.returns import Said
from scrutineer.domain.rules import is_blank, one_line
from scrutineer.domain.scale import require_scale
from scrutineer.domain.seat_days import seat_as_written, seat_days
from scrutineer.domain.statements import CycleStatement, StatementKind, StatementTexts
from scrutineer.domain.words import counted, in_a_row
from scrutineer.errors import UserError
from scrutineer.frameworks import loader
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


def set_partnership(casefile: Casefile, *, details: Partnership, progress: Progress = SILENT) -> Outcome[None]:
    """Replace the partnership's details: name, prefix, scale, the scrutineer's role."""
    require_scale(loader.scales(), details.scale_id)
    progress.step(0, 1, "Recording the partnership")
    if is_blank(details.name) or is_blank(details.prefix):
        raise UserError(
            "The partnership needs a name and a prefix for references.", "Fill in both.",
            about="name" if is_blank(details.name) else "prefix",
        )  # fmt: skip
    with casefile.transact("Change the partnership's details") as changes:
        tables.update(casefile, replace(details, prefix=details.prefix.strip().upper()))
    casefile.author = details.scrutineer
    return changes.outcome(None, "Partnership's details recorded")


def set_statements(
    casefile: Casefile,
    *,
    texts: StatementTexts | None = None,
    markings: Mapping[StatementKind, Marking] | None = None,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Replace what is said of the current cycle as a whole; a text that is blank is said no more.

    Without `texts` they stay as they are, and so do markings where `markings` says nothing. That of a blank text is
    kept for what is written in its place.
    """
    progress.step(0, 1, "Recording what is said of the cycle")
    context = read_context(casefile)
    standing = {statement.kind: statement for statement in context.statements}
    with casefile.transact(f"Change what is said of {context.cycle.name}") as changes:
        for kind in StatementKind:
            before, text = standing.get(kind), (texts or context.texts).text(kind)
            usual = before.marking if before else Marking.PARTNER
            marking = (markings or {}).get(kind, usual)
            is_kept = not is_blank(text) or marking is not Marking.PARTNER
            if before is not None and is_kept:
                tables.update(casefile, replace(before, text=text, marking=marking))
            elif before is not None:
                tables.delete(casefile, CycleStatement, before.id)
            elif is_kept:
                said = CycleStatement(cycle_id=context.cycle.id, kind=kind, text=text, marking=marking)
                tables.insert(casefile, said)
    return changes.outcome(None, f"What is said of {context.cycle.name} recorded")


def _refuse_shared_names(casefile: Casefile, agency: Agency) -> None:
    others = tuple(other for other in tables.rows(casefile, Agency) if other.id != agency.id)
    for name in (agency.name, *agency.aliases):
        other = find_agency(others, name)
        if other is not None:
            raise UserError(
                f"“{name}” is already a name of {other.name}.", "Each name can belong to one agency only.",
                about="name" if name == agency.name else "aliases",
            )  # fmt: skip


def add_agency(
    casefile: Casefile,
    *,
    name: str,
    kind: AgencyKind = AgencyKind.RELEVANT,
    aliases: tuple[str, ...] = (),
    progress: Progress = SILENT,
) -> Outcome[AgencyId]:
    """Add an agency with the other names it goes by."""
    progress.step(0, 1, "Adding the agency")
    agency = Agency(name=_named(name), kind=kind, aliases=aliases, position=_next_place(casefile))
    _refuse_shared_names(casefile, agency)
    with casefile.transact(f"Add {agency.name}") as changes:
        new = AgencyId(tables.insert(casefile, agency))
    return Outcome(new, changes.kinds, f"{agency.name} added")


def add_usual_agencies(
    casefile: Casefile, *, usual: Sequence[UsualAgency], progress: Progress = SILENT
) -> Outcome[tuple[AgencyId, ...]]:
    """Add several of the usual agencies, with the names they go by, in one move."""
    progress.step(0, 1, "Adding agencies")
    if not usual:
        raise UserError("No agency is ticked.", "Tick those that this partnership has.")
    with casefile.transact(f"Add {counted(len(usual), 'agency', 'agencies')}") as changes:
        added = []
        for place, offered in enumerate(usual, _next_place(casefile)):
            agency = Agency(name=offered.name, kind=offered.kind, aliases=offered.aliases, position=place)
            _refuse_shared_names(casefile, agency)
            added.append(AgencyId(tables.insert(casefile, agency)))
    return Outcome(tuple(added), changes.kinds, f"{counted(len(added), 'agency', 'agencies')} added")


def _next_place(casefile: Casefile) -> int:
    return 1 + max((agency.position for agency in tables.rows(casefile, Agency)), default=0)


def change_agency(casefile: Casefile, *, agency: Agency, progress: Progress = SILENT) -> Outcome[None]:
    """Replace an agency's name, kind and aliases."""
    progress.step(0, 1, "Changing the agency")
    changed = replace(agency, name=_named(agency.name))
    _refuse_shared_names(casefile, changed)
    with casefile.transact(f"Change {changed.name}") as changes:
        tables.update(casefile, changed)
    return changes.outcome(None, f"{changed.name} changed")


def remove_agency(casefile: Casefile, *, agency: Agency, progress: Progress = SILENT) -> Outcome[None]:
    """Remove an agency that nothing names: what is recorded of it would be nobody's."""
    progress.step(0, 1, "Removing the agency")
    refuse_if_named(casefile, Agency, agency.id, agency.name, "Change its name or its kind instead.")
    with casefile.transact(f"Remove {agency.name}") as changes:
        tables.delete(casefile, Agency, agency.id)
    return Outcome(None, changes.kinds, f"{agency.name} removed")


def refuse_if_named(
    casefile: Casefile,
    kind: type[Agency] | type[Seat] | type[Cycle],
    row_id: int,
    name: str,
    advice: str,
    own: Collection[type] = (),
) -> None:
    """Raise where something points to a row that is to be removed, and say what. `own` goes with it."""
    resting = [(record, number) for record, number in resting_on(casefile, kind, row_id) if record.kind not in own]
    if resting:
        parts = [counted(number, record.noun, record.plural) for record, number in resting]
        words = in_a_row(parts)
        verb = "belongs" if sum(number for _, number in resting) == 1 else "belong"
        raise UserError(f"{name} cannot be removed: {words} {verb} to it. Nothing was changed.", advice)


def _named(name: str) -> str:
    return one_line(name, "The agency has no name yet.", "Give the name it is known by.", about="name")


def add_seat(
    casefile: Casefile,
    *,
    agency_id: AgencyId,
    title: str,
    role: SeatRole = SeatRole.MEMBER,
    starts: date | None = None,
    ends: date | None = None,
    progress: Progress = SILENT,
) -> Outcome[SeatId]:
    """Add a named role in an agency; a role, never a person's name. Days may be written behind the title, “from …
    to …”; without any it is always there."""
    progress.step(0, 1, "Adding the seat")
    if starts is None and ends is None:
        said = seat_as_written(title, today=casefile.clock.today())
        if said.ask:
            raise UserError(said.ask, "Write both days in full, or leave them out. Nothing was added.", about="title")
        title, starts, ends = said.words, said.starts, said.ends
    seat = Seat(agency_id=agency_id, title=_titled(title), role=role, starts=starts, ends=ends)
    _refuse_same_seat(casefile, seat)
    with casefile.transact(f"Add the seat {seat.title}") as changes:
        new = SeatId(tables.insert(casefile, seat))
    return Outcome(new, changes.kinds, " ".join(filter(None, (f"{seat.title} added", seat_days(seat)))))


def add_seats(casefile: Casefile, *, seats: Sequence[Seat], progress: Progress = SILENT) -> Outcome[tuple[SeatId, ...]]:
    """Add several seats in one move."""
    progress.step(0, 1, "Adding seats")
    if not seats:
        raise UserError("No seat is ticked.", "Tick those that this partnership has.")
    with casefile.transact(f"Add {counted(len(seats), 'seat')}") as changes:
        added = []
        for seat in seats:
            _refuse_same_seat(casefile, seat)
            added.append(SeatId(tables.insert(casefile, seat)))
    return Outcome(tuple(added), changes.kinds, f"{counted(len(added), 'seat')} added")


def change_seat(casefile: Casefile, *, seat: Seat, progress: Progress = SILENT) -> Outcome[None]:
    """Replace a seat's title, its agency, its role in the partnership and its days."""
    progress.step(0, 1, "Changing the seat")
    changed = replace(seat, title=_titled(seat.title))
    _refuse_same_seat(casefile, changed)
    with casefile.transact(f"Change the seat {changed.title}") as changes:
        tables.update(casefile, changed)
    return changes.outcome(None, f"{changed.title} changed")


def remove_seat(casefile: Casefile, *, seat: Seat, progress: Progress = SILENT) -> Outcome[None]:
    """Remove a seat; what was said of it in workbooks stands by itself and stays."""
    progress.step(0, 1, "Removing the seat")
    refuse_if_named(casefile, Seat, seat.id, seat.title, "Change its title instead.")
    with casefile.transact(f"Remove the seat {seat.title}") as changes:
        tables.delete(casefile, Seat, seat.id)
    return Outcome(None, changes.kinds, f"{seat.title} removed")


def _titled(title: str) -> str:
    if is_blank(title):
        raise UserError("The seat has no title yet.", "Name the role, such as chief nurse.", about="title")
    return title.strip()


def _refuse_same_seat(casefile: Casefile, seat: Seat) -> None:
    """Two seats of one agency never have one title: which of them attended could not be told."""
    for other in tables.rows(casefile, Seat, agency_id=seat.agency_id):
        if other.id != seat.id and plain(other.title) == plain(seat.title):
            raise UserError(f"“{other.title}” is a seat of that agency already.", "Give it another title.",
                            about="title")  # fmt: skip


def change_cycle(
    casefile: Casefile,
    *,
    name: str,
    starts: date,
    ends: date,
    guidance: str,
    cycle_id: CycleId | None = None,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Change a cycle's name, its two free dates and its guidance edition; the current one's where none is named."""
    progress.step(0, 1, "Changing the cycle")
    require_period(starts, ends)
    cycle = read_context(casefile).cycle if cycle_id is None else tables.get(casefile, Cycle, cycle_id)
    with casefile.transact("Change the cycle") as changes:
        tables.update(
            casefile, replace(cycle, name=" ".join(name.split()), starts=starts, ends=ends, guidance=guidance)
        )
    return changes.outcome(None, "Cycle changed")


def set_wording(
    casefile: Casefile, *, target: TargetId, label: str = "", question: str = "", progress: Progress = SILENT
) -> Outcome[None]:
    """Give a step or line a local label or question; empty gives the framework's own back."""
    progress.step(0, 1, "Recording the wording")
    read_context(casefile).framework.step(target)
    with casefile.transact(f"Reword {target.split(':')[-1]}") as changes:
        wordings.put(casefile, Wording(target=target, label=label.strip(), question=question.strip()))
    return changes.outcome(None, "Wording recorded")


def add_line(
    casefile: Casefile,
    *,
    step: TargetId,
    label: str,
    question: str,
    evidence: str = "",
    progress: Progress = SILENT,
) -> Outcome[TargetId]:
    """Add a line of enquiry of your own to a step."""
    progress.step(0, 1, "Adding the line of enquiry")
    if is_blank(label) or is_blank(question):
        raise UserError("The line of enquiry needs a label and a question.", "Fill in both.")
    framework = read_context(casefile).framework
    code = next_code(framework.step(step))
    target = TargetId(f"{framework.id}:{code}")
    with casefile.transact(f"Add line {code}") as changes:
        line = AddedLine(
            target=target,
            step=step,
            code=code,
            label=label.strip(),
            question=question.strip(),
            evidence=evidence,
        )
        tables.insert(casefile, line)
    return Outcome(target, changes.kinds, f"Line {code} added")


def add_aliases(casefile: Casefile, said: Said) -> None:
    """Within a transaction: a name that a person said stands for an agency is an alias of it from now on."""
    for typed, name in said.same_as.items():
        known = tables.rows(casefile, Agency)  # with the aliases that were just added
        agency = find_agency(known, name)
        if agency is not None and find_agency(known, typed) is None:
            tables.update(casefile, replace(agency, aliases=(*agency.aliases, typed)))
