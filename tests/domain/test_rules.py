"""The pure rules: dates, names, standards' numbers, strength of evidence, judgements, privacy, wording."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.dates import long_date, period, read_date, short_date
from scrutineer.domain.evidence import (
    Bearing,
    Evidence,
    EvidenceKind,
    Marking,
    Strength,
    StrengthHint,
    may_appear,
    strength_hint,
)
from scrutineer.domain.framework import AddedLine, Wording, next_code, with_local
from scrutineer.domain.grid import Sheet, column_letters
from scrutineer.domain.ids import AgencyId, CycleId, TargetId
from scrutineer.domain.judgement import Judgement, blockers
from scrutineer.domain.mapping import number_and_text
from scrutineer.domain.partnership import Agency, agencies_named_in, find_agency, require_agency, suggest_prefix
from scrutineer.domain.privacy import nhs_number_valid, personal_data
from scrutineer.domain.scale import INSUFFICIENT, NOT_YET, require_scale, steps_between
from scrutineer.errors import UserError
from scrutineer.frameworks.loader import framework_text, parse_framework, scales

TODAY = date(2026, 11, 20)


def test_dates_are_written_the_british_way():
    assert long_date(TODAY) == "20 November 2026"
    assert short_date(TODAY) == "20 Nov 26"
    assert period(date(2026, 3, 1), date(2027, 3, 31)) == "1 March 2026 to 31 March 2027"


@pytest.mark.parametrize(
    "text", ["20/11/2026", "20.11.26", "20 November 2026", "20 Nov 26", "2026-11-20", "20th Nov 2026"]
)
def test_dates_are_read_day_first(text):
    assert read_date(text) == TODAY


@pytest.mark.parametrize("text", ["31/11/2026", "ongoing", "Spring term", "11/20/2026", "TBC", "Sept 27", "", "2026"])
def test_what_is_no_date_is_not_guessed(text):
    assert read_date(text) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_written_is_read_back(day):
    assert read_date(long_date(day)) == read_date(short_date(day)) == read_date(day.isoformat()) == day


AGENCIES = (
    Agency(id=AgencyId(1), name="ICB", aliases=("CCG", "Health")),
    Agency(id=AgencyId(2), name="Community health"),
    Agency(id=AgencyId(3), name="Police"),
)


def test_an_agency_goes_by_its_aliases():
    assert {find_agency(AGENCIES, name).id for name in ("icb", "CCG ", "health", "I.C.B")} == {1}
    assert find_agency(AGENCIES, "Fire") is None
    with pytest.raises(UserError, match="ICB, Community health, Police"):
        require_agency(AGENCIES, "Fire")


def test_a_name_inside_a_longer_one_does_not_count():
    assert [a.name for a in agencies_named_in(AGENCIES, "community-health-tool-export")] == ["Community health"]
    assert [a.name for a in agencies_named_in(AGENCIES, "police and health")] == ["ICB", "Police"]
    assert agencies_named_in(AGENCIES, "policemen") == ()


def test_prefix():
    assert suggest_prefix("Northmoor Safeguarding Children Partnership") == "NSCP"


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [("1.1A senior lead", "1.1", "A senior lead"), ("1.2 The rota", "1.2", "The rota"), ("5.2Supervision", "5.2", "Supervision"),
     ("Leaders see practice", "", "Leaders see practice"), ("A1 Policy", "A1", "Policy"), ("3. Training", "3", "Training"),
     ("7.1", "7.1", ""), ("1.10\u00a0Long", "1.10", "Long")],
)  # fmt: skip
def test_standards_are_parted_from_their_numbers(text, number, words):
    assert number_and_text(text) == (number, words)


@given(st.integers(1, 20000))
def test_column_letters_are_as_in_a_spreadsheet(column):
    value = 0
    for letter in column_letters(column):
        value = value * 26 + ord(letter) - 64
    assert value == column


def test_merged_cells_show_the_first_ones_value():
    sheet = Sheet("S", True, {}, merges=((2, 1, 4, 1),))
    assert sheet.merged_from(4, 1) == (2, 1)
    assert sheet.merged_from(5, 1) == (5, 1)


def item(kind: EvidenceKind, months: int, agency: int | None) -> Evidence:
    day = date(2026 - (months + 1) // 12 - (1 if (11 - months % 12) < 1 else 0), (10 - months) % 12 + 1, 1)
    return Evidence(
        title="x",
        kind=kind,
        dated=day,
        received=day,
        agency_id=AgencyId(agency) if agency else None,
        cycle_id=CycleId(1),
    )


def test_strength_is_suggested_from_count_age_and_independence():
    S, C = Bearing.SUPPORTS, Bearing.CONTEXT
    many = [(item(EvidenceKind.AUDIT, 2, 1), S), (item(EvidenceKind.DIP_SAMPLE, 1, None), S),
            (item(EvidenceKind.MINUTES, 3, 1), S), (item(EvidenceKind.DATA, 4, 2), S)]  # fmt: skip
    assert strength_hint(many, TODAY).strength is Strength.STRONG
    own_words = [(item(EvidenceKind.MINUTES, 2, 1), S), (item(EvidenceKind.REPORT, 1, 1), S), (item(EvidenceKind.DATA, 1, 1), S),
                 (item(EvidenceKind.LETTER, 1, 1), S)]  # fmt: skip
    hint = strength_hint(own_words, TODAY)
    assert hint.strength is Strength.ADEQUATE
    assert "none of it first-hand" in hint.reasons
    assert strength_hint(many[:1], TODAY).strength is Strength.THIN
    assert strength_hint([(one, C) for one, _ in many], TODAY).strength is Strength.THIN
    assert strength_hint([], TODAY).reasons


@given(
    st.lists(
        st.tuples(st.sampled_from(list(EvidenceKind)), st.integers(0, 40), st.sampled_from([None, 1, 2, 3])), max_size=8
    )
)
def test_more_evidence_never_weakens_the_suggestion(parts):
    items = [(item(*part), Bearing.SUPPORTS) for part in parts]
    order = list(Strength)
    for count in range(1, len(items)):
        before, after = strength_hint(items[:count], TODAY), strength_hint(items[: count + 1], TODAY)
        assert order.index(after.strength) >= order.index(before.strength)


def judgement(**more) -> Judgement:
    return Judgement(cycle_id=CycleId(1), target=TargetId("six-steps:4"), scale_id="assurance", **more)


HINT = StrengthHint(Strength.ADEQUATE, ())


def test_a_judgement_needs_level_narrative_and_evidence():
    assert len(blockers(judgement(), 0, HINT)) == 3
    assert blockers(judgement(level="limited", narrative="n"), 1, HINT) == ()
    assert blockers(judgement(level=INSUFFICIENT, narrative="n"), 1, HINT) == ()
    assert blockers(judgement(level="limited", narrative="  "), 1, HINT) == ("write a narrative",)
    assert blockers(judgement(narrative="n"), 1, HINT, narrative_only=True) == ()


def test_another_strength_needs_a_reason():
    one = judgement(level="limited", narrative="n", strength=Strength.STRONG)
    assert "give a reason" in blockers(one, 1, HINT)[0]
    given_reason = judgement(level="limited", narrative="n", strength=Strength.STRONG, strength_reason="seen twice")
    assert blockers(given_reason, 1, HINT) == ()
    assert blockers(judgement(level="limited", narrative="n", strength=Strength.ADEQUATE), 1, HINT) == ()


def test_non_scores_are_never_compared():
    scale = require_scale(scales(), "assurance")
    assert steps_between(scale, "limited", "strong") == 2
    for key in (NOT_YET, INSUFFICIENT):
        assert scale.rank(key) is None
        assert steps_between(scale, key, "strong") is None
    with pytest.raises(UserError, match="assurance"):
        require_scale(scales(), "stars")


@pytest.mark.parametrize(
    ("marking", "editions"),
    [(Marking.PRIVATE, {"private"}), (Marking.PARTNER, {"private", "partner"}), (Marking.PUBLIC, {"private", "partner", "public"})],
)  # fmt: skip
def test_an_edition_holds_its_own_marking_and_wider_ones(marking, editions):
    assert {edition.value for edition in Marking if may_appear(marking, edition)} == editions


def test_nhs_numbers_are_checked_by_their_digit():
    assert nhs_number_valid("9434765919")
    assert not nhs_number_valid("9434765918")


@pytest.mark.parametrize(
    "text", ["943 476 5919", "a@b.example", "01632 960000", "NM1 2AB", "DOB: 3 May 2014", "born on 3 May"]
)
def test_what_belongs_to_a_person_is_found(text):
    assert personal_data(f"He said {text} to us.")


@pytest.mark.parametrize(
    "text", ["8 of 40 discussions", "NSCP-26-009", "£142,000", "Working Together 2026", "E31, page 2", "1.2, 18.5"]
)
def test_ordinary_figures_are_left_alone(text):
    assert personal_data(text) == ()


def framework():
    return parse_framework(framework_text("six-steps"))


def test_local_wording_never_changes_ids_or_titles():
    base = framework()
    worded = with_local(
        base,
        [
            Wording(target=TargetId("six-steps:3"), label="Voice"),
            Wording(target=TargetId("six-steps:3a"), question="Do they know?"),
        ],
        [AddedLine(target=TargetId("six-steps:3h"), step=TargetId("six-steps:3"), code="3h", label="L", question="Q")],
    )
    step = worded.step("six-steps:3")
    assert (step.label, step.title) == ("Voice", base.step("six-steps:3").title)
    assert worded.line("six-steps:3a").question == "Do they know?"
    assert not worded.line("six-steps:3a").starter
    assert not worded.line("six-steps:3h").starter
    assert set(base.targets()) < set(worded.targets())
    assert next_code(step) == "3i"
    with pytest.raises(UserError, match="no step or line"):
        worded.step("six-steps:9")


@given(st.lists(st.one_of(
    st.text(max_size=30),
    st.from_regex(r"[a-z ]{0,4}(0\d[\d ]{7,11}\d|[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}|dob:? 3|\w+@\w+\.uk|\d{3} \d{3} \d{4})[a-z ]{0,4}"),
), min_size=1, max_size=4))  # fmt: skip
def test_whatever_belongs_to_a_person_is_looked_at_closely(texts):
    from scrutineer.domain.hazards import look_closely
    from scrutineer.domain.privacy import personal_data

    if any(personal_data(text) for text in texts):
        assert look_closely(texts)
