"""The partnership: its details, agencies, seats, cycle dates, scale, local labels and lines of enquiry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.casefile import tables, wordings
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.framework import AddedLine, Wording, next_code
from scrutineer.domain.ids import AgencyId, SeatId, TargetId
from scrutineer.domain.partnership import (
    Agency,
    AgencyKind,
    Partnership,
    Seat,
    SeatRole,
    find_agency,
    require_period,
)
from scrutineer.domain.returns import Said
from scrutineer.domain.rules import is_blank
from scrutineer.domain.scale import require_scale
from scrutineer.errors import UserError
from scrutineer.frameworks import loader
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


def set_partnership(casefile: Casefile, *, details: Partnership, progress: Progress = SILENT) -> Outcome[None]:
    """Replace the partnership's details: name, prefix, scale, the scrutineer's role, declaration, summary, limits."""
    require_scale(loader.scales(), details.scale_id)
    progress.step(0, 1, "Recording the partnership")
    if is_blank(details.name) or is_blank(details.prefix):
        raise UserError("The partnership needs a name and a prefix for references.", "Fill in both.")
    with casefile.transact("Change the partnership's details") as changes:
        tables.update(casefile, replace(details, prefix=details.prefix.strip().upper()))
    casefile.author = details.scrutineer
    return changes.outcome(None, "Partnership's details recorded")


def _refuse_shared_names(casefile: Casefile, agency: Agency) -> None:
    others = tuple(other for other in tables.rows(casefile, Agency) if other.id != agency.id)
    for name in (agency.name, *agency.aliases):
        other = find_agency(others, name)
        if other is not None:
            raise UserError(f"“{name}” is already a name of {other.name}.", "Each name can belong to one agency only.")


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
    agency = Agency(name=_named(name), kind=kind, aliases=aliases, position=len(tables.rows(casefile, Agency)) + 1)
    _refuse_shared_names(casefile, agency)
    with casefile.transact(f"Add {agency.name}") as changes:
        new = AgencyId(tables.insert(casefile, agency))
    return Outcome(new, changes.kinds, f"{agency.name} added")


def change_agency(casefile: Casefile, *, agency: Agency, progress: Progress = SILENT) -> Outcome[None]:
    """Replace an agency's name, kind and aliases."""
    progress.step(0, 1, "Changing the agency")
    changed = replace(agency, name=_named(agency.name))
    _refuse_shared_names(casefile, changed)
    with casefile.transact(f"Change {changed.name}") as changes:
        tables.update(casefile, changed)
    return changes.outcome(None, f"{changed.name} changed")


def _named(name: str) -> str:
    cleaned = " ".join(name.split())
    if is_blank(cleaned):
        raise UserError("The agency has no name yet.", "Give the name it is known by.")
    return cleaned


def add_seat(
    casefile: Casefile,
    *,
    agency_id: AgencyId,
    title: str,
    role: SeatRole = SeatRole.MEMBER,
    progress: Progress = SILENT,
) -> Outcome[SeatId]:
    """Add a named role in an agency; a role, never a person's name."""
    progress.step(0, 1, "Adding the seat")
    if is_blank(title):
        raise UserError("The seat has no title yet.", "Name the role, such as chief nurse.")
    with casefile.transact(f"Add the seat {title}") as changes:
        new = SeatId(tables.insert(casefile, Seat(agency_id=agency_id, title=title.strip(), role=role)))
    return Outcome(new, changes.kinds, f"{title} added")


def change_cycle(
    casefile: Casefile,
    *,
    name: str,
    starts: date,
    ends: date,
    guidance: str,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Change the current cycle's name, its two free dates and its guidance edition."""
    progress.step(0, 1, "Changing the cycle")
    require_period(starts, ends)
    cycle = read_context(casefile).cycle
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
    known = tables.rows(casefile, Agency)
    for typed, name in said.same_as.items():
        agency = find_agency(known, name)
        if agency is not None and find_agency(known, typed) is None:
            tables.update(casefile, replace(agency, aliases=(*agency.aliases, typed)))
