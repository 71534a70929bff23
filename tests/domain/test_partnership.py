"""The arrangement: names that agencies go by, cycles that end after they start, prefixes of references."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.ids import AgencyId
from scrutineer.domain.partnership import (
    Agency,
    Cycle,
    agencies_named_in,
    as_long,
    find_agency,
    month_of,
    plain,
    require_agency,
    require_period,
    suggest_prefix,
    year_from,
)
from scrutineer.errors import UserError

AGENCIES = (
    Agency(id=AgencyId(1), name="ICB", aliases=("CCG", "Health")),
    Agency(id=AgencyId(2), name="Community health"),
    Agency(id=AgencyId(3), name="Police"),
)


@pytest.mark.parametrize("name", ["icb", "ICB", "CCG ", "health", "I.C.B", "  Health  "])
def test_an_agency_goes_by_its_name_and_its_aliases(name):
    assert find_agency(AGENCIES, name).id == 1


@pytest.mark.parametrize("name", ["Fire", "", " ", "...", "Polic", "Police service"])
def test_no_agency_goes_by_another_name_or_by_none(name):
    assert find_agency(AGENCIES, name) is None
    assert find_agency((*AGENCIES, Agency(name="...")), name) is None


def test_an_unknown_name_is_refused_with_the_names_there_are():
    assert require_agency(AGENCIES, "Health").id == 1
    with pytest.raises(UserError, match="ICB, Community health, Police"):
        require_agency(AGENCIES, "Fire")
    with pytest.raises(UserError, match="none yet"):
        require_agency((), "Fire")


@pytest.mark.parametrize(
    ("text", "names"),
    [("community-health-tool-export", ["Community health"]), ("police and health", ["ICB", "Police"]), ("policemen", []),
     ("Section 11_POLICE_2026.xlsx", ["Police"]), ("CCG and health", ["ICB"]), ("", []),
     ("health, and community health", ["Community health"])],
)  # fmt: skip
def test_agencies_are_known_by_whole_words_and_the_longest_name(text, names):
    assert [agency.name for agency in agencies_named_in(AGENCIES, text)] == names


def test_an_agency_without_letters_in_its_name_is_never_named():
    assert agencies_named_in((Agency(name="..."),), "anything ... at all") == ()


@given(st.text(max_size=30))
def test_a_name_is_compared_without_case_marks_and_spacing(name):
    assert plain(plain(name)) == plain(name)
    assert plain(f"  {name.upper()}!") == plain(name.upper())
    assert all(sign.isalnum() or sign == " " for sign in plain(name))


@pytest.mark.parametrize(
    "disguised", ["POLICE", "Ｐｏｌｉｃｅ", "Роlісе", "ΡΟLICE", "Pólice", "Po\u200blice", "Pol\u0131ce"]
)
def test_a_name_in_disguise_is_the_name(disguised):
    assert plain(disguised) == plain("Police")


def test_names_in_other_scripts_are_names():
    assert plain("Полиция") != plain("Здоровье") != ""


def test_hyphens_and_underscores_part_words():
    assert plain("Community-Health_Trust") == "community health trust"


@pytest.mark.parametrize(
    ("name", "prefix"),
    [("Northmoor Safeguarding Children Partnership", "NSCP"), ("The Vale of Ashdown and District Partnership", "VADP"),
     ("Northmoor", "SCP"), ("", "SCP"), ("North Moor", "NM"), ("A b c d e f g h", "ABCDEF")],
)  # fmt: skip
def test_a_prefix_is_the_initials_that_matter(name, prefix):
    assert suggest_prefix(name) == prefix


def test_a_cycle_ends_after_it_starts():
    require_period(date(2026, 3, 1), date(2026, 3, 2))
    for ends in (date(2026, 3, 1), date(2026, 2, 28)):
        with pytest.raises(UserError, match="ends before it starts"):
            require_period(date(2026, 3, 1), ends)


@pytest.mark.parametrize(("starts", "ends"), [
    (date(2026, 4, 1), date(2027, 3, 31)), (date(2027, 4, 1), date(2028, 3, 31)), (date(2026, 3, 31), date(2027, 3, 30)),
    (date(2027, 3, 1), date(2028, 2, 29)), (date(2028, 2, 29), date(2029, 2, 28)), (date(2026, 1, 1), date(2026, 12, 31)),
])  # fmt: skip
def test_a_year_that_begins_on_a_day_ends_the_day_before_it_comes_again(starts, ends):
    assert year_from(starts) == ends


def test_a_cycle_of_a_year_takes_a_year_again_and_any_other_as_many_days():
    year = Cycle(name="Cycle 1", starts=date(2026, 4, 1), ends=date(2027, 3, 31), guidance="")
    assert as_long(year, date(2027, 4, 1)) == date(2028, 3, 31)
    longer = replace(year, ends=date(2027, 4, 30))
    assert as_long(longer, date(2027, 5, 1)) == date(2028, 5, 29)


@pytest.mark.parametrize(("day", "words"), [
    (date(2026, 4, 1), "month 1 of Cycle 1"), (date(2027, 3, 31), "month 12 of Cycle 1"),
    (date(2026, 3, 31), "before Cycle 1, which begins 1 April 2026"),
    (date(2027, 4, 1), "after Cycle 1, which ended 31 March 2027"),
])  # fmt: skip
def test_a_day_is_of_a_month_of_the_cycle_or_before_or_after_it(day, words):
    assert month_of(Cycle(name="Cycle 1", starts=date(2026, 4, 1), ends=date(2027, 3, 31), guidance=""), day) == words
