"""The journal: one gate for writing, a chain that shows tampering, undo and redo of everything."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from scrutineer.casefile import journal, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.records import TABLES
from scrutineer.clock import SetClock
from scrutineer.domain.challenge import EventKind
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, LinkTarget
from scrutineer.domain.ids import ChallengeId, EvidenceId, TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Agency
from scrutineer.domain.rules import legible
from scrutineer.operations import casefiles, challenges, evidence, judgements, partnership
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK, PASSPHRASE, examples


def snapshot(casefile: Casefile) -> str:
    """Every row of every table that undo covers, and what search finds."""
    rows = {name: list(casefile.writer.query(f"SELECT rowid, * FROM {name} ORDER BY rowid")) for name in TABLES}
    rows["search"] = list(casefile.writer.query("SELECT * FROM search_instance ORDER BY term, doc, col, offset"))
    return json.dumps(rows, sort_keys=True)


def test_writing_outside_the_gate_raises(casefile):
    with pytest.raises(Exception, match="written outside transact"):
        tables.insert(casefile, Agency(name="x"))
    with pytest.raises(Exception, match="written outside transact"):
        casefile.writer.execute("UPDATE partnership SET name = 'x'")
    with pytest.raises(Exception, match="written outside transact"):
        casefile.writer.execute("DELETE FROM agency")
    with pytest.raises(Exception, match="readonly"):
        casefile.reader.execute("DELETE FROM agency")


def test_another_thread_never_looks_into_an_open_transaction(casefile):
    """Pages read while an import writes: they see what was committed, and leave the transaction alone."""
    import threading

    seen: list[int] = []
    failed: list[BaseException] = []
    stop = threading.Event()

    def look() -> None:
        try:
            while not stop.is_set():
                seen.append(len(tables.rows(casefile, Agency)))
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    looker = threading.Thread(target=look)
    looker.start()
    for number in range(40):
        with casefile.transact("Two at once"):
            tables.insert(casefile, Agency(name=f"first {number}"))
            assert len(tables.rows(casefile, Agency)) == 3 + 2 * number + 1
            tables.insert(casefile, Agency(name=f"second {number}"))
    stop.set()
    looker.join()
    assert not failed
    assert {count % 2 for count in seen} == {1}
    assert casefiles.check_casefile(casefile).value.problems == ()


def test_another_thread_never_takes_a_file_half_carried_over_for_another(casefile):
    """A page that opens its connection while a commit is carried into the file: it is still the file that was opened."""
    import threading

    failed: list[BaseException] = []
    stop = threading.Event()

    def open_anew() -> None:
        try:
            while not stop.is_set():
                with casefile.afresh() as db:
                    db.execute("SELECT count(*) FROM agency").fetchone()
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    looker = threading.Thread(target=open_anew)
    looker.start()
    for number in range(60):
        with casefile.transact("Carried over"):
            tables.insert(casefile, Agency(name=f"agency {number}"))
    stop.set()
    looker.join()
    assert not failed


def test_an_error_inside_leaves_nothing_behind(casefile):
    before = snapshot(casefile)
    entries = len(journal.entries(casefile.reader))
    with pytest.raises(ZeroDivisionError), casefile.transact("Half done"):
        tables.insert(casefile, Agency(name="x"))
        raise ZeroDivisionError
    assert snapshot(casefile) == before
    assert len(journal.entries(casefile.reader)) == entries
    partnership.add_agency(casefile, name="Fire service")


def test_an_entry_that_changes_nothing_is_not_written(casefile):
    entries = len(journal.entries(casefile.reader))
    with casefile.transact("Nothing") as changes:
        pass
    assert changes.kinds == frozenset()
    assert len(journal.entries(casefile.reader)) == entries


def test_undo_and_redo_say_what_they_would_do(casefile):
    assert casefile.labels() == ("Add Children's services", "")
    casefiles.undo(casefile)
    assert casefile.labels() == ("Add ICB", "Add Children's services")
    assert [entry.label for entry in journal.entries(casefile.reader, 1)] == ["Undo: Add Children's services"]
    casefiles.redo(casefile)
    assert casefile.labels() == ("Add Children's services", "")


def test_undo_works_after_a_restart(casefile):
    casefile.close()
    again = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    casefiles.undo(again)
    assert [agency.name for agency in tables.rows(again, Agency)] == ["Police", "ICB"]
    casefiles.redo(again)
    assert len(tables.rows(again, Agency)) == 3
    again.close()


def test_the_making_of_a_casefile_is_never_undone(casefile):
    while casefiles.undo(casefile).value:
        pass
    assert casefile.labels()[0] == ""
    assert read_context(casefile).partnership.name.startswith("Testshire")


def test_a_new_edit_ends_what_could_be_redone(casefile):
    casefiles.undo(casefile)
    partnership.add_agency(casefile, name="Fire service")
    assert casefiles.redo(casefile).value is False


def test_numbers_are_never_used_again_after_an_undo(casefile):
    def raise_one() -> str:
        new = challenges.raise_challenge(
            casefile, question="Why?", put_to="Chief nurse", raised_on=date(2026, 6, 4)
        ).value
        return next(life.challenge.reference for life in lives(casefile) if life.challenge.id == new)

    assert raise_one() == "TSCP-26-001"
    casefiles.undo(casefile)
    assert raise_one() == "TSCP-26-002"
    evidence.capture_evidence(casefile, title="a", dated=date(2026, 6, 4))
    casefiles.undo(casefile)
    evidence.capture_evidence(casefile, title="b", dated=date(2026, 6, 4))
    assert tables.rows(casefile, Evidence)[0].number == 2


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE journal SET label = 'something else' WHERE seq = 2",
        "UPDATE journal_change SET after = replace(after, 'Police', 'Nobody') WHERE after LIKE '%Police%'",
        "DELETE FROM journal_change WHERE seq = 3",
        "DELETE FROM journal WHERE seq = 2",
        "UPDATE journal SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 1",
    ],
)
def test_check_finds_a_journal_that_was_altered(casefile, tamper):
    assert casefiles.check_casefile(casefile).value.problems == ()
    casefile.writer.execute(tamper)
    assert casefiles.check_casefile(casefile).value.problems


def test_check_finds_an_attachment_that_is_not_the_one_stored(casefile, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("a note")
    evidence.capture_evidence(casefile, title="n", dated=date(2026, 6, 4), attachments=[note])
    casefile.writer.execute("INSERT INTO gate VALUES (0)")
    casefile.writer.execute("UPDATE blob SET content = x'00'")
    casefile.writer.execute("DELETE FROM gate")
    problems = casefiles.check_casefile(casefile).value.problems
    assert any("not the one that was stored" in problem for problem in problems)


class Walk(RuleBasedStateMachine):
    """A random walk of edits, undos and redos while time goes on: every state passed is met again on the way back.

    An edit is a step exactly where it changed something: nothing else is written, whenever it is done.
    """

    @initialize()
    def start(self) -> None:
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.clock = SetClock(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
        self.casefile = casefiles.new_casefile(
            Path(self.folder.name) / "walk", passphrase=PASSPHRASE, partnership="Walk Partnership", clock=self.clock
        )
        self.states = [snapshot(self.casefile)]
        self.place = 0
        self.tip = journal.tip(self.casefile.writer)

    def done(self) -> bool:
        """Remember the state where the edit was a step; whether it was one."""
        state, tip = snapshot(self.casefile), journal.tip(self.casefile.writer)
        stepped = tip != self.tip
        self.clock.moment += timedelta(seconds=1)
        assert stepped is (state != self.states[self.place])
        if stepped:
            self.states = [*self.states[: self.place + 1], state]
            self.place += 1
        self.tip = tip
        return stepped

    @rule(hours=st.sampled_from([1, 24, 24 * 30]))
    def wait(self, hours: int) -> None:
        self.clock.moment += timedelta(hours=hours)

    @rule(name=st.text("abcdefgh", min_size=3, max_size=9))
    def add_agency(self, name: str) -> None:
        if name not in {agency.name for agency in tables.rows(self.casefile, Agency)}:
            partnership.add_agency(self.casefile, name=name)
            self.done()

    @rule(
        title=st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=1), kind=st.sampled_from(EvidenceKind)
    )
    def capture(self, title: str, kind: EvidenceKind) -> None:
        links = [(LinkTarget.LINE, "six-steps:4c", Bearing.SUPPORTS)]
        evidence.capture_evidence(self.casefile, title=title, kind=kind, dated=date(2026, 6, 4), links=links)
        self.done()

    @rule(
        narrative=st.sampled_from(["", "Seen", "Seen again"]) | st.text(max_size=20).map(legible),
        level=st.sampled_from(["none", "limited", "strong", "not-yet"]),
    )
    def judge(self, narrative: str, level: str) -> None:
        standing = [(draft.narrative, draft.level) for draft in tables.rows(self.casefile, Judgement)]
        judgements.record_judgement(self.casefile, target=TargetId("six-steps:4"), narrative=narrative, level=level)
        assert self.done() is (standing != [(narrative, level)])

    @precondition(lambda self: tables.rows(self.casefile, Judgement))
    @rule()
    def save_the_same_draft(self) -> None:
        (draft,) = tables.rows(self.casefile, Judgement)
        self.judge(draft.narrative, draft.level)

    @rule(label=st.sampled_from(["", "Our label", "Another label"]))
    def reword(self, label: str) -> None:
        partnership.set_wording(self.casefile, target=TargetId("six-steps:3"), label=label)
        self.done()

    @rule()
    def challenge(self) -> None:
        challenges.raise_challenge(self.casefile, question="Why?", put_to="Chief nurse", raised_on=date(2026, 6, 4))
        self.done()

    @precondition(lambda self: lives(self.casefile))
    @rule()
    def answer(self) -> None:
        life = lives(self.casefile)[-1]
        if EventKind.RESPONSE in life.allowed():
            challenges.record_event(
                self.casefile,
                challenge_id=ChallengeId(life.challenge.id),
                kind=EventKind.RESPONSE,
                text="Yes",
                on_date=date(2026, 6, 9),
            )
            self.done()

    @precondition(lambda self: tables.rows(self.casefile, Evidence))
    @rule()
    def relink(self) -> None:
        item = tables.rows(self.casefile, Evidence)[0]
        evidence.link_evidence(
            self.casefile,
            evidence_id=EvidenceId(item.id),
            target_kind=LinkTarget.LINE,
            target="six-steps:1a",
            bearing=Bearing.CONTEXT,
        )
        self.done()

    @precondition(lambda self: self.place > 0)
    @rule()
    def undo(self) -> None:
        assert casefiles.undo(self.casefile).value
        self.place -= 1
        self.tip = journal.tip(self.casefile.writer)

    @precondition(lambda self: self.place < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        assert casefiles.redo(self.casefile).value
        self.place += 1
        self.tip = journal.tip(self.casefile.writer)

    @invariant()
    def the_state_is_the_one_remembered(self) -> None:
        if hasattr(self, "states"):
            assert snapshot(self.casefile) == self.states[self.place]

    def teardown(self) -> None:
        if hasattr(self, "casefile"):
            assert casefiles.check_casefile(self.casefile).value.problems == ()
            self.casefile.discard()
            self.folder.cleanup()


Walk.TestCase.settings = settings(
    max_examples=examples(12), stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestWalk = Walk.TestCase


WRITER = """
import sys
from datetime import date
from pathlib import Path
from scrutineer.clock import MachineClock
from scrutineer.operations import casefiles, evidence
casefile = casefiles.open_casefile(Path(sys.argv[1]), passphrase=sys.argv[2], clock=MachineClock())
for number in range(100000):
    evidence.capture_evidence(casefile, title=f"Item {number}", dated=date(2026, 6, 4), text="words " * 400)
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [3, 17, 40])
def test_a_kill_while_writing_leaves_the_casefile_whole(casefile, after):
    """Killed at a moment nobody chose: every commit that was reported is there, and nothing half done."""
    casefile.close()
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(casefile.path), PASSPHRASE], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    last = -1
    for line in process.stdout:
        last = int(line)
        if last >= after:
            break
    time.sleep(0.0007 * after)  # somewhere inside the next write
    os.kill(process.pid, signal.SIGKILL)
    rest = process.stdout.read().split()
    last = int(rest[-1]) if rest else last
    process.wait()
    process.stdout.close()
    again = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    assert casefiles.check_casefile(again).value.problems == ()
    assert len(tables.rows(again, Evidence)) in {last + 1, last + 2}
    again.close()


def test_a_check_after_a_check_and_an_undo_finds_nothing_wrong(casefile):
    evidence.capture_evidence(casefile, title="Looked up once", dated=date(2026, 5, 1))
    for _ in range(2):
        assert casefiles.check_casefile(casefile).value.problems == ()
        casefiles.undo(casefile)
        assert casefiles.check_casefile(casefile).value.problems == ()
        casefiles.redo(casefile)
