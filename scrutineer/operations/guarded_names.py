"""Names to keep out: people whose names must stand in no report that leaves the machine."""

from __future__ import annotations

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.issues import GuardedName
from scrutineer.domain.rules import one_line
from scrutineer.errors import UserError
from scrutineer.progress import SILENT, Progress


def guarded_names(casefile: Casefile) -> tuple[GuardedName, ...]:
    """The names that are kept out, in their order."""
    return tuple(sorted(tables.rows(casefile, GuardedName), key=lambda guarded: guarded.name.casefold()))


def keep_out(casefile: Casefile, *, name: str, progress: Progress = SILENT) -> Outcome[int]:
    """Keep a name out of every report that leaves the machine; one that is kept out already stays as it is."""
    progress.step(0, 1, "Keeping the name out")
    guarded = _named(name)
    for known in guarded_names(casefile):
        if known.name.casefold() == guarded.casefold():
            return Outcome(known.id, label=f"“{known.name}” is kept out already")
    with casefile.transact(f"Keep “{guarded}” out of reports") as changes:
        new = tables.insert(casefile, GuardedName(name=guarded))
    return Outcome(new, changes.kinds, f"“{guarded}” kept out of reports")


def change_guarded_name(casefile: Casefile, *, guarded: GuardedName, progress: Progress = SILENT) -> Outcome[None]:
    """Write a name that is kept out another way."""
    progress.step(0, 1, "Changing the name")
    name = _named(guarded.name)
    for known in guarded_names(casefile):
        if known.id != guarded.id and known.name.casefold() == name.casefold():
            raise UserError(f"“{known.name}” is kept out already.", "Write another name, or remove this one.",
                            about="name")  # fmt: skip
    with casefile.transact(f"Keep “{name}” out instead") as changes:
        tables.update(casefile, GuardedName(id=guarded.id, name=name))
    return changes.outcome(None, f"“{name}” kept out of reports")


def let_in(casefile: Casefile, *, guarded: GuardedName, progress: Progress = SILENT) -> Outcome[None]:
    """Keep a name out no longer; undo brings it back."""
    progress.step(0, 1, "Letting the name in")
    with casefile.transact(f"Keep “{guarded.name}” out no longer") as changes:
        tables.delete(casefile, GuardedName, guarded.id)
    return Outcome(None, changes.kinds, f"“{guarded.name}” is kept out no longer")


def _named(name: str) -> str:
    return one_line(name, "No name was given.", "Type the name that must stand in no report.", about="name")
