"""What is usual of a partnership and not yet in this one: offered when it is set up."""

from __future__ import annotations

from collections.abc import Iterable

from scrutineer.domain.partnership import Agency, Seat, UsualAgency, usual_agencies_missing, usual_seats_missing
from scrutineer.frameworks import loader


def agencies_offered(agencies: tuple[Agency, ...]) -> tuple[UsualAgency, ...]:
    """The usual agencies that go by none of the names known here."""
    return usual_agencies_missing(loader.usual_agencies(), agencies)


def seats_offered(agencies: tuple[Agency, ...], seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """The usual seats of the agencies that are here, but for those that they have."""
    return usual_seats_missing(loader.usual_agencies(), agencies, seats)
