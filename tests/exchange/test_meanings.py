"""What headings seem to mean: the words that this field uses, and those that only look like them."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.domain.mapping import Layout, Role
from scrutineer.exchange.meanings import heading_day, is_level, is_year, meaning, suggest_ledger, suggest_ledger_roles

WORDS = {
    Role.NUMBER: ("No", "No.", "Ref", "#", "Item", "Std no.", "Question no.", "Q", "Q#", "Q #", "Q. No", "Qu. no.", "Std no",
                  "Standard number", "Standard Ref.", "Question ID", "Ref. No.", "Standard (no.)", "Criteria ref", "S11 ref",
                  "Section 11 no.", "S/N", "Sr No", "№", "Item number", "Ref / No", "Number of the standard", "KLOE ref"),
    Role.STANDARD: ("Standard", "Question", "What good looks like", "Criteria", "Indicator", "Requirement", "We do this well"),
    Role.SELF: ("Self-assessment", "Self assessment score", "Self", "Score", "Grade", "RAG", "Rating", "Compliant?", "Level",
                "Your answer", "Judgement", "Response"),
    Role.MODERATED: ("Moderated score", "Mod", "Panel score", "Validated grade"),
    Role.EVIDENCE: ("Evidence", "How do you know?", "How we know", "Narrative", "Comments", "Notes"),
    Role.IMPROVEMENT: ("Areas for improvement", "What next?", "Actions", "Gaps"),
    Role.DEADLINE: ("Deadline", "By when", "Target date", "Due", "Timescale for action"),
    Role.AREA: ("Area", "Theme", "Section", "Domain", "Category"),
    Role.AGENCY: ("School code", "School no.", "Agency", "Name of school", "Organisation", "Setting", "Partner", "College"),
    Role.LEFT_OUT: ("Internal notes", "For office use only", "Comments (do not share)", "ID", "Code", "Number of children", "Telephone no.", "No. (%)", "Case ref", "Number %", "Colour", "Police", "", "Themes and areas", "Reference group", "Modern slavery"),
}  # fmt: skip


@pytest.mark.parametrize(("heading", "role"), [(word, role) for role, words in WORDS.items() for word in words])
def test_what_a_heading_seems_to_mean(heading, role):
    assert meaning(heading) is role
    assert meaning(f"  {heading.upper()}\n") is role


@pytest.mark.parametrize(("heading", "role"), [
    ("Evidence for this standard", Role.EVIDENCE), ("Moderated self-assessment", Role.MODERATED),
    ("Action deadline", Role.DEADLINE), ("Standard score", Role.SELF), ("School self-assessment", Role.SELF),
])  # fmt: skip
def test_of_two_meanings_the_nearer_one(heading, role):
    assert meaning(heading) is role


@pytest.mark.parametrize("heading", [
    "Red", "GREEN", "Met", "Not met", "Partly met", "Partially in place", "Fully", "N/A", "na", "Don’t know", "3",
    "Self-assessment / Met", "No", "Sometimes",
])  # fmt: skip
def test_the_name_of_a_level(heading):
    assert is_level(heading)


@pytest.mark.parametrize(
    "heading", ["Metric", "Reduced", "Not sure we met this", "10", "Notes", "", "Met / Question", "Yes please"]
)
def test_what_only_looks_like_a_level(heading):
    assert not is_level(heading)


@pytest.mark.parametrize(("heading", "year"), [
    ("2025", True), ("2025-26", True), ("2025/2026", True), ("2025 – 26", True), ("fy 2025/26", True), ("fy2025", True),
    ("1999", False), ("25-26", False), ("2025-6", False), ("2025 budget", False), ("20256", False), ("", False),
])  # fmt: skip
def test_a_year(heading, year):
    assert is_year(heading) is year


@pytest.mark.parametrize(("heading", "day"), [
    ("14 May 2026", date(2026, 5, 14)), ("14/05/2026", date(2026, 5, 14)), ("2026-05-14", date(2026, 5, 14)),
    ("03/04/2026", None), ("May", None), ("", None), ("31/02/2026", None), ("04/04/2026", date(2026, 4, 4)),
])  # fmt: skip
def test_the_day_that_a_heading_names_where_it_can_only_be_one(heading, day):
    assert heading_day(heading) == day


@pytest.mark.parametrize(("texts", "layout"), [
    (["seat", "agency", "14 may 2026", "3 june 2026"], Layout.ATTENDANCE), (["role", "03/04/2026", "04/05/2026"], Layout.ATTENDANCE),
    (["seat", "14 may 2026"], None), (["14 may 2026", "3 june 2026"], None),
    (["partner", "2024-25", "2025-26"], Layout.CONTRIBUTIONS), (["contributing agency", "2024", "2025"], Layout.CONTRIBUTIONS),
    (["partner", "2025-26"], None), (["income", "2024-25", "2025-26"], None),
    (["challenge", "date raised"], Layout.CHALLENGE_LOG), (["risk or challenge", "status"], Layout.CHALLENGE_LOG),
    (["challenge question", "rag"], Layout.CHALLENGE_LOG), (["challenge"], None), (["challenges to practice", "status"], None),
    (["course", "police", "icb"], Layout.TRAINING), (["training event", "date", "attended"], Layout.TRAINING),
    (["course", "attended"], None), (["date", "course", "attended"], None), ([], None), (["ref", "question", "score"], None),
])  # fmt: skip
def test_which_workbook_without_standards_headings_make(texts, layout):
    assert suggest_ledger(texts) is layout


def test_the_roles_of_a_challenge_log():
    texts = ["ref", "challenge", "date raised", "to agency", "update", "by when", "status", "minutes"]
    assert suggest_ledger_roles(texts, Layout.CHALLENGE_LOG) == {
        "ref": Role.NUMBER, "challenge": Role.CHALLENGE, "date raised": Role.RAISED, "to agency": Role.AGENCY,
        "update": Role.UPDATE, "by when": Role.DEADLINE, "status": Role.STATUS, "minutes": Role.LEFT_OUT,
    }  # fmt: skip


@pytest.mark.parametrize(("headings", "role"), [
    (("Raised to", "Raised with", "Put to", "To", "To whom", "Challenge raised with", "Sent to"), Role.AGENCY),
    (("Date of response", "Response date", "Date of reply", "Date response received", "Replied on"), Role.REPLIED),
    (("Date raised", "Raised", "Raised on", "Date", "Date of challenge", "Date challenge raised", "Date raised with agency"), Role.RAISED),
    (("Date closed", "Closed on", "Closure date", "Date of closure"), Role.CLOSED),
    (("Response due", "Due date", "Date for reply", "Response required by"), Role.DEADLINE),
    (("Raised by", "Raised at", "Challenge raised by"), Role.LEFT_OUT),
    (("Response", "Response to challenge", "Outcome"), Role.UPDATE),
])  # fmt: skip
def test_what_a_heading_of_an_old_challenge_log_names(headings, role):
    """Whom it was put to is never the day it was put, and the day of a reply never the day by which one is due."""
    assert {text: suggest_ledger_roles([text.lower()], Layout.CHALLENGE_LOG)[text.lower()] for text in headings} == (
        dict.fromkeys(headings, role)
    )


@pytest.mark.parametrize("layout", [Layout.CHALLENGE_LOG, Layout.ACTION_LOG])
def test_the_number_of_a_challenge_or_an_action_is_neither(layout):
    thing = "challenge" if layout is Layout.CHALLENGE_LOG else "action"
    roles = suggest_ledger_roles([f"{thing} no.", thing, "lead", "status", "rag", "progress", "comments"], layout)
    assert roles == {
        f"{thing} no.": Role.NUMBER, thing: Role.CHALLENGE, "lead": Role.AGENCY, "status": Role.STATUS, "rag": Role.STATUS,
        "progress": Role.UPDATE, "comments": Role.UPDATE,
    }  # fmt: skip


def test_years_and_days_across_carry_no_role():
    assert suggest_ledger_roles(["partner", "2024-25", "2025-26", "in kind", "notes"], Layout.CONTRIBUTIONS) == {
        "partner": Role.AGENCY, "in kind": Role.IN_KIND, "notes": Role.NOTE}  # fmt: skip
    assert suggest_ledger_roles(["seat", "agency", "14 may 2026", "03/04/2026"], Layout.ATTENDANCE) == {
        "seat": Role.SEAT, "agency": Role.AGENCY}  # fmt: skip


def test_a_role_is_given_once_and_the_next_of_its_kind_is_left_out():
    assert suggest_ledger_roles(["challenge", "question"], Layout.CHALLENGE_LOG) == {
        "challenge": Role.CHALLENGE, "question": Role.LEFT_OUT}  # fmt: skip


def test_agencies_across_training_numbers_are_left_without_a_role():
    """Each is a column of numbers: to leave one out would lose it."""
    assert suggest_ledger_roles(["course", "police", "icb"], Layout.TRAINING) == {"course": Role.COURSE}
    assert suggest_ledger_roles(["course", "agency", "attended", "quarter"], Layout.TRAINING) == {
        "course": Role.COURSE, "agency": Role.AGENCY, "attended": Role.PEOPLE, "quarter": Role.RAISED}  # fmt: skip
