"""What the reports share: captions of a part, sentences of nothing, voices, ranges."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.editions import Withheld
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.voices import Voice
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.recommendations import owner_of
from scrutineer.reports.document import Grid, text_of
from scrutineer.reports.kinds import findings
from tests.reports.kinds.building import material_of, view_of


def test_a_caption_of_a_part_says_so_and_of_the_whole_does_not():
    assert findings.if_part("Challenges", True) == "Challenges"
    assert findings.if_part("Challenges", False) == "Challenges, as far as this edition shows"


def test_nothing_and_nothing_here_are_two_sentences():
    assert text_of(findings.none_of("None was made.", True, "None is here.").words) == "None was made."
    assert text_of(findings.none_of("None was made.", False, "None is here.").words) == "None is here."


def test_every_report_says_the_owner_that_the_window_says(example):
    view, context = view_of(material_of(example), Edition.PRIVATE), read_context(example)
    (table,) = [block for block in findings.recommendations(view) if isinstance(block, Grid)]
    said = [text_of(row[2].words) for row in table.rows]
    assert said == [owner_of(context, advice) or "Nobody is named" for advice in view.recommendations.shown]
    assert any(", " in owner for owner in said)


def voices(view, number):
    (table,) = [block for block in findings.voices(view, view.steps[number - 1]) if isinstance(block, Grid)]
    return [[text_of(cell.words) for cell in row] for row in table.rows]


def test_voices_stand_in_one_order_mine_first_then_those_heard_then_agencies(example):
    rows = voices(view_of(material_of(example)), 3)
    assert [row[0] for row in rows[:3]] == ["Independent scrutineer", "Young scrutineers", "Partners’ joint view"]
    agencies = [agency.name for agency in material_of(example).agencies]
    assert [row[0] for row in rows[3:]] == [name for name in agencies if name in {row[0] for row in rows[3:]}]


def test_what_was_said_stands_as_it_was_said_with_its_counts_and_its_source(example):
    (row,) = [row for row in voices(view_of(material_of(example)), 4) if row[0] == "Practitioners’ survey"]
    assert row == [
        "Practitioners’ survey", "4f", "In words only",
        "121 of 189 favourable, 23 more did not know. Know the escalation route. [E10]",
    ]  # fmt: skip


def test_a_view_that_rests_on_a_withheld_item_is_withheld_with_it(example):
    material = material_of(example)
    hidden = tuple(replace(item, marking=Marking.PRIVATE) if item.number == 10 else item for item in material.evidence)
    view = view_of(replace(material, evidence=hidden))
    assert "Practitioners’ survey" not in {row[0] for row in voices(view, 4)}
    said = [block.words for block in findings.voices(view, view.steps[3]) if hasattr(block, "words")]
    assert "1 view of it is not in this edition." in said


def test_a_level_on_another_scale_is_told_as_one(example):
    material = material_of(example)
    view = view_of(material)
    heard = view.steps[2].views.shown[0]
    assert findings.view_level(view, heard) == "No assurance"
    assert findings.view_level(view, replace(heard, scale_id="met", level="met")).endswith(", on another scale")
    assert findings.view_level(view, replace(heard, level=NOT_YET)) == "In words only"
    assert findings.voice_name(view, replace(heard, kind=Voice.SCRUTINEER, who="Peer scrutineer")) == "Peer scrutineer"


def test_where_a_step_stands_is_told_as_far_as_the_edition_may_know(example):
    view, private = view_of(material_of(example)), view_of(material_of(example), Edition.PRIVATE)
    assert findings.standing(view, None) == "No final judgement yet"
    assert findings.standing(private, None) == "Not yet scrutinised"
    assert findings.standing(view, Withheld()) == "Not in this edition"
