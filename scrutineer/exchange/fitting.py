"""Whether a mapping fits a workbook: by its headings, and by the standards that it knows."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.grid import Sheet, Workbook
from scrutineer.domain.mapping import Layout, Profile, Renamed, Role, number_and_text, standard_in
from scrutineer.exchange.blocks import Block, headings_of, is_read
from scrutineer.exchange.headings import Headings, find_renamed


def has_headings(workbook: Workbook, profile: Profile) -> bool:
    """Whether the headings of a profile stand anywhere in a workbook."""
    return any(headings_of(sheet, profile, first=True) for sheet in workbook.sheets)


def has_standards(workbook: Workbook, profile: Profile) -> bool:
    """Whether one of its standards stands under its headings, for a profile whose headings stand there; so it is with
    one that knows none.

    Headings alone say little: “Standard” beside a column without a heading stands in half of all audits, and a matrix
    names none of the columns that hold its answers.
    """
    if not profile.knows_standards:
        return True
    return any(
        profile.knows(*standard)
        for sheet in workbook.sheets
        for headings in headings_of(sheet, profile)
        for standard in _standards(sheet, headings, profile)
    )


def _standards(sheet: Sheet, headings: Headings, profile: Profile) -> Iterator[tuple[str, str]]:
    """The numbers and words of what stands where the profile has its standards."""
    block = Block(sheet, headings, profile)
    if profile.layout is Layout.STANDARDS_ACROSS:
        yield from (number_and_text(head) for head in block.heads.values())
        return
    for row in (row for row in sheet.rows() if row > headings.last_row):
        yield standard_in(block.words_of(row, Role.NUMBER), block.words_of(row, Role.STANDARD))


def renamed(workbook: Workbook, profile: Profile) -> tuple[Renamed, ...]:
    """The headings that differ where a profile nearly fits; see `find_renamed`."""
    for sheet in workbook.sheets:
        if is_read(sheet, profile):
            differing = find_renamed(sheet, profile)
            if differing:
                return differing
    return ()
