"""The challenge log: a row a challenge, what each waits for, every update."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.challenge import EventKind, Life
from scrutineer.domain.marking import Edition, Marking
from scrutineer.reports.document import Grid
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds.log import KIND
from tests.reports.kinds.building import blocks, built, grid, material_of, read_back_whole, texts, view_of


def hidden(material, kind):
    """The same with the events of a kind private."""
    lives = tuple(
        Life(life.challenge, tuple(
            replace(event, marking=Marking.PRIVATE) if event.kind is kind else event for event in life.events
        ))
        for life in material.lives
    )  # fmt: skip
    return replace(material, lives=lives)


def log_of(document):
    """The rows of the log itself."""
    (table,) = [block for block in blocks(document) if isinstance(block, Grid) and "Raised" in block.head]
    return [["".join(run.text for run in cell.words) for cell in row] for row in table.rows]


def test_every_challenge_is_a_row_in_the_order_of_the_references(example):
    document = built("log", view_of(material_of(example)))
    table = log_of(document)
    assert [row[0] for row in table] == sorted(row[0] for row in table)
    assert len(table) == 8


def test_a_row_says_what_is_due_and_how_late_it_is(example):
    rows = {row[0]: row for row in log_of(built("log", view_of(material_of(example))))}
    assert rows["NSCP-26-003"][4:] == ["Raised", "Reply 16 Oct 26, 35 days overdue"]
    assert rows["NSCP-26-006"][4:] == ["Action under way", "Test 4 Dec 26"]
    assert rows["NSCP-26-007"][4:] == ["Closed: impact shown, 6 Nov 26", "Nothing"]


def test_what_each_waits_for_names_its_step_its_test_and_what_changed(example):
    rows = {row[0]: row for row in grid(built("log", view_of(material_of(example))), "What each waits for")}
    assert rows["NSCP-26-001"][1] == "Step 4, Quality assurance, line 4c"
    assert rows["NSCP-26-007"][3] == "Closed"
    assert rows["NSCP-26-007"][4].startswith("Impact shown. Young scrutineers say that they are answered.")
    assert rows["NSCP-26-003"][4] == "Nothing recorded yet"


def test_every_update_is_a_row_with_its_day(example):
    material = material_of(example)
    rows = grid(built("log", view_of(material, Edition.PRIVATE)), "Updates")
    assert len(rows) == sum(len(life.events) + len(life.corrected) for life in material.lives)
    assert [
        "NSCP-26-006",
        "2 Nov 26",
        "Re-test date set",
        "Sample of the autumn quarter. Re-test on 4 December 2026.",
    ] in rows


def test_where_a_move_is_withheld_nothing_is_said_to_be_due(example):
    document = built("log", view_of(hidden(material_of(example), EventKind.CHASED)))
    rows = {row[0]: row for row in log_of(document)}
    assert rows["NSCP-26-003"][4:] == ["Raised, as far as this edition shows", "Not in this edition"]
    assert "overdue" not in "".join(rows["NSCP-26-003"])
    assert "4 updates are not in this edition." in texts(document, "updates")


def test_a_draft_is_called_one_and_stands_in_the_private_edition_alone(example):
    material = material_of(example)
    draft = tuple(Life(life.challenge, ()) for life in material.lives)
    private = built("log", view_of(replace(material, lives=draft), Edition.PRIVATE))
    assert {row[4] for row in log_of(private)} == {"Draft"}
    assert "No challenge has been raised." in texts(built("log", view_of(replace(material, lives=draft))))


def test_it_can_be_sorted_as_a_workbook(example):
    assert Format.WORKBOOK in KIND.formats
    read_back_whole(built("log", view_of(material_of(example))), (Format.WORKBOOK,))
