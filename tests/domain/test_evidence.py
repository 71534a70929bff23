"""Evidence: which edition may hold it, how strong a body of it is, and how its age is counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.evidence import (
    FIRST_HAND,
    Bearing,
    Evidence,
    EvidenceKind,
    Strength,
    Weighed,
    months_between,
    require_title,
    strength_hint,
)
from scrutineer.domain.ids import AgencyId, CycleId, EvidenceId
from scrutineer.domain.marking import Marking, may_appear
from scrutineer.errors import UserError

TODAY = date(2026, 11, 20)
K = EvidenceKind
S = Bearing.SUPPORTS


def item(kind: EvidenceKind, agency: int | None = 1, dated: date = TODAY) -> Weighed:
    return Weighed(EvidenceId(1), kind, dated, dated, AgencyId(agency) if agency else None)


def strength(*items: Weighed, bearing: Bearing = S) -> Strength:
    return strength_hint([(weighed, bearing) for weighed in items], TODAY).strength


@pytest.mark.parametrize(
    ("marking", "editions"),
    [(Marking.PRIVATE, {"private"}), (Marking.PARTNER, {"private", "partner"}), (Marking.PUBLIC, {"private", "partner", "public"})],
)  # fmt: skip
def test_an_edition_holds_its_own_marking_and_wider_ones(marking, editions):
    assert {edition.value for edition in Marking if may_appear(marking, edition)} == editions


STRONG = (item(K.AUDIT), item(K.DIP_SAMPLE, None), item(K.MINUTES), item(K.DATA, 2))


def test_strong_needs_four_items_three_kinds_two_sources_and_first_hand():
    assert strength(*STRONG) is Strength.STRONG
    assert strength(*STRONG[:3]) is Strength.ADEQUATE
    two_kinds = (item(K.AUDIT), item(K.DIP_SAMPLE, None), item(K.AUDIT), item(K.AUDIT, 2))
    assert strength(*two_kinds) is Strength.ADEQUATE
    one_source = (item(K.AUDIT), item(K.DIP_SAMPLE), item(K.MINUTES), item(K.DATA))
    assert strength(*one_source) is Strength.ADEQUATE
    nobody_saw_it = (item(K.AUDIT), item(K.REPORT, None), item(K.MINUTES), item(K.DATA, 2))
    assert strength(*nobody_saw_it) is Strength.ADEQUATE
    exactly = (item(K.AUDIT), item(K.DIP_SAMPLE), item(K.DATA), item(K.DATA, 2))
    assert strength(*exactly) is Strength.STRONG


def test_adequate_needs_two_items_that_differ_in_kind_or_source():
    assert strength(item(K.MINUTES), item(K.REPORT)) is Strength.ADEQUATE
    assert strength(item(K.MINUTES), item(K.MINUTES, 2)) is Strength.ADEQUATE
    assert strength(item(K.MINUTES), item(K.MINUTES)) is Strength.THIN
    assert strength(item(K.CHILDREN)) is Strength.THIN


@pytest.mark.parametrize(
    ("newest", "expected"),
    [(date(2026, 11, 20), Strength.STRONG), (date(2025, 11, 21), Strength.STRONG), (date(2025, 11, 20), Strength.ADEQUATE),
     (date(2025, 6, 1), Strength.ADEQUATE), (date(2024, 11, 21), Strength.ADEQUATE), (date(2024, 11, 20), Strength.THIN)],
)  # fmt: skip
def test_evidence_a_year_old_is_adequate_at_most_and_of_two_years_thin(newest, expected):
    older = date(2020, 1, 1)
    aged = [item(weighed.kind, weighed.agency_id, older) for weighed in STRONG[1:]]
    assert strength(item(K.AUDIT, 1, newest), *aged) is expected


def test_what_is_linked_as_context_weighs_nothing_and_what_contradicts_weighs_the_same():
    assert strength(*STRONG, bearing=Bearing.CONTEXT) is Strength.THIN
    assert strength(*STRONG, bearing=Bearing.CONTRADICTS) is Strength.STRONG
    hint = strength_hint([(item(K.REPORT), Bearing.CONTEXT)], TODAY)
    assert hint.reasons == ("no evidence is linked that supports or contradicts",)


def test_the_reasons_are_said_in_words():
    hint = strength_hint([(weighed, S) for weighed in STRONG], TODAY)
    assert hint.reasons == (
        "4 items", "4 kinds of evidence", "3 sources", "some of it first-hand", "the newest under a month old",
    )  # fmt: skip
    lone = strength_hint([(item(K.LETTER, 1, date(2026, 10, 20)), S)], TODAY)
    assert lone.reasons == (
        "1 item",
        "1 kind of evidence",
        "1 source",
        "none of it first-hand",
        "the newest 1 month old",
    )


kinds = st.sampled_from(EvidenceKind)
bodies = st.lists(st.tuples(kinds, st.sampled_from([None, 1, 2, 3]), st.integers(0, 1200)), max_size=8)


@given(bodies, st.permutations(range(8)))
def test_more_evidence_never_weakens_the_suggestion_and_its_order_never_matters(parts, order):
    items = [(item(kind, agency, TODAY - timedelta(days=days)), S) for kind, agency, days in parts]
    ranks = [list(Strength).index(strength_hint(items[:count], TODAY).strength) for count in range(len(items) + 1)]
    assert ranks == sorted(ranks)
    shuffled = [items[place] for place in order if place < len(items)]
    assert strength_hint(shuffled, TODAY) == strength_hint(items, TODAY)


@given(bodies, kinds)
def test_first_hand_evidence_alone_makes_the_difference_that_is_said(parts, kind):
    items = [(item(each, agency, TODAY - timedelta(days=days)), S) for each, agency, days in parts]
    hint = strength_hint([*items, (item(kind, 3), S)], TODAY)
    seen = any(each in FIRST_HAND for each in (kind, *(each for each, _, _ in parts)))
    assert ("some of it first-hand" in hint.reasons) == seen


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [(date(2026, 11, 20), date(2026, 11, 20), 0), (date(2026, 10, 21), date(2026, 11, 20), 0),
     (date(2026, 10, 20), date(2026, 11, 20), 1), (date(2025, 12, 31), date(2026, 2, 28), 1), (date(2024, 11, 20), TODAY, 24)],
)  # fmt: skip
def test_only_whole_months_count(earlier, later, months):
    assert months_between(earlier, later) == months


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 2000))
def test_age_in_months_grows_with_the_days(earlier, days):
    later = earlier + timedelta(days=days)
    months = months_between(earlier, later)
    assert 0 <= months <= months_between(earlier, later + timedelta(days=1)) <= months + 1
    assert months * 28 <= days < (months + 1) * 31


def test_an_item_is_named_by_its_number():
    assert (
        Evidence(number=31, title="x", kind=K.DATA, dated=TODAY, received=TODAY, cycle_id=CycleId(1)).reference == "E31"
    )


def test_a_title_is_one_line_that_says_something():
    assert require_title("  What was\n seen ") == "What was seen"
    for nothing in ("", "  ", "\n"):
        with pytest.raises(UserError, match="no title yet"):
            require_title(nothing)
