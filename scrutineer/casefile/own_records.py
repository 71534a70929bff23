"""Records that only the casefile itself knows: what it keeps so that everything else stays readable."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.domain.ids import CycleId
from scrutineer.domain.rules import AsRead, Title


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedFramework:
    """A framework's text as it was when a cycle took it."""

    id: Title
    version: Title
    body: AsRead


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkUsed:
    """Which version of a framework a cycle looks through."""

    id: int = 0
    cycle_id: CycleId
    framework_id: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenWordings:
    """The local wordings and lines of a finished cycle, as JSON."""

    id: int = 0
    cycle_id: CycleId
    body: AsRead


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedMapping:
    """How one layout of workbook is read, as TOML, under its name."""

    name: Title
    body: AsRead


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenRow:
    """A row that was taken from another casefile: its mark there, the row here, and its values as they were taken."""

    id: int = 0
    uid: AsRead
    name: str
    row: int | None
    origin: bool
    taken: AsRead
