"""What a casefile's set-up asks for, step by step, and what of it is done."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.casefile import journal, noted
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.records import record_of
from scrutineer.domain.dates import period
from scrutineer.domain.partnership import Cycle, Partnership, year_from
from scrutineer.domain.places import PartnershipPart
from scrutineer.domain.words import counted
from scrutineer.operations.queries.context import Context


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One step: what is set up in it, how it stands in words, and whether that is enough to go on."""

    part: PartnershipPart
    detail: str
    done: bool


def set_up_steps(casefile: Casefile, context: Context, *, backed_up: bool) -> tuple[SetUpStep, ...]:
    """The steps in order. A step is done by somebody: what a new casefile comes with is done once it was agreed to,
    or changed."""
    own, cycle = context.partnership, context.cycle
    declared = "declared independent" if context.texts.declaration else "no declaration of independence yet"
    steps = (
        (PartnershipPart.PARTNERSHIP, f"{own.name}, {declared}", bool(context.texts.declaration)),
        (PartnershipPart.AGENCIES, _number(len(context.agencies), "agency", "agencies"), bool(context.agencies)),
        (PartnershipPart.SEATS, _number(len(context.seats), "seat", "seats"), bool(context.seats)),
        (PartnershipPart.CYCLES, f"{cycle.name}, {period(cycle.starts, cycle.ends)}",
         is_cycle_chosen(casefile, context)),
        (PartnershipPart.SCALE, context.scale.name, _is_scale_chosen(casefile, own)),
        (PartnershipPart.BACKUPS, "a verified backup" if backed_up else "no backup yet", backed_up),
    )  # fmt: skip
    return tuple(SetUpStep(part, detail, done or is_agreed(casefile, part)) for part, detail, done in steps)


def is_set_up(context: Context) -> bool:
    """Whether a casefile has what every page asks for: agencies, and their seats."""
    return bool(context.agencies and context.seats)


def agreed_name(part: PartnershipPart) -> str:
    """What it is noted under that somebody looked at a part as it came and went on."""
    return f"set-up: {part.value} agreed"


def is_agreed(casefile: Casefile, part: PartnershipPart) -> bool:
    """Whether somebody agreed to a part as it came."""
    return bool(noted.noted(casefile, agreed_name(part)))


def end_follows(casefile: Casefile, cycle: Cycle) -> bool:
    """Whether a cycle's end is still the one that the program gave it, and so follows its start: a year of which
    nobody agreed to the days or ever typed the last one."""
    if cycle.ends != year_from(cycle.starts) or is_agreed(casefile, PartnershipPart.CYCLES):
        return False
    table = record_of(Cycle).table
    return not journal.was_changed(casefile.view, table, cycle.id, ("ends",), apart_from="starts")


def is_cycle_chosen(casefile: Casefile, context: Context) -> bool:
    """Whether somebody began a cycle, or agreed to the one that a new casefile comes with, or changed it."""
    changed = ("name", "starts", "ends", "guidance")
    table = record_of(Cycle).table
    if len(context.cycles) > 1 or is_agreed(casefile, PartnershipPart.CYCLES):
        return True
    return journal.was_changed(casefile.view, table, context.cycle.id, changed)


def _is_scale_chosen(casefile: Casefile, own: Partnership) -> bool:
    return journal.was_changed(casefile.view, record_of(Partnership).table, own.id, ("scale_id",))


def _number(number: int, noun: str, many: str) -> str:
    return counted(number, noun, many) if number else "none yet"
