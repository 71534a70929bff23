"""What a workbook seems to be, for a person to confirm: the preview without a mapping."""

from __future__ import annotations

from scrutineer.domain.answers import crossed_levels
from scrutineer.domain.grid import Workbook
from scrutineer.domain.mapping import LEDGERS, Layout, Profile, Role
from scrutineer.domain.partnership import Agency, plain
from scrutineer.domain.scale import NO_SCALE, Scale
from scrutineer.exchange import suggest as suggestions
from scrutineer.exchange.suggest import SheetGuess, Suggestion
from scrutineer.frameworks import loader
from scrutineer.progress import SILENT, Progress

__all__ = ["SheetGuess", "Suggestion"]


def suggest(workbook: Workbook, *, progress: Progress = SILENT) -> Suggestion:
    """Look at every sheet and suggest how it could be read; nothing is chosen."""
    progress.step(0, 1, "Looking for headings")
    return suggestions.suggest(workbook)


def guess_sheet(workbook: Workbook, name: str, row: int | None, both: bool | None) -> SheetGuess:
    """One sheet with its headings at a row that a person chose."""
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == name)
    return suggestions.guess_sheet(sheet, row, both)


def likely_agency(agencies: tuple[Agency, ...], name: str) -> str:
    """The agency whose name or alias is likest to a name as typed, or ""; a hint for a person, never a choice."""
    from rapidfuzz import fuzz, process

    names = {known: agency.name for agency in agencies for known in (agency.name, *agency.aliases)}
    close = process.extractOne(plain(name), {known: plain(known) for known in names}, scorer=fuzz.token_set_ratio,
                               score_cutoff=75)  # fmt: skip
    return names[close[2]] if close else ""


def roles_for(guess: SheetGuess, layout: Layout) -> dict[str, Role]:
    """What the columns seem to hold once a person said what runs down and what across."""
    return suggestions.roles_for(guess, layout)


def profile_of(guess: SheetGuess, suggestion: Suggestion, *, name: str, scale: Scale, every_sheet: bool) -> Profile:
    """A profile from what was suggested and the scale that a person declared."""
    crossed = [text for text, role in guess.roles.items() if role is Role.CROSSED]
    return Profile(
        name=name,
        layout=guess.layout,
        headings={text: role for text, role in guess.roles.items() if role is not Role.CROSSED},
        level_columns=crossed_levels(crossed, scale),
        scale=NO_SCALE if guess.layout in LEDGERS else scale,
        sheets=() if every_sheet else (guess.sheet.name,),
        agency_label=suggestion.agency_label if guess.layout is Layout.STANDARDS_DOWN else "",
        returned_label=suggestion.returned_label,
    )


def readable_counts(guess: SheetGuess, profile: Profile) -> dict[str, tuple[int, int]]:
    """By scale id, how many answer cells it could read, of how many. A help to declare, never a choice."""
    total = len(suggestions.answer_cells(guess, profile))
    return {
        s.id: (suggestions.readable_with(guess, profile, s), total) for s in loader.scales() if s.kind != "narrative"
    }
