"""What a workbook seems to be, for a person to confirm: the preview without a mapping."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.answers import crossed_levels
from scrutineer.domain.grid import Workbook, column_letters
from scrutineer.domain.mapping import LEDGERS, Layout, Profile, Role
from scrutineer.domain.partnership import Agency, plain
from scrutineer.domain.scale import NO_SCALE, Scale
from scrutineer.exchange import suggest as suggestions
from scrutineer.exchange.suggest import SheetGuess, Suggestion
from scrutineer.frameworks import loader
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress

__all__ = ["SheetGuess", "Suggestion"]


@dataclass(frozen=True, slots=True)
class Needs:
    """What the import would still have to be told, each in words."""

    questions: tuple[str, ...]


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


def needs(casefile: Casefile | None, suggestion: Suggestion) -> Needs:
    """What a person would have to say before this workbook can be stored."""
    guess = suggestion.first
    if guess is None:
        return Needs(("No row looks like headings: say which sheet and row hold them.",))
    layout = f"What runs down and what across: it seems to be {guess.layout.value}."
    if guess.layout in LEDGERS:
        return Needs((layout,))
    questions = [layout, "The scale: its direction and what means not applicable. It is never guessed."]
    if guess.layout is Layout.STANDARDS_DOWN and not {Role.SELF, Role.CROSSED} & set(guess.roles.values()):
        questions.append("Which column holds the self-assessment.")
    if guess.layout is Layout.STANDARDS_DOWN and not suggestion.agency_label:
        questions.append("Which agency the workbook comes from.")
    if casefile is not None and not read_context(casefile).agencies:
        questions.append("The partnership has no agencies yet: add them first.")
    return Needs(tuple(questions))


def _seems(guess: SheetGuess, heading: str) -> str:
    """What a column seems to hold; in a matrix an unnamed one holds what the matrix is about."""
    role = guess.roles.get(heading)
    return role.value if role else _ACROSS.get(guess.layout, Role.LEFT_OUT.value)


_ACROSS = {
    Layout.AGENCIES_ACROSS: "an agency's answers", Layout.STANDARDS_ACROSS: "answers to a standard",
    Layout.CONTRIBUTIONS: "a year", Layout.ATTENDANCE: "a meeting", Layout.TRAINING: "an agency's numbers",
}  # fmt: skip


def described(guess: SheetGuess) -> dict[str, object]:
    """A guess as plain data for the command line."""
    here = guess.headings
    columns = {} if here is None else {
        column_letters(c): {"heading": text, "seems": _seems(guess, text)}
        for c, text in here.columns.items()
    }  # fmt: skip
    return {
        "sheet": guess.sheet.name,
        "visible": guess.sheet.visible,
        "rows": len(guess.sheet.rows()),
        "heading_rows": list(here.rows) if here else [],
        "layout": guess.layout.value if here else "",
        "columns": columns,
    }
