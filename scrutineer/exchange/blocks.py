"""The places in a sheet where a mapping's headings stand: what every reader of the rows below them needs."""

from __future__ import annotations

from scrutineer.domain.grid import Sheet, Workbook
from scrutineer.domain.mapping import Profile, Role
from scrutineer.errors import UserError
from scrutineer.exchange.headings import Headings, find_all, matrix_columns


class Block:
    """One such place: which column holds what, worked out once for all its rows.

    `unnamed` are the columns of a matrix, which the mapping does not name; `heads` their headings as written.
    """

    def __init__(self, sheet: Sheet, headings: Headings, profile: Profile) -> None:
        self.sheet, self.headings, self.profile = sheet, headings, profile
        self.roles: dict[Role, int] = {}
        for column, text in headings.columns.items():
            role = profile.role(text)
            if role is not None:
                self.roles.setdefault(role, column)
        self.unnamed = matrix_columns(headings, profile)
        last = headings.last_row
        self.heads = {column: sheet.text(*sheet.merged_from(last, column)) for column in self.unnamed}


def is_read(sheet: Sheet, profile: Profile) -> bool:
    """Whether a mapping reads this sheet: visible, and named by the mapping where it names any."""
    return sheet.visible and (not profile.sheets or sheet.name in profile.sheets)


def headings_of(sheet: Sheet, profile: Profile, *, first: bool = False) -> tuple[Headings, ...]:
    """Every place where the headings stand in a sheet that the mapping reads; with `first` no more than one."""
    return find_all(sheet, profile, first=first) if is_read(sheet, profile) else ()


def above(headings: tuple[Headings, ...], row: int) -> Headings | None:
    """The headings that a row stands under: the last ones that end before it."""
    return next((place for place in reversed(headings) if place.last_row < row), None)


def fits_nothing(workbook: Workbook, profile: Profile) -> UserError:
    """The sentence for a mapping that fits no sheet, with what it looked for."""
    wanted = ", ".join(f"“{text}”" for text in (*profile.headings, *profile.level_columns))
    return UserError(
        f"The mapping “{profile.name}” fits no sheet of {workbook.name}. Nothing was changed.",
        f"It looks for these headings in one row: {wanted}. Choose another mapping, or make one for this layout.",
    )
