"""Whatever happens to a casefile's file and to what lies beside it: no acknowledged edit is lost without a word."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from scrutineer.casefile import companions, identity, keys
from scrutineer.casefile.driver import Database, DatabaseError
from scrutineer.casefile.identity import Identity
from scrutineer.operations import casefiles, partnership
from tests.casefile.kills import names_alone_in, names_in, write_and_die
from tests.conftest import CLOCK, PASSPHRASE, copied_testshire, examples, tally


def state(generation: str, commits: int, base: str = "", casefile: str = "c") -> Identity:
    return Identity(casefile, generation, commits, base)


@pytest.mark.parametrize(
    ("wal", "file", "belongs"),
    [
        (state("g", 7, "g:4"), state("g", 4), True),
        (state("g", 7, "g:4"), state("g", 5), True),  # half carried over
        (state("g", 7, "g:4"), state("g", 7), True),
        (state("g", 7, "g:4"), state("g", 3), False),  # an older copy of the file
        (state("g", 7, "g:4"), state("g", 8), False),  # an older `-wal`
        (state("g", 7, "g:4"), state("h", 5), False),
        (state("g", 2, "f:9"), state("f", 9), True),  # the generation itself is still in the `-wal`
        (state("g", 2, "f:9"), state("f", 8), False),
        (state("g", 2, "f:9"), state("g", 1), True),
        (state("g", 7, "g:4"), state("g", 5, casefile="another"), False),
    ],
)
def test_a_wal_belongs_to_the_states_between_its_base_and_its_end(wal, file, belongs):
    assert wal.continues(file) is belongs


class Fortunes(RuleBasedStateMachine):
    """A casefile, what was acknowledged in it, and the accidents of folders and processes."""

    @initialize()
    def make(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.before = (os.environ.get("SCRUTINEER_HOME"), keys.ROUNDS)
        os.environ["SCRUTINEER_HOME"] = str(self.folder / "home")
        keys.ROUNDS = 2
        (self.folder / "place").mkdir()
        made = copied_testshire(self.folder / "place")
        self.acknowledged = names_in(made)
        made.close()
        self.path = made.path
        self.count = 0
        self.kept: list[tuple[Path, Path | None]] = []

    @property
    def wal(self) -> Path:
        return companions.beside(self.path, "-wal")

    def has_wal(self) -> bool:
        return self.wal.exists() and self.wal.stat().st_size > 0

    def tally(self, what: str) -> None:
        tally("swaps, stale companions and conflicted copies", what)

    def another_name(self) -> str:
        self.count += 1
        return f"Agency {self.count}"

    @rule()
    def open_and_look(self) -> None:
        """What is not there is said; the casefile opens and is sound all the same."""
        opened = casefiles.open_casefile(self.path, passphrase=PASSPHRASE, clock=CLOCK)
        try:
            held = names_in(opened)
            lost = self.acknowledged - held
            assert not lost or opened.remarks, f"{lost} were lost without a word"
            problems = casefiles.check_casefile(opened).value.problems
            assert problems == ((opened.missing.message,) if opened.missing else ())
            for copy in self.path.parent.glob("*.scrutiny"):
                if copy != self.path and names_alone_in(copy) - held:
                    assert any(copy.name in remark.message for remark in opened.remarks), f"{copy.name} is not told"
            self.acknowledged = held
        finally:
            opened.close()
        assert not self.wal.exists()

    @rule()
    def write(self) -> None:
        self.open_and_look()
        opened = casefiles.open_casefile(self.path, passphrase=PASSPHRASE, clock=CLOCK)
        name = self.another_name()
        partnership.add_agency(opened, name=name)
        self.acknowledged = self.acknowledged | {name}
        opened.close()

    @rule(carried=st.booleans())
    def write_and_be_killed(self, carried: bool) -> None:
        self.open_and_look()
        name = self.another_name()
        write_and_die(self.path, name, carried=carried)
        self.acknowledged = self.acknowledged | {name}

    @rule()
    def keep_copies(self) -> None:
        aside = self.folder / f"kept {len(self.kept)}"
        shutil.copyfile(self.path, aside)
        wal = aside.with_suffix(".wal") if self.has_wal() else None
        if wal is not None:
            shutil.copyfile(self.wal, wal)
        self.kept.append((aside, wal))

    @precondition(lambda self: self.kept)
    @rule(which=st.integers(0, 20), in_place=st.booleans())
    def put_an_older_file(self, which: int, in_place: bool) -> None:
        older = self.kept[which % len(self.kept)][0]
        self.tally("another file in its place")
        fresh = self.folder / "fresh"
        shutil.copyfile(older, self.path if in_place else fresh)
        if not in_place:
            os.replace(fresh, self.path)

    @precondition(lambda self: any(wal for _, wal in self.kept))
    @rule(which=st.integers(0, 20))
    def put_an_older_wal(self, which: int) -> None:
        wals = [wal for _, wal in self.kept if wal]
        shutil.copyfile(wals[which % len(wals)], self.wal)
        self.tally("an older -wal beside it")

    @precondition(lambda self: self.kept)
    @rule(which=st.integers(0, 20))
    def leave_a_copy_beside(self, which: int) -> None:
        """As a synchronising service does with what two computers wrote."""
        self.count += 1
        copy = self.path.with_name(f"Name (conflicted copy {self.count}).scrutiny")
        shutil.copyfile(self.kept[which % len(self.kept)][0], copy)
        self.tally("a conflicted copy beside it")

    @precondition(lambda self: not self.has_wal())
    @rule()
    def another_computer_wrote_too(self) -> None:
        """What it wrote comes beside, as a conflicted copy."""
        theirs = self.folder / "elsewhere.scrutiny"
        shutil.copyfile(self.path, theirs)
        with pytest.MonkeyPatch.context() as there:
            there.setenv("SCRUTINEER_HOME", str(self.folder / "another home"))
            opened = casefiles.open_casefile(theirs, passphrase=PASSPHRASE, clock=CLOCK)
            partnership.add_agency(opened, name=self.another_name())
            opened.discard()
        os.replace(theirs, self.path.with_name(f"Name (their conflicted copy {self.count}).scrutiny"))
        self.tally("a conflicted copy beside it")

    @precondition(has_wal)
    @rule()
    def lose_the_wal(self) -> None:
        self.wal.unlink()
        self.tally("its -wal gone")

    @precondition(has_wal)
    @rule(place=st.integers(0, 10**9), bit=st.integers(0, 7))
    def flip_a_bit_of_the_wal(self, place: int, bit: int) -> None:
        content = bytearray(self.wal.read_bytes())
        content[place % len(content)] ^= 1 << bit
        self.wal.write_bytes(content)
        self.tally("its -wal damaged")

    @rule()
    def rename(self) -> None:
        """As a person does who knows nothing of companions."""
        self.count += 1
        to = self.path.with_name(f"Name {self.count}.scrutiny")
        if self.has_wal():
            os.replace(self.wal, companions.beside(to, "-wal"))
        os.replace(self.path, to)
        self.path = to

    def teardown(self) -> None:
        if not hasattr(self, "folder"):
            return
        try:
            self.open_and_look()
        finally:
            home, keys.ROUNDS = self.before
            os.environ.pop("SCRUTINEER_HOME")
            if home is not None:
                os.environ["SCRUTINEER_HOME"] = home
            shutil.rmtree(self.folder)


TestFortunes = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as Unix kills them")(
    Fortunes.TestCase
)
TestFortunes.settings = settings(
    max_examples=examples(25), stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_what_is_no_row_of_an_identity_is_damage_and_never_a_fault_of_the_program():
    """Pages of another state laid over the file give any values at all."""
    db = Database(memory=True)
    db.execute("CREATE TABLE identity (casefile, generation, commits, base)")
    db.execute("INSERT INTO identity VALUES ('a', 'b', NULL, 'c')")
    with pytest.raises(DatabaseError):
        identity.read(db)
