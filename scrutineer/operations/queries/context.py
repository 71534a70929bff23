"""What every page needs to know: the partnership, its agencies, the cycle, the framework and the scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from scrutineer.casefile import framework_texts, tables, wordings
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.framework import Framework, with_local
from scrutineer.domain.ids import AgencyId, CycleId
from scrutineer.domain.partnership import Agency, Cycle, Partnership, Seat
from scrutineer.domain.scale import NON_SCORES, Scale, require_scale
from scrutineer.domain.statements import CycleStatement, StatementTexts, texts_in
from scrutineer.errors import UserError
from scrutineer.frameworks import loader


class OfACycle(Protocol):
    """What belongs to one cycle."""

    @property
    def cycle_id(self) -> int:
        """The cycle that it belongs to."""


T = TypeVar("T", bound=OfACycle)


@dataclass(frozen=True, slots=True)
class Context:
    """The partnership as it stands, in one cycle: the current one, unless another was asked for."""

    partnership: Partnership
    agencies: tuple[Agency, ...]
    seats: tuple[Seat, ...]
    cycle: Cycle
    cycles: tuple[Cycle, ...]
    framework: Framework
    scale: Scale
    statements: tuple[CycleStatement, ...]

    @property
    def texts(self) -> StatementTexts:
        """What is said of the cycle as a whole."""
        return texts_in(self.statements)

    def agency_name(self, agency_id: AgencyId | None, none: str = "") -> str:
        """An agency's name, or `none` where there is no agency."""
        return next((agency.name for agency in self.agencies if agency.id == agency_id), none)

    def known_targets(self, targets: Sequence[str], before: Sequence[str] = ()) -> tuple[str, ...]:
        """The targets, each once. One that is new must be of the framework in use; those from before may be of
        another."""
        once = tuple(dict.fromkeys(targets))
        for target in once:
            if target not in before:
                self.framework.step(target)
        return once

    def of_cycle(self, cycle_id: int) -> str:
        """“of Cycle 1” for what is of another cycle than the current one, "" for what is of it."""
        name = self.other_cycle(cycle_id)
        return f"of {name}" if name else ""

    def other_cycle(self, cycle_id: int) -> str:
        """The name of a cycle that is not the current one; "" for the current one."""
        return next((cycle.name for cycle in self.cycles if self.cycle.id != cycle.id == cycle_id), "")

    def elsewhere(self, things: Iterable[T]) -> tuple[T, ...]:
        """Of these, those that are of another cycle than the current one."""
        return tuple(thing for thing in things if thing.cycle_id != self.cycle.id)

    @property
    def previous_cycle(self) -> Cycle | None:
        """The cycle before it."""
        earlier = [cycle for cycle in self.cycles if cycle.ends <= self.cycle.starts and cycle.id != self.cycle.id]
        return max(earlier, key=lambda cycle: cycle.ends, default=None)


def read_context(casefile: Casefile, cycle_id: CycleId | None = None) -> Context:
    """Read the context, in the current cycle or in the one asked for."""
    partnerships = tables.rows(casefile, Partnership)
    cycles = tables.rows(casefile, Cycle, order=("starts", "id"))
    current = [cycle for cycle in cycles if cycle.current]
    if not partnerships or not current:
        raise UserError("This casefile holds no partnership.", "It was not made whole; make a new one.")
    cycle = next((known for known in cycles if known.id == cycle_id), current[-1])
    return Context(
        partnership=partnerships[0],
        agencies=tables.rows(casefile, Agency, order=("position", "id")),
        seats=tables.rows(casefile, Seat),
        cycle=cycle,
        cycles=cycles,
        framework=framework_of(casefile, cycle),
        scale=require_scale(loader.scales(), partnerships[0].scale_id),
        statements=tables.rows(casefile, CycleStatement, cycle_id=cycle.id),
    )


def framework_of(casefile: Casefile, cycle: Cycle) -> Framework:
    """The framework as a cycle pinned it, with the local labels and lines; those of a finished cycle as they were."""
    text = framework_texts.pinned(casefile, cycle.framework_id, cycle.framework_version)
    return with_local(loader.parse_framework(text), *wordings.local(casefile, cycle.id))


def level_word(scale_id: str, level: str) -> str:
    """A level in the words of the scale it was given on, which may not be the one in use now."""
    return require_scale(loader.scales(), scale_id).word(level)


def level_here(context: Context, scale_id: str, level: str) -> str:
    """A level in the words of the scale it was given on; where that is not the one in use, this is said."""
    on_another = scale_id != context.scale.id and level not in NON_SCORES
    return level_word(scale_id, level) + (", on another scale" if on_another else "")
