"""Whatever is written and unlikely is asked about at the gate: no record and no operation can leave it out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from scrutineer.casefile import doubting, tables
from scrutineer.casefile.doubting import asking
from scrutineer.casefile.records import RECORDS
from scrutineer.domain.activities import Contract, Deliverable
from scrutineer.domain.due import DueKind, Snooze
from scrutineer.domain.questions import Question
from scrutineer.domain.rules import Day, rules_of
from scrutineer.domain.unlikely import Doubt
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations import casefiles
from tests.casefile.test_records import Maker
from tests.conftest import CLOCK, PASSPHRASE

TODAY, EARLY = CLOCK.today(), date(2026, 3, 2)
PASSED, NEAR, FAR = TODAY - timedelta(days=3), TODAY + timedelta(days=30), TODAY + timedelta(days=900)

DAYS = [
    (record, field)
    for record in RECORDS
    for field in rules_of(record.kind)
    if isinstance(field.rule, Day)
]  # fmt: skip
ASKED = [(record, field) for record, field in DAYS if field.rule.due or field.rule.near]

OF_ANY_DAY = {
    "cycle.starts", "cycle.ends", "contract.starts", "contract.ends", "partner_group.starts", "partner_group.ends",
    "seat.starts", "seat.ends", "group_seat.starts", "group_seat.ends",
    "issued_report.starts", "issued_report.ends",  # between two days
    "indicator_value.starts",  # the first day of a period
    "return_file.returned_on", "attendance.on_date", "log_entry.raised_on", "log_entry.due_on",
    "log_entry.replied_on", "log_entry.closed_on",  # as a file says it
}  # fmt: skip
"""Days of which none is unlikely by itself: those between which something stands, and those that a file says."""


def name_of(record, field) -> str:
    return f"{record.table}.{field.name}"


def made(casefile, record, field, day: date) -> Any:
    """A record of which nothing is done with yet, with this day in this field."""
    given: dict[str, Any] = {"reply": ""} if record.kind is Question else {}
    for other in rules_of(record.kind):
        if isinstance(other.rule, Day):
            given[other.name] = None if other.optional else EARLY
    return Maker(casefile).thing(record, **given | {field.name: day})


def test_every_day_of_a_record_says_whether_it_is_asked_about():
    """A new field for a day has to say that it lies behind (`DayDone`), ahead (`DayDue`, `DayNear`) or may be any."""
    plain = {name_of(record, field) for record, field in DAYS if field.rule == Day()}
    assert plain == OF_ANY_DAY


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked")
    kept = casefiles.new_casefile(folder / "Asked", passphrase=PASSPHRASE, partnership="Asked", clock=CLOCK)
    kept.doubts = doubting.no_doubts  # of days by themselves alone: what is made here points to seats of any days
    yield kept
    kept.close()


@pytest.mark.parametrize(("record", "field"), ASKED, ids=[name_of(*pair) for pair in ASKED])
def test_an_unlikely_day_of_any_record_is_asked_about_whoever_writes_it(walked, record, field):
    unlikely = [(FAR, "more than two years ahead")]
    if field.rule.due:
        unlikely.append((PASSED, "has passed already"))
    for day, words in unlikely:
        with walked.transact("Add what it points to"):
            thing = made(walked, record, field, day)
        before = tables.count(walked, record.kind)
        with pytest.raises(Doubtful, match=words) as asked, asking(walked), walked.transact("Add it"):
            tables.insert(walked, thing)
        assert asked.value.about == field.name
        assert tables.count(walked, record.kind) == before
        with asking(walked, sure=True), walked.transact("Add it"):
            row = tables.insert(walked, thing)
        stored = tables.get(walked, record.kind, row)
        with asking(walked), walked.transact("Change something else"):  # it stood there before, so it was meant
            tables.update(walked, replace(stored, **{field.name: day}))
        with pytest.raises(Doubtful), asking(walked), walked.transact("Change the day"):
            tables.update(walked, replace(stored, **{field.name: day + timedelta(days=1)}))
        with asking(walked), walked.transact("Change the day"):
            tables.update(walked, replace(stored, **{field.name: NEAR}))


def deliverables(casefile, *days: date) -> list[Deliverable]:
    with casefile.transact("Make a contract"):
        contract = tables.insert(casefile, Contract(title="Scrutiny", starts=EARLY, ends=NEAR))
    return [Deliverable(contract_id=contract, title=f"Report {day}", due=day) for day in days]


def test_nothing_is_asked_where_nobody_typed_and_an_undo_is_never_asked_about(casefile):
    (passed,) = deliverables(casefile, PASSED)
    with casefile.transact("Add it"):
        tables.insert(casefile, passed)
    with asking(casefile):
        casefile.undo()
        casefile.redo()
    assert tables.count(casefile, Deliverable) == 1


def test_all_that_is_unlikely_is_one_question_and_the_same_sentence_is_said_once(casefile):
    several = deliverables(casefile, PASSED, PASSED - timedelta(days=1))
    with pytest.raises(Doubtful) as asked, asking(casefile), casefile.transact("Add them") as changes:
        changes.doubts += [
            Doubt("first", "17 November 2026 has passed already"),
            Doubt("who", "Ann is odd", "leave it"),
        ]
        tables.insert_all(casefile, several)
    assert asked.value.message == "17 November 2026 has passed already. Ann is odd."
    assert asked.value.advice == "Say that it is so, or give another day or leave it. Nothing was changed."
    assert asked.value.about == "first"


def test_what_cannot_be_is_refused_before_anything_is_asked(casefile):
    wrong = Snooze(kind=DueKind.REPLY, row="1", on_date=TODAY, until=PASSED, reason="So")
    with pytest.raises(UserError, match="has passed") as refused, asking(casefile), casefile.transact("Put off"):
        tables.insert(casefile, wrong)
    assert not isinstance(refused.value, Doubtful)


def test_what_leaves_a_file_can_ask_before_it_does(casefile):
    (passed,) = deliverables(casefile, PASSED)
    reached = False
    with pytest.raises(Doubtful), asking(casefile), casefile.transact("Add it") as changes:
        tables.insert(casefile, passed)
        doubting.ask_so_far(casefile, changes)
        reached = True
    assert not reached


def test_asking_ends_with_what_was_typed(casefile):
    with asking(casefile):
        with asking(casefile, sure=True):
            assert not casefile.asking
        assert casefile.asking
    assert not casefile.asking
