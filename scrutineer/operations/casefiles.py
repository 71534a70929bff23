"""Make, open, protect and verify casefiles; undo and redo."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scrutineer import inputs
from scrutineer.casefile import backup, check, framework_texts, merging, opening, restoring, tables, wordings
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.own_records import FrameworkUsed, FrozenWordings
from scrutineer.casefile.rehearsal import rehearsal
from scrutineer.clock import Clock
from scrutineer.domain.backups import Backup, BackupStanding
from scrutineer.domain.changes import EVERYTHING, Outcome
from scrutineer.domain.framework import SIX_STEPS
from scrutineer.domain.ids import CycleId
from scrutineer.domain.partnership import Cycle, Partnership, require_period, suggest_prefix, year_from
from scrutineer.domain.rules import LAST_DAY, is_blank, require
from scrutineer.domain.unlikely import cycle_doubts
from scrutineer.errors import UserError
from scrutineer.frameworks import loader
from scrutineer.operations import doubting, standing
from scrutineer.operations.partnership import refuse_if_named
from scrutineer.operations.queries.carried import carried_over
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.sheet_offer import SheetOffer, offer_sheet
from scrutineer.outputs import require_short
from scrutineer.paths import CASEFILE_SUFFIX
from scrutineer.progress import SILENT, Progress

__all__ = ["Casefile", "new_casefile", "open_casefile", "rehearsal"]

ADDED_TO_A_NAME = 40  # bytes that a backup's, or a companion's, name has more than the casefile's


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What `check` found: each problem in words, and how much was verified.

    `to_mend` are records that are whole and break a rule, of an older casefile or of two that were merged: a person
    mends them by hand.
    """

    problems: tuple[str, ...]
    journal_entries: int
    attachments: int
    to_mend: tuple[str, ...] = ()


def new_casefile(
    path: Path,
    *,
    passphrase: str,
    partnership: str,
    prefix: str = "",
    framework_ids: tuple[str, ...] = ("six-steps",),
    starts: date | None = None,
    ends: date | None = None,
    guidance: str = "",
    cycle_name: str = "Cycle 1",
    clock: Clock,
) -> Casefile:
    """Make a casefile with its partnership and first cycle, and leave it open."""
    name = " ".join(partnership.split())
    if is_blank(name):
        raise UserError("The partnership has no name yet.", "Give the name as it is printed on its papers.")
    texts = [loader.framework_text(framework_id) for framework_id in framework_ids]
    target = path if path.suffix == CASEFILE_SUFFIX else path.with_name(path.name + CASEFILE_SUFFIX)
    begins = starts or clock.today().replace(day=1)
    finishes = ends or year_from(min(begins, LAST_DAY))
    details = Partnership(name=name, prefix=(prefix or suggest_prefix(name)).upper())
    first = loader.parse_framework(texts[0])
    cycle = Cycle(
        name=cycle_name, starts=begins, ends=finishes, guidance=guidance or guidance_during(begins, finishes),
        framework_id=first.id, framework_version=first.version,
    )  # fmt: skip
    for record, noun in ((details, "partnership"), (cycle, "cycle")):
        require(record, noun, clock.today())  # before there is a file
    require_short(target, spare=ADDED_TO_A_NAME)

    def begin(made: Casefile) -> None:
        made.rules, made.doubts = standing.breaches, doubting.doubts
        with made.transact(f"Make the casefile of {name}", action="made"):
            tables.insert(made, details)
            merging.sign(made, secrets.token_hex(16))
            versions = _pin(made, loader.framework_texts())
            _look_through(made, tables.insert(made, cycle), versions)

    casefile = opening.create(target, passphrase, clock, begin)
    casefile.rules, casefile.doubts = standing.breaches, doubting.doubts
    return casefile


def _pin(casefile: Casefile, texts: Mapping[str, str]) -> dict[str, str]:
    """Keep these frameworks as they are now; returns their versions by id."""
    versions: dict[str, str] = {}
    for text in texts.values():
        framework = loader.parse_framework(text)
        framework_texts.pin(casefile, framework.id, framework.version, text)
        versions[framework.id] = framework.version
    return versions


def _look_through(casefile: Casefile, cycle: int, versions: Mapping[str, str]) -> None:
    for framework_id, version in versions.items():
        framework_texts.use(casefile, cycle, framework_id, version)


def guidance_on(day: date) -> str:
    """The edition of Working Together in force on a day, the first one for a day before it."""
    dated = sorted(
        (framework.in_force.starts, framework.in_force.edition)
        for framework in loader.shipped()
        if framework.family and framework.in_force.starts
    )
    return next((edition for starts, edition in reversed(dated) if starts <= day), dated[0][1])


def guidance_during(starts: date, ends: date) -> str:
    """The editions in force in a period: “Working Together 2023 and 2026” where it spans two."""
    first, last = guidance_on(starts), guidance_on(ends)
    return first if first == last else f"{first} and {last.removeprefix('Working Together ')}"


def open_casefile(path: Path, *, passphrase: str, clock: Clock, checked: bool = True) -> Casefile:
    """Open a casefile, or say in words why not.

    Without `checked` it opens in the same time whatever its size: look through it afterwards with `look_through`.
    """
    if os.path.exists(path):  # what is not there is said by the casefile itself
        inputs.require_ordinary(path)
    casefile = opening.open_casefile(path, passphrase, clock, checked=checked)
    casefile.rules, casefile.doubts = standing.breaches, doubting.doubts
    try:
        with casefile.in_words():
            casefile.author = read_context(casefile).partnership.scrutineer
    except UserError:
        casefile.discard()
        raise
    return casefile


def look_through(casefile: Casefile) -> None:
    """Read every page of an open casefile; what is damaged is a sentence. Cost grows with the file. Reads only."""
    problems = casefile.damage()
    if problems:
        raise UserError(
            f"{casefile.path.name} is damaged: {problems[0]}. What you see may not be all that it held.",
            "Write nothing more. Lock it, then restore the newest backup on the first page.",
        )


def refuse_if_open(path: Path, *, clock: Clock) -> None:
    """Raise where the casefile is open in some window; nothing is read."""
    opening.refuse_if_open(path, clock)


def change_passphrase(casefile: Casefile, *, current: str, new: str, progress: Progress = SILENT) -> Outcome[None]:
    """Encrypt the casefile under a new passphrase; the current one must be given. A new recovery sheet is on offer."""
    casefile.verify_passphrase(current)
    progress.step(0, 1, "Encrypting the casefile anew")
    casefile.change_passphrase(new)
    offer_sheet(casefile, why=SheetOffer.CHANGED)
    return Outcome(None, label="Passphrase changed. Backups made before keep the earlier one.")


def back_up(casefile: Casefile, *, folder: Path | None = None, progress: Progress = SILENT) -> Outcome[Path]:
    """Write an encrypted backup and verify it by opening it."""
    progress.step(0, 1, "Writing a backup")
    path = casefile.back_up(folder)
    failure = backup.standing_of(casefile.path).failure if folder is None else None
    meanwhile = (
        f". {failure.message} {failure.advice}".rstrip(" .") if failure is not None and failure.elsewhere else ""
    )
    return Outcome(path, label=f"Backup written and verified: {path.name}{meanwhile}")


def choose_backups_folder(casefile: Casefile, *, folder: Path | None, progress: Progress = SILENT) -> Outcome[Path]:
    """Write the rolling backups within a folder from now on, on a memory stick for example; None: beside the casefile.

    The first is written and verified there at once: where that fails, nothing is changed. Earlier ones stay listed.
    """
    progress.step(0, 1, "Writing a backup there")
    path = casefile.back_up(folder, from_now_on=True)
    return Outcome(path, label=f"Backups go to {path.parent} from now on. The first is verified: {path.name}")


def back_up_if_due(casefile: Casefile) -> None:
    """Back up what changed since the last backup. Others write meanwhile."""
    casefile.back_up_if_due()


def backups_of(path: Path) -> tuple[Backup, ...]:
    """The rolling backups of a casefile, newest first, whatever it is called now. Needs no key."""
    return backup.backups_of(path)


def backups_folder(path: Path) -> Path:
    """Where the rolling backups of a casefile are. Needs no key."""
    return backup.folder_of(path)


@dataclass(frozen=True, slots=True)
class BackupsPlace:
    """Where the next backup goes, and the folder that was chosen for it, None for beside the casefile."""

    folder: Path
    chosen: Path | None

    @property
    def is_elsewhere(self) -> bool:
        """Whether the folder chosen is not there, so that backups are kept beside the casefile meanwhile."""
        return self.chosen is not None and self.folder.parent != self.chosen


def backups_place(path: Path) -> BackupsPlace:
    """Where the rolling backups of a casefile go. Needs no key."""
    return BackupsPlace(backup.folder_of(path), backup.chosen_of(path))


def standing_of_backups(path: Path) -> BackupStanding:
    """The newest verified backup of a casefile, and the failure since, if any. Needs no key."""
    return backup.standing_of(path)


def restore_backup(source: Path, *, passphrase: str, into: Path, clock: Clock) -> Outcome[Path | None]:
    """Put a verified backup in place of a casefile that is not open; the old file is kept beside it."""
    inputs.require_ordinary(source)
    require_short(into, spare=ADDED_TO_A_NAME)
    kept = restoring.restore(source, passphrase, into, clock)
    said = f" The file that was there is kept as {kept.name}." if kept else ""
    return Outcome(kept, label=f"{into.name} restored from {source.name}.{said}")


def check_casefile(casefile: Casefile, *, progress: Progress = SILENT) -> Outcome[CheckResult]:
    """Verify the encryption, the database, every row, the journal's chain and every attachment's hash."""
    problems = tuple(check.problems(casefile, progress))
    counts = check.counts(casefile)
    to_mend = () if problems else tuple(check.breaches(casefile))  # first what is damaged, then what breaks a rule
    result = CheckResult(problems, counts["journal_entries"], counts["attachments"], to_mend)
    return Outcome(result, label="Checked")


def undo(casefile: Casefile, *, promised: str | None = None, progress: Progress = SILENT) -> Outcome[bool]:
    """Undo the newest edit; the value says whether there was one.

    `promised` is what the person was told would be undone: where something newer was recorded meanwhile that is said
    and nothing is undone.
    """
    progress.step(0, 1, "Undoing")
    newest, _ = casefile.labels()
    if promised is not None and promised != newest:
        return Outcome(False, label=f"Nothing was undone: “{newest}” was recorded after “{promised}”")
    changes = casefile.undo()
    return Outcome(True, changes.kinds, changes.label) if changes else Outcome(False, label="Nothing to undo")


def redo(casefile: Casefile, *, progress: Progress = SILENT) -> Outcome[bool]:
    """Redo the newest undo; the value says whether there was one."""
    progress.step(0, 1, "Redoing")
    changes = casefile.redo()
    return Outcome(True, changes.kinds, changes.label) if changes else Outcome(False, label="Nothing to redo")


def start_cycle(
    casefile: Casefile,
    *,
    name: str,
    starts: date,
    ends: date,
    guidance: str,
    framework_id: str = "",
    progress: Progress = SILENT,
) -> Outcome[CycleId]:
    """Begin a cycle; the one before stays as it was, wordings and all, and open challenges carry on.

    It is the current one from now on, whatever its days. It takes the newest version of each framework. `framework_id`
    is what it is judged against; "" keeps that of the cycle before.
    """
    require_period(starts, ends)
    progress.step(0, 1, "Starting a cycle")
    with casefile.transact(f"Start {name}") as changes:
        earlier = tables.rows(casefile, Cycle, current=True, order=("starts", "id"))
        versions = _pin(casefile, newest_own(casefile) | loader.framework_texts())
        judged = framework_id or (earlier[-1].framework_id if earlier else SIX_STEPS)
        if judged not in versions:
            raise UserError(f"There is no framework called “{judged}”.", f"Choose one of: {', '.join(versions)}.")
        for current in earlier[-1:]:
            changes.doubts += cycle_doubts(starts, ends, casefile.clock.today(), current)
        _finish(casefile, earlier)
        new = tables.insert(
            casefile,
            Cycle(
                name=name, starts=starts, ends=ends, guidance=guidance, framework_id=judged,
                framework_version=versions[judged],
            ),
        )  # fmt: skip
        _look_through(casefile, new, versions)
        _take_scale(casefile, judged, versions[judged])
    carried = carried_over(casefile, read_context(casefile))
    said = f". {carried.in_words.rstrip('.')}" if carried.open or carried.closed else ""
    return Outcome(CycleId(new), changes.kinds | EVERYTHING, f"{name} started{said}")


def _finish(casefile: Casefile, cycles: Iterable[Cycle]) -> None:
    """What a cycle keeps from when another takes its place: its wordings, and each framework as it saw it."""
    for cycle in cycles:
        wordings.freeze(casefile, cycle.id)
        _pin_what_it_saw(casefile, cycle.id)
        tables.update(casefile, replace(cycle, current=False))


def make_current(casefile: Casefile, *, cycle: Cycle, progress: Progress = SILENT) -> Outcome[None]:
    """Take a cycle up as the current one: what is recorded from now on is of it, in the wordings that it ended with.
    The one that was current is kept as it stands, and can be taken up again in the same way."""
    progress.step(0, 1, "Taking the cycle up")
    taken_up = tables.get(casefile, Cycle, cycle.id)
    if taken_up.current:
        raise UserError(f"{cycle.name} is the current cycle already. Nothing was changed.", "Choose another one.")
    with casefile.transact(f"Make {cycle.name} the current cycle") as changes:
        _finish(casefile, tables.rows(casefile, Cycle, current=True))
        wordings.thaw(casefile, cycle.id)
        tables.update(casefile, replace(taken_up, current=True))
        _take_scale(casefile, cycle.framework_id, cycle.framework_version)
    return Outcome(None, changes.kinds | EVERYTHING, f"{cycle.name} is the current cycle")


def remove_cycle(casefile: Casefile, *, cycle: Cycle, progress: Progress = SILENT) -> Outcome[None]:
    """Remove a cycle in which nothing was recorded; where it is the current one, the one before is current again."""
    progress.step(0, 1, "Removing the cycle")
    others = [other for other in tables.rows(casefile, Cycle, order=("starts", "id")) if other.id != cycle.id]
    if not others:
        raise UserError(f"{cycle.name} cannot be removed: it is the only one. Nothing was changed.",
                        "Change its name or its days instead.")  # fmt: skip
    its_own = (FrameworkUsed, FrozenWordings)
    refuse_if_named(casefile, Cycle, cycle.id, cycle.name, "Change its name or its days instead.", own=its_own)
    with casefile.transact(f"Remove {cycle.name}") as changes:
        for kind in its_own:
            tables.delete_where(casefile, kind, cycle_id=cycle.id)
        if tables.get(casefile, Cycle, cycle.id).current:
            tables.delete_where(casefile, FrozenWordings, cycle_id=others[-1].id)
            tables.update(casefile, replace(others[-1], current=True))
        tables.delete(casefile, Cycle, cycle.id)
    return Outcome(None, changes.kinds | EVERYTHING, f"{cycle.name} removed")


def _pin_what_it_saw(casefile: Casefile, cycle: int) -> None:
    """A cycle that is finished keeps each framework as it saw it, those that came with a later version too."""
    seen = framework_texts.used(casefile, cycle)
    unpinned = {shipped: text for shipped, text in loader.framework_texts().items() if shipped not in seen}
    _look_through(casefile, cycle, _pin(casefile, unpinned))


def _take_scale(casefile: Casefile, framework_id: str, version: str) -> None:
    """A framework that asks for a scale is judged on it from its cycle on; earlier judgements keep theirs."""
    wanted = loader.parse_framework(framework_texts.pinned(casefile, framework_id, version)).scale
    if wanted:
        (partnership,) = tables.rows(casefile, Partnership)
        tables.update(casefile, replace(partnership, scale_id=wanted))


def newest_own(casefile: Casefile) -> dict[str, str]:
    """The text of the newest version of each framework that was taken in here and does not ship, by id."""
    pinned = framework_texts.pinned_versions(casefile)
    return {
        framework: list(texts.values())[-1]
        for framework, texts in pinned.items()
        if framework not in loader.framework_texts()
    }
