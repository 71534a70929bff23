"""What a person does to a casefile, in steps that are acknowledged one by one: for the tests that harm it meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scrutineer.casefile import drafts
from scrutineer.domain.drafts import Draft
from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.errors import UserError
from scrutineer.operations import (
    answer_returns,
    casefiles,
    evidence,
    imports,
    mappings,
    merging,
    partnership,
)
from scrutineer.operations.casefiles import Casefile
from tests.conftest import CLOCK, PASSPHRASE, RETURNS, new_testshire

OTHER = "another four words"
PLAIN = "Plainly-readable"
"""Stands in everything that is recorded here: no file may hold it in clear."""
LETTER = (f"{PLAIN} letter. " * 6000).encode()
LINE = "six-steps:4c"


def schema_of(path: Path) -> int:
    """The schema of a released casefile, by its name."""
    return int(path.stem.removeprefix("schema-"))


RELEASED = sorted((Path(__file__).parent.parent / "casefiles").glob("schema-*.scrutiny"), key=schema_of)

OLD_PASSPHRASE = "a casefile of long ago"


@dataclass(frozen=True, slots=True)
class Ground:
    """A folder with a closed casefile, a backup of it that lacks the newest entry, and a co-scrutineer's copy."""

    path: Path

    @property
    def backup(self) -> Path:
        """The backup."""
        return next(self.path.parent.glob("* backups/*.scrutiny"))

    @property
    def theirs(self) -> Path:
        """The co-scrutineer's casefile."""
        return self.path.parent / "theirs" / "Theirs.scrutiny"

    @property
    def letter(self) -> Path:
        """A file to attach."""
        return self.path.parent / "outside" / "letter.txt"

    @property
    def elsewhere(self) -> Path:
        """The folder of another disk."""
        return self.path.parent / "outside" / "stick"

    def copied(self, folder: Path) -> Ground:
        """The same, in a folder of its own."""
        shutil.copytree(self.path.parent, folder)
        return Ground(folder / self.path.name)


def made_ground(folder: Path) -> Ground:
    """Make it in a folder."""
    made = new_testshire(folder)
    ground = Ground(made.path)
    ground.elsewhere.mkdir(parents=True)
    ground.theirs.parent.mkdir()
    ground.letter.write_bytes(LETTER)
    _capture(made, f"{PLAIN} before", attach=ground.letter)
    shutil.move(casefiles.back_up(made, folder=ground.theirs.parent).value, ground.theirs)
    theirs = casefiles.open_casefile(ground.theirs, passphrase=PASSPHRASE, clock=CLOCK)
    theirs.author = "Second scrutineer"
    for number in range(3):
        _capture(theirs, f"{PLAIN} of theirs {number}")
    theirs.discard()
    casefiles.back_up(made)
    partnership.add_agency(made, name=f"{PLAIN} later")
    made.discard()
    return ground


def made_old(folder: Path, schema: int) -> Ground:
    """A casefile as an earlier version left it, in a folder."""
    path = folder / "Test.scrutiny"
    shutil.copyfile(RELEASED[schema - 1], path)
    return Ground(path)


def _capture(casefile: Casefile, title: str, attach: Path | None = None) -> None:
    evidence.capture_evidence(
        casefile, title=title, text=title, dated=date(2026, 4, 1),
        links=[(LinkTarget.LINE, LINE, Bearing.SUPPORTS)], attachments=[attach] if attach else [],
    )  # fmt: skip


class Steps:
    """Does steps, each again where it was refused, as a person does who was told to; stops where it is refused again.

    `done` is called after each step that was acknowledged, `told` with each sentence.
    """

    def __init__(self, done: Callable[[], None], told: Callable[[str], None]) -> None:
        self._done, self._told = done, told

    def acknowledged(self, step: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Do a step that changes what is held."""
        result = self.tried(step, *arguments, **named)
        self._done()
        return result

    def tried(self, step: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Do a step that changes nothing of what is held."""
        with self.told():
            return step(*arguments, **named)
        return step(*arguments, **named)

    @contextmanager
    def told(self) -> Iterator[None]:
        """A refusal in here is told and no more."""
        try:
            yield
        except UserError as error:
            self._told(str(error))

    @contextmanager
    def opened(self, path: Path, passphrase: str = PASSPHRASE) -> Iterator[Casefile]:
        """The casefile, open; closed at the end whatever happened."""
        casefile = self.tried(casefiles.open_casefile, path, passphrase=passphrase, clock=CLOCK)
        try:
            yield casefile
        finally:
            with self.told():
                problem = casefile.close()
                if problem is not None:
                    self._told(str(problem))


def edit(steps: Steps, ground: Ground) -> None:
    """Two entries and what stands beside the journal."""
    with steps.opened(ground.path) as casefile:
        steps.acknowledged(partnership.add_agency, casefile, name=f"{PLAIN} one")
        steps.acknowledged(drafts.keep, casefile, Draft("evidence", "Capture", {"title": PLAIN}, ""))
        steps.acknowledged(partnership.add_agency, casefile, name=f"{PLAIN} two")


def attach(steps: Steps, ground: Ground) -> None:
    """A file comes in with an item."""
    with steps.opened(ground.path) as casefile:
        steps.acknowledged(_capture, casefile, f"{PLAIN} attached", attach=ground.letter)


READ: dict[str, Any] = {}
"""The workbook, read once by the process that reads workbooks."""


def bring_in(steps: Steps, ground: Ground) -> None:
    """A whole return of forty answers, with its workbook."""
    workbook, content = READ.get("police") or READ.setdefault(
        "police", answer_returns.read_file(RETURNS / "s11-police.xlsx")
    )
    profile = mappings.profile_from_file(RETURNS / "profiles" / "section-11.toml")

    def take(casefile: Casefile) -> None:
        shown = imports.propose(casefile, workbook=workbook, profile=profile)
        imports.commit(casefile, proposal=shown, content=content)

    with steps.opened(ground.path) as casefile:
        steps.acknowledged(take, casefile)


def undo(steps: Steps, ground: Ground) -> None:
    """Undo, redo, undo."""
    with steps.opened(ground.path) as casefile:
        for step in (casefiles.undo, casefiles.redo, casefiles.undo):
            steps.acknowledged(step, casefile)


def back_up(steps: Steps, ground: Ground) -> None:
    """A rolling backup and one in a folder that was named."""
    with steps.opened(ground.path) as casefile:
        steps.acknowledged(casefiles.back_up, casefile)
        steps.acknowledged(casefiles.back_up, casefile, folder=ground.elsewhere)


def restore(steps: Steps, ground: Ground) -> None:
    """The backup in place of the casefile."""
    steps.acknowledged(
        casefiles.restore_backup, ground.backup, passphrase=PASSPHRASE, into=ground.path, clock=CLOCK
    )  # fmt: skip


def change_passphrase(steps: Steps, ground: Ground) -> None:
    """Another passphrase, between two entries."""
    with steps.opened(ground.path) as casefile:
        steps.acknowledged(partnership.add_agency, casefile, name=f"{PLAIN} one")
        steps.acknowledged(casefiles.change_passphrase, casefile, current=PASSPHRASE, new=OTHER)
        steps.acknowledged(partnership.add_agency, casefile, name=f"{PLAIN} two")


def merge(steps: Steps, ground: Ground) -> None:
    """The co-scrutineer's copy merged."""
    with steps.opened(ground.path) as casefile:
        steps.acknowledged(merging.merge_casefile, casefile, path=ground.theirs, passphrase=PASSPHRASE)


def migrate(steps: Steps, ground: Ground) -> None:
    """A casefile of an earlier version opened by this one, then an entry."""
    with steps.opened(ground.path, OLD_PASSPHRASE) as casefile:
        steps.acknowledged(partnership.add_agency, casefile, name=f"{PLAIN} one")


def create(steps: Steps, ground: Ground) -> None:
    """A new casefile, closed again."""
    made = steps.acknowledged(
        casefiles.new_casefile, ground.path, passphrase=PASSPHRASE, partnership=f"{PLAIN} partnership", clock=CLOCK
    )
    with steps.told():
        made.close()


ACTS = (edit, attach, bring_in, undo, back_up, restore, change_passphrase, merge)
