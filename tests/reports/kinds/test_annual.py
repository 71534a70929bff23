"""The annual scrutiny report: what somebody finds in it, and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.pieces import Piece
from scrutineer.domain.statements import CycleStatement, StatementKind
from scrutineer.operations import casefiles, judgements, pieces, recommendations
from tests.reports.kinds.building import built, grid, marked, material_of, said, texts, view_of


def test_its_chapters_are_those_of_a_scrutiny_report(example):
    titles = [section.title for section in built("annual", view_of(material_of(example))).sections]
    assert titles == [
        "Contents", "Introduction", "What was looked at, and how", "Findings", "What has changed for children",
        "What was measured", "Child deaths in the area of the review", "Scrutiny pieces", "Challenges", "Recommendations",
        "Questions of the committee",
        "Opinion", "Limits of the evidence",
        "Independence: what was declared", "What the levels mean",
        "Register of the evidence cited", "For readers",
    ]  # fmt: skip


def test_it_says_which_time_it_tells_of(example):
    words = said(built("annual", view_of(material_of(example))), "introduction")
    assert (
        "covers 1 March 2026 to 31 March 2027, under Working Together 2023 and 2026. It tells of the time to 20 November"
        in words
    )
    over = said(built("annual", view_of(material_of(example, today=material_of(example).cycle.ends))), "introduction")
    assert "It tells of the time to" not in over


def test_the_volumes_are_those_of_this_cycles_evidence(example):
    material = material_of(example)
    rows = grid(built("annual", view_of(material, Edition.PRIVATE)), "Evidence of this cycle, by kind")
    of_cycle = [item for item in material.evidence if item.cycle_id == material.cycle.id]
    assert sum(int(row[1]) for row in rows) == len(of_cycle) > 0
    assert {reference for row in rows for reference in row[2].split(", ")} == {item.reference for item in of_cycle}
    assert any("Half a day beside the duty manager" in row[3] for row in rows)


def test_where_some_evidence_is_withheld_the_volumes_say_so(example):
    document = built("annual", view_of(material_of(example)))
    assert "Evidence of this cycle, by kind, as far as this edition shows" in texts(document, "method")
    assert "3 items of evidence are not in this edition." in texts(document, "method")


def test_every_step_has_its_judgement_with_strength_and_what_each_voice_says(example):
    document = built("annual", view_of(material_of(example)))
    words = texts(document, "findings")
    for title in ("Step 1. Leadership", "Step 4. Quality assurance", "Step 6. Training"):
        assert title in words
    short = dict(grid(document, "Step 3. Voice of children and families in short"))
    assert short == {
        "Judgement": "Reasonable assurance", "Last cycle": "Limited assurance, to 28 February 2026",
        "Direction": "Improving", "Strength of evidence": "Thin",
    }  # fmt: skip
    voices = grid(document, "What each voice says")
    assert voices[0][0] == "Independent scrutineer"
    assert [
        "Partners’ joint view",
        "1a",
        "Strong assurance",
        "The leads decide; a deputy sometimes speaks for them.",
    ] in voices
    assert any(row[0] == "Police" and "to" in row[2] for row in voices)


def test_a_step_judged_in_a_draft_alone_is_neither_judged_nor_called_unlooked_at(example):
    document = built("annual", view_of(material_of(example)))
    assert dict(grid(document, "Step 4. Quality assurance in short"))["Judgement"] == "No final judgement yet"
    private = built("annual", view_of(material_of(example), Edition.PRIVATE))
    assert dict(grid(private, "Step 4. Quality assurance in short"))["Judgement"] == "Limited assurance (draft)"
    assert "What was found (draft)" in texts(private, "findings")


def test_a_judgement_that_is_withheld_is_withheld_and_not_missing(example):
    material = material_of(example)
    hidden = replace(material, judgements=tuple(replace(each, marking=Marking.PRIVATE) for each in material.judgements))
    short = dict(grid(built("annual", view_of(hidden)), "Step 1. Leadership in short"))
    assert short == {"Judgement": "Not in this edition", "Last cycle": "Not in this edition, to 28 February 2026"}


def test_what_changed_comes_from_closed_challenges_and_outcomes(example):
    document = built("annual", view_of(material_of(example)))
    (row,) = grid(document, "What closed challenges changed for children")
    assert row[:3] == ["NSCP-26-007", "Who answers young scrutineers, and by when?", "Impact shown"]
    assert "two schools changed how they tell pupils" in row[3]
    outcomes = grid(document, "Desired outcomes")
    assert outcomes[0][0] == "Neglect: Children who are neglected are seen sooner"
    assert outcomes[0][3] == "Nothing recorded"


def test_a_withheld_closing_is_not_the_same_as_none(example):
    material = marked(
        material_of(example), lambda thing: Marking.PRIVATE if getattr(thing, "ending", 0) else thing.marking
    )
    words = said(built("annual", view_of(material)), "changed")
    assert "No closing of a challenge is in this edition." in words
    assert "1 closing of a challenge is not in this edition." in words
    assert "No challenge has been closed." not in words


def test_the_most_pressing_challenge_comes_first_and_says_how_late_it_is(example):
    rows = grid(built("annual", view_of(material_of(example))), "Challenges, the most pressing first")
    assert [row[3] for row in rows][:3] == ["Reply 42 days overdue", "Reply 35 days overdue", "Reply 21 days overdue"]
    assert rows[-1][0] == "NSCP-26-007"


def test_recommendations_have_their_owner_and_a_day_that_passed_is_said_to_have(example):
    material = material_of(example)
    later = built("annual", view_of(replace(material, today=material.today.replace(year=2027))))
    rows = grid(later, "Recommendations")
    (review,) = [row for row in rows if row[0] == "E16, 1"]
    assert review[2:] == ["Children's services", "31 December 2026, which has passed", "Made"]
    assert "No day was set" in [row[3] for row in rows]


def test_a_recommendation_of_an_earlier_cycles_piece_or_judgement_says_from_which(casefile):
    new = Piece(cycle_id=1, title="Neglect", starts=date(2026, 9, 1))
    piece = pieces.add_piece(casefile, piece=new).value
    judged = judgements.record_judgement(casefile, target="six-steps:4", narrative="Thin.").value
    for text, rests in (("Train the chairs", {"piece_id": piece}), ("Ask again", {"judgement_id": judged})):
        recommendations.add_recommendation(casefile, text=text, **rests)
    for number in (1, 2):
        casefiles.start_cycle(
            casefile, name=f"Next {number}", starts=date(2026 + number, 4, 1), ends=date(2027 + number, 3, 31),
            guidance="Working Together 2026",
        )  # fmt: skip
        rows = grid(built("annual", view_of(material_of(casefile), Edition.PRIVATE)), "Recommendations")
        assert dict(row[1::-1] for row in rows) == {
            "Train the chairs": "Neglect", "Ask again": "Step 4" if number == 1 else "A judgement of an earlier cycle"
        }  # fmt: skip


def test_what_was_done_stands_beside_what_was_captured(example):
    material = material_of(example)
    done = [known.title for known in material.year.activities if known.done_on]
    rows = grid(built("annual", view_of(material, Edition.PRIVATE)), "What was done")
    assert len(rows) == len(done) > 0
    assert all(any(title in row[1] for row in rows) for title in done)


def test_an_opinion_is_printed_and_its_absence_said(example):
    material = material_of(example)
    assert "No opinion has been written yet." in texts(built("annual", view_of(material)), "opinion")
    opinion = CycleStatement(cycle_id=material.cycle.id, kind=StatementKind.OPINION, text="It holds. [E13]")
    with_it = replace(material, statements=(*material.statements, opinion))
    assert "It holds. [E13]" in texts(built("annual", view_of(with_it)), "opinion")
    assert "The opinion is not in this edition." in texts(built("annual", view_of(with_it, Edition.PUBLIC)), "opinion")
