"""Whatever befalls the disk or the process while something is done: what was acknowledged is there, nothing is half done.

Each act is done again and again, each time harmed at another of the writes that it needs, of the database's own or of
the program's: killed, refused once by an error of the disk, or refused from there on by a full one.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import random
import re
import secrets
import shutil
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scrutineer import paths
from scrutineer.casefile import keys
from scrutineer.errors import UserError, WrongPassphrase
from scrutineer.operations import casefiles, copies
from scrutineer.operations.export import export_everything
from tests.casefile import acts
from tests.casefile.acts import Ground, Steps
from tests.casefile.broken_disk import Disk, Harm, why_not
from tests.casefile.contents import rows_in
from tests.casefile.kills import DONE, in_child
from tests.conftest import CLOCK, PASSPHRASE, examples, tally

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can be done here")
PLACES = 2
"""How many places the everyday tests try of each act and harm, of the hundreds that there are: others each time."""
NOTHING = "nothing"
PART = re.compile(r"\.[0-9a-f]{16}\.part")
KEPT = (" before restore ", " set aside ", " as it was held ")
Act = Callable[[Steps, Ground], None]


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(keys, "ROUNDS", 2)
    monkeypatch.setattr(keys, "derive", functools.cache(keys.derive))


@pytest.fixture
def keys_as_released(quick_keys, monkeypatch):
    """Files that were released are opened with the rounds that they were made with: each key once."""
    monkeypatch.setattr(keys, "ROUNDS", 256_000)


@pytest.fixture
def surroundings(tmp_path, monkeypatch) -> Path:
    """A folder for temporary files, and a home, that can be looked through afterwards."""
    for name in ("temporary", "home"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setenv("SCRUTINEER_HOME", str(tmp_path / "home"))
    return tmp_path


def name_of(act: Act) -> str:
    return act.__name__.replace("_", " ")


@dataclass
class Ran:
    """How an act went in a process of its own, as it said itself."""

    acknowledged: int = 0
    told: list[str] = field(default_factory=list)
    fault: str = ""
    met: int = 0
    killed: bool = False


def ran(act: Act, ground: Ground, harm: Harm, place: int) -> Ran:
    """Do the act in a process of its own, harmed at that place; 0 for nowhere."""
    reading, writing = os.pipe()
    write = os.write

    def say(what: str, value: object) -> None:
        write(writing, json.dumps([what, value]).encode() + b"\n")

    def child() -> None:
        disk = Disk(harm, place)
        disk.lay_under()
        try:
            act(Steps(lambda: say("done", 1), lambda sentence: say("told", sentence)), ground)
        except UserError as error:
            say("told", str(error))
        except BaseException:  # noqa: BLE001 - whatever else it raises is the fault that is looked for
            say("fault", traceback.format_exc())
        say("met", disk.met)

    ended = in_child(child, of=name_of(act))
    os.close(writing)
    with open(reading, "rb") as stream:
        said = [json.loads(line) for line in stream]
    values = dict(said)
    return Ran(
        sum(what == "done" for what, _ in said), [value for what, value in said if what == "told"],
        values.get("fault", ""), values.get("met", 0), ended != DONE,
    )  # fmt: skip


def contents_of(path: Path) -> str:
    """All that it holds in a word, once it was checked; `NOTHING` where there is no file."""
    if not path.exists():
        return NOTHING
    opened = _opened(path)
    try:
        assert casefiles.check_casefile(opened).value.problems == ()
        assert opened.missing is None
        rows = rows_in(opened.reader)
        del rows["_sqlite_migrations"]  # says when, by the clock of the machine
        return hashlib.sha256(repr(rows).encode()).hexdigest()
    finally:
        opened.discard()


def _opened(path: Path) -> casefiles.Casefile:
    for passphrase in (acts.OTHER, acts.OLD_PASSPHRASE):
        try:
            return casefiles.open_casefile(path, passphrase=passphrase, clock=CLOCK)
        except WrongPassphrase:
            pass
    return casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)


def states_of(act: Act, ground: Ground, aside: Path) -> list[str]:
    """What it holds before the act and after each step of it."""
    kept: list[Path] = []

    def keep() -> None:
        kept.append(aside / str(len(kept)) / ground.path.name)  # each by itself: a copy beside it would be remarked on
        kept[-1].parent.mkdir(parents=True)
        if ground.path.exists():
            shutil.copyfile(ground.path, kept[-1])

    keep()
    told: list[str] = []
    act(Steps(keep, told.append), ground)
    assert told == []
    return [contents_of(file) for file in kept]


def require_clean(ground: Ground, surroundings: Path) -> None:
    """Once the casefile was opened again: no part of a file, no copy, and nothing in clear."""
    beside = {file.name for file in ground.path.parent.iterdir() if file.is_file()} - {ground.path.name}
    assert not [name for name in beside if not any(words in name for words in KEPT)], beside
    copies.remove_left_behind()  # as the next start does
    for folder in (surroundings / "temporary", paths.copies()):
        assert not list(folder.iterdir()), f"left in {folder.name}"
    for file in (*ground.path.parent.rglob("*"), *(surroundings / "home").rglob("*")):
        assert ".part" not in file.name, file
        if file.is_file() and file != ground.letter:
            assert acts.PLAIN.encode() not in file.read_bytes(), f"{file.name} tells"


def require_whole(act: Act, ground: Ground, went: Ran, states: list[str], surroundings: Path) -> None:
    """What was acknowledged is there and nothing is half done; then it carries on as if nothing had been."""
    assert not went.fault, went.fault
    held = contents_of(ground.path)
    assert held in states[went.acknowledged : went.acknowledged + 2], (
        f"{went.acknowledged} steps acknowledged, of {states} it holds {held}"
    )
    if not ground.path.exists():
        act(Steps(lambda: None, pytest.fail), ground)  # the name is free, and what was being made is cleared up
    opened = _opened(ground.path)
    casefiles.back_up(opened)
    casefiles.back_up(opened, folder=ground.elsewhere)
    assert opened.close() is None
    require_clean(ground, surroundings)


def places(count: int) -> list[int]:
    """Some of them, or each where as many were asked for."""
    return sorted(random.sample(range(1, count + 1), min(count, examples(PLACES))))


def try_places(act: Act, made: Callable[[Path], Ground], surroundings: Path) -> None:
    """Do the act once and see what it should come to, then harm it at one place after the other."""
    (surroundings / "before").mkdir()
    before = made(surroundings / "before")
    states = states_of(act, before.copied(surroundings / "healthy"), surroundings / "states")
    for harm in Harm:
        count = ran(act, before.copied(surroundings / f"counted for {harm}"), harm, 0).met
        assert count > 20
        for place in places(count):
            shutil.rmtree(surroundings / "home")  # which knows another casefile of this name by now
            (surroundings / "home").mkdir()
            ground = before.copied(surroundings / "tried")
            went = ran(act, ground, harm, place)
            if harm is not Harm.KILL:
                tally(f"writes that met {harm}", name_of(act))
            assert went.killed == (harm is Harm.KILL)
            assert went.told or harm is not Harm.FULL or went.acknowledged == len(states) - 1
            require_whole(act, ground, went, states, surroundings)
            shutil.rmtree(ground.path.parent)


@pytest.mark.parametrize("act", acts.ACTS, ids=lambda act: act.__name__)
def test_at_any_write_of_an_act(act, surroundings):
    try_places(act, acts.made_ground, surroundings)


@pytest.mark.parametrize("schema", range(1, 1 + len(acts.RELEASED)))
def test_at_any_write_of_opening_a_casefile_of_long_ago(schema, surroundings, keys_as_released):
    try_places(acts.migrate, functools.partial(acts.made_old, schema=schema), surroundings)


def test_at_any_write_of_making_one(surroundings, monkeypatch):
    monkeypatch.setattr(secrets, "token_hex", lambda size: "0" * 2 * size)  # so that each try makes the same
    try_places(acts.create, lambda folder: Ground(folder / "New.scrutiny"), surroundings)


def export(steps: Steps, ground: Ground) -> None:
    """Everything in open formats, outside."""
    with steps.opened(ground.path) as casefile:
        steps.acknowledged(export_everything, casefile, into=ground.path.parent / "outside" / "all")


def test_at_any_write_of_taking_everything_out(surroundings):
    """Files that leave the program are whole or not there; a kill alone may leave one under a name that is no file's."""
    (surroundings / "before").mkdir()
    before = acts.made_ground(surroundings / "before")
    held = contents_of(before.copied(surroundings / "held").path)
    healthy = before.copied(surroundings / "healthy")
    count = ran(export, healthy, Harm.KILL, 0).met
    whole = exported(healthy)
    assert len(whole) > 10
    for harm in Harm:
        for place in places(count):
            ground = before.copied(surroundings / "tried")
            went = ran(export, ground, harm, place)
            if harm is not Harm.KILL:
                tally(f"writes that met {harm}", name_of(export))
            assert not went.fault, went.fault
            shown = exported(ground)
            parts = [name for name in shown if PART.fullmatch(name.name)]
            assert len(parts) <= (harm is Harm.KILL)
            assert {name: shown[name] for name in shown if name not in parts}.items() <= whole.items()
            assert shown.keys() == whole.keys() or not went.acknowledged
            assert contents_of(ground.path) == held
            shutil.rmtree(ground.path.parent)


def exported(ground: Ground) -> dict[Path, bytes]:
    folder = ground.path.parent / "outside" / "all"
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
