"""Mappings: kept in the casefile, read from and written to files, and which of them fit a workbook."""

from __future__ import annotations

from itertools import compress
from operator import not_
from pathlib import Path

from scrutineer import inputs
from scrutineer.casefile import saved_mappings, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.own_records import SavedMapping
from scrutineer.domain.changes import Outcome
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.mapping import Profile, Renamed
from scrutineer.domain.returns import ReturnFile
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.exchange import fitting, profile_file, reader
from scrutineer.frameworks import loader
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress


def known_profiles(casefile: Casefile) -> tuple[Profile, ...]:
    """The layouts that this casefile knows."""
    return tuple(
        profile_file.parse(text, loader.scales(), name) for name, text in saved_mappings.all_texts(casefile).items()
    )


def profile_named(casefile: Casefile, name: str) -> Profile:
    """The profile with this name, or a sentence that lists those there are."""
    known = known_profiles(casefile)
    named = next((profile for profile in known if profile.name.casefold() == name.casefold()), None)
    if named is None:
        names = ", ".join(profile.name for profile in known) or "none yet"
        raise UserError(f"This casefile has no mapping called “{name}”.", f"It has: {names}.")
    return named


def profile_from_file(path: Path) -> Profile:
    """A profile from a mapping file."""
    name, content = reader.load(path, inputs.MAX_TEXT_FILE)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise UserError(f"{name} is not a mapping file.", "See docs/mapping-files.md.") from None
    return profile_file.parse(text, loader.scales(), name)


def profiles_headed(casefile: Casefile, workbook: Workbook) -> tuple[tuple[Profile, ...], tuple[Profile, ...]]:
    """The known layouts whose headings stand in this workbook: those that fit it, and those of whose standards none
    stands there. Whether it is a new edition of one of these or another layout, only a person can say."""
    headed = [profile for profile in known_profiles(casefile) if fitting.has_headings(workbook, profile)]
    fit = [fitting.has_standards(workbook, profile) for profile in headed]
    return tuple(compress(headed, fit)), tuple(compress(headed, map(not_, fit)))


def save_profile(casefile: Casefile, *, profile: Profile, progress: Progress = SILENT) -> Outcome[None]:
    """Keep a mapping, so that the next workbook of this layout needs no questions."""
    progress.step(0, 1, "Keeping the mapping")
    refuse_other_layout(casefile, profile)
    with casefile.transact(f"Keep the mapping “{profile.name}”") as changes:
        saved_mappings.save(casefile, profile.name, profile_file.write(profile))
    return changes.outcome(None, f"Mapping “{profile.name}” kept")


def remove_profile(casefile: Casefile, *, name: str, progress: Progress = SILENT) -> Outcome[None]:
    """Remove a mapping that no workbook was read by and no return is asked for by: undo brings it back."""
    progress.step(0, 1, "Removing the mapping")
    read, asked = tables.count(casefile, ReturnFile, profile=name), tables.count(casefile, AskedReturn, profile=name)
    if read or asked:
        parts = [counted(read, "workbook")] * bool(read) + [counted(asked, "expected return")] * bool(asked)
        raise UserError(
            f"The mapping “{name}” cannot be removed: {' and '.join(parts)} {'goes' if read + asked == 1 else 'go'} by "
            "it. Nothing was changed.",
            "What they say is understood by it.",
        )
    with casefile.transact(f"Remove the mapping “{name}”") as changes:
        tables.delete_where(casefile, SavedMapping, name=name)
    return Outcome(None, changes.kinds, f"Mapping “{name}” removed")


def refuse_other_layout(casefile: Casefile, profile: Profile) -> None:
    """A name stands for one layout and one scale: answers read in two ways must never stand in one table."""
    known = next((mapping for mapping in known_profiles(casefile) if mapping.name == profile.name), None)
    if known is None:
        return
    same = (known.layout, known.headings, known.scale.id) == (profile.layout, profile.headings, profile.scale.id)
    if not same:
        raise UserError(
            f"There is a mapping called “{profile.name}” for another layout or scale. Nothing was changed.",
            "Give this one another name.",
        )


def scales() -> tuple[Scale, ...]:
    """Every scale that can be declared."""
    return loader.scales()


def nearly_fitting(casefile: Casefile, workbook: Workbook) -> tuple[tuple[Profile, tuple[Renamed, ...]], ...]:
    """The known layouts of which some headings are missing here, with what may stand in their place."""
    tried = ((profile, fitting.renamed(workbook, profile)) for profile in known_profiles(casefile))
    return tuple((profile, renamed) for profile, renamed in tried if renamed)


def renamed(workbook: Workbook, profile: Profile) -> tuple[Renamed, ...]:
    """The headings of one mapping that are missing here, with what may stand in their place."""
    return () if fitting.has_headings(workbook, profile) else fitting.renamed(workbook, profile)


def import_profile(casefile: Casefile, *, path: Path, progress: Progress = SILENT) -> Outcome[None]:
    """Keep a mapping that another casefile, or a person, wrote as a file."""
    return save_profile(casefile, profile=profile_from_file(path), progress=progress)


def export_profile(casefile: Casefile, *, name: str, out: Path, progress: Progress = SILENT) -> Outcome[Path]:
    """Write one mapping as a small file that other casefiles take."""
    progress.step(0, 1, "Writing the mapping")
    text = profile_file.write(profile_named(casefile, name))
    write_output(out, text.encode("utf-8"), endings=(".toml",))
    return Outcome(out, label=f"Mapping written to {out.name}")
