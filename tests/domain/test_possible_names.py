"""What could be somebody's name is found in texts and codes, and the ordinary words of this field are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.possible_names import NameWords, letters_that_could_name, possible_names

COMMON = frozenset(
    [
        "a",
        "adults",
        "and",
        "area",
        "blue",
        "call",
        "called",
        "case",
        "child",
        "early",
        "families",
        "family",
        "field",
        "first",
        "for",
        "found",
        "from",
        "full",
        "given",
        "go",
        "grace",
        "green",
        "group",
        "had",
        "has",
        "help",
        "high",
        "home",
        "hope",
        "in",
        "information",
        "is",
        "it",
        "jade",
        "jordan",
        "june",
        "khan",
        "late",
        "learning",
        "local",
        "mark",
        "may",
        "meet",
        "mother",
        "neglect",
        "not",
        "of",
        "on",
        "over",
        "partnership",
        "police",
        "poppy",
        "professional",
        "protocol",
        "put",
        "record",
        "review",
        "road",
        "rose",
        "safe",
        "saved",
        "seen",
        "she",
        "slow",
        "smith",
        "some",
        "spring",
        "style",
        "take",
        "talk",
        "the",
        "thresholds",
        "to",
        "took",
        "two",
        "use",
        "view",
        "voice",
        "voices",
        "was",
        "we",
        "week",
        "were",
        "went",
        "will",
        "with",
        "work",
        "young",
        "your",
        "curiosity",
        "pre",
        "mobile",
        "babies",
    ]
)
NAMES = NameWords(
    is_word=lambda word: (
        (word.casefold() in COMMON and (word == word.lower() or word.lower() in COMMON)) or word == "Leeds"
    ),
    given=frozenset(["alfie", "kai", "jade", "poppy", "grace", "hope", "mark", "may", "jane", "rose", "john"]),
    surnames=frozenset(["smith", "khan", "green", "young", "turner", "poole"]),
    places=frozenset(["poole", "sussex"]),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Neglect; Jane Smith was not seen", ("Jane Smith",)),
        ("The Jane O’Neill-Brown case, again", ("Jane O’Neill-Brown",)),
        ("Élise Müller. Jane Smith", ("Élise Müller", "Jane Smith")),
        ("of Green Road 12", ("Green Road",)),
        ("Alfie, 4, was found", ("Alfie",)), ("alfie was seen", ("alfie",)), ("Neglect of Alfie", ("Alfie",)),
        ("Jade was found", ("Jade",)), ("to Jade we went", ("Jade",)), ("Poppy, 3", ("Poppy",)), ("JADE was found", ("JADE",)),
        ("Child is called Kai", ("Kai",)), ("called kai", ("kai",)), ("called ozoro", ("ozoro",)), ("Ozoro’s mother", ("Ozoro",)),
        ("the Khan family", ("Khan",)), ("the ozoro family", ("ozoro",)), ("The Green family", ("Green",)),
        ("May, 3, was seen", ("May",)), ("the Poole family", ("Poole",)), ("Grace", ("Grace",)),
        ("J.S. was seen", ("J.S.",)), ("J. S. was seen", ("J. S.",)),
        ("Baby T was seen", ("Baby T",)), ("Child K’s voice", ("Child K",)), ("Family A", ("Family A",)),
        ("McOzoro was seen", ("McOzoro",)), ("O’Zoro was seen", ("O’Zoro",)),
    ],
)  # fmt: skip
def test_what_could_be_a_name_is_found_alone_in_small_letters_and_by_its_initials(text, names):
    assert possible_names(text, NAMES) == names


@pytest.mark.parametrize(
    "text",
    ["Go on to a Local Review: records", "Working Together and the National Panel; Early Help", "NHS ICB", "", "Neglect; Thresholds; Voice",
     "Professional Curiosity", "Will the Panel meet?", "Mark it", "Young families were seen", "Seen in May 2026 and in June",
     "in Poole and in East Sussex", "in Leeds", "Police, Health and Education", "the young family", "SystmOne", "pre-mobile babies",
     "Grace given to the family", "LR-26-03", "the Children’s Commissioner", "5 of 8"],
)  # fmt: skip
def test_the_words_of_this_field_are_left_alone(text):
    known = NAMES.knowing(["records systm one children’s commissioner families"])
    assert possible_names(text, known) == ()


def test_words_that_are_known_to_be_nobodys_are_left_alone():
    assert possible_names("Ozoro and Jane Smith", NAMES.knowing(["Ozoro Council", "Jane Smith’s Foundation"])) == ()


@given(st.text(max_size=200))
def test_each_that_is_found_stands_in_the_text(text):
    for name in possible_names(text, NAMES):
        assert all(part in " ".join(text.split()) or not text.isascii() for part in name.split())


@given(
    st.sampled_from(["Alfie", "Kai", "Ozoro"]),
    st.sampled_from(["{}", "({})", "“{}”", "of {}", "{}, 4", "{}’s", "by {}."]),
)
def test_a_name_is_found_whatever_stands_around_it(name, around):
    assert name in possible_names(around.format(name), NAMES)


OWN = ("Northmoor Safeguarding Children Partnership", "NSCP", "Eastfield Police")


@pytest.mark.parametrize(
    "code", ["LR-26-03", "NM-02", "RR 2026/4", "CDR26", "LCSPR-NM-7", "NSCP-26-1", "NOR 4", "EF-1", "NORTH-1", "EP/3"]
)
def test_letters_of_a_kind_of_review_of_the_partnership_or_of_an_agency_are_nobodys(code):
    assert letters_that_could_name(code, OWN, NAMES) == ()


@pytest.mark.parametrize(
    ("code", "letters"),
    [("SMITH-26", "SMITH"), ("ALFIE 12", "ALFIE"), ("KAI1", "KAI"), ("JO-ANN-1", "JO ANN"), ("BABY P1", "BABY P"), ("JADE 2014", "JADE"),
     ("JB 03/09", "JB"), ("KHAN-2026/01", "KHAN"), ("A1", "A"), ("LR SMITH 1", "SMITH")],
)  # fmt: skip
def test_any_other_letters_of_a_code_could_be_a_name_or_initials(code, letters):
    assert letters_that_could_name(code, OWN, NAMES) == tuple(letters.split())
