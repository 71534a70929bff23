"""One cell of a pack three ways: as it was sent, as it came back, as it stands now. Only both-changed is a conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from scrutineer.domain.grid import tidy


class Merged(Enum):
    """What became of one cell."""

    UNCHANGED = "unchanged"  # nobody changed it
    RETURNED = "changed by the agency"
    STANDING = "changed here since"
    SAME = "changed alike on both sides"
    CONFLICT = "in conflict"


@dataclass(frozen=True, slots=True)
class Cell3:
    """The three texts of one cell."""

    key: str
    sent: str
    returned: str
    now: str

    @property
    def merged(self) -> Merged:
        """Texts count as equal where they differ in white space alone."""
        sent, returned, now = tidy(self.sent), tidy(self.returned), tidy(self.now)
        if returned == now:
            return Merged.UNCHANGED if returned == sent else Merged.SAME
        if returned == sent:
            return Merged.STANDING
        return Merged.RETURNED if now == sent else Merged.CONFLICT

    def result(self, take_returned: bool | None = None) -> str:
        """The text after the merge. A conflict needs a person's decision; without one what stands is kept."""
        merged = self.merged
        if merged is Merged.RETURNED or (merged is Merged.CONFLICT and take_returned):
            return self.returned
        return self.now


def merge(sent: Mapping[str, str], returned: Mapping[str, str], now: Mapping[str, str]) -> tuple[Cell3, ...]:
    """Every cell that came back, beside what was sent and what stands. A cell that did not come back is no edit."""
    return tuple(Cell3(key, sent.get(key, ""), text, now.get(key, sent.get(key, ""))) for key, text in returned.items())


def undecided(cells: Iterable[Cell3], decisions: Mapping[str, bool]) -> tuple[Cell3, ...]:
    """The conflicts that nobody has settled yet."""
    return tuple(cell for cell in cells if cell.merged is Merged.CONFLICT and cell.key not in decisions)
