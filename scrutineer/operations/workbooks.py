"""What a workbook seems to be, for a person to confirm: the preview without a mapping."""

from __future__ import annotations

from pathlib import Path

from scrutineer.domain.answers import crossed_levels
from scrutineer.domain.changes import Outcome
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.mapping import Layout, Profile, Role
from scrutineer.domain.partnership import Agency, plain
from scrutineer.domain.scale import NO_SCALE, Scale
from scrutineer.errors import UserError
from scrutineer.exchange import profile_file
from scrutineer.exchange import suggest as suggestions
from scrutineer.exchange.suggest import SheetGuess, Suggestion
from scrutineer.frameworks import loader
from scrutineer.outputs import write_output
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


def seems(guess: SheetGuess, heading: str) -> Role | None:
    """What a column with this heading seems to hold; None for the answers of a matrix, which carry no role."""
    return suggestions.seems(guess, heading)


def unheaded(guess: SheetGuess) -> tuple[int, ...]:
    """The filled columns of a matrix that no heading says anything of: only a person can say what they hold."""
    return suggestions.unheaded(guess)


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


def write_draft(suggestion: Suggestion, *, out: Path, progress: Progress = SILENT) -> Outcome[Path]:
    """Write the suggested mapping as a file to be completed: its scale is never chosen, only counted.

    Beside it stand how many answer cells each known scale would read, the agency and the date that the workbook's
    own labels give, and the other sheets with headings.
    """
    progress.step(0, 1, "Writing the mapping")
    guess = suggestion.first
    if guess is None or guess.headings is None:
        raise UserError(
            f"No row of {suggestion.workbook.name} looks like headings. Nothing was written.",
            "Import it in the window and say which row holds them.",
        )
    name = suggestion.workbook.name.rsplit(".", 1)[0]
    several = sum(sheet.roles == guess.roles for sheet in suggestion.sheets) > 1
    profile = profile_of(guess, suggestion, name=name, scale=loader.scales()[0], every_sheet=several)
    text = profile_file.write(profile)
    if guess.layout not in LEDGERS:
        text = _scale_left_open(text, guess, profile)
    write_output(out, (_comments(suggestion, guess) + text).encode("utf-8"), endings=(".toml",))
    return Outcome(out, label=f"A mapping to be completed was written to {out.name}")


def _comments(suggestion: Suggestion, guess: SheetGuess) -> str:
    sheets = [sheet.sheet.name for sheet in suggestion.sheets if sheet.headings and sheet is not guess]
    lines = [
        f"# Suggested by the headings of {suggestion.workbook.name}, sheet {guess.sheet.name}. Check every line.",
        f"# The text before the agency's name: {suggestion.agency_label or 'none was seen; say --agency'}.",
        f"# The text before the date of return: {suggestion.returned_label or 'none was seen'}.",
        *([f"# Other sheets with headings: {', '.join(sheets)}."] if sheets else []),
    ]
    return "\n".join(line.replace("\r", " ") for line in lines) + "\n\n"


def _scale_left_open(text: str, guess: SheetGuess, profile: Profile) -> str:
    """The mapping without a scale, and how many cells each known one would read in its place."""
    counts = readable_counts(guess, profile)
    known = [f"#   {scale.id}: {counts[scale.id][0]} of {counts[scale.id][1]} cells, {scale.direction()}"
             for scale in loader.scales() if scale.id in counts]  # fmt: skip
    asks = ["# The scale is never guessed. Declare one of these:", *known, '# scale = ""']
    kept = [
        line for line in text.splitlines() if not line.startswith(("scale = ", "not_applicable = ", "unanswered = "))
    ]
    places = [number for number, line in enumerate(kept) if line.startswith("[")]
    first = places[0] if places else len(kept)
    return "\n".join([*kept[:first], *asks, "", *kept[first:]]) + "\n"


def readable_counts(guess: SheetGuess, profile: Profile) -> dict[str, tuple[int, int]]:
    """By scale id, how many answer cells it could read, of how many. A help to declare, never a choice."""
    total = len(suggestions.answer_cells(guess, profile))
    return {
        s.id: (suggestions.readable_with(guess, profile, s), total) for s in loader.scales() if s.kind != "narrative"
    }
