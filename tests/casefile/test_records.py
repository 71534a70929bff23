"""Every record, taken through everything that a record owes: a new one that is declared is tested by being declared."""

from __future__ import annotations

import csv
import itertools
import json
import shutil
import typing
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from scrutineer.casefile import derived, files, journal, merging, search, tables, takeout
from scrutineer.casefile.own_records import FrozenWordings, PinnedFramework, SavedMapping
from scrutineer.casefile.record import Record
from scrutineer.casefile.records import INFRASTRUCTURE, RECORDS, headline, record_of
from scrutineer.casefile.rows import columns_of, to_row
from scrutineer.domain.activities import Contract
from scrutineer.domain.challenge import Challenge, Event
from scrutineer.domain.clocks import PracticeReview, StatutoryClock
from scrutineer.domain.due import Snooze
from scrutineer.domain.evidence import Evidence, Link, LinkTarget
from scrutineer.domain.framework import AddedLine, Wording
from scrutineer.domain.indicators import IndicatorValue
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.packs import Pack
from scrutineer.domain.partnership import Agency, Cycle, Partnership
from scrutineer.domain.pieces import PieceFinding
from scrutineer.domain.template import ReportTemplate
from scrutineer.domain.voices import View
from scrutineer.frameworks import loader
from scrutineer.operations import casefiles, export
from scrutineer.operations import merging as merging_operations
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.standing import LINKED
from tests.conftest import CLOCK, PASSPHRASE

NAMED = {
    "meta", "counter", "blob", "journal", "journal_change", "derived", "draft", "identity",
    "_sqlite_migrations",
    *(table for thing in derived.DERIVED for table in thing.tables),
}  # fmt: skip
"""Tables that hold no record: files, numbers, the journal, what is derived, and sqlite-utils' own list."""

MADE = {Partnership}
"""Records of which a casefile has exactly one, made with it."""

LINES = [target for framework in loader.shipped() for target in framework.targets()]


def days_of_its_own(number: int) -> tuple[date, date]:
    """A day and the next, that no other number has: cycles do not overlap, however many are made."""
    starts = date(1900, 1, 1) + timedelta(days=number)
    return starts, starts + timedelta(days=1)


def own_framework(number: int) -> dict[str, str]:
    shipped = loader.framework_text("kolb-solihull").splitlines()
    identity = {"id": f"own-{number}", "version": "1"}
    return identity | {"body": "\n".join([f'{name} = "{text}"' for name, text in identity.items()] + shipped[2:])}


WORDED = itertools.count()
"""So that no line is worded twice."""

FITTING: dict[type[Any], Callable[[int], dict[str, Any]]] = {
    Agency: lambda number: {"aliases": (f"alias walk{number}",)},
    Cycle: lambda number: dict(zip(("starts", "ends"), days_of_its_own(number), strict=True)),
    PinnedFramework: own_framework,
    FrozenWordings: lambda number: {"body": json.dumps({"wordings": [], "added": [], "number": number})},
    SavedMapping: lambda number: {"body": MAPPING.format(number)},
    AddedLine: lambda number: {"step": "six-steps:4", "code": f"walk{number}", "target": f"six-steps:walk{number}"},
    Wording: lambda _: {"target": LINES[next(WORDED) % len(LINES)]},
    Event: lambda _: {"ending": None},
    Link: lambda _: {"target_kind": LinkTarget.LINE},
    Judgement: lambda _: {"scale_id": "assurance", "level": "limited"},
    View: lambda _: {"scale_id": "assurance", "level": "limited"},
    Contract: lambda number: dict(zip(("starts", "ends"), days_of_its_own(number), strict=True)),
    PieceFinding: lambda _: {"scale_id": "assurance", "level": "limited"},
    PracticeReview: lambda number: {"code": f"LR-{number}"},
    StatutoryClock: lambda number: {"due_override": None},
    IndicatorValue: lambda number: {"numerator": None, "denominator": None},  # it is missing, and says why
    Snooze: lambda number: {"until": date(2026, 6, 1 + number % 28)},
    ReportTemplate: lambda number: {
        "headings": f"Summary = Walk {number}",
        "heading_colour": "#1F4E79",
        "line_colour": "#B3541E",
    },
    Pack: lambda number: {"sent": json.dumps({"row": str(number)})},
}
"""What a record's fields must be to each other, and to what the program brings."""

MAPPING = """name = "walk{}"
layout = "training numbers"
[headings]
"Course" = "course"
"""

every_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.table)


class Maker:
    """Makes rows of any record from its declaration, and the rows that they point to."""

    numbers = itertools.count(101)  # no two rows made in one run share a number

    def __init__(self, casefile: Casefile) -> None:
        self.casefile = casefile

    def insert(self, record: Record, **given: Any) -> int:
        """Add a row of this record with what it points to; returns its row id. Needs an open transaction."""
        return tables.insert(self.casefile, self.thing(record, **given))

    def thing(self, record: Record, **given: Any) -> Any:
        self.number = next(self.numbers)
        values = {column: self.insert(record_of(kind)) for column, kind in record.points.items() if column not in given}
        if record.file:
            values[record.file] = files.store(self.casefile, f"bytes {self.number}".encode())
        hints = typing.get_type_hints(record.kind)
        for field in fields(record.kind):
            if field.name not in values and not (record.keyed and field.name == "id"):
                values[field.name] = self.value(field.name, hints[field.name])
        values |= FITTING.get(record.kind, lambda _: {})(self.number) | given
        for pointer in record.pointers:
            if pointer.column not in given and values[pointer.when].value == pointer.equals:
                values[pointer.column] = str(self.insert(record_of(pointer.to)))
        if record.table in ("cycle", "cycle_framework"):  # what these name is kept under keys of its own
            names = ("framework_id", "framework_version" if record.table == "cycle" else "version")
            values |= dict(zip(names, self.pinned(), strict=True))
        return record.kind(**values)

    def pinned(self) -> tuple[str, str]:
        row = self.casefile.view.execute("SELECT id, version FROM framework ORDER BY rowid LIMIT 1").fetchone()
        return str(row[0]), str(row[1])

    def value(self, name: str, hint: Any) -> Any:
        """Some value of a type, another one each time where there are many."""
        kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)] or [hint]
        kind = getattr(kinds[0], "__supertype__", kinds[0])
        if typing.get_origin(hint) is tuple:
            return (LINES[self.number % len(LINES)],)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return next(iter(kind))
        if kind is date:
            return date(2026, 5, 1 + self.number % 28)
        if kind is bool:
            return False
        if kind in (int, float):
            return kind(self.number)
        if name == "reference":
            return f"WALK-26-{self.number}"
        if name in ("made", "imported", "issued"):
            return f"2026-05-01T10:00:{self.number % 60:02d}+00:00"
        if name in ("target", "step"):
            return LINES[self.number % len(LINES)]
        return f"{name} walk{self.number}"


def row_id(casefile: Casefile, record: Record) -> int:
    return int(casefile.view.execute(f"SELECT max(rowid) FROM {record.table}").fetchone()[0])


def stored(casefile: Casefile, record: Record, row: int) -> dict[str, Any] | None:
    found = casefile.view.execute(f"SELECT * FROM {record.table} WHERE rowid = ?", [row])
    values = found.fetchone()
    return None if values is None else dict(zip([column[0] for column in found.description], values, strict=True))


def text_column(record: Record) -> str:
    """A column that holds a text and can be changed without pointing anywhere else."""
    hints = typing.get_type_hints(record.kind)
    fixed = {*record.points, record.file, "id", "framework_id", "framework_version", "version", "code"}
    fixed |= {"target", "step", "scale_id", "level", "made", "imported", "sent", "reference", "prefix"}
    fixed |= {"body"} if record.kind is FrozenWordings else set()
    fixed |= {"name", "uid"} if record.table in ("profile", "merged") else set()
    texts = [name for name in columns_of(record.kind) if name not in fixed and hints[name] in (str, str | None)]
    preferred = [name for name in record.headline if name in texts] or texts
    return preferred[0] if preferred else ""


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    """One casefile for every record: each test adds rows of its own and looks at those."""
    made = casefiles.new_casefile(
        tmp_path_factory.mktemp("walked") / "Walked", passphrase=PASSPHRASE, partnership="Walked", clock=CLOCK
    )
    made.author = "Walker"
    yield made
    made.close()


def add(casefile: Casefile, record: Record) -> int:
    """A row of the record, added in an entry of its own; the one there is where there can be only one."""
    if record.kind in MADE:
        return row_id(casefile, record)
    with casefile.transact("Add what it points to"):
        maker = Maker(casefile)
        thing = maker.thing(record)
    with casefile.transact(f"Add a {record.noun}") as changes:
        row = tables.insert(casefile, thing)
    assert record.change in changes.kinds
    return row


def changed_text(casefile: Casefile, record: Record, row: int) -> str:
    """Other words; of what the program reads again, the text with a remark."""
    values = stored(casefile, record, row) or {}
    return f"{values['body']}\n# changed" if text_column(record) == "body" else "changed walkword"


def change(casefile: Casefile, record: Record, row: int) -> str:
    """Change a text of the row, or its only number; returns the column."""
    column = text_column(record) or next(iter(record.points))
    with casefile.transact(f"Change a {record.noun}") as changes:
        value = (
            changed_text(casefile, record, row)
            if text_column(record)
            else Maker(casefile).insert(record_of(record.points[column]))
        )
        tables.update_row(casefile, record.table, row, {column: value})
    assert record.change in changes.kinds
    return column


def test_every_table_is_a_record_or_named(walked):
    names = {str(row[0]) for row in walked.reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    names = {name for name in names if not name.startswith(("sqlite_", "search_"))}
    assert names - NAMED == {record.table for record in RECORDS}
    assert INFRASTRUCTURE < NAMED


@every_record
def test_columns_are_the_fields_of_the_type(walked, record):
    columns = [row[1] for row in walked.reader.execute(f"PRAGMA table_info({record.table})")]
    assert sorted(columns) == sorted(columns_of(record.kind))


@every_record
def test_every_reference_is_declared_and_points_upwards(walked, record):
    keyed = {
        str(row[3]): str(row[2])
        for row in walked.reader.execute(f"PRAGMA foreign_key_list({record.table})")
        if row[2] not in {"framework", "blob"}
    }
    assert keyed == {column: record_of(kind).table for column, kind in record.points.items()}
    points_at_file = [
        str(row[3])
        for row in walked.reader.execute(f"PRAGMA foreign_key_list({record.table})")
        if row[2] == "blob"
    ]  # fmt: skip
    assert points_at_file == ([record.file] if record.file else [])
    place = {known.table: number for number, known in enumerate(RECORDS)}
    pointed = [record_of(kind).table for kind in record.points.values()]
    pointed += [record_of(pointer.to).table for pointer in record.pointers]
    assert all(place[table] < place[record.table] for table in pointed)


@every_record
def test_declared_columns_are_there(record):
    known = set(columns_of(record.kind))
    searched = record.searched.columns if record.searched else ()
    assert known >= {*(record.same or ()), *record.headline, *record.contested, *record.own, *record.stamps, *searched}
    assert not record.searched or record.headline  # what is found can be named
    assert record.noun


def test_what_is_left_out_of_anything_is_left_out_on_purpose():
    """A record that is not merged, not searched, or stays in a taking out, is so because it is named here."""

    def tables_with(holds: Callable[[Record], object]) -> set[str]:
        return {record.table for record in RECORDS if holds(record)}

    assert tables_with(lambda record: not record.merged) == {"merged"}
    assert tables_with(lambda record: record.stays) == {"profile"}
    assert tables_with(lambda record: not record.searched) == {
        "framework", "cycle_framework", "cycle_wording", "wording", "added_line",  # read as the frameworks' lines
        "pack", "profile", "outcome_challenge", "link", "merged", "kept_word",
        "issued_report", "accuracy_reply", "report_layout", "report_template", "guarded_name",  # of reports
        "group_seat", "escalation_count", "piece_agency", "snooze",  # found with what they belong to
    }  # fmt: skip
    assert {record.table: record.own for record in RECORDS if record.own} == {
        "evidence": ("number",), "challenge": ("reference",), "partnership": ("scrutineer",),
    }  # fmt: skip
    assert {record.table: record.contested for record in RECORDS if record.contested} == {
        "judgement": ("cycle_id", "target"), "event": ("challenge_id",), "recommendation_event": ("recommendation_id",),
    }  # fmt: skip


def test_links_point_softly_at_everything_a_link_can_lead_to():
    (link,) = (record for record in RECORDS if record.kind is Link)
    leads = {pointer.equals: pointer.to for pointer in link.pointers}
    assert leads == {target.value: kind for target, kind in LINKED.items()}
    assert {*leads, LinkTarget.LINE.value} == {target.value for target in LinkTarget}


@every_record
def test_nothing_is_written_outside_an_entry(walked, record):
    row = add(walked, record)
    for statement in (
        f"DELETE FROM {record.table} WHERE rowid = {row}",
        f"UPDATE {record.table} SET rowid = rowid WHERE rowid = {row}",
        f"INSERT INTO {record.table} SELECT * FROM {record.table} WHERE rowid = {row}",
    ):
        with pytest.raises(Exception, match="written outside transact"):
            walked.writer.execute(statement)


@every_record
def test_insert_change_undo_and_redo(walked, record):
    row = add(walked, record)
    added = stored(walked, record, row)
    assert added is not None
    change(walked, record, row)
    changed = stored(walked, record, row)
    assert changed != added
    walked.undo()
    assert stored(walked, record, row) == added
    walked.redo()
    assert stored(walked, record, row) == changed
    walked.undo()
    if record.kind not in MADE:
        walked.undo()
        assert stored(walked, record, row) is None
        walked.redo()
        assert stored(walked, record, row) == added
    assert casefiles.check_casefile(walked).value.problems == ()


@every_record
def test_rows_come_back_as_they_went_in(walked, record):
    row = add(walked, record)
    (read,) = [
        thing for thing in tables.rows(walked, record.kind) if to_row(thing, keyed=False) == stored(walked, record, row)
    ]
    assert tables.rows(walked, record.kind, **{name: getattr(read, name) for name in columns_of(record.kind)}) == (
        read,
    )


@pytest.mark.parametrize("record", [record for record in RECORDS if record.keyed], ids=lambda record: record.table)
def test_a_row_that_says_the_same_at_another_time_is_left_alone(walked, record):
    row = add(walked, record)
    before, tip = stored(walked, record, row), journal.tip(walked.reader)
    again = replace(tables.get(walked, record.kind, row), **dict.fromkeys(record.stamps, "2030-01-01T00:00:00+00:00"))
    with walked.transact("Save it again") as changes:
        tables.update(walked, again)
    assert (stored(walked, record, row), journal.tip(walked.reader)) == (before, tip)
    assert changes.kinds == frozenset()


@pytest.mark.parametrize("record", [record for record in RECORDS if record.searched], ids=lambda record: record.table)
def test_what_is_searched_is_found_and_follows_undo(walked, record):
    def found(words: str) -> set[tuple[type, int]]:
        return set(search.ranked(walked, words).matches())

    row = add(walked, record)
    hints = typing.get_type_hints(record.kind)
    for column in {record.searched.title, *record.searched.body} - {"level"}:  # levels are those of a scale
        if hints[column] is not str:  # one of a few words that are given
            continue
        with walked.transact("Reword"):
            tables.update_row(walked, record.table, row, {column: "whistlewords stand here"})
        assert found("whistlew") == {(record.kind, row)}, column
        walked.undo()
        assert found("whistlew") == set()
        walked.redo()
        assert found("whistlew") == {(record.kind, row)}
        walked.undo()


def test_every_record_is_exported(walked, tmp_path):
    rows = [(record, stored(walked, record, add(walked, record))) for record in RECORDS]
    export.export_everything(walked, into=tmp_path / "out")
    for record, values in rows:
        exported = json.loads((tmp_path / "out" / f"{record.table}.json").read_text(encoding="utf-8"))
        assert values in exported, record.table
        with (tmp_path / "out" / f"{record.table}.csv").open(encoding="utf-8-sig", newline="") as stream:
            assert len(list(csv.DictReader(stream))) == len(exported)


def copy_of(casefile: Casefile, folder: Path) -> Casefile:
    folder.mkdir()
    shutil.move(casefile.back_up(folder), folder / "Theirs.scrutiny")
    opened = casefiles.open_casefile(folder / "Theirs.scrutiny", passphrase=PASSPHRASE, clock=CLOCK)
    opened.author = "Another scrutineer"
    return opened


@pytest.fixture
def parted(casefile: Casefile, tmp_path: Path) -> Iterator[tuple[Casefile, Casefile]]:
    theirs = copy_of(casefile, tmp_path / "theirs")
    yield casefile, theirs
    theirs.close()


def by_same(casefile: Casefile, record: Record, mark: str) -> list[dict[str, Any]]:
    side = merging.MergeSide(casefile.view)
    return [dict(row.values) for key, row in side.rows.items() if row.table == record.table and key == mark]


@pytest.mark.parametrize("record", [record for record in RECORDS if record.merged], ids=lambda record: record.table)
def test_a_row_of_theirs_comes_over_in_a_merge_and_a_change_follows(parted, record):
    ours, theirs = parted
    row = add(theirs, record)
    merging_operations.merge_casefile(ours, path=theirs.path, passphrase=PASSPHRASE)
    side = merging.MergeSide(theirs.view)
    mark = next(mark for mark, known in side.rows.items() if (known.table, known.row) == (record.table, row))
    assert len(by_same(ours, record, mark)) == 1, f"{record.table} was lost in the merge"
    assert casefiles.check_casefile(ours).value.problems == ()
    column = change(theirs, record, row)
    if column in record.own:
        return
    preview = merging_operations.preview_merge(ours, path=theirs.path, passphrase=PASSPHRASE)
    decisions = {conflict.mark: True for conflict in preview.decisions}
    merging_operations.merge_casefile(ours, path=theirs.path, passphrase=PASSPHRASE, decisions=decisions)
    (values,) = by_same(ours, record, mark)
    mine, other = values[column], dict(side_row(theirs, mark))[column]
    assert mine == other, f"{record.table}.{column} did not follow"
    assert merging_operations.preview_merge(ours, path=theirs.path, passphrase=PASSPHRASE).nothing


def side_row(casefile: Casefile, mark: str) -> dict[str, Any]:
    return dict(merging.MergeSide(casefile.view).rows[mark].values)


@pytest.mark.parametrize(
    "record", [record for record in RECORDS if record.kind not in MADE], ids=lambda record: record.table
)
def test_taking_the_entry_out_removes_it_unless_it_stays_or_something_rests_on_it(walked, record):
    row = add(walked, record)
    seq = takeout.entry_that_made(walked.view, record.table, row)
    assert seq is not None
    with walked.transact("Something else"):
        Maker(walked).insert(record_of(Evidence))
    with walked.transact("Take out"):
        takeout.carry_out(walked.writer, takeout.plan(walked.view, seq))
    assert (stored(walked, record, row) is None) is not record.stays
    assert casefiles.check_casefile(walked).value.problems == ()


def pointing_at(target: Record) -> list[tuple[Record, dict[str, Any], str]]:
    """Each way in which a record points to this one, softly too: the record, what makes it so, and the column."""
    hard = [(record, {}, column) for record in RECORDS for column, kind in record.points.items() if kind is target.kind]
    soft = [
        (record, {pointer.when: typing.get_type_hints(record.kind)[pointer.when](pointer.equals)}, pointer.column)
        for record in RECORDS for pointer in record.pointers if pointer.to is target.kind
    ]  # fmt: skip
    return hard + soft


POINTED = [record for record in RECORDS if pointing_at(record)]


@pytest.mark.parametrize("target", POINTED, ids=lambda record: record.table)
def test_a_row_that_something_points_to_is_not_taken_out(walked, target):
    for record, given, column in pointing_at(target):
        row = add(walked, target)
        seq = takeout.entry_that_made(walked.view, target.table, row)
        with walked.transact("Point to it"):
            Maker(walked).insert(record, **given, **{column: str(row) if given else row})
        plan = takeout.plan(walked.view, int(seq or 0))
        assert (target.table, row) in {(kept.table, kept.row) for kept in plan.kept}, (record.table, column)
        with walked.transact("Take out"):
            takeout.carry_out(walked.writer, plan)
        assert stored(walked, target, row) is not None
    assert casefiles.check_casefile(walked).value.problems == ()


def test_a_headline_says_which_row_it_is():
    assert headline("challenge", {"question": "", "reference": "TSCP-26-001"}) == "TSCP-26-001"
    assert headline("link", {"target": "x"}) == ""


def test_a_keyword_that_is_no_field_raises_at_once(walked):
    with pytest.raises(TypeError, match="no field called tarjet"):
        tables.rows(walked, Judgement, tarjet="six-steps:1")
    with pytest.raises(TypeError, match="no field called tarjet"):
        tables.rows(walked, Judgement, order=("tarjet",))
    with pytest.raises(TypeError, match="say which rows"):
        tables.delete_where(walked, Judgement)


def test_an_undeclared_type_cannot_be_written(walked):
    with pytest.raises(KeyError), walked.transact("Nothing"):
        tables.insert(walked, object())


def test_rows_are_asked_for_by_value_none_any_of_and_at_most(walked):
    with walked.transact("Add"):
        maker = Maker(walked)
        evidence = record_of(Evidence)
        asked = {"limits": "asked for by keyword"}
        first = maker.insert(evidence, title="A", review_on=None, **asked)
        second = maker.insert(evidence, title="B", review_on=date(2026, 6, 1), **asked)
        third = maker.insert(evidence, title="C", review_on=date(2026, 7, 1), **asked)

    def ids(**wanted: Any) -> list[int]:
        return [int(item.id) for item in tables.rows(walked, Evidence, **asked, **wanted)]

    assert ids(review_on=None) == [first]
    assert ids(review_on=tables.AtMost(date(2026, 6, 1))) == [second]
    assert ids(title=["A", "C"]) == [first, third]
    assert ids(title=[]) == []
    assert ids(title=tables.OtherThan("A")) == [second, third]
    assert ids(order=("-title",), limit=2) == [third, second]
    assert ids(order=("-title",), limit=2, skip=2) == [first]
    assert tables.count(walked, Evidence, title=("A", "B"), **asked) == 2
    assert set(tables.by_id(walked, Evidence, [first, 9999])) == {first}


def test_events_of_one_challenge_are_unmade_from_the_last(walked):
    """An event that another one followed is kept, though no column points to it."""
    with walked.transact("A challenge"):
        challenge = Maker(walked).insert(record_of(Challenge))
    with walked.transact("First"):
        first = Maker(walked).insert(record_of(Event), challenge_id=challenge)
    seq = takeout.entry_that_made(walked.view, "event", first)
    with walked.transact("Second"):
        Maker(walked).insert(record_of(Event), challenge_id=challenge)
    plan = takeout.plan(walked.view, int(seq or 0))
    assert ("event", first) in {(kept.table, kept.row) for kept in plan.kept}
