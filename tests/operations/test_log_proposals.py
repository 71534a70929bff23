"""The log that was written is read back as it is: every event once, with its days, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, MeetingPart
from scrutineer.domain.challenge import Challenge, Ending, EventCorrection, EventKind, Impact, ResponseView
from scrutineer.domain.ledgers import LogEntry
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.pieces import Piece
from scrutineer.domain.returns import Change
from scrutineer.errors import UserError
from scrutineer.operations import activities, answer_returns, casefiles, challenges, imports, partnership, pieces
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.challenge_log import export_log
from scrutineer.operations.queries.challenges import life_of, lives
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK, PASSPHRASE, examples, new_testshire

DAY = date(2026, 9, 1)
EVERY = Edition.PRIVATE


def set_up(folder: Path) -> Casefile:
    """A casefile with agencies, a scrutiny piece, a meeting and a line of its own: alike wherever it is made."""
    folder.mkdir(parents=True, exist_ok=True)
    made = new_testshire(folder)
    cycle = read_context(made).cycle.id
    pieces.add_piece(made, piece=Piece(cycle_id=cycle, title="Neglect", starts=DAY, due=date(2027, 3, 1)))
    meeting = Activity(
        cycle_id=cycle, title="Executive", method="observation", planned_on=DAY, meeting=MeetingPart.CHAIRED
    )
    activities.add_activity(made, activity=meeting)
    partnership.add_line(made, step="six-steps:4", label="Ours; of own words", question="Ours?")
    return made


def bare_casefile(folder: Path) -> Casefile:
    (folder / "bare").mkdir()
    return new_testshire(folder / "bare")


def put(casefile: Casefile, question: str = "Who answers children at night?", **more) -> int:
    plain = {"put_to": "Chair", "raised_on": DAY, "reply_due": date(2026, 12, 1)}
    return challenges.raise_challenge(casefile, question=question, **(plain | more)).value


def written(casefile: Casefile, path: Path, edition: Edition = EVERY) -> Path:
    path.unlink(missing_ok=True)
    export_log(casefile, out=path, edition=edition)
    return path


def says(path: Path) -> list[list[tuple[object, ...]]]:
    """Every cell of a log, sheet by sheet."""
    return [list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)]


def proposed(casefile: Casefile, path: Path):
    workbook, content = answer_returns.read_file(path)
    assert imports.says_itself(workbook)
    return imports.propose(casefile, workbook=workbook), content


def bring_in(casefile: Casefile, path: Path):
    shown, content = proposed(casefile, path)
    return imports.commit(casefile, proposal=shown, content=content)


def whole_life(casefile: Casefile, question: str = "Who answers children at night?", **more) -> int:
    """A challenge with an action, a re-test and a corrected event."""
    new = put(casefile, question, **more)

    def then(kind, **said):
        return challenges.record_event(casefile, challenge_id=new, kind=kind, on_date=DAY, **said)

    then(EventKind.RESPONSE, text="=1+1 is done.\n\nTwo lines, and a _x0041_ in it", by="The chief nurse")
    then(EventKind.VIEW, view=ResponseView.ACCEPTED, text="As far as it goes")
    then(EventKind.ACTION, text="A rota", due=date(2027, 1, 15))
    then(EventKind.RETEST, due=date(2027, 2, 1))
    said = next(event for event in life_of(casefile, new).events if event.kind is EventKind.RESPONSE)
    challenges.correct_event(casefile, event_id=said.id, reason="Misheard", instead=replace(said, text="It is begun."))
    return new


def test_action_and_test_days_drafts_lines_thread_piece_and_meeting_come_back(tmp_path):
    ours, empty = set_up(tmp_path / "ours"), set_up(tmp_path / "empty")
    (piece,), meeting = tables.rows(ours, Piece), tables.rows(ours, Activity)[-1]
    police = read_context(ours).agencies[0].id
    whole_life(
        ours, targets=("six-steps:4", "six-steps:4h"), thread="Night cover", piece_id=piece.id, activity_id=meeting.id,
        why="Heard, twice.\nAnd again.", test="x" * 40_000, agency_id=police, marking=Marking.PUBLIC,
    )  # fmt: skip
    put(ours, "A draft?", draft=True)
    bring_in(empty, written(ours, tmp_path / "log.xlsx"))
    (life, draft) = lives(empty)
    assert [event.due for event in life.events if event.kind in {EventKind.ACTION, EventKind.RETEST}] == [
        date(2027, 1, 15), date(2027, 2, 1)
    ]  # fmt: skip
    assert (life.corrected[0].event.text, life.response.text) == (
        "=1+1 is done.\n\nTwo lines, and a _x0041_ in it", "It is begun."
    )  # fmt: skip
    assert draft.raised_on is None
    for one in (ours, empty):
        stored = tables.rows(one, Challenge)[0]
        assert (stored.targets, stored.thread, stored.agency_id) == (
            ("six-steps:4", "six-steps:4h"),
            "Night cover",
            police,
        )
        assert (stored.piece_id, stored.activity_id, len(stored.test), stored.marking) == (
            piece.id, meeting.id, 40_000, Marking.PUBLIC
        )  # fmt: skip
    assert tables.rows(ours, Challenge) == tables.rows(empty, Challenge)
    ours.close()
    empty.close()


def test_brought_in_again_or_where_it_was_written_it_changes_nothing(casefile, tmp_path):
    whole_life(casefile)
    before = lives(casefile)
    for edition in Edition:
        path = written(casefile, tmp_path / f"{edition.value}.xlsx", edition)
        if proposed(casefile, path)[0].items:
            assert "not here already" in bring_in(casefile, path).label
    assert lives(casefile) == before
    assert tables.rows(casefile, LogEntry) == ()


def test_what_is_held_back_in_an_edition_is_not_taken_for_something_new(casefile, tmp_path):
    from scrutineer.operations import evidence

    evidence.capture_evidence(casefile, title="Private", dated=DAY, marking=Marking.PRIVATE)
    new = put(casefile)
    challenges.record_event(
        casefile, challenge_id=new, kind=EventKind.RESPONSE, text="As [E1] shows, it is done.", on_date=DAY
    )
    path = written(casefile, tmp_path / "partner.xlsx", Edition.PARTNER)
    assert "[E1]" not in str(says(path))
    assert proposed(casefile, path)[0].already_imported


def test_what_a_newer_log_tells_comes_in_and_one_undo_takes_it_back(tmp_path):
    ours, theirs = set_up(tmp_path / "ours"), set_up(tmp_path / "theirs")
    new = put(ours)
    bring_in(theirs, written(ours, tmp_path / "log.xlsx"))
    challenges.record_event(ours, challenge_id=new, kind=EventKind.RESPONSE, text="Since.", on_date=DAY)
    path = written(ours, tmp_path / "newer.xlsx")
    (item,) = proposed(theirs, path)[0].items
    assert (item.change, item.came) == (Change.CHANGED, "Goes on with 1 event")
    before = lives(theirs)
    bring_in(theirs, path)
    assert [event.text for event in lives(theirs)[0].events][1:] == ["Since."]
    assert len(tables.rows(theirs, LogEntry)) == 1
    casefiles.undo(theirs)
    assert lives(theirs) == before
    assert challenges.raise_challenge(theirs, question="Next?", put_to="Chair", raised_on=DAY).label.startswith(
        "TSCP-26-002"
    )
    ours.close()
    theirs.close()


@pytest.mark.parametrize(("here", "there"), [
    ({"kind": EventKind.RESPONSE, "text": "Heard here"}, {"kind": EventKind.RESPONSE, "text": "Heard there"}),
    ({"kind": EventKind.ESCALATED, "stage": "Executive"}, {"kind": EventKind.ACKNOWLEDGED}),
])  # fmt: skip
def test_where_both_went_on_otherwise_a_person_is_asked(tmp_path, here, there):
    ours, theirs = set_up(tmp_path / "ours"), set_up(tmp_path / "theirs")
    new = put(ours)
    bring_in(theirs, written(ours, tmp_path / "log.xlsx"))
    challenges.record_event(theirs, challenge_id=lives(theirs)[0].challenge.id, on_date=DAY, **here)
    challenges.record_event(ours, challenge_id=new, on_date=DAY, **there)
    before = lives(theirs)
    shown, _ = proposed(theirs, written(ours, tmp_path / "newer.xlsx"))
    assert ["went on otherwise" in item.waits for item in shown.items] == [True]
    bring_in(theirs, tmp_path / "newer.xlsx")
    assert lives(theirs) == before
    ours.close()
    theirs.close()


def test_another_challenge_under_its_reference_is_never_mixed_with_it(tmp_path):
    ours, theirs = set_up(tmp_path / "ours"), set_up(tmp_path / "theirs")
    put(ours, "What of ours?")
    put(theirs, "What of theirs?")
    (item,) = proposed(theirs, written(ours, tmp_path / "log.xlsx"))[0].items
    assert "another challenge here" in item.waits
    bring_in(theirs, tmp_path / "log.xlsx")
    assert [life.challenge.question for life in lives(theirs)] == ["What of theirs?"]
    ours.close()
    theirs.close()


@pytest.mark.parametrize(("sheet", "column", "typed", "why"), [
    ("Events", "Date", "soon", "no day"), ("Events", "What happened", "danced", "none of the words"),
    ("Events", "Date", date(2031, 1, 1), "2031"), ("Events", "Marking", "secret", "none of the words"),
    ("Challenges", "Reply due", "ongoing", "no day"),
])  # fmt: skip
def test_what_cannot_be_read_waits_with_the_reason_and_nothing_of_its_challenge_comes_in(
    casefile, tmp_path, sheet, column, typed, why
):
    empty = set_up(tmp_path / "empty")
    put(casefile)
    book = openpyxl.load_workbook(written(casefile, tmp_path / "log.xlsx"))
    heads = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(2, heads.index(column) + 1).value = typed
    book.save(tmp_path / "log.xlsx")
    (item,) = proposed(empty, tmp_path / "log.xlsx")[0].items
    assert why in item.waits
    bring_in(empty, tmp_path / "log.xlsx")
    assert lives(empty) == ()
    (row,) = tables.rows(empty, LogEntry)
    assert why in row.reason
    empty.close()


def test_what_is_named_and_not_here_is_told_and_an_update_written_into_it_becomes_a_note(tmp_path):
    ours, bare = (
        set_up(tmp_path / "ours"),
        new_testshire(tmp_path / "bare") if (tmp_path / "bare").mkdir() is None else None,
    )
    put(ours, piece_id=tables.rows(ours, Piece)[0].id, targets=("six-steps:4h",))
    book = openpyxl.load_workbook(written(ours, tmp_path / "log.xlsx"))
    heads = [cell.value for cell in book["Challenges"][1]]
    book["Challenges"].cell(2, heads.index("Latest update") + 1).value = "They changed the rota."
    book.save(tmp_path / "log.xlsx")
    shown, _ = proposed(bare, tmp_path / "log.xlsx")
    assert any("the scrutiny piece “Neglect”" in finding.text for finding in shown.findings)
    bring_in(bare, tmp_path / "log.xlsx")
    assert "They changed the rota." in lives(bare)[0].events[-1].text
    assert proposed(bare, tmp_path / "log.xlsx")[0].already_imported
    ours.close()
    bare.close()


deeds = st.lists(
    st.tuples(
        st.sampled_from(["raise", "draft", "close", "correct", "never", *(kind.name for kind in EventKind)]),
        st.integers(0, 2), st.integers(0, 3), st.sampled_from(list(Marking)), st.text(max_size=12),
    ),
    min_size=3, max_size=25,
)  # fmt: skip


def do(casefile: Casefile, what: str, which: int, later: int, marking: Marking, text: str) -> None:
    """One deed of a person, where it can be done."""
    every = lives(casefile)
    day = DAY + timedelta(days=later)
    words = f"Said {''.join(sign for sign in text if sign.isprintable())}"
    if what in {"raise", "draft"} or not every:
        put(casefile, f"{words}?", draft=what == "draft", marking=marking, raised_on=DAY)
        return
    life = every[which % len(every)]
    challenge = life.challenge.id
    try:
        if what == "close":
            challenges.close_challenge(
                casefile, challenge_id=challenge, ending=Ending.WITHDRAWN, impact=None, text=words, on_date=day
            )
        elif what in {"correct", "never"}:
            wrong = life.events[later % len(life.events)] if life.events else None
            if wrong is not None:
                instead = replace(wrong, text=words) if what == "correct" else None
                challenges.correct_event(casefile, event_id=wrong.id, reason=words, instead=instead)
        else:
            kind = EventKind[what]
            due = day + timedelta(days=30) if kind in {EventKind.RETEST, EventKind.ACTION, EventKind.CHASED} else None
            challenges.record_event(
                casefile, challenge_id=challenge, kind=kind, on_date=day, text=words, due=due, marking=marking,
                view=ResponseView.ACCEPTED if kind is EventKind.VIEW else None,
                impact=Impact.EARLY if kind is EventKind.IMPACT else None, by=words[:9].strip(),
            )  # fmt: skip
    except UserError:
        pass


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds, st.sampled_from(list(Edition)))
def test_whatever_a_log_holds_reads_the_same_once_it_was_brought_in_and_comes_in_once(tmp_path_factory, deeds, edition):
    folder = tmp_path_factory.mktemp("log")
    ours, empty = set_up(folder / "ours"), set_up(folder / "empty")
    try:
        for deed in deeds:
            do(ours, *deed)
        log = written(ours, folder / "log.xlsx", edition)
        shown, content = proposed(empty, log)
        assert shown.waiting == ()
        imports.commit(empty, proposal=shown, content=content)
        assert says(written(empty, folder / "back.xlsx", edition)) == says(log)
        assert casefiles.check_casefile(empty).value.problems == ()
        for one in (ours, empty):
            before = (tables.rows(one, Challenge), lives(one), tables.rows(one, EventCorrection))
            assert not proposed(one, log)[0].fresh
            bring_in(one, log)
            assert (tables.rows(one, Challenge), lives(one), tables.rows(one, EventCorrection)) == before
    finally:
        ours.close()
        empty.close()


def test_the_worked_examples_log_reads_the_same_in_an_empty_casefile(example, tmp_path):
    """Whatever its agencies and lines are called: they are told where they are not there."""
    empty = casefiles.new_casefile(
        tmp_path / "Empty", passphrase=PASSPHRASE, partnership="Northmoor", starts=date(2026, 3, 1),
        ends=date(2027, 3, 31), clock=CLOCK,
    )  # fmt: skip
    log = written(example, tmp_path / "log.xlsx")
    bring_in(empty, log)
    assert says(written(empty, tmp_path / "back.xlsx"))[1] == says(log)[1]
    empty.close()
