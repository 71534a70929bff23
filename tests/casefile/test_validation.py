"""A casefile of theirs that was damaged: what can be read and breaks no rule comes in, the rest is told with its reason."""

from __future__ import annotations

import shutil
import typing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import driver, keys, tables
from scrutineer.casefile.records import RECORDS
from scrutineer.domain.challenge import Challenge, EventKind, ResponseView
from scrutineer.domain.evidence import Bearing, Evidence, Link, LinkTarget
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.voices import Voice
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, challenges, evidence, judgements, merging, outcomes, partnership, voices
from scrutineer.operations.casefiles import Casefile
from tests.conftest import CLOCK, PASSPHRASE, new_testshire

LINE = "six-steps:4c"


def work(casefile: Casefile) -> None:
    """One of most things, as a co-scrutineer would add them."""
    item = evidence.capture_evidence(
        casefile, title="Theirs", dated=date(2026, 5, 1), links=[(LinkTarget.LINE, LINE, Bearing.SUPPORTS)]
    ).value
    challenge = challenges.raise_challenge(
        casefile, question="Why?", put_to="Chief nurse", targets=(LINE,), raised_on=date(2026, 6, 1),
        evidence=[(item, Bearing.SUPPORTS)],
    ).value  # fmt: skip
    challenges.record_event(
        casefile, challenge_id=challenge, kind=EventKind.RESPONSE, on_date=date(2026, 6, 9), text="Because."
    )
    challenges.record_event(
        casefile, challenge_id=challenge, kind=EventKind.VIEW, on_date=date(2026, 6, 9), view=ResponseView.PARTLY
    )
    judgements.record_judgement(casefile, target=LINE, level="limited", narrative="Seen.", final=True)
    voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, words="Asked.", favourable=2, answered=3)
    priority = outcomes.add_priority(casefile, title="Neglect").value
    wanted = outcomes.add_outcome(casefile, priority_id=priority, text="Seen earlier", targets=(LINE,)).value
    outcomes.tie_challenge(casefile, outcome_id=wanted, challenge_id=challenge)
    partnership.add_line(casefile, step="six-steps:4", label="Own", question="Own?")
    partnership.set_wording(casefile, target=LINE, label="Audits")
    partnership.add_seat(casefile, agency_id=partnership.add_agency(casefile, name="Probation").value, title="Lead")


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Our casefile, and theirs with more in it; both closed."""
    folder = tmp_path_factory.mktemp("parted")
    ours = new_testshire(folder)
    evidence.capture_evidence(ours, title="Known to both", dated=date(2026, 4, 1))
    (folder / "theirs").mkdir()
    theirs = folder / "theirs" / "Theirs.scrutiny"
    shutil.move(ours.back_up(theirs.parent), theirs)
    ours.close()
    opened = casefiles.open_casefile(theirs, passphrase=PASSPHRASE, clock=CLOCK)
    work(opened)
    opened.close()
    return ours.path, theirs


def damage(path: Path, statement: str, values: list[object]) -> int:
    """Change what a file holds as no program would: no journal, no gate, no references checked."""
    db = driver.connect(path, keys.derive(PASSPHRASE, keys.salt_of(path)))
    try:
        db.execute("PRAGMA foreign_keys = OFF")
        return int(db.execute(statement, values).rowcount)
    finally:
        db.close()


def copies(parted: tuple[Path, Path], folder: Path) -> tuple[Path, Path]:
    return tuple(Path(shutil.copy(path, folder / path.name)) for path in parted)  # type: ignore[return-value]


COLUMNS = [
    (record.table, name)
    for record in RECORDS
    if record.merged
    for name, hint in typing.get_type_hints(record.kind).items()
    if hint is not int and name != "id"
]
WRONG = [
    "",
    "\u200b",
    "Rumour",
    "2026-13-45",
    "0001-01-01",
    "9999-01-01",
    "[1, 2]",
    "[",
    "x\0y",
    "99",
    "six-steps:9z",
    -1,
    99,
    2**62,
]


def preview_or_refusal(casefile: Casefile, theirs: Path) -> merging.MergePreview | UserError:
    try:
        return merging.preview_merge(casefile, path=theirs, passphrase=PASSPHRASE)
    except UserError as refused:
        return refused


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(places=st.lists(st.tuples(st.sampled_from(COLUMNS), st.sampled_from(WRONG)), min_size=1, max_size=3))
def test_whatever_is_damaged_in_theirs_ours_is_sound_after_merging(parted, tmp_path_factory, places):
    ours, theirs = copies(parted, tmp_path_factory.mktemp("damaged"))
    for (table, column), wrong in places:
        try:
            damage(theirs, f"UPDATE {table} SET {column} = ? WHERE rowid = (SELECT max(rowid) FROM {table})", [wrong])
        except driver.DatabaseError:
            continue  # what the database itself never holds
    opened = casefiles.open_casefile(ours, passphrase=PASSPHRASE, clock=CLOCK)
    try:
        shown = preview_or_refusal(opened, theirs)
        if isinstance(shown, UserError):
            assert shown.advice
            return
        assert all(said.strip() for said in shown.not_taken)
        decisions = {conflict.mark: True for conflict in shown.decisions}
        merging.merge_casefile(opened, path=theirs, passphrase=PASSPHRASE, decisions=decisions)
        result = casefiles.check_casefile(opened).value
        assert result.problems == ()
        opened.undo()
        assert casefiles.check_casefile(opened).value.problems == ()
    finally:
        opened.discard()


@pytest.mark.parametrize(
    ("table", "column", "wrong", "said"),
    [
        ("evidence", "kind", "Rumour", "its kind is “Rumour”"),
        ("evidence", "dated", "1 Sept", "its dated is “1 Sept”"),
        ("challenge", "targets", "six", "its targets is “six”"),
        ("challenge", "targets", '["six-steps:9z"]', "there is no step or line “six-steps:9z”"),
        ("judgement", "level", "85", "“85” is not a level"),
        ("judgement", "narrative", "\u200b", "a final judgement has no narrative"),
        ("voice", "answered", 0, "nobody answered"),
        ("event", "on_date", "9999-01-01", "is in the year 9999"),
        ("agency", "name", "***", "has no letter in it"),
    ],
)
def test_what_is_wrong_is_told_and_not_taken(parted, tmp_path, table, column, wrong, said):
    ours, theirs = copies(parted, tmp_path)
    assert damage(theirs, f"UPDATE {table} SET {column} = ? WHERE rowid = (SELECT max(rowid) FROM {table})", [wrong])
    opened = casefiles.open_casefile(ours, passphrase=PASSPHRASE, clock=CLOCK)
    shown = merging.preview_merge(opened, path=theirs, passphrase=PASSPHRASE)
    assert any(said in line and "not taken" in line for line in shown.not_taken), shown.not_taken
    label = merging.merge_casefile(
        opened, path=theirs, passphrase=PASSPHRASE, decisions={conflict.mark: True for conflict in shown.decisions}
    ).label
    assert "not taken" in label
    result = casefiles.check_casefile(opened).value
    assert (result.problems, result.to_mend) == ((), ())
    again = merging.preview_merge(opened, path=theirs, passphrase=PASSPHRASE)
    assert again.not_taken  # it is told until it is mended
    opened.close()


def test_a_link_to_what_is_not_there_is_not_taken(parted, tmp_path):
    ours, theirs = copies(parted, tmp_path)
    damage(theirs, "UPDATE link SET target = '77' WHERE target_kind = 'challenge'", [])
    opened = casefiles.open_casefile(ours, passphrase=PASSPHRASE, clock=CLOCK)
    shown = merging.preview_merge(opened, path=theirs, passphrase=PASSPHRASE)
    assert [line for line in shown.not_taken if line.startswith("Link") and "not there" in line]
    merging.merge_casefile(opened, path=theirs, passphrase=PASSPHRASE)
    assert not [link for link in tables.rows(opened, Link) if link.target_kind is LinkTarget.CHALLENGE]
    assert tables.count(opened, Challenge) == tables.count(opened, Judgement) == 1
    assert casefiles.check_casefile(opened).value.problems == ()
    opened.close()


def test_a_row_that_points_at_nothing_is_damage_and_said(parted, tmp_path):
    ours, theirs = copies(parted, tmp_path)
    damage(theirs, "UPDATE event SET challenge_id = 77", [])
    opened = casefiles.open_casefile(ours, passphrase=PASSPHRASE, clock=CLOCK)
    with pytest.raises(UserError, match="damaged"):
        merging.preview_merge(opened, path=theirs, passphrase=PASSPHRASE)
    assert {item.title for item in tables.rows(opened, Evidence)} == {"Known to both"}
    opened.close()
