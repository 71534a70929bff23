"""What a casefile's set-up asks for, step by step, and what of it is done."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.domain.dates import period
from scrutineer.domain.places import PartnershipPart
from scrutineer.domain.words import counted
from scrutineer.operations.queries.context import Context


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One step: what is set up in it, how it stands in words, and whether that is enough to go on."""

    part: PartnershipPart
    detail: str
    done: bool


def set_up_steps(context: Context, *, backed_up: bool) -> tuple[SetUpStep, ...]:
    """The steps in order. A new casefile has a cycle and a scale already: they are shown to be checked."""
    own, cycle = context.partnership, context.cycle
    declared = "declared independent" if context.texts.declaration else "no declaration of independence yet"
    return (
        SetUpStep(PartnershipPart.PARTNERSHIP, f"{own.name}, {declared}", bool(context.texts.declaration)),
        SetUpStep(PartnershipPart.AGENCIES, _number(len(context.agencies), "agency", "agencies"),
                  bool(context.agencies)),
        SetUpStep(PartnershipPart.SEATS, _number(len(context.seats), "seat", "seats"), bool(context.seats)),
        SetUpStep(PartnershipPart.CYCLES, f"{cycle.name}, {period(cycle.starts, cycle.ends)}", True),
        SetUpStep(PartnershipPart.SCALE, context.scale.name, True),
        SetUpStep(PartnershipPart.BACKUPS, "a verified backup" if backed_up else "no backup yet", backed_up),
    )  # fmt: skip


def is_set_up(context: Context) -> bool:
    """Whether a casefile has what every page asks for: agencies, and their seats."""
    return bool(context.agencies and context.seats)


def _number(number: int, noun: str, many: str) -> str:
    return counted(number, noun, many) if number else "none yet"
