"""Real processes that end by SIGKILL at a place of the test's choosing."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from scrutineer.casefile import driver, keys
from scrutineer.casefile.footing import Footing
from scrutineer.domain.partnership import Agency
from scrutineer.operations import casefiles, partnership
from tests.conftest import CLOCK, PASSPHRASE, tally

_STEPS = (
    (os, ("replace", "rename", "link", "unlink", "fsync")),
    (shutil, ("copyfile",)),
    (driver, ("connect", "connect_alone")),
)
DONE = 0


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Whether `act`, in a process of its own, was killed before its `step`-th file operation; False where it ended."""

    def child() -> None:
        _count_down(step)
        act()

    return in_child(child) != DONE


def in_child(act: Callable[[], object], *, of: str = "") -> int:
    """Run in a process of its own; returns the signal that ended it, 0 for none. A failure in it fails the test.

    `of` is what its killing is counted as.
    """
    pid = os.fork()
    if pid == 0:
        end = signal.SIGUSR1
        try:
            act()
            end = signal.SIGTERM
        finally:
            os.kill(os.getpid(), end)  # by a signal of its own: nothing of the test's process is cleared up in it
    _, status = os.waitpid(pid, 0)
    ended = os.WTERMSIG(status)
    assert ended != signal.SIGUSR1, "the act failed in its process"
    if ended == signal.SIGKILL:
        tally("kills", of)
    return DONE if ended == signal.SIGTERM else ended


def _count_down(step: int) -> None:
    left = [step]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                die()
            return real(*arguments, **named)

        return call

    for module, names in _STEPS:
        for name in names:
            setattr(module, name, counted(getattr(module, name)))


def die() -> None:
    """End this process at once, as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def write_and_die(path: Path, name: str, *, carried: bool) -> None:
    """Record an agency, acknowledged, then die. Without `carried` it stands in the `-wal` alone."""

    def act() -> None:
        if not carried:
            Footing.carry_over = Footing.remember  # type: ignore[method-assign]
        opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
        partnership.add_agency(opened, name=name)
        die()

    assert in_child(act) == signal.SIGKILL


def names_in(casefile: casefiles.Casefile) -> set[str]:
    """What agencies it holds."""
    from scrutineer.casefile import tables

    return {agency.name for agency in tables.rows(casefile, Agency)}


def names_alone_in(path: Path) -> set[str]:
    """What agencies a file holds that is not opened, whatever lies beside it."""
    key = keys.key_for(path, PASSPHRASE)
    assert key is not None
    db = driver.connect_alone(path, key)
    try:
        return {name for (name,) in db.execute("SELECT name FROM agency")}
    finally:
        db.close()


def held_in(path: Path, passphrase: str = PASSPHRASE) -> set[str]:
    """Open it, see that it is sound, and say which agencies it holds."""
    opened = casefiles.open_casefile(path, passphrase=passphrase, clock=CLOCK)
    try:
        problems = casefiles.check_casefile(opened).value.problems
        assert problems == ((opened.missing.message,) if opened.missing else ())
        return names_in(opened)
    finally:
        opened.close()


def files_beside(path: Path) -> list[str]:
    """The plain files in its folder."""
    return sorted(file.name for file in path.parent.iterdir() if file.is_file())
