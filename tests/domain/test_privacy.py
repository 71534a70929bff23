"""Personal data by pattern: what belongs to a person is suspected, ordinary figures of the field are left alone."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scrutineer.domain.privacy import PersonalData, as_read, nhs_number_valid, personal_data, remark

NHS, EMAIL, PHONE = "a number like an NHS number", "an e-mail address", "a telephone number"
POSTCODE, BIRTH = "a postcode", "a date of birth"
INSURANCE, PUPIL = "a number like a national insurance number", "a number like a pupil number"


def kinds(text: str) -> list[str]:
    return [suspected.what for suspected in personal_data(text)]


def test_nhs_numbers_are_checked_by_their_digit():
    assert nhs_number_valid("9434765919")
    assert not nhs_number_valid("9434765918")
    assert nhs_number_valid("0000000000")  # a check of 11 stands for 0
    assert not any(nhs_number_valid(f"000000006{digit}") for digit in range(10))  # a check of 10 belongs to no number


@given(st.integers(0, 999_999_999))
def test_every_nine_digits_have_one_check_digit_at_most(nine):
    assert sum(nhs_number_valid(f"{nine:09d}{digit}") for digit in range(10)) <= 1


@given(st.integers(0, 999_999_999), st.sampled_from(["", " ", "-"]), st.sampled_from(["", "NHS ", "(", "no. "]))
def test_an_nhs_number_is_suspected_however_it_is_spaced(nine, gap, before):
    digits = next((f"{nine:09d}{digit}" for digit in range(10) if nhs_number_valid(f"{nine:09d}{digit}")), None)
    assume(digits is not None)
    text = f"{before}{gap.join((digits[:3], digits[3:6], digits[6:]))}."
    assert PersonalData(NHS, digits[-4:]) in personal_data(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [("943 476 5919", NHS), ("a@b.example", EMAIL), ("first.last+x@some-team.nhs.example", EMAIL), ("01632 960000", PHONE),
     ("+44 1632 960000", PHONE), ("+44 (0)7700 900123", PHONE), ("07700900123", PHONE), ("020 7946 0000", PHONE),
     ("NM1 2AB", POSTCODE), ("N1  2AB", POSTCODE), ("EC1A 1BB", POSTCODE), ("DOB: 3 May 2014", BIRTH), ("D.O.B. 3/5/14", BIRTH),
     ("date of birth 03", BIRTH), ("born on 3 May", BIRTH), ("Born 3 May", BIRTH),
     ("943\u00a0476\u00a05919", NHS), ("943\u2009476\u20095919", NHS), ("943\u2011476\u20135919", NHS), ("943\n476  5919", NHS),
     ("94\u200b34765919", NHS), ("NHS-9434765919", NHS), ("\uff19\uff14\uff13 476 5919", NHS), ("no.9434765919", NHS),
     ("a\uff20b.example", EMAIL), ("a (at) b.example", EMAIL), ("(020) 7946 0000", PHONE), ("07700-900123", PHONE),
     ("01632\u00a0960\u00a0000", PHONE), ("NM1\u00a02AB", POSTCODE), ("DOB \u2013 3/5/14", BIRTH), ("d.o.b. (3 May)", BIRTH),
     ("date of birth was May 2014", BIRTH), ("born the 3rd", BIRTH),
     ("AB 12 34 56 C", INSURANCE), ("ab123456c", INSURANCE), ("A123456789012", PUPIL), ("T12345678901A", PUPIL)],
)  # fmt: skip
def test_what_belongs_to_a_person_is_suspected(text, what):
    assert kinds(f"He said {text} to us.") == [what]


@pytest.mark.parametrize(
    "text",
    ["8 of 40 discussions", "NSCP-26-009", "£142,000", "£9434765919", "Working Together 2026", "E31, page 2", "1.2, 18.5",
     "943 476 5918", "19434765919", "94347659190", "1.9434765919", "26-9434765919", "0 to 3", "2026-0163296000", "at noon @ desk",
     "lines 4c and 4d", "nm1 2ab", "NM12AB", "born in the county", "newborn 3", "3 of 0160", "",
     "on 01-02-2026 03-04-2026", "from 01-02-2026 to 03-04-2026", "AB12 of 3456", "DB123456C", "A12345"],
)  # fmt: skip
def test_ordinary_figures_are_left_alone(text):
    assert personal_data(text) == ()


def test_each_finding_is_told_by_its_last_characters_alone():
    text = "Ask someone@team.example, 01632 960123 or 943 476 5919 of NM1 2AB, DOB: 3"
    assert {suspected.what: suspected.ending for suspected in personal_data(text)} == {
        NHS: "5919", EMAIL: "mple", PHONE: "0123", POSTCODE: " 2AB", BIRTH: "B: 3",
    }  # fmt: skip
    assert kinds("a@b.example and c@d.example") == [EMAIL, EMAIL]


@given(st.text(max_size=60))
def test_no_more_than_four_characters_of_it_are_ever_told(text):
    assert all(len(suspected.ending) <= 4 for suspected in personal_data(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Mrs Example said so", "a person's name"), ("Dr. Example's note", "a person's name"), ("write to a.b@example.org", "an e-mail address"),
     ("ring 01632 960 001", "a telephone number")],
)  # fmt: skip
def test_what_belongs_to_a_person_is_remarked_on_as_it_is_typed(text, kind):
    assert remark(text).startswith(f"This looks like {kind}")


@pytest.mark.parametrize("name", ["Alex Example", "Alex O’Example", "Alex Example-Sample", "Alex B Example"])
def test_a_name_where_a_role_is_asked_for_is_remarked_on(name):
    assert remark(name, names_a_role=True) == "This looks like a person's name. Name the role instead."
    assert remark(name) == ""


@pytest.mark.parametrize(
    "role",
    ["Lead safeguarding partners", "Director of Children's Services", "Chief Constable", "Designated Nurse", "Police", "Head Teacher", "ICB",
     "", "Detective Superintendent", "Independent Chair"],
)  # fmt: skip
def test_a_role_is_left_alone(role):
    assert remark(role, names_a_role=True) == ""


@given(st.text(max_size=200), st.booleans())
def test_a_remark_is_a_sentence_or_nothing(text, role):
    said = remark(text, names_a_role=role)
    assert said == "" or said.endswith(".")


@given(st.sampled_from(["943 476 5919", "a@b.example", "01632 960000", "AB 12 34 56 C"]), st.data())
def test_signs_that_are_not_seen_and_other_spaces_hide_nothing(text, data):
    for place in range(len(text), 0, -1):
        text = text[:place] + data.draw(st.sampled_from(["", "", "\u200b", "\u00ad", "\u2060"])) + text[place:]
    assert kinds(text.replace(" ", data.draw(st.sampled_from([" ", "\u00a0", "\u202f", "\n"])))) == kinds(as_read(text))
    assert kinds(text)
